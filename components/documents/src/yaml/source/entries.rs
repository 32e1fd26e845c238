//! Gathers the entries of a map: the first of a repeated key stands, and what `<<` brings comes behind the map's own.

use std::collections::BTreeSet;

use crate::source::{Entry, Node, Span, Value};

/// Below this many entries a search costs less than a set.
const FEW: usize = 16;

#[derive(Default)]
pub(super) struct Entries {
    list: Vec<Entry>,
    /// The keys, once there are many.
    keys: BTreeSet<String>,
    merges: Vec<Node>,
}

impl Entries {
    /// Adds an entry; gives it back where its key is there already.
    pub(super) fn push(
        &mut self,
        key: String,
        key_span: Span,
        node: Node,
    ) -> Option<(String, Span)> {
        if self.has(&key) {
            return Some((key, key_span));
        }
        self.add(Entry {
            key,
            key_span,
            node,
            merged: false,
        });
        None
    }

    /// Adds the value of a `<<` key; gives it back where it is no map and no list of maps.
    pub(super) fn merge(&mut self, node: Node) -> Option<Node> {
        let fits = match &node.value {
            Value::Map(_) => true,
            Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Map(_))),
            _ => false,
        };
        if !fits {
            return Some(node);
        }
        self.merges.push(node);
        None
    }

    pub(super) fn finish(mut self) -> Vec<Entry> {
        for merge in std::mem::take(&mut self.merges) {
            match merge.value {
                Value::List(items) => items.into_iter().for_each(|item| self.take(item)),
                _ => self.take(merge),
            }
        }
        self.list
    }

    fn take(&mut self, map: Node) {
        if let Value::Map(entries) = map.value {
            for entry in entries {
                if !self.has(&entry.key) {
                    self.add(Entry {
                        merged: true,
                        ..entry
                    });
                }
            }
        }
    }

    fn has(&self, key: &str) -> bool {
        if self.list.len() < FEW {
            self.list.iter().any(|entry| entry.key == key)
        } else {
            self.keys.contains(key)
        }
    }

    fn add(&mut self, entry: Entry) {
        if self.list.len() + 1 == FEW {
            self.keys
                .extend(self.list.iter().map(|entry| entry.key.clone()));
        }
        if self.list.len() + 1 >= FEW {
            self.keys.insert(entry.key.clone());
        }
        self.list.push(entry);
    }
}
