//! Takes keys and items away, with the comments that are theirs.

use super::Editor;
use super::place::{Holder, Place};
use crate::source::{Node, Refusal, Value};
use crate::tree::{Map, Node as Tree, Seq};

impl Editor<'_> {
    /// Removes a part; the last one leaves an empty map or list.
    pub(super) fn remove(
        &mut self,
        node: &Node,
        place: &Place,
        index: usize,
    ) -> Result<(), Refusal> {
        self.open(node)?;
        let own = node.items().len() + node.entries().iter().filter(|entry| !entry.merged).count();
        if own > 1 || self.has_merges(node) {
            return self.remove_part(node, place, index);
        }
        let (empty, text) = match node.value {
            Value::Map(_) => (Tree::Map(Map::new()), " {}"),
            _ => (Tree::Seq(Seq::new()), " []"),
        };
        let lines = !place.flow
            && !self.is_flow(node)
            && place.holder != Holder::Document
            && !self.beside(place.behind, node.span.start);
        if !lines {
            return self.replace(node, place, &empty);
        }
        self.splice(place.behind..place.behind, text)?;
        self.remove_part(node, place, index)
    }

    /// Removes one of several parts.
    pub(super) fn remove_part(
        &mut self,
        node: &Node,
        place: &Place,
        index: usize,
    ) -> Result<(), Refusal> {
        let (key, value) = match &node.value {
            Value::Map(entries) => {
                let Some(entry) = entries.get(index) else {
                    return Ok(());
                };
                (Some(entry.key_span.start), &entry.node)
            }
            Value::List(items) => {
                let Some(item) = items.get(index) else {
                    return Ok(());
                };
                (None, item)
            }
            _ => return Ok(()),
        };
        if place.flow || self.is_flow(node) {
            let start = key.unwrap_or(value.span.start);
            return self.remove_flow(node, start..value.span.end);
        }
        let column = self.column(node.span.start);
        let start = match key.or_else(|| self.dash(value)) {
            // Anchors, tags and `?` stand before a key.
            Some(at) => self.line_start(at) + column,
            None => return Err(Refusal::Form),
        };
        let end = self.line_end(value.span.end);
        let line = self.line_start(start);
        if !self.slice(line..start).trim().is_empty() {
            return self.remove_first(node, start, end);
        }
        let from = self.comments_above(line, column);
        let gap = self.newline_before(from);
        if from > gap {
            return self.splice(from - gap..end, "");
        }
        self.splice(from..self.next_line(end), "")
    }

    /// Removes the first part of a map or list that begins behind a dash.
    fn remove_first(&mut self, node: &Node, start: usize, end: usize) -> Result<(), Refusal> {
        let column = self.column(node.span.start);
        let next = match &node.value {
            Value::Map(_) => {
                let own = node.entries().iter().filter(|entry| !entry.merged);
                let keys = own.map(|entry| entry.key_span.start);
                let merges = self.marks.merges.iter().map(|span| span.start);
                let after = |at: &usize| *at > end && *at < node.span.end;
                keys.chain(merges)
                    .filter(after)
                    .min()
                    .map(|at| self.line_start(at) + column)
            }
            _ => node.items().get(1).and_then(|item| self.dash(item)),
        };
        let Some(next) = next else {
            return Err(Refusal::Form);
        };
        if self.slice(end..next).trim().is_empty() {
            return self.splice(start..next, "");
        }
        let before = self.slice(self.line_start(start)..start);
        let blanks = before.len() - before.trim_end().len();
        self.splice(start - blanks..end, "")
    }

    /// The start of the comment lines directly above a line, if they are its own.
    fn comments_above(&self, line: usize, column: usize) -> usize {
        let mut from = line;
        while from > 0 {
            let above = self.line_start(from - self.newline_before(from).min(from));
            let text = self.slice(above..self.line_end(above));
            let content = text.trim_start_matches(' ');
            if above == from || !content.starts_with('#') || text.len() - content.len() != column {
                break;
            }
            if is_key(content) {
                return line;
            }
            from = above;
        }
        from
    }
}

/// Whether a comment looks like a key with its value that is switched off.
fn is_key(comment: &str) -> bool {
    let text = comment.trim_start_matches(['#', ' ', '-']);
    let Some((key, rest)) = text.split_once(':') else {
        return false;
    };
    let word = |ch: char| ch.is_ascii_alphanumeric() || "_-./\"'".contains(ch);
    !key.is_empty() && key.chars().all(word) && (rest.is_empty() || rest.starts_with(' '))
}
