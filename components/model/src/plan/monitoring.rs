//! Monitoring: how metrics and logs are collected, and when somebody is told.

use super::nodes::NodeLabel;
use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::text::t;
use crate::{choice, section};

choice! {
    /// How Prometheus finds the managers.
    Scrape {
        PodMonitor = "pod_monitor" t("PodMonitor", "PodMonitor"),
            t("Made by the chart from 0.85 on; needs the Prometheus operator.", "由 Chart 创建（0.85 起）；需要 Prometheus operator。");
        ServiceMonitor = "service_monitor" t("ServiceMonitor", "ServiceMonitor"),
            t("For charts before 0.85, with a Service in front of the port; needs the operator as well.", "用于 0.85 之前的 Chart，并在端口前创建 Service；同样需要 operator。");
        Annotations = "annotations" t("Annotations", "注解"),
            t("The chart's prometheus.io annotations, for a Prometheus that scrapes by them.", "Chart 自带的 prometheus.io 注解，供按注解抓取的 Prometheus 使用。");
        Port = "port" t("Own scrape job", "自建抓取任务"),
            t("The port is open and nothing else; the kit holds a scrape job for Prometheus.", "只开放端口；运维包提供 Prometheus 的抓取任务。");
    }
}

choice! {
    /// What collects the logs.
    LogCollector {
        None = "none" t("None", "无");
        Loki = "loki" t("Alloy to Loki", "Alloy 送至 Loki");
        FluentBit = "fluent_bit" t("Fluent Bit", "Fluent Bit");
    }
}

section! {
    /// How the runner is watched.
    Monitoring "monitoring" {
        scrape: Scrape = Initial::Text("annotations"), Kind::Choice(Scrape::OPTIONS),
            t("Scraping", "抓取方式"),
            t("How Prometheus finds the managers.", "Prometheus 如何发现管理器。");
        monitor_labels: Vec<NodeLabel> = Initial::Rows(&[]), Kind::Rows(NodeLabel::COLUMNS),
            t("Labels for the operator", "供 operator 选择的标签"),
            t("The Prometheus operator reads only monitors and rules that carry the labels it selects, often release=kube-prometheus-stack.", "Prometheus operator 只读取带有其所选标签的监控对象与规则，通常是 release=kube-prometheus-stack。");
        queue_wait: Option<u32> = Initial::Text(""), Kind::Int { min: 1, max: 3000, unit: t("s", "秒") },
            t("Acceptable wait", "可接受的排队时间"),
            t("How long a job may wait in GitLab before it counts as late. Also written to runners.monitoring; without a value the alert assumes 300.", "作业在 GitLab 中等待多久算过久。也会写入 runners.monitoring；未填时告警按 300 计。") => .since(16, 10);
        fail_share: u32 = Initial::Text("5"), Kind::Int { min: 1, max: 100, unit: t("%", "%") },
            t("Acceptable share of failures", "可接受的失败比例"),
            t("Of all jobs, those that fail for reasons of the runner or the cluster, not of their script.", "全部作业中因 Runner 或集群（而非脚本）失败的比例。");
        log_collector: LogCollector = Initial::Text("none"), Kind::Choice(LogCollector::OPTIONS),
            t("Log collector", "日志采集"),
            t("Job pods vanish with the job; what was not collected is gone.", "作业 Pod 随作业删除，未采集的日志就此丢失。");
        runbook_url: String = Initial::Text(""), Kind::Text(Format::Url),
            t("Address of these files", "这些文件的地址"),
            t("Where the unpacked bundle is kept for reading; alerts link to its monitoring/alerts.md. Empty, they name the file.", "解压后的下载包供人查阅的地址，告警会链接到其中的 monitoring/alerts.md；留空则只写文件名。") => .example("https://gitlab.example.com/platform/runner/-/blob/main");
    }
}
