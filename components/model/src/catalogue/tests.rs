//! Reads both lists whole, and a few dozen keys one by one.

use std::collections::HashSet;

use super::*;
use crate::field::{self, Initial, Kind};
use crate::quantity::{Quantity, Resource};

const PARTS: [Part; 2] = [Part::Config, Part::Values];

fn keys() -> impl Iterator<Item = &'static Key> {
    PARTS.into_iter().flat_map(all)
}

#[test]
fn every_line_is_read() {
    for text in [CONFIG_TEXT, VALUES_TEXT] {
        for line in text.lines() {
            if line.is_empty() || line.starts_with(['#', '@']) {
                continue;
            }
            if let Some(path) = line.strip_prefix('[') {
                assert!(path.ends_with(']'), "{line}");
                continue;
            }
            let mut words = line.split(' ');
            let name = words.next().unwrap();
            assert!(!name.is_empty() && !name.contains('.'), "{line}");
            let mut key = all(Part::Config)[0].clone();
            assert!(Type::of(words.next().unwrap()).is_some(), "{line}");
            for word in words {
                assert!(read::apply(&mut key, word).is_some(), "{word} in {line}");
            }
        }
    }
}

#[test]
fn every_table_is_written_once_and_belongs_to_a_key() {
    for (part, text) in [(Part::Config, CONFIG_TEXT), (Part::Values, VALUES_TEXT)] {
        let mut seen = HashSet::new();
        for line in text.lines().filter(|line| line.starts_with('[')) {
            let path = line.trim_matches(['[', ']']);
            assert!(seen.insert(path), "{path} twice");
            assert!(path.is_empty() || find(part, path).is_some(), "{path}");
        }
        for key in all(part).iter().filter(|key| key.kind.is_table()) {
            // The plugin of a fleeting autoscaler has keys of its own.
            let open = key.path.ends_with(".plugin_config") || key.path.ends_with("nesting_config");
            assert_ne!(children(part, key.path).len() == 0, !open, "{}", key.path);
        }
    }
}

#[test]
fn paths_are_unique_and_lead_to_their_keys() {
    for part in PARTS {
        let mut seen = HashSet::new();
        for key in all(part) {
            let folded = match part {
                Part::Config => key.path.to_ascii_lowercase(),
                Part::Values => key.path.to_string(),
            };
            assert!(seen.insert(folded.clone()), "{} twice", key.path);
            assert_eq!(find(part, &folded).map(|key| key.path), Some(key.path));
            if key.parent().is_empty() {
                continue;
            }
            let parent = find(part, key.parent()).unwrap();
            assert!(
                parent.kind.is_table() || matches!(parent.kind, Type::Any | Type::BoolMap),
                "{}",
                key.path
            );
            assert!(key.since >= parent.since, "{}", key.path);
            let among = children(part, parent.path).filter(|child| child.path == key.path);
            assert_eq!(among.count(), 1, "{}", key.path);
        }
        let reached: usize = all(part).iter().map(|key| key.keys.1).sum();
        assert_eq!(reached + children(part, "").len(), all(part).len());
        assert!(find(part, "").is_none() && find(part, "nowhere").is_none());
        assert!(find(part, "runners.").is_none() && find(part, ".runners").is_none());
        assert_eq!(children(part, "nowhere.at.all").len(), 0);
    }
}

#[test]
fn facts_agree_with_each_other() {
    for key in keys() {
        let path = key.path;
        if let Some(removed) = key.removed {
            assert!(key.since.is_none_or(|since| since < removed), "{path}");
            assert!(key.field.is_empty() && key.decided.is_empty(), "{path}");
        }
        assert_eq!(key.moved.is_empty(), successor(key).is_none(), "{path}");
        if let Some(next) = successor(key) {
            assert!(key.removed.is_some() || key.deprecated, "{path}");
            assert!(next.removed.is_none() && !next.other_executor, "{path}");
        }
        assert!(!key.source.is_empty(), "{path}");
        if !key.default.is_empty() && !key.allowed.is_empty() {
            for word in key.default.split(',') {
                assert!(key.allowed.contains(&word), "{path} = {word}");
            }
        }
        if !key.allowed.is_empty() {
            assert!(key.allowed.len() > 1, "{path}");
            assert!(
                matches!(key.kind, Type::Text | Type::Texts | Type::TextOrTexts),
                "{path}"
            );
        }
        let fits = match key.kind {
            _ if key.default.is_empty() => true,
            Type::Int => key.default.parse::<i64>().is_ok(),
            Type::Float => key.default.parse::<f64>().is_ok(),
            Type::Bool => matches!(key.default, "true" | "false"),
            Type::Duration => key.default.ends_with(['s', 'm', 'h']),
            Type::Text | Type::Texts => true,
            _ => false,
        };
        assert!(fits, "{path} = {}", key.default);
        let unit = match key.unit {
            Unit::None => true,
            Unit::Cpu | Unit::Memory | Unit::Storage => key.kind == Type::Text,
            _ => key.kind == Type::Int,
        };
        assert!(unit, "{path}");
        if resource(key.unit).is_some() && !key.default.is_empty() {
            assert!(Quantity::parse(key.default).is_ok(), "{path}");
        }
    }
}

