//! Says of a text that was read again after a change whether it says what was wanted, and the rest as before.

use super::write::same;
use crate::source::{Change, Node, Pair, Seg, Value};

/// Whether a value is another with the change made in it; what the change emptied may be gone as well.
pub(super) fn changed(
    pair: &Pair,
    old: Option<&Node>,
    new: Option<&Node>,
    path: &[Seg],
    change: &Change,
) -> bool {
    let Some((seg, rest)) = path.split_first() else {
        return match change {
            Change::Set(wanted) => new.is_some_and(|new| same(&new.value, wanted)),
            Change::Remove => new.is_none(),
        };
    };
    let removes = *change == Change::Remove;
    match seg {
        Seg::Key(key) => {
            let others = |node: Option<&Node>| {
                let entries = node.map(Node::entries).unwrap_or_default();
                entries.iter().filter(|entry| entry.key != *key).count()
            };
            let Some(new) = new else {
                return removes
                    && others(old) == 0
                    && changed(pair, old.and_then(|old| old.get(key)), None, rest, change);
            };
            let entries = old.map(Node::entries).unwrap_or_default();
            matches!(new.value, Value::Map(_))
                && others(old) == others(Some(new))
                && entries
                    .iter()
                    .enumerate()
                    .filter(|(_, entry)| entry.key != *key)
                    .all(|(at, entry)| pair.found(new, at, &entry.key, &entry.node))
                && changed(
                    pair,
                    old.and_then(|old| old.get(key)),
                    new.get(key),
                    rest,
                    change,
                )
        }
        Seg::Index(index) => {
            let olds = old.map(Node::items).unwrap_or_default();
            let news = new.map(Node::items).unwrap_or_default();
            let list = new.is_none_or(|new| matches!(new.value, Value::List(_)));
            if removes && rest.is_empty() {
                let mut kept = olds.iter().enumerate().filter(|(at, _)| at != index);
                return list
                    && olds.len() == news.len() + usize::from(*index < olds.len())
                    && news
                        .iter()
                        .all(|new| kept.next().is_some_and(|(_, old)| pair.equal(old, new)));
            }
            let mut pairs = olds.iter().zip(news).enumerate();
            list && news.len() == olds.len().max(if removes { 0 } else { index + 1 })
                && pairs.all(|(at, (old, new))| at == *index || pair.equal(old, new))
                && changed(pair, olds.get(*index), news.get(*index), rest, change)
        }
    }
}
