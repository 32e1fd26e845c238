//! Reads block maps and lists, and finds what kind of value stands at a place.

use super::entries::Entries;
use super::reader::{Here, MAX_DEPTH, Read, Reader, fault, is_end, is_space};
use super::{resolve, template};
use crate::source::{Fault, Node, Value};

/// Where a value may begin.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Spot {
    /// As the first thing on a line.
    Line,
    /// Behind `- ` or `? `, where a map or list may begin on the same line.
    Dash,
    /// Behind `:`, where it may not.
    Colon,
}

/// What stands before a value.
#[derive(Default)]
pub(super) struct Props<'a> {
    pub(super) anchor: Option<&'a str>,
    pub(super) tag: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Reads the document that begins here, up to its end.
    pub(super) fn document(&mut self) -> Node {
        let mut spot = Spot::Dash;
        let mut root: Option<Node> = None;
        loop {
            let began = self.here();
            let (node, whole) = match self.block(-1, spot) {
                Ok(node) => (node, true),
                Err(found) => (self.unread(found, began, 0), false),
            };
            root = Some(match root {
                None => node,
                Some(root) => joined(root, node),
            });
            self.skip();
            if self.ended() {
                break;
            }
            let what = (
                "text behind the document's value",
                "文档的值之后还有多余的内容",
            );
            let found = Fault { at: self.at, what };
            let here = self.here();
            if here.column() > 0 || !self.at_key() && !self.at_dash() {
                self.recover(found, here, 0);
                self.skip();
                if self.ended() {
                    break;
                }
            } else if whole {
                self.source.faults.push(found);
            }
            spot = Spot::Line;
        }
        let mut root = root.unwrap_or(Node::new(self.at..self.at, Value::Null));
        if root.value == Value::Null && root.span.is_empty() && !root.alias {
            root.span = self.at..self.at;
        }
        root
    }

    /// Reads the value of a parent whose column is given: -1 for a document.
    pub(super) fn block(&mut self, parent: isize, spot: Spot) -> Read<Node> {
        let list_beside = spot == Spot::Colon;
        let templates = self.marks.templates.len();
        let (mut spot, mut absent, mut props) = (spot, self.at, Props::default());
        // Whether the anchors and tags on this line are known to be no key's.
        let mut own = spot == Spot::Colon;
        loop {
            self.blanks();
            let byte = self.byte(self.at);
            if is_end(byte) || self.at_comment() {
                if spot != Spot::Line && self.templates.expression(self.at).is_some() {
                    break;
                }
                self.skip();
                let column = self.column() as isize;
                let beside = list_beside && column == parent && self.first() && self.at_dash();
                if self.ended() || column <= parent && !beside {
                    let node = self
                        .rendered(parent, templates)
                        .unwrap_or(Node::new(absent..absent, Value::Null));
                    return Ok(self.propped(node, &props));
                }
                if !self.first() {
                    return fault(self.at, "tab in the indentation", "缩进中有制表符");
                }
                (spot, own) = (Spot::Line, false);
                if beside {
                    break;
                }
            } else if matches!(byte, b'&' | b'!') && (own || !self.at_key()) {
                own = true;
                self.prop(&mut props);
                absent = self.at;
            } else {
                break;
            }
        }
        let column = self.column();
        let node = if spot != Spot::Colon && self.at_dash() {
            self.list(column)?
        } else if spot != Spot::Colon && (self.at_question() || self.at_key()) {
            self.map(column)?
        } else {
            self.inline(parent, props.tag)?
        };
        Ok(self.propped(node, &props))
    }

    /// Of an absent value: the expression on a line of its own that stands for it.
    fn rendered(&self, parent: isize, known: usize) -> Option<Node> {
        let span = self.marks.templates.get(known..)?.first()?.clone();
        let text = self.slice(span.clone());
        let before = self.slice(0..span.start);
        let column = before.len() - before.trim_end_matches(' ').len();
        let inside = column as isize > parent.max(0) || text.contains("indent");
        (inside && template::is_value(text)).then(|| Node::new(span, Value::Opaque))
    }

    /// Reads an anchor or a tag.
    pub(super) fn prop(&mut self, props: &mut Props<'a>) {
        let start = self.at;
        let anchor = self.byte(start) == b'&';
        let name = self.name();
        let span = start..self.at;
        if anchor {
            props.anchor = Some(name);
        } else {
            props.tag = Some(self.slice(span.clone()));
        }
        self.marks.props.push(span);
    }

    pub(super) fn propped(&mut self, node: Node, props: &Props) -> Node {
        if let Some(name) = props.anchor {
            self.anchor(name, &node);
        }
        node
    }

    /// Reads a value that is no block map or list, and what follows on its last line.
    fn inline(&mut self, parent: isize, tag: Option<&str>) -> Read<Node> {
        let start = self.at;
        let node = match self.byte(start) {
            b'|' | b'>' => return self.block_scalar(parent),
            b'*' => self.alias()?,
            b'"' | b'\'' => {
                let node = self.quoted(tag)?;
                if self.line_done().is_err()
                    && let Some(end) = self.quoted_around_expressions(start)
                {
                    self.advance(end);
                    let text = self.slice(start + 1..end - 1);
                    Node::new(start..end, Value::Text(text.to_owned()))
                } else {
                    node
                }
            }
            b'[' | b'{' if self.templates.expression(start).is_none() => self.flow()?,
            _ => self.plain(parent, false, tag)?,
        };
        self.line_done()?;
        Ok(node)
    }

    pub(super) fn deeper(&mut self) -> Read<()> {
        if self.depth >= MAX_DEPTH {
            return fault(self.at, "nested too deeply", "嵌套层次过深");
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn at_dash(&self) -> bool {
        self.byte(self.at) == b'-' && is_space(self.byte(self.at + 1))
    }

    fn at_question(&self) -> bool {
        self.byte(self.at) == b'?' && is_space(self.byte(self.at + 1))
    }

    /// What cannot be read, as a value nobody knows.
    pub(super) fn unread(&mut self, found: Fault, began: Here, column: usize) -> Node {
        self.recover(found, began, column);
        let bad = self.slice(began.at()..self.line.max(began.at()));
        let bad = if self.at_text_end() {
            self.slice(began.at()..self.at)
        } else {
            bad
        };
        let start = began.at() + bad.len() - bad.trim_start().len();
        let end = began.at() + bad.trim_end().len();
        Node::new(start..end.max(start), Value::Opaque)
    }

    /// Goes to the next line of a map or list at a column; false where it ends.
    fn next(&mut self, column: usize) -> bool {
        loop {
            self.skip();
            if self.ended() {
                return false;
            }
            let what = if !self.first() {
                ("tab in the indentation", "缩进中有制表符")
            } else if self.column() > column {
                ("indentation that fits nothing above", "缩进与上文不符")
            } else {
                return self.column() == column;
            };
            let here = self.here();
            self.recover(Fault { at: self.at, what }, here, column);
        }
    }

    fn list(&mut self, column: usize) -> Read<Node> {
        self.deeper()?;
        let start = self.at;
        let mut end = start + 1;
        let mut items = Vec::new();
        loop {
            self.marks.dashes.push(self.at);
            self.at += 1;
            let began = self.here();
            let item = match self.block(column as isize, Spot::Dash) {
                Ok(item) => item,
                Err(found) => self.unread(found, began, column),
            };
            end = end.max(item.span.end);
            items.push(item);
            if !self.next(column) || !self.at_dash() {
                break;
            }
        }
        self.depth -= 1;
        Ok(Node::new(start..end, Value::List(items)))
    }

    fn map(&mut self, column: usize) -> Read<Node> {
        self.deeper()?;
        let start = self.at;
        let mut end = start;
        let mut entries = Entries::default();
        loop {
            let began = self.here();
            match self.entry(column, &mut entries) {
                Ok(last) => end = end.max(last),
                Err(found) => self.recover(found, began, column),
            }
            if !self.next(column) {
                break;
            }
        }
        self.depth -= 1;
        Ok(Node::new(start..end, Value::Map(entries.finish())))
    }

    /// Reads a key with its value; gives where the value ends.
    fn entry(&mut self, column: usize, entries: &mut Entries) -> Read<usize> {
        let parent = column as isize;
        if self.at_question() {
            return self.complex(column, entries);
        }
        let mut props = Props::default();
        while matches!(self.byte(self.at), b'&' | b'!') {
            self.prop(&mut props);
            self.blanks();
        }
        let Some(key) = self.simple_key(self.at) else {
            return fault(self.at, "a key without its `:`", "键后面缺少 `:`");
        };
        if let Some(name) = props.anchor {
            let node = Node::new(key.span.clone(), Value::Text(key.text.clone()));
            self.anchor(name, &node);
        }
        let merges = key.span.len() == 2 && key.text == "<<";
        self.marks.colons.push(key.colon);
        self.at = key.colon + 1;
        let began = self.here();
        let node = match self.block(parent, Spot::Colon) {
            Ok(node) => node,
            Err(found) => self.unread(found, began, column),
        };
        let end = node.span.end;
        self.put(key.text, key.span, node, merges, entries);
        Ok(end)
    }

    /// Adds an entry, or what a `<<` key brings.
    pub(super) fn put(
        &mut self,
        key: String,
        span: std::ops::Range<usize>,
        node: Node,
        merges: bool,
        entries: &mut Entries,
    ) {
        let node = if merges {
            match entries.merge(node) {
                None => return self.marks.merges.push(span),
                Some(node) => node,
            }
        } else {
            node
        };
        self.source.repeated.extend(entries.push(key, span, node));
    }

    /// Reads `? key`, and `: value` on a line of its own.
    fn complex(&mut self, column: usize, entries: &mut Entries) -> Read<usize> {
        let parent = column as isize;
        self.at += 1;
        let key = self.block(parent, Spot::Dash)?;
        let text = self.key_text(&key);
        let here = self.here();
        self.skip();
        let colon = self.first()
            && self.column() == column
            && self.byte(self.at) == b':'
            && is_space(self.byte(self.at + 1));
        if !colon {
            self.go(here);
            let end = key.span.end;
            let node = Node::new(end..end, Value::Null);
            self.put(text, key.span, node, false, entries);
            return Ok(end);
        }
        self.marks.colons.push(self.at);
        self.at += 1;
        let began = self.here();
        let node = match self.block(parent, Spot::Dash) {
            Ok(node) => node,
            Err(found) => self.unread(found, began, column),
        };
        let end = node.span.end;
        self.put(text, key.span, node, false, entries);
        Ok(end)
    }

    /// A key as a string: what it says, or its own text where that is no string.
    pub(super) fn key_text(&self, node: &Node) -> String {
        match &node.value {
            Value::Text(text) => text.clone(),
            _ => self.slice(node.span.clone()).to_owned(),
        }
    }

    /// A scalar from its text.
    pub(super) fn resolved(text: &str, tag: Option<&str>) -> Value {
        tag.and_then(|tag| resolve::tagged(tag, text))
            .unwrap_or_else(|| resolve::plain(text))
    }
}

/// What was read of a document before and behind a part that could not be read.
fn joined(mut first: Node, second: Node) -> Node {
    match (&mut first.value, second.value) {
        (Value::Map(entries), Value::Map(more)) => {
            for entry in more {
                if !entries.iter().any(|known| known.key == entry.key) {
                    entries.push(entry);
                }
            }
            first.span.end = second.span.end;
            first
        }
        (Value::List(items), Value::List(more)) => {
            items.extend(more);
            first.span.end = second.span.end;
            first
        }
        (Value::Map(_) | Value::List(_), _) => first,
        (_, value) => Node { value, ..second },
    }
}
