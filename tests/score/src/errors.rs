//! Asks the troubleshooter for the causes of labelled texts, and counts how often it names the right one.

use serde::{Deserialize, Serialize};

use runwright_diagnose::diagnose;

/// The label of texts without a cause.
const NONE: &str = "none";

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: String,
    category: String,
    text: String,
}

#[derive(Default, Serialize)]
pub struct Report {
    /// Rows with a cause.
    pub n: usize,
    /// Of them, those whose first cause is the right one, and those where it is among the first three.
    pub top1: usize,
    pub top3: usize,
    /// Rows without a cause, and those where one is named all the same.
    pub negatives: usize,
    pub false_alarms: usize,
    /// Rows that came out otherwise than labelled: id, label, what was named.
    #[serde(skip)]
    pub misses: Vec<String>,
}

/// Reads rows of JSON, one a line, with `category` and `text`.
pub fn run(text: &str) -> Result<Report, String> {
    let mut report = Report::default();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let row: Row =
            serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
        report.count(&row);
    }
    Ok(report)
}

impl Report {
    fn count(&mut self, row: &Row) {
        let found = diagnose(&row.text);
        let causes: Vec<&str> = found.causes.iter().map(|cause| cause.category).collect();
        let right = if row.category == NONE {
            self.negatives += 1;
            self.false_alarms += usize::from(!causes.is_empty());
            causes.is_empty()
        } else {
            let at = causes.iter().position(|cause| *cause == row.category);
            self.n += 1;
            self.top1 += usize::from(at == Some(0));
            self.top3 += usize::from(at.is_some_and(|at| at < 3));
            at == Some(0)
        };
        if !right {
            let named = causes.join(" ");
            self.misses
                .push(format!("{}\t{}\t{named}", row.id, row.category));
        }
    }
}
