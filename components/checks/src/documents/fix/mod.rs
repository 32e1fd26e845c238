//! Makes the edits of a plan that mend what a note names.
//!
//! An edit reaches the file in two ways. A setting changes the file at its path; `drop.` and a path takes that very
//! key out, or writes the plan's setting of it anew, in the form that is read. Only one part of each kind is bound to
//! the plan, and in a configuration only one runner ([`Reach`]).

mod forms;
mod typed;
mod volumes;

use std::rc::Rc;

use runwright_model::catalogue::{self, Key, Part, Type};
use runwright_model::{Draft, Edit, Json, Kind, Lang, Plan, Row, Value, field, say};

use runwright_model::version::Version;

use super::config::snake;
use super::node::{self, Entry, Node};

pub use typed::{json, typed};
pub use volumes::settle;

/// What the edits of a fix can change at the place that is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    #[default]
    Nothing,
    /// Keys that the plan does not write can be taken out.
    Removal,
    All,
}

/// The parts of the file that the plan is bound to.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    pub values: Option<Rc<Node>>,
    pub config: Option<Rc<Node>>,
    /// Of the Kubernetes executor, the first, in `config`.
    pub runner: Option<Rc<Node>>,
    /// What a release around the values says.
    pub chart: Option<Version>,
}

impl Bound {
    /// Whether the file says something at the path of a key.
    pub fn has(&self, part: Part, path: &str) -> bool {
        self.find(part, path).is_some()
    }

    pub fn find(&self, part: Part, path: &str) -> Option<&Node> {
        let (root, rest) = match (part, path.strip_prefix("runners.")) {
            (Part::Values, _) => (self.values.as_ref()?, path),
            (Part::Config, Some(rest)) => (self.runner.as_ref()?, rest),
            (Part::Config, None) => (self.config.as_ref()?, path),
        };
        rest.split('.').try_fold(&**root, |node, key| {
            let entry = match part {
                Part::Config => node.entry_any_case(key),
                Part::Values => node.entry(key),
            };
            entry.map(|entry| &entry.node)
        })
    }
}

/// Takes a key out of the file; none where it is a copy of something elsewhere.
pub fn drop(entry: &Entry) -> Option<Edit> {
    entry
        .own
        .then(|| Edit::set(&["drop.", &entry.id].concat(), true))
}

/// Takes a key out for good: also what the plan holds of it under an id of its own.
pub fn remove(entry: &Entry, part: Part, path: &str) -> Option<Vec<Edit>> {
    let mut edits = vec![drop(entry)?];
    if let Some(key) = catalogue::find(part, path) {
        edits.push(Edit::reset(&id(key)));
    }
    Some(edits)
}

/// Writes what a key says at another place, in the form of that place. In its own table the key gets the name and
/// keeps its line.
pub fn moved(entry: &Entry, part: Part, path: &str) -> Option<Vec<Edit>> {
    let mut drop = drop(entry)?;
    let key = catalogue::find(part, path)?;
    // A table may have its name in several headers.
    let plain =
        entry.node.map().is_none() && entry.node.items().iter().all(|item| item.map().is_none());
    if plain && table_of(&entry.id) == [prefix(part), key.parent()].concat() {
        drop.value = Some(key.name().into());
    }
    let mut edits = vec![drop];
    edits.extend(set(part, path, &entry.node)?);
    Some(edits)
}

/// The table that a key's id names, without list marks: `config.runners.kubernetes`.
fn table_of(id: &str) -> String {
    let mut table = String::new();
    let mut inside = false;
    for ch in id.chars() {
        inside = (inside || ch == '[') && ch != ']';
        if !inside && ch != ']' {
            table.push(ch);
        }
    }
    let end = table.rfind('.').unwrap_or(0);
    // The top of a document ends in a dot.
    let end = if table.matches('.').count() == 1 {
        end + 1
    } else {
        end
    };
    table.truncate(end);
    table
}

fn prefix(part: Part) -> &'static str {
    match part {
        Part::Config => "config.",
        Part::Values => "values.",
    }
}

/// Writes a key anew, with the value that is meant by what stands there.
pub fn anew(entry: &Entry, part: Part, path: &str, meant: &Node) -> Option<Vec<Edit>> {
    let mut edits = vec![drop(entry)?];
    edits.extend(set(part, path, meant)?);
    Some(edits)
}

