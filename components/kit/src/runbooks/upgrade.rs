//! Writes the runbook of an upgrade, and its script where the plan's chart is not the newest known.

use super::FOLDER;
use super::book::{Book, Put, begin};
use super::names::Names;
use super::sets::Sets;
use runwright_checks::upgrade::{Advice, Versions, advise};
use runwright_documents::shell::join;
use runwright_files::{Artefact, values};
use runwright_model::protocol::{FileGroup, RunStep, RunbookSay};
use runwright_model::version::{PAIRS, Pair};
use runwright_model::{Severity, say};

/// The newest chart known, where it is newer than the plan's.
fn goal(names: &Names) -> Option<&'static Pair> {
    PAIRS
        .first()
        .filter(|pair| pair.chart > names.plan.target.chart)
}

/// The script to the newest chart known.
pub(super) fn script(names: &Names) -> Option<Artefact> {
    let goal = goal(names)?.chart.to_string();
    let mut plan = names.plan.clone();
    plan.target.chart = goal_of(names);
    let from = names.plan.target.chart.to_string();
    let cx = runwright_files::Context {
        plan: &plan,
        lang: names.lang,
        token: "",
    };
    Some(Artefact {
        path: [FOLDER, "upgrade.sh"].concat().into(),
        about: say!(
            names.lang,
            "Takes the release from chart {from} to {goal}, and back when that fails.",
            "把该 release 从 Chart {from} 升级到 {goal}，失败则回滚。"
        ),
        group: FileGroup::Run,
        printed: runwright_files::upgrade::script(&cx, Some(&from), &goal),
    })
}

fn goal_of(names: &Names) -> runwright_model::Version {
    goal(names).map_or(names.plan.target.chart, |pair| pair.chart)
}

pub(super) fn book(names: &Names) -> RunbookSay {
    let lang = names.lang;
    let (chart, runner) = (names.plan.target.chart, names.plan.runner());
    let lead = match goal(names) {
        Some(goal) => {
            let (to, new) = (goal.chart, goal.runner);
            say!(
                lang,
                "Takes the release from chart {chart} (runner {runner}) to {to} (runner {new}), the newest known here.",
                "把该 release 从 Chart {chart}（Runner {runner}）升级到此处已知的最新版本 {to}（Runner {new}）。"
            )
        }
        None => say!(
            lang,
            "Chart {chart} (runner {runner}) is the newest known here; these steps take the release to a later one.",
            "Chart {chart}（Runner {runner}）是此处已知的最新版本；以下步骤用于升级到更新的版本。"
        ),
    };
    let mut book = book_of(names, &lead);
    look(
        names,
        book.step(names.t("Look at what is there", "确认现状")),
    );
    changes(names, book.step(names.t("Prepare the files", "准备文件")));
    names.drain(book.step(names.t("Let the jobs end", "等待作业结束")));
    go(names, book.step(names.t("Upgrade", "升级")));
    prove(
        names,
        book.step(names.t("Prove it and resume", "验证并恢复")),
    );
    book
}

fn book_of(names: &Names, lead: &str) -> RunbookSay {
    let mut book = begin(
        "upgrade",
        names.t("Upgrade the runner", "升级 Runner"),
        lead,
    );
    book.impact(names.t("Running jobs", "运行中的作业"), &names.on_jobs());
    book.impact(
        names.t("New jobs", "新作业"),
        names.t(
            "Wait in GitLab while the runner is paused; none fails for it.",
            "Runner 暂停期间在 GitLab 中排队，不会因此失败。",
        ),
    );
    book.impact(names.t("Duration", "耗时"), &names.how_long());
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "Everybody whose jobs carry the runner's tags: they wait longer. Tell them before.",
            "使用该 Runner 标签的所有人：作业等待变长。请提前通知。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t(
            "`helm rollback` to the revision before. Manifests that were applied by `kubectl` are not part of it: apply the old ones.",
            "用 `helm rollback` 回到上一修订版本。由 `kubectl` 应用的清单不在其中，需重新应用旧文件。",
        ),
    );
    book
}

