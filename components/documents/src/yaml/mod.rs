//! Writes YAML that every YAML 1.1 and 1.2 reader understands alike.

mod print;
mod quote;
pub mod source;

pub use print::{Document, print};
pub(crate) use quote::escape;
pub use quote::{quoted, scalar};
