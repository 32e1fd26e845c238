//! Writes the rules: as an object for the Prometheus operator, and as a plain file for Prometheus and promtool.

use super::alerts::Alert;
use super::metrics;
use super::names::Names;
use super::recording::Recorded;
use crate::Cx;
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Seq};
use runwright_files::Artefact;
use runwright_model::protocol::FileGroup;
use runwright_model::say;

/// Names of the groups, in the order of evaluation.
pub const GROUPS: [&str; 2] = ["gitlab-runner.recording", "gitlab-runner.alerts"];

/// The plain file; the tests of the rules stand beside it.
pub const PLAIN: &str = "gitlab-runner.yaml";

/// What is said of alerts beyond their annotations.
pub const EXPLAINED: &str = "monitoring/alerts.md";

/// The object. It lies apart from the manifests, since a cluster without the operator refuses it.
pub fn object(cx: &Cx, names: &Names, recorded: &[Recorded], alerts: &[Alert]) -> Artefact {
    let lang = cx.lang;
    let plan = cx.plan;
    let mut object = Map::new();
    object.put("apiVersion", "monitoring.coreos.com/v1");
    object.put("kind", "PrometheusRule");
    let metadata = object.at(&["metadata"]);
    metadata
        .put("name", &names.fullname)
        .field("target.release");
    metadata
        .put("namespace", &plan.target.namespace)
        .field("target.namespace");
    let labels = metadata.at(&["labels"]);
    labels.put("app.kubernetes.io/name", runwright_model::derive::CHART);
    labels.put("app.kubernetes.io/instance", &plan.target.release);
    labels.put("app.kubernetes.io/managed-by", "runwright");
    for label in &plan.monitoring.monitor_labels {
        if !label.key.is_empty() {
            labels
                .put(&label.key, &label.value)
                .field("monitoring.monitor_labels");
        }
    }
    if plan.monitoring.monitor_labels.is_empty() {
        metadata.entry("labels").comment(lang.pick(
            "An operator may select rules by a label, often release: add it as a setting of the plan.",
            "operator 可能按标签选择规则（通常是 release）：在方案中添加该标签。",
        ));
    }
    object.put_path(&["spec", "groups"], groups(cx, names, recorded, alerts));
    let about = lang.pick(
        "Recording rules and alerts for the Prometheus operator.",
        "供 Prometheus operator 使用的记录规则与告警。",
    );
    let document = head(cx, Document::new(object), about).head(say!(
        lang,
        "Needs the operator's CRDs. Apply it by itself:\n  kubectl apply -f monitoring/prometheus-rule.yaml\nWithout the operator, load rules/{PLAIN} as a rule file.",
        "需要 operator 的 CRD。单独应用：\n  kubectl apply -f monitoring/prometheus-rule.yaml\n没有 operator 时，把 rules/{PLAIN} 作为规则文件加载。"
    ));
    Artefact {
        path: "monitoring/prometheus-rule.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: yaml::print(&[document]),
    }
}

/// The same rules as a file of Prometheus itself.
pub fn plain(cx: &Cx, names: &Names, recorded: &[Recorded], alerts: &[Alert]) -> Artefact {
    let lang = cx.lang;
    let mut file = Map::new();
    file.put("groups", groups(cx, names, recorded, alerts));
    let about = lang.pick(
        "The same rules as a plain file of Prometheus.",
        "同样的规则，Prometheus 规则文件格式。",
    );
    let document = head(cx, Document::new(file), about).head(say!(
        lang,
        "Check it, in this folder:\n  promtool check rules {PLAIN}\n  promtool test rules gitlab-runner_test.yaml",
        "在此目录中检查：\n  promtool check rules {PLAIN}\n  promtool test rules gitlab-runner_test.yaml"
    ));
    Artefact {
        path: ["rules/", PLAIN].concat().into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: yaml::print(&[document]),
    }
}

