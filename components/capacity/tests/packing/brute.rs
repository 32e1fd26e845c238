//! Tries everything on clusters of a few nodes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use runwright_capacity::packing::mixed::{Cheapest, Effort, max_jobs, max_mix, min_cost};
use runwright_capacity::packing::{Amounts, NodePool, Profile, eligible, guaranteed};

use super::{Case, cases, placed, small, starved, uneven};

fn takes(pool: &NodePool, profile: &Profile) -> bool {
    eligible(
        &pool.labels,
        &pool.taints,
        &profile.selector,
        &profile.tolerations,
    )
}

fn fits(pool: &NodePool, profiles: &[Profile], jobs: &[i64]) -> bool {
    let mut used = pool.used;
    for (profile, count) in profiles.iter().zip(jobs) {
        if *count > 0 && !takes(pool, profile) {
            return false;
        }
        let request = Amounts {
            pods: 1,
            ..profile.request
        };
        used = used.more(request.times(*count));
    }
    let mut all = pool.allocatable.list().into_iter().zip(used.list());
    all.all(|((_, have), (_, used))| used <= have)
}

/// All that one node can hold.
fn fillings(pool: &NodePool, profiles: &[Profile]) -> Vec<Vec<i64>> {
    let mut out = vec![Vec::new()];
    for _ in profiles {
        let grown = out.iter().flat_map(|jobs: &Vec<i64>| {
            (0..=pool.allocatable.pods).map(|count| [jobs.as_slice(), &[count]].concat())
        });
        out = grown.filter(|jobs| fits(pool, profiles, jobs)).collect();
    }
    out
}

/// The least cost of each number of jobs that can be placed, counted up to `most` of each profile.
fn reachable(case: &Case, most: &[i64]) -> BTreeMap<Vec<i64>, i64> {
    let mut states = BTreeMap::from([(vec![0; most.len()], 0)]);
    for (pool, price) in case.pools.iter().zip(&case.prices) {
        let fillings = fillings(pool, &case.profiles);
        for _ in 0..pool.count {
            let mut next = states.clone();
            for (state, cost) in &states {
                for filling in &fillings {
                    let jobs = state.iter().zip(filling).zip(most);
                    let jobs = jobs.map(|((a, b), most)| (a + b).min(*most)).collect();
                    let cell = next.entry(jobs).or_insert(i64::MAX);
                    *cell = (*cell).min(cost + price);
                }
            }
            states = next;
        }
    }
    states
}

/// The most jobs, and the least cost of all that are wanted.
fn truth(case: &Case) -> (i64, Option<i64>) {
    let states = reachable(case, &case.demand);
    let most = states.keys().map(|jobs| jobs.iter().sum()).max().unwrap();
    (most, states.get(&case.demand).copied())
}

fn most_sets(case: &Case) -> i64 {
    if case.mix.iter().sum::<i64>() == 0 {
        return 0;
    }
    let times = |k: i64| -> Vec<i64> { case.mix.iter().map(|jobs| jobs * k).collect() };
    (1..)
        .find(|k| !reachable(case, &times(*k)).contains_key(&times(*k)))
        .unwrap()
        - 1
}

fn surely(case: &Case, wanted: usize) -> i64 {
    let wanted_jobs = |jobs: &[i64]| {
        let mut more = jobs.to_vec();
        more[wanted] += 1;
        more
    };
    let per_node = |pool: &NodePool| {
        let fillings = fillings(pool, &case.profiles);
        let full = fillings
            .iter()
            .filter(|jobs| !fits(pool, &case.profiles, &wanted_jobs(jobs)));
        full.map(|jobs| jobs.iter().sum::<i64>()).min().unwrap()
    };
    let pools = case.pools.iter();
    let allowed = pools.filter(|pool| takes(pool, &case.profiles[wanted]));
    allowed.map(|pool| per_node(pool) * pool.count).sum()
}

