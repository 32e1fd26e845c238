//! Reads the files a team already has and says what the runner, the chart or Kubernetes will not take.
//!
//! [`check`] recognises a file by its content: values of the gitlab-runner chart (plain, under a parent key, in a
//! Flux HelmRelease or an Argo CD Application), `config.toml` (bare or in a ConfigMap), or neither. Each [`Note`]
//! names line and column in the file at hand, also where TOML sits in a YAML block in another YAML block.
//!
//! This is for the command line: it brings two parsers that the page's engine does without, hence the cargo
//! feature `documents`. Files are read here, never changed.
//!
//! **Invariant:** any text is answered, in time and depth that its length bounds, and nothing panics.
//!
//! Reading order: [`place`] (where a value stands), [`node`] (what both parsers produce), [`yaml`] and
//! [`toml`] (the parsers), [`template`] (files that hold template expressions), [`report`] and [`rules`]
//! (how a rule speaks, and its codes), [`schema`] (the keys the runner knows), [`config`] and [`chart`] (the
//! rules), [`recognise`] (which of them a file needs).

mod place;

mod node;
mod template;
mod toml;
mod yaml;

mod report;
pub mod rules;

mod schema;
mod suggest;

mod chart;
mod config;

mod recognise;

use runwright_model::Lang;

pub use report::Note;

/// Longest file looked at, in bytes; honest ones are kilobytes, a ConfigMap a megabyte at most.
pub const MAX_BYTES: usize = 8 << 20;

/// What is worth saying about a file, in the order of its lines; empty where nothing is.
pub fn check(text: &str, lang: Lang) -> Vec<Note> {
    let mut out = report::Report::new(lang);
    recognise::check(text, &mut out);
    out.done()
}
