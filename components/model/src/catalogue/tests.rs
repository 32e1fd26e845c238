//! Reads both lists and both sets of texts whole.

use std::collections::HashSet;

use super::*;
use crate::field::{self, Initial, Kind};
use crate::quantity::{Quantity, Resource};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

const PARTS: [Part; 2] = [Part::Config, Part::Values];

fn keys() -> impl Iterator<Item = &'static Key> {
    PARTS.into_iter().flat_map(all)
}

#[test]
fn every_line_is_read() {
    for text in [CONFIG_TEXT, VALUES_TEXT] {
        for line in text.lines() {
            if line.is_empty() || line.starts_with(['#', '@']) {
                continue;
            }
            if let Some(path) = line.strip_prefix('[') {
                assert!(path.ends_with(']'), "{line}");
                continue;
            }
            let mut words = line.split(' ');
            let name = words.next().unwrap();
            assert!(!name.is_empty() && !name.contains('.'), "{line}");
            let mut key = all(Part::Config)[0].clone();
            assert!(Type::of(words.next().unwrap()).is_some(), "{line}");
            for word in words {
                assert!(read::apply(&mut key, word).is_some(), "{word} in {line}");
            }
        }
    }
}

#[test]
fn every_table_is_written_once_and_belongs_to_a_key() {
    for (part, text) in [(Part::Config, CONFIG_TEXT), (Part::Values, VALUES_TEXT)] {
        let mut seen = HashSet::new();
        for line in text.lines().filter(|line| line.starts_with('[')) {
            let path = line.trim_matches(['[', ']']);
            assert!(seen.insert(path), "{path} twice");
            assert!(path.is_empty() || find(part, path).is_some(), "{path}");
        }
        for key in all(part).iter().filter(|key| key.kind.is_table()) {
            // The plugin of a fleeting autoscaler has keys of its own.
            let open = key.path.ends_with(".plugin_config") || key.path.ends_with("nesting_config");
            assert_ne!(children(part, key.path).len() == 0, !open, "{}", key.path);
        }
    }
}

#[test]
fn paths_are_unique_and_lead_to_their_keys() {
    for part in PARTS {
        let mut seen = HashSet::new();
        for key in all(part) {
            let folded = match part {
                Part::Config => key.path.to_ascii_lowercase(),
                Part::Values => key.path.to_string(),
            };
            assert!(seen.insert(folded.clone()), "{} twice", key.path);
            assert_eq!(find(part, &folded).map(|key| key.path), Some(key.path));
            if key.parent().is_empty() {
                continue;
            }
            let parent = find(part, key.parent()).unwrap();
            assert!(
                parent.kind.is_table() || matches!(parent.kind, Type::Any | Type::BoolMap),
                "{}",
                key.path
            );
            assert!(key.since >= parent.since, "{}", key.path);
            let among = children(part, parent.path).filter(|child| child.path == key.path);
            assert_eq!(among.count(), 1, "{}", key.path);
        }
        let reached: usize = all(part).iter().map(|key| key.keys.1).sum();
        assert_eq!(reached + children(part, "").len(), all(part).len());
        assert!(find(part, "").is_none() && find(part, "nowhere").is_none());
        assert!(find(part, "runners.").is_none() && find(part, ".runners").is_none());
        assert_eq!(children(part, "nowhere.at.all").len(), 0);
    }
}

#[test]
fn facts_agree_with_each_other() {
    for key in keys() {
        let path = key.path;
        if let Some(removed) = key.removed {
            assert!(key.since.is_none_or(|since| since < removed), "{path}");
            assert!(key.field.is_empty() && key.decided.is_empty(), "{path}");
        }
        assert_eq!(key.moved.is_empty(), successor(key).is_none(), "{path}");
        if let Some(next) = successor(key) {
            assert!(key.removed.is_some() || key.deprecated, "{path}");
            assert!(next.removed.is_none() && !next.other_executor, "{path}");
        }
        assert!(!key.source.is_empty(), "{path}");
        if !key.default.is_empty() && !key.allowed.is_empty() {
            for word in key.default.split(',') {
                assert!(key.allowed.contains(&word), "{path} = {word}");
            }
        }
        if !key.allowed.is_empty() {
            assert!(key.allowed.len() > 1, "{path}");
            assert!(
                matches!(key.kind, Type::Text | Type::Texts | Type::TextOrTexts),
                "{path}"
            );
        }
        let fits = match key.kind {
            _ if key.default.is_empty() => true,
            Type::Int => key.default.parse::<i64>().is_ok(),
            Type::Float => key.default.parse::<f64>().is_ok(),
            Type::Bool => matches!(key.default, "true" | "false"),
            Type::Duration => key.default.ends_with(['s', 'm', 'h']),
            Type::Text | Type::Texts => true,
            _ => false,
        };
        assert!(fits, "{path} = {}", key.default);
        let unit = match key.unit {
            Unit::None => true,
            Unit::Cpu | Unit::Memory | Unit::Storage => key.kind == Type::Text,
            _ => key.kind == Type::Int,
        };
        assert!(unit, "{path}");
        if resource(key.unit).is_some() && !key.default.is_empty() {
            assert!(Quantity::parse(key.default).is_ok(), "{path}");
        }
    }
}

