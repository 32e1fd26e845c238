//! Knows every table and key of `config.toml`, and of what type each is.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Names are facts: the list is read from the runner's source, see its head.
const KEYS: &str = include_str!("keys.txt");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Int,
    Float,
    Bool,
    /// A Go duration such as `5m`; a bare integer counts nanoseconds.
    Duration,
    Date,
    Texts,
    Ints,
    Floats,
    TextOrTexts,
    Table,
    Tables,
    TextMap,
    IntMap,
    BoolMap,
    TextsMap,
}

impl Type {
    fn of(letter: &str) -> Option<Type> {
        Some(match letter {
            "s" => Type::Text,
            "i" => Type::Int,
            "f" => Type::Float,
            "b" => Type::Bool,
            "d" => Type::Duration,
            "D" => Type::Date,
            "S" => Type::Texts,
            "N" => Type::Ints,
            "F" => Type::Floats,
            "o" => Type::TextOrTexts,
            "t" => Type::Table,
            "T" => Type::Tables,
            "m" => Type::TextMap,
            "I" => Type::IntMap,
            "B" => Type::BoolMap,
            "L" => Type::TextsMap,
            _ => return None,
        })
    }
}

pub struct Table {
    keys: Vec<(&'static str, Type)>,
}

impl Table {
    /// The type of a key, which case does not matter for.
    pub fn get(&self, key: &str) -> Option<Type> {
        self.keys
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(key))
            .map(|(_, kind)| *kind)
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|(key, _)| *key)
    }
}

/// The table of a dotted path, such as `runners.kubernetes`; empty for the top level.
pub fn table(path: &str) -> Option<&'static Table> {
    static TABLES: OnceLock<HashMap<&'static str, Table>> = OnceLock::new();
    TABLES
        .get_or_init(read)
        .get(if path.is_empty() { "." } else { path })
}

fn read() -> HashMap<&'static str, Table> {
    let mut tables: HashMap<&'static str, Table> = HashMap::new();
    let mut current = "";
    for line in KEYS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        if let Some((path, other)) = line.split_once(" = ") {
            let keys = tables
                .get(other)
                .map(|table| table.keys.clone())
                .unwrap_or_default();
            tables.insert(path, Table { keys });
            continue;
        }
        let words = match line.split_once(" : ") {
            Some((path, words)) => {
                current = path;
                words
            }
            None => line,
        };
        let table = tables.entry(current).or_insert(Table { keys: Vec::new() });
        table
            .keys
            .extend(words.split_whitespace().filter_map(|word| {
                let (key, letter) = word.split_once(':')?;
                Some((key, Type::of(letter)?))
            }));
    }
    tables
}

/// The tables a misplaced key is looked for in, outermost first.
pub const COMMON_TABLES: [&str; 5] = [
    "",
    "runners",
    "runners.kubernetes",
    "runners.kubernetes.pod_security_context",
    "runners.cache",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_types() {
        let check = |path: &str, key: &str, expect: Option<Type>| {
            assert_eq!(
                table(path).and_then(|table| table.get(key)),
                expect,
                "{path}.{key}"
            );
        };
        check("", "concurrent", Some(Type::Int));
        check("runners", "environment", Some(Type::Texts));
        check("runners.cache", "Type", Some(Type::Text));
        check(
            "runners.kubernetes",
            "node_tolerations",
            Some(Type::TextMap),
        );
        check("runners.kubernetes", "pull_policy", Some(Type::TextOrTexts));
        check("runners.kubernetes", "nope", None);
        check(
            "runners.kubernetes.volumes.empty_dir",
            "size_limit",
            Some(Type::Text),
        );
        check(
            "runners.kubernetes.service_container_security_context",
            "privileged",
            Some(Type::Bool),
        );
        check("nowhere", "x", None);
    }

    #[test]
    fn every_word_of_the_list_is_read() {
        for line in KEYS
            .lines()
            .filter(|line| !line.starts_with('#') && !line.contains(" = "))
        {
            for word in line
                .split_whitespace()
                .filter(|word| word.contains(':') && word.len() > 1)
            {
                let (_, letter) = word.split_once(':').unwrap();
                assert!(Type::of(letter).is_some(), "{word}");
            }
        }
    }
}
