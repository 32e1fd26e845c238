//! Makes files with template expressions readable: what stands in `{{ }}`, `${ }` or `###…###` is blanked out.

/// Stands where an expression stood; a private-use character, which no honest file holds.
pub const MARK: char = '\u{e000}';

/// Whether a string is known only after something else has rendered it.
pub fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("${") || text.contains("###") || text.contains(MARK)
}

/// How the expressions begin and end: Helm and Jinja, shells and envsubst, Zarf.
const KINDS: [(&str, &str); 3] = [("{{", "}}"), ("${", "}"), ("###", "###")];
/// Longest expression, in bytes; open braces without end must not make the search long.
const MAX_LENGTH: usize = 600;

/// The text with every expression replaced by `fill`, character for character, so that places stay; none
/// where it has no expression. A line of nothing but expressions becomes blank.
pub fn mask(text: &str, fill: char) -> Option<String> {
    // Behind the last end there is nothing to search for.
    let last = KINDS.map(|(_, close)| text.rfind(close).unwrap_or(0));
    let mut out = String::with_capacity(text.len());
    let (mut done, mut from) = (0, 0);
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| rest.find(['{', '$', '#']))
        .map(|at| at + from)
    {
        let Some(length) = expression(text, at, last) else {
            from = at + 1;
            continue;
        };
        let (expression, after) = text.get(at..).unwrap_or_default().split_at(length);
        out.push_str(text.get(done..at).unwrap_or_default());
        let fill = if expression.starts_with("{{") && stands_alone(&out, after) {
            ' '
        } else {
            fill
        };
        out.extend(
            expression
                .chars()
                .map(|c| if c == '\n' || c == '\r' { c } else { fill }),
        );
        done = at + length;
        from = done;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    (done > 0).then_some(out)
}

/// Whether nothing else is on the line.
fn stands_alone(before: &str, after: &str) -> bool {
    let blank = |c: char| c == ' ' || c == '\t' || c == '\r';
    let before = before.trim_end_matches(blank);
    let after = after.trim_start_matches(blank);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// The length of the expression that begins at an offset.
fn expression(text: &str, at: usize, last: [usize; 3]) -> Option<usize> {
    let tail = text.get(at..)?;
    KINDS
        .into_iter()
        .zip(last)
        .find_map(|((open, close), last)| {
            let inner = tail.strip_prefix(open).filter(|_| at < last)?;
            let mut near = inner.len().min(MAX_LENGTH);
            while !inner.is_char_boundary(near) {
                near -= 1;
            }
            let end = inner.get(..near)?.find(close)?;
            let name = inner.get(..end)?;
            let fits = match open {
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
