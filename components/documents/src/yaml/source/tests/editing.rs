//! Changes and the texts they make.

use crate::source::{Change, Refusal, Seg, apply};
use crate::tree::{Map, Node, Scalar, Seq};
use crate::yaml::source::{edit, read};

/// A path as `a.b.0.c`.
pub(super) fn path(path: &str) -> Vec<Seg> {
    let segs = path.split('.').filter(|seg| !seg.is_empty());
    segs.map(|seg| match seg.parse() {
        Ok(index) => Seg::Index(index),
        Err(_) => Seg::Key(seg.to_owned()),
    })
    .collect()
}

/// A value from JSON-like YAML.
pub(super) fn tree(text: &str) -> Node {
    fn node(value: &serde_yaml::Value) -> Node {
        use serde_yaml::Value as Yaml;
        match value {
            Yaml::Null => Scalar::Null.into(),
            Yaml::Bool(value) => Scalar::Bool(*value).into(),
            Yaml::Number(number) => Scalar::Int(number.as_i64().expect("an integer")).into(),
            Yaml::String(text) => Scalar::Str(text.clone()).into(),
            Yaml::Sequence(items) => Node::Seq(items.iter().map(node).collect::<Seq>()),
            Yaml::Mapping(entries) => {
                let mut map = Map::new();
                for (key, value) in entries {
                    map.put(key.as_str().expect("a string"), node(value));
                }
                Node::Map(map)
            }
            Yaml::Tagged(_) => panic!("a tag"),
        }
    }
    node(&serde_yaml::from_str(text).expect("a value"))
}

fn outcome(text: &str, at: &str, change: &Change) -> Result<String, Refusal> {
    let source = read(text);
    let splices = edit(text, &source, 0, &path(at), change)?;
    Ok(apply(text, &splices))
}

fn set(text: &str, at: &str, value: &str, expect: &str) {
    let change = Change::Set(tree(value));
    assert_eq!(
        outcome(text, at, &change).as_deref(),
        Ok(expect),
        "{text:?} {at} = {value}"
    );
}

fn remove(text: &str, at: &str, expect: &str) {
    let got = outcome(text, at, &Change::Remove);
    assert_eq!(got.as_deref(), Ok(expect), "{text:?} without {at}");
}

fn refuse(text: &str, at: &str, value: &str, expect: Refusal) {
    let change = Change::Set(tree(value));
    assert_eq!(outcome(text, at, &change), Err(expect), "{text:?} {at}");
}

#[test]
fn scalars_change_in_their_place() {
    set("a: x  # c\nb: 1\n", "a", "w", "a: w  # c\nb: 1\n");
    set("a: 'x'", "a", "w", "a: 'w'");
    set("a: 'x'", "a", "it's", "a: 'it''s'");
    set("a: \"x\"\n", "a", "w", "a: \"w\"\n");
    set("a: \"x\"\n", "a", "3", "a: 3\n");
    set("a: \"x\"\n", "a", "'3'", "a: \"3\"\n");
    set("a: x\n", "a", "'yes'", "a: \"yes\"\n");
    set("a: x\n", "a", "''", "a: \"\"\n");
    set("a: 1\n", "a", "true", "a: true\n");
    set("a: 1\n", "a", "~", "a: null\n");
    set("a:\nb: 1\n", "a", "x", "a: x\nb: 1\n");
    set("a: # c\nb: 1\n", "a", "x", "a: x # c\nb: 1\n");
    set("a:   # c\r\n", "a", "1", "a: 1   # c\r\n");
    set("a: &x 1\n", "a", "2", "a: &x 2\n");
    set("a: !!str 5\n", "a", "b", "a: !!str b\n");
    set("a: !!str 5\n", "a", "5", "a: 5\n");
    set("a: {b: 1, c: x}\n", "a.b", "2", "a: {b: 2, c: x}\n");
    set("a: [x, w]\n", "a.1", "z, w", "a: [x, \"z, w\"]\n");
    set("- a\n- b\n", "1", "c", "- a\n- c\n");
    set("-\n- b\n", "0", "c", "- c\n- b\n");
    set("a:\n  x\n", "a", "w", "a:\n  w\n");
    set("a: x\n  w\nb: 1\n", "a", "z", "a: z\nb: 1\n");
    set("a: {{ .x }} # c\n", "a", "z", "a: z # c\n");
    set(
        "{\"a\": 1, \"b\": \"x\"}\n",
        "a",
        "w",
        "{\"a\": \"w\", \"b\": \"x\"}\n",
    );
    set("{a: , b}\n", "a", "1", "{a: 1, b}\n");
    set("{a: , b}\n", "b", "1", "{a: , b: 1}\n");
    set("x\n", "", "w", "w\n");
    set(
        "a: *x\nb: &x 1\n"
            .replace("a: *x\nb: &x 1", "b: &x 1\na: *x")
            .as_str(),
        "a",
        "2",
        "b: &x 1\na: 2\n",
    );
}

