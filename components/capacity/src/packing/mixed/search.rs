//! Finds the best packing over patterns, and proves it where it can.

use super::dive::DIVES;
use super::greedy::State;
use super::knapsack::{all, fill};
use super::simplex::{Column, Solution, solve as relax};
use super::{Packing, Problem};

/// How much is tried before the bracket is handed out. Counted, not timed: the same question gives the same answer.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Relaxations that are solved.
    pub relaxations: u32,
    /// Patterns that are looked at together.
    pub columns: usize,
    /// Steps of the searches that fill one node.
    pub steps: u32,
}

impl Effort {
    /// A bracket at once: greedy packings, the bound, a dive.
    pub const QUICK: Effort = Effort {
        relaxations: 300,
        columns: 100,
        steps: 500_000,
    };
    /// Some tens of milliseconds at most in a browser.
    pub const FULL: Effort = Effort {
        relaxations: 10000,
        columns: 2500,
        steps: 3_000_000,
    };
}

impl Effort {
    /// No more than either.
    pub(super) fn least(self, other: Effort) -> Effort {
        Effort {
            relaxations: self.relaxations.min(other.relaxations),
            columns: self.columns.min(other.columns),
            steps: self.steps.min(other.steps),
        }
    }
}

pub(super) struct Search<'a> {
    pub(super) problem: &'a Problem,
    pub(super) columns: Vec<Column>,
    pub(super) best: State,
    /// The columns of the best packing, which may be others than those in use now.
    pub(super) best_columns: Vec<Column>,
    pub(super) bound: i64,
    pub(super) left: u32,
    pub(super) steps: u32,
}

/// What the relaxation over all patterns says.
#[derive(Default)]
pub(super) struct Root {
    /// No packing is worth more, by these prices of jobs and of nodes: no pattern is worth more than they say.
    pub bound: f64,
    of_pools: Vec<f64>,
    of_profiles: Vec<f64>,
    /// Nodes of each column.
    pub nodes: Vec<f64>,
    /// The numbers of nodes are the best there are, not just what was reached.
    pub exact: bool,
}

pub(super) fn solve(problem: &Problem, effort: Effort) -> Packing {
    let mut effort = effort;
    solve_within(problem, &mut effort)
}

/// The same; leaves in `effort` what was not needed.
pub(super) fn solve_within(problem: &Problem, effort: &mut Effort) -> Packing {
    let mut search = Search::new(problem, effort.relaxations, effort.steps);
    search.run(effort.columns);
    effort.relaxations = search.left;
    effort.steps = search.steps;
    search.packing()
}

/// The relaxation, and how many nodes of each pool it uses.
pub(super) fn relaxation(problem: &Problem, effort: &mut Effort) -> (Root, Vec<f64>) {
    let mut search = Search::new(problem, effort.relaxations, effort.steps);
    let mut totals = vec![0.0; problem.pools.len()];
    let root = search.generate().unwrap_or(Root {
        exact: true,
        ..Root::default()
    });
    for (column, nodes) in search.columns.iter().zip(&root.nodes) {
        if let Some(total) = totals.get_mut(column.pool) {
            *total += nodes;
        }
    }
    effort.relaxations = search.left;
    effort.steps = search.steps;
    (root, totals)
}

