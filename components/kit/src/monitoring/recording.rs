//! States what Prometheus records, so that alerts and dashboard read one definition.

use super::metrics;
use super::names::Names;
use crate::Cx;
use runwright_model::say;

/// Shares and seconds of this release. The names follow `level:metric:operation`.
pub const SLOTS: &str = "release:gitlab_runner_slots_used:ratio";
pub const FAILED: &str = "release_reason:gitlab_runner_failed_jobs:ratio_rate30m";
pub const WAIT: &str = "release:gitlab_runner_job_queue_duration_seconds:p95_rate15m";
pub const API: &str = "release:gitlab_runner_api_errors:ratio_rate10m";

/// Reasons that are not the script's, the user's or a timeout of the job.
pub const REASONS: &str = "runner_system_failure|image_pull_failure|runner_configuration_error|runner_external_dependency_failure|unknown_failure";

/// One recording rule.
pub struct Recorded {
    pub name: &'static str,
    pub expr: String,
    pub about: String,
}

/// What the plan's runner can be asked for.
pub fn recorded(cx: &Cx, names: &Names) -> Vec<Recorded> {
    let lang = cx.lang;
    let mut rules = vec![
        Recorded {
            name: SLOTS,
            expr: [
                "sum(",
                &names.of_managers("gitlab_runner_jobs", ""),
                ") / sum(",
                &slots(cx, names),
                ")",
            ]
            .concat(),
            about: say!(
                lang,
                "Jobs in hand over slots. A slot is taken from the moment a job is accepted, also while its pod is Pending.",
                "处理中的作业 / 槽位。作业一被接受就占用槽位，Pod 处于 Pending 时也是。"
            ),
        },
        Recorded {
            name: FAILED,
            expr: [
                "sum by (failure_reason) (rate(",
                &names.of_managers(
                    "gitlab_runner_failed_jobs_total",
                    &["failure_reason=~\"", REASONS, "\""].concat(),
                ),
                "[30m])) / on() group_left() (sum(rate(",
                &names.of_managers("gitlab_runner_jobs_total", ""),
                "[30m])) > 0)",
            ]
            .concat(),
            about: say!(
                lang,
                "Jobs that failed for reasons of runner or cluster, over all jobs. Failed scripts, cancelled jobs and timeouts of the job do not count.",
                "因 Runner 或集群失败的作业 / 全部作业。脚本失败、取消与作业超时不计。"
            ),
        },
    ];
    if metrics::has(cx.plan, "gitlab_runner_job_queue_duration_seconds") {
        rules.push(Recorded {
            name: WAIT,
            expr: wait(names, "0.95"),
            about: say!(
                lang,
                "Nineteen of twenty jobs waited less in GitLab than this many seconds.",
                "二十个作业中有十九个在 GitLab 中的等待少于此秒数。"
            ),
        });
    }
    rules.push(Recorded {
        name: API,
        expr: [
            "sum(rate(",
            &names.of_managers(
                "gitlab_runner_api_request_statuses_total",
                "status=~\"5..\"",
            ),
            "[10m])) / (sum(rate(",
            &names.of_managers("gitlab_runner_api_request_statuses_total", ""),
            "[10m])) > 0)",
        ]
        .concat(),
        about: say!(
            lang,
            "Requests that GitLab answered with an error of its own, over all requests.",
            "GitLab 以自身错误应答的请求 / 全部请求。"
        ),
    });
    rules
}

/// The slots of each manager: `concurrent`, or `limit` where that is lower.
pub fn slots(cx: &Cx, names: &Names) -> String {
    let concurrent = names.of_managers("gitlab_runner_concurrent", "");
    match cx.plan.managers.limit {
        0 => concurrent,
        limit => ["clamp_max(", &concurrent, ", ", &limit.to_string(), ")"].concat(),
    }
}

/// A quantile of the wait in GitLab.
pub fn wait(names: &Names, quantile: &str) -> String {
    [
        "histogram_quantile(",
        quantile,
        ", sum by (le) (rate(",
        &names.of_managers("gitlab_runner_job_queue_duration_seconds_bucket", ""),
        "[15m])))",
    ]
    .concat()
}
