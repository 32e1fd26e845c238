//! States the alerts, with thresholds from the plan and the series that prove them.

use super::metrics;
use super::names::{Names, cluster_ceiling, minutes, queue_wait};
use super::recording::{API, FAILED, SLOTS, WAIT};
use crate::Cx;
use runwright_model::say;

/// A series of a unit test: its name with labels, and its values in Prometheus' notation.
pub type Series = (String, String);

/// One alert.
pub struct Alert {
    pub name: &'static str,
    pub severity: &'static str,
    pub expr: String,
    /// How long it must hold.
    pub minutes: u32,
    /// One sentence without a full stop; `{label}` stands for a label of the expression.
    pub summary: String,
    pub description: String,
    /// How the threshold comes about.
    pub threshold: String,
    /// The category of the troubleshooter.
    pub cause: &'static str,
    /// The label that the expression keeps, with its value in the test.
    pub label: Option<(&'static str, &'static str)>,
    /// Series on which it fires, and on which it does not.
    pub fires: Vec<Series>,
    pub calm: Vec<Series>,
}

/// All alerts that the plan's runner can give, the most urgent first.
pub fn alerts(cx: &Cx, names: &Names) -> Vec<Alert> {
    let make: [fn(&Cx, &Names) -> Option<Alert>; 15] = [
        down,
        refused,
        unhealthy,
        fewer,
        slots,
        waiting,
        system,
        pulls,
        configuration,
        errors,
        unread,
        api,
        crowded,
        pending,
        held,
    ];
    make.iter().filter_map(|make| make(cx, names)).collect()
}

/// A counter rose within a time, or was seen for the first time with something in it: of a series that began within
/// the time, increase() sees nothing.
fn rose(selector: &str, time: &str) -> String {
    [
        "(sum(increase(",
        selector,
        "[",
        time,
        "])) > 0) or (sum(",
        selector,
        " unless ",
        selector,
        " offset ",
        time,
        ") > 0)",
    ]
    .concat()
}

fn down(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let release = &cx.plan.target.release;
    Some(Alert {
        name: "GitLabRunnerDown",
        severity: "critical",
        expr: [
            "absent(",
            &names.of_managers("gitlab_runner_version_info", ""),
            ")",
        ]
        .concat(),
        minutes: 5,
        summary: say!(
            lang,
            "No manager of {release} is scraped",
            "{release} 没有任何管理器被抓取"
        ),
        description: say!(
            lang,
            "Either no manager runs, and then no job starts, or Prometheus does not reach port 9252. Look at the pods first, then at the targets in Prometheus.",
            "要么没有管理器在运行（作业无法开始），要么 Prometheus 访问不到 9252 端口。先看 Pod，再看 Prometheus 的目标。"
        ),
        threshold: say!(
            lang,
            "Nothing at all is seen of the release for five minutes: longer than a restart takes.",
            "五分钟内完全看不到该 release，长于一次重启所需时间。"
        ),
        cause: "no_runner_online",
        label: None,
        fires: vec![],
        calm: vec![version(cx, names, "")],
    })
}

/// A manager that is scraped.
fn version(cx: &Cx, names: &Names, suffix: &str) -> Series {
    let version = ["version=\"", &cx.plan.runner().to_string(), suffix, "\""].concat();
    (
        names.series(cx, "gitlab_runner_version_info", &version),
        "1x400".to_string(),
    )
}

