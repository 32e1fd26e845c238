//! Writes the runbook of a further runner: one for each level of trust, with namespaces, quota and token of its own.

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_documents::shell::{join, quote};
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "onboard-team",
        names.t("Onboard a team", "接入新团队"),
        names.t(
            "Gives a team a runner of its own, at the level of trust its jobs need.",
            "按作业所需的信任级别，为团队提供独立的 Runner。",
        ),
    );
    book.impact(
        names.t("Running jobs", "运行中的作业"),
        names.t(
            "None is touched: the new runner has its own release and namespaces. It shares the nodes: its slots come on top.",
            "不受影响：新 Runner 使用独立的 release 与命名空间。但节点共用，名额需要叠加计算。",
        ),
    );
    book.impact(names.t("Capacity", "容量"), &room(names));
    book.impact(
        names.t("Duration", "耗时"),
        names.t(
            "The reviews decide; the commands themselves take minutes.",
            "取决于评审；命令本身只需数分钟。",
        ),
    );
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "The new team; others when the nodes are full.",
            "新团队；节点满载时其他人也会察觉。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t(
            "`decommission.md` with the team's names.",
            "使用该团队的名称执行 `decommission.md`。",
        ),
    );
    level(
        names,
        book.step(names.t("Choose the level of trust", "选择信任级别")),
    );
    plan(names, book.step(names.t("Copy the plan", "复制方案")));
    create(
        names,
        book.step(names.t("Create the runner in GitLab", "在 GitLab 中创建 Runner")),
    );
    fence(names, book.step(names.t("Fence it in", "设定边界")));
    install(
        names,
        book.step(names.t("Install and hand over", "安装并交付")),
    );
    book
}

fn room(names: &Names) -> String {
    let (slots, jobs) = (names.plan.slots(), names.cx.answer.cluster_jobs);
    let left = i128::from(jobs) - i128::from(slots);
    if left > 0 {
        say!(
            names.lang,
            "This plan's nodes take {jobs} jobs and it has {slots} slots: {left} of this size are left for others.",
            "本方案的节点可容纳 {jobs} 个作业，已有 {slots} 个名额：还可为他人提供 {left} 个同规格名额。"
        )
    } else {
        say!(
            names.lang,
            "This plan's nodes take {jobs} jobs and it has {slots} slots: none is left. Add nodes first (`scale.md`).",
            "本方案的节点可容纳 {jobs} 个作业，已有 {slots} 个名额：没有余量，请先增加节点（`scale.md`）。"
        )
    }
}

fn level(names: &Names, step: &mut RunStep) {
    let builder = match names.plan.job.builder.is_dind() {
        true => names.t(
            "This plan's jobs run Docker-in-Docker: its service is privileged, and whoever may start a job can take the node.",
            "本方案使用 Docker-in-Docker：服务容器有特权，能启动作业者即可控制节点。",
        ),
        false => names.t(
            "This plan runs nothing privileged.",
            "本方案没有特权容器。",
        ),
    };
    step.before(builder, "", "");
    step.work(
        names.t(
            "Unprotected, no privilege: for every branch, forks included. No deploy rights, no Secrets, images by list.",
            "未受保护、无特权：供所有分支（含派生项目）使用。无部署权限、无 Secret、镜像白名单。",
        ),
        "",
    );
    step.work(
        names.t(
            "Protected, no privilege: runs on protected branches and tags only; may hold deploy accounts.",
            "受保护、无特权：仅在受保护分支与标签上运行，可配置部署账户。",
        ),
        "",
    );
    step.work(
        names.t(
            "Privileged (Docker-in-Docker): nodes of its own with a taint, protected, never shared between teams that do not trust each other. Rootless BuildKit does without it.",
            "特权（Docker-in-Docker）：使用带污点的专用节点、受保护，互不信任的团队不得共用。Rootless BuildKit 无需特权。",
        ),
        "",
    );
    step.work(
        names.t(
            "Two levels are two runners: two tokens, two releases, two job namespaces. A team that needs two gets two.",
            "两个级别即两个 Runner：两个令牌、两个 release、两个作业命名空间。团队需要两级就建两个。",
        ),
        "",
    );
    step.after(
        names.t(
            "One sentence says which level and why; it stands in the plan's folder.",
            "用一句话写明级别与理由，与方案放在一起。",
        ),
        "",
        "",
    );
}

