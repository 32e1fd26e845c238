//! Finds values that stop the rendering, or that Kubernetes refuses once rendered.

use runwright_model::catalogue::Part;
use runwright_model::version::Version;
use runwright_model::{Edit, Json, say};

use super::super::fix;
use super::super::node::{Entry, Node, Value};
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
        let entry = match path {
            [parent, _] => values.get(parent).and_then(|parent| parent.entry(last)),
            _ => values.entry(last),
        };
        let at = entry.map_or(node.at, |entry| entry.at);
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
        let (label, edits) = (fix::removal(out.lang), entry.and_then(fix::drop));
        match name.as_str() {
            // The plan would write all of these anew.
            "runners" | "runners.config" => {}
            "rbac" => {
                let label = say!(out.lang, "Write it out", "写明其内容");
                out.fix(label, edits.map(|edit| vec![edit]));
            }
            _ => out.fix(label, edits.map(|edit| vec![edit])),
        }
    }
}

fn image(values: &Node, out: &mut Report) {
    // Older charts read a string.
    let older = out
        .bound
        .chart
        .is_some_and(|chart| chart < Version::new(0, 42, 0));
    if let Some(image) = values.entry("image").filter(|_| !older)
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
        let label = say!(
            out.lang,
            "Write registry, image and tag",
            "拆成 registry、image、tag"
        );
        out.fix(label, image_parts(image));
    }
}

/// The parts of a reference: registry, path and tag. None of one with a digest, which the chart cannot say.
fn image_parts(entry: &Entry) -> Option<Vec<Edit>> {
    let text = entry.node.text().filter(|text| !text.contains('@'))?;
    let (registry, rest) = match text.split_once('/') {
        Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => (host, rest),
        _ => ("docker.io", text),
    };
    let (image, tag) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let path = if registry == "docker.io" && !image.contains('/') {
        ["library/", image].concat()
    } else {
        image.to_owned()
    };
    let mut edits = vec![
        fix::drop(entry)?,
        Edit::set("values.image.registry", registry),
        Edit::set("values.image.image", path),
    ];
    if !tag.is_empty() {
        edits.push(Edit::set("values.image.tag", tag));
    }
    Some(edits)
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
            if out.is_full() {
                return;
            }
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
            let label = say!(
                out.lang,
                "Write it for autoscaling/v2",
                "改为 autoscaling/v2 的写法"
            );
            out.fix(label, metrics_of_v2(values));
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
        let off = vec![Edit::set("values.sessionServer.enabled", false)];
        let label = say!(out.lang, "Turn sessionServer off", "关闭 sessionServer");
        out.fix(label, Some(off));
        let label = say!(out.lang, "Keep one replica", "保持一个副本");
        out.fix(label, Some(vec![Edit::set("managers.replicas", "1")]));
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
            let rest = values
                .get("podLabels")
                .and_then(|map| fix::without(map, entry, Part::Values, "podLabels"));
            out.fix(fix::removal(out.lang), rest);
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
            // A longer wait than eleven days is the same to a job.
            if matches!(key, "terminationGracePeriodSeconds" | "shutdown_timeout") {
                let label = say!(out.lang, "Write 999999", "写成 999999");
                let edits = fix::anew(entry, Part::Values, key, &Node::of_text("999999"));
                out.fix(label, edits);
            }
        }
    }
}

/// The metrics as autoscaling/v2 has them.
fn metrics_of_v2(values: &Node) -> Option<Vec<Edit>> {
    let metrics = values
        .find(&["hpa", "metrics"])
        .filter(|metrics| metrics.is_small())?;
    let text = |text: &str| Json::Text(text.to_owned());
    let one = |metric: &Node| {
        let fields = metric.map()?.iter().map(|entry| {
            let Some(kind) = entry.node.map() else {
                return Some((entry.key.clone(), fix::json(&entry.node)?));
            };
            let mut out = Vec::new();
            for cell in kind {
                let value = fix::json(&cell.node)?;
                let (key, value) = match cell.key.as_str() {
                    "metricName" => ("metric", vec![("name", value)]),
                    "targetAverageValue" => (
                        "target",
                        vec![("type", text("AverageValue")), ("averageValue", value)],
                    ),
                    "targetValue" => ("target", vec![("type", text("Value")), ("value", value)]),
                    "targetAverageUtilization" => (
                        "target",
                        vec![("type", text("Utilization")), ("averageUtilization", value)],
                    ),
                    key => {
                        out.push((key.to_owned(), value));
                        continue;
                    }
                };
                let value = value
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect();
                out.push((key.to_owned(), Json::Map(value)));
            }
            Some((entry.key.clone(), Json::Map(out)))
        });
        Some(Json::Map(fields.collect::<Option<_>>()?))
    };
    let list = metrics
        .items()
        .iter()
        .map(one)
        .collect::<Option<Vec<Json>>>()?;
    let mut text = String::new();
    Json::List(list).print(&mut text);
    Some(vec![Edit::set("values.hpa.metrics", text)])
}