fn look(names: &Names, step: &mut RunStep) {
    let chart = names.plan.target.chart.to_string();
    step.before(
        names.t(
            "The release is whole and has the plan's chart.",
            "release 状态正常，且为方案中的 Chart 版本。",
        ),
        &names.helm(&["history"], &["--max", "3"]),
        &["`deployed`, `gitlab-runner-", &chart, "`"].concat(),
    );
    step.before(
        names.t(
            "GitLab's version, as its Help page shows it.",
            "GitLab 的版本，见其“帮助”页面。",
        ),
        "",
        names.t(
            "Same major and minor version as the new runner, or one that is upgraded first",
            "主、次版本与新 Runner 相同；否则先升级 GitLab",
        ),
    );
    step.work(
        names.t(
            "Refresh the repository and list the releases.",
            "更新仓库并列出版本。",
        ),
        &[
            &join(&["helm", "repo", "add", "gitlab", values::REPOSITORY]),
            "\nhelm repo update gitlab\n",
            &join(&["helm", "search", "repo", values::CHART_REF, "--versions"]),
            " | head -n 10",
        ]
        .concat(),
    );
    step.work(
        names.t(
            "Keep what is there: see `backup.md`.",
            "备份现状：见 `backup.md`。",
        ),
        "sh runbooks/backup.sh",
    );
    let expect = match goal(names) {
        Some(pair) => pair.chart.to_string(),
        None => names
            .t("a release newer than the plan's", "比方案更新的版本")
            .to_string(),
    };
    step.after(
        names.t("The wanted release is in the list.", "目标版本在列表中。"),
        "",
        &expect,
    );
    step.after(
        names.t(
            "Every manager answers with its version.",
            "管理器返回其版本。",
        ),
        &names.runner("--version"),
        &["`Version: ", &names.plan.runner().short(), "`…"].concat(),
    );
}

/// The advice on the way, worst first, as things to do.
fn changes(names: &Names, step: &mut RunStep) {
    let lang = names.lang;
    let from = Versions::of_chart(names.plan.target.chart);
    let to = Versions::of_chart(goal_of(names));
    let sets = Sets::of(&names.context());
    let advice = match goal(names) {
        Some(_) => advise(&from, &to, &|part, path| sets.has(part, path), lang),
        None => Vec::new(),
    };
    let (must, may): (Vec<&Advice>, Vec<&Advice>) = advice
        .iter()
        .partition(|advice| advice.severity != Severity::Advice);
    for advice in &may {
        step.before(&told(names, advice), "", "");
    }
    for advice in &must {
        step.work(&told(names, advice), "");
    }
    if must.is_empty() {
        step.work(
            match goal(names) {
                Some(_) => names.t(
                    "No key that the plan sets breaks or changes its meaning on the way.",
                    "方案设置的键在此过程中均不会失效或改变含义。",
                ),
                None => names.t(
                    "Read the changelogs of chart and runner for the keys that the plan sets.",
                    "针对方案所设置的键，阅读 Chart 与 Runner 的变更日志。",
                ),
            },
            "",
        );
    }
    let chart = match goal(names) {
        Some(pair) => pair.chart.to_string(),
        None => names.t("the new release", "新版本").to_string(),
    };
    step.work(
        &say!(
            lang,
            "In Runwright set Chart version to {chart}, download the bundle and unpack it beside this one, which stays for the way back. Go there; what follows is done in the new folder.",
            "在 Runwright 中把 Chart 版本设为 {chart}，下载新文件并解压到本目录旁；旧文件保留以便回退。进入新目录，后续步骤都在其中执行。"
        ),
        match goal(names) {
            Some(_) => "printf 'folder of the new bundle: '; IFS= read -r NEW\ncp runbooks/upgrade.sh \"$NEW\"/\ncd -- \"$NEW\"",
            None => "printf 'folder of the new bundle: '; IFS= read -r NEW\ncd -- \"$NEW\"",
        },
    );
    step.work(
        names.t(
            "Look at what changes in the manifests, then apply them before the release: a newer runner may need permissions that the older one does not.",
            "查看清单的变化，然后在升级 release 之前应用：新 Runner 可能需要旧版本用不到的权限。",
        ),
        "kubectl diff -f manifests/\nkubectl apply -f manifests/",
    );
    step.after(
        names.t(
            "The cluster takes the new release; nothing is changed yet. With a token in `values.yaml` the output holds it: do not share it.",
            "集群接受新版本，尚未改动。若 `values.yaml` 含令牌，输出中也有，请勿外传。",
        ),
        &[&dry_run(names), " --dry-run > dry-run.txt"].concat(),
        names.t("exit code 0", "退出码为 0"),
    );
    step.undo(
        names.t("Apply the manifests of the old folder.", "应用旧目录中的清单。"),
        "printf 'folder of the old bundle: '; IFS= read -r OLD\nkubectl apply -f \"$OLD\"/manifests/",
    );
}

