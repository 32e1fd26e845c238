//! Judges the managers: how many, how much at once, how they come and go.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::plan::{Scrape, Spread};
use runwright_model::text::t;
use runwright_model::{Edit, Severity, say};

pub(super) const RULES: &[Rule] = &[
    advice("MGR-101", "managers.replicas", single),
    warning("MGR-102", "managers.request_concurrency", long_polling),
    advice(
        "MGR-103",
        "managers.request_concurrency",
        more_requests_than_slots,
    ),
    advice("MGR-104", "managers.limit", limit_without_effect),
    warning("MGR-105", "managers.grace_period", short_grace),
    warning(
        "MGR-106",
        "managers.shutdown_timeout",
        shutdown_beyond_grace,
    ),
    error("MGR-107", "managers.memory_limit", limit_below_request),
    warning("MGR-108", "managers.memory_request", nothing_requested),
    warning("MGR-109", "managers.spread", no_room_for_an_update),
    advice("MGR-110", "managers.spread", all_on_one_node),
    advice("MGR-111", "managers.disruption_budget", no_budget),
    advice("MGR-112", "managers.metrics", no_metrics),
    advice("MGR-113", "monitoring.scrape", monitor_left_out),
    advice("MGR-114", "managers.metrics", metrics_for_all),
    warning("MGR-116", "monitoring.scrape", monitor_unknown),
    error("MGR-115", "managers.replicas", refused_by_old_chart),
];

/// Charts up to 0.53 refuse an inline token with more than one manager, and with a Secret their entrypoint ends
/// (fminna/mycharts@f783e417:gitlab-runner/templates/configmap.yaml, chart 0.53.1). Which release dropped the
/// check between 0.53 and 0.86 is not known; 0.86 lacks it.
fn refused_by_old_chart(cx: &Cx, out: &mut Report) {
    if cx.plan.managers.replicas > 1 && !cx.plan.chart_has(54) {
        let (chart, replicas) = (cx.plan.target.chart, cx.plan.managers.replicas);
        out.say(
            t("This chart allows one manager only", "此 Chart 只允许一个管理器"),
            say!(
                cx.lang,
                "Chart {chart} stops when a runner token is used with more than one manager; the plan has {replicas}. Managers would crash at start.",
                "使用 Runner 令牌时，Chart {chart} 不允许多个管理器；方案中有 {replicas} 个，启动时会崩溃。"
            ),
        )
        .fix(
            t("One manager", "一个管理器"),
            vec![Edit::set("managers.replicas", "1")],
        );
    }
}

fn single(cx: &Cx, out: &mut Report) {
    if cx.plan.managers.replicas == 1 {
        out.say(
            t("There is one manager only", "只有一个管理器"),
            cx.t(t(
                "While it restarts or its node is drained, no job is taken, and a forced stop aborts every job it watches.",
                "它重启或所在节点排空期间不会接收作业，强制停止还会中止它照看的全部作业。",
            ))
            .to_string(),
        )
        .fix(
            t("Two managers, half the jobs each", "两个管理器，各负责一半作业"),
            vec![
                Edit::set("managers.replicas", "2"),
                Edit::set(
                    "managers.concurrent",
                    cx.plan.managers.concurrent.div_ceil(2).max(1).to_string(),
                ),
            ],
        );
    }
}

fn long_polling(cx: &Cx, out: &mut Report) {
    if cx.plan.managers.request_concurrency == 1 && cx.plan.slots_per_manager() > 1 {
        out.say(
            t("One slow request holds up the rest", "一个慢请求会拖住其余请求"),
            cx.t(t(
                "With long polling GitLab keeps a request open until a job is there; meanwhile this manager asks for no other. The runner warns about it at every start and suggests 2 to 4.",
                "长轮询时 GitLab 会一直保持请求直到有作业，期间该管理器不会再请求。Runner 每次启动都会对此警告，建议设为 2 到 4。",
            ))
            .to_string(),
        )
        .fix(
            t("Set 2", "设为 2"),
            vec![Edit::set("managers.request_concurrency", "2")],
        );
    }
}

fn more_requests_than_slots(cx: &Cx, out: &mut Report) {
    let slots = cx.plan.slots_per_manager();
    let requests = cx.plan.managers.request_concurrency;
    if requests > slots.max(2) {
        out.say(
            t("More requests than jobs", "请求数多于作业数"),
            say!(
                cx.lang,
                "A manager takes {} jobs at once, so {} requests are never open together.",
                "一个管理器同时最多 {} 个作业，用不到 {} 个并发请求。",
                slots,
                requests
            ),
        )
        .fix_named(
            say!(cx.lang, "Set {}", "设为 {}", slots.clamp(2, 4)),
            vec![Edit::set(
                "managers.request_concurrency",
                slots.clamp(2, 4).to_string(),
            )],
        );
    }
}

