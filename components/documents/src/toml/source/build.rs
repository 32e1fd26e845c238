//! Puts lines between statements and takes lines out.

use super::edit::Editor;
use super::ground::{blank_above, blank_below, comment_above, comment_below};
use super::scan::{Form, Statement};
use super::style::{Style, indent};
use super::tables::{Item, Made, Slot};
use super::write::is_table;
use crate::source::{Refusal, Span, Splice};
use crate::toml::quote::key;
use crate::tree::{Map, Node};

/// Changes that are not yet splices: how lines end, and whether the last one does, is seen to last.
#[derive(Default)]
pub(super) struct Plan {
    /// Changes in values.
    pub inner: Vec<Splice>,
    /// Whole lines.
    cuts: Vec<Span>,
    /// New lines: where, in which order at one place, and whether other tables begin with them.
    new: Vec<(usize, Rank, String)>,
}

/// Pairs of a table that ends at a place stand before tables that follow it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Pair,
    Behind,
    Before,
}

impl Plan {
    /// The splices, in the order of the text.
    pub(super) fn splices(self, text: &str, newline: &str) -> Vec<Splice> {
        let Plan {
            mut inner,
            mut cuts,
            mut new,
        } = self;
        let open = !text.is_empty() && !text.ends_with('\n');
        new.sort_by_key(|(at, rank, _)| (*at, *rank));
        let ends = new.iter().any(|(at, _, _)| *at == text.len());
        cuts.sort_by_key(|cut| cut.start);
        let mut merged: Vec<Span> = Vec::new();
        for cut in cuts {
            match merged.last_mut() {
                Some(last) if last.end > cut.start => last.end = last.end.max(cut.end),
                _ => merged.push(cut),
            }
        }
        let cut_end = merged.last().is_some_and(|cut| cut.end == text.len());
        if open && cut_end && !ends {
            // What is now the last line has no line end either.
            if let Some(mut cut) = merged.pop() {
                while let Some(before) =
                    merged.pop_if(|before| before.end > line_end(text, cut.start))
                {
                    cut.start = before.start;
                }
                let end = line_end(text, cut.start);
                match new.iter_mut().rev().find(|(at, _, _)| *at >= end) {
                    Some((at, _, lines)) => {
                        lines.truncate(lines.trim_end_matches('\n').len());
                        cut.start = cut.start.min(*at);
                    }
                    None => cut.start = end,
                }
                merged.push(cut);
            }
        }
        let mut last_at = None;
        for (number, (at, _, lines)) in new.iter().enumerate() {
            let mut lines = lines.as_str();
            let before = text.get(..*at).unwrap_or_default();
            let bare = before.trim_start_matches('\u{feff}');
            if last_at != Some(at)
                && (bare.is_empty() || bare.ends_with("\n\n") || bare.ends_with("\n\r\n"))
            {
                lines = lines.strip_prefix('\n').unwrap_or(lines);
            }
            let mut lines = lines.to_owned();
            if *at == text.len() && open {
                if last_at != Some(at) && !cut_end {
                    lines.insert(0, '\n');
                }
                if number + 1 == new.len() {
                    lines.pop();
                }
            }
            last_at = Some(at);
            let lines = if newline == "\n" {
                lines
            } else {
                lines.replace('\n', newline)
            };
            inner.push(Splice::new(*at..*at, lines));
        }
        for mut cut in merged {
            // A place for new lines within is no part of what goes.
            for (at, _, _) in &new {
                if cut.start < *at && *at < cut.end {
                    inner.push(Splice::new(cut.start..*at, ""));
                    cut.start = *at;
                }
            }
            inner.push(Splice::new(cut, ""));
        }
        inner.sort_by_key(|splice| (splice.at.start, splice.at.end));
        inner
    }
}

