//! Lists the metrics of a runner manager, and says which of those in guides and samples exist.
//!
//! Names, labels and releases: gitlabhq/gitlab-runner v19.3.0, in the files that define them.

use crate::Cx;
use runwright_model::protocol::MetricSay;
use runwright_model::text::t;
use runwright_model::{Plan, Text, Version};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Gauge,
    Counter,
    /// Has `_bucket`, `_sum` and `_count`.
    Histogram,
}

/// One metric.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    pub name: &'static str,
    pub kind: Type,
    /// Its own labels, between blanks; `runner_name` came with 18.2, `mode` with 19.0.
    pub labels: &'static str,
    /// The release that brought it; empty where every runner offered has it.
    pub since: &'static str,
}

const fn known(
    name: &'static str,
    kind: Type,
    labels: &'static str,
    since: &'static str,
) -> Metric {
    Metric {
        name,
        kind,
        labels,
        since,
    }
}

use Type::{Counter, Gauge, Histogram};

/// All that every manager exports, whatever its executor.
#[rustfmt::skip]
pub const METRICS: &[Metric] = &[
    known("gitlab_runner_jobs", Gauge, "runner runner_name system_id state stage executor_stage", ""),
    known("gitlab_runner_jobs_total", Counter, "runner runner_name system_id", ""),
    known("gitlab_runner_failed_jobs_total", Counter, "runner runner_name failure_reason mode", ""),
    known("gitlab_runner_job_duration_seconds", Histogram, "runner runner_name system_id mode", ""),
    known("gitlab_runner_job_queue_duration_seconds", Histogram, "runner runner_name system_id project_jobs_running", "16.4"),
    known("gitlab_runner_job_queue_size", Gauge, "runner runner_name system_id", "18.1"),
    known("gitlab_runner_job_queue_depth", Gauge, "runner runner_name system_id", "18.1"),
    known("gitlab_runner_acceptable_job_queuing_duration_exceeded_total", Counter, "runner runner_name system_id", "16.10"),
    known("gitlab_runner_job_stage_duration_seconds", Histogram, "runner runner_name system_id stage", "17.9"),
    known("gitlab_runner_job_execution_mode_total", Counter, "mode executor", "18.11"),
    known("gitlab_runner_concurrent", Gauge, "", ""),
    known("gitlab_runner_limit", Gauge, "runner runner_name system_id", ""),
    known("gitlab_runner_request_concurrency", Gauge, "runner system_id", ""),
    known("gitlab_runner_request_concurrency_exceeded_total", Counter, "runner system_id", ""),
    known("gitlab_runner_request_concurrency_hard_limit", Gauge, "runner system_id", "18.0"),
    known("gitlab_runner_request_concurrency_adaptive_limit", Gauge, "runner system_id", "18.0"),
    known("gitlab_runner_request_concurrency_used_limit", Gauge, "runner system_id", "18.0"),
    known("gitlab_runner_worker_slots_number", Gauge, "", "15.11"),
    known("gitlab_runner_worker_slot_operations_total", Counter, "operation", "15.11"),
    known("gitlab_runner_worker_feeds_total", Counter, "runner runner_name system_id", "15.11"),
    known("gitlab_runner_worker_feed_failures_total", Counter, "runner runner_name system_id", "15.11"),
    known("gitlab_runner_worker_processing_failures_total", Counter, "failure_type runner runner_name system_id", "15.11"),
    known("gitlab_runner_worker_health_check_failures_total", Counter, "runner runner_name system_id", "15.11"),
    known("gitlab_runner_errors_total", Counter, "level", ""),
    known("gitlab_runner_api_request_statuses_total", Counter, "runner system_id endpoint status method", ""),
    known("gitlab_runner_api_request_duration_seconds", Histogram, "runner system_id endpoint status_class method", "15.10"),
    known("gitlab_runner_api_request_retries_total", Counter, "path method", "18.3"),
    known("gitlab_runner_configuration_loaded_total", Counter, "", "15.9"),
    known("gitlab_runner_configuration_loading_error_total", Counter, "", "15.9"),
    known("gitlab_runner_configuration_saved_total", Counter, "", "15.9"),
    known("gitlab_runner_configuration_saving_error_total", Counter, "", "15.9"),
    known("gitlab_runner_process_state_info", Gauge, "state", "19.1"),
    known("gitlab_runner_version_info", Gauge, "name version revision branch go_version built_at os architecture", ""),
    known("gitlab_runner_job_inputs_interpolations_total", Counter, "", "18.9"),
    known("gitlab_runner_job_inputs_interpolation_failures_total", Counter, "error_type", "18.9"),
];

/// The metric of a name, also of one of a histogram's series.
pub fn find(name: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| {
        name.strip_prefix(metric.name).is_some_and(|rest| {
            rest.is_empty()
                || metric.kind == Histogram && matches!(rest, "_bucket" | "_sum" | "_count")
        })
    })
}

/// Whether the plan's runner exports it.
pub fn has(plan: &Plan, name: &str) -> bool {
    find(name).is_some_and(|metric| {
        metric.since.is_empty()
            || Version::parse(metric.since).is_some_and(|since| plan.runner() >= since)
    })
}

