//! Judges amounts of cpu, memory and storage.

use runwright_model::catalogue::Part;
use runwright_model::quantity::{Quantity, QuantityError, Resource, Suspicion, suspicious};
use runwright_model::say;

use super::super::fix;
use super::super::node::{Entry, Node, Value};
use super::super::report::Report;
use super::super::rules;

/// What a key is an amount of.
pub fn resource(key: &str) -> Option<Resource> {
    let key = key.strip_suffix("_overwrite_max_allowed").unwrap_or(key);
    let key = key
        .strip_suffix("_request")
        .or_else(|| key.strip_suffix("_limit"))?;
    let key = ["service_", "helper_", "pod_"]
        .into_iter()
        .find_map(|prefix| key.strip_prefix(prefix))
        .unwrap_or(key);
    match key {
        "cpu" => Some(Resource::Cpu),
        "memory" => Some(Resource::Memory),
        "ephemeral_storage" => Some(Resource::Storage),
        _ => None,
    }
}

pub fn check(kubernetes: &Node, out: &mut Report) {
    for entry in kubernetes.entries() {
        if let Some(resource) = resource(&entry.key.to_ascii_lowercase()) {
            let path = ["runners.kubernetes.", &entry.key.to_ascii_lowercase()].concat();
            one(entry, (entry, &path), resource, out);
        }
    }
    if let Some(volumes) = kubernetes.entry_any_case("volumes")
        && let Some(list) = volumes.node.entry_any_case("empty_dir")
    {
        let path = "runners.kubernetes.volumes.empty_dir";
        for volume in list.node.items() {
            if let Some(limit) = volume.entry_any_case("size_limit") {
                one(limit, (list, path), Resource::Storage, out);
            }
        }
    }
    for prefix in ["", "service_", "helper_", "pod_"] {
        for name in ["cpu", "memory", "ephemeral_storage"] {
            order(kubernetes, &[prefix, name].concat(), out);
        }
    }
}

/// Judges one amount; `whole` is what is written to change it, the key itself or the list it is in.
fn one(entry: &Entry, whole: (&Entry, &str), resource: Resource, out: &mut Report) {
    let (key, node) = (&entry.key, &entry.node);
    let fix = |meant: Option<&str>, out: &mut Report| {
        if !whole.0.node.is_small() {
            return;
        }
        let value = match meant {
            Some(text) => &Value::Text(text.to_owned()),
            None => &node.value,
        };
        let meant = whole.0.node.with(node.at, value);
        let edits = fix::anew(whole.0, Part::Config, whole.1, &meant);
        let path = ["runners.kubernetes.", key].concat();
        let item = Node {
            at: node.at,
            value: value.clone(),
        };
        let label = fix::writing(out.lang, Part::Config, &path, &item);
        out.fix(label, edits);
    };
    if out.is_full() {
        return;
    }
    let text = match &node.value {
        Value::Unknown => return,
        Value::Text(text) => text,
        Value::Int(Some(value)) => {
            out.tell(
                rules::QUANTITY_NUMBER,
                node.at,
                say!(
                    out.lang,
                    "{key} must be a string, not a number",
                    "{key} 应为字符串，而不是数字"
                ),
                say!(
                    out.lang,
                    "The runner refuses the whole file. Write {key} = \"{value}\".",
                    "Runner 会拒绝整个文件。请写成 {key} = \"{value}\"。"
                ),
            );
            return fix(None, out);
        }
        _ => {
            out.tell(
                rules::QUANTITY_NUMBER,
                node.at,
                say!(out.lang, "{key} must be a string", "{key} 应为字符串"),
                say!(out.lang, "The runner refuses the whole file. Write a quantity in quotes, such as \"500m\" or \"2Gi\".", "Runner 会拒绝整个文件。请写加引号的数量，例如 \"500m\" 或 \"2Gi\"。"),
            );
            return fix(None, out);
        }
    };
    if text.is_empty() {
        return;
    }
    match Quantity::parse(text) {
        Err(error) => {
            let why = unreadable(&error, out);
            let meant = error.suggestions().join(", ");
            let tail = if meant.is_empty() {
                String::new()
            } else {
                say!(out.lang, " Did you mean {meant}?", "是否想写 {meant}？")
            };
            out.tell(
                rules::QUANTITY,
                node.at,
                say!(
                    out.lang,
                    "{key}: “{text}” is no quantity",
                    "{key}：“{text}”不是有效的数量"
                ),
                say!(
                    out.lang,
                    "Every job fails. {why}{tail}",
                    "所有作业都会失败。{why}{tail}"
                ),
            );
            for meant in error.suggestions() {
                fix(Some(meant), out);
            }
        }
        Ok(_) => {
            let Some(suspicion) = suspicious(text, resource) else {
                return;
            };
            let why = odd(&suspicion, out);
            let tail = suspicion
                .suggestion()
                .map(|meant| say!(out.lang, " Did you mean {meant}?", "是否想写 {meant}？"))
                .unwrap_or_default();
            out.tell(
                rules::ODD_QUANTITY,
                node.at,
                say!(
                    out.lang,
                    "{key}: “{text}” is hardly what is meant",
                    "{key}：“{text}”很可能不是本意"
                ),
                [why, &tail].concat(),
            );
            let meant = suspicion.suggestion();
            if let Some(meant) = meant.filter(|meant| suspicious(meant, resource).is_none()) {
                fix(Some(meant), out);
            }
        }
    }
}