impl Search<'_> {
    pub(super) fn new(problem: &Problem, left: u32, steps: u32) -> Search<'_> {
        Search {
            problem,
            columns: Vec::new(),
            best: State::new(problem),
            best_columns: Vec::new(),
            bound: i64::MAX,
            left,
            steps,
        }
    }

    fn run(&mut self, columns: usize) {
        if self.problem.is_long() {
            return self.simple();
        }
        let Some(root) = self.generate() else {
            return;
        };
        self.try_greedy();
        self.dive(&root);
        let half = self.left / 2;
        for kept in 0..DIVES {
            if self.best.worth < self.bound && self.left > half {
                self.deep(kept);
            }
        }
        let start = State::new(self.problem);
        if self.best.worth < self.bound {
            let ids: Vec<usize> = (0..self.columns.len()).collect();
            // A third of the effort for the patterns at hand, the rest for all that could be better.
            let whole = self.left;
            self.left = whole / 3;
            self.branch(&start, &ids);
            self.left += whole - whole / 3;
        }
        if self.best.worth < self.bound && self.complete(&root, columns) {
            let ids: Vec<usize> = (0..self.columns.len()).collect();
            self.branch(&start, &ids);
            if self.left > 0 {
                // All that could be better was looked at.
                self.bound = self.best.worth;
            }
        }
    }

    fn packing(&self) -> Packing {
        Packing {
            found: self.best.worth,
            bound: self.bound.max(self.best.worth),
            placed: self.best.placed(self.problem, &self.best_columns),
        }
    }

    fn relax(&mut self, state: &State, ids: &[usize]) -> Solution {
        self.left = self.left.saturating_sub(1);
        let columns: Vec<&Column> = ids.iter().filter_map(|id| self.columns.get(*id)).collect();
        let costs: Vec<f64> = self
            .problem
            .pools
            .iter()
            .map(|pool| pool.cost as f64)
            .collect();
        let nodes: Vec<f64> = state.nodes.iter().map(|nodes| *nodes as f64).collect();
        let demand: Vec<f64> = state.demand.iter().map(|demand| *demand as f64).collect();
        relax(&columns, &costs, &nodes, &demand, self.problem.value as f64)
    }

    /// The largest value a packing can have that is not above a bound.
    fn whole(&self, bound: f64) -> i64 {
        if !bound.is_finite() {
            return i64::MAX;
        }
        let grain = self.problem.grain as f64;
        let slack = 1e-6 * grain + 1e-11 * bound.abs();
        (((bound + slack) / grain).floor() * grain) as i64
    }

    /// Adds patterns until none is worth more than what it takes; none where there is nothing to place.
    pub(super) fn generate(&mut self) -> Option<Root> {
        let problem = self.problem;
        if problem.demand.iter().all(|demand| *demand == 0) {
            self.bound = 0;
            return None;
        }
        let value = problem.value as f64;
        for pool in 0..problem.pools.len() {
            let worth = vec![value; problem.demand.len()];
            let jobs = fill(problem, pool, &worth, &problem.demand, &mut self.steps).jobs;
            self.add(Column { pool, jobs });
        }
        let state = State::new(problem);
        let mut root = Root {
            bound: f64::INFINITY,
            ..Root::default()
        };
        // Each round adds a pattern of each pool; some tens of rounds are needed.
        for _ in 0..300 {
            if self.left == 0 {
                break;
            }
            let ids: Vec<usize> = (0..self.columns.len()).collect();
            let solution = self.relax(&state, &ids);
            let dual = |(dual, demand): (&f64, &i64)| dual * *demand as f64;
            let jobs = solution.of_profiles.iter().zip(&problem.demand);
            let mut bound: f64 = jobs.map(dual).sum();
            let worth: Vec<f64> = solution
                .of_profiles
                .iter()
                .map(|dual| value - dual)
                .collect();
            let mut of_pools = Vec::with_capacity(problem.pools.len());
            let mut grown = false;
            for (index, pool) in problem.pools.iter().enumerate() {
                let filling = fill(problem, index, &worth, &problem.demand, &mut self.steps);
                let cost = pool.cost as f64;
                let most = (filling.bound - cost).max(0.0);
                bound += most * pool.nodes as f64;
                of_pools.push(most);
                let known = solution.of_pools.get(index).copied().unwrap_or(0.0) + 1e-11 * value;
                if filling.worth - cost > known {
                    grown |= self.add(Column {
                        pool: index,
                        jobs: filling.jobs,
                    });
                }
            }
            if bound < root.bound {
                root.bound = bound;
                root.of_pools = of_pools;
                root.of_profiles = solution.of_profiles;
            }
            root.nodes = solution.nodes;
            root.exact = solution.finished && bound - solution.bound <= 1e-3 * problem.grain as f64;
            if !grown {
                break;
            }
        }
        self.bound = self.whole(root.bound);
        Some(root)
    }

    pub(super) fn add(&mut self, column: Column) -> bool {
        if column.jobs.iter().all(|jobs| *jobs == 0) || self.columns.contains(&column) {
            return false;
        }
        self.columns.push(column);
        true
    }

    pub(super) fn offer(&mut self, state: &State) {
        if state.worth > self.best.worth {
            self.best = state.clone();
            self.best_columns.clone_from(&self.columns);
        }
    }

    /// Adds every pattern that a better packing could use. Its reduced cost cannot be above the gap, by any prices that
    /// give a bound over all patterns.
    fn complete(&mut self, root: &Root, most: usize) -> bool {
        let problem = self.problem;
        let value = problem.value as f64;
        let worth: Vec<f64> = root.of_profiles.iter().map(|dual| value - dual).collect();
        let wanted = (self.best.worth + problem.grain) as f64;
        let gap = root.bound - wanted + 1e-6 * value + 1e-11 * root.bound.abs();
        let mut columns = Vec::new();
        for (index, pool) in problem.pools.iter().enumerate() {
            let dual = root.of_pools.get(index).copied().unwrap_or(0.0);
            let least = dual + pool.cost as f64 - gap;
            let steps = &mut self.steps;
            let Some(found) = all(
                problem,
                index,
                &worth,
                &problem.demand,
                (least, most),
                steps,
            ) else {
                return false;
            };
            columns.extend(found.into_iter().map(|jobs| Column { pool: index, jobs }));
        }
        if columns.len() > most {
            return false;
        }
        for column in columns {
            self.add(column);
        }
        true
    }

    /// Looks at all packings with these columns on top of what is packed already.
    fn branch(&mut self, state: &State, ids: &[usize]) {
        if self.left == 0 || self.best.worth >= self.bound {
            return;
        }
        let solution = self.relax(state, ids);
        if self.whole(solution.bound + state.worth as f64) <= self.best.worth {
            return;
        }
        if !solution.finished {
            self.left = 0;
            return;
        }
        self.round(state, ids, &solution);
        // The column that is most undecided, of those the one on most nodes.
        let mut choice: Option<(usize, f64)> = None;
        let mut most = 0.0;
        for (id, nodes) in ids.iter().zip(&solution.nodes) {
            let part = nodes - nodes.floor();
            if part > 1e-6 && part < 1.0 - 1e-6 {
                let score = 1.0 + nodes - (part - 0.5).abs();
                if score > most {
                    most = score;
                    choice = Some((*id, *nodes));
                }
            }
        }
        let Some((id, nodes)) = choice else {
            if self.whole(solution.bound + state.worth as f64) > self.best.worth {
                // Whole numbers that do not give what they should: no proof.
                self.left = 0;
            }
            return;
        };
        let Some(column) = self.columns.get(id).cloned() else {
            return;
        };
        let rest: Vec<usize> = ids.iter().copied().filter(|other| *other != id).collect();
        let high = state.left(&column);
        // From the relaxation's number outwards; it is concave, so a side that is hopeless stays so.
        let (mut up, mut down) = (nodes.ceil() as i64, nodes.floor() as i64);
        let (mut up_open, mut down_open) = (true, true);
        while self.left > 0 && self.best.worth < self.bound && (up_open || down_open) {
            let upwards = up_open && (!down_open || (up as f64 - nodes) <= (nodes - down as f64));
            let at = if upwards { up } else { down };
            if at < 0 || at > high {
                if upwards {
                    up_open = false;
                } else {
                    down_open = false;
                }
                continue;
            }
            let mut next = state.clone();
            next.take(self.problem, &self.columns, id, at);
            let hopeful = {
                let solution = self.relax(&next, &rest);
                self.whole(solution.bound + next.worth as f64) > self.best.worth
            };
            if hopeful {
                self.branch(&next, &rest);
            }
            if upwards {
                up += 1;
                up_open = hopeful;
            } else {
                down -= 1;
                down_open = hopeful;
            }
        }
    }

    /// A packing near a relaxation: rounded down, the rest filled.
    fn round(&mut self, state: &State, ids: &[usize], solution: &Solution) {
        let mut near = state.clone();
        for (id, nodes) in ids.iter().zip(&solution.nodes) {
            near.take(
                self.problem,
                &self.columns,
                *id,
                (*nodes + 1e-6).floor() as i64,
            );
        }
        let columns = std::mem::take(&mut self.columns);
        near.fill(self.problem, &columns);
        self.columns = columns;
        self.offer(&near);
    }
}
