//! Writes the runbook of more or fewer slots: managers, jobs per manager, nodes.

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_model::answer::LimitedBy;
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "scale",
        names.t("Scale up and down", "扩容与缩容"),
        names.t(
            "Changes how many jobs run at once, at the place that limits them, without losing one.",
            "在真正的瓶颈处调整并发作业数，且不丢失作业。",
        ),
    );
    book.impact(names.t("Slots and capacity", "名额与容量"), &limit(names));
    book.impact(names.t("Running jobs", "运行中的作业"), &names.on_jobs());
    book.impact(names.t("Duration", "耗时"), &names.how_long());
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "Nobody on the way up. On the way down, jobs wait longer in GitLab.",
            "扩容时无人察觉；缩容后作业在 GitLab 中等待变长。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t(
            "Set the old numbers and run `install.sh` again.",
            "改回原来的数值，再次执行 `install.sh`。",
        ),
    );
    measure(names, book.step(names.t("Find what limits", "找出瓶颈")));
    nodes(names, book.step(names.t("Add nodes", "增加节点")));
    slots(names, book.step(names.t("Raise the slots", "提高名额")));
    names.drain(book.step(names.t(
        "Before fewer slots: let the jobs end",
        "降低名额之前：等待作业结束",
    )));
    fewer(names, book.step(names.t("Lower the slots", "降低名额")));
    away(names, book.step(names.t("Take nodes away", "移除节点")));
    book
}

/// `replicas × per manager = slots`, what the nodes take, and which of the two binds.
fn limit(names: &Names) -> String {
    let answer = names.cx.answer;
    let (replicas, each) = (names.plan.managers.replicas, names.plan.slots_per_manager());
    let (slots, jobs, risk, wait) = (
        names.plan.slots(),
        answer.cluster_jobs,
        answer.jobs_at_risk,
        answer.poll_timeout_s,
    );
    match answer.limited_by {
        LimitedBy::Cluster => say!(
            names.lang,
            "{replicas} managers × {each} = {slots} slots; the nodes take {jobs} jobs of this size. The nodes limit: up to {risk} jobs would wait as pods and fail after {wait} s (`poll_timeout`). Add nodes or lower the slots; more managers make it worse.",
            "{replicas} 个管理器 × {each} = {slots} 个名额；节点可容纳 {jobs} 个此规格的作业。瓶颈在节点：最多 {risk} 个作业会以 Pod 形式等待，{wait} 秒（`poll_timeout`）后失败。应增加节点或降低名额；增加管理器只会更糟。"
        ),
        LimitedBy::Managers => say!(
            names.lang,
            "{replicas} managers × {each} = {slots} slots; the nodes take {jobs} jobs of this size. The slots limit: further jobs wait in GitLab, which is safe.",
            "{replicas} 个管理器 × {each} = {slots} 个名额；节点可容纳 {jobs} 个此规格的作业。瓶颈在名额：其余作业在 GitLab 中排队，是安全的。"
        ),
    }
}

fn measure(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "Jobs that wait as pods speak for too few nodes; jobs that wait in GitLab while few pods run speak for too few slots.",
            "作业以 Pod 形式等待，说明节点不足；作业在 GitLab 中等待而运行的 Pod 不多，说明名额不足。",
        ),
        &names.commands.jobs(&[
            "get",
            "pods",
            "--selector",
            names.job_label(),
            "--field-selector=status.phase=Pending",
        ]),
    );
    step.work(
        names.t("What the nodes have left.", "节点剩余资源。"),
        "kubectl describe nodes | grep -A 8 'Allocated resources'",
    );
    step.work(
        names.t(
            "Quotas count too: a job takes a pod and a Secret.",
            "配额同样计数：每个作业占一个 Pod 和一个 Secret。",
        ),
        &names
            .commands
            .jobs(&["describe", "resourcequota,limitrange"]),
    );
    step.after(
        names.t(
            "It is clear which of the three limits; the plan's own sum stands above.",
            "已明确瓶颈是三者中的哪一个；方案自身的算式见上。",
        ),
        "",
        &limit(names),
    );
}

fn nodes(names: &Names, step: &mut RunStep) {
    for pool in &names.cx.answer.pools {
        let (name, min, max, count) = (&pool.name, pool.jobs_min, pool.jobs_max, pool.count);
        let text = match (pool.eligible, min == max) {
            (false, _) => say!(
                names.lang,
                "Pool `{name}` takes no jobs: its labels or taints do not match. More of these nodes change nothing.",
                "节点池 `{name}` 不接收作业：标签或污点不匹配，增加此类节点没有作用。"
            ),
            (true, true) => say!(
                names.lang,
                "Pool `{name}` ({count} nodes): one more node takes {max} jobs.",
                "节点池 `{name}`（{count} 个节点）：每增加一个节点多容纳 {max} 个作业。"
            ),
            (true, false) => say!(
                names.lang,
                "Pool `{name}` ({count} nodes): one more node takes {min} to {max} jobs, {min} if a manager lands on it.",
                "节点池 `{name}`（{count} 个节点）：每增加一个节点多容纳 {min} 至 {max} 个作业；若有管理器落在其上则为 {min} 个。"
            ),
        };
        step.before(&text, "", "");
    }
    step.work(
        names.t(
            "Add the nodes to the pool, by its autoscaler's bounds or by hand. Add them to the plan as well.",
            "通过自动扩缩的上限或手动为节点池增加节点，并同步写入方案。",
        ),
        "",
    );
    if names.plan.nodes.are_set_up() {
        step.work(
            names.t(
                "Name the new nodes in the plan, then label and taint them.",
                "在方案中写入新节点名称，然后打标签和污点。",
            ),
            "sh node-setup.sh",
        );
    }
    let wait = names.plan.job.poll_timeout;
    step.work(
        &say!(
            names.lang,
            "With an autoscaler: a job's pod waits {wait} s (`poll_timeout`) for its node. If a node takes longer to join, raise it above that time.",
            "使用自动扩缩时：作业 Pod 等待节点 {wait} 秒（`poll_timeout`）。若节点加入更慢，须把它设得更大。"
        ),
        "",
    );
    step.after(
        names.t("The nodes are ready and match.", "节点就绪且匹配。"),
        &names.node_list(),
        "`Ready`",
    );
    step.undo(names.t("See the last step.", "见最后一步。"), "");
}

