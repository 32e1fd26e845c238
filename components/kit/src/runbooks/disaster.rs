//! Writes the runbook for the bad day: what to decide first, then one step for each kind of loss.

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_documents::shell::quote;
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "disaster",
        names.t("When much is broken at once", "重大故障处置"),
        names.t(
            "Tells first which loss it is, then what to do about it.",
            "先判断是哪种故障，再按对应步骤处理。",
        ),
    );
    book.impact(names.t("Running jobs", "运行中的作业"), &lost(names));
    book.impact(
        names.t("New jobs", "新作业"),
        names.t(
            "Wait in GitLab, as long as GitLab is there; none is lost for it. Jobs that wait longer than GitLab keeps stuck jobs fail.",
            "只要 GitLab 可用就会排队，不会丢失；等待超过 GitLab 对停滞作业的时限则失败。",
        ),
    );
    book.impact(
        names.t("Duration", "耗时"),
        names.t(
            "Cluster lost: what the last restore drill took. A leaked token: one request. All others: until the cause is gone, plus a restart of the managers.",
            "集群丢失：以最近一次恢复演练的用时为准。令牌泄露：一次请求。其他情况：直到原因消除，再加一次管理器重启。",
        ),
    );
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "Everybody who starts a pipeline. Say so before they ask.",
            "所有启动流水线的人。请主动通告。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t("Stands with each step.", "见各步骤。"),
    );
    decide(
        names,
        book.step(names.t("Decide which loss it is", "判断故障类型")),
    );
    token(names, book.step(names.t("A token has leaked", "令牌泄露")));
    crash(
        names,
        book.step(names.t("All managers crash again and again", "所有管理器反复崩溃")),
    );
    plane(
        names,
        book.step(names.t("The control plane is down", "控制平面不可用")),
    );
    gitlab(names, book.step(names.t("GitLab is down", "GitLab 不可用")));
    registry(
        names,
        book.step(names.t("The registry is down", "镜像仓库不可用")),
    );
    cluster(names, book.step(names.t("The cluster is lost", "集群丢失")));
    book
}

fn lost(names: &Names) -> String {
    let slots = names.plan.slots();
    say!(
        names.lang,
        "At most {slots} run at once (the slots of this plan). With the cluster they are lost and have to be retried; while only the managers or GitLab are away, pods may go on, but what they report may be lost.",
        "同时最多 {slots} 个（本方案的名额）。集群丢失时全部丢失，需重试；仅管理器或 GitLab 不可用时，Pod 可能继续运行，但其上报可能丢失。"
    )
}

fn decide(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "Does the Kubernetes API answer? If not: control plane down, or cluster lost.",
            "Kubernetes API 是否响应？否：控制平面不可用或集群丢失。",
        ),
        "kubectl get --raw='/readyz?verbose' | tail -n 5",
    );
    step.work(
        names.t(
            "Do the managers run? If they restart again and again: crash loop.",
            "管理器是否运行？反复重启即为崩溃循环。",
        ),
        &names.managers(),
    );
    step.work(
        names.t(
            "Does GitLab answer from the managers' side? If not: GitLab, or the way to it.",
            "从管理器侧能否访问 GitLab？否：GitLab 或其网络路径故障。",
        ),
        &names.commands.manager_net_test(&names.plan.gitlab.url),
    );
    step.work(
        names.t(
            "Do pods fail to pull images? Then the registry, or its credentials.",
            "Pod 是否拉取镜像失败？是：镜像仓库或其凭据。",
        ),
        &names.commands.jobs(&[
            "get",
            "events",
            "--sort-by=.lastTimestamp",
            "--field-selector=type=Warning",
        ]),
    );
    step.after(
        names.t(
            "One of the steps below fits. If none does, paste the log into the troubleshooter.",
            "下面某一步与之相符；若都不符，把日志粘贴到故障诊断。",
        ),
        &names.commands.manager_logs(&["--tail=200"]),
        "",
    );
}

