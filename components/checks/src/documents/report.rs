//! States how a rule is declared and takes down what it says.

use std::borrow::Cow;

use runwright_model::{Edit, Fix, Lang, Severity};

use super::fix::{Bound, Reach, settle};
use super::place::Place;

/// Notes kept of one file; more would not be read.
const MOST_NOTES: usize = 500;

/// A code and how bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable and searchable, such as `CFG-104`.
    pub code: &'static str,
    pub severity: Severity,
}

pub(super) const fn error(code: &'static str) -> Rule {
    Rule {
        code,
        severity: Severity::Error,
    }
}

pub(super) const fn warning(code: &'static str) -> Rule {
    Rule {
        code,
        severity: Severity::Warning,
    }
}

pub(super) const fn advice(code: &'static str) -> Rule {
    Rule {
        code,
        severity: Severity::Advice,
    }
}

/// One finding about a file, its texts in the language asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Counts from 1.
    pub line: u32,
    /// Counts characters from 1.
    pub column: u32,
    pub code: Cow<'static, str>,
    pub severity: Severity,
    /// What is wrong, as a short sentence without a full stop.
    pub title: String,
    /// What follows from it and what to write instead.
    pub body: String,
    /// The first is the one to take.
    pub fixes: Vec<Fix>,
}

/// Collects the notes of one file.
pub struct Report {
    pub lang: Lang,
    /// What fixes can change at the place that is judged at the moment.
    pub reach: Reach,
    pub bound: Bound,
    notes: Vec<Note>,
    /// Whether the last note was taken down.
    taken: bool,
}

impl Report {
    pub fn new(lang: Lang) -> Report {
        Report {
            lang,
            reach: Reach::Nothing,
            bound: Bound::default(),
            notes: Vec::new(),
            taken: false,
        }
    }

    /// A note with fixed texts, English and Chinese.
    pub fn say(&mut self, rule: Rule, at: Place, title: (&str, &str), body: (&str, &str)) {
        let (title, body) = (
            self.lang.pick(title.0, title.1),
            self.lang.pick(body.0, body.1),
        );
        self.tell(rule, at, title.to_string(), body.to_string());
    }

    /// A note whose texts name something of the file.
    pub fn tell(&mut self, rule: Rule, at: Place, title: String, body: String) {
        self.taken = self.notes.len() < MOST_NOTES;
        if self.taken {
            let (code, severity) = (Cow::Borrowed(rule.code), rule.severity);
            self.notes.push(Note {
                line: at.line,
                column: at.column,
                code,
                severity,
                title,
                body,
                fixes: Vec::new(),
            });
        }
    }

    /// Offers a fix for what was told last, where edits can make it: they may set anything the plan holds.
    pub fn fix(&mut self, label: String, edits: Option<Vec<Edit>>) {
        if self.reach == Reach::All {
            self.offer(label, edits);
        }
    }

    /// Offers to take out what was told of last, which the plan does not write.
    pub fn removal(&mut self, edits: Option<Vec<Edit>>) {
        if self.reach != Reach::Nothing {
            self.offer(super::fix::removal(self.lang), edits);
        }
    }

    fn offer(&mut self, label: String, edits: Option<Vec<Edit>>) {
        let edits = edits.and_then(|edits| settle(edits, &self.bound));
        let Some(edits) = edits.filter(|edits| self.taken && !edits.is_empty()) else {
            return;
        };
        if let Some(note) = self.notes.last_mut()
            && note.fixes.iter().all(|fix| fix.edits != edits)
        {
            note.fixes.push(Fix { label, edits });
        }
    }

    /// Whether no more is taken down, so that looking on is for nothing.
    pub fn is_full(&self) -> bool {
        self.notes.len() >= MOST_NOTES
    }

    /// How many notes there are, to name a point to go back to.
    pub fn count(&self) -> usize {
        self.notes.len()
    }

    /// Drops notes made since a point that stand on one of some lines.
    pub fn drop_since(&mut self, count: usize, lines: &[u32]) {
        let mut index = 0;
        self.notes.retain(|note| {
            index += 1;
            index <= count || !lines.contains(&note.line)
        });
    }

    /// The notes in the order of the file, each once.
    pub fn done(mut self) -> Vec<Note> {
        self.notes.sort_by(|a, b| {
            (a.line, a.column, a.severity, &a.code, &a.title)
                .cmp(&(b.line, b.column, b.severity, &b.code, &b.title))
        });
        self.notes.dedup();
        self.notes
    }
}
