//! Answers for jobs that come in pipelines: the M^[X]/M/c queue.
//!
//! Exact for exponential durations. The states in which a place is free follow from the cut equations
//! `pi(n+1) (n+1) / s = lambda sum_j pi(n-j) P(X > j)`, all others from their generating function: with
//! `G(z) = sum_{n<c} (c-n) pi(n) z^n` and `B(z) = sum_j P(X > j) z^j` it is `P(z) = G(z) / (c - lambda s z B(z))`, so
//! `G(1) = c - lambda s E X` and the mean number of jobs is `G'(1)/G(1) + lambda s (E X + B'(1)) / G(1)`.

use super::{MAX_SERVERS, per_second};

/// Waits of jobs that come several at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batches {
    pub utilisation: f64,
    /// Share of the jobs that wait, and seconds over all jobs; none where more jobs come than are done.
    pub waits: Option<(f64, f64)>,
}

/// Jobs of one pipeline that are told apart.
const LARGEST: u32 = 10_000;
/// Kinds of pipelines.
const SIZES: usize = 100;

/// `sizes` are jobs per pipeline and their shares, which need not add up to 1; shares that mean nothing count as 0.
pub fn batches(
    pipelines_per_hour: f64,
    sizes: &[(u32, f64)],
    mean_duration: f64,
    servers: u32,
) -> Batches {
    let sizes: Vec<(usize, f64)> = sizes
        .iter()
        .filter(|(size, share)| *size > 0 && *share > 0.0 && *share < 1e100)
        .map(|(size, share)| (*size as usize, *share))
        .collect();
    let total: f64 = sizes.iter().map(|(_, share)| share).sum();
    let largest = sizes.iter().map(|(size, _)| *size).max().unwrap_or(0);
    let known = sizes.len() <= SIZES && largest > 0 && largest <= LARGEST as usize;
    if !known || servers == 0 || servers > MAX_SERVERS {
        return Batches {
            utilisation: 0.0,
            waits: None,
        };
    }
    let over_sizes = |of: fn(f64) -> f64| -> f64 {
        let weighed = sizes.iter().map(|(size, share)| of(*size as f64) * share);
        weighed.sum::<f64>() / total
    };
    let mean = over_sizes(|size| size);
    let slope = over_sizes(|size| size * (size - 1.0) / 2.0);
    let lambda = per_second(pipelines_per_hour);
    let c = f64::from(servers);
    let work = lambda * mean_duration;
    let utilisation = work * mean / c;
    if !(lambda > 0.0 && mean_duration > 0.0 && work > 0.0 && utilisation < 1.0) {
        return Batches {
            utilisation: if utilisation > 0.0 { utilisation } else { 0.0 },
            waits: None,
        };
    }
    let places = servers as usize;
    // `before[n]` is the sum of the states below n.
    let mut states = vec![1.0f64];
    let mut before = vec![0.0f64, 1.0];
    // States before this one are too unlikely to count.
    let mut first = 0;
    for n in 0..places - 1 {
        let until = before.get(n + 1).copied().unwrap_or(0.0);
        let inflow: f64 = sizes
            .iter()
            .map(|(size, share)| {
                let from = before.get((n + 1).saturating_sub(*size)).copied();
                share / total * (until - from.unwrap_or(0.0))
            })
            .sum();
        let state = (work * inflow / (n + 1) as f64).max(0.0);
        states.push(state);
        before.push(until + state);
        // Large numbers of places make the first states vanish beside the later ones.
        if until + state > 1e200 {
            let scaled = states.iter_mut().skip(first);
            for state in scaled.chain(before.iter_mut().skip(first)) {
                *state = if *state < 1e-50 { 0.0 } else { *state * 1e-200 };
            }
            while states.get(first) == Some(&0.0) {
                first += 1;
            }
        }
    }
    let (mut all, mut weighed) = (0.0, 0.0);
    for (n, state) in states.iter().enumerate() {
        all += (c - n as f64) * state;
        weighed += (c - n as f64) * n as f64 * state;
    }
    // What all states are to add up to.
    let whole = all / (c - work * mean);
    let jobs = weighed / all + work * (mean + slope) / (c - work * mean);
    let waiting = (jobs - work * mean).max(0.0);
    // A job of a pipeline has k mates before it with the share P(X > k) / E X; it does not wait where those before it and
    // those it finds leave a place free.
    let free: f64 = sizes
        .iter()
        .map(|(size, share)| {
            let found = |k: usize| before.get(places - k).copied().unwrap_or(0.0);
            let mates: f64 = (0..(*size).min(places)).map(found).sum();
            share / total * mates
        })
        .sum();
    let free = free / mean / whole;
    Batches {
        utilisation,
        waits: Some(((1.0 - free).clamp(0.0, 1.0), waiting / (lambda * mean))),
    }
}
