//! Judges node affinity and priority.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::plan::{AffinityMode, AffinityOperator as Op, AffinityTerm};
use runwright_model::text::t;
use runwright_model::{Edit, say};

const AFFINITY: &str = "nodes.affinity";

pub(super) const RULES: &[Rule] = &[
    error("AFF-101", AFFINITY, without_key),
    error("AFF-102", AFFINITY, values_not_taken),
    error("AFF-103", AFFINITY, values_missing),
    error("AFF-104", AFFINITY, one_integer),
    warning("AFF-105", AFFINITY, helper_architecture),
    error("PRI-101", "nodes.priority_class", system_prefix),
    warning("PRI-102", "nodes.priority_preempts", pushes_others_out),
    advice("PRI-103", "nodes.priority_value", no_priority),
];

fn terms<'a>(cx: &Cx<'a>) -> impl Iterator<Item = (usize, &'a AffinityTerm)> + use<'a> {
    cx.plan.nodes.affinity.iter().enumerate()
}

fn without_key(cx: &Cx, out: &mut Report) {
    for (index, term) in terms(cx) {
        if term.key.is_empty() {
            out.say(
                t("The rule names no label", "规则没有标签键"),
                cx.t(t(
                    "The API server refuses every job pod.",
                    "API 服务器会拒绝所有作业 Pod。",
                ))
                .to_string(),
            )
            .at_cell(AFFINITY, index, "key")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(AFFINITY, &[index])],
            );
        }
    }
}

fn values_not_taken(cx: &Cx, out: &mut Report) {
    for (index, term) in terms(cx) {
        if matches!(term.operator, Op::Exists | Op::DoesNotExist) && !term.values.is_empty() {
            out.tell(
                say!(
                    cx.lang,
                    "{} takes no values",
                    "{} 不能带值",
                    term.operator.word()
                ),
                cx.t(t(
                    "The API server refuses the pod.",
                    "API 服务器会拒绝该 Pod。",
                ))
                .to_string(),
            )
            .at_cell(AFFINITY, index, "values")
            .fix(
                t("Clear the values", "清空值"),
                vec![cx.with_cells(AFFINITY, index, &[("values", "")])],
            );
        }
    }
}

fn values_missing(cx: &Cx, out: &mut Report) {
    for (index, term) in terms(cx) {
        if matches!(term.operator, Op::In | Op::NotIn) && term.values.is_empty() {
            out.tell(
                say!(
                    cx.lang,
                    "{} needs a value",
                    "{} 至少需要一个值",
                    term.operator.word()
                ),
                cx.t(t(
                    "The API server refuses the pod.",
                    "API 服务器会拒绝该 Pod。",
                ))
                .to_string(),
            )
            .at_cell(AFFINITY, index, "values")
            .fix(
                t("Ask only that the label is there", "只要求标签存在"),
                vec![cx.with_cells(AFFINITY, index, &[("operator", "Exists")])],
            );
        }
    }
}

fn one_integer(cx: &Cx, out: &mut Report) {
    for (index, term) in terms(cx) {
        let one = match term.values.as_slice() {
            [value] => value.parse::<i64>().is_ok(),
            _ => false,
        };
        if matches!(term.operator, Op::Gt | Op::Lt) && !one {
            out.tell(
                say!(
                    cx.lang,
                    "{} compares with one whole number",
                    "{} 只能与一个整数比较",
                    term.operator.word()
                ),
                cx.t(t(
                    "Anything else is refused by the API server.",
                    "其他写法会被 API 服务器拒绝。",
                ))
                .to_string(),
            )
            .at_cell(AFFINITY, index, "values")
            .fix(
                t("Ask only that the label is there", "只要求标签存在"),
                vec![cx.with_cells(AFFINITY, index, &[("operator", "Exists"), ("values", "")])],
            );
        }
    }
}

/// The helper image follows `node_selector`, never the affinity.
fn helper_architecture(cx: &Cx, out: &mut Report) {
    let selector = &cx.plan.nodes.selector;
    if selector
        .iter()
        .any(|label| label.key == "kubernetes.io/arch")
    {
        return;
    }
    for (index, term) in terms(cx) {
        if term.key != "kubernetes.io/arch" || term.mode != AffinityMode::Required {
            continue;
        }
        let plain = matches!(term.values.as_slice(), [value] if value == "amd64");
        if plain && term.operator == Op::In {
            continue;
        }
        let hit = out
            .say(
                t("The helper stays x86", "helper 仍是 x86 版本"),
                cx.t(t(
                    "The runner picks the helper's architecture from the node label kubernetes.io/arch, not from affinity; on other nodes it does not start.",
                    "Runner 依据节点标签 kubernetes.io/arch 选择 helper 架构，不看亲和性；在其他架构的节点上 helper 无法启动。",
                ))
                .to_string(),
            )
            .at_cell(AFFINITY, index, "key");
        if let (Op::In, [value]) = (term.operator, term.values.as_slice()) {
            hit.fix_named(
                say!(
                    cx.lang,
                    "Ask for it as a node label: {}",
                    "改为节点标签：{}",
                    value
                ),
                vec![
                    cx.with_row(
                        "nodes.selector",
                        &[("key", "kubernetes.io/arch"), ("value", value)],
                    ),
                    cx.without_rows(AFFINITY, &[index]),
                ],
            );
        }
    }
}

fn system_prefix(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    if nodes.priority_create && nodes.priority_class.starts_with("system-") {
        out.tell(
            say!(
                cx.lang,
                "{} is a reserved name",
                "{} 是保留名称",
                nodes.priority_class
            ),
            cx.t(t(
                "Only the system makes classes that begin with system-; the API server refuses the manifest.",
                "以 system- 开头的类只能由系统创建，API 服务器会拒绝该清单。",
            ))
            .to_string(),
        )
        .fix(
            t("Call it ci-jobs", "改名为 ci-jobs"),
            vec![Edit::set("nodes.priority_class", "ci-jobs")],
        );
    }
}

fn pushes_others_out(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    if nodes.priority_preempts && !nodes.priority_class.is_empty() {
        out.say(
            t("Jobs push other pods out", "作业会挤掉其他 Pod"),
            say!(
                cx.lang,
                "Pods below {} are ended to make room, which may be somebody's service.",
                "优先级低于 {} 的 Pod 会被结束以腾出位置，其中可能有他人的服务。",
                nodes.priority_value
            ),
        )
        .fix(
            t("Only go first in the queue", "只在排队时优先"),
            vec![Edit::set("nodes.priority_preempts", "false")],
        );
    }
}

fn no_priority(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    if nodes.priority_create && !nodes.priority_class.is_empty() && nodes.priority_value == 0 {
        out.say(
            t("The class changes nothing", "该优先级类不起作用"),
            cx.t(t(
                "Pods without a class have priority 0 as well.",
                "没有优先级类的 Pod 也是 0。",
            ))
            .to_string(),
        )
        .fix(
            t("Set 1000", "设为 1000"),
            vec![Edit::set("nodes.priority_value", "1000")],
        );
    }
}
