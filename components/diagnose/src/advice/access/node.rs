//! Advice on pods that are taken away, and on nodes with another operating system.

use super::{add_row, part_of_pod, with_pod};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::plan::Platform;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// Who takes a pod away, by the reason of its condition `DisruptionTarget`.
fn taker(case: &Case, reason: &str) -> &'static str {
    let has = |part: &str| reason.contains(part);
    case.t(if has("Preempt") {
        t(
            "The scheduler pushed it out for a pod of higher priority.",
            "调度器为更高优先级的 Pod 将其驱逐。",
        )
    } else if has("TaintManager") {
        t(
            "Its node got a taint with effect NoExecute, as a node that is lost or not ready does.",
            "其节点被打上 NoExecute 污点，失联或未就绪的节点就会这样。",
        )
    } else if has("PodGC") {
        t(
            "Its node is gone: a spot instance that was reclaimed, or a node that was deleted.",
            "其节点已不存在：竞价实例被回收，或节点被删除。",
        )
    } else if has("Kubelet") {
        t(
            "The kubelet ended it: the node ran out of something, or is shutting down.",
            "由 kubelet 终止：节点资源耗尽，或正在关机。",
        )
    } else if has("Eviction") {
        t(
            "Somebody drained its node: an upgrade, or an autoscaler or Karpenter that wanted fewer nodes.",
            "其节点被排空：升级，或自动扩缩容、Karpenter 在缩减节点。",
        )
    } else {
        t(
            "Something outside of the job removed it: a drain, an autoscaler, a lost node, a pod of higher priority, or a person.",
            "由作业之外的因素移除：排空、自动扩缩容、节点丢失、更高优先级的 Pod，或有人删除。",
        )
    })
}

