//! Parses JSON (RFC 8259) into a tree; says at which byte it stops being JSON.

use super::Json;
use std::fmt;

/// Deeper nesting than anybody writes; bounds the stack.
const DEEPEST: usize = 128;

/// Where a text is no JSON. Lines and columns count from 1; a column is a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub what: &'static str,
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Fault { what, line, column } = self;
        write!(f, "{what} at line {line} column {column}")
    }
}

/// Reads a text that is one JSON value.
pub fn read(text: &str) -> Result<Json, Fault> {
    let mut reader = Reader::new(text, &[]);
    let value = reader
        .next()
        .unwrap_or_else(|| Err(reader.fault("the text ends too early")))?;
    match reader.blank() {
        None => Ok(value),
        Some(_) => Err(reader.fault("more text after the value")),
    }
}

/// Reads values that stand one after another.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    skip: &'a [&'a str],
    depth: usize,
}

impl Iterator for Reader<'_> {
    type Item = Result<Json, Fault>;

    fn next(&mut self) -> Option<Result<Json, Fault>> {
        self.blank()?;
        let value = self.value();
        if value.is_err() {
            self.at = self.text.len();
        }
        Some(value)
    }
}

impl<'a> Reader<'a> {
    /// Values of the keys in `skip` must be JSON too, but are left out of the tree.
    pub fn new(text: &'a str, skip: &'a [&'a str]) -> Reader<'a> {
        Reader {
            text,
            at: 0,
            skip,
            depth: 0,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not blank.
    fn blank(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        self.peek()
    }

    fn fault(&self, what: &'static str) -> Fault {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        // At the end of the text there is no byte to point at, only the last one.
        let here = usize::from(self.at < self.text.len());
        Fault {
            what,
            line,
            column: self.at - start + here,
        }
    }

    fn value(&mut self) -> Result<Json, Fault> {
        match self.blank() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'{') => self.nested(Reader::map),
            Some(b'[') => self.nested(Reader::list),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            Some(_) => Err(self.fault("no JSON value")),
            None => Err(self.fault("the text ends too early")),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Fault> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(self.fault("no JSON value"));
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, Fault>) -> Result<Json, Fault> {
        if self.depth == DEEPEST {
            return Err(self.fault("nested too deeply"));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Result<Json, Fault> {
        let mut items = Vec::new();
        if self.blank() == Some(b']') {
            self.at += 1;
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']')? {
                return Ok(Json::List(items));
            }
        }
    }

    fn map(&mut self) -> Result<Json, Fault> {
        let mut entries = Vec::new();
        if self.blank() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Map(entries));
        }
        loop {
            if self.blank() != Some(b'"') {
                return Err(self.fault("a key in double quotes is missing"));
            }
            let key = self.string()?;
            if self.blank() != Some(b':') {
                return Err(self.fault("a colon is missing"));
            }
            self.at += 1;
            let value = self.value()?;
            if !self.skip.contains(&key.as_str()) {
                entries.push((key, value));
            }
            if self.ends(b'}')? {
                return Ok(Json::Map(entries));
            }
        }
    }

    /// Takes the comma or the closing bracket after an item.
    fn ends(&mut self, close: u8) -> Result<bool, Fault> {
        match self.blank() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.fault("a comma or the closing bracket is missing")),
        }
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.fault("no number"))
        } else {
            Ok(())
        }
    }

    fn number(&mut self) -> Result<Json, Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.fault("no number"));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(Json::Number(text.to_string()))
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return Err(self.fault("a control character in a text")),
                None => return Err(self.fault("the text ends too early")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let found = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte as char,
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.fault("no escape of JSON")),
        };
        self.at += 1;
        Ok(found)
    }

    /// `\uXXXX`, or two of them for one character beyond the first 65536.
    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            if self.peek() != Some(b'\\') {
                return Err(self.fault("half a character"));
            }
            self.at += 1;
            if self.peek() != Some(b'u') {
                return Err(self.fault("half a character"));
            }
            let second = self.hex()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.fault("half a character"));
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.fault("half a character"))
    }

    /// The four digits after the `u` at hand.
    fn hex(&mut self) -> Result<u32, Fault> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| (byte as char).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.fault("no escape of JSON"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
