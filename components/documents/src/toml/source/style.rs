//! Finds out how a text is written, so that what is added looks the same.

use std::collections::BTreeMap;

use super::scan::{Form, Key, Statement};
use super::tables::Tables;
use super::value::{Kind, Raw};
use crate::source::Value;

/// How things are written at a place of a text.
#[derive(Clone, Debug)]
pub(super) struct Style {
    pub newline: &'static str,
    /// Strings stand in single quotes.
    pub literal: bool,
    /// `=` with the blanks around it.
    pub equals: String,
    /// The column of every `=`, where they are aligned.
    pub column: Option<usize>,
    /// What the items of a list that is broken into lines have more than its key.
    pub step: String,
    /// What pairs are indented more than their header.
    pub pair_step: String,
    /// What headers are indented more than the header of the table they are in.
    pub header_step: String,
    /// Whether an empty line is before headers, by the number of parts.
    blanks: BTreeMap<usize, bool>,
}

impl Style {
    /// The style of a whole text.
    pub(super) fn of(text: &str, tables: &Tables) -> Style {
        let crlf = text
            .find('\n')
            .is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
        let statements = &tables.statements;
        let tabbed = statements
            .iter()
            .any(|statement| indent(text, statement).starts_with('\t'));
        let mut style = Style {
            newline: if crlf { "\r\n" } else { "\n" },
            literal: false,
            equals: " = ".to_owned(),
            column: None,
            step: if tabbed { "\t" } else { "  " }.to_owned(),
            pair_step: String::new(),
            header_step: String::new(),
            blanks: BTreeMap::new(),
        };
        style.steps(text, statements);
        style.blank_lines(text, statements);
        let pairs: Vec<&Statement> = statements
            .iter()
            .filter(|statement| matches!(statement.form, Form::Pair { .. }))
            .collect();
        if let Some((equals, _)) = pairs.first().and_then(|pair| equals(text, pair)) {
            style.equals = equals.to_owned();
        }
        style.literal = literal(text, &pairs).unwrap_or(false);
        style
    }

    /// The style among some pairs of the text.
    pub(super) fn among(&self, text: &str, pairs: &[&Statement]) -> Style {
        let mut style = self.clone();
        if let Some((equals, _)) = pairs.last().and_then(|pair| equals(text, pair)) {
            style.equals = equals.to_owned();
        }
        style.literal = literal(text, pairs).unwrap_or(self.literal);
        let columns: Vec<(usize, usize)> = pairs
            .iter()
            .filter_map(|pair| {
                let (_, at) = equals(text, pair)?;
                let before = text.get(pair.line.start..at)?;
                Some((before.trim_end().chars().count(), before.chars().count()))
            })
            .collect();
        if let Some((&(width, column), rest)) = columns.split_first() {
            let aligned = rest.iter().all(|other| other.1 == column)
                && rest.iter().any(|other| other.0 != width);
            style.column = aligned.then_some(column);
        }
        if style.column.is_none() && pairs.len() > 1 && style.equals.len() > 3 {
            style.equals = " = ".to_owned();
        }
        style
    }

    /// Whether an empty line goes before a header of so many parts.
    pub(super) fn blank(&self, depth: usize) -> bool {
        let near = self
            .blanks
            .get(&depth)
            .or_else(|| self.blanks.range(..depth).next_back().map(|found| found.1));
        near.or_else(|| self.blanks.values().next())
            .copied()
            .unwrap_or(true)
    }

    fn steps(&mut self, text: &str, statements: &[Statement]) {
        let (mut pair_step, mut header_step) = (None, None);
        let mut header: Option<(&str, &[Key])> = None;
        for statement in statements {
            let indent = indent(text, statement);
            match (&statement.form, header) {
                (Form::Header { keys, .. }, parent) => {
                    if let Some((outer, parent)) = parent
                        && keys.len() == parent.len() + 1
                        && parent
                            .iter()
                            .zip(keys)
                            .all(|(one, other)| one.text == other.text)
                    {
                        header_step = header_step.or(indent.strip_prefix(outer));
                    }
                    header = Some((indent, keys));
                }
                (Form::Pair { .. }, Some((outer, _))) => {
                    pair_step = pair_step.or(indent.strip_prefix(outer))
                }
                _ => {}
            }
        }
        self.pair_step = pair_step.unwrap_or_default().to_owned();
        self.header_step = header_step.or(pair_step).unwrap_or_default().to_owned();
    }

    fn blank_lines(&mut self, text: &str, statements: &[Statement]) {
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (before, statement) in statements.iter().zip(statements.iter().skip(1)) {
            if let Form::Header { keys, .. } = &statement.form {
                let between = text
                    .get(before.line.end..statement.line.start)
                    .unwrap_or_default();
                let blank = between.lines().any(|line| line.trim().is_empty());
                let count = counts.entry(keys.len()).or_default();
                count.0 += usize::from(blank);
                count.1 += 1;
            }
        }
        self.blanks = counts
            .into_iter()
            .map(|(depth, (blank, all))| (depth, blank * 2 >= all))
            .collect();
    }
}

/// What stands before a statement on its line.
pub(super) fn indent<'a>(text: &'a str, statement: &Statement) -> &'a str {
    text.get(statement.line.start..statement.span.start)
        .unwrap_or_default()
        .trim_start_matches('\u{feff}')
}

/// The `=` of a pair with the blanks around it, and where it is.
fn equals<'a>(text: &'a str, pair: &Statement) -> Option<(&'a str, usize)> {
    let Form::Pair { keys, raw } = &pair.form else {
        return None;
    };
    let from = keys.last()?.span.end;
    let between = text.get(from..raw.span.start)?;
    Some((between, from + between.find('=')?))
}

/// Whether all strings are in single quotes; nothing where there are none.
fn literal(text: &str, pairs: &[&Statement]) -> Option<bool> {
    let (mut literals, mut others) = (0, 0);
    for pair in pairs {
        if let Form::Pair { raw, .. } = &pair.form {
            count(text, raw, &mut literals, &mut others);
        }
    }
    (literals + others > 0).then_some(others == 0)
}

fn count(text: &str, raw: &Raw, literals: &mut usize, others: &mut usize) {
    match &raw.kind {
        Kind::Scalar(Value::Text(_)) => match text.as_bytes().get(raw.span.start) {
            Some(b'\'') => *literals += 1,
            _ => *others += 1,
        },
        Kind::Scalar(_) => {}
        Kind::Array(members) | Kind::Templated(members) | Kind::Table(members) => {
            members
                .iter()
                .for_each(|member| count(text, &member.raw, literals, others));
        }
    }
}
