//! Writes values, pairs and tables in the style of the text they go to.

use super::style::Style;
use crate::pen::WIDTH;
use crate::source::Value;
use crate::toml::quote::{basic, key, multi_line};
use crate::tree::{Entry, Map, Node, Scalar};

/// The string of a node.
pub(super) fn string(node: &Node) -> Option<&str> {
    match node {
        Node::Scalar(Scalar::Str(text)) => Some(text),
        Node::Literal(printed) => Some(&printed.text),
        _ => None,
    }
}

pub(super) fn is_null(node: &Node) -> bool {
    matches!(node, Node::Scalar(Scalar::Null))
}

/// What a map holds: TOML has no null, and of a repeated key the first counts.
pub(super) fn entries(map: &Map) -> Vec<&Entry> {
    let mut seen = std::collections::BTreeSet::new();
    let entries = map.entries.iter();
    entries
        .filter(|entry| !is_null(&entry.value) && seen.insert(entry.key.as_str()))
        .collect()
}

/// The items of a list; of one that is none, nothing.
pub(super) fn items(node: &Node) -> Option<Vec<&Node>> {
    match node {
        Node::Seq(seq) => Some(
            seq.items
                .iter()
                .map(|item| &item.value)
                .filter(|item| !is_null(item))
                .collect(),
        ),
        _ => None,
    }
}

/// Whether a value is written as tables with headers of their own.
pub(super) fn is_table(node: &Node) -> bool {
    matches!(node, Node::Map(_))
        || (maps(node).is_some() && !matches!(node, Node::Seq(seq) if seq.flow))
}

/// The maps of a list of nothing but maps.
pub(super) fn maps(node: &Node) -> Option<Vec<&Map>> {
    let maps: Option<Vec<&Map>> = items(node)?
        .into_iter()
        .map(|item| match item {
            Node::Map(map) => Some(map),
            _ => None,
        })
        .collect();
    maps.filter(|maps| !maps.is_empty())
}

/// Whether a value that is there says what is wanted.
pub(super) fn same(value: &Value, node: &Node) -> bool {
    match (value, node) {
        (Value::Text(text), _) => string(node) == Some(text),
        (Value::Bool(one), Node::Scalar(Scalar::Bool(other))) => one == other,
        (Value::Int(one), Node::Scalar(Scalar::Int(other))) => *one == Some(*other),
        (Value::List(list), _) => items(node).is_some_and(|items| {
            items.len() == list.len()
                && list
                    .iter()
                    .zip(items)
                    .all(|(one, other)| same(&one.value, other))
        }),
        (Value::Map(map), Node::Map(wanted)) => {
            let wanted = entries(wanted);
            let index: std::collections::BTreeMap<&str, &Value> = map
                .iter()
                .map(|entry| (entry.key.as_str(), &entry.node.value))
                .collect();
            wanted.len() == map.len()
                && wanted.iter().all(|entry| {
                    index
                        .get(entry.key.as_str())
                        .is_some_and(|value| same(value, &entry.value))
                })
        }
        _ => false,
    }
}

impl Style {
    /// A value on one line.
    pub(super) fn inline(&self, node: &Node) -> String {
        let mut out = String::new();
        self.put(node, &mut out);
        out
    }

    fn put(&self, node: &Node, out: &mut String) {
        match node {
            Node::Scalar(Scalar::Int(number)) => out.push_str(&number.to_string()),
            Node::Scalar(Scalar::Number(text)) => out.push_str(text),
            Node::Scalar(Scalar::Bool(value)) => {
                out.push_str(if *value { "true" } else { "false" })
            }
            Node::Map(map) => {
                let entries = entries(map);
                for (number, entry) in entries.iter().enumerate() {
                    out.push_str(if number > 0 { ", " } else { "{ " });
                    out.push_str(&key(&entry.key));
                    out.push_str(" = ");
                    self.put(&entry.value, out);
                }
                out.push_str(if entries.is_empty() { "{}" } else { " }" });
            }
            Node::Seq(_) => {
                out.push('[');
                for (number, item) in items(node).unwrap_or_default().into_iter().enumerate() {
                    if number > 0 {
                        out.push_str(", ");
                    }
                    self.put(item, out);
                }
                out.push(']');
            }
            _ => out.push_str(&self.quoted(string(node).unwrap_or_default())),
        }
    }

    fn quoted(&self, text: &str) -> String {
        if self.literal && fits_literal(text) {
            ["'", text, "'"].concat()
        } else {
            basic(text)
        }
    }

    /// A value behind a key: over several lines where it is long.
    pub(super) fn behind(&self, node: &Node, indent: &str, column: usize) -> String {
        if let Some(text) = string(node) {
            let tall = text.contains('\n') && self.newline == "\n";
            return if tall {
                multi_line(text)
            } else {
                self.quoted(text)
            };
        }
        let flat = self.inline(node);
        let items = items(node).unwrap_or_default();
        if items.is_empty() || column + flat.chars().count() <= WIDTH {
            return flat;
        }
        let mut out = "[\n".to_owned();
        for item in items {
            out.push_str(&[indent, &self.step, &self.inline(item), ",\n"].concat());
        }
        out + indent + "]"
    }

