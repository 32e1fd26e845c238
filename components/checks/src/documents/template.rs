//! Makes files with template expressions readable: what stands in `{{ }}`, `${ }` or `###…###` is blanked out.

/// Stands where an expression stood; a private-use character, which no honest file holds.
pub const MARK: char = '\u{e000}';

/// Whether a string is known only after something else has rendered it.
pub fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("${") || text.contains("###") || text.contains(MARK)
}

/// The text with every expression replaced by `fill`, character for character, so that places stay; none
/// where it has no expression. A line of nothing but expressions becomes blank.
pub fn mask(text: &str, fill: char) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut masked = false;
    let mut rest = text;
    while let Some((before, length)) = next(rest) {
        masked = true;
        let (expression, after) = rest.get(before..).unwrap_or_default().split_at(length);
        out.push_str(rest.get(..before).unwrap_or_default());
        let line_start = out.rfind('\n').map_or(0, |at| at + 1);
        let alone = out
            .get(line_start..)
            .is_some_and(|head| head.trim().is_empty())
            && after
                .split('\n')
                .next()
                .is_some_and(|tail| tail.trim().is_empty());
        let fill = if alone && expression.starts_with("{{") {
            ' '
        } else {
            fill
        };
        out.extend(
            expression
                .chars()
                .map(|c| if c == '\n' || c == '\r' { c } else { fill }),
        );
        rest = after;
    }
    out.push_str(rest);
    masked.then_some(out)
}

/// Offset and length of the first expression.
fn next(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(['{', '$', '#']).map(|at| at + from) {
        let tail = text.get(at..)?;
        let found = [("{{", "}}"), ("${", "}"), ("###", "###")]
            .into_iter()
            .find_map(|(open, close)| {
                let inner = tail.strip_prefix(open)?;
                // Bounded, so that a file of open braces is not searched to its end for each of them.
                let near = inner
                    .char_indices()
                    .nth(600)
                    .map_or(inner.len(), |(at, _)| at);
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
            });
        match found {
            Some(length) => return Some((at, length)),
            None => from = at + 1,
        }
    }
    None
}