fn plan(names: &Names, step: &mut RunStep) {
    let builder = names.plan.job.builder;
    step.work(
        names.t(
            "Open this plan in Runwright and change: plan name, both namespaces (the team's short name and `-` before them, as the commands below expect), release, runner name, managers and jobs per manager, node labels, allowed images, and the deploy namespaces: those of this team, or none.",
            "在 Runwright 中打开本方案并修改：方案名称、两个命名空间（前面加团队简称与 `-`，后面的命令据此书写）、release、Runner 名称、管理器数与每个管理器的作业数、节点标签、允许的镜像，以及部署命名空间（仅限该团队，或留空）。",
        ),
        "printf 'team: '; IFS= read -r TEAM",
    );
    if builder.is_dind() {
        step.work(
            names.t(
                "For a level without privilege set How images are built to Rootless BuildKit or Not at all.",
                "无特权级别：把“镜像构建方式”设为 Rootless BuildKit 或不构建。",
            ),
            "",
        );
    }
    step.work(
        &say!(
            names.lang,
            "Enter the nodes it may use, less what this release takes: {} slots.",
            "填写其可用的节点，并扣除本 release 占用的 {} 个名额。",
            names.plan.slots()
        ),
        "",
    );
    step.after(
        names.t(
            "The page shows no errors, and the checklist has an answer everywhere.",
            "页面无错误，检查清单均已答复。",
        ),
        "runwright check \"$TEAM\".json",
        names.t("exit code 0", "退出码为 0"),
    );
}

fn create(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "The narrowest scope that serves the team: project, else group, instance only for the platform's own.",
            "选择满足团队需要的最小范围：项目，其次群组；实例级仅供平台自用。",
        ),
        "",
        "",
    );
    step.work(
        names.t(
            "Create the runner under CI/CD, Runners: tags that name team and level, Protected by level, no untagged jobs, a maximum job timeout not above the grace period. All of these live in GitLab; the files do not set them.",
            "在 CI/CD、Runner 中创建：标签写明团队与级别，按级别勾选受保护，不接未打标签的作业，最大作业超时不超过宽限期。这些都在 GitLab 中，文件不设置。",
        ),
        "",
    );
    step.work(
        names.t(
            "Make the team's namespaces, from the team's bundle, and the Secret; GitLab shows the token once.",
            "用该团队的文件创建命名空间，再创建 Secret；令牌在 GitLab 中只显示一次。",
        ),
        &[
            "kubectl apply -f manifests/namespaces.yaml\n\
             printf 'token: '; stty -echo; IFS= read -r RUNNER_TOKEN; stty echo\nprintf '%s' \"$RUNNER_TOKEN\" |\n  ",
            &kubectl(
                names.namespace(),
                &[
                    "create",
                    "secret",
                    "generic",
                    &names.token_secret(),
                    "--from-literal=runner-registration-token=",
                    "--from-file=runner-token=/dev/stdin",
                ],
            ),
            "\nunset RUNNER_TOKEN",
        ]
        .concat(),
    );
    step.after(
        names.t(
            "The runner is there and has never been in contact.",
            "Runner 已创建，状态为从未联系。",
        ),
        "",
        "",
    );
    step.undo(
        names.t(
            "Delete the runner in GitLab.",
            "在 GitLab 中删除该 Runner。",
        ),
        "",
    );
}

/// `kubectl` in a namespace of the team, whose name is read before.
fn kubectl(name: &str, words: &[&str]) -> String {
    [
        "kubectl --namespace \"$TEAM\"-",
        &quote(name),
        " ",
        &join(words),
    ]
    .concat()
}

