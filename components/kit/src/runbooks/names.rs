//! Holds the commands and sums that several runbooks share, with a plan's names.

use super::book::Put;
use crate::Cx;
use runwright_diagnose::commands::Commands;
use runwright_documents::shell::{join, quote};
use runwright_files::Context;
use runwright_model::plan::{Auth, Spread, VolumeKind};
use runwright_model::protocol::RunStep;
use runwright_model::{Lang, Plan, say};

/// A plan with its commands.
pub(super) struct Names<'a> {
    pub cx: &'a Cx<'a>,
    pub plan: &'a Plan,
    pub lang: Lang,
    pub commands: Commands<'a>,
}

impl<'a> Names<'a> {
    pub fn of(cx: &'a Cx<'a>) -> Names<'a> {
        Names {
            cx,
            plan: cx.plan,
            lang: cx.lang,
            commands: Commands { plan: cx.plan },
        }
    }

    pub fn t(&self, en: &'static str, zh: &'static str) -> &'static str {
        self.lang.pick(en, zh)
    }

    pub fn context(&self) -> Context<'a> {
        Context {
            plan: self.plan,
            lang: self.lang,
            token: "",
        }
    }

    pub fn release(&self) -> &'a str {
        &self.plan.target.release
    }

    pub fn namespace(&self) -> &'a str {
        &self.plan.target.namespace
    }

    pub fn job_namespace(&self) -> &'a str {
        &self.plan.target.job_namespace
    }

    /// The Secret with the runner token; the chart makes one with the full name for an inline token.
    pub fn token_secret(&self) -> String {
        match self.plan.gitlab.auth {
            Auth::Secret => self.plan.gitlab.secret_name.clone(),
            Auth::Inline => self.plan.fullname(),
        }
    }

    /// `helm` on the release.
    pub fn helm(&self, verb: &[&str], more: &[&str]) -> String {
        let place = [self.release(), "--namespace", self.namespace()];
        join(&[&["helm"], verb, &place, more].concat())
    }

    /// The command of install.sh that installs or upgrades.
    pub fn helm_upgrade(&self) -> String {
        join(&runwright_files::values::upgrade(&self.context()))
    }

    /// Minutes that all managers may take to be replaced, as upgrade.sh waits.
    pub fn minutes(&self) -> u32 {
        runwright_files::upgrade::minutes(self.plan)
    }

    /// Seconds a process waits for its jobs to abort after SIGTERM.
    pub fn abort(&self) -> u32 {
        runwright_files::upgrade::abort(self.plan)
    }

    pub fn rollout(&self) -> String {
        let timeout = ["--timeout=", &self.minutes().to_string(), "m"].concat();
        self.commands
            .manager(&["rollout", "status", &self.commands.deployment(), &timeout])
    }

    pub fn restart(&self) -> String {
        self.commands
            .manager(&["rollout", "restart", &self.commands.deployment()])
    }

    pub fn managers(&self) -> String {
        self.commands.manager(&[
            "get",
            "pods",
            "--selector",
            &self.commands.selector(),
            "--output=wide",
        ])
    }

    /// `gitlab-runner VERB` in a manager.
    pub fn runner(&self, verb: &str) -> String {
        self.commands.manager(&[
            "exec",
            &self.commands.deployment(),
            "--",
            "gitlab-runner",
            verb,
        ])
    }

    /// The label that all job pods carry; before 17.0 the older one, as in the network policy.
    pub fn job_label(&self) -> &'static str {
        match self.plan.runner_has(17, 0) {
            true => "job.runner.gitlab.com/pod",
            false => "pod",
        }
    }

    /// The job pods that are not over: those that start count too.
    pub fn running(&self) -> String {
        self.commands.jobs(&[
            "get",
            "pods",
            "--selector",
            self.job_label(),
            "--field-selector=status.phase!=Succeeded,status.phase!=Failed",
        ])
    }

    /// Waits until what `list` shows is gone. A watch would go on for ever.
    pub fn until_none(&self, list: &str) -> String {
        [
            "while ",
            list,
            " --output=name | grep -q .; do sleep 15; done",
        ]
        .concat()
    }

    pub fn job_pods(&self) -> String {
        self.commands.jobs(&[
            "get",
            "pods",
            "--selector",
            self.job_label(),
            "--output=wide",
        ])
    }

    /// A request to GitLab about this runner. The token comes from the variable and is in no argument list.
    pub fn api(&self, method: &str, tail: &str, data: &[&str]) -> String {
        let url = [
            self.plan.gitlab.url.trim_end_matches('/'),
            "/api/v4/runners/",
        ]
        .concat();
        let mut out = [
            "printf 'header = \"PRIVATE-TOKEN: %s\"\\n' \"$GITLAB_TOKEN\" |\n  ",
            &join(&[
                "curl",
                "--config",
                "-",
                "--fail",
                "--silent",
                "--show-error",
                "--request",
                method,
            ]),
        ]
        .concat();
        for pair in data {
            out.push(' ');
            out.push_str(&join(&["--data", pair]));
        }
        out.push_str(" \\\n  ");
        out.push_str(&quote(&url));
        out.push_str("\"$RUNNER_ID\"");
        out.push_str(tail);
        out
    }

    /// Reads the runner's number and a token for the API, for the commands after it.
    pub fn sign_in(&self, step: &mut RunStep) {
        step.work(
            self.t(
                "Have the runner's number (shown as `#42` in GitLab) and a personal access token with the scope `api` at hand; the commands below use both. Whoever may not use the API does the same in GitLab under CI/CD, Runners.",
                "准备好 Runner 编号（GitLab 中显示为 `#42`）与范围为 `api` 的个人访问令牌，后面的命令会用到。无 API 权限时，可在 GitLab 的 CI/CD、Runner 页面完成相同操作。",
            ),
            "printf 'runner number: '; IFS= read -r RUNNER_ID\n\
             printf 'GitLab token: '; stty -echo; IFS= read -r GITLAB_TOKEN; stty echo",
        );
    }

    /// Stops new jobs and waits for those that run; the sure way to lose none.
    pub fn drain(&self, step: &mut RunStep) {
        self.sign_in(step);
        step.work(
            self.t(
                "Pause the runner in GitLab: it gets no new jobs, those that run go on.",
                "在 GitLab 中暂停该 Runner：不再分配新作业，运行中的作业继续。",
            ),
            &self.api("PUT", "", &["paused=true"]),
        );
        step.work(
            self.t("Wait until no job pod is left.", "等待所有作业 Pod 结束。"),
            &self.until_none(&self.running()),
        );
        step.after(
            self.t("No job runs.", "没有作业在运行。"),
            &self.running(),
            "`No resources found`",
        );
        step.undo(
            self.t("Resume the runner.", "恢复该 Runner。"),
            &self.api("PUT", "", &["paused=false"]),
        );
    }

    pub fn resume(&self, step: &mut RunStep) {
        step.work(
            self.t("Resume the runner.", "恢复该 Runner。"),
            &self.api("PUT", "", &["paused=false"]),
        );
    }

    /// Every manager runs, GitLab knows the token, and a job passes.
    pub fn healthy(&self, step: &mut RunStep) {
        let replicas = self.plan.managers.replicas;
        step.after(
            self.t("Every manager is ready.", "所有管理器均就绪。"),
            &self.rollout(),
            "`successfully rolled out`",
        );
        step.after(
            self.t("GitLab accepts the token.", "GitLab 认可令牌。"),
            &self.runner("verify"),
            "`is valid`",
        );
        step.after(
            &say!(
                self.lang,
                "The runner's page in GitLab shows {replicas} managers online.",
                "GitLab 的 Runner 页面显示 {replicas} 个管理器在线。"
            ),
            "",
            "",
        );
    }

    /// A job of a project of yours that proves the runner from end to end.
    pub fn canary(&self, step: &mut RunStep) {
        step.after(
            self.t(
                "A canary job passes: run a pipeline of a project of yours that carries the runner's tags, with clone, cache and an artifact.",
                "金丝雀作业通过：在你们的某个项目中用该 Runner 的标签运行流水线，包含克隆、缓存与产物。",
            ),
            &self.commands.manager_logs(&["--since=10m"]),
            self.t("`Job succeeded` in the job log", "作业日志中出现 `Job succeeded`"),
        );
    }

    /// What happens to jobs when managers are replaced.
    pub fn on_jobs(&self) -> String {
        let (grace, abort) = (self.plan.managers.grace_period, self.abort());
        say!(
            self.lang,
            "A manager that is replaced takes no new jobs. Stopped with SIGQUIT it lets its jobs end, for {grace} s at most (`terminationGracePeriodSeconds`); stopped with SIGTERM it aborts them and waits {abort} s (`shutdown_timeout`). Images stop with SIGQUIT up to 17.7; of later ones it is not certain. Pausing the runner first loses no job whatever the signal.",
            "被替换的管理器不再接新作业。以 SIGQUIT 停止时等待作业结束，最长 {grace} 秒（`terminationGracePeriodSeconds`）；以 SIGTERM 停止时中止作业并等待 {abort} 秒（`shutdown_timeout`）。17.7 及更早的镜像使用 SIGQUIT，之后的不确定。先暂停 Runner，则无论何种信号都不会丢作业。"
        )
    }

    /// How long a replacement of the managers takes.
    pub fn how_long(&self) -> String {
        let (replicas, minutes, grace) = (
            self.plan.managers.replicas,
            self.minutes(),
            self.plan.managers.grace_period,
        );
        let how = match self.plan.managers.spread {
            Spread::Required => say!(
                self.lang,
                "{replicas} managers, one after the other since they never share a node, each up to the grace period of {grace} s and 3 min",
                "{replicas} 个管理器因不能同节点而逐个替换，每个最多为宽限期 {grace} 秒加 3 分钟"
            ),
            _ => say!(
                self.lang,
                "{replicas} managers × 2 min",
                "{replicas} 个管理器 × 2 分钟"
            ),
        };
        say!(
            self.lang,
            "At most {minutes} min for the managers ({how}, plus 5 min), an assumption that `upgrade.sh` waits by. Before it, the wait for running jobs: as long as the longest of them, which the job timeout in GitLab bounds.",
            "管理器最多 {minutes} 分钟（{how}，另加 5 分钟），这是 `upgrade.sh` 采用的等待假设。此前还要等运行中的作业：取决于其中最长的一个，上限为 GitLab 中的作业超时。"
        )
    }
}

