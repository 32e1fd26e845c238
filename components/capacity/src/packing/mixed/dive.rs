//! Finds good packings without looking at all: greedy ones, and those that follow the relaxation.

use super::greedy::State;
use super::knapsack::{fill, room, without};
use super::search::{Root, Search};
use super::simplex::Column;

/// Packings that follow the relaxation of what is left, each time solved anew.
pub(super) const DIVES: i64 = 8;

impl Search<'_> {
    /// Fills node by node.
    pub(super) fn try_greedy(&mut self) {
        let mut state = State::new(self.problem);
        state.fill(self.problem, &self.columns);
        self.offer(&state);
        // Node by node with exactly what is left, the scarce profiles first.
        for by_size in [false, true] {
            let mut state = State::new(self.problem);
            for pool in 0..self.problem.pools.len() {
                while state.nodes.get(pool).is_some_and(|nodes| *nodes > 0) {
                    let worth: Vec<f64> = (0..state.demand.len())
                        .map(|profile| {
                            if by_size {
                                self.share(pool, profile)
                            } else {
                                1.0
                            }
                        })
                        .collect();
                    let jobs =
                        fill(self.problem, pool, &worth, &state.demand, &mut self.steps).jobs;
                    let column = Column { pool, jobs };
                    let gain = state.wanted(&column) * self.problem.value;
                    let cost = self.problem.pools.get(pool).map_or(0, |pool| pool.cost);
                    if gain <= cost {
                        break;
                    }
                    self.add(column.clone());
                    let Some(index) = self.columns.iter().position(|known| *known == column) else {
                        break;
                    };
                    let whole = state.whole(&column);
                    let nodes = whole.clamp(1, state.left(&column));
                    state.take(self.problem, &self.columns, index, nodes);
                }
            }
            self.offer(&state);
        }
    }

    /// Pool by pool, the smallest jobs first: for questions too large to be packed well.
    pub(super) fn simple(&mut self) {
        let mut state = State::new(self.problem);
        for (pool, nodes) in self.problem.pools.iter().enumerate() {
            let mut order: Vec<(usize, f64)> = (0..state.demand.len())
                .map(|profile| (profile, self.share(pool, profile)))
                .collect();
            order.sort_by(|a, b| a.1.total_cmp(&b.1));
            // Each time a whole pattern is no longer wanted, the next one is another.
            for _ in 0..8 {
                let mut free = nodes.free;
                let mut jobs = vec![0; state.demand.len()];
                for (profile, _) in &order {
                    let ask = self.problem.asks.get(*profile);
                    let wanted = state.demand.get(*profile).copied().unwrap_or(0);
                    if let (Some(ask), Some(cell)) = (ask, jobs.get_mut(*profile))
                        && self.problem.takes(pool, *profile)
                    {
                        *cell = room(&free, ask).min(wanted);
                        free = without(&free, ask, *cell);
                    }
                }
                let column = Column { pool, jobs };
                if state.left(&column) <= 0 || state.wanted(&column) == 0 {
                    break;
                }
                let whole = state.whole(&column).clamp(1, state.left(&column));
                self.columns.push(column);
                state.take(self.problem, &self.columns, self.columns.len() - 1, whole);
            }
        }
        self.offer(&state);
    }

    /// How much of a node of a pool a job of a profile takes.
    fn share(&self, pool: usize, profile: usize) -> f64 {
        let (Some(pool), Some(ask)) =
            (self.problem.pools.get(pool), self.problem.asks.get(profile))
        else {
            return 0.0;
        };
        let share = |(ask, free): (&i64, &i64)| *ask as f64 / (*free).max(1) as f64;
        ask.iter().zip(&pool.free).map(share).sum()
    }

    /// Rounds the relaxation down and fills the rest.
    pub(super) fn dive(&mut self, root: &Root) {
        let mut state = State::new(self.problem);
        for (index, nodes) in root.nodes.iter().enumerate() {
            let nodes = (*nodes + 1e-6).floor() as i64;
            state.take(self.problem, &self.columns, index, nodes);
        }
        let columns = std::mem::take(&mut self.columns);
        state.fill(self.problem, &columns);
        self.columns = columns;
        self.offer(&state);
    }

    /// Follows the relaxation, and that of the rest with patterns of its own, and so on; `kept` nodes more of each pattern
    /// are left for later.
    pub(super) fn deep(&mut self, kept: i64) {
        let mut state = State::new(self.problem);
        let mut rest = self.problem.clone();
        loop {
            for (pool, nodes) in rest.pools.iter_mut().zip(&state.nodes) {
                pool.nodes = *nodes;
            }
            rest.demand.clone_from(&state.demand);
            let mut inner = Search::new(&rest, self.left, self.steps);
            let root = inner.generate();
            (self.left, self.steps) = (inner.left, inner.steps);
            let Some(root) = root else {
                break;
            };
            if state.worth.saturating_add(inner.bound) <= self.best.worth {
                return;
            }
            let columns = std::mem::take(&mut inner.columns);
            let mut largest: Option<(usize, f64)> = None;
            let mut taken = false;
            for (at, (column, nodes)) in columns.iter().zip(&root.nodes).enumerate() {
                let whole = (*nodes + 1e-6).floor() as i64 - kept;
                if whole > 0 {
                    taken = true;
                    self.take(&mut state, column, whole);
                } else if *nodes > largest.map_or(1e-6, |(_, most)| most) {
                    largest = Some((at, *nodes));
                }
            }
            if let (false, Some((at, _))) = (taken, largest)
                && let Some(column) = columns.get(at)
            {
                taken = true;
                self.take(&mut state, column, 1);
            }
            if !taken {
                break;
            }
        }
        let columns = std::mem::take(&mut self.columns);
        state.fill(self.problem, &columns);
        self.columns = columns;
        self.offer(&state);
    }

    fn take(&mut self, state: &mut State, column: &Column, nodes: i64) {
        self.add(column.clone());
        if let Some(at) = self.columns.iter().position(|known| known == column) {
            state.take(self.problem, &self.columns, at, nodes);
        }
    }
}
