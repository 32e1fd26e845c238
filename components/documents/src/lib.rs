//! Prints YAML, TOML, Corefile, shell and Markdown with comments, syntax tokens and the origin of every line; reads
//! and changes YAML, TOML and Corefile that somebody else wrote, losing nothing.
//!
//! The crate knows documents, not what they are for: no type here names a product.
//! Invariants, all of them absences:
//! - no input panics, and no input makes a printer write a document that reads back as something else;
//! - nothing reads a clock, a locale, storage or a random source: same input, same bytes;
//! - nothing prints.
//!
//! Reading order: [`printed`] (what a printer gives), [`tree`] (what it is given), [`source`] (texts that are there
//! already, read and changed), then one module per language, then [`lex`], [`diff`] and [`zip`] for texts that come from elsewhere or go elsewhere.

pub mod printed;
pub mod source;
pub mod tree;

pub mod corefile;
pub mod markdown;
pub mod shell;
pub mod toml;
pub mod yaml;

pub mod diff;
pub mod lex;
pub mod zip;

mod comment;
mod pen;

pub use printed::{Line, Origin, Printed, Tag, Token};
pub use tree::{Decor, Entry, Item, Map, Node, Scalar, Seq};

/// The same cases in every run of the tests.
#[cfg(test)]
fn cases() -> proptest::test_runner::Config {
    let rng_seed = proptest::test_runner::RngSeed::Fixed(20);
    proptest::test_runner::Config {
        rng_seed,
        failure_persistence: None,
        ..Default::default()
    }
}
