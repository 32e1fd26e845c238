//! Colours YAML: keys, scalars, comments, literal blocks.

use super::cursor::{Cursor, is_number};
use crate::printed::{Tag, Token};

/// The tokens of a YAML text.
pub fn yaml(text: &str) -> Vec<Token> {
    let mut cursor = Cursor::new(text);
    // The indentation that a literal block's lines go beyond, while inside one.
    let mut block: Option<usize> = None;
    while !cursor.done() {
        let line = cursor.line();
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if let Some(parent) = block {
            if content.trim_end().is_empty() || indent > parent {
                cursor.take(Tag::Plain, indent);
                cursor.take_line(Tag::Str);
                continue;
            }
            block = None;
        }
        cursor.take(Tag::Plain, indent);
        if indent == 0
            && (content.starts_with("---")
                || content.starts_with("...")
                || content.starts_with('%'))
        {
            let len = if content.starts_with('%') {
                content.len()
            } else {
                3
            };
            cursor.take(Tag::Punct, len);
        }
        if let Some(column) = content_of_line(&mut cursor, indent) {
            block = Some(column);
        }
        cursor.take_line(Tag::Plain);
    }
    cursor.finish()
}

/// Colours one line; gives the indentation of the parent, if a literal block begins.
fn content_of_line(cursor: &mut Cursor, mut column: usize) -> Option<usize> {
    // Dashes open list items; what follows is as if it stood at its column.
    loop {
        cursor.take_blanks();
        let line = cursor.line();
        if line == "-" || line.starts_with("- ") || line == "-\r" {
            let spaces = line.len() - line.get(1..).unwrap_or("").trim_start_matches(' ').len() - 1;
            cursor.take(Tag::Punct, 1);
            if let Some(header) = block_header(line.get(1..).unwrap_or("")) {
                cursor.take(Tag::Punct, header);
                comment(cursor);
                return Some(column);
            }
            column += 1 + spaces;
        } else {
            break;
        }
    }
    if let Some(len) = key_len(cursor.line()) {
        cursor.take(Tag::Key, len);
        cursor.take_blanks();
        cursor.take(Tag::Punct, 1);
        if let Some(header) = block_header(cursor.line()) {
            cursor.take(Tag::Punct, header);
            comment(cursor);
            return Some(column);
        }
    }
    scalars(cursor);
    None
}

/// The length of the key the line begins with, if it does.
fn key_len(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let quote = *bytes.first()?;
    if quote == b'"' || quote == b'\'' {
        let mut end = 1;
        while *bytes.get(end)? != quote {
            end += if bytes[end] == b'\\' && quote == b'"' {
                2
            } else {
                1
            };
        }
        end += 1;
        let behind = line.get(end..)?.trim_start();
        return behind
            .strip_prefix(':')
            .filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
            .map(|_| end);
    }
    if matches!(quote, b'#' | b'[' | b'{' | b'|' | b'>') {
        return None;
    }
    let mut previous = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'#' && (previous == b' ' || previous == b'\t') {
            return None;
        }
        if byte == b':' && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\r')) {
            return Some(line.get(..at)?.trim_end().len());
        }
        previous = byte;
    }
    None
}

/// The length of a block header with the blanks and tags before it, if that is what the line goes on with.
fn block_header(line: &str) -> Option<usize> {
    // Asked behind every dash of a line: most answers must not cost a walk over it.
    if !line
        .trim_start_matches([' ', '\t'])
        .starts_with(['|', '>', '!', '&'])
    {
        return None;
    }
    let before_comment = line
        .find(" #")
        .and_then(|at| line.get(..at))
        .unwrap_or(line)
        .trim_end();
    let mark = before_comment.rfind(['|', '>'])?;
    let behind = before_comment.get(mark + 1..)?;
    let mut ahead = before_comment.get(..mark)?.split_whitespace();
    let fits = behind.len() <= 2
        && behind
            .bytes()
            .all(|byte| byte == b'-' || byte == b'+' || byte.is_ascii_digit())
        && line.starts_with([' ', '\t'])
        && ahead.all(|word| word.starts_with(['!', '&']));
    fits.then_some(before_comment.len())
}

fn comment(cursor: &mut Cursor) {
    cursor.take_blanks();
    if cursor.peek() == Some(b'#') {
        let len = cursor.line().len();
        cursor.take(Tag::Comment, len);
    }
}

