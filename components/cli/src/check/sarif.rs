//! Writes findings as SARIF 2.1.0, which GitHub's code scanning and most editors read.
//!
//! Source: docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Fixes are left out: they are edits of the plan,
//! not of the text.

use runwright_checks::documents::Note;
use runwright_model::{Lang, Severity};
use serde_json::{Value, json};

use super::{Found, rules};

/// The log of one run.
pub fn log(found: &[Found], lang: Lang) -> Value {
    let mut codes: Vec<&Note> = Vec::new();
    for (_, note) in found {
        if !codes.iter().any(|known| known.code == note.code) {
            codes.push(note);
        }
    }
    codes.sort_by(|one, other| one.code.cmp(&other.code));
    let index = |note: &Note| codes.iter().position(|known| known.code == note.code);
    let results: Vec<Value> = found
        .iter()
        .map(|(file, note)| {
            json!({
                "ruleId": note.code,
                "ruleIndex": index(note),
                "level": level(note.severity),
                "message": { "text": message(note) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(file) },
                        "region": {
                            "startLine": note.line.max(1),
                            "startColumn": note.column.max(1),
                        },
                    },
                }],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "runwright",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": codes.iter().map(|note| rule(note, lang)).collect::<Vec<_>>(),
                },
            },
            // Columns count characters.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A rule; one about plans has no text of its own and takes what was found first.
fn rule(note: &Note, lang: Lang) -> Value {
    let text = rules::text(&note.code)
        .map_or_else(|| note.title.clone(), |text| text.get(lang).to_string());
    json!({
        "id": note.code,
        "shortDescription": { "text": text },
        "defaultConfiguration": { "level": level(note.severity) },
    })
}

fn message(note: &Note) -> String {
    if note.body.is_empty() {
        note.title.clone()
    } else {
        [&note.title, "\n", &note.body].concat()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a URI: relative ones stay relative.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        let check = |path: &str, expect: &str| assert_eq!(uri(path), expect, "{path}");
        check("deploy/values.yaml", "deploy/values.yaml");
        check("./values.yaml", "values.yaml");
        check("a b/值.yaml", "a%20b/%E5%80%BC.yaml");
        check("deploy\\values.yaml", "deploy/values.yaml");
        check("/srv/a.toml", "file:///srv/a.toml");
        check("-", "-");
    }
}
