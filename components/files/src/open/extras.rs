//! Writes the settings that no field is for: keys of a document that a plan holds by their path.

use super::read;
use super::value;
use runwright_documents::tree::{Map, Node};
use runwright_model::catalogue::{Key, Part, Type};
use runwright_model::{Plan, Value};

/// The settings of one document, with their keys and what is written for them.
fn of(plan: &Plan, part: Part) -> impl Iterator<Item = (&'static Key, &str, Node)> {
    plan.extras.iter().filter_map(move |(id, value)| {
        let key = read::key(id).filter(|key| key.part == part && !key.secret)?;
        Some((key, id.as_str(), value::node(key.kind, value)?))
    })
}

/// Puts the chart's values.
pub fn put_values(plan: &Plan, map: &mut Map) {
    for (key, id, node) in of(plan, Part::Values) {
        let path: Vec<&str> = key.path.split('.').collect();
        put(map, &path, node, id);
    }
}

/// Puts the keys of the runner's table, which `runner` is.
pub fn put_runner(plan: &Plan, runner: &mut Map) {
    for (key, id, node) in of(plan, Part::Config) {
        if let Some(path) = key.path.strip_prefix("runners.") {
            let path: Vec<&str> = path.split('.').collect();
            put(runner, &path, node, id);
        }
    }
}

/// Puts the global keys of a configuration file.
pub fn put_global(plan: &Plan, map: &mut Map) {
    for (key, id, node) in of(plan, Part::Config) {
        if !key.path.starts_with("runners.") {
            let path: Vec<&str> = key.path.split('.').collect();
            put(map, &path, node, id);
        }
    }
}

/// A list joins what the plan writes there by itself: the user's items first, then those that are missing. Anything
/// else takes its place.
fn put(map: &mut Map, path: &[&str], node: Node, id: &str) {
    let node = match (map.get(path), node) {
        (Some(Node::Seq(written)), Node::Seq(mut own)) => {
            for item in &written.items {
                if !own
                    .items
                    .iter()
                    .any(|known| is_same_item(&known.value, &item.value))
                {
                    own.items.push(item.clone());
                }
            }
            Node::Seq(own)
        }
        (Some(Node::Map(written)), Node::Map(own)) => {
            let mut both = written.clone();
            for entry in own.entries {
                both.put(entry.key, entry.value);
            }
            Node::Map(both)
        }
        (_, node) => node,
    };
    map.put_path(path, node).field(id);
}

/// A variable counts by its name.
fn is_same_item(one: &Node, other: &Node) -> bool {
    use runwright_documents::tree::Scalar::Str;
    match (one, other) {
        (Node::Scalar(Str(one)), Node::Scalar(Str(other))) => {
            let name = |text: &str| text.split_once('=').map(|(name, _)| name.to_owned());
            one == other || name(one).is_some_and(|one| Some(one) == name(other))
        }
        _ => super::merge::same(one, other),
    }
}

/// What is wrong with the settings that no field is for: ids whose key is not known, or whose value is not of the
/// key's type.
pub fn problems(plan: &Plan) -> Vec<(&str, Wrong)> {
    let wrong = |id: &str, value: &Value| {
        let Some(key) = read::key(id) else {
            return Some(Wrong::Unknown);
        };
        if key.secret {
            return Some(Wrong::Secret);
        }
        let empty = match value {
            Value::Text(text) => text.is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Rows(rows) => rows.is_empty(),
        };
        if empty {
            return None;
        }
        if value::node(key.kind, value).is_none() {
            return Some(Wrong::Type(key.kind));
        }
        let word = |text: &str| key.allowed.is_empty() || key.allowed.contains(&text);
        let fits = match value {
            Value::Text(text) => word(text),
            Value::List(items) => items.iter().all(|item| word(item)),
            Value::Rows(_) => true,
        };
        (!fits).then(|| Wrong::Word(key.allowed.clone()))
    };
    plan.extras
        .iter()
        .filter_map(|(id, value)| Some((id.as_str(), wrong(id, value)?)))
        .collect()
}

/// Why a setting is not written.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// No such key is known.
    Unknown,
    /// Credentials are kept in files only.
    Secret,
    Type(Type),
    /// Not one of these.
    Word(Vec<&'static str>),
}
