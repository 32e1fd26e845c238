//! Fills one node with what is worth most, exactly.

use super::{Amount, Problem};

/// Steps of one search before it is given up.
const STEPS: u32 = 200_000;

/// The best filling of a node.
pub(super) struct Filling {
    pub jobs: Vec<i64>,
    pub worth: f64,
    /// No filling is worth more; within rounding `worth` itself unless the search was given up.
    pub bound: f64,
}

/// A profile that may be placed.
struct Item {
    profile: usize,
    worth: f64,
    ask: Amount,
    limit: i64,
    /// The most worth that one unit of each dimension buys with this profile or a later one.
    density: [f64; 5],
    /// What all jobs of this profile and of the later ones are worth.
    all: f64,
}

struct Search {
    /// The densest first.
    items: Vec<Item>,
    /// By position in `items`.
    jobs: Vec<i64>,
    best: Vec<i64>,
    worth: f64,
    steps: u32,
}

/// What is asked of [`all`].
struct Wanted {
    least: f64,
    most: usize,
    profiles: usize,
    found: Vec<Vec<i64>>,
}

/// Fills a node of `pool` with at most `limit` jobs of each profile, a job of which is worth `worth`; takes what it
/// looks at from `steps`.
pub(super) fn fill(
    problem: &Problem,
    pool: usize,
    worth: &[f64],
    limit: &[i64],
    steps: &mut u32,
) -> Filling {
    let mut search = Search::new(problem, pool, worth, limit, *steps);
    let free = problem.free(pool);
    let top = search.upper(0, &free);
    let given = search.steps;
    search.best(0, &free, 0.0);
    *steps -= given - search.steps;
    Filling {
        bound: if search.steps == 0 {
            top
        } else {
            search.worth + 1e-9
        },
        worth: search.worth,
        jobs: search.named(&search.best, worth.len()),
    }
}

/// All fillings of a node worth at least `least` to which no job can be added; none if there are more than `most`.
pub(super) fn all(
    problem: &Problem,
    pool: usize,
    worth: &[f64],
    limit: &[i64],
    (least, most): (f64, usize),
    steps: &mut u32,
) -> Option<Vec<Vec<i64>>> {
    let mut search = Search::new(problem, pool, worth, limit, *steps);
    let given = search.steps;
    let mut wanted = Wanted {
        least,
        most,
        profiles: worth.len(),
        found: Vec::new(),
    };
    search.every(0, &problem.free(pool), 0.0, &mut wanted);
    *steps -= given - search.steps;
    (wanted.found.len() <= most && search.steps > 0).then_some(wanted.found)
}

/// How many jobs that ask for so much fit.
pub(super) fn room(free: &Amount, ask: &Amount) -> i64 {
    let room = |(free, ask): (&i64, &i64)| (*ask > 0).then(|| free / ask);
    free.iter().zip(ask).filter_map(room).min().unwrap_or(0)
}

/// What is left when so many jobs are placed.
pub(super) fn without(free: &Amount, ask: &Amount, jobs: i64) -> Amount {
    let mut left = *free;
    for (left, ask) in left.iter_mut().zip(ask) {
        *left -= ask * jobs;
    }
    left
}

