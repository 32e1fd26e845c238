//! Judges pull policies, which the runner spells in its own way.

use runwright_model::say;

use super::super::node::{Node, Value};
use super::super::place::Place;
use super::super::report::Report;
use super::super::rules;
use super::keys::Here;

const POLICIES: [&str; 3] = ["always", "if-not-present", "never"];

pub fn check(kubernetes: &Node, out: &mut Report) {
    for key in ["pull_policy", "allowed_pull_policies"] {
        let Some(entry) = kubernetes.entry_any_case(key) else {
            continue;
        };
        let before = out.count();
        match &entry.node.value {
            Value::Text(text) if key == "pull_policy" => spelling(key, text, entry.node.at, out),
            Value::List(items) => {
                for item in items {
                    match item.text() {
                        Some(text) => spelling(key, text, item.at, out),
                        None if item.is_unknown() => {}
                        None => form(key, item.at, out),
                    }
                }
            }
            Value::Unknown => {}
            _ => form(key, entry.node.at, out),
        }
        if out.count() > before {
            Here::kubernetes(kubernetes).offer(entry, out);
        }
    }
}

fn form(key: &str, at: Place, out: &mut Report) {
    out.tell(
        rules::WRONG_TYPE,
        at,
        say!(
            out.lang,
            "{key} must be a list of strings",
            "{key} 应为字符串数组"
        ),
        say!(
            out.lang,
            "The runner refuses the whole file. Write {key} = [\"always\", \"if-not-present\"].",
            "Runner 会拒绝整个文件。请写成 {key} = [\"always\", \"if-not-present\"]。"
        ),
    );
}

fn spelling(key: &str, found: &str, at: Place, out: &mut Report) {
    if found.is_empty() || POLICIES.contains(&found) {
        return;
    }
    let letters = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphabetic)
            .collect::<String>()
            .to_ascii_lowercase()
    };
    let body = match POLICIES
        .into_iter()
        .find(|policy| letters(policy) == letters(found))
    {
        Some(policy) => say!(
            out.lang,
            "Every job fails with a configuration error. Write \"{policy}\".",
            "所有作业都会因配置错误而失败。请写成 \"{policy}\"。"
        ),
        None => say!(
            out.lang,
            "Every job fails with a configuration error. One of always, if-not-present, never.",
            "所有作业都会因配置错误而失败。可用：always、if-not-present、never。"
        ),
    };
    out.tell(
        rules::PULL_POLICY,
        at,
        say!(
            out.lang,
            "{key}: “{found}” is no pull policy",
            "{key}：“{found}”不是有效的拉取策略"
        ),
        body,
    );
}
