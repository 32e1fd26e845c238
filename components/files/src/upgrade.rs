//! Writes the script that takes a release from one chart to another, and back when that fails.

mod steps;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::values::{CHART_REF, REPOSITORY, TOKEN_PLACEHOLDER};
use crate::{Context, disruption_budget, network_policy, priority_class, rbac};
use runwright_documents::Printed;
use runwright_documents::shell::Script;
use runwright_model::plan::{Auth, Scrape, Spread};
use runwright_model::version::runner_of;
use runwright_model::{Plan, Text, Version, say, text::t};

/// The script `upgrade.sh`, for bash.
///
/// `from` is the chart that must be there, such as `0.86.0`; without it any is taken. `to` is the chart to install.
/// Names come from the plan. The plan's values.yaml must stand beside the script and be written for `to`.
pub fn script(cx: &Context, from: Option<&str>, to: &str) -> Printed {
    let mut script = Script::new();
    head(cx, from, to, &mut script);
    names(cx, from, to, &mut script);
    step(cx, &mut script, &steps::HELPERS);
    step(cx, &mut script, &steps::TOOLS);
    token(cx, &mut script);
    step(cx, &mut script, &steps::CLUSTER);
    step(cx, &mut script, &steps::RELEASE);
    step(cx, &mut script, &steps::MANAGERS);
    step(cx, &mut script, &steps::BACKUP);
    secrets(cx, &mut script);
    render(cx, &mut script);
    drain(cx, &mut script);
    step(cx, &mut script, &steps::ROLL_BACK);
    upgrade(cx, &mut script);
    step(cx, &mut script, &steps::VERIFY);
    bash(script.print())
}

fn step(cx: &Context, script: &mut Script, step: &steps::Step) {
    if step.about != Text::EMPTY {
        script.blank().comment(step.about.get(cx.lang));
    }
    script.code(step.code(cx.lang));
}

/// The printer begins scripts for `/bin/sh`; this one needs `pipefail` and `local`.
fn bash(mut printed: Printed) -> Printed {
    const SH: &str = "#!/bin/sh";
    const BASH: &str = "#!/usr/bin/env bash";
    if let (Some(rest), Some(first)) = (
        printed.text.strip_prefix(SH),
        printed
            .tokens
            .first_mut()
            .filter(|token| token.len as usize == SH.len()),
    ) {
        first.len = BASH.len() as u32;
        printed.text = [BASH, rest].concat();
    }
    printed
}

fn head(cx: &Context, from: Option<&str>, to: &str, script: &mut Script) {
    script.code("set -o pipefail\numask 077");
    let way = match from {
        Some(from) => say!(
            cx.lang,
            "Takes the release from chart {from} to {to}.",
            "把该 release 从 Chart {from} 变更为 {to}。"
        ),
        None => say!(
            cx.lang,
            "Takes the release to chart {to}.",
            "把该 release 变更为 Chart {to}。"
        ),
    };
    let rest = t(
        "It looks first, keeps what is there in a folder beside it, tries the new chart without changing anything, asks, and goes back to the revision before when the upgrade fails. YES=1 answers the questions.",
        "先检查，再把现有内容备份到旁边的目录，不做改动地试运行新 Chart，询问后升级；失败则回滚到原来的修订版本。设 YES=1 可自动回答询问。",
    );
    script
        .blank()
        .comment([way.as_str(), cx.lang.pick(" ", ""), rest.get(cx.lang)].concat());
    let manifests: Vec<Cow<str>> = [
        priority_class::render,
        rbac::render,
        network_policy::render,
        disruption_budget::render,
    ]
    .iter()
    .filter_map(|file| file(cx).map(|file| file.path))
    .collect();
    if !manifests.is_empty() {
        let list = manifests.join(cx.lang.pick(", ", "、"));
        script.comment(say!(
            cx.lang,
            "Not touched here, and not taken back: {list}. Apply those that changed first.",
            "以下清单不在此处理，也不会回滚：{list}。有改动的请先应用。"
        ));
    }
}

/// Every value stands here once, quoted; the rest of the script takes it from its variable.
fn names(cx: &Context, from: Option<&str>, to: &str, script: &mut Script) {
    let target = &cx.plan.target;
    let name = cx.plan.fullname();
    let secret = match cx.plan.gitlab.auth {
        Auth::Inline => (name.as_str(), "gitlab.auth"),
        _ => (cx.plan.gitlab.secret_name.as_str(), "gitlab.secret_name"),
    };
    let runner = Version::parse(to).map(|chart| runner_of(chart).short());
    let timeout = minutes(cx.plan).to_string() + "m";
    script.blank();
    for (variable, value, field) in [
        ("RELEASE", target.release.as_str(), "target.release"),
        ("NAMESPACE", &target.namespace, "target.namespace"),
        (
            "JOB_NAMESPACE",
            &target.job_namespace,
            "target.job_namespace",
        ),
        ("NAME", &name, "target.release"),
        ("SECRET", secret.0, secret.1),
        ("FROM", from.unwrap_or_default(), "target.chart"),
        ("TO", to, "target.chart"),
        ("RUNNER", &runner.unwrap_or_default(), "target.chart"),
        ("TIMEOUT", &timeout, "managers.replicas"),
    ] {
        let word = [variable, "=", value].concat();
        script.command(["readonly", &word]).field(field);
    }
    script.code("cd -- \"$(dirname -- \"$0\")\"");
    script.blank();
}

