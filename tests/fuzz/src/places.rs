//! Holds the places of what was read to the text.

use runwright_documents::source::{Node, Source, Span, Value};

/// Every span is a part of the text.
pub fn check(text: &str, source: &Source) {
    assert!(!source.documents.is_empty(), "no document at all");
    for node in &source.documents {
        check_node(text, node);
    }
    for fault in &source.faults {
        assert!(text.is_char_boundary(fault.at), "fault at {}", fault.at);
        assert!(!fault.what.0.is_empty() && !fault.what.1.is_empty());
    }
    assert!(
        source.faults.is_sorted_by_key(|fault| fault.at),
        "faults are not in the order of the text"
    );
    for (key, span) in &source.repeated {
        check_span(text, span, key);
    }
}

fn check_node(text: &str, node: &Node) {
    check_span(text, &node.span, "a value");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check_node(text, item)),
        Value::Map(entries) => {
            for entry in entries {
                check_span(text, &entry.key_span, &entry.key);
                check_node(text, &entry.node);
            }
        }
        _ => {}
    }
}

pub fn check_span(text: &str, span: &Span, what: &str) {
    assert!(
        text.get(span.clone()).is_some(),
        "{what}: {span:?} is no part of the text"
    );
}
