//! Finds causes in a text: cleans its lines, joins what was wrapped, looks for the words of the rules, weighs what fits.
//!
//! The rules are tables (`rules/*.txt`); the order of what speaks most clearly, kubelet and registry before the runner's
//! own words before bare wrappers, stands there as weights. Time is linear in the text, memory bounded but for the line
//! numbers of routine lines.

mod capture;
mod categories;
mod containers;
mod details;
mod kind;
mod lines;
mod matcher;
mod message;
mod rank;
mod rules;
mod sched;
mod words;

#[cfg(test)]
mod tests;

use crate::seen::Seen;
use runwright_model::protocol::Sure;

pub use categories::CATEGORIES;
pub use lines::plain;

/// What a text says.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    /// Number of lines.
    pub lines: u32,
    /// The most likely first; those that follow from another one are not among them.
    pub causes: Vec<Cause>,
    /// Lines that say nothing about causes, in order.
    pub routine: Vec<u32>,
    /// The line that says the job's own script failed.
    pub script_failed: Option<u32>,
    /// What the text consists of, and what stands in it beside causes.
    about: kind::About,
}

/// One cause and what speaks for it.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Of a [`Topic`](crate::Topic).
    pub category: &'static str,
    pub sure: Sure,
    /// From 1, in order.
    pub lines: Vec<u32>,
    pub seen: Seen,
}

/// Reads a text.
pub fn diagnose(text: &str) -> Diagnosis {
    let mut found = message::Scan::new(text);
    let mut number = 0u32;
    for line in text.lines() {
        number = number.saturating_add(1);
        for piece in lines::pieces(line) {
            found.piece(number, piece);
        }
    }
    found.flush();
    rank::rank(found, number)
}
