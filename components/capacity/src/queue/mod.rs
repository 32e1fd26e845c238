//! Says how long jobs wait for a slot: closed forms where they are exact, a simulation where none is.
//!
//! Units: seconds, jobs per hour, erlangs (jobs at work on average). Floating point throughout; figures that mean
//! nothing (no servers, no jobs, an overloaded queue) give none or 0, never NaN.
//!
//! Reading order: [`erlang`] (one kind of job, Poisson arrivals, exponential durations), [`general`] (other durations,
//! approximately), [`batch`] (jobs that come in pipelines), [`patience`] (jobs that give up), [`sizes`] (jobs of several
//! sizes), [`simulate`] (all of it together).

pub mod batch;
pub mod erlang;
pub mod general;
pub mod patience;
pub mod random;
pub mod simulate;
pub mod sizes;

/// Most servers any of these looks at; what is above is no honest runner.
pub const MAX_SERVERS: u32 = 100_000;

/// Jobs per second of jobs per hour.
pub(crate) fn per_second(per_hour: f64) -> f64 {
    per_hour / 3600.0
}
