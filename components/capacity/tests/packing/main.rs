//! Holds packings of several kinds of jobs to what trying everything gives, and to what must be true of any.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic)]

mod brute;
mod hostile;
mod known;
mod properties;
mod schedule;

use proptest::prelude::*;
use runwright_capacity::packing::mixed::{Effort, Packing};
use runwright_capacity::packing::{Amounts, NodePool, Profile};
use runwright_model::answer::{Taint, TaintEffect, Toleration};

/// The same cases in every run.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20),
        failure_persistence: None,
        ..Default::default()
    }
}

pub fn amounts(cpu_m: i64, memory: i64, pods: i64) -> Amounts {
    Amounts {
        cpu_m,
        memory,
        ephemeral: Amounts::UNLIMITED,
        pods,
        gpu: 0,
    }
}

pub fn ask(cpu_m: i64, memory: i64) -> Amounts {
    Amounts {
        cpu_m,
        memory,
        ..Amounts::default()
    }
}

pub fn pool(count: i64, allocatable: Amounts) -> NodePool {
    NodePool {
        count,
        allocatable,
        ..NodePool::default()
    }
}

pub fn job(request: Amounts) -> Profile {
    Profile {
        request,
        ..Profile::default()
    }
}

pub fn taint(effect: TaintEffect) -> Taint {
    Taint {
        key: "ci".to_owned(),
        value: String::new(),
        effect,
    }
}

/// A cluster and kinds of jobs, with demand, mix and prices.
#[derive(Clone, Debug)]
pub struct Case {
    pub pools: Vec<NodePool>,
    pub profiles: Vec<Profile>,
    pub demand: Vec<i64>,
    pub mix: Vec<i64>,
    pub prices: Vec<i64>,
}

/// At most `pools` pools of `nodes` nodes each, and `profiles` profiles; small enough to try everything.
pub fn small(pools: usize, nodes: i64, profiles: usize) -> impl Strategy<Value = Case> {
    let pool = (1..=nodes, 2i64..12, 2i64..12, 1i64..7, 0i64..4, 0i64..40);
    let profile = (0i64..6, 0i64..6, any::<bool>(), 0i64..7, 0i64..3);
    let pools = proptest::collection::vec(pool, 1..=pools);
    let profiles = proptest::collection::vec(profile, 1..=profiles);
    (pools, profiles).prop_map(|(pools, profiles)| Case {
        prices: pools.iter().map(|pool| pool.5 * 10).collect(),
        pools: pools
            .iter()
            .map(|(count, cpu, memory, pods, tainted, _)| NodePool {
                taints: (*tainted == 0)
                    .then(|| taint(TaintEffect::NoSchedule))
                    .into_iter()
                    .collect(),
                used: ask(cpu % 2, 0),
                ..pool_of(*count, amounts(*cpu, *memory, *pods))
            })
            .collect(),
        demand: profiles.iter().map(|profile| profile.3).collect(),
        mix: profiles.iter().map(|profile| profile.4).collect(),
        profiles: profiles
            .iter()
            .map(|(cpu, memory, tolerates, ..)| Profile {
                tolerations: tolerates
                    .then(|| Toleration {
                        key: "ci".to_owned(),
                        value: None,
                        effect: None,
                    })
                    .into_iter()
                    .collect(),
                ..job(ask(*cpu, *memory))
            })
            .collect(),
    })
}

use pool as pool_of;

/// Two pools and three kinds of jobs whose sizes do not divide each other: what the relaxation promises is often not there.
pub fn uneven() -> impl Strategy<Value = Case> {
    let pool = (1i64..=3, 20i64..60, 20i64..60, 5i64..40);
    let profile = (4i64..25, 4i64..25, 2i64..7);
    let pools = proptest::collection::vec(pool, 2);
    let profiles = proptest::collection::vec(profile, 3);
    (pools, profiles).prop_map(|(pools, profiles)| Case {
        prices: pools.iter().map(|pool| pool.3).collect(),
        pools: pools
            .iter()
            .map(|(count, cpu, memory, _)| pool_of(*count, amounts(*cpu, *memory, 6)))
            .collect(),
        demand: profiles.iter().map(|profile| profile.2).collect(),
        mix: vec![1; 3],
        profiles: profiles
            .iter()
            .map(|(cpu, memory, _)| job(ask(*cpu, *memory)))
            .collect(),
    })
}

/// Much less than a proof needs: what is claimed must be true all the same.
pub fn starved() -> impl Strategy<Value = Effort> {
    (0u32..60, 0usize..40, 0u32..2000).prop_map(|(relaxations, columns, steps)| Effort {
        relaxations,
        columns,
        steps,
    })
}

/// No node holds more than it can, no pool has more nodes than there are, no job is placed where it may not; the jobs of
/// each profile.
#[track_caller]
pub fn placed(pools: &[NodePool], profiles: &[Profile], packing: &Packing) -> Vec<i64> {
    use runwright_capacity::packing::eligible;
    let mut jobs = vec![0; profiles.len()];
    let mut nodes = vec![0; pools.len()];
    for placed in &packing.placed {
        let pool = &pools[placed.pool];
        nodes[placed.pool] += placed.nodes;
        let mut used = pool.used;
        for ((profile, count), total) in profiles.iter().zip(&placed.jobs).zip(&mut jobs) {
            let request = Amounts {
                pods: 1,
                ..profile.request
            };
            let may = eligible(
                &pool.labels,
                &pool.taints,
                &profile.selector,
                &profile.tolerations,
            );
            assert!(*count == 0 || may, "{placed:?}");
            used = used.more(request.times(*count));
            *total += count * placed.nodes;
        }
        let over = pool.allocatable.list().into_iter().zip(used.list());
        for ((dimension, have), (_, used)) in over {
            assert!(used <= have, "{dimension:?}: {used} of {have}: {placed:?}");
        }
    }
    for (pool, nodes) in pools.iter().zip(nodes) {
        assert!(nodes <= pool.count, "{nodes} of {}", pool.count);
    }
    jobs
}
