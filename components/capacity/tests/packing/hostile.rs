//! Figures no cluster has: answers come back, and are no less true.

use runwright_capacity::packing::mixed::{Cheapest, Effort, max_jobs, max_mix, min_cost};
use runwright_capacity::packing::schedule::{Cluster, Strategy};
use runwright_capacity::packing::{Amounts, NodePool, Profile, fit, guaranteed};

use super::{job, pool};

const FIGURES: [i64; 6] = [i64::MIN, -1, 0, 1, 1_000_000_007, i64::MAX];

fn all(figure: i64) -> Amounts {
    Amounts {
        cpu_m: figure,
        memory: figure,
        ephemeral: figure,
        pods: figure,
        gpu: figure,
    }
}

/// Enough to go through all steps; the figures are what is tried here.
const SOME: Effort = Effort {
    relaxations: 40,
    columns: 50,
    steps: 3000,
};

/// Asks everything about a question.
fn ask_all(pools: &[NodePool], profiles: &[Profile], demand: &[i64], prices: &[i64]) {
    let packing = max_jobs(pools, profiles, demand, SOME);
    assert!(0 <= packing.found && packing.found <= packing.bound);
    let sets = max_mix(pools, profiles, demand, SOME);
    assert!(0 <= sets.found && sets.found <= sets.bound);
    let wanted: i128 = demand.iter().map(|jobs| i128::from((*jobs).max(0))).sum();
    match min_cost(pools, profiles, demand, prices, SOME) {
        Cheapest::Packed(cost) => {
            assert!(0 <= cost.bound && cost.bound <= cost.found);
            assert!(wanted <= i128::from(packing.bound));
        }
        Cheapest::Never => assert!(i128::from(packing.found) < wanted),
        Cheapest::Unknown(bound) => assert!(bound >= 0),
    }
    let mut cluster = Cluster::new(pools, profiles, Strategy::LeastAllocated, 10);
    for (at, profile) in profiles.iter().enumerate() {
        assert!(guaranteed(pools, profiles, profile) >= 0);
        if let Some(node) = cluster.place(at) {
            assert!(fit(pools, profile).total > 0);
            cluster.remove(node, at);
        }
        cluster.remove(0, at);
    }
    assert_eq!(cluster.place(profiles.len()), None);
}

#[test]
fn extreme_figures_give_true_brackets() {
    for (index, free) in FIGURES.into_iter().enumerate() {
        for ask in FIGURES {
            for (other, count) in FIGURES.into_iter().enumerate() {
                let figure = |at: usize| FIGURES[(index + other + at) % FIGURES.len()];
                let mut first = pool(count, all(free));
                first.used = all(figure(1));
                let pools = [first, pool(3, all(1000))];
                let profiles = [job(all(ask)), job(all(7)), job(all(1))];
                let demand = [figure(2), 40, figure(3)];
                ask_all(&pools, &profiles, &demand, &[figure(4), 12]);
            }
        }
    }
}

/// What only pods limit, on nodes that take very many, and jobs of nearly nothing.
#[test]
fn tiny_jobs_on_huge_nodes_end() {
    let huge = all(i64::MAX - 1);
    let tiny = |cpu_m: i64, memory: i64| {
        job(Amounts {
            cpu_m,
            memory,
            ..Amounts::default()
        })
    };
    let profiles = [tiny(3, 7), tiny(5, 2), tiny(1, 1), tiny(2, 3), tiny(7, 5)];
    let pools = [pool(4, huge), pool(9, huge), pool(i64::MAX, huge)];
    ask_all(&pools, &profiles, &[i64::MAX; 5], &[3, i64::MAX, 5]);
    ask_all(&pools[..2], &profiles, &[1_000_000; 5], &[3, 5]);
    let packing = max_jobs(&pools[..1], &profiles, &[1_000_000; 5], Effort::FULL);
    assert_eq!((packing.found, packing.bound), (5_000_000, 5_000_000));
}

/// More pools and profiles than are packed well: what is found is a packing, and the bound holds.
#[test]
fn very_many_kinds_are_packed_simply() {
    let pools: Vec<NodePool> = (0..60).map(|at| pool(at % 5, all(50 + at))).collect();
    let profiles: Vec<Profile> = (0..40).map(|at| job(all(3 + at))).collect();
    let demand = vec![20; 40];
    let packing = max_jobs(&pools, &profiles, &demand, Effort::FULL);
    let jobs = super::placed(&pools, &profiles, &packing);
    assert_eq!(jobs.iter().sum::<i64>(), packing.found);
    assert!(packing.found > 60 && packing.found <= packing.bound);
    ask_all(&pools, &profiles, &demand, &[7; 60]);
}
