//! Finds the changes that lead from one rendering of a plan to another, as changes of a file that says more.
//!
//! The file is compared with neither: what the two renderings agree on is not touched, however the file puts it.
//! Lists are merged item by item, so that items of the file's own stay.

use runwright_documents::source::{Change, Node as Found, Seg, Value};
use runwright_documents::tree::{Map, Node, Scalar, Seq};

/// A change at a path, in the order they are to be made.
pub type Changes = Vec<(Vec<Seg>, Change)>;

/// What has to change in `found` when the rendering goes from `old` to `new`. With `fold`, keys of the file are
/// found whatever their case, as the runner finds them.
pub fn changes(found: &Found, old: &Map, new: &Map, fold: bool) -> Changes {
    let mut merge = Merge {
        fold,
        out: Vec::new(),
    };
    merge.map(Some(found), old, new, &mut Vec::new());
    merge.out
}

/// Whether two trees say the same, comments aside.
pub fn same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Map(one), Node::Map(other)) => {
            one.entries.len() == other.entries.len()
                && one.entries.iter().all(|entry| {
                    get(other, &entry.key).is_some_and(|value| same(&entry.value, value))
                })
        }
        (Node::Seq(one), Node::Seq(other)) => {
            one.items.len() == other.items.len()
                && one
                    .items
                    .iter()
                    .zip(&other.items)
                    .all(|(one, other)| same(&one.value, &other.value))
        }
        _ => match (text(one), text(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one == other,
        },
    }
}

/// Whether a file says what a tree says.
pub fn says(found: &Found, node: &Node) -> bool {
    match (&found.value, node) {
        (Value::Map(entries), Node::Map(map)) => {
            entries.len() == map.entries.len()
                && entries
                    .iter()
                    .all(|entry| get(map, &entry.key).is_some_and(|value| says(&entry.node, value)))
        }
        (Value::List(items), Node::Seq(seq)) => {
            items.len() == seq.items.len()
                && items
                    .iter()
                    .zip(&seq.items)
                    .all(|(found, item)| says(found, &item.value))
        }
        (Value::Text(found), node) => text(node) == Some(found),
        (Value::Bool(found), Node::Scalar(Scalar::Bool(value))) => found == value,
        (Value::Int(found), Node::Scalar(Scalar::Int(value))) => *found == Some(*value),
        (Value::Null, Node::Scalar(Scalar::Null)) => true,
        _ => false,
    }
}

fn text(node: &Node) -> Option<&str> {
    match node {
        Node::Scalar(Scalar::Str(text)) => Some(text),
        Node::Literal(printed) => Some(&printed.text),
        _ => None,
    }
}

fn get<'a>(map: &'a Map, key: &str) -> Option<&'a Node> {
    map.entries
        .iter()
        .find(|entry| entry.key == key)
        .map(|entry| &entry.value)
}

/// What tells an item of a list of tables from its neighbours: a name, or all of it.
fn is_twin(one: &Node, other: &Node) -> bool {
    let name = |node: &Node| {
        let Node::Map(map) = node else { return None };
        ["name", "ip", "mount_path"]
            .iter()
            .find_map(|key| get(map, key).and_then(text).map(str::to_owned))
    };
    match (name(one), name(other)) {
        (Some(one), Some(other)) => one == other,
        _ => same(one, other),
    }
}

/// The same of an item of the file.
fn is_found(found: &Found, node: &Node) -> bool {
    let Node::Map(map) = node else {
        return says(found, node);
    };
    ["name", "ip", "mount_path"]
        .iter()
        .find_map(|key| Some((get(map, key).and_then(text)?, found.get(key)?.text()?)))
        .map_or_else(|| says(found, node), |(one, other)| one == other)
}

struct Merge {
    fold: bool,
    out: Changes,
}

impl Merge {
    fn map(&mut self, found: Option<&Found>, old: &Map, new: &Map, path: &mut Vec<Seg>) {
        for entry in &old.entries {
            if get(new, &entry.key).is_none() {
                self.key(found, &entry.key, Some(&entry.value), None, path);
            }
        }
        for entry in &new.entries {
            let before = get(old, &entry.key);
            if !before.is_some_and(|before| same(before, &entry.value)) {
                self.key(found, &entry.key, before, Some(&entry.value), path);
            }
        }
    }

    fn key(
        &mut self,
        found: Option<&Found>,
        key: &str,
        old: Option<&Node>,
        new: Option<&Node>,
        path: &mut Vec<Seg>,
    ) {
        let entry = found.and_then(|found| {
            if self.fold {
                super::entry(found, key)
            } else {
                found.entry(key)
            }
        });
        let name = entry.map_or(key, |entry| &entry.key).to_owned();
        path.push(Seg::Key(name));
        self.value(entry.map(|entry| &entry.node), old, new, path);
        path.pop();
    }

