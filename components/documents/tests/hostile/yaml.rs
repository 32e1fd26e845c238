//! YAML is read back by libyaml's port.

use crate::strategy::{map, text};
use proptest::prelude::*;
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Node, Scalar};
use serde::Deserialize;
use serde_yaml::Value;

fn value(node: &Node) -> Value {
    match node {
        Node::Scalar(Scalar::Null) => Value::Null,
        Node::Scalar(Scalar::Bool(value)) => Value::Bool(*value),
        Node::Scalar(Scalar::Int(value)) => Value::Number((*value).into()),
        Node::Scalar(Scalar::Number(text)) => Value::Number(number(text).into()),
        Node::Scalar(Scalar::Str(text)) => Value::String(text.clone()),
        Node::Literal(inner) => Value::String(inner.text.clone()),
        Node::Seq(seq) => {
            Value::Sequence(seq.items.iter().map(|item| value(&item.value)).collect())
        }
        Node::Map(map) => mapping(map),
    }
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn mapping(map: &Map) -> Value {
    Value::Mapping(
        map.entries
            .iter()
            .map(|entry| (Value::String(entry.key.clone()), value(&entry.value)))
            .collect(),
    )
}

/// Reads every document; stops at the first error, since the reader repeats it for ever.
fn read(text: &str) -> Result<Vec<Value>, String> {
    serde_yaml::Deserializer::from_str(text)
        .map(|one| Value::deserialize(one).map_err(|err| err.to_string()))
        .collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn trees_read_back(maps in proptest::collection::vec((map(), text()), 1..3)) {
        let documents: Vec<Document> =
            maps.iter().map(|(map, head)| Document::new(map.clone()).head(head.as_str())).collect();
        let printed = yaml::print(&documents);
        crate::well_formed(&printed);
        let expect: Vec<Value> = maps.iter().map(|(map, _)| mapping(map)).collect();
        prop_assert_eq!(read(&printed.text), Ok(expect), "{}", printed.text);
    }

    #[test]
    fn scalars_read_back(text in text()) {
        let scalar = yaml::scalar(&text);
        prop_assert_eq!(read(&scalar), Ok(vec![Value::String(text)]));
    }
}

#[test]
fn long_keys_read_back() {
    let mut inner = Map::new();
    inner.put("k".repeat(3000), "v\nw\n");
    let mut map = Map::new();
    map.put("\"".repeat(600), inner).note("n");
    let printed = yaml::print(&[Document::new(map.clone())]);
    crate::well_formed(&printed);
    assert_eq!(read(&printed.text), Ok(vec![mapping(&map)]));
}
