//! Follows the nodes over a day and says what they cost.

use runwright_model::answer::fleet::{
    Autoscaler, Autoscaling, Cost, Costs, FleetQuestion, FleetWhat, Hour, PoolHour,
};

use super::setup::nodes;
use super::steps::Steps;
use super::waits::{Load, busy_hour};
use super::{Core, decimal, rounded};
use crate::sum::{over, plus, times};

/// Hours of a month, as clouds bill them.
const MONTH: f64 = 730.0;
/// Of the normal distribution: nine of ten moments stay below the mean and so many standard deviations.
const P90: f64 = 1.2816;
const FAQ: &str = "kubernetes/autoscaler@55c37cd5:cluster-autoscaler/FAQ.md";

pub(super) fn autoscaler(question: &FleetQuestion) -> Autoscaler {
    question.autoscaler.unwrap_or_default()
}

fn scales(question: &FleetQuestion) -> bool {
    question.pools.iter().any(|pool| pool.min < pool.max)
}

/// From a pod that fits nowhere to its start on a new node, in milliseconds; 0 where no pool grows.
pub(super) fn cold_start_ms(question: &FleetQuestion) -> i64 {
    if !scales(question) {
        return 0;
    }
    let times = autoscaler(question);
    let pull = question.profiles.iter().map(|profile| profile.pull_s);
    let pull = (pull.fold(0.0, f64::max) * 1000.0).round() as i64;
    let seconds = times.scan_s.max(0).saturating_add(times.provision_s.max(0));
    seconds.saturating_mul(1000).saturating_add(pull)
}

/// Nodes by the hour: enough for the jobs that are at work at nine of ten moments.
pub(super) fn autoscaling(
    question: &FleetQuestion,
    core: &Core,
    steps: &mut Steps,
) -> Option<Autoscaling> {
    if !scales(question) {
        return None;
    }
    let load = Load::new(question, &core.setup);
    let runs = load.per_hour / busy_hour(&question.arrivals).max(f64::MIN_POSITIVE);
    let hours: Vec<f64> = if question.arrivals.hours.is_empty() {
        vec![load.per_hour; 24]
    } else {
        question
            .arrivals
            .hours
            .iter()
            .map(|jobs| jobs * runs)
            .collect()
    };
    let busiest = hours.iter().copied().fold(0.0, f64::max);
    let held = core.slots.total.min(core.jobs.at_once.expected.jobs);
    let factor = variation(&load);
    let busy: Vec<i64> = hours
        .iter()
        .map(|jobs| at_work(*jobs, load.mean_s, factor).min(held).max(0))
        .collect();
    let expected: f64 = core.jobs.per_pool.iter().sum();
    let needed = |pool: usize, busy: i64| -> i64 {
        let Some(one) = question.pools.get(pool) else {
            return 0;
        };
        let most = nodes(one);
        let part = core.jobs.per_pool.get(pool).copied().unwrap_or(0.0);
        // The pool's part of the jobs over its jobs per node; what is left is that the pool grows as the load does.
        let share = if part > 0.0 && expected > 0.0 {
            busy as f64 / expected
        } else {
            0.0
        };
        let needed = (most as f64 * share - 1e-9).ceil() as i64;
        needed.clamp(one.min.unwrap_or(most).max(0).min(most), most)
    };
    let idle = (autoscaler(question).idle_s.max(0) as f64 / 3600.0).min(1.0);
    let (mut total, mut spare) = (0.0, 0.0);
    let mut out = Vec::new();
    for (hour, jobs) in hours.iter().enumerate() {
        let before = busy.get((hour + 23) % 24).copied().unwrap_or(0);
        let now = busy.get(hour).copied().unwrap_or(0);
        let pools: Vec<PoolHour> = (0..question.pools.len())
            .map(|pool| {
                let nodes = needed(pool, now);
                let tail = (needed(pool, before) - nodes).max(0) as f64 * idle;
                spare += tail;
                PoolHour {
                    nodes,
                    node_hours: rounded(nodes as f64 + tail),
                }
            })
            .collect();
        total += pools.iter().map(|pool| pool.node_hours).sum::<f64>();
        out.push(Hour {
            jobs: rounded(*jobs),
            busy: now,
            pools,
        });
    }
    let times_s = autoscaler(question);
    let cold = cold_start_ms(question);
    let pull = cold - (times_s.scan_s.max(0) + times_s.provision_s.max(0)) * 1000;
    let terms = [
        [&times_s.scan_s.max(0).to_string(), " s"].concat(),
        [&times_s.provision_s.max(0).to_string(), " s"].concat(),
        [&decimal(pull as f64 / 1000.0), " s"].concat(),
    ];
    let result = [&decimal(cold as f64 / 1000.0), " s"].concat();
    steps.add(FleetWhat::ColdStart, None, plus(&terms), result, FAQ);
    let mean = busiest / 3600.0 * load.mean_s;
    let root = [" + 1.2816 \u{d7} \u{221a}", &decimal(mean * factor)].concat();
    let most = busy.iter().copied().max().unwrap_or(0);
    let sum = [&decimal(mean), root.as_str()].concat();
    steps.add(FleetWhat::BusyJobs, None, sum, most.to_string(), "");
    for (pool, one) in question.pools.iter().enumerate() {
        if one.min >= one.max {
            continue;
        }
        let sum = over(
            &times(&nodes(one).to_string(), &most.to_string()),
            &decimal(expected),
        );
        let name = Some(one.pool.name.as_str());
        steps.add(
            FleetWhat::PoolNodes,
            name,
            sum,
            needed(pool, most).to_string(),
            "",
        );
    }
    let all = out
        .iter()
        .map(|hour: &Hour| hour.pools.iter().map(|pool| pool.node_hours).sum());
    let sum = plus(&equal_terms(all));
    steps.add(FleetWhat::NodeHours, None, sum, decimal(total), "");
    Some(Autoscaling {
        cold_start_ms: cold,
        hours: out,
        node_hours_per_day: rounded(total),
        idle_hours_per_day: rounded(spare),
    })
}

