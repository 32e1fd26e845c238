//! Turns what was typed into a value of the key's type.

use runwright_documents::tree::{Map, Node, Seq};
use runwright_files::open::value::tree;
use runwright_model::catalogue::{self, Key, Part, Type, Unit};
use runwright_model::format::Format;
use runwright_model::{Json, Quantity, json};

use super::words::Wrong;

/// The value of a key.
pub fn whole(key: &'static Key, raw: &str) -> Result<Node, Wrong> {
    let list = matches!(
        key.kind,
        Type::Texts | Type::Ints | Type::Floats | Type::TextOrTexts
    );
    let map = matches!(
        key.kind,
        Type::TextMap | Type::IntMap | Type::BoolMap | Type::TextsMap
    );
    let json = match key.kind {
        Type::Any => return Ok(free(raw)),
        Type::Toml => return Ok(raw.into()),
        _ if list && !raw.trim_start().starts_with('[') => Json::List(
            raw.split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| scalar(item_of(key.kind), item))
                .collect::<Option<_>>()
                .ok_or(Wrong::Type(key.kind))?,
        ),
        _ if map && !raw.trim_start().starts_with('{') => Json::Map(
            raw.split(',')
                .filter(|pair| !pair.trim().is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=')?;
                    let value = scalar(item_of(key.kind), value.trim())?;
                    Some((name.trim().to_owned(), value))
                })
                .collect::<Option<_>>()
                .ok_or(Wrong::Type(key.kind))?,
        ),
        _ if list || map || key.kind.is_table() => {
            json::read(raw).map_err(|_| Wrong::Type(key.kind))?
        }
        _ => scalar(key.kind, raw).ok_or(Wrong::Type(key.kind))?,
    };
    fits(key, key.kind, &json)?;
    Ok(node(&json))
}

/// An item of a key's list, or a value of its map.
pub fn item(key: &'static Key, raw: &str) -> Result<Node, Wrong> {
    let kind = item_of(key.kind);
    let json = match kind {
        Type::Texts => json::read(raw).map_err(|_| Wrong::Type(kind))?,
        _ => scalar(kind, raw).ok_or(Wrong::Type(kind))?,
    };
    fits(key, kind, &json)?;
    Ok(node(&json))
}

/// A table of a key's list of tables.
pub fn row(key: &'static Key, raw: &str) -> Result<Node, Wrong> {
    let json = json::read(raw).map_err(|_| Wrong::Type(Type::Table))?;
    fits(key, Type::Table, &json)?;
    Ok(node(&json))
}

/// JSON where it is some, else a text.
pub fn free(raw: &str) -> Node {
    json::read(raw).map_or_else(|_| raw.into(), |json| node(&json))
}

/// Trees of JSON, with no list or map that is empty written as nothing.
fn node(json: &Json) -> Node {
    match json {
        Json::List(items) if items.is_empty() => Seq::flow(Vec::<Node>::new()).into(),
        Json::Map(entries) if entries.is_empty() => Map::new().into(),
        _ => tree(json),
    }
}

fn item_of(kind: Type) -> Type {
    match kind {
        Type::Ints | Type::IntMap => Type::Int,
        Type::Floats => Type::Float,
        Type::BoolMap => Type::Bool,
        Type::TextsMap => Type::Texts,
        _ => Type::Text,
    }
}

/// A scalar of a type; none where the text is not one.
fn scalar(kind: Type, raw: &str) -> Option<Json> {
    Some(match kind {
        Type::Int => Json::Number(raw.trim().parse::<i64>().ok()?.to_string()),
        Type::Float => {
            let number = raw.trim();
            number
                .parse::<f64>()
                .ok()
                .filter(|value| value.is_finite())?;
            Json::Number(number.to_owned())
        }
        Type::Bool => Json::Bool(raw.trim().parse().ok()?),
        Type::Texts => Json::List(vec![Json::Text(raw.to_owned())]),
        _ => Json::Text(raw.to_owned()),
    })
}

/// Whether a value is what a key takes, as far as that is known.
fn fits(key: &'static Key, kind: Type, json: &Json) -> Result<(), Wrong> {
    let wrong = Err(Wrong::Type(kind));
    match (kind, json) {
        (Type::Any | Type::Toml, _) => Ok(()),
        (Type::Text | Type::Date, Json::Text(text)) => word(key, text),
        (Type::Duration, Json::Text(text)) => {
            if Format::Duration.check(text).is_ok() || text.is_empty() {
                Ok(())
            } else {
                wrong
            }
        }
        (Type::Int, Json::Number(number)) if number.parse::<i64>().is_ok() => word(key, number),
        (Type::Float, Json::Number(_)) | (Type::Bool, Json::Bool(_)) => Ok(()),
        (Type::TextOrTexts, Json::Text(text)) => word(key, text),
        (Type::Texts | Type::TextOrTexts | Type::Ints | Type::Floats, Json::List(items)) => items
            .iter()
            .try_for_each(|item| fits(key, item_of(kind), item)),
        (Type::TextMap | Type::IntMap | Type::BoolMap | Type::TextsMap, Json::Map(entries)) => {
            entries
                .iter()
                .try_for_each(|(_, value)| fits(key, item_of(kind), value))
        }
        (Type::Tables, Json::List(items)) => items
            .iter()
            .try_for_each(|item| fits(key, Type::Table, item)),
        (Type::Table, Json::Map(entries)) => entries.iter().try_for_each(|(name, value)| {
            let below = catalogue::children(key.part, key.path).find(|below| match key.part {
                Part::Config => below.name().eq_ignore_ascii_case(name),
                Part::Values => below.name() == name,
            });
            match below {
                Some(below) => fits(below, below.kind, value)
                    .map_err(|wrong| Wrong::Below(name.clone(), Box::new(wrong))),
                None => Err(Wrong::Key(name.clone())),
            }
        }),
        _ => wrong,
    }
}

fn word(key: &Key, text: &str) -> Result<(), Wrong> {
    if text.is_empty() {
        return Ok(());
    }
    if !key.allowed.is_empty() && !key.allowed.contains(&text) {
        return Err(Wrong::Word(key.allowed.clone()));
    }
    let quantity = matches!(key.unit, Unit::Cpu | Unit::Memory | Unit::Storage);
    if quantity && Quantity::parse(text).is_err() {
        return Err(Wrong::Quantity);
    }
    Ok(())
}
