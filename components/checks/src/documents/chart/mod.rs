//! Judges values of the gitlab-runner chart.
//!
//! The rules were read from the packed chart, `DoD-Platform-One/gitlab-runner@839115b7:chart/charts/gitlab-runner-0.86.0.tgz`,
//! and reproduced by rendering it.

mod access;
mod removed;
mod rendering;
mod tokens;
mod unknown;

use super::config::{self, Origin};
use super::node::{Node, Value};
use super::report::Report;
use super::rules;

/// Keys that hardly any other chart's values have at their top.
const TELLING: [&str; 5] = [
    "gitlabUrl",
    "runnerToken",
    "runnerRegistrationToken",
    "unregisterRunners",
    "preEntrypointScript",
];
/// Keys that tell only together with the parent key `gitlab-runner`.
const USUAL: [&str; 14] = [
    "concurrent",
    "checkInterval",
    "sessionServer",
    "rbac",
    "serviceAccount",
    "metrics",
    "hpa",
    "replicas",
    "podLabels",
    "securityContext",
    "podSecurityContext",
    "certsSecretName",
    "terminationGracePeriodSeconds",
    "logLevel",
];
/// Keys of the table `runners`.
const RUNNERS: [&str; 16] = [
    "config",
    "configPath",
    "configOverride",
    "secret",
    "jobNamespace",
    "executor",
    "tags",
    "runUntagged",
    "locked",
    "protected",
    "privileged",
    "maximumTimeout",
    "cache",
    "builds",
    "helpers",
    "kubernetes",
];

/// Whether a map is values of the chart; `named` where it stands under the key `gitlab-runner`.
pub fn is_values(node: &Node, named: bool) -> bool {
    if node.get("kind").is_some() && node.get("apiVersion").is_some() {
        return false;
    }
    let has = |keys: &[&str]| {
        node.entries()
            .iter()
            .any(|entry| keys.contains(&entry.key.as_str()))
    };
    let runners = node.get("runners").is_some_and(|runners| {
        runners
            .entries()
            .iter()
            .any(|entry| RUNNERS.contains(&entry.key.as_str()))
            || (named && runners.map().is_some())
    });
    runners || has(&TELLING) || (named && has(&USUAL))
}

/// Judges values.
pub fn check(values: &Node, out: &mut Report) {
    rendering::check(values, out);
    removed::check(values, out);
    access::check(values, out);
    tokens::check(values, out);
    unknown::check(values, out);
    for (key, origin) in [
        ("config", Origin::Template),
        ("configOverride", Origin::File),
    ] {
        let Some(entry) = values.get("runners").and_then(|runners| runners.entry(key)) else {
            continue;
        };
        match &entry.node.value {
            Value::Text(text) if !text.text.trim().is_empty() => config::check(&text.text, &text.frame, origin, out),
            Value::Map(_) | Value::List(_) => out.say(
                rules::CONFIG_FORM,
                entry.at,
                ("runners.config must be text", "runners.config 必须是文本"),
                ("Rendering fails or the runner gets no TOML. Write config: | and the TOML below it, indented.", "渲染会失败，或 Runner 得不到 TOML。请写 config: |，并在其下缩进书写 TOML。"),
            ),
            _ => {}
        }
    }
}
