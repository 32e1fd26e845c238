//! Packs node by node, each as well as it can be filled with what is left: a first packing, and the rest of any other.

use super::simplex::Column;
use super::{Placed, Problem};

/// What is packed so far.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Nodes left of each pool, jobs still wanted of each profile.
    pub nodes: Vec<i64>,
    pub demand: Vec<i64>,
    pub worth: i64,
    /// Column and number of nodes.
    pub used: Vec<(usize, i64)>,
}

impl State {
    pub fn new(problem: &Problem) -> State {
        State {
            nodes: problem.pools.iter().map(|pool| pool.nodes).collect(),
            demand: problem.demand.clone(),
            worth: 0,
            used: Vec::new(),
        }
    }

    /// Nodes of a column's pool that are left.
    pub fn left(&self, column: &Column) -> i64 {
        self.nodes.get(column.pool).copied().unwrap_or(0)
    }

    /// Jobs of a column that are still wanted, on one node.
    pub fn wanted(&self, column: &Column) -> i64 {
        let wanted = |(jobs, demand): (&i64, &i64)| *jobs.min(demand);
        column.jobs.iter().zip(&self.demand).map(wanted).sum()
    }

    /// Nodes for which the whole column is wanted.
    pub fn whole(&self, column: &Column) -> i64 {
        let nodes = |(jobs, demand): (&i64, &i64)| (*jobs > 0).then(|| demand / jobs);
        let nodes = column.jobs.iter().zip(&self.demand).filter_map(nodes);
        nodes.min().unwrap_or(0)
    }

    /// Packs some nodes; what is above the demand counts nothing.
    pub fn take(&mut self, problem: &Problem, columns: &[Column], index: usize, nodes: i64) {
        let Some(column) = columns.get(index) else {
            return;
        };
        if nodes <= 0 {
            return;
        }
        for (jobs, demand) in column.jobs.iter().zip(&mut self.demand) {
            let placed = jobs.saturating_mul(nodes).min(*demand);
            *demand -= placed;
            self.worth += placed * problem.value;
        }
        if let Some(left) = self.nodes.get_mut(column.pool) {
            *left -= nodes;
        }
        let cost = problem.pools.get(column.pool).map_or(0, |pool| pool.cost);
        self.worth -= cost * nodes;
        self.used.push((index, nodes));
    }

    /// Fills what is left, each time with the pattern that places most for what it costs.
    pub fn fill(&mut self, problem: &Problem, columns: &[Column]) {
        loop {
            let mut best: Option<(usize, f64)> = None;
            for (index, column) in columns.iter().enumerate() {
                if self.left(column) <= 0 {
                    continue;
                }
                let cost = problem.pools.get(column.pool).map_or(0, |pool| pool.cost);
                let wanted = self.wanted(column);
                if wanted == 0 || wanted * problem.value <= cost {
                    continue;
                }
                let score = wanted as f64 / (cost.max(1)) as f64;
                if best.is_none_or(|(_, most)| score > most) {
                    best = Some((index, score));
                }
            }
            let Some((index, _)) = best else {
                return;
            };
            let Some(column) = columns.get(index) else {
                return;
            };
            // As long as the whole pattern is wanted, the next node gets the same.
            let whole = self.whole(column);
            let nodes = whole.clamp(1, self.left(column).max(1));
            self.take(problem, columns, index, nodes);
        }
    }

    /// The packing as it is handed out: never more jobs of a profile than are wanted.
    pub fn placed(&self, problem: &Problem, columns: &[Column]) -> Vec<Placed> {
        let mut demand = problem.demand.clone();
        let mut out: Vec<Placed> = Vec::new();
        for (index, nodes) in &self.used {
            let Some(column) = columns.get(*index) else {
                continue;
            };
            let mut left = *nodes;
            while left > 0 {
                let jobs: Vec<i64> = column
                    .jobs
                    .iter()
                    .zip(&demand)
                    .map(|(jobs, demand)| *jobs.min(demand))
                    .collect();
                let same = jobs
                    .iter()
                    .zip(&demand)
                    .filter(|(jobs, _)| **jobs > 0)
                    .map(|(jobs, demand)| demand / jobs)
                    .min()
                    .unwrap_or(left)
                    .clamp(1, left);
                for (jobs, demand) in jobs.iter().zip(&mut demand) {
                    *demand -= jobs * same;
                }
                left -= same;
                if jobs.iter().all(|jobs| *jobs == 0) {
                    break;
                }
                let known = out
                    .iter_mut()
                    .find(|placed| placed.pool == column.pool && placed.jobs == jobs);
                match known {
                    Some(placed) => placed.nodes += same,
                    None => out.push(Placed {
                        pool: column.pool,
                        nodes: same,
                        jobs,
                    }),
                }
            }
        }
        out.sort_by(|a, b| (a.pool, &b.jobs).cmp(&(b.pool, &a.jobs)));
        out
    }
}
