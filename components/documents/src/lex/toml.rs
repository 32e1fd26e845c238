//! Colours TOML: headers, keys, values, comments.

use super::cursor::{Cursor, is_number};
use crate::printed::{Tag, Token};

/// The tokens of a TOML text.
pub fn toml(text: &str) -> Vec<Token> {
    let mut cursor = Cursor::new(text);
    // Open brackets of arrays and inline tables; a line that begins inside one goes on with values.
    let mut depth = 0usize;
    while !cursor.done() {
        if depth == 0 {
            cursor.take_blanks();
            if cursor.peek() == Some(b'[') {
                header(&mut cursor);
            } else {
                key(&mut cursor);
            }
        }
        values(&mut cursor, &mut depth);
        cursor.take_line(Tag::Plain);
    }
    cursor.finish()
}

fn header(cursor: &mut Cursor) {
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' | b'#' => return,
            b'"' | b'\'' => string(cursor, byte, Tag::Head),
            _ => cursor.take_while(Tag::Head, |byte| {
                !matches!(byte, b'\n' | b'\r' | b'#' | b'"' | b'\'')
            }),
        }
        if cursor.peek() == Some(b'\r') {
            return;
        }
    }
}

/// Colours `a."b".c =`.
fn key(cursor: &mut Cursor) {
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' | b'#' => return,
            b'=' => return cursor.take(Tag::Punct, 1),
            b'.' | b',' | b'{' | b'}' | b']' => cursor.take(Tag::Punct, 1),
            b'"' | b'\'' => string(cursor, byte, Tag::Key),
            b' ' | b'\t' | b'\r' => cursor.take_blanks(),
            _ => cursor.take_while(Tag::Key, |byte| {
                !matches!(
                    byte,
                    b'\n'
                        | b'\r'
                        | b'#'
                        | b'='
                        | b'.'
                        | b','
                        | b'{'
                        | b'}'
                        | b']'
                        | b'"'
                        | b'\''
                        | b' '
                        | b'\t'
                )
            }),
        }
    }
}

/// Takes a string of any of the four kinds; one-line strings end with their line.
fn string(cursor: &mut Cursor, quote: u8, tag: Tag) {
    let (one, three) = if quote == b'"' {
        ("\"", "\"\"\"")
    } else {
        ("'", "'''")
    };
    if cursor.rest().starts_with(three) && tag == Tag::Str {
        cursor.take_quoted(tag, three, quote == b'"');
        // Up to two quotes more may belong to the end of the text.
        cursor.take_while(tag, |byte| byte == quote);
        return;
    }
    let line = cursor.line().as_bytes();
    let mut end = one.len();
    while let Some(&byte) = line.get(end) {
        end += 1;
        if byte == b'\\' && quote == b'"' {
            end += 1;
        } else if byte == quote {
            break;
        }
    }
    cursor.take(tag, end.min(line.len()));
}

fn values(cursor: &mut Cursor, depth: &mut usize) {
    // Within an inline table keys and values take turns.
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' => return,
            b' ' | b'\t' | b'\r' => cursor.take_blanks(),
            b'#' => {
                let len = cursor.line().len();
                cursor.take(Tag::Comment, len);
            }
            b'[' => {
                *depth += 1;
                cursor.take(Tag::Punct, 1);
            }
            b'{' => {
                *depth += 1;
                cursor.take(Tag::Punct, 1);
            }
            b']' | b'}' => {
                *depth = depth.saturating_sub(1);
                cursor.take(Tag::Punct, 1);
            }
            b',' | b'=' => cursor.take(Tag::Punct, 1),
            b'"' | b'\'' => string(cursor, byte, Tag::Str),
            _ => word(cursor),
        }
    }
}

fn word(cursor: &mut Cursor) {
    let line = cursor.line();
    let ends = |ch: char| {
        matches!(
            ch,
            ' ' | '\t' | '\r' | '#' | ',' | '=' | '[' | ']' | '{' | '}' | '"' | '\''
        )
    };
    let word = line
        .find(ends)
        .and_then(|end| line.get(..end))
        .unwrap_or(line);
    let is_key = line
        .get(word.len()..)
        .is_some_and(|rest| rest.trim_start().starts_with('='));
    let tag = match word {
        _ if is_key => Tag::Key,
        "true" | "false" => Tag::Keyword,
        _ if is_number(word) => Tag::Num,
        _ => Tag::Plain,
    };
    cursor.take(tag, word.len().max(1));
}

#[cfg(test)]
mod tests {
    use super::super::Language::Toml;
    use super::super::tests::check;

    #[test]
    fn colours() {
        check(Toml, "a = 1\n", "K[a] P[=] N[1]\n");
        check(Toml, "  [[a.\"b#c\"]] # d\n", "  H[[[a.\"b#c\"]] ]C[# d]\n");
        check(
            Toml,
            "\"k\".b = true # c\n",
            "K[\"k\"]P[.]K[b] P[=] W[true] C[# c]\n",
        );
        check(
            Toml,
            "a = [\"x\", 'y']\n",
            "K[a] P[=] P[[]S[\"x\"]P[,] S['y']P[]]\n",
        );
        check(
            Toml,
            "a = [\n  \"x\", # c\n]\nb = 2\n",
            "K[a] P[=] P[[]\n  S[\"x\"]P[,] C[# c]\nP[]]\nK[b] P[=] N[2]\n",
        );
        check(Toml, "a = {b = 1}\n", "K[a] P[=] P[{]K[b] P[=] N[1]P[}]\n");
        check(
            Toml,
            "a = \"\"\"\nx # y\n\"\"\"\nb = 1\n",
            "K[a] P[=] S[\"\"\"\nx # y\n\"\"\"]\nK[b] P[=] N[1]\n",
        );
        check(
            Toml,
            "a = \"open\nb = 1\n",
            "K[a] P[=] S[\"open]\nK[b] P[=] N[1]\n",
        );
        check(Toml, "a = \"x\\\"y\"\n", "K[a] P[=] S[\"x\\\"y\"]\n");
        check(Toml, "junk\n\n# c", "K[junk]\n\nC[# c]");
    }
}
