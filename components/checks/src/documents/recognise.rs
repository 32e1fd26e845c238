//! Recognises what a file holds, and hands each part to the rules for it.

use runwright_model::say;

use super::config::Origin;
use super::node::{Entry, Fault, Node, Value};
use super::place::{Frame, Place};
use super::report::Report;
use super::template::mask;
use super::{MAX_BYTES, chart, config, rules, template, yaml};

/// How deep values are looked for; a HelmRelease in a list in a wrapper's values is at eight.
const MAX_DEPTH: usize = 14;
/// How often a text in a text is followed: Argo CD's `values`, and the TOML in them is a third.
const MAX_TEXTS: usize = 3;

pub fn check(text: &str, out: &mut Report) {
    if text.len() > MAX_BYTES {
        return out.say(
            rules::TOO_LARGE,
            Place::START,
            ("the file is larger than 8 MB", "文件超过 8 MB"),
            (
                "Values and configurations are a few kilobytes; this is something else.",
                "values 与配置通常只有几 KB，这应当是别的文件。",
            ),
        );
    }
    let found = if is_toml(text) {
        toml_file(text, out)
    } else {
        yaml_text(text, &Frame::Whole, 0, out)
    };
    if !found {
        out.say(
            rules::NOT_RECOGNISED,
            Place::START,
            ("not recognised: neither chart values nor a runner's configuration", "无法识别：既不是 Chart 的 values，也不是 Runner 配置"),
            (
                "Known are values.yaml of the gitlab-runner chart (also inside a HelmRelease or an Application), config.toml (also in a ConfigMap) and plans.",
                "支持 gitlab-runner Chart 的 values.yaml（包括 HelmRelease 与 Application 中的）、config.toml（包括 ConfigMap 中的）以及方案文件。",
            ),
        );
    }
}

/// Whether the first line with content is one of TOML: a header, or `key = value`.
fn is_toml(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let Some(first) = lines.find(|line| {
        !(line.is_empty()
            || line.starts_with('#')
            || (line.starts_with("{{") && line.ends_with("}}")))
    }) else {
        return false;
    };
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'"'))
    };
    if let Some(header) = first.strip_prefix('[') {
        return is_word(
            header
                .split(']')
                .next()
                .unwrap_or_default()
                .trim_start_matches('[')
                .trim(),
        );
    }
    first
        .split_once('=')
        .is_some_and(|(key, _)| is_word(key.trim()))
}

/// A file of TOML: a runner's configuration, if it has anything of one.
fn toml_file(text: &str, out: &mut Report) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let telling = [
        "runners",
        "runner]",
        "concurrent",
        "check_interval",
        "listen_address",
        "session_server",
    ];
    let found = text.lines().map(str::trim).any(|line| {
        let line = line.trim_start_matches('[').trim();
        telling.iter().any(|word| line.starts_with(word))
    });
    if found {
        config::check(text, &Frame::Whole, Origin::File, out);
    }
    found
}

/// A text of YAML; says whether there is anything of ours in it.
fn yaml_text(text: &str, frame: &Frame, texts: usize, out: &mut Report) -> bool {
    let first = yaml::read(text, frame);
    let (read, masked) = match (&first.fault, mask(text, template::MARK)) {
        (Some(_), Some(masked)) => (yaml::read(&masked, frame), true),
        _ => (first, false),
    };
    let mut found = false;
    for document in &read.documents {
        found |= walk(document, "", 0, texts, out);
    }
    if let Some(fault) = &read.fault {
        let ours = [
            "gitlabUrl",
            "[[runners]]",
            "runnerToken",
            "runnerRegistrationToken",
            "gitlab-runner",
            "runners:",
        ];
        if found || ours.iter().any(|word| text.contains(word)) {
            syntax(fault, masked, out);
            return true;
        }
    }
    if found {
        for (key, at) in &read.repeated {
            out.tell(
                rules::REPEATED_KEY,
                *at,
                say!(
                    out.lang,
                    "{key} stands twice in one map",
                    "同一映射中出现了两次 {key}"
                ),
                say!(
                    out.lang,
                    "Only one of them counts, or the file is refused. Remove one.",
                    "只有一个会生效，或者整个文件被拒绝。请删除其一。"
                ),
            );
        }
    }
    found
}

fn syntax(fault: &Fault, masked: bool, out: &mut Report) {
    let message = &fault.message;
    if masked {
        out.tell(
            rules::TEMPLATE,
            fault.at,
            say!(out.lang, "the file can be checked only once its template is rendered", "该文件要在模板渲染之后才能检查"),
            say!(out.lang, "With the expressions left out it does not parse: {message}. Check the rendered file.", "去掉表达式后无法解析：{message}。请检查渲染后的文件。"),
        );
    } else {
        out.tell(
            rules::YAML_SYNTAX,
            fault.at,
            say!(
                out.lang,
                "not valid YAML: {message}",
                "不是有效的 YAML：{message}"
            ),
            say!(
                out.lang,
                "Helm and kubectl refuse the file. The mistake is here or shortly above.",
                "Helm 与 kubectl 会拒绝该文件。错误就在此处或稍前的位置。"
            ),
        );
    }
}

/// Looks for values and configurations in a value and below it.
fn walk(node: &Node, key: &str, depth: usize, texts: usize, out: &mut Report) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match &node.value {
        Value::List(items) => {
            items
                .iter()
                .map(|item| walk(item, "", depth + 1, texts, out))
                .filter(|found| *found)
                .count()
                > 0
        }
        Value::Map(entries) => {
            // The operator's own Runner object has keys of the same names and other rules.
            if node
                .get("apiVersion")
                .and_then(Node::text)
                .is_some_and(|version| version.starts_with("apps.gitlab.com/"))
            {
                return false;
            }
            if chart::is_values(node, key == "gitlab-runner") {
                chart::check(node, out);
                return true;
            }
            entries
                .iter()
                .map(|entry| inside(entry, depth, texts, out))
                .filter(|found| *found)
                .count()
                > 0
        }
        _ => false,
    }
}

fn inside(entry: &Entry, depth: usize, texts: usize, out: &mut Report) -> bool {
    let Value::Text(text) = &entry.node.value else {
        return walk(&entry.node, &entry.key, depth + 1, texts, out);
    };
    if texts >= MAX_TEXTS || !text.text.contains('\n') && !text.text.contains("[[runners]]") {
        return false;
    }
    let key = entry.key.as_str();
    if key.ends_with(".toml")
        || text.text.lines().any(|line| line.trim() == "[[runners]]") && is_toml(&text.text)
    {
        let origin = if key.contains("template") {
            Origin::Template
        } else {
            Origin::File
        };
        if is_toml(&text.text) {
            config::check(&text.text, &text.frame, origin, out);
            return true;
        }
        return false;
    }
    let holds_values = matches!(key, "values" | "valuesContent" | "valuesInline")
        || key.ends_with(".yaml")
        || key.ends_with(".yml");
    holds_values && yaml_text(&text.text, &text.frame, texts + 1, out)
}
