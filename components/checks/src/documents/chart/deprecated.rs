//! Names values that the chart still reads and has better ones for, those that it does not read yet, and credentials.

use runwright_model::catalogue::{self, Key, Part};
use runwright_model::say;

use super::super::config::secrets::is_clear;
use super::super::fix;
use super::super::node::Node;
use super::super::report::Report;
use super::super::rules;

pub fn check(values: &Node, out: &mut Report) {
    table(values, "", out);
}

fn table(node: &Node, path: &str, out: &mut Report) {
    for entry in node.entries() {
        let dot = if path.is_empty() { "" } else { "." };
        let Some(key) = catalogue::find(Part::Values, &[path, dot, &entry.key].concat()) else {
            continue;
        };
        too_new(entry, key, out);
        secret(entry, key, out);
        let moved = catalogue::successor(key).filter(|_| !key.secret && key.removed.is_none());
        match moved {
            Some(moved) if key.deprecated && is_used(entry, key) && is_read(moved, out) => {
                old(entry, key, moved, out)
            }
            _ if key.kind.is_table() => table(&entry.node, key.path, out),
            _ => {}
        }
    }
}

fn too_new(entry: &super::Entry, key: &Key, out: &mut Report) {
    let (Some(chart), Some(since)) = (out.bound.chart, key.since) else {
        return;
    };
    if since <= chart || !entry.node.is_set() {
        return;
    }
    let path = key.path;
    out.tell(
        rules::VALUE_TOO_NEW,
        entry.at,
        say!(
            out.lang,
            "{path} is read since chart {since}",
            "{path} 自 Chart {since} 起才会读取"
        ),
        say!(
            out.lang,
            "Chart {chart} ignores it. Use a newer chart.",
            "Chart {chart} 会忽略该值。请使用更新的 Chart。"
        ),
    );
}

/// Credentials besides the tokens, which have rules of their own.
fn secret(entry: &super::Entry, key: &Key, out: &mut Report) {
    let token = matches!(key.path, "runnerToken" | "runnerRegistrationToken");
    if !key.secret || token || !is_clear(&entry.node) {
        return;
    }
    let path = key.path;
    out.tell(
        rules::CLEAR_VALUE,
        entry.at,
        say!(
            out.lang,
            "{path} stands here in clear text",
            "此处以明文写着 {path}"
        ),
        say!(
            out.lang,
            "Whoever reads this file can use it. Keep it out of version control.",
            "能读到此文件的人都能使用它。请勿提交到版本库。"
        ),
    );
}

/// A table of switches says something only once it is on.
fn is_used(entry: &super::Entry, key: &Key) -> bool {
    entry.node.is_set()
        && (!key.kind.is_table() || entry.node.get("enabled").is_some_and(Node::is_true))
}

/// Whether the new key does what the old one does. Of the two names one counts with a role of the chart's, one
/// without; and an account that the values do not have would get more than this key.
fn is_same(key: &Key, out: &Report) -> bool {
    let created = out.bound.find(Part::Values, "rbac.create");
    let created = created.is_some_and(Node::is_true);
    match key.name() {
        "serviceAccountName" => !created,
        "generatedServiceAccountName" => created,
        _ => out.bound.has(Part::Values, "serviceAccount"),
    }
}

/// Whether the file's chart reads the new key, where the file says which chart that is.
fn is_read(key: &Key, out: &Report) -> bool {
    match (key.since, out.bound.chart) {
        (Some(since), Some(chart)) => since <= chart,
        _ => true,
    }
}

fn old(entry: &super::Entry, key: &'static Key, moved: &'static Key, out: &mut Report) {
    let (from, to) = (key.path, moved.path);
    out.tell(
        rules::DEPRECATED_VALUE,
        entry.at,
        say!(out.lang, "{from} is deprecated", "{from} 已弃用"),
        say!(
            out.lang,
            "The chart still reads it. Write {to} instead.",
            "Chart 目前仍会读取。请改用 {to}。"
        ),
    );
    // A table of the same name is one of other keys.
    if !key.kind.is_table() && !out.bound.has(Part::Values, to) && is_same(key, out) {
        let edits = fix::drop(entry).and_then(|drop| {
            let set = fix::own(moved, &entry.node)?;
            let reset = runwright_model::Edit::reset(&fix::id(key));
            Some(vec![drop, reset, set, fix::written(moved)])
        });
        let label = say!(out.lang, "Move to {to}", "移到 {to}");
        out.fix(label, edits);
    }
}
