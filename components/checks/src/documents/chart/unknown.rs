//! Names values that no template of the chart reads; Helm takes them without a word.

use runwright_model::catalogue::{self, Part};
use runwright_model::say;

use super::super::fix;
use super::super::node::Node;
use super::super::report::Report;
use super::super::{rules, suggest};

pub fn check(values: &Node, out: &mut Report) {
    for entry in values.entries() {
        if out.is_full() {
            return;
        }
        let key = entry.key.as_str();
        let own = catalogue::is_foreign(key) || key.contains("{{");
        if own || catalogue::find(Part::Values, key).is_some() {
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
                "It is kept, and ignored unless a chart of your own, or one newer than those read here, knows it: not verified.",
                "该值会保留；除非你自己的 Chart 或比此处所读更新的 Chart 认识它，否则会被忽略：未经验证。"
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
