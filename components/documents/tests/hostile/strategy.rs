//! Makes values, and trees of them, that try to be something else.

use proptest::collection::vec;
use proptest::prelude::*;
use runwright_documents::{Decor, Entry, Item, Map, Node, Printed, Scalar, Seq, Tag, Token};

/// Pieces that mean something to one of the languages.
const PIECES: [&str; 74] = [
    "a\": {b",
    "$(rm -rf /)",
    "{{ x }}",
    "`id`",
    "'",
    "\"",
    "\\",
    "\\\\",
    "\\\"",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "-",
    "- ",
    "---",
    "...",
    ":",
    ": ",
    "#",
    " #",
    "# ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
    "!t",
    "|",
    ">",
    "%",
    "@",
    "?",
    "? ",
    "=",
    "<<",
    "~",
    "yes",
    "no",
    "y",
    "on",
    "null",
    "true",
    "1",
    "0o7",
    "1_000",
    "12:30",
    "1e3",
    ".inf",
    "2001-01-01",
    "0x1F",
    "\0",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{202e}",
    "\u{ffff}",
    "\u{10ffff}",
    "你",
    "🚀",
    "\"\"\"",
    "'''",
    "a",
    "key",
    "{$HOME}",
    "{%x%}",
];

/// Any text at all, or pieces with a meaning in any order.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => vec(proptest::sample::select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "[ -~\n]{0,30}",
        1 => "[a-z0-9._:/ -]{0,12}",
    ]
}

fn decor() -> impl Strategy<Value = Decor> {
    let none = Just(Decor::default());
    let some = (
        vec(text(), 0..3),
        proptest::option::of(text()),
        proptest::option::of("[a-z.]{1,6}"),
        any::<bool>(),
    )
        .prop_map(|(above, beside, field, blank_before)| Decor {
            above,
            beside,
            field,
            blank_before,
        });
    prop_oneof![2 => none, 1 => some]
}

fn leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        6 => text().prop_map(Node::from),
        1 => any::<i64>().prop_map(Node::from),
        1 => any::<bool>().prop_map(Node::from),
        1 => Just(Node::Scalar(Scalar::Null)),
        1 => any::<i32>().prop_map(|n| Node::Scalar(Scalar::Number(format!("{n}.25")))),
        1 => text().prop_map(|text| {
            let tokens = vec![Token { len: text.len() as u32, tag: Tag::Key }];
            Node::Literal(Printed { tokens, text, origins: Vec::new() })
        }),
    ]
}

/// A tree with values, keys and comments of any text.
pub fn map() -> impl Strategy<Value = Map> {
    let node = leaf().prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            (vec((inner.clone(), decor()), 0..5), any::<bool>()).prop_map(|(items, flow)| {
                let items = items
                    .into_iter()
                    .map(|(value, decor)| Item { value, decor })
                    .collect();
                Node::Seq(Seq { items, flow })
            }),
            entries(inner).prop_map(Node::Map),
        ]
    });
    entries(node)
}

fn entries(node: impl Strategy<Value = Node>) -> impl Strategy<Value = Map> {
    vec((text(), node, decor()), 0..5).prop_map(|entries| {
        let mut map = Map::new();
        for (key, value, decor) in entries {
            let entry: &mut Entry = map.put(key, value);
            entry.decor = decor;
        }
        map
    })
}
