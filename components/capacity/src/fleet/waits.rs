//! Plays the busy hour: how long jobs wait for a slot and a place, and how many fail.

use runwright_model::answer::fleet::{
    Arrivals, Closed, ClosedForm, CurvePoint, FleetQuestion, FleetWhat, Waiting, Waits,
};

use super::setup::Setup;
use super::steps::Steps;
use super::{Core, decimal, poll_timeout, rounded};
use crate::queue::simulate::{Run, Setting};
use crate::queue::{batch::batches, erlang::mmc, general::allen_cunneen, patience::patience};
use crate::sum::{over, plus, times};

const SEED: u64 = 5;
/// Jobs that are played at most for the chosen slots and for each other point of the curve, and at least for each: it
/// ends when the mean is known to 3 % or 1 s.
const JOBS: u32 = 1_000_000;
const POINT: u32 = 400_000;
const ENOUGH: u32 = 200_000;
/// Jobs that are played for each of the changes.
const LIGHT: u32 = 15_000;
/// Jobs played before others get their turn.
const JOBS_AT_ONCE: u32 = 20_000;
/// Points of the curve.
const POINTS: i64 = 12;

/// Jobs in the busy hour.
pub(super) fn busy_hour(arrivals: &Arrivals) -> f64 {
    if arrivals.jobs_per_hour > 0.0 {
        return arrivals.jobs_per_hour;
    }
    arrivals.hours.iter().copied().fold(0.0, f64::max)
}

/// What comes and how long it stays; kinds that never run are left out, and so are their jobs.
pub(super) struct Load {
    pub per_hour: f64,
    /// Share, mean and squared variation of each kind.
    pub kinds: Vec<(f64, f64, f64)>,
    pub sizes: Vec<(u32, f64)>,
    pub mean_s: f64,
    /// Jobs of a pipeline.
    pub mean_size: f64,
}

impl Load {
    pub fn new(question: &FleetQuestion, setup: &Setup) -> Load {
        let arrivals = &question.arrivals;
        let mut kinds = Vec::new();
        let (mut all, mut runs, mut seconds) = (0.0, 0.0, 0.0);
        for (profile, share) in question.profiles.iter().zip(&setup.shares) {
            all += profile.share;
            if *share <= 0.0 {
                continue;
            }
            let mean = profile.mean_s + profile.pull_s;
            let variance = match (profile.sd_s, profile.cs2) {
                (Some(sd), _) => sd * sd,
                (None, cs2) => cs2.unwrap_or(1.0) * profile.mean_s * profile.mean_s,
            };
            // The pull takes its time and varies little.
            let cs2 = if mean > 0.0 {
                variance / (mean * mean)
            } else {
                0.0
            };
            kinds.push((*share, mean, cs2));
            runs += share;
            seconds += share * mean;
        }
        let mut sizes: Vec<(u32, f64)> = arrivals
            .jobs_per_pipeline
            .iter()
            .filter(|(_, share)| **share > 0.0)
            .map(|(size, share)| (*size, *share))
            .collect();
        if sizes.is_empty() {
            sizes.push((1, 1.0));
        }
        let pipelines: f64 = sizes.iter().map(|(_, share)| share).sum();
        let jobs: f64 = sizes
            .iter()
            .map(|(size, share)| f64::from(*size) * share)
            .sum();
        let or_0 = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
        Load {
            per_hour: busy_hour(arrivals) * or_0(runs, all),
            kinds,
            sizes,
            mean_s: or_0(seconds, runs),
            mean_size: or_0(jobs, pipelines).max(1.0),
        }
    }

    pub fn erlangs(&self) -> f64 {
        self.per_hour / 3600.0 * self.mean_s
    }

    /// None where more jobs come than slots and places get rid of, for then the line never ends.
    pub fn waits(&self, slots: i64, places: i64, patience_s: i64, jobs: u32) -> Option<Waits> {
        let mut line = Line::new(self, slots, places, patience_s, jobs);
        while line.step() {}
        line.waits()
    }

