//! Counts the jobs that run at once: packed as well as can be, as the scheduler packs them, and for sure.

use std::cmp::Reverse;

use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{
    AtOnce, Expected, FleetPoolAnswer, FleetWhat, Guarantee, PlacedNodes, QuotaAnswer,
};

use super::order::{counts, typical};
use super::setup::Setup;
use super::steps::Steps;
use super::{Care, decimal, rounded};
use crate::packing::groups::Groups;
use crate::packing::guaranteed::{self, guaranteed, guaranteed_within};
use crate::packing::mixed::{Effort, Packing, Placed, max_jobs};
use crate::packing::{Amounts, NodePool, Profile, per_node};
use crate::queue::random::Random;
use crate::sum::{held, over, plus, times};

/// Jobs of the typical order that are looked at; nodes that hold more have hardly any requests to them.
pub(super) const MOST_JOBS: i64 = 100_000;
/// Runs of the simulated scheduler, and jobs placed in all of them together.
const RUNS: i64 = 40;
const PLACED: i64 = 100_000;
const SEED: u64 = 20;
/// Jobs placed before others get their turn.
const PLACED_AT_ONCE: i64 = 2_000;
/// Steps of the first look at what is guaranteed.
const AT_FIRST: u32 = 1_000;
/// Sizes at which the bracket is tightened with all effort.
const PROOFS: u32 = 4;

pub(super) struct Jobs {
    pub at_once: AtOnce,
    pub quota: Option<QuotaAnswer>,
    /// Mean jobs of the simulated scheduler, by pool.
    pub per_pool: Vec<f64>,
    packing: Packing,
    /// Jobs of all runs together.
    sum: i64,
    /// Kinds of which the guaranteed jobs are final.
    sure: usize,
    search: Search,
    play: Play,
}

impl Jobs {
    /// What is known at once: guaranteed jobs, and a bracket of the best. [`Jobs::pack`] and [`Jobs::play`] find the rest.
    pub fn start(setup: &Setup, care: Care) -> Jobs {
        let ceiling = ceiling(setup).min(MOST_JOBS);
        let mut order = typical(&setup.shares, usize::try_from(ceiling).unwrap_or(0));
        let (admitted, binding) = match &setup.quota {
            Some(quota) => quota.admitted(&order, &setup.profiles),
            None => (order.len(), Vec::new()),
        };
        order.truncate(admitted);
        let (found, bound) = match care {
            Care::Full => (in_order(setup, &order), pooled(setup, &order)),
            Care::Light => (0, 0),
        };
        let quota = setup.quota.as_ref().map(|quota| QuotaAnswer {
            jobs: count(admitted),
            binds: found == bound && found == count(admitted) && !binding.is_empty(),
            binding,
            ignored: quota.ignored.clone(),
        });
        let named = |(_, never): &(&Profile, &bool)| **never;
        let pairs = || setup.profiles.iter().zip(&setup.never_fits);
        let guaranteed = pairs()
            .zip(&setup.refused)
            .map(|((profile, _), refused)| Guarantee {
                profile: profile.name.clone(),
                jobs: if *refused {
                    0
                } else {
                    surely(setup, profile, AT_FIRST)
                },
            })
            .collect();
        Jobs {
            at_once: AtOnce {
                best: found,
                bound,
                proved: found == bound,
                guaranteed,
                never_fits: pairs()
                    .filter(named)
                    .map(|(profile, _)| profile.name.clone())
                    .collect(),
                ..AtOnce::default()
            },
            quota,
            per_pool: vec![0.0; setup.names.len()],
            packing: Packing::default(),
            sum: 0,
            sure: 0,
            search: match care {
                Care::Full => Search::new(order, bound, if setup.is_large() { 0 } else { PROOFS }),
                Care::Light => Search::default(),
            },
            play: Play::new(setup, ceiling, care),
        }
    }

