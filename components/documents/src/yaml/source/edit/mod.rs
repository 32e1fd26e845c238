//! Turns a change at a path into splices that touch nothing else.
//!
//! What comes out is read again before it is given: splices whose text does not say exactly what was wanted, and
//! everything else as before, are never given.

mod agree;
mod flow;
mod insert;
mod place;
mod remove;
mod replace;
mod set;
mod style;
mod write;

use super::reader::{Marks, Reader};
use crate::source::{Change, Entry, Node, Refusal, Seg, Source, Splice, Value};
use crate::tree;
pub(super) use agree::kept;
use place::Place;
pub(super) use place::line_start;
pub(super) use write::single;

pub(super) struct Editor<'a> {
    text: &'a str,
    marks: &'a Marks,
    style: style::Style,
    /// Whether texts of several lines may be written as literal blocks; not in a second try, when the first one
    /// did not read as wanted.
    literals: bool,
    splices: Vec<Splice>,
}

/// Makes a change of a document that was read from the text.
///
/// # Errors
/// [`Refusal`] where the change would touch more than it names, and where the outcome would not read as wanted.
pub fn edit(
    text: &str,
    source: &Source,
    document: usize,
    path: &[Seg],
    change: &Change,
) -> Result<Vec<Splice>, Refusal> {
    let root = source.documents.get(document).ok_or(Refusal::NoPlace)?;
    let (_, marks) = Reader::new(text).stream();
    for literals in [true, false] {
        let mut editor = Editor {
            text,
            marks: &marks,
            style: style::Style::of(text, root),
            literals,
            splices: Vec::new(),
        };
        editor.change(root, &Place::root(), path, change)?;
        let splices = joined(editor.splices);
        if splices.is_empty() || agree::holds(text, source, document, path, change, &splices) {
            return Ok(splices);
        }
    }
    Err(if !source.faults.is_empty() {
        Refusal::Unreadable
    } else if !marks.aliases.is_empty() {
        Refusal::Shared
    } else {
        Refusal::Form
    })
}

/// The splices in order; where lines that go share a line end, it goes once.
fn joined(mut splices: Vec<Splice>) -> Vec<Splice> {
    splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
    splices.dedup_by(|next, last| {
        let shared = next.at.start < last.at.end && next.with.is_empty() && last.with.is_empty();
        if shared {
            last.at.end = last.at.end.max(next.at.end);
        }
        shared
    });
    splices
}

impl Editor<'_> {
    fn change(
        &mut self,
        node: &Node,
        place: &Place,
        path: &[Seg],
        change: &Change,
    ) -> Result<(), Refusal> {
        let Some((seg, rest)) = path.split_first() else {
            return match change {
                Change::Set(value) => self.set(node, place, value),
                Change::Remove => Err(Refusal::NoPlace),
            };
        };
        let removes = rest.is_empty() && *change == Change::Remove;
        match (seg, &node.value) {
            _ if node.alias => Err(Refusal::Shared),
            (Seg::Key(key), Value::Map(entries)) => match node.entry(key) {
                Some(entry) if entry.merged => self.unmerge(node, place, entry, rest, change),
                Some(entry) if removes => {
                    let index = entries.iter().position(|other| std::ptr::eq(other, entry));
                    self.remove(node, place, index.unwrap_or_default())
                }
                Some(entry) => {
                    let inner = self.entry_place(node, place, entry);
                    self.open(node)?;
                    self.change(&entry.node, &inner, rest, change)
                }
                None => match change {
                    Change::Remove => Ok(()),
                    Change::Set(value) => {
                        let value = wrapped(rest, value).ok_or(Refusal::NoPlace)?;
                        self.insert_keys(node, place, &[(key, &value)])
                    }
                },
            },
            (Seg::Index(index), Value::List(items)) => match (items.get(*index), change) {
                (Some(_), _) if removes => self.remove(node, place, *index),
                (Some(item), _) => {
                    let inner = self.item_place(node, place, item);
                    self.open(node)?;
                    self.change(item, &inner, rest, change)
                }
                (None, Change::Remove) => Ok(()),
                (None, Change::Set(value)) if *index == items.len() => {
                    let value = wrapped(rest, value).ok_or(Refusal::NoPlace)?;
                    self.insert_items(node, place, items.len(), &[&value])
                }
                _ => Err(Refusal::NoPlace),
            },
            (_, Value::Opaque) if self.is_bad(&node.span) => Err(Refusal::Unreadable),
            (_, Value::Opaque) => Err(Refusal::Template),
            (_, _) if *change == Change::Remove => Ok(()),
            (_, Value::Null) => {
                let Change::Set(value) = change else {
                    return Ok(());
                };
                let value = wrapped(path, value).ok_or(Refusal::NoPlace)?;
                self.set(node, place, &value)
            }
            _ => Err(Refusal::NoPlace),
        }
    }

    /// Changes what a merged map brings: the value is copied into the map itself.
    fn unmerge(
        &mut self,
        node: &Node,
        place: &Place,
        entry: &Entry,
        rest: &[Seg],
        change: &Change,
    ) -> Result<(), Refusal> {
        let Change::Set(value) = change else {
            return Err(Refusal::Shared);
        };
        let value = if rest.is_empty() {
            value.clone()
        } else {
            let mut copy = copied(&entry.node).ok_or(Refusal::Shared)?;
            put(&mut copy, rest, value).ok_or(Refusal::NoPlace)?;
            copy
        };
        if set::same(&entry.node, &value) {
            return Ok(());
        }
        self.insert_keys(node, place, &[(&entry.key, &value)])
    }

    /// Refuses what an alias repeats elsewhere.
    fn open(&self, node: &Node) -> Result<(), Refusal> {
        let shared = self
            .marks
            .anchors
            .iter()
            .any(|(name, span)| *span == node.span && self.marks.aliases.contains(name));
        if shared { Err(Refusal::Shared) } else { Ok(()) }
    }

    fn is_bad(&self, span: &std::ops::Range<usize>) -> bool {
        let mut bad = self.marks.bad.iter();
        bad.any(|bad| bad.start < span.end && span.start < bad.end)
    }

    /// Adds a splice, unless it is in or beside what could not be read.
    fn splice(
        &mut self,
        at: std::ops::Range<usize>,
        with: impl Into<String>,
    ) -> Result<(), Refusal> {
        let beside = self.marks.bad.iter().any(|bad| {
            if at.is_empty() {
                place::line_start(self.text, bad.start) <= at.start + 1 && at.start <= bad.end
            } else {
                bad.start < at.end && at.start < bad.end
            }
        });
        if beside {
            return Err(Refusal::Unreadable);
        }
        self.splices.push(Splice::new(at, with));
        Ok(())
    }
}

