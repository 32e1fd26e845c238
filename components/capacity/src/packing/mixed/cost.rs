//! Finds the cheapest nodes that hold all jobs, by deciding how many nodes of each pool there are.
//!
//! Costs follow from those numbers alone, so they are what is searched; whether all jobs fit then is the question that
//! [`search`](super::search) answers. A branch is left where its relaxation costs as much as what was found.

use super::search::{Effort, relaxation, solve};
use super::{Packing, Placed, Problem};

pub(super) struct Search<'a> {
    /// Jobs are worth more than all nodes.
    problem: &'a Problem,
    effort: Effort,
    /// Relaxations that may still be solved.
    left: u32,
    best: i64,
    placed: Vec<Placed>,
    /// Every refusal was proved.
    sure: bool,
}

/// Improves a packing that holds all jobs, or finds the first; costs in `found` and `bound`.
pub(super) fn cheapest(
    problem: &Problem,
    first: Option<Packing>,
    effort: Effort,
) -> Option<Packing> {
    let worth: i64 = problem
        .demand
        .iter()
        .sum::<i64>()
        .saturating_mul(problem.value);
    let (best, placed) = match first {
        Some(packing) => (packing.found, packing.placed),
        None => (i64::MAX, Vec::new()),
    };
    let mut search = Search {
        problem,
        effort,
        left: effort.relaxations,
        best,
        placed,
        sure: true,
    };
    let (most, _) = relaxation(problem);
    let bound = search.up(worth as f64 - most);
    search.go(&mut vec![None; problem.pools.len()], 0);
    if search.best == i64::MAX {
        return None;
    }
    let proved = search.sure && search.left > 0;
    Some(Packing {
        found: search.best,
        bound: if proved {
            search.best
        } else {
            bound.min(search.best)
        },
        placed: search.placed,
    })
}

impl Search<'_> {
    /// The least cost a packing can have that is not below a bound.
    fn up(&self, bound: f64) -> i64 {
        let grain = self.problem.grain as f64;
        let slack = 1e-6 * grain + 1e-11 * self.problem.value as f64;
        (((bound - slack) / grain).ceil() * grain).max(0.0) as i64
    }

    /// Looks at all packings with these numbers of nodes; whether the relaxation left nothing to hope for.
    fn go(&mut self, fixed: &mut Vec<Option<i64>>, sunk: i64) -> bool {
        if self.left == 0 {
            return true;
        }
        self.left -= 1;
        let mut problem = self.problem.clone();
        for (pool, nodes) in problem.pools.iter_mut().zip(fixed.iter()) {
            if let Some(nodes) = nodes {
                pool.nodes = *nodes;
                pool.cost = 0;
            }
        }
        let worth: f64 = problem.demand.iter().sum::<i64>() as f64 * problem.value as f64;
        let (most, totals) = relaxation(&problem);
        let missing = worth - most;
        // A job less costs more than all nodes.
        if missing >= problem.value as f64 * 0.999
            || sunk.saturating_add(self.up(missing)) >= self.best
        {
            return true;
        }
        let open = || {
            fixed
                .iter()
                .zip(&totals)
                .enumerate()
                .filter(|(_, (fixed, _))| fixed.is_none())
        };
        let undecided = open()
            .map(|(index, (_, total))| (index, *total, (total - total.round()).abs()))
            .max_by(|a, b| {
                let price = |index: usize| problem.pools.get(index).map_or(0, |pool| pool.cost);
                (a.2 > 1e-6, price(a.0)).cmp(&(b.2 > 1e-6, price(b.0)))
            });
        // Whole numbers of nodes, up: often they do.
        self.try_nodes(fixed, &totals);
        let Some((index, total, _)) = undecided else {
            return false;
        };
        let high = problem.pools.get(index).map_or(0, |pool| pool.nodes);
        let price = problem.pools.get(index).map_or(0, |pool| pool.cost);
        let middle = ((total - 1e-6).ceil() as i64).clamp(0, high);
        // The relaxation is convex in this number and least at its own, so a side that is hopeless stays so.
        let mut hopeless = |search: &mut Search, nodes: i64| {
            let cost = sunk.saturating_add(price.saturating_mul(nodes));
            if cost >= search.best {
                return true;
            }
            if let Some(cell) = fixed.get_mut(index) {
                *cell = Some(nodes);
            }
            let hopeless = search.go(fixed, cost);
            if let Some(cell) = fixed.get_mut(index) {
                *cell = None;
            }
            hopeless
        };
        for nodes in middle..=high {
            if hopeless(self, nodes) {
                break;
            }
        }
        for nodes in (0..middle).rev() {
            // What is dear at this number may be cheap below it.
            let dear = sunk.saturating_add(price.saturating_mul(nodes)) >= self.best;
            if hopeless(self, nodes) && !dear {
                break;
            }
        }
        false
    }

    /// Asks whether all jobs fit on the nodes that a relaxation uses, each number rounded up.
    fn try_nodes(&mut self, fixed: &[Option<i64>], totals: &[f64]) {
        let mut problem = self.problem.clone();
        let mut cost = 0i64;
        for ((pool, fixed), total) in problem.pools.iter_mut().zip(fixed).zip(totals) {
            let nodes = fixed
                .unwrap_or((total - 1e-6).ceil() as i64)
                .clamp(0, pool.nodes);
            cost = cost.saturating_add(pool.cost.saturating_mul(nodes));
            pool.nodes = nodes;
            pool.cost = 0;
        }
        if cost >= self.best {
            return;
        }
        problem.value = 1;
        problem.grain = 1;
        let all: i64 = problem.demand.iter().sum();
        let packing = solve(&problem, self.effort);
        if packing.found == all {
            self.best = cost;
            self.placed = packing.placed;
        } else if packing.bound >= all {
            self.sure = false;
        }
    }
}
