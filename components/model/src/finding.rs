//! What is worth saying about a plan or a file, and what would mend it.

use crate::value::Value;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The consumer refuses the file, or jobs fail.
    Error,
    /// It works and will hurt.
    Warning,
    /// It could be better.
    Advice,
}

/// One finding, its texts already in the language asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable and searchable, such as `DNS-103`.
    pub code: String,
    pub severity: Severity,
    /// The field (or `field.row.column`) it stands at; empty for the plan as a whole.
    pub field: String,
    /// The file and line it stands at, when the text of a file is meant. Lines count from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<(String, u32)>,
    /// The column of that line, from 1, in characters; 0 where the line as a whole is meant.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
    /// What is wrong, as a short sentence without a full stop.
    pub title: String,
    /// Why it matters here, with this plan's names.
    pub body: String,
    /// The first is the primary one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A labelled list of edits; applied as one undoable step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    pub label: String,
    pub edits: Vec<Edit>,
}

/// Sets one field; without a value, resets it to its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    pub field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl Edit {
    pub fn set(field: &str, value: impl Into<Value>) -> Edit {
        Edit {
            field: field.to_string(),
            value: Some(value.into()),
        }
    }

    pub fn reset(field: &str) -> Edit {
        Edit {
            field: field.to_string(),
            value: None,
        }
    }
}
