//! The two engines agree: a fleet of one kind of job is the plan's own question.

use runwright_capacity::{answer, fleet};
use runwright_model::preset::PRESETS;
use runwright_model::{Draft, Plan, Row, Value};
use runwright_sizing::question::question;

#[track_caller]
fn check(name: &str, draft: &Draft) {
    let plan = Plan::read(draft).plan;
    let single = answer(&runwright_checks::question(&plan));
    let asked = question(&plan);
    assert_eq!(asked.profiles.len(), 1, "{name}");
    // What asks for nothing is not answered for a fleet beyond its limit.
    let Ok(found) = fleet::answer(&asked) else {
        assert!(single.cluster_jobs > 100_000, "{name}");
        return;
    };
    let jobs = &found.jobs;
    assert!(jobs.proved, "{name}");
    assert_eq!(jobs.best, single.cluster_jobs, "{name}");
    assert_eq!(jobs.expected.jobs, single.cluster_jobs, "{name}");
    assert_eq!(jobs.guaranteed[0].jobs, single.cluster_jobs, "{name}");
    assert_eq!(found.slots.slots, single.slots, "{name}");
    assert_eq!(found.slots.jobs_at_risk, single.jobs_at_risk, "{name}");
    assert_eq!(found.requests[0], single.job_request, "{name}");
}

fn row(cells: &[(&str, &str)]) -> Row {
    let mut row = Row::new();
    for (id, text) in cells {
        row.insert(id.to_string(), text.to_string());
    }
    row
}

fn pools(rows: &[&[(&str, &str)]]) -> Value {
    Value::Rows(rows.iter().map(|cells| row(cells)).collect())
}

#[test]
fn one_kind_of_job_is_the_plans_own() {
    check("default", &Draft::default());
    for preset in PRESETS {
        check(preset.id, &preset.draft());
    }
    let mut draft = Draft::default();
    draft.set(
        "capacity.pools",
        pools(&[
            &[
                ("name", "a"),
                ("nodes", "4"),
                ("cpu", "16"),
                ("memory", "64Gi"),
            ],
            &[
                ("name", "b"),
                ("min", "1"),
                ("max", "7"),
                ("cpu", "8"),
                ("memory", "16Gi"),
            ],
        ]),
    );
    check("autoscaled", &draft);
}

#[test]
fn labels_and_taints_of_pools_count_once_one_is_stated() {
    let mut draft = Draft::default();
    draft.set(
        "nodes.selector",
        pools(&[&[("key", "workload"), ("value", "ci")]]),
    );
    let bare: &[(&str, &str)] = &[
        ("name", "a"),
        ("nodes", "2"),
        ("cpu", "8"),
        ("memory", "32Gi"),
    ];
    draft.set("capacity.pools", pools(&[bare]));
    check("no labels are known", &draft);
    let some = fleet::answer(&question(&Plan::read(&draft).plan))
        .unwrap()
        .jobs
        .best;
    assert!(some > 0);

    let mut labelled = bare.to_vec();
    labelled.extend([
        ("name", "b"),
        ("labels", "workload=ci, zone=a"),
        ("taints", "ci=true:NoSchedule"),
    ]);
    draft.set("capacity.pools", pools(&[bare, &labelled]));
    check("the taint is not tolerated", &draft);
    let jobs = |draft: &Draft| {
        let found = fleet::answer(&question(&Plan::read(draft).plan)).unwrap();
        let jobs: Vec<i64> = found.pools.iter().map(|pool| pool.best).collect();
        jobs
    };
    assert_eq!(jobs(&draft), [0, 0]);
    draft.set(
        "nodes.tolerations",
        pools(&[&[("key", "ci"), ("value", "true"), ("effect", "NoSchedule")]]),
    );
    check("it is", &draft);
    assert_eq!(jobs(&draft)[0], 0);
    assert!(jobs(&draft)[1] > 0);
}

#[test]
fn rows_become_kinds_of_jobs() {
    let mut draft = Draft::default();
    draft.set(
        "capacity.profiles",
        pools(&[
            &[("name", "job")],
            &[
                ("name", "big"),
                ("share", "3"),
                ("cpu", "3500m"),
                ("memory", "6Gi"),
                ("mean_s", "900"),
                ("spread_s", "60"),
                ("pull_s", "45"),
                ("max_cpu", "6"),
                ("selector", "disk=ssd"),
                ("tolerations", "big:NoSchedule"),
            ],
        ]),
    );
    draft.set("capacity.jobs_per_hour", Value::from("90"));
    draft.set(
        "capacity.jobs_per_pipeline",
        Value::List(vec!["1:3".into(), "8:1".into()]),
    );
    draft.set("capacity.quota_cpu", Value::from("40"));
    draft.set("capacity.pause_pods", Value::from("2"));
    let asked = question(&Plan::read(&draft).plan);
    let [job, big] = &asked.profiles[..] else {
        unreachable!("{asked:?}")
    };
    assert!(!job.containers.is_empty() && job.request.is_none());
    let request = big.request.unwrap();
    assert_eq!((request.cpu_m, request.memory), (3500, 6 << 30));
    assert_eq!(
        (big.share, big.mean_s, big.sd_s, big.pull_s),
        (3.0, 900.0, Some(60.0), 45.0)
    );
    assert_eq!(
        big.worst.map(|worst| (worst.cpu_m, worst.memory)),
        Some((6000, 6 << 30))
    );
    // No pool states labels, so selectors are left out.
    assert!(big.node_selector.is_empty());
    assert_eq!(
        (big.tolerations[0].key.as_str(), &big.tolerations[0].value),
        ("big", &None)
    );
    assert_eq!(asked.arrivals.jobs_per_hour, 90.0);
    assert_eq!(asked.arrivals.jobs_per_pipeline.get(&8), Some(&1.0));
    assert_eq!(
        asked.quota.get("requests.cpu").map(String::as_str),
        Some("40")
    );
    assert_eq!(asked.pause.map(|pause| pause.idle_count), Some(2));
}
