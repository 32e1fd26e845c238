//! Says where the time before a job's script goes, and what would save some of it.

mod log;
mod measure;
mod phases;
mod savings;
mod shape;
mod snippet;
#[cfg(test)]
mod tests;
mod time;

use crate::advice::Case;
use measure::Measured;
use runwright_model::protocol::StartSay;
use runwright_model::say;
use runwright_model::text::t;
use shape::Shape;
use time::length;

/// The start of a job: measured where the text holds pods, events or a job log, estimated from the plan otherwise.
pub fn start(case: &Case, text: &str) -> StartSay {
    let found = Measured::read(text);
    let shape = Shape::of(case);
    let measured = !found.is_empty();
    let phases = if measured {
        phases::measured(case, &found)
    } else {
        phases::estimated(case, &shape)
    };
    let total_ms = phases
        .iter()
        .map(|phase| phase.start_ms.saturating_add(phase.length_ms))
        .max()
        .unwrap_or(0);
    let savings = savings::all(case, &shape, if measured { Some(&phases) } else { None });
    let saved_ms = savings::sum(&savings, if measured { Some(&phases) } else { None });
    let printed = snippet::print(case);
    StartSay {
        from: from(case, &found),
        measured,
        total_text: total(case, &phases, total_ms),
        phases,
        total_ms,
        saved_text: length(saved_ms, case.lang),
        savings: savings.into_iter().map(|saving| saving.say).collect(),
        saved_ms,
        tokens: printed.runs(),
        snippet: printed.text,
        notes: notes(case, text, &found),
    }
}

fn from(case: &Case, found: &Measured) -> String {
    if found.is_empty() {
        return case
            .t(t(
                "Estimated from the plan for the first job on a new node. What is assumed is said to be.",
                "根据方案估算，按新节点上的第一个作业计。假设值均已注明。",
            ))
            .to_string();
    }
    let mut parts = Vec::new();
    if !found.pods.is_empty() {
        let count = found.pods.len();
        let name = &found.pods.first().map_or("", |pod| pod.name.as_str());
        parts.push(match count {
            1 => say!(case.lang, "pod `{name}`", "Pod `{name}`"),
            _ => say!(
                case.lang,
                "{count} job pods (means)",
                "{count} 个作业 Pod（取平均）"
            ),
        });
    }
    if !found.pulls.is_empty() {
        let count = found.pulls.len();
        parts.push(say!(
            case.lang,
            "{count} pulls in events",
            "事件中的 {count} 次拉取"
        ));
    }
    if !found.log.is_empty() {
        parts.push(case.t(t("a job log", "作业日志")).to_string());
    }
    let joined = parts.join(case.lang.pick(", ", "、"));
    say!(case.lang, "Measured: {joined}", "实测：{joined}")
}

/// The whole, and how much of it lies before the script.
fn total(case: &Case, phases: &[runwright_model::protocol::Phase], total_ms: u32) -> String {
    let whole = length(total_ms, case.lang);
    let Some(run) = phases.iter().find(|phase| phase.id == "run") else {
        return whole;
    };
    let before = length(run.start_ms, case.lang);
    say!(
        case.lang,
        "{whole}, {before} of it before the script",
        "{whole}，其中脚本之前 {before}",
    )
}

fn notes(case: &Case, text: &str, found: &Measured) -> Vec<String> {
    let lang = case.lang;
    let mut notes = Vec::new();
    let mut put = |note: &str| notes.push(note.to_string());
    put(lang.pick(
        "Savings on images overlap, so only the largest of them is in the sum.",
        "镜像方面的各项互有重叠，合计只取其中最大的一项。",
    ));
    if found.broken > 0 {
        put(lang.pick(
            "Some of the JSON ends early or has a fault; it was left out.",
            "部分 JSON 不完整或有错误，已略去。",
        ));
    }
    if found.others > 0 {
        put(lang.pick(
            "Pods that are none of a job were left out.",
            "非作业 Pod 已略去。",
        ));
    }
    if found.is_empty() {
        if !text.trim().is_empty() {
            put(lang.pick(
                "No times were found in the text. `kubectl get pods -o json`, events and job logs hold some.",
                "文本中没有找到时间。`kubectl get pods -o json`、事件和作业日志中有。",
            ));
        }
        put(lang.pick(
            "The script's own work is not counted. Paste job pods, events or a job log to measure in place of estimating.",
            "不计脚本本身的工作。粘贴作业 Pod、事件或作业日志即可用实测代替估算。",
        ));
        put(lang.pick(
            "A common timeline has the clone at 3 s, Docker-in-Docker at 8 s and the job at 10 s. It leaves out the wait for a request, a node and the images, and it puts the clone first: the containers run before it.",
            "常见的时间线称 3 秒克隆、8 秒 Docker-in-Docker 就绪、10 秒作业开始。它漏掉了等待请求、节点和镜像的时间，而且克隆并非最先：容器先运行。",
        ));
        let risk = case.answer.jobs_at_risk;
        if risk > 0 {
            let poll = case.plan.job.poll_timeout;
            notes.push(say!(
                lang,
                "Without new nodes {risk} jobs do not wait: they fail after the {poll} s of `poll_timeout`, unless others end in time.",
                "没有新节点时，{risk} 个作业不是等待，而是在 `poll_timeout` 的 {poll} 秒后失败，除非其他作业及时结束。",
            ));
        }
        return notes;
    }
    if !found.pods.is_empty() {
        put(lang.pick(
            "Kubernetes keeps these times in whole seconds. The wait in GitLab is not among them; the job's page shows it as queued.",
            "Kubernetes 以整秒记录这些时间。其中不含在 GitLab 中的等待，作业页面以“已排队”显示。",
        ));
    }
    if found.pods.is_empty() && !found.log.is_empty() {
        put(lang.pick(
            "A job log does not tell pulling from scheduling. Paste the pod as well, while it runs.",
            "作业日志无法区分拉取与调度。请在 Pod 运行时一并粘贴 Pod。",
        ));
    }
    notes
}