    /// Finishes what is guaranteed for one kind or tries one more packing; false once the best is found.
    pub fn pack(&mut self, setup: &Setup) -> bool {
        if let Some(one) = self.at_once.guaranteed.get_mut(self.sure)
            && let Some(profile) = setup.profiles.get(self.sure)
        {
            if setup.refused.get(self.sure) == Some(&false) {
                one.jobs = surely(setup, profile, guaranteed::STEPS);
            }
            self.sure += 1;
            return true;
        }
        if !self.search.step(setup) {
            return false;
        }
        self.at_once.bound = self.search.never - 1;
        self.at_once.best = self.at_once.best.max(self.search.low);
        if self.search.is_done() {
            self.packing = self.search.packing();
            let best = &self.packing;
            self.at_once.best = best.found;
            self.at_once.bound = best.bound;
            self.at_once.proved = best.found == best.bound;
            self.at_once.placed = best
                .placed
                .iter()
                .map(|placed| PlacedNodes {
                    pool: name(setup, placed.pool),
                    nodes: placed.nodes,
                    jobs: placed.jobs.clone(),
                })
                .collect();
            if let Some(quota) = &mut self.quota {
                quota.binds = best.found == quota.jobs && !quota.binding.is_empty();
            }
        }
        true
    }

    /// Goes on with the simulated scheduler; false once all runs are in.
    pub fn play(&mut self, setup: &Setup) -> bool {
        if self.play.is_done() {
            return false;
        }
        self.play.step(setup);
        if self.play.is_done() {
            let (expected, per_pool, sum) = self.play.expected();
            self.at_once.expected = expected;
            self.per_pool = per_pool;
            self.sum = sum;
        }
        true
    }

    /// The pools: what the best packing leaves on them, and what binds.
    pub fn pools(&self, setup: &Setup) -> Vec<FleetPoolAnswer> {
        (0..setup.names.len())
            .map(|pool| self.pool(setup, pool))
            .collect()
    }

    fn pool(&self, setup: &Setup, pool: usize) -> FleetPoolAnswer {
        let mut out = FleetPoolAnswer {
            name: setup.names.get(pool).cloned().unwrap_or_default(),
            nodes: setup.nodes.get(pool).copied().unwrap_or(0),
            free: setup.free.get(pool).copied().unwrap_or_default(),
            expected: rounded(self.per_pool.get(pool).copied().unwrap_or(0.0)),
            ..FleetPoolAnswer::default()
        };
        let mut free = [0i128; 2];
        let mut left = [0i128; 2];
        let mut blocked: Vec<(Dimension, f64)> = Vec::new();
        let parts = setup.parts.iter().enumerate();
        for (part, node) in parts.filter(|(at, _)| setup.pool_of.get(*at) == Some(&pool)) {
            let whole = node.allocatable.less(node.used);
            let mut rest = node.count.max(0);
            let mut fill = |nodes: i64, jobs: &[i64]| {
                let mut taken = Amounts::default();
                for (profile, jobs) in setup.profiles.iter().zip(jobs) {
                    let each = Amounts {
                        pods: 1,
                        ..profile.request
                    };
                    taken = taken.more(each.times(*jobs));
                }
                let here = whole.less(taken);
                for (sum, part) in [(&mut free, whole), (&mut left, here)] {
                    sum[0] += i128::from(nodes) * i128::from(part.cpu_m);
                    sum[1] += i128::from(nodes) * i128::from(part.memory);
                }
                block(setup, node, here, nodes, &mut blocked);
                out.best = out
                    .best
                    .saturating_add(nodes.saturating_mul(jobs.iter().sum()));
            };
            for placed in self.packing.placed.iter().filter(|p| p.pool == part) {
                fill(placed.nodes, &placed.jobs);
                rest -= placed.nodes;
            }
            fill(rest.max(0), &[]);
        }
        let permille = |part: i128, whole: i128| {
            if whole > 0 {
                held(part * 1000 / whole)
            } else {
                0
            }
        };
        out.stranded_cpu_m = held(left[0]);
        out.stranded_cpu_permille = permille(left[0], free[0]);
        out.stranded_memory = held(left[1]);
        out.stranded_memory_permille = permille(left[1], free[1]);
        blocked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out.binding = blocked
            .into_iter()
            .map(|(dimension, _)| dimension)
            .collect();
        out
    }

