//! Finds the syntax tokens of a text that was not printed here.
//!
//! The lexers colour, they do not judge: each runs once over any text in linear time and covers all of it.

mod corefile;
mod cursor;
mod markdown;
mod shell;
mod toml;
mod yaml;

pub use corefile::corefile;
pub use markdown::markdown;
pub use shell::shell;
pub use toml::toml;
pub use yaml::yaml;

use crate::printed::{Printed, Tag, Token};

/// A language that has a lexer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    Yaml,
    Toml,
    Corefile,
    Shell,
    Markdown,
    /// Anything else: all of it plain.
    Text,
}

impl Language {
    /// Guesses from the name of a file.
    pub fn of_path(path: &str) -> Language {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is = |ending: &str| {
            name.len() >= ending.len()
                && name.as_bytes()[name.len() - ending.len()..]
                    .eq_ignore_ascii_case(ending.as_bytes())
        };
        if is(".yaml") || is(".yml") {
            Language::Yaml
        } else if is(".toml") {
            Language::Toml
        } else if is("corefile") || is(".server") || is(".override") {
            Language::Corefile
        } else if is(".sh") {
            Language::Shell
        } else if is(".md") {
            Language::Markdown
        } else {
            Language::Text
        }
    }
}

/// The tokens of a text; their lengths add up to the text's.
pub fn lex(language: Language, text: &str) -> Vec<Token> {
    match language {
        Language::Yaml => yaml(text),
        Language::Toml => toml(text),
        Language::Corefile => corefile(text),
        Language::Shell => shell(text),
        Language::Markdown => markdown(text),
        Language::Text => Printed::plain(text).tokens,
    }
}

/// The text cut into its tokens. Tokens that do not fit the text end the walk.
pub fn cut<'a>(text: &'a str, tokens: &[Token]) -> Vec<(Tag, &'a str)> {
    let mut at = 0;
    let mut parts = Vec::with_capacity(tokens.len());
    for token in tokens {
        let end = at + token.len as usize;
        let Some(part) = text.get(at..end) else { break };
        parts.push((token.tag, part));
        at = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Compares with a notation: `K[key]P[:] S[str]`, text without a role as it is.
    pub(super) fn check(language: Language, text: &str, expect: &str) {
        let mut got = String::new();
        for (tag, part) in cut(text, &lex(language, text)) {
            let letter = match tag {
                Tag::Key => "K",
                Tag::Str => "S",
                Tag::Num => "N",
                Tag::Head => "H",
                Tag::Keyword => "W",
                Tag::Comment => "C",
                Tag::Punct => "P",
                Tag::Plain => "",
            };
            if letter.is_empty() {
                got.push_str(part);
            } else {
                got.push_str(letter);
                got.push('[');
                got.push_str(part);
                got.push(']');
            }
        }
        assert_eq!(got, expect, "{text:?}");
    }

    const ALL: [Language; 6] = [
        Language::Yaml,
        Language::Toml,
        Language::Corefile,
        Language::Shell,
        Language::Markdown,
        Language::Text,
    ];

    #[test]
    fn paths_name_languages() {
        for (path, language) in [
            ("values.yaml", Language::Yaml),
            ("a/.gitlab-ci.YML", Language::Yaml),
            ("config.toml", Language::Toml),
            ("x/Corefile", Language::Corefile),
            ("corp.server", Language::Corefile),
            ("install.sh", Language::Shell),
            ("CHECKLIST.md", Language::Markdown),
            ("x", Language::Text),
            ("你", Language::Text),
            ("", Language::Text),
        ] {
            assert_eq!(Language::of_path(path), language, "{path}");
        }
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn any_text_is_covered(text in "(\\PC|[\\n\\r\\t \\[\\]{}\"'`#|:=\\\\$.<>*&!-]){0,120}") {
            for language in ALL {
                let tokens = lex(language, &text);
                let parts: String = cut(&text, &tokens).iter().map(|part| part.1).collect();
                prop_assert_eq!(&parts, &text);
                prop_assert!(tokens.windows(2).all(|pair| pair[0].tag != pair[1].tag));
            }
        }
    }

    #[test]
    fn long_lines_are_walked_once() {
        for unit in [
            "`", "'", "\"", "a: ", "- ", "[", "{", "#", "\\", "$", "${", "|", "a=", "\"\"\"",
            "``` ", " ", "a\n",
        ] {
            let text = unit.repeat(200_000 / unit.len());
            for language in ALL {
                let length: usize = lex(language, &text)
                    .iter()
                    .map(|token| token.len as usize)
                    .sum();
                assert_eq!(length, text.len());
            }
        }
    }
}