/// What the rules look at, and what this runner cannot be asked.
fn head(cx: &Cx, document: Document, about: &str) -> Document {
    let lang = cx.lang;
    let mut document = document.head(about).head(lang.pick(
        "Series are found by namespace and pod: PodMonitor, ServiceMonitor and the scrape job of this kit set both. A Prometheus that scrapes by annotations must name them so too, not kubernetes_namespace.",
        "按 namespace 与 pod 查找序列：PodMonitor、ServiceMonitor 与本运维包的抓取任务都会设置这两个标签。按注解抓取的 Prometheus 也须使用这些名称，而不是 kubernetes_namespace。",
    ));
    let runner = cx.plan.runner();
    let missing: Vec<&str> = [
        "gitlab_runner_job_queue_duration_seconds",
        "gitlab_runner_worker_health_check_failures_total",
        "gitlab_runner_configuration_loading_error_total",
    ]
    .into_iter()
    .filter(|name| !metrics::has(cx.plan, name))
    .collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        document = document.head(say!(
            lang,
            "GitLab Runner {runner} has no {missing}; alerts on them are left out.",
            "GitLab Runner {runner} 没有 {missing}，相关告警已略去。"
        ));
    }
    if super::names::cluster_ceiling(cx.plan, cx.answer).is_none() {
        document = document.head(lang.pick(
            "By the plan's sums the nodes hold all slots, or hold none: no alert on their ceiling.",
            "按方案计算，节点可容纳全部槽位（或完全无法容纳），因此没有关于节点上限的告警。",
        ));
    }
    document
}

fn groups(cx: &Cx, names: &Names, recorded: &[Recorded], alerts: &[Alert]) -> Seq {
    let mut records = Seq::new();
    for rule in recorded {
        let mut map = Map::new();
        map.put("record", rule.name).comment(&rule.about);
        map.put("expr", &rule.expr);
        map.put("labels", labels(names));
        records.push(map);
    }
    let mut list = Seq::new();
    for alert in alerts {
        let mut map = Map::new();
        map.put("alert", alert.name).comment(&alert.threshold);
        map.put("expr", &alert.expr).field(field(alert.name));
        map.put("for", [&alert.minutes.to_string(), "m"].concat());
        let mut own = labels(names);
        own.put("severity", alert.severity);
        map.put("labels", own);
        let mut notes = Map::new();
        for (name, text) in annotations(cx, alert) {
            let label = alert.label.map_or("", |(label, _)| label);
            let shown = ["{{ $labels.", label, " }}"].concat();
            notes.put(name, template(&text).replace("{label}", &shown));
        }
        map.put("annotations", notes);
        list.push(map).blank();
    }
    let mut groups = Seq::new();
    for (name, rules) in GROUPS.iter().zip([records, list]) {
        let mut group = Map::new();
        group.put("name", *name);
        group.put("rules", rules);
        groups.push(group).blank();
    }
    groups
}

/// The field that decides a threshold.
fn field(alert: &str) -> &'static str {
    match alert {
        "GitLabRunnerFewerManagers" | "GitLabRunnerErrors" => "managers.replicas",
        "GitLabRunnerSlotsNearlyFull" => "managers.concurrent",
        "GitLabRunnerQueueWaitLong" | "GitLabRunnerRequestsHeld" => "monitoring.queue_wait",
        "GitLabRunnerJobsFailBySystem"
        | "GitLabRunnerImagePullsFail"
        | "GitLabRunnerJobsRefused" => "monitoring.fail_share",
        "GitLabRunnerPodsPending" => "job.poll_timeout",
        _ => "managers.metrics",
    }
}

/// Labels of every rule: by them Alertmanager finds who is told.
pub fn labels(names: &Names) -> Map {
    let mut map = Map::new();
    for (name, value) in &names.labels {
        map.put(*name, value);
    }
    map
}

/// Name and text of an alert's annotations, before they become templates.
pub fn annotations(cx: &Cx, alert: &Alert) -> Vec<(&'static str, String)> {
    let mut notes = vec![
        ("summary", alert.summary.clone()),
        ("description", alert.description.clone()),
        ("runbook_url", runbook(cx, alert.name)),
    ];
    if !alert.cause.is_empty() {
        notes.push(("cause", alert.cause.to_string()));
    }
    notes
}

/// Where more is said of an alert: its heading in the file of this bundle.
fn runbook(cx: &Cx, alert: &str) -> String {
    let base = cx.plan.monitoring.runbook_url.trim_end_matches('/');
    let slash = if base.is_empty() { "" } else { "/" };
    [base, slash, EXPLAINED, "#", &alert.to_ascii_lowercase()].concat()
}

/// Annotations are templates: braces of the text must not begin one.
fn template(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}
