//! Reads flow maps and lists: `{a: 1}`, `[a, b]`, JSON.

use super::block::Props;
use super::entries::Entries;
use super::reader::{Read, Reader, fault, is_space};
use crate::source::{Entry, Node, Value};

impl Reader<'_> {
    /// Reads the map or list whose bracket stands here.
    pub(super) fn flow(&mut self) -> Read<Node> {
        self.deeper()?;
        let node = if self.byte(self.at) == b'[' {
            self.flow_list()
        } else {
            self.flow_map()
        };
        self.depth -= 1;
        node
    }

    /// Steps to what comes next between brackets that were opened at an offset.
    fn flow_skip(&mut self, open: usize) -> Read<u8> {
        self.skip();
        if self.ended() {
            return fault(open, "bracket that is never closed", "括号没有闭合");
        }
        Ok(self.byte(self.at))
    }

    /// Steps over the `,` behind a part; false at the closing bracket, which is stepped over too.
    fn comma(&mut self, open: usize, close: u8) -> Read<bool> {
        let byte = self.flow_skip(open)?;
        if byte != b',' && byte != close {
            return fault(
                self.at,
                "`,` or a closing bracket is missing",
                "缺少 `,` 或右括号",
            );
        }
        self.at += 1;
        Ok(byte == b',')
    }

    fn flow_list(&mut self) -> Read<Node> {
        let start = self.at;
        let mut items = Vec::new();
        self.at += 1;
        loop {
            if self.flow_skip(start)? == b']' {
                self.at += 1;
                break;
            }
            let item = self.at;
            let node = self.part(start)?;
            if node.span.is_empty() && self.byte(self.at) != b':' {
                return fault(self.at, "a value is missing", "缺少一个值");
            }
            self.flow_skip(start)?;
            let node = if self.colon(&node) {
                let key = self.key_text(&node);
                let value = self.part(start)?;
                let span = item..value.span.end;
                let entry = Entry {
                    key,
                    key_span: node.span,
                    node: value,
                    merged: false,
                };
                Node::new(span, Value::Map(vec![entry]))
            } else {
                node
            };
            items.push(node);
            if !self.comma(start, b']')? {
                break;
            }
        }
        Ok(Node::new(start..self.at, Value::List(items)))
    }

    fn flow_map(&mut self) -> Read<Node> {
        let start = self.at;
        let mut entries = Entries::default();
        self.at += 1;
        loop {
            if self.flow_skip(start)? == b'}' {
                self.at += 1;
                break;
            }
            let key = self.part(start)?;
            let text = self.key_text(&key);
            let merges = self.slice(key.span.clone()) == "<<";
            let here = self.here();
            self.flow_skip(start)?;
            let value = if self.colon(&key) {
                self.part(start)?
            } else if key.span.is_empty() {
                return fault(self.at, "a key is missing", "缺少一个键");
            } else {
                self.go(here);
                Node::new(key.span.end..key.span.end, Value::Null)
            };
            self.put(text, key.span, value, merges, &mut entries);
            if !self.comma(start, b'}')? {
                break;
            }
        }
        Ok(Node::new(start..self.at, Value::Map(entries.finish())))
    }

    /// Steps over the `:` behind a key.
    fn colon(&mut self, key: &Node) -> bool {
        let quoted = matches!(
            self.bytes.get(key.span.start),
            Some(b'"' | b'\'' | b'[' | b'{')
        );
        let next = self.byte(self.at + 1);
        let found = self.byte(self.at) == b':'
            && (quoted || is_space(next) || matches!(next, b',' | b'[' | b']' | b'{' | b'}'));
        if found {
            self.marks.colons.push(self.at);
            self.at += 1;
        }
        found
    }

    /// Reads a key, an item or a value between brackets; an absent one is empty.
    fn part(&mut self, open: usize) -> Read<Node> {
        let mut absent = self.at;
        let mut props = Props::default();
        let node = loop {
            let byte = self.flow_skip(open)?;
            let next = self.byte(self.at + 1);
            break match byte {
                b'&' | b'!' => {
                    self.prop(&mut props);
                    absent = self.at;
                    continue;
                }
                b'?' if is_space(next) => {
                    self.at += 1;
                    continue;
                }
                b',' | b']' | b'}' => Node::new(absent..absent, Value::Null),
                b':' if is_space(next) || matches!(next, b',' | b'[' | b']' | b'{' | b'}') => {
                    Node::new(absent..absent, Value::Null)
                }
                b'*' => self.alias()?,
                b'"' | b'\'' => self.quoted(props.tag)?,
                b'[' | b'{' if self.templates.expression(self.at).is_none() => self.flow()?,
                _ => self.plain(-1, true, props.tag)?,
            };
        };
        Ok(self.propped(node, &props))
    }
}