    pub fn write(&self, setup: &Setup, steps: &mut Steps) {
        let at_once = &self.at_once;
        let terms: Vec<String> = at_once
            .placed
            .iter()
            .map(|placed| {
                let jobs: i64 = placed.jobs.iter().sum();
                times(&placed.nodes.to_string(), &jobs.to_string())
            })
            .collect();
        steps.add(
            FleetWhat::Best,
            None,
            plus(&terms),
            at_once.best.to_string(),
            "",
        );
        if !at_once.proved {
            let bound = at_once.bound.to_string();
            steps.add(FleetWhat::Bound, None, String::new(), bound, "");
        }
        let expected = at_once.expected;
        steps.add(
            FleetWhat::Expected,
            None,
            over(&self.sum.to_string(), &expected.runs.to_string()),
            decimal(expected.mean),
            "kubernetes 1.34 pkg/scheduler/framework/plugins/noderesources",
        );
        for (one, profile) in at_once.guaranteed.iter().zip(&setup.profiles) {
            let each = |part: &NodePool| {
                let node = NodePool {
                    count: 1,
                    ..part.clone()
                };
                let fewest = guaranteed(&[node], &setup.profiles, profile);
                times(&part.count.to_string(), &fewest.to_string())
            };
            let terms: Vec<String> = setup.parts.iter().map(each).collect();
            let mut sum = plus(&terms);
            let nodes = guaranteed(&setup.parts, &setup.profiles, profile);
            let jobs = one.jobs.to_string();
            if one.jobs < nodes {
                // The quota refuses one earlier.
                sum = ["min(", &sum, ", ", &jobs, ")"].concat();
            }
            steps.add(FleetWhat::Guaranteed, Some(&one.profile), sum, jobs, "");
        }
        if let (Some(answer), Some(quota)) = (&self.quota, &setup.quota) {
            let mut terms = Vec::new();
            for (dimension, hard) in quota.hard.list() {
                if hard == Amounts::UNLIMITED {
                    continue;
                }
                let (name, amount) = match dimension {
                    Dimension::CpuM => ("cpu ", crate::sum::milli(hard)),
                    Dimension::Memory => ("memory ", crate::sum::bytes(hard)),
                    Dimension::Ephemeral => ("ephemeral-storage ", crate::sum::bytes(hard)),
                    Dimension::Gpu => ("gpu ", hard.to_string()),
                    _ => ("pods ", hard.to_string()),
                };
                terms.push([name, &amount].concat());
            }
            let sum = terms.join(", ");
            steps.add(FleetWhat::Quota, None, sum, answer.jobs.to_string(), "");
        }
    }
}

/// What keeps each kind out of a node, weighed by nodes and share.
fn block(
    setup: &Setup,
    node: &NodePool,
    free: Amounts,
    nodes: i64,
    blocked: &mut Vec<(Dimension, f64)>,
) {
    for (profile, share) in setup.profiles.iter().zip(&setup.shares) {
        let may = crate::packing::eligible(
            &node.labels,
            &node.taints,
            &profile.selector,
            &profile.tolerations,
        );
        if !may || nodes == 0 || *share <= 0.0 {
            continue;
        }
        let (jobs, binding) = per_node(free, profile.request);
        if jobs > 0 {
            continue;
        }
        for dimension in binding {
            let weight = share * nodes as f64;
            match blocked.iter_mut().find(|(known, _)| *known == dimension) {
                Some((_, sum)) => *sum += weight,
                None => blocked.push((dimension, weight)),
            }
        }
    }
}

fn name(setup: &Setup, part: usize) -> String {
    let pool = setup.parts.get(part);
    pool.map(|pool| pool.name.clone()).unwrap_or_default()
}

fn count(jobs: usize) -> i64 {
    i64::try_from(jobs).unwrap_or(i64::MAX)
}

/// Jobs that no mix exceeds: on each node as many as of the kind that fits most often.
pub(super) fn ceiling(setup: &Setup) -> i64 {
    let mut total = 0i64;
    for part in &setup.parts {
        let free = part.allocatable.less(part.used);
        let most = setup
            .profiles
            .iter()
            .zip(&setup.shares)
            .filter(|(_, share)| **share > 0.0)
            .map(|(profile, _)| per_node(free, profile.request).0)
            .max()
            .unwrap_or(0);
        total = total.saturating_add(most.saturating_mul(part.count.max(0)));
    }
    total
}

