//! Lists every key of `config.toml` and every value of the chart: type, default, releases, meaning.
//!
//! The lists are text (`config.txt`, `values.txt`: their heads say how to read them), so that a key
//! costs the page a line and no code. A table that repeats is written once; its copies share the texts.

use std::sync::OnceLock;

use crate::text::Lang;
use crate::version::Version;

#[cfg(test)]
mod cases;
mod help;
mod meant;
mod read;

pub use meant::{COMMON_TABLES, Meant, is_foreign, is_kept_by_gitlab, meant, slip, snake};

#[cfg(test)]
mod tests;

/// Which of the two documents a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The runner's `config.toml`, also the text of the chart's `runners.config`.
    Config,
    /// The values of the gitlab-runner chart.
    Values,
}

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Int,
    Float,
    Bool,
    /// A Go duration such as `5m`. In `config.toml` a bare integer counts nanoseconds.
    Duration,
    Date,
    Texts,
    Ints,
    Floats,
    TextOrTexts,
    Table,
    /// A list of tables.
    Tables,
    TextMap,
    IntMap,
    /// Booleans by name; of feature flags the names are known too.
    BoolMap,
    TextsMap,
    /// YAML that the chart passes on; keys below it may be known.
    Any,
    /// The text of a `config.toml`, inside the chart's values.
    Toml,
}

impl Type {
    pub(crate) fn of(letter: &str) -> Option<Type> {
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
            "A" => Type::Any,
            "X" => Type::Toml,
            _ => return None,
        })
    }

    /// Whether the key is a table whose keys are all listed.
    pub fn is_table(self) -> bool {
        matches!(self, Type::Table | Type::Tables)
    }
}

/// What a number or a text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    None,
    Seconds,
    Milliseconds,
    /// As the runner counts a job log: 1024 bytes.
    Kilobytes,
    Bytes,
    /// Kubernetes quantities: `500m`, `2Gi`.
    Cpu,
    Memory,
    Storage,
}

impl Unit {
    pub(crate) fn of(word: &str) -> Option<Unit> {
        Some(match word {
            "s" => Unit::Seconds,
            "ms" => Unit::Milliseconds,
            "kB" => Unit::Kilobytes,
            "B" => Unit::Bytes,
            "cpu" => Unit::Cpu,
            "mem" => Unit::Memory,
            "disk" => Unit::Storage,
            _ => return None,
        })
    }
}

/// One key.
#[derive(Clone, Debug)]
pub struct Key {
    pub part: Part,
    /// Dotted, without list marks, spelled as the consumer does:
    /// `runners.kubernetes.volumes.empty_dir.size_limit`, `runners.cache.s3.BucketName`.
    pub path: &'static str,
    pub kind: Type,
    /// What holds when the key is absent, as people write it; empty where nothing does.
    pub default: &'static str,
    /// The only words it takes; empty where any text does.
    pub allowed: Vec<&'static str>,
    pub unit: Unit,
    /// First release that reads the key, of the runner or, for values, of the chart; `None` when it
    /// is older than runner 9.1 or chart 0.19.
    pub since: Option<Version>,
    pub deprecated: bool,
    /// First release that no longer reads it.
    pub removed: Option<Version>,
    /// The path that took over, see [`successor`]; empty if none did.
    pub moved: &'static str,
    /// Holds a credential.
    pub secret: bool,
    /// Widens or narrows what jobs, or the managers, may do.
    pub security: bool,
    /// Of another executor than kubernetes; has no help.
    pub other_executor: bool,
    /// Id of the plan's field whose value this is; empty if there is none.
    pub field: &'static str,
    /// Id of the plan's field that decides it without being its value; empty if there is none.
    pub decided: &'static str,
    /// Where the key was read: `repo@commit:path`.
    pub source: &'static str,
    /// The last part of the path.
    name: &'static str,
    /// Path of the table in the list that its keys are written under.
    table: &'static str,
    /// Path of the key in the list that its help is written under.
    origin: &'static str,
    /// Where its own keys are: first and count.
    keys: (usize, usize),
}

impl Key {
    /// The last part of the path.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The path of the table it is in; empty at the top.
    pub fn parent(&self) -> &'static str {
        self.path.rsplit_once('.').map_or("", |(table, _)| table)
    }
}

struct Catalogue {
    /// The keys of each table stand together, outer tables first.
    keys: Vec<Key>,
    /// How many of them are at the top level; these come first.
    top: usize,
}

fn catalogue(part: Part) -> &'static Catalogue {
    static CONFIG: OnceLock<Catalogue> = OnceLock::new();
    static VALUES: OnceLock<Catalogue> = OnceLock::new();
    match part {
        Part::Config => CONFIG.get_or_init(|| read::read(part, CONFIG_TEXT)),
        Part::Values => VALUES.get_or_init(|| read::read(part, VALUES_TEXT)),
    }
}

const CONFIG_TEXT: &str = include_str!("config.txt");
const VALUES_TEXT: &str = include_str!("values.txt");

/// Every key, outer tables first, the keys of a table together and in the order of its source.
pub fn all(part: Part) -> &'static [Key] {
    &catalogue(part).keys
}

/// The key with this path. Case counts in the chart's values only: the runner compares without it.
pub fn find(part: Part, path: &str) -> Option<&'static Key> {
    let mut found = None;
    let mut keys = top(part);
    for name in path.split('.') {
        let key = keys.iter().find(|key| match part {
            Part::Config => key.name.eq_ignore_ascii_case(name),
            Part::Values => key.name == name,
        })?;
        keys = below(key);
        found = Some(key);
    }
    found
}

/// The keys directly in a table, in order; an empty path is the top level. None for an unknown path.
pub fn children(part: Part, path: &str) -> std::slice::Iter<'static, Key> {
    match path {
        "" => top(part).iter(),
        _ => find(part, path).map_or([].iter(), |key| below(key).iter()),
    }
}

/// The key that took over, when one did: of the same part or, for values that went into
/// `runners.config`, of `config.toml`.
pub fn successor(key: &Key) -> Option<&'static Key> {
    find(key.part, key.moved).or_else(|| find(Part::Config, key.moved))
}

/// What a key does, in one or two sentences; empty for keys of other executors.
pub fn help(key: &Key, lang: Lang) -> &'static str {
    help::find(key.part, key.origin, lang)
}

fn top(part: Part) -> &'static [Key] {
    let catalogue = catalogue(part);
    catalogue.keys.get(..catalogue.top).unwrap_or_default()
}

fn below(key: &Key) -> &'static [Key] {
    let (first, count) = key.keys;
    all(key.part).get(first..first + count).unwrap_or_default()
}