    /// A scalar in the quotes that its place has, where these can hold it.
    pub(super) fn scalar(&self, old: &str, node: &Node) -> String {
        let Some(text) = string(node) else {
            return self.inline(node);
        };
        let plain = |c: char| !c.is_control() || c == '\n' && self.newline == "\n" || c == '\t';
        if old.starts_with("'''") {
            if text.chars().all(plain) && !text.contains("'''") && !text.ends_with('\'') {
                return [opening(old, "'''", text), text, "'''"].concat();
            }
        } else if old.starts_with("\"\"\"") {
            let flat = !text.contains('\n') && !opening(old, "\"\"\"", text).contains('\n');
            if !flat && self.newline == "\n" || !text.contains(['\n', '\r']) {
                let written = multi_line(text);
                let body = written.strip_prefix("\"\"\"\n").unwrap_or_default();
                return [opening(old, "\"\"\"", text), body].concat();
            }
        } else if old.starts_with('\'') && fits_literal(text) {
            return ["'", text, "'"].concat();
        } else if !old.starts_with(['"', '\'']) {
            return self.quoted(text);
        }
        basic(text)
    }

    /// A line of a key and its value.
    pub(super) fn pair(&self, name: &str, node: &Node, indent: &str) -> String {
        let mut out = [indent, name].concat();
        let width = out.chars().count();
        let equals = match self.column {
            Some(column) if width < column => [
                &" ".repeat(column - width),
                self.equals.trim_start_matches([' ', '\t']),
            ]
            .concat(),
            Some(_) => [" ", self.equals.trim_start_matches([' ', '\t'])].concat(),
            None => self.equals.clone(),
        };
        out.push_str(&equals);
        let column = out.chars().count();
        out.push_str(&self.behind(node, indent, column));
        out.push('\n');
        out
    }

    /// Lines of dotted keys, which begin with a prefix that ends in a dot.
    pub(super) fn dotted(
        &self,
        prefix: &str,
        name: &str,
        node: &Node,
        indent: &str,
        out: &mut String,
    ) {
        let name = [prefix, &key(name)].concat();
        match node {
            Node::Map(map) if !entries(map).is_empty() => {
                let prefix = name + ".";
                for entry in entries(map) {
                    self.dotted(&prefix, &entry.key, &entry.value, indent, out);
                }
            }
            _ => out.push_str(&self.pair(&name, node, indent)),
        }
    }

    /// The pairs and then the tables of a table.
    pub(super) fn body(&self, path: &str, map: &Map, indent: &str, depth: usize, out: &mut String) {
        let entries = entries(map);
        let inner = match path {
            "" => indent.to_owned(),
            _ => [indent, &self.pair_step].concat(),
        };
        for entry in entries.iter().filter(|entry| !is_table(&entry.value)) {
            out.push_str(&self.pair(&key(&entry.key), &entry.value, &inner));
        }
        let below = [indent, &self.header_step].concat();
        for entry in entries.iter().filter(|entry| is_table(&entry.value)) {
            self.blocks(path, &entry.key, &entry.value, &below, depth + 1, out);
        }
    }

    /// A table or an array of tables.
    pub(super) fn blocks(
        &self,
        path: &str,
        name: &str,
        node: &Node,
        indent: &str,
        depth: usize,
        out: &mut String,
    ) {
        let path = match path {
            "" => key(name),
            _ => [path, ".", &key(name)].concat(),
        };
        if let Node::Map(map) = node {
            let entries = entries(map);
            // A table of nothing but tables needs no header of its own.
            if entries.is_empty() || !entries.iter().all(|entry| is_table(&entry.value)) {
                return self.block(&path, map, false, indent, depth, out);
            }
            for entry in entries {
                self.blocks(&path, &entry.key, &entry.value, indent, depth + 1, out);
            }
        }
        for map in maps(node).unwrap_or_default() {
            self.block(&path, map, true, indent, depth, out);
        }
    }

    pub(super) fn block(
        &self,
        path: &str,
        map: &Map,
        array: bool,
        indent: &str,
        depth: usize,
        out: &mut String,
    ) {
        if self.blank(depth) {
            out.push('\n');
        }
        let (open, close) = if array { ("[[", "]]\n") } else { ("[", "]\n") };
        out.push_str(&[indent, open, path, close].concat());
        self.body(path, map, indent, depth, out);
    }
}

fn fits_literal(text: &str) -> bool {
    !text.contains('\'') && !text.chars().any(|c| c.is_control() && c != '\t')
}

/// The opening quotes, with a line end behind them where the old value has one or the new one begins with one.
fn opening<'a>(old: &str, quotes: &'a str, text: &str) -> &'a str {
    let broken = old
        .get(3..)
        .is_some_and(|rest| rest.starts_with(['\n', '\r']));
    match (broken || text.starts_with('\n'), quotes) {
        (true, "'''") => "'''\n",
        (true, _) => "\"\"\"\n",
        (false, _) => quotes,
    }
}