/// Sets the key of a path, and those below a table, to what a value of the file means.
pub fn set(part: Part, path: &str, node: &Node) -> Option<Vec<Edit>> {
    if !node.is_small() {
        return None;
    }
    let key = catalogue::find(part, path)?;
    let in_list = |table: &str| {
        table != "runners"
            && catalogue::find(part, table).is_some_and(|table| table.kind == Type::Tables)
    };
    let mut table = key.parent();
    while !table.is_empty() {
        if in_list(table) {
            return None;
        }
        table = table.rsplit_once('.').map_or("", |(table, _)| table);
    }
    let json = typed(key, node)?;
    let mut edits = Vec::new();
    put(key, &json, &mut edits)?;
    (!edits.is_empty()).then_some(edits)
}

/// Sets a key under its own id, whatever field there is for it.
pub fn own(key: &Key, node: &Node) -> Option<Edit> {
    Some(Edit::set(&id(key), value(key, &typed(key, node)?)?))
}

/// The same of a word.
pub fn set_text(part: Part, path: &str, text: &str) -> Option<Vec<Edit>> {
    set(part, path, &Node::of_text(text))
}

/// Lets the values name a Secret for the token: the one they name, or the usual one.
pub fn name_secret(bound: &Bound) -> Vec<Edit> {
    let named = bound.find(Part::Values, "runners.secret");
    let mut edits = vec![Edit::set("gitlab.auth", "secret")];
    if !named.is_some_and(Node::is_set) {
        edits.push(Edit::reset("gitlab.secret_name"));
    }
    edits
}

/// Has the plan's value of a key written, though it is what the plan says already.
pub fn written(key: &Key) -> Edit {
    Edit::set(&["drop.", &id(key)].concat(), true)
}

/// The id of a key that no field is for.
pub fn id(key: &Key) -> String {
    match key.part {
        Part::Config => ["config.", key.path].concat(),
        Part::Values => ["values.", key.path].concat(),
    }
}

fn put(key: &Key, json: &Json, out: &mut Vec<Edit>) -> Option<()> {
    if key.secret || key.other_executor || key.removed.is_some() {
        return None;
    }
    match key.path {
        "runners.kubernetes.node_selector" => out.push(Edit::set("nodes.selector", rows(json)?)),
        "runners.kubernetes.node_tolerations" => match tolerations(json) {
            Some(rows) => out.push(Edit::set("nodes.tolerations", Value::Rows(rows))),
            None => out.push(Edit::set(&id(key), rows(json)?)),
        },
        _ if key.kind == Type::Table => {
            for (name, value) in json.entries()? {
                let below = catalogue::find(key.part, &[key.path, ".", name].concat())?;
                put(below, value, out)?;
            }
        }
        _ => {
            let value = value(key, json)?;
            let edit = Edit::set(key.field, value.clone());
            let edit = match field::find(key.field) {
                Some(field) if takes(field, &edit) => edit,
                _ => Edit::set(&id(key), value),
            };
            out.push(edit);
        }
    }
    Some(())
}

/// Whether a field holds a value on its own; one that another choice rules out, or that it refuses, does not.
fn takes(field: &'static field::Field, edit: &Edit) -> bool {
    let kind = match (&edit.value, field.kind) {
        (Some(Value::List(_)), Kind::List { .. } | Kind::Words(_)) => true,
        (Some(Value::Text(_)), kind) => !matches!(
            kind,
            Kind::List { .. } | Kind::Words(_) | Kind::Rows(_) | Kind::Secret
        ),
        _ => false,
    };
    if !kind {
        return false;
    }
    let mut draft = Draft::default();
    draft.apply(std::slice::from_ref(edit));
    let read = Plan::read(&draft);
    read.problems.is_empty() && !read.disabled.iter().any(|off| off.field == field.id)
}

/// A value of the file's form as the draft holds it.
fn value(key: &Key, json: &Json) -> Option<Value> {
    let list_field = field::find(key.field)
        .is_some_and(|field| matches!(field.kind, Kind::List { .. } | Kind::Words(_)));
    let texts = |items: &[Json]| {
        let items = items.iter().map(|item| Some(item.scalar()?.to_owned()));
        items.collect::<Option<Vec<String>>>()
    };
    Some(match key.kind {
        Type::Text | Type::Int | Type::Float | Type::Bool | Type::Duration | Type::Date => {
            Value::Text(json.scalar()?.to_owned())
        }
        Type::TextOrTexts => match json {
            Json::List(items) => Value::List(texts(items)?),
            _ => Value::List(vec![json.scalar()?.to_owned()]),
        },
        Type::Texts | Type::Ints | Type::Floats => Value::List(texts(json.list()?)?),
        Type::TextMap | Type::IntMap | Type::BoolMap => rows(json)?,
        _ if list_field => return None,
        Type::Tables | Type::TextsMap | Type::Any => {
            let mut text = String::new();
            json.print(&mut text);
            Value::Text(text)
        }
        Type::Table | Type::Toml => return None,
    })
}

