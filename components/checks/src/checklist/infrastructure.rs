//! Items about the cluster under the runner.

use super::{By, Item, pass_if};
use crate::context::Cx;
use crate::rules::{amount, dimension};
use runwright_model::answer::Dimension;
use runwright_model::protocol::CheckState;
use runwright_model::quantity::bytes_iec;
use runwright_model::say;
use runwright_model::text::t;

pub(super) const ITEMS: &[Item] = &[
    Item {
        id: "infra-capacity",
        text: t(
            "The nodes hold every job the managers take at once",
            "节点容得下管理器同时接的所有作业",
        ),
        field: "managers.concurrent",
        by: By::Plan(capacity),
    },
    Item {
        id: "infra-nodes",
        text: t("The nodes suit the size of a job", "节点规格与作业大小相称"),
        field: "capacity.pools",
        by: By::Plan(node_size),
    },
    Item {
        id: "infra-network",
        text: t(
            "A network policy says what jobs may reach",
            "网络策略限定作业可访问的范围",
        ),
        field: "security.network_policy",
        by: By::Plan(network),
    },
    Item {
        id: "infra-names",
        text: t(
            "Every name that jobs need resolves on the cluster",
            "作业所需的域名在集群上都能解析",
        ),
        field: "",
        by: By::User(t(
            "Resolve GitLab, the registry and the object storage from a pod in the job namespace.",
            "在作业命名空间的 Pod 中解析 GitLab、镜像仓库与对象存储的域名。",
        )),
    },
];

fn capacity(cx: &Cx) -> (CheckState, String) {
    let answer = cx.answer;
    if answer.pools.iter().all(|pool| pool.count == 0) {
        return (
            CheckState::Open,
            cx.t(t("No node pool is entered.", "尚未填写节点池。"))
                .to_string(),
        );
    }
    pass_if(
        answer.slots <= answer.cluster_jobs && answer.managers_unplaced == 0,
        say!(
            cx.lang,
            "{} slots, places for {} jobs.",
            "{} 个槽位，可容纳 {} 个作业。",
            answer.slots,
            answer.cluster_jobs
        ),
    )
}

fn node_size(cx: &Cx) -> (CheckState, String) {
    let pools = cx
        .answer
        .pools
        .iter()
        .filter(|pool| pool.eligible && pool.count > 0);
    let Some(pool) = pools.max_by_key(|pool| pool.stranded.cpu_permille) else {
        return (
            CheckState::Open,
            cx.t(t("No node pool is entered.", "尚未填写节点池。"))
                .to_string(),
        );
    };
    let binds: Vec<_> = pool
        .binding
        .iter()
        .map(|one| cx.t(dimension(*one)))
        .collect();
    pass_if(
        pool.jobs_max > 0 && pool.stranded.cpu_permille <= 300,
        say!(
            cx.lang,
            "A node of {} holds {}; {} binds; {} and {} stay idle.",
            "{} 的每个节点可放 {}，受限于{}，闲置 {} 与 {}。",
            pool.name,
            crate::facts::jobs(cx, pool.jobs_max),
            binds.join(", "),
            amount(cx, Dimension::CpuM, pool.stranded.cpu_m),
            bytes_iec(pool.stranded.memory)
        ),
    )
}

fn network(cx: &Cx) -> (CheckState, String) {
    let on = cx.plan.security.network_policy;
    pass_if(
        on,
        if on {
            say!(
                cx.lang,
                "network-policy.yaml closes the way in to job pods in {}.",
                "network-policy.yaml 关闭 {} 中作业 Pod 的入站访问。",
                cx.plan.target.job_namespace
            )
        } else {
            cx.t(t("The network policy is off.", "网络策略已关闭。"))
                .to_string()
        },
    )
}
