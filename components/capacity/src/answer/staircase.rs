//! Draws jobs per node over the size of the job, and finds the nearest steps.

use runwright_model::answer::{Dimension, Stair, Staircase};

use super::pool::PoolState;
use super::total;
use crate::packing::{Amounts, per_node};

/// Steps shown on each side of where the job stands.
const AROUND: i64 = 6;

/// The staircase of the resource that binds, for the eligible pool with the most nodes.
pub(super) fn staircase(states: &[PoolState], request: Amounts) -> Option<Staircase> {
    let eligible = || states.iter().filter(|state| state.answer.eligible);
    let most = eligible().map(|state| state.answer.count).max()?;
    let pool = eligible().find(|state| state.answer.count == most)?;
    of_node(&pool.answer.name, pool.common()?, request, &|sized| {
        total(states, sized)
    })
}

/// The staircase of a node with so much free; `all` counts the jobs in all pools at another size. None where nothing that
/// a job can ask less of binds.
pub(crate) fn of_node(
    pool: &str,
    free: Amounts,
    request: Amounts,
    all: &dyn Fn(Amounts) -> i64,
) -> Option<Staircase> {
    let (jobs, binding) = per_node(free, request);
    let sizes = [Dimension::CpuM, Dimension::Memory, Dimension::Ephemeral];
    let dimension = binding
        .into_iter()
        .find(|dimension| sizes.contains(dimension))?;
    let size = request.get(dimension);
    let have = free.get(dimension);

    // What the other resources allow, however small the job becomes in this one.
    let (others, _) = per_node(free, request.with(dimension, 0));
    let stair = |size: i64| {
        let sized = request.with(dimension, size);
        let (jobs_per_node, _) = per_node(free, sized);
        Stair {
            size,
            jobs_per_node,
            cluster_jobs: all(sized),
        }
    };
    let first = (jobs - AROUND).max(1);
    let mut points: Vec<Stair> = (first..=jobs.saturating_add(AROUND).min(others))
        .map(|jobs| have / jobs)
        .filter(|size| *size > 0)
        .map(stair)
        .collect();
    points.dedup();

    let up = have / (jobs + 1);
    let next_up = (others > jobs && up > 0).then(|| stair(up));
    let largest = (jobs > 0).then(|| have / jobs);
    let next_down = largest.map(|largest| stair(largest.saturating_add(1)));
    Some(Staircase {
        pool: pool.to_owned(),
        dimension,
        size,
        jobs_per_node: jobs,
        points,
        less: next_up.map_or(0, |up| size - up.size),
        next_up,
        headroom: largest.map_or(0, |largest| largest - size),
        next_down,
    })
}
