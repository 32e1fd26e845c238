//! Judges labels, taints and the nodes they are put on.

use crate::context::{Cx, row};
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::plan::TaintEffect;
use runwright_model::text::t;
use runwright_model::{Edit, Value, say};

const SELECTOR: &str = "nodes.selector";
const TOLERATIONS: &str = "nodes.tolerations";

pub(super) const RULES: &[Rule] = &[
    error("NOD-101", SELECTOR, label_without_key),
    error("NOD-102", SELECTOR, label_twice),
    error("NOD-103", TOLERATIONS, toleration_twice),
    warning("NOD-104", TOLERATIONS, tolerates_everything),
    advice("NOD-105", TOLERATIONS, wish_tolerated),
    advice("NOD-106", SELECTOR, others_land_there),
    warning("NOD-107", TOLERATIONS, jobs_land_elsewhere),
    warning("NOD-108", "nodes.names", nothing_to_prepare),
    warning("NOD-109", TOLERATIONS, control_plane),
    warning("NOD-110", SELECTOR, one_node),
    warning("NOD-111", SELECTOR, owned_by_the_kubelet),
];

fn label_without_key(cx: &Cx, out: &mut Report) {
    for (index, label) in cx.plan.nodes.selector.iter().enumerate() {
        if label.key.is_empty() {
            out.say(
                t("The label has no key", "标签没有键"),
                cx.t(t(
                    "The API server refuses a selector without a key.",
                    "API 服务器会拒绝没有键的选择器。",
                ))
                .to_string(),
            )
            .at_cell(SELECTOR, index, "key")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(SELECTOR, &[index])],
            );
        }
    }
}

fn label_twice(cx: &Cx, out: &mut Report) {
    let labels = &cx.plan.nodes.selector;
    for (index, label) in labels.iter().enumerate() {
        let earlier = labels
            .iter()
            .take(index)
            .find(|other| other.key == label.key);
        if let (Some(other), false) = (earlier, label.key.is_empty()) {
            out.tell(
                say!(cx.lang, "{} is asked for twice", "{} 出现了两次", label.key),
                say!(
                    cx.lang,
                    "A node has one value for a label, {} or {}; and a table takes a key once.",
                    "一个节点的同一标签只有一个值（{} 或 {}），而表中每个键也只能出现一次。",
                    other.value,
                    label.value
                ),
            )
            .at_cell(SELECTOR, index, "key")
            .fix(
                t("Keep the first", "保留第一个"),
                vec![cx.without_rows(SELECTOR, &[index])],
            );
        }
    }
}

/// `key=value` is the key of a TOML table: a second one is a syntax error.
fn toleration_twice(cx: &Cx, out: &mut Report) {
    let all = &cx.plan.nodes.tolerations;
    for (index, toleration) in all.iter().enumerate() {
        let same = |other: &&runwright_model::plan::Toleration| {
            other.key == toleration.key && other.value == toleration.value
        };
        let Some(first) = all.iter().take(index).position(|other| same(&other)) else {
            continue;
        };
        let differs = all
            .get(first)
            .is_some_and(|other| other.effect != toleration.effect);
        let mut rows = cx.rows(TOLERATIONS);
        let typed = cx.typed_row(TOLERATIONS, index);
        if typed < rows.len() {
            rows.remove(typed);
        }
        if differs && let Some(row) = rows.get_mut(cx.typed_row(TOLERATIONS, first)) {
            row.insert("effect".to_string(), String::new());
        }
        out.tell(
            say!(
                cx.lang,
                "{} is tolerated twice",
                "{} 容忍了两次",
                toleration.key
            ),
            cx.t(t(
                "The runner keeps tolerations in a table with key and value as its key, so one effect fits. An empty effect tolerates them all.",
                "Runner 以“键=值”为表键保存容忍度，只能放一个效果。效果留空即容忍所有效果。",
            ))
            .to_string(),
        )
        .at_cell(TOLERATIONS, index, "effect")
        .fix(
            t("Make it one row", "合并为一行"),
            vec![Edit::set(TOLERATIONS, Value::Rows(rows))],
        );
    }
}

fn tolerates_everything(cx: &Cx, out: &mut Report) {
    for (index, toleration) in cx.plan.nodes.tolerations.iter().enumerate() {
        if toleration.key.is_empty() {
            out.say(
                t("Jobs tolerate every taint", "作业容忍所有污点"),
                cx.t(t(
                    "Without a key they run on control planes and on nodes that are being taken out of service.",
                    "没有键时，作业会落到控制平面以及正在下线的节点上。",
                ))
                .to_string(),
            )
            .at_cell(TOLERATIONS, index, "key")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(TOLERATIONS, &[index])],
            );
        }
    }
}

fn wish_tolerated(cx: &Cx, out: &mut Report) {
    for (index, toleration) in cx.plan.nodes.tolerations.iter().enumerate() {
        if toleration.effect == TaintEffect::PreferNoSchedule {
            out.say(
                t("This taint keeps nobody away", "这种污点挡不住任何 Pod"),
                say!(
                    cx.lang,
                    "PreferNoSchedule is a wish: others land on the nodes when the cluster is busy. NoSchedule on {} keeps them off.",
                    "PreferNoSchedule 只是倾向：集群繁忙时其他负载仍会落到这些节点。{} 用 NoSchedule 才能挡住。",
                    toleration.key
                ),
            )
            .at_cell(TOLERATIONS, index, "effect")
            .fix(
                t("Use NoSchedule", "改用 NoSchedule"),
                vec![cx.with_cells(TOLERATIONS, index, &[("effect", "NoSchedule")])],
            );
        }
    }
}

