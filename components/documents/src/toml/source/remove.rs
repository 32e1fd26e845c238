//! Takes lines out.

use super::edit::Editor;
use super::ground::{blank_above, blank_below, comment_below};
use super::place::begins_section;
use super::scan::Form;
use super::tables::Slot;
use crate::source::Refusal;

impl Editor<'_> {
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
}
