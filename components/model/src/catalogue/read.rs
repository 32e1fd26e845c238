//! Reads a list of keys and spreads the tables that repeat.

use super::{Catalogue, Key, Part, Type, Unit};
use crate::version::Version;

/// More keys than the lists spread to: a table that held itself would otherwise never end.
const MOST: usize = 4000;

/// One table as it is written: its path, and its keys by name.
struct Section {
    path: &'static str,
    keys: Vec<Key>,
}

/// The catalogue of a list. Words that say nothing are passed over; a test finds them.
pub(super) fn read(part: Part, text: &'static str) -> Catalogue {
    let sections = sections(part, text);
    let mut keys = Vec::new();
    spread(&sections, "", None, &mut keys);
    let top = keys.len();
    let mut at = 0;
    while let Some(key) = keys.get(at).cloned().filter(|_| keys.len() < MOST) {
        let first = keys.len();
        if !key.table.is_empty() {
            spread(&sections, key.table, Some(&key), &mut keys);
        }
        let count = keys.len() - first;
        if let Some(key) = keys.get_mut(at) {
            key.keys = (first, count);
        }
        at += 1;
    }
    Catalogue { keys, top }
}

/// Adds the keys written under `path`, as keys of `table`.
fn spread(sections: &[Section], path: &str, table: Option<&Key>, out: &mut Vec<Key>) {
    for key in sections
        .iter()
        .filter(|section| section.path == path)
        .flat_map(|section| &section.keys)
    {
        let mut key = key.clone();
        key.origin = join(path, key.name);
        if key.table.is_empty() {
            key.table = key.origin;
        }
        key.path = key.origin;
        if let Some(table) = table {
            if table.path != path {
                key.path = join(table.path, key.name);
            }
            key.since = key.since.max(table.since);
            key.removed = key.removed.or(table.removed);
            key.deprecated |= table.deprecated;
            key.security |= table.security;
            key.other_executor |= table.other_executor;
            if key.decided.is_empty() && key.field.is_empty() {
                key.decided = table.decided;
            }
        }
        out.push(key);
    }
}

/// Paths live as long as the catalogue, which is made once.
fn join(table: &str, name: &'static str) -> &'static str {
    match table {
        "" => name,
        _ => [table, ".", name].concat().leak(),
    }
}

fn sections(part: Part, text: &'static str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut source = "";
    for line in text.lines() {
        if let Some(path) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let keys = Vec::new();
            sections.push(Section { path, keys });
        } else if let Some(place) = line.strip_prefix('@') {
            source = place;
        } else if let Some(key) = key(part, line, source)
            && let Some(section) = sections.last_mut()
        {
            section.keys.push(key);
        }
    }
    sections
}

/// The key of a line; `None` for comments and empty lines. Its path is its name until it is spread.
fn key(part: Part, line: &'static str, source: &'static str) -> Option<Key> {
    let mut words = line.split(' ');
    let name = words.next().filter(|name| !name.starts_with('#'))?;
    let mut key = Key {
        part,
        path: name,
        kind: Type::of(words.next()?)?,
        default: "",
        allowed: Vec::new(),
        unit: Unit::None,
        since: None,
        deprecated: false,
        removed: None,
        moved: "",
        secret: false,
        security: false,
        other_executor: false,
        field: "",
        decided: "",
        source,
        name,
        table: "",
        origin: "",
        keys: (0, 0),
    };
    for word in words {
        apply(&mut key, word);
    }
    Some(key)
}

/// Takes one word of a line into the key; `None` when it says nothing.
pub(super) fn apply(key: &mut Key, word: &'static str) -> Option<()> {
    match word {
        "!security" => key.security = true,
        "!secret" => key.secret = true,
        "!old" => key.deprecated = true,
        "!other" => key.other_executor = true,
        _ => {
            let rest = word.get(1..)?;
            match word.as_bytes().first()? {
                b'=' => key.default = rest,
                b'>' => key.moved = rest,
                b'<' => key.table = rest,
                b':' => key.field = rest,
                b'~' => key.decided = rest,
                b'-' => key.removed = Some(Version::parse(rest)?),
                b'{' => key.allowed = rest.strip_suffix('}')?.split('|').collect(),
                b'u' => key.unit = Unit::of(rest.strip_prefix(':')?)?,
                _ => key.since = Some(Version::parse(word)?),
            }
        }
    }
    Some(())
}
