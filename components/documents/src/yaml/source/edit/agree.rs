//! Reads a changed text again and says whether it is what was wanted.

use super::set::same;
use crate::source::{Change, Node, Seg, Source, Splice, Value, apply};

pub(super) fn holds(
    text: &str,
    source: &Source,
    document: usize,
    path: &[Seg],
    change: &Change,
    splices: &[Splice],
) -> bool {
    let new = super::super::read(&apply(text, splices));
    kept(&new, source, document, path, change)
}

/// Whether a text that was read again says what was wanted, and everything else as before.
pub(in crate::yaml::source) fn kept(
    new: &Source,
    source: &Source,
    document: usize,
    path: &[Seg],
    change: &Change,
) -> bool {
    new.faults.len() == source.faults.len()
        && new.documents.len() == source.documents.len()
        && source
            .documents
            .iter()
            .zip(&new.documents)
            .enumerate()
            .all(|(index, (old, new))| {
                if index == document {
                    changed(Some(old), Some(new), path, change)
                } else {
                    equal(old, new)
                }
            })
}

/// Whether a value is another with the change made in it.
fn changed(old: Option<&Node>, new: Option<&Node>, path: &[Seg], change: &Change) -> bool {
    let Some((seg, rest)) = path.split_first() else {
        return match (change, new) {
            (Change::Set(value), Some(new)) => same(new, value),
            (Change::Set(_), None) => false,
            (Change::Remove, new) => new.is_none(),
        };
    };
    let Some(new) = new else {
        return false;
    };
    match seg {
        Seg::Key(key) => {
            let parts = |node: Option<&Node>| match node {
                Some(node) => node
                    .entries()
                    .iter()
                    .filter(|entry| entry.key != *key)
                    .count(),
                None => 0,
            };
            let others = old.into_iter().flat_map(Node::entries);
            let mut others = others.filter(|entry| entry.key != *key).enumerate();
            let merged = |node: &Node| node.entry(key).is_some_and(|entry| entry.merged);
            let gone = *change == Change::Remove && rest.is_empty() && merged(new);
            matches!(new.value, Value::Map(_))
                && parts(old) == parts(Some(new))
                && others.all(|(at, entry)| found(new, at, &entry.key, &entry.node))
                && (gone || changed(old.and_then(|old| old.get(key)), new.get(key), rest, change))
        }
        Seg::Index(index) => {
            let olds = old.map(Node::items).unwrap_or_default();
            let news = new.items();
            if rest.is_empty() && *change == Change::Remove {
                let kept = olds.iter().enumerate().filter(|(at, _)| at != index);
                return olds.len() == news.len() + 1
                    && kept.zip(news).all(|((_, old), new)| equal(old, new));
            }
            let pairs = olds.iter().zip(news).enumerate();
            news.len() == olds.len().max(index + 1)
                && pairs
                    .filter(|(at, _)| at != index)
                    .all(|(_, (old, new))| equal(old, new))
                && changed(olds.get(*index), news.get(*index), rest, change)
        }
    }
}

/// Whether a map has a value, at best where it is looked for first.
fn found(map: &Node, at: usize, key: &str, value: &Node) -> bool {
    let beside = map.entries().get(at).filter(|entry| entry.key == key);
    beside
        .or_else(|| map.entry(key))
        .is_some_and(|entry| equal(value, &entry.node))
}

fn equal(old: &Node, new: &Node) -> bool {
    match (&old.value, &new.value) {
        (Value::Float(old), Value::Float(new)) => old.to_bits() == new.to_bits(),
        (Value::List(olds), Value::List(news)) => {
            olds.len() == news.len() && olds.iter().zip(news).all(|(old, new)| equal(old, new))
        }
        (Value::Map(olds), Value::Map(news)) => {
            olds.len() == news.len()
                && olds
                    .iter()
                    .enumerate()
                    .all(|(at, entry)| found(new, at, &entry.key, &entry.node))
        }
        (old, new) => old == new,
    }
}
