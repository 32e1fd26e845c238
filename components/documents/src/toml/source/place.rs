//! Finds the places of tables in a text: their sections, where they end, and how their headers are written.

use super::edit::Editor;
use super::ground::{comment_above, comment_below};
use super::scan::{Form, Statement};
use super::style::indent;
use super::tables::{Item, Made};
use crate::source::Refusal;

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
    pub(super) fn section_end(&self, from: usize) -> usize {
        let statements = &self.tables.statements;
        let rest = statements.get(from..).unwrap_or_default();
        from + rest
            .iter()
            .take_while(|statement| !begins_section(statement))
            .count()
    }

    pub(super) fn bound(&self, statement: usize) -> usize {
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
    pub(super) fn top(&self, statement: usize) -> usize {
        let Some(found) = self.tables.statement(statement) else {
            return self.text.len();
        };
        let bound = self.bound(statement);
        comment_above(self.text, found.line.start.max(bound), bound)
    }

    /// The last statement not in a block of template expressions that the statement `base` is not in, at or behind
    /// a statement.
    pub(super) fn settle(
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

    /// The key of a table as it is written in headers.
    pub(super) fn path(&self, table: usize) -> String {
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
    pub(super) fn depth(&self, table: usize) -> usize {
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
    pub(super) fn below(&self, table: usize) -> String {
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
    pub(super) fn behind(&self, table: usize) -> Result<usize, Refusal> {
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
    pub(super) fn readable(&self, from: usize, end: usize) -> Result<(), Refusal> {
        let section = self.tables.statements.get(from..end).unwrap_or_default();
        let next = self.tables.statement(end);
        let broken = |found: &Statement| matches!(found.form, Form::Broken { .. });
        if section.iter().any(broken) || next.is_some_and(broken) {
            return Err(Refusal::Unreadable);
        }
        Ok(())
    }

    pub(super) fn pairs(&self, from: usize, end: usize) -> Vec<&Statement> {
        let section = self.tables.statements.get(from..end).unwrap_or_default();
        section
            .iter()
            .filter(|found| matches!(found.form, Form::Pair { .. }))
            .collect()
    }
}

pub(super) fn begins_section(statement: &Statement) -> bool {
    matches!(
        statement.form,
        Form::Header { .. } | Form::Broken { header: true, .. }
    )
}
