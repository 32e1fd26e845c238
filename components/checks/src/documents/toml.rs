//! Reads TOML with the place of every key and value.
//!
//! On `toml`'s own parse tree, `DeTable`: it is the parser of toml_edit with spans on keys and values, and it goes on
//! after a syntax error, so one slip does not hide the rest of the file.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{Entry, Fault, Node, Text, Value};
use super::place::{Frame, Lines};
use super::template::{is_template, mask};

/// Deeper nesting than any runner's configuration; keeps recursion over the tree bounded.
const MAX_DEPTH: usize = 60;
/// Syntax errors told of one text; the later ones mostly follow from the first.
const MAX_FAULTS: usize = 5;
/// Syntax errors looked at; a text with more is no TOML at all.
const MAX_ERRORS: usize = 1000;
/// Longest text, in bytes: a ConfigMap, which it ends up in, holds no more than a megabyte.
const MAX_BYTES: usize = 512 << 10;

/// A text read as TOML.
pub struct Toml {
    pub root: Node,
    /// At most one a line.
    pub faults: Vec<Fault>,
    /// Faults that come from blanking out, most likely: their line held an expression, or a key stands in
    /// two branches of a condition.
    pub masked_faults: Vec<Fault>,
}

/// Reads a text, with its template expressions blanked out where it cannot be read otherwise.
pub fn read(text: &str, frame: &Frame) -> Toml {
    let toml = parse(text, text, frame);
    if toml.faults.is_empty() {
        return toml;
    }
    match mask(text, '1') {
        Some(masked) => parse(&masked, text, frame),
        None => toml,
    }
}

/// Parses `text`; where it differs from `original`, values are unknown.
fn parse(text: &str, original: &str, frame: &Frame) -> Toml {
    let lines = Lines::of(text);
    let place = |offset: usize| {
        let (line, column) = lines.at(offset);
        frame.place(line, column)
    };
    let refused = if text.len() > MAX_BYTES {
        Some((0, "longer than 512 kB"))
    } else {
        too_deep(text).map(|offset| (offset, "nested too deeply"))
    };
    if let Some((offset, why)) = refused {
        let root = Node {
            at: place(0),
            value: Value::Map(Vec::new()),
        };
        let fault = Fault {
            at: place(offset),
            message: why.to_string(),
        };
        return Toml {
            root,
            faults: vec![fault],
            masked_faults: Vec::new(),
        };
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let originals = Lines::of(original);
    let (mut faults, mut masked_faults): (Vec<Fault>, Vec<Fault>) = (Vec::new(), Vec::new());
    let mut last_line = 0;
    for error in errors.into_iter().take(MAX_ERRORS) {
        let offset = error.span().map_or(0, |span| span.start);
        let line = lines.line_of(offset);
        if line == last_line {
            continue;
        }
        last_line = line;
        let message = error.message().trim().replace('\n', ", ");
        let own = lines.line(line) == originals.line(line)
            && (text == original || !message.contains("duplicate"));
        let list = if own { &mut faults } else { &mut masked_faults };
        if list.len() < MAX_FAULTS {
            list.push(Fault {
                at: place(offset),
                message,
            });
        }
    }
    let reader = Reader {
        text,
        original,
        place: &place,
    };
    let root = Node {
        at: place(0),
        value: reader.table(table.get_ref(), 0),
    };
    Toml {
        root,
        faults,
        masked_faults,
    }
}

/// The offset of a line with more nesting than is read: the parser's tree must not outgrow the stack.
fn too_deep(text: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split('=').next().unwrap_or_default();
        if key.matches('.').count() > MAX_DEPTH && !line.trim_start().starts_with('#') {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

struct Reader<'a, F> {
    text: &'a str,
    original: &'a str,
    place: &'a F,
}

impl<F: Fn(usize) -> super::place::Place> Reader<'_, F> {
    fn table(&self, table: &DeTable, depth: usize) -> Value {
        let mut entries: Vec<(usize, Entry)> = table
            .iter()
            .map(|(key, value)| {
                let start = key.span().start;
                let entry = Entry {
                    key: key.get_ref().to_string(),
                    at: (self.place)(start),
                    node: self.node(value, depth + 1),
                };
                (start, entry)
            })
            .collect();
        entries.sort_by_key(|(start, _)| *start);
        Value::Map(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    fn node(&self, value: &Spanned<DeValue>, depth: usize) -> Node {
        let span = value.span();
        let at = (self.place)(span.start);
        if depth > MAX_DEPTH {
            return Node {
                at,
                value: Value::Unknown,
            };
        }
        let value = match value.get_ref() {
            DeValue::Table(table) => self.table(table, depth),
            DeValue::Array(items) => Value::List(
                items
                    .iter()
                    .map(|item| self.node(item, depth + 1))
                    .collect(),
            ),
            _ if self.differs(span.start, span.end) => Value::Unknown,
            DeValue::String(text) if is_template(text) => Value::Unknown,
            DeValue::String(text) => Value::Text(Text {
                text: text.to_string(),
                frame: Frame::Point(at),
            }),
            DeValue::Integer(value) => {
                Value::Int(i64::from_str_radix(value.as_str(), value.radix()).ok())
            }
            DeValue::Float(_) => Value::Float,
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(_) => Value::Date,
        };
        Node { at, value }
    }

    /// Whether a value covers a blanked-out expression. Both texts agree in bytes up to the first
    /// expression that is not ASCII, and differ after it, which only makes more of it unknown.
    fn differs(&self, start: usize, end: usize) -> bool {
        self.text.get(start..end) != self.original.get(start..end)
    }
}
