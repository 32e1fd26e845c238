//! Writes a dashboard for Grafana: slots, waits, failures, answers of GitLab, managers and pods.

mod json;

use super::metrics;
use super::names::{Names, cluster_ceiling, queue_wait};
use super::recording::{REASONS, slots, wait};
use crate::Cx;
use json::{J, list, map, number, text};
use runwright_documents::Printed;
use runwright_files::Artefact;
use runwright_model::protocol::FileGroup;
use runwright_model::say;

/// The columns of a dashboard, and the height of a panel.
const COLUMNS: i64 = 24;
const HEIGHT: i64 = 8;

/// One panel: a title, what it says, its queries with legends.
struct Panel {
    title: String,
    about: String,
    /// `timeseries`, `stat` or `table`.
    kind: &'static str,
    unit: &'static str,
    width: i64,
    queries: Vec<(String, &'static str)>,
    /// Draws a line at this value.
    line: Option<i64>,
    stacked: bool,
}

pub fn render(cx: &Cx, names: &Names) -> Artefact {
    let lang = cx.lang;
    let about = lang.pick("A dashboard for Grafana.", "Grafana 仪表板。");
    let (mut x, mut y) = (0, 0);
    let mut panels = Vec::new();
    for (index, panel) in panels_of(cx, names).iter().enumerate() {
        if x + panel.width > COLUMNS {
            (x, y) = (0, y + HEIGHT);
        }
        panels.push(drawn(panel, index as i64 + 1, x, y));
        x += panel.width;
    }
    let title = ["GitLab Runner: ", &names.fullname].concat();
    let dashboard = map([
        ("title", text(title)),
        (
            // Grafana takes at most 40 characters; the same plan keeps the same address.
            "uid",
            text(["runwright-", &names.fullname].concat().chars().take(40).collect::<String>()),
        ),
        (
            "description",
            text(lang.pick(
                "Made by Runwright from the plan. Choose the Prometheus that scrapes the managers above.",
                "由 Runwright 按方案生成。请在上方选择抓取管理器指标的 Prometheus。",
            )),
        ),
        ("tags", list([text("gitlab-runner"), text("runwright")])),
        ("schemaVersion", number(39)),
        ("version", number(1)),
        ("editable", J::Bool(true)),
        ("graphTooltip", number(1)),
        ("refresh", text("1m")),
        ("time", map([("from", text("now-6h")), ("to", text("now"))])),
        ("timezone", text("browser")),
        ("annotations", map([("list", list([]))])),
        ("links", list([])),
        ("templating", map([("list", list([variable()]))])),
        ("panels", J::List(panels)),
    ]);
    Artefact {
        path: "monitoring/dashboard.json".into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: Printed::plain(runwright_model::json::pretty(&dashboard) + "\n"),
    }
}

/// The Prometheus that is asked.
fn variable() -> J {
    map([
        ("name", text("datasource")),
        ("label", text("Prometheus")),
        ("type", text("datasource")),
        ("query", text("prometheus")),
        ("current", map([])),
        ("hide", number(0)),
        ("includeAll", J::Bool(false)),
        ("multi", J::Bool(false)),
        ("options", list([])),
        ("refresh", number(1)),
        ("regex", text("")),
    ])
}

fn source() -> J {
    map([("type", text("prometheus")), ("uid", text("${datasource}"))])
}

fn drawn(panel: &Panel, id: i64, x: i64, y: i64) -> J {
    let queries = panel
        .queries
        .iter()
        .enumerate()
        .map(|(index, (expr, legend))| {
            let letter = char::from_u32('A' as u32 + index as u32).unwrap_or('Z');
            map([
                ("refId", text(letter.to_string())),
                ("datasource", source()),
                ("expr", text(expr.as_str())),
                ("legendFormat", text(*legend)),
                ("instant", J::Bool(panel.kind != "timeseries")),
                ("range", J::Bool(panel.kind == "timeseries")),
            ])
        });
    let mut steps = vec![map([("color", text("green")), ("value", J::Null)])];
    let mut custom = vec![("fillOpacity", number(10)), ("lineWidth", number(1))];
    if let Some(line) = panel.line {
        steps.push(map([("color", text("red")), ("value", number(line))]));
        custom.push(("thresholdsStyle", map([("mode", text("line"))])));
    }
    if panel.stacked {
        custom.push((
            "stacking",
            map([("group", text("A")), ("mode", text("normal"))]),
        ));
    }
    let defaults = map([
        ("unit", text(panel.unit)),
        ("min", number(0)),
        ("custom", map(custom)),
        (
            "thresholds",
            map([("mode", text("absolute")), ("steps", J::List(steps))]),
        ),
    ]);
    map([
        ("id", number(id)),
        ("type", text(panel.kind)),
        ("title", text(panel.title.as_str())),
        ("description", text(panel.about.as_str())),
        ("datasource", source()),
        (
            "gridPos",
            map([
                ("h", number(HEIGHT)),
                ("w", number(panel.width)),
                ("x", number(x)),
                ("y", number(y)),
            ]),
        ),
        (
            "fieldConfig",
            map([("defaults", defaults), ("overrides", list([]))]),
        ),
        ("options", map([])),
        ("targets", J::List(queries.collect())),
    ])
}

fn panel(
    title: String,
    about: String,
    unit: &'static str,
    queries: Vec<(String, &'static str)>,
) -> Panel {
    Panel {
        title,
        about,
        kind: "timeseries",
        unit,
        width: 12,
        queries,
        line: None,
        stacked: false,
    }
}

/// The panels, from left to right and down.
fn panels_of(cx: &Cx, names: &Names) -> Vec<Panel> {
    let lang = cx.lang;
    let plan = cx.plan;
    let of = |metric: &str, more: &str| names.of_managers(metric, more);
    let rate =
        |metric: &str, more: &str| ["rate(", &of(metric, more), "[$__rate_interval])"].concat();
    let sum = |by: &str, inner: &str| ["sum by (", by, ") (", inner, ")"].concat();
    let total = |inner: &str| ["sum(", inner, ")"].concat();
    let all = plan.slots();
    let ceiling = cluster_ceiling(plan, cx.answer);
    let mut panels = vec![
        Panel {
            line: ceiling,
            ..panel(
                say!(lang, "Slots", "槽位"),
                match ceiling {
                    Some(jobs) => say!(
                        lang,
                        "The plan has {all} slots; the line is what its nodes hold by the plan's sums: {jobs} jobs.",
                        "方案共 {all} 个槽位；横线为按方案计算节点可容纳的 {jobs} 个作业。"
                    ),
                    None => say!(lang, "The plan has {all} slots.", "方案共 {all} 个槽位。"),
                },
                "short",
                vec![
                    (total(&of("gitlab_runner_jobs", "")), "jobs"),
                    (total(&slots(cx, names)), "slots"),
                ],
            )
        },
        Panel {
            stacked: true,
            ..panel(
                say!(lang, "Jobs by stage", "各阶段的作业"),
                say!(
                    lang,
                    "State and stage of the executor. Many in prepare: pods are slow to start.",
                    "状态与执行器阶段。prepare 较多说明 Pod 启动慢。"
                ),
                "short",
                vec![(
                    sum("state, executor_stage", &of("gitlab_runner_jobs", "")),
                    "{{state}} {{executor_stage}}",
                )],
            )
        },
    ];
    if metrics::has(plan, "gitlab_runner_job_queue_duration_seconds") {
        let (limit, _) = queue_wait(plan);
        panels.push(Panel {
            line: Some(i64::from(limit)),
            ..panel(
                say!(lang, "Wait in GitLab", "在 GitLab 中的等待"),
                say!(
                    lang,
                    "Of jobs that were taken; half of them and nineteen of twenty waited less. The line is {limit} s.",
                    "仅含已领取的作业；p50 与 p95。横线为 {limit} 秒。"
                ),
                "s",
                vec![(wait(names, "0.5"), "p50"), (wait(names, "0.95"), "p95")],
            )
        });
    }
    let duration = |quantile: &str| {
        let buckets = sum("le", &rate("gitlab_runner_job_duration_seconds_bucket", ""));
        ["histogram_quantile(", quantile, ", ", &buckets, ")"].concat()
    };
    panels.push(panel(
        say!(lang, "Duration of jobs", "作业时长"),
        say!(
            lang,
            "Of jobs that have ended. Buckets are wide, so take it as a size and not as a measure.",
            "已结束的作业。桶较宽，只反映量级。"
        ),
        "s",
        vec![(duration("0.5"), "p50"), (duration("0.95"), "p95")],
    ));
    panels.push(Panel {
        stacked: true,
        ..panel(
            say!(lang, "Failures by reason", "按原因统计的失败"),
            say!(
                lang,
                "Jobs per hour. script_failure is the project's own; the others are yours.",
                "每小时作业数。script_failure 属于项目自身，其余需要平台处理。"
            ),
            "short",
            vec![(
                [
                    "3600 * ",
                    &sum(
                        "failure_reason",
                        &rate("gitlab_runner_failed_jobs_total", ""),
                    ),
                ]
                .concat(),
                "{{failure_reason}}",
            )],
        )
    });
    let share = i64::from(plan.monitoring.fail_share);
    panels.push(Panel {
        line: Some(share),
        ..panel(
            say!(lang, "Failures by the system", "系统原因失败比例"),
            say!(
                lang,
                "Share of all jobs that failed for reasons of runner or cluster, in an hour. The line is the plan's {share} %.",
                "一小时内因 Runner 或集群失败的作业比例。横线为方案中的 {share}%。"
            ),
            "percent",
            vec![(
                [
                    "100 * sum(increase(",
                    &of(
                        "gitlab_runner_failed_jobs_total",
                        &["failure_reason=~\"", REASONS, "\""].concat(),
                    ),
                    "[1h])) / sum(increase(",
                    &of("gitlab_runner_jobs_total", ""),
                    "[1h]))",
                ]
                .concat(),
                "",
            )],
        )
    });
    panels.push(panel(
        say!(lang, "Answers of GitLab", "GitLab 的响应"),
        say!(
            lang,
            "Requests a second by endpoint and status. 204 is the answer where no job waits; 401 and 403 at request_job refuse the token.",
            "按端点与状态码统计的每秒请求数。204 表示没有待领取的作业；request_job 的 401 与 403 表示令牌被拒绝。"
        ),
        "reqps",
        vec![(
            sum(
                "endpoint, status",
                &rate("gitlab_runner_api_request_statuses_total", ""),
            ),
            "{{endpoint}} {{status}}",
        )],
    ));
    panels.push(Panel {
        stacked: true,
        ..panel(
            say!(lang, "Lines of the log by level", "各级别日志行数"),
            say!(
                lang,
                "Lines a minute, from warning up.",
                "每分钟行数，警告及以上。"
            ),
            "short",
            vec![(
                [
                    "60 * ",
                    &sum("level", &rate("gitlab_runner_errors_total", "")),
                ]
                .concat(),
                "{{level}}",
            )],
        )
    });
    panels.push(Panel {
        kind: "table",
        ..panel(
            say!(lang, "Managers and versions", "管理器与版本"),
            say!(
                lang,
                "Two versions at once: an upgrade is under way, or has stopped halfway.",
                "同时出现两个版本：正在升级，或升级中断。"
            ),
            "short",
            vec![(
                sum("pod, version", &of("gitlab_runner_version_info", "")),
                "{{pod}} {{version}}",
            )],
        )
    });
    panels.push(panel(
        say!(lang, "Restarts of managers", "管理器重启次数"),
        say!(
            lang,
            "In an hour. Needs kube-state-metrics.",
            "一小时内。需要 kube-state-metrics。"
        ),
        "short",
        vec![(
            sum(
                "pod",
                &[
                    "increase(",
                    &of("kube_pod_container_status_restarts_total", ""),
                    "[1h])",
                ]
                .concat(),
            ),
            "{{pod}}",
        )],
    ));
    panels.push(Panel {
        stacked: true,
        ..panel(
            say!(lang, "Job pods by phase", "各阶段的作业 Pod"),
            say!(
                lang,
                "Needs kube-state-metrics.",
                "需要 kube-state-metrics。"
            ),
            "short",
            vec![(
                sum("phase", &names.of_jobs("kube_pod_status_phase", "")),
                "{{phase}}",
            )],
        )
    });
    panels.push(panel(
        say!(lang, "Requests for jobs held back", "被限制的作业请求"),
        say!(
            lang,
            "A second, by request_concurrency. Rises on an idle runner as well; a matter only while jobs wait.",
            "每秒，受 request_concurrency 限制。空闲的 Runner 也会上升；作业排队时才需关注。"
        ),
        "reqps",
        vec![(
            total(&rate("gitlab_runner_request_concurrency_exceeded_total", "")),
            "",
        )],
    ));
    panels
}