fn unreadable(error: &QuantityError, out: &Report) -> &'static str {
    let (en, zh) = match error {
        QuantityError::SpaceInside { .. } => (
            "Number and unit stand together.",
            "数字与单位之间不能有空格。",
        ),
        QuantityError::Comma { .. } => ("The decimal sign is a point.", "小数点要用英文句点。"),
        QuantityError::BadSuffix { .. } => (
            "Units are m, k, M, G, T or Ki, Mi, Gi, Ti, in exactly this case.",
            "单位为 m、k、M、G、T 或 Ki、Mi、Gi、Ti，区分大小写。",
        ),
        QuantityError::TooLarge => ("It is out of range.", "超出范围。"),
        _ => ("A number is missing.", "缺少数字。"),
    };
    out.lang.pick(en, zh)
}

fn odd(suspicion: &Suspicion, out: &Report) -> &'static str {
    let (en, zh) = match suspicion {
        Suspicion::MissingNumber => (
            "A unit without a number is zero.",
            "只有单位没有数字，等于零。",
        ),
        Suspicion::Negative { .. } => (
            "Kubernetes refuses amounts below zero.",
            "Kubernetes 会拒绝负数。",
        ),
        Suspicion::MilliMemory { .. } => (
            "m means thousandths, so this is a byte or less.",
            "m 表示千分之一，这里不到一个字节。",
        ),
        Suspicion::TinyMemory { .. } => (
            "No container starts with so little memory.",
            "这么少的内存无法启动容器。",
        ),
        Suspicion::HugeCpu { .. } => (
            "Without a unit this counts whole cores.",
            "不带单位时按整核计算。",
        ),
        Suspicion::HugeMemory { .. } => (
            "Hardly any node has that much.",
            "几乎没有节点能提供这么多。",
        ),
    };
    out.lang.pick(en, zh)
}

/// A request above the limit: the API server refuses the pod.
fn order(kubernetes: &Node, name: &str, out: &mut Report) {
    let amount = |suffix: &str| {
        let entry = kubernetes.entry_any_case(&[name, suffix].concat())?;
        let text = entry.node.text()?;
        Some((entry, text, Quantity::parse(text).ok()?))
    };
    let (Some((entry, request, asked)), Some((_, limit, most))) =
        (amount("_request"), amount("_limit"))
    else {
        return;
    };
    if asked > most && !most.is_zero() {
        out.tell(
            rules::REQUEST_OVER_LIMIT,
            entry.node.at,
            say!(
                out.lang,
                "{name}_request {request} is above {name}_limit {limit}",
                "{name}_request {request} 高于 {name}_limit {limit}"
            ),
            say!(
                out.lang,
                "Kubernetes refuses the pod. Raise the limit or lower the request.",
                "Kubernetes 会拒绝该 Pod。请提高 limit 或降低 request。"
            ),
        );
        let path = ["runners.kubernetes.", name].concat();
        for (suffix, amount) in [("_request", limit), ("_limit", request)] {
            let label = say!(
                out.lang,
                "Set {name}{suffix} to {amount}",
                "把 {name}{suffix} 设为 {amount}"
            );
            let edits = fix::set_text(Part::Config, &[&path, suffix].concat(), amount);
            out.fix(label, edits);
        }
    }
}
