//! Writes TOML keys and strings with everything escaped that does not show.

use crate::comment::is_unseen;
use crate::yaml::escape;

/// A key: bare where TOML allows it, else a basic string.
pub fn key(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !key.is_empty() && key.bytes().all(bare) {
        key.to_owned()
    } else {
        basic(key)
    }
}

/// A string in double quotes, on one line.
pub fn basic(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for ch in value.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            _ => push(&mut out, ch),
        }
    }
    out.push('"');
    out
}

/// A string in triple quotes, its line ends kept.
///
/// Tabs and spaces at line ends are escaped, so that the text survives editors and can stand in a YAML block.
pub(crate) fn multi_line(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 7);
    // The line end behind the opening quotes is not part of the string.
    out.push_str("\"\"\"\n");
    let mut chars = value.chars().peekable();
    while let Some(ch) = chars.next() {
        let next = chars.peek().copied();
        match ch {
            '\n' => out.push('\n'),
            '"' if matches!(next, None | Some('"')) => out.push_str("\\\""),
            '"' => out.push('"'),
            ' ' if next == Some('\n') => escape(&mut out, 'u', 0x20, 4),
            _ => push(&mut out, ch),
        }
    }
    out.push_str("\"\"\"");
    out
}

fn push(out: &mut String, ch: char) {
    match ch {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        _ if (ch.is_control() || is_unseen(ch)) && (ch as u32) < 0x1_0000 => {
            escape(out, 'u', ch as u32, 4)
        }
        _ if is_unseen(ch) => escape(out, 'U', ch as u32, 8),
        _ => out.push(ch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_bare_where_they_can_be() {
        let check = |value: &str, expect: &str| assert_eq!(key(value), expect);
        check("a-b_C9", "a-b_C9");
        check("", r#""""#);
        check("a.b", r#""a.b""#);
        check("workload=ci", r#""workload=ci""#);
        check("node.kubernetes.io/x", r#""node.kubernetes.io/x""#);
        check("é", r#""é""#);
    }

    #[test]
    fn strings_escape_what_does_not_show() {
        let check = |value: &str, expect: &str| assert_eq!(basic(value), expect);
        check("a\"b\\c\n\t\r", r#""a\"b\\c\n\t\r""#);
        check("\0\u{7f}\u{85}\u{2028}", r#""\u0000\u007F\u0085\u2028""#);
    }

    #[test]
    fn triple_quotes_hold_any_text() {
        let check = |value: &str, expect: &str| assert_eq!(multi_line(value), expect);
        check("a\nb", "\"\"\"\na\nb\"\"\"");
        check("a\\\nb", "\"\"\"\na\\\\\nb\"\"\"");
        check("a \n", "\"\"\"\na\\u0020\n\"\"\"");
        check("\"\"\"\n\"", "\"\"\"\n\\\"\\\"\"\n\\\"\"\"\"");
        check("\n", "\"\"\"\n\n\"\"\"");
    }
}
