//! Walks the tables of a configuration, key by key.

use runwright_model::Edit;
use runwright_model::catalogue::Part;

use super::super::fix;
use super::super::node::{Entry, Node, Value};
use super::super::report::Report;
use super::super::schema::{self, Type};
use super::{secrets, types, unknown};

/// Whether a key belongs to the top level of the file, and is not `runners` itself.
pub fn is_global(key: &str) -> bool {
    !key.eq_ignore_ascii_case("runners")
        && schema::table("").is_some_and(|table| table.get(key).is_some())
}

/// A table, and the list of tables it is in.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    pub path: &'a str,
    pub node: &'a Node,
    /// The outermost list of tables below the runner, with its path.
    pub list: Option<(&'a Entry, &'a str)>,
}

impl<'a> Here<'a> {
    pub fn top(node: &'a Node) -> Here<'a> {
        let (path, list) = ("", None);
        Here { path, node, list }
    }

    pub fn runner(node: &'a Node) -> Here<'a> {
        let (path, list) = ("runners", None);
        Here { path, node, list }
    }

    pub fn kubernetes(node: &'a Node) -> Here<'a> {
        let (path, list) = ("runners.kubernetes", None);
        Here { path, node, list }
    }

    /// The path of a key.
    pub fn key(&self, key: &str) -> String {
        let dot = if self.path.is_empty() { "" } else { "." };
        [self.path, dot, &key.to_ascii_lowercase()].concat()
    }

    /// Writes a key anew, as what is meant by its value; in a list of tables the list is.
    pub fn anew(&self, entry: &Entry, meant: &Node) -> Option<Vec<Edit>> {
        match self.list {
            None => fix::anew(entry, Part::Config, &self.key(&entry.key), meant),
            Some((list, _)) if !list.node.is_small() => None,
            Some((list, path)) => {
                let node = list.node.with(entry.node.at, &meant.value);
                fix::anew(list, Part::Config, path, &node)
            }
        }
    }

    /// Offers to write a key in the right form.
    pub fn offer(&self, entry: &Entry, out: &mut Report) {
        let edits = self.anew(entry, &entry.node);
        let path = self.key(&entry.key);
        let label = fix::writing(out.lang, Part::Config, &path, &entry.node);
        out.fix(label, edits);
    }
}

/// Every key of a table and below it.
pub fn table(here: Here, out: &mut Report) {
    for item in here.node.entries() {
        entry(item, here, out);
    }
}

/// One key of a table, and what is below it.
pub fn entry(entry: &Entry, here: Here, out: &mut Report) {
    let path = here.path;
    if out.is_full() {
        return;
    }
    let Some(known) = schema::table(path) else {
        return;
    };
    match known.get(&entry.key) {
        None => unknown::key(entry, here, known, out),
        Some(kind) => {
            types::check(entry, kind, here, out);
            secrets::check(entry, &here.key(&entry.key), out);
            unknown::too_new(entry, &here.key(&entry.key), out);
            let below = here.key(&entry.key);
            match (kind, &entry.node.value) {
                (Type::Table, Value::Map(_)) => {
                    let node = &entry.node;
                    let path = &below;
                    table(Here { path, node, ..here }, out);
                }
                (Type::Tables, Value::List(items)) => {
                    let list = here.list.or(Some((entry, &below)));
                    for node in items {
                        let path = &below;
                        table(Here { path, node, list }, out);
                    }
                }
                _ => {}
            }
        }
    }
}

/// A table as people write its header.
pub fn shown(path: &str) -> String {
    match path {
        "" => "(top level)".to_string(),
        "runners" => "[[runners]]".to_string(),
        _ => ["[", path, "]"].concat(),
    }
}
