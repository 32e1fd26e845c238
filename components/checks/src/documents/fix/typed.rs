//! Turns a value of the wrong form into the one that its key is read into, where it is plain what is meant.

use runwright_model::Json;
use runwright_model::catalogue::{Key, Type, Unit};
use runwright_model::quantity::{Resource, suspicious};

use super::super::config::is_duration;
use super::super::node::{Node, Value};
use super::{child, forms};

/// A value in the form of its key; none where a template decides it or what is meant is not plain.
pub fn typed(key: &Key, node: &Node) -> Option<Json> {
    if let Some(json) = forms::special(key, node) {
        return json;
    }
    match key.kind {
        Type::Text | Type::Date => text(key, node).map(Json::Text),
        Type::Duration => duration(node).map(Json::Text),
        Type::Int => int(key, node).map(Json::Number),
        Type::Float => {
            let text = scalar(node)?;
            let fits = text.parse::<f64>().is_ok_and(f64::is_finite);
            fits.then_some(Json::Number(text))
        }
        Type::Bool => boolean(node).map(Json::Bool),
        Type::Texts => list(node, |item| one_name(key, item).map(Json::Text)),
        Type::TextOrTexts => match node.list() {
            Some(_) => list(node, |item| text(key, item).map(Json::Text)),
            None => text(key, node).map(Json::Text),
        },
        Type::Ints | Type::Floats => list(node, |item| {
            let text = scalar(item)?;
            text.parse::<f64>().is_ok().then_some(Json::Number(text))
        }),
        Type::TextMap | Type::IntMap | Type::BoolMap => {
            let pairs = forms::pairs(node)?.into_iter();
            let each = |(name, found): (String, String)| {
                let value = match key.kind {
                    Type::IntMap => Json::Number(found.parse::<i64>().ok()?.to_string()),
                    Type::BoolMap => Json::Bool(boolean(&Node::of_text(&found))?),
                    _ => Json::Text(found),
                };
                Some((name, value))
            };
            Some(Json::Map(pairs.map(each).collect::<Option<_>>()?))
        }
        Type::Table => table(key, node),
        Type::Tables => match &node.value {
            Value::List(items) => {
                let items = items.iter().map(|item| table(key, item));
                Some(Json::List(items.collect::<Option<_>>()?))
            }
            _ => Some(Json::List(vec![table(key, node)?])),
        },
        Type::TextsMap | Type::Any => json(node),
        Type::Toml => None,
    }
}

/// A scalar as text; none of a template.
pub fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) if !text.contains("{{") => Some(text.clone()),
        Value::Bool(on) => Some(on.to_string()),
        Value::Int(Some(number)) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The letters of a word, so that `IfNotPresent` is `if-not-present`.
pub fn letters(word: &str) -> String {
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

fn text(key: &Key, node: &Node) -> Option<String> {
    let text = scalar(node)?;
    if !key.allowed.is_empty() {
        let known = || key.allowed.iter();
        let word = known()
            .find(|word| **word == text)
            .or_else(|| known().find(|word| letters(word) == letters(&text)));
        return word.map(|word| (*word).to_owned());
    }
    let resource = match key.unit {
        Unit::Cpu => Resource::Cpu,
        Unit::Memory => Resource::Memory,
        Unit::Storage => Resource::Storage,
        _ => return Some(text),
    };
    // Of a bare number the unit is guessed where it cannot be what is meant.
    if matches!(node.value, Value::Int(_) | Value::Float(_))
        && let Some(odd) = suspicious(&text, resource)
        && let Some(meant) = odd.suggestion()
        && suspicious(meant, resource).is_none()
    {
        return Some(meant.to_owned());
    }
    Some(text)
}

fn boolean(node: &Node) -> Option<bool> {
    match scalar(node)?.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn int(key: &Key, node: &Node) -> Option<String> {
    let found = scalar(node)?;
    let text = found.trim();
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.to_string());
    }
    if let Value::Float(number) = node.value {
        let whole = number.fract() == 0.0 && number.abs() < 1e15;
        return whole.then(|| format!("{number:.0}"));
    }
    if key.unit != Unit::Seconds {
        return None;
    }
    let (number, factor) = match text.strip_suffix(['s', 'm', 'h']) {
        Some(number) if text.ends_with('s') => (number, 1),
        Some(number) if text.ends_with('m') => (number, 60),
        Some(number) => (number, 3600),
        None => return None,
    };
    let number = number.trim().parse::<i64>().ok()?.checked_mul(factor)?;
    Some(number.to_string())
}

