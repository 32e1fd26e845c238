//! Holds small fleets of all kinds to what must be true of every one.

use proptest::prelude::*;
use runwright_capacity::fleet::answer;
use runwright_model::answer::fleet::{
    AdviceCode, Arrivals, ChangeKind, Edit, FleetAnswer, FleetPool, FleetProfile, FleetQuestion,
    Pause, Request,
};
use runwright_model::answer::{Dimension, Label, Managers, Platform, Pool};
use serde_json::Value;

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

/// The question with the edits of a change.
fn apply(question: &FleetQuestion, edits: &[Edit]) -> FleetQuestion {
    let mut value = serde_json::to_value(question).unwrap();
    for edit in edits {
        let place = ["/", &edit.path.replace(['[', '.'], "/").replace(']', "")].concat();
        let to: Value = serde_json::from_str(&edit.to).unwrap();
        match place.strip_suffix("/+") {
            Some(list) => value
                .pointer_mut(list)
                .unwrap()
                .as_array_mut()
                .unwrap()
                .push(to),
            None => *value.pointer_mut(&place).unwrap() = to,
        }
    }
    serde_json::from_value(value).unwrap()
}

/// The same pools with this kind alone.
fn alone(question: &FleetQuestion, name: &str) -> FleetQuestion {
    let mut one = question.clone();
    one.profiles.retain(|profile| profile.name == name);
    one.quota.clear();
    one
}

