//! Reads any text as YAML and changes it.

use crate::changes::{self, Language};
use crate::nested;
use runwright_documents::yaml::source;

const YAML: Language = Language {
    read: source::read,
    edit: source::edit,
    nulls: true,
};

pub fn run(text: &str) {
    changes::check(&YAML, text);
    nested::check(text);
}

pub fn read(text: &str) {
    source::read(text);
}
