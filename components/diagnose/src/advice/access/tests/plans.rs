//! Plans, and what texts name, for the tests of advice.

use crate::seen::{Seen, What};
use runwright_model::preset::PRESETS;
use runwright_model::{Draft, Row, Value};

pub(super) use crate::scan::CATEGORIES;

/// What no shell may see bare.
pub(super) const HOSTILE: &str = "a b'; $(reboot) \"x\"";

/// Plans by their texts; a list is in brackets.
pub(super) fn draft(sets: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (id, text) in sets {
        let list = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        draft.set(
            id,
            list.map_or(Value::from(*text), |items| {
                runwright_model::value::split(items).into()
            }),
        );
    }
    draft
}

pub(super) fn with_rows(mut draft: Draft, id: &str, rows: &[&[(&str, &str)]]) -> Draft {
    let rows = rows.iter().map(|cells| {
        let cells = cells.iter();
        cells
            .map(|(id, text)| (id.to_string(), text.to_string()))
            .collect::<Row>()
    });
    draft.set(id, Value::Rows(rows.collect()));
    draft
}

pub(super) fn drafts() -> Vec<(String, Draft)> {
    let mut all: Vec<(String, Draft)> = PRESETS
        .iter()
        .map(|preset| (preset.id.to_string(), preset.draft()))
        .collect();
    let named: &[(&str, &[(&str, &str)])] = &[
        ("defaults", &[]),
        (
            "one namespace",
            &[
                ("target.namespace", "ci"),
                ("target.job_namespace", "ci"),
                ("target.release", "prod"),
            ],
        ),
        (
            "plain docker",
            &[
                ("job.builder", "dind_plain"),
                ("security.rbac", "chart"),
                ("job.mtu", "1450"),
            ],
        ),
        (
            "not a daemon",
            &[
                ("job.builder", "dind_tls"),
                ("job.dind_image", "docker:28"),
                ("security.pod_security", "restricted"),
            ],
        ),
        (
            "low mtu",
            &[
                ("job.builder", "dind_tls"),
                ("job.mtu", "1200"),
                ("security.allowed_services", "[postgres:*]"),
            ],
        ),
        (
            "buildkit, old",
            &[
                ("job.builder", "buildkit"),
                ("target.chart", "0.73.0"),
                ("target.kubernetes", "1.24"),
                ("security.rbac", "chart"),
            ],
        ),
        (
            "buildkit, strict",
            &[
                ("job.builder", "buildkit"),
                ("security.pod_security", "baseline"),
                ("job.buildkit_image", "moby/buildkit:v0.24.0"),
            ],
        ),
        (
            "oldest",
            &[
                ("target.chart", "0.41.0"),
                ("job.builder", "none"),
                ("security.pod_security", "restricted"),
            ],
        ),
        (
            "restricted",
            &[
                ("security.pod_security", "restricted"),
                ("target.platform", "openshift"),
                ("security.run_as_user", "1000"),
            ],
        ),
        (
            "existing",
            &[
                ("security.rbac", "existing"),
                ("security.service_account", "sa.x"),
                ("security.job_service_account", ""),
                ("target.platform", "eks"),
            ],
        ),
        (
            "gke",
            &[
                ("target.platform", "gke"),
                ("job.builder", "dind_tls"),
                ("gitlab.ca_secret", "ca"),
                ("job.pull_secrets", "[creds]"),
            ],
        ),
        (
            "images by list",
            &[
                ("security.allowed_services", "[postgres:*]"),
                ("job.image", "registry.example.com/x:1"),
                ("managers.concurrent", "1"),
            ],
        ),
        (
            "no budget",
            &[
                ("managers.disruption_budget", "false"),
                ("nodes.priority_class", "own"),
                ("job.memory_limit", ""),
            ],
        ),
    ];
    all.extend(
        named
            .iter()
            .map(|(name, sets)| (name.to_string(), draft(sets))),
    );
    let deploy: &[&[(&str, &str)]] = &[
        &[("namespace", "shop")],
        &[("namespace", "")],
        &[("namespace", "blog"), ("secrets", "true")],
    ];
    all.push((
        "deploy".into(),
        with_rows(Draft::default(), "security.deploy", deploy),
    ));
    let on = draft(&[("security.automount_token", "true")]);
    all.push((
        "deploy with token".into(),
        with_rows(on, "security.deploy", deploy),
    ));
    let volumes: &[&[(&str, &str)]] = &[
        &[("kind", "host_path"), ("name", "h"), ("mount_path", "/h")],
        &[
            ("name", "certs"),
            ("mount_path", "/certs/client/"),
            ("read_only", "true"),
        ],
    ];
    let docker = draft(&[
        ("job.builder", "dind_tls"),
        ("security.pod_security", "baseline"),
    ]);
    all.push(("volumes".into(), with_rows(docker, "job.volumes", volumes)));
    let plain = draft(&[("security.pod_security", "baseline")]);
    all.push(("hostPath".into(), with_rows(plain, "job.volumes", volumes)));
    let windows: &[&[(&str, &str)]] = &[&[("key", "kubernetes.io/os"), ("value", "windows")]];
    all.push((
        "windows".into(),
        with_rows(Draft::default(), "nodes.selector", windows),
    ));
    all
}

