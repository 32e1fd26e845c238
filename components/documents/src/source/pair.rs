//! Compares values of two texts: what they say, wherever they stand.

use super::{Node, Value};

/// Two texts, one read and one read again.
pub(crate) struct Pair<'a> {
    pub(crate) old: &'a str,
    pub(crate) new: &'a str,
}

impl Pair<'_> {
    /// Whether a map has a value, at best where it is looked for first.
    pub(crate) fn found(&self, map: &Node, at: usize, key: &str, value: &Node) -> bool {
        let beside = map.entries().get(at).filter(|entry| entry.key == key);
        beside
            .or_else(|| map.entry(key))
            .is_some_and(|entry| self.equal(value, &entry.node))
    }

    /// Whether a value of the old text and one of the new say the same; the order of keys is nothing.
    pub(crate) fn equal(&self, old: &Node, new: &Node) -> bool {
        match (&old.value, &new.value) {
            // A template or what cannot be read says what stands there.
            (Value::Opaque | Value::Date, Value::Opaque | Value::Date) => {
                self.old.get(old.span.clone()) == self.new.get(new.span.clone())
            }
            (Value::Float(old), Value::Float(new)) => old.to_bits() == new.to_bits(),
            (Value::List(olds), Value::List(news)) => {
                olds.len() == news.len()
                    && olds.iter().zip(news).all(|(old, new)| self.equal(old, new))
            }
            (Value::Map(olds), Value::Map(news)) => {
                olds.len() == news.len()
                    && olds
                        .iter()
                        .enumerate()
                        .all(|(at, entry)| self.found(new, at, &entry.key, &entry.node))
            }
            (old, new) => old == new,
        }
    }
}
