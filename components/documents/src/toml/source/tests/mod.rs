//! Tests of reading and changing TOML.

mod edits;
mod random;
mod reading;
mod wild;

use crate::source::{Node, Value};

/// What a node says, in one line: maps in their order, text in quotes.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(Some(number)) => number.to_string(),
        Value::Int(None) => "big".to_owned(),
        Value::Float(number) => format!("{number:?}"),
        Value::Date => "date".to_owned(),
        Value::Text(text) => format!("{text:?}"),
        Value::Opaque => "?".to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(show).collect();
            format!("[{}]", items.join(" "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}:{}", entry.key, show(&entry.node)))
                .collect();
            format!("{{{}}}", entries.join(" "))
        }
    }
}
