//! Writes and reads paths as people write them: `spec.values.hosts[0]."key.with.dots"`.

use super::Seg;

/// A path as text. Keys that hold a dot, a bracket, a quote, an equals sign or nothing stand in double quotes.
pub fn print(path: &[Seg]) -> String {
    let mut out = String::new();
    for seg in path {
        match seg {
            Seg::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                push_key(&mut out, key);
            }
            Seg::Index(index) => {
                out.push('[');
                out.push_str(&index.to_string());
                out.push(']');
            }
        }
    }
    out
}

fn push_key(out: &mut String, key: &str) {
    let bare = !key.is_empty() && !key.contains(['.', '[', ']', '"', '=', '\\', '\n']);
    if bare {
        out.push_str(key);
        return;
    }
    out.push('"');
    for ch in key.chars() {
        if matches!(ch, '"' | '\\') {
            out.push('\\');
        }
        out.push(ch);
    }
    out.push('"');
}

/// The path of a text; none where it is not one. The empty text is the empty path.
pub fn parse(text: &str) -> Option<Vec<Seg>> {
    let mut path = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            path.push(Seg::Index(index.parse().ok()?));
            rest = after;
            if let Some(after) = rest.strip_prefix('.') {
                rest = after;
                if rest.is_empty() {
                    return None;
                }
            } else if !rest.is_empty() && !rest.starts_with('[') {
                return None;
            }
            continue;
        }
        let (key, after) = key(rest)?;
        path.push(Seg::Key(key));
        rest = after;
        match rest.strip_prefix('.') {
            Some("") => return None,
            Some(after) => rest = after,
            None if rest.is_empty() || rest.starts_with('[') => {}
            None => return None,
        }
    }
    Some(path)
}

fn key(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(['.', '[']).unwrap_or(text.len());
        let (key, rest) = text.split_at(end);
        return (!key.is_empty() && !key.contains(']')).then(|| (key.to_owned(), rest));
    };
    let mut key = String::new();
    let mut escaped = false;
    for (at, ch) in quoted.char_indices() {
        match ch {
            _ if escaped => {
                key.push(ch);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Some((key, quoted.get(at + 1..).unwrap_or_default())),
            _ => key.push(ch),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        let check = |text: &str, expect: &[Seg]| {
            assert_eq!(parse(text).as_deref(), Some(expect), "{text}");
            assert_eq!(print(expect), text);
        };
        let key = |key: &str| Seg::Key(key.to_owned());
        check("", &[]);
        check("a", &[key("a")]);
        check("a.b[0].c", &[key("a"), key("b"), Seg::Index(0), key("c")]);
        check("[1][2]", &[Seg::Index(1), Seg::Index(2)]);
        check(
            "a.\"b.c\".\"d\\\"\\\\=\"",
            &[key("a"), key("b.c"), key("d\"\\=")],
        );
        check("\"\"", &[key("")]);
        check("a b.c/d", &[key("a b"), key("c/d")]);
    }

    #[test]
    fn what_is_no_path() {
        for text in [
            "a.", ".a", "a..b", "a[", "a[x]", "a[0]b", "\"a", "a]", "\"a\"b", "[0].",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
