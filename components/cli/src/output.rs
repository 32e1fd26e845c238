//! Writes answers to stdout and notes to stderr; a reader that has gone away is no error.

use std::io::{self, Write};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Fine,
    /// The input was read and has errors.
    Faulty,
    /// The input could not be read, or the command makes no sense.
    Unusable,
}

impl Exit {
    pub fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Faulty => 1,
            Exit::Unusable => 2,
        }
    }
}

/// Writes to stdout. A pipe closed by its reader, as by `head`, ends the output quietly; `print!` would panic.
pub fn answer(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
}

/// Writes to stderr.
pub fn note(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes JSON to stdout, indented.
pub fn json(value: &serde_json::Value) {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    answer(&text);
}
