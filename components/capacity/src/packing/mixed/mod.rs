//! Packs jobs of several kinds into pools of nodes as well as can be, and proves it.
//!
//! Nodes of a pool are identical, so a packing is how many nodes of each pool hold which mix of jobs (a pattern, Gilmore
//! and Gomory 1961). The linear relaxation over all patterns, found column by column, gives the bound; a search over the
//! patterns that could still be part of something better than what was found gives the packing. A pattern whose reduced
//! cost is larger than the gap cannot, so a finished search is a proof. Where the search is given up, the answer is the
//! bracket [found, bound].
//!
//! Reading order: this file (the question), [`knapsack`] (one node), [`simplex`] (the relaxation), [`greedy`] (what is
//! packed so far, and the rest filled), [`search`] (the best packing), [`dive`] (good ones on the way there), [`cost`] (the
//! cheapest).

mod cost;
mod dive;
mod greedy;
mod knapsack;
mod search;
mod simplex;

use super::{Amounts, NodePool, Profile, eligible};

pub use search::Effort;

/// One figure for each resource, in the order of [`Amounts::list`].
type Amount = [i64; 5];

/// Nodes of a pool and jobs of a profile that are looked at, and pools and profiles together that are packed well.
/// What is above is cut off or packed simply, and the bound says so.
const NODES: i64 = 1_000_000;
const JOBS: i64 = 10_000_000;
const ROWS: usize = 64;
/// All worth together, so that it is exact in floating point.
const WORTH: i128 = 1 << 50;

/// One pool of the question.
#[derive(Clone, Debug)]
struct Pool {
    nodes: i64,
    /// What a node still holds.
    free: Amount,
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
    asks: Vec<Amount>,
    /// Jobs of each profile that are worth placing.
    demand: Vec<i64>,
    /// What placing one job of any profile is worth.
    value: i64,
    /// All values of packings are multiples of this.
    grain: i64,
    /// Jobs that no packing exceeds.
    most: i64,
    /// Something was left out of the question because it is too large.
    cut: bool,
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
    if problem.cut {
        packing.bound = problem.most;
    }
    packing.bound = packing.bound.min(problem.most).max(packing.found);
    packing
}

/// The largest `k` for which `k` times the mix runs at once.
pub fn max_mix(pools: &[NodePool], profiles: &[Profile], mix: &[i64], effort: Effort) -> Packing {
    let mix: Vec<i64> = mix.iter().map(|jobs| (*jobs).max(0)).collect();
    let per_set = mix.iter().copied().fold(0, i64::saturating_add);
    let alone = |(at, jobs): (usize, &i64)| {
        let one = profiles.get(at).map(|profile| super::fit(pools, profile));
        (*jobs > 0).then(|| one.map_or(0, |one| one.total) / jobs)
    };
    // What fits one profile by itself bounds the number of sets.
    let Some(high) = mix.iter().enumerate().filter_map(alone).min() else {
        return Packing::default();
    };
    let times = |k: i64| -> Vec<i64> { mix.iter().map(|jobs| jobs.saturating_mul(k)).collect() };
    let whole = |k: i64| {
        let all = per_set.saturating_mul(k);
        let mut packing = max_jobs(pools, profiles, &times(k), effort.least(Effort::QUICK));
        if packing.found < all && packing.bound >= all {
            packing = max_jobs(pools, profiles, &times(k), effort);
        }
        (packing.found == all, packing.bound < all, packing)
    };
    // Halving: what fits for k fits for less. The proof is the last refusal.
    let (mut low, mut best) = (0, Packing::default());
    // What is cut off as too large is not looked at.
    let largest = mix.iter().copied().max().unwrap_or(1).max(1);
    let mut refused = high.min(JOBS / largest).saturating_add(1);
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

/// What is known of the cheapest nodes that hold all jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cheapest {
    /// Costs in `found` and `bound`, which no packing undercuts.
    Packed(Packing),
    /// It is proved that the jobs do not fit.
    Never,
    /// No packing was found, and no proof that there is none; if there is one, it costs no less than this.
    Unknown(i64),
}

