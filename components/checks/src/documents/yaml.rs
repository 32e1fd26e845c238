//! Reads YAML with the place of every key and value.
//!
//! On `saphyr-parser` rather than serde_yaml: it gives each event its line and column, so meaning and place come
//! from one reading of the text instead of a value tree and a search for its keys, which cannot agree on
//! anchors, flow style or repeated keys.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::node::{Entry, Fault, Node, Text, Value};
use super::place::{Frame, Lines, Place};
use super::template::{MARK, is_template};

/// Deeper nesting than any chart's values; keeps recursion over the tree bounded.
const MAX_DEPTH: usize = 100;
/// More values than any honest file, copies made by aliases included.
const MAX_NODES: usize = 400_000;

/// A file's documents, as far as they could be read.
#[derive(Default)]
pub struct Yaml {
    pub documents: Vec<Node>,
    pub fault: Option<Fault>,
    /// Keys that stand twice in one map.
    pub repeated: Vec<(String, Place)>,
}

/// Reads every document up to the first fault.
pub fn read(text: &str, frame: &Frame) -> Yaml {
    let mut builder = Builder {
        lines: Lines::of(text),
        frame,
        ..Builder::new(frame)
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => {
                let marker = error.marker();
                Err(builder.fault(marker.line(), marker.col() + 1, error.info()))
            }
        };
        if let Err(fault) = step {
            builder.yaml.fault = Some(fault);
            break;
        }
    }
    builder.yaml
}

/// A collection whose end has not come yet.
struct Open {
    at: Place,
    anchor: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Node>),
    /// The entries so far, and a key that waits for its value.
    Map(Vec<Entry>, Option<(String, Place)>),
}

struct Builder<'a> {
    lines: Lines<'a>,
    frame: &'a Frame,
    yaml: Yaml,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