fn token(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "Who holds a runner token (`glrt-`) can take this runner's jobs, with their variables and code. Act first, ask later.",
            "持有 Runner 令牌（`glrt-`）者可以领取此 Runner 的作业，并获得其变量与代码。先处置，再追查。",
        ),
        "",
        "",
    );
    names.sign_in(step);
    step.work(
        names.t(
            "Reset it: the old one is void at once. Then store the new one and restart (`rotate-token.md`, from its second step).",
            "立即重置：旧令牌马上失效。随后写入新令牌并重启（`rotate-token.md` 第二步起）。",
        ),
        &names.api("POST", "/reset_authentication_token", &[]),
    );
    step.work(
        names.t(
            "Look on the runner's page for managers that are not yours (IP address, version, system ID) and for their jobs. Change every CI variable that such a job could read.",
            "在 Runner 页面查找不属于你们的管理器（IP、版本、system ID）及其作业；凡此类作业可读取的 CI 变量一律更换。",
        ),
        &names.api("GET", "/managers", &[]),
    );
    step.after(
        names.t("Only your managers are online.", "只有你们的管理器在线。"),
        &names.managers(),
        &say!(
            names.lang,
            "{} pods, as many as online managers in GitLab",
            "{} 个 Pod，与 GitLab 中在线管理器数一致",
            names.plan.managers.replicas
        ),
    );
}

fn crash(names: &Names, step: &mut RunStep) {
    step.before(
        names.t("What they said before they went.", "查看崩溃前的日志。"),
        &names.commands.manager_logs(&["--previous", "--tail=100"]),
        names.t(
            "a line with `FATAL`, `PANIC` or `ERROR`",
            "含 `FATAL`、`PANIC` 或 `ERROR` 的行",
        ),
    );
    step.work(
        names.t(
            "Not valid, forbidden: the token (`register_invalid_token`). Time-out, no such host: the way to GitLab (`register_network_timeout`, `dns_nxdomain`). `toml:` or template: the last change of the configuration. OOMKilled: the managers' memory limit.",
            "is not valid、forbidden：令牌（`register_invalid_token`）。超时、no such host：到 GitLab 的路径（`register_network_timeout`、`dns_nxdomain`）。`toml:` 或 template：最近的配置变更。OOMKilled：管理器内存上限。",
        ),
        &names.commands.manager(&["describe", "pods", "--selector", &names.commands.selector()]),
    );
    step.work(
        names.t(
            "Did it begin with a change of the release? Go back first, look for the reason afterwards.",
            "是否始于某次变更？先回滚，再找原因。",
        ),
        &[
            &names.helm(&["history"], &[]),
            "\n",
            &names.helm(&["rollback"], &["--wait"]),
        ]
        .concat(),
    );
    names.healthy(step);
    step.undo(
        names.t("Install the newer files again.", "重新安装新文件。"),
        "sh install.sh",
    );
}

fn plane(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "Touch nothing: nodes and pods that run go on without it. Managers cannot start pods, so new jobs fail in their preparation. Pause the runner in GitLab, which needs no cluster.",
            "不要改动：节点与已运行的 Pod 不受影响。管理器无法创建 Pod，新作业会在准备阶段失败。请在 GitLab 中暂停该 Runner，这不依赖集群。",
        ),
        "",
    );
    names.sign_in(step);
    step.work(
        names.t("Pause.", "暂停。"),
        &names.api("PUT", "", &["paused=true"]),
    );
    step.work(
        names.t(
            "Call who runs the cluster; the number stands in `oncall.md`.",
            "联系集群负责人，电话见 `oncall.md`。",
        ),
        "",
    );
    step.after(
        names.t("The API answers again.", "API 恢复响应。"),
        "kubectl get --raw=/readyz",
        "`ok`",
    );
    step.after(
        names.t(
            "No job pods are left over that GitLab knows to be over.",
            "没有 GitLab 中已结束却残留的作业 Pod。",
        ),
        &names.job_pods(),
        "",
    );
    step.undo(
        names.t("Resume.", "恢复。"),
        &names.api("PUT", "", &["paused=false"]),
    );
}