fn limit_without_effect(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    if managers.limit != 0 && managers.limit >= managers.concurrent {
        out.say(
            t("The limit changes nothing", "该上限不起作用"),
            say!(
                cx.lang,
                "concurrent already stops each manager at {}.",
                "concurrent 已将每个管理器限制在 {} 个作业。",
                managers.concurrent
            ),
        )
        .fix(
            t("Leave it to concurrent", "只用 concurrent"),
            vec![Edit::reset("managers.limit")],
        );
    }
}

fn short_grace(cx: &Cx, out: &mut Report) {
    let seconds = cx.plan.managers.grace_period;
    if seconds < 3600 {
        let severity = if seconds < 600 {
            Severity::Warning
        } else {
            Severity::Advice
        };
        out.say(
            t(
                "Updates cut long jobs off",
                "升级会切断较长的作业",
            ),
            say!(
                cx.lang,
                "A stopping manager waits {} s for its jobs; GitLab lets a job run for an hour unless told otherwise. What runs longer is lost with the pod.",
                "管理器停止时只等作业 {} 秒，而 GitLab 默认允许作业运行一小时。超时的作业会随 Pod 丢失。",
                seconds
            ),
        )
        .severity(severity)
        .fix(
            t("Wait for an hour", "等待一小时"),
            vec![Edit::set("managers.grace_period", "3600")],
        );
    }
}

fn shutdown_beyond_grace(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    if managers.shutdown_timeout >= managers.grace_period {
        out.say(
            t(
                "The shutdown timeout outlasts the grace period",
                "关停超时超过了终止宽限期",
            ),
            say!(
                cx.lang,
                "Kubernetes ends the pod after {} s, so {} s are never waited for.",
                "Kubernetes 在 {} 秒后结束 Pod，等不到 {} 秒。",
                managers.grace_period,
                managers.shutdown_timeout
            ),
        )
        .fix(
            t("Back to 30 s", "改回 30 秒"),
            vec![Edit::reset("managers.shutdown_timeout")],
        );
    }
}

fn limit_below_request(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    let pairs = [
        (
            "managers.cpu_limit",
            managers.cpu_request,
            managers.cpu_limit,
        ),
        (
            "managers.memory_limit",
            managers.memory_request,
            managers.memory_limit,
        ),
    ];
    for (id, request, limit) in pairs {
        if let (Some(request), Some(limit)) = (request, limit)
            && limit < request
        {
            out.say(
                t("The limit is below the request", "上限低于请求"),
                say!(
                    cx.lang,
                    "{} is less than {}: the API server refuses the Deployment's pods.",
                    "{} 小于 {}，API 服务器会拒绝该 Deployment 的 Pod。",
                    limit,
                    request
                ),
            )
            .at(id)
            .fix_named(
                say!(cx.lang, "Raise it to {}", "提高到 {}", request),
                vec![Edit::set(id, request.canonical())],
            );
        }
    }
}

fn nothing_requested(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    let nothing = managers.memory_request.is_none() && managers.memory_limit.is_none();
    if nothing {
        out.say(
            t(
                "Managers ask for no memory",
                "管理器没有请求内存",
            ),
            cx.t(t(
                "On a node short of memory they are among the first to go, and their jobs with them.",
                "节点内存不足时它们会最先被驱逐，所带的作业随之中止。",
            ))
            .to_string(),
        )
        .fix(
            t("Request 128Mi, at most 256Mi", "请求 128Mi，上限 256Mi"),
            vec![
                Edit::reset("managers.memory_request"),
                Edit::reset("managers.memory_limit"),
            ],
        );
    }
}

fn nodes_for_managers(cx: &Cx) -> Option<u32> {
    let capacity = &cx.plan.capacity;
    let nodes = capacity.pools.iter().map(|pool| pool.nodes);
    capacity
        .managers_here
        .then(|| nodes.fold(0, u32::saturating_add))
}

