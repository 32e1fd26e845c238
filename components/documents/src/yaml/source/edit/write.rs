//! Writes new values in the habits of a file.

use super::Editor;
use super::place::{Holder, Place};
use super::style::Quotes;
use crate::comment::is_unseen;
use crate::tree::{Map, Node, Scalar};
use crate::yaml::quote::{block_header, quoted, scalar};

/// Longest list that is written in brackets, in bytes.
const WIDTH: usize = 80;

/// A value as text: what stands behind the colon or dash, and the lines below, each with its line end before it.
#[derive(Default)]
pub(super) struct Written {
    pub(super) head: String,
    pub(super) tail: String,
}

/// What is written, and with which quotes.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) quotes: Quotes,
    /// Keys in double quotes.
    pub(super) keys: bool,
}

impl Editor<'_> {
    /// Writes a value at a place outside brackets.
    pub(super) fn written(&self, value: &Node, place: &Place, how: How) -> Written {
        let mut out = Written::default();
        let mut text = String::new();
        match value {
            // Behind an anchor or tag the first key would take it.
            Node::Map(map) if place.holder == Holder::Item && place.behind > place.sign => {
                for entry in &map.entries {
                    self.line(&mut text, place.column + 2);
                    self.pair(&mut text, &entry.key, &entry.value, place.column + 2, how);
                }
                if map.is_empty() {
                    text.push_str(" {}");
                }
            }
            _ => self.value(&mut text, value, place.column, place.holder, how),
        }
        let head = text.find(['\n', '\r']).unwrap_or(text.len());
        out.tail = text.split_off(head);
        out.head = text;
        out
    }

    /// Writes a value behind a colon or dash at a column, the blank before it included.
    pub(super) fn value(
        &self,
        out: &mut String,
        value: &Node,
        column: usize,
        holder: Holder,
        how: How,
    ) {
        let item = holder == Holder::Item;
        let inner = match holder {
            Holder::Document => 0,
            Holder::Entry => column + self.style.step,
            Holder::Item => column + 2,
        };
        match value {
            Node::Map(map) if !map.is_empty() => {
                for (number, entry) in map.entries.iter().enumerate() {
                    if number == 0 && item {
                        out.push(' ');
                    } else {
                        self.line(out, inner);
                    }
                    self.pair(out, &entry.key, &entry.value, inner, how);
                }
            }
            Node::Seq(seq) if !(seq.is_empty() || seq.flow && fits_line(value)) => {
                let inner = match holder {
                    Holder::Entry => column + self.style.dash,
                    _ => inner,
                };
                for item in &seq.items {
                    self.line(out, inner);
                    out.push('-');
                    self.value(out, &item.value, inner, Holder::Item, how);
                }
            }
            _ => {
                let text = string(value).filter(|text| self.as_block(text));
                match text {
                    Some(text) => {
                        out.push(' ');
                        self.block(out, text, column, inner.max(column + 1));
                    }
                    None => {
                        out.push(' ');
                        self.flow_value(out, value, how, false);
                    }
                }
            }
        }
    }

    pub(super) fn pair(&self, out: &mut String, key: &str, value: &Node, column: usize, how: How) {
        out.push_str(&key_text(key, how.keys, false));
        out.push(':');
        self.value(out, value, column, Holder::Entry, how);
    }

    pub(super) fn line(&self, out: &mut String, column: usize) {
        out.push_str(self.style.newline);
        out.extend(std::iter::repeat_n(' ', column));
    }

    /// Whether a string is written as a literal block.
    pub(super) fn as_block(&self, text: &str) -> bool {
        self.literals && text.contains('\n') && block_header(text).is_some()
    }

    /// Writes a literal block whose parent is at a column.
    pub(super) fn block(&self, out: &mut String, text: &str, column: usize, indent: usize) {
        out.push_str(&header(text, indent - column));
        self.block_lines(out, text, indent);
    }

    pub(super) fn block_lines(&self, out: &mut String, text: &str, indent: usize) {
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            if line.is_empty() {
                out.push_str(self.style.newline);
            } else {
                self.line(out, indent);
                out.push_str(line);
            }
        }
    }

    /// Writes a value on one line.
    pub(super) fn flow_value(&self, out: &mut String, value: &Node, how: How, brackets: bool) {
        match value {
            Node::Map(Map { entries }) => {
                out.push('{');
                for (number, entry) in entries.iter().enumerate() {
                    if number > 0 {
                        out.push_str(", ");
                    }
                    out.push_str(&key_text(&entry.key, how.keys, true));
                    out.push_str(": ");
                    self.flow_value(out, &entry.value, how, true);
                }
                out.push('}');
            }
            Node::Seq(seq) => {
                out.push('[');
                for (number, item) in seq.items.iter().enumerate() {
                    if number > 0 {
                        out.push_str(", ");
                    }
                    self.flow_value(out, &item.value, how, true);
                }
                out.push(']');
            }
            Node::Literal(printed) => {
                out.push_str(&string_text(&printed.text, how.quotes, brackets))
            }
            Node::Scalar(scalar) => out.push_str(&scalar_text(scalar, how.quotes, brackets)),
        }
    }
}

/// The header of a literal block whose lines are indented by a number of spaces more than their parent.
pub(super) fn header(text: &str, more: usize) -> String {
    let mut out = String::from("|");
    if text.starts_with(' ') {
        out.push_str(&more.to_string());
    }
    if !text.ends_with('\n') {
        out.push('-');
    }
    out
}

/// The text of a value that is a string.
pub(super) fn string(value: &Node) -> Option<&str> {
    match value {
        Node::Scalar(Scalar::Str(text)) => Some(text),
        Node::Literal(printed) => Some(&printed.text),
        _ => None,
    }
}

pub(super) fn scalar_text(scalar: &Scalar, quotes: Quotes, brackets: bool) -> String {
    match scalar {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Number(text) => text.clone(),
        Scalar::Str(text) => string_text(text, quotes, brackets),
    }
}

pub(super) fn string_text(text: &str, quotes: Quotes, brackets: bool) -> String {
    match quotes {
        Quotes::Plain if !brackets || !text.contains([',', ':', ';', '(', ')', '~', '=']) => {
            scalar(text)
        }
        Quotes::Single => single(text).unwrap_or_else(|| quoted(text)),
        _ => quoted(text),
    }
}

/// A string in single quotes, if it can stand there on one line.
pub(in crate::yaml::source) fn single(text: &str) -> Option<String> {
    let fits = |ch: char| !ch.is_control() && ch != '\u{a0}' && !is_unseen(ch);
    let written = || ["'", &text.replace('\'', "''"), "'"].concat();
    text.chars().all(fits).then(written)
}

fn key_text(key: &str, double: bool, brackets: bool) -> String {
    let quotes = if double {
        Quotes::Double
    } else {
        Quotes::Plain
    };
    string_text(key, quotes, brackets)
}

/// Whether a list is made of short scalars.
fn fits_line(value: &Node) -> bool {
    let Node::Seq(seq) = value else {
        return false;
    };
    let mut width = 0;
    for item in &seq.items {
        width += 4 + match &item.value {
            Node::Scalar(Scalar::Str(text)) => text.len(),
            Node::Scalar(_) => 6,
            _ => return false,
        };
    }
    width <= WIDTH
}
