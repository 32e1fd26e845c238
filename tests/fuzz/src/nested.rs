//! Changes texts inside YAML texts and holds the outer text to the outcome.

use crate::changes::{check_splices, count, drawn};
use crate::pick::Pick;
use crate::value::{Plain, documents};
use runwright_documents::source::{Change, Refusal, Seg, Splice, apply, path::print};
use runwright_documents::{toml, yaml};
use runwright_files::open::{self, Language, Way};

pub fn check(text: &str) {
    let source = yaml::source::read(text);
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
                let (language, inner, change) = drawn_inner(&nested.text, &mut pick);
                let way = Way {
                    texts: vec![(document, path.clone())],
                    language,
                    document: 0,
                    base: Vec::new(),
                };
                let made = made(&nested.text, language, &inner, &change);
                let carried = open::splices(text, &way, &inner, &change);
                let (Ok(made), Ok(carried)) = (made, carried) else {
                    continue;
                };
                let expect = apply(&nested.text, &made);
                let at = format!(
                    "document {document}, {}, in it {} {change:?}",
                    print(path),
                    print(&inner)
                );
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
                assert!(
                    documents(&outcome, &again) == wanted,
                    "{at}\n{text:?}\nbecame\n{outcome:?}"
                );
                assert!(
                    again.faults.len() <= source.faults.len(),
                    "{at}\n{text:?}\nbecame\n{outcome:?}\nwith {:?}",
                    again.faults
                );
            }
        }
    }
}

/// A change of the inner text in the language that it is taken for.
fn drawn_inner(text: &str, pick: &mut Pick) -> (Language, Vec<Seg>, Change) {
    let source = toml::source::read(text);
    let is_toml = source.faults.is_empty() && !text.trim().is_empty();
    let (language, source) = if is_toml {
        (Language::Toml, source)
    } else {
        (Language::Yaml, yaml::source::read(text))
    };
    let (path, change) = drawn(&documents(text, &source)[0], pick);
    (language, path, change)
}

/// The change as the editor of the inner language makes it.
fn made(
    text: &str,
    language: Language,
    path: &[Seg],
    change: &Change,
) -> Result<Vec<Splice>, Refusal> {
    match language {
        Language::Toml => toml::source::edit(text, &toml::source::read(text), path, change),
        _ => yaml::source::edit(text, &yaml::source::read(text), 0, path, change),
    }
}
