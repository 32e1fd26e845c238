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

    /// Removes some of the parts.
    pub(super) fn remove_parts(
        &mut self,
        node: &Node,
        place: &Place,
        indexes: &[usize],
    ) -> Result<(), Refusal> {
        if place.flow || self.is_flow(node) {
            return self.remove_flow(node, indexes);
        }
        // The first parts behind a dash go together: what follows takes their place on the line.
        let pairs = indexes.iter().enumerate();
        let run = pairs.take_while(|(step, index)| step == *index).count();
        let mut rest = indexes;
        if let Some(last) = run.checked_sub(1)
            && let (Some((start, _)), Some((_, end))) =
                (self.part_lines(node, 0), self.part_lines(node, last))
            && !self.is_own_line(start)
        {
            self.remove_first(node, start, end)?;
            rest = indexes.get(run..).unwrap_or_default();
        }
        rest.iter()
            .try_for_each(|index| self.remove_part(node, place, *index))
    }

    /// Where a part of a block begins, and where its last line ends.
    fn part_lines(&self, node: &Node, index: usize) -> Option<(usize, usize)> {
        let (key, value) = match &node.value {
            Value::Map(entries) => {
                let entry = entries.get(index)?;
                (entry.key_span.start, &entry.node)
            }
            _ => {
                let item = node.items().get(index)?;
                (self.dash(item)?, item)
            }
        };
        // Anchors, tags and `?` stand before a key.
        let start = self.line_start(key) + self.column(node.span.start);
        Some((start, self.line_end(value.span.end)))
    }

    fn is_own_line(&self, at: usize) -> bool {
        self.slice(self.line_start(at)..at).trim().is_empty()
    }

    /// Removes one of several parts.
    fn remove_part(&mut self, node: &Node, place: &Place, index: usize) -> Result<(), Refusal> {
        if place.flow || self.is_flow(node) {
            return self.remove_flow(node, &[index]);
        }
        let Some((start, end)) = self.part_lines(node, index) else {
            return Err(Refusal::Form);
        };
        if !self.is_own_line(start) {
            return self.remove_first(node, start, end);
        }
        let from = self.comments_above(self.line_start(start), self.column(start));
        let gap = self.newline_before(from);
        // A block before the last lines of a text needs its line end, which the second try leaves.
        let keeps_gap = !self.literals && end == self.text.len();
        if from > gap && !keeps_gap {
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
            _ => {
                let mut dashes = node.items().iter().filter_map(|item| self.dash(item));
                dashes.find(|dash| *dash > end)
            }
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
        if self.begins_document(from) {
            line
        } else {
            from
        }
    }

    /// Whether no line of the document's own is before; a comment there is the file's.
    fn begins_document(&self, line: usize) -> bool {
        let before = self
            .slice(0..line)
            .trim_start_matches('\u{feff}')
            .trim_end();
        let last = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        last.is_empty()
            || ["---", "...", "%"]
                .iter()
                .any(|sign| last.starts_with(sign))
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
