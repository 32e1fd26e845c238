//! Reads literal and folded blocks.

use super::reader::{Read, Reader, fault, is_blank, is_end, is_space};
use crate::source::{Node, Span, Value};

/// The header of a block.
pub(super) struct Header {
    pub(super) folded: bool,
    /// `+`, `-`, or neither.
    pub(super) chomp: u8,
    pub(super) indent: Option<usize>,
    /// With its indicators, without a comment.
    pub(super) span: Span,
}

impl Header {
    /// Reads `|` or `>` with its indicators.
    pub(super) fn read(bytes: &[u8], at: usize) -> Option<Header> {
        let folded = match bytes.get(at)? {
            b'|' => false,
            b'>' => true,
            _ => return None,
        };
        let (mut chomp, mut indent, mut end) = (0, None, at + 1);
        loop {
            match bytes.get(end) {
                Some(sign @ (b'+' | b'-')) if chomp == 0 => chomp = *sign,
                Some(digit @ b'1'..=b'9') if indent.is_none() => {
                    indent = Some(usize::from(digit - b'0'));
                }
                _ => break,
            }
            end += 1;
        }
        Some(Header {
            folded,
            chomp,
            indent,
            span: at..end,
        })
    }
}

impl Reader<'_> {
    /// Reads the block whose header stands here.
    pub(super) fn block_scalar(&mut self, parent: isize) -> Read<Node> {
        let Some(header) = Header::read(self.bytes, self.at) else {
            return fault(self.at, "no block", "不是块标量");
        };
        self.at = header.span.end;
        let touching = self.byte(self.at) == b'#';
        if self.line_done().is_err() || touching {
            return fault(
                self.at,
                "text behind the sign of a block",
                "块标量标记之后还有多余的内容",
            );
        }
        self.skip_line();
        if !self.at_text_end() {
            self.newline();
        }
        let least = (parent + 1).max(0) as usize;
        let indent = match header.indent {
            Some(more) => parent.max(0) as usize + more,
            None => self.content_indent(least).max(least),
        };
        let (text, end) = self.lines(indent, &header);
        Ok(Node::new(header.span.start..end, Value::Text(text)))
    }

    /// The indentation of the first line with something on it; lines of conditions and loops do not count.
    fn content_indent(&self, least: usize) -> usize {
        let (mut at, mut line) = (self.line, self.line);
        loop {
            let byte = self.byte(at);
            if byte == b'\t' {
                // A tab is content, unless nothing follows it on the line.
                let end = self.blanks_end(at);
                if !is_end(self.byte(end)) {
                    return at - line;
                }
                at = end;
                continue;
            }
            if at >= self.bytes.len() || !is_space(byte) {
                match self.templates.line(at).filter(|_| at - line < least) {
                    Some(end) => at = end,
                    None => return at - line,
                }
                continue;
            }
            at += 1;
            if is_end(byte) {
                line = at;
            }
        }
    }

    /// Of a line that is not indented enough: whether it holds only conditions or loops, and the block goes on
    /// behind such lines.
    ///
    /// Gives where, so that no line is looked at twice.
    fn goes_on(&self, indent: usize) -> Option<usize> {
        let (mut at, mut line) = (self.at, self.line);
        loop {
            let byte = self.byte(at);
            if at >= self.bytes.len() {
                return None;
            } else if is_end(byte) {
                at += 1;
                line = at;
            } else if is_blank(byte) {
                at += 1;
            } else if at - line >= indent {
                return Some(at);
            } else {
                at = self.templates.line(at)?;
            }
        }
    }

    fn blank_line(&self, at: usize) -> bool {
        is_end(self.byte(self.blanks_end(at)))
    }

    /// The first offset behind blanks.
    fn blanks_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| is_blank(**byte)).count()
    }

    /// Reads lines that are indented enough; gives the text and where it ends.
    fn lines(&mut self, indent: usize, header: &Header) -> (String, usize) {
        let mut text = String::new();
        let mut end = header.span.end;
        // Line ends that are not written yet: of the last line, and of empty lines behind it.
        let (mut last, mut empty) = (0usize, 0usize);
        let (mut was_blank, mut sure) = (false, 0);
        while !self.at_text_end() {
            let here = self.here();
            self.at = self.line + self.indent.min(indent);
            let enough = self.indent >= indent;
            if self.blank_line(self.at) && (!enough || is_end(self.byte(self.at))) {
                self.skip_line();
                let stop = self.at;
                if self.at_text_end() {
                    break;
                }
                self.newline();
                empty += 1;
                if header.chomp == b'+' {
                    end = stop;
                }
                continue;
            }
            if !enough && sure <= self.at {
                sure = self.goes_on(indent).unwrap_or(0);
            }
            if !enough && sure > self.at {
                // Conditions and loops of a renderer are lines of the text, wherever they stand.
            } else if !enough || indent == 0 && self.line_is_marker() {
                self.go(here);
                break;
            }
            let start = self.at;
            self.skip_line();
            let content = self.slice(start..self.at);
            let blank = content.starts_with([' ', '\t']);
            if header.folded && last > 0 && !was_blank && !blank {
                if empty == 0 {
                    text.push(' ');
                }
            } else {
                text.extend(std::iter::repeat_n('\n', last));
            }
            text.extend(std::iter::repeat_n('\n', empty));
            (last, empty, was_blank) = (0, 0, blank);
            text.push_str(content);
            end = self.at;
            if self.at_text_end() {
                break;
            }
            last = 1;
            self.newline();
        }
        if header.chomp != b'-' {
            text.extend(std::iter::repeat_n('\n', last));
        }
        if header.chomp == b'+' {
            text.extend(std::iter::repeat_n('\n', empty));
        }
        (text, end)
    }
}
