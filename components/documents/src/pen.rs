//! Writes text, tokens and origins in step.

use crate::comment;
use crate::printed::{Origin, Printed, Tag, Token};

/// The columns a printed line should keep to, where the printer has a choice.
pub(crate) const WIDTH: usize = 80;

/// What every printer writes with.
pub(crate) struct Pen {
    out: Printed,
    /// The line being written, 1-based.
    line: u32,
}

/// An origin that has been opened and not yet closed.
#[must_use]
pub(crate) struct Open(Option<usize>);

impl Pen {
    pub(crate) fn new() -> Pen {
        Pen {
            out: Printed::default(),
            line: 1,
        }
    }

    pub(crate) fn put(&mut self, tag: Tag, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out.text.push_str(text);
        self.line += text.bytes().filter(|&byte| byte == b'\n').count() as u32;
        match self.out.tokens.last_mut() {
            Some(last) if last.tag == tag => last.len += text.len() as u32,
            _ => self.out.tokens.push(Token {
                len: text.len() as u32,
                tag,
            }),
        }
    }

    pub(crate) fn newline(&mut self) {
        self.put(Tag::Plain, "\n");
    }

    pub(crate) fn spaces(&mut self, count: usize) {
        const SPACES: &str = "                                ";
        let mut left = count;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.put(Tag::Plain, &SPACES[..now]);
            left -= now;
        }
    }

    /// Writes an empty line, unless there is one already or the text has not begun.
    pub(crate) fn blank(&mut self) {
        if !self.out.text.is_empty() && !self.out.text.ends_with("\n\n") {
            self.newline();
        }
    }

    /// Writes `# …` lines, wrapped where they are prose.
    pub(crate) fn comment_above(&mut self, indent: usize, text: &str) {
        comment::wrapped(text, WIDTH.saturating_sub(indent + 2), |line| {
            self.spaces(indent);
            self.put(Tag::Comment, "#");
            if !line.is_empty() {
                self.put(Tag::Comment, " ");
                self.put(Tag::Comment, line);
            }
            self.newline();
        });
    }

    /// Writes a comment behind a value, two columns away.
    pub(crate) fn comment_beside(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        let line = comment::one_line(text);
        if !line.is_empty() {
            self.put(Tag::Plain, "  ");
            self.put(Tag::Comment, "# ");
            self.put(Tag::Comment, &line);
        }
    }

    /// Begins the lines of a field at the line being written.
    pub(crate) fn open(&mut self, field: Option<&str>) -> Open {
        let Some(field) = field else {
            return Open(None);
        };
        self.out.origins.push(Origin {
            first_line: self.line,
            last_line: self.line,
            field: field.to_owned(),
        });
        Open(Some(self.out.origins.len() - 1))
    }

    /// Ends the lines of a field at the last line that has text.
    pub(crate) fn close(&mut self, open: Open) {
        let Some(index) = open.0 else { return };
        let last = if self.out.text.ends_with('\n') {
            self.line - 1
        } else {
            self.line
        };
        if let Some(origin) = self.out.origins.get_mut(index) {
            origin.last_line = last.max(origin.first_line);
        }
    }

    /// Writes another document, every line that is not empty moved right; its last line end is left out.
    pub(crate) fn embed(&mut self, inner: &Printed, indent: usize) {
        let first = self.line;
        for (number, line) in inner.lines().iter().enumerate() {
            if number > 0 {
                self.newline();
            }
            if !line.spans.is_empty() {
                self.spaces(indent);
            }
            for (tag, text) in &line.spans {
                self.put(*tag, text);
            }
        }
        for origin in &inner.origins {
            self.out.origins.push(Origin {
                first_line: origin.first_line + first - 1,
                last_line: origin.last_line + first - 1,
                field: origin.field.clone(),
            });
        }
    }

    /// Bytes written on the current line.
    pub(crate) fn column(&self) -> usize {
        self.out.text.len() - self.out.text.rfind('\n').map_or(0, |at| at + 1)
    }

    pub(crate) fn finish(self) -> Printed {
        self.out
    }
}
