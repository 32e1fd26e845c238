//! Names values that no template of the chart reads; Helm takes them without a word.

use runwright_model::catalogue::{self, Part};
use runwright_model::say;

use super::super::fix;
use super::super::node::Node;
use super::super::report::Report;
use super::super::{rules, suggest};

/// Read by Helm or by a parent chart.
const PARENTS: [&str; 7] = [
    "enabled",
    "install",
    "global",
    "condition",
    "gitlab",
    "fullname",
    "exports",
];

pub fn check(values: &Node, out: &mut Report) {
    for entry in values.entries() {
        if out.is_full() {
            return;
        }
        let key = entry.key.as_str();
        // Anchors are often kept under keys such as .labels or x-labels.
        let own = key.starts_with(['.', '_', '$']) || key.starts_with("x-") || key.contains("{{");
        if own || PARENTS.contains(&key) || catalogue::find(Part::Values, key).is_some() {
            continue;
        }
        let near = nearest(key);
        let body = match near {
            Some(near) => say!(
                out.lang,
                "It is ignored. Did you mean {near}?",
                "该值会被忽略。是否想写 {near}？"
            ),
            None => say!(
                out.lang,
                "It is ignored, unless a chart of your own reads it.",
                "除非你自己的 Chart 会读取，否则该值会被忽略。"
            ),
        };
        out.tell(
            rules::UNKNOWN_VALUE,
            entry.at,
            say!(
                out.lang,
                "the gitlab-runner chart has no value {key}",
                "gitlab-runner Chart 没有 {key} 这个值"
            ),
            body,
        );
        // What differs in case alone is taken for the plan's own key.
        if near.is_some_and(|near| near.eq_ignore_ascii_case(key)) {
            continue;
        }
        if let Some(near) = near.filter(|near| values.entry(near).is_none()) {
            let label = say!(out.lang, "Rename to {near}", "改名为 {near}");
            out.fix(label, fix::moved(entry, Part::Values, near));
        }
        out.removal(fix::drop(entry).map(|edit| vec![edit]));
    }
}

/// The value that differs in case alone, or by a slip.
fn nearest(key: &str) -> Option<&'static str> {
    let names = || {
        catalogue::children(Part::Values, "")
            .filter(|key| key.removed.is_none())
            .map(catalogue::Key::name)
    };
    names()
        .find(|known| known.eq_ignore_ascii_case(key))
        .or_else(|| suggest::nearest(key, names()))
}
