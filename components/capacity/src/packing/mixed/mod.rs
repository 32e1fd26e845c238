//! Packs jobs of several kinds into pools of nodes as well as can be, and proves it.
//!
//! Nodes of a pool are identical, so a packing is how many nodes of each pool hold which mix of jobs (a pattern, Gilmore
//! and Gomory 1961). The linear relaxation over all patterns, found column by column, gives the bound; a search over the
//! patterns that could still be part of something better than what was found gives the packing. A pattern whose reduced
//! cost is larger than the gap cannot, so a finished search is a proof. Where the search is given up, the answer is the
//! bracket [found, bound].
//!
//! Reading order: this file (the question), [`knapsack`] (one node), [`simplex`] (the relaxation), [`greedy`] (a first
//! packing), [`search`] (the best one), [`cost`]
//! (the cheapest).

mod cost;
mod greedy;
mod knapsack;
mod search;
mod simplex;

use super::{Amounts, NodePool, Profile, eligible};

pub use search::Effort;

/// One pool of the question.
#[derive(Clone, Debug)]
struct Pool {
    nodes: i64,
    /// What a node still holds, in the order of [`Amounts::list`]; what no profile asks for is left out.
    free: Vec<i64>,
    /// Profiles that may run here.
    takes: Vec<bool>,
    /// What using a node costs.
    cost: i64,
}

/// The question: values and costs are whole numbers, so is the answer.
#[derive(Clone, Debug)]
struct Problem {
    pools: Vec<Pool>,
    /// What a job of each profile asks for.
    asks: Vec<Vec<i64>>,
    /// Jobs of each profile that are worth placing.
    demand: Vec<i64>,
    /// What placing one job of any profile is worth.
    value: i64,
    /// All values of packings are multiples of this.
    grain: i64,
}

/// How many jobs of each profile some nodes of a pool hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub pool: usize,
    pub nodes: i64,
    /// Jobs on each of these nodes, profile by profile.
    pub jobs: Vec<i64>,
}

/// A packing and what is known of better ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    pub found: i64,
    /// None is better than this; the same as `found` where it is proved to be best.
    pub bound: i64,
    pub placed: Vec<Placed>,
}

/// The largest number of jobs that run at once, at most `demand` of each profile.
pub fn max_jobs(
    pools: &[NodePool],
    profiles: &[Profile],
    demand: &[i64],
    effort: Effort,
) -> Packing {
    let costs = vec![0; pools.len()];
    let problem = Problem::new(pools, profiles, demand, &costs, 1, 1);
    let mut packing = search::solve(&problem, effort);
    let all: i64 = problem
        .demand
        .iter()
        .fold(0, |sum, demand| sum.saturating_add(*demand));
    packing.bound = packing.bound.min(all).max(packing.found);
    packing
}

/// The largest `k` for which `k` times the mix runs at once.
pub fn max_mix(pools: &[NodePool], profiles: &[Profile], mix: &[i64], effort: Effort) -> Packing {
    let per_set: i64 = mix.iter().map(|jobs| (*jobs).max(0)).sum();
    if per_set == 0 {
        return Packing::default();
    }
    let times = |k: i64| -> Vec<i64> {
        mix.iter()
            .map(|jobs| jobs.max(&0).saturating_mul(k))
            .collect()
    };
    let whole = |k: i64| {
        let packing = max_jobs(pools, profiles, &times(k), effort);
        let all = per_set.saturating_mul(k);
        (packing.found == all, packing.bound < all, packing)
    };
    // What fits one profile by itself bounds the number of sets.
    let mut high = i64::MAX;
    for (profile, jobs) in profiles.iter().zip(mix) {
        if *jobs > 0 {
            high = high.min(super::fit(pools, profile).total / jobs);
        }
    }
    // Halving: what fits for k fits for less. The proof is the last refusal.
    let (mut low, mut best) = (0, Packing::default());
    let mut refused = high.saturating_add(1);
    let mut bound = high;
    while low + 1 < refused {
        let middle = low + (refused - low) / 2;
        let (fits, never, packing) = whole(middle);
        if fits {
            low = middle;
            best = packing;
        } else {
            refused = middle;
            if never {
                bound = bound.min(middle - 1);
            }
        }
    }
    Packing {
        found: low,
        bound: bound.max(low),
        placed: best.placed,
    }
}

