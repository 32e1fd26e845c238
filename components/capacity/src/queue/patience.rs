//! Answers for jobs that give up: a pod that is Pending past `poll_timeout` fails its job.
//!
//! M/M/c with a fixed patience (Barrer 1957). With `mu = c / s` the wait that a job would have has the density
//! `lambda p(c-1) exp((lambda - mu) v)` up to the patience and `lambda p(c-1) exp(lambda tau - mu v)` beyond.

use super::{erlang::blocking, per_second};

/// Shares of the jobs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// Those that would wait longer than the patience, and fail.
    pub p_abandon: f64,
    pub p_wait: f64,
}

/// Also for a queue that would be overloaded; `patience` in seconds. None without servers or jobs.
pub fn patience(
    jobs_per_hour: f64,
    mean_duration: f64,
    servers: u32,
    patience: f64,
) -> Option<Patience> {
    let lambda = per_second(jobs_per_hour);
    if servers == 0 || lambda <= 0.0 || mean_duration <= 0.0 || patience < 0.0 {
        return None;
    }
    let mu = f64::from(servers) / mean_duration;
    let excess = lambda - mu;
    let grown = (excess * patience).exp();
    if !grown.is_finite() {
        // Far more jobs come than are done: the share that is done is what the servers can do.
        return Some(Patience {
            p_abandon: 1.0 - mu / lambda,
            p_wait: 1.0,
        });
    }
    // All in units of p(c-1), the chance that one place is free.
    let free = 1.0 / blocking(servers - 1, lambda * mean_duration);
    let within = if excess.abs() * patience < 1e-9 {
        lambda * patience
    } else {
        lambda * (grown - 1.0) / excess
    };
    let beyond = lambda * grown / mu;
    let all = free + within + beyond;
    Some(Patience {
        p_abandon: beyond / all,
        p_wait: (within + beyond) / all,
    })
}
