//! Fills one node with what is worth most, exactly.

use super::Problem;

/// Steps of one search before it is given up.
const STEPS: u32 = 200_000;

/// The best filling of a node.
pub(super) struct Filling {
    pub jobs: Vec<i64>,
    pub worth: f64,
    /// No filling is worth more: `worth` itself unless the search was given up.
    pub bound: f64,
}

struct Search<'a> {
    problem: &'a Problem,
    /// Profiles worth placing, the densest first, with what a job of each is worth.
    order: Vec<(usize, f64)>,
    limit: Vec<i64>,
    /// By position in the order and dimension: the most worth that one unit of the dimension still buys.
    density: Vec<Vec<f64>>,
    jobs: Vec<i64>,
    steps: u32,
}

/// Fills a node of `pool` with at most `limit` jobs of each profile, a job of which is worth `worth`.
pub(super) fn fill(problem: &Problem, pool: usize, worth: &[f64], limit: &[i64]) -> Filling {
    let mut search = Search::new(problem, pool, worth, limit);
    let mut best = Filling {
        jobs: vec![0; worth.len()],
        worth: 0.0,
        bound: 0.0,
    };
    let Some(free) = problem.pools.get(pool).map(|pool| pool.free.clone()) else {
        return best;
    };
    let top = search.upper(0, &free);
    search.best(0, &free, 0.0, &mut best);
    best.bound = if search.steps >= STEPS {
        top
    } else {
        best.worth
    };
    best
}

