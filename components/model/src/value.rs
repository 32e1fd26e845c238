//! Holds what the user typed, before it means anything.
//!
//! A [`Draft`] maps field ids to values and holds only what differs from the default. It is what
//! undo keeps, what a link carries and what is autosaved. Values stay text, so a half-typed number
//! is a state and not a loss; [`crate::reader`] turns a draft into a [`crate::Plan`].

use crate::map::Map;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// One row of a table field: column id to text. Columns left out have their default.
pub type Row = Map<String>;

/// The value of one field as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, number, quantity, choice; `"true"` and `"false"` for a switch.
    Text(String),
    List(Vec<String>),
    Rows(Vec<Row>),
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The list; a text is split at commas and blanks, as people paste it.
    pub fn list(&self) -> Vec<String> {
        match self {
            Value::List(items) => items.clone(),
            Value::Text(text) => split(text),
            Value::Rows(_) => Vec::new(),
        }
    }

    pub fn rows(&self) -> &[Row] {
        match self {
            Value::Rows(rows) => rows,
            _ => &[],
        }
    }
}

/// Splits at commas, semicolons and white space; empty parts vanish.
pub fn split(text: &str) -> Vec<String> {
    text.split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(str::to_string)
        .collect()
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<bool> for Value {
    fn from(on: bool) -> Value {
        Value::Text(if on { "true" } else { "false" }.to_string())
    }
}

impl From<Vec<String>> for Value {
    fn from(items: Vec<String>) -> Value {
        Value::List(items)
    }
}

impl From<&[&str]> for Value {
    fn from(items: &[&str]) -> Value {
        Value::List(items.iter().map(|item| item.to_string()).collect())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => to.serialize_str(text),
            Value::List(items) => items.serialize(to),
            Value::Rows(rows) => rows.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        from.deserialize_any(AnyValue)
    }
}

/// Accepts what people write by hand too: numbers and booleans become text.
struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text, a number, true or false, a list of texts, or a list of rows")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<Value, E> {
        Ok(on.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.to_string().into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.to_string().into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(number.to_string().into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let (mut items, mut rows) = (Vec::new(), Vec::new());
        while let Some(item) = seq.next_element::<Item>()? {
            match item {
                Item::Text(text) => items.push(text),
                Item::Row(row) => rows.push(row),
            }
        }
        match (items.is_empty(), rows.is_empty()) {
            (true, false) => Ok(Value::Rows(rows)),
            (_, true) => Ok(Value::List(items)),
            _ => Err(A::Error::custom("a list holds texts or rows, not both")),
        }
    }
}

enum Item {
    Text(String),
    Row(Row),
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Item, D::Error> {
        struct AnyItem;
        impl<'de> Visitor<'de> for AnyItem {
            type Value = Item;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, a number, true or false, or a row")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Item, E> {
                Ok(Item::Text(text.to_string()))
            }
            fn visit_bool<E: Error>(self, on: bool) -> Result<Item, E> {
                Ok(Item::Text(on.to_string()))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Item, E> {
                Ok(Item::Text(number.to_string()))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Item, E> {
                Ok(Item::Text(number.to_string()))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Item, E> {
                Ok(Item::Text(number.to_string()))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
                let mut row = Row::new();
                while let Some(key) = map.next_key::<String>()? {
                    // A cell may be a list (`resolvers: ["10.0.0.2"]`); it is kept as one text.
                    let cell = match map.next_value::<Value>()? {
                        Value::Text(text) => text,
                        Value::List(items) => items.join(", "),
                        Value::Rows(_) => {
                            return Err(A::Error::custom("a cell is a text or a list of texts"));
                        }
                    };
                    row.insert(key, cell);
                }
                Ok(Item::Row(row))
            }
        }
        from.deserialize_any(AnyItem)
    }
}

/// What a saved value is today: settings that were renamed get their new id and word. None where the old value was the
/// default.
pub fn today(id: &str, value: Value) -> Option<(&str, Value)> {
    match id {
        "managers.pod_monitor" if value.text() == Some("true") => {
            Some(("monitoring.scrape", "pod_monitor".into()))
        }
        "managers.pod_monitor" => None,
        _ => Some((id, value)),
    }
}

/// Whether an id was a setting's before it was renamed.
pub fn was_renamed(id: &str) -> bool {
    id == "managers.pod_monitor"
}

/// The values that differ from the defaults, by field id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draft(pub Map<Value>);

impl Draft {
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.0.get(id)
    }

    /// Sets a value; one that equals the field's default is taken out again.
    pub fn set(&mut self, id: &str, value: Value) {
        let default = crate::field::find(id).map(|field| field.initial.value());
        if default.as_ref() == Some(&value) {
            self.0.remove(id);
        } else {
            self.0.insert(id.to_string(), value);
        }
    }

    pub fn reset(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Applies edits in order.
    pub fn apply(&mut self, edits: &[crate::Edit]) {
        for edit in edits {
            match &edit.value {
                Some(value) => self.set(&edit.field, value.clone()),
                None => self.reset(&edit.field),
            }
        }
    }

    /// Without values of secret fields, which must never be kept or shared.
    pub fn without_secrets(&self) -> Draft {
        let mut draft = self.clone();
        draft
            .0
            .retain(|id, _| !crate::field::find(id).is_some_and(|field| field.is_secret()));
        draft
    }
}
