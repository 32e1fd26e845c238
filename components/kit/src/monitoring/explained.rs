//! Writes what is to be known of each alert: what it says, how its threshold comes about, what to look at first.

use super::alerts::Alert;
use super::rules::EXPLAINED;
use crate::Cx;
use runwright_diagnose::commands::Commands;
use runwright_documents::markdown::{Inline, Markdown};
use runwright_files::Artefact;
use runwright_model::protocol::FileGroup;

pub fn render(cx: &Cx, alerts: &[Alert]) -> Artefact {
    let lang = cx.lang;
    let about = lang.pick(
        "What each alert says, and what to look at first.",
        "每条告警的含义，以及首先查看什么。",
    );
    let mut doc = Markdown::new();
    doc.heading(1, lang.pick("Alerts of the runner", "Runner 告警"));
    doc.paragraph(lang.pick(
        "Thresholds follow from the plan; what is assumed is said. Change the plan and download anew to change them.",
        "阈值由方案得出，假定值均已注明。修改方案并重新下载即可更改。",
    ));
    for alert in alerts {
        doc.heading(2, alert.name);
        let label = alert.label.map_or("", |(label, _)| label);
        let stop = lang.pick(". ", "。");
        let summary = alert.summary.replace("{label}", label);
        doc.paragraph([&summary, stop, &alert.description].concat());
        doc.item(named(lang.pick("Severity: ", "级别："), alert.severity));
        doc.item([lang.pick("Threshold: ", "阈值："), &alert.threshold].concat());
        if !alert.cause.is_empty() {
            doc.item(named(
                lang.pick("In the troubleshooter: ", "故障排查中的条目："),
                alert.cause,
            ));
        }
        doc.code_block("promql", &alert.expr);
        doc.code_block("sh", &first(cx, alert.name));
    }
    Artefact {
        path: EXPLAINED.into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: doc.finish(),
    }
}

fn named(name: &str, value: &str) -> Inline {
    Inline::new().text(name).code(value)
}

/// The command that says most.
fn first(cx: &Cx, alert: &str) -> String {
    let commands = Commands { plan: cx.plan };
    let selector = commands.selector();
    match alert {
        "GitLabRunnerDown" | "GitLabRunnerFewerManagers" => {
            commands.manager(&["get", "pods", "--selector", &selector, "--output=wide"])
        }
        "GitLabRunnerImagePullsFail"
        | "GitLabRunnerJobsFailBySystem"
        | "GitLabRunnerPodsPending" => commands.jobs(&[
            "get",
            "events",
            "--field-selector",
            "type=Warning",
            "--sort-by=.lastTimestamp",
        ]),
        "GitLabRunnerSlotsNearlyFull" | "GitLabRunnerClusterFull" | "GitLabRunnerQueueWaitLong" => {
            commands.jobs(&[
                "get",
                "pods",
                "--selector",
                "job.runner.gitlab.com/pod",
                "--output=wide",
            ])
        }
        _ => commands.manager_logs(&["--tail=200", "--since=1h"]),
    }
}