    /// What a formula says: the one that is exact for this line if there is one (exponential durations), else an estimate
    /// for jobs that come one by one.
    fn closed(&self, slots: i64, places: i64, patience_s: i64) -> Option<Closed> {
        let exponential = self.kinds.iter().all(|(_, mean, cs2)| {
            (cs2 - 1.0).abs() < 1e-6 && (mean - self.mean_s).abs() < 1e-6 * self.mean_s
        });
        let single = self.mean_size == 1.0;
        let servers = u32::try_from(slots.min(places)).ok()?;
        if self.per_hour <= 0.0 || servers == 0 || !(exponential || single) {
            return None;
        }
        let form = |form, mean: Option<f64>, p90: Option<f64>, failing: Option<f64>| Closed {
            form,
            mean_ms: mean.map(ms),
            p90_ms: p90.map(ms),
            failing_permille: failing.map(ms),
        };
        if slots > places {
            let failing = patience(self.per_hour, self.mean_s, servers, patience_s as f64)?;
            let fits = single && exponential;
            return fits.then(|| form(ClosedForm::Patience, None, None, Some(failing.p_abandon)));
        }
        if !exponential {
            let cs2 = self.cs2();
            let mean = allen_cunneen(self.per_hour, self.mean_s, servers, 1.0, cs2)?;
            return Some(form(ClosedForm::AllenCunneen, Some(mean), None, None));
        }
        if single {
            let waits = mmc(self.per_hour, self.mean_s, servers).waits?;
            let (mean, p90) = (waits.mean_wait, waits.quantile(0.9));
            return Some(form(ClosedForm::Mmc, Some(mean), Some(p90), None));
        }
        let pipelines = self.per_hour / self.mean_size;
        let (_, mean) = batches(pipelines, &self.sizes, self.mean_s, servers).waits?;
        Some(form(ClosedForm::Batch, Some(mean), None, None))
    }

    /// Squared coefficient of variation of the durations of all kinds together.
    fn cs2(&self) -> f64 {
        let shares: f64 = self.kinds.iter().map(|(share, ..)| share).sum();
        let squares: f64 = self
            .kinds
            .iter()
            .map(|(share, mean, cs2)| share * mean * mean * (1.0 + cs2))
            .sum();
        (squares / shares / (self.mean_s * self.mean_s) - 1.0).max(0.0)
    }
}