fn fewer(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let replicas = cx.plan.managers.replicas;
    if replicas < 2 {
        return None;
    }
    let slots = cx.plan.slots_per_manager();
    Some(Alert {
        name: "GitLabRunnerFewerManagers",
        severity: "warning",
        expr: [
            "count(",
            &names.of_managers("gitlab_runner_version_info", ""),
            ") < ",
            &replicas.to_string(),
        ]
        .concat(),
        minutes: 15,
        summary: say!(
            lang,
            "Fewer than {replicas} managers are up",
            "在线的管理器不足 {replicas} 个"
        ),
        description: say!(
            lang,
            "Each manager that is missing takes {slots} slots away. Look for pods that are Pending or restart.",
            "每缺一个管理器就少 {slots} 个槽位。检查处于 Pending 或反复重启的 Pod。"
        ),
        threshold: say!(
            lang,
            "The plan has {replicas} managers; an upgrade changes one after the other and is done well within 15 minutes, unless jobs hold the old ones.",
            "方案有 {replicas} 个管理器；升级逐个替换，除非旧的管理器在等作业，15 分钟内应已完成。"
        ),
        cause: "no_runner_online",
        label: None,
        fires: vec![version(cx, names, "")],
        calm: (0..replicas)
            .map(|index| version(cx, names, &["+", &index.to_string()].concat()))
            .collect(),
    })
}

fn slots(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let (slots, each) = (cx.plan.slots(), cx.plan.slots_per_manager());
    let replicas = cx.plan.managers.replicas;
    let near = (slots * 9).div_ceil(10);
    let taken = |jobs: String| {
        vec![
            (
                names.series(cx, "gitlab_runner_jobs", "state=\"running\""),
                [&jobs, "x400"].concat(),
            ),
            (
                names.series(cx, "gitlab_runner_concurrent", ""),
                [&each.to_string(), "x400"].concat(),
            ),
        ]
    };
    Some(Alert {
        name: "GitLabRunnerSlotsNearlyFull",
        severity: "warning",
        expr: [&names.of_rule(SLOTS), " >= 0.9"].concat(),
        minutes: 15,
        summary: say!(lang, "Nine of ten slots are taken", "九成槽位已被占用"),
        description: say!(
            lang,
            "Further jobs soon wait in GitLab. If nodes have room, raise the jobs per manager; if pods are Pending, more slots only make more of them wait.",
            "后续作业很快会在 GitLab 中排队。节点有余量时调高每个管理器的作业数；若 Pod 处于 Pending，增加槽位只会让更多 Pod 等待。"
        ),
        threshold: say!(
            lang,
            "{replicas} managers × {each} jobs = {slots} slots; from {near} on, for 15 minutes. Nine tenths is an assumption.",
            "{replicas} 个管理器 × {each} 个作业 = {slots} 个槽位；达到 {near} 个并持续 15 分钟。九成为假定值。"
        ),
        cause: "",
        label: None,
        fires: taken(each.to_string()),
        calm: taken((each / 2).to_string()),
    })
}

fn waiting(cx: &Cx, names: &Names) -> Option<Alert> {
    if !metrics::has(cx.plan, "gitlab_runner_job_queue_duration_seconds") {
        return None;
    }
    let lang = cx.lang;
    let (wait, given) = queue_wait(cx.plan);
    Some(Alert {
        name: "GitLabRunnerQueueWaitLong",
        severity: "warning",
        expr: [&names.of_rule(WAIT), " > ", &wait.to_string()].concat(),
        minutes: 10,
        summary: say!(
            lang,
            "Jobs wait longer than {wait} s in GitLab",
            "作业在 GitLab 中等待超过 {wait} 秒"
        ),
        description: say!(
            lang,
            "One of twenty jobs or more waited longer before a manager took it. Either slots are full, or few managers match the tags of these jobs.",
            "至少二十分之一的作业在被领取前等待更久。要么槽位已满，要么匹配这些作业标签的管理器太少。"
        ),
        threshold: if given {
            say!(
                lang,
                "{wait} s is the plan's acceptable wait.",
                "{wait} 秒为方案中可接受的排队时间。"
            )
        } else {
            say!(
                lang,
                "{wait} s is an assumption: the plan names no acceptable wait.",
                "{wait} 秒为假定值：方案未填写可接受的排队时间。"
            )
        },
        cause: "",
        label: None,
        fires: waits(cx, names, false),
        calm: waits(cx, names, true),
    })
}