/// The longest beginning of the order that the scheduler places when jobs come in it: found at once, seldom the best.
fn in_order(setup: &Setup, order: &[u8]) -> i64 {
    let mut random = Random::new(SEED);
    let mut groups = Groups::new(&setup.parts, &setup.profiles);
    let fits = |kind: &&u8| groups.place(usize::from(**kind), &mut random).is_some();
    count(order.iter().take_while(fits).count())
}

/// The longest beginning of the order that all nodes together have the amounts for: never less than the best.
fn pooled(setup: &Setup, order: &[u8]) -> i64 {
    let mut have: [Option<i128>; 5] = [Some(0); 5];
    for part in &setup.parts {
        let free = part.allocatable.less(part.used);
        for (sum, (_, amount)) in have.iter_mut().zip(free.list()) {
            *sum = sum
                .filter(|_| amount != Amounts::UNLIMITED)
                .map(|sum| sum + i128::from(amount.max(0)) * i128::from(part.count.max(0)));
        }
    }
    let mut taken = [0i128; 5];
    let fits = |kind: &&u8| {
        let Some(profile) = setup.profiles.get(usize::from(**kind)) else {
            return false;
        };
        let each = Amounts {
            pods: 1,
            ..profile.request
        };
        let mut fits = true;
        for ((taken, have), (_, amount)) in taken.iter_mut().zip(have).zip(each.list()) {
            *taken += i128::from(amount);
            fits &= amount == 0 || have.is_none_or(|have| *taken <= have);
        }
        fits
    };
    count(order.iter().take_while(fits).count())
}

/// The search for the longest beginning of the order that fits. A longer one never fits where a shorter one does not, so
/// halving finds it.
#[derive(Default)]
pub(super) struct Search {
    order: Vec<u8>,
    proofs: u32,
    low: i64,
    refused: i64,
    /// The smallest that is proved not to fit.
    never: i64,
    placed: Vec<Placed>,
}

impl Search {
    /// No beginning longer than `most` fits.
    fn new(order: Vec<u8>, most: i64, proofs: u32) -> Search {
        Search {
            order,
            proofs,
            low: 0,
            refused: most + 1,
            never: most + 1,
            placed: Vec::new(),
        }
    }

    /// With little effort, for what is only compared.
    pub fn quick(setup: &Setup) -> Search {
        let ceiling = ceiling(setup).min(MOST_JOBS);
        let mut order = typical(&setup.shares, usize::try_from(ceiling).unwrap_or(0));
        if let Some(quota) = &setup.quota {
            let admitted = quota.admitted(&order, &setup.profiles).0;
            order.truncate(admitted);
        }
        let most = pooled(setup, &order);
        Search::new(order, most, 0)
    }

    /// The longest beginning found.
    pub fn found(&self) -> i64 {
        self.low
    }

    fn is_done(&self) -> bool {
        self.low + 1 >= self.refused
    }

    /// Tries one size; false once there is none left to try.
    pub fn step(&mut self, setup: &Setup) -> bool {
        if self.is_done() {
            return false;
        }
        let middle = self.low + (self.refused - self.low) / 2;
        let some = self.order.get(..usize::try_from(middle).unwrap_or(0));
        let demand = counts(some.unwrap_or(&self.order), setup.profiles.len());
        let pack = |effort| max_jobs(&setup.parts, &setup.profiles, &demand, effort);
        let mut packing = pack(Effort::QUICK);
        if packing.found < middle && packing.bound >= middle && self.proofs > 0 {
            self.proofs -= 1;
            packing = pack(Effort::FULL);
        }
        if packing.found >= middle {
            self.low = middle;
            self.placed = packing.placed;
        } else {
            self.refused = middle;
            if packing.bound < middle {
                self.never = self.never.min(middle);
            }
        }
        true
    }

    fn packing(&self) -> Packing {
        Packing {
            found: self.low,
            bound: self.never - 1,
            placed: self.placed.clone(),
        }
    }
}