/// A duration of Go. Bare numbers were meant as seconds, unless they count a second or more of nanoseconds.
fn duration(node: &Node) -> Option<String> {
    const SECOND: i64 = 1_000_000_000;
    let found = scalar(node)?;
    if is_duration(&found) {
        return Some(found);
    }
    let mut text: String = found.chars().filter(|c| !c.is_whitespace()).collect();
    text.make_ascii_lowercase();
    if let Ok(number) = text.parse::<i64>() {
        let seconds = if number >= SECOND {
            number / SECOND
        } else {
            number
        };
        return Some(format!("{seconds}s"));
    }
    for (long, short) in [
        ("hours", "h"),
        ("hour", "h"),
        ("minutes", "m"),
        ("minute", "m"),
        ("mins", "m"),
        ("min", "m"),
        ("seconds", "s"),
        ("second", "s"),
        ("secs", "s"),
        ("sec", "s"),
    ] {
        text = text.replace(long, short);
    }
    // A day is the one unit that people write and Go does not know.
    if let Some(days) = text
        .strip_suffix("days")
        .or_else(|| text.strip_suffix("day"))
        .or_else(|| text.strip_suffix('d'))
        && let Ok(days) = days.parse::<u32>()
    {
        text = format!("{}h", u64::from(days) * 24);
    }
    is_duration(&text).then_some(text)
}

/// The items of a list; a scalar, or a table that is no list, is a list of one.
fn list(node: &Node, each: impl Fn(&Node) -> Option<Json>) -> Option<Json> {
    Some(Json::List(match &node.value {
        Value::List(items) => items.iter().map(each).collect::<Option<_>>()?,
        Value::Text(text) if text.trim().is_empty() => Vec::new(),
        Value::Map(_) => return None,
        _ => vec![each(node)?],
    }))
}

/// An item of a list of texts; an object of nothing but a name is that name.
fn one_name(key: &Key, item: &Node) -> Option<String> {
    match item.entries() {
        [only] if only.key == "name" => scalar(&only.node),
        [_, ..] => None,
        [] => text(key, item),
    }
}

/// The keys of a table by their types. Keys that are not known stay as they are.
fn table(key: &Key, node: &Node) -> Option<Json> {
    let node = match node.items() {
        [only] => only,
        _ => node,
    };
    let keys = node.map()?.iter().map(|entry| {
        Some(match child(key.part, key.path, &entry.key) {
            Some(key) => (key.name().to_owned(), typed(key, &entry.node)?),
            None => (entry.key.clone(), json(&entry.node)?),
        })
    });
    Some(Json::Map(keys.collect::<Option<_>>()?))
}

/// A value as it is; none where a template decides a part of it.
pub fn json(node: &Node) -> Option<Json> {
    Some(match &node.value {
        Value::Null => Json::Null,
        Value::Bool(on) => Json::Bool(*on),
        Value::Int(Some(number)) => Json::Number(number.to_string()),
        Value::Float(number) if number.is_finite() => Json::Number(number.to_string()),
        Value::Text(text) if !text.contains("{{") => Json::Text(text.clone()),
        Value::List(items) => Json::List(items.iter().map(json).collect::<Option<_>>()?),
        Value::Map(entries) => Json::Map(
            entries
                .iter()
                .map(|entry| Some((entry.key.clone(), json(&entry.node)?)))
                .collect::<Option<_>>()?,
        ),
        _ => return None,
    })
}
