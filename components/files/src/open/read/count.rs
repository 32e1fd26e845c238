//! Counts the keys of a part, and which of them are known.

use super::super::{Kind, Part, View};
use super::{FileReading, value};
use runwright_documents::source::{Entry, Node, Seg, Value as Is, path};
use runwright_model::catalogue::{self, Key, Type};

/// What the catalogue says of a key at a place.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    Key(&'static Key),
    No,
}

/// Looks up the key at a path of names.
pub fn known(part: catalogue::Part, path: &str) -> Known {
    catalogue::find(part, path).map_or(Known::No, Known::Key)
}

/// Counts the keys of a part.
pub(super) fn part(part: &Part, view: &View, said: &mut FileReading) {
    let catalogue = match part.kind {
        Kind::Values => catalogue::Part::Values,
        Kind::Config { .. } => catalogue::Part::Config,
        Kind::Corefile => return super::corefile::count(view, said),
    };
    table(view.root(), catalogue, "", &mut Vec::new(), view, said);
}

fn table(
    node: &Node,
    part: catalogue::Part,
    at: &str,
    way: &mut Vec<Seg>,
    view: &View,
    said: &mut FileReading,
) {
    for entry in node.entries().iter().filter(|entry| !entry.merged) {
        let name = if at.is_empty() {
            entry.key.clone()
        } else {
            [at, ".", &entry.key].concat()
        };
        way.push(Seg::Key(entry.key.clone()));
        // What is passed on to Kubernetes as it is counts for itself.
        let free = catalogue::find(part, at).is_some_and(|key| key.kind == Type::Any)
            || part == catalogue::Part::Values
                && at.is_empty()
                && catalogue::is_foreign(&entry.key);
        if free && matches!(known(part, &name), Known::No) {
            way.pop();
            continue;
        }
        said.total += 1;
        match known(part, &name) {
            Known::Key(key) => {
                said.understood += 1;
                said.secret |= key.secret && is_clear(&entry.node);
                below(entry, key, part, &name, way, view, said);
            }
            Known::No if catalogue::meant(part, at, &entry.key).is_some() => {
                said.understood += 1;
                said.mistaken += 1;
            }
            Known::No => said
                .kept
                .push((path::print(way), view.outer(entry.key_span.start))),
        }
        way.pop();
    }
}

fn below(
    entry: &Entry,
    key: &'static Key,
    part: catalogue::Part,
    name: &str,
    way: &mut Vec<Seg>,
    view: &View,
    said: &mut FileReading,
) {
    let has_keys = key.kind == Type::Any && catalogue::children(part, name).next().is_some();
    if !(key.kind.is_table() || has_keys) {
        return;
    }
    match &entry.node.value {
        Is::List(items) => {
            for (index, item) in items.iter().enumerate() {
                way.push(Seg::Index(index));
                table(item, part, name, way, view, said);
                way.pop();
            }
        }
        _ => table(&entry.node, part, name, way, view, said),
    }
}

/// A text that is no placeholder: somebody could use it.
fn is_clear(node: &Node) -> bool {
    let Is::Text(text) = &node.value else {
        return false;
    };
    let text = text.trim();
    let named = [
        "replace",
        "your",
        "changeme",
        "token_here",
        "example",
        "<",
        "…",
    ];
    let lower = text.to_ascii_lowercase();
    !text.is_empty() && !value::is_template(text) && !named.iter().any(|word| lower.contains(word))
}