/// Jobs that all waited at most a second, or all an hour.
fn waits(cx: &Cx, names: &Names, short: bool) -> Vec<Series> {
    let bucket = |bound: &str, values: &str| {
        (
            names.series(
                cx,
                "gitlab_runner_job_queue_duration_seconds_bucket",
                &["le=\"", bound, "\""].concat(),
            ),
            values.to_string(),
        )
    };
    vec![
        bucket("1", if short { "0+10x400" } else { "0x400" }),
        bucket("3600", "0+10x400"),
        bucket("+Inf", "0+10x400"),
    ]
}

/// What is alike in the alerts on failures of one kind: reasons, and the words about them.
struct Failing {
    name: &'static str,
    reasons: &'static str,
    sample: &'static str,
    summary: String,
    description: String,
    cause: &'static str,
}

fn failing(cx: &Cx, names: &Names, what: Failing) -> Option<Alert> {
    let lang = cx.lang;
    let share = cx.plan.monitoring.fail_share;
    let failed = |values: &str| {
        vec![
            (
                names.series(
                    cx,
                    "gitlab_runner_failed_jobs_total",
                    &["failure_reason=\"", what.sample, "\""].concat(),
                ),
                values.to_string(),
            ),
            (
                names.series(cx, "gitlab_runner_jobs_total", ""),
                "0+1000x400".to_string(),
            ),
        ]
    };
    // One in a hundred is the least that the plan can ask for, so half of that is always fine.
    let (fires, calm) = (failed("0+1010x400"), failed("0+5x400"));
    let name = FAILED;
    let expr = [
        name,
        "{",
        &names.recorded,
        ",failure_reason=~\"",
        what.reasons,
        "\"} > ",
        &decimal(share),
    ]
    .concat();
    Some(Alert {
        name: what.name,
        severity: "warning",
        expr,
        minutes: 10,
        summary: what.summary,
        description: what.description,
        threshold: say!(
            lang,
            "{share} % of all jobs of half an hour: the plan's acceptable share.",
            "半小时内全部作业的 {share}%：方案中可接受的失败比例。"
        ),
        cause: what.cause,
        label: Some(("failure_reason", what.sample)),
        fires,
        calm,
    })
}

/// A percentage as a share; with 100 the alert stays silent unless jobs are counted late.
fn decimal(percent: u32) -> String {
    match percent {
        100.. => "1".to_string(),
        10.. => ["0.", &percent.to_string()].concat(),
        _ => ["0.0", &percent.to_string()].concat(),
    }
}

fn system(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    failing(
        cx,
        names,
        Failing {
            name: "GitLabRunnerJobsFailBySystem",
            reasons: "runner_system_failure|runner_external_dependency_failure|unknown_failure",
            sample: "runner_system_failure",
            summary: say!(
                lang,
                "Jobs fail for the reason {{label}}",
                "作业因 {{label}} 失败"
            ),
            description: say!(
                lang,
                "Not the scripts: pods that do not start, are evicted or lose their node. The managers' log names the pods; paste a failed job's log into the troubleshooter.",
                "并非脚本问题：Pod 无法启动、被驱逐或丢失节点。管理器日志中有 Pod 名称；可将失败作业的日志粘贴到故障排查页面。"
            ),
            cause: "pod_start_timeout",
        },
    )
}

fn pulls(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    failing(
        cx,
        names,
        Failing {
            name: "GitLabRunnerImagePullsFail",
            reasons: "image_pull_failure",
            sample: "image_pull_failure",
            summary: say!(lang, "Images of jobs cannot be pulled", "作业镜像无法拉取"),
            description: say!(
                lang,
                "The events of a job pod hold the registry's answer: a name that does not exist, a missing pull secret, a limit, or a network that is closed.",
                "作业 Pod 的事件中有镜像仓库的答复：名称不存在、缺少拉取密钥、触发限流或网络不通。"
            ),
            cause: "image_pull_backoff_unspecified",
        },
    )
}