/// Names that guides, samples and this kit use, with what they count or what to take in their place.
const SAID: &[(&str, Text)] = &[
    (
        "gitlab_runner_jobs",
        t(
            "Jobs in hand, by `state`, `stage` and `executor_stage`. Without jobs one series stays, with the value 0.",
            "正在处理的作业，按 `state`、`stage`、`executor_stage` 区分。没有作业时保留一条值为 0 的序列。",
        ),
    ),
    (
        "gitlab_runner_jobs_running_total",
        t(
            "No runner has it, though samples of the documentation name it. Take `gitlab_runner_jobs{state=\"running\"}`.",
            "文档示例中出现过，但没有任何 Runner 提供。请用 `gitlab_runner_jobs{state=\"running\"}`。",
        ),
    ),
    (
        "gitlab_runner_job_total",
        t(
            "No runner has it. Take `gitlab_runner_jobs_total`.",
            "没有任何 Runner 提供。请用 `gitlab_runner_jobs_total`。",
        ),
    ),
    (
        "gitlab_runner_jobs_total",
        t(
            "Jobs handled since the process began.",
            "进程启动以来处理的作业数。",
        ),
    ),
    (
        "gitlab_runner_job_duration_seconds",
        t(
            "A histogram: there is no series of this bare name. Use `_bucket`, `_sum` and `_count`.",
            "直方图：没有同名的单独序列，请用 `_bucket`、`_sum` 与 `_count`。",
        ),
    ),
    (
        "gitlab_runner_errors_total",
        t(
            "Lines of the manager's log by `level`, warnings too. Look at its rate, not at its value.",
            "管理器日志的行数，按 `level` 区分，也含警告。应看增长速率而非数值。",
        ),
    ),
    (
        "gitlab_runner_failed_jobs_total",
        t(
            "Failed jobs by `failure_reason`; tells the script's failures from those of the cluster.",
            "失败的作业，按 `failure_reason` 区分，可分清脚本失败与集群失败。",
        ),
    ),
    (
        "gitlab_runner_concurrent",
        t(
            "`concurrent` of the process; the sum over all managers is the ceiling.",
            "进程的 `concurrent`；所有管理器之和即上限。",
        ),
    ),
    (
        "gitlab_runner_job_queue_duration_seconds",
        t(
            "A histogram of the wait in GitLab, of jobs that were taken. Its last bucket ends at 3600.",
            "已领取作业在 GitLab 中等待时间的直方图，最后一个桶为 3600。",
        ),
    ),
    (
        "gitlab_runner_acceptable_job_queuing_duration_exceeded_total",
        t(
            "Jobs that waited longer than `runners.monitoring` allows; stands still without a threshold there.",
            "等待超过 `runners.monitoring` 阈值的作业；未设置阈值时不会增长。",
        ),
    ),
    (
        "gitlab_runner_api_request_statuses_total",
        t(
            "Answers of GitLab by `status` and `endpoint`; 401 and 403 mean that the token is refused.",
            "GitLab 的响应，按 `status` 与 `endpoint` 区分；401 与 403 表示令牌被拒绝。",
        ),
    ),
    (
        "gitlab_runner_request_concurrency_exceeded_total",
        t(
            "Requests for jobs that had to wait for `request_concurrency`. Rises on an idle runner as well.",
            "因 `request_concurrency` 而未发出的作业请求；空闲的 Runner 也会增长。",
        ),
    ),
    (
        "gitlab_runner_worker_health_check_failures_total",
        t(
            "Times that a runner entry was found unhealthy; it then asks for no jobs for an hour.",
            "Runner 条目被判为不健康的次数；随后一小时不再请求作业。",
        ),
    ),
    (
        "gitlab_runner_configuration_loading_error_total",
        t(
            "Times that the configuration could not be read.",
            "配置读取失败的次数。",
        ),
    ),
    (
        "gitlab_runner_version_info",
        t(
            "Always 1, with the version as a label; shows which managers are scraped.",
            "恒为 1，标签中含版本；可看出哪些管理器被抓取。",
        ),
    ),
    (
        "kube_pod_status_phase",
        t(
            "Not of the runner: kube-state-metrics must run in the cluster.",
            "不是 Runner 的指标：集群中需运行 kube-state-metrics。",
        ),
    ),
    (
        "kube_pod_container_status_restarts_total",
        t(
            "Not of the runner: kube-state-metrics must run in the cluster.",
            "不是 Runner 的指标：集群中需运行 kube-state-metrics。",
        ),
    ),
];

/// The names, with what is true of the plan's runner.
pub fn said(cx: &Cx) -> Vec<MetricSay> {
    SAID.iter()
        .map(|(name, note)| MetricSay {
            name: name.to_string(),
            exists: has(cx.plan, name) || is_foreign(name),
            note: note.get(cx.lang).to_string(),
            since: find(name).map_or("", |metric| metric.since).to_string(),
        })
        .collect()
}

/// Whether kube-state-metrics exports it.
pub fn is_foreign(name: &str) -> bool {
    name.starts_with("kube_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_with_their_series() {
        let check = |name: &str, expect: bool| assert_eq!(find(name).is_some(), expect, "{name}");
        check("gitlab_runner_jobs", true);
        check("gitlab_runner_job_duration_seconds_bucket", true);
        check("gitlab_runner_jobs_bucket", false);
        check("gitlab_runner_jobs_running_total", false);
        check("gitlab_runner_job_total", false);
    }

    #[test]
    fn every_release_is_one() {
        for metric in METRICS {
            let fine = metric.since.is_empty() || Version::parse(metric.since).is_some();
            assert!(fine, "{metric:?}");
        }
    }
}
