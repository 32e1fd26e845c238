//! Puts lines between statements.

use super::edit::Editor;
use super::plan::Rank;
use super::scan::{Form, Statement};
use super::style::{Style, indent};
use super::tables::{Item, Made};
use super::write::is_table;
use crate::source::Refusal;
use crate::toml::quote::key;
use crate::tree::{Map, Node};

impl Editor<'_> {
    /// Adds keys that a table does not have.
    pub(super) fn add(&mut self, table: usize, new: &[(&str, &Node)]) -> Result<(), Refusal> {
        if new.is_empty() {
            return Ok(());
        }
        let made = self.tables.made(table);
        if let Made::Dotted(depth) = made {
            return self.add_dotted(table, depth, new);
        }
        let pairs: Vec<_> = new.iter().filter(|(_, value)| !is_table(value)).collect();
        let blocks: Vec<_> = new.iter().filter(|(_, value)| is_table(value)).collect();
        if !pairs.is_empty() {
            match made {
                Made::Implied(depth) => {
                    let mut map = Map::new();
                    for (key, value) in &pairs {
                        map.put(*key, (*value).clone());
                    }
                    self.give_header(table, depth, &map)?;
                }
                Made::Header(header) => self.add_pairs(Some(header), &pairs)?,
                _ => self.add_pairs(None, &pairs)?,
            }
        }
        if blocks.is_empty() {
            return Ok(());
        }
        let path = self.path(table);
        let depth = self.depth(table);
        let indent = self.below(table);
        let mut lines = String::new();
        for (key, value) in blocks {
            self.style
                .blocks(&path, key, value, &indent, depth + 1, &mut lines);
        }
        let at = self.behind(table)?;
        self.plan.new.push((at, Rank::Behind, lines));
        Ok(())
    }

    /// Adds pairs behind those of a section.
    fn add_pairs(&mut self, header: Option<usize>, new: &[&(&str, &Node)]) -> Result<(), Refusal> {
        let from = header.map_or(0, |header| header + 1);
        let end = self.section_end(from);
        self.readable(from, end)?;
        let pairs = self.pairs(from, end);
        let style = self.style.among(self.text, &pairs);
        let own = header.and_then(|header| self.tables.statement(header));
        let indent = match (pairs.last(), own) {
            (Some(pair), _) => indent(self.text, pair).to_owned(),
            (None, Some(own)) => [indent(self.text, own), style.pair_step.as_str()].concat(),
            (None, None) => String::new(),
        };
        let mut lines = String::new();
        for (name, value) in new {
            lines.push_str(&style.pair(&key(name), value, &indent));
        }
        let last = (from..end).rev().find(|&index| {
            matches!(
                self.tables.statement(index),
                Some(Statement {
                    form: Form::Pair { .. },
                    ..
                })
            )
        });
        let at = match (last, own) {
            (Some(last), _) => {
                let settled = self.settle(header, last, end)?;
                self.tables
                    .statement(settled)
                    .map_or(self.text.len(), |found| found.line.end)
            }
            (None, Some(own)) => own.line.end,
            (None, None) => {
                let (at, blank) = self.head();
                if blank {
                    lines.push('\n');
                }
                at
            }
        };
        self.plan.new.push((at, Rank::Pair, lines));
        Ok(())
    }

    /// Where the first pairs of a text go that has none before its tables, and whether an empty line is needed there.
    fn head(&self) -> (usize, bool) {
        let start = self.bound(0);
        if self.tables.statements.is_empty() {
            return (self.text.len(), false);
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let mut at = start;
        for line in rest.split_inclusive('\n') {
            if line.trim().starts_with('#') {
                at += line.len();
            } else if line.trim().is_empty() && at > start {
                // A comment at the top that leads to nothing.
                return (at + line.len(), true);
            } else {
                break;
            }
        }
        (start, true)
    }

    /// Adds keys to a table that is made by dotted keys.
    fn add_dotted(
        &mut self,
        table: usize,
        depth: usize,
        new: &[(&str, &Node)],
    ) -> Result<(), Refusal> {
        let (last, prefix) = self.dotted(table, depth)?;
        let (from, end) = self.section(last);
        self.readable(from, end)?;
        let style = self.style.among(self.text, &self.pairs(from, end));
        let indent = self
            .tables
            .statement(last)
            .map_or("", |found| indent(self.text, found));
        let mut lines = String::new();
        for (name, value) in new {
            style.dotted(&[&prefix, "."].concat(), name, value, indent, &mut lines);
        }
        self.put_behind(last, from, end, lines)
    }

    fn put_behind(
        &mut self,
        last: usize,
        from: usize,
        end: usize,
        lines: String,
    ) -> Result<(), Refusal> {
        let settled = self.settle(from.checked_sub(1), last, end)?;
        let at = self
            .tables
            .statement(settled)
            .map_or(self.text.len(), |found| found.line.end);
        self.plan.new.push((at, Rank::Pair, lines));
        Ok(())
    }

    /// The last pair of a table made by dotted keys, and the key of the table as it is written there.
    fn dotted(&self, table: usize, depth: usize) -> Result<(usize, String), Refusal> {
        let mut parts = Vec::new();
        self.dotted_parts(table, &mut parts);
        let last = parts.into_iter().max().ok_or(Refusal::Form)?;
        let Some(Form::Pair { keys, .. }) = self.tables.statement(last).map(|found| &found.form)
        else {
            return Err(Refusal::Form);
        };
        let (Some(first), Some(end)) = (
            keys.first(),
            depth.checked_sub(1).and_then(|end| keys.get(end)),
        ) else {
            return Err(Refusal::Form);
        };
        let prefix = self
            .text
            .get(first.span.start..end.span.end)
            .unwrap_or_default();
        Ok((last, prefix.to_owned()))
    }

    fn dotted_parts(&self, table: usize, parts: &mut Vec<usize>) {
        for slot in self.tables.slots(table) {
            match &slot.item {
                Item::Value(statement) => parts.push(*statement),
                Item::Table(inner) if matches!(self.tables.made(*inner), Made::Dotted(_)) => {
                    self.dotted_parts(*inner, parts);
                }
                _ => {}
            }
        }
    }

    /// Gives a table a header that so far has only headers of tables in it.
    fn give_header(&mut self, table: usize, depth: usize, map: &Map) -> Result<(), Refusal> {
        let mut parts = Vec::new();
        self.tables.table_parts(table, &mut parts);
        let first = parts.into_iter().min().ok_or(Refusal::Form)?;
        if let Some(before) = first.checked_sub(1) {
            self.readable(before, first)?;
        }
        let path = self.path(table);
        let indent = self
            .tables
            .statement(first)
            .map_or("", |found| indent(self.text, found));
        let mut lines = String::new();
        self.style
            .block(&path, map, false, indent, depth, &mut lines);
        let at = self.top(first);
        if let Some(block) = lines.strip_prefix('\n') {
            lines = [block, "\n"].concat();
        }
        self.plan.new.push((at, Rank::Before, lines));
        Ok(())
    }

    /// Keeps a table that is left without keys.
    pub(super) fn empty(&mut self, table: usize) -> Result<(), Refusal> {
        match self.tables.made(table) {
            Made::Implied(depth) => self.give_header(table, depth, &Map::new()),
            Made::Dotted(depth) => {
                let (last, prefix) = self.dotted(table, depth)?;
                let (from, end) = self.section(last);
                let style = self.style.among(self.text, &self.pairs(from, end));
                let indent = self
                    .tables
                    .statement(last)
                    .map_or("", |found| indent(self.text, found));
                let lines = style.pair(&prefix, &Node::Map(Map::new()), indent);
                self.put_behind(last, from, end, lines)
            }
            _ => Ok(()),
        }
    }

    /// Adds a table behind the last of an array of tables.
    pub(super) fn append(&mut self, list: &[usize], map: &Map) -> Result<(), Refusal> {
        let Some(&last) = list.last() else {
            return Err(Refusal::Form);
        };
        let lines = self.element(last, map);
        let at = self.behind(last)?;
        self.plan.new.push((at, Rank::Behind, lines));
        Ok(())
    }

    /// Adds a table before the first of an array of tables.
    pub(super) fn prepend(&mut self, list: &[usize], map: &Map) -> Result<(), Refusal> {
        let (Some(&first), Some(Made::Header(header))) = (
            list.first(),
            list.first().map(|&first| self.tables.made(first)),
        ) else {
            return Err(Refusal::Form);
        };
        if let Some(before) = header.checked_sub(1) {
            self.readable(before, header)?;
        }
        let mut lines = self.element(first, map);
        if let Some(block) = lines.strip_prefix('\n') {
            lines = [block, "\n"].concat();
        }
        self.plan.new.push((self.top(header), Rank::Before, lines));
        Ok(())
    }

    fn element(&self, like: usize, map: &Map) -> String {
        let header = match self.tables.made(like) {
            Made::Header(header) => self.tables.statement(header),
            _ => None,
        };
        let indent = header.map_or("", |header| indent(self.text, header));
        let mut style: Style = self.style.clone();
        if let Made::Header(header) = self.tables.made(like) {
            let pairs = self.pairs(header + 1, self.section_end(header + 1));
            let step = pairs
                .first()
                .and_then(|pair| super::style::indent(self.text, pair).strip_prefix(indent));
            style.pair_step = step.unwrap_or(&style.pair_step).to_owned();
        }
        let mut lines = String::new();
        style.block(
            &self.path(like),
            map,
            true,
            indent,
            self.depth(like),
            &mut lines,
        );
        lines
    }
}