fn resource(unit: Unit) -> Option<Resource> {
    match unit {
        Unit::Cpu => Some(Resource::Cpu),
        Unit::Memory => Some(Resource::Memory),
        Unit::Storage => Some(Resource::Storage),
        _ => None,
    }
}

#[test]
fn fields_are_of_the_plan_and_hold_the_same() {
    for key in keys() {
        let path = key.path;
        if !key.decided.is_empty() {
            assert!(field::find(key.decided).is_some(), "{path} {}", key.decided);
            assert!(key.field.is_empty(), "{path}");
        }
        if key.field.is_empty() {
            continue;
        }
        let field = field::find(key.field).unwrap_or_else(|| panic!("{path} {}", key.field));
        let fits = match field.kind {
            Kind::Text(_) => key.kind == Type::Text,
            Kind::Int { min, max, .. } => {
                let default = key.default.parse::<u32>();
                key.kind == Type::Int
                    && (key.default.is_empty() || default.is_ok_and(|n| (min..=max).contains(&n)))
            }
            Kind::Quantity(resource_of_field) => resource(key.unit) == Some(resource_of_field),
            Kind::Bool => key.kind == Type::Bool,
            Kind::Choice(options) => {
                let known = |word: &str| options.iter().any(|option| option.value == word);
                // A field may leave the key out by a word of its own, which is empty then.
                key.kind == Type::Text
                    && (key.default.is_empty()
                        || known(key.default)
                        || matches!(field.initial, Initial::Text("")))
            }
            Kind::List { .. } | Kind::Words(_) => {
                matches!(key.kind, Type::Texts | Type::TextOrTexts)
            }
            Kind::Rows(_) => false,
            Kind::Secret => key.secret && key.kind == Type::Text,
        };
        assert!(fits, "{path} {}", key.field);
        if let Kind::Choice(options) = field.kind
            && !key.allowed.is_empty()
        {
            for option in options.iter().filter(|option| !option.value.is_empty()) {
                assert!(key.allowed.contains(&option.value), "{path}");
            }
        }
        if let (Kind::Int { unit, .. }, "s") = (field.kind, field_unit(key)) {
            assert_eq!(unit.en, "s", "{path}");
        }
        // Whoever reads the key reads the field as well.
        if key.part == Part::Config {
            assert!(
                key.since
                    .is_none_or(|since| since <= Version::new(15, 0, 0))
                    || key.since == field.since
                    || field.since_chart.is_some(),
                "{path}"
            );
        }
    }
}

fn field_unit(key: &Key) -> &'static str {
    match key.unit {
        Unit::Seconds => "s",
        _ => "",
    }
}

