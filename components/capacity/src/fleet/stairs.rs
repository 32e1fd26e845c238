//! Draws jobs per node over the size of each kind of job that can run.

use runwright_model::answer::fleet::FleetStairs;

use super::setup::Setup;
use crate::answer::staircase::of_node;
use crate::packing::{Amounts, NodePool, Profile, eligible, per_node};

/// Of each kind that can run: on its most common kind of node in the pool with most nodes that hold it. Jobs in all pools
/// are those of the kind alone.
pub(super) fn stairs(setup: &Setup) -> Vec<FleetStairs> {
    let kinds = setup
        .profiles
        .iter()
        .zip(&setup.never_fits)
        .zip(&setup.refused);
    kinds
        .filter(|((_, never), refused)| !**never && !**refused)
        .filter_map(|((profile, _), _)| {
            let node = node(setup, profile)?;
            let free = node.allocatable.less(node.used);
            let all = |sized: Amounts| alone(setup, profile, sized);
            Some(FleetStairs {
                profile: profile.name.clone(),
                stairs: of_node(&node.name, free, profile.request, &all)?,
            })
        })
        .collect()
}

/// Jobs of a kind of such a size on one node.
fn on(node: &NodePool, profile: &Profile, sized: Amounts) -> i64 {
    let may = eligible(
        &node.labels,
        &node.taints,
        &profile.selector,
        &profile.tolerations,
    );
    if may {
        per_node(node.allocatable.less(node.used), sized).0
    } else {
        0
    }
}

fn alone(setup: &Setup, profile: &Profile, sized: Amounts) -> i64 {
    setup
        .parts
        .iter()
        .map(|part| on(part, profile, sized).saturating_mul(part.count.max(0)))
        .fold(0, i64::saturating_add)
}

fn node<'a>(setup: &'a Setup, profile: &Profile) -> Option<&'a NodePool> {
    let holds = |part: &NodePool| part.count > 0 && on(part, profile, profile.request) > 0;
    let of = |pool: usize| {
        let parts = setup.parts.iter().zip(&setup.pool_of);
        parts.filter(move |(part, of)| **of == pool && holds(part))
    };
    let nodes = |pool: usize| of(pool).map(|(part, _)| part.count).sum::<i64>();
    // The first of those with most.
    let pool = (0..setup.names.len())
        .rev()
        .max_by_key(|pool| nodes(*pool))?;
    let parts = of(pool).map(|(part, _)| part);
    parts.max_by_key(|part| part.count)
}
