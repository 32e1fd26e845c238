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
    let erlangs = lambda * mean_duration;
    let good = |number: f64| number > 0.0 && number.is_finite();
    if servers == 0 || !good(lambda) || !good(mean_duration) || !good(erlangs) || patience.is_nan()
    {
        return None;
    }
    let servers = servers.min(super::MAX_SERVERS);
    let patience = patience.max(0.0);
    let mu = f64::from(servers) / mean_duration;
    let excess = lambda - mu;
    // Far more jobs come than are done: the share that is done is what the servers can do.
    let overload = Patience {
        p_abandon: (1.0 - mu / lambda).max(0.0),
        p_wait: 1.0,
    };
    let grown = (excess * patience).exp();
    // Not finite, or no number: no excess, for ever.
    if !grown.is_finite() {
        return Some(overload);
    }
    // All in units of p(c-1), the chance that one place is free.
    let free = 1.0 / blocking(servers - 1, erlangs);
    let within = if excess.abs() * patience < 1e-9 {
        lambda * patience
    } else {
        lambda * (grown - 1.0) / excess
    };
    let beyond = lambda * grown / mu;
    let waiting = within + beyond;
    if !waiting.is_finite() {
        return Some(overload);
    }
    Some(Patience {
        p_abandon: beyond / (free + waiting),
        p_wait: waiting / (free + waiting),
    })
}