/// Jobs of a kind on empty nodes, from the answer's own figures.
fn floors(question: &FleetQuestion, answer: &FleetAnswer) -> i64 {
    let profile = &question.profiles[0];
    let request = profile.request.unwrap();
    let pools = question.pools.iter().zip(&answer.pools);
    pools
        .filter(|(pool, _)| {
            profile
                .node_selector
                .iter()
                .all(|label| pool.pool.labels.contains(label))
        })
        .map(|(_, pool)| {
            let free = pool.free;
            pool.nodes
                * (free.cpu_m / request.cpu_m)
                    .min(free.memory / request.memory)
                    .min(free.pods)
        })
        .sum()
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
        prop_assert!(jobs.expected.least <= jobs.bound && jobs.expected.p10 <= jobs.expected.most);
        for (index, pool) in question.pools.iter().enumerate() {
            let free = answer.pools[index].free;
            let placed = || jobs.placed.iter().filter(|one| one.pool == pool.pool.name);
            prop_assert!(placed().map(|one| one.nodes).sum::<i64>() <= pool.pool.count);
            for one in placed() {
                let sum = |get: fn(&Request) -> i64| -> i64 {
                    let kinds = question.profiles.iter().zip(&one.jobs);
                    kinds.map(|(kind, jobs)| get(&kind.request.unwrap()) * jobs).sum()
                };
                prop_assert!(sum(|one| one.cpu_m) <= free.cpu_m && sum(|one| one.memory) <= free.memory);
            }
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
        prop_assert!(before.jobs.best <= after.jobs.bound);
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

    #[test]
    fn a_smaller_job_takes_nothing_away(question in question(), cpu in prop::bool::ANY, permille in 300i64..1000) {
        let before = answer(&question).unwrap();
        let mut less = question.clone();
        let request = less.profiles[0].request.as_mut().unwrap();
        let size = if cpu { &mut request.cpu_m } else { &mut request.memory };
        *size = *size * permille / 1000;
        let after = answer(&less).unwrap();
        prop_assume!(before.jobs.never_fits == after.jobs.never_fits);
        prop_assert!(before.jobs.best <= after.jobs.bound);
        if before.jobs.proved && after.jobs.proved {
            prop_assert!(before.jobs.best <= after.jobs.best);
        }
    }

    #[test]
    fn jobs_at_their_worst_are_no_more(question in question(), more in prop::collection::vec((0i64..3000, 0i64..8), 3)) {
        let mut question = question;
        for (profile, (cpu_m, memory)) in question.profiles.iter_mut().zip(&more) {
            let mut worst = profile.request.unwrap();
            worst.cpu_m += cpu_m;
            worst.memory += memory * GIB / 4;
            profile.worst = Some(worst);
        }
        let answer = answer(&question).unwrap();
        let worst = answer.worst.unwrap();
        let codes = answer.advice.iter().filter(|one| one.code == AdviceCode::WorstNeverFits);
        prop_assert_eq!(codes.count() + answer.jobs.never_fits.len(), worst.never_fits.len());
        if worst.never_fits == answer.jobs.never_fits {
            prop_assert!(worst.best <= answer.jobs.bound);
        }
    }

    #[test]
    fn one_kind_has_one_number(question in question()) {
        let question = alone(&question, "kind-0");
        let answer = answer(&question).unwrap();
        let jobs = &answer.jobs;
        let floors = floors(&question, &answer);
        prop_assert_eq!((jobs.best, jobs.bound, jobs.expected.least, jobs.expected.most), (floors, floors, floors, floors));
        prop_assert_eq!(jobs.guaranteed[0].jobs, floors);
    }

    #[test]
    fn stairs_are_what_a_job_of_that_size_would_come_to(question in question()) {
        let answered = answer(&question).unwrap();
        for one in &answered.stairs {
            let stairs = &one.stairs;
            prop_assert!(!answered.jobs.never_fits.contains(&one.profile));
            prop_assert_eq!(stairs.points.iter().filter(|point| point.jobs_per_node == stairs.jobs_per_node).count(), 1);
            let steps = stairs.next_up.into_iter().chain(stairs.next_down);
            for stair in steps.chain(stairs.points.last().copied()) {
                let mut alone = alone(&question, &one.profile);
                let request = alone.profiles[0].request.as_mut().unwrap();
                match stairs.dimension {
                    Dimension::CpuM => request.cpu_m = stair.size,
                    _ => request.memory = stair.size,
                }
                prop_assert_eq!(answer(&alone).unwrap().jobs.best, stair.cluster_jobs);
            }
        }
    }

    #[test]
    fn pause_pods_hold_no_more_than_they_are(question in question(), idle in 1i64..30, size in (100i64..4000, 1i64..16)) {
        let mut question = question;
        let request = Request { cpu_m: size.0, memory: size.1 * GIB / 4, ..Request::default() };
        question.pause = Some(Pause { idle_count: idle, request });
        question.managers.replicas = 2;
        let answered = answer(&question).unwrap();
        let pause = answered.pause.unwrap();
        prop_assert_eq!(pause.pods, 2 * idle);
        prop_assert_eq!((pause.cpu_m, pause.memory), (pause.placed * request.cpu_m, pause.placed * request.memory));
        for (warm, kind) in pause.warm.iter().zip(&question.profiles) {
            let asked = kind.request.unwrap();
            prop_assert!(warm.jobs <= pause.cpu_m / asked.cpu_m && warm.jobs <= pause.memory / asked.memory);
        }
        let nodes = answered.cost.fixed.unwrap().per_hour;
        prop_assert!(pause.cost_per_hour.unwrap() <= nodes + 1e-6);
        // As many find room as jobs of that size would.
        let mut pods = question.clone();
        pods.profiles.truncate(1);
        pods.profiles[0].request = Some(request);
        let bound = question.profiles.iter().all(|kind| !kind.node_selector.is_empty());
        if !bound {
            pods.profiles[0].node_selector.clear();
        }
        prop_assert_eq!(pause.placed, pause.pods.min(answer(&pods).unwrap().jobs.best));
    }

    #[test]
    fn changes_come_true(question in question(), scaled in prop::bool::ANY) {
        let mut question = question;
        for pool in question.pools.iter_mut().filter(|_| scaled) {
            (pool.min, pool.max) = (Some(pool.pool.count / 2), Some(pool.pool.count));
        }
        let now = answer(&question).unwrap();
        for change in &now.changes {
            let then = answer(&apply(&question, &change.edits)).unwrap();
            // The runs that changes are compared by are among those of the answer.
            let expected = then.jobs.expected;
            prop_assert!((expected.least as f64..=expected.most as f64).contains(&change.expected), "{change:?}");
            prop_assert!(change.best <= then.jobs.bound);
            let price = |answer: &FleetAnswer| answer.cost.fixed.unwrap().per_hour;
            prop_assert!((price(&then) - price(&now) - change.cost_per_hour_change.unwrap()).abs() < 1e-6);
            prop_assert_eq!(change.own_jobs.is_some(), change.kind == ChangeKind::OwnNodes);
            if change.kind == ChangeKind::OwnNodes {
                prop_assert!(change.own_jobs > Some(0) && then.pools.len() == now.pools.len() + 1);
                let nodes = |answer: &FleetAnswer| answer.pools.iter().map(|pool| pool.nodes).sum::<i64>();
                prop_assert_eq!(nodes(&then), nodes(&now));
            }
            if change.kind == ChangeKind::SlotsAsGuaranteed {
                prop_assert!(then.slots.slots <= least_guarantee(&then) && then.slots.slots < now.slots.slots);
            }
        }
    }
}
