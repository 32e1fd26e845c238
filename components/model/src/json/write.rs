//! Prints serialisable values as JSON: on one line, or indented by two blanks.

mod serializer;

use serde::ser::{self, Serialize};
use std::fmt;

/// The value on one line; empty for what has no JSON form (fractions, keys that are no text).
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = Writer {
        out: String::new(),
        pretty: false,
        depth: 0,
    };
    match value.serialize(&mut writer) {
        Ok(()) => writer.out,
        Err(NoForm) => String::new(),
    }
}

/// As [`write()`], one entry a line.
pub fn pretty<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = Writer {
        out: String::new(),
        pretty: true,
        depth: 0,
    };
    match value.serialize(&mut writer) {
        Ok(()) => writer.out,
        Err(NoForm) => String::new(),
    }
}

/// The text in double quotes.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(start..at).unwrap_or_default());
        start = at + 1;
        out.push('\\');
        match byte {
            b'"' | b'\\' => out.push(byte as char),
            0x08 => out.push('b'),
            b'\t' => out.push('t'),
            b'\n' => out.push('n'),
            0x0c => out.push('f'),
            b'\r' => out.push('r'),
            _ => {
                out.push_str(if byte < 0x10 { "u000" } else { "u001" });
                out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
            }
        }
    }
    out.push_str(text.get(start..).unwrap_or_default());
    out.push('"');
}

/// The value cannot be written.
#[derive(Debug)]
pub(super) struct NoForm;

impl fmt::Display for NoForm {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the value has no JSON form")
    }
}

impl std::error::Error for NoForm {}

impl ser::Error for NoForm {
    fn custom<T: fmt::Display>(_: T) -> NoForm {
        NoForm
    }
}

struct Writer {
    out: String,
    pretty: bool,
    depth: usize,
}

// Not inlined: each is called from the code of every serialised type.
impl Writer {
    #[inline(never)]
    fn text(&mut self, text: &str) {
        quote(text, &mut self.out);
    }

    #[inline(never)]
    fn unsigned(&mut self, number: u64) {
        self.out.push_str(&number.to_string());
    }

    #[inline(never)]
    fn signed(&mut self, number: i64) {
        self.out.push_str(&number.to_string());
    }

    #[inline(never)]
    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
    }

    fn line(&mut self) {
        if self.pretty {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str("  ");
            }
        }
    }

    /// Begins an item of a list or a map.
    #[inline(never)]
    fn item(&mut self, first: &mut bool) {
        if !*first {
            self.out.push(',');
        }
        *first = false;
        self.line();
    }

    #[inline(never)]
    fn colon(&mut self) {
        self.out.push_str(if self.pretty { ": " } else { ":" });
    }

    #[inline(never)]
    fn key(&mut self, key: &str, first: &mut bool) {
        self.item(first);
        self.text(key);
        self.colon();
    }

    #[inline(never)]
    fn close(&mut self, bracket: char, empty: bool) {
        self.depth -= 1;
        if !empty {
            self.line();
        }
        self.out.push(bracket);
    }

    fn list(&mut self) -> Items<'_> {
        self.open('[');
        Items {
            writer: self,
            first: true,
            close: "]",
        }
    }

    fn map(&mut self) -> Items<'_> {
        self.open('{');
        Items {
            writer: self,
            first: true,
            close: "}",
        }
    }

    /// `{"Variant": …` of an enum that is not tagged otherwise.
    #[inline(never)]
    fn variant(&mut self, variant: &str) {
        self.open('{');
        self.key(variant, &mut true);
    }
}

/// A list or a map under way; `close` ends it.
struct Items<'a> {
    writer: &'a mut Writer,
    first: bool,
    close: &'static str,
}

impl Items<'_> {
    #[inline(never)]
    fn done(self) -> Result<(), NoForm> {
        for (index, bracket) in self.close.chars().enumerate() {
            self.writer.close(bracket, index == 0 && self.first);
        }
        Ok(())
    }
}
