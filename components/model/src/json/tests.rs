use super::*;
use crate::{Draft, Lang, Value};
use proptest::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Reads, prints, and is the same as what serde_json makes of it.
#[track_caller]
fn check(text: &str, printed: &str) {
    let mut got = String::new();
    match read(text) {
        Ok(json) => json.print(&mut got),
        Err(fault) => got = format!("{}:{}", fault.line, fault.column),
    }
    assert_eq!(got, printed, "{text}");
}

#[test]
fn values() {
    check(" null ", "null");
    check("[true, false]", "[true,false]");
    check("-0", "-0");
    check("[0, 10, -3, 1.50, 2e3, 1E-9]", "[0,10,-3,1.50,2e3,1E-9]");
    check("{ }", "{}");
    check("[\n]", "[]");
    check("{\"a\": {\"b\": []}}", "{\"a\":{\"b\":[]}}");
    check("\"\\u00e9\\ud83d\\ude00 \\/\\t\"", "\"é😀 /\\t\"");
    check("\"\\u0001\\\\\\\"\"", "\"\\u0001\\\\\\\"\"");
}

#[test]
fn faults_stand_at_the_first_byte_that_does_not_fit() {
    for (text, place) in [
        ("", "1:0"),
        ("nope", "1:2"),
        ("{\n \"kind\": nope}", "2:11"),
        ("[1,]", "1:4"),
        ("[1 2]", "1:4"),
        ("{\"a\" 1}", "1:6"),
        ("{a: 1}", "1:2"),
        ("{\"a\": 1,}", "1:9"),
        ("01", "1:2"),
        ("-", "1:1"),
        ("1.", "1:2"),
        ("\"a", "1:2"),
        ("\"a\nb\"", "1:3"),
        ("\"\\x\"", "1:3"),
        ("\"\\ud83d\"", "1:8"),
        ("\"\\udc00\"", "1:8"),
        ("1 2", "1:3"),
        ("[1", "1:2"),
    ] {
        check(text, place);
    }
    assert_eq!(
        read("[").unwrap_err().to_string(),
        "the text ends too early at line 1 column 1"
    );
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert!(read(&nested(128)).is_ok());
    assert!(read(&nested(129)).is_err());
    assert!(read(&"[".repeat(1_000_000)).is_err());
}

#[test]
fn values_one_after_another() {
    let text = "{\"a\": 1, \"b\": [2]}\n{\"b\": 3} x {}";
    let found: Vec<bool> = Reader::new(text, &["b"])
        .map(|value| value.is_ok())
        .collect();
    assert_eq!(found, [true, true, false]);
    let first = Reader::new(text, &["b"]).next().unwrap().unwrap();
    assert_eq!((first.get("a").is_some(), first.get("b")), (true, None));
}

#[test]
fn the_later_of_two_keys_counts() {
    let json = read("{\"a\": 1, \"a\": \"2\"}").unwrap();
    assert_eq!(json.get("a").and_then(Json::text), Some("2"));
}

#[test]
fn drafts_take_what_people_write() {
    let read = |text: &str| Draft::from_json(&read(text).unwrap());
    let text = |text: &str| {
        let draft = read(text).unwrap();
        draft.get("a").map(write).unwrap_or_default()
    };
    assert_eq!(text("{\"a\": 2}"), "\"2\"");
    assert_eq!(text("{\"a\": 2.0}"), "\"2\"");
    assert_eq!(text("{\"a\": 0.50}"), "\"0.5\"");
    assert_eq!(text("{\"a\": true}"), "\"true\"");
    assert_eq!(text("{\"a\": [1, \"b\"]}"), "[\"1\",\"b\"]");
    assert_eq!(text("{\"a\": []}"), "[]");
    assert_eq!(
        text("{\"a\": [{\"k\": [1, 2], \"l\": false}]}"),
        "[{\"k\":\"1, 2\",\"l\":\"false\"}]"
    );
    for bad in [
        "[]",
        "1",
        "{\"a\": null}",
        "{\"a\": {}}",
        "{\"a\": [1, {}]}",
        "{\"a\": [{\"k\": {}}]}",
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
    assert!(read("{\"a.b\": null}").unwrap_err().starts_with("a.b: "));
}

#[derive(Serialize)]
enum Shape {
    Unit,
    One(u8),
    Two(i16, char),
    Named {
        text: &'static str,
        none: Option<u32>,
    },
}

#[derive(Serialize)]
struct Everything {
    shapes: Vec<Shape>,
    pair: (i64, u64),
    map: BTreeMap<String, Vec<String>>,
    unit: (),
    lang: Lang,
    some: Option<bool>,
}

#[test]
fn writes_as_serde_json_does() {
    let value = Everything {
        shapes: vec![
            Shape::Unit,
            Shape::One(7),
            Shape::Two(-3, '…'),
            Shape::Named {
                text: "a\"\\\u{1}\u{1f}\u{7f}\n\t\u{8}\u{c}\r",
                none: None,
            },
        ],
        pair: (i64::MIN, u64::MAX),
        map: [
            ("k".to_string(), vec!["v".to_string()]),
            ("e".to_string(), vec![]),
        ]
        .into(),
        unit: (),
        lang: Lang::Zh,
        some: Some(true),
    };
    assert_eq!(write(&value), serde_json::to_string(&value).unwrap());
    assert_eq!(
        pretty(&value),
        serde_json::to_string_pretty(&value).unwrap()
    );
    assert_eq!(pretty(&BTreeMap::<String, String>::new()), "{}");
    assert_eq!(write(&1.5), "");
    assert_eq!(write(&BTreeMap::from([(1, 2)])), "");
}

/// The tree as serde_json would hold it, for texts without fractions.
fn other(json: &Json) -> serde_json::Value {
    match json {
        Json::Null => serde_json::Value::Null,
        Json::Bool(on) => (*on).into(),
        Json::Number(text) => serde_json::from_str(text).unwrap(),
        Json::Text(text) => text.as_str().into(),
        Json::List(items) => items.iter().map(other).collect(),
        Json::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), other(value)))
            .collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_as_serde_json_does(text in "[\\[\\]{}\",:0-9eE+.\\\\untrfalsd \n\u{1}é😀-]{0,40}") {
        let ours = read(&text);
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(theirs) => prop_assert_eq!(ours.map(|json| other(&json)), Ok(theirs)),
            Err(error) if error.to_string().starts_with("number out of range") => {}
            Err(_) => prop_assert!(ours.is_err()),
        }
    }

    #[test]
    fn any_text_goes_there_and_back(text in any::<String>()) {
        let printed = write(&text);
        prop_assert_eq!(&printed, &serde_json::to_string(&text).unwrap());
        prop_assert_eq!(read(&printed), Ok(Json::Text(text)));
    }

    #[test]
    fn drafts_go_there_and_back(id in "[a-z.]{1,9}", items in prop::collection::vec(any::<String>(), 0..4)) {
        let mut draft = Draft::default();
        draft.0.insert(id.clone(), Value::List(items));
        prop_assert_eq!(Draft::from_json(&read(&write(&draft)).unwrap()), Ok(draft.clone()));
        prop_assert_eq!(Draft::from_json(&read(&pretty(&draft)).unwrap()), Ok(draft));
    }
}