pub(super) fn disrupted(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let reason = case.seen.get(What::Reason);
    let pod = case.seen.get(What::Pod);
    let class = plan.nodes.priority_class.as_str();
    if !reason.is_empty() {
        out.title = say!(
            lang,
            "The pod was taken away: {}",
            "Pod 在运行中被移除：{}",
            reason
        );
    }
    out.meaning = say!(
        lang,
        "{} The job's work is lost. The disruption budget of this plan is the managers' alone; job pods have none, {}.",
        "{}作业成果随之丢失。本方案的中断预算只保护管理器；作业 Pod 没有预算，{}。",
        taker(case, reason),
        if class.is_empty() {
            case.t(t("and no priority above 0", "优先级为 0"))
                .to_string()
        } else {
            say!(
                lang,
                "and the priority class `{}`",
                "优先级类为 `{}`",
                class
            )
        }
    );
    out.step(
        case.t(t(
            "See what the events say about the pod; they are kept for an hour. The job log has its name.",
            "查看该 Pod 的事件，保留一小时。Pod 名称见作业日志。",
        )),
        commands.events_of(&case.pod()),
    );
    out.step(
        case.t(t(
            "See what befell the nodes at that time.",
            "查看当时节点发生了什么。",
        )),
        "kubectl get events --all-namespaces --field-selector involvedObject.kind=Node --sort-by=.lastTimestamp",
    )
    .expect = case
        .t(t(
            "`NodeNotReady`, `RemovingNode`, `ScaleDown`, `DisruptionTerminating` or the like.",
            "出现 `NodeNotReady`、`RemovingNode`、`ScaleDown`、`DisruptionTerminating` 等。",
        ))
        .to_string();
    let node = case.seen.get(What::Node);
    if !node.is_empty() {
        out.step(
            case.t(t(
                "See whether the node is still there.",
                "查看节点是否还在。",
            )),
            commands.kubectl(&["get", "node", node, "--output=wide"]),
        );
    }
    if reason.contains("Preempt") && class.is_empty() && plan.runner_has(15, 1) {
        out.fix(
            say!(
                lang,
                "Give job pods the priority class ci-jobs ({})",
                "给作业 Pod 设置优先级类 ci-jobs（{}）",
                plan.nodes.priority_value
            ),
            vec![Edit::set("nodes.priority_class", "ci-jobs")],
        );
    }
    let manager = pod.starts_with(plan.fullname().as_str()) && !pod.is_empty();
    if manager && plan.managers.replicas > 1 && !plan.managers.disruption_budget {
        out.fix(
            case.t(t(
                "Take one manager at a time (disruption budget)",
                "一次只带走一个管理器（中断预算）",
            )),
            vec![Edit::set("managers.disruption_budget", true)],
        );
    }
    out.by_hand(
        case.t(t(
            "Ask autoscalers to leave job pods alone, in `config.toml` under `[runners.kubernetes.pod_annotations]`: `\"cluster-autoscaler.kubernetes.io/safe-to-evict\" = \"false\"`, for Karpenter `\"karpenter.sh/do-not-disrupt\" = \"true\"`.",
            "让扩缩容避开作业 Pod：在 `config.toml` 的 `[runners.kubernetes.pod_annotations]` 下写 `\"cluster-autoscaler.kubernetes.io/safe-to-evict\" = \"false\"`；Karpenter 用 `\"karpenter.sh/do-not-disrupt\" = \"true\"`。",
        )),
        "",
    );
    if plan.runner_has(18, 11) {
        let role = [&plan.manager_account(), "-budgets"].concat();
        let make = commands.jobs(&[
            "create",
            "role",
            &role,
            "--verb=create,get",
            "--resource=poddisruptionbudgets.policy",
        ]);
        let bind = commands.jobs(&[
            "create",
            "rolebinding",
            &role,
            &["--role=", &role].concat(),
            &["--serviceaccount=", &super::manager_account(plan)].concat(),
        ]);
        out.by_hand(
            case.t(t(
                "Against drains: `pod_disruption_budget = true` under `[runners.kubernetes]`. Grant this first, else every job fails; drains then wait for jobs.",
                "应对排空：在 `[runners.kubernetes]` 下设 `pod_disruption_budget = true`。须先授权，否则所有作业都会失败；之后排空会等待作业结束。",
            )),
            [&make, "\n", &bind].concat(),
        );
    }
    out.by_hand(
        case.t(t(
            "For what cannot be kept from happening: CI nodes that are not spot instances, and `retry: { max: 2, when: runner_system_failure }` for jobs that may run twice.",
            "无法避免的情况：CI 节点不用竞价实例；可重复执行的作业设 `retry: { max: 2, when: runner_system_failure }`。",
        )),
        "",
    );
    if plan.target.platform == Platform::Eks {
        out.by_hand(
            case.t(t(
                "EKS: suspend AZ rebalancing of the CI node group, which ends nodes without asking.",
                "EKS：暂停 CI 节点组的 AZ 再平衡，它会直接终止节点。",
            )),
            "aws autoscaling suspend-processes --scaling-processes AZRebalance --auto-scaling-group-name \"$ASG\"",
        );
    }
    out.confirm(
        case.t(t(
            "A running job's pod carries the annotations.",
            "运行中的作业 Pod 带有这些注解。",
        )),
        [
            commands.newest_job(),
            [
                &commands.jobs(&["get", "pod"]),
                " \"$POD\" ",
                &quote("--output=jsonpath={.metadata.annotations}"),
            ]
            .concat(),
        ]
        .join("\n"),
    );
    out.prevent(case.t(t(
        "Drain CI nodes out of hours, after pausing the runner in GitLab.",
        "在非工作时间排空 CI 节点，并先在 GitLab 中暂停 Runner。",
    )));
    out.alike(
        case,
        "evicted_storage",
        case.t(t(
            "Reason `TerminationByKubelet` with `low on resource` or `ephemeral-storage`.",
            "原因为 `TerminationByKubelet`，并有 `low on resource` 或 `ephemeral-storage`。",
        )),
    );
    out.alike(
        case,
        "exec_attach_broken",
        case.t(t(
            "The pod is still there; only the connection broke.",
            "Pod 还在，只是连接中断。",
        )),
    );
    out.alike(
        case,
        "exit_137_ambiguous",
        case.t(t(
            "Only the exit code is known: look for these events first.",
            "只知道退出码：先查这些事件。",
        )),
    );
    out.wrong(
        case.t(t(
            "Tolerate `not-ready` and `unreachable`",
            "容忍 `not-ready` 与 `unreachable`",
        )),
        case.t(t(
            "The pod then stays on a node that does not work, and the job hangs until its timeout.",
            "Pod 会留在故障节点上，作业一直卡到超时。",
        )),
    );
    out.wrong(
        case.t(t(
            "A disruption budget that selects the managers protects jobs",
            "针对管理器的中断预算能保护作业",
        )),
        case.t(t(
            "Job pods carry other labels and mostly live in another namespace.",
            "作业 Pod 的标签不同，通常也在别的命名空间。",
        )),
    );
}

