//! Writes TOML 1.0.

mod print;
mod quote;
pub mod source;

pub use print::{print, print_with_indent};
pub use quote::{basic, key};
