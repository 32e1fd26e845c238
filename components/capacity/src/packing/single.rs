//! Answers the question of one kind of job exactly: whole jobs per node, times the nodes.

use runwright_model::answer::Dimension;

use super::{Amounts, NodePool, Profile, eligible};

/// How often one kind of job fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Jobs on each node, pool by pool.
    pub per_pool_node: Vec<i64>,
    /// What keeps the next job out of a node, pool by pool.
    pub binding: Vec<Vec<Dimension>>,
    pub total: i64,
}

/// Jobs on one node and all resources that stop the next one.
///
/// What is not requested is not looked at; a pod always counts as one
/// (kubernetes 1.34 pkg/scheduler/framework/plugins/noderesources/fit.go, fitsRequest).
pub fn per_node(free: Amounts, request: Amounts) -> (i64, Vec<Dimension>) {
    let mut jobs = i64::MAX;
    let mut binding = Vec::new();
    let asked = Amounts { pods: 1, ..request };
    for ((dimension, free), (_, asked)) in free.list().into_iter().zip(asked.list()) {
        if asked <= 0 || free == Amounts::UNLIMITED {
            continue;
        }
        let here = free.max(0) / asked;
        if here < jobs {
            jobs = here;
            binding.clear();
        }
        if here == jobs {
            binding.push(dimension);
        }
    }
    (jobs, binding)
}

/// The number of jobs of one profile that run at once on all pools.
pub fn fit(pools: &[NodePool], profile: &Profile) -> Fit {
    let mut out = Fit::default();
    for pool in pools {
        let allowed = eligible(
            &pool.labels,
            &pool.taints,
            &profile.selector,
            &profile.tolerations,
        );
        let (jobs, binding) = if allowed {
            per_node(pool.allocatable.less(pool.used), profile.request)
        } else {
            (0, vec![Dimension::Selector])
        };
        out.total = out
            .total
            .saturating_add(jobs.saturating_mul(pool.count.max(0)));
        out.per_pool_node.push(jobs);
        out.binding.push(binding);
    }
    out
}
