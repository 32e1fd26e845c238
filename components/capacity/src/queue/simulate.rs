//! Plays jobs through slots and the cluster, one after another.
//!
//! A pipeline brings its jobs at once. A job first waits in GitLab for a slot, then, as a pod, for a place in the
//! cluster; it keeps its slot meanwhile. A pod that is Pending longer than the patience fails its job and frees the slot
//! (gitlab-runner executors/kubernetes/util.go, waitForPodRunning). Both lines are first come, first served, so one pass
//! over the jobs is enough.

use super::random::{Durations, Random};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Jobs of a run at most: each keeps four bytes.
const MOST_JOBS: u32 = 20_000_000;

/// Stretches of a run for the error of the mean, and Student's t for one less at 97.5 %.
const STRETCHES: usize = 20;
/// Jobs that are counted together; stretches are made of these.
const STRETCH: u32 = 5_000;
const T_19: f64 = 2.093;

/// What is played.
#[derive(Clone, Debug)]
pub struct Setting {
    pub pipelines_per_hour: f64,
    /// Jobs per pipeline and their shares.
    pub sizes: Vec<(u32, f64)>,
    /// Kinds of jobs: share of the jobs, mean duration in seconds, its squared coefficient of variation.
    pub kinds: Vec<(f64, f64, f64)>,
    /// Durations whose squared variation is 1 are exponential, as the formulas have them; else all are lognormal.
    pub exponential: bool,
    /// Jobs the managers take at once.
    pub slots: u32,
    /// Jobs the cluster runs at once.
    pub places: u32,
    /// Seconds a pod may be Pending; none for ever.
    pub patience: Option<f64>,
    pub jobs: u32,
    pub seed: u64,
}

/// What came out, waits in seconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub jobs: u32,
    pub p_wait: f64,
    /// Over all jobs that started.
    pub mean_wait: f64,
    /// Half of the 95 % confidence interval of the mean, from the means of 20 stretches of the run (Student's t); 0 in short
    /// runs.
    pub mean_error: f64,
    pub p50: f64,
    pub p90: f64,
    pub p95: f64,
    pub p99: f64,
    /// Share of the jobs that failed because their pod stayed Pending.
    pub p_fail: f64,
    /// Busy places over all places.
    pub utilisation: f64,
}

/// A time; the heap's greatest is the earliest.
#[derive(Clone, Copy, PartialEq)]
struct At(f64);

impl Eq for At {}

impl Ord for At {
    fn cmp(&self, other: &At) -> Ordering {
        other.0.total_cmp(&self.0)
    }
}

impl PartialOrd for At {
    fn partial_cmp(&self, other: &At) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// When each server is free again.
struct Servers(BinaryHeap<At>);

impl Servers {
    fn new(number: u32) -> Servers {
        Servers((0..number).map(|_| At(0.0)).collect())
    }

    fn earliest(&self) -> f64 {
        self.0.peek().map_or(f64::INFINITY, |at| at.0)
    }

    fn take(&mut self, until: f64) {
        if let Some(mut top) = self.0.peek_mut() {
            *top = At(until);
        }
    }
}

/// A run that can be watched: [`Run::step`] goes on for some jobs, [`Run::outcome`] says what is known so far.
pub struct Run {
    setting: Setting,
    random: Random,
    durations: Vec<Durations>,
    slots: Servers,
    places: Servers,
    /// Slots and places are the same thing where there are no more slots than places.
    one_line: bool,
    now: f64,
    in_batch: u32,
    done: u32,
    waits: Vec<f32>,
    waited: u32,
    sum: f64,
    failed: u32,
    busy: f64,
    first: u32,
    since: f64,
    /// Jobs that started and their waits, by [`STRETCH`] jobs.
    stretches: Vec<(u32, f64)>,
}

impl Run {
    /// None where nothing can be played: no servers, jobs or kinds, or figures no runner has.
    pub fn new(setting: Setting) -> Option<Run> {
        let servers = setting.slots.min(setting.places);
        let share: f64 = setting.kinds.iter().map(|(share, ..)| share).sum();
        let sizes: f64 = setting.sizes.iter().map(|(_, share)| share).sum();
        // Wide enough for any runner, narrow enough for sums that stay numbers.
        let good = |value: f64| value > 1e-9 && value < 1e9;
        if servers == 0
            || setting.slots > super::MAX_SERVERS
            || !good(share)
            || !good(sizes)
            || !good(setting.pipelines_per_hour)
            || setting
                .kinds
                .iter()
                .any(|(_, mean, cs2)| !good(*mean) || cs2.is_nan() || *cs2 > 1e6)
            || setting.sizes.iter().any(|(size, _)| *size == 0)
        {
            return None;
        }
        let one_line = setting.slots <= setting.places;
        Some(Run {
            random: Random::new(setting.seed),
            durations: setting
                .kinds
                .iter()
                .map(|(_, mean, cs2)| {
                    if setting.exponential && *cs2 == 1.0 {
                        Durations::exponential(*mean)
                    } else {
                        Durations::new(*mean, *cs2)
                    }
                })
                .collect(),
            slots: Servers::new(setting.slots),
            places: Servers::new(if one_line { 0 } else { setting.places }),
            one_line,
            now: 0.0,
            in_batch: 0,
            done: 0,
            waits: Vec::new(),
            waited: 0,
            sum: 0.0,
            failed: 0,
            busy: 0.0,
            // The line is empty at first, as it is not on a working day.
            first: setting.jobs.min(MOST_JOBS) / 20,
            since: 0.0,
            stretches: Vec::new(),
            setting: Setting {
                jobs: setting.jobs.min(MOST_JOBS),
                ..setting
            },
        })
    }