/// What is claimed is true, however little was tried.
fn claims_hold(
    case: &Case,
    effort: Effort,
    (best, least): (i64, Option<i64>),
) -> Result<(), TestCaseError> {
    let packing = max_jobs(&case.pools, &case.profiles, &case.demand, effort);
    prop_assert!(
        packing.found <= best && best <= packing.bound,
        "{best}: {packing:?}"
    );
    let jobs = placed(&case.pools, &case.profiles, &packing);
    prop_assert_eq!(jobs.iter().sum::<i64>(), packing.found);
    match min_cost(
        &case.pools,
        &case.profiles,
        &case.demand,
        &case.prices,
        effort,
    ) {
        Cheapest::Never => prop_assert_eq!(least, None),
        Cheapest::Unknown(bound) => prop_assert!(least.is_none_or(|least| bound <= least)),
        Cheapest::Packed(packing) => {
            let least = least.unwrap();
            prop_assert!(
                packing.bound <= least && least <= packing.found,
                "{least}: {packing:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn uneven_jobs_are_packed_and_nothing_false_is_claimed(case in uneven(), effort in starved()) {
        let (best, least) = truth(&case);
        claims_hold(&case, effort, (best, least))?;
        let packing = max_jobs(&case.pools, &case.profiles, &case.demand, Effort::FULL);
        prop_assert_eq!((packing.found, packing.bound), (best, best));
        match (least, min_cost(&case.pools, &case.profiles, &case.demand, &case.prices, Effort::FULL)) {
            (None, Cheapest::Never) => {}
            (Some(least), Cheapest::Packed(packing)) => prop_assert_eq!((packing.found, packing.bound), (least, least)),
            (least, got) => prop_assert!(false, "{:?}: {:?}", least, got),
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_best_is_found_and_proved(case in small(2, 3, 3)) {
        let packing = max_jobs(&case.pools, &case.profiles, &case.demand, Effort::FULL);
        let (best, _) = truth(&case);
        prop_assert_eq!((packing.found, packing.bound), (best, best));
        prop_assert_eq!(placed(&case.pools, &case.profiles, &packing).iter().sum::<i64>(), best);
    }

    #[test]
    fn the_cheapest_is_found_and_proved(case in small(2, 3, 3)) {
        match (truth(&case).1, min_cost(&case.pools, &case.profiles, &case.demand, &case.prices, Effort::FULL)) {
            (None, Cheapest::Never) => {}
            (Some(least), Cheapest::Packed(packing)) => {
                prop_assert_eq!((packing.found, packing.bound), (least, least));
                prop_assert_eq!(&placed(&case.pools, &case.profiles, &packing), &case.demand);
                let paid: i64 = packing.placed.iter().map(|at| at.nodes * case.prices[at.pool]).sum();
                prop_assert_eq!(paid, least);
            }
            (least, got) => prop_assert!(false, "{:?}: {:?}", least, got),
        }
    }

    #[test]
    fn what_starts_for_sure(case in small(2, 3, 3)) {
        for (wanted, profile) in case.profiles.iter().enumerate() {
            let got = guaranteed(&case.pools, &case.profiles, profile);
            prop_assert_eq!(got, surely(&case, wanted));
        }
    }

    #[test]
    fn nothing_false_is_claimed_with_little_effort(case in small(2, 3, 3), effort in starved()) {
        claims_hold(&case, effort, truth(&case))?;
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_most_sets_are_found_and_proved(case in small(2, 2, 3), effort in starved()) {
        let best = most_sets(&case);
        let packing = max_mix(&case.pools, &case.profiles, &case.mix, Effort::FULL);
        prop_assert_eq!((packing.found, packing.bound), (best, best));
        let wanted: Vec<i64> = case.mix.iter().map(|jobs| jobs * best).collect();
        prop_assert_eq!(placed(&case.pools, &case.profiles, &packing), wanted);
        let packing = max_mix(&case.pools, &case.profiles, &case.mix, effort);
        prop_assert!(packing.found <= best && best <= packing.bound, "{best}: {packing:?}");
    }
}
