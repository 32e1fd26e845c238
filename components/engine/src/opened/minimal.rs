//! Makes a file short: drops keys that only repeat a default.

use crate::plan::artefacts_of;
use runwright_documents::source::{Change, Node, Seg, Value, path};
use runwright_documents::{Printed, lex};
use runwright_files::open::{self, Kind, Opened, Part};
use runwright_model::Lang;
use runwright_model::catalogue::{self, Key};
use runwright_model::protocol::{Dropped, PlanAsk, Say};

/// The file at a path without what repeats a default.
pub fn minimal(ask: &PlanAsk, path: &str, lang: Lang) -> Say {
    let (_, artefacts) = artefacts_of(ask, &ask.draft, &ask.good, lang);
    let Some(artefact) = artefacts.iter().find(|artefact| artefact.path == path) else {
        return Say::Failed {
            message: ["there is no file ", path].concat(),
        };
    };
    let (text, dropped) = shorten(&artefact.printed.text);
    Say::Minimal {
        tokens: Printed {
            tokens: lex::lex(lex::Language::of_path(path), &text),
            text: text.clone(),
            origins: Vec::new(),
        }
        .runs(),
        text,
        dropped,
    }
}

/// A text without what repeats a default, and what was dropped.
pub fn shorten(text: &str) -> (String, Vec<Dropped>) {
    let mut out = text.to_string();
    let mut dropped = Vec::new();
    let opened = open::open(text);
    for part in &opened.parts {
        let mut changes = Vec::new();
        for found in repeats(text, &opened, part) {
            changes.push((found.way, Change::Remove));
            dropped.push(found.dropped);
        }
        out = open::change(&out, &part.way, &changes).0;
    }
    (out, dropped)
}

/// A key that says what holds anyway.
struct Repeat {
    way: Vec<Seg>,
    dropped: Dropped,
}

fn repeats(text: &str, opened: &Opened, part: &Part) -> Vec<Repeat> {
    let catalogue = match part.kind {
        Kind::Values => catalogue::Part::Values,
        Kind::Config { .. } => catalogue::Part::Config,
        Kind::Corefile => return Vec::new(),
    };
    let mut out = Vec::new();
    let Some(view) = opened.view(text, part) else {
        return out;
    };
    visit(view.root(), catalogue, "", &mut Vec::new(), &mut |set| {
        if repeats_default(set.key, set.node) {
            out.push(Repeat {
                way: set.way.to_vec(),
                dropped: Dropped {
                    key: path::print(set.way),
                    value: shown(set.node),
                    line: open::place(text, view.outer(set.at)).0,
                },
            });
        }
    });
    out
}

/// A known key that a file sets.
pub struct Set<'a> {
    pub key: &'static Key,
    pub node: &'a Node,
    pub way: &'a [Seg],
    /// Offset in the part's text.
    pub at: usize,
}

/// Calls for every known key that is no table.
pub fn visit(
    node: &Node,
    part: catalogue::Part,
    at: &str,
    way: &mut Vec<Seg>,
    each: &mut dyn FnMut(&Set),
) {
    for entry in node.entries().iter().filter(|entry| !entry.merged) {
        let name = if at.is_empty() {
            entry.key.clone()
        } else {
            [at, ".", &entry.key].concat()
        };
        let Some(key) = catalogue::find(part, &name) else {
            continue;
        };
        way.push(Seg::Key(entry.key.clone()));
        let has_keys = catalogue::children(part, &name).next().is_some();
        match &entry.node.value {
            Value::Map(below) if has_keys && !below.is_empty() => {
                visit(&entry.node, part, &name, way, each)
            }
            Value::List(items) if key.kind.is_table() && !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    way.push(Seg::Index(index));
                    visit(item, part, &name, way, each);
                    way.pop();
                }
            }
            _ => each(&Set {
                key,
                node: &entry.node,
                way,
                at: entry.key_span.start,
            }),
        }
        way.pop();
    }
}

/// Whether a value is what its key has by itself.
pub fn repeats_default(key: &Key, node: &Node) -> bool {
    let empty = key.default.is_empty() || matches!(key.default, "[]" | "{}" | "\"\"");
    match &node.value {
        Value::List(items) => items.is_empty() && empty,
        Value::Map(entries) => entries.is_empty() && empty,
        Value::Text(text) => *text == key.default || text.is_empty() && empty,
        Value::Null => empty && key.part == catalogue::Part::Values,
        Value::Bool(on) => key.default == if *on { "true" } else { "false" },
        Value::Int(Some(number)) => key.default == number.to_string(),
        _ => false,
    }
}

/// A value in few words.
pub fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_string(),
        Value::Text(text) => text.lines().next().unwrap_or_default().to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            ["[", &items.join(", "), "]"].concat()
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| [&entry.key, ": ", &shown(&entry.node)].concat())
                .collect();
            ["{", &entries.join(", "), "}"].concat()
        }
        _ => open::value::scalar(node).unwrap_or_else(|| "…".to_string()),
    }
}
