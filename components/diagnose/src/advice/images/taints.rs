//! Advice on pods that taints keep away.

use super::parts::*;
use super::sched::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::format::Format;
use runwright_model::plan::{TaintEffect, Toleration};
use runwright_model::protocol::Advice;
use runwright_model::{Edit, say};

/// Taints that Kubernetes or an autoscaler sets on a node that must not take pods now.
fn is_sick(key: &str) -> bool {
    matches!(
        key,
        "ToBeDeletedByClusterAutoscaler"
            | "DeletionCandidateOfClusterAutoscaler"
            | "node.cloudprovider.kubernetes.io/uninitialized"
            | "node.cloudprovider.kubernetes.io/shutdown"
            | "karpenter.sh/disrupted"
            | "karpenter.sh/disruption"
            | "karpenter.sh/unregistered"
            | "node.cilium.io/agent-not-ready"
    ) || key.starts_with("node.kubernetes.io/")
}

fn is_control_plane(key: &str) -> bool {
    matches!(
        key,
        "node-role.kubernetes.io/control-plane" | "node-role.kubernetes.io/master"
    )
}

fn parse(taint: &str) -> (&str, &str) {
    let taint = taint.trim().trim_matches(['{', '}']);
    let taint = taint.split(':').next().unwrap_or(taint);
    match taint.split_once(['=', ' ']) {
        Some((key, value)) => (key.trim(), value.trim()),
        None => (taint.trim(), ""),
    }
}

fn tolerates(toleration: &Toleration, key: &str, value: &str) -> bool {
    let any_value = toleration.value.is_empty() || toleration.value == value;
    (toleration.key.is_empty() || toleration.key == key) && any_value
}

/// The edit that tolerates a taint; none where the plan does already.
fn tolerate(case: &Case, key: &str, value: &str) -> Option<Edit> {
    const FIELD: &str = "nodes.tolerations";
    let all = &case.plan.nodes.tolerations;
    let known = |toleration: &&Toleration| tolerates(toleration, key, value);
    if all
        .iter()
        .filter(known)
        .any(|toleration| toleration.effect == TaintEffect::Any)
    {
        return None;
    }
    if all.iter().any(|toleration| known(&toleration)) {
        // Key and value match, so the effect does not: an empty one matches every effect.
        return Some(changed_rows(
            case,
            FIELD,
            |row| {
                let any = cell(row, "value").is_empty() || cell(row, "value") == value;
                cell(row, "key") == key && any
            },
            |row| {
                row.insert("effect".to_string(), String::new());
                true
            },
        ));
    }
    let good = Format::LabelKey.check(key).is_ok()
        && (value.is_empty() || Format::LabelValue.check(value).is_ok());
    good.then(|| {
        with_row(
            case,
            FIELD,
            &[("key", key), ("value", value), ("effect", "")],
        )
    })
}

