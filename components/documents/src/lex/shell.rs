//! Colours shell: commands, strings, variables, comments.

use super::cursor::Cursor;
use crate::printed::{Tag, Token};

const KEYWORDS: [&str; 18] = [
    "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case",
    "esac", "set", "export", "return", "exit", "local",
];

/// The tokens of a shell script.
pub fn shell(text: &str) -> Vec<Token> {
    let mut cursor = Cursor::new(text);
    // Whether the next word is a command.
    let mut command = true;
    let mut word_begins = true;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' => {
                cursor.take(Tag::Plain, 1);
                (command, word_begins) = (true, true);
            }
            b' ' | b'\t' | b'\r' => {
                cursor.take_blanks();
                word_begins = true;
            }
            b'#' if word_begins => {
                let len = cursor.line().len();
                cursor.take(Tag::Comment, len);
            }
            b'\'' | b'"' => {
                cursor.take_quoted(
                    Tag::Str,
                    if byte == b'"' { "\"" } else { "'" },
                    byte == b'"',
                );
                (command, word_begins) = (false, false);
            }
            b'\\' => {
                let line_goes_on = matches!(cursor.rest().as_bytes().get(1), Some(b'\n' | b'\r'));
                cursor.take(Tag::Punct, if line_goes_on { 1 } else { 2 });
                if line_goes_on {
                    cursor.take_while(Tag::Plain, |byte| byte == b'\r');
                    cursor.take(Tag::Plain, 1);
                    word_begins = true;
                }
            }
            b'|' | b'&' | b';' | b'(' | b')' | b'<' | b'>' | b'{' | b'}' => {
                cursor.take(Tag::Punct, 1);
                command = !matches!(byte, b'<' | b'>');
                word_begins = true;
            }
            b'$' => {
                variable(&mut cursor);
                (command, word_begins) = (false, false);
            }
            _ => word(&mut cursor, &mut command, &mut word_begins),
        }
    }
    cursor.finish()
}

fn variable(cursor: &mut Cursor) {
    let rest = cursor.rest().as_bytes();
    let len = match rest.get(1) {
        Some(b'{') => rest
            .iter()
            .position(|&byte| byte == b'}' || byte == b'\n')
            .map_or(rest.len(), |at| at + 1),
        Some(b'(') => 1,
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {
            let name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            1 + rest.iter().skip(1).take_while(|byte| name(byte)).count()
        }
        Some(byte) if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'') => 2,
        _ => 1,
    };
    cursor.take(Tag::Num, len);
}

fn word(cursor: &mut Cursor, command: &mut bool, word_begins: &mut bool) {
    let line = cursor.line();
    let ends = |ch: char| " \t\r'\"\\|&;()<>{}$".contains(ch);
    let word = line
        .find(ends)
        .and_then(|end| line.get(..end))
        .unwrap_or(line);
    let tag = if !*word_begins {
        Tag::Plain
    } else if KEYWORDS.contains(&word) {
        Tag::Keyword
    } else if *command && word.contains('=') {
        Tag::Head
    } else if *command {
        Tag::Key
    } else if word.starts_with('-') {
        Tag::Num
    } else {
        Tag::Plain
    };
    // Behind a keyword or an assignment a command may follow.
    *command = matches!(tag, Tag::Keyword | Tag::Head) && word != "in" && word != "for";
    *word_begins = false;
    cursor.take(tag, word.len().max(1));
}

#[cfg(test)]
mod tests {
    use super::super::Language::Shell;
    use super::super::tests::check;

    #[test]
    fn colours() {
        check(
            Shell,
            "#!/bin/sh\nset -eu\n",
            "C[#!/bin/sh]\nW[set] K[-eu]\n",
        );
        check(
            Shell,
            "kubectl get -o yaml 'a b' # c\n",
            "K[kubectl] get N[-o] yaml S['a b'] C[# c]\n",
        );
        check(Shell, "a | b && c#d\n", "K[a] P[|] K[b] P[&&] K[c#d]\n");
        check(
            Shell,
            "X=1 run \"$Y\" ${Z} $1\n",
            "H[X=1] K[run] S[\"$Y\"] N[${Z}] N[$1]\n",
        );
        check(Shell, "a \\\n  --b\n", "K[a] P[\\]\n  N[--b]\n");
        check(
            Shell,
            "for n in x; do\n  y\ndone\n",
            "W[for] n W[in] xP[;] W[do]\n  K[y]\nW[done]\n",
        );
        check(Shell, "echo 'it'\\''s'", "K[echo] S['it']P[\\']S['s']");
    }
}