fn resource(unit: Unit) -> Option<Resource> {
    match unit {
        Unit::Cpu => Some(Resource::Cpu),
        Unit::Memory => Some(Resource::Memory),
        Unit::Storage => Some(Resource::Storage),
        _ => None,
    }
}

#[test]
fn fields_are_of_the_plan_and_hold_the_same() {
    for key in keys() {
        let path = key.path;
        if !key.decided.is_empty() {
            assert!(field::find(key.decided).is_some(), "{path} {}", key.decided);
            assert!(key.field.is_empty(), "{path}");
        }
        if key.field.is_empty() {
            continue;
        }
        let field = field::find(key.field).unwrap_or_else(|| panic!("{path} {}", key.field));
        let fits = match field.kind {
            Kind::Text(_) => key.kind == Type::Text,
            Kind::Int { min, max, .. } => {
                let default = key.default.parse::<u32>();
                key.kind == Type::Int
                    && (key.default.is_empty() || default.is_ok_and(|n| (min..=max).contains(&n)))
            }
            Kind::Quantity(resource_of_field) => resource(key.unit) == Some(resource_of_field),
            Kind::Bool => key.kind == Type::Bool,
            Kind::Choice(options) => {
                let known = |word: &str| options.iter().any(|option| option.value == word);
                // A field may leave the key out by a word of its own, which is empty then.
                key.kind == Type::Text
                    && (key.default.is_empty()
                        || known(key.default)
                        || matches!(field.initial, Initial::Text("")))
            }
            Kind::List { .. } | Kind::Words(_) => {
                matches!(key.kind, Type::Texts | Type::TextOrTexts)
            }
            Kind::Rows(_) => false,
            Kind::Secret => key.secret && key.kind == Type::Text,
        };
        assert!(fits, "{path} {}", key.field);
        if let Kind::Choice(options) = field.kind
            && !key.allowed.is_empty()
        {
            for option in options.iter().filter(|option| !option.value.is_empty()) {
                assert!(key.allowed.contains(&option.value), "{path}");
            }
        }
        if let (Kind::Int { unit, .. }, "s") = (field.kind, field_unit(key)) {
            assert_eq!(unit.en, "s", "{path}");
        }
        // Whoever reads the key reads the field as well.
        if key.part == Part::Config {
            assert!(
                key.since
                    .is_none_or(|since| since <= Version::new(15, 0, 0))
                    || key.since == field.since
                    || field.since_chart.is_some(),
                "{path}"
            );
        }
    }
}

fn field_unit(key: &Key) -> &'static str {
    match key.unit {
        Unit::Seconds => "s",
        _ => "",
    }
}

#[test]
fn every_key_says_what_it_does() {
    for part in PARTS {
        let mut used = HashSet::new();
        for key in all(part) {
            let (en, zh) = (help(key, Lang::En), help(key, Lang::Zh));
            if key.other_executor {
                continue;
            }
            used.insert(key.origin);
            assert!(en.len() > 12 && zh.len() > 12, "{}", key.path);
            assert!(en.is_ascii() || en.contains('×'), "{}: {en}", key.path);
            assert!(!zh.is_ascii(), "{}: {zh}", key.path);
            assert!(en.ends_with('.') && zh.ends_with('。'), "{}", key.path);
            assert!(en.len() < 330, "{}: {}", key.path, en.len());
        }
        for lang in [Lang::En, Lang::Zh] {
            let lines = help::lines(part, lang);
            for (path, _) in lines {
                assert!(used.contains(path), "{path} is no key");
            }
            let paths: HashSet<_> = lines.iter().map(|(path, _)| path).collect();
            assert_eq!(paths.len(), lines.len(), "a path stands twice");
        }
    }
}

#[test]
fn copies_share_their_text() {
    let text = |path: &str| help(find(Part::Config, path).unwrap(), Lang::En);
    let table = |name: &str| {
        [
            "runners.kubernetes.",
            name,
            "_container_security_context.run_as_user",
        ]
        .concat()
    };
    for name in ["helper", "service", "init_permissions"] {
        assert_eq!(text(&table(name)), text(&table("build")));
    }
}

/// The same cases each time.
fn config() -> Config {
    Config {
        rng_seed: RngSeed::Fixed(20),
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]
    /// Whatever is asked for, the key found is the one asked for.
    #[test]
    fn what_is_found_was_asked_for(path in "[a-z_.]{0,24}|(runners|rbac|metrics|[.]){1,3}[.](kubernetes|CACHE|create)") {
        for part in PARTS {
            if let Some(key) = find(part, &path) {
                prop_assert!(key.path.eq_ignore_ascii_case(&path));
            }
            prop_assert!(children(part, &path).all(|key| key.parent().eq_ignore_ascii_case(&path)));
        }
    }
}