pub(super) fn taint(case: &Case, advice: &mut Advice) {
    let taints: Vec<(&str, &str)> = case.seen.all(What::Taint).map(parse).collect();
    let sick: Vec<&str> = taints
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| is_sick(key))
        .collect();
    let wanted: Vec<(&str, &str)> = taints
        .iter()
        .copied()
        .filter(|(key, _)| !key.is_empty() && !is_sick(key) && !is_control_plane(key))
        .collect();
    let word = |(key, value): &(&str, &str)| {
        if value.is_empty() {
            key.to_string()
        } else {
            [key, "=", value].concat()
        }
    };
    if let Some(first) = wanted.first() {
        advice.title = say!(
            case.lang,
            "Jobs do not tolerate the taint {}",
            "作业不容忍污点 {}",
            short(&word(first))
        );
    } else if let Some(first) = sick.first() {
        advice.title = say!(
            case.lang,
            "The nodes are unhealthy or closed: {}",
            "节点异常或已停止调度：{}",
            short(first)
        );
    }
    let plan: Vec<String> = case
        .plan
        .nodes
        .tolerations
        .iter()
        .map(|one| {
            let value = if one.value.is_empty() { "" } else { "=" };
            let effect = match one.effect {
                TaintEffect::Any => "",
                effect => effect.word(),
            };
            [
                one.key.as_str(),
                value,
                &one.value,
                if effect.is_empty() { "" } else { ":" },
                effect,
            ]
            .concat()
        })
        .collect();
    let mut meaning = vec![if plan.is_empty() {
        p(
            case,
            "The plan tolerates no taint, so jobs only go to nodes without one.",
            "方案不容忍任何污点，作业只能去没有污点的节点。",
        )
        .to_string()
    } else {
        say!(
            case.lang,
            "The plan tolerates {}; key, value and effect must all match.",
            "方案容忍 {}；键、值、效果都须匹配。",
            code(&plan.join(", "))
        )
    }];
    if !sick.is_empty() {
        meaning.push(say!(
            case.lang,
            "{} marks a node that must not take pods now: it is not ready, cordoned, short of something, or about to go. Do not tolerate it; look at the node.",
            "{} 表示节点当前不应接收 Pod：未就绪、已封锁、资源紧张或即将下线。不要容忍它，应检查节点。",
            code(&sick.join(", "))
        ));
    }
    if taints.iter().any(|(key, _)| is_control_plane(key)) {
        meaning.push(
            p(
                case,
                "The control plane's taint is meant to keep jobs away: it explains one node, not the lack of others.",
                "控制平面的污点本就用来挡住作业：它只说明那一个节点，真正缺的是其他节点。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    describe(case, advice).expect = p(
        case,
        "`had untolerated taint {key: value}` with the number of nodes; `were unschedulable` means cordoned.",
        "`had untolerated taint {key: value}` 及节点数；`were unschedulable` 表示已封锁。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Which nodes carry which taints?",
                "各节点有哪些污点？",
            ),
            get_nodes(
                case,
                &["--output=custom-columns=NODE:.metadata.name,UNSCHEDULABLE:.spec.unschedulable,TAINTS:.spec.taints"],
            ),
        )
        .expect = p(
        case,
        "Key, value and effect, letter by letter as they must be tolerated.",
        "键、值与效果，容忍时须逐字相同。",
    )
    .to_string();
    let head = case.commands().jobs(&["get", "pod"]);
    advice
        .step(
            p(
                case,
                "What does the pod tolerate in the end?",
                "Pod 最终容忍哪些污点？",
            ),
            [
                &head,
                " ",
                &case.pod(),
                " --output=jsonpath='{range .spec.tolerations[*]}{@}{\"\\n\"}{end}'",
            ]
            .concat(),
        )
        .expect = p(
        case,
        "If the plan's own tolerations are missing, `node_tolerations` was written as a list: the runner ignores that without a word.",
        "若缺少方案中的容忍度，说明 `node_tolerations` 被写成了列表：Runner 会静默忽略。",
    )
    .to_string();
    for (key, value) in &wanted {
        if let Some(edit) = tolerate(case, key, value) {
            advice.fix(
                say!(
                    case.lang,
                    "Tolerate {}, whatever its effect",
                    "容忍 {}（任何效果）",
                    code(&word(&(key, value)))
                ),
                vec![edit],
            );
        }
    }
    let node = node(case);
    if wanted.is_empty() || !sick.is_empty() {
        advice.by_hand(
            p(
                case,
                "Look at a sick node's conditions; open a cordoned one again when its work is done.",
                "查看异常节点的状况；已封锁的节点在维护完成后恢复调度。",
            ),
            [
                "kubectl describe node ",
                &node,
                " | grep -A 8 '^Conditions:'\nkubectl uncordon ",
                &node,
            ]
            .concat(),
        );
    }
    if let Some(first) = wanted.first() {
        advice.by_hand(
            p(
                case,
                "Or take the taint off, where these nodes need not be kept for others.",
                "若这些节点无需为他人保留，也可去掉污点。",
            ),
            [
                "kubectl taint node ",
                &node,
                " ",
                &quote(&[first.0, "-"].concat()),
            ]
            .concat(),
        );
    }
    advice
        .confirm(
            p(
                case,
                "The next job pod has a node.",
                "下一个作业 Pod 已分配节点。",
            ),
            pods_wide(case),
        )
        .expect = p(
        case,
        "No `<none>` in the column NODE.",
        "NODE 列没有 `<none>`。",
    )
    .to_string();
    advice.prevent(p(
        case,
        "Give CI nodes label and taint with the same key, and keep both in the plan.",
        "CI 节点的标签与污点使用同一个键，并都写入方案。",
    ));
    advice.alike(
        case,
        "sched_node_selector",
        p(
            case,
            "`didn't match Pod's node affinity/selector`: a label is missing.",
            "`didn't match Pod's node affinity/selector`：缺少标签。",
        ),
    );
    advice.alike(
        case,
        "sched_insufficient_resources",
        p(
            case,
            "`Insufficient cpu` for the untainted nodes: both may be true; freeing any one node is enough.",
            "无污点的节点报 `Insufficient cpu`：可能两者都有，腾出任意一个节点即可。",
        ),
    );
    advice.alike(
        case,
        "evicted_storage",
        p(
            case,
            "`node.kubernetes.io/disk-pressure`: the node's disk is full.",
            "`node.kubernetes.io/disk-pressure`：节点磁盘已满。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Tolerate everything with an empty key.",
            "用空键容忍所有污点。",
        ),
        p(
            case,
            "Jobs then land on control planes and on nodes that are being taken out of service.",
            "作业会落到控制平面和正在下线的节点上。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Write `[[runners.kubernetes.node_tolerations]]` with key, operator and effect.",
            "写成含 key、operator、effect 的 `[[runners.kubernetes.node_tolerations]]`。",
        ),
        p(
            case,
            "The runner loads it without an error and sets no toleration. It wants a table: `\"key=value\" = \"NoSchedule\"`.",
            "Runner 加载时不报错，却不会生成容忍度。应写成表：`\"key=value\" = \"NoSchedule\"`。",
        ),
    );
}
