//! Knows every table and key of `config.toml`, and of what type each is: the catalogue, as the rules ask it.

use runwright_model::catalogue::{self, Part};

pub use runwright_model::catalogue::Type;

/// A table by its path.
#[derive(Clone, Copy)]
pub struct Table<'a>(&'a str);

impl Table<'_> {
    /// The type of a key, which case does not matter for.
    pub fn get(self, key: &str) -> Option<Type> {
        keys(self.0)
            .find(|known| known.name().eq_ignore_ascii_case(key))
            .map(|known| known.kind)
    }

    pub fn names(self) -> impl Iterator<Item = &'static str> {
        keys(self.0).map(catalogue::Key::name)
    }
}

/// The keys of a table that the newest runner reads.
fn keys(path: &str) -> impl Iterator<Item = &'static catalogue::Key> {
    catalogue::children(Part::Config, path).filter(|key| key.removed.is_none())
}

/// The table of a dotted path, such as `runners.kubernetes`; empty for the top level.
pub fn table(path: &str) -> Option<Table<'_>> {
    let known = path.is_empty()
        || catalogue::find(Part::Config, path).is_some_and(|key| key.kind.is_table());
    known.then_some(Table(path))
}

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
}
