//! Places jobs one after another as kube-scheduler does.
//!
//! Scores as its default plugins give them (kubernetes 1.34 pkg/scheduler/framework/plugins): NodeResourcesFit,
//! NodeResourcesBalancedAllocation, and TaintToleration for taints that only discourage. What is the same for all nodes
//! (affinity, spread, image locality) is left out. The scheduler breaks ties at random; here the first node wins.

use super::{Amounts, NodePool, Profile, eligible};
use runwright_model::answer::TaintEffect;

/// How NodeResourcesFit scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// The default: spreads jobs over nodes.
    #[default]
    LeastAllocated,
    /// Fills nodes one after another.
    MostAllocated,
}

/// What a job without a request counts as in the scores, and only there.
const UNSAID_CPU_M: i64 = 100;
const UNSAID_MEMORY: i64 = 200 << 20;
/// Weight of TaintToleration; the other two weigh 1.
const TAINT_WEIGHT: i64 = 3;

struct Node {
    pool: usize,
    taken: Amounts,
    /// As the scores count it.
    scored: (i64, i64),
}

/// Nodes with what runs on them.
pub struct Cluster<'a> {
    pools: &'a [NodePool],
    profiles: &'a [Profile],
    strategy: Strategy,
    nodes: Vec<Node>,
    /// By pool and profile: whether it may run there, and how many discouraging taints it does not tolerate.
    allowed: Vec<Vec<(bool, i64)>>,
}

impl<'a> Cluster<'a> {
    /// Nodes are numbered pool by pool; at most `most` of them.
    pub fn new(
        pools: &'a [NodePool],
        profiles: &'a [Profile],
        strategy: Strategy,
        most: usize,
    ) -> Cluster<'a> {
        let mut nodes = Vec::new();
        for (index, pool) in pools.iter().enumerate() {
            let used = Amounts::default().more(pool.used);
            for _ in 0..pool.count.max(0) {
                if nodes.len() >= most {
                    break;
                }
                nodes.push(Node {
                    pool: index,
                    taken: used,
                    scored: (used.cpu_m, used.memory),
                });
            }
        }
        let allowed = pools
            .iter()
            .map(|pool| {
                profiles
                    .iter()
                    .map(|profile| allowed(pool, profile))
                    .collect()
            })
            .collect();
        Cluster {
            pools,
            profiles,
            strategy,
            nodes,
            allowed,
        }
    }

    /// Places a job; the node's number, or none where it stays Pending.
    pub fn place(&mut self, profile: usize) -> Option<usize> {
        let request = Amounts {
            pods: 1,
            ..self.profiles.get(profile)?.request
        };
        let mut fitting: Vec<(usize, i64, i64)> = Vec::new();
        for (number, node) in self.nodes.iter().enumerate() {
            let (may, taints) = self.allowed.get(node.pool)?.get(profile).copied()?;
            let pool = self.pools.get(node.pool)?;
            if may && fits(pool.allocatable, node.taken, request) {
                let score = score(
                    self.strategy,
                    pool.allocatable,
                    node.taken,
                    node.scored,
                    request,
                );
                fitting.push((number, score, taints));
            }
        }
        let worst = fitting
            .iter()
            .map(|(.., taints)| *taints)
            .max()
            .unwrap_or(0);
        let total = |(_, score, taints): &(usize, i64, i64)| score + liked(*taints, worst);
        let mut best: Option<&(usize, i64, i64)> = None;
        for node in &fitting {
            if best.is_none_or(|best| total(node) > total(best)) {
                best = Some(node);
            }
        }
        let number = best?.0;
        let node = self.nodes.get_mut(number)?;
        node.taken = node.taken.more(request);
        let (cpu, memory) = said(request);
        node.scored.0 = node.scored.0.saturating_add(cpu);
        node.scored.1 = node.scored.1.saturating_add(memory);
        Some(number)
    }

    /// Takes a job away again.
    pub fn remove(&mut self, number: usize, profile: usize) {
        let (Some(profile), Some(node)) = (self.profiles.get(profile), self.nodes.get_mut(number))
        else {
            return;
        };
        let request = Amounts {
            pods: 1,
            ..profile.request
        };
        node.taken = node.taken.less(request);
        let (cpu, memory) = said(request);
        node.scored.0 = node.scored.0.saturating_sub(cpu).max(0);
        node.scored.1 = node.scored.1.saturating_sub(memory).max(0);
    }
}

