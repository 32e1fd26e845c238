//! Turns values of a file into values of a draft and back.

use runwright_documents::source::{Node as Found, Value as Is};
use runwright_documents::tree::{Map, Node, Scalar, Seq};
use runwright_model::catalogue::Type;
use runwright_model::{Field, Json, Kind, Row, Value};

/// A scalar as text; none of a list, a map, nothing, or a template.
pub fn scalar(found: &Found) -> Option<String> {
    match &found.value {
        Is::Text(text) if !is_template(text) => Some(text.clone()),
        Is::Bool(on) => Some(on.to_string()),
        Is::Int(Some(number)) => Some(number.to_string()),
        Is::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether a text is known only once a template around the file is rendered.
pub fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("${") || text.contains("###") || text.contains("{%")
}

/// The items of a list of scalars; a scalar is a list of one.
pub fn items(found: &Found) -> Option<Vec<String>> {
    match &found.value {
        Is::List(items) => items.iter().map(scalar).collect(),
        _ => scalar(found).map(|one| vec![one]),
    }
}

/// What a field holds when a file says this; none where the file's form is not the field's.
pub fn of_field(field: &Field, found: &Found) -> Option<Value> {
    Some(match field.kind {
        Kind::Bool => match scalar(found)?.as_str() {
            "true" => true.into(),
            "false" => false.into(),
            _ => return None,
        },
        Kind::List { .. } | Kind::Words(_) => Value::List(items(found)?),
        Kind::Int { .. } => {
            let text = scalar(found)?;
            text.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then_some(Value::Text(text))?
        }
        Kind::Choice(options) => {
            let text = scalar(found)?;
            options
                .iter()
                .any(|option| option.value == text)
                .then_some(Value::Text(text))?
        }
        Kind::Rows(_) => Value::Rows(rows(found)?),
        Kind::Text(_) | Kind::Quantity(_) => Value::Text(scalar(found)?),
        Kind::Secret => return None,
    })
}

/// What a field holds when a file leaves its key out: what the consumer then does.
pub fn absent(field: &Field, default: &str) -> Value {
    match field.kind {
        Kind::List { .. } | Kind::Words(_) => Value::List(
            default
                .split([',', ' '])
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
        Kind::Rows(_) => Value::Rows(Vec::new()),
        Kind::Bool if default.is_empty() => false.into(),
        // A number that cannot be empty keeps the field's own default.
        Kind::Int { .. } if default.is_empty() => match field.initial.value() {
            Value::Text(text) if !text.is_empty() => Value::Text(text),
            _ => "".into(),
        },
        Kind::Choice(options) if !options.iter().any(|option| option.value == default) => {
            field.initial.value()
        }
        _ => default.into(),
    }
}

/// A map of scalars as rows of key and value.
fn rows(found: &Found) -> Option<Vec<Row>> {
    let Is::Map(entries) = &found.value else {
        return None;
    };
    entries
        .iter()
        .map(|entry| {
            let cells = [
                ("key".to_string(), entry.key.clone()),
                ("value".to_string(), scalar(&entry.node)?),
            ];
            Some(Row::from(cells))
        })
        .collect()
}

/// What the draft keeps of a key that no field is for; none where the form is wrong or a template decides.
pub fn of_key(kind: Type, found: &Found) -> Option<Value> {
    Some(match kind {
        Type::Bool => {
            let Is::Bool(on) = found.value else {
                return None;
            };
            on.into()
        }
        Type::Int | Type::Float => match &found.value {
            Is::Int(_) | Is::Float(_) => Value::Text(scalar(found)?),
            _ => return None,
        },
        Type::Text | Type::Duration | Type::Date => Value::Text(scalar(found)?),
        Type::Texts | Type::Ints | Type::Floats | Type::TextOrTexts => Value::List(items(found)?),
        Type::TextMap | Type::IntMap | Type::BoolMap => Value::Rows(rows(found)?),
        Type::Tables | Type::TextsMap | Type::Any => {
            let mut text = String::new();
            json(found)?.print(&mut text);
            Value::Text(text)
        }
        Type::Table | Type::Toml => return None,
    })
}

/// A value of a file as JSON; none where a template decides a part of it, or what only YAML or TOML can say.
pub fn json(found: &Found) -> Option<Json> {
    Some(match &found.value {
        Is::Null => Json::Null,
        Is::Bool(on) => Json::Bool(*on),
        Is::Int(Some(number)) => Json::Number(number.to_string()),
        Is::Float(number) if number.is_finite() => Json::Number(number.to_string()),
        Is::Text(text) if !is_template(text) => Json::Text(text.clone()),
        Is::List(items) => Json::List(items.iter().map(json).collect::<Option<_>>()?),
        Is::Map(entries) => Json::Map(
            entries
                .iter()
                .map(|entry| Some((entry.key.clone(), json(&entry.node)?)))
                .collect::<Option<_>>()?,
        ),
        Is::Int(None) | Is::Float(_) | Is::Text(_) | Is::Date | Is::Opaque => return None,
    })
}

/// JSON as a tree to print.
pub fn tree(json: &Json) -> Node {
    match json {
        Json::Null => Node::Scalar(Scalar::Null),
        Json::Bool(on) => (*on).into(),
        Json::Number(number) => number_node(number),
        Json::Text(text) => text.into(),
        Json::List(items) => {
            let plain = items.iter().all(|item| item.scalar().is_some());
            let nodes = items.iter().map(tree);
            if plain {
                Seq::flow(nodes)
            } else {
                nodes.collect()
            }
            .into()
        }
        Json::Map(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                map.put(key.clone(), tree(value));
            }
            map.into()
        }
    }
}

fn number_node(text: &str) -> Node {
    match text.parse::<i64>() {
        Ok(number) => number.into(),
        Err(_) => Node::Scalar(Scalar::Number(text.to_owned())),
    }
}

/// Free YAML, of which JSON is a part, as a tree; none where it cannot be read.
fn yaml_node(text: &str) -> Option<Node> {
    let source = runwright_documents::yaml::source::read(text);
    let whole = source.faults.is_empty() && source.documents.len() == 1;
    let json = json(source.documents.first().filter(|_| whole)?)?;
    (json != Json::Null).then(|| tree(&json))
}

/// What is written for a value of the draft; none where it is empty or not of the key's type.
pub fn node(kind: Type, value: &Value) -> Option<Node> {
    let number = |text: &str| {
        let text = text.trim();
        text.parse::<f64>()
            .is_ok_and(f64::is_finite)
            .then(|| number_node(text))
    };
    match (kind, value) {
        (_, Value::Text(text)) if text.is_empty() => None,
        (Type::Bool, Value::Text(text)) => Some((text.parse::<bool>().ok()?).into()),
        (Type::Int, Value::Text(text)) => Some(text.trim().parse::<i64>().ok()?.into()),
        (Type::Float, Value::Text(text)) => number(text),
        (Type::Text | Type::Duration | Type::Date, Value::Text(text)) => Some(text.into()),
        (Type::Texts | Type::TextOrTexts, Value::List(items)) => {
            (!items.is_empty()).then(|| Seq::flow(items).into())
        }
        (Type::Ints | Type::Floats, Value::List(items)) => {
            let nodes: Option<Vec<Node>> = items.iter().map(|item| number(item)).collect();
            nodes
                .filter(|nodes| !nodes.is_empty())
                .map(|nodes| Seq::flow(nodes).into())
        }
        (Type::TextMap | Type::IntMap | Type::BoolMap, Value::Rows(rows)) => {
            let mut map = Map::new();
            for row in rows {
                let cell = |id: &str| row.get(id).map_or("", String::as_str);
                if cell("key").is_empty() {
                    continue;
                }
                let value: Node = match kind {
                    Type::IntMap => cell("value").trim().parse::<i64>().ok()?.into(),
                    Type::BoolMap => cell("value").trim().parse::<bool>().ok()?.into(),
                    _ => cell("value").into(),
                };
                map.put(cell("key"), value);
            }
            (!map.is_empty()).then(|| map.into())
        }
        (Type::Tables | Type::TextsMap | Type::Any, Value::Text(text)) => yaml_node(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were() {
        let check = |kind: Type, value: Value, expect: Option<Node>| {
            assert_eq!(node(kind, &value), expect, "{kind:?} {value:?}");
        };
        check(Type::Int, "5".into(), Some(5.into()));
        check(Type::Int, "five".into(), None);
        check(Type::Text, "5".into(), Some("5".into()));
        check(Type::Text, "".into(), None);
        check(Type::Bool, "true".into(), Some(true.into()));
        check(
            Type::Float,
            "1.5".into(),
            Some(Node::Scalar(Scalar::Number("1.5".into()))),
        );
        check(Type::Float, "nan".into(), None);
        check(
            Type::Texts,
            Value::List(vec!["a".into()]),
            Some(Seq::flow(["a"]).into()),
        );
        check(Type::Texts, Value::List(Vec::new()), None);
        let row = Row::from([
            ("key".to_string(), "K".to_string()),
            ("value".to_string(), "3".to_string()),
        ]);
        let mut map = Map::new();
        map.put("K", 3);
        check(Type::IntMap, Value::Rows(vec![row]), Some(map.into()));
        let mut map = Map::new();
        map.put("a", Seq::flow([1, 2]));
        check(Type::Any, "{\"a\": [1, 2]}".into(), Some(map.into()));
        let mut map = Map::new();
        map.put("a", Seq::flow([1, 2]));
        check(Type::Any, "a:\n  - 1\n  - 2\n".into(), Some(map.into()));
        check(Type::Any, "{".into(), None);
        check(Type::Any, "a: [".into(), None);
    }
}