#[test]
fn keys_are_as_their_sources_say() {
    #[track_caller]
    fn check(part: Part, path: &str, kind: Type, default: &str, since: &str, more: &str) {
        let key = find(part, path).unwrap_or_else(|| panic!("{path}"));
        let short = |version: Option<Version>| version.map_or(String::new(), Version::short);
        assert_eq!((key.kind, key.default), (kind, default), "{path}");
        assert_eq!(short(key.since), since, "{path}");
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
        assert_eq!(marks.join(" "), more, "{path}");
    }
    use Part::{Config as C, Values as V};
    use Type::*;
    check(C, "concurrent", Int, "1", "", "");
    check(C, "check_interval", Int, "3", "", "");
    check(C, "LOG_LEVEL", Text, "info", "9.1", "");
    check(C, "connection_max_age", Duration, "15m", "16.9", "");
    check(C, "sentry_dsn", Text, "", "", "secret");
    check(C, "session_server.session_timeout", Int, "1800", "11.3", "");
    check(
        C,
        "experimental.usage_logger.log_dir",
        Text,
        "",
        "17.9",
        "old",
    );
    check(
        C,
        "experimental.usage_logger.writers",
        Texts,
        "logrotate",
        "19.2",
        "",
    );
    check(
        C,
        "machine.shutdown_drain.enabled",
        Bool,
        "",
        "18.10",
        "other",
    );
    check(C, "runners", Tables, "", "", "");
    check(C, "runners.token", Text, "", "", "secret");
    check(C, "runners.environment", Texts, "", "", "");
    check(C, "runners.tls-ca-file", Text, "", "", "");
    check(C, "runners.token_expires_at", Date, "", "15.3", "");
    check(C, "runners.unhealthy_interval", Duration, "60m", "15.7", "");
    check(C, "runners.pre_clone_script", Text, "", "", "gone");
    check(C, "runners.cache.shared", Bool, "false", "", "security");
    check(C, "runners.cache.s3.secretkey", Text, "", "11.3", "secret");
    check(C, "runners.cache.s3.UploadRoleARN", Text, "", "17.5", "old");
    check(C, "runners.feature_flags", BoolMap, "", "13.11", "");
    check(
        C,
        "runners.feature_flags.FF_USE_FASTZIP",
        Bool,
        "false",
        "13.11",
        "old",
    );
    check(
        C,
        "runners.feature_flags.FF_USE_NATIVE_STEPS",
        Bool,
        "",
        "17.6",
        "gone",
    );
    check(C, "runners.docker.services_tmpfs", TextMap, "", "", "other");
    check(
        C,
        "runners.docker.services.alias",
        Text,
        "",
        "12.9",
        "other",
    );
    check(
        C,
        "runners.autoscaler.policy.periods",
        Texts,
        "",
        "15.5",
        "other",
    );
    check(
        C,
        "runners.kubernetes.pull_policy",
        TextOrTexts,
        "",
        "",
        "security",
    );
    check(
        C,
        "runners.kubernetes.node_tolerations",
        TextMap,
        "",
        "11.8",
        "",
    );
    check(C, "runners.kubernetes.retry_limits", IntMap, "", "16.9", "");
    check(
        C,
        "runners.kubernetes.cleanup_resources_timeout",
        Duration,
        "5m",
        "16.4",
        "",
    );
    check(
        C,
        "runners.kubernetes.terminationGracePeriodSeconds",
        Int,
        "",
        "",
        "gone",
    );
    check(C, "runners.kubernetes.pod_cpu_limit", Text, "", "18.10", "");
    check(
        C,
        "runners.kubernetes.volumes.nfs.server",
        Text,
        "",
        "19.0",
        "",
    );
    check(
        C,
        "runners.kubernetes.volumes.secret.items",
        TextMap,
        "",
        "9.4",
        "",
    );
    check(
        C,
        "runners.kubernetes.volumes.host_path.read_only",
        Bool,
        "false",
        "9.3",
        "security",
    );
    check(
        C,
        "runners.kubernetes.suspend_pvc_size",
        Text,
        "20Gi",
        "19.4",
        "",
    );
    check(
        C,
        "runners.kubernetes.autoscaler.policy.idle_time",
        Duration,
        "5m",
        "18.11",
        "",
    );
    let contexts = "runners.kubernetes.init_permissions_container_security_context.";
    check(
        C,
        &[contexts, "privileged"].concat(),
        Bool,
        "",
        "15.2",
        "security",
    );
    check(
        C,
        &[contexts, "proc_mount"].concat(),
        Text,
        "default",
        "15.9",
        "security",
    );
    check(
        C,
        &[contexts, "seccomp_profile.type"].concat(),
        Text,
        "",
        "18.11",
        "security",
    );
    let affinity = "runners.kubernetes.affinity.";
    let preferred = "preferred_during_scheduling_ignored_during_execution.";
    check(
        C,
        &[
            affinity,
            "node_affinity.",
            preferred,
            "preference.match_fields.values",
        ]
        .concat(),
        Texts,
        "",
        "13.4",
        "",
    );
    check(
        C,
        &[
            affinity,
            "pod_anti_affinity.",
            preferred,
            "pod_affinity_term.match_label_keys",
        ]
        .concat(),
        Texts,
        "",
        "19.1",
        "",
    );
    check(
        C,
        &[
            affinity,
            "pod_anti_affinity.",
            preferred,
            "pod_affinity_term.namespace_selector.match_labels",
        ]
        .concat(),
        TextMap,
        "",
        "14.3",
        "",
    );
    check(V, "concurrent", Int, "10", "", "");
    check(V, "shutdown_timeout", Int, "0", "0.58", "");
    check(V, "runnerToken", Text, "", "", "secret");
    check(V, "runnerRegistrationToken", Text, "", "", "secret old");
    check(V, "runners.config", Toml, "", "0.24", "");
    check(V, "runners.image", Text, "", "", "gone");
    check(V, "runners.builds.cpuLimit", Text, "", "", "gone");
    check(
        V,
        "metrics.serviceMonitor.interval",
        Duration,
        "",
        "0.36",
        "old",
    );
    check(
        V,
        "sessionServer.serviceType",
        Text,
        "LoadBalancer",
        "0.67",
        "",
    );
    check(
        V,
        "podSecurityContext.runAsUser",
        Int,
        "100",
        "0.42",
        "security",
    );
    check(V, "affinity", Any, "", "", "");
    check(V, "rbac.rules.verbs", Texts, "", "0.29", "security");
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
