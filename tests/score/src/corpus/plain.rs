//! Asks parsers that know nothing of this project whether a text is of its format.

use runwright_documents::corefile::source as corefile;
use serde::Deserialize;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Yaml,
    Toml,
    Corefile,
}

impl Format {
    /// By the file's name, else by its kind.
    pub fn of(file: &str, kind: &str) -> Format {
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension {
            "toml" => Format::Toml,
            "yaml" | "yml" => Format::Yaml,
            _ if kind.starts_with("core") => Format::Corefile,
            _ => Format::Yaml,
        }
    }

    /// What a parser has against a text.
    pub fn parse(self, text: &str) -> Result<(), String> {
        match self {
            Format::Yaml => yaml(text),
            Format::Toml => toml::from_str::<toml::Table>(text)
                .map(drop)
                .map_err(|error| error.message().to_owned()),
            // There is no other parser of the language.
            Format::Corefile => match corefile::read(text).faults.first() {
                Some(fault) => Err(fault.what.0.to_owned()),
                None => Ok(()),
            },
        }
    }
}

/// The parser's list of documents does not end behind an error: the first one is the last looked at.
fn yaml(text: &str) -> Result<(), String> {
    for document in serde_yaml::Deserializer::from_str(text) {
        serde_yaml::Value::deserialize(document).map_err(|error| error.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_name_and_kind() {
        let check = |file: &str, kind: &str, expect: Format| {
            assert_eq!(Format::of(file, kind), expect, "{file} {kind}");
        };
        check("a/b.toml", "config-toml-configmap", Format::Toml);
        check("a/b.yml", "corefile", Format::Yaml);
        check("a/Corefile", "corefile", Format::Corefile);
        check("a/b.txt", "values", Format::Yaml);
    }

    #[test]
    fn texts_are_parsed_by_their_format() {
        let check = |format: Format, text: &str, fine: bool| {
            assert_eq!(format.parse(text).is_ok(), fine, "{text}");
        };
        check(Format::Yaml, "a: 1\n---\nb: [2]\n", true);
        check(Format::Yaml, "a: [\n", false);
        check(Format::Yaml, "a: 1\n---\nb: {{ x }}: y\n---\nc: 1\n", false);
        check(Format::Toml, "a = 1\n", true);
        check(Format::Toml, "a = \n", false);
    }
}
