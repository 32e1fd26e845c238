//! Judges values of the gitlab-runner chart.
//!
//! The rules were read from the packed chart, `DoD-Platform-One/gitlab-runner@839115b7:chart/charts/gitlab-runner-0.86.0.tgz`,
//! and reproduced by rendering it.

mod access;
mod removed;
mod rendering;
mod tokens;
mod unknown;

use super::node::{Node, Value};
use super::report::Report;
use super::rules;

/// Judges values.
pub fn check(values: &Node, out: &mut Report) {
    rendering::check(values, out);
    removed::check(values, out);
    access::check(values, out);
    tokens::check(values, out);
    unknown::check(values, out);
    for key in ["config", "configOverride"] {
        let Some(entry) = values.get("runners").and_then(|runners| runners.entry(key)) else {
            continue;
        };
        if matches!(entry.node.value, Value::Map(_) | Value::List(_)) {
            out.say(
                rules::CONFIG_FORM,
                entry.at,
                ("runners.config must be text", "runners.config 必须是文本"),
                ("Rendering fails or the runner gets no TOML. Write config: | and the TOML below it, indented.", "渲染会失败，或 Runner 得不到 TOML。请写 config: |，并在其下缩进书写 TOML。"),
            );
        }
    }
}
