//! Adds and removes parts between brackets, with their commas.

use super::Editor;
use crate::source::{Node, Refusal, Span};

impl Editor<'_> {
    /// The parts of a map or list in brackets, in the order of the text.
    pub(super) fn flow_parts(&self, node: &Node) -> Vec<Span> {
        let own = node.entries().iter().filter(|entry| !entry.merged);
        let entries = own.map(|entry| entry.key_span.start..entry.node.span.end);
        let items = node.items().iter().map(|item| item.span.clone());
        let mut parts: Vec<Span> = entries.chain(items).collect();
        for part in &mut parts {
            // Anchors and tags of an item or a key.
            let props = &self.marks.props;
            let before = props.partition_point(|prop| prop.start < part.start);
            for prop in props.iter().take(before).rev() {
                let beside = prop.end <= part.start
                    && prop.start > node.span.start
                    && self.slice(prop.end..part.start).trim().is_empty();
                if !beside {
                    break;
                }
                part.start = prop.start;
            }
        }
        parts
    }

    /// Adds parts behind the one before an index, or behind the last.
    pub(super) fn insert_flow(
        &mut self,
        node: &Node,
        index: Option<usize>,
        fresh: Vec<String>,
    ) -> Result<(), Refusal> {
        let parts = self.flow_parts(node);
        let index = index.unwrap_or(parts.len());
        let close = node.span.end.saturating_sub(1);
        let end = match index.checked_sub(1).and_then(|before| parts.get(before)) {
            Some(part) => part.end,
            // A `<<` alone.
            None => node.span.start + self.slice(node.span.start..close).trim_end().len(),
        };
        let start = match parts.get(index.saturating_sub(1)) {
            Some(part) => part.start,
            None => end,
        };
        let line = self.line_start(start);
        let lead = self.slice(line..start);
        let own_lines = !lead.is_empty() && lead.trim().is_empty() && line > node.span.start;
        if !own_lines {
            let text: String = fresh.iter().flat_map(|part| [", ", part]).collect();
            return self.splice(end..end, text);
        }
        let between = [",", self.style.newline, lead].concat();
        let comma = self.comma(end);
        let fresh = fresh.join(&between);
        let lead = lead.to_owned();
        let line_end = self.line_end(comma.map_or(end, |comma| comma + 1));
        let rest = self
            .slice(comma.map_or(end, |comma| comma + 1)..line_end)
            .trim();
        if !rest.is_empty() && !rest.starts_with('#') {
            return self.splice(end..end, [", ", &fresh].concat());
        }
        let tail = if comma.is_some() { "," } else { "" };
        let text = [self.style.newline, &lead, &fresh, tail].concat();
        if comma.is_none() {
            if line_end == end {
                return self.splice(end..end, [",", &text].concat());
            }
            self.splice(end..end, ",")?;
        }
        self.splice(line_end..line_end, text)
    }

    /// The comma behind a part.
    fn comma(&self, end: usize) -> Option<usize> {
        let rest = self.slice(end..self.text.len());
        let blanks = rest.len() - rest.trim_start().len();
        rest.get(blanks..)?.starts_with(',').then_some(end + blanks)
    }

    /// Removes parts that are not all; their indexes are in order.
    pub(super) fn remove_flow(&mut self, node: &Node, indexes: &[usize]) -> Result<(), Refusal> {
        let parts = self.flow_parts(node);
        let mut rest = indexes;
        // Neighbours go together: each alone would take the same comma.
        while let Some(first) = rest.first() {
            let pairs = rest.iter().enumerate();
            let run = pairs.take_while(|(step, index)| first + step == **index);
            let length = run.count();
            self.remove_run(node, &parts, *first, first + length)?;
            rest = rest.get(length..).unwrap_or_default();
        }
        Ok(())
    }

    fn remove_run(
        &mut self,
        node: &Node,
        parts: &[Span],
        first: usize,
        behind: usize,
    ) -> Result<(), Refusal> {
        let start = parts.get(first).map(|part| part.start);
        let end = parts.get(behind.saturating_sub(1)).map(|part| part.end);
        let (Some(start), Some(end)) = (start, end) else {
            return Err(Refusal::Form);
        };
        let comma = self.comma(end);
        let line = self.line_start(start);
        let after = comma.map_or(end, |comma| comma + 1);
        let line_end = self.line_end(after);
        let rest = self.slice(after..line_end).trim();
        let whole = line > node.span.start
            && self.slice(line..start).trim().is_empty()
            && (rest.is_empty() || rest.starts_with('#'));
        let before = first.checked_sub(1).and_then(|before| parts.get(before));
        if !whole {
            return match (parts.get(behind), before) {
                (Some(next), _) => self.splice(start..next.start, ""),
                (None, Some(before)) => self.splice(before.end..end, ""),
                (None, None) => Err(Refusal::Form),
            };
        }
        let from = line - self.newline_before(line);
        if behind == parts.len()
            && comma.is_none()
            && let Some(before) = before.and_then(|before| self.comma(before.end))
        {
            // Two splices that meet are one.
            if before + 1 == from {
                return self.splice(before..line_end, "");
            }
            self.splice(before..before + 1, "")?;
        }
        self.splice(from..line_end, "")
    }

    /// The length of the line end before a line.
    pub(super) fn newline_before(&self, line: usize) -> usize {
        let before = self.slice(0..line);
        if before.ends_with("\r\n") {
            2
        } else {
            usize::from(before.ends_with(['\n', '\r']))
        }
    }
}
