//! Answers the readiness checklist: from the plan where it can, else from what the user says.

use crate::context::Cx;
use crate::spacing::spaced;
use runwright_model::Text;
use runwright_model::protocol::{CheckItem, CheckState};
use runwright_model::text::t;

mod infrastructure;
mod operations;
mod runner;
mod security;

/// How an item is answered.
enum By {
    /// The plan knows: state and the sentence that says why.
    Plan(fn(&Cx) -> (CheckState, String)),
    /// Only people know; the text says what to look at.
    User(Text),
}

struct Item {
    id: &'static str,
    text: Text,
    /// Field the item leads to; empty when no field decides it.
    field: &'static str,
    by: By,
}

const GROUPS: &[(Text, &[Item])] = &[
    (t("Infrastructure", "基础设施"), infrastructure::ITEMS),
    (t("Runner configuration", "Runner 配置"), runner::ITEMS),
    (t("Security", "安全性"), security::ITEMS),
    (t("Monitoring", "监控"), operations::MONITORING),
    (t("Operations", "运维"), operations::ITEMS),
];

/// Every item, group by group.
pub fn checklist(cx: &Cx) -> Vec<CheckItem> {
    let mut items = Vec::new();
    for (group, list) in GROUPS {
        for item in list.iter() {
            let (state, evidence, by_user) = match item.by {
                By::Plan(look) => {
                    let (state, evidence) = look(cx);
                    (state, evidence, false)
                }
                By::User(hint) => (answered(cx, item.id), cx.t(hint).to_string(), true),
            };
            items.push(CheckItem {
                id: item.id.to_string(),
                group: cx.t(*group).to_string(),
                text: cx.t(item.text).to_string(),
                state,
                evidence: spaced(cx.lang, evidence),
                field: item.field.to_string(),
                by_user,
            });
        }
    }
    items
}

fn answered(cx: &Cx, id: &str) -> CheckState {
    match cx.plan.answers.get(id).map(String::as_str) {
        Some("yes") => CheckState::Pass,
        Some("no") => CheckState::Fail,
        Some("na") => CheckState::NotApplicable,
        _ => CheckState::Open,
    }
}

fn pass_if(ok: bool, evidence: String) -> (CheckState, String) {
    let state = if ok {
        CheckState::Pass
    } else {
        CheckState::Fail
    };
    (state, evidence)
}
