//! Reads the question of a fleet from JSON and holds it to its limits.

use serde_json::{Map, Value, json};

use runwright_model::answer::fleet::FleetQuestion;

use super::{quota, setup};

/// Above these the answer takes too long to be one.
pub(super) const POOLS: usize = 20;
const PROFILES: usize = 12;
const NODES: i64 = 5000;
const CONTAINERS: usize = 100;
const PIPELINE: u32 = 1000;
const PIPELINES: usize = 100;
const SLOTS: i64 = 10_000;
const PAUSE_PODS: i64 = 100_000;
const ERLANGS: f64 = 10_000.0;

/// The question of an object with `profiles`; the error says which field was not understood.
pub fn question(query: &Value) -> Result<FleetQuestion, String> {
    let mut query = query.clone();
    lists(&mut query);
    serde_json::from_value(query).map_err(|error| error.to_string())
}

/// Writes labels and selectors that are maps, as Kubernetes has them, as lists, and a quota's numbers as text.
pub fn lists(query: &mut Value) {
    let pairs = |map: &Map<String, Value>| -> Value {
        map.iter()
            .map(|(key, value)| json!({ "key": key, "value": value }))
            .collect()
    };
    for (list, key) in [("pools", "labels"), ("profiles", "node_selector")] {
        let items = query.get_mut(list).and_then(Value::as_array_mut);
        for item in items.into_iter().flatten() {
            if let Some(value) = item.get_mut(key)
                && let Some(map) = value.as_object()
            {
                *value = pairs(map);
            }
        }
    }
    let Some(query) = query.as_object_mut() else {
        return;
    };
    match query.get_mut("quota") {
        Some(Value::Object(quota)) => {
            for value in quota.values_mut() {
                if let Value::Number(number) = value {
                    *value = Value::String(number.to_string());
                }
            }
        }
        Some(Value::Null) => {
            query.remove("quota");
        }
        _ => {}
    }
}

/// Whether every figure is within what is answered.
pub(super) fn check(question: &FleetQuestion) -> Result<(), String> {
    let at_most = |what: &str, have: usize, most: usize| {
        if have > most {
            Err([what, ": at most ", &most.to_string(), " are answered"].concat())
        } else {
            Ok(())
        }
    };
    at_most("pools", question.pools.len(), POOLS)?;
    at_most("profiles", question.profiles.len(), PROFILES)?;
    if question.pools.is_empty() {
        return Err("pools: at least one is needed".to_owned());
    }
    if question.profiles.is_empty() {
        return Err("profiles: at least one is needed".to_owned());
    }
    let mut nodes = 0i64;
    for (at, pool) in question.pools.iter().enumerate() {
        let place = ["pools[", &at.to_string(), "]."].concat();
        if pool.min.is_some() != pool.max.is_some() {
            return Err([&place, "min and max: both or neither are needed"].concat());
        }
        if pool.min.is_some_and(|min| min < 0) || pool.min > pool.max {
            return Err([&place, "min: from 0 to max is needed"].concat());
        }
        number(
            &[&place, "price_per_hour"].concat(),
            pool.price_per_hour.unwrap_or(0.0),
        )?;
        nodes = nodes.saturating_add(setup::nodes(pool));
    }
    if nodes > NODES {
        let most = NODES.to_string();
        return Err(["pools: at most ", &most, " nodes are answered"].concat());
    }
    let mut shares = 0.0;
    let mut busy = 0.0;
    let per_hour = super::waits::busy_hour(&question.arrivals);
    for (at, profile) in question.profiles.iter().enumerate() {
        let place = ["profiles[", &at.to_string(), "]."].concat();
        at_most(
            &[&place, "containers"].concat(),
            profile.containers.len(),
            CONTAINERS,
        )?;
        at_most(
            &[&place, "init_containers"].concat(),
            profile.init_containers.len(),
            CONTAINERS,
        )?;
        let numbers = [
            ("share", Some(profile.share)),
            ("mean_s", Some(profile.mean_s)),
            ("pull_s", Some(profile.pull_s)),
            ("cs2", profile.cs2),
            ("sd_s", profile.sd_s),
        ];
        for (key, value) in numbers {
            number(&[&place, key].concat(), value.unwrap_or(0.0))?;
        }
        if per_hour > 0.0 && profile.share > 0.0 && profile.mean_s <= 0.0 {
            return Err([&place, "mean_s: a number above 0 is needed"].concat());
        }
        shares += profile.share;
        busy += profile.share * (profile.mean_s + profile.pull_s);
    }
    if shares <= 0.0 {
        return Err("profiles: one with a share above 0 is needed".to_owned());
    }
    let arrivals = &question.arrivals;
    number("arrivals.jobs_per_hour", arrivals.jobs_per_hour)?;
    if !arrivals.hours.is_empty() && arrivals.hours.len() != 24 {
        return Err("arrivals.hours: 24 numbers are needed".to_owned());
    }
    for hour in &arrivals.hours {
        number("arrivals.hours", *hour)?;
    }
    at_most(
        "arrivals.jobs_per_pipeline",
        arrivals.jobs_per_pipeline.len(),
        PIPELINES,
    )?;
    for (size, share) in &arrivals.jobs_per_pipeline {
        number("arrivals.jobs_per_pipeline", *share)?;
        if *size == 0 || *size > PIPELINE {
            return Err("arrivals.jobs_per_pipeline: 1 to 1000 jobs are needed".to_owned());
        }
    }
    if !arrivals.jobs_per_pipeline.is_empty()
        && arrivals.jobs_per_pipeline.values().sum::<f64>() <= 0.0
    {
        return Err("arrivals.jobs_per_pipeline: a share above 0 is needed".to_owned());
    }
    if per_hour / 3600.0 * busy / shares > ERLANGS {
        return Err("arrivals: more than 10000 jobs at work at once are not answered".to_owned());
    }
    let managers = &question.managers;
    let most = managers
        .replicas
        .max(0)
        .saturating_mul(managers.concurrent.max(0));
    if most > SLOTS {
        return Err("managers: more than 10000 slots are not answered".to_owned());
    }
    let pause = question.pause.unwrap_or_default();
    let pods = managers.replicas.max(0).saturating_mul(pause.idle_count);
    if pause.idle_count < 0 || pods > PAUSE_PODS {
        return Err("pause.idle_count: 0 to 100000 pods of all managers are needed".to_owned());
    }
    quota::quota(&question.quota).map(|_| ())
}

/// A figure that is none: below 0, or beyond what anyone means.
fn number(place: &str, value: f64) -> Result<(), String> {
    if (0.0..=1e9).contains(&value) {
        Ok(())
    } else {
        Err([place, ": a number from 0 to 1000000000 is needed"].concat())
    }
}
