//! Holds what a text says without the places, and what it has to say after a change.

use runwright_documents::source::{Node, Seg, Source, Value};
use runwright_documents::tree::{self, Scalar};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    Null,
    Bool(bool),
    Int(Option<i64>),
    /// As Rust prints it, so that what is no number equals itself.
    Float(String),
    Text(String),
    /// A date or a template, as it stands in the text.
    Written(String),
    List(Vec<Plain>),
    Map(BTreeMap<String, Plain>),
}

pub fn documents(text: &str, source: &Source) -> Vec<Plain> {
    let read = |node| of_node(text, node);
    source.documents.iter().map(read).collect()
}

pub fn of_node(text: &str, node: &Node) -> Plain {
    match &node.value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(*value),
        Value::Int(value) => Plain::Int(*value),
        Value::Float(value) => Plain::Float(value.to_string()),
        Value::Text(text) => Plain::Text(text.clone()),
        Value::Date | Value::Opaque => {
            Plain::Written(text.get(node.span.clone()).unwrap_or_default().to_owned())
        }
        Value::List(items) => Plain::List(items.iter().map(|item| of_node(text, item)).collect()),
        Value::Map(entries) => {
            let mut map = BTreeMap::new();
            for entry in entries {
                map.entry(entry.key.clone())
                    .or_insert_with(|| of_node(text, &entry.node));
            }
            Plain::Map(map)
        }
    }
}

/// What a value to be set says; `nulls` where the language has them.
pub fn of_tree(node: &tree::Node, nulls: bool) -> Plain {
    let null = |node: &tree::Node| !nulls && matches!(node, tree::Node::Scalar(Scalar::Null));
    match node {
        tree::Node::Scalar(Scalar::Null) => Plain::Null,
        tree::Node::Scalar(Scalar::Bool(value)) => Plain::Bool(*value),
        tree::Node::Scalar(Scalar::Int(value)) => Plain::Int(Some(*value)),
        tree::Node::Scalar(Scalar::Number(text)) => Plain::Float(
            text.parse()
                .map_or(text.clone(), |number: f64| number.to_string()),
        ),
        tree::Node::Scalar(Scalar::Str(text)) => Plain::Text(text.clone()),
        tree::Node::Literal(printed) => Plain::Text(printed.text.clone()),
        tree::Node::Seq(seq) => Plain::List(
            seq.items
                .iter()
                .filter(|item| !null(&item.value))
                .map(|item| of_tree(&item.value, nulls))
                .collect(),
        ),
        tree::Node::Map(map) => Plain::Map(
            map.entries
                .iter()
                .filter(|entry| !null(&entry.value))
                .map(|entry| (entry.key.clone(), of_tree(&entry.value, nulls)))
                .collect(),
        ),
    }
}

/// A value that was read as one to be set; none where a tree cannot say it.
pub fn to_tree(plain: &Plain) -> Option<tree::Node> {
    Some(match plain {
        Plain::Null => Scalar::Null.into(),
        Plain::Bool(value) => (*value).into(),
        Plain::Int(value) => (*value)?.into(),
        Plain::Text(text) => text.into(),
        Plain::Float(_) | Plain::Written(_) => return None,
        Plain::List(items) => items
            .iter()
            .map(to_tree)
            .collect::<Option<Vec<tree::Node>>>()?
            .into(),
        Plain::Map(entries) => {
            let mut map = tree::Map::new();
            for (key, value) in entries {
                map.put(key, to_tree(value)?);
            }
            map.into()
        }
    })
}

impl Plain {
    pub fn at(&self, path: &[Seg]) -> Option<&Plain> {
        path.iter().try_fold(self, |plain, seg| match (plain, seg) {
            (Plain::Map(map), Seg::Key(key)) => map.get(key),
            (Plain::List(items), Seg::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    fn at_mut(&mut self, path: &[Seg]) -> Option<&mut Plain> {
        path.iter().try_fold(self, |plain, seg| match (plain, seg) {
            (Plain::Map(map), Seg::Key(key)) => map.get_mut(key),
            (Plain::List(items), Seg::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    /// Sets a value, making what is missing on the way; false where there is no place for it.
    pub fn set(&mut self, path: &[Seg], value: Plain) -> bool {
        let Some((seg, rest)) = path.split_first() else {
            *self = value;
            return true;
        };
        if *self == Plain::Null {
            *self = match seg {
                Seg::Key(_) => Plain::Map(BTreeMap::new()),
                Seg::Index(_) => Plain::List(Vec::new()),
            };
        }
        match (self, seg) {
            (Plain::Map(map), Seg::Key(key)) => map
                .entry(key.clone())
                .or_insert(Plain::Null)
                .set(rest, value),
            (Plain::List(items), Seg::Index(index)) => {
                if *index == items.len() {
                    items.push(Plain::Null);
                }
                items
                    .get_mut(*index)
                    .is_some_and(|item| item.set(rest, value))
            }
            _ => false,
        }
    }

    pub fn remove(&mut self, path: &[Seg]) {
        let Some((last, parents)) = path.split_last() else {
            return;
        };
        match (self.at_mut(parents), last) {
            (Some(Plain::Map(map)), Seg::Key(key)) => {
                map.remove(key);
            }
            (Some(Plain::List(items)), Seg::Index(index)) if *index < items.len() => {
                items.remove(*index);
            }
            _ => {}
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Plain::Null => true,
            Plain::Map(map) => map.is_empty(),
            Plain::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Lets what a removal emptied be written in another way, or be gone as well, as it is in `found`.
    pub fn forgive_empty(&mut self, path: &[Seg], found: &Plain) {
        for length in (0..path.len()).rev() {
            let way = &path[..length];
            if !self.at(way).is_some_and(Plain::is_nothing) {
                return;
            }
            match found.at(way) {
                Some(found) if found.is_nothing() => {
                    if let Some(mine) = self.at_mut(way) {
                        *mine = found.clone();
                    }
                    return;
                }
                Some(_) => return,
                None => self.remove(way),
            }
        }
    }

    /// Every path, the whole first.
    pub fn paths(&self) -> Vec<Vec<Seg>> {
        let mut out = Vec::new();
        self.add_paths(&mut Vec::new(), &mut out);
        out
    }

    fn add_paths(&self, way: &mut Vec<Seg>, out: &mut Vec<Vec<Seg>>) {
        out.push(way.clone());
        let mut step = |seg, plain: &Plain| {
            way.push(seg);
            plain.add_paths(way, out);
            way.pop();
        };
        match self {
            Plain::Map(map) => map
                .iter()
                .for_each(|(key, value)| step(Seg::Key(key.clone()), value)),
            Plain::List(items) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| step(Seg::Index(index), item)),
            _ => {}
        }
    }
}
