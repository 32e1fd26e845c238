use super::*;
use crate::testing::{hostile, plan, rows, text};
use proptest::prelude::*;
use runwright_model::Plan;
use serde_json::{Value, json};

fn read(plan: &Plan) -> Value {
    serde_yaml::from_str(&text(render, plan).unwrap()).unwrap()
}

#[track_caller]
fn check(sets: &[(&str, &str)], pointer: &str, expect: Value) {
    let file = read(&plan(sets));
    assert_eq!(
        file.pointer(pointer).unwrap_or(&Value::Null),
        &expect,
        "{sets:?}"
    );
}

#[test]
fn defaults_of_every_job() {
    check(&[], "/stages", json!(["build", "test"]));
    check(&[], "/variables", json!({"GIT_DEPTH": "20"}));
    check(
        &[],
        "/default/image",
        json!({"name": "alpine:3.22", "pull_policy": "if-not-present"}),
    );
    check(
        &[("job.allowed_pull_policies", "always")],
        "/default/image/pull_policy",
        json!("always"),
    );
    for sets in [
        ("job.allowed_pull_policies", ""),
        ("target.chart", "0.42.0"),
    ] {
        check(&[sets], "/default/image", json!({"name": "alpine:3.22"}));
    }
    check(
        &[],
        "/default/cache",
        json!({"key": {"files": ["package-lock.json"]}, "paths": [".npm/"]}),
    );
    check(&[("ci.cache_key_file", "")], "/default/cache", Value::Null);
}

#[test]
fn images_by_builder() {
    check(&[], "/build-image", Value::Null);
    let tls = [("job.builder", "dind_tls")];
    check(&tls, "/stages", json!(["build", "test", "image"]));
    check(&tls, "/build-image/image/name", json!("docker:28-cli"));
    check(
        &tls,
        "/build-image/services/0",
        json!({"name": "docker:28-dind", "alias": "docker", "pull_policy": "if-not-present",
            "variables": {"HEALTHCHECK_TCP_PORT": "2376"}}),
    );
    check(
        &tls,
        "/build-image/variables",
        json!({"DOCKER_HOST": "tcp://docker:2376", "DOCKER_TLS_CERTDIR": "/certs",
            "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/certs/client"}),
    );
    let plain = [
        ("job.builder", "dind_plain"),
        ("job.mtu", "1450"),
        ("job.registry_mirror", "https://mirror.corp"),
    ];
    check(
        &plain,
        "/build-image/services/0/command",
        json!([
            "--tls=false",
            "--mtu=1450",
            "--registry-mirror=https://mirror.corp"
        ]),
    );
    check(
        &plain,
        "/build-image/variables",
        json!({"DOCKER_HOST": "tcp://docker:2375", "DOCKER_TLS_CERTDIR": ""}),
    );
    let kit = [("job.builder", "buildkit")];
    check(
        &kit,
        "/build-image/services/0/command",
        json!([
            "--addr=tcp://127.0.0.1:1234",
            "--oci-worker-no-process-sandbox"
        ]),
    );
    check(
        &kit,
        "/build-image/variables",
        json!({"BUILDKIT_HOST": "tcp://127.0.0.1:1234", "DOCKER_CONFIG": "/tmp/docker"}),
    );
}

#[test]
fn the_client_comes_with_the_daemon() {
    let check = |dind: &str, expect: &str| assert_eq!(image::client(dind), expect);
    check("docker:28-dind", "docker:28-cli");
    check("docker:dind", "docker:cli");
    check(
        "registry.corp/ci/docker:27.1-dind",
        "registry.corp/ci/docker:27.1-cli",
    );
    // Without a tag to follow, the daemon's image has the client too.
    check(
        "registry.corp/dind@sha256:00",
        "registry.corp/dind@sha256:00",
    );
    check("docker:28-dind-rootless", "docker:28-dind-rootless");
}

#[test]
fn overwrites_are_shown_where_they_are_allowed() {
    check(&[], "/compile/variables", Value::Null);
    check(
        &[
            ("job.cpu_request_overwrite_max_allowed", "4"),
            ("job.cpu_limit_overwrite_max_allowed", "8"),
            ("job.helper_memory_limit_overwrite_max_allowed", "1Gi"),
        ],
        "/compile/variables",
        json!({"KUBERNETES_CPU_REQUEST": "4", "KUBERNETES_CPU_LIMIT": "8", "KUBERNETES_HELPER_MEMORY_LIMIT": "1Gi"}),
    );
    // A request never above the limit it meets, and no limit below the request.
    check(
        &[("job.memory_request_overwrite_max_allowed", "4Gi")],
        "/compile/variables",
        json!({"KUBERNETES_MEMORY_REQUEST": "2Gi"}),
    );
    check(
        &[("job.memory_limit_overwrite_max_allowed", "256Mi")],
        "/compile/variables",
        Value::Null,
    );
}

#[test]
fn deploy_jobs() {
    let plan = rows(
        &[("security.automount_token", "true")],
        &[(
            "security.deploy",
            &[
                &[("namespace", "shop"), ("secrets", "true")],
                &[("namespace", "shop")],
                &[("namespace", "web")],
            ],
        )],
    );
    let file = read(&plan);
    assert_eq!(file["stages"], json!(["build", "test", "deploy"]));
    assert_eq!(file["deploy-shop"]["environment"], json!({"name": "shop"}));
    assert_eq!(file["deploy-web"]["interruptible"], json!(false));
    assert_eq!(file["deploy-shop"]["script"].as_array().unwrap().len(), 3);
    assert_eq!(
        file["deploy-web"]["script"],
        json!([
            "kubectl --namespace web apply -f deploy/",
            "kubectl --namespace web rollout status deployment/app --timeout=5m"
        ])
    );
}

/// Keys of a job and of the whole file that this example may use, as GitLab names them.
#[test]
fn only_keys_that_gitlab_knows() {
    const JOB: [&str; 17] = [
        "stage",
        "image",
        "services",
        "variables",
        "before_script",
        "script",
        "artifacts",
        "needs",
        "parallel",
        "rules",
        "environment",
        "interruptible",
        "resource_group",
        "timeout",
        "retry",
        "cache",
        "tags",
    ];
    for builder in ["none", "buildkit", "dind_tls", "dind_plain"] {
        let plan = rows(
            &[
                ("job.builder", builder),
                ("job.cpu_limit_overwrite_max_allowed", "8"),
            ],
            &[("security.deploy", &[&[("namespace", "shop")]])],
        );
        for (name, job) in read(&plan).as_object().unwrap() {
            if matches!(name.as_str(), "stages" | "variables") {
                continue;
            }
            for key in job.as_object().unwrap().keys() {
                assert!(JOB.contains(&key.as_str()), "{name}: {key}");
            }
            assert!(name == "default" || job["script"].is_array(), "{name}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_stays_a_value(image in hostile(), file in hostile(), space in hostile()) {
        for builder in ["buildkit", "dind_tls"] {
            let plan = rows(
                &[("job.image", &image), ("job.dind_image", &image), ("job.buildkit_image", &image), ("ci.cache_key_file", &file),
                    ("ci.cache_path", "x"), ("job.builder", builder), ("job.registry_mirror", &file)],
                &[("security.deploy", &[&[("namespace", &space)]])],
            );
            let read = read(&plan);
            prop_assert_eq!(read["default"]["image"]["name"].as_str(), Some(plan.job.image.as_str()));
        }
    }
}
