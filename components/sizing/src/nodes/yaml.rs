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

/// Nodes and pods of all outputs in the text.
pub(super) fn read(text: &str) -> Found {
    let (pieces, extra) = pieces(text);
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
fn pieces(text: &str) -> (Vec<Piece<'_>>, bool) {
    let (mut extra, mut at) = (false, 0);
    let mut pieces = Vec::new();
    let mut open: Option<Open> = None;
    for (line, row) in text.split_inclusive('\n').enumerate() {
        let words = row.trim();
        let margin = row.len() - row.trim_start().len();
        let versioned = words.starts_with("apiVersion:");
        let next = Open {
            at,
            line,
            margin,
            versioned,
        };
        let ends = match &mut open {
            _ if words.is_empty() => false,
            Some(piece) if margin > piece.margin => false,
            Some(piece) if stays(words) && !(versioned && piece.versioned) => {
                piece.versioned |= versioned;
                false
            }
            _ => true,
        };
        if ends {
            pieces.extend(open.take().map(|piece| piece.until(at, text)));
            if begins_yaml(words) {
                open = Some(next);
            } else {
                extra |= !stays(words);
            }
        }
        at += row.len();
    }
    pieces.extend(open.map(|piece| piece.until(at, text)));
    (pieces, extra)
}

/// A piece that goes on.
struct Open {
    at: usize,
    line: usize,
    margin: usize,
    /// Whether it has its `apiVersion` at the margin; a second one begins the next output.
    versioned: bool,
}

impl Open {
    fn until(self, end: usize, text: &str) -> Piece<'_> {
        Piece {
            text: text.get(self.at..end).unwrap_or_default(),
            line: self.line,
        }
    }
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
