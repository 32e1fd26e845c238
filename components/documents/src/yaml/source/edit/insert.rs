//! Adds keys to maps and items to lists.

use super::Editor;
use super::place::{Holder, Place};
use super::write::How;
use crate::source::{Node, Refusal, Value};
use crate::tree::{Map, Node as Tree};
use crate::yaml::source::literal::Header;
use crate::yaml::source::template;

impl Editor<'_> {
    pub(super) fn insert_keys(
        &mut self,
        node: &Node,
        place: &Place,
        fresh: &[(&str, &Tree)],
    ) -> Result<(), Refusal> {
        self.open(node)?;
        if node.entries().iter().all(|entry| entry.merged) && !self.has_merges(node) {
            let mut map = Map::new();
            for (key, value) in fresh {
                map.put(*key, (*value).clone());
            }
            return self.replace(node, place, &Tree::Map(map));
        }
        let how = How {
            quotes: self.quotes(node, place),
            keys: self.keys_quoted(node),
        };
        if place.flow || self.is_flow(node) {
            let parts = fresh.iter().map(|(key, value)| {
                let mut map = Map::new();
                map.put(*key, (*value).clone());
                let mut out = String::new();
                self.flow_value(&mut out, &Tree::Map(map), how, true);
                out.strip_prefix('{')
                    .and_then(|out| out.strip_suffix('}'))
                    .unwrap_or_default()
                    .to_owned()
            });
            let parts: Vec<String> = parts.collect();
            if !self.is_flow(node) {
                // A pair in a list gets brackets of its own.
                self.splice(node.span.start..node.span.start, "{")?;
                let text = [", ", &parts.join(", "), "}"].concat();
                return self.splice(node.span.end..node.span.end, text);
            }
            return self.insert_flow(node, None, parts);
        }
        let column = self.column(node.span.start);
        let mut out = String::new();
        for (key, value) in fresh {
            self.line(&mut out, column);
            self.pair(&mut out, key, value, column, how);
        }
        self.insert_lines(node, place, node.span.end, column, true, out)
    }

    /// Adds items so that the first of them gets an index.
    pub(super) fn insert_items(
        &mut self,
        node: &Node,
        place: &Place,
        index: usize,
        fresh: &[&Tree],
    ) -> Result<(), Refusal> {
        self.open(node)?;
        let before = index
            .checked_sub(1)
            .and_then(|index| node.items().get(index));
        let Some(before) = before else {
            let items = fresh.iter().map(|value| (*value).clone());
            let items: Vec<Tree> = items.collect();
            return self.replace(node, place, &Tree::Seq(items.into_iter().collect()));
        };
        let keys = node.items().iter().any(|item| self.keys_quoted(item));
        let quotes = match node.items().iter().find(|item| !item.is_scalar()) {
            Some(item) => self.quotes(item, place),
            None => self.quotes(node, place),
        };
        let how = How { quotes, keys };
        if place.flow || self.is_flow(node) {
            let parts = fresh.iter().map(|value| {
                let mut out = String::new();
                self.flow_value(&mut out, value, how, true);
                out
            });
            let parts = parts.collect();
            return self.insert_flow(node, Some(index), parts);
        }
        let column = self.column(node.span.start);
        let mut out = String::new();
        for value in fresh {
            self.line(&mut out, column);
            out.push('-');
            self.value(&mut out, value, column, Holder::Item, how);
        }
        let last = index == node.items().len();
        self.insert_lines(node, place, before.span.end, column, last, out)
    }

    /// Adds lines behind the line on which a part ends, and behind the comments that follow directly; never where only
    /// the condition or loop of a template lets them count.
    fn insert_lines(
        &mut self,
        node: &Node,
        place: &Place,
        end: usize,
        column: usize,
        last: bool,
        text: String,
    ) -> Result<(), Refusal> {
        let mut at = self.line_end(end);
        if last {
            at = self.comments_below(at, column);
        }
        // A condition around the whole document is around what is new, too.
        let from = match place.holder {
            Holder::Document => node.span.start,
            _ => place.sign,
        };
        at = self.behind_blocks(from, at).ok_or(Refusal::Template)?;
        if at == self.text.len() && last {
            self.end_block(node)?;
        }
        self.splice(at..at, text)
    }

    /// The end of the line that closes the last of the conditions and loops that are open at an offset and were not at
    /// an earlier one; none where something else comes before.
    fn behind_blocks(&self, from: usize, at: usize) -> Option<usize> {
        let templates = &self.marks.templates;
        let first = templates.partition_point(|span| span.start < from);
        let (mut open, mut end) = (0, at);
        for span in templates.get(first..)? {
            if span.start >= at && open == 0 {
                break;
            }
            open = (open + template::level(self.slice(span.clone()))).max(0);
            if span.start >= at {
                let mut between = self.slice(end..span.start).lines().map(str::trim_start);
                if !between.all(|line| line.is_empty() || line.starts_with('#')) {
                    return None;
                }
                end = self.line_end(span.end);
            }
        }
        (open == 0).then_some(end)
    }

    /// The end of the last of the comment lines directly below that are not further out.
    fn comments_below(&self, end: usize, column: usize) -> usize {
        let mut at = end;
        loop {
            let next = self.next_line(at);
            let line = self.slice(next..self.line_end(next));
            let content = line.trim_start_matches(' ');
            if next == at || !content.starts_with('#') || line.len() - content.len() < column {
                return at;
            }
            at = self.line_end(next);
        }
    }

    /// Lets a block that ends with the text keep its lack of a line end when lines follow.
    fn end_block(&mut self, node: &Node) -> Result<(), Refusal> {
        let mut leaf = node;
        loop {
            let next = match &leaf.value {
                Value::Map(entries) => entries
                    .iter()
                    .filter(|entry| !entry.merged)
                    .map(|entry| &entry.node)
                    .max_by_key(|node| node.span.end),
                Value::List(items) => items.last(),
                _ => None,
            };
            match next.filter(|_| !leaf.alias) {
                Some(next) => leaf = next,
                None => break,
            }
        }
        let text = leaf
            .text()
            .filter(|text| !text.ends_with('\n') && !leaf.alias);
        match Header::read(self.text.as_bytes(), leaf.span.start) {
            Some(header) if text.is_some() && header.chomp != b'-' => {
                let sign = self.slice(header.span.clone()).replace('+', "") + "-";
                self.splice(header.span, sign)
            }
            _ => Ok(()),
        }
    }
}
