//! Reads machines, pods, pools and managers from JSON.

use serde_json::{Map, Value};

use runwright_model::answer::{Ask, Container, Job, Label, Taint, TaintEffect, Toleration};

use crate::allocatable::{EvictionHard, Machine, Provider, Reserve, Threshold};
use crate::end_to_end::Case;
use crate::packing::{Amounts, NodePool, Profile};
use crate::{GIB, MIB};

type Read<T> = Result<T, String>;

pub(super) fn text<'a>(value: &'a Value, key: &str) -> Read<&'a str> {
    value
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| [key, ": a string is needed"].concat())
}

fn optional_text(value: &Value, key: &str) -> Read<Option<String>> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => text(value, key).map(|text| Some(text.to_owned())),
    }
}

/// A whole number; none where the key is absent or null.
fn int(value: &Value, key: &str) -> Read<Option<i64>> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(number) => number
            .as_i64()
            .or_else(|| {
                number
                    .as_f64()
                    .filter(|n| n.fract() == 0.0)
                    .map(|n| n as i64)
            })
            .map(Some)
            .ok_or_else(|| [key, ": a whole number is needed"].concat()),
    }
}

fn int_or_0(value: &Value, key: &str) -> Read<i64> {
    Ok(int(value, key)?.unwrap_or(0))
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn list<'a>(value: &'a Value, key: &str) -> Read<&'a [Value]> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err([key, ": a list is needed"].concat()),
    }
}

fn map<'a>(value: &'a Value, key: &str) -> Read<Option<&'a Map<String, Value>>> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map)),
        Some(_) => Err([key, ": an object is needed"].concat()),
    }
}

fn ask(value: Option<&Value>) -> Read<Ask> {
    let Some(value) = value else {
        return Ok(Ask::default());
    };
    Ok(Ask {
        cpu_m: int(value, "cpu_m")?,
        memory: int(value, "memory")?,
        ephemeral: int(value, "ephemeral")?,
    })
}

fn containers(pod: &Value, key: &str) -> Read<Vec<Container>> {
    list(pod, key)?
        .iter()
        .map(|item| {
            Ok(Container {
                name: optional_text(item, "name")?.unwrap_or_default(),
                request: ask(item.get("requests"))?,
                limit: ask(item.get("limits"))?,
                sidecar: item.get("restart_policy").and_then(Value::as_str) == Some("Always"),
            })
        })
        .collect()
}

pub(super) fn job(pod: &Value) -> Read<Job> {
    let level = pod.get("pod_level");
    Ok(Job {
        containers: containers(pod, "containers")?,
        init_containers: containers(pod, "init_containers")?,
        pod_request: ask(level.and_then(|level| level.get("requests")))?,
        pod_limit: ask(level.and_then(|level| level.get("limits")))?,
        overhead: ask(pod.get("overhead"))?,
        ..Job::default()
    })
}

fn reserve(value: &Value, key: &str) -> Read<Reserve> {
    let Some(value) = value.get(key) else {
        return Ok(Reserve::default());
    };
    Ok(Reserve {
        cpu_m: int_or_0(value, "cpu_m")?,
        memory: int_or_0(value, "memory")?,
        ephemeral: int_or_0(value, "ephemeral")?,
    })
}

/// Naming any threshold drops the kubelet's other defaults.
fn eviction(node: &Value) -> Read<Option<EvictionHard>> {
    let Some(map) = map(node, "eviction_hard")? else {
        return Ok(None);
    };
    let threshold = |key: &str| match map.get(key) {
        None => Ok(Threshold::Amount(0)),
        Some(value) => value
            .as_str()
            .and_then(Threshold::parse)
            .ok_or_else(|| [key, ": an amount or a percentage is needed"].concat()),
    };
    Ok(Some(EvictionHard {
        memory: threshold("memory.available")?,
        nodefs: threshold("nodefs.available")?,
    }))
}

pub(super) fn machine(node: &Value) -> Read<Machine> {
    let name = text(node, "provider")?;
    let provider = Provider::of(name).ok_or_else(|| ["provider: unknown name ", name].concat())?;
    let custom = provider == Provider::Custom
        || node.get("kube_reserved").is_some()
        || node.get("system_reserved").is_some();
    let (kube, system) = (
        reserve(node, "kube_reserved")?,
        reserve(node, "system_reserved")?,
    );
    let unit =
        |key: &str, unit: i64| Ok::<_, String>(int(node, key)?.map(|n| n.saturating_mul(unit)));
    Ok(Machine {
        provider,
        cpu_m: int_or_0(node, "cpu_m")?,
        memory: int_or_0(node, "memory")?,
        nominal_memory: unit("nominal_memory_mib", MIB)?,
        ephemeral: int_or_0(node, "ephemeral")?,
        max_pods: int(node, "max_pods")?,
        enis: int(node, "enis")?.zip(int(node, "ips_per_eni")?),
        prefix_delegation: flag(node, "prefix_delegation"),
        custom_networking: flag(node, "custom_networking"),
        boot_disk: unit("boot_disk_gib", GIB)?,
        local_ssds: int_or_0(node, "local_ssd_count")?,
        machine_type: optional_text(node, "machine_type")?.unwrap_or_default(),
        reserve: custom.then(|| Reserve {
            cpu_m: kube.cpu_m.saturating_add(system.cpu_m),
            memory: kube.memory.saturating_add(system.memory),
            ephemeral: kube.ephemeral.saturating_add(system.ephemeral),
        }),
        eviction: eviction(node)?,
        huge_pages: int_or_0(node, "huge_pages")?,
    })
}