/// The least that nodes cost which hold all the jobs. `prices` by pool, per node.
pub fn min_cost(
    pools: &[NodePool],
    profiles: &[Profile],
    demand: &[i64],
    prices: &[i64],
    effort: Effort,
) -> Cheapest {
    let price = |pool: usize| match (pools.get(pool), prices.get(pool)) {
        (Some(pool), Some(price)) if pool.count > 0 => (*price).max(0),
        _ => 0,
    };
    let sum = |list: &[i64], most: i64| -> i128 {
        list.iter()
            .map(|one| i128::from((*one).clamp(0, most)))
            .sum()
    };
    let every: Vec<i64> = (0..pools.len()).map(price).collect();
    let nodes: i128 = pools
        .iter()
        .zip(&every)
        .map(|(pool, price)| i128::from(pool.count.clamp(0, NODES)) * i128::from(*price))
        .fold(0, i128::saturating_add);
    // Where prices are huge, their last digits are left out of the search: that lowers the bound and no price.
    let jobs = sum(demand, JOBS).max(1);
    let unit =
        i64::try_from(nodes.saturating_mul(4).saturating_mul(jobs) / WORTH + 1).unwrap_or(i64::MAX);
    let scaled: Vec<i64> = every.iter().map(|price| price / unit).collect();
    let grain = scaled
        .iter()
        .fold(0, |grain, price| gcd(grain, *price))
        .max(1);
    let most = i64::try_from(nodes / i128::from(unit)).unwrap_or(i64::MAX / 4);
    // A job is worth twice as much as all nodes, so all are placed if they can be.
    let value = (most / grain + 1) * 2 * grain;
    let problem = Problem::new(pools, profiles, demand, &scaled, value, grain);
    let (all, wanted) = (sum(&problem.demand, JOBS), sum(demand, i64::MAX));
    if i128::from(problem.most) < wanted && problem.most < i64::MAX {
        return Cheapest::Never;
    }
    if problem.cut || problem.is_long() {
        return Cheapest::Unknown(0);
    }
    let worth = i64::try_from(all).unwrap_or(0) * value;
    let packing = search::solve(&problem, effort.least(Effort::QUICK));
    let found = worth - packing.found;
    let bound = (worth - packing.bound).max(0);
    // What costs more than all nodes leaves a job out.
    let first = (found <= most).then(|| Packing {
        found,
        bound: bound.min(found),
        placed: packing.placed,
    });
    let answer = match first {
        Some(first) if first.found == first.bound => Cheapest::Packed(first),
        first => cost::cheapest(&problem, first, effort),
    };
    match answer {
        Cheapest::Packed(packing) => {
            let paid = |placed: &Placed| placed.nodes.saturating_mul(price(placed.pool));
            let found = packing.placed.iter().map(paid).fold(0, i64::saturating_add);
            Cheapest::Packed(Packing {
                found,
                bound: packing.bound.saturating_mul(unit).min(found),
                placed: packing.placed,
            })
        }
        Cheapest::Unknown(bound) => Cheapest::Unknown(bound.saturating_mul(unit)),
        Cheapest::Never => Cheapest::Never,
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
        let asks: Vec<Amount> = profiles
            .iter()
            .map(|profile| {
                list(Amounts {
                    pods: 1,
                    ..profile.request
                })
                .map(|ask| ask.max(0))
            })
            .collect();
        let counts: Vec<i64> = pools.iter().map(|pool| pool.count.max(0)).collect();
        let pools: Vec<Pool> = pools
            .iter()
            .enumerate()
            .map(|(index, pool)| Pool {
                nodes: pool.count.clamp(0, NODES),
                free: list(pool.allocatable.less(pool.used)),
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
        let mut problem = Problem {
            pools,
            asks,
            demand: Vec::with_capacity(profiles.len()),
            value,
            grain,
            most: 0,
            cut: counts.iter().any(|count| *count > NODES),
        };
        // What no node takes is not worth asking for, and what all nodes take bounds what is.
        for profile in 0..profiles.len() {
            let room = counts
                .iter()
                .enumerate()
                .map(|(pool, nodes)| problem.most(pool, profile).saturating_mul(*nodes))
                .fold(0, i64::saturating_add);
            let wanted = demand.get(profile).copied().unwrap_or(0).max(0).min(room);
            problem.most = problem.most.saturating_add(wanted);
            problem.cut |= wanted > JOBS;
            problem.demand.push(wanted.min(JOBS));
        }
        problem
    }

    /// Whether it has too many pools and profiles to be packed well.
    fn is_long(&self) -> bool {
        self.pools.len() + self.asks.len() > ROWS
    }

    /// Of an empty node.
    fn free(&self, pool: usize) -> Amount {
        self.pools.get(pool).map_or([0; 5], |pool| pool.free)
    }

    fn takes(&self, pool: usize, profile: usize) -> bool {
        let takes = self
            .pools
            .get(pool)
            .and_then(|pool| pool.takes.get(profile));
        takes.is_some_and(|takes| *takes)
    }

    /// Jobs of one profile that an empty node of a pool holds.
    fn most(&self, pool: usize, profile: usize) -> i64 {
        match self.asks.get(profile) {
            Some(ask) if self.takes(pool, profile) => knapsack::room(&self.free(pool), ask),
            _ => 0,
        }
    }
}