    fn value(
        &mut self,
        found: Option<&Found>,
        old: Option<&Node>,
        new: Option<&Node>,
        path: &mut Vec<Seg>,
    ) {
        let empty = Map::new();
        match (found, old, new) {
            (None, _, None) => {}
            (None, _, Some(new)) => self.set(path, new),
            // A map of the file keeps what is its own; with nothing left of it, it goes.
            (Some(found), Some(Node::Map(old)), None) if matches!(found.value, Value::Map(_)) => {
                let own = |key: &str| get(old, key).is_none();
                if found.entries().iter().any(|entry| own(&entry.key)) {
                    self.map(Some(found), old, &empty, path);
                } else {
                    self.out.push((path.clone(), Change::Remove));
                }
            }
            (Some(found), Some(Node::Seq(old)), None) if matches!(found.value, Value::List(_)) => {
                let own = |item: &Found| !old.items.iter().any(|old| is_found(item, &old.value));
                if found.items().iter().any(own) {
                    self.seq(found, old, &Seq::new(), path);
                } else {
                    self.out.push((path.clone(), Change::Remove));
                }
            }
            (Some(_), _, None) => self.out.push((path.clone(), Change::Remove)),
            (Some(found), old, Some(Node::Map(new))) if matches!(found.value, Value::Map(_)) => {
                let old = match old {
                    Some(Node::Map(old)) => old,
                    _ => &empty,
                };
                self.map(Some(found), old, new, path);
            }
            (Some(found), old, Some(Node::Seq(new))) if matches!(found.value, Value::List(_)) => {
                match old {
                    Some(Node::Seq(old)) => self.seq(found, old, new, path),
                    _ => self.seq(found, &Seq::new(), new, path),
                }
            }
            (Some(_), _, Some(new)) => self.set(path, new),
        }
    }

    fn set(&mut self, path: &[Seg], new: &Node) {
        self.out.push((path.to_vec(), Change::Set(new.clone())));
    }

