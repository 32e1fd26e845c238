//! Makes a draft of JSON, also of what people write by hand: numbers and booleans become text.

use super::Json;
use crate::map::Map;
use crate::value::{Draft, Row, Value};

impl Draft {
    /// Field ids to values. Ids are not looked up, values not checked; the text says what has another shape.
    pub fn from_json(json: &Json) -> Result<Draft, String> {
        let Some(entries) = json.entries() else {
            return Err("a map of settings is expected".to_string());
        };
        let mut draft = Map::new();
        for (id, value) in entries {
            let value = Value::from_json(value).map_err(|why| [id, ": ", why].concat())?;
            if let Some((id, value)) = crate::value::today(id, value) {
                draft.insert(id.to_string(), value);
            }
        }
        Ok(Draft(draft))
    }
}

impl Value {
    /// A text, a list of texts or a list of rows.
    pub fn from_json(json: &Json) -> Result<Value, &'static str> {
        if let Some(text) = scalar(json) {
            return Ok(Value::Text(text));
        }
        let Some(list) = json.list() else {
            return Err(
                "a text, a number, true or false, a list of texts, or a list of rows is expected",
            );
        };
        let (mut items, mut rows) = (Vec::new(), Vec::new());
        for item in list {
            match scalar(item) {
                Some(text) => items.push(text),
                None => rows.push(row(item)?),
            }
        }
        match (items.is_empty(), rows.is_empty()) {
            (true, false) => Ok(Value::Rows(rows)),
            (_, true) => Ok(Value::List(items)),
            _ => Err("a list holds texts or rows, not both"),
        }
    }
}

fn row(json: &Json) -> Result<Row, &'static str> {
    let Some(entries) = json.entries() else {
        return Err("a text, a number, true or false, or a row is expected");
    };
    let mut row = Row::new();
    for (key, cell) in entries {
        // A cell may be a list (`resolvers: ["10.0.0.2"]`); it is kept as one text.
        let cell = match Value::from_json(cell)? {
            Value::Text(text) => text,
            Value::List(items) => items.join(", "),
            Value::Rows(_) => return Err("a cell is a text or a list of texts"),
        };
        row.insert(key.clone(), cell);
    }
    Ok(row)
}

/// One text; numbers without the zeros that say nothing, so that `2.0` is the whole number it means.
fn scalar(json: &Json) -> Option<String> {
    let text = json.scalar()?;
    let plain = match json {
        Json::Number(number) if number.contains('.') && !number.contains(['e', 'E']) => {
            number.trim_end_matches('0').trim_end_matches('.')
        }
        _ => text,
    };
    Some(plain.to_string())
}
