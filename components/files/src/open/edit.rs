//! Changes a part of a file and leaves the rest of it as it is.

use super::{Language, Way, view};
use runwright_documents::source::{Change, Refusal, Seg, Splice, apply};
use runwright_documents::{toml, yaml};

/// A change that could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    pub path: Vec<Seg>,
    pub why: Refusal,
}

/// The splices of the file for one change at a path of the part.
pub fn splices(
    text: &str,
    way: &Way,
    path: &[Seg],
    change: &Change,
) -> Result<Vec<Splice>, Refusal> {
    let view = view(text, way).ok_or(Refusal::NoPlace)?;
    let inner = view.text(text);
    let full: Vec<Seg> = view.base().iter().chain(path).cloned().collect();
    let made = match view.language() {
        Language::Yaml => yaml::source::edit(inner, &view.source, view.document(), &full, change)?,
        Language::Toml => toml::source::edit(inner, &view.source, &full, change)?,
        Language::Corefile => return Err(Refusal::Form),
    };
    view.carried(text, &made)
}

/// The text with the changes made, one after the other, and those that could not be.
pub fn change(text: &str, way: &Way, changes: &[(Vec<Seg>, Change)]) -> (String, Vec<Failed>) {
    let mut text = text.to_owned();
    let mut failed = Vec::new();
    for (path, change) in changes {
        match splices(&text, way, path, change) {
            Ok(made) if made.is_empty() => {}
            Ok(made) => text = apply(&text, &made),
            Err(why) => failed.push(Failed {
                path: path.clone(),
                why,
            }),
        }
    }
    (text, failed)
}
