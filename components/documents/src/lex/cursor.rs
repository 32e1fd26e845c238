//! Walks over a text once and collects tokens.

use crate::printed::{Tag, Token};

/// A place in a text, and the tokens of what lies behind it.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// Where the line ends that the place was in when it was last asked for: found once a line, so that a walk over
    /// a long line stays linear.
    line_end: usize,
    tokens: Vec<Token>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor {
            text,
            at: 0,
            line_end: find_line_end(text, 0),
            tokens: Vec::new(),
        }
    }

    /// What is still ahead.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The rest of the line, without its end.
    pub(super) fn line(&self) -> &'a str {
        self.text.get(self.at..self.line_end).unwrap_or("")
    }

    /// Takes a number of bytes, and more if they end inside a character.
    pub(super) fn take(&mut self, tag: Tag, len: usize) {
        let mut end = self.at.saturating_add(len).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let len = (end - self.at) as u32;
        if len == 0 {
            return;
        }
        self.at = end;
        if end > self.line_end {
            self.line_end = find_line_end(self.text, end);
        }
        match self.tokens.last_mut() {
            Some(last) if last.tag == tag => last.len += len,
            _ => self.tokens.push(Token { len, tag }),
        }
    }

    /// Takes bytes as long as they fit.
    pub(super) fn take_while(&mut self, tag: Tag, fits: impl Fn(u8) -> bool) {
        let rest = self.rest().as_bytes();
        let len = rest
            .iter()
            .position(|&byte| !fits(byte))
            .unwrap_or(rest.len());
        self.take(tag, len);
    }

    /// Takes the rest of the line with its end.
    pub(super) fn take_line(&mut self, tag: Tag) {
        let len = self.line().len();
        self.take(tag, len);
        self.take(Tag::Plain, 1);
    }

    /// Takes spaces and tabs.
    pub(super) fn take_blanks(&mut self) {
        self.take_while(Tag::Plain, |byte| {
            byte == b' ' || byte == b'\t' || byte == b'\r'
        });
    }

    /// Takes a quoted string that begins here; it ends at its quote, or without one at the end of the text.
    pub(super) fn take_quoted(&mut self, tag: Tag, quote: &str, escapes: bool) {
        let bytes = self.rest().as_bytes();
        let mut end = quote.len();
        while end < bytes.len() {
            if escapes && bytes[end] == b'\\' {
                end += 2;
            } else if bytes[end..].starts_with(quote.as_bytes()) {
                end += quote.len();
                break;
            } else {
                end += 1;
            }
        }
        self.take(tag, end);
    }

    pub(super) fn finish(mut self) -> Vec<Token> {
        self.take(Tag::Plain, usize::MAX);
        self.tokens
    }
}

fn find_line_end(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or(&[]);
    rest.iter()
        .position(|&byte| byte == b'\n')
        .map_or(text.len(), |len| from + len)
}

/// Whether a word is a number in the eyes of a reader who skims: digits with the signs numbers have.
pub(super) fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['+', '-']);
    digits.starts_with(|ch: char| ch.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || b"._xo+-:TZ".contains(&byte))
}
