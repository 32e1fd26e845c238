//! Reads the forms that people know from Kubernetes, resolv.conf and the command line.

use runwright_model::Json;
use runwright_model::catalogue::Key;

use super::super::node::{Node, Value};
use super::typed::{letters, scalar, typed};

/// Keys whose usual wrong forms need more than their type to understand; the outer is none for all others.
pub fn special(key: &Key, node: &Node) -> Option<Option<Json>> {
    let text = |text: String| Json::Text(text);
    let pairs = |pairs: Vec<(String, String)>| {
        Json::Map(
            pairs
                .into_iter()
                .map(|(key, value)| (key, text(value)))
                .collect(),
        )
    };
    match key.path {
        "runners.kubernetes.node_tolerations" => Some(tolerations(node).map(pairs)),
        "runners.kubernetes.dns_config.options" => Some(options(node)),
        "runners.kubernetes.services" if has_texts(node) => Some(names(node)),
        "runners.environment" if node.map().is_some() => Some(self::pairs(node).map(|pairs| {
            let lines = pairs
                .into_iter()
                .map(|(key, value)| [&*key, "=", &value].concat());
            Json::List(lines.map(Json::Text).collect())
        })),
        _ if key.name() == "seccomp_profile" && node.text().is_some() => {
            let kind = ("type".to_owned(), Json::Text(node.text()?.to_owned()));
            Some(Some(Json::Map(vec![kind])))
        }
        "runners.kubernetes.volumes" if node.list().is_some() => Some(volumes(key, node)),
        _ => None,
    }
}

fn has_texts(node: &Node) -> bool {
    node.text().is_some() || node.items().iter().any(|item| item.text().is_some())
}

/// Images as tables with a name.
fn names(node: &Node) -> Option<Json> {
    let one = |item: &Node| {
        Some(match item.map() {
            Some(_) => super::typed::json(item)?,
            None => Json::Map(vec![("name".to_owned(), Json::Text(scalar(item)?))]),
        })
    };
    let items = match &node.value {
        Value::List(items) => items.iter().map(one).collect::<Option<Vec<Json>>>()?,
        _ => vec![one(node)?],
    };
    Some(Json::List(items))
}

/// The keys and values of a map, also where it is written as `key=value`, as tables with `key` and `value`, or with
/// dots that made tables of its keys.
pub fn pairs(node: &Node) -> Option<Vec<(String, String)>> {
    let mut out = Vec::new();
    gather(node, "", &mut out)?;
    Some(out)
}

fn gather(node: &Node, prefix: &str, out: &mut Vec<(String, String)>) -> Option<()> {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let key = match prefix {
                    "" => entry.key.clone(),
                    _ => [prefix, ".", &entry.key].concat(),
                };
                match entry.node.map() {
                    Some(_) => gather(&entry.node, &key, out)?,
                    None => out.push((key, scalar(&entry.node)?)),
                }
            }
        }
        Value::List(items) => {
            for item in items {
                let name = item.get("key").or_else(|| item.get("name"));
                match (name.and_then(scalar), item.get("value"), item.text()) {
                    (Some(key), Some(value), _) if item.entries().len() == 2 => {
                        out.push((key, scalar(value)?));
                    }
                    (_, _, Some(text)) => out.push(pair(text)?),
                    _ if item.map().is_some() && name.is_none() => gather(item, "", out)?,
                    _ => return None,
                }
            }
        }
        Value::Text(text) if !text.contains("{{") => {
            for part in text.split(',').filter(|part| !part.trim().is_empty()) {
                out.push(pair(part)?);
            }
        }
        _ => return None,
    }
    Some(())
}

fn pair(text: &str) -> Option<(String, String)> {
    let (key, value) = text.split_once('=').or_else(|| text.split_once(':'))?;
    let clean = |word: &str| word.trim().trim_matches('"').to_owned();
    (!key.trim().is_empty() && !text.contains("{{")).then(|| (clean(key), clean(value)))
}

fn effect(word: &str) -> Option<&'static str> {
    ["NoSchedule", "PreferNoSchedule", "NoExecute", ""]
        .into_iter()
        .find(|effect| letters(effect) == letters(word))
}

/// Taints with their effects, as `key` or `key=value`.
fn tolerations(node: &Node) -> Option<Vec<(String, String)>> {
    match &node.value {
        Value::Map(entries) if node.get("key").is_none() || node.get("effect").is_none() => entries
            .iter()
            .map(|entry| match entry.node.map() {
                Some(_) => taint(&entry.node, Some(&entry.key)),
                None => {
                    let found = scalar(&entry.node)?;
                    Some((entry.key.clone(), effect(&found)?.to_owned()))
                }
            })
            .collect(),
        Value::Map(_) => Some(vec![taint(node, None)?]),
        Value::List(items) => items
            .iter()
            .map(|item| match item.text() {
                Some(text) => taint_text(text),
                None => taint(item, None),
            })
            .collect(),
        Value::Text(text) => text.split(',').map(taint_text).collect(),
        _ => None,
    }
}

