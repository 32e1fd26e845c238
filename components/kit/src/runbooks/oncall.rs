//! Writes the hand-over sheet: names, sums, where to look, and the first command for each usual symptom.

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_diagnose::commands::CURL_IMAGE;
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

/// Clearly a blank, in Markdown and on paper.
const BLANK: &str = "`________`";

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "oncall",
        names.t("On-call hand-over", "值班交接"),
        names.t(
            "One sheet for whoever is on call: what runs, what is normal, where to look first.",
            "供值班人员使用的一页纸：运行了什么、何为正常、先看哪里。",
        ),
    );
    let plan = names.plan;
    let (chart, runner) = (plan.target.chart, plan.runner());
    book.impact(
        names.t("Release", "Release"),
        &say!(
            names.lang,
            "`{0}` in namespace `{1}`, jobs in `{2}`; chart {chart}, runner {runner}, Kubernetes {3}",
            "命名空间 `{1}` 中的 `{0}`，作业位于 `{2}`；Chart {chart}，Runner {runner}，Kubernetes {3}",
            names.release(),
            names.namespace(),
            names.job_namespace(),
            plan.target.kubernetes.short()
        ),
    );
    book.impact("GitLab", &["`", &plan.gitlab.url, "`"].concat());
    let (replicas, each, slots, jobs) = (
        plan.managers.replicas,
        plan.slots_per_manager(),
        plan.slots(),
        names.cx.answer.cluster_jobs,
    );
    book.impact(
        names.t("Slots and capacity", "名额与容量"),
        &say!(
            names.lang,
            "{replicas} managers × {each} = {slots} jobs at once; the nodes take {jobs} by the plan",
            "{replicas} 个管理器 × {each} = {slots} 个并发作业；按方案节点可容纳 {jobs} 个"
        ),
    );
    let (grace, wait) = (plan.managers.grace_period, plan.job.poll_timeout);
    book.impact(
        names.t("Times", "时限"),
        &say!(
            names.lang,
            "a manager that stops waits up to {grace} s for its jobs; a pod that does not run after {wait} s fails its job",
            "停止的管理器最多等作业 {grace} 秒；Pod {wait} 秒内未运行则作业失败"
        ),
    );
    book.impact(
        names.t("Alerts and dashboard", "告警与看板"),
        &say!(
            names.lang,
            "`monitoring/` of this bundle; Alertmanager {BLANK}, Grafana {BLANK}, logs {BLANK}",
            "本套文件的 `monitoring/`；Alertmanager {BLANK}，Grafana {BLANK}，日志 {BLANK}"
        ),
    );
    book.impact(
        names.t("Contacts", "联系人"),
        &say!(
            names.lang,
            "platform team {BLANK}; cluster {BLANK}; GitLab {BLANK}; registry {BLANK}; network and DNS {BLANK}; security {BLANK}; may decide on a lost cluster {BLANK}",
            "平台团队 {BLANK}；集群 {BLANK}；GitLab {BLANK}；镜像仓库 {BLANK}；网络与 DNS {BLANK}；安全 {BLANK}；有权判定集群丢失 {BLANK}"
        ),
    );
    book.impact(
        names.t("Access", "访问权限"),
        &say!(
            names.lang,
            "kubectl context {BLANK}; password safe {BLANK}; repository of these files {BLANK}; runner's number in GitLab {BLANK}",
            "kubectl 上下文 {BLANK}；密码库 {BLANK}；本套文件的仓库 {BLANK}；GitLab 中的 Runner 编号 {BLANK}"
        ),
    );
    take(names, book.step(names.t("Take over", "接班")));
    symptoms(
        names,
        book.step(names.t("First command for each symptom", "各症状的第一条命令")),
    );
    practise(names, book.step(names.t("Practise", "演练")));
    over(names, book.step(names.t("Hand over", "交班")));
    book
}

fn take(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "The blanks above are filled in and true.",
            "上方空白处已填写且属实。",
        ),
        "",
        "",
    );
    step.work(
        names.t("Who runs, and since when.", "运行中的管理器及其时长。"),
        &names.managers(),
    );
    step.work(
        names.t("Which jobs run.", "运行中的作业。"),
        &names.job_pods(),
    );
    step.work(
        names.t("The log of the last hour.", "最近一小时的日志。"),
        &names.commands.manager_logs(&["--since=1h"]),
    );
    step.after(
        &say!(
            names.lang,
            "{} managers are ready, none restarted today, no job pod is pending for longer than {} s.",
            "{} 个管理器就绪、今日未重启，没有作业 Pod Pending 超过 {} 秒。",
            names.plan.managers.replicas,
            names.plan.job.poll_timeout
        ),
        "",
        "",
    );
    step.after(
        names.t(
            "Your account may do what the runbooks need.",
            "你的账户具备手册所需的权限。",
        ),
        &names
            .commands
            .manager(&["auth", "can-i", "create", "pods", "--subresource=exec"]),
        "`yes`",
    );
}

