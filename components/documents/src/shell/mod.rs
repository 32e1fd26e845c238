//! Writes POSIX shell: values as words that stay values, and scripts made of them.

mod quote;
mod script;

pub use quote::{join, quote};
pub use script::{Command, Script};
