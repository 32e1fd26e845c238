//! TOML is read back by the toml crate.

use crate::strategy::{map, text};
use proptest::prelude::*;
use runwright_documents::{Map, Node, Scalar, toml as print};
use toml::{Table, Value};

/// Null is not in TOML: what is null is left out.
fn value(node: &Node) -> Option<Value> {
    Some(match node {
        Node::Scalar(Scalar::Null) => return None,
        Node::Scalar(Scalar::Bool(value)) => Value::Boolean(*value),
        Node::Scalar(Scalar::Int(value)) => Value::Integer(*value),
        Node::Scalar(Scalar::Number(text)) => Value::Float(text.parse().expect("a number")),
        Node::Scalar(Scalar::Str(text)) => Value::String(text.clone()),
        Node::Literal(inner) => Value::String(inner.text.clone()),
        Node::Seq(seq) => Value::Array(
            seq.items
                .iter()
                .filter_map(|item| value(&item.value))
                .collect(),
        ),
        Node::Map(map) => Value::Table(table(map)),
    })
}

fn table(map: &Map) -> Table {
    map.entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), value(&entry.value)?)))
        .collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn trees_read_back(map in map(), indent in 0usize..5) {
        let printed = print::print_with_indent(&map, indent);
        crate::well_formed(&printed);
        prop_assert_eq!(printed.text.parse::<Table>(), Ok(table(&map)), "{}", printed.text);
    }

    #[test]
    fn a_document_stands_line_by_line_in_yaml(map in map()) {
        use runwright_documents::yaml::{self, Document};
        let inner = print::print(&map);
        let mut outer = Map::new();
        outer.put("config", inner.clone());
        let printed = yaml::print(&[Document::new(outer)]);
        // Whatever values it holds, a TOML document never has to be folded into quotes.
        prop_assert!(inner.text.is_empty() || printed.text.starts_with("config: |\n") || inner.text.starts_with(' '), "{}", printed.text);
        prop_assert_eq!(printed.origins.len(), inner.origins.len());
    }

    #[test]
    fn keys_and_strings_read_back(text in text()) {
        let line = [print::key(&text), " = ".to_owned(), print::basic(&text)].concat();
        let expect: Table = [(text.clone(), Value::String(text))].into_iter().collect();
        prop_assert_eq!(line.parse::<Table>(), Ok(expect));
    }
}
