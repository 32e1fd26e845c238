//! What the troubleshooter says: causes with their advice, decision paths, and where a job's start goes.

use crate::finding::{Edit, Fix};
use serde::{Deserialize, Serialize};

/// What a pasted text says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DiagnoseSay {
    /// What was pasted, in words: `job log, 14 lines`.
    pub what: String,
    pub lines: u32,
    /// Lines that speak for a cause, and lines that are routine.
    pub marked: u32,
    pub routine: u32,
    /// The text with its marks, at most some hundred rows; what is left out stands as gaps.
    pub rows: Vec<LogRow>,
    /// The most likely first.
    pub causes: Vec<CauseSay>,
    /// What else is to be said: the job's own script failed, nothing of ours, the causes are independent.
    pub notes: Vec<String>,
    /// What to fetch when the text is not enough to tell.
    pub ask_for: Vec<Step>,
}

/// One row of the shown text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogRow {
    /// The line, from 1; for a gap the first that is left out.
    pub line: u32,
    /// The line without colours; for a gap empty.
    pub text: String,
    pub kind: RowKind,
    /// The letters of the causes it speaks for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// Of a gap: how many lines are left out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gap: u32,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    #[default]
    Plain,
    /// Says nothing about causes: progress, stock phrases.
    Routine,
    Marked,
    Gap,
}

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// The text says it in so many words.
    Certain,
    /// It fits, and little else does.
    Likely,
    /// Others fit as well.
    Possible,
}

/// One cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CauseSay {
    /// `A` for the first.
    pub mark: String,
    /// Stable and searchable, such as `image_pull_auth`.
    pub category: String,
    pub sure: Sure,
    pub sure_text: String,
    /// The lines that say so.
    pub lines: Vec<u32>,
    pub advice: Advice,
}

/// What a cause means for this plan, and what to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// A short sentence without a full stop.
    pub title: String,
    /// With this plan's names and sums; `code` in backticks.
    pub meaning: String,
    /// What to look at, in order.
    pub steps: Vec<Step>,
    /// Edits of the plan; the first is the primary one.
    pub fixes: Vec<Fix>,
    /// What is to be done outside of the plan.
    pub by_hand: Vec<Step>,
    /// How to see that it is mended.
    pub confirm: Vec<Step>,
    pub prevent: Vec<String>,
    pub alike: Vec<Alike>,
    /// Advice that is often given and does not help.
    pub wrong: Vec<Wrong>,
    /// The section of the form it belongs to, such as `dns`; empty for none.
    pub section: String,
    /// Where the rule was read.
    pub source: String,
}

/// Something to do, with a command where there is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// `code` in backticks.
    pub text: String,
    /// One or more lines for a shell; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub command: String,
    /// What it shows when this is the cause, or when all is well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expect: String,
}

/// Another cause that looks the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    pub category: String,
    pub title: String,
    /// What tells them apart.
    pub how: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wrong {
    /// The advice, as it is given.
    pub claim: String,
    /// Why it does not help, and what does.
    pub truth: String,
}

/// The ways from a symptom to its cause.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SymptomsSay {
    /// What people see, in the order they are offered.
    pub symptoms: Vec<Symptom>,
    pub nodes: Vec<PathNode>,
    /// The titles of all causes: category and title.
    pub causes: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Symptom {
    pub id: String,
    pub title: String,
    pub about: String,
    /// The id of the first [`PathNode`].
    pub node: String,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PathNode {
    pub id: String,
    pub question: String,
    /// How to find out.
    pub steps: Vec<Step>,
    pub answers: Vec<PathAnswer>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PathAnswer {
    pub label: String,
    /// The id of the next node; empty where it leads to a cause.
    pub node: String,
    /// The category it leads to.
    pub category: String,
}

/// Where the time before a job's script goes, and what would save some of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StartSay {
    /// What the times are from, in words: the plan's estimates, or the pods of a paste.
    pub from: String,
    /// They were measured.
    pub measured: bool,
    /// In the order of time.
    pub phases: Vec<Phase>,
    pub total_ms: u32,
    pub total_text: String,
    /// The largest first.
    pub savings: Vec<Saving>,
    /// All of the savings that do not rule each other out.
    pub saved_ms: u32,
    pub saved_text: String,
    /// A part of `.gitlab-ci.yml` that makes jobs quicker.
    pub snippet: String,
    pub tokens: Vec<u32>,
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    /// `queue`, `pending`, `pull`, `init`, `clone`, `services`, `run` or `cleanup`.
    pub id: String,
    pub label: String,
    pub start_ms: u32,
    pub length_ms: u32,
    pub length_text: String,
    /// How the length comes about.
    pub sum: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Saving {
    pub id: String,
    pub label: String,
    pub detail: String,
    pub saved_ms: u32,
    pub saved_text: String,
    /// How the number comes about, with units.
    pub sum: String,
    /// What makes it so in the plan; empty where it lies in the project's `.gitlab-ci.yml`.
    pub edits: Vec<Edit>,
    /// The plan is like this already.
    pub chosen: bool,
    pub source: String,
}