fn configuration(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    failing(
        cx,
        names,
        Failing {
            name: "GitLabRunnerJobsRefused",
            reasons: "runner_configuration_error",
            sample: "runner_configuration_error",
            summary: say!(
                lang,
                "Jobs ask for what the runner does not allow",
                "作业请求了 Runner 不允许的内容"
            ),
            description: say!(
                lang,
                "A variable above its maximum, an image or a pull policy that is not on the list. The job's log says which.",
                "变量超出最大值，或镜像、拉取策略不在允许列表中。作业日志会说明具体原因。"
            ),
            cause: "pull_policy_not_allowed",
        },
    )
}

fn errors(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let replicas = cx.plan.managers.replicas;
    let series = |values: String| {
        vec![(
            names.series(cx, "gitlab_runner_errors_total", "level=\"error\""),
            values,
        )]
    };
    Some(Alert {
        name: "GitLabRunnerErrors",
        severity: "warning",
        expr: [
            "sum(rate(",
            &names.of_managers("gitlab_runner_errors_total", "level=~\"error|fatal|panic\""),
            "[10m])) * 60 > ",
            &replicas.to_string(),
        ]
        .concat(),
        minutes: 15,
        summary: say!(lang, "The managers log many errors", "管理器日志中错误较多"),
        description: say!(
            lang,
            "The metric counts lines of the log. Read them: the same text over and over is one cause.",
            "该指标统计日志行数。请查看日志：反复出现的同一文本就是一个原因。"
        ),
        threshold: say!(
            lang,
            "More than one line a minute from each of {replicas} managers, for a quarter of an hour: an assumption.",
            "{replicas} 个管理器各自每分钟超过一行，持续一刻钟：为假定值。"
        ),
        cause: "",
        label: None,
        fires: series(["0+", &(replicas * 2 + 1).to_string(), "x400"].concat()),
        calm: series("5x400".to_string()),
    })
}

fn refused(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let selector = names.of_managers(
        "gitlab_runner_api_request_statuses_total",
        "endpoint!~\"update_job|patch_trace\",status=~\"401|403\"",
    );
    let status = |status: &str, values: &str| {
        let more = ["endpoint=\"request_job\",status=\"", status, "\""].concat();
        (
            names.series(cx, "gitlab_runner_api_request_statuses_total", &more),
            values.to_string(),
        )
    };
    Some(Alert {
        name: "GitLabRunnerTokenRefused",
        severity: "critical",
        expr: rose(&selector, "1h"),
        minutes: 1,
        summary: say!(
            lang,
            "GitLab refuses the runner's token",
            "GitLab 拒绝了 Runner 的令牌"
        ),
        description: say!(
            lang,
            "It was revoked, has expired, or the runner was deleted. After three refusals a manager stops asking for an hour: replace the token, then restart the managers.",
            "令牌已被吊销、过期，或 Runner 已被删除。连续三次被拒后管理器会停止请求一小时：先更换令牌，再重启管理器。"
        ),
        threshold: say!(
            lang,
            "A single answer 401 or 403 within the hour. What jobs report on themselves does not count: there 403 only says that the job was cancelled.",
            "一小时内出现一次 401 或 403 即触发。作业自身的上报不计：那里的 403 只表示作业已取消。"
        ),
        cause: "register_invalid_token",
        label: None,
        // It is there with three refusals at once, as three polls lie between two scrapes.
        fires: vec![status("403", "_x65 3x400")],
        calm: vec![status("204", "0+20x400")],
    })
}

