//! Makes changes to a question.

use runwright_model::answer::fleet::{Edit, FleetPool, FleetProfile, FleetQuestion};
use runwright_model::answer::{
    Ask, Label, Load, NodeAmounts, Pool, Taint, TaintEffect, Toleration,
};
use runwright_model::{Json, json};

/// The question with all changes made; none where a path or a value is not known.
///
/// Paths name fields as in JSON, e.g. `profiles[0].request.cpu_m`; `pools[+]` adds a pool. Lists and pools are JSON.
pub fn apply(question: &FleetQuestion, changes: &[Edit]) -> Option<FleetQuestion> {
    let mut question = question.clone();
    for change in changes {
        set(&mut question, &change.path, &change.to)?;
    }
    Some(question)
}

fn set(question: &mut FleetQuestion, path: &str, text: &str) -> Option<()> {
    let value = json::read(text).ok()?;
    if path == "pools[+]" {
        question.pools.push(new_pool(&value)?);
        return Some(());
    }
    if let Some((at, rest)) = indexed(path, "pools[") {
        return pool(question.pools.get_mut(at)?, rest.strip_prefix('.')?, &value);
    }
    if let Some((at, rest)) = indexed(path, "profiles[") {
        return profile(
            question.profiles.get_mut(at)?,
            rest.strip_prefix('.')?,
            &value,
        );
    }
    let managers = &mut question.managers;
    let place = match path {
        "managers.concurrent" => &mut managers.concurrent,
        "managers.replicas" => &mut managers.replicas,
        "poll_timeout_s" => &mut question.poll_timeout_s,
        _ => {
            let (at, rest) = indexed(path, "managers.limits[")?;
            rest.is_empty().then_some(())?;
            managers.limits.get_mut(at)?
        }
    };
    *place = number(&value)?;
    Some(())
}

/// The number in brackets and what follows them.
fn indexed<'a>(path: &'a str, head: &str) -> Option<(usize, &'a str)> {
    let (at, rest) = path.strip_prefix(head)?.split_once(']')?;
    Some((at.parse().ok()?, rest))
}

fn profile(profile: &mut FleetProfile, key: &str, value: &Json) -> Option<()> {
    match key {
        "node_selector" => profile.node_selector = list(value, label)?,
        "tolerations" => profile.tolerations = list(value, toleration)?,
        _ => {
            if let Some(key) = key.strip_prefix("request.") {
                let request = profile.request.as_mut()?;
                let place = match key {
                    "cpu_m" => &mut request.cpu_m,
                    "memory" => &mut request.memory,
                    "ephemeral" => &mut request.ephemeral,
                    "gpu" => &mut request.gpu,
                    _ => return None,
                };
                *place = number(value)?;
                return Some(());
            }
            let (at, rest) = indexed(key, "containers[")?;
            let asked: &mut Ask = &mut profile.containers.get_mut(at)?.request;
            let place = match rest.strip_prefix(".request.")? {
                "cpu_m" => &mut asked.cpu_m,
                "memory" => &mut asked.memory,
                "ephemeral" => &mut asked.ephemeral,
                _ => return None,
            };
            *place = maybe(value)?;
        }
    }
    Some(())
}

fn pool(pool: &mut FleetPool, key: &str, value: &Json) -> Option<()> {
    let machine: &mut Pool = &mut pool.pool;
    match key {
        "name" => machine.name = value.text()?.to_string(),
        "count" => machine.count = number(value)?,
        "cpu_m" => machine.cpu_m = number(value)?,
        "memory" => machine.memory = number(value)?,
        "disk" => machine.disk = maybe(value)?,
        "max_pods" => machine.max_pods = maybe(value)?,
        "min" => pool.min = maybe(value)?,
        "max" => pool.max = maybe(value)?,
        "gpu" => pool.gpu = number(value)?,
        "price_per_hour" => {
            pool.price_per_hour = match value {
                Json::Null => None,
                _ => Some(value.scalar()?.parse().ok()?),
            }
        }
        "labels" => machine.labels = list(value, label)?,
        "taints" => machine.taints = list(value, taint)?,
        "overhead" => {
            let part = |key: &str| value.get(key).map_or(Some(0), number);
            machine.overhead = Load {
                cpu_m: part("cpu_m")?,
                memory: part("memory")?,
                pods: part("pods")?,
            }
        }
        "allocatable" => {
            machine.allocatable = match value {
                Json::Null => None,
                _ => {
                    let part = |key: &str| value.get(key).map_or(Some(0), number);
                    Some(NodeAmounts {
                        cpu_m: part("cpu_m")?,
                        memory: part("memory")?,
                        ephemeral: value.get("ephemeral").map_or(Some(None), maybe)?,
                        pods: part("pods")?,
                    })
                }
            }
        }
        // The plan has no field for these.
        "reserve" | "eligible" => matches!(value, Json::Null).then_some(())?,
        _ => {
            let exact = machine.allocatable.as_mut()?;
            let place = match key.strip_prefix("allocatable.")? {
                "cpu_m" => &mut exact.cpu_m,
                "memory" => &mut exact.memory,
                "pods" => &mut exact.pods,
                _ => return None,
            };
            *place = number(value)?;
        }
    }
    Some(())
}

fn new_pool(value: &Json) -> Option<FleetPool> {
    let mut new = FleetPool::default();
    for (key, value) in value.entries()? {
        pool(&mut new, key, value)?;
    }
    Some(new)
}

fn number(value: &Json) -> Option<i64> {
    match value {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn maybe(value: &Json) -> Option<Option<i64>> {
    match value {
        Json::Null => Some(None),
        _ => number(value).map(Some),
    }
}

fn list<T>(value: &Json, one: fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    value.list()?.iter().map(one).collect()
}

fn text(value: &Json, key: &str) -> String {
    let text = value.get(key).and_then(Json::text);
    text.unwrap_or_default().to_string()
}

fn label(value: &Json) -> Option<Label> {
    Some(Label {
        key: value.get("key")?.text()?.to_string(),
        value: text(value, "value"),
    })
}

fn taint(value: &Json) -> Option<Taint> {
    Some(Taint {
        key: value.get("key")?.text()?.to_string(),
        value: text(value, "value"),
        effect: effect(value.get("effect")?)?,
    })
}

fn toleration(value: &Json) -> Option<Toleration> {
    Some(Toleration {
        key: text(value, "key"),
        value: value.get("value").and_then(Json::text).map(str::to_string),
        effect: match value.get("effect") {
            None | Some(Json::Null) => None,
            Some(value) => Some(effect(value)?),
        },
    })
}

fn effect(value: &Json) -> Option<TaintEffect> {
    match value.text()? {
        "NoSchedule" => Some(TaintEffect::NoSchedule),
        "PreferNoSchedule" => Some(TaintEffect::PreferNoSchedule),
        "NoExecute" => Some(TaintEffect::NoExecute),
        _ => None,
    }
}