pub(super) fn windows(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let selector = &plan.nodes.selector;
    let os = selector
        .iter()
        .find(|label| label.key == "kubernetes.io/os");
    out.meaning = match os {
        Some(label) => say!(
            lang,
            "This plan keeps jobs on nodes with `kubernetes.io/os={}`. The image, or the helper that the runner chose, is for another system or another build of Windows: a Windows container needs a node of its own build.",
            "本方案让作业只在 `kubernetes.io/os={}` 的节点上运行。镜像或 Runner 选择的 helper 属于另一系统或另一个 Windows 版本：Windows 容器要求节点版本一致。",
            label.value
        ),
        None => say!(
            lang,
            "This plan writes Linux pods and asks for no operating system, so in a cluster with Windows nodes job pods of `{}` may land on one. Their images have no variant for it.",
            "本方案生成 Linux Pod，且没有限定操作系统；集群含 Windows 节点时，`{}` 的作业 Pod 可能落到其上，而镜像没有对应版本。",
            plan.target.job_namespace
        ),
    };
    out.step(
        case.t(t(
            "See which systems and builds the nodes have.",
            "查看节点的系统与版本。",
        )),
        "kubectl get nodes --label-columns=kubernetes.io/os,node.kubernetes.io/windows-build",
    );
    out.step(
        case.t(t("See where the pod went.", "查看 Pod 落在哪个节点。")),
        with_pod(case, part_of_pod(case, "{.spec.nodeName}")),
    );
    if os.is_none() {
        let cells = [("key", "kubernetes.io/os"), ("value", "linux")];
        out.fix(
            case.t(t("Keep jobs on Linux nodes", "作业只在 Linux 节点运行")),
            vec![add_row(case, "nodes.selector", &cells)],
        );
    }
    out.by_hand(
        case.t(t(
            "Windows jobs want a release of their own: node labels `kubernetes.io/os=windows` and `node.kubernetes.io/windows-build` of the image's base, none of the Linux security settings, no services.",
            "Windows 作业需要单独的 release：节点标签 `kubernetes.io/os=windows` 与镜像基础版本对应的 `node.kubernetes.io/windows-build`，不使用 Linux 安全设置，也不使用服务。",
        )),
        "",
    );
    out.confirm(
        case.t(t(
            "New job pods carry the selector.",
            "新的作业 Pod 带有该选择器。",
        )),
        [
            commands.newest_job(),
            [
                &commands.jobs(&["get", "pod"]),
                " \"$POD\" ",
                &quote("--output=jsonpath={.spec.nodeSelector}"),
            ]
            .concat(),
        ]
        .join("\n"),
    );
    out.prevent(case.t(t(
        "Taint Windows nodes, so that only what names them lands there.",
        "给 Windows 节点打污点，只有明确指定的 Pod 才会落到其上。",
    )));
    out.alike(
        case,
        "shell_missing_in_image",
        case.t(t(
            "`exec format error` between Linux nodes: the architecture, not the system.",
            "Linux 节点之间的 `exec format error`：是架构而非系统的问题。",
        )),
    );
    out.alike(
        case,
        "sched_node_selector",
        case.t(t(
            "The pod stays Pending: no node fits at all.",
            "Pod 一直 Pending：没有任何节点符合。",
        )),
    );
    out.alike(
        case,
        "image_pull_not_found",
        case.t(t(
            "The tag does not exist for any platform.",
            "该标签在任何平台都不存在。",
        )),
    );
    out.wrong(
        case.t(t("Use node affinity for it", "用节点亲和性来限定")),
        case.t(t(
            "The pod lands right, but the runner chooses the helper's system and architecture by `node_selector` alone.",
            "Pod 位置正确，但 Runner 只按 `node_selector` 选择 helper 的系统与架构。",
        )),
    );
}
