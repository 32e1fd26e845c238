//! Finds values that stop the rendering, or that Kubernetes refuses once rendered.

use runwright_model::say;

use super::super::node::{Node, Value};
use super::super::report::Report;
use super::super::rules;

pub fn check(values: &Node, out: &mut Report) {
    nulls(values, out);
    image(values, out);
    autoscaler(values, out);
    session_server(values, out);
    pod_labels(values, out);
    big_numbers(values, out);
}

fn nulls(values: &Node, out: &mut Report) {
    for path in [
        &["metrics"][..],
        &["rbac"],
        &["livenessProbe"],
        &["readinessProbe"],
        &["runners"],
        &["runners", "config"],
    ] {
        let (Some(last), Some(node)) = (path.last(), values.find(path)) else {
            continue;
        };
        if !node.is_null() {
            continue;
        }
        let at = match path {
            [parent, _] => values.get(parent).and_then(|parent| parent.entry(last)),
            _ => values.entry(last),
        }
        .map_or(node.at, |entry| entry.at);
        let name = path.join(".");
        let empty = if *last == "config" { "\"\"" } else { "{}" };
        out.tell(
            rules::NULL_VALUE,
            at,
            say!(
                out.lang,
                "{name} is empty, which reads as null",
                "{name} 为空，等同于 null"
            ),
            say!(
                out.lang,
                "The chart's templates fail on it. Remove the key, or write {empty}.",
                "Chart 的模板会因此失败。请删除该键，或写成 {empty}。"
            ),
        );
    }
}

fn image(values: &Node, out: &mut Report) {
    if let Some(image) = values.entry("image")
        && matches!(image.node.value, Value::Text(_))
    {
        out.say(
            rules::IMAGE_STRING,
            image.at,
            ("image must be a map", "image 必须是映射"),
            (
                "The chart's templates fail on a string. Write registry, image and tag below it.",
                "Chart 的模板遇到字符串会失败。请在其下分别写 registry、image、tag。",
            ),
        );
    }
}

fn autoscaler(values: &Node, out: &mut Report) {
    for metric in values
        .find(&["hpa", "metrics"])
        .map(Node::items)
        .unwrap_or_default()
    {
        let kinds = metric
            .entries()
            .iter()
            .filter(|entry| entry.node.map().is_some());
        for entry in kinds.flat_map(|kind| kind.node.entries()) {
            if !matches!(
                entry.key.as_str(),
                "metricName" | "targetAverageValue" | "targetValue" | "targetAverageUtilization"
            ) {
                continue;
            }
            let key = &entry.key;
            out.tell(
                rules::HPA_METRICS,
                entry.at,
                say!(out.lang, "{key} belongs to autoscaling/v2beta1", "{key} 属于 autoscaling/v2beta1"),
                say!(
                    out.lang,
                    "The chart writes autoscaling/v2, and the API refuses this form. Write metric: {{name: …}} and target: {{type: AverageValue, averageValue: …}}.",
                    "Chart 生成的是 autoscaling/v2，API 会拒绝这种写法。请写 metric: {{name: …}} 与 target: {{type: AverageValue, averageValue: …}}。"
                ),
            );
        }
    }
}

fn session_server(values: &Node, out: &mut Report) {
    let enabled = values
        .find(&["sessionServer", "enabled"])
        .is_some_and(Node::is_true);
    let Some(replicas) = values.entry("replicas") else {
        return;
    };
    if enabled && replicas.node.int().is_some_and(|count| count != 1) {
        out.say(
            rules::SESSION_REPLICAS,
            replicas.at,
            ("the session server is off unless there is one replica", "副本数不为 1 时会话服务器不启用"),
            ("The chart drops it without a word, and web terminals do not work. Keep replicas at 1 or turn sessionServer off.", "Chart 会直接省略它，Web 终端不可用。请保持 replicas 为 1，或关闭 sessionServer。"),
        );
    }
}

fn pod_labels(values: &Node, out: &mut Report) {
    for entry in values
        .get("podLabels")
        .map(Node::entries)
        .unwrap_or_default()
    {
        if matches!(entry.key.as_str(), "app" | "chart" | "release" | "heritage") {
            let key = &entry.key;
            out.tell(
                rules::POD_LABELS,
                entry.at,
                say!(
                    out.lang,
                    "podLabels.{key} is a label of the chart's own",
                    "podLabels.{key} 是 Chart 自己的标签"
                ),
                say!(
                    out.lang,
                    "The key would stand twice in the Deployment. Use another label.",
                    "该键会在 Deployment 中出现两次。请换用其他标签。"
                ),
            );
        }
    }
}

/// Helm's templates print whole numbers of a million and more in exponent form.
fn big_numbers(values: &Node, out: &mut Report) {
    for key in [
        "terminationGracePeriodSeconds",
        "concurrent",
        "checkInterval",
        "shutdown_timeout",
        "replicas",
    ] {
        let Some(entry) = values.entry(key) else {
            continue;
        };
        if entry.node.int().is_some_and(|value| value >= 1_000_000) {
            out.tell(
                rules::BIG_NUMBER,
                entry.node.at,
                say!(out.lang, "{key} is printed as 1e+06 or the like", "{key} 会被输出为 1e+06 这样的形式"),
                say!(out.lang, "Helm prints numbers of a million and more with an exponent, which is refused. Use a smaller one.", "Helm 会把一百万及以上的数字输出为指数形式，从而被拒绝。请改用更小的数。"),
            );
        }
    }
}
