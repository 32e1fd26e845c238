//! Holds what a YAML or TOML document says, with the comments, origins and blank lines it is to be printed with.

mod build;

use crate::printed::Printed;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Scalar(Scalar),
    Map(Map),
    Seq(Seq),
    /// A document inside the document: a string whose tokens and origins are kept where the language can show it
    /// line by line (a YAML literal block), and a plain string everywhere else.
    Literal(Printed),
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    /// A number that is not whole, as it is written.
    Number(String),
    Str(String),
}

/// Keys and values in the order they are to be printed; keys are unique as long as [`Map::put`] made them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    pub entries: Vec<Entry>,
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: Node,
    pub decor: Decor,
}

/// A list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seq {
    pub items: Vec<Item>,
    /// Asks for one line, `["a", "b"]`. Taken back by the printer where items have parts or comments, or the line
    /// would be long.
    pub flow: bool,
}

/// One element of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub value: Node,
    pub decor: Decor,
}

/// What stands around a value and is not part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decor {
    /// Comment lines above, without `#`. Prose is wrapped by the printer; a line that begins with a space is not.
    pub above: Vec<String>,
    /// Comment behind the value, without `#`.
    pub beside: Option<String>,
    /// Identity of the field that decides the value. Its origin covers key and value, not the comments above.
    pub field: Option<String>,
    /// An empty line above, before the comments.
    pub blank_before: bool,
}