/// Minutes that all managers may take to be replaced.
///
/// Each waits a minute for its first probe. Managers that never share a node come one after the other, and each
/// waits until the one before has ended its jobs.
pub fn minutes(plan: &Plan) -> u32 {
    let managers = &plan.managers;
    let each = match managers.spread {
        Spread::Required => managers.grace_period.div_ceil(60).saturating_add(3),
        _ => 2,
    };
    managers.replicas.saturating_mul(each).saturating_add(5)
}

fn token(cx: &Context, script: &mut Script) {
    if cx.plan.gitlab.auth == Auth::Inline {
        let fail = cx.lang.pick(
            "&& fail 'Put the token into values.yaml first.'",
            "&& fail '请先在 values.yaml 中填写令牌。'",
        );
        script
            .command(["grep", "-q", TOKEN_PLACEHOLDER, "values.yaml"])
            .code(fail)
            .field("gitlab.token");
    }
}

/// Secrets that values.yaml names and the chart does not make.
fn secrets(cx: &Context, script: &mut Script) {
    let ca = &cx.plan.gitlab.ca_secret;
    if !ca.is_empty() {
        script
            .command(["kubectl", "--namespace"])
            .code("\"$NAMESPACE\"")
            .words(["get", "secret", ca, "--output=yaml"])
            .code("> \"$backup/ca-secret.yaml\"")
            .field("gitlab.ca_secret");
    }
}

fn render(cx: &Context, script: &mut Script) {
    let about = t(
        "Renders the new chart and lets the cluster look at it; nothing changes. The texts may hold secrets, so they stay in the folder.",
        "渲染新 Chart 并交由集群检查，不做任何改动。文本可能含机密，只保存在目录中。",
    );
    script.blank().comment(about.get(cx.lang));
    script.command(["helm", "repo", "add", "gitlab", REPOSITORY]);
    script.command(["helm", "repo", "update", "gitlab"]);
    let template = script.command(["helm", "template"]);
    template.code("\"$RELEASE\"").words([CHART_REF]);
    chart_options(template);
    if matches!(
        cx.plan.monitoring.scrape,
        Scrape::PodMonitor | Scrape::ServiceMonitor
    ) {
        // Without a cluster Helm knows only the kinds of Kubernetes itself.
        template.line(["--api-versions", "monitoring.coreos.com/v1"]);
    }
    template.code("> \"$backup/rendered.yaml\"");
    let dry = script.command(["helm", "upgrade"]);
    dry.code("\"$RELEASE\"").words([CHART_REF]);
    chart_options(dry);
    dry.line(["--dry-run"]).code("> \"$backup/dry-run.txt\"");
    step(cx, script, &steps::DIFFERENCE);
}

fn chart_options(command: &mut runwright_documents::shell::Command) {
    command.line(["--namespace"]).code("\"$NAMESPACE\"");
    command.line(["--version"]).code("\"$TO\"");
    command.line(["--values", "values.yaml"]);
}

/// Seconds a process waits for its jobs to abort after SIGTERM (gitlab-runner: 0 is 30).
pub fn abort(plan: &Plan) -> u32 {
    match plan.managers.shutdown_timeout {
        0 => 30,
        seconds => seconds,
    }
}

/// What happens to running jobs, before the last question.
fn drain(cx: &Context, script: &mut Script) {
    let grace = cx.plan.managers.grace_period;
    let abort = abort(cx.plan);
    script.blank().comment(say!(
        cx.lang,
        "A manager that is replaced takes no new jobs and has {grace} s (terminationGracePeriodSeconds). Stopped with SIGQUIT it lets its jobs end within them; stopped with SIGTERM it aborts them and waits {abort} s (shutdown_timeout). Images asked for SIGQUIT up to 17.7; of later ones it is not certain. To lose no job, pause the runner in GitLab and begin when none runs. What still runs after {grace} s is lost with the pod.",
        "被替换的管理器不再接新作业，并有 {grace} 秒（terminationGracePeriodSeconds）。以 SIGQUIT 停止时会在此期间等作业结束；以 SIGTERM 停止时会中止作业并等待 {abort} 秒（shutdown_timeout）。17.7 及更早的镜像使用 SIGQUIT，之后的不确定。若不想丢失作业，请先在 GitLab 中暂停该 Runner，等没有作业运行后再开始。超过 {grace} 秒仍在运行的作业会随 Pod 丢失。"
    ));
    step(cx, script, &steps::JOBS);
}

fn upgrade(cx: &Context, script: &mut Script) {
    let about = t(
        "The upgrade. From here on a failure, or Ctrl-C, goes back.",
        "开始升级。此后失败或按 Ctrl-C 都会回滚。",
    );
    script.blank().comment(about.get(cx.lang));
    script.code("changed=yes");
    let command = script.command(["helm", "upgrade", "--install"]);
    command.code("\"$RELEASE\"").words([CHART_REF]);
    chart_options(command);
    command.line(["--wait", "--timeout"]).code("\"$TIMEOUT\"");
    command.field("target.chart");
}