/// Equal figures as one term, e.g. `9 × 4`, the smallest first.
fn equal_terms(all: impl Iterator<Item = f64>) -> Vec<String> {
    let mut all: Vec<i64> = all.map(|value| (value * 1000.0).round() as i64).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b)
        .filter_map(|same| {
            let value = runwright_model::quantity::cores(*same.first()?);
            Some(times(&same.len().to_string(), &value))
        })
        .collect()
}

/// Variance over mean of the jobs at work if none waits: 1 for jobs that come one by one; pipelines add to it, in the
/// middle between jobs of the same length (all of it) and ones that end at once (none).
fn variation(load: &Load) -> f64 {
    let jobs: f64 = load
        .sizes
        .iter()
        .map(|(size, share)| f64::from(*size) * share)
        .sum();
    let mates: f64 = load
        .sizes
        .iter()
        .map(|(size, share)| f64::from(*size) * (f64::from(*size) - 1.0) * share)
        .sum();
    1.0 + 0.5 * mates / jobs.max(f64::MIN_POSITIVE)
}

fn at_work(per_hour: f64, mean_s: f64, factor: f64) -> i64 {
    let mean = per_hour / 3600.0 * mean_s;
    (mean + P90 * (mean * factor).sqrt() - 1e-9).ceil() as i64
}

/// All nodes all the time, per hour; none where a price is missing.
pub(super) fn fixed_per_hour(question: &FleetQuestion) -> Option<f64> {
    question
        .pools
        .iter()
        .map(|pool| Some(pool.price_per_hour? * nodes(pool) as f64))
        .sum()
}

pub(super) fn costs(
    question: &FleetQuestion,
    autoscaling: Option<&Autoscaling>,
    steps: &mut Steps,
) -> Costs {
    let Some(fixed) = fixed_per_hour(question) else {
        return Costs::default();
    };
    let arrivals = &question.arrivals;
    let jobs = if arrivals.hours.is_empty() {
        busy_hour(arrivals)
    } else {
        arrivals.hours.iter().sum::<f64>() / 24.0
    };
    let of = |per_hour: f64| Cost {
        per_hour: money(per_hour),
        per_month: money(per_hour * MONTH),
        per_job: (jobs > 0.0).then(|| money(per_hour / jobs)),
    };
    let price = |pool: usize| {
        let pool = question.pools.get(pool);
        pool.and_then(|pool| pool.price_per_hour).unwrap_or(0.0)
    };
    let autoscaled = autoscaling.map(|day| {
        let hours = day
            .hours
            .iter()
            .flat_map(|hour| hour.pools.iter().enumerate());
        hours
            .map(|(pool, hour)| hour.node_hours * price(pool))
            .sum::<f64>()
            / 24.0
    });
    if let (Some(day), Some(per_hour)) = (autoscaling, autoscaled) {
        let hours = |pool: usize| -> f64 {
            let of = |hour: &Hour| hour.pools.get(pool).map_or(0.0, |pool| pool.node_hours);
            day.hours.iter().map(of).sum()
        };
        let terms: Vec<String> = (0..question.pools.len())
            .map(|pool| times(&decimal(hours(pool)), &decimal(price(pool))))
            .collect();
        let sum = over(&["(", &plus(&terms), ")"].concat(), "24");
        let result = decimal(per_hour);
        steps.add(FleetWhat::AutoscaledPerHour, None, sum, result, "");
    }
    let terms: Vec<String> = question
        .pools
        .iter()
        .enumerate()
        .map(|(at, pool)| times(&nodes(pool).to_string(), &decimal(price(at))))
        .collect();
    let hour = decimal(fixed);
    steps.add(FleetWhat::CostPerHour, None, plus(&terms), hour.clone(), "");
    let month = decimal(fixed * MONTH);
    steps.add(
        FleetWhat::CostPerMonth,
        None,
        times(&hour, "730"),
        month,
        "",
    );
    if jobs > 0.0 {
        let sum = over(&hour, &decimal(jobs));
        steps.add(FleetWhat::CostPerJob, None, sum, decimal(fixed / jobs), "");
    }
    Costs {
        fixed: Some(of(fixed)),
        autoscaled: autoscaled.map(of),
    }
}

/// To 6 decimals.
pub(super) fn money(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
