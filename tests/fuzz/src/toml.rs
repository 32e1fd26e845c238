//! Reads any text as TOML and changes it.

use crate::changes::{self, Language};
use runwright_documents::toml::source;

const TOML: Language = Language {
    read: source::read,
    edit: |text, source, _, path, change| source::edit(text, source, path, change),
    nulls: false,
};

pub fn run(text: &str) {
    changes::check(&TOML, text);
}

pub fn read(text: &str) {
    source::read(text);
}
