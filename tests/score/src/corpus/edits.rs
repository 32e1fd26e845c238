//! Changes every value of the known keys of a file, one at a time, and looks at what else changes.

use runwright_documents::source::{Change, Layout, Nested, Node, Refusal, Seg, Span, Value, path};
use runwright_documents::tree::{self, Scalar};
use runwright_documents::yaml;
use runwright_files::open::{self, Kind, Language, Opened, Part, View, merge, view};
use runwright_model::catalogue::{self, Key, Type};

use super::{Format, corefile, legal};

#[derive(Default)]
pub struct Edits {
    pub total: usize,
    pub skipped: usize,
    /// Path in the part, and what went wrong.
    pub failures: Vec<(String, String)>,
}

/// A value to be changed.
struct Place {
    path: Vec<Seg>,
    span: Span,
    /// None where it is not to be tried.
    other: Option<tree::Node>,
}

/// Tries every value of every part.
pub fn run(text: &str, opened: &Opened, format: Format) -> Edits {
    let mut edits = Edits::default();
    let format = format.parse(text).is_ok().then_some(format);
    for (index, part) in opened.parts.iter().enumerate() {
        let Some(view) = view(text, &part.way) else {
            continue;
        };
        let layers = layers(text, part);
        let catalogue = match part.kind {
            Kind::Values => catalogue::Part::Values,
            Kind::Config { .. } => catalogue::Part::Config,
            Kind::Corefile => {
                corefile::run(text, index, part, &view, &layers, format, &mut edits);
                continue;
            }
        };
        let mut places = Vec::new();
        table(view.root(), catalogue, "", &mut Vec::new(), &mut places);
        for place in places {
            let Some(other) = &place.other else {
                edits.skipped += 1;
                continue;
            };
            let trial = Trial {
                text,
                index,
                part,
                view: &view,
                bytes: outer(&layers, place.span.clone()),
                format,
            };
            match trial.run(&place.path, other) {
                Ok(true) => edits.total += 1,
                Ok(false) => edits.skipped += 1,
                Err(why) => {
                    edits.total += 1;
                    edits.failures.push((path::print(&place.path), why));
                }
            }
        }
    }
    edits
}

/// The texts around a part, from the file inwards.
fn layers(text: &str, part: &Part) -> Vec<Nested> {
    let mut layers: Vec<Nested> = Vec::new();
    for (document, path) in &part.way.texts {
        let outer = layers.last().map_or(text, |layer| &layer.text);
        let source = yaml::source::read(outer);
        let node = source
            .documents
            .get(*document)
            .and_then(|node| node.at(path));
        match node.and_then(|node| yaml::source::nested(outer, node)) {
            Some(nested) => layers.push(nested),
            None => break,
        }
    }
    layers
}

/// The bytes of the file that may change with some bytes of the part.
pub fn outer(layers: &[Nested], span: Span) -> Span {
    layers
        .iter()
        .rev()
        .fold(span, |span, layer| match layer.layout {
            Layout::Lines { .. } => layer.outer(span.start)..layer.outer(span.end),
            Layout::Whole { .. } => layer.span.clone(),
        })
}

struct Trial<'a> {
    text: &'a str,
    index: usize,
    part: &'a Part,
    view: &'a View,
    /// What may change.
    bytes: Span,
    /// Of the file, where it was parseable.
    format: Option<Format>,
}

impl Trial<'_> {
    /// Whether the change was tried; an error says what it spoilt.
    fn run(&self, path: &[Seg], other: &tree::Node) -> Result<bool, String> {
        let wish = (path.to_vec(), Change::Set(other.clone()));
        let (changed, failed) = open::change(self.text, &self.part.way, &[wish]);
        match failed.first().map(|failed| failed.why) {
            Some(Refusal::Shared | Refusal::Template) => return Ok(false),
            Some(why) => return Err(format!("refused: {why:?}")),
            None => {}
        }
        is_local(self.text, &changed, &self.bytes)?;
        let opened = open::open(&changed);
        let part = opened
            .parts
            .get(self.index)
            .filter(|part| part.way == self.part.way)
            .ok_or("its part is no longer found")?;
        let after = view(&changed, &part.way).ok_or("its part can no longer be read")?;
        let found = after.root().at(path).ok_or("its place is gone")?;
        if !says(found, other) {
            return Err(format!("reads {:?}, not {other:?}", found.value));
        }
        if let Some(format) = self.format {
            format
                .parse(&changed)
                .map_err(|why| format!("no longer parseable: {why}"))?;
        }
        let inner = match self.part.way.language {
            Language::Toml => Format::Toml,
            _ => Format::Yaml,
        };
        if inner.parse(self.view.text(self.text)).is_ok() {
            inner
                .parse(after.text(&changed))
                .map_err(|why| format!("its part is no longer parseable: {why}"))?;
        }
        Ok(true)
    }
}

