//! Reads and writes JSON without fractions: the engine's half of what serde_json does natively.
//!
//! The engine takes JSON from people (plan files, links, node lists) and speaks it with the page. No
//! number in it is computed as a fraction, so [`Json`] keeps numbers as they were written. In the
//! engine's wasm, general deserialising with its floating point weighed 65 kB gzip more than this.

mod draft;
mod read;
mod tree;
mod write;

pub use read::{Fault, Reader, read};
pub use tree::Json;
pub use write::{pretty, write};

#[cfg(test)]
mod tests;