fn well_known(key: &str) -> bool {
    let prefix = key.split('/').next().unwrap_or("");
    key.contains('/')
        && (prefix == "kubernetes.io"
            || prefix.ends_with(".kubernetes.io")
            || prefix.ends_with(".k8s.io"))
}

fn others_land_there(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    let own: Vec<_> = nodes
        .selector
        .iter()
        .filter(|label| !label.key.is_empty() && !well_known(&label.key))
        .collect();
    if own.is_empty() || !nodes.tolerations.is_empty() {
        return;
    }
    let rows = own
        .iter()
        .map(|label| {
            row(&[
                ("key", &label.key),
                ("value", &label.value),
                ("effect", "NoSchedule"),
            ])
        })
        .collect();
    out.say(
        t("Other pods land on the CI nodes", "其他 Pod 也会落到 CI 节点"),
        cx.t(t(
            "The label leads jobs there and keeps nobody else away. A taint with the same key does.",
            "标签只把作业引过去，并不阻挡其他负载。用同名污点才能阻挡。",
        ))
        .to_string(),
    )
    .fix(
        t("Taint them as well", "同时设置污点"),
        vec![Edit::set(TOLERATIONS, Value::Rows(rows))],
    );
}

fn jobs_land_elsewhere(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    let named: Vec<_> = nodes
        .tolerations
        .iter()
        .filter(|toleration| !toleration.key.is_empty() && !well_known(&toleration.key))
        .collect();
    if named.is_empty() || !nodes.selector.is_empty() || !nodes.affinity.is_empty() {
        return;
    }
    let hit = out.say(
        t("Jobs may run on any node", "作业可能落到任何节点"),
        cx.t(t(
            "A toleration lets jobs onto the tainted nodes and does not lead them there. A node label does.",
            "容忍度只允许作业进入带污点的节点，并不会引导过去；节点标签才会。",
        ))
        .to_string(),
    );
    let rows: Vec<_> = named
        .iter()
        .filter(|toleration| !toleration.value.is_empty())
        .map(|toleration| row(&[("key", &toleration.key), ("value", &toleration.value)]))
        .collect();
    if !rows.is_empty() {
        hit.fix(
            t("Ask for the label too", "同时要求标签"),
            vec![Edit::set(SELECTOR, Value::Rows(rows))],
        );
    }
}

fn nothing_to_prepare(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    if !nodes.names.is_empty() && nodes.selector.is_empty() && nodes.tolerations.is_empty() {
        out.say(
            t(
                "There is nothing to put on these nodes",
                "没有可设置到这些节点的内容",
            ),
            cx.t(t(
                "Without a label and a taint above, jobs do not find them and others stay.",
                "上面没有标签与污点，作业找不到这些节点，其他负载也不会离开。",
            ))
            .to_string(),
        )
        .fix(
            t("Set them apart with workload=ci", "用 workload=ci 专用化"),
            vec![
                cx.with_row(SELECTOR, &[("key", "workload"), ("value", "ci")]),
                cx.with_row(
                    TOLERATIONS,
                    &[
                        ("key", "workload"),
                        ("value", "ci"),
                        ("effect", "NoSchedule"),
                    ],
                ),
            ],
        );
    }
}

fn control_plane(cx: &Cx, out: &mut Report) {
    for (index, toleration) in cx.plan.nodes.tolerations.iter().enumerate() {
        let key = toleration.key.as_str();
        if key == "node-role.kubernetes.io/control-plane" || key == "node-role.kubernetes.io/master"
        {
            out.say(
                t("Jobs may run on the control plane", "作业可能落到控制平面"),
                cx.t(t(
                    "A heavy build slows the API server down, and a privileged one owns the cluster.",
                    "繁重的构建会拖慢 API 服务器，特权构建则能控制整个集群。",
                ))
                .to_string(),
            )
            .at_cell(TOLERATIONS, index, "key")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(TOLERATIONS, &[index])],
            );
        }
    }
}

fn one_node(cx: &Cx, out: &mut Report) {
    for (index, label) in cx.plan.nodes.selector.iter().enumerate() {
        if label.key == "kubernetes.io/hostname" {
            out.tell(
                say!(
                    cx.lang,
                    "All jobs run on {}",
                    "所有作业都在 {} 上运行",
                    label.value
                ),
                cx.t(t(
                    "A host name picks one node; when it fails, CI stops. Give your nodes a label of their own.",
                    "主机名只会选中一个节点，它故障时 CI 即停止。请给节点设置自己的标签。",
                ))
                .to_string(),
            )
            .at_cell(SELECTOR, index, "key")
            .fix(
                t("Use workload=ci", "改用 workload=ci"),
                vec![cx.with_cells(SELECTOR, index, &[("key", "workload"), ("value", "ci")])],
            );
        }
    }
}

fn owned_by_the_kubelet(cx: &Cx, out: &mut Report) {
    let nodes = &cx.plan.nodes;
    if nodes.names.is_empty() {
        return;
    }
    for (index, label) in nodes.selector.iter().enumerate() {
        if well_known(&label.key) {
            out.tell(
                say!(
                    cx.lang,
                    "{} belongs to the system",
                    "{} 由系统维护",
                    label.key
                ),
                cx.t(t(
                    "The kubelet or the cloud sets it; a value written by hand is lost or misleads others. Check before running node-setup.sh.",
                    "该标签由 kubelet 或云厂商设置，手工写入的值会丢失或误导他人。运行 node-setup.sh 前请先核对。",
                ))
                .to_string(),
            )
            .at_cell(SELECTOR, index, "key")
            .fix(
                t("Prepare no nodes", "不准备节点"),
                vec![Edit::reset("nodes.names")],
            );
        }
    }
}
