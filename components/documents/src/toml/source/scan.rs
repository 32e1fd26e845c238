//! Scans a text into statements, each with its bytes; what is none becomes a fault.

use super::template::Finder;
use super::value::{MAX_DEPTH, Raw};
use crate::source::{Fault, Span};

/// Of a statement: what it is, or why it is none.
pub(super) type Scan<T> = Result<T, Fault>;

/// A part of a key.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub text: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum Form {
    /// `[a.b]`, or `[[a.b]]`.
    Header { keys: Vec<Key>, array: bool },
    /// `a.b = value`
    Pair { keys: Vec<Key>, raw: Raw },
    /// Lines that cannot be read.
    Broken {
        /// It looks like a header: whose the keys behind it are is not known.
        header: bool,
        /// It goes over several lines, and may go further.
        tall: bool,
    },
    /// A line of template expressions: how many blocks it opens, less those it closes.
    Expression(i32),
}

#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub form: Form,
    /// Without the indentation and the comment.
    pub span: Span,
    /// The lines it stands on, with the last line end.
    pub line: Span,
}

/// More bytes than honest files read again.
const MAX_AGAIN: usize = 64 << 10;

pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    pub finder: Finder,
    /// Bytes that were read in vain and are read again.
    again: usize,
}

/// All statements of a text in their order, and what could not be read.
pub(super) fn scan(text: &str) -> (Vec<Statement>, Vec<Fault>) {
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scanner = Scanner::new(text, at);
    let (mut statements, mut faults) = (Vec::new(), Vec::new());
    while scanner.at < text.len() {
        let line = scanner.at;
        if let Some((length, opens)) = scanner.finder.lone(text, scanner.at) {
            scanner.at += length;
            scanner.skip_line();
            let span = line..line + length;
            statements.push(Statement {
                form: Form::Expression(opens),
                span,
                line: line..scanner.at,
            });
            continue;
        }
        scanner.blanks();
        if scanner.newline() || scanner.at >= text.len() {
            continue;
        }
        let start = scanner.at;
        match scanner.statement() {
            Ok(Some((form, end))) => {
                let span = start..end;
                statements.push(Statement {
                    form,
                    span,
                    line: line..scanner.at,
                });
            }
            Ok(None) => {}
            Err(fault) => {
                let tall = scanner.recover(start);
                let header = text.get(start..).is_some_and(|rest| rest.starts_with('['));
                let span = start..scanner.at;
                statements.push(Statement {
                    form: Form::Broken { header, tall },
                    span,
                    line: line..scanner.at,
                });
                faults.push(fault);
            }
        }
    }
    (statements, faults)
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Scanner<'a> {
        Scanner {
            text,
            at,
            finder: Finder::default(),
            again: 0,
        }
    }

    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text from an earlier place up to here.
    pub(super) fn slice(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.byte(0)
    }

    pub(super) fn fail<T>(&self, at: usize, what: (&'static str, &'static str)) -> Scan<T> {
        Err(Fault { at, what })
    }

    pub(super) fn skip_char(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    pub(super) fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Skips a line end, if there is one.
    pub(super) fn newline(&mut self) -> bool {
        let length = match (self.peek(), self.byte(1)) {
            (Some(b'\n'), _) => 1,
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => 0,
        };
        self.at += length;
        length > 0
    }

    /// Skips a comment up to the line end.
    pub(super) fn comment(&mut self) {
        let rest = self.rest();
        let length = rest.find('\n').unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        self.at += line.strip_suffix('\r').unwrap_or(line).len();
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    /// Scans what begins here and ends with its line, and says where it ends before the comment; nothing of a line
    /// that is only a comment.
    fn statement(&mut self) -> Scan<Option<(Form, usize)>> {
        let form = match self.peek() {
            Some(b'#') => None,
            Some(b'[') => Some(self.header()?),
            _ => {
                let keys = self.keys()?;
                self.equals()?;
                let raw = self.value(0)?;
                Some(Form::Pair { keys, raw })
            }
        };
        let end = self.at;
        self.blanks();
        if self.peek() == Some(b'#') {
            self.comment();
        }
        if self.at < self.text.len() && !self.newline() {
            return self.fail(
                self.at,
                (
                    "something stands behind the end of the line's statement",
                    "语句之后还有多余的内容",
                ),
            );
        }
        Ok(form.map(|form| (form, end)))
    }

    pub(super) fn header(&mut self) -> Scan<Form> {
        self.at += 1;
        let array = self.peek() == Some(b'[');
        self.at += usize::from(array);
        self.blanks();
        let keys = self.keys()?;
        let close = if array { "]]" } else { "]" };
        if !self.rest().starts_with(close) {
            return self.fail(
                self.at,
                ("the table's header is not closed", "表头没有结束"),
            );
        }
        self.at += close.len();
        Ok(Form::Header { keys, array })
    }

    /// The parts of a key, and the blanks behind it.
    pub(super) fn keys(&mut self) -> Scan<Vec<Key>> {
        let mut keys = Vec::new();
        loop {
            let start = self.at;
            let text = match self.peek() {
                Some(b'"' | b'\'') => self.string(false)?,
                _ => {
                    let bare =
                        |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'-';
                    self.at += self.rest().bytes().take_while(bare).count();
                    self.slice(start).to_owned()
                }
            };
            if self.at == start {
                return self.fail(
                    start,
                    (
                        "a key is missing, or has characters that need quotes",
                        "缺少键，或键中有需要加引号的字符",
                    ),
                );
            }
            if keys.len() >= MAX_DEPTH {
                return self.fail(start, ("nested too deeply", "嵌套过深"));
            }
            keys.push(Key {
                text,
                span: start..self.at,
            });
            self.blanks();
            if self.peek() != Some(b'.') {
                return Ok(keys);
            }
            self.at += 1;
            self.blanks();
        }
    }

    /// Skips the `=` behind a key.
    pub(super) fn equals(&mut self) -> Scan<()> {
        if self.peek() != Some(b'=') {
            return self.fail(self.at, ("`=` is missing behind the key", "键之后缺少“=”"));
        }
        self.at += 1;
        self.blanks();
        Ok(())
    }

    /// Goes to the line where reading goes on behind a statement that could not be read, and says whether that is
    /// one of several lines.
    fn recover(&mut self, start: usize) -> bool {
        let failed = self.at;
        self.at = start;
        self.skip_line();
        if failed < self.at {
            return false;
        }
        // Brackets without end swallow the lines behind them, which are read again as long as that does not add up.
        self.again += failed - start;
        if self.again > MAX_AGAIN + 4 * self.text.len() {
            self.at = failed;
            self.skip_line();
        }
        while self.at < self.text.len() && !self.begins_statement() {
            self.skip_line();
        }
        true
    }

    /// Whether the line looks like `[header]` or `key =`.
    fn begins_statement(&self) -> bool {
        let mut ahead = Scanner::new(self.text, self.at);
        ahead.blanks();
        if ahead.peek() == Some(b'[') {
            let header = ahead.header();
            ahead.blanks();
            return header.is_ok() && matches!(ahead.peek(), None | Some(b'\n' | b'\r' | b'#'));
        }
        ahead.keys().is_ok() && ahead.peek() == Some(b'=')
    }
}