/// The value with the maps and lists that lead to it; none where a list would begin with a gap.
fn wrapped(path: &[Seg], value: &tree::Node) -> Option<tree::Node> {
    let mut value = value.clone();
    for seg in path.iter().rev() {
        value = match seg {
            Seg::Key(key) => {
                let mut map = tree::Map::new();
                map.put(key.as_str(), value);
                tree::Node::Map(map)
            }
            Seg::Index(0) => tree::Node::Seq(std::iter::once(value).collect()),
            Seg::Index(_) => return None,
        };
    }
    Some(value)
}

/// A value that was read, to be written elsewhere; none where it cannot be said in a tree.
fn copied(node: &Node) -> Option<tree::Node> {
    use tree::Scalar;
    Some(match &node.value {
        Value::Null => Scalar::Null.into(),
        Value::Bool(value) => Scalar::Bool(*value).into(),
        Value::Int(value) => Scalar::Int((*value)?).into(),
        Value::Text(text) => Scalar::Str(text.clone()).into(),
        Value::Float(_) | Value::Date | Value::Opaque => return None,
        Value::List(items) => {
            let items: Option<Vec<tree::Node>> = items.iter().map(copied).collect();
            tree::Node::Seq(items?.into_iter().collect())
        }
        Value::Map(entries) => {
            let mut map = tree::Map::new();
            for entry in entries {
                map.put(entry.key.as_str(), copied(&entry.node)?);
            }
            tree::Node::Map(map)
        }
    })
}

/// Sets a value in a tree; none where a value on the way has no parts.
fn put(tree: &mut tree::Node, path: &[Seg], value: &tree::Node) -> Option<()> {
    use tree::{Node as Tree, Scalar};
    let Some((seg, rest)) = path.split_first() else {
        *tree = value.clone();
        return Some(());
    };
    match (seg, &mut *tree) {
        (_, Tree::Scalar(Scalar::Null)) => *tree = wrapped(path, value)?,
        (Seg::Key(key), Tree::Map(map)) => {
            match map.entries.iter_mut().find(|entry| entry.key == *key) {
                Some(entry) => return put(&mut entry.value, rest, value),
                None => map.put(key.as_str(), wrapped(rest, value)?),
            };
        }
        (Seg::Index(index), Tree::Seq(seq)) => {
            if let Some(item) = seq.items.get_mut(*index) {
                return put(&mut item.value, rest, value);
            }
            if *index != seq.items.len() {
                return None;
            }
            seq.push(wrapped(rest, value)?);
        }
        _ => return None,
    }
    Some(())
}
