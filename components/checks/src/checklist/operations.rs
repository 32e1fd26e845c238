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
            "runbooks/upgrade.md says what lies between the charts, what to check before and after each step, and the way back.",
            "runbooks/upgrade.md 说明两个 Chart 之间的变化、每一步前后的检查以及回退方式。",
        )),
    },
    Item {
        id: "ops-backup",
        text: t(
            "What cannot be made again is backed up",
            "无法重新生成的内容已备份",
        ),
        field: "",
        by: By::User(t(
            "These files under version control, Secrets at their origin, and what lives outside of them: settings in GitLab, node labels and taints, the Corefile. runbooks/backup.md does it, runbooks/restore.md is the drill.",
            "这些文件纳入版本控制，Secret 保留其来源，此外还有 GitLab 中的设置、节点标签与污点、Corefile。步骤见 runbooks/backup.md，演练见 runbooks/restore.md。",
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
            "runbooks/README.md lists them; runbooks/oncall.md has the first command for each of the usual symptoms, and Troubleshoot takes the log.",
            "目录见 runbooks/README.md；常见现象的第一条命令见 runbooks/oncall.md，日志可贴到“故障排查”。",
        )),
    },
    Item {
        id: "ops-oncall",
        text: t("Whoever is on call has practised", "值班人员已做过演练"),
        field: "",
        by: By::User(t(
            "runbooks/oncall.md has blanks to fill in. A manager deleted, a node drained and a full cluster are three drills worth an hour.",
            "runbooks/oncall.md 中有待填写的空项。删除一个管理器、排空一个节点、让集群满载，是值得花一小时的三项演练。",
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