/// The least that nodes cost which hold all the jobs; none where they do not fit. `prices` by pool, per node.
pub fn min_cost(
    pools: &[NodePool],
    profiles: &[Profile],
    demand: &[i64],
    prices: &[i64],
    effort: Effort,
) -> Option<Packing> {
    let most: i64 = pools
        .iter()
        .zip(prices)
        .map(|(pool, price)| pool.count.max(0).saturating_mul((*price).max(0)))
        .fold(0, i64::saturating_add);
    let grain = prices
        .iter()
        .fold(0, |grain, price| gcd(grain, (*price).max(0)))
        .max(1);
    // A job is worth more than all nodes, so all are placed if they can be.
    let value = (most / grain).saturating_add(1).saturating_mul(grain);
    let problem = Problem::new(pools, profiles, demand, prices, value, grain);
    let all: i64 = problem.demand.iter().sum::<i64>();
    let wanted: i64 = demand.iter().map(|jobs| (*jobs).max(0)).sum();
    if all < wanted {
        return None;
    }
    let worth = all.saturating_mul(value);
    let packing = search::solve(&problem, Effort::QUICK);
    let found = worth.saturating_sub(packing.found);
    // What costs more than all nodes leaves a job out.
    let first = (found <= most).then(|| Packing {
        found,
        bound: worth.saturating_sub(packing.bound).clamp(0, found),
        placed: packing.placed,
    });
    match first {
        Some(first) if first.found == first.bound => Some(first),
        first => cost::cheapest(&problem, first, effort),
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Problem {
    fn new(
        pools: &[NodePool],
        profiles: &[Profile],
        demand: &[i64],
        costs: &[i64],
        value: i64,
        grain: i64,
    ) -> Problem {
        let list = |amounts: Amounts| amounts.list().map(|(_, amount)| amount);
        // A job of no size still takes a place for a pod.
        let asks: Vec<[i64; 5]> = profiles
            .iter()
            .map(|profile| {
                list(Amounts {
                    pods: 1,
                    ..profile.request
                })
                .map(|ask| ask.max(0))
            })
            .collect();
        let asked = |dimension: usize| {
            asks.iter()
                .any(|ask| ask.get(dimension).is_some_and(|ask| *ask > 0))
        };
        let dimensions: Vec<usize> = (0..5).filter(|dimension| asked(*dimension)).collect();
        let pick = |all: &[i64; 5]| -> Vec<i64> {
            dimensions
                .iter()
                .filter_map(|at| all.get(*at).copied())
                .collect()
        };
        let pools: Vec<Pool> = pools
            .iter()
            .enumerate()
            .map(|(index, pool)| Pool {
                nodes: pool.count.max(0),
                free: pick(&list(pool.allocatable.less(pool.used))),
                takes: profiles
                    .iter()
                    .map(|profile| {
                        eligible(
                            &pool.labels,
                            &pool.taints,
                            &profile.selector,
                            &profile.tolerations,
                        )
                    })
                    .collect(),
                cost: costs.get(index).copied().unwrap_or(0).max(0),
            })
            .collect();
        let asks: Vec<Vec<i64>> = asks.iter().map(pick).collect();
        let mut problem = Problem {
            pools,
            asks,
            demand: Vec::new(),
            value,
            grain,
        };
        // What no node takes is not worth asking for, and what all nodes take bounds what is.
        problem.demand = (0..profiles.len())
            .map(|profile| {
                let room = (0..problem.pools.len())
                    .map(|pool| {
                        problem
                            .most(pool, profile)
                            .saturating_mul(problem.nodes(pool))
                    })
                    .fold(0, i64::saturating_add);
                demand.get(profile).copied().unwrap_or(0).max(0).min(room)
            })
            .collect();
        problem
    }

    fn nodes(&self, pool: usize) -> i64 {
        self.pools.get(pool).map_or(0, |pool| pool.nodes)
    }

    /// Jobs of one profile that an empty node of a pool holds.
    fn most(&self, pool: usize, profile: usize) -> i64 {
        let (Some(pool), Some(ask)) = (self.pools.get(pool), self.asks.get(profile)) else {
            return 0;
        };
        if !pool.takes.get(profile).is_some_and(|takes| *takes) {
            return 0;
        }
        let room = |(free, ask): (&i64, &i64)| (*ask > 0).then(|| free.max(&0) / ask);
        pool.free
            .iter()
            .zip(ask)
            .filter_map(room)
            .min()
            .unwrap_or(0)
    }
}
