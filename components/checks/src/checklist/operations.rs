//! Items about watching the runner and keeping it running.

use super::{By, Item, pass_if};
use crate::context::Cx;
use runwright_model::plan::Scrape;
use runwright_model::protocol::CheckState;
use runwright_model::say;
use runwright_model::text::t;

pub(super) const MONITORING: &[Item] = &[
    Item {
        id: "mon-metrics",
        text: t(
            "Prometheus scrapes the managers",
            "Prometheus 会抓取管理器指标",
        ),
        field: "managers.metrics",
        by: By::Plan(metrics),
    },
    Item {
        id: "mon-alerts",
        text: t(
            "Somebody is told when runners fail",
            "Runner 故障时有人收到告警",
        ),
        field: "monitoring.fail_share",
        by: By::User(t(
            "monitoring/prometheus-rule.yaml holds the alerts with this plan's thresholds; somebody must receive them.",
            "monitoring/prometheus-rule.yaml 含按此方案取阈值的告警；还需有人接收。",
        )),
    },
    Item {
        id: "mon-logs",
        text: t("Logs of managers are collected", "管理器日志已集中收集"),
        field: "monitoring.log_collector",
        by: By::User(t(
            "Job pods are deleted when the job ends; only what was collected remains. The plan writes a pipeline for Alloy or Fluent Bit; the log format json helps.",
            "作业结束后 Pod 即删除，只有收集到的日志会保留。方案可生成 Alloy 或 Fluent Bit 的采集配置；日志格式用 json 更便于处理。",
        )),
    },
    Item {
        id: "mon-dashboard",
        text: t(
            "A dashboard shows what nodes and jobs use",
            "仪表板展示节点与作业的资源使用",
        ),
        field: "",
        by: By::User(t(
            "monitoring/dashboard.json shows jobs, slots, waits and failures; what nodes use comes from the cluster's own monitoring.",
            "monitoring/dashboard.json 展示作业、槽位、等待与失败；节点用量来自集群自身的监控。",
        )),
    },
];

pub(super) const ITEMS: &[Item] = &[
    Item {
        id: "ops-drain",
        text: t(
            "Updates and node drains let running jobs finish",
            "升级与节点排空会等待运行中的作业",
        ),
        field: "managers.grace_period",
        by: By::Plan(drain),
    },
    Item {
        id: "ops-upgrade",
        text: t("How to upgrade is written down", "升级步骤已成文"),
        field: "",
        by: By::User(t(
            "Keep runner and GitLab on the same minor version; read the chart's changelog; install.sh is repeatable.",
            "Runner 与 GitLab 保持相同次版本；阅读 Chart 变更日志；install.sh 可重复执行。",
        )),
    },
    Item {
        id: "ops-backup",
        text: t(
            "These files are under version control",
            "这些文件已纳入版本控制",
        ),
        field: "",
        by: By::User(t(
            "The runner keeps no state; the files and the Secret's origin are all that is needed to rebuild it.",
            "Runner 没有状态，有这些文件与 Secret 的来源即可重建。",
        )),
    },
    Item {
        id: "ops-runbook",
        text: t(
            "There is a runbook for the usual failures",
            "常见故障有处理手册",
        ),
        field: "",
        by: By::User(t(
            "Pending pods, images that do not pull, names that do not resolve, containers killed for memory.",
            "Pod 一直 Pending、镜像拉取失败、域名无法解析、容器因内存被杀。",
        )),
    },
    Item {
        id: "ops-oncall",
        text: t("Whoever is on call has practised", "值班人员已做过演练"),
        field: "",
        by: By::User(t(
            "A manager deleted, a node drained and a full cluster are three drills worth an hour.",
            "删除一个管理器、排空一个节点、让集群满载，是值得花一小时的三项演练。",
        )),
    },
];

fn metrics(cx: &Cx) -> (CheckState, String) {
    let plan = cx.plan;
    let text = match plan.monitoring.scrape {
        _ if !plan.managers.metrics => t("Metrics are off.", "指标已关闭。"),
        Scrape::PodMonitor if plan.chart_has(85) => t(
            "A PodMonitor selects the managers.",
            "PodMonitor 会选中管理器。",
        ),
        Scrape::ServiceMonitor => t(
            "A ServiceMonitor selects the managers' Service.",
            "ServiceMonitor 会选中管理器的 Service。",
        ),
        Scrape::Port => t(
            "Port 9252 is open; monitoring/scrape-job.yaml holds the job for Prometheus.",
            "9252 端口已开放；Prometheus 的抓取任务见 monitoring/scrape-job.yaml。",
        ),
        Scrape::PodMonitor | Scrape::Annotations => t(
            "Port 9252 is open and carries scrape annotations; check the target in Prometheus.",
            "9252 端口已开放并带有抓取注解，请在 Prometheus 中确认目标。",
        ),
    };
    pass_if(plan.managers.metrics, cx.t(text).to_string())
}

fn drain(cx: &Cx) -> (CheckState, String) {
    let managers = &cx.plan.managers;
    let budget = managers.replicas < 2 || managers.disruption_budget;
    pass_if(
        managers.grace_period >= 3600 && budget,
        say!(
            cx.lang,
            "Grace period {} s, disruption budget {}.",
            "宽限期 {} 秒，中断预算{}。",
            managers.grace_period,
            match (managers.replicas < 2, managers.disruption_budget) {
                (true, _) => cx.lang.pick("not needed", "不需要"),
                (_, true) => cx.lang.pick("on", "已启用"),
                (_, false) => cx.lang.pick("off", "未启用"),
            }
        ),
    )
}