impl Names<'_> {
    /// `key=value` of the labels that jobs' nodes carry.
    pub fn node_labels(&self) -> String {
        let labels: Vec<String> = self
            .plan
            .nodes
            .selector
            .iter()
            .filter(|label| !label.key.is_empty())
            .map(|label| [&label.key, "=", &label.value].concat())
            .collect();
        labels.join(",")
    }

    /// The nodes of the jobs.
    pub fn node_list(&self) -> String {
        let labels = self.node_labels();
        let mut words = vec!["get", "nodes"];
        if !labels.is_empty() {
            words.extend(["--selector", &labels]);
        }
        self.commands.kubectl(&words)
    }

    /// Secrets that the plan names and that nothing in the bundle can make again: name, whether it lies with the jobs.
    pub fn secrets(&self) -> Vec<(String, bool)> {
        let plan = self.plan;
        let mut secrets = vec![(self.token_secret(), false)];
        if !plan.gitlab.ca_secret.is_empty() {
            secrets.push((plan.gitlab.ca_secret.clone(), false));
        }
        for name in &plan.job.pull_secrets {
            secrets.push((name.clone(), true));
        }
        for volume in &plan.job.volumes {
            if volume.kind == VolumeKind::Secret {
                secrets.push((volume.name.clone(), true));
            }
        }
        secrets.retain(|(name, _)| !name.is_empty());
        secrets.dedup();
        secrets
    }
}
