//! Writes a value in the place of another.

use super::Editor;
use super::place::{Holder, Place};
use super::style::Quotes;
use super::write::{How, Written, header, string};
use crate::source::{Node, Refusal, Span, Value};
use crate::tree::{Node as Tree, Scalar};
use crate::yaml::quote::block_header;
use crate::yaml::source::literal::Header;

impl Editor<'_> {
    pub(super) fn replace(
        &mut self,
        node: &Node,
        place: &Place,
        value: &Tree,
    ) -> Result<(), Refusal> {
        let behind = self.fit_tags(node, place, value)?;
        let place = &Place {
            behind,
            ..place.clone()
        };
        let how = self.how(node, place, value);
        if place.flow {
            return self.replace_flow(node, place, value, how);
        }
        if let Some(header) = Header::read(self.text.as_bytes(), node.span.start)
            && matches!(node.value, Value::Text(_))
            && !node.alias
        {
            return self.replace_block(node, place, value, &header, how);
        }
        let keeps_line = matches!(node.value, Value::Text(_)) && how.quotes != Quotes::Plain;
        let commented = !node.span.is_empty()
            && !self
                .slice(node.span.end..self.line_end(node.span.end))
                .trim()
                .is_empty();
        let text = string(value).is_some();
        let written = if text && (keeps_line || commented || place.holder == Holder::Document)
            || self.stays_flow(node, value)
        {
            let mut head = String::from(" ");
            self.flow_value(&mut head, value, how, false);
            Written {
                head,
                tail: String::new(),
            }
        } else {
            self.written(value, place, how)
        };
        if place.holder == Holder::Document {
            self.replace_root(node, written)
        } else {
            self.replace_lines(node, place, written)
        }
    }

    /// Whether a list or map in brackets gets others in brackets.
    fn stays_flow(&self, node: &Node, value: &Tree) -> bool {
        let parts = !node.items().is_empty() || !node.entries().is_empty();
        parts && !node.alias && self.is_flow(node) && matches!(value, Tree::Map(_) | Tree::Seq(_))
    }

    /// The quotes for a new value: those of the old one if it is a string, else those beside it.
    fn how(&self, node: &Node, place: &Place, value: &Tree) -> How {
        let keys = place.flow && place.quotes == Quotes::Double || self.keys_quoted(node);
        let old = matches!(node.value, Value::Text(_)) && !node.alias;
        let quotes = if old && string(value).is_some() {
            self.quotes_of(node)
        } else if !node.span.is_empty() && node.is_scalar() && !place.flow {
            Quotes::Plain
        } else if node.is_scalar() || node.items().is_empty() && node.entries().is_empty() {
            place.quotes
        } else {
            self.quotes(node, place)
        };
        How { quotes, keys }
    }

    fn replace_flow(
        &mut self,
        node: &Node,
        place: &Place,
        value: &Tree,
        how: How,
    ) -> Result<(), Refusal> {
        let mut text = String::new();
        let mut span = node.span.clone();
        if span.is_empty() && place.bare {
            text.push_str(": ");
        } else if span.is_empty() && self.byte(span.start) == b' ' {
            span = span.start + 1..span.start + 1;
        } else if span.is_empty() {
            text.push(' ');
        }
        self.flow_value(&mut text, value, how, true);
        self.splice(span, text)
    }

    /// Takes away tags that the new value does not bear; gives where the value's place begins.
    fn fit_tags(&mut self, node: &Node, place: &Place, value: &Tree) -> Result<usize, Refusal> {
        if place.holder == Holder::Document {
            return Ok(place.behind);
        }
        let mut behind = place.sign;
        for span in self.props(place.sign, node) {
            let fits = match self.slice(span.clone()) {
                "!!str" | "!" => string(value).is_some(),
                "!!int" => matches!(value, Tree::Scalar(Scalar::Int(_))),
                "!!bool" => matches!(value, Tree::Scalar(Scalar::Bool(_))),
                "!!null" => matches!(value, Tree::Scalar(Scalar::Null)),
                "!!map" => matches!(value, Tree::Map(_)),
                "!!seq" => matches!(value, Tree::Seq(_)),
                tag => !tag.starts_with("!!"),
            };
            if fits {
                behind = span.end;
            } else {
                let before = self.slice(place.sign..span.start);
                let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
                self.splice(span.start - blanks..span.end, "")?;
                behind = span.end;
            }
        }
        Ok(behind)
    }

    /// Changes a literal or folded block.
    fn replace_block(
        &mut self,
        node: &Node,
        place: &Place,
        value: &Tree,
        old: &Header,
        how: How,
    ) -> Result<(), Refusal> {
        let header_end = self
            .line_end(old.span.end)
            .min(node.span.end.max(old.span.end));
        let lines = header_end
            .max(self.line_end(old.span.end))
            .min(node.span.end)..node.span.end;
        let text = string(value)
            .filter(|text| self.literals && text.contains('\n') && block_header(text).is_some());
        let Some(text) = text else {
            let written = if string(value).is_some() {
                let mut head = String::from(" ");
                let plain = How {
                    quotes: Quotes::Plain,
                    ..how
                };
                self.flow_value(&mut head, value, plain, false);
                Written {
                    head,
                    tail: String::new(),
                }
            } else {
                self.written(value, place, how)
            };
            if place.holder == Holder::Document {
                return self.replace_root(node, written);
            }
            if !lines.is_empty() || !written.tail.is_empty() {
                let below = if lines.is_empty() {
                    let end = self.line_end(old.span.end);
                    end..end
                } else {
                    lines
                };
                self.splice(below, written.tail)?;
            }
            let head = written.head.strip_prefix(' ').unwrap_or_default();
            let from = if head.is_empty() {
                place.behind
            } else {
                old.span.start
            };
            return self.splice(from..old.span.end, head);
        };
        let (parent, deep) = match place.holder {
            Holder::Document => (0, 2),
            Holder::Entry => (place.column, place.column + self.style.step),
            Holder::Item => (place.column, place.column + 2),
        };
        let indent = self.block_indent(node, lines.clone()).unwrap_or(deep);
        let sign = header(text, indent.saturating_sub(parent));
        if self.slice(old.span.clone()) != sign {
            self.splice(old.span.clone(), sign)?;
        }
        let mut body = String::new();
        self.block_lines(&mut body, text, indent);
        let below = if lines.is_empty() {
            let end = self.line_end(old.span.end);
            end..end
        } else {
            lines
        };
        self.splice(below, body)
    }

    /// The indentation of a block's text.
    fn block_indent(&self, node: &Node, lines: Span) -> Option<usize> {
        let text = node.text()?;
        let inner = text.split('\n').find(|line| !line.trim().is_empty())?;
        let outer = self.slice(lines);
        let outer = outer
            .split(['\n', '\r'])
            .find(|line| !line.trim().is_empty() && line.trim_start() == inner.trim_start())?;
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        spaces(outer).checked_sub(spaces(inner))
    }

    /// Writes a value behind a colon or dash, over what stands there or below.
    fn replace_lines(
        &mut self,
        node: &Node,
        place: &Place,
        written: Written,
    ) -> Result<(), Refusal> {
        let Written { head, tail } = written;
        let span = node.span.clone();
        let behind = place.behind;
        let block = !node.is_scalar() && !node.alias && !self.is_flow(node);
        if !self.beside(behind, span.start) {
            // The old value is on lines of its own.
            if tail.is_empty() && !block {
                return self.splice(span, head.trim_start());
            }
            let end = self.line_end(span.end);
            let line_end = self.line_end(behind);
            if !head.is_empty() {
                self.splice(behind..behind, head)?;
            }
            return self.splice(line_end..end, tail);
        }
        let end = if block && !self.beside(span.start, span.end) {
            self.line_end(span.end)
        } else {
            span.end
        };
        let line_end = self.line_end(end);
        if tail.is_empty() {
            return match head.strip_prefix(' ') {
                Some(head) if !span.is_empty() => self.splice(span.start..end, head),
                // An absent value; blanks where nothing follows go.
                _ if self.slice(behind..line_end).trim().is_empty() => {
                    self.splice(behind..line_end, head)
                }
                _ => self.splice(behind..end.max(behind), head),
            };
        }
        if line_end == end {
            return self.splice(behind..end, [head, tail].concat());
        }
        self.splice(behind..end, head)?;
        self.splice(line_end..line_end, tail)
    }

    /// Writes the value of a document.
    fn replace_root(&mut self, node: &Node, written: Written) -> Result<(), Refusal> {
        let newline = self.style.newline;
        let span = node.span.clone();
        let text = [written.head, written.tail].concat();
        let text = text.strip_prefix(' ').unwrap_or(&text);
        let body = text.strip_prefix(newline).unwrap_or(text);
        if span.is_empty() {
            let before = self.slice(0..span.start);
            let fresh =
                before.trim_start_matches('\u{feff}').is_empty() || before.ends_with(['\n', '\r']);
            return self.splice(
                span,
                if fresh {
                    [body, newline].concat()
                } else {
                    [newline, body].concat()
                },
            );
        }
        let start = self.line_start(span.start);
        let own_line = self.slice(start..span.start).trim().is_empty();
        if own_line || text.len() == body.len() {
            return self.splice(span, body);
        }
        let before = self.slice(start..span.start);
        let from = start + before.trim_end().len();
        self.splice(from..span.end, [newline, body].concat())
    }
}