impl Search {
    fn new(problem: &Problem, pool: usize, worth: &[f64], limit: &[i64], steps: u32) -> Search {
        let free = problem.free(pool);
        let mut items: Vec<Item> = worth
            .iter()
            .zip(limit)
            .zip(&problem.asks)
            .enumerate()
            .filter(|(profile, ((_, limit), ask))| {
                **limit > 0 && problem.takes(pool, *profile) && room(&free, ask) > 0
            })
            .map(|(profile, ((worth, limit), ask))| Item {
                profile,
                worth: worth.max(0.0),
                ask: *ask,
                limit: *limit,
                density: [0.0; 5],
                all: 0.0,
            })
            .collect();
        let dense = |item: &Item| {
            let size: f64 = item
                .ask
                .iter()
                .zip(&free)
                .map(|(ask, free)| *ask as f64 / (*free).max(1) as f64)
                .sum();
            item.worth / size
        };
        items.sort_by(|a, b| dense(b).total_cmp(&dense(a)));
        let (mut density, mut all) = ([0.0f64; 5], 0.0);
        for item in items.iter_mut().rev() {
            for (cell, ask) in density.iter_mut().zip(&item.ask) {
                // What takes nothing of a dimension is not held by it.
                let own = match (*ask > 0, item.worth > 0.0) {
                    (true, _) => item.worth / *ask as f64,
                    (false, true) => f64::INFINITY,
                    (false, false) => 0.0,
                };
                *cell = cell.max(own);
            }
            all += item.worth * item.limit as f64;
            item.density = density;
            item.all = all;
        }
        Search {
            jobs: vec![0; items.len()],
            best: vec![0; items.len()],
            items,
            worth: 0.0,
            steps: steps.min(STEPS),
        }
    }

    /// Jobs by profile of jobs by position.
    fn named(&self, jobs: &[i64], profiles: usize) -> Vec<i64> {
        let mut named = vec![0; profiles];
        for (item, jobs) in self.items.iter().zip(jobs) {
            if let Some(cell) = named.get_mut(item.profile) {
                *cell = *jobs;
            }
        }
        named
    }

    fn put(&mut self, at: usize, jobs: i64) {
        if let Some(cell) = self.jobs.get_mut(at) {
            *cell = jobs;
        }
    }

    /// No filling of what is free with the profiles from `at` on is worth more.
    fn upper(&self, at: usize, free: &Amount) -> f64 {
        let Some(item) = self.items.get(at) else {
            return 0.0;
        };
        free.iter()
            .zip(&item.density)
            .filter(|(_, density)| density.is_finite())
            .map(|(free, density)| *free as f64 * density)
            .fold(item.all, f64::min)
    }

    fn best(&mut self, at: usize, free: &Amount, worth: f64) {
        self.steps = self.steps.saturating_sub(1);
        let Some(item) = self.items.get(at) else {
            if worth > self.worth {
                self.worth = worth;
                self.best.clone_from(&self.jobs);
            }
            return;
        };
        if worth + self.upper(at, free) <= self.worth + 1e-9 {
            return;
        }
        let (ask, each) = (item.ask, item.worth);
        let room = room(free, &ask).min(item.limit);
        // The last one takes all there is.
        let least = if at + 1 == self.items.len() { room } else { 0 };
        for jobs in (least..=room).rev() {
            self.put(at, jobs);
            self.best(
                at + 1,
                &without(free, &ask, jobs),
                worth + each * jobs as f64,
            );
            if self.steps == 0 {
                break;
            }
        }
        self.put(at, 0);
    }

    fn every(&mut self, at: usize, free: &Amount, worth: f64, wanted: &mut Wanted) {
        self.steps = self.steps.saturating_sub(1);
        if worth + self.upper(at, free) < wanted.least {
            return;
        }
        let Some(item) = self.items.get(at) else {
            // Where one more job fits, the filling with it covers as much.
            let more =
                |(item, jobs): (&Item, &i64)| *jobs < item.limit && room(free, &item.ask) > 0;
            if !self.items.iter().zip(&self.jobs).any(more) {
                wanted.found.push(self.named(&self.jobs, wanted.profiles));
            }
            return;
        };
        let ask = item.ask;
        let each = item.worth;
        let room = room(free, &ask).min(item.limit);
        let least = if at + 1 == self.items.len() { room } else { 0 };
        for jobs in (least..=room).rev() {
            self.put(at, jobs);
            self.every(
                at + 1,
                &without(free, &ask, jobs),
                worth + each * jobs as f64,
                wanted,
            );
            if self.steps == 0 || wanted.found.len() > wanted.most {
                break;
            }
        }
        self.put(at, 0);
    }
}