fn told(names: &Names, advice: &Advice) -> String {
    let mark = match advice.severity {
        Severity::Error => names.t("Breaks", "会失效"),
        Severity::Warning => names.t("Works otherwise", "行为改变"),
        _ => names.t("To know", "须知"),
    };
    say!(
        names.lang,
        "{mark} ({}, {}): {}. {}",
        "{mark}（{}，{}）：{}。{}",
        advice.release,
        advice.code,
        advice.title,
        advice.body
    )
}

fn dry_run(names: &Names) -> String {
    let mut plan = names.plan.clone();
    plan.target.chart = goal_of(names);
    let cx = runwright_files::Context {
        plan: &plan,
        lang: names.lang,
        token: "",
    };
    join(&values::upgrade(&cx))
}

fn go(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "No job runs, or losing those that do is agreed.",
            "没有作业在运行，或已同意放弃运行中的作业。",
        ),
        &names.running(),
        "`No resources found`",
    );
    match goal(names) {
        Some(_) => {
            step.work(
                names.t(
                    "The script looks first, keeps what is there, tries, asks, upgrades, and rolls back by itself when that fails.",
                    "脚本先检查并备份，试运行并询问后升级，失败时自动回滚。",
                ),
                "bash upgrade.sh",
            );
        }
        None => {
            step.work(
                names.t(
                    "Run the new bundle's `install.sh`; it is repeatable.",
                    "执行新文件中的 `install.sh`，可重复执行。",
                ),
                "sh install.sh",
            );
        }
    }
    names.healthy(step);
    step.undo(
        names.t(
            "Find the revision before, go back to it, and apply the old manifests.",
            "查出上一修订版本并回滚，再应用旧清单。",
        ),
        &[
            &names.helm(&["history"], &[]),
            "\nprintf 'revision: '; IFS= read -r REVISION\n",
            &join(&["helm", "rollback", names.release()]),
            " \"$REVISION\" ",
            &join(&["--namespace", names.namespace(), "--wait", "--timeout"]),
            " ",
            &names.minutes().to_string(),
            "m",
        ]
        .concat(),
    );
}

fn prove(names: &Names, step: &mut RunStep) {
    names.resume(step);
    let runner = match goal(names) {
        Some(pair) => ["`Version: ", &pair.runner.short(), "`…"].concat(),
        None => names.t("the new version", "新版本").to_string(),
    };
    step.after(
        names.t("The new version answers.", "返回新版本号。"),
        &names.runner("--version"),
        &runner,
    );
    names.canary(step);
    step.after(
        names.t(
            "For an hour: no more failed jobs with a system failure than before, no new warnings in the log.",
            "一小时内：系统故障导致的失败作业不多于以往，日志无新增警告。",
        ),
        &names.commands.manager_logs(&["--since=1h"]),
        "",
    );
    step.undo(
        names.t(
            "As in the step before: pause, roll back, resume.",
            "同上一步：暂停、回滚、恢复。",
        ),
        &names.helm(&["history"], &[]),
    );
}