/// The usual symptoms, each with the category the troubleshooter files it under.
fn symptoms(names: &Names, step: &mut RunStep) {
    let commands = &names.commands;
    let pod = "\"$POD\"";
    let events = [&commands.newest_job(), "\n", &commands.events_of(pod)].concat();
    let states = [
        &commands.newest_job(),
        "\n",
        &commands.container_states(pod),
    ]
    .concat();
    let rows: [(&str, &str, String); 10] = [
        (
            names.t("Jobs are stuck, nothing takes them", "作业停滞，无人领取"),
            "no_runner_online",
            commands.manager_logs(&["--tail=50"]),
        ),
        (
            names.t("Job pods stay pending", "作业 Pod 一直 Pending"),
            "sched_insufficient_resources",
            events.clone(),
        ),
        (
            names.t("Images do not pull", "镜像拉取失败"),
            "image_pull_auth",
            events,
        ),
        (
            names.t("Names do not resolve", "域名无法解析"),
            "dns_timeout",
            commands.like_a_job("dns-test", CURL_IMAGE, &["nslookup", host(names)]),
        ),
        (
            names.t("The clone fails", "克隆失败"),
            "git_clone_unreachable",
            commands.net_test(&names.plan.gitlab.url),
        ),
        (
            names.t("A job dies with 137", "作业以 137 退出"),
            "exit_137_ambiguous",
            states,
        ),
        (
            names.t("Pods are evicted", "Pod 被驱逐"),
            "evicted_storage",
            commands.jobs(&["get", "events", "--field-selector=reason=Evicted"]),
        ),
        (
            names.t("Managers restart again and again", "管理器反复重启"),
            "register_invalid_token",
            commands.manager_logs(&["--previous", "--tail=50"]),
        ),
        (
            names.t(
                "Pods are refused: quota or policy",
                "Pod 被拒绝：配额或策略",
            ),
            "quota_exceeded",
            commands.jobs(&["describe", "resourcequota,limitrange"]),
        ),
        (
            names.t("Cache does not restore", "缓存无法恢复"),
            "cache_failure",
            commands.manager_logs(&["--tail=200"]),
        ),
    ];
    for (text, category, command) in rows {
        step.work(
            &say!(
                names.lang,
                "{text}. In the troubleshooter: `{category}`.",
                "{text}。对应故障诊断中的 `{category}`。"
            ),
            &command,
        );
    }
    step.after(
        names.t(
            "Paste what the command shows into the troubleshooter; it names the cause and the change.",
            "把命令输出粘贴到故障诊断，可得到原因与修改方法。",
        ),
        "",
        "",
    );
}

fn host<'a>(names: &'a Names) -> &'a str {
    runwright_model::format::host_of(&names.plan.gitlab.url).unwrap_or("gitlab.example.com")
}

fn practise(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "Those who would be alarmed know of the drill.",
            "可能收到告警的人已知晓演练。",
        ),
        "",
        "",
    );
    step.work(
        names.t(
            "Delete one manager while a long job of yours runs on another: the job goes on, the manager comes back.",
            "让自己的长作业在一个管理器上运行，删除另一个管理器：作业继续，管理器恢复。",
        ),
        &[
            "printf 'manager pod: '; IFS= read -r POD\n",
            &names.commands.manager(&["delete", "pod", "--wait=false"]),
            " \"$POD\"",
        ]
        .concat(),
    );
    step.work(
        names.t(
            "Cordon a node and see jobs go elsewhere.",
            "将一个节点设为不可调度，观察作业转移。",
        ),
        "printf 'node: '; IFS= read -r NODE\nkubectl cordon \"$NODE\"",
    );
    step.work(
        &say!(
            names.lang,
            "Start more jobs than there are slots ({}) and see them wait in GitLab, not as pods.",
            "启动超过名额数（{}）的作业，确认它们在 GitLab 中排队，而不是以 Pod 等待。",
            names.plan.slots()
        ),
        &names.job_pods(),
    );
    step.work(
        names.t(
            "Restore drill: `restore.md`, once a quarter.",
            "恢复演练：每季度执行一次 `restore.md`。",
        ),
        "",
    );
    step.after(
        names.t(
            "All alarms that should have come came.",
            "应触发的告警均已触发。",
        ),
        "",
        "",
    );
    step.undo(
        names.t("Let pods onto the node again.", "恢复节点调度。"),
        "kubectl uncordon \"$NODE\"",
    );
}

fn over(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "Write down: what happened, what is still open, what was changed by hand and is not in the files.",
            "记录：发生了什么、未了事项、手工改动且未写入文件的内容。",
        ),
        "",
    );
    step.work(
        names.t(
            "Changes by hand against the files.",
            "对照文件检查手工改动。",
        ),
        "kubectl diff -f manifests/",
    );
    step.after(
        names.t("Whoever comes next has read it.", "接班人已阅读。"),
        "",
        "",
    );
}