fn unhealthy(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let metric = "gitlab_runner_worker_health_check_failures_total";
    if !metrics::has(cx.plan, metric) {
        return None;
    }
    Some(Alert {
        name: "GitLabRunnerUnhealthy",
        severity: "critical",
        expr: rose(&names.of_managers(metric, ""), "1h"),
        minutes: 1,
        summary: say!(
            lang,
            "A manager has stopped asking for jobs",
            "有管理器已停止请求作业"
        ),
        description: say!(
            lang,
            "After three failed requests in a row it pauses for an hour, while its pod looks healthy. GitLab cannot be reached, or refuses the token.",
            "连续三次请求失败后会暂停一小时，而 Pod 看起来正常。原因是无法访问 GitLab，或令牌被拒绝。"
        ),
        threshold: say!(
            lang,
            "A single time within the hour: the pause lasts as long (`unhealthy_interval`).",
            "一小时内出现一次即触发：暂停时间正是一小时（`unhealthy_interval`）。"
        ),
        cause: "register_invalid_token",
        label: None,
        fires: vec![(names.series(cx, metric, ""), "0x65 1x400".to_string())],
        calm: vec![(names.series(cx, metric, ""), "0x400".to_string())],
    })
}

fn unread(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let metric = "gitlab_runner_configuration_loading_error_total";
    if !metrics::has(cx.plan, metric) {
        return None;
    }
    Some(Alert {
        name: "GitLabRunnerConfigurationUnread",
        severity: "warning",
        expr: rose(&names.of_managers(metric, ""), "1h"),
        minutes: 1,
        summary: say!(
            lang,
            "A manager cannot read its configuration",
            "有管理器无法读取配置"
        ),
        description: say!(
            lang,
            "It goes on with the last good one, and a restart would fail. The log says the line.",
            "它会继续使用上一份有效配置，但重启会失败。日志中有出错的行。"
        ),
        threshold: say!(
            lang,
            "A single time within the hour.",
            "一小时内出现一次即触发。"
        ),
        cause: "runner_config_invalid",
        label: None,
        fires: vec![(names.series(cx, metric, ""), "0x65 1x400".to_string())],
        calm: vec![(names.series(cx, metric, ""), "0x400".to_string())],
    })
}

fn api(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let answers = |bad: &str| {
        let series = |status: &str, values: &str| {
            let more = ["endpoint=\"request_job\",status=\"", status, "\""].concat();
            (
                names.series(cx, "gitlab_runner_api_request_statuses_total", &more),
                values.to_string(),
            )
        };
        vec![series("502", bad), series("204", "0+20x400")]
    };
    Some(Alert {
        name: "GitLabRunnerApiErrors",
        severity: "warning",
        expr: [&names.of_rule(API), " > 0.1"].concat(),
        minutes: 10,
        summary: say!(lang, "GitLab answers with errors", "GitLab 返回错误"),
        description: say!(
            lang,
            "Answers 5xx: jobs start late and their logs arrive late. Look at GitLab and at the proxy before it.",
            "返回 5xx：作业启动与日志上报都会延迟。检查 GitLab 及其前面的代理。"
        ),
        threshold: say!(
            lang,
            "One of ten requests for ten minutes: an assumption; a restart of GitLab is shorter.",
            "十分钟内每十个请求有一个失败：为假定值；GitLab 重启所需时间更短。"
        ),
        cause: "",
        label: None,
        fires: answers("0+20x400"),
        calm: answers("0x400"),
    })
}

fn crowded(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let ceiling = cluster_ceiling(cx.plan, cx.answer)?;
    let slots = cx.plan.slots();
    let timeout = cx.plan.job.poll_timeout;
    let jobs = |jobs: i64| {
        vec![(
            names.series(cx, "gitlab_runner_jobs", "state=\"running\""),
            [&jobs.to_string(), "x400"].concat(),
        )]
    };
    Some(Alert {
        name: "GitLabRunnerClusterFull",
        severity: "warning",
        expr: [
            "sum(",
            &names.of_managers("gitlab_runner_jobs", ""),
            ") > ",
            &ceiling.to_string(),
        ]
        .concat(),
        minutes: 5,
        summary: say!(
            lang,
            "More jobs are taken than nodes hold",
            "已领取的作业多于节点可容纳的数量"
        ),
        description: say!(
            lang,
            "What does not fit stays Pending and fails after {timeout} s. Add nodes, ask for less, or lower the jobs per manager.",
            "放不下的作业保持 Pending，{timeout} 秒后失败。增加节点、降低请求，或减少每个管理器的作业数。"
        ),
        threshold: say!(
            lang,
            "By the plan's sums its nodes hold {ceiling} jobs, its managers take {slots}.",
            "按方案计算，节点可容纳 {ceiling} 个作业，管理器会接 {slots} 个。"
        ),
        cause: "sched_insufficient_resources",
        label: None,
        fires: jobs(ceiling + 1),
        calm: jobs(ceiling),
    })
}

