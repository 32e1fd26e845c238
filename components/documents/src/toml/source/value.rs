//! Scans values: strings, bare words, arrays and inline tables.

use super::number;
use super::scan::{Key, Scan, Scanner};
use crate::source::{Span, Value};

/// Deepest nesting of arrays and inline tables, and most parts of a key; keeps recursion bounded.
pub(super) const MAX_DEPTH: usize = 64;

/// A value as it stands, with what an edit has to know of its parts.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub span: Span,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Scalar(Value),
    Array(Vec<Member>),
    Table(Vec<Member>),
    /// An array with lines of template expressions between the items.
    Templated(Vec<Member>),
}

/// A part of an array or an inline table.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Parts of the key; none in an array.
    pub keys: Vec<Key>,
    pub raw: Raw,
    /// Where the comma behind it is.
    pub comma: Option<usize>,
}

impl Member {
    pub(super) fn start(&self) -> usize {
        self.keys
            .first()
            .map_or(self.raw.span.start, |key| key.span.start)
    }
}

impl Scanner<'_> {
    pub(super) fn value(&mut self, depth: usize) -> Scan<Raw> {
        let start = self.at;
        if depth > MAX_DEPTH {
            return self.fail(start, ("nested too deeply", "嵌套过深"));
        }
        let kind = match self.peek() {
            Some(b'"' | b'\'') => Kind::Scalar(Value::Text(self.string(true)?)),
            Some(b'{' | b'$' | b'#') if self.expression().is_some() => Kind::Scalar(self.word()?),
            Some(b'[') => self.array(depth)?,
            Some(b'{') => self.table(depth)?,
            _ => Kind::Scalar(self.word()?),
        };
        let span = start..self.at;
        Ok(Raw { span, kind })
    }

    fn expression(&mut self) -> Option<usize> {
        self.finder.expression(self.text, self.at)
    }

    /// A bare word, or one with template expressions in it.
    fn word(&mut self) -> Scan<Value> {
        let start = self.at;
        let mut opaque = false;
        while let Some(byte) = self.peek() {
            let expression = matches!(byte, b'{' | b'$' | b'#')
                .then(|| self.expression())
                .flatten();
            match byte {
                _ if expression.is_some() => {
                    opaque = true;
                    self.at += expression.unwrap_or(0);
                }
                b'"' | b'\'' if opaque => {
                    self.string(false)?;
                }
                b' ' if number::is_day(self.slice(start))
                    && self.byte(1).is_some_and(|next| next.is_ascii_digit()) =>
                {
                    self.at += 1;
                }
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | b'}' | b'#' | b'=' => break,
                _ => self.skip_char(),
            }
        }
        if opaque {
            return Ok(Value::Opaque);
        }
        let word = self.slice(start);
        match number::bare(word) {
            Some(value) => Ok(value),
            None if word.is_empty() => self.fail(start, ("the value is missing", "缺少值")),
            None => self.fail(
                start,
                (
                    "no value of TOML; text needs quotes",
                    "不是有效的 TOML 值；文本需要加引号",
                ),
            ),
        }
    }

    fn array(&mut self, depth: usize) -> Scan<Kind> {
        self.at += 1;
        let mut members = Vec::new();
        let mut templated = self.between()?;
        while self.peek() != Some(b']') {
            let raw = self.value(depth + 1)?;
            templated |= self.between()?;
            let comma = (self.peek() == Some(b',')).then_some(self.at);
            members.push(Member {
                keys: Vec::new(),
                raw,
                comma,
            });
            if comma.is_some() {
                self.at += 1;
                templated |= self.between()?;
            } else if self.peek() != Some(b']') {
                return self.fail(
                    self.at,
                    (
                        "a comma or the end of the list is missing",
                        "缺少逗号或列表的结尾",
                    ),
                );
            }
        }
        self.at += 1;
        Ok(if templated {
            Kind::Templated(members)
        } else {
            Kind::Array(members)
        })
    }

    fn table(&mut self, depth: usize) -> Scan<Kind> {
        self.at += 1;
        let mut members = Vec::new();
        self.between()?;
        while self.peek() != Some(b'}') {
            let keys = self.keys()?;
            self.between()?;
            self.equals()?;
            self.between()?;
            let raw = self.value(depth + 1)?;
            self.between()?;
            let comma = (self.peek() == Some(b',')).then_some(self.at);
            members.push(Member { keys, raw, comma });
            if comma.is_some() {
                self.at += 1;
                self.between()?;
            } else if self.peek() != Some(b'}') {
                return self.fail(
                    self.at,
                    (
                        "a comma or the end of the table is missing",
                        "缺少逗号或表的结尾",
                    ),
                );
            }
        }
        self.at += 1;
        Ok(Kind::Table(members))
    }

    /// Skips blanks, line ends, comments and lines of template expressions; says whether there were any of these.
    fn between(&mut self) -> Scan<bool> {
        let mut templated = false;
        loop {
            self.blanks();
            match self.peek() {
                Some(b'\n' | b'\r') if self.newline() => {
                    if let Some((length, _)) = self.finder.lone(self.text, self.at) {
                        self.at += length;
                        templated = true;
                    }
                }
                Some(b'#') if self.expression().is_none() => self.comment(),
                _ => return Ok(templated),
            }
        }
    }

    /// A string in any quotes; over several lines only where `tall` allows it.
    pub(super) fn string(&mut self, tall: bool) -> Scan<String> {
        let start = self.at;
        let literal = self.peek() == Some(b'\'');
        let (one, three) = if literal {
            ("'", "'''")
        } else {
            ("\"", "\"\"\"")
        };
        let tall = tall && self.rest().starts_with(three);
        let close = if tall { three } else { one };
        self.at += close.len();
        if tall {
            self.newline();
        }
        let mut out = String::new();
        let ends: &[char] = if literal {
            &['\'', '\n', '\r']
        } else {
            &['"', '\\', '\n', '\r']
        };
        loop {
            let rest = self.rest();
            let length = rest.find(ends).unwrap_or(rest.len());
            let plain = rest.get(..length).unwrap_or_default();
            if let Some(bad) = plain.find(|c: char| c.is_control() && c != '\t' && c < '\u{80}') {
                return self.fail(
                    self.at + bad,
                    ("a control character in a string", "字符串中有控制字符"),
                );
            }
            out.push_str(plain);
            self.at += length;
            if self.rest().starts_with(close) {
                // Up to two quotes may stand before the closing ones.
                let run = self
                    .rest()
                    .bytes()
                    .take(5)
                    .take_while(|&byte| [byte] == one.as_bytes());
                let extra = if tall { run.count() - 3 } else { 0 };
                out.push_str(self.rest().get(..extra).unwrap_or_default());
                self.at += extra;
                self.at += close.len();
                return Ok(out);
            }
            match self.peek() {
                Some(b'\\') => self.escape(tall, &mut out)?,
                Some(b'"' | b'\'') => {
                    out.push_str(one);
                    self.at += 1;
                }
                Some(b'\n') if tall => {
                    out.push('\n');
                    self.at += 1;
                }
                Some(b'\r') if tall && self.byte(1) == Some(b'\n') => {
                    out.push_str("\r\n");
                    self.at += 2;
                }
                Some(b'\r') if self.byte(1) != Some(b'\n') => {
                    return self.fail(
                        self.at,
                        ("a control character in a string", "字符串中有控制字符"),
                    );
                }
                _ => return self.fail(start, ("the string is not closed", "字符串没有结束")),
            }
        }
    }

    fn escape(&mut self, tall: bool, out: &mut String) -> Scan<()> {
        let start = self.at;
        self.at += 1;
        let byte = self.peek();
        let plain = match byte {
            Some(b'b') => '\u{8}',
            Some(b't') => '\t',
            Some(b'n') => '\n',
            Some(b'f') => '\u{c}',
            Some(b'r') => '\r',
            Some(b'e') => '\u{1b}',
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'x' | b'u' | b'U') => {
                let length = match byte {
                    Some(b'x') => 2,
                    Some(b'u') => 4,
                    _ => 8,
                };
                let digits = self.text.get(self.at + 1..self.at + 1 + length);
                let ch = digits
                    .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
                    .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                    .and_then(char::from_u32);
                match ch {
                    Some(ch) => {
                        self.at += length;
                        ch
                    }
                    None => {
                        return self.fail(
                            start,
                            ("no character has this escape", "转义序列不是有效的字符"),
                        );
                    }
                }
            }
            Some(b' ' | b'\t' | b'\n' | b'\r') if tall => {
                // A backslash at the end of a line takes the blanks up to the next character with it.
                self.blanks();
                if !self.newline() {
                    return self.fail(start, ("no escape of TOML", "不是有效的 TOML 转义"));
                }
                loop {
                    self.blanks();
                    if !self.newline() {
                        return Ok(());
                    }
                }
            }
            _ => return self.fail(start, ("no escape of TOML", "不是有效的 TOML 转义")),
        };
        out.push(plain);
        self.at += 1;
        Ok(())
    }
}
