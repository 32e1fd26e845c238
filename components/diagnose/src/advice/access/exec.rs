//! Advice on the way into a job pod.

use super::{in_pod, with_pod};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::protocol::Advice;
use runwright_model::say;
use runwright_model::text::t;

pub(super) fn exec(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let jobs = plan.target.job_namespace.as_str();
    let container = match case.seen.get(What::Container) {
        "" => "build",
        container => container,
    };
    let gone = !case.seen.get(What::Container).is_empty();
    if gone {
        out.title = say!(
            lang,
            "The container {} had ended when it was called",
            "访问容器 {} 时它已结束",
            container
        );
    }
    out.meaning = if gone {
        say!(
            lang,
            "The runner wanted to run a stage in `{}`, and the container was gone: it ended by itself, was killed for memory (build has {}), or the pod was taken away. The message is what follows, not the cause.",
            "Runner 要在 `{}` 中执行阶段时容器已不在：它自行结束、因内存被杀（build 上限 {}），或 Pod 被移除。该消息只是结果，不是原因。",
            container,
            match plan.job.memory_limit {
                Some(limit) => ["`", &limit.to_string(), "`"].concat(),
                None => case.t(t("no limit", "未设")).to_string(),
            }
        )
    } else {
        say!(
            lang,
            "Each stage of a job is a stream from the manager through the API server to the kubelet of the node (port 10250). It could not be opened, or broke. Where every job in `{}` fails so, the way from API server to kubelet is closed; now and then, a node was new or sick, or something on the way cut a quiet connection.",
            "作业的每个阶段都是一条从管理器经 API 服务器到节点 kubelet（端口 10250）的流，它未能建立或中断。若 `{}` 中所有作业都如此，则 API 服务器到 kubelet 不通；偶发则是节点刚启动或异常，或途中有设备切断了空闲连接。",
            jobs
        )
    };
    out.step(
        case.t(t(
            "While the pod is there, see whether the container ended, and why.",
            "Pod 还在时，查看容器是否结束及原因。",
        )),
        with_pod(case, commands.container_states(&case.pod())),
    )
    .expect = case
        .t(t(
            "`running`: look at the path. `terminated`: its reason is the cause.",
            "`running`：检查网络路径。`terminated`：其原因就是根因。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "Afterwards only the events are left, for an hour.",
            "之后只剩事件，保留一小时。",
        )),
        commands.events_of(&case.pod()),
    );
    out.step(
        case.t(t("Take the same path yourself.", "自己走一遍同样的路径。")),
        in_pod(case, "build", &["true"]),
    )
    .expect = case
        .t(t(
            "The same error: the API server does not reach the kubelet.",
            "出现同样的错误：API 服务器连不上 kubelet。",
        ))
        .to_string();
    let node = case.seen.get(What::Node);
    let nodes = if node.is_empty() {
        commands.kubectl(&["get", "nodes", "--output=wide"])
    } else {
        commands.kubectl(&["describe", "node", node])
    };
    out.step(
        case.t(t("See whether the node is well.", "查看节点是否正常。")),
        nodes,
    );
    out.by_hand(
        case.t(t(
            "Path closed: allow the control plane to reach port 10250 of the CI nodes, and see that the tunnel, where there is one, runs.",
            "路径不通：放行控制平面到 CI 节点的 10250 端口；若使用隧道，确认其运行正常。",
        )),
        "kubectl --namespace kube-system get pods | grep -e konnectivity -e tunnel",
    );
    if plan.runner_has(17, 6) {
        let role = [&plan.manager_account(), "-logs"].concat();
        let make = commands.jobs(&["create", "role", &role, "--verb=get", "--resource=pods/log"]);
        let bind = commands.jobs(&[
            "create",
            "rolebinding",
            &role,
            &["--role=", &role].concat(),
            &["--serviceaccount=", &super::manager_account(plan)].concat(),
        ]);
        out.by_hand(
            case.t(t(
                "Only on new nodes: set `FF_WAIT_FOR_POD_TO_BE_REACHABLE: \"true\"`. It reads pod logs, which the plan's Role does not allow; grant that first.",
                "仅在新节点出现：设置 `FF_WAIT_FOR_POD_TO_BE_REACHABLE: \"true\"`。它要读取 Pod 日志，方案的 Role 未授予，需先授权。",
            )),
            [&make, "\n", &bind].concat(),
        );
    }
    out.by_hand(
        case.t(t(
            "Rare and unexplained: let GitLab start such jobs anew, with `retry: { max: 2, when: runner_system_failure }`.",
            "偶发且原因不明：用 `retry: { max: 2, when: runner_system_failure }` 让 GitLab 重跑这类作业。",
        )),
        "",
    );
    out.confirm(
        case.t(t(
            "With a running job: the command returns at once and says nothing.",
            "有作业运行时执行：命令立即返回且无输出。",
        )),
        in_pod(case, "build", &["true"]),
    );
    out.prevent(case.t(t(
        "Set memory limits that jobs fit into, and keep CI nodes out of scale-down while jobs run.",
        "设置作业够用的内存上限，作业运行期间不要缩容 CI 节点。",
    )));
    out.alike(
        case,
        "oom_build",
        case.t(t(
            "The container's state has `OOMKilled`.",
            "容器状态为 `OOMKilled`。",
        )),
    );
    out.alike(
        case,
        "shell_missing_in_image",
        case.t(t(
            "It ends at once, in every job with that image.",
            "使用该镜像的作业都立即结束。",
        )),
    );
    out.alike(
        case,
        "pod_disrupted",
        case.t(t(
            "The pod is gone, and its events name who took it.",
            "Pod 已消失，事件中写明由谁移除。",
        )),
    );
    out.alike(
        case,
        "kube_api_unavailable",
        case.t(t(
            "Other calls fail too, not only exec and attach.",
            "其他请求也失败，不只是 exec 与 attach。",
        )),
    );
    out.wrong(
        case.t(t(
            "Follow the link to shell profiles in the message",
            "按消息中的链接检查 shell profile",
        )),
        case.t(t(
            "It is printed with every failure of this stage and is about the Shell executor.",
            "该阶段的任何失败都会打印它，内容针对 Shell executor。",
        )),
    );
    out.wrong(
        case.t(t(
            "Switch to `FF_USE_LEGACY_KUBERNETES_EXECUTION_STRATEGY`",
            "改用 `FF_USE_LEGACY_KUBERNETES_EXECUTION_STRATEGY`",
        )),
        case.t(t(
            "It takes the same path by exec, and a broken connection then ends the script.",
            "它同样经 exec 走这条路径，而且连接一断脚本就终止。",
        )),
    );
}
