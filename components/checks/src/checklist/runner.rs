//! Items about the runner's own configuration.

use super::{By, Item, pass_if};
use crate::context::Cx;
use runwright_model::plan::Spread;
use runwright_model::protocol::CheckState;
use runwright_model::say;
use runwright_model::text::t;

pub(super) const ITEMS: &[Item] = &[
    Item {
        id: "runner-dns",
        text: t(
            "Name resolution was tried in a real job",
            "已在真实作业中验证域名解析",
        ),
        field: "dns.strategy",
        by: By::User(t(
            "Run a job with getent hosts for GitLab and for the private names; Alpine and Debian images resolve differently.",
            "运行一个作业，用 getent hosts 查询 GitLab 与内部域名；Alpine 与 Debian 镜像的解析行为不同。",
        )),
    },
    Item {
        id: "runner-resources",
        text: t(
            "Every container has requests and a memory limit",
            "每个容器都有请求值与内存上限",
        ),
        field: "job.memory_limit",
        by: By::Plan(resources),
    },
    Item {
        id: "runner-replicas",
        text: t(
            "A second manager takes over when one fails",
            "一个管理器故障时另有管理器接替",
        ),
        field: "managers.replicas",
        by: By::Plan(replicas),
    },
    Item {
        id: "runner-concurrent",
        text: t(
            "The number of jobs at once is set on purpose",
            "同时运行的作业数经过核算",
        ),
        field: "managers.concurrent",
        by: By::Plan(concurrent),
    },
    Item {
        id: "runner-nodes",
        text: t("CI has nodes of its own", "CI 使用专用节点"),
        field: "nodes.selector",
        by: By::Plan(nodes),
    },
    Item {
        id: "runner-versions",
        text: t("Chart and images are pinned", "Chart 与镜像版本已固定"),
        field: "job.image",
        by: By::Plan(pinned),
    },
];

fn resources(cx: &Cx) -> (CheckState, String) {
    let lacking: Vec<&str> = cx
        .plan
        .containers()
        .iter()
        .filter(|(_, r)| {
            let cpu = r.cpu_request.or(r.cpu_limit);
            let memory = r.memory_request.or(r.memory_limit);
            cpu.is_none() || memory.is_none() || r.memory_limit.is_none()
        })
        .map(|(name, _)| *name)
        .collect();
    pass_if(
        lacking.is_empty(),
        if lacking.is_empty() {
            say!(
                cx.lang,
                "The job pod is {}.",
                "作业 Pod 的 QoS 为 {}。",
                cx.plan.qos().name()
            )
        } else {
            say!(
                cx.lang,
                "Without CPU request, memory request or memory limit: {}.",
                "缺少 CPU 请求、内存请求或内存上限：{}。",
                lacking.join(", ")
            )
        },
    )
}

fn replicas(cx: &Cx) -> (CheckState, String) {
    let managers = &cx.plan.managers;
    let apart = managers.spread != Spread::None;
    pass_if(
        managers.replicas > 1 && apart,
        match (managers.replicas, apart) {
            (0 | 1, _) => cx
                .t(t("There is one manager.", "只有一个管理器。"))
                .to_string(),
            (count, true) => say!(
                cx.lang,
                "{} managers, kept apart where nodes allow.",
                "{} 个管理器，尽可能分布在不同节点。",
                count
            ),
            (count, false) => say!(
                cx.lang,
                "{} managers, which may share a node.",
                "{} 个管理器，但可能在同一节点。",
                count
            ),
        },
    )
}

fn concurrent(cx: &Cx) -> (CheckState, String) {
    let answer = cx.answer;
    pass_if(
        answer.slots <= answer.cluster_jobs,
        say!(
            cx.lang,
            "{} × {} = {} slots for {} places.",
            "{} × {} = {} 个槽位，节点可容纳 {} 个。",
            cx.plan.managers.replicas,
            cx.plan.slots_per_manager(),
            answer.slots,
            answer.cluster_jobs
        ),
    )
}

fn nodes(cx: &Cx) -> (CheckState, String) {
    let nodes = &cx.plan.nodes;
    if nodes.selector.is_empty() && nodes.tolerations.is_empty() && nodes.affinity.is_empty() {
        return (
            CheckState::NotApplicable,
            cx.t(t(
                "Jobs may run on every node; the plan sets none apart.",
                "作业可在任何节点运行，方案没有划分专用节点。",
            ))
            .to_string(),
        );
    }
    let labels: Vec<String> = nodes
        .selector
        .iter()
        .map(|label| [label.key.as_str(), "=", label.value.as_str()].concat())
        .collect();
    pass_if(
        !nodes.selector.is_empty() && !nodes.tolerations.is_empty(),
        say!(
            cx.lang,
            "Labels: {}. Taints tolerated: {}.",
            "标签：{}。容忍的污点：{} 个。",
            if labels.is_empty() {
                cx.lang.pick("none", "无").to_string()
            } else {
                labels.join(", ")
            },
            nodes.tolerations.len()
        ),
    )
}

fn pinned(cx: &Cx) -> (CheckState, String) {
    let moving = crate::rules::moving_images(cx);
    pass_if(
        moving.is_empty(),
        if moving.is_empty() {
            say!(
                cx.lang,
                "Chart {}, runner {}.",
                "Chart {}，Runner {}。",
                cx.plan.target.chart,
                cx.plan.runner()
            )
        } else {
            say!(
                cx.lang,
                "These move: {}.",
                "以下镜像会变动：{}。",
                moving.join(", ")
            )
        },
    )
}