    fn seq(&mut self, found: &Found, old: &Seq, new: &Seq, path: &mut Vec<Seg>) {
        let items = found.items();
        let as_rendered = items.len() == old.items.len()
            && items
                .iter()
                .zip(&old.items)
                .all(|(found, old)| says(found, &old.value));
        if as_rendered
            && !new
                .items
                .iter()
                .any(|item| matches!(item.value, Node::Map(_)))
        {
            return self.set(path, &Node::Seq(new.clone()));
        }
        let mut gone = Vec::new();
        for old in &old.items {
            let Some(at) = items.iter().position(|item| is_found(item, &old.value)) else {
                continue;
            };
            match new
                .items
                .iter()
                .find(|item| is_twin(&item.value, &old.value))
            {
                None => gone.push(at),
                Some(item) if same(&item.value, &old.value) => {}
                Some(item) => {
                    path.push(Seg::Index(at));
                    self.value(items.get(at), Some(&old.value), Some(&item.value), path);
                    path.pop();
                }
            }
        }
        gone.sort_unstable();
        gone.dedup();
        for at in gone.iter().rev() {
            path.push(Seg::Index(*at));
            self.out.push((path.clone(), Change::Remove));
            path.pop();
        }
        let mut end = items.len() - gone.len();
        for item in &new.items {
            let known = old.items.iter().any(|old| is_twin(&old.value, &item.value))
                || items.iter().any(|found| is_found(found, &item.value));
            if !known {
                path.push(Seg::Index(end));
                self.set(path, &item.value);
                path.pop();
                end += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_documents::source::path;

    fn found(json: &serde_json::Value) -> Found {
        use serde_json::Value as Json;
        let value = match json {
            Json::Null => Value::Null,
            Json::Bool(on) => Value::Bool(*on),
            Json::Number(number) => Value::Int(number.as_i64()),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(items) => Value::List(items.iter().map(found).collect()),
            Json::Object(map) => Value::Map(
                map.iter()
                    .map(|(key, value)| runwright_documents::source::Entry {
                        key: key.clone(),
                        key_span: 0..0,
                        node: found(value),
                        merged: false,
                    })
                    .collect(),
            ),
        };
        Found::new(0..0, value)
    }

    fn tree(json: &serde_json::Value) -> Node {
        use serde_json::Value as Json;
        match json {
            Json::Bool(on) => Node::from(*on),
            Json::Number(number) => Node::from(number.as_i64().unwrap()),
            Json::String(text) => Node::from(text.as_str()),
            Json::Array(items) => items.iter().map(tree).collect::<Vec<Node>>().into(),
            Json::Object(map) => {
                let mut out = Map::new();
                for (key, value) in map {
                    out.put(key.clone(), tree(value));
                }
                out.into()
            }
            Json::Null => Node::Scalar(Scalar::Null),
        }
    }

    /// The changes as lines: `path = value`, `-path`.
    #[track_caller]
    fn check(file: &str, old: &str, new: &str, expect: &[&str]) {
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let map = |text: &str| match tree(&json(text)) {
            Node::Map(map) => map,
            other => unreachable!("{other:?}"),
        };
        let made = changes(&found(&json(file)), &map(old), &map(new), true);
        let lines: Vec<String> = made
            .iter()
            .map(|(at, change)| match change {
                Change::Remove => format!("-{}", path::print(at)),
                Change::Set(node) => format!("{} = {}", path::print(at), print(node)),
            })
            .collect();
        assert_eq!(lines, expect);
    }

    fn print(node: &Node) -> String {
        match node {
            Node::Scalar(Scalar::Str(text)) => text.clone(),
            Node::Scalar(scalar) => format!("{scalar:?}"),
            Node::Seq(seq) => {
                let items: Vec<String> = seq.items.iter().map(|item| print(&item.value)).collect();
                format!("[{}]", items.join(" "))
            }
            Node::Map(map) => {
                let entries: Vec<String> = map
                    .entries
                    .iter()
                    .map(|entry| format!("{}:{}", entry.key, print(&entry.value)))
                    .collect();
                format!("{{{}}}", entries.join(" "))
            }
            Node::Literal(printed) => printed.text.clone(),
        }
    }

    #[test]
    fn what_renderings_agree_on_stays() {
        check(r#"{"a": "other"}"#, r#"{"a": "x"}"#, r#"{"a": "x"}"#, &[]);
        check(r#"{}"#, r#"{"a": "x"}"#, r#"{"a": "x"}"#, &[]);
    }

    #[test]
    fn scalars_are_set_where_the_file_has_them() {
        check(
            r#"{"A": "1"}"#,
            r#"{"a": "1"}"#,
            r#"{"a": "2"}"#,
            &["A = 2"],
        );
        check(r#"{}"#, r#"{}"#, r#"{"a": {"b": "2"}}"#, &["a = {b:2}"]);
        check(
            r#"{"a": {"z": "1"}}"#,
            r#"{}"#,
            r#"{"a": {"b": "2"}}"#,
            &["a.b = 2"],
        );
        check(r#"{"a": "1"}"#, r#"{"a": "1"}"#, r#"{}"#, &["-a"]);
        check(r#"{}"#, r#"{"a": "1"}"#, r#"{}"#, &[]);
    }

    #[test]
    fn maps_keep_keys_of_their_own() {
        check(
            r#"{"a": {"b": "1", "own": "2"}}"#,
            r#"{"a": {"b": "1"}}"#,
            r#"{}"#,
            &["-a.b"],
        );
        check(
            r#"{"a": {"b": "1"}}"#,
            r#"{"a": {"b": "1"}}"#,
            r#"{}"#,
            &["-a"],
        );
    }

    #[test]
    fn lists_keep_items_of_their_own() {
        check(
            r#"{"a": ["own", "x"]}"#,
            r#"{"a": ["x"]}"#,
            r#"{"a": ["y"]}"#,
            &["-a[1]", "a[1] = y"],
        );
        check(
            r#"{"a": ["x"]}"#,
            r#"{"a": ["x"]}"#,
            r#"{"a": ["y", "x"]}"#,
            &["a = [y x]"],
        );
        check(
            r#"{"a": ["own"]}"#,
            r#"{}"#,
            r#"{"a": ["x"]}"#,
            &["a[1] = x"],
        );
        check(r#"{"a": ["x"]}"#, r#"{"a": ["x"]}"#, r#"{}"#, &["-a"]);
        check(
            r#"{"a": ["own", "x"]}"#,
            r#"{"a": ["x"]}"#,
            r#"{}"#,
            &["-a[1]"],
        );
    }

    #[test]
    fn tables_are_told_apart_by_name() {
        check(
            r#"{"v": [{"name": "own"}, {"name": "x", "size": "1", "extra": true}]}"#,
            r#"{"v": [{"name": "x", "size": "1"}]}"#,
            r#"{"v": [{"name": "x", "size": "2"}, {"name": "y"}]}"#,
            &["v[1].size = 2", "v[2] = {name:y}"],
        );
        check(
            r#"{"v": [{"name": "x"}, {"name": "y"}]}"#,
            r#"{"v": [{"name": "x"}, {"name": "y"}]}"#,
            r#"{"v": [{"name": "y"}]}"#,
            &["-v[0]"],
        );
    }
}