fn pending(cx: &Cx, names: &Names) -> Option<Alert> {
    let lang = cx.lang;
    let timeout = cx.plan.job.poll_timeout;
    let minutes = minutes(timeout / 2).clamp(1, 30);
    let phase = |values: &str| {
        let namespace = super::names::string(&cx.plan.target.job_namespace);
        vec![(
            [
                "kube_pod_status_phase{namespace=",
                &namespace,
                ",pod=\"runner-x-project-1-concurrent-0\",phase=\"Pending\"}",
            ]
            .concat(),
            values.to_string(),
        )]
    };
    Some(Alert {
        name: "GitLabRunnerPodsPending",
        severity: "warning",
        expr: [
            "max by (pod) (",
            &names.of_jobs("kube_pod_status_phase", "phase=\"Pending\""),
            ") > 0",
        ]
        .concat(),
        minutes,
        summary: say!(
            lang,
            "The job pod {{label}} does not start",
            "作业 Pod {{label}} 未启动"
        ),
        description: say!(
            lang,
            "It waits for a node or for its images; after {timeout} s the runner gives up. Its events say what it waits for.",
            "它在等待节点或镜像；{timeout} 秒后 Runner 放弃。其事件会说明在等什么。"
        ),
        threshold: say!(
            lang,
            "Half of the poll timeout of {timeout} s, in whole minutes, from 1 to 30. Needs kube-state-metrics; without it the alert is silent.",
            "启动超时 {timeout} 秒的一半，按整分钟取 1 至 30。需要 kube-state-metrics；没有则不会触发。"
        ),
        cause: "sched_insufficient_resources",
        label: Some(("pod", "runner-x-project-1-concurrent-0")),
        fires: phase("1x400"),
        calm: phase("0x400"),
    })
}

fn held(cx: &Cx, names: &Names) -> Option<Alert> {
    if !metrics::has(cx.plan, "gitlab_runner_job_queue_duration_seconds") {
        return None;
    }
    let lang = cx.lang;
    let (wait, _) = queue_wait(cx.plan);
    let requests = cx.plan.managers.request_concurrency;
    let series = |short: bool| {
        let mut series = waits(cx, names, short);
        series.push((
            names.series(cx, "gitlab_runner_request_concurrency_exceeded_total", ""),
            "0+10x400".to_string(),
        ));
        series
    };
    Some(Alert {
        name: "GitLabRunnerRequestsHeld",
        severity: "info",
        expr: [
            "sum(rate(",
            &names.of_managers("gitlab_runner_request_concurrency_exceeded_total", ""),
            "[15m])) > 0 and on() (",
            &names.of_rule(WAIT),
            " > ",
            &wait.to_string(),
            ")",
        ]
        .concat(),
        minutes: 15,
        summary: say!(
            lang,
            "Too few requests for jobs at once",
            "同时请求作业的数量过少"
        ),
        description: say!(
            lang,
            "Jobs wait while requests for them are held back at request_concurrency = {requests}. Raise it if slots are free.",
            "作业在等待，而请求被 request_concurrency = {requests} 限制。若有空闲槽位，可调高。"
        ),
        threshold: say!(
            lang,
            "Any request held back, but only while jobs wait longer than {wait} s: an idle runner holds requests back as well.",
            "有请求被限制，且作业等待超过 {wait} 秒才触发：空闲的 Runner 也会限制请求。"
        ),
        cause: "",
        label: None,
        fires: series(false),
        calm: series(true),
    })
}