impl<'a> Builder<'a> {
    fn new(frame: &'a Frame) -> Builder<'a> {
        Builder {
            lines: Lines::of(""),
            frame,
            yaml: Yaml::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            nodes: 0,
        }
    }

    fn fault(&self, line: usize, column: usize, message: &str) -> Fault {
        Fault {
            at: self.frame.place(line, column),
            message: message.replace('\n', " "),
        }
    }

    fn event(&mut self, event: Event, span: Span) -> Result<(), Fault> {
        let (line, column) = (span.start.line(), span.start.col() + 1);
        let at = self.frame.place(line, column);
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(self.fault(line, column, "too many values"));
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = self.scalar(&text, style, (line, column), at);
                self.finish(Node { at, value }, anchor);
            }
            Event::SequenceStart(anchor, _) => self.start(at, anchor, Kind::List(Vec::new()))?,
            Event::MappingStart(anchor, _) => {
                self.start(at, anchor, Kind::Map(Vec::new(), None))?
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let value = match open.kind {
                        Kind::List(items) => Value::List(items),
                        Kind::Map(entries, _) => Value::Map(merged(entries)),
                    };
                    self.finish(Node { at: open.at, value }, open.anchor);
                }
            }
            Event::Alias(id) => {
                let value = match self.anchors.get(&id) {
                    Some((node, size)) if self.nodes + size <= MAX_NODES => {
                        self.nodes += size;
                        node.value.clone()
                    }
                    Some(_) => {
                        return Err(self.fault(line, column, "too many values through aliases"));
                    }
                    None => Value::Unknown,
                };
                self.finish(Node { at, value }, 0);
            }
            Event::DocumentEnd => self.anchors.clear(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, at: Place, anchor: usize, kind: Kind) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Fault {
                at,
                message: "nested too deeply".to_string(),
            });
        }
        self.open.push(Open { at, anchor, kind });
        Ok(())
    }

    /// Puts a complete value where it belongs.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            let size = size(&node);
            self.nodes += size;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.yaml.documents.push(node),
            Some(Kind::List(items)) => items.push(node),
            Some(Kind::Map(entries, waiting)) => match waiting.take() {
                None => *waiting = Some((key(&node), node.at)),
                Some((key, at)) => {
                    // A long flat map is no chart's values; it is not searched for repeated keys.
                    if entries.len() < 500
                        && key != "<<"
                        && entries.iter().any(|entry| entry.key == key)
                    {
                        self.yaml.repeated.push((key.clone(), at));
                    }
                    entries.push(Entry { key, at, node });
                }
            },
        }
    }

    fn scalar(&self, text: &str, style: ScalarStyle, start: (usize, usize), at: Place) -> Value {
        match style {
            ScalarStyle::Plain => plain(text, at),
            ScalarStyle::Literal => {
                let (text, frame) = self.literal(text, start.0);
                Value::Text(Text { text, frame })
            }
            _ if !text.contains('\n') && is_template(text) && style != ScalarStyle::Folded => {
                Value::Unknown
            }
            _ => Value::Text(Text {
                text: text.to_string(),
                frame: Frame::Point(at),
            }),
        }
    }

    /// The text of a `|` block with the place of each of its lines.
    fn literal(&self, text: &str, line: usize) -> (String, Frame) {
        // The event points at the `|` or somewhere in the blank lines behind it, so the header is looked for: the
        // line above the text that holds a `|`, with the first line of content where it should be.
        let blank = text
            .bytes()
            .take_while(|byte| matches!(byte, b'\n' | b'\r' | b' '))
            .filter(|byte| *byte == b'\n')
            .count();
        let first = text.split('\n').nth(blank).unwrap_or_default().trim_end();
        let fits = |start: usize| {
            let header = self
                .lines
                .line(start.wrapping_sub(1))
                .is_some_and(|line| line.contains('|'));
            header
                && self
                    .lines
                    .line(start + blank)
                    .is_some_and(|line| line.trim_end().ends_with(first))
        };
        let nearest = line.saturating_sub(blank + 1).max(2);
        let start = (nearest..=line + 1)
            .rev()
            .find(|start| fits(*start))
            .unwrap_or(line + 1);
        let places = text
            .split('\n')
            .enumerate()
            .map(|(index, inner)| {
                let outer = self.lines.line(start + index).unwrap_or_default();
                let inner = inner.trim_end_matches('\r').chars().count();
                let indent = outer.chars().count().saturating_sub(inner);
                self.frame.place(start + index, indent + 1)
            })
            .collect();
        (text.to_string(), Frame::Lines(places))
    }
}

fn key(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => text.text.clone(),
        Value::Bool(true) => "true".to_string(),
        Value::Bool(false) => "false".to_string(),
        Value::Int(Some(value)) => value.to_string(),
        _ => MARK.to_string(),
    }
}

/// What a plain scalar means to Helm, which still reads the booleans of YAML 1.1.
fn plain(text: &str, at: Place) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Value::Bool(true);
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Value::Int(text.parse().ok());
    }
    let number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    if number && text.parse::<f64>().is_ok() {
        return Value::Float;
    }
    if is_template(text) {
        return Value::Unknown;
    }
    Value::Text(Text {
        text: text.to_string(),
        frame: Frame::Point(at),
    })
}

/// Puts the entries of `<<` maps behind the map's own; a key of its own wins.
fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.iter().any(|entry| entry.key == "<<") {
        return entries;
    }
    let (merges, mut own): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.key == "<<");
    for merge in merges {
        let maps = match merge.node.value {
            Value::List(items) => items,
            _ => vec![merge.node],
        };
        for entry in maps.into_iter().flat_map(|map| match map.value {
            Value::Map(entries) => entries,
            _ => Vec::new(),
        }) {
            if !own.iter().any(|mine| mine.key == entry.key) {
                own.push(entry);
            }
        }
    }
    own
}

fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|entry| size(&entry.node)).sum(),
        _ => 0,
    }
}