#[test]
fn texts_of_lines_stay_blocks() {
    set(
        "a: |\n  x\n  y\nb: 1\n",
        "a",
        "\"x\\nz\\n\"",
        "a: |\n  x\n  z\nb: 1\n",
    );
    set(
        "a: |  # c\n    x\n\nb: 1\n",
        "a",
        "\"y\\n\\nz\\n\"",
        "a: |  # c\n    y\n\n    z\n\nb: 1\n",
    );
    set("a: |\n  x\n", "a", "\"x\\nz\"", "a: |-\n  x\n  z\n");
    set("a: |\n  x\n  y\nb: 1\n", "a", "z", "a: z\nb: 1\n");
    set("a: | # c\n  x\n  y\nb: 1\n", "a", "z", "a: z # c\nb: 1\n");
    set(
        "a: x\nb: 1\n",
        "a",
        "\"x\\ny\\n\"",
        "a: |\n  x\n  y\nb: 1\n",
    );
    set("a: x # c\n", "a", "\"x\\ny\\n\"", "a: \"x\\ny\\n\" # c\n");
    set("a: 'x'\n", "a", "\"x\\ny\"", "a: \"x\\ny\"\n");
    set("- x\n", "0", "\"x\\ny\\n\"", "- |\n  x\n  y\n");
    set("a: x", "a", "\"x\\ny\\n\"", "a: \"x\\ny\\n\"");
    set("a: >\n  x\n  y\n", "a", "\"x\\nz\\n\"", "a: |\n  x\n  z\n");
    set(
        "a: |\r\n  x\r\nb: 1\r\n",
        "a",
        "\"x\\nz\\n\"",
        "a: |\r\n  x\r\n  z\r\nb: 1\r\n",
    );
    set(
        "a:\n  b: |2\n      x\n",
        "a.b",
        "\"  y\\nz\\n\"",
        "a:\n  b: |2\n      y\n    z\n",
    );
}