/// Colours the values up to the end of the line.
fn scalars(cursor: &mut Cursor) {
    let mut depth = 0usize;
    let mut word_begins = true;
    loop {
        let before = cursor.rest().len();
        cursor.take_blanks();
        let blank = cursor.rest().len() < before || word_begins;
        word_begins = false;
        let Some(byte) = cursor.peek() else { return };
        match byte {
            b'\n' => return,
            b'#' if blank => return comment(cursor),
            b'"' | b'\'' => {
                let quote = if byte == b'"' { "\"" } else { "'" };
                cursor.take_quoted(Tag::Str, quote, byte == b'"');
            }
            b'[' | b'{' => {
                depth += 1;
                cursor.take(Tag::Punct, 1);
                word_begins = true;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                cursor.take(Tag::Punct, 1);
            }
            b',' | b':' if depth > 0 => {
                cursor.take(Tag::Punct, 1);
                word_begins = true;
            }
            b'&' | b'*' | b'!' if blank => {
                cursor.take_while(Tag::Head, |byte| {
                    !byte.is_ascii_whitespace() && byte != b','
                });
            }
            _ => plain(cursor, depth > 0),
        }
    }
}

/// Colours a plain scalar, or within brackets perhaps a key.
fn plain(cursor: &mut Cursor, inside: bool) {
    let line = cursor.line();
    let bytes = line.as_bytes();
    let mut end = 0;
    let mut is_key = false;
    while let Some(&byte) = bytes.get(end) {
        let next_is_blank = matches!(
            bytes.get(end + 1),
            None | Some(b' ' | b'\t' | b'\r' | b',' | b'}' | b']')
        );
        if inside && matches!(byte, b',' | b']' | b'}' | b'[' | b'{') {
            break;
        }
        if inside && byte == b':' && next_is_blank {
            is_key = true;
            break;
        }
        if byte == b'#' && end > 0 && matches!(bytes.get(end - 1), Some(b' ' | b'\t')) {
            break;
        }
        end += 1;
    }
    let word = line.get(..end).unwrap_or(line).trim_end();
    let tag = match word {
        _ if is_key => Tag::Key,
        "true" | "false" | "null" | "~" | "True" | "False" | "yes" | "no" | "on" | "off" => {
            Tag::Keyword
        }
        _ if is_number(word) => Tag::Num,
        _ => Tag::Str,
    };
    // At least one byte, so that the walk goes on whatever stands here.
    cursor.take(tag, word.len().max(1));
}

#[cfg(test)]
mod tests {
    use super::super::Language::Yaml;
    use super::super::tests::check;

    #[test]
    fn colours() {
        check(Yaml, "a: b\n", "K[a]P[:] S[b]\n");
        check(Yaml, "a.b/c: 1  # why\n", "K[a.b/c]P[:] N[1]  C[# why]\n");
        check(
            Yaml,
            "- a: true\n  b: \"x: y\"\n",
            "P[-] K[a]P[:] W[true]\n  K[b]P[:] S[\"x: y\"]\n",
        );
        check(
            Yaml,
            "- - http://x:80/#a\n",
            "P[-] P[-] S[http://x:80/#a]\n",
        );
        check(
            Yaml,
            "k: |  # c\n  a: b\n\n  # no\nl: ~\n",
            "K[k]P[: |]  C[# c]\n  S[a: b]\n\n  S[# no]\nK[l]P[:] W[~]\n",
        );
        check(Yaml, "- |-\n  x\n- y\n", "P[- |-]\n  S[x]\nP[-] S[y]\n");
        check(
            Yaml,
            "a: [x, \"y\", 3]\n",
            "K[a]P[:] P[[]S[x]P[,] S[\"y\"]P[,] N[3]P[]]\n",
        );
        check(Yaml, "a: {b: c}\n", "K[a]P[:] P[{]K[b]P[:] S[c]P[}]\n");
        check(
            Yaml,
            "---\n# c\n\"q\": 'it''s'\n",
            "P[---]\nC[# c]\nK[\"q\"]P[:] S['it''s']\n",
        );
        check(
            Yaml,
            "a: &x !t b\nc: *x\n",
            "K[a]P[:] H[&x] H[!t] S[b]\nK[c]P[:] H[*x]\n",
        );
        check(Yaml, "a: \"open\n  b\n", "K[a]P[:] S[\"open\n  b\n]");
        check(
            Yaml,
            "a: b\r\nc: 2\r\n",
            "K[a]P[:] S[b]\r\nK[c]P[:] N[2]\r\n",
        );
    }
}
