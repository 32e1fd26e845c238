//! Colours a Corefile: zones, plugin names, arguments, comments.

use super::cursor::{Cursor, is_number};
use crate::printed::{Tag, Token};

/// The tokens of a Corefile.
pub fn corefile(text: &str) -> Vec<Token> {
    let mut cursor = Cursor::new(text);
    let mut depth = 0usize;
    let mut line_begins = true;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' => {
                cursor.take(Tag::Plain, 1);
                line_begins = true;
            }
            b' ' | b'\t' | b'\r' => cursor.take_blanks(),
            b'#' => {
                let len = cursor.line().len();
                cursor.take(Tag::Comment, len);
            }
            b'"' => {
                cursor.take_quoted(Tag::Str, "\"", true);
                line_begins = false;
            }
            _ => {
                word(&mut cursor, &mut depth, line_begins);
                line_begins = false;
            }
        }
    }
    cursor.finish()
}

fn word(cursor: &mut Cursor, depth: &mut usize, line_begins: bool) {
    let line = cursor.line();
    let word = line
        .find([' ', '\t', '\r', '#'])
        .and_then(|end| line.get(..end))
        .unwrap_or(line);
    let tag = match word {
        "{" => {
            *depth += 1;
            Tag::Punct
        }
        "}" => {
            *depth = depth.saturating_sub(1);
            Tag::Punct
        }
        "import" if line_begins => Tag::Keyword,
        _ if *depth == 0 => Tag::Head,
        _ if line_begins => Tag::Key,
        _ if is_number(word) => Tag::Num,
        _ => Tag::Str,
    };
    cursor.take(tag, word.len().max(1));
}

#[cfg(test)]
mod tests {
    use super::super::Language::Corefile;
    use super::super::tests::check;

    #[test]
    fn colours() {
        check(
            Corefile,
            ".:53 {\n    errors\n    forward . /etc/resolv.conf { # c\n        max_concurrent 1000\n    }\n}\n",
            "H[.:53] P[{]\n    K[errors]\n    K[forward] S[.] S[/etc/resolv.conf] P[{] C[# c]\n        K[max_concurrent] N[1000]\n    P[}]\nP[}]\n",
        );
        check(Corefile, "import custom/*\n", "W[import] H[custom/*]\n");
        check(
            Corefile,
            "a { log \"x y\" }",
            "H[a] P[{] S[log] S[\"x y\"] P[}]",
        );
        check(Corefile, "}}\n\"open", "H[}}]\nS[\"open]");
    }
}