fn slots(names: &Names, step: &mut RunStep) {
    let answer = names.cx.answer;
    let jobs = answer.cluster_jobs;
    let each = names.plan.slots_per_manager();
    step.before(
        &say!(
            names.lang,
            "The nodes take the wanted number of jobs: {jobs} by the plan.",
            "节点能容纳目标数量的作业：按方案为 {jobs} 个。"
        ),
        "",
        "",
    );
    step.work(
        &say!(
            names.lang,
            "Choose: one more manager adds {each} slots and stands in when another fails; more jobs per manager (`concurrent`) cost it memory. The product is what counts: slots = managers × jobs per manager.",
            "选择：每增加一个管理器多 {each} 个名额，并可互为备份；提高每个管理器的作业数（`concurrent`）则占用其更多内存。起作用的是乘积：名额 = 管理器数 × 每个管理器的作业数。"
        ),
        "",
    );
    step.work(
        names.t(
            "Change the plan, write the files anew, and install. A change of `concurrent` replaces the managers: let the jobs end first, as in the step before fewer slots. More managers alone do not touch those that run.",
            "修改方案，重新生成文件并安装。改 `concurrent` 会替换管理器：请先等作业结束，见降低名额之前的步骤。仅增加数量不影响运行中的管理器。",
        ),
        "sh install.sh",
    );
    names.healthy(step);
    step.after(
        names.t("No job pod waits for long.", "没有作业 Pod 长时间等待。"),
        &names.job_pods(),
        names.t(
            "no `Pending` older than a minute",
            "没有超过一分钟的 `Pending`",
        ),
    );
    step.undo(
        names.t("Install with the old numbers.", "用原数值重新安装。"),
        "sh install.sh",
    );
}

fn fewer(names: &Names, step: &mut RunStep) {
    step.before(
        names.t("No job runs.", "没有作业在运行。"),
        &names.running(),
        "`No resources found`",
    );
    step.work(
        names.t(
            "Change the plan, write the files anew, install, and resume. Do not use `kubectl scale`: the next install would undo it.",
            "修改方案，重新生成文件、安装并恢复。不要用 `kubectl scale`：下次安装会将其覆盖。",
        ),
        &["sh install.sh\n", &names.api("PUT", "", &["paused=false"])].concat(),
    );
    names.healthy(step);
    step.undo(
        names.t("Install with the old numbers.", "用原数值重新安装。"),
        "sh install.sh",
    );
}

fn away(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "The nodes that stay take all slots.",
            "留下的节点能容纳全部名额。",
        ),
        "",
        &limit(names),
    );
    step.work(
        names.t(
            "Keep new pods off the node and wait for its jobs. Job pods have no controller: `kubectl drain` refuses them, and with `--force` it kills the job.",
            "禁止新 Pod 调度到该节点，并等其作业结束。作业 Pod 没有控制器：`kubectl drain` 会拒绝，加 `--force` 则直接终止作业。",
        ),
        &[
            "printf 'node: '; IFS= read -r NODE\nkubectl cordon \"$NODE\"\n",
            &names.until_none(&on_node(names)),
        ]
        .concat(),
    );
    step.work(
        names.t(
            "Then drain it; a manager on it moves within its grace period.",
            "然后排空节点；其上的管理器会在宽限期内迁移。",
        ),
        "kubectl drain \"$NODE\" --ignore-daemonsets --delete-emptydir-data",
    );
    step.work(
        names.t(
            "With an autoscaler: see to it that it leaves nodes with job pods alone. Cluster Autoscaler heeds the pod annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\"`; look up what yours does.",
            "使用自动扩缩时：确保它不动有作业 Pod 的节点。Cluster Autoscaler 遵守 Pod 注解 `cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\"`；其他实现请查阅其说明。",
        ),
        "",
    );
    step.after(
        names.t("No job pod is left on it.", "节点上已无作业 Pod。"),
        &on_node(names),
        "`No resources found`",
    );
    step.undo(
        names.t("Let pods onto it again.", "重新允许调度。"),
        "kubectl uncordon \"$NODE\"",
    );
}

/// The job pods on the node `NODE`.
fn on_node(names: &Names) -> String {
    let list = names
        .commands
        .jobs(&["get", "pods", "--selector", names.job_label()]);
    [&list, " --field-selector=spec.nodeName=\"$NODE\""].concat()
}
