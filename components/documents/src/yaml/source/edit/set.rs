//! Changes a value into another, part by part where both have parts.

use std::collections::BTreeSet;

use super::Editor;
use super::place::Place;
use crate::source::{Node, Refusal, Value};
use crate::tree::{Map, Node as Tree, Scalar, Seq};

/// Whether a value that was read is the one that is wanted.
pub(super) fn same(node: &Node, value: &Tree) -> bool {
    match (&node.value, value) {
        (Value::Null, Tree::Scalar(Scalar::Null)) => true,
        (Value::Bool(is), Tree::Scalar(Scalar::Bool(wanted))) => is == wanted,
        (Value::Int(is), Tree::Scalar(Scalar::Int(wanted))) => *is == Some(*wanted),
        (Value::Text(is), Tree::Scalar(Scalar::Str(wanted))) => is == wanted,
        (Value::Text(is), Tree::Literal(wanted)) => *is == wanted.text,
        (Value::List(is), Tree::Seq(wanted)) => {
            is.len() == wanted.items.len()
                && is
                    .iter()
                    .zip(&wanted.items)
                    .all(|(is, wanted)| same(is, &wanted.value))
        }
        (Value::Map(is), Tree::Map(wanted)) => {
            is.len() == wanted.entries.len()
                && wanted.entries.iter().enumerate().all(|(at, wanted)| {
                    let beside = is.get(at).filter(|entry| entry.key == wanted.key);
                    beside
                        .or_else(|| node.entry(&wanted.key))
                        .is_some_and(|entry| same(&entry.node, &wanted.value))
                })
        }
        _ => false,
    }
}

impl Editor<'_> {
    pub(super) fn set(&mut self, node: &Node, place: &Place, value: &Tree) -> Result<(), Refusal> {
        if same(node, value) {
            return Ok(());
        }
        self.open(node)?;
        match (&node.value, value) {
            _ if node.alias => self.replace(node, place, value),
            (Value::Map(_), Tree::Map(wanted)) => self.set_map(node, place, wanted, value),
            (Value::List(items), Tree::Seq(wanted)) if !items.is_empty() => {
                self.set_list(node, items, place, wanted, value)
            }
            (Value::Opaque, _) if self.is_bad(&node.span) => Err(Refusal::Unreadable),
            _ => self.replace(node, place, value),
        }
    }

    fn set_map(
        &mut self,
        node: &Node,
        place: &Place,
        wanted: &Map,
        value: &Tree,
    ) -> Result<(), Refusal> {
        let keys: BTreeSet<&str> = wanted.entries.iter().map(|entry| &*entry.key).collect();
        let entries = node.entries();
        let goes = |merged| {
            entries
                .iter()
                .any(|entry| entry.merged == merged && !keys.contains(entry.key.as_str()))
        };
        if goes(true) {
            return Err(Refusal::Shared);
        }
        let stays = entries
            .iter()
            .any(|entry| !entry.merged && keys.contains(entry.key.as_str()));
        let merges = self.has_merges(node);
        if !stays && !merges {
            return self.replace(node, place, value);
        }
        let mut surplus = Vec::new();
        for (index, entry) in entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.merged)
        {
            match wanted.entries.iter().find(|other| other.key == entry.key) {
                None => surplus.push(index),
                Some(other) => {
                    let inner = self.entry_place(node, place, entry);
                    self.set(&entry.node, &inner, &other.value)?;
                }
            }
        }
        self.remove_parts(node, place, &surplus)?;
        let fresh: Vec<(&str, &Tree)> = wanted
            .entries
            .iter()
            .filter(|other| match node.entry(&other.key) {
                None => true,
                Some(entry) => entry.merged && !same(&entry.node, &other.value),
            })
            .map(|other| (other.key.as_str(), &other.value))
            .collect();
        if fresh.is_empty() {
            return Ok(());
        }
        self.insert_keys(node, place, &fresh)
    }

    fn set_list(
        &mut self,
        node: &Node,
        items: &[Node],
        place: &Place,
        wanted: &Seq,
        value: &Tree,
    ) -> Result<(), Refusal> {
        let fresh: Vec<&Tree> = wanted.items.iter().map(|item| &item.value).collect();
        if fresh.is_empty() {
            return self.replace(node, place, value);
        }
        let shorter = items.len().min(fresh.len());
        let both = || items.iter().zip(&fresh);
        let front = both().take_while(|(is, wanted)| same(is, wanted)).count();
        let ends = items.iter().rev().zip(fresh.iter().rev());
        let back = ends
            .take(shorter - front)
            .take_while(|(is, wanted)| same(is, wanted))
            .count();
        // Items go in behind others: with nothing before them, the list is changed from its begin.
        let back = if front == 0 && fresh.len() > items.len() && shorter == back {
            0
        } else {
            back
        };
        let kept = shorter - back;
        for (item, value) in both().take(kept).skip(front) {
            let inner = self.item_place(node, place, item);
            self.set(item, &inner, value)?;
        }
        let surplus: Vec<usize> = (kept..items.len() - back).collect();
        self.remove_parts(node, place, &surplus)?;
        let more = fresh.get(kept..fresh.len() - back).unwrap_or_default();
        if more.is_empty() {
            return Ok(());
        }
        self.insert_items(node, place, kept, more)
    }

    /// Whether a map has a `<<` of its own.
    pub(super) fn has_merges(&self, node: &Node) -> bool {
        let inside = |at: usize| node.span.start <= at && at < node.span.end;
        let deeper = |at: usize| {
            node.entries()
                .iter()
                .any(|entry| !entry.merged && entry.node.span.contains(&at))
        };
        let mut merges = self.marks.merges.iter();
        merges.any(|span| inside(span.start) && !deeper(span.start))
    }
}
