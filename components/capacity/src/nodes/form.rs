//! Tells the form of a pasted text by the first line that has one.

/// A form in which people have their nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing but blanks.
    Empty,
    Json,
    Yaml,
    /// `kubectl describe nodes`.
    Described,
    /// A table for people, which holds no amounts.
    Table,
    Unknown,
}

/// The form of the text, and the byte of the line at which it begins.
///
/// Prompts and messages before it are passed over. A table counts only where nothing better follows.
pub fn form(text: &str) -> (Form, usize) {
    let mut at = 0;
    let mut table = false;
    let mut blank = true;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        blank &= words.is_empty();
        if is_json(words) {
            return (Form::Json, at);
        }
        if begins_yaml(words) {
            return (Form::Yaml, at);
        }
        if described_name(words).is_some() {
            return (Form::Described, at);
        }
        table |= is_table(words);
        at += line.len();
    }
    if blank {
        return (Form::Empty, 0);
    }
    if table {
        return (Form::Table, 0);
    }
    // JSON behind a prompt, on the same line.
    text.find('{')
        .map_or((Form::Unknown, 0), |at| (Form::Json, at))
}

/// A prompt may begin with a bracket, too: `[root@host ~]$`.
fn is_json(line: &str) -> bool {
    match line.strip_prefix('[') {
        Some(rest) => rest.is_empty() || rest.trim_start().starts_with('{'),
        None => line.starts_with('{'),
    }
}

/// Whether a line, without its indentation, is one at which an object or a list of kubectl begins.
pub fn begins_yaml(line: &str) -> bool {
    let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
    ["apiVersion:", "kind:", "items:"]
        .iter()
        .any(|key| line.starts_with(key))
}

/// The name on the first line of a description; kubectl pads it with at least one blank.
pub(super) fn described_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("Name:")?;
    let name = rest.trim();
    (rest.starts_with([' ', '\t']) && !name.is_empty()).then_some(name)
}

fn is_table(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = match words.next() {
        Some("NAMESPACE") => words.next(),
        first => first,
    };
    first == Some("NAME") && matches!(words.next(), Some("STATUS" | "READY" | "CPU(cores)"))
}
