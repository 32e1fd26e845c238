//! Says what the runner, the chart or Kubernetes will not take of the files a team already has.
//!
//! The parts of a file come from `files::open`, which recognises it by its content. Each [`Note`] names line and
//! column in the file at hand, also where TOML sits in a YAML block in another YAML block, and the fixes that are one
//! edit of the plan.
//!
//! For engines that open files, hence the cargo feature `documents`. Files are judged here, never changed.
//!
//! **Invariant:** any text is answered, in time and depth that its length bounds, and nothing panics.
//!
//! Reading order: [`place`] (where a value stands), [`node`] (a part with the places of its values), [`report`] and
//! [`rules`] (how a rule speaks, and its codes), [`fix`] (what the edits are),
//! [`schema`] (the keys the runner knows), [`config`] and [`chart`] (the
//! rules), [`recognise`] (which of them a part needs).

mod place;

mod fix;
mod node;

mod report;
pub mod rules;

mod schema;
use runwright_model::suggest;

mod chart;
mod config;
mod corefile;

mod recognise;

#[cfg(test)]
mod tests;

use runwright_files::open::{self, Opened};
use runwright_model::Lang;

pub use report::Note;

/// What is worth saying about a file, in the order of its lines; empty where nothing is.
pub fn check(text: &str, lang: Lang) -> Vec<Note> {
    check_opened(text, &open::open(text), lang)
}

/// The same of a file that was opened already.
pub fn check_opened(text: &str, opened: &Opened, lang: Lang) -> Vec<Note> {
    let mut out = report::Report::new(lang);
    recognise::check(text, opened, &mut out);
    out.done()
}
