//! Finds template expressions of Helm and Jinja (`{{ }}`, `{% %}`, `{# #}`), envsubst (`${ }`) and Zarf (`###…###`).

use std::cell::Cell;

/// Longest expression over several lines, in bytes.
const MAX_LENGTH: usize = 8192;

/// So many bytes behind its begin, a line takes no further expression: one that opens where another ends could go on
/// to the end of the text, from every line anew.
const MAX_LINE: usize = 1024;

/// Searches one text; what was found last is remembered, so that open braces without end cost nothing.
pub(super) struct Templates<'a> {
    text: &'a str,
    /// For `}}`, `%}` and `#}`: from where it was searched, and where it is.
    closes: [Cell<(usize, usize)>; 3],
}

impl<'a> Templates<'a> {
    pub(super) fn new(text: &'a str) -> Templates<'a> {
        let fresh = || Cell::new((1, 0));
        Templates {
            text,
            closes: [fresh(), fresh(), fresh()],
        }
    }

    /// The end of the expression in braces that begins at an offset.
    fn braces(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if bytes.get(at) != Some(&b'{') {
            return None;
        }
        let (kind, close) = match bytes.get(at + 1)? {
            b'{' => (0, "}}"),
            b'%' => (1, "%}"),
            b'#' => (2, "#}"),
            _ => return None,
        };
        let from = at + 2;
        let memo = self.closes.get(kind)?;
        let (known, found) = memo.get();
        let found = if known <= from && from <= found {
            found
        } else {
            let found = self.text.get(from..)?.find(close);
            let found = found.map_or(usize::MAX - 2, |found| found + from);
            memo.set((from, found));
            found
        };
        (found - from <= MAX_LENGTH).then_some(found + 2)
    }

    /// The end of the expression with a value that begins at an offset.
    pub(super) fn expression(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let next = bytes.get(at + 1).copied();
        match bytes.get(at)? {
            b'{' if next == Some(b'{') => self.braces(at),
            b'$' if next == Some(b'{') => {
                let inner = bytes.get(at + 2..)?;
                let end = inner
                    .iter()
                    .position(|byte| matches!(byte, b'}' | b'{' | b'$' | b'\n' | b'\r'))?;
                (end > 0 && inner.get(end) == Some(&b'}')).then_some(at + 3 + end)
            }
            b'#' => zarf(bytes.get(at..)?).map(|length| at + length),
            _ => None,
        }
    }

    /// The end of the expressions that begin at an offset and have the rest of their line to themselves.
    pub(super) fn line(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut end = self.braces(at)?;
        loop {
            let blanks = bytes
                .get(end..)?
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            match bytes.get(end + blanks) {
                None | Some(b'\n' | b'\r') => return Some(end),
                Some(b'#') if blanks > 0 => return Some(end),
                _ if end - at > MAX_LINE => return None,
                _ => end = self.braces(end + blanks)?,
            }
        }
    }
}

/// The length of `###NAME###`.
fn zarf(bytes: &[u8]) -> Option<usize> {
    let name = bytes.strip_prefix(b"###")?;
    let end = name
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')?;
    (end > 0 && name.get(end..)?.starts_with(b"###")).then_some(end + 6)
}

/// How many conditions and loops some expressions open, less those they close.
pub(super) fn level(expressions: &str) -> i32 {
    let insides = expressions.split("{{").flat_map(|part| part.split("{%"));
    insides
        .skip(1)
        .map(crate::toml::source::template::level)
        .sum()
}

/// Whether an expression with a line to itself stands for a value rather than for a condition or a loop.
pub(super) fn is_value(expression: &str) -> bool {
    let Some(inner) = expression.strip_prefix("{{") else {
        return false;
    };
    let inner = inner.trim_start_matches(['-', ' ', '\t', '\r', '\n']);
    let word = inner
        .split(|ch: char| !ch.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    let control = matches!(
        word,
        "if" | "else" | "end" | "with" | "range" | "define" | "block" | "break" | "continue"
    );
    !(control || inner.starts_with("/*") || inner.starts_with('$') && inner.contains('='))
}
