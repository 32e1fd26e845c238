//! Reads opened files into a plan: what they say, and what the consumer does where they say nothing.
//!
//! The catalogue leads: a key that a field is for goes to that field, any other key that is known goes to a setting
//! of its own, what several keys say together is read by a small function beside this one. A key that is not known
//! stays in the file and is counted.

mod config;
pub mod corefile;
mod count;
mod values;

use super::{Kind, Opened, Part, View, value};
use runwright_documents::source::{Node, Span};
use runwright_model::catalogue::{self, Key, Type};
use runwright_model::{Draft, Value, field};

pub use config::runner;
pub use count::{Known, known};

/// What files say.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub draft: Draft,
    /// Of each file, in order.
    pub files: Vec<FileReading>,
}

#[derive(Clone, Debug, Default)]
pub struct FileReading {
    /// Keys that are not known: path in the part, and offset in the file.
    pub kept: Vec<(String, usize)>,
    /// Keys that are known, or plainly meant to be one that is.
    pub understood: u32,
    /// How many of these are mistakes.
    pub mistaken: u32,
    pub total: u32,
    /// A credential stands in it in clear text.
    pub secret: bool,
    /// Which of the parts the form edits, by index.
    pub edited: Vec<usize>,
}

/// A text that was opened.
pub struct File<'a> {
    pub text: &'a str,
    pub opened: &'a Opened,
}

/// The part of each kind that the form edits: the first there is, in the order of the files.
pub fn edited(files: &[File]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let kinds: [fn(Kind) -> bool; 3] = [
        |kind| kind == Kind::Values,
        |kind| matches!(kind, Kind::Config { .. }),
        |kind| kind == Kind::Corefile,
    ];
    for fits in kinds {
        let place = files.iter().enumerate().find_map(|(file, open)| {
            let part = open.opened.parts.iter().position(|part| fits(part.kind))?;
            Some((file, part))
        });
        found.extend(place);
    }
    found
}

/// Reads the files together: one plan.
pub fn read(files: &[File]) -> Reading {
    let mut reading = Reading::default();
    let edited = edited(files);
    let has_values = edited.iter().any(|(file, part)| {
        part_of(files, *file, *part).is_some_and(|part| part.kind == Kind::Values)
    });
    for (index, file) in files.iter().enumerate() {
        let mut said = FileReading {
            edited: edited
                .iter()
                .filter(|(file, _)| *file == index)
                .map(|(_, part)| *part)
                .collect(),
            ..FileReading::default()
        };
        for part in &file.opened.parts {
            if let Some(view) = file.opened.view(file.text, part) {
                count::part(part, &view, &mut said);
            }
        }
        for part in said
            .edited
            .iter()
            .filter_map(|part| file.opened.parts.get(*part))
        {
            let Some(view) = file.opened.view(file.text, part) else {
                continue;
            };
            match part.kind {
                Kind::Values => values::read(view.root(), &file.opened.release, &mut reading.draft),
                Kind::Config { .. } => config::read(view.root(), !has_values, &mut reading.draft),
                Kind::Corefile => corefile::read(&view.corefile, &mut reading.draft),
            }
        }
        reading.files.push(said);
    }
    // Values without a template leave everything to the runner.
    let has_config = edited.iter().any(|(file, part)| {
        part_of(files, *file, *part).is_some_and(|part| matches!(part.kind, Kind::Config { .. }))
    });
    if has_values && !has_config {
        let nothing = Node::new(0..0, runwright_documents::source::Value::Map(Vec::new()));
        config::read(&nothing, false, &mut reading.draft);
    }
    reading
}

fn part_of<'a>(files: &'a [File], file: usize, part: usize) -> Option<&'a Part> {
    files.get(file)?.opened.parts.get(part)
}