#[test]
fn keys_go_behind_their_siblings() {
    set("a: 1\n", "b", "2", "a: 1\nb: 2\n");
    set("a: 1", "b", "2", "a: 1\nb: 2");
    set("a: 1\r\n", "b", "2", "a: 1\r\nb: 2\r\n");
    set("a: 'x'\n", "b", "w", "a: 'x'\nb: 'w'\n");
    set("a: \"x\"\n", "b", "w", "a: \"x\"\nb: \"w\"\n");
    set(
        "a:\n    x: 1\nb: 2\n",
        "a.w",
        "3",
        "a:\n    x: 1\n    w: 3\nb: 2\n",
    );
    set(
        "a:\n    x: 1\nb: 2\n",
        "b2.c.d",
        "3",
        "a:\n    x: 1\nb: 2\nb2:\n    c:\n        d: 3\n",
    );
    set(
        "a: 1 # c\n# d\n\n# e\n",
        "b",
        "2",
        "a: 1 # c\n# d\nb: 2\n\n# e\n",
    );
    set(
        "a:\n  x: 1\n  # w: 2\nb: 1\n",
        "a.w",
        "3",
        "a:\n  x: 1\n  # w: 2\n  w: 3\nb: 1\n",
    );
    set("a: {}\n", "a.b", "1", "a:\n  b: 1\n");
    set(
        "a: {} # c\n  # b: 2\nc: 1\n",
        "a.b",
        "1",
        "a: # c\n  b: 1\n  # b: 2\nc: 1\n",
    );
    set("a:\nc: 1\n", "a.b", "1", "a:\n  b: 1\nc: 1\n");
    set("a: {x: 1}\n", "a.w", "z", "a: {x: 1, w: \"z\"}\n");
    set("a: {x: b}\n", "a.w", "z", "a: {x: b, w: z}\n");
    set(
        "{\n  \"a\": 1\n}\n",
        "b",
        "x",
        "{\n  \"a\": 1,\n  \"b\": \"x\"\n}\n",
    );
    set(
        "{\n  a: 1, # c\n}\n",
        "b",
        "2",
        "{\n  a: 1, # c\n  b: 2,\n}\n",
    );
    set(
        "{\n  a: 1 # c\n}\n",
        "b",
        "2",
        "{\n  a: 1, # c\n  b: 2\n}\n",
    );
    set("- a: 1\n", "0.b", "2", "- a: 1\n  b: 2\n");
    set("a: |\n  x\n\nb: 1\n", "c", "2", "a: |\n  x\n\nb: 1\nc: 2\n");
    set(
        "b: 1\na: |\n  x\n\n\n",
        "c",
        "2",
        "b: 1\na: |\n  x\nc: 2\n\n\n",
    );
    set("a: |\n  x", "c", "2", "a: |-\n  x\nc: 2");
    set("", "a.b", "1", "a:\n  b: 1\n");
    set("# c\n", "a", "1", "# c\na: 1\n");
    set("# c", "a", "1", "# c\na: 1");
    set(
        "---\n# c\n---\nb: 1\n",
        "a",
        "1",
        "---\n# c\na: 1\n---\nb: 1\n",
    );
    set("{}\n", "a", "1", "a: 1\n");
    set("--- {} # c\n", "a", "1", "---\na: 1 # c\n");
    set("null\n", "a", "1", "a: 1\n");
    set(
        "b: &x {k: 1}\na:\n  <<: *x\n",
        "a.k",
        "2",
        "b: &x {k: 1}\na:\n  <<: *x\n  k: 2\n",
    );
    set(
        "b: &x\n  k: {l: 1, m: 2}\na:\n  <<: *x\n",
        "a.k.l",
        "3",
        "b: &x\n  k: {l: 1, m: 2}\na:\n  <<: *x\n  k:\n    l: 3\n    m: 2\n",
    );
}

#[test]
fn lists_and_maps_change_in_their_parts() {
    set("a: [1, 2]\n", "a", "[1, 3]", "a: [1, 3]\n");
    set("a: [1, 2]\n", "a", "[1, 2, 3]", "a: [1, 2, 3]\n");
    set("a: [1, 2, 3]\n", "a", "[1, 3]", "a: [1, 3]\n");
    set("a: [1, 2, 3]\n", "a", "[3]", "a: [3]\n");
    set(
        "a:\n- x # c\n- w\n",
        "a",
        "[x, w, z]",
        "a:\n- x # c\n- w\n- z\n",
    );
    set("a:\n- x # c\n- w\n", "a", "[w]", "a:\n- w\n");
    set("a:\n- x # c\n- w\n", "a", "[x]", "a:\n- x # c\n");
    set("a:\n- x # c\n- w\nb: 1\n", "a", "[]", "a: []\nb: 1\n");
    set("a: []\nb:\n- 1\n", "a", "[x]", "a:\n- x\nb:\n- 1\n");
    set("a: []\n", "a", "[x]", "a:\n  - x\n");
    set("a: []\n", "a.0", "{b: 1, c: 2}", "a:\n  - b: 1\n    c: 2\n");
    set("a: [x]\n", "a.1", "z", "a: [x, z]\n");
    set(
        "a:\n  b: 1\n  c: 2 # d\ne: 1\n",
        "a",
        "{c: 3, f: [1]}",
        "a:\n  c: 3 # d\n  f:\n    - 1\ne: 1\n",
    );
    set(
        "a:\n  b: 1\n  c: 2\ne: 1\n",
        "a",
        "{b: 1, d: 3}",
        "a:\n  b: 1\n  d: 3\ne: 1\n",
    );
    set("a:\n  b: 1\n  c: 2\ne: 1\n", "a", "{}", "a: {}\ne: 1\n");
    set("a:\n  b: 1\n  c: 2\ne: 1\n", "a", "x", "a: x\ne: 1\n");
    set("a: x # c\ne: 1\n", "a", "{b: 1}", "a: # c\n  b: 1\ne: 1\n");
    set(
        "a: {b: 1}\ne: 1\n",
        "a",
        "[x, w]",
        "a: [\"x\", \"w\"]\ne: 1\n",
    );
    set("- a: 1\n  b: 2\n- c\n", "0", "x", "- x\n- c\n");
    set(
        "- x\n- c\n",
        "0",
        "{a: 1, b: [c]}",
        "- a: 1\n  b:\n    - c\n- c\n",
    );
    set("- 1\n- 2\n", "", "[0, 1, 2]", "- 0\n- 1\n- 2\n");
    set(
        "a: [\n  x,\n  w\n]\n",
        "a",
        "[x, w, z]",
        "a: [\n  x,\n  w,\n  z\n]\n",
    );
    set("a: [\n  x,\n  w\n]\n", "a", "[x]", "a: [\n  x\n]\n");
    set(
        "a: [\n  x, # 1\n  w, # 2\n]\n",
        "a",
        "[x]",
        "a: [\n  x, # 1\n]\n",
    );
    set(
        "a: [\n  x, # 1\n  w, # 2\n]\n",
        "a",
        "[w]",
        "a: [\n  w, # 2\n]\n",
    );
}