    /// Jobs played.
    pub fn played(&self) -> u32 {
        self.done
    }

    pub fn is_done(&self) -> bool {
        self.done >= self.setting.jobs
    }

    /// Plays at most this many jobs more.
    pub fn step(&mut self, jobs: u32) {
        let until = self.done.saturating_add(jobs).min(self.setting.jobs);
        while self.done < until {
            self.job();
        }
    }

    fn job(&mut self) {
        if self.in_batch == 0 {
            self.now += self
                .random
                .exponential(3600.0 / self.setting.pipelines_per_hour);
            let at = pick(
                &mut self.random,
                self.setting.sizes.iter().map(|(_, share)| *share),
            );
            self.in_batch = self.setting.sizes.get(at).map_or(1, |(size, _)| *size);
        }
        self.in_batch -= 1;
        let kind = pick(
            &mut self.random,
            self.setting.kinds.iter().map(|(share, ..)| *share),
        );
        let length = match self.durations.get_mut(kind) {
            Some(durations) => durations.draw(&mut self.random),
            None => 0.0,
        };
        let taken = self.slots.earliest().max(self.now);
        let start = if self.one_line {
            taken
        } else {
            self.places.earliest().max(taken)
        };
        if self.done == self.first {
            self.since = self.now;
        }
        let counts = self.done >= self.first;
        self.done += 1;
        if let Some(patience) = self.setting.patience
            && start - taken > patience
        {
            self.slots.take(taken + patience);
            self.failed += u32::from(counts);
            return;
        }
        self.slots.take(start + length);
        if !self.one_line {
            self.places.take(start + length);
        }
        if counts {
            let wait = start - self.now;
            self.waits.push(wait as f32);
            self.waited += u32::from(wait > 0.0);
            self.sum += wait;
            if (self.done - self.first) % STRETCH == 1 {
                self.stretches.push((0, 0.0));
            }
            if let Some((jobs, sum)) = self.stretches.last_mut() {
                *jobs += 1;
                *sum += wait;
            }
            self.busy += length;
        }
    }

    /// Mean wait so far, in seconds.
    pub fn mean_wait(&self) -> f64 {
        let started = self.waits.len();
        if started == 0 {
            return 0.0;
        }
        self.sum / started as f64
    }

    /// See [`Outcome::mean_error`]. Waits depend on those before, so single ones say nothing on it; means of long stretches
    /// hardly do.
    pub fn mean_error(&self) -> f64 {
        let each = self.stretches.len() / STRETCHES;
        if each == 0 {
            return 0.0;
        }
        let mean = |some: &[(u32, f64)]| {
            let jobs: u32 = some.iter().map(|(jobs, _)| jobs).sum();
            let sum: f64 = some.iter().map(|(_, sum)| sum).sum();
            sum / f64::from(jobs.max(1))
        };
        let means: Vec<f64> = self.stretches.chunks_exact(each).map(mean).collect();
        let n = means.len() as f64;
        let mean = means.iter().sum::<f64>() / n;
        let squares: f64 = means.iter().map(|one| (one - mean) * (one - mean)).sum();
        T_19 * (squares / (n - 1.0) / n).sqrt()
    }

    /// What is known so far.
    pub fn outcome(&mut self) -> Outcome {
        let started = self.waits.len();
        let all = started as f64 + f64::from(self.failed);
        if all == 0.0 {
            return Outcome::default();
        }
        let mut quantile = |q: f64| {
            let at = ((started as f64 * q) as usize).min(started.saturating_sub(1));
            if started == 0 {
                return 0.0;
            }
            let (_, value, _) = self.waits.select_nth_unstable_by(at, f32::total_cmp);
            f64::from(*value)
        };
        let (p50, p90, p95, p99) = (quantile(0.5), quantile(0.9), quantile(0.95), quantile(0.99));
        let places = f64::from(self.setting.slots.min(self.setting.places));
        let over = (self.now - self.since).max(f64::MIN_POSITIVE);
        Outcome {
            jobs: self.done,
            p_wait: (f64::from(self.waited) + f64::from(self.failed)) / all,
            mean_wait: self.mean_wait(),
            mean_error: self.mean_error(),
            p50,
            p90,
            p95,
            p99,
            p_fail: f64::from(self.failed) / all,
            utilisation: (self.busy / over / places).min(1.0),
        }
    }
}

/// Plays all jobs of a setting.
pub fn simulate(setting: &Setting) -> Option<Outcome> {
    let mut run = Run::new(setting.clone())?;
    run.step(u32::MAX);
    Some(run.outcome())
}

/// The index of one of several by its share.
fn pick(random: &mut Random, shares: impl ExactSizeIterator<Item = f64> + Clone) -> usize {
    if shares.len() == 1 {
        return 0;
    }
    let total: f64 = shares.clone().map(|share| share.max(0.0)).sum();
    let mut at = random.share() * total;
    let mut last = 0;
    for (index, share) in shares.enumerate() {
        if share <= 0.0 {
            continue;
        }
        if at <= share {
            return index;
        }
        at -= share;
        last = index;
    }
    last
}