/// Reads the keys of a table and below it: fields, and settings of their own.
fn table(
    node: Option<&Node>,
    part: catalogue::Part,
    at: &str,
    draft: &mut Draft,
    skip: &dyn Fn(&Key) -> bool,
) {
    for key in catalogue::children(part, at) {
        if skip(key) {
            continue;
        }
        let found = node.and_then(|node| entry(node, part, key.name()));
        if let Some(field) = field::find(key.field) {
            let said = found.and_then(|found| value::of_field(field, found));
            match said {
                Some(said) => put(draft, field.id, said),
                None if found.is_none_or(is_nothing) => {
                    put(draft, field.id, value::absent(field, key.default))
                }
                // A wrong form or a template: the field keeps what it would hold without the file.
                None => {}
            }
            continue;
        }
        match key.kind {
            // What several keys decide together is read apart; a table below it is not.
            kind if kind == Type::Table || has_keys(key) => {
                let below = found.filter(|found| !is_nothing(found));
                if below.is_some() || holds_fields(key) {
                    table(below, part, key.path, draft, skip);
                }
            }
            _ if !key.secret && !key.other_executor && key.decided.is_empty() => {
                own(draft, key, found);
            }
            _ => {}
        }
    }
}

/// Keeps a key that no field is for under an id of its own.
fn own(draft: &mut Draft, key: &Key, found: Option<&Node>) {
    if let Some(said) = found.and_then(|found| value::of_key(key.kind, found)) {
        draft.0.insert(id(key), said);
    }
}

/// The id of a key in a draft.
pub fn id(key: &Key) -> String {
    let part = match key.part {
        catalogue::Part::Config => "config.",
        catalogue::Part::Values => "values.",
    };
    [part, key.path].concat()
}

/// The key of an id.
pub fn key(id: &str) -> Option<&'static Key> {
    match id.split_once('.')? {
        ("config", path) => catalogue::find(catalogue::Part::Config, path),
        ("values", path) => catalogue::find(catalogue::Part::Values, path),
        _ => None,
    }
}

fn holds_fields(key: &Key) -> bool {
    catalogue::children(key.part, key.path)
        .any(|key| !key.field.is_empty() || key.kind != Type::Tables && holds_fields(key))
}

/// Whether keys below a free value or a map are known, so that it is read key by key.
pub fn has_keys(key: &Key) -> bool {
    matches!(key.kind, Type::Any | Type::BoolMap)
        && catalogue::children(key.part, key.path).next().is_some()
}

/// The value of a key, found as its consumer finds it.
fn entry<'a>(node: &'a Node, part: catalogue::Part, key: &str) -> Option<&'a Node> {
    match part {
        catalogue::Part::Config => super::entry(node, key).map(|entry| &entry.node),
        catalogue::Part::Values => node.get(key),
    }
}

fn is_nothing(node: &Node) -> bool {
    node.value == runwright_documents::source::Value::Null
}

/// Sets a field; what equals the default is not kept.
fn put(draft: &mut Draft, id: &str, value: impl Into<Value>) {
    draft.set(id, value.into());
}

/// Where the settings of a part stand in the file: id, and bytes of key and value.
pub fn places(part: &Part, view: &View) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let catalogue = match part.kind {
        Kind::Values => catalogue::Part::Values,
        Kind::Config { .. } => catalogue::Part::Config,
        Kind::Corefile => return found,
    };
    place(view.root(), catalogue, "", view, &mut found);
    found
}

fn place(node: &Node, part: catalogue::Part, at: &str, view: &View, out: &mut Vec<(String, Span)>) {
    for entry in node.entries().iter().filter(|entry| !entry.merged) {
        let path = if at.is_empty() {
            entry.key.clone()
        } else {
            [at, ".", &entry.key].concat()
        };
        let Some(key) = catalogue::find(part, &path) else {
            continue;
        };
        let id = match (key.field, key.decided) {
            ("", "") => id(key),
            ("", decided) => decided.to_owned(),
            (field, _) => field.to_owned(),
        };
        let is_table = key.kind.is_table();
        if !is_table || !key.decided.is_empty() {
            let start = view.outer(entry.key_span.start);
            let end = view.outer(entry.node.span.end.max(entry.key_span.end));
            out.push((id, start..end));
        }
        if is_table {
            match &entry.node.value {
                runwright_documents::source::Value::List(items) => items
                    .iter()
                    .for_each(|item| place(item, part, &path, view, out)),
                _ => place(&entry.node, part, &path, view, out),
            }
        }
    }
}
