//! Puts generated texts through everything that reads texts from elsewhere, and panics where a promise is broken.
//!
//! A target takes the bytes of an input as its text and nothing else: what has to be chosen, such as the place of a
//! change, is drawn from a hash of the text. So seeds are plain files, and an input alone repeats its finding.
//!
//! Reading order: [`value`] (what a text says, without places), [`places`] and [`changes`] (what holds of every
//! language), then one module per target, and [`pace`] (time against length).

mod changes;
mod corefile;
mod link;
mod nested;
mod nodes;
mod open;
mod pace;
mod pick;
mod places;
mod toml;
mod value;
mod yaml;

/// One thing to fuzz.
pub struct Target {
    pub name: &'static str,
    body: fn(&str),
    /// The cheap part of the body, for long texts.
    read: fn(&str),
}

pub const TARGETS: [Target; 6] = [
    Target {
        name: "yaml",
        body: yaml::run,
        read: yaml::read,
    },
    Target {
        name: "toml",
        body: toml::run,
        read: toml::read,
    },
    Target {
        name: "corefile",
        body: corefile::run,
        read: corefile::read,
    },
    Target {
        name: "open",
        body: open::run,
        read: open::read,
    },
    Target {
        name: "link",
        body: link::run,
        read: link::read,
    },
    Target {
        name: "nodes",
        body: nodes::run,
        read: nodes::read,
    },
];

impl Target {
    /// Runs the target on an input; bytes that are no UTF-8 become replacement characters.
    pub fn run(&self, data: &[u8]) {
        let text = String::from_utf8_lossy(data);
        (self.body)(&text);
        pace::check(&text, self.read);
    }
}
