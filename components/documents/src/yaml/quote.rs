//! Decides how a string is written so that every reader gives back the same string.

use crate::comment::is_unseen;

/// A string as a scalar outside brackets: plain where that is certain to stay this string, else double-quoted.
pub fn scalar(value: &str) -> String {
    if is_plain(value) {
        value.to_owned()
    } else {
        quoted(value)
    }
}

/// A string in double quotes, on one line, with everything escaped that does not show.
pub fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for ch in value.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if ch.is_control() => escape(&mut out, 'x', ch as u32, 2),
            '\u{a0}' => escape(&mut out, 'x', 0xa0, 2),
            _ if is_unseen(ch) && (ch as u32) < 0x1_0000 => escape(&mut out, 'u', ch as u32, 4),
            _ if is_unseen(ch) => escape(&mut out, 'U', ch as u32, 8),
            _ => out.push(ch),
        }
    }
    out.push('"');
    out
}

/// Writes a backslash, a letter and a fixed number of hexadecimal digits.
pub(crate) fn escape(out: &mut String, letter: char, code: u32, digits: u32) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('\\');
    out.push(letter);
    for place in (0..digits).rev() {
        out.push(HEX[(code >> (4 * place)) as usize & 15] as char);
    }
}

/// Whether a string may stand without quotes.
///
/// The rule names what is allowed. It leaves out strings that are safe for most readers, because YAML 1.1 readers
/// (go-yaml among them, behind Helm and kubectl) make numbers, dates and booleans of more spellings than 1.2 does.
fn is_plain(value: &str) -> bool {
    let bytes = value.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    match first {
        b'a'..=b'z' | b'A'..=b'Z' => {
            if is_word_with_meaning(value) {
                return false;
            }
        }
        b'0'..=b'9' => return is_amount(bytes),
        b'/' => {}
        _ => return false,
    }
    let allowed = |&byte: &u8| byte.is_ascii_alphanumeric() || b"_-./@%+=~,():; ".contains(&byte);
    bytes.iter().all(allowed)
        && last != b':'
        && last != b' '
        && !value.contains(": ")
        && !value.contains("  ")
}

/// Words that some reader gives back as a boolean, as nothing or as a number.
fn is_word_with_meaning(value: &str) -> bool {
    const WORDS: [&str; 11] = [
        "y", "yes", "n", "no", "true", "false", "on", "off", "null", "nan", "inf",
    ];
    WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Digits with a unit, such as `500m`, `2Gi` or `1h30m`.
///
/// A letter that occurs in no number of any base, exponent or date makes it certain.
fn is_amount(bytes: &[u8]) -> bool {
    let prefixed =
        bytes.first() == Some(&b'0') && bytes.get(1).is_some_and(u8::is_ascii_alphabetic);
    let certain =
        |byte: &u8| matches!(byte.to_ascii_lowercase(), b'g'..=b'n' | b'q'..=b's' | b'u'..=b'w');
    !prefixed
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
        && bytes.iter().any(certain)
}

/// The header of a literal block that gives back exactly this text, if there is one.
///
/// Left out although YAML could write them: text that ends in several line ends (`|+` swallows the lines that follow
/// it in the document), that begins with one, or has spaces at line ends. They are written in quotes.
pub(crate) fn block_header(text: &str) -> Option<&'static str> {
    if text.is_empty() || text.starts_with('\n') || text.ends_with("\n\n") {
        return None;
    }
    let shown = |ch: char| ch == '\t' || !(ch.is_control() || is_unseen(ch));
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        let tab_first = line.trim_start_matches(' ').starts_with('\t');
        if tab_first || line.ends_with([' ', '\t']) || !line.chars().all(shown) {
            return None;
        }
    }
    Some(match (text.starts_with(' '), text.ends_with('\n')) {
        (false, true) => "|",
        (false, false) => "|-",
        (true, true) => "|2",
        (true, false) => "|2-",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_only_where_it_is_certain() {
        let plain = "app a.b a-b a_b alpine:3.22 registry.example.com/group/image:v1.2@sha256:ab12 https://gitlab.example.com/ \
            user@example.com key=value 500m 2Gi 512Mi 30s 1h30m /etc/ssl/certs v1.34 nodes yesterday onto None NULLs Ready,SchedulingDisabled";
        for value in plain
            .split_whitespace()
            .chain(["two words", "a, b", "f(x)"])
        {
            assert_eq!(scalar(value), value);
        }
        let quoted = "y Y yes Yes YES n N no NO true True TRUE false on On ON off null Null NULL ~ = << .inf .nan -.inf nan \
            0 1 -1 +1 0o7 0x1F 0b1 0777 1_000 12:30 190:20:30 1e3 1E3 1.5 .5 1. 1e 0x1p4 0mm 12e03 1d 12f 2001-01-01 2001-01-01T00:00:00Z 19.3.0 10.96.0.10 10.0.0.0/8 \
            - -- --- -a ? : :a a: , [a] {a} {{x}} #a a#b & &a *a !a |a >a % @a `a 'a "
            .split_whitespace();
        for value in quoted.chain([
            "", " ", " a", "a ", "a: b", "a #b", "a  b", "a\tb", "a\nb", "a\\b", "a\"b", "你好",
            "_1", "...",
        ]) {
            assert!(scalar(value).starts_with('"'), "{value:?} stands plain");
        }
    }

    #[test]
    fn quotes_escape_what_does_not_show() {
        let check = |value: &str, expect: &str| assert_eq!(quoted(value), expect);
        check("", r#""""#);
        check("a\"b\\c", r#""a\"b\\c""#);
        check("a\nb\tc\r", r#""a\nb\tc\r""#);
        check("\0\u{1b}\u{7f}\u{85}\u{a0}", r#""\x00\x1B\x7F\x85\xA0""#);
        check(
            "\u{2028}\u{feff}\u{202e}\u{ffff}",
            r#""\u2028\uFEFF\u202E\uFFFF""#,
        );
        check("\u{1ffff}", r#""\U0001FFFF""#);
        check("你好 🚀", "\"你好 🚀\"");
    }

    #[test]
    fn blocks_only_where_they_are_exact() {
        let check =
            |text: &str, expect: Option<&str>| assert_eq!(block_header(text), expect, "{text:?}");
        check("a\nb\n", Some("|"));
        check("a\n\n  b", Some("|-"));
        check("  a\nb\n", Some("|2"));
        check("  a\nb", Some("|2-"));
        check("# a\n---\n", Some("|"));
        check("a\tb\n", Some("|"));
        for text in [
            "",
            "\n",
            "\na",
            "a\n\n",
            "a \nb",
            "a\n \nb",
            "a\n\tb",
            "a\r\nb",
            "a\u{85}b",
            "a\u{2028}b",
            "a\0b",
            "\u{feff}a",
        ] {
            check(text, None);
        }
    }
}
