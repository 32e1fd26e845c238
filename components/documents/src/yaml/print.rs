//! Prints trees as YAML: two spaces a level, lists indented under their key, one document after another.

use super::quote::{block_header, quoted, scalar};
use crate::pen::{Pen, WIDTH};
use crate::printed::{Printed, Tag, Token};
use crate::tree::{Decor, Entry, Item, Map, Node, Scalar, Seq};

/// One document of a YAML file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Comment lines at the top, without `#`; an empty line follows them.
    pub head: Vec<String>,
    pub map: Map,
}

impl Document {
    pub fn new(map: Map) -> Document {
        Document {
            head: Vec::new(),
            map,
        }
    }

    /// Adds a comment at the top; each line of the text is a line.
    pub fn head(mut self, text: impl Into<String>) -> Document {
        self.head.push(text.into());
        self
    }
}

/// Keys beyond this length, in bytes, are written as `? key`: readers look for the colon within 1024 characters only.
const LONGEST_SIMPLE_KEY: usize = 1000;

/// Prints documents, with `---` between them.
pub fn print(documents: &[Document]) -> Printed {
    let mut pen = Pen::new();
    for (number, document) in documents.iter().enumerate() {
        if number > 0 {
            pen.put(Tag::Punct, "---");
            pen.newline();
        }
        for line in &document.head {
            pen.comment_above(0, line);
        }
        if !document.head.is_empty() {
            pen.newline();
        }
        if document.map.is_empty() {
            pen.put(Tag::Punct, "{}");
            pen.newline();
        }
        let mut first = true;
        for entry in &document.map.entries {
            // The head already ends in an empty line, and a document does not begin with one.
            before(&mut pen, &entry.decor, 0, first);
            pair(&mut pen, entry, 0);
            first = false;
        }
    }
    pen.finish()
}

/// Writes what stands above a value, at the value's indentation.
fn before(pen: &mut Pen, decor: &Decor, indent: usize, first: bool) {
    if decor.blank_before && !first {
        pen.blank();
    }
    for line in &decor.above {
        pen.comment_above(indent, line);
    }
}

fn map(pen: &mut Pen, map: &Map, indent: usize) {
    for (number, entry) in map.entries.iter().enumerate() {
        before(pen, &entry.decor, indent, number == 0);
        pen.spaces(indent);
        pair(pen, entry, indent);
    }
}

/// Writes `key: value` from the key on.
fn pair(pen: &mut Pen, entry: &Entry, indent: usize) {
    let open = pen.open(entry.decor.field.as_deref());
    let key = scalar(&entry.key);
    if key.len() > LONGEST_SIMPLE_KEY {
        pen.put(Tag::Punct, "? ");
        pen.put(Tag::Key, &key);
        pen.newline();
        pen.spaces(indent);
    } else {
        pen.put(Tag::Key, &key);
    }
    pen.put(Tag::Punct, ":");
    value(pen, &entry.value, &entry.decor, indent);
    pen.close(open);
}

/// Writes a value behind `key:` or `-`, with the comment beside it and the line end.
fn value(pen: &mut Pen, node: &Node, decor: &Decor, indent: usize) {
    let beside = decor.beside.as_deref();
    match node {
        Node::Map(inner) if !inner.is_empty() => {
            pen.comment_beside(beside);
            pen.newline();
            map(pen, inner, indent + 2);
            return;
        }
        Node::Seq(inner) if inner.is_empty() => pen.put(Tag::Punct, " []"),
        Node::Seq(inner) => {
            if !inner.flow || !flow(pen, inner) {
                pen.comment_beside(beside);
                pen.newline();
                seq(pen, inner, indent + 2);
                return;
            }
        }
        Node::Map(_) => pen.put(Tag::Punct, " {}"),
        Node::Literal(inner) => {
            if block(pen, inner, beside, indent) {
                return;
            }
            pen.put(Tag::Plain, " ");
            pen.put(Tag::Str, &quoted(&inner.text));
        }
        Node::Scalar(Scalar::Str(text)) => {
            if text.contains('\n') && block(pen, &as_string(text), beside, indent) {
                return;
            }
            pen.put(Tag::Plain, " ");
            pen.put(Tag::Str, &scalar(text));
        }
        Node::Scalar(other) => {
            pen.put(Tag::Plain, " ");
            bare(pen, other);
        }
    }
    pen.comment_beside(beside);
    pen.newline();
}

