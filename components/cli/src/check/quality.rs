//! Writes findings as GitLab's Code Quality reads them.
//!
//! Source: docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.

use std::collections::BTreeMap;

use runwright_model::Severity;
use serde_json::{Value, json};

use super::Found;

/// The report: a list of findings, each with a fingerprint that does not change when lines move.
pub fn report(found: &[Found]) -> Value {
    let mut before: BTreeMap<u64, u32> = BTreeMap::new();
    found
        .iter()
        .map(|(file, note)| {
            let base = hash(&[file, &note.code, &note.title]);
            // The same finding at another line is another finding.
            let nth = before.entry(base).or_default();
            *nth += 1;
            let mark = hash(&[file, &note.code, &note.title, &nth.to_string()]);
            let gap = if note.body.is_empty() { "" } else { ". " };
            let description = [&note.title, gap, &note.body].concat();
            json!({
                "description": description,
                "check_name": note.code,
                "fingerprint": format!("{base:016x}{mark:016x}"),
                "severity": word(note.severity),
                "location": {
                    "path": file.strip_prefix("./").unwrap_or(file),
                    "lines": { "begin": note.line },
                },
            })
        })
        .collect()
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    }
}

/// FNV-1a, which is the same in every release.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts
        .iter()
        .flat_map(|part| part.bytes().chain(std::iter::once(0)));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
