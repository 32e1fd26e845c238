//! Answers for jobs that come in pipelines: the M^[X]/M/c queue.
//!
//! By the cut equations `pi(n+1) min(n+1, c) / s = lambda sum_j pi(n-j) P(X > j)`, exact for exponential durations.

use super::{MAX_SERVERS, per_second};

/// Waits of jobs that come several at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batches {
    pub utilisation: f64,
    /// Share of the jobs that wait, and seconds over all jobs; none where more jobs come than are done.
    pub waits: Option<(f64, f64)>,
}

/// States that are looked at before the rest is given up; a queue that full is as good as overloaded.
const STATES: usize = 2_000_000;
/// Jobs of one pipeline that are told apart.
const LARGEST: usize = 10_000;

/// `sizes` are jobs per pipeline and their shares, which need not add up to 1.
pub fn batches(
    pipelines_per_hour: f64,
    sizes: &[(u32, f64)],
    mean_duration: f64,
    servers: u32,
) -> Batches {
    let none = Batches {
        utilisation: 0.0,
        waits: None,
    };
    let total: f64 = sizes.iter().map(|(_, share)| share).sum();
    let largest = sizes.iter().map(|(size, _)| *size).max().unwrap_or(0) as usize;
    if total <= 0.0 || largest == 0 || largest > LARGEST || servers == 0 || servers > MAX_SERVERS {
        return none;
    }
    // P(X > j) for j from 0.
    let beyond: Vec<f64> = (0..largest)
        .map(|j| {
            let more = sizes.iter().filter(|(size, _)| *size as usize > j);
            more.map(|(_, share)| share).sum::<f64>() / total
        })
        .collect();
    let mean: f64 = beyond.iter().sum();
    let lambda = per_second(pipelines_per_hour);
    let c = f64::from(servers);
    let utilisation = lambda * mean * mean_duration / c;
    if utilisation >= 1.0 || utilisation.is_nan() || lambda <= 0.0 {
        return Batches {
            utilisation,
            waits: None,
        };
    }
    let places = servers as usize;
    let mut states = vec![1.0f64];
    let (mut sum, mut queue) = (1.0, 0.0);
    for n in 0..STATES {
        let inflow: f64 = beyond
            .iter()
            .enumerate()
            .take(n + 1)
            .filter_map(|(j, beyond)| states.get(n - j).map(|state| state * beyond))
            .sum();
        let busy = (n + 1).min(places) as f64;
        let state = lambda * mean_duration * inflow / busy;
        states.push(state);
        sum += state;
        queue += state * (n + 1).saturating_sub(places) as f64;
        // Behind all places the states fall; what is left is below the last digit.
        if n > places + largest && state * (n as f64) < 1e-16 * queue.max(1e-300) {
            break;
        }
        // Large numbers of places make the first states vanish beside the later ones.
        if sum > 1e200 {
            states.iter_mut().for_each(|state| *state *= 1e-200);
            sum *= 1e-200;
            queue *= 1e-200;
        }
    }
    // A job of a pipeline has k mates before it with the share P(X > k) / E X; it waits where those before it and those
    // it finds fill all places.
    let mut free = 0.0;
    let mut found: f64 = states.iter().take(places).sum();
    for (k, beyond) in beyond.iter().enumerate().take(places) {
        free += beyond / mean * found;
        found -= states.get(places - 1 - k).copied().unwrap_or(0.0);
    }
    let jobs = lambda * mean;
    Batches {
        utilisation,
        waits: Some(((1.0 - free / sum).clamp(0.0, 1.0), queue / sum / jobs)),
    }
}