/// The simulated scheduler: jobs come as they are drawn, until one is refused.
struct Play {
    runs: i64,
    per_pool: Vec<i64>,
    /// Jobs of each run so far.
    reached: Vec<i64>,
}

impl Play {
    fn new(setup: &Setup, ceiling: i64, care: Care) -> Play {
        let (most, placed) = match care {
            Care::Full => (RUNS, PLACED),
            Care::Light => (RUNS / 2, PLACED / 4),
        };
        Play {
            runs: (placed / ceiling.max(1)).clamp(3, most),
            per_pool: vec![0; setup.names.len()],
            reached: Vec::new(),
        }
    }

    fn is_done(&self) -> bool {
        count(self.reached.len()) >= self.runs
    }

    /// As many runs as place some hundred jobs.
    fn step(&mut self, setup: &Setup) {
        let start = Groups::new(&setup.parts, &setup.profiles);
        let mut placed = 0;
        while !self.is_done() && placed < PLACED_AT_ONCE {
            let jobs = self.run(setup, start.clone());
            placed += jobs.max(1);
            self.reached.push(jobs);
        }
    }

    fn run(&mut self, setup: &Setup, mut groups: Groups) -> i64 {
        let run = u64::try_from(self.reached.len()).unwrap_or(0);
        let mut random = Random::new(SEED.wrapping_add(run));
        let mut taken = Amounts::default();
        let mut jobs = 0;
        while jobs < MOST_JOBS {
            let Some(kind) = draw(&setup.shares, &mut random) else {
                break;
            };
            let Some(profile) = setup.profiles.get(kind) else {
                break;
            };
            if let Some(quota) = &setup.quota
                && !quota.admits(taken, profile.request)
            {
                break;
            }
            let Some(part) = groups.place(kind, &mut random) else {
                break;
            };
            taken = taken.more(Amounts {
                pods: 1,
                ..profile.request
            });
            jobs += 1;
            if let Some(pool) = setup.pool_of.get(part)
                && let Some(count) = self.per_pool.get_mut(*pool)
            {
                *count += 1;
            }
        }
        jobs
    }

    /// Of the runs so far, with the mean by pool and the sum of all.
    fn expected(&self) -> (Expected, Vec<f64>, i64) {
        let mut reached = self.reached.clone();
        reached.sort_by_key(|jobs| Reverse(*jobs));
        let runs = count(reached.len()).max(1);
        let sum: i64 = reached.iter().sum();
        let mean = |sum: i64| sum as f64 / runs as f64;
        let tenth = usize::try_from((runs * 9 - 1) / 10).unwrap_or(0);
        let expected = Expected {
            runs,
            mean: rounded(mean(sum)),
            p10: reached.get(tenth).copied().unwrap_or(0),
            least: reached.last().copied().unwrap_or(0),
            most: reached.first().copied().unwrap_or(0),
            jobs: sum / runs,
        };
        let per_pool = self.per_pool.iter().map(|sum| mean(*sum)).collect();
        (expected, per_pool, sum)
    }
}

fn draw(shares: &[f64], random: &mut Random) -> Option<usize> {
    let total: f64 = shares.iter().sum();
    let mut at = random.share() * total;
    let mut last = None;
    for (kind, share) in shares.iter().enumerate() {
        if *share <= 0.0 {
            continue;
        }
        last = Some(kind);
        if at <= *share {
            break;
        }
        at -= share;
    }
    last
}

/// Jobs below which one more of the kind starts, whatever runs. A quota is like one more node that every job needs.
fn surely(setup: &Setup, profile: &Profile, steps: u32) -> i64 {
    let nodes = guaranteed_within(&setup.parts, &setup.profiles, profile, steps);
    let Some(quota) = &setup.quota else {
        return nodes;
    };
    let bare = |profile: &Profile| Profile {
        request: profile.request,
        ..Profile::default()
    };
    let profiles: Vec<Profile> = setup.profiles.iter().map(bare).collect();
    let whole = NodePool {
        count: 1,
        allocatable: quota.hard,
        ..NodePool::default()
    };
    nodes.min(guaranteed_within(
        &[whole],
        &profiles,
        &bare(profile),
        steps,
    ))
}