/// Requests of as many jobs as the plan has slots, by the rules of the scheduler.
fn fence(names: &Names, step: &mut RunStep) {
    let request = names.cx.answer.job_request;
    let slots = i64::try_from(names.plan.slots()).unwrap_or(i64::MAX);
    let cpu = [&request.cpu_m.saturating_mul(slots).to_string(), "m"].concat();
    let mib = request.memory / (1024 * 1024) + i64::from(request.memory % (1024 * 1024) != 0);
    let memory = [&mib.saturating_mul(slots).to_string(), "Mi"].concat();
    let pods = slots.to_string();
    step.work(
        &say!(
            names.lang,
            "A quota, so that the team cannot take the nodes of others. The numbers are this plan's, put in the team's: {slots} slots × requests of one job ({}m CPU, {mib} MiB). With a quota every container needs requests: the plan must set them for build, helper and service. A job takes a pod and a Secret.",
            "设置配额，避免占用他人节点。以下为本方案的数值，请换成该团队的：{slots} 个名额 × 单个作业的请求（{}m CPU、{mib} MiB）。有配额时每个容器都须有请求：方案须为 build、helper 与服务都设置。每个作业占一个 Pod 与一个 Secret。",
            request.cpu_m
        ),
        &[
            &kubectl(names.job_namespace(), &["create", "quota", "team-jobs"]),
            " ",
            &quota(&cpu, &memory, &pods),
        ]
        .concat(),
    );
    step.work(
        names.t(
            "The bundle brings the rest: Pod Security label, network policy, permissions.",
            "其余由文件提供：Pod Security 标签、网络策略、权限。",
        ),
        "kubectl apply -f manifests/",
    );
    step.after(
        names.t(
            "The team's managers may do nothing in this release's namespaces.",
            "该团队的管理器对本 release 的命名空间没有权限。",
        ),
        &[
            &names.commands.manager(&["auth", "can-i", "get", "secrets"]),
            " --as=system:serviceaccount:\"$TEAM\"-",
            &quote(&[names.namespace(), ":", &names.plan.manager_account()].concat()),
        ]
        .concat(),
        "`no`",
    );
    step.undo(
        names.t("Delete the quota.", "删除配额。"),
        &kubectl(names.job_namespace(), &["delete", "quota", "team-jobs"]),
    );
}

/// Zero is no limit worth writing: where jobs ask for nothing only the pods are counted.
fn quota(cpu: &str, memory: &str, pods: &str) -> String {
    let mut hard = ["--hard=pods=", pods].concat();
    if cpu != "0m" {
        hard = [&hard, ",requests.cpu=", cpu].concat();
    }
    if memory != "0Mi" {
        hard = [&hard, ",requests.memory=", memory].concat();
    }
    join(&[&hard])
}

fn install(names: &Names, step: &mut RunStep) {
    step.work(
        names.t("Install from the team's bundle.", "用该团队的文件安装。"),
        "sh install.sh",
    );
    step.work(
        names.t(
            "Hand over: `pipeline/ci-example.gitlab-ci.yml`, the tags, the largest sizes a job may ask for, and whom to call.",
            "交付：`pipeline/ci-example.gitlab-ci.yml`、标签、作业可申请的最大规格、联系人。",
        ),
        "",
    );
    step.work(
        names.t(
            "Fill in the team's own `oncall.md` and add its namespaces to alerts and dashboards.",
            "填写该团队的 `oncall.md`，并把其命名空间加入告警与看板。",
        ),
        "",
    );
    step.after(
        names.t("A job of the team passes.", "该团队的作业通过。"),
        &kubectl(names.job_namespace(), &["get", "pods"]),
        names.t(
            "`Job succeeded` in the job log",
            "作业日志中出现 `Job succeeded`",
        ),
    );
    step.after(
        names.t(
            "A protected runner does not take a job of an unprotected branch.",
            "受保护的 Runner 不接未受保护分支的作业。",
        ),
        "",
        names.t("the job is stuck", "作业处于停滞状态"),
    );
}
