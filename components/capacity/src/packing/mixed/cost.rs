//! Finds the cheapest nodes that hold all jobs, by deciding how many nodes of each pool there are.
//!
//! Costs follow from those numbers alone, so they are what is searched; whether all jobs fit then is the question that
//! [`search`](super::search) answers. A branch is left where its relaxation costs as much as what was found.

use super::search::{Effort, relaxation, solve_within};
use super::{Cheapest, Packing, Placed, Problem};

pub(super) struct Search<'a> {
    /// Jobs are worth more than all nodes.
    problem: &'a Problem,
    /// What may still be spent; no relaxations left means given up.
    effort: Effort,
    best: i64,
    placed: Vec<Placed>,
    /// Every refusal was proved.
    sure: bool,
}

/// Improves a packing that holds all jobs, or finds the first.
pub(super) fn cheapest(problem: &Problem, first: Option<Packing>, effort: Effort) -> Cheapest {
    let (best, placed) = match first {
        Some(packing) => (packing.found, packing.placed),
        None => (i64::MAX, Vec::new()),
    };
    let mut search = Search {
        problem,
        effort,
        best,
        placed,
        sure: true,
    };
    let (root, _) = relaxation(problem, &mut search.effort);
    let bound = search.up(search.worth() - root.bound);
    search.go(&mut vec![None; problem.pools.len()], 0);
    let proved = search.sure && search.effort.relaxations > 0;
    match (search.best, proved) {
        (i64::MAX, true) => Cheapest::Never,
        (i64::MAX, false) => Cheapest::Unknown(bound),
        (found, _) => Cheapest::Packed(Packing {
            found,
            bound: if proved { found } else { bound.min(found) },
            placed: search.placed,
        }),
    }
}

impl Search<'_> {
    /// What all jobs together are worth.
    fn worth(&self) -> f64 {
        self.problem.demand.iter().sum::<i64>() as f64 * self.problem.value as f64
    }

    /// The least cost a packing can have that is not below a bound.
    fn up(&self, bound: f64) -> i64 {
        if !bound.is_finite() {
            return 0;
        }
        let grain = self.problem.grain as f64;
        // Above what an exact relaxation may be off, and rounding: the bound is a difference of numbers as large as the
        // worth of all jobs.
        let slack = 2e-3 * grain + 1e-12 * self.worth();
        (((bound - slack) / grain).ceil() * grain).max(0.0) as i64
    }

    /// Looks at all packings with these numbers of nodes; whether the relaxation left nothing to hope for.
    fn go(&mut self, fixed: &mut Vec<Option<i64>>, sunk: i64) -> bool {
        if self.effort.relaxations == 0 {
            return true;
        }
        let mut problem = self.problem.clone();
        for (pool, nodes) in problem.pools.iter_mut().zip(fixed.iter()) {
            if let Some(nodes) = nodes {
                pool.nodes = *nodes;
                pool.cost = 0;
            }
        }
        let (root, totals) = relaxation(&problem, &mut self.effort);
        let missing = self.worth() - root.bound;
        // All nodes cost less than half of what a job is worth.
        if missing > problem.value as f64 * 0.501
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
        // A side is left because these numbers are the cheapest.
        self.sure &= root.exact;
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
        // No single try takes all that is left.
        let mut effort = Effort {
            relaxations: self.effort.relaxations / 4,
            columns: self.effort.columns,
            steps: self.effort.steps / 4,
        };
        let given = effort;
        let packing = solve_within(&problem, &mut effort);
        self.effort.relaxations -= given.relaxations - effort.relaxations;
        self.effort.steps -= given.steps - effort.steps;
        if packing.found == all {
            // Some of the nodes may be empty.
            let price = |pool: usize| self.problem.pools.get(pool).map_or(0, |pool| pool.cost);
            let paid = packing.placed.iter().map(|at| price(at.pool) * at.nodes);
            self.best = paid.sum::<i64>().min(cost);
            self.placed = packing.placed;
        } else if packing.bound >= all && fixed.iter().all(Option::is_some) {
            // The numbers of nodes that are not fixed are looked at one by one; these are not again.
            self.sure = false;
        }
    }
}
