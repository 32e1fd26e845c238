//! Finds the expressions of templates that stand in a text: Helm and Jinja, shells and envsubst, Zarf.

/// How the expressions begin and end.
const KINDS: [(&str, &str); 4] = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("###", "###")];
/// Longest expression, in bytes; open braces without end must not make the search long.
const MAX_LENGTH: usize = 600;

/// The length of the expression a text begins with.
pub(crate) fn expression(tail: &str) -> Option<usize> {
    KINDS.iter().find_map(|(open, close)| {
        let inner = tail.strip_prefix(open)?;
        let mut near = inner.len().min(MAX_LENGTH);
        while !inner.is_char_boundary(near) {
            near -= 1;
        }
        let end = inner.get(..near)?.find(close)?;
        let name = inner.get(..end)?;
        let fits = match *open {
            "###" => {
                !name.is_empty()
                    && name
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            }
            "${" => !name.contains('\n'),
            _ => true,
        };
        fits.then_some(open.len() + end + close.len())
    })
}

/// Where the line ends that a text begins with, if it holds nothing but `{{ … }}` and `{% … %}`, and a comment
/// perhaps: the length without the line end, and how many blocks (`if`, `range`) it opens less those it closes.
pub(crate) fn lone(tail: &str) -> Option<(usize, i32)> {
    let (mut at, mut opens) = (0, 0);
    loop {
        let rest = tail.get(at..)?;
        let trimmed = rest.trim_start_matches([' ', '\t']);
        at += rest.len() - trimmed.len();
        let ended =
            trimmed.is_empty() || trimmed.starts_with(['\n', '#']) || trimmed.starts_with("\r\n");
        if ended && !trimmed.starts_with("###") {
            let comment = trimmed.find('\n').unwrap_or(trimmed.len());
            let line = trimmed.get(..comment)?.trim_end_matches('\r');
            return (at > 0 && tail.trim_start().starts_with('{'))
                .then_some((at + line.len(), opens));
        }
        if !trimmed.starts_with("{{") && !trimmed.starts_with("{%") {
            return None;
        }
        let length = expression(trimmed)?;
        opens += level(trimmed.get(2..length)?);
        at += length;
    }
}

fn level(inside: &str) -> i32 {
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
        let check =
            |text: &str, expect: Option<usize>| assert_eq!(expression(text), expect, "{text}");
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
        let check =
            |text: &str, expect: Option<(usize, i32)>| assert_eq!(lone(text), expect, "{text}");
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
