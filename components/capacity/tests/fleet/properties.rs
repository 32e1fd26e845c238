//! Holds small fleets of all kinds to what must be true of every one.

use proptest::prelude::*;
use runwright_capacity::fleet::answer;
use runwright_model::answer::fleet::{
    Arrivals, FleetAnswer, FleetPool, FleetProfile, FleetQuestion, Request,
};
use runwright_model::answer::{Label, Managers, Platform, Pool};

const GIB: i64 = 1 << 30;

fn pool(index: usize, (count, cpu_m, memory): (i64, i64, i64)) -> FleetPool {
    FleetPool {
        pool: Pool {
            name: format!("pool-{index}"),
            count,
            cpu_m,
            memory: memory * GIB,
            labels: vec![Label {
                key: "pool".to_owned(),
                value: index.to_string(),
            }],
            ..Pool::default()
        },
        price_per_hour: Some(1.0),
        ..FleetPool::default()
    }
}

fn profile(index: usize, (share, cpu_m, memory, bound): (u8, i64, i64, bool)) -> FleetProfile {
    FleetProfile {
        name: format!("kind-{index}"),
        share: f64::from(share),
        mean_s: 100.0,
        request: Some(Request {
            cpu_m,
            memory: memory * GIB / 4,
            ..Request::default()
        }),
        node_selector: if bound {
            vec![Label {
                key: "pool".to_owned(),
                value: "0".to_owned(),
            }]
        } else {
            Vec::new()
        },
        ..FleetProfile::default()
    }
}

fn question() -> impl Strategy<Value = FleetQuestion> {
    let pools = prop::collection::vec((1i64..4, 2000i64..9000, 4i64..20), 1..3);
    let kinds = (1u8..5, 500i64..7000, 1i64..30, prop::bool::weighted(0.2));
    let profiles = prop::collection::vec(kinds, 1..4);
    (pools, profiles, 1i64..20, prop::bool::ANY).prop_map(|(pools, profiles, slots, quota)| {
        FleetQuestion {
            platform: Platform::K3s,
            pools: pools
                .into_iter()
                .enumerate()
                .map(|(i, one)| pool(i, one))
                .collect(),
            profiles: profiles
                .into_iter()
                .enumerate()
                .map(|(i, one)| profile(i, one))
                .collect(),
            managers: Managers {
                replicas: 1,
                concurrent: slots,
                ..Managers::default()
            },
            quota: quota
                .then(|| ("requests.cpu".to_owned(), "12".to_owned()))
                .into_iter()
                .collect(),
            ..FleetQuestion::default()
        }
    })
}

fn least_guarantee(answer: &FleetAnswer) -> i64 {
    let runs = |name: &String| !answer.jobs.never_fits.contains(name);
    let guaranteed = answer
        .jobs
        .guaranteed
        .iter()
        .filter(|one| runs(&one.profile));
    guaranteed.map(|one| one.jobs).min().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn three_senses_of_jobs_at_once_are_in_order(question in question()) {
        let answer = answer(&question).unwrap();
        let jobs = &answer.jobs;
        let least = least_guarantee(&answer);
        // While fewer run than the least guarantee, whatever comes is placed.
        prop_assert!(least <= jobs.expected.least && least <= jobs.best, "{jobs:?}");
        prop_assert!(jobs.expected.least <= jobs.expected.p10);
        prop_assert!(jobs.expected.p10 as f64 <= jobs.expected.mean + 1e-9 || jobs.expected.p10 <= jobs.expected.most);
        prop_assert!(jobs.best <= jobs.bound);
        prop_assert_eq!(jobs.proved, jobs.best == jobs.bound);
        let placed: i64 = jobs.placed.iter().map(|one| one.nodes * one.jobs.iter().sum::<i64>()).sum();
        prop_assert_eq!(placed, jobs.best);
        prop_assert_eq!(answer.pools.iter().map(|pool| pool.best).sum::<i64>(), jobs.best);
        for change in &answer.changes {
            prop_assert!(!change.edits.is_empty());
        }
        let text = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<FleetAnswer>(&text).unwrap(), answer);
    }

    #[test]
    fn a_node_more_takes_nothing_away(question in question()) {
        let before = answer(&question).unwrap();
        let mut more = question.clone();
        more.pools[0].pool.count += 1;
        let after = answer(&more).unwrap();
        prop_assume!(before.jobs.never_fits == after.jobs.never_fits);
        if before.jobs.proved && after.jobs.proved {
            prop_assert!(after.jobs.best >= before.jobs.best);
        }
        for (before, after) in before.jobs.guaranteed.iter().zip(&after.jobs.guaranteed) {
            prop_assert!(after.jobs >= before.jobs);
        }
    }

    #[test]
    fn no_pod_fails_where_slots_fit(question in question(), per_hour in 1.0f64..200.0) {
        let mut question = question;
        let jobs = answer(&question).unwrap().jobs.expected.jobs;
        question.managers.concurrent = question.managers.concurrent.min(jobs);
        question.arrivals = Arrivals { jobs_per_hour: per_hour, ..Arrivals::default() };
        let answer = answer(&question).unwrap();
        prop_assert_eq!(answer.slots.jobs_at_risk, 0);
        if let Some(waits) = answer.waiting.waits {
            prop_assert_eq!(waits.failing_permille, 0);
            prop_assert!(waits.p50_ms <= waits.p90_ms && waits.p90_ms <= waits.p99_ms);
        }
    }
}
