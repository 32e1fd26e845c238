//! Writes the manager pods: metrics, resources, security context, placement.

use crate::Context;
use runwright_documents::{Map, Node, Scalar, Seq};
use runwright_model::plan::{Platform, Scrape, Spread};
use runwright_model::text::t;

pub(super) fn put(cx: &Context, map: &mut Map) {
    metrics(cx, map);
    resources(cx, map);
    security_context(cx, map);
    placement(cx, map);
    let class = &cx.plan.managers.priority_class;
    if !class.is_empty() && cx.plan.chart_has(42) {
        map.put("priorityClassName", class)
            .field("managers.priority_class");
    }
}

fn metrics(cx: &Context, map: &mut Map) {
    let plan = cx.plan;
    if !plan.managers.metrics {
        return;
    }
    let mut metrics = Map::new();
    metrics.put("enabled", true).field("managers.metrics");
    // The chart writes the prometheus.io annotations by itself as soon as metrics are on; given once more as
    // podAnnotations, the key would stand twice.
    let scrape = plan.monitoring.scrape;
    let key = match scrape {
        Scrape::PodMonitor if plan.chart_has(85) => "podMonitor",
        Scrape::ServiceMonitor => "serviceMonitor",
        _ => "",
    };
    if !key.is_empty() {
        let mut monitor = Map::new();
        monitor.put("enabled", true).field("monitoring.scrape");
        let mut labels = Map::new();
        for label in &plan.monitoring.monitor_labels {
            if !label.key.is_empty() {
                labels.put(&label.key, &label.value);
            }
        }
        if !labels.is_empty() {
            monitor
                .put("labels", labels)
                .field("monitoring.monitor_labels");
        }
        metrics.put(key, monitor).field("monitoring.scrape");
    }
    map.put("metrics", metrics)
        .blank()
        .comment(t("Port 9252, without authentication.", "端口 9252，无认证。").get(cx.lang));
    if scrape == Scrape::ServiceMonitor {
        map.put_path(&["service", "enabled"], true)
            .field("monitoring.scrape");
        map.entry("service").comment(
            t(
                "The Service that the ServiceMonitor selects.",
                "ServiceMonitor 所选的 Service。",
            )
            .get(cx.lang),
        );
    }
}

fn resources(cx: &Context, map: &mut Map) {
    let managers = &cx.plan.managers;
    let mut resources = Map::new();
    for (path, quantity, field) in [
        (
            ["requests", "cpu"],
            managers.cpu_request,
            "managers.cpu_request",
        ),
        (
            ["requests", "memory"],
            managers.memory_request,
            "managers.memory_request",
        ),
        (["limits", "cpu"], managers.cpu_limit, "managers.cpu_limit"),
        (
            ["limits", "memory"],
            managers.memory_limit,
            "managers.memory_limit",
        ),
    ] {
        if let Some(quantity) = quantity {
            resources.put_path(&path, quantity.to_string()).field(field);
        }
    }
    if !resources.is_empty() {
        map.put("resources", resources).blank().comment(
            t(
                "Of each manager; those of the jobs are in the template above.",
                "每个管理器的资源；作业的资源在上面的模板中。",
            )
            .get(cx.lang),
        );
    }
}

/// The chart drops every capability and runs as non-root by itself; what it leaves open is written. Before 0.42 the
/// pod's context was named securityContext and knew the ids alone.
fn security_context(cx: &Context, map: &mut Map) {
    let plan = cx.plan;
    let mut context = Map::new();
    if plan.target.platform == Platform::Openshift {
        for id in ["runAsUser", "fsGroup"] {
            context
                .put(id, Node::Scalar(Scalar::Null))
                .field("target.platform");
        }
        if let Some(first) = context.entries.first_mut() {
            first.comment(
                t(
                    "Takes the chart's fixed ids away: OpenShift assigns its own.",
                    "去掉 Chart 固定的 ID：由 OpenShift 自行分配。",
                )
                .get(cx.lang),
            );
        }
    }
    let name = if plan.chart_has(42) {
        if plan.security.seccomp {
            context
                .put_path(&["seccompProfile", "type"], "RuntimeDefault")
                .field("security.seccomp");
        }
        "podSecurityContext"
    } else {
        "securityContext"
    };
    if !context.is_empty() {
        map.put(name, context).blank();
    }
}

fn placement(cx: &Context, map: &mut Map) {
    let plan = cx.plan;
    if plan.managers.replicas < 2 || plan.managers.spread == Spread::None {
        return;
    }
    let mut term = Map::new();
    term.put_path(&["labelSelector", "matchLabels", "app"], plan.fullname());
    term.put("topologyKey", "kubernetes.io/hostname");
    let required = plan.managers.spread == Spread::Required;
    let (key, item) = if required {
        ("requiredDuringSchedulingIgnoredDuringExecution", term)
    } else {
        let mut weighted = Map::new();
        weighted.put("weight", 100);
        weighted.put("podAffinityTerm", term);
        ("preferredDuringSchedulingIgnoredDuringExecution", weighted)
    };
    let mut affinity = Map::new();
    let mut items = Seq::new();
    items.push(item);
    affinity.put_path(&["podAntiAffinity", key], items);
    map.put("affinity", affinity)
        .field("managers.spread")
        .blank()
        .comment(
            t(
                "Keeps managers on different nodes; the chart labels each with app.",
                "让管理器分布在不同节点；Chart 给每个 Pod 打上标签 app。",
            )
            .get(cx.lang),
        );
    if required && plan.chart_has(60) {
        let mut strategy = Map::new();
        strategy.put("type", "RollingUpdate");
        strategy.put_path(&["rollingUpdate", "maxSurge"], 0);
        strategy.put_path(&["rollingUpdate", "maxUnavailable"], 1);
        map.put("strategy", strategy)
            .field("managers.spread")
            .comment(
                t(
                    "With a node for each manager there is no room for one more during an upgrade.",
                    "每个管理器独占一个节点时，升级期间没有位置再多放一个。",
                )
                .get(cx.lang),
            );
    }
}