/// All fillings of a node worth at least `least` to which no job of value can be added; none if there are more than `most`.
pub(super) fn all(
    problem: &Problem,
    pool: usize,
    worth: &[f64],
    limit: &[i64],
    least: f64,
    most: usize,
) -> Option<Vec<Vec<i64>>> {
    let mut search = Search::new(problem, pool, worth, limit);
    let free = problem.pools.get(pool)?.free.clone();
    let mut out = Vec::new();
    search.every(0, &free, 0.0, least, most, &mut out);
    (out.len() <= most && search.steps < STEPS).then_some(out)
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, pool: usize, worth: &[f64], limit: &[i64]) -> Search<'a> {
        let takes = |profile: usize| {
            problem
                .pools
                .get(pool)
                .and_then(|pool| pool.takes.get(profile))
                .is_some_and(|takes| *takes)
        };
        let free = problem
            .pools
            .get(pool)
            .map(|pool| pool.free.as_slice())
            .unwrap_or(&[]);
        let size = |profile: usize| -> f64 {
            let ask = problem.asks.get(profile).map(Vec::as_slice).unwrap_or(&[]);
            ask.iter()
                .zip(free)
                .map(|(ask, free)| *ask as f64 / (*free).max(1) as f64)
                .sum()
        };
        let mut order: Vec<(usize, f64)> = worth
            .iter()
            .enumerate()
            .filter(|(profile, _)| takes(*profile))
            .map(|(profile, worth)| (profile, worth.max(0.0)))
            .collect();
        order.sort_by(|a, b| (b.1 / size(b.0)).total_cmp(&(a.1 / size(a.0))));
        let dimensions = free.len();
        let mut density = vec![vec![0.0f64; dimensions]; order.len() + 1];
        for at in (0..order.len()).rev() {
            let Some((profile, worth)) = order.get(at) else {
                continue;
            };
            for dimension in 0..dimensions {
                let ask = problem
                    .asks
                    .get(*profile)
                    .and_then(|ask| ask.get(dimension))
                    .copied()
                    .unwrap_or(0);
                let own = if ask > 0 {
                    worth / ask as f64
                } else if *worth > 0.0 {
                    f64::INFINITY
                } else {
                    0.0
                };
                let later = density
                    .get(at + 1)
                    .and_then(|row| row.get(dimension))
                    .copied();
                if let Some(cell) = density.get_mut(at).and_then(|row| row.get_mut(dimension)) {
                    *cell = own.max(later.unwrap_or(0.0));
                }
            }
        }
        Search {
            problem,
            order,
            limit: limit.to_vec(),
            density,
            jobs: vec![0; worth.len()],
            steps: 0,
        }
    }

    /// No filling of what is free with the profiles from `at` on is worth more.
    fn upper(&self, at: usize, free: &[i64]) -> f64 {
        let Some(density) = self.density.get(at) else {
            return 0.0;
        };
        let by_room = free
            .iter()
            .zip(density)
            .filter(|(_, density)| density.is_finite())
            .map(|(free, density)| *free as f64 * density)
            .fold(f64::INFINITY, f64::min);
        let by_limit: f64 = self
            .order
            .iter()
            .skip(at)
            .map(|(profile, worth)| worth * self.limit.get(*profile).copied().unwrap_or(0) as f64)
            .sum();
        by_room.min(by_limit)
    }

    /// How many jobs of the profile at `at` still fit.
    fn room(&self, at: usize, free: &[i64]) -> i64 {
        let Some((profile, _)) = self.order.get(at) else {
            return 0;
        };
        let ask = self
            .problem
            .asks
            .get(*profile)
            .map(Vec::as_slice)
            .unwrap_or(&[]);
        let room = |(free, ask): (&i64, &i64)| (*ask > 0).then(|| free / ask);
        free.iter()
            .zip(ask)
            .filter_map(room)
            .min()
            .unwrap_or(0)
            .min(self.limit.get(*profile).copied().unwrap_or(0))
    }

    fn without(&self, at: usize, free: &[i64], jobs: i64) -> Vec<i64> {
        let ask = self
            .order
            .get(at)
            .and_then(|(profile, _)| self.problem.asks.get(*profile))
            .map(Vec::as_slice)
            .unwrap_or(&[]);
        free.iter()
            .zip(ask)
            .map(|(free, ask)| free - ask * jobs)
            .collect()
    }

    fn best(&mut self, at: usize, free: &[i64], worth: f64, best: &mut Filling) {
        self.steps += 1;
        let Some((profile, each)) = self.order.get(at).copied() else {
            if worth > best.worth + 1e-9 {
                best.worth = worth;
                best.jobs.clone_from(&self.jobs);
            }
            return;
        };
        if self.steps >= STEPS || worth + self.upper(at, free) <= best.worth + 1e-9 {
            return;
        }
        let room = self.room(at, free);
        for jobs in (0..=room).rev() {
            let left = self.without(at, free, jobs);
            if let Some(cell) = self.jobs.get_mut(profile) {
                *cell = jobs;
            }
            self.best(at + 1, &left, worth + each * jobs as f64, best);
            if self.steps >= STEPS {
                break;
            }
        }
        if let Some(cell) = self.jobs.get_mut(profile) {
            *cell = 0;
        }
    }

    fn every(
        &mut self,
        at: usize,
        free: &[i64],
        worth: f64,
        least: f64,
        most: usize,
        out: &mut Vec<Vec<i64>>,
    ) {
        self.steps += 1;
        if self.steps >= STEPS || out.len() > most || worth + self.upper(at, free) < least {
            return;
        }
        let Some((profile, each)) = self.order.get(at).copied() else {
            // Where one more job fits, the filling with it covers as much.
            if (0..self.order.len()).all(|at| !self.fits_more(at, free)) {
                out.push(self.jobs.clone());
            }
            return;
        };
        for jobs in (0..=self.room(at, free)).rev() {
            let left = self.without(at, free, jobs);
            if let Some(cell) = self.jobs.get_mut(profile) {
                *cell = jobs;
            }
            self.every(at + 1, &left, worth + each * jobs as f64, least, most, out);
        }
        if let Some(cell) = self.jobs.get_mut(profile) {
            *cell = 0;
        }
    }

    fn fits_more(&self, at: usize, free: &[i64]) -> bool {
        let Some((profile, _)) = self.order.get(at) else {
            return false;
        };
        let here = self.jobs.get(*profile).copied().unwrap_or(0);
        here < self.limit.get(*profile).copied().unwrap_or(0) && {
            let ask = self
                .problem
                .asks
                .get(*profile)
                .map(Vec::as_slice)
                .unwrap_or(&[]);
            free.iter().zip(ask).all(|(free, ask)| free >= ask)
        }
    }
}
