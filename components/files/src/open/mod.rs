//! Opens files that a team already has: finds the parts that are ours, and changes them in place.
//!
//! [`open`] recognises a file by what is in it: values of the chart (plain, under a parent's key, in a Flux
//! HelmRelease or an Argo CD Application, as YAML in a string of YAML), a runner's configuration (bare, in
//! `runners.config`, in a ConfigMap), a Corefile (bare or in a ConfigMap). Each is a [`Part`] with a [`Way`] that
//! leads to it through the layers of the file, so that a change goes out the same way.
//!
//! **Invariant:** a text that is opened and not changed is the same text; a change touches its place alone.

mod corefile;
mod edit;
pub mod extras;
pub mod merge;
pub mod read;
mod recognise;
pub mod value;
mod view;
mod write;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use runwright_documents::source::{Fault, Node, Seg, Source, Span};

pub use edit::{Failed, change, splices};
pub use recognise::open;
pub use runwright_documents::source::Refusal as Refused;
pub use view::{View, view};
pub use write::{Written, write};

/// Longest file that is read, in bytes; honest ones are kilobytes, a ConfigMap a megabyte at most.
pub const MAX_BYTES: usize = 8 << 20;

/// A file with its parts.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    pub parts: Vec<Part>,
    /// The file as a whole, in its own language; empty of a Corefile.
    source: Rc<Source>,
    pub form: Form,
    /// What a release around the values says of itself.
    pub release: Release,
}

/// What kind of file it is as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Unknown,
    TooLarge,
    Values,
    /// Values of a parent chart, ours under a key of it.
    Umbrella,
    HelmRelease,
    Application,
    /// A HelmChart or HelmChartConfig of k3s and RKE2.
    HelmChart,
    ConfigMap,
    Manifests,
    Config,
    Corefile,
}

/// What a HelmRelease or an Application says beside the values. Empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    pub chart: String,
    pub name: String,
    pub namespace: String,
}

/// One part of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub kind: Kind,
    pub way: Way,
    /// Offset in the file of the first byte.
    pub at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Values,
    /// A runner's configuration; a template is what registration merges into it.
    Config {
        template: bool,
    },
    Corefile,
}

/// How a part is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Texts in texts, from the file inwards: the YAML document and the path in it that hold the next text.
    pub texts: Vec<(usize, Vec<Seg>)>,
    pub language: Language,
    /// Of the innermost text, where it is YAML.
    pub document: usize,
    /// Of the part in that document.
    pub base: Vec<Seg>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Yaml,
    Toml,
    Corefile,
}

impl Way {
    /// The way in words people know: `spec.values`, `data."config.toml"`; empty for the whole file.
    pub fn words(&self) -> String {
        let steps = self
            .texts
            .iter()
            .map(|(_, path)| path)
            .chain(std::iter::once(&self.base))
            .filter(|path| !path.is_empty())
            .map(|path| runwright_documents::source::path::print(path));
        steps.collect::<Vec<String>>().join(" → ")
    }
}

impl Opened {
    /// Where the file itself cannot be read; offsets of the file.
    pub fn faults(&self) -> &[Fault] {
        &self.source.faults
    }

    /// Keys that stand a second time, in the file's own language.
    pub fn repeated(&self) -> &[(String, Span)] {
        &self.source.repeated
    }

    /// A part of the text that was opened, read.
    pub fn view(&self, text: &str, part: &Part) -> Option<View> {
        view::view_in(text, Rc::clone(&self.source), &part.way)
    }

    pub fn part(&self, fits: impl Fn(Kind) -> bool) -> Option<&Part> {
        self.parts.iter().find(|part| fits(part.kind))
    }
}

/// Line and column of an offset, both from 1; columns count characters.
pub fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    (count(line), count(column))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The entry of a key of `config.toml`, where case does not count.
pub fn entry<'a>(node: &'a Node, key: &str) -> Option<&'a runwright_documents::source::Entry> {
    node.entry(key).or_else(|| {
        node.entries()
            .iter()
            .find(|entry| entry.key.eq_ignore_ascii_case(key))
    })
}