fn rows(json: &Json) -> Option<Value> {
    let row = |(key, value): &(String, Json)| {
        let mut row = Row::new();
        row.insert("key".to_owned(), key.clone());
        row.insert("value".to_owned(), value.scalar()?.to_owned());
        Some(row)
    };
    let rows = json.entries()?.iter().map(row);
    Some(Value::Rows(rows.collect::<Option<Vec<Row>>>()?))
}

fn tolerations(json: &Json) -> Option<Vec<Row>> {
    let row = |(taint, effect): &(String, Json)| {
        let (key, value) = taint.split_once('=').unwrap_or((taint, ""));
        let mut row = Row::new();
        row.insert("key".to_owned(), key.to_owned());
        if !value.is_empty() {
            row.insert("value".to_owned(), value.to_owned());
        }
        row.insert("effect".to_owned(), effect.text()?.to_owned());
        (!key.is_empty()).then_some(row)
    };
    json.entries()?.iter().map(row).collect()
}

/// The map of an entry without it: the setting that remains, or none of it.
pub fn without(map: &Node, gone: &Entry, part: Part, path: &str) -> Option<Vec<Edit>> {
    if !map.is_small() {
        return None;
    }
    let rest: Vec<Entry> = map
        .entries()
        .iter()
        .filter(|entry| entry.id != gone.id)
        .cloned()
        .collect();
    if rest.is_empty() {
        let key = catalogue::find(part, path)?;
        let field = match key.path {
            "runners.kubernetes.node_selector" => "nodes.selector",
            "runners.kubernetes.node_tolerations" => "nodes.tolerations",
            _ => return Some(vec![Edit::reset(&id(key))]),
        };
        return Some(vec![Edit::set(field, Value::Rows(Vec::new()))]);
    }
    let rest = Node {
        at: map.at,
        value: node::Value::Map(rest),
    };
    set(part, path, &rest)
}

/// The key of a table that a name means: as it is, in another case, or in camel case.
pub fn child(part: Part, table: &str, name: &str) -> Option<&'static Key> {
    let keys = || catalogue::children(part, table).filter(|key| key.removed.is_none());
    match part {
        Part::Config => keys()
            .find(|key| key.name().eq_ignore_ascii_case(name))
            .or_else(|| {
                let snake = snake(name);
                keys().find(|key| key.name().eq_ignore_ascii_case(&snake))
            }),
        Part::Values => keys().find(|key| key.name() == name),
    }
}

/// The words of a fix that removes.
pub fn removal(lang: Lang) -> String {
    lang.pick("Remove it", "删除").to_owned()
}

/// The words of a fix that writes a value, which it shows where it is short.
pub fn writing(lang: Lang, part: Part, path: &str, node: &Node) -> String {
    let json = catalogue::find(part, path).and_then(|key| typed(key, node));
    let plain = |json: &Json| match json {
        Json::Map(entries) => entries.iter().all(|(_, value)| value.scalar().is_some()),
        Json::List(items) => items.iter().all(|item| item.scalar().is_some()),
        _ => true,
    };
    let mut shown = String::new();
    if let Some(json) = json.filter(plain) {
        json.print(&mut shown);
    }
    if shown.is_empty() || shown.chars().count() > 40 || shown.starts_with('{') {
        return lang
            .pick("Write it in the right form", "改成正确的写法")
            .to_owned();
    }
    say!(lang, "Write {shown}", "写成 {shown}")
}

/// The kind of volume that a word means.
pub fn volume_kind(word: &str) -> Option<&'static str> {
    match typed::letters(word).as_str() {
        "configmap" => Some("config_map"),
        "persistentvolumeclaim" | "pvc" | "persistentvolume" => Some("pvc"),
        "emptydir" => Some("empty_dir"),
        "hostpath" => Some("host_path"),
        "secret" => Some("secret"),
        "csi" => Some("csi"),
        "nfs" => Some("nfs"),
        _ => None,
    }
}