#[test]
fn what_goes_takes_its_comments_along() {
    remove("a: 1\nb: 2 # c\nd: 3\n", "b", "a: 1\nd: 3\n");
    remove("a: 1\n# about b\n# more\nb: 2\nd: 3\n", "b", "a: 1\nd: 3\n");
    remove("a: 1\n# x: 2\nb: 2\nd: 3\n", "b", "a: 1\n# x: 2\nd: 3\n");
    remove("# head\n\n# about a\na: 1\nb: 2\n", "a", "# head\n\nb: 2\n");
    remove("a: 1\nb: 2", "b", "a: 1");
    remove(
        "a: 1\nb:\n  c: 1\n  d: |\n    x\n\ne: 1\n",
        "b",
        "a: 1\n\ne: 1\n",
    );
    remove("a:\n  b: 1\nc: 2\n", "a.b", "a: {}\nc: 2\n");
    remove(
        "a:\n  # x: 1\n  b: 1\nc: 2\n",
        "a.b",
        "a: {}\n  # x: 1\nc: 2\n",
    );
    remove("a: 1\n", "a", "{}\n");
    remove("a:\n- x\n", "a.0", "a: []\n");
    remove("- a: 1\n  b: 2\n", "0.a", "- b: 2\n");
    remove("- a: 1\n  # c\n  b: 2\n", "0.a", "-\n  # c\n  b: 2\n");
    remove("- a: 1\n  b: 2\n", "0.b", "- a: 1\n");
    remove("- a: 1\n- b: 2\n", "0", "- b: 2\n");
    remove("- - a\n  - b\n", "0.0", "- - b\n");
    remove("{a: 1, b: 2}", "a", "{b: 2}");
    remove("{a: 1, b: 2}", "b", "{a: 1}");
    remove("{a: 1}", "a", "{}");
    remove("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", "{\n  \"a\": 1\n}\n");
    remove("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "a", "{\n  \"b\": 2\n}\n");
    remove("a: 1\n", "b.c", "a: 1\n");
    remove("a: 1\r\nb: 2\r\n", "a", "b: 2\r\n");
}

#[test]
fn what_would_touch_others_is_refused() {
    refuse("a: &x {k: 1}\nb: *x\n", "b.k", "2", Refusal::Shared);
    refuse("a: &x {k: 1}\nb: *x\n", "a.k", "2", Refusal::Shared);
    refuse("a: &x 1\nb: *x\n", "a", "2", Refusal::Shared);
    refuse("a: x\n", "a.b", "2", Refusal::NoPlace);
    refuse("a: [1]\n", "a.3", "2", Refusal::NoPlace);
    refuse("a: {{ .x }}\n", "a.b", "2", Refusal::Template);
    refuse("a: [1, 2\nb: 1\n", "a.0", "2", Refusal::Unreadable);
    refuse("a: [1, 2\nb: 1\n", "a", "2", Refusal::Unreadable);
    set("a: [1, 2\nb: 1\n", "b", "2", "a: [1, 2\nb: 2\n");
}

#[test]
fn what_is_beside_a_fault_stays_what_it_is() {
    let refuse = |text: &str, at: &str| {
        let got = outcome(text, at, &Change::Remove);
        assert_eq!(got, Err(Refusal::Unreadable), "{text:?}");
    };
    refuse("@ x\n- a\nb: 1\n", "0");
    remove("- a\nb: 1\n", "0", "[]\nb: 1\n");
}

#[test]
fn anchors_in_brackets_are_found_at_once() {
    let text = ["[", &"&a x, ".repeat(20_000), "&b !t y]\n"].concat();
    // What is not linear takes minutes here.
    let after = outcome(&text, "20000", &Change::Remove).expect("a list");
    assert!(after.ends_with("&a x]\n"));
}

#[test]
fn a_comment_that_begins_the_document_stays() {
    remove("# head\na: 1\nb: 2\n", "a", "# head\nb: 2\n");
    remove(
        "\u{feff}# head\n# more\na: 1\nb: 2\n",
        "a",
        "\u{feff}# head\n# more\nb: 2\n",
    );
    remove("---\n# head\na: 1\nb: 2\n", "a", "---\n# head\nb: 2\n");
    remove(
        "%YAML 1.1\n---\n\n# head\n- a\n- b\n",
        "0",
        "%YAML 1.1\n---\n\n# head\n- b\n",
    );
    remove("# head\na: 1\n# about b\nb: 2\n", "b", "# head\na: 1\n");
}

#[test]
fn what_is_new_is_in_no_condition() {
    set(
        "a: 1\n{{- if .x }}\nb: 2\n{{- end }}\n\n# c\n",
        "d",
        "3",
        "a: 1\n{{- if .x }}\nb: 2\n{{- end }}\nd: 3\n\n# c\n",
    );
    set(
        "a:\n  {{ if .x }}\n  b: 2\n  # {{ c }}\n  {{ else }}\n  {{ end }}\nz: 1\n",
        "a.d",
        "3",
        "a:\n  {{ if .x }}\n  b: 2\n  # {{ c }}\n  {{ else }}\n  {{ end }}\n  d: 3\nz: 1\n",
    );
    set(
        "{% if x %}\na: 1\n{% endif %}\nb: 2\n{% for y in x %}\nc:\n  - 1\n{% endfor %}",
        "d",
        "3",
        "{% if x %}\na: 1\n{% endif %}\nb: 2\n{% for y in x %}\nc:\n  - 1\n{% endfor %}\nd: 3",
    );
    set(
        "a:\n{{ if .x }}\n- 1\n{{ end }}\n",
        "a.1",
        "2",
        "a:\n{{ if .x }}\n- 1\n{{ end }}\n- 2\n",
    );
    set(
        "{{ if .x }}\na: 1\n{{ end }}\n",
        "b",
        "2",
        "{{ if .x }}\na: 1\nb: 2\n{{ end }}\n",
    );
    set(
        "{{ if .x }}\na:\n  b: 1\n{{ end }}\n",
        "a.c",
        "2",
        "{{ if .x }}\na:\n  b: 1\n  c: 2\n{{ end }}\n",
    );
    set(
        "a: {{ if .x }}1{{ end }}\n",
        "b",
        "2",
        "a: {{ if .x }}1{{ end }}\nb: 2\n",
    );
    refuse(
        "a:\n  {{ if .x }}\n  b: 1\nc: 1\n{{ end }}\n",
        "a.d",
        "2",
        Refusal::Template,
    );
    refuse("a: 1\n{{ if .x }}\nb: 1\n", "d", "2", Refusal::Template);
}