/// A rolling update starts the new pod before the old one ends.
fn no_room_for_an_update(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    let Some(nodes) = nodes_for_managers(cx) else {
        return;
    };
    if managers.spread == Spread::Required && managers.replicas > 1 && managers.replicas >= nodes {
        out.say(
            t("Updates find no free node", "升级时没有空闲节点"),
            say!(
                cx.lang,
                "{} managers never share a node, and there are {}: the next one of a rolling update stays Pending.",
                "{} 个管理器互不共享节点，而节点只有 {} 个：滚动升级的新 Pod 会一直 Pending。",
                managers.replicas,
                nodes
            ),
        )
        .fix(
            t("Keep them apart where possible", "尽量分开即可"),
            vec![Edit::set("managers.spread", "preferred")],
        );
    }
}

fn all_on_one_node(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    if managers.spread == Spread::None && managers.replicas > 1 {
        out.say(
            t("All managers may share a node", "管理器可能都在同一节点"),
            cx.t(t(
                "Then the failure of that node stops CI, whatever the number of managers.",
                "那样无论有几个管理器，该节点故障都会使 CI 停止。",
            ))
            .to_string(),
        )
        .fix(
            t("Keep them apart where possible", "尽量分开"),
            vec![Edit::set("managers.spread", "preferred")],
        );
    }
}

fn no_budget(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    if managers.replicas > 1 && !managers.disruption_budget {
        out.say(
            t(
                "A node drain may take every manager",
                "节点排空可能带走所有管理器",
            ),
            cx.t(t(
                "A disruption budget lets drains evict one manager at a time.",
                "中断预算让排空时一次只驱逐一个管理器。",
            ))
            .to_string(),
        )
        .fix(
            t("Add a budget", "添加中断预算"),
            vec![Edit::set("managers.disruption_budget", "true")],
        );
    }
}

fn no_metrics(cx: &Cx, out: &mut Report) {
    if !cx.plan.managers.metrics {
        out.say(
            t("Nothing is measured", "没有任何指标"),
            cx.t(t(
                "Without metrics nobody sees that slots are full or that jobs fail for system reasons.",
                "没有指标，就看不到槽位已满或作业因系统原因失败。",
            ))
            .to_string(),
        )
        .fix(
            t("Turn metrics on", "开启指标"),
            vec![Edit::set("managers.metrics", "true")],
        );
    }
}

fn monitor_left_out(cx: &Cx, out: &mut Report) {
    let name = match cx.plan.monitoring.scrape {
        Scrape::PodMonitor if cx.plan.chart_has(85) => "PodMonitor",
        Scrape::ServiceMonitor => "ServiceMonitor",
        _ => return,
    };
    if cx.plan.managers.metrics {
        out.tell(
            say!(
                cx.lang,
                "Offline rendering leaves the {name} out",
                "离线渲染会漏掉 {name}"
            ),
            cx.t(t(
                "The chart writes it only where the cluster knows the CRD. Argo CD and helm template need --api-versions monitoring.coreos.com/v1.",
                "只有集群具备该 CRD 时 Chart 才会生成。Argo CD 与 helm template 需加 --api-versions monitoring.coreos.com/v1。",
            ))
            .to_string(),
        );
    }
}

fn monitor_unknown(cx: &Cx, out: &mut Report) {
    let plan = cx.plan;
    if plan.managers.metrics && plan.monitoring.scrape == Scrape::PodMonitor && !plan.chart_has(85)
    {
        let chart = plan.target.chart;
        out.say(
            t("This chart makes no PodMonitor", "此 Chart 不会创建 PodMonitor"),
            say!(
                cx.lang,
                "Chart {chart} does not know metrics.podMonitor, which came with 0.85: nothing would be scraped. It does make a ServiceMonitor.",
                "Chart {chart} 没有 metrics.podMonitor（0.85 才加入），不会有任何抓取；它可以创建 ServiceMonitor。"
            ),
        )
        .fix(
            t("Take a ServiceMonitor", "改用 ServiceMonitor"),
            vec![Edit::set("monitoring.scrape", "service_monitor")],
        );
    }
}

fn metrics_for_all(cx: &Cx, out: &mut Report) {
    if cx.plan.managers.metrics && !cx.plan.security.network_policy {
        out.say(
            t(
                "Jobs can read the metrics port",
                "作业可以访问指标端口",
            ),
            cx.t(t(
                "Port 9252 asks for no password and shows the jobs that run, debug pages included. A network policy for jobs closes the way.",
                "9252 端口没有认证，会显示正在运行的作业及调试页面。作业网络策略可阻断访问。",
            ))
            .to_string(),
        );
    }
}