/// Replicas, concurrent (the runner's default is 1) and the limits of the runner entries.
pub(super) fn manager(value: &Value) -> Read<(i64, i64, Vec<i64>)> {
    let limits = list(value, "runners")?
        .iter()
        .map(|runner| int_or_0(runner, "limit"));
    Ok((
        int(value, "replicas")?.unwrap_or(1),
        int(value, "concurrent")?.unwrap_or(1),
        limits.collect::<Read<_>>()?,
    ))
}

fn amounts(value: Option<&Value>) -> Read<Amounts> {
    let Some(value) = value else {
        return Ok(Amounts::default());
    };
    Ok(Amounts {
        cpu_m: int_or_0(value, "cpu_m")?,
        memory: int_or_0(value, "memory")?,
        ephemeral: int_or_0(value, "ephemeral")?,
        pods: int_or_0(value, "pods")?,
        gpu: int_or_0(value, "gpu")?,
    })
}

fn labels(value: &Value, key: &str) -> Read<Vec<Label>> {
    let Some(map) = map(value, key)? else {
        return Ok(Vec::new());
    };
    map.iter()
        .map(|(key, value)| match value.as_str() {
            Some(value) => Ok(Label {
                key: key.clone(),
                value: value.to_owned(),
            }),
            None => Err([key, ": a string is needed"].concat()),
        })
        .collect()
}

fn effect(value: &Value) -> Read<Option<TaintEffect>> {
    match value.get("effect").and_then(Value::as_str) {
        None | Some("") => Ok(None),
        Some("NoSchedule") => Ok(Some(TaintEffect::NoSchedule)),
        Some("PreferNoSchedule") => Ok(Some(TaintEffect::PreferNoSchedule)),
        Some("NoExecute") => Ok(Some(TaintEffect::NoExecute)),
        Some(other) => Err(["effect: unknown name ", other].concat()),
    }
}

fn taint(value: &Value) -> Read<Taint> {
    Ok(Taint {
        key: text(value, "key")?.to_owned(),
        value: optional_text(value, "value")?.unwrap_or_default(),
        effect: effect(value)?.unwrap_or(TaintEffect::NoSchedule),
    })
}

fn toleration(value: &Value) -> Read<Toleration> {
    let exists = value.get("operator").and_then(Value::as_str) == Some("Exists");
    Ok(Toleration {
        key: optional_text(value, "key")?.unwrap_or_default(),
        value: if exists {
            None
        } else {
            optional_text(value, "value")?
        },
        effect: effect(value)?,
    })
}

pub(super) fn pools(input: &Value) -> Read<Vec<NodePool>> {
    list(input, "pools")?
        .iter()
        .map(|pool| {
            Ok(NodePool {
                name: optional_text(pool, "name")?.unwrap_or_default(),
                count: int_or_0(pool, "count")?,
                allocatable: amounts(pool.get("allocatable"))?,
                used: amounts(pool.get("used"))?,
                labels: labels(pool, "labels")?,
                taints: list(pool, "taints")?
                    .iter()
                    .map(taint)
                    .collect::<Read<_>>()?,
            })
        })
        .collect()
}

pub(super) fn profiles(input: &Value) -> Read<Vec<Profile>> {
    list(input, "profiles")?
        .iter()
        .map(|profile| {
            Ok(Profile {
                name: text(profile, "name")?.to_owned(),
                request: amounts(profile.get("requests"))?,
                selector: labels(profile, "node_selector")?,
                tolerations: list(profile, "tolerations")?
                    .iter()
                    .map(toleration)
                    .collect::<Read<_>>()?,
            })
        })
        .collect()
}

pub(super) fn case(input: &Value) -> Read<Case> {
    let part = |key: &str| input.get(key).ok_or_else(|| [key, ": is missing"].concat());
    let (replicas, concurrent, limits) = manager(part("manager")?)?;
    Ok(Case {
        machine: machine(part("node")?)?,
        nodes: int_or_0(input, "nodes")?,
        per_node_used: amounts(input.get("per_node_used"))?,
        job: job(part("pod")?)?,
        replicas,
        concurrent,
        limits,
    })
}

/// Any number that is there.
pub(super) fn number(value: &Value, key: &str) -> Read<f64> {
    value
        .get(key)
        .and_then(Value::as_f64)
        .filter(|number| number.is_finite())
        .ok_or_else(|| [key, ": a number is needed"].concat())
}

/// The items of a list of objects.
pub(super) fn items<'a>(value: &'a Value, key: &str) -> Read<&'a [Value]> {
    list(value, key)
}

/// One whole number of each item of a list; 0 where it has none.
pub(super) fn numbers(value: &Value, items: &str, key: &str) -> Read<Vec<i64>> {
    list(value, items)?
        .iter()
        .map(|item| int_or_0(item, key))
        .collect()
}

pub(super) fn list_of_numbers(value: &Value, key: &str) -> Read<Vec<i64>> {
    list(value, key)?
        .iter()
        .map(|number| {
            number
                .as_i64()
                .ok_or_else(|| [key, ": whole numbers are needed"].concat())
        })
        .collect()
}

pub(super) fn texts(value: &Value, key: &str) -> Read<Vec<String>> {
    list(value, key)?
        .iter()
        .map(|text| {
            text.as_str()
                .map(str::to_owned)
                .ok_or_else(|| [key, ": strings are needed"].concat())
        })
        .collect()
}
