//! Finds the lines that go with a statement, and places between statements.

use super::scan::{Form, Scanner};

/// Where the comment begins that is directly above a line, not before a bound. Settings that are commented out are no
/// comment of the line.
pub(super) fn comment_above(text: &str, line: usize, bound: usize) -> usize {
    let mut start = line;
    while start > bound {
        let before = text.get(bound..start - 1).unwrap_or_default();
        let above = before.rfind('\n').map_or(bound, |end| bound + end + 1);
        let comment = text.get(above..start).unwrap_or_default().trim();
        if !comment.trim_start_matches('\u{feff}').starts_with('#') || is_setting(comment) {
            break;
        }
        start = above;
    }
    start
}

/// Whether a comment looks like a setting or a table that was commented out.
fn is_setting(comment: &str) -> bool {
    let text = comment.trim_start_matches(['#', ' ', '\t']);
    let mut scanner = Scanner::new(text, 0);
    if text.starts_with('[') {
        return matches!(scanner.header(), Ok(Form::Header { .. }));
    }
    scanner.keys().is_ok() && scanner.peek() == Some(b'=')
}

/// Where comments end that stand directly below a line and lead to nothing; else the place itself.
pub(super) fn comment_below(text: &str, line: usize) -> usize {
    let mut end = line;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let below = rest.split_inclusive('\n').next().unwrap_or_default();
        match below.trim() {
            "" => return end,
            comment if comment.starts_with('#') => end += below.len(),
            _ => return line,
        }
    }
}

/// Where empty lines above a line begin.
pub(super) fn blank_above(text: &str, line: usize, bound: usize) -> usize {
    let above = text.get(bound..line).unwrap_or_default();
    let kept = above.trim_end();
    match above.get(kept.len()..).and_then(|blank| blank.find('\n')) {
        Some(_) if kept.is_empty() => bound,
        Some(end) => bound + kept.len() + end + 1,
        None => line,
    }
}

/// Whether the line that begins here is empty, or the text ends.
pub(super) fn blank_below(text: &str, line: usize) -> bool {
    let rest = text.get(line..).unwrap_or_default();
    rest.split('\n')
        .next()
        .unwrap_or_default()
        .trim()
        .is_empty()
}