/// What TaintToleration adds: fewer taints are better, on a scale of the worst of the nodes that fit.
pub(super) fn liked(taints: i64, worst: i64) -> i64 {
    let kept = if worst == 0 {
        100
    } else {
        100 - taints * 100 / worst
    };
    TAINT_WEIGHT * kept
}

/// How well a node suits a job, by NodeResourcesFit and NodeResourcesBalancedAllocation; `scored` is what it counts there.
pub(super) fn score(
    strategy: Strategy,
    allocatable: Amounts,
    taken: Amounts,
    scored: (i64, i64),
    request: Amounts,
) -> i64 {
    let (cpu, memory) = said(request);
    let share = |taken: i64, all: i64| -> i64 {
        if all <= 0 || taken > all {
            return 0;
        }
        let part = match strategy {
            Strategy::LeastAllocated => all - taken,
            Strategy::MostAllocated => taken,
        };
        i64::try_from(i128::from(part) * 100 / i128::from(all)).unwrap_or(0)
    };
    let fit = (share(scored.0.saturating_add(cpu), allocatable.cpu_m)
        + share(scored.1.saturating_add(memory), allocatable.memory))
        / 2;
    if request.cpu_m <= 0 && request.memory <= 0 {
        // A job without requests is not scored for balance (kubernetes issue 129138): all would land on one node.
        return fit;
    }
    let fraction = |taken: i64, all: i64| (taken as f64 / all.max(1) as f64).min(1.0);
    let taken = taken.more(request);
    let cpu = fraction(taken.cpu_m, allocatable.cpu_m);
    let memory = fraction(taken.memory, allocatable.memory);
    let balance = (100.0 * (1.0 - ((cpu - memory) / 2.0).abs())) as i64;
    fit + balance
}

/// What a job counts as in the score of NodeResourcesFit.
pub(super) fn said(request: Amounts) -> (i64, i64) {
    let or = |asked: i64, unsaid: i64| if asked > 0 { asked } else { unsaid };
    (
        or(request.cpu_m, UNSAID_CPU_M),
        or(request.memory, UNSAID_MEMORY),
    )
}

pub(super) fn fits(allocatable: Amounts, taken: Amounts, request: Amounts) -> bool {
    allocatable
        .list()
        .into_iter()
        .zip(taken.list())
        .zip(request.list())
        .all(|(((_, all), (_, taken)), (_, asked))| {
            asked <= 0 || all == Amounts::UNLIMITED || asked <= all.saturating_sub(taken)
        })
}

pub(super) fn allowed(pool: &NodePool, profile: &Profile) -> (bool, i64) {
    let may = eligible(
        &pool.labels,
        &pool.taints,
        &profile.selector,
        &profile.tolerations,
    );
    let discouraging = pool
        .taints
        .iter()
        .filter(|taint| taint.effect == TaintEffect::PreferNoSchedule)
        .filter(|taint| {
            // The rule for forbidding taints, asked about this one alone.
            let mut hard = (*taint).clone();
            hard.effect = TaintEffect::NoSchedule;
            let tolerations: Vec<_> = profile
                .tolerations
                .iter()
                .filter(|toleration| {
                    toleration
                        .effect
                        .is_none_or(|effect| effect == TaintEffect::PreferNoSchedule)
                })
                .cloned()
                .map(|mut toleration| {
                    toleration.effect = None;
                    toleration
                })
                .collect();
            !eligible(&[], &[hard], &[], &tolerations)
        })
        .count();
    (may, discouraging as i64)
}
