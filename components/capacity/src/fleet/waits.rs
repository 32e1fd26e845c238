//! Plays the busy hour: how long jobs wait for a slot and a place, and how many fail.

use runwright_model::answer::fleet::{
    Arrivals, Closed, ClosedForm, CurvePoint, FleetQuestion, FleetWhat, Waiting, Waits,
};

use super::setup::Setup;
use super::steps::Steps;
use super::{Core, decimal, poll_timeout, rounded};
use crate::queue::simulate::{Setting, simulate};
use crate::queue::{batch::batches, erlang::mmc, patience::patience};
use crate::sum::{over, plus, times};

const SEED: u64 = 5;
/// Jobs that are played for the answer and each point of its curve, and for each of the changes.
const JOBS: u32 = 60_000;
const LIGHT: u32 = 15_000;
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
        if self.per_hour <= 0.0 || self.mean_s <= 0.0 {
            return Some(Waits::default());
        }
        let (slots, places) = (slots.max(0), places.max(0));
        let served = slots.min(places) as f64 / self.mean_s;
        let over = (slots - places).max(0) as f64 / patience_s.max(1) as f64;
        if self.per_hour / 3600.0 >= served + over {
            return None;
        }
        let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let outcome = simulate(&Setting {
            pipelines_per_hour: self.per_hour / self.mean_size,
            sizes: self.sizes.clone(),
            kinds: self.kinds.clone(),
            slots: whole(slots),
            places: whole(places),
            patience: (slots > places).then_some(patience_s as f64),
            jobs,
            seed: SEED,
        })?;
        Some(Waits {
            mean_ms: ms(outcome.mean_wait),
            p50_ms: ms(outcome.p50),
            p90_ms: ms(outcome.p90),
            p99_ms: ms(outcome.p99),
            failing_permille: ms(outcome.p_fail),
            utilisation_permille: ms(outcome.utilisation),
        })
    }

    /// The formula that is exact for this line, if there is one: jobs of exponential length.
    fn closed(&self, slots: i64, places: i64, patience_s: i64) -> Option<Closed> {
        let exponential = self.kinds.iter().all(|(_, mean, cs2)| {
            (cs2 - 1.0).abs() < 1e-6 && (mean - self.mean_s).abs() < 1e-6 * self.mean_s
        });
        let single = self.mean_size == 1.0;
        let servers = u32::try_from(slots.min(places)).ok()?;
        if !exponential || self.per_hour <= 0.0 || servers == 0 {
            return None;
        }
        if slots > places {
            let failing = patience(self.per_hour, self.mean_s, servers, patience_s as f64)?;
            return single.then_some(Closed {
                form: ClosedForm::Patience,
                mean_ms: None,
                p90_ms: None,
                failing_permille: Some(ms(failing.p_abandon)),
            });
        }
        if single {
            let waits = mmc(self.per_hour, self.mean_s, servers).waits?;
            return Some(Closed {
                form: ClosedForm::Mmc,
                mean_ms: Some(ms(waits.mean_wait)),
                p90_ms: Some(ms(waits.quantile(0.9))),
                failing_permille: None,
            });
        }
        let pipelines = self.per_hour / self.mean_size;
        let (_, mean) = batches(pipelines, &self.sizes, self.mean_s, servers).waits?;
        Some(Closed {
            form: ClosedForm::Batch,
            mean_ms: Some(ms(mean)),
            p90_ms: None,
            failing_permille: None,
        })
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

pub(super) fn waiting(question: &FleetQuestion, core: &Core, steps: &mut Steps) -> Waiting {
    let load = Load::new(question, &core.setup);
    let (slots, places) = (core.slots.total, core.jobs.at_once.expected.jobs);
    let patience_s = poll_timeout(question);
    write(&load, slots.min(places), steps);
    Waiting {
        jobs_per_hour: rounded(load.per_hour),
        mean_s: rounded(load.mean_s),
        erlangs: rounded(load.erlangs()),
        slots,
        places,
        waits: load.waits(slots, places, patience_s, JOBS),
        closed: load.closed(slots, places, patience_s),
        curve: around(slots, places, load.erlangs())
            .into_iter()
            .map(|slots| CurvePoint {
                slots,
                waits: load.waits(slots, places, patience_s, JOBS),
            })
            .collect(),
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
    let mut points: Vec<i64> = (0..POINTS - 1)
        .map(|at| low + (high - low) * at / (POINTS - 2))
        .collect();
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
