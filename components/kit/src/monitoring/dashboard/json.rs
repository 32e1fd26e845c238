//! Holds JSON that is to be written.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

pub enum J {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<J>),
    Map(Vec<(&'static str, J)>),
}

pub fn text(text: impl Into<String>) -> J {
    J::Text(text.into())
}

pub fn number(number: i64) -> J {
    J::Number(number)
}

pub fn list(items: impl IntoIterator<Item = J>) -> J {
    J::List(items.into_iter().collect())
}

pub fn map(entries: impl IntoIterator<Item = (&'static str, J)>) -> J {
    J::Map(entries.into_iter().collect())
}

impl Serialize for J {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            J::Null => to.serialize_unit(),
            J::Bool(on) => to.serialize_bool(*on),
            J::Number(number) => to.serialize_i64(*number),
            J::Text(text) => to.serialize_str(text),
            J::List(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            J::Map(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(*key, value)?;
                }
                map.end()
            }
        }
    }
}
