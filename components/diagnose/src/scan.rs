//! Finds causes in a text.

use crate::advice::Case;
use crate::seen::Seen;
use runwright_model::Lang;
use runwright_model::protocol::{Step, Sure};
use std::borrow::Cow;

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
    Diagnosis {
        lines: u32::try_from(text.lines().count()).unwrap_or(u32::MAX),
        ..Diagnosis::default()
    }
}

/// A line as people read it: without colours and control characters.
pub fn plain(line: &str) -> Cow<'_, str> {
    Cow::Borrowed(line)
}

impl Diagnosis {
    /// What was pasted, in words.
    pub fn what(&self, _lang: Lang) -> String {
        String::new()
    }

    /// What else is to be said: the job's own script failed, the causes are independent, nothing of ours.
    pub fn notes(&self, _lang: Lang) -> Vec<String> {
        Vec::new()
    }

    /// What to fetch when the text is not enough to tell.
    pub fn ask_for(&self, _case: &Case) -> Vec<Step> {
        Vec::new()
    }
}