/// Whether two texts differ in some bytes of the first only.
pub fn is_local(old: &str, new: &str, bytes: &Span) -> Result<(), String> {
    if old == new {
        return Err("nothing changed".to_owned());
    }
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let (before, after) = (bytes.start, old.len().saturating_sub(bytes.end));
    if new.len() < before + after || old.get(..before) != new.get(..before) {
        return Err("bytes before it changed".to_owned());
    }
    if old.get(old.len() - after..) != new.get(new.len() - after..) {
        return Err("bytes behind it changed".to_owned());
    }
    Ok(())
}

fn says(found: &Node, wanted: &tree::Node) -> bool {
    match (&found.value, wanted) {
        (Value::Float(found), tree::Node::Scalar(Scalar::Number(wanted))) => {
            wanted.parse() == Ok(*found)
        }
        _ => merge::says(found, wanted),
    }
}

/// The values of the known keys of a table, and below them.
fn table(node: &Node, part: catalogue::Part, at: &str, way: &mut Vec<Seg>, out: &mut Vec<Place>) {
    for entry in node.entries().iter().filter(|entry| !entry.merged) {
        let known = catalogue::children(part, at).find(|key| match part {
            catalogue::Part::Config => key.name().eq_ignore_ascii_case(&entry.key),
            catalogue::Part::Values => key.name() == entry.key,
        });
        way.push(Seg::Key(entry.key.clone()));
        if let Some(key) = known {
            value(&entry.node, Some(key), way, out);
        }
        way.pop();
    }
}

/// A value of a key, or of something that is passed on.
fn value(node: &Node, key: Option<&'static Key>, way: &mut Vec<Seg>, out: &mut Vec<Place>) {
    // What an alias names is shared.
    if node.alias {
        return;
    }
    match &node.value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                way.push(Seg::Index(index));
                match key.filter(|key| key.kind.is_table()) {
                    Some(key) if !item.is_scalar() => table(item, key.part, key.path, way, out),
                    _ => value(item, of_items(key), way, out),
                }
                way.pop();
            }
        }
        Value::Map(entries) => {
            if let Some(key) = key.filter(|key| key.kind.is_table()) {
                return table(node, key.part, key.path, way, out);
            }
            for entry in entries.iter().filter(|entry| !entry.merged) {
                let below = key.and_then(|key| {
                    catalogue::children(key.part, key.path).find(|key| key.name() == entry.key)
                });
                way.push(Seg::Key(entry.key.clone()));
                value(&entry.node, below.or(of_items(key)), way, out);
                way.pop();
            }
        }
        // It is a part of its own.
        Value::Text(_) if key.is_some_and(|key| key.kind == Type::Toml) => {}
        scalar => out.push(Place {
            path: way.clone(),
            span: node.span.clone(),
            other: legal::other(key, scalar),
        }),
    }
}

/// What the items of a list or map are: words of the key's, where it has some.
fn of_items(key: Option<&'static Key>) -> Option<&'static Key> {
    key.filter(|key| key.kind != Type::Any && !key.allowed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_elsewhere_are_seen() {
        let check = |new: &str, expect: Result<(), &str>| {
            let found = is_local("a: 1\nb: 2\n", new, &(3..4));
            assert_eq!(found, expect.map_err(str::to_owned), "{new}");
        };
        check("a: 2\nb: 2\n", Ok(()));
        check("a: \nb: 2\n", Ok(()));
        check("a: long\nb: 2\n", Ok(()));
        check("a: 1\nb: 2\n", Err("nothing changed"));
        check("A: 2\nb: 2\n", Err("bytes before it changed"));
        check("a: 2\nb: 3\n", Err("bytes behind it changed"));
        check("a: 2", Err("bytes before it changed"));
    }

    #[test]
    fn values_of_known_keys_are_found() {
        let check = |text: &str, expect: &[&str]| {
            let opened = open::open(text);
            let view = view(text, &opened.parts[0].way).unwrap();
            let mut places = Vec::new();
            let part = match opened.parts[0].kind {
                Kind::Values => catalogue::Part::Values,
                _ => catalogue::Part::Config,
            };
            table(view.root(), part, "", &mut Vec::new(), &mut places);
            let found: Vec<String> = places
                .iter()
                .filter(|place| place.other.is_some())
                .map(|place| path::print(&place.path))
                .collect();
            assert_eq!(found, expect, "{text}");
        };
        check(
            "concurrent = 1\nown = 2\n[[runners]]\nenvironment = [\"A=1\"]\n[runners.kubernetes.node_selector]\na = \"b\"\n",
            &[
                "concurrent",
                "runners[0].environment[0]",
                "runners[0].kubernetes.node_selector.a",
            ],
        );
        check(
            "gitlabUrl: x\nown: 1\nresources:\n  limits: {cpu: 1}\ntolerations:\n- key: a\n",
            &["gitlabUrl", "resources.limits.cpu", "tolerations[0].key"],
        );
    }
}
