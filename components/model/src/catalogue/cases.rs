//! Checks a few dozen keys one by one against what their sources say.

use super::*;

/// Long names that would hide the rest of the line.
const SHORT: [(&str, &str); 3] = [
    ("INIT", "init_permissions_container_security_context"),
    (
        "PREFERRED",
        "preferred_during_scheduling_ignored_during_execution",
    ),
    ("RK", "runners.kubernetes"),
];

/// `expect` is default, release and marks.
#[track_caller]
fn check(part: Part, path: &str, kind: Type, expect: &str) {
    let mut path = path.to_string();
    for (short, long) in SHORT {
        path = path.replace(short, long);
    }
    let key = find(part, &path).unwrap_or_else(|| panic!("{path}"));
    let since = key.since.map_or(String::new(), Version::short);
    let marks = [
        ("secret", key.secret),
        ("security", key.security),
        ("old", key.deprecated),
        ("other", key.other_executor),
        ("gone", key.removed.is_some()),
    ];
    let marks: Vec<_> = marks
        .iter()
        .filter(|mark| mark.1)
        .map(|mark| mark.0)
        .collect();
    let got = [key.default, &since, &marks.join(" ")].join("|");
    assert_eq!((key.kind, got.as_str()), (kind, expect), "{path}");
}

#[test]
fn keys_are_as_their_sources_say() {
    use Part::{Config as C, Values as V};
    use Type::*;
    check(C, "concurrent", Int, "1||");
    check(C, "check_interval", Int, "3||");
    check(C, "LOG_LEVEL", Text, "info|9.1|");
    check(C, "connection_max_age", Duration, "15m|16.9|");
    check(C, "sentry_dsn", Text, "||secret");
    check(C, "session_server.session_timeout", Int, "1800|11.3|");
    check(C, "experimental.usage_logger.log_dir", Text, "|17.9|old");
    check(
        C,
        "experimental.usage_logger.writers",
        Texts,
        "logrotate|19.2|",
    );
    check(C, "machine.shutdown_drain.enabled", Bool, "|18.10|other");
    check(C, "runners", Tables, "||");
    check(C, "runners.token", Text, "||secret");
    check(C, "runners.environment", Texts, "||");
    check(C, "runners.tls-ca-file", Text, "||");
    check(C, "runners.token_expires_at", Date, "|15.3|");
    check(C, "runners.unhealthy_interval", Duration, "60m|15.7|");
    check(C, "runners.pre_clone_script", Text, "||gone");
    check(C, "runners.cache.shared", Bool, "false||security");
    check(C, "runners.cache.s3.secretkey", Text, "|11.3|secret");
    check(C, "runners.cache.s3.UploadRoleARN", Text, "|17.5|old");
    check(C, "runners.feature_flags", BoolMap, "|13.11|");
    check(
        C,
        "runners.feature_flags.FF_USE_FASTZIP",
        Bool,
        "false|13.11|old",
    );
    check(
        C,
        "runners.feature_flags.FF_USE_NATIVE_STEPS",
        Bool,
        "|17.6|gone",
    );
    check(C, "runners.docker.services_tmpfs", TextMap, "||other");
    check(C, "runners.docker.services.alias", Text, "|12.9|other");
    check(C, "runners.autoscaler.policy.periods", Texts, "|15.5|other");
    check(C, "RK.pull_policy", TextOrTexts, "||security");
    check(C, "RK.node_tolerations", TextMap, "|11.8|");
    check(C, "RK.retry_limits", IntMap, "|16.9|");
    check(C, "RK.cleanup_resources_timeout", Duration, "5m|16.4|");
    check(C, "RK.terminationGracePeriodSeconds", Int, "||gone");
    check(C, "RK.pod_cpu_limit", Text, "|18.10|");
    check(C, "RK.volumes.nfs.server", Text, "|19.0|");
    check(C, "RK.volumes.secret.items", TextMap, "|9.4|");
    check(
        C,
        "RK.volumes.host_path.read_only",
        Bool,
        "false|9.3|security",
    );
    check(C, "RK.suspend_pvc_size", Text, "20Gi|19.4|");
    check(C, "RK.autoscaler.policy.idle_time", Duration, "5m|18.11|");
    check(C, "RK.INIT.privileged", Bool, "|15.2|security");
    check(C, "RK.INIT.proc_mount", Text, "default|15.9|security");
    check(C, "RK.INIT.seccomp_profile.type", Text, "|18.11|security");
    check(
        C,
        "RK.affinity.node_affinity.PREFERRED.preference.match_fields.values",
        Texts,
        "|13.4|",
    );
    check(
        C,
        "RK.affinity.pod_anti_affinity.PREFERRED.pod_affinity_term.match_label_keys",
        Texts,
        "|19.1|",
    );
    check(
        C,
        "RK.affinity.pod_anti_affinity.PREFERRED.pod_affinity_term.namespace_selector.match_labels",
        TextMap,
        "|14.3|",
    );
    check(V, "concurrent", Int, "10||");
    check(V, "shutdown_timeout", Int, "0|0.58|");
    check(V, "runnerToken", Text, "||secret");
    check(V, "runnerRegistrationToken", Text, "||secret old");
    check(V, "runners.config", Toml, "|0.24|");
    check(V, "runners.image", Text, "||gone");
    check(V, "runners.builds.cpuLimit", Text, "||gone");
    check(V, "metrics.serviceMonitor.interval", Duration, "|0.36|old");
    check(V, "sessionServer.serviceType", Text, "LoadBalancer|0.67|");
    check(V, "podSecurityContext.runAsUser", Int, "100|0.42|security");
    check(V, "affinity", Any, "||");
    check(V, "rbac.rules.verbs", Texts, "|0.29|security");
}

#[test]
fn keys_that_moved_name_their_successor() {
    let check = |part: Part, path: &str, to: &str| {
        let next = find(part, path).and_then(successor).map(|key| key.path);
        assert_eq!(next, Some(to), "{path}");
    };
    check(
        Part::Config,
        "runners.kubernetes.terminationgraceperiodseconds",
        "runners.kubernetes.pod_termination_grace_period_seconds",
    );
    check(
        Part::Config,
        "runners.feature_flags.ff_retrieve_pod_warning_events",
        "runners.kubernetes.print_pod_warning_events",
    );
    check(
        Part::Values,
        "runners.cache.s3CacheInsecure",
        "runners.cache.s3.Insecure",
    );
    check(
        Part::Values,
        "runners.helpers.image",
        "runners.kubernetes.helper_image",
    );
    check(
        Part::Values,
        "rbac.serviceAccountName",
        "serviceAccount.name",
    );
}

#[test]
fn the_chart_is_compared_with_case() {
    assert!(find(Part::Values, "runnertoken").is_none());
    assert!(find(Part::Config, "RUNNERS.Kubernetes.IMAGE").is_some());
}
