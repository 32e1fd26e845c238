//! Writes the text inside a paragraph, an item or a table cell.

/// Inline text: a row of pieces, each of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Strong(String),
    Code(String),
}

impl Inline {
    pub fn new() -> Inline {
        Inline::default()
    }

    /// Adds text; what would be markup is escaped.
    pub fn text(mut self, text: impl Into<String>) -> Inline {
        self.pieces.push(Piece::Text(text.into()));
        self
    }

    /// Adds text with emphasis.
    pub fn strong(mut self, text: impl Into<String>) -> Inline {
        self.pieces.push(Piece::Strong(text.into()));
        self
    }

    /// Adds text as code: the right form for a value, since no reader looks for links or mentions in code.
    pub fn code(mut self, text: impl Into<String>) -> Inline {
        self.pieces.push(Piece::Code(text.into()));
        self
    }

    pub(crate) fn render(&self, in_table: bool) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => push_escaped(&mut out, text),
                Piece::Strong(text) => {
                    let inner = escape(text.trim());
                    if !inner.is_empty() {
                        out.push_str("**");
                        out.push_str(&inner);
                        out.push_str("**");
                    }
                }
                Piece::Code(text) => {
                    let span = code(text);
                    // A table row is cut at bars before code is looked for; there an escaped bar is a bar.
                    out.push_str(&if in_table {
                        span.replace('|', "\\|")
                    } else {
                        span
                    });
                }
            }
        }
        // Spaces alone: what other white space hides is no longer where it was escaped for.
        out.trim_matches(' ').to_owned()
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Inline {
        Inline::new().text(text)
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Inline {
        Inline::new().text(text)
    }
}

/// Text that shows as itself anywhere in a paragraph, a list item, a heading or a table cell.
///
/// Line ends and control characters become spaces. An e-mail address still becomes a link on sites that make links of
/// bare ones; [`code`] is free of that.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

fn push_escaped(out: &mut String, text: &str) {
    let mut previous = out.chars().next_back().unwrap_or(' ');
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let ch = shown(ch);
        let next = chars.peek().copied().unwrap_or(' ');
        let active = match ch {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => true,
            // Between letters it is a letter; elsewhere it may begin emphasis.
            '_' => !(previous.is_ascii_alphanumeric() && next.is_ascii_alphanumeric()),
            // List items, headings, rules and underlines are made at the start of a line only.
            '#' | '+' | '-' | '=' => out.trim_ascii().is_empty(),
            '.' | ')' => {
                out.trim_ascii().bytes().all(|byte| byte.is_ascii_digit()) || ends_in_www(out, ch)
            }
            // `http:` and its like become links without any mark.
            ':' => next == '/',
            _ => false,
        };
        if active {
            out.push('\\');
        }
        out.push(ch);
        previous = ch;
    }
}

fn ends_in_www(out: &str, ch: char) -> bool {
    let bytes = out.as_bytes();
    ch == '.' && bytes.len() >= 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// Text as a code span, inside backticks enough to hold its own.
pub fn code(text: &str) -> String {
    let text: String = text.chars().map(shown).collect();
    if text.trim().is_empty() {
        // No code span can show spaces alone.
        return String::new();
    }
    let ticks = longest_run(&text, '`') + 1;
    let edge = |ch: Option<char>| matches!(ch, Some('`' | ' '));
    // One space at each side is taken off again by the reader.
    let pad = edge(text.chars().next()) || edge(text.chars().next_back());
    let mut out = String::with_capacity(text.len() + 2 * ticks + 2);
    push_times(&mut out, '`', ticks);
    if pad {
        out.push(' ');
    }
    out.push_str(&text);
    if pad {
        out.push(' ');
    }
    push_times(&mut out, '`', ticks);
    out
}

pub(crate) fn push_times(out: &mut String, ch: char, times: usize) {
    for _ in 0..times {
        out.push(ch);
    }
}

pub(crate) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for ch in text.chars() {
        run = if ch == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn shown(ch: char) -> char {
    if ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}') {
        ' '
    } else {
        ch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_text() {
        let check = |text: &str, expect: &str| assert_eq!(escape(text), expect);
        check(
            "plain text, with (brackets) and 3 - 2 = 1.",
            "plain text, with (brackets) and 3 - 2 = 1.",
        );
        check("values.yaml is snake_case", "values.yaml is snake_case");
        check("_x_ __y__", r"\_x\_ \_\_y\_\_");
        check("*a* **b** `c` ~~d~~", r"\*a\* \*\*b\*\* \`c\` \~\~d\~\~");
        check("[a](http://b)", r"\[a\](http\://b)");
        check("<script>&lt;", r"\<script\>\&lt;");
        check("# a", r"\# a");
        check("  - a", r"  \- a");
        check("1. a", r"1\. a");
        check("12) a", r"12\) a");
        check("v1. a", "v1. a");
        check("see WWW.example.com", r"see WWW\.example.com");
        check("a\n\n# b", "a  # b");
        check("a|b", r"a\|b");
        check("\\", r"\\");
        check("$x$", r"\$x\$");
    }

    #[test]
    fn code_holds_its_own_ticks() {
        let check = |text: &str, expect: &str| assert_eq!(code(text), expect);
        check("a b", "`a b`");
        check("a`b", "``a`b``");
        check("``", "``` `` ```");
        check(" a", "`  a `");
        check("a\nb", "`a b`");
        check("", "");
        assert_eq!(Inline::new().code("a|b").render(true), r"`a\|b`");
        assert_eq!(
            Inline::new()
                .text("a ")
                .strong("b*")
                .code("c")
                .render(false),
            r"a **b\***`c`"
        );
    }
}
