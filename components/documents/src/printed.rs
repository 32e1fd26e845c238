//! Holds a printed document: its text, the syntax tokens that cover it and the fields its lines come from.

/// A finished document.
///
/// `tokens` cover `text` without gap or overlap, line ends included; neighbours differ in tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    pub text: String,
    pub tokens: Vec<Token>,
    /// In order of first line; an outer range stands before the ranges inside it.
    pub origins: Vec<Origin>,
}

/// A run of text with one syntactic role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Length in bytes of UTF-8; always ends on a character boundary.
    pub len: u32,
    pub tag: Tag,
}

/// The syntactic role of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    Key,
    Str,
    Num,
    /// A section heading: a TOML table header, the zones of a server block, a Markdown heading.
    Head,
    /// A word with fixed meaning: `true`, `null`, a shell keyword.
    Keyword,
    Comment,
    Punct,
    Plain,
}

/// The lines that one field of the plan is responsible for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// 1-based.
    pub first_line: u32,
    /// 1-based, inclusive.
    pub last_line: u32,
    /// Identity of the field, opaque to this crate.
    pub field: String,
}

/// One line of a document, without its line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Non-empty spans in order; their texts joined are the line.
    pub spans: Vec<(Tag, &'a str)>,
}

impl Tag {
    pub const ALL: [Tag; 8] = [
        Tag::Key,
        Tag::Str,
        Tag::Num,
        Tag::Head,
        Tag::Keyword,
        Tag::Comment,
        Tag::Punct,
        Tag::Plain,
    ];

    /// The class the style sheets colour; empty for text without a role.
    pub fn css_class(self) -> &'static str {
        match self {
            Tag::Key => "sx-key",
            Tag::Str => "sx-str",
            Tag::Num => "sx-num",
            Tag::Head => "sx-head",
            Tag::Keyword => "sx-kw",
            Tag::Comment => "sx-com",
            Tag::Punct => "sx-punct",
            Tag::Plain => "",
        }
    }
}

impl Printed {
    /// A text without roles or origins.
    pub fn plain(text: impl Into<String>) -> Printed {
        let text = text.into();
        let tokens = if text.is_empty() {
            Vec::new()
        } else {
            vec![Token {
                len: text.len() as u32,
                tag: Tag::Plain,
            }]
        };
        Printed {
            text,
            tokens,
            origins: Vec::new(),
        }
    }

    /// Highlighting as plain numbers, run by run: `length × 8 + tag`, lengths in UTF-8 bytes, line ends left out.
    pub fn runs(&self) -> Vec<u32> {
        let mut runs = Vec::new();
        for line in self.lines() {
            for (tag, text) in line.spans {
                runs.push(text.len() as u32 * 8 + tag as u32);
            }
        }
        runs
    }

    /// The lines with their spans; a final line end opens no further line.
    pub fn lines(&self) -> Vec<Line<'_>> {
        lines(&self.text, &self.tokens)
    }

    /// The field a line comes from: of several ranges the innermost. `line` is 1-based.
    pub fn field_at(&self, line: u32) -> Option<&str> {
        self.origins
            .iter()
            .filter(|origin| origin.first_line <= line && line <= origin.last_line)
            .min_by_key(|origin| origin.last_line - origin.first_line)
            .map(|origin| origin.field.as_str())
    }

    /// All line ranges of one field, 1-based and inclusive.
    pub fn lines_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = (u32, u32)> + 'a {
        self.origins
            .iter()
            .filter(move |origin| origin.field == field)
            .map(|origin| (origin.first_line, origin.last_line))
    }
}

/// Cuts a text into lines, and its tokens with it.
///
/// Tokens that do not fit the text (too long, or inside a character) are cut short; text behind the last
/// token is plain. `\r\n` counts as one line end.
pub fn lines<'a>(text: &'a str, tokens: &[Token]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut spans = Vec::new();
    let mut rest = text;
    for token in tokens.iter().copied().chain([Token {
        len: u32::MAX,
        tag: Tag::Plain,
    }]) {
        let mut len = (token.len as usize).min(rest.len());
        while !rest.is_char_boundary(len) {
            len -= 1;
        }
        let (mut run, tail) = rest.split_at(len);
        rest = tail;
        while let Some((line, after)) = run.split_once('\n') {
            push_span(&mut spans, token.tag, line);
            end_line(&mut spans);
            lines.push(Line {
                spans: std::mem::take(&mut spans),
            });
            run = after;
        }
        push_span(&mut spans, token.tag, run);
    }
    if !spans.is_empty() {
        lines.push(Line { spans });
    }
    lines
}

fn push_span<'a>(spans: &mut Vec<(Tag, &'a str)>, tag: Tag, text: &'a str) {
    if !text.is_empty() {
        spans.push((tag, text));
    }
}

/// The carriage return of a Windows line end belongs to the end, not to the line.
fn end_line(spans: &mut Vec<(Tag, &str)>) {
    let Some((_, text)) = spans.last_mut() else {
        return;
    };
    if let Some(cut) = text.strip_suffix('\r') {
        *text = cut;
        if cut.is_empty() {
            spans.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, tokens: &[(u32, Tag)], expect: &[&[(Tag, &str)]]) {
        let tokens: Vec<Token> = tokens
            .iter()
            .map(|&(len, tag)| Token { len, tag })
            .collect();
        let got: Vec<Vec<(Tag, &str)>> =
            lines(text, &tokens).into_iter().map(|l| l.spans).collect();
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn lines_follow_the_text() {
        use Tag::*;
        check("", &[], &[]);
        check("\n", &[(1, Plain)], &[&[]]);
        check("a\nb", &[(3, Str)], &[&[(Str, "a")], &[(Str, "b")]]);
        check(
            "k: v\n",
            &[(1, Key), (2, Punct), (1, Str), (1, Plain)],
            &[&[(Key, "k"), (Punct, ": "), (Str, "v")]],
        );
        check("a\r\nb\r\n", &[(6, Str)], &[&[(Str, "a")], &[(Str, "b")]]);
        check("a\r\n", &[(1, Str), (2, Plain)], &[&[(Str, "a")]]);
        // Tokens that do not fit are cut, what they leave is plain.
        check("你", &[(1, Str)], &[&[(Plain, "你")]]);
        check("ab", &[(9, Str)], &[&[(Str, "ab")]]);
        check("ab", &[(1, Str)], &[&[(Str, "a"), (Plain, "b")]]);
    }

    #[test]
    fn the_innermost_field_wins() {
        let origin = |first_line, last_line, field: &str| Origin {
            first_line,
            last_line,
            field: field.into(),
        };
        let printed = Printed {
            origins: vec![
                origin(1, 9, "outer"),
                origin(3, 4, "inner"),
                origin(12, 12, "outer"),
            ],
            ..Printed::default()
        };
        assert_eq!(printed.field_at(1), Some("outer"));
        assert_eq!(printed.field_at(4), Some("inner"));
        assert_eq!(printed.field_at(10), None);
        assert_eq!(
            printed.lines_of("outer").collect::<Vec<_>>(),
            [(1, 9), (12, 12)]
        );
    }
}
