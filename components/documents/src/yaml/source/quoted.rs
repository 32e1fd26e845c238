//! Reads scalars in quotes.

use super::reader::{Read, Reader, fault, is_blank, is_end, is_space};
use crate::source::{Node, Value};

/// Longest quoted scalar with quotes in its expressions, in bytes.
const MAX_AROUND: usize = 4096;

impl Reader<'_> {
    /// Reads the quoted scalar that begins here.
    pub(super) fn quoted(&mut self, tag: Option<&str>) -> Read<Node> {
        let start = self.at;
        let (text, end) = if self.byte(start) == b'"' {
            self.double(start)?
        } else {
            self.single(start)?
        };
        self.advance(end);
        let value = tag
            .and_then(|tag| super::resolve::tagged(tag, &text))
            .unwrap_or(Value::Text(text));
        Ok(Node::new(start..end, value))
    }

    /// The end of a quoted scalar with an expression that holds quotes itself, which is read as Helm's renderer
    /// sees it.
    pub(super) fn quoted_around_expressions(&self, start: usize) -> Option<usize> {
        let quote = self.byte(start);
        let (mut at, mut jumped) = (start + 1, false);
        loop {
            let byte = self.byte(at);
            // Expressions may go over lines, up to the end of the text.
            if is_end(byte) || at - start > MAX_AROUND {
                return None;
            }
            if let Some(end) = self.templates.expression(at).filter(|_| byte == b'{') {
                (at, jumped) = (end, true);
            } else if byte == quote {
                let mut rest = at + 1;
                while is_blank(self.byte(rest)) {
                    rest += 1;
                }
                let done = is_end(self.byte(rest)) || rest > at + 1 && self.byte(rest) == b'#';
                return (jumped && done).then_some(at + 1);
            } else {
                at += 1;
            }
        }
    }

    /// The text in single quotes that begin at an offset, and the offset behind them.
    pub(super) fn single(&self, start: usize) -> Read<(String, usize)> {
        let mut out = String::new();
        let mut at = start + 1;
        loop {
            let from = at;
            while !matches!(self.byte(at), b'\'' | b'\n' | b'\r' | 0) {
                at += 1;
            }
            out.push_str(self.slice(from..at));
            match self.byte(at) {
                b'\'' if self.byte(at + 1) == b'\'' => {
                    out.push('\'');
                    at += 2;
                }
                b'\'' => return Ok((out, at + 1)),
                _ => at = self.fold(&mut out, 0, at, start)?,
            }
        }
    }

    /// The text in double quotes that begin at an offset, and the offset behind them.
    pub(super) fn double(&self, start: usize) -> Read<(String, usize)> {
        let mut out = String::new();
        // Up to here the text was escaped and keeps its blanks at a line end.
        let mut kept = 0;
        let mut at = start + 1;
        loop {
            let from = at;
            while !matches!(self.byte(at), b'"' | b'\\' | b'\n' | b'\r' | 0) {
                at += 1;
            }
            out.push_str(self.slice(from..at));
            match self.byte(at) {
                b'"' => return Ok((out, at + 1)),
                b'\\' if is_end(self.byte(at + 1)) && at + 1 < self.bytes.len() => {
                    kept = out.len();
                    at = self.fold(&mut out, kept, at + 1, start)?;
                    // An escaped line end joins the lines.
                    if out.get(kept..) == Some(" ") {
                        out.truncate(kept);
                    }
                }
                b'\\' => {
                    at = self.escape(&mut out, at)?;
                    kept = out.len();
                }
                _ => at = self.fold(&mut out, kept, at, start)?,
            }
        }
    }

    /// Folds the line ends that stand at an offset; gives where the text goes on.
    fn fold(&self, out: &mut String, kept: usize, at: usize, start: usize) -> Read<usize> {
        let trimmed = out.trim_end_matches([' ', '\t']).len().max(kept);
        out.truncate(trimmed);
        let (mut at, mut breaks) = (at, 0usize);
        loop {
            match (self.byte(at), self.byte(at + 1)) {
                _ if at >= self.bytes.len() => {
                    return fault(start, "quote that is never closed", "引号没有闭合");
                }
                (b'\r', b'\n') => (at, breaks) = (at + 2, breaks + 1),
                (byte, _) if is_end(byte) => (at, breaks) = (at + 1, breaks + 1),
                (byte, _) if is_blank(byte) => {
                    at += 1;
                    continue;
                }
                _ => break,
            }
            let marker = matches!(self.bytes.get(at..at + 3), Some(b"---" | b"..."));
            if marker && is_space(self.byte(at + 3)) {
                return fault(start, "quote that is never closed", "引号没有闭合");
            }
        }
        if breaks == 1 {
            out.push(' ');
        } else {
            out.extend(std::iter::repeat_n('\n', breaks.saturating_sub(1)));
        }
        Ok(at)
    }

    /// Reads the escape that begins at an offset; gives where the text goes on.
    fn escape(&self, out: &mut String, at: usize) -> Read<usize> {
        let letter = self.byte(at + 1);
        let (ch, digits) = match letter {
            b'0' => ('\0', 0),
            b'a' => ('\u{7}', 0),
            b'b' => ('\u{8}', 0),
            b't' | b'\t' => ('\t', 0),
            b'n' => ('\n', 0),
            b'v' => ('\u{b}', 0),
            b'f' => ('\u{c}', 0),
            b'r' => ('\r', 0),
            b'e' => ('\u{1b}', 0),
            b' ' | b'"' | b'/' | b'\\' => (letter as char, 0),
            b'N' => ('\u{85}', 0),
            b'_' => ('\u{a0}', 0),
            b'L' => ('\u{2028}', 0),
            b'P' => ('\u{2029}', 0),
            b'x' => ('x', 2),
            b'u' => ('u', 4),
            b'U' => ('U', 8),
            _ => {
                return fault(
                    at,
                    "unknown escape in double quotes",
                    "双引号中有未知的转义",
                );
            }
        };
        if digits == 0 {
            out.push(ch);
            return Ok(at + 2);
        }
        let end = at + 2 + digits;
        let Some(code) = self.hex(at + 2, digits) else {
            return fault(at, "escape without its digits", "转义缺少十六进制数字");
        };
        // JSON writes what is beyond 16 bits as two escapes.
        if (0xd800..0xdc00).contains(&code)
            && self.bytes.get(end..end + 2) == Some(b"\\u")
            && let Some(low @ 0xdc00..0xe000) = self.hex(end + 2, 4)
        {
            let code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            out.extend(char::from_u32(code));
            return Ok(end + 6);
        }
        match char::from_u32(code) {
            Some(ch) => out.push(ch),
            None => return fault(at, "escape of no character", "转义不对应任何字符"),
        }
        Ok(end)
    }

    fn hex(&self, at: usize, digits: usize) -> Option<u32> {
        let text = self.text.get(at..at + digits)?;
        let all = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        all.then(|| u32::from_str_radix(text, 16).ok()).flatten()
    }
}