pub(super) fn seen(names: &[(What, &str)]) -> Seen {
    let mut seen = Seen::default();
    for (what, name) in names {
        seen.put(*what, name);
    }
    seen
}

/// Nothing, what texts name, and what no text should.
pub(super) fn sightings() -> Vec<Seen> {
    use What::*;
    let every = [
        Host, Server, Endpoint, Url, Image, Container, Pod, Namespace, Node, Account, Verb,
        Resource, Group, Lacking, Taint, Quota, Requested, Used, Limited, Level, Webhook, Policy,
        Secret, Volume, Status, Alias, Size, Key, Reason, Runner,
    ];
    let hostile: Vec<(What, &str)> = every.iter().map(|what| (*what, HOSTILE)).collect();
    let mut all = vec![Seen::default(), seen(&hostile)];
    for names in [
        &[
            (Level, "restricted:latest"),
            (Webhook, "validate.kyverno.svc-fail"),
            (Policy, "disallow-privileged-containers"),
            (Account, "gitlab-runner:default"),
            (Verb, "create"),
            (Resource, "pods/attach"),
        ][..],
        &[
            (Level, "baseline:v1.34"),
            (Webhook, "validation.gatekeeper.sh"),
            (Policy, "psp-host-filesystem"),
            (Account, "gitlab-runner:gitlab-runner"),
            (Verb, "create"),
            (Resource, "poddisruptionbudgets"),
            (Group, "policy"),
        ],
        &[
            (Account, "ci-jobs:ci-job"),
            (Verb, "patch"),
            (Resource, "deployments"),
            (Group, "apps"),
            (Namespace, "store"),
            (Policy, "require-run-as-nonroot"),
        ],
        &[
            (Account, "ci-jobs:ci-job"),
            (Verb, "get"),
            (Resource, "secrets"),
            (Namespace, "shop"),
            (Policy, "drop-all-capabilities"),
        ],
        &[
            (Account, "system:anonymous"),
            (Verb, "watch"),
            (Resource, "events"),
            (Namespace, "elsewhere"),
            (Policy, "restrict-seccomp-strict"),
        ],
        &[
            (Account, "other:runner"),
            (Verb, "delete"),
            (Resource, "ingresses"),
            (Group, "networking.k8s.io"),
            (Namespace, "kube-system"),
            (Policy, "disallow-privilege-escalation"),
        ],
        &[
            (
                Url,
                "https://kyverno-svc.kyverno.svc:443/mutate/fail?timeout=10s",
            ),
            (Webhook, "mutate.kyverno.svc-fail"),
            (Size, "1360"),
            (Host, "registry.example.org"),
            (Container, "build"),
            (Image, "registry.example.com/x:1"),
        ],
        &[
            (Endpoint, "tcp://docker:2375"),
            (Host, "registry.example.org:5000"),
            (Reason, "PreemptionByScheduler"),
            (Alias, "My_DB.1"),
            (Image, "gcr.io/distroless/static"),
            (Node, "node-1"),
            (Pod, "runner-x-project-1-concurrent-0-abc"),
        ],
        &[
            (Endpoint, "unix:///var/run/docker.sock"),
            (Reason, "DeletionByTaintManager"),
            (Pod, "gitlab-runner-7b9f"),
            (Alias, "___"),
        ],
        &[
            (Reason, "EvictionByEvictionAPI"),
            (Endpoint, "tcp://docker:2376"),
        ],
        &[(Reason, "TerminationByKubelet")],
        &[(Reason, "DeletionByPodGC")],
    ] {
        all.push(seen(names));
    }
    all
}
