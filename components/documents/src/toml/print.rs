//! Prints a tree as TOML: the values of a table before its sub-tables, sub-tables indented under their parent.

use super::quote::{basic, key, multi_line};
use crate::pen::{Pen, WIDTH};
use crate::printed::{Printed, Tag};
use crate::tree::{Decor, Entry, Map, Node, Scalar, Seq};

/// Prints a document, two spaces a level.
///
/// TOML has no null: entries and items that are null are left out. A list of maps becomes an array of tables, unless
/// it asks for flow style.
pub fn print(map: &Map) -> Printed {
    print_with_indent(map, 2)
}

/// Prints a document with a chosen number of spaces a level; 0 puts every line at the margin.
pub fn print_with_indent(map: &Map, indent: usize) -> Printed {
    let mut printer = Printer {
        pen: Pen::new(),
        step: indent,
    };
    printer.table(map, "", 0);
    printer.pen.finish()
}

struct Printer {
    pen: Pen,
    step: usize,
}

impl Printer {
    /// Writes the contents of a table: values first, since a value behind a sub-table's header would belong to that.
    fn table(&mut self, map: &Map, path: &str, depth: usize) {
        let indent = depth * self.step;
        let values = map
            .entries
            .iter()
            .filter(|entry| !is_table(&entry.value) && !is_null(&entry.value));
        for (number, entry) in values.enumerate() {
            // The first value stands right under its header.
            self.above(&entry.decor, indent, number == 0);
            self.pair(entry, indent);
        }
        for entry in map.entries.iter().filter(|entry| is_table(&entry.value)) {
            let mut path = path.to_owned();
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&key(&entry.key));
            self.sub_table(entry, &path, depth);
        }
    }

    fn sub_table(&mut self, entry: &Entry, path: &str, depth: usize) {
        self.pen.blank();
        self.above(&entry.decor, depth * self.step, true);
        match &entry.value {
            Node::Map(map) => self.headed(["[", path, "]"], &entry.decor, map, depth),
            Node::Seq(seq) => {
                let open = self.pen.open(entry.decor.field.as_deref());
                for (number, item) in seq.items.iter().enumerate() {
                    let Node::Map(map) = &item.value else {
                        continue;
                    };
                    if number > 0 {
                        self.pen.blank();
                    }
                    self.above(&item.decor, depth * self.step, true);
                    self.headed(["[[", path, "]]"], &item.decor, map, depth);
                }
                self.pen.close(open);
            }
            // `is_table` lets nothing else through.
            _ => {}
        }
    }

    fn headed(&mut self, header: [&str; 3], decor: &Decor, map: &Map, depth: usize) {
        let open = self.pen.open(decor.field.as_deref());
        self.pen.spaces(depth * self.step);
        for part in header {
            self.pen.put(Tag::Head, part);
        }
        self.end(decor);
        self.table(map, header[1], depth + 1);
        self.pen.close(open);
    }

    fn pair(&mut self, entry: &Entry, indent: usize) {
        let open = self.pen.open(entry.decor.field.as_deref());
        self.pen.spaces(indent);
        self.pen.put(Tag::Key, &key(&entry.key));
        self.pen.put(Tag::Punct, " = ");
        match &entry.value {
            Node::Seq(seq) if !fits(seq, self.pen.column()) => self.tall_array(seq, indent),
            other => self.value(other, true),
        }
        self.end(&entry.decor);
        self.pen.close(open);
    }

    /// Writes a value; text over several lines only where `tall` allows it.
    fn value(&mut self, node: &Node, tall: bool) {
        match node {
            Node::Scalar(Scalar::Str(text)) => self.string(text, tall),
            Node::Literal(inner) => self.string(&inner.text, tall),
            Node::Scalar(Scalar::Int(number)) => self.pen.put(Tag::Num, &number.to_string()),
            Node::Scalar(Scalar::Number(text)) => self.pen.put(Tag::Num, text),
            Node::Scalar(Scalar::Bool(true)) => self.pen.put(Tag::Keyword, "true"),
            Node::Scalar(Scalar::Bool(false)) => self.pen.put(Tag::Keyword, "false"),
            Node::Scalar(Scalar::Null) => {}
            Node::Seq(seq) => {
                self.pen.put(Tag::Punct, "[");
                let items = seq.items.iter().filter(|item| !is_null(&item.value));
                for (number, item) in items.enumerate() {
                    if number > 0 {
                        self.pen.put(Tag::Punct, ", ");
                    }
                    self.value(&item.value, false);
                }
                self.pen.put(Tag::Punct, "]");
            }
            Node::Map(map) => {
                self.pen.put(Tag::Punct, "{");
                let entries = map.entries.iter().filter(|entry| !is_null(&entry.value));
                for (number, entry) in entries.enumerate() {
                    self.pen
                        .put(Tag::Punct, if number > 0 { ", " } else { " " });
                    self.pen.put(Tag::Key, &key(&entry.key));
                    self.pen.put(Tag::Punct, " = ");
                    self.value(&entry.value, false);
                }
                self.pen
                    .put(Tag::Punct, if map.is_empty() { "}" } else { " }" });
            }
        }
    }

    fn string(&mut self, text: &str, tall: bool) {
        if tall && text.contains('\n') {
            self.pen.put(Tag::Str, &multi_line(text));
        } else {
            self.pen.put(Tag::Str, &basic(text));
        }
    }

    /// Writes an array with one item a line, with their comments.
    fn tall_array(&mut self, seq: &Seq, indent: usize) {
        let inner = indent + 2;
        self.pen.put(Tag::Punct, "[");
        self.pen.newline();
        for (number, item) in seq
            .items
            .iter()
            .filter(|item| !is_null(&item.value))
            .enumerate()
        {
            self.above(&item.decor, inner, number == 0);
            let open = self.pen.open(item.decor.field.as_deref());
            self.pen.spaces(inner);
            self.value(&item.value, false);
            self.pen.put(Tag::Punct, ",");
            self.end(&item.decor);
            self.pen.close(open);
        }
        self.pen.spaces(indent);
        self.pen.put(Tag::Punct, "]");
    }

    fn above(&mut self, decor: &Decor, indent: usize, first: bool) {
        if decor.blank_before && !first {
            self.pen.blank();
        }
        for line in &decor.above {
            self.pen.comment_above(indent, line);
        }
    }

    fn end(&mut self, decor: &Decor) {
        self.pen.comment_beside(decor.beside.as_deref());
        self.pen.newline();
    }
}

fn is_null(node: &Node) -> bool {
    matches!(node, Node::Scalar(Scalar::Null))
}

/// Whether a value is written as tables with headers of their own.
fn is_table(node: &Node) -> bool {
    match node {
        Node::Map(_) => true,
        Node::Seq(seq) => {
            !seq.flow
                && !seq.is_empty()
                && seq
                    .items
                    .iter()
                    .all(|item| matches!(item.value, Node::Map(_)))
        }
        _ => false,
    }
}

/// Whether an array goes on the line that has been written up to `column`.
fn fits(seq: &Seq, column: usize) -> bool {
    let commented = |decor: &Decor| !decor.above.is_empty() || decor.beside.is_some();
    if seq.items.iter().any(|item| commented(&item.decor)) {
        return false;
    }
    // Nested arrays and inline tables have no second form.
    let mut width = column + 2;
    for item in &seq.items {
        width += 2 + match &item.value {
            Node::Scalar(Scalar::Str(text)) => basic(text).len(),
            Node::Scalar(_) => 5,
            _ => 0,
        };
    }
    width <= WIDTH
}
