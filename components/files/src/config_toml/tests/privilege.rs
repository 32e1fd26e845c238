//! What runs privileged, and what the strict settings become beside it.

use super::{at, read, same};
use crate::config_toml::testing::plan;
use toml::Value;

#[test]
fn privilege_stays_with_the_service() {
    let check = |pairs: &[(&str, &str)], service: &str, others: &[(&str, &str)]| {
        let runner = read(&plan(pairs));
        same(
            &runner,
            "kubernetes.service_container_security_context",
            service,
        );
        assert_eq!(at(&runner, "kubernetes.privileged"), None);
        for (path, want) in others {
            same(&runner, path, want);
        }
    };
    check(
        &[("job.builder", "dind_tls")],
        "{ privileged = true }",
        &[
            ("kubernetes.allowed_services", r#"["docker:28-dind"]"#),
            (
                "kubernetes.volumes.empty_dir",
                r#"[{ name = "docker-certs", mount_path = "/certs/client", medium = "Memory" }]"#,
            ),
            ("environment.0", r#""DOCKER_HOST=tcp://docker:2376""#),
        ],
    );
    check(
        &[
            ("job.builder", "dind_tls"),
            ("job.volumes", "kind=pvc name=docker-certs mount_path=/x"),
        ],
        "{ privileged = true }",
        &[(
            "kubernetes.volumes.empty_dir.0.name",
            r#""docker-certs-tls""#,
        )],
    );
    check(
        &[
            ("job.builder", "dind_tls"),
            ("job.volumes", "name=mine mount_path=/certs/client/"),
        ],
        "{ privileged = true }",
        &[("kubernetes.volumes.empty_dir.1", "-")],
    );
    check(
        &[
            ("job.builder", "dind_plain"),
            ("security.allowed_services", "docker:*"),
        ],
        "{ privileged = true }",
        &[
            ("kubernetes.allowed_services", r#"["docker:*"]"#),
            ("kubernetes.volumes", "-"),
            (
                "environment",
                r#"["DOCKER_HOST=tcp://docker:2375", "DOCKER_TLS_CERTDIR="]"#,
            ),
        ],
    );
    let strict = [
        ("security.no_privilege_escalation", "true"),
        ("security.drop_all", "true"),
        ("security.non_root", "true"),
        ("security.run_as_user", "2000"),
    ];
    let with = |builder: &'static str, chart: &'static str| {
        let mut pairs = strict.to_vec();
        pairs.extend([("job.builder", builder), ("target.chart", chart)]);
        pairs
    };
    let global = [
        ("kubernetes.allow_privilege_escalation", "false"),
        ("kubernetes.cap_drop", r#"["ALL"]"#),
        ("kubernetes.pod_security_context.run_as_user", "2000"),
    ];
    check(
        &with("dind_plain", "0.92.0"),
        r#"{ privileged = true, allow_privilege_escalation = true, run_as_user = 0, run_as_non_root = false, capabilities = { drop = ["NET_RAW"] } }"#,
        &global,
    );
    check(
        &with("buildkit", "0.92.0"),
        r#"{ allow_privilege_escalation = true, run_as_user = 1000, run_as_group = 1000, capabilities = { drop = ["NET_RAW"] }, seccomp_profile = { type = "Unconfined" }, app_armor_profile = { type = "Unconfined" } }"#,
        &global,
    );
    check(
        &[("job.builder", "buildkit"), ("target.chart", "0.86.0")],
        "-",
        &[("environment", "-")],
    );
    check(
        &[("job.builder", "buildkit"), ("target.kubernetes", "1.29")],
        r#"{ seccomp_profile = { type = "Unconfined" } }"#,
        &[],
    );
    check(&with("none", "0.92.0"), "-", &global);
}

#[test]
fn restricted_works_before_the_runner_knows_seccomp() {
    let check = |chart: &str, patched: bool, keyed: bool| {
        let runner = read(&plan(&[
            ("security.pod_security", "restricted"),
            ("target.chart", chart),
        ]));
        let flag = at(
            &runner,
            "feature_flags.FF_USE_ADVANCED_POD_SPEC_CONFIGURATION",
        );
        assert_eq!(flag.is_some(), patched, "{chart}");
        assert_eq!(
            at(&runner, "kubernetes.pod_security_context.seccomp_profile").is_some(),
            keyed,
            "{chart}"
        );
        if patched {
            let patch = at(&runner, "kubernetes.pod_spec.0.patch")
                .and_then(Value::as_str)
                .unwrap();
            let patch: serde_yaml::Value = serde_yaml::from_str(patch).unwrap();
            assert_eq!(
                patch["securityContext"]["seccompProfile"]["type"],
                "RuntimeDefault"
            );
        }
    };
    check("0.50.1", false, false);
    check("0.51.1", true, false);
    check("0.87.0", true, false);
    check("0.88.4", false, true);
}
