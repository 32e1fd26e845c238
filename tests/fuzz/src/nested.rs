//! Changes texts inside YAML texts and holds the outer text to the outcome.

use crate::changes::{check_splices, count, drawn};
use crate::pick::Pick;
use crate::value::{Plain, documents};
use runwright_documents::source::{apply, path::print};
use runwright_documents::{toml, yaml};

pub fn check(text: &str) {
    let source = yaml::source::read(text);
    if !source.faults.is_empty() {
        return;
    }
    let outer = documents(text, &source);
    let mut pick = Pick::of(text);
    for (document, plain) in outer.iter().enumerate() {
        for path in plain.paths().iter().take(64) {
            let Some(node) = source.documents[document].at(path) else {
                continue;
            };
            let Some(nested) = yaml::source::nested(text, node) else {
                continue;
            };
            assert_eq!(node.text(), Some(nested.text.as_str()), "{}", print(path));
            for at in 0..=nested.text.len() {
                assert!(nested.outer(at) <= text.len(), "{at} is outside");
            }
            for _ in 0..count() {
                let splices = inner(&nested.text, &mut pick);
                let expect = apply(&nested.text, &splices);
                let carried = nested.splices(&splices);
                let at = format!("document {document}, {}, {splices:?}", print(path));
                check_splices(text, &carried, &at);
                let outcome = apply(text, &carried);
                let again = yaml::source::read(&outcome);
                let root = again.documents.get(document);
                let found = root.and_then(|root| root.at(path)).and_then(|it| it.text());
                // Empty lines at the end say nothing, and a block may drop them.
                assert_eq!(
                    found.map(|text| text.trim_end_matches('\n')),
                    Some(expect.trim_end_matches('\n')),
                    "{at}\n{text:?}\nbecame\n{outcome:?}"
                );
                let expect = found.unwrap_or_default().to_owned();
                let mut wanted = outer.clone();
                wanted[document].set(path, Plain::Text(expect));
                // What aliases repeat changes with it.
                assert!(
                    documents(&outcome, &again) == wanted || text.contains('*'),
                    "{at}\n{text:?}\nbecame\n{outcome:?}"
                );
            }
        }
    }
}

/// A change of the inner text by the editor of its language.
fn inner(text: &str, pick: &mut Pick) -> Vec<runwright_documents::source::Splice> {
    let source = toml::source::read(text);
    let is_toml = source.faults.is_empty() && !text.trim().is_empty();
    let source = if is_toml {
        source
    } else {
        yaml::source::read(text)
    };
    let plain = documents(text, &source);
    let (path, change) = drawn(&plain[0], pick);
    let made = if is_toml {
        toml::source::edit(text, &source, &path, &change)
    } else {
        yaml::source::edit(text, &source, 0, &path, &change)
    };
    made.unwrap_or_default()
}
