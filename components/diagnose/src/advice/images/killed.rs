//! Advice on exit code 137, which does not say who killed the process.

use super::memory::confirm;
use super::parts::*;
use crate::advice::{Case, Say};
use runwright_model::protocol::Advice;
use runwright_model::quantity::bytes_iec;
use runwright_model::say;

pub(super) fn exit_137(case: &Case, advice: &mut Advice) {
    let limit = case
        .plan
        .job
        .memory_limit
        .map_or(p(case, "none", "未设置").to_string(), |limit| {
            bytes_iec(limit.value_i64())
        });
    advice.meaning = say!(
        case.lang,
        "137 is 128 + 9: something sent SIGKILL. Memory (limit of the build container: {}) is one reason; an eviction, a node that went away, a cancelled job, or a `kill -9` in the script are others. The code alone does not tell, so nothing should be raised yet.",
        "137 即 128 + 9：进程收到了 SIGKILL。内存（build 容器上限：{}）只是原因之一；还可能是驱逐、节点消失、作业被取消，或脚本自己 `kill -9`。仅凭退出码无法判断，先不要调大任何值。",
        limit
    );
    let command = case.commands().container_states(&case.pod());
    advice
        .step(
            p(
                case,
                "Read the reason at each container, while the pod is there.",
                "趁 Pod 还在，查看各容器的原因。",
            ),
            on_pod(case, command),
        )
        .expect = p(
        case,
        "`OOMKilled`: memory. `Error` with 137: go on. On nodes with cgroup v1 a killed child process may leave no reason.",
        "`OOMKilled` 即内存不足；`Error` 且为 137 则继续往下查。cgroup v1 的节点上，子进程被杀可能不留原因。",
    )
    .to_string();
    advice
        .step(
            p(case, "Was the pod evicted?", "Pod 是否被驱逐？"),
            case.commands().jobs(&[
                "get",
                "events",
                "--field-selector",
                "reason=Evicted",
                "--sort-by=.lastTimestamp",
            ]),
        )
        .expect = p(
        case,
        "`The node was low on resource: …` names it.",
        "`The node was low on resource: …` 会写明资源。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Did a node go away, or kill for memory by itself?",
                "节点是否消失，或因内存耗尽自行杀进程？",
            ),
            case.commands().kubectl(&[
                "get",
                "events",
                "--namespace",
                "default",
                "--field-selector",
                "involvedObject.kind=Node",
                "--sort-by=.lastTimestamp",
            ]),
        )
        .expect = p(
        case,
        "`SystemOOM`, `NodeNotReady` or `DeletingNode` at that time.",
        "当时有 `SystemOOM`、`NodeNotReady` 或 `DeletingNode`。",
    )
    .to_string();
    advice.step(
        p(
            case,
            "In GitLab: was the job cancelled, or at its timeout? In the script: `timeout -s KILL`, `kill -9`, `pkill`?",
            "在 GitLab 中：作业是否被取消或超时？脚本中是否有 `timeout -s KILL`、`kill -9`、`pkill`？",
        ),
        "",
    );
    print_events(case, advice);
    advice.by_hand(
        p(
            case,
            "Keep the pod long enough to look: let the job sleep after the failing command, once.",
            "临时让作业在失败的命令后停留，以便查看 Pod。",
        ),
        "script:\n  - make test || { code=$?; sleep 300; exit $code; }",
    );
    confirm(case, advice);
    advice.prevent(p(
        case,
        "Request as much memory as the limit allows, and record container states, so that the reason is there next time.",
        "内存请求与上限一致，并记录容器状态，下次即可看到原因。",
    ));
    for (category, how) in [
        (
            "oom_build",
            p(
                case,
                "The reason `OOMKilled` at `build`.",
                "`build` 的原因是 `OOMKilled`。",
            ),
        ),
        (
            "evicted_storage",
            p(case, "An event `Evicted`.", "有 `Evicted` 事件。"),
        ),
        (
            "pod_disrupted",
            p(
                case,
                "The node was drained, or the pod deleted from outside.",
                "节点被排空，或 Pod 被外部删除。",
            ),
        ),
    ] {
        advice.alike(case, category, how);
    }
    advice.wrong(
        p(case, "137 means: raise the memory.", "137 就是要加内存。"),
        p(
            case,
            "Only with the reason `OOMKilled`. Otherwise jobs grow, fewer fit on a node, and the cause stays.",
            "只有原因是 `OOMKilled` 时才对。否则作业变大、节点容纳更少，原因却还在。",
        ),
    );
}