/// Thousandths.
fn ms(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// Waits alone, for comparing.
pub(super) fn light(question: &FleetQuestion, core: &Core) -> Option<Waits> {
    let load = Load::new(question, &core.setup);
    let places = core.jobs.at_once.expected.jobs;
    load.waits(core.slots.total, places, poll_timeout(question), LIGHT)
}

/// One simulation, some jobs at a time.
enum Line {
    Idle,
    Endless,
    Running(Box<Run>),
    Done(Waits),
}

impl Line {
    fn new(load: &Load, slots: i64, places: i64, patience_s: i64, jobs: u32) -> Line {
        if load.per_hour <= 0.0 || load.mean_s <= 0.0 {
            return Line::Idle;
        }
        let (slots, places) = (slots.max(0), places.max(0));
        let served = slots.min(places) as f64 / load.mean_s;
        let over = (slots - places).max(0) as f64 / patience_s.max(1) as f64;
        if load.per_hour / 3600.0 >= served + over {
            return Line::Endless;
        }
        let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let run = Run::new(Setting {
            pipelines_per_hour: load.per_hour / load.mean_size,
            sizes: load.sizes.clone(),
            kinds: load.kinds.clone(),
            exponential: true,
            slots: whole(slots),
            places: whole(places),
            patience: (slots > places).then_some(patience_s as f64),
            jobs,
            seed: SEED,
        });
        run.map_or(Line::Endless, |run| Line::Running(Box::new(run)))
    }

    /// Plays some jobs; false once all are played.
    fn step(&mut self) -> bool {
        let Line::Running(run) = self else {
            return false;
        };
        run.step(JOBS_AT_ONCE);
        let known = || run.mean_error() <= (0.03 * run.mean_wait()).max(1.0);
        if !(run.is_done() || run.played() >= ENOUGH && known()) {
            return true;
        }
        let outcome = run.outcome();
        *self = Line::Done(Waits {
            jobs: i64::from(run.played()),
            mean_ms: ms(outcome.mean_wait),
            mean_error_ms: ms(outcome.mean_error),
            p50_ms: ms(outcome.p50),
            p90_ms: ms(outcome.p90),
            p99_ms: ms(outcome.p99),
            failing_permille: ms(outcome.p_fail),
            utilisation_permille: ms(outcome.utilisation),
        });
        false
    }

    fn waits(&self) -> Option<Waits> {
        match self {
            Line::Idle => Some(Waits::default()),
            Line::Done(waits) => Some(*waits),
            _ => None,
        }
    }
}

/// The busy hour at the chosen slots, then at the numbers around them.
pub(super) struct Play {
    load: Load,
    slots: i64,
    places: i64,
    patience_s: i64,
    /// What is being played.
    line: Option<Line>,
    chosen: Option<Waits>,
    /// Numbers of slots of the curve.
    points: Vec<i64>,
    curve: Vec<CurvePoint>,
}

impl Play {
    /// `places`: jobs that run at once.
    pub fn new(question: &FleetQuestion, core: &Core, places: i64) -> Play {
        let load = Load::new(question, &core.setup);
        let slots = core.slots.total;
        let patience_s = poll_timeout(question);
        Play {
            line: Some(Line::new(&load, slots, places, patience_s, JOBS)),
            points: around(slots, places, load.erlangs()),
            load,
            slots,
            places,
            patience_s,
            chosen: None,
            curve: Vec::new(),
        }
    }

    /// Plays some jobs at the chosen slots; false once their waits are known.
    pub fn step(&mut self) -> bool {
        let Some(line) = &mut self.line else {
            return false;
        };
        if !line.step() {
            self.chosen = line.waits();
            self.line = None;
        }
        true
    }

    /// Plays some jobs for the curve; false once it is whole.
    pub fn step_curve(&mut self) -> bool {
        let Some(slots) = self.points.get(self.curve.len()).copied() else {
            return false;
        };
        let waits = if slots == self.slots {
            self.chosen
        } else {
            let (load, places, patience_s) = (&self.load, self.places, self.patience_s);
            let new = || Line::new(load, slots, places, patience_s, POINT);
            let line = self.line.get_or_insert_with(new);
            if line.step() {
                return true;
            }
            line.waits()
        };
        self.line = None;
        self.curve.push(CurvePoint { slots, waits });
        true
    }

    /// Points of the curve that are there, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.curve.len(), self.points.len())
    }

    /// What is known so far, and the sums behind it.
    pub fn waiting(&self) -> Waiting {
        let load = &self.load;
        Waiting {
            jobs_per_hour: rounded(load.per_hour),
            mean_s: rounded(load.mean_s),
            erlangs: rounded(load.erlangs()),
            slots: self.slots,
            places: self.places,
            waits: self.chosen,
            closed: load.closed(self.slots, self.places, self.patience_s),
            curve: self.curve.clone(),
        }
    }

    pub fn write(&self, steps: &mut Steps) {
        write(&self.load, self.slots.min(self.places), steps);
    }
}

/// Numbers of slots from the jobs at work to somewhat more than slots and places, the chosen one among them.
fn around(slots: i64, places: i64, erlangs: f64) -> Vec<i64> {
    if slots <= 0 {
        return Vec::new();
    }
    let low = (erlangs.floor() as i64).min(slots * 2 / 3).max(1);
    let most = slots.max(places);
    let high = most + (most / 4).max(2);
    // Each the same factor above the one before: waits change most where slots are few.
    let factor = (high as f64 / low as f64).powf(1.0 / (POINTS - 2) as f64);
    let at = |at: i64| (low as f64 * factor.powf(at as f64)).round() as i64;
    let mut points: Vec<i64> = (0..POINTS - 1).map(at).collect();
    points.push(slots);
    points.sort_unstable();
    points.dedup();
    points
}

fn write(load: &Load, servers: i64, steps: &mut Steps) {
    if load.per_hour <= 0.0 {
        return;
    }
    let shares: f64 = load.kinds.iter().map(|(share, ..)| share).sum();
    let terms: Vec<String> = load
        .kinds
        .iter()
        .map(|(share, mean, _)| times(&decimal(share / shares), &[&decimal(*mean), " s"].concat()))
        .collect();
    let hold = [&decimal(load.mean_s), " s"].concat();
    steps.add(FleetWhat::MeanHold, None, plus(&terms), hold, "");
    let sum = times(
        &over(&decimal(load.per_hour), "3600"),
        &decimal(load.mean_s),
    );
    let erlangs = decimal(load.erlangs());
    steps.add(FleetWhat::Erlangs, None, sum, erlangs.clone(), "");
    if servers > 0 {
        let sum = over(&erlangs, &servers.to_string());
        let load = decimal(load.erlangs() / servers as f64);
        steps.add(FleetWhat::Load, None, sum, load, "");
    }
}
