//! Reads scalars without quotes.

use super::reader::{Read, Reader, fault, is_blank, is_end, is_space};
use crate::source::{Node, Value};

impl Reader<'_> {
    /// Reads a plain scalar that may go on over lines further in than its parent.
    pub(super) fn plain(&mut self, parent: isize, flow: bool, tag: Option<&str>) -> Read<Node> {
        let start = self.at;
        let (byte, next) = (self.byte(start), self.byte(start + 1));
        let opens_none = match byte {
            b'-' | b'?' | b':' => is_space(next) || flow && is_flow(next),
            b'#' | b'{' => self.templates.expression(start).is_none(),
            b',' | b'[' | b']' | b'}' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' => {
                true
            }
            _ => false,
        };
        if opens_none {
            return fault(
                start,
                "a value cannot begin with this character; quotes are missing",
                "值不能以此字符开头，需要加引号",
            );
        }
        let (mut opaque, mut end) = (false, start);
        // Empty as long as the scalar has one line.
        let mut text = String::new();
        let mut segment = start;
        loop {
            let ended = self.plain_line(flow, &mut opaque, &mut end);
            if ended {
                break;
            }
            let here = self.here();
            let Some(breaks) = self.continues(parent, flow) else {
                self.go(here);
                break;
            };
            text.push_str(self.slice(segment..end));
            if breaks == 1 {
                text.push(' ');
            } else {
                text.extend(std::iter::repeat_n('\n', breaks - 1));
            }
            segment = self.at;
        }
        let last = self.slice(segment..end);
        let whole = if text.is_empty() {
            last
        } else {
            text.push_str(last);
            text.as_str()
        };
        let value = if opaque {
            Value::Opaque
        } else {
            Self::resolved(whole, tag)
        };
        Ok(Node::new(start..end, value))
    }

    /// Reads to the end of the line or, with true, to the end of the scalar.
    fn plain_line(&mut self, flow: bool, opaque: &mut bool, end: &mut usize) -> bool {
        loop {
            let (byte, next) = (self.byte(self.at), self.byte(self.at + 1));
            match byte {
                b' ' | b'\t' => {
                    self.at += 1;
                    continue;
                }
                _ if is_end(byte) => return false,
                b':' if is_space(next) || flow && is_flow(next) => return true,
                b'{' | b'$' | b'#' => {
                    let blank = self.at > 0 && is_blank(self.byte(self.at - 1));
                    match self.templates.expression(self.at) {
                        // At the begin of the scalar, `###NAME###` is no comment.
                        Some(behind) if byte != b'#' || !blank || self.at == *end => {
                            *opaque = true;
                            self.advance(behind);
                        }
                        _ if byte == b'#' && blank => return true,
                        _ if flow && byte == b'{' => return true,
                        _ => self.at += 1,
                    }
                }
                _ if flow && is_flow(byte) => return true,
                _ => self.at += 1,
            }
            *end = self.at;
        }
    }

    /// Goes to the next line of the scalar; gives how many line ends are between, none where it ends.
    fn continues(&mut self, parent: isize, flow: bool) -> Option<usize> {
        let mut breaks = 0;
        loop {
            if self.at_text_end() {
                return None;
            }
            self.newline();
            breaks += 1;
            self.blanks();
            if !is_end(self.byte(self.at)) {
                break;
            }
        }
        let byte = self.byte(self.at);
        let over =
            self.line_is_over(parent) || byte == b'#' || self.templates.line(self.at).is_some();
        let over = over
            || if flow {
                is_flow(byte) && self.templates.expression(self.at).is_none()
                    || byte == b':' && is_space(self.byte(self.at + 1))
            } else {
                self.at_key()
            };
        (!over).then_some(breaks)
    }

    /// Whether the line belongs to something further out, or ends the document.
    fn line_is_over(&self, parent: isize) -> bool {
        self.indent as isize <= parent || self.line_is_marker()
    }
}

/// The signs that end a plain scalar between brackets.
fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}
