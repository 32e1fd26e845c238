//! Finds the expressions of templates that stand in a text: Helm and Jinja, shells and envsubst, Zarf.

/// How the expressions begin and end.
const KINDS: [(&str, &str); 4] = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("###", "###")];
/// Longest expression, in bytes; open braces without end must not make the search long.
const MAX_LENGTH: usize = 600;

/// So many bytes behind its begin, a line takes no further expression: one that opens where another ends could go on
/// to the end of the text, from every line anew.
const MAX_LINE: usize = 1024;

/// Finds expressions in one text, from front to back.
#[derive(Default)]
pub(crate) struct Finder {
    /// Of every kind: the place from which its end was last searched, and where it is. What lies between need not be
    /// searched again.
    ends: [Option<(usize, usize)>; KINDS.len()],
}

impl Finder {
    /// The length of the expression at a place.
    pub(crate) fn expression(&mut self, text: &str, at: usize) -> Option<usize> {
        let tail = text.get(at..)?;
        for ((open, close), known) in KINDS.iter().zip(&mut self.ends) {
            if !tail.starts_with(open) {
                continue;
            }
            let from = at + open.len();
            let end = match *known {
                Some((searched, end)) if searched <= from && from <= end => end,
                _ => text
                    .get(from..)?
                    .find(close)
                    .map_or(usize::MAX, |end| from + end),
            };
            *known = Some((from, end));
            let Some(name) = text.get(from..end).filter(|name| name.len() <= MAX_LENGTH) else {
                continue;
            };
            let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            let fits = match *open {
                "###" => !name.is_empty() && name.bytes().all(word),
                "${" => !name.contains('\n'),
                _ => true,
            };
            if fits {
                return Some(open.len() + name.len() + close.len());
            }
        }
        None
    }

    /// Of a line of nothing but `{{ … }}` and `{% … %}`, and a comment perhaps: its length without the line end, and
    /// how many blocks (`if`, `range`) it opens less those it closes.
    pub(crate) fn lone(&mut self, text: &str, line: usize) -> Option<(usize, i32)> {
        let (mut at, mut opens, mut found) = (line, 0, false);
        loop {
            let rest = text.get(at..)?;
            let trimmed = rest.trim_start_matches([' ', '\t']);
            at += rest.len() - trimmed.len();
            let ended = trimmed.is_empty()
                || trimmed.starts_with(['\n', '#'])
                || trimmed.starts_with("\r\n");
            if found && ended && !trimmed.starts_with("###") {
                let comment = trimmed.split('\n').next().unwrap_or_default();
                at += comment.trim_end_matches('\r').len();
                return Some((at - line, opens));
            }
            if !trimmed.starts_with("{{") && !trimmed.starts_with("{%") || at - line > MAX_LINE {
                return None;
            }
            let length = self.expression(text, at)?;
            opens += level(trimmed.get(2..length)?);
            at += length;
            found = true;
        }
    }
}

/// How many blocks the inside of an expression opens, less those it closes.
pub(crate) fn level(inside: &str) -> i32 {
    let word = inside
        .trim_start_matches(['-', '+', '~', ' ', '\t'])
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    match word {
        "if" | "range" | "with" | "for" | "define" | "block" => 1,
        "end" | "endif" | "endfor" | "endblock" => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_have_an_end() {
        let check = |text: &str, expect: Option<usize>| {
            assert_eq!(Finder::default().expression(text, 0), expect, "{text}")
        };
        check("{{ .x }} y", Some(8));
        check("{{ .x\n}}", Some(8));
        check("{{ .x", None);
        check("{% if x %}", Some(10));
        check("${X:-1}0", Some(7));
        check("${X\n}", None);
        check("$X", None);
        check("###X_1###", Some(9));
        check("######", None);
        check("### X ###", None);
    }

    #[test]
    fn lines_of_expressions_open_and_close_blocks() {
        let check = |text: &str, expect: Option<(usize, i32)>| {
            assert_eq!(Finder::default().lone(text, 0), expect, "{text}")
        };
        check("  {{- if .x }}\na", Some((14, 1)));
        check("{{ else }}", Some((10, 0)));
        check("{{ if .x }}{{ end }} # c\r\n", Some((24, 0)));
        check("{% endfor %}\n", Some((12, -1)));
        check("{{ x }} = 1", None);
        check("a = {{ x }}", None);
        check("", None);
        check("  \n", None);
        check("# {{ x }}", None);
    }
}
