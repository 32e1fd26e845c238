//! Turns tables and scanned values into what readers see.

use std::collections::BTreeMap;

use super::scan::{Form, Key};
use super::tables::{Item, Made, Slot, Tables};
use super::value::{Kind, Member, Raw};
use crate::source::{Entry, Fault, Node, Source, Span, Value};

/// What a text says.
pub(super) fn source(tables: &Tables, length: usize) -> Source {
    let mut builder = Builder {
        tables,
        faults: tables.faults.clone(),
        repeated: tables.repeated.clone(),
    };
    let mut root = builder.table(0);
    root.span = 0..length;
    let Builder {
        mut faults,
        mut repeated,
        ..
    } = builder;
    faults.sort_by_key(|fault| fault.at);
    repeated.sort_by_key(|(_, span)| span.start);
    Source {
        documents: vec![root],
        faults,
        repeated,
    }
}

struct Builder<'a> {
    tables: &'a Tables,
    faults: Vec<Fault>,
    repeated: Vec<(String, Span)>,
}

/// The least span around two.
fn join(one: Option<Span>, other: Span) -> Option<Span> {
    Some(match one {
        Some(one) => one.start.min(other.start)..one.end.max(other.end),
        None => other,
    })
}

impl Builder<'_> {
    fn table(&mut self, table: usize) -> Node {
        let mut span = match self.tables.made(table) {
            Made::Header(statement) => self
                .tables
                .statement(statement)
                .map(|header| header.span.clone()),
            _ => None,
        };
        let mut entries = Vec::new();
        for slot in self.tables.slots(table) {
            let node = self.slot(slot);
            if !matches!(slot.item, Item::Value(_)) {
                span = join(span, node.span.clone());
            } else {
                span = join(span, slot.span.start..node.span.end);
            }
            entries.push(entry(&slot.key, &slot.span, node));
        }
        Node::new(span.unwrap_or(0..0), Value::Map(entries))
    }

    fn slot(&mut self, slot: &Slot) -> Node {
        match &slot.item {
            Item::Value(statement) => {
                match self.tables.statement(*statement).map(|found| &found.form) {
                    Some(Form::Pair { raw, .. }) => self.raw(raw),
                    _ => Node::new(slot.span.clone(), Value::Null),
                }
            }
            Item::Table(table) => self.table(*table),
            Item::List(items) => {
                let items: Vec<Node> = items.iter().map(|&table| self.table(table)).collect();
                let span = items
                    .iter()
                    .fold(None, |span, item| join(span, item.span.clone()));
                Node::new(span.unwrap_or(0..0), Value::List(items))
            }
        }
    }

    fn raw(&mut self, raw: &Raw) -> Node {
        let value = match &raw.kind {
            Kind::Scalar(value) => value.clone(),
            Kind::Array(members) | Kind::Templated(members) => {
                Value::List(members.iter().map(|member| self.raw(&member.raw)).collect())
            }
            Kind::Table(members) => {
                let members: Vec<&Member> = members.iter().collect();
                Value::Map(self.inline(&members, 0))
            }
        };
        Node::new(raw.span.clone(), value)
    }

    /// The entries of an inline table, by the part of their keys at a depth.
    fn inline(&mut self, members: &[&Member], depth: usize) -> Vec<Entry> {
        let mut entries = Vec::new();
        for group in groups(members, depth) {
            let Some(key) = group.key() else {
                continue;
            };
            for key in &group.again {
                self.faults.push(Fault {
                    at: key.span.start,
                    what: ("the key is there already", "键重复"),
                });
                self.repeated.push((key.text.clone(), key.span.clone()));
            }
            let node = match group.leaf() {
                Some(member) => self.raw(&member.raw),
                None => {
                    let entries = self.inline(&group.members, depth + 1);
                    Node::new(group.span(), Value::Map(entries))
                }
            };
            entries.push(entry(&key.text, &key.span, node));
        }
        entries
    }
}

fn entry(key: &str, key_span: &Span, node: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: key_span.clone(),
        node,
        merged: false,
    }
}

/// Members of an inline table that begin with the same key.
pub(super) struct Group<'a> {
    pub members: Vec<&'a Member>,
    /// Keys that stand a second time.
    pub again: Vec<&'a Key>,
    /// Members of these.
    pub lost: Vec<&'a Member>,
    depth: usize,
}

impl<'a> Group<'a> {
    pub(super) fn key(&self) -> Option<&'a Key> {
        self.members.first()?.keys.get(self.depth)
    }

    /// The member that holds the value, if these are not dotted keys.
    pub(super) fn leaf(&self) -> Option<&'a Member> {
        self.members
            .first()
            .copied()
            .filter(|member| member.keys.len() == self.depth + 1)
    }

    fn span(&self) -> Span {
        let start = self
            .members
            .first()
            .and_then(|member| member.keys.get(self.depth + 1));
        let end = self.members.last().map_or(0, |member| member.raw.span.end);
        start.map_or(end, |key| key.span.start)..end
    }
}

/// The members of an inline table by the part of their keys at a depth, in the order of the text.
pub(super) fn groups<'a>(members: &[&'a Member], depth: usize) -> Vec<Group<'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for member in members {
        let Some(key) = member.keys.get(depth) else {
            continue;
        };
        let last = member.keys.len() == depth + 1;
        match index
            .get(key.text.as_str())
            .and_then(|&at| groups.get_mut(at))
        {
            None => {
                index.insert(&key.text, groups.len());
                groups.push(Group {
                    members: vec![member],
                    again: Vec::new(),
                    lost: Vec::new(),
                    depth,
                });
            }
            Some(group) if last || group.leaf().is_some() => {
                group.again.push(key);
                group.lost.push(member);
            }
            Some(group) => group.members.push(member),
        }
    }
    groups
}

/// What a scanned value says.
pub(super) fn value(raw: &Raw) -> Value {
    let tables = Tables::new(Vec::new(), Vec::new());
    let mut builder = Builder {
        tables: &tables,
        faults: Vec::new(),
        repeated: Vec::new(),
    };
    builder.raw(raw).value
}

/// What a table says.
pub(super) fn table_value(tables: &Tables, table: usize) -> Value {
    let mut builder = Builder {
        tables,
        faults: Vec::new(),
        repeated: Vec::new(),
    };
    builder.table(table).value
}
