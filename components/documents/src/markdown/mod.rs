//! Writes Markdown in which values stay text: no markup, link or HTML comes out of them.

mod build;
mod inline;

pub use build::Markdown;
pub use inline::{Inline, code, escape};
