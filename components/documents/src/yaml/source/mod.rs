//! Reads YAML that somebody else wrote, with the place of everything in it, and changes it by splicing.
//!
//! Reading never fails whole: what cannot be read becomes a fault, and reading goes on at the next line that is not
//! further in. Template expressions are read around.

mod block;
mod carry;
mod edit;
mod entries;
mod flow;
mod key;
mod literal;
mod nested;
mod plain;
mod quoted;
mod reader;
mod resolve;
mod template;

#[cfg(test)]
mod tests;

use crate::source::Source;

pub use carry::carried;
pub use edit::edit;
pub use nested::nested;

/// Reads all documents of a stream; at least one, though it be absent.
pub fn read(text: &str) -> Source {
    reader::Reader::new(text).stream().0
}
