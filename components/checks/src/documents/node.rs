//! Holds what a file says with the place of every key and value, whichever language it is in.

use runwright_documents::source::{self, Seg, path};
use runwright_files::open::{View, value::is_template};

use super::place::{Lines, Place};

#[derive(Clone, Debug)]
pub struct Node {
    pub at: Place,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    /// None where it is beyond 64 bits.
    Int(Option<i64>),
    Float(f64),
    Date,
    Text(String),
    /// Known only once a template is rendered.
    Unknown,
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    /// Where it is in its part, as a draft names it: `config.runners[0].kubernetes.image`.
    pub id: String,
    pub at: Place,
    pub node: Node,
    /// It stands here itself and is no copy of what an anchor names, so it can be changed here.
    pub own: bool,
}

impl Node {
    /// A text that stands nowhere.
    pub fn of_text(text: &str) -> Node {
        Node {
            at: Place::START,
            value: Value::Text(text.to_owned()),
        }
    }

    /// Whether a copy of the value is cheap: at most some hundred values.
    pub fn is_small(&self) -> bool {
        fn count(node: &Node, left: &mut usize) -> bool {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            node.items().iter().all(|item| count(item, left))
                && node.entries().iter().all(|entry| count(&entry.node, left))
        }
        count(self, &mut 400)
    }

    /// A copy in which the value at a place is another.
    pub fn with(&self, at: Place, value: &Value) -> Node {
        let inner = match &self.value {
            _ if self.at == at && !matches!(self.value, Value::Map(_) | Value::List(_)) => {
                value.clone()
            }
            Value::List(items) => {
                Value::List(items.iter().map(|item| item.with(at, value)).collect())
            }
            Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|entry| Entry {
                        node: entry.node.with(at, value),
                        ..entry.clone()
                    })
                    .collect(),
            ),
            own => own.clone(),
        };
        Node {
            at: self.at,
            value: inner,
        }
    }

    /// A copy in which an entry has another name.
    pub fn renamed(&self, entry: &Entry, name: &str) -> Node {
        let value = match &self.value {
            Value::List(items) => {
                Value::List(items.iter().map(|item| item.renamed(entry, name)).collect())
            }
            Value::Map(entries) => {
                let each = |own: &Entry| Entry {
                    key: if own.id == entry.id {
                        name.to_owned()
                    } else {
                        own.key.clone()
                    },
                    node: own.node.renamed(entry, name),
                    ..own.clone()
                };
                Value::Map(entries.iter().map(each).collect())
            }
            own => own.clone(),
        };
        Node { at: self.at, value }
    }

    pub fn map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entries of a map; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        self.map().unwrap_or_default()
    }

    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node] {
        self.list().unwrap_or_default()
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entry of a key of `config.toml`, where case does not count.
    pub fn entry_any_case(&self, key: &str) -> Option<&Entry> {
        self.entry(key).or_else(|| {
            self.entries()
                .iter()
                .find(|entry| entry.key.eq_ignore_ascii_case(key))
        })
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The value at the end of a path of keys.
    pub fn find(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_true(&self) -> bool {
        matches!(self.value, Value::Bool(true))
    }

    pub fn is_false(&self) -> bool {
        matches!(self.value, Value::Bool(false))
    }

    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self.value, Value::Unknown)
    }

    pub fn int(&self) -> Option<i64> {
        match self.value {
            Value::Int(value) => value,
            _ => None,
        }
    }

    /// Something is written: neither null nor an empty string, list or map.
    pub fn is_set(&self) -> bool {
        match &self.value {
            Value::Null => false,
            Value::Text(text) => !text.is_empty(),
            Value::List(items) => !items.is_empty(),
            Value::Map(entries) => !entries.is_empty(),
            _ => true,
        }
    }
}

/// Gives every value of a part its place in the file.
pub struct Placed<'a> {
    pub view: &'a View,
    pub lines: &'a Lines<'a>,
    /// `config.` or `values.`.
    pub part: &'static str,
}

impl Placed<'_> {
    pub fn root(&self) -> Node {
        self.node(self.view.root(), &mut Vec::new(), true)
    }

    /// The place in the file of an offset of the part's text.
    pub fn place(&self, at: usize) -> Place {
        self.lines.place(self.view.outer(at))
    }

    fn node(&self, found: &source::Node, way: &mut Vec<Seg>, own: bool) -> Node {
        let own = own && !found.alias;
        let value = match &found.value {
            source::Value::Null => Value::Null,
            source::Value::Bool(on) => Value::Bool(*on),
            source::Value::Int(number) => Value::Int(*number),
            source::Value::Float(number) => Value::Float(*number),
            source::Value::Date => Value::Date,
            source::Value::Opaque => Value::Unknown,
            source::Value::Text(text) if !text.contains('\n') && is_template(text) => {
                Value::Unknown
            }
            source::Value::Text(text) => Value::Text(text.clone()),
            source::Value::List(items) => Value::List(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        way.push(Seg::Index(index));
                        let item = self.node(item, way, own);
                        way.pop();
                        item
                    })
                    .collect(),
            ),
            source::Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|entry| {
                        way.push(Seg::Key(entry.key.clone()));
                        let node = self.node(&entry.node, way, own && !entry.merged);
                        let id = [self.part, &path::print(way)].concat();
                        way.pop();
                        Entry {
                            key: entry.key.clone(),
                            id,
                            at: self.place(entry.key_span.start),
                            node,
                            own: own && !entry.merged,
                        }
                    })
                    .collect(),
            ),
        };
        Node {
            at: self.place(found.span.start),
            value,
        }
    }
}
