//! Makes the plans and the names from texts that every cause is tried with.

use crate::seen::{Seen, What};
use runwright_capacity::answer;
use runwright_checks::question;
use runwright_model::answer::Answer;
use runwright_model::plan::Plan;
use runwright_model::preset::PRESETS;
use runwright_model::{Draft, Row, Value, field};

/// What a text might bring at its worst.
pub(super) const HOSTILE: &str = "a b'; $(touch x) \"`id`";

pub(super) fn rows(rows: &[&[(&str, &str)]]) -> Value {
    let row = |cells: &&[(&str, &str)]| -> Row {
        let cells = cells.iter();
        cells
            .map(|(column, text)| (column.to_string(), text.to_string()))
            .collect()
    };
    Value::Rows(rows.iter().map(row).collect())
}

pub(super) fn draft(sets: &[(&str, Value)]) -> Draft {
    let mut draft = Draft::default();
    for (id, value) in sets {
        draft.set(id, value.clone());
    }
    draft
}

/// Plans that differ in what the advice looks at.
pub(super) fn drafts() -> Vec<Draft> {
    let mut all: Vec<Draft> = PRESETS.iter().map(|preset| preset.draft()).collect();
    all.push(Draft::default());
    // Names that the formats allow and a shell would read.
    all.push(draft(&[
        ("target.namespace", "ns-managers".into()),
        ("target.job_namespace", "ns-jobs".into()),
        ("target.release", "ci".into()),
        (
            "capacity.pools",
            rows(&[&[("name", HOSTILE), ("nodes", "2")]]),
        ),
        (
            "job.volumes",
            rows(&[
                &[
                    ("kind", "pvc"),
                    ("name", "cache"),
                    ("mount_path", "/it's $(x)"),
                ],
                &[
                    ("kind", "empty_dir"),
                    ("name", "m"),
                    ("mount_path", "/a `b`"),
                    ("in_memory", "true"),
                ],
            ]),
        ),
        ("gitlab.runner_name", HOSTILE.into()),
        ("job.image", "registry.example.com/$GROUP/${NAME}:1".into()),
    ]));
    let nothing: Vec<(&str, Value)> = field::all()
        .filter(|field| field.id.starts_with("job."))
        .filter(|field| field.id.ends_with("_request") || field.id.ends_with("_limit"))
        .map(|field| (field.id, Value::from("")))
        .collect();
    all.push(draft(&nothing));
    all.push(draft(&[
        ("job.cpu_request", "40".into()),
        ("job.pull_policy", Value::from(&["always"][..])),
        (
            "job.allowed_pull_policies",
            Value::from(&["if-not-present"][..]),
        ),
        (
            "job.helper_image",
            "registry.example.com:5000/helper:latest".into(),
        ),
        ("target.platform", "rke2".into()),
        ("managers.limit", "4".into()),
        ("capacity.pools", rows(&[&[("nodes", "0")]])),
    ]));
    all.push(draft(&[
        ("job.memory_request", "200Gi".into()),
        ("job.memory_limit", "200Gi".into()),
        ("job.pull_policy", Value::List(Vec::new())),
        ("job.allowed_pull_policies", Value::List(Vec::new())),
        ("target.platform", "openshift".into()),
        (
            "nodes.affinity",
            rows(&[&[
                ("mode", "required"),
                ("key", "kubernetes.io/arch"),
                ("operator", "In"),
                ("values", "arm64"),
            ]]),
        ),
    ]));
    all.push(draft(&[
        ("job.builder", "buildkit".into()),
        ("target.platform", "eks".into()),
        ("target.chart", "0.41.0".into()),
        ("job.pull_secrets", Value::from(&["one", "two"][..])),
        ("managers.replicas", "20".into()),
        ("managers.concurrent", "50".into()),
        (
            "nodes.tolerations",
            rows(&[
                &[
                    ("key", "workload"),
                    ("value", "ci"),
                    ("effect", "NoSchedule"),
                ],
                &[("key", "gpu"), ("effect", "")],
            ]),
        ),
        (
            "capacity.pools",
            rows(&[&[
                ("name", "a"),
                ("nodes", "3"),
                ("disk", "100Gi"),
                ("max_pods", "17"),
            ]]),
        ),
    ]));
    all
}

pub(super) fn seen(names: &[(What, &str)]) -> Seen {
    let mut seen = Seen::default();
    for (what, name) in names {
        seen.put(*what, name);
    }
    seen
}

/// What texts name: nothing, the usual, and the worst.
pub(super) fn seens() -> Vec<Seen> {
    use What::*;
    let hostile = [
        Host, Server, Endpoint, Url, Image, Container, Pod, Namespace, Node, Lacking, Taint, Quota,
        Requested, Used, Limited, Policy, Secret, Volume, Status, Size, Key, Reason, Resource,
    ];
    vec![
        seen(&[]),
        seen(&[
            (Host, "registry.corp.example.com"),
            (Server, "127.0.0.53"),
            (Endpoint, "10.0.0.9:443"),
            (Image, "registry.corp.example.com/ci/app:1.2"),
            (Container, "build"),
            (Pod, "runner-abc-project-1-concurrent-0-xyz"),
            (Node, "worker-1"),
            (Lacking, "cpu"),
            (Taint, "workload=build"),
            (Quota, "ci-quota"),
            (Requested, "pods=1,requests.cpu=600m"),
            (Limited, "pods=7,requests.cpu=3"),
            (Policy, "never"),
            (Volume, "build-cache"),
            (Size, "10Gi"),
            (Reason, "Pending"),
        ]),
        seen(&[
            (Server, "10.96.0.10"),
            (Url, "https://quay.io/v2/"),
            (Image, "alpine:3.22"),
            (Container, "svc-0"),
            (Lacking, "nvidia.com/gpu"),
            (Taint, "node.kubernetes.io/not-ready"),
            (Taint, "{gpu: a100}"),
            (Lacking, "limits.cpu"),
            (Policy, "always"),
        ]),
        seen(&[
            (Lacking, "memory"),
            (Taint, "workload=ci:NoExecute"),
            (Taint, "node-role.kubernetes.io/control-plane"),
            (Limited, "limits.memory=8Gi"),
            (Container, "helper"),
        ]),
        seen(&[(Lacking, "ephemeral-storage"), (Limited, "secrets=0")]),
        seen(&hostile.map(|what| (what, HOSTILE))),
    ]
}

pub(super) fn read(draft: &Draft) -> (Plan, Answer) {
    let plan = Plan::read(draft).plan;
    let answer = answer(&question(&plan));
    (plan, answer)
}