impl Editor<'_> {
    /// The statements from the first behind the header before a statement up to the next header.
    pub(super) fn section(&self, statement: usize) -> (usize, usize) {
        let statements = &self.tables.statements;
        let header = |index: usize| statements.get(index).is_some_and(begins_section);
        let from = (0..=statement)
            .rev()
            .find(|&index| header(index))
            .map_or(0, |index| index + 1);
        (from, self.section_end(from))
    }

    /// The end of the section that begins at a statement.
    fn section_end(&self, from: usize) -> usize {
        let statements = &self.tables.statements;
        let rest = statements.get(from..).unwrap_or_default();
        from + rest
            .iter()
            .take_while(|statement| !begins_section(statement))
            .count()
    }

    fn bound(&self, statement: usize) -> usize {
        let before = statement
            .checked_sub(1)
            .and_then(|before| self.tables.statement(before));
        before.map_or(
            if self.text.starts_with('\u{feff}') {
                3
            } else {
                0
            },
            |before| before.line.end,
        )
    }

    /// Where the comment above a statement begins.
    fn top(&self, statement: usize) -> usize {
        let Some(found) = self.tables.statement(statement) else {
            return self.text.len();
        };
        let bound = self.bound(statement);
        comment_above(self.text, found.line.start.max(bound), bound)
    }

    /// Takes out a key with all it holds.
    pub(super) fn remove(&mut self, slot: &Slot) -> Result<(), Refusal> {
        let mut parts = Vec::new();
        self.tables.parts(&slot.item, &mut parts);
        slot.again
            .iter()
            .for_each(|item| self.tables.parts(item, &mut parts));
        self.remove_parts(parts)
    }

    /// Takes out statements; of headers the whole section.
    pub(super) fn remove_parts(&mut self, mut parts: Vec<usize>) -> Result<(), Refusal> {
        parts.sort_unstable();
        parts.dedup();
        let mut index = 0;
        while let Some(&first) = parts.get(index) {
            // Statements that follow one another go together with what is between them.
            let run = parts
                .iter()
                .skip(index)
                .zip(first..)
                .take_while(|(one, other)| **one == *other)
                .count()
                .max(1);
            let last = first + run - 1;
            index += run;
            for beside in [first.checked_sub(1), Some(last + 1)].into_iter().flatten() {
                match self.tables.statement(beside).map(|found| &found.form) {
                    Some(Form::Broken { .. }) if self.touches(beside, first, last) => {
                        return Err(Refusal::Unreadable);
                    }
                    _ => {}
                }
            }
            self.cut_run(first, last);
            // Between parts of one section nothing else may stand.
            if let Some(&next) = parts.get(index) {
                let headed = (first..=last).any(|index| self.is_header(index));
                let between = self
                    .tables
                    .statements
                    .get(last + 1..next)
                    .unwrap_or_default();
                if headed && !between.iter().any(begins_section) {
                    let broken = between
                        .iter()
                        .any(|found| matches!(found.form, Form::Broken { .. }));
                    return Err(if broken {
                        Refusal::Unreadable
                    } else {
                        Refusal::Template
                    });
                }
            }
        }
        Ok(())
    }

    fn is_header(&self, statement: usize) -> bool {
        self.tables.statement(statement).is_some_and(begins_section)
    }

    /// Whether a statement is on a line next to others.
    fn touches(&self, statement: usize, first: usize, last: usize) -> bool {
        let line = |index: usize| {
            self.tables
                .statement(index)
                .map_or(0..0, |found| found.line.clone())
        };
        line(statement).end == line(first).start || line(last).end == line(statement).start
    }

    fn cut_run(&mut self, first: usize, last: usize) {
        let Some(end) = self.tables.statement(last).map(|found| found.line.end) else {
            return;
        };
        if !(first..=last).any(|index| self.is_header(index)) {
            for index in first..=last {
                let end = self
                    .tables
                    .statement(index)
                    .map_or(end, |found| found.line.end);
                self.plan.cuts.push(self.top(index)..end);
            }
            return;
        }
        let (mut start, mut end) = (self.top(first), comment_below(self.text, end));
        let bound = self.bound(first);
        if blank_below(self.text, end) {
            let above = blank_above(self.text, start, bound);
            let begins = self
                .text
                .get(..above)
                .is_none_or(|text| text.trim_start_matches('\u{feff}').is_empty());
            if begins {
                while blank_below(self.text, end) && end < self.text.len() {
                    end += self
                        .text
                        .get(end..)
                        .and_then(|rest| rest.find('\n'))
                        .map_or(self.text.len() - end, |at| at + 1);
                }
            } else {
                start = above;
            }
        }
        self.plan.cuts.push(start..end);
    }

    /// The last statement not in a block of template expressions that the statement `base` is not in, at or behind
    /// a statement.
    fn settle(
        &self,
        base: Option<usize>,
        statement: usize,
        limit: usize,
    ) -> Result<usize, Refusal> {
        let from = base.map_or(0, |base| (base + 1).min(statement));
        let (mut level, mut settled) = (0, None);
        for index in from..limit {
            match self.tables.statement(index).map(|found| &found.form) {
                Some(Form::Expression(opens)) => level += opens,
                Some(_) => {}
                None => break,
            }
            if index >= statement && level <= 0 {
                settled = Some(index);
                break;
            }
        }
        settled.ok_or(Refusal::Template)
    }

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

    /// The key of a table as it is written in headers.
    fn path(&self, table: usize) -> String {
        let depth = self.depth(table);
        let mut parts = Vec::new();
        self.tables.table_parts(table, &mut parts);
        parts.sort_unstable();
        for part in parts {
            if let Some(Form::Header { keys, .. }) =
                self.tables.statement(part).map(|found| &found.form)
                && let (Some(first), Some(last)) = (
                    keys.first(),
                    depth.checked_sub(1).and_then(|last| keys.get(last)),
                )
            {
                return self
                    .text
                    .get(first.span.start..last.span.end)
                    .unwrap_or_default()
                    .to_owned();
            }
        }
        String::new()
    }

    /// How many parts the key of a table has.
    fn depth(&self, table: usize) -> usize {
        match self.tables.made(table) {
            Made::Header(header) => match self.tables.statement(header).map(|found| &found.form) {
                Some(Form::Header { keys, .. }) => keys.len(),
                _ => 0,
            },
            Made::Implied(depth) => depth,
            _ => 0,
        }
    }

    /// What headers in a table are indented by.
    fn below(&self, table: usize) -> String {
        let mut found = None;
        for slot in self.tables.slots(table) {
            let inner = match &slot.item {
                Item::Table(inner) => Some(*inner),
                Item::List(list) => list.last().copied(),
                Item::Value(_) => None,
            };
            if let Some(Made::Header(header)) = inner.map(|inner| self.tables.made(inner)) {
                found = self
                    .tables
                    .statement(header)
                    .map(|header| indent(self.text, header).to_owned());
            }
        }
        match self.tables.made(table) {
            _ if found.is_some() => found.unwrap_or_default(),
            Made::Header(header) => {
                let own = self
                    .tables
                    .statement(header)
                    .map_or("", |header| indent(self.text, header));
                [own, &self.style.header_step].concat()
            }
            _ => String::new(),
        }
    }

    /// The place behind the last part of a table.
    fn behind(&self, table: usize) -> Result<usize, Refusal> {
        let mut parts = Vec::new();
        self.tables.table_parts(table, &mut parts);
        let last = match table {
            0 => self.tables.statements.len().checked_sub(1),
            _ => parts.iter().max().copied(),
        };
        let Some(last) = last else {
            return Ok(self.text.len());
        };
        let (_, end) = self.section(last);
        self.readable(last, end)?;
        let base = match self.tables.made(table) {
            Made::Header(header) => Some(header),
            _ => None,
        };
        let limit = if base.is_some() {
            end
        } else {
            self.tables.statements.len()
        };
        let settled = self.settle(base, last, limit)?;
        let end = self
            .tables
            .statement(settled)
            .map_or(self.text.len(), |found| found.line.end);
        Ok(if table == 0 {
            self.text.len()
        } else {
            comment_below(self.text, end)
        })
    }

    /// Refuses what would stand in a section with lines that cannot be read.
    fn readable(&self, from: usize, end: usize) -> Result<(), Refusal> {
        let section = self.tables.statements.get(from..end).unwrap_or_default();
        let next = self.tables.statement(end);
        let broken = |found: &Statement| matches!(found.form, Form::Broken { .. });
        if section.iter().any(broken) || next.is_some_and(broken) {
            return Err(Refusal::Unreadable);
        }
        Ok(())
    }

    fn pairs(&self, from: usize, end: usize) -> Vec<&Statement> {
        let section = self.tables.statements.get(from..end).unwrap_or_default();
        section
            .iter()
            .filter(|found| matches!(found.form, Form::Pair { .. }))
            .collect()
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

/// Where the last line ends before one, without its line end and empty lines behind it.
fn line_end(text: &str, line: usize) -> usize {
    let before = text.get(..line).unwrap_or_default();
    before.trim_end_matches(['\n', '\r']).len()
}

fn begins_section(statement: &Statement) -> bool {
    matches!(
        statement.form,
        Form::Header { .. } | Form::Broken { header: true, .. }
    )
}