/// Writes a literal block, if one can hold the text exactly.
fn block(pen: &mut Pen, inner: &Printed, beside: Option<&str>, indent: usize) -> bool {
    let Some(header) = block_header(&inner.text) else {
        return false;
    };
    pen.put(Tag::Plain, " ");
    pen.put(Tag::Punct, header);
    pen.comment_beside(beside);
    pen.newline();
    pen.embed(inner, indent + 2);
    pen.newline();
    true
}

fn as_string(text: &str) -> Printed {
    let tokens = vec![Token {
        len: text.len() as u32,
        tag: Tag::Str,
    }];
    Printed {
        text: text.to_owned(),
        tokens,
        origins: Vec::new(),
    }
}

fn bare(pen: &mut Pen, scalar: &Scalar) {
    match scalar {
        Scalar::Null => pen.put(Tag::Keyword, "null"),
        Scalar::Bool(true) => pen.put(Tag::Keyword, "true"),
        Scalar::Bool(false) => pen.put(Tag::Keyword, "false"),
        Scalar::Int(number) => pen.put(Tag::Num, &number.to_string()),
        Scalar::Number(text) => pen.put(Tag::Num, text),
        Scalar::Str(text) => pen.put(Tag::Str, &quoted(text)),
    }
}

fn seq(pen: &mut Pen, seq: &Seq, indent: usize) {
    for (number, item) in seq.items.iter().enumerate() {
        before(pen, &item.decor, indent, number == 0);
        let open = pen.open(item.decor.field.as_deref());
        element(pen, item, indent);
        pen.close(open);
    }
}

fn element(pen: &mut Pen, item: &Item, indent: usize) {
    let entries = match &item.value {
        // A comment beside a map would have no place behind its dash but the first pair's: it goes on a line of its own.
        Node::Map(map) if item.decor.beside.is_none() => map.entries.as_slice(),
        _ => &[],
    };
    let Some((first, others)) = entries.split_first() else {
        pen.spaces(indent);
        pen.put(Tag::Punct, "-");
        value(pen, &item.value, &item.decor, indent);
        return;
    };
    // What stands above the first pair must stand above the dash.
    before(pen, &first.decor, indent, true);
    pen.spaces(indent);
    pen.put(Tag::Punct, "- ");
    pair(pen, first, indent + 2);
    for entry in others {
        before(pen, &entry.decor, indent + 2, false);
        pen.spaces(indent + 2);
        pair(pen, entry, indent + 2);
    }
}

/// Writes `["a", "b"]`, if the list is made of scalars without comments and fits the line.
fn flow(pen: &mut Pen, seq: &Seq) -> bool {
    let mut width = pen.column() + 3;
    for item in &seq.items {
        if !item.decor.above.is_empty() || item.decor.beside.is_some() {
            return false;
        }
        width += 2 + match &item.value {
            Node::Scalar(Scalar::Str(text)) => quoted(text).len(),
            Node::Scalar(Scalar::Int(number)) => number.to_string().len(),
            Node::Scalar(_) => 5,
            _ => return false,
        };
    }
    if width > WIDTH {
        return false;
    }
    pen.put(Tag::Punct, " [");
    for (number, item) in seq.items.iter().enumerate() {
        if number > 0 {
            pen.put(Tag::Punct, ", ");
        }
        let open = pen.open(item.decor.field.as_deref());
        if let Node::Scalar(scalar) = &item.value {
            bare(pen, scalar);
        }
        pen.close(open);
    }
    pen.put(Tag::Punct, "]");
    true
}
