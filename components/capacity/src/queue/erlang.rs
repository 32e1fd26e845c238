//! Answers for one kind of job that comes at random: Erlang's formulas and the M/M/c queue.

use super::{MAX_SERVERS, per_second};

/// Erlang B: the share of jobs that find all servers taken, where none waits.
///
/// `B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1))`. No erlangs, or none that mean something, count as 0.
pub fn blocking(servers: u32, erlangs: f64) -> f64 {
    let erlangs = work(erlangs);
    let mut blocking = 1.0;
    for n in 1..=servers.min(MAX_SERVERS) {
        let busy = erlangs * blocking;
        blocking = busy / (f64::from(n) + busy);
    }
    blocking
}

/// Erlang C: the share of jobs that wait, where all do. 1 for a queue that never empties.
pub fn waiting(servers: u32, erlangs: f64) -> f64 {
    let erlangs = work(erlangs);
    let c = f64::from(servers.min(MAX_SERVERS));
    if erlangs >= c {
        return 1.0;
    }
    let blocking = blocking(servers, erlangs);
    c * blocking / (c - erlangs * (1.0 - blocking))
}

/// Far more than any number of servers works off is all the same.
fn work(erlangs: f64) -> f64 {
    if erlangs > 0.0 {
        erlangs.min(1e12)
    } else {
        0.0
    }
}

/// The M/M/c queue: Poisson arrivals, exponential durations, one line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    pub offered_erlangs: f64,
    pub utilisation: f64,
    /// What follows where fewer jobs come than are done; none else.
    pub waits: Option<Waits>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waits {
    pub p_wait: f64,
    /// Seconds over all jobs, those that do not wait as well.
    pub mean_wait: f64,
    /// Jobs in the line on average.
    pub mean_queue: f64,
    /// How fast the tail falls: `P(wait > t) = p_wait exp(-rate t)`, per second.
    rate: f64,
}

impl Waits {
    /// The wait that a share `q` of the jobs stays below, in seconds; infinite for a share of 1.
    pub fn quantile(&self, q: f64) -> f64 {
        if q >= 1.0 {
            return f64::INFINITY;
        }
        ((self.p_wait / (1.0 - q)).ln() / self.rate).max(0.0)
    }

    /// The share of jobs that wait longer than `seconds`.
    pub fn beyond(&self, seconds: f64) -> f64 {
        self.p_wait * (-self.rate * seconds.max(0.0)).exp()
    }
}

/// `mean_duration` in seconds. No jobs, or none that last, offer nothing and have no waits.
pub fn mmc(jobs_per_hour: f64, mean_duration: f64, servers: u32) -> Mmc {
    let servers = servers.min(MAX_SERVERS);
    let lambda = per_second(jobs_per_hour);
    let erlangs = work(lambda * mean_duration);
    let c = f64::from(servers);
    let stable = erlangs < c && lambda > 0.0 && mean_duration > 0.0 && erlangs > 0.0;
    let waits = stable.then(|| {
        let p_wait = waiting(servers, erlangs);
        let rate = c / mean_duration - lambda;
        let mean_wait = p_wait / rate;
        Waits {
            p_wait,
            mean_wait,
            mean_queue: lambda * mean_wait,
            rate,
        }
    });
    Mmc {
        offered_erlangs: erlangs,
        utilisation: if servers == 0 { 0.0 } else { erlangs / c },
        waits,
    }
}

/// The fewest servers at which a share `level` of the jobs waits at most `max_wait` seconds.
pub fn min_servers(
    jobs_per_hour: f64,
    mean_duration: f64,
    max_wait: f64,
    level: f64,
) -> Option<u32> {
    let erlangs = per_second(jobs_per_hour) * mean_duration;
    let numbers = [erlangs, mean_duration, max_wait, level];
    if numbers.iter().any(|number| !number.is_finite()) || mean_duration <= 0.0 || level > 1.0 {
        return None;
    }
    let max_wait = max_wait.max(0.0);
    let erlangs = work(erlangs);
    // The recursion goes on from server to server, so the whole search costs one.
    let mut blocking = 1.0;
    for servers in 1..=MAX_SERVERS {
        let c = f64::from(servers);
        let busy = erlangs * blocking;
        blocking = busy / (c + busy);
        if erlangs >= c {
            continue;
        }
        let p_wait = c * blocking / (c - erlangs * (1.0 - blocking));
        let rate = (c - erlangs) / mean_duration;
        if p_wait * (-rate * max_wait).exp() <= 1.0 - level {
            return Some(servers);
        }
    }
    None
}
