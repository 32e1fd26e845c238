//! Finds keys: what stands before a `:` on its line.

use super::reader::{Reader, is_blank, is_end, is_space};
use crate::source::Span;

/// A key and the place of its colon.
pub(super) struct Key {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) colon: usize,
}

impl Reader<'_> {
    /// Whether a key stands here, behind anchors and tags perhaps.
    pub(super) fn at_key(&self) -> bool {
        let mut from = self.at;
        while matches!(self.byte(from), b'&' | b'!') {
            while !is_space(self.byte(from)) {
                from += 1;
            }
            while is_blank(self.byte(from)) {
                from += 1;
            }
        }
        self.key_end(from).is_some()
    }

    /// The key that begins at an offset.
    pub(super) fn simple_key(&self, from: usize) -> Option<Key> {
        let (end, colon) = self.key_end(from)?;
        let raw = self.slice(from..end);
        let text = match self.byte(from) {
            b'"' => self.double(from).map(|(text, _)| text).ok(),
            b'\'' => self.single(from).map(|(text, _)| text).ok(),
            b'*' => self.named(raw),
            _ => None,
        };
        Some(Key {
            text: text.unwrap_or_else(|| raw.to_owned()),
            span: from..end,
            colon,
        })
    }

    /// Where the key that begins at an offset ends, and where its colon is.
    fn key_end(&self, from: usize) -> Option<(usize, usize)> {
        let expression = self.templates.expression(from).is_some();
        let end = match self.byte(from) {
            b'"' | b'\'' => self.quote_end(from)?,
            b'[' | b'{' if !expression => self.bracket_end(from)?,
            b'*' => {
                let mut at = from;
                while !is_space(self.byte(at)) {
                    at += 1;
                }
                at
            }
            b'-' | b'?' | b':' if is_space(self.byte(from + 1)) => return None,
            b'|' | b'>' | b'@' | b'`' | b'%' | b',' | b']' | b'}' | b'&' | b'!' => return None,
            b'#' if !expression => return None,
            _ => return self.plain_key_end(from),
        };
        let mut colon = end;
        while is_blank(self.byte(colon)) {
            colon += 1;
        }
        (self.byte(colon) == b':' && is_space(self.byte(colon + 1))).then_some((end, colon))
    }

    fn plain_key_end(&self, from: usize) -> Option<(usize, usize)> {
        let (mut at, mut end) = (from, from);
        loop {
            let byte = self.byte(at);
            match byte {
                b':' if is_space(self.byte(at + 1)) => return (end > from).then_some((end, at)),
                _ if is_end(byte) => return None,
                b' ' | b'\t' => {
                    at += 1;
                    if self.byte(at) == b'#' {
                        return None;
                    }
                    continue;
                }
                b'{' | b'$' | b'#' => {
                    at = match self.templates.expression(at) {
                        Some(end) if !self.slice(at..end).contains(['\n', '\r']) => end,
                        _ => at + 1,
                    }
                }
                _ => at += 1,
            }
            end = at;
        }
    }

    /// The end of a quoted string, if it is on the same line.
    fn quote_end(&self, from: usize) -> Option<usize> {
        let quote = self.byte(from);
        let mut at = from + 1;
        loop {
            let byte = self.byte(at);
            if is_end(byte) {
                return None;
            }
            if byte == b'\\' && quote == b'"' {
                at += 2;
            } else if byte != quote {
                at += 1;
            } else if quote == b'\'' && self.byte(at + 1) == b'\'' {
                at += 2;
            } else {
                return Some(at + 1);
            }
        }
    }

    /// The end of a flow map or list, if it is on the same line.
    fn bracket_end(&self, from: usize) -> Option<usize> {
        let (mut at, mut open) = (from, 0usize);
        loop {
            let byte = self.byte(at);
            match byte {
                _ if is_end(byte) => return None,
                b'"' | b'\''
                    if at > from
                        && matches!(self.byte(at - 1), b' ' | b',' | b'[' | b'{' | b':') =>
                {
                    at = self.quote_end(at)?;
                    continue;
                }
                b'[' | b'{' => open += 1,
                b']' | b'}' => {
                    open = open.saturating_sub(1);
                    if open == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}
