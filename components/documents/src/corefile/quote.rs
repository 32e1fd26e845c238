//! Writes Corefile tokens, and says which texts the language has no way to write.

use std::fmt;

/// A text that no Corefile can hold as a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// The text itself.
    pub token: String,
    pub reason: Reason,
}

/// Why a text cannot be a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// An empty zone or plugin name.
    Empty,
    /// `{` or `}` alone opens or closes a block, in quotes too.
    Brace,
    /// `{$` and `{%` begin a reference to the environment, in quotes too.
    Expansion,
    /// A line end or another control character.
    Control,
    /// A backslash before a quote, or at the end of a text that needs quotes, cannot be written.
    Backslash,
    /// A zone that ends in a comma, `import`, or `(name)` means something else in the place of a zone.
    NotAZone,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Empty => "is empty; hint: give a zone or the name of a plugin",
            Reason::Brace => {
                "is a brace that would open or close a block; hint: leave the brace out"
            }
            Reason::Expansion => {
                "would be replaced from the environment of CoreDNS; hint: leave {$ and {% out"
            }
            Reason::Control => "holds a control character; hint: keep the value on one line",
            Reason::Backslash => {
                "holds a backslash that cannot be written; hint: leave the backslash out"
            }
            Reason::NotAZone => {
                "would not be read as a zone; hint: give a domain name such as corp.example"
            }
        })
    }
}

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("corefile token `")?;
        f.write_str(&self.token)?;
        f.write_str("` ")?;
        self.reason.fmt(f)
    }
}

impl std::error::Error for Unprintable {}

/// A text as one token, in quotes where it needs them.
///
/// In quotes only `\"` is an escape; every other backslash stands for itself, also a second one.
pub fn token(text: &str) -> Result<String, Unprintable> {
    let fail = |reason| {
        Err(Unprintable {
            token: text.to_owned(),
            reason,
        })
    };
    if text == "{" || text == "}" {
        return fail(Reason::Brace);
    }
    // Refused even where no end of the reference follows: the next argument is a text of its own, but a reader of
    // the file should not have to know that.
    if text.contains("{$") || text.contains("{%") {
        return fail(Reason::Expansion);
    }
    if text.chars().any(char::is_control) {
        return fail(Reason::Control);
    }
    // A byte order mark at the start of the file would be dropped.
    let ends_token = |ch: char| ch.is_whitespace() || ch == '#' || ch == '\u{feff}';
    if !text.is_empty() && !text.starts_with('"') && !text.contains(ends_token) {
        return Ok(text.to_owned());
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut backslashes = 0usize;
    for ch in text.chars() {
        if ch == '"' {
            // An odd run and the escape's own would pair up and leave the quote bare.
            if backslashes % 2 == 1 {
                return fail(Reason::Backslash);
            }
            out.push('\\');
        }
        backslashes = if ch == '\\' { backslashes + 1 } else { 0 };
        out.push(ch);
    }
    if backslashes % 2 == 1 {
        return fail(Reason::Backslash);
    }
    out.push('"');
    Ok(out)
}

/// A text as the zone of a server block.
pub(crate) fn zone(text: &str) -> Result<String, Unprintable> {
    let fail = |reason| {
        Err(Unprintable {
            token: text.to_owned(),
            reason,
        })
    };
    if text.is_empty() {
        return fail(Reason::Empty);
    }
    if text.ends_with(',') || text == "import" || (text.starts_with('(') && text.ends_with(')')) {
        return fail(Reason::NotAZone);
    }
    token(text)
}

/// A text as the name of a plugin or option.
pub(crate) fn name(text: &str) -> Result<String, Unprintable> {
    if text.is_empty() {
        return Err(Unprintable {
            token: String::new(),
            reason: Reason::Empty,
        });
    }
    token(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> Reason {
        token(text).expect_err(text).reason
    }

    #[test]
    fn tokens_stay_tokens() {
        let check = |text: &str, expect: &str| assert_eq!(token(text).as_deref(), Ok(expect));
        check("10.0.0.2:53", "10.0.0.2:53");
        check("", r#""""#);
        check("a b", r#""a b""#);
        check("a#b", r##""a#b""##);
        check("\"a", r#""\"a""#);
        check("a\"b", r#"a"b"#);
        check("a \"b\"", r#""a \"b\"""#);
        check(r"a\", r"a\");
        check(r"a b\c", r#""a b\c""#);
        check(r"a b\\", r#""a b\\""#);
        check("{x}", "{x}");
        check("a\u{3000}b", "\"a\u{3000}b\"");
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        assert_eq!(reason("{"), Reason::Brace);
        assert_eq!(reason("}"), Reason::Brace);
        assert_eq!(reason("{$HOME}"), Reason::Expansion);
        assert_eq!(reason("x{%HOME%}"), Reason::Expansion);
        assert_eq!(reason("a\nb"), Reason::Control);
        assert_eq!(reason("a\u{85}b"), Reason::Control);
        assert_eq!(reason(r"a b\"), Reason::Backslash);
        assert_eq!(reason("a b\\\""), Reason::Backslash);
        for text in ["import", "(snippet)", "corp,"] {
            assert_eq!(zone(text).expect_err(text).reason, Reason::NotAZone);
        }
        assert_eq!(zone("").expect_err("empty").reason, Reason::Empty);
        assert_eq!(name("").expect_err("empty").reason, Reason::Empty);
        assert_eq!(
            token("{$A}").expect_err("expansion").to_string(),
            "corefile token `{$A}` would be replaced from the environment of CoreDNS; hint: leave {$ and {% out"
        );
    }
}
