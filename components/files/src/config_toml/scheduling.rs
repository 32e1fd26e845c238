//! Writes where job pods run and how they find names: labels, taints, affinity, resolver options, fixed names.

use super::bindings::is_internal;
use crate::Context;
use runwright_documents::{Map, Seq};
use runwright_model::Plan;
use runwright_model::plan::{AffinityMode, AffinityOperator, AffinityTerm, Strategy};
use runwright_model::text::t;

pub(super) fn put(cx: &Context, kubernetes: &mut Map) {
    selector(cx.plan, kubernetes);
    tolerations(cx, kubernetes);
    affinity(cx, kubernetes);
    dns_options(cx, kubernetes);
    host_aliases(cx, kubernetes);
}

/// A label given twice keeps its last value: a TOML key may stand once only.
fn selector(plan: &Plan, kubernetes: &mut Map) {
    let mut map = Map::new();
    for label in plan
        .nodes
        .selector
        .iter()
        .filter(|label| !label.key.is_empty())
    {
        map.put(&label.key, &label.value);
    }
    if !map.is_empty() {
        kubernetes.put("node_selector", map).field("nodes.selector");
    }
}

/// A map from `key=value`, or the key alone for any value, to the effect; the empty effect is every effect.
/// Two effects for one key cannot be written, so they become every effect.
fn tolerations(cx: &Context, kubernetes: &mut Map) {
    let mut merged: Vec<(String, &str, bool)> = Vec::new();
    for taint in cx
        .plan
        .nodes
        .tolerations
        .iter()
        .filter(|taint| !taint.key.is_empty())
    {
        let effect = taint.effect.word();
        let mut name = taint.key.clone();
        if !taint.value.is_empty() {
            name.push('=');
            name.push_str(&taint.value);
        }
        match merged.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, known, widened)) if *known != effect => (*known, *widened) = ("", true),
            Some(_) => {}
            None => merged.push((name, effect, false)),
        }
    }
    if merged.is_empty() {
        return;
    }
    let mut map = Map::new();
    for (name, effect, widened) in merged {
        let entry = map.put(name, effect);
        if widened {
            entry.comment(
                t(
                    "Several effects were given; a key can stand once, and the empty effect is all of them.",
                    "给出了多个效果；同一个键只能写一次，空效果表示全部效果。",
                )
                .get(cx.lang),
            );
        }
    }
    kubernetes
        .put("node_tolerations", map)
        .field("nodes.tolerations")
        .comment(
            t(
                "A map, \"key=value\" = \"effect\". The list form of Kubernetes would load and tolerate nothing.",
                "映射形式：\"键=值\" = \"效果\"。Kubernetes 的列表写法能加载，但不会容忍任何污点。",
            )
            .get(cx.lang),
        );
}

/// Required terms must hold together, so they share one entry of `node_selector_terms`; each preferred
/// term has a weight of its own.
fn affinity(cx: &Context, kubernetes: &mut Map) {
    let mut required = Vec::new();
    let mut preferred = Vec::new();
    for term in &cx.plan.nodes.affinity {
        let Some(expression) = expression(term) else {
            continue;
        };
        match term.mode {
            AffinityMode::Required => required.push(expression),
            AffinityMode::Preferred => {
                let mut entry = Map::new();
                entry.put("weight", term.weight);
                entry.put_path(&["preference", "match_expressions"], vec![expression]);
                preferred.push(entry);
            }
        }
    }
    let mut node = Map::new();
    if !required.is_empty() {
        let mut terms = Map::new();
        terms.put("match_expressions", required);
        node.put_path(
            &[
                "required_during_scheduling_ignored_during_execution",
                "node_selector_terms",
            ],
            vec![terms],
        );
    }
    if !preferred.is_empty() {
        node.put(
            "preferred_during_scheduling_ignored_during_execution",
            preferred,
        );
    }
    if node.is_empty() {
        return;
    }
    let mut affinity = Map::new();
    affinity.put("node_affinity", node);
    kubernetes.put("affinity", affinity).field("nodes.affinity").comment(
        t(
            "Does not choose the helper image's architecture; the label kubernetes.io/arch in node_selector does.",
            "不决定 helper 镜像的架构；由 node_selector 中的标签 kubernetes.io/arch 决定。",
        )
        .get(cx.lang),
    );
}

/// One expression as the API server takes it; `None` for a row that it would refuse.
fn expression(term: &AffinityTerm) -> Option<Map> {
    if term.key.is_empty() {
        return None;
    }
    let given: Vec<&str> = term
        .values
        .iter()
        .map(String::as_str)
        .filter(|value| !value.is_empty())
        .collect();
    let values = match term.operator {
        AffinityOperator::In | AffinityOperator::NotIn => given,
        AffinityOperator::Gt | AffinityOperator::Lt => given.into_iter().take(1).collect(),
        AffinityOperator::Exists | AffinityOperator::DoesNotExist => Vec::new(),
    };
    let needs_value = !matches!(
        term.operator,
        AffinityOperator::Exists | AffinityOperator::DoesNotExist
    );
    if needs_value && values.is_empty() {
        return None;
    }
    let mut map = Map::new();
    map.put("key", &term.key);
    map.put("operator", term.operator.word());
    if needs_value {
        map.put("values", Seq::flow(values));
    }
    Some(map)
}

fn dns_options(cx: &Context, kubernetes: &mut Map) {
    let dns = &cx.plan.dns;
    let mut options = Seq::new();
    for (name, value, field) in [
        ("ndots", dns.ndots, "dns.ndots"),
        ("timeout", dns.timeout, "dns.timeout"),
        ("attempts", dns.attempts, "dns.attempts"),
    ] {
        let Some(value) = value else { continue };
        let mut option = Map::new();
        option.put("name", name);
        option.put("value", value.to_string());
        let first = options.is_empty();
        let item = options.push(option).field(field);
        if first {
            item.comment(
                t(
                    "Values are strings; the runner refuses numbers.",
                    "值必须是字符串；Runner 不接受数字。",
                )
                .get(cx.lang),
            );
        }
    }
    if !options.is_empty() {
        kubernetes.put_path(&["dns_config", "options"], options);
    }
    if dns.strategy == Strategy::Internal && !is_internal(cx.plan) {
        // A strategy that was chosen and is not to be seen would look like a slip.
        super::remark(
            cx,
            kubernetes,
            t(
                "The strategy Internal network has no nameserver yet, so jobs keep the cluster's DNS.",
                "“内部网络”策略尚未填写名称服务器，作业仍使用集群 DNS。",
            ),
        );
    }
}

fn host_aliases(cx: &Context, kubernetes: &mut Map) {
    let mut aliases = Seq::new();
    for alias in &cx.plan.dns.host_aliases {
        let names: Vec<&str> = alias
            .hostnames
            .iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty())
            .collect();
        if alias.ip.is_empty() || names.is_empty() {
            continue;
        }
        let mut map = Map::new();
        map.put("ip", &alias.ip);
        map.put("hostnames", Seq::flow(names));
        aliases.push(map);
    }
    if !aliases.is_empty() {
        kubernetes
            .put("host_aliases", aliases)
            .field("dns.host_aliases");
    }
}
