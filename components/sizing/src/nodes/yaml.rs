//! Reads YAML of kubectl, with what was copied around it.

use runwright_capacity::nodes::{Found, SKIPPED, begins_yaml, of_documents, problem};
use runwright_documents::source::{Node, Value};
use runwright_documents::yaml;
use runwright_model::Json;
use runwright_model::answer::NodeProblemId as Id;

/// Keys that stand at the margin of what kubectl prints.
const MARGIN: [&str; 6] = [
    "apiVersion:",
    "items:",
    "kind:",
    "metadata:",
    "spec:",
    "status:",
];

/// A run of lines that is one output of kubectl.
struct Piece<'a> {
    text: &'a str,
    /// Lines before it.
    line: usize,
}

/// Nodes and pods of all outputs in the text; the first begins at the byte `start`.
pub(super) fn read(text: &str, start: usize) -> Found {
    let (pieces, extra) = pieces(text, start);
    let mut problems = Vec::new();
    if extra {
        problems.push(problem(Id::ExtraText, &[]));
    }
    let mut documents = Vec::new();
    for piece in pieces {
        let source = yaml::source::read(piece.text);
        // A cut text has many faults; the first says where to look.
        if let Some(fault) = source.faults.first() {
            let before = piece.text.get(..fault.at).unwrap_or_default();
            let line = piece.line + before.matches('\n').count() + 1;
            problems.push(problem(Id::BadYaml, &[&line.to_string()]));
        }
        let maps = source.documents.iter().map(|node| json(node, piece.text));
        documents.extend(maps.filter(|json| matches!(json, Json::Map(_) | Json::List(_))));
    }
    of_documents(&documents, problems)
}

/// The outputs in the text, and whether there is anything else in it.
///
/// Outputs may follow one another without `---`, with prompts between them.
fn pieces(text: &str, start: usize) -> (Vec<Piece<'_>>, bool) {
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", text));
    let mut extra = !before.trim().is_empty();
    let mut pieces = Vec::new();
    let mut line = before.matches('\n').count();
    let mut at = start;
    // Where the piece at hand begins, its line, its margin, and whether it has its apiVersion.
    let mut open: Option<(usize, usize, usize, bool)> = None;
    let piece = |from: usize, to: usize, line: usize| Piece {
        text: text.get(from..to).unwrap_or_default(),
        line,
    };
    for row in rest.split_inclusive('\n') {
        let words = row.trim();
        let indent = row.len() - row.trim_start().len();
        let version = words.starts_with("apiVersion:");
        let outside = match &mut open {
            _ if words.is_empty() => false,
            Some((_, _, margin, _)) if indent > *margin => false,
            Some((from, first, margin, has)) if stays(words) => {
                if version && *has {
                    pieces.push(piece(*from, at, *first));
                    (*from, *first, *margin) = (at, line, indent);
                }
                *has |= version;
                false
            }
            _ => true,
        };
        if outside {
            if let Some((from, first, ..)) = open.take() {
                pieces.push(piece(from, at, first));
            }
            if begins_yaml(words) {
                open = Some((at, line, indent, version));
            } else {
                extra = true;
            }
        }
        at += row.len();
        line += 1;
    }
    if let Some((from, first, ..)) = open {
        pieces.push(piece(from, at, first));
    }
    (pieces, extra)
}

/// Whether a line at the margin belongs to kubectl's output.
fn stays(line: &str) -> bool {
    line == "-"
        || line.starts_with("- ")
        || line.starts_with("---")
        || line.starts_with('#')
        || MARGIN.iter().any(|key| line.starts_with(key))
}

fn json(node: &Node, text: &str) -> Json {
    match &node.value {
        Value::Bool(on) => Json::Bool(*on),
        Value::Int(Some(number)) => Json::Number(number.to_string()),
        // As written: printing fractions weighs more than all of this.
        Value::Int(None) | Value::Float(_) => {
            let written = text.get(node.span.clone()).unwrap_or_default();
            Json::Number(written.to_owned())
        }
        Value::Text(text) => Json::Text(text.clone()),
        Value::List(items) => Json::List(items.iter().map(|item| json(item, text)).collect()),
        Value::Map(entries) => Json::Map(
            entries
                .iter()
                .filter(|entry| !SKIPPED.contains(&entry.key.as_str()))
                .map(|entry| (entry.key.clone(), json(&entry.node, text)))
                .collect(),
        ),
        Value::Null | Value::Date | Value::Opaque => Json::Null,
    }
}
