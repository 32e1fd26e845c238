//! Holds what a text says with the bytes of everything in it, and changes texts by splicing.
//!
//! The printers of this crate make new texts; here are those that somebody else wrote. A language's reader
//! (`yaml::source`, `toml::source`) turns a text into a [`Source`] and never fails whole: what it cannot read
//! becomes a [`Fault`] and the rest stands. Its editor turns one [`Change`] at a path into [`Splice`]s, which leave
//! every other byte of the text as it was. A text in a text ([`Nested`]) is edited by its own language, and the
//! splices are carried outwards, layer by layer.
//!
//! **Invariant:** spans are byte ranges of the text that was read, on character boundaries.

mod nested;
mod pair;
pub mod path;
mod splice;

use crate::tree;

pub use nested::{Layout, Nested};
pub(crate) use pair::Pair;
pub use splice::{Splice, apply};

/// Bytes of a text.
pub type Span = std::ops::Range<usize>;

/// A text as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The documents of a YAML stream; exactly one of TOML.
    pub documents: Vec<Node>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
    /// Keys that stand a second time in their map; the first stands in the map.
    pub repeated: Vec<(String, Span)>,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's own bytes: with its quotes or brackets, without anchor, tag and comment. A block map or list spans
    /// from its first key or dash to the end of its last value. An absent value is empty, behind its `:`.
    pub span: Span,
    pub value: Value,
    /// The node is an alias (`*name`): the span is the alias, the value a copy of what it names, and the spans
    /// within belong to the anchor's node.
    pub alias: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    /// None where it is beyond 64 bits.
    Int(Option<i64>),
    Float(f64),
    /// A date or time of TOML.
    Date,
    Text(String),
    /// A template expression, unquoted: known only once it is rendered.
    Opaque,
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    /// The key's bytes with its quotes; of a table of TOML, its part of the header.
    pub key_span: Span,
    pub node: Node,
    /// Comes from a map merged in by `<<`; a value set here is written into the map itself.
    pub merged: bool,
}

/// What kept a part of a text from being read. Parts before and after it stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Offset in bytes.
    pub at: usize,
    /// What is wrong, lower case, in English and Chinese.
    pub what: (&'static str, &'static str),
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seg {
    Key(String),
    Index(usize),
}

/// What is wanted of the place at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The value is set; keys on the way that are missing are made. An index one past the end appends.
    ///
    /// A list or map that is there is changed in its parts: what is equal keeps its bytes.
    Set(tree::Node),
    /// Key and value go, with the comment that is the value's own. Nothing where there is nothing.
    Remove,
}

/// Why a change cannot be made without touching more than it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A value on the way is no map or list, or the index is beyond the list.
    NoPlace,
    /// The place is in what an alias names, and others would change with it.
    Shared,
    /// The place is in or beside what could not be read.
    Unreadable,
    /// A template decides the value.
    Template,
    /// The language cannot hold the value there.
    Form,
}

impl Node {
    pub fn new(span: Span, value: Value) -> Node {
        Node {
            span,
            value,
            alias: false,
        }
    }

    /// The entries of a map; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The value at the end of a path.
    pub fn at(&self, path: &[Seg]) -> Option<&Node> {
        path.iter().try_fold(self, |node, seg| match seg {
            Seg::Key(key) => node.get(key),
            Seg::Index(index) => node.items().get(*index),
        })
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the value has no parts.
    pub fn is_scalar(&self) -> bool {
        !matches!(self.value, Value::List(_) | Value::Map(_))
    }
}

/// A path of keys.
pub fn keys(path: &[&str]) -> Vec<Seg> {
    path.iter().map(|key| Seg::Key((*key).to_owned())).collect()
}