/// `key=value:Effect`, as `kubectl taint` takes it.
fn taint_text(text: &str) -> Option<(String, String)> {
    let (taint, found) = text.trim().rsplit_once(':').unwrap_or((text.trim(), ""));
    (!taint.is_empty() && !text.contains("{{"))
        .then_some(())
        .and(effect(found))
        .map(|effect| (taint.to_owned(), effect.to_owned()))
}

/// A toleration as Kubernetes writes it.
fn taint(node: &Node, name: Option<&str>) -> Option<(String, String)> {
    let known = ["key", "operator", "value", "effect"];
    if !node
        .entries()
        .iter()
        .all(|entry| known.contains(&entry.key.as_str()))
    {
        return None;
    }
    let cell = |key: &str| match node.get(key) {
        Some(found) => scalar(found),
        None => Some(String::new()),
    };
    let key = match name {
        Some(name) => name.to_owned(),
        None => cell("key")?,
    };
    let (value, effect) = (cell("value")?, effect(&cell("effect")?)?.to_owned());
    let exists = cell("operator")? == "Exists" || value.is_empty();
    let taint = if exists || key.contains('=') {
        key
    } else {
        [&*key, "=", &value].concat()
    };
    Some((taint, effect))
}

/// Options of a resolver: `ndots:2`, a map of them, or tables whose values are numbers.
fn options(node: &Node) -> Option<Json> {
    let option = |name: &str, value: &str| {
        let mut cells = vec![("name".to_owned(), Json::Text(name.trim().to_owned()))];
        if !value.trim().is_empty() {
            cells.push(("value".to_owned(), Json::Text(value.trim().to_owned())));
        }
        Json::Map(cells)
    };
    let text = |text: &str| {
        let (name, value) = text.split_once([':', '=']).unwrap_or((text, ""));
        option(name, value)
    };
    let cell = |item: &Node, key: &str| match item.entry_any_case(key) {
        Some(found) => scalar(&found.node),
        None => Some(String::new()),
    };
    let one = |item: &Node| match item.text() {
        Some(words) => Some(text(words)),
        None => {
            let (name, value) = (cell(item, "name")?, cell(item, "value")?);
            let known = item.entries().iter().all(|entry| {
                ["name", "value"]
                    .iter()
                    .any(|key| entry.key.eq_ignore_ascii_case(key))
            });
            (known && !name.is_empty()).then(|| match value.is_empty() {
                true => text(&name),
                false => option(&name, &value),
            })
        }
    };
    let items = match &node.value {
        Value::List(items) => items.iter().map(one).collect::<Option<Vec<Json>>>()?,
        Value::Text(words) if !words.contains("{{") => words
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .map(text)
            .collect(),
        Value::Map(_) if node.entry_any_case("name").is_some() => vec![one(node)?],
        Value::Map(entries) => entries
            .iter()
            .map(|entry| Some(option(&entry.key, &scalar(&entry.node)?)))
            .collect::<Option<_>>()?,
        _ => return None,
    };
    Some(Json::List(items))
}

/// Volumes with their kind beside them, by kind.
fn volumes(key: &Key, node: &Node) -> Option<Json> {
    let mut kinds: Vec<(String, Json)> = Vec::new();
    for item in node.items() {
        let (kind, rest) = kind_of(key, item)?;
        let list = typed(
            kind,
            &Node {
                at: item.at,
                value: Value::List(vec![rest]),
            },
        )?;
        match kinds.iter_mut().find(|(name, _)| *name == kind.name()) {
            Some((_, Json::List(known))) => known.extend(list.list()?.iter().cloned()),
            _ => kinds.push((kind.name().to_owned(), list)),
        }
    }
    Some(Json::Map(kinds))
}

/// The kind that a table of `[[…volumes]]` names in `type` or as its only other table.
fn kind_of(key: &Key, item: &Node) -> Option<(&'static Key, Node)> {
    let named = item.entry("type").or_else(|| item.entry("kind"))?;
    let kind = super::volume_kind(named.node.text()?)?;
    let kind = super::child(key.part, key.path, kind)?;
    let rest = item.entries().iter().filter(|entry| entry.key != named.key);
    let value = Value::Map(rest.cloned().collect());
    Some((kind, Node { at: item.at, value }))
}
