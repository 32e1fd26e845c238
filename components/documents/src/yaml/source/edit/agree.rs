//! Reads a changed text again and says whether it is what was wanted.

use super::set::same;
use crate::source::{Change, Node, Pair, Seg, Source, Splice, Value, apply};

/// Whether the text with the splices made says what was wanted, and everything else as before.
pub(in crate::yaml::source) fn holds(
    text: &str,
    source: &Source,
    document: usize,
    path: &[Seg],
    change: &Change,
    splices: &[Splice],
) -> bool {
    let outcome = apply(text, splices);
    let again = super::super::read(&outcome);
    kept(text, source, &outcome, &again, document, path, change)
}

/// The same of a text that was read again.
pub(in crate::yaml::source) fn kept(
    text: &str,
    source: &Source,
    outcome: &str,
    again: &Source,
    document: usize,
    path: &[Seg],
    change: &Change,
) -> bool {
    let pair = Pair {
        old: text,
        new: outcome,
    };
    let faults = |source: &Source| {
        source
            .faults
            .iter()
            .map(|fault| fault.what)
            .collect::<Vec<_>>()
    };
    let mut both = source.documents.iter().zip(&again.documents).enumerate();
    faults(source) == faults(again)
        && source.documents.len() == again.documents.len()
        && both.all(|(index, (old, new))| {
            if index == document {
                changed(&pair, Some(old), Some(new), path, change)
            } else {
                pair.equal(old, new)
            }
        })
}

/// Whether a value is another with the change made in it.
fn changed(
    pair: &Pair,
    old: Option<&Node>,
    new: Option<&Node>,
    path: &[Seg],
    change: &Change,
) -> bool {
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
                && others.all(|(at, entry)| pair.found(new, at, &entry.key, &entry.node))
                && (gone
                    || changed(
                        pair,
                        old.and_then(|old| old.get(key)),
                        new.get(key),
                        rest,
                        change,
                    ))
        }
        Seg::Index(index) => {
            let olds = old.map(Node::items).unwrap_or_default();
            let news = new.items();
            if rest.is_empty() && *change == Change::Remove {
                let kept = olds.iter().enumerate().filter(|(at, _)| at != index);
                return matches!(new.value, Value::List(_))
                    && olds.len() == news.len() + 1
                    && kept.zip(news).all(|((_, old), new)| pair.equal(old, new));
            }
            let pairs = olds.iter().zip(news).enumerate();
            news.len() == olds.len().max(index + 1)
                && pairs
                    .filter(|(at, _)| at != index)
                    .all(|(_, (old, new))| pair.equal(old, new))
                && changed(pair, olds.get(*index), news.get(*index), rest, change)
        }
    }
}