fn gitlab(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "Leave the managers alone: after three failed requests each stops asking for an hour (`unhealthy_interval`), then tries again by itself. Restarting them now makes it worse: without GitLab they cannot register and crash.",
            "不要动管理器：连续三次请求失败后，各自停止请求一小时（`unhealthy_interval`），之后自动重试。现在重启只会更糟：没有 GitLab 就无法注册，会反复崩溃。",
        ),
        "",
    );
    step.work(
        names.t("Watch for its return.", "等待其恢复。"),
        &["curl --silent --show-error --max-time 10 --output /dev/null --write-out '%{http_code}\\n' ", &quote(&names.plan.gitlab.url)].concat(),
    );
    step.work(
        names.t(
            "When it answers: restart them, so that they ask at once.",
            "恢复响应后：重启管理器，使其立即请求。",
        ),
        &names.restart(),
    );
    step.after(
        names.t("The managers take jobs again.", "管理器重新接收作业。"),
        &names.commands.manager_logs(&["--since=5m"]),
        "`Checking for jobs... received`",
    );
}

fn registry(names: &Names, step: &mut RunStep) {
    let policies = names.plan.job.pull_policy.join(", ");
    step.before(
        &say!(
            names.lang,
            "Pull policy of the plan: `{policies}`. With `if-not-present` jobs whose image is on the node go on.",
            "方案的拉取策略：`{policies}`。使用 `if-not-present` 时，镜像已在节点上的作业不受影响。"
        ),
        "",
        "",
    );
    step.work(
        names.t(
            "If a mirror of yours holds the images, point the default and helper image of the plan to it. Else pause the runner: every job would wait for the pull and then fail.",
            "若自有镜像站存有这些镜像，把方案的默认镜像与 helper 镜像指向它；否则暂停 Runner：作业都会等待拉取后失败。",
        ),
        "",
    );
    step.work(
        names.t(
            "Do not drain or replace nodes meanwhile: their images are the only copies at hand.",
            "期间不要排空或更换节点：节点上的镜像是手头仅有的副本。",
        ),
        "",
    );
    let image = &names.plan.job.image;
    step.after(
        names.t(
            "A pod like a job's pulls the default image.",
            "与作业相同的 Pod 能拉取默认镜像。",
        ),
        &names.commands.like_a_job("net-test", image, &["true"]),
        names.t("no `ErrImagePull`", "没有 `ErrImagePull`"),
    );
    step.undo(
        names.t("Set the images back and install.", "改回镜像并安装。"),
        "sh install.sh",
    );
}

fn cluster(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "It is decided that the cluster does not come back, by the one who may decide (`oncall.md`). The bundle, the newest backup and the Secrets' origin are at hand.",
            "已由有权者（见 `oncall.md`）确认集群无法恢复；整套文件、最新备份与 Secret 来源均在手边。",
        ),
        "",
        "",
    );
    step.work(
        names.t(
            "A new cluster of the same kind and version: check platform, node sizes, labels, cluster DNS address and network plugin against the plan, and change the plan where they differ.",
            "新建同类型、同版本的集群：对照方案检查平台、节点规格、标签、集群 DNS 地址与网络插件，不同之处修改方案。",
        ),
        "kubectl get nodes --output=wide --show-labels\nkubectl --namespace kube-system get service kube-dns",
    );
    step.work(
        names.t(
            "Follow `restore.md` from the step For real.",
            "按 `restore.md` 的“真正恢复”执行。",
        ),
        "",
    );
    step.work(
        names.t(
            "Delete the managers of the old cluster that stay offline on the runner's page; they hold nothing. If the old cluster may come back, reset the token.",
            "在 Runner 页面删除旧集群遗留的离线管理器，它们不含数据。若旧集群可能恢复，请重置令牌。",
        ),
        "",
    );
    names.healthy(step);
    names.canary(step);
}
