//! Judges values of the gitlab-runner chart.
//!
//! The rules were read from the packed chart, `DoD-Platform-One/gitlab-runner@839115b7:chart/charts/gitlab-runner-0.86.0.tgz`,
//! and reproduced by rendering it.

mod access;
mod deprecated;
mod removed;
mod rendering;
mod tokens;
mod unknown;

use runwright_model::catalogue::Part;
use runwright_model::{Edit, say};

use super::fix;
use super::node::{Entry, Node, Value};
use super::report::Report;
use super::rules;

/// Judges values.
pub fn check(values: &Node, out: &mut Report) {
    rendering::check(values, out);
    removed::check(values, out);
    access::check(values, out);
    tokens::check(values, out);
    unknown::check(values, out);
    deprecated::check(values, out);
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
            if key == "config" {
                let label = say!(out.lang, "Write it as TOML", "改写为 TOML 文本");
                out.fix(label, as_text(entry, out));
            }
        }
    }
}

/// The settings of a configuration that is written as YAML, which the text then says.
fn as_text(entry: &Entry, out: &Report) -> Option<Vec<Edit>> {
    let runners = &entry.node.entry_any_case("runners")?.node;
    let runner = match runners.items() {
        [only] => only,
        _ => runners,
    };
    if entry.node.entries().len() != 1 || runner.map().is_none() || out.bound.config.is_some() {
        return None;
    }
    let mut edits = vec![fix::drop(entry)?];
    for key in runner.entries() {
        let known = fix::child(Part::Config, "runners", &key.key)?;
        edits.extend(fix::set(Part::Config, known.path, &key.node)?);
    }
    Some(edits)
}
