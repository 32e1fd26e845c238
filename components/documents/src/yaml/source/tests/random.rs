//! Random documents read back as they were printed, random changes change nothing else, and no text is too much.

use proptest::prelude::*;

use crate::source::{Change, Entry, Node, Seg, Value, apply};
use crate::tree::{Map, Node as Tree, Scalar, Seq};
use crate::yaml::source::{edit, nested, read};
use crate::yaml::{Document, print};

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,6}",
        1 => "[a-z0-9:#,\\[\\]{}'\"&*!|>%@ _.-]{0,8}",
        1 => "[a-z \n\t\\\\é]{0,10}",
        1 => "([a-z ]{0,4}\n){1,4}",
        1 => prop::sample::select(vec!["yes", "null", "1", "0x1", "1.5", "~", "- a", "a: b", "{{ x }}"]).prop_map(str::to_owned),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        Just(Tree::Scalar(Scalar::Null)),
        any::<bool>().prop_map(|value| Scalar::Bool(value).into()),
        any::<i32>().prop_map(|value| Scalar::Int(i64::from(value)).into()),
        string().prop_map(|text| Scalar::Str(text).into()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let seq = (prop::collection::vec(inner.clone(), 0..4), any::<bool>());
        prop_oneof![
            seq.prop_map(|(items, flow)| {
                let seq: Seq = items.into_iter().collect();
                Tree::Seq(Seq { flow, ..seq })
            }),
            prop::collection::vec((string(), inner), 0..4)
                .prop_map(|entries| Tree::Map(map(entries))),
        ]
    })
}

fn map(entries: Vec<(String, Tree)>) -> Map {
    let mut map = Map::new();
    for (key, value) in entries {
        // A merge is another thing than a key.
        if key != "<<" {
            map.put(key, value);
        }
    }
    map
}

fn document() -> impl Strategy<Value = Map> {
    prop::collection::vec((string(), tree()), 0..5).prop_map(map)
}

/// A text that somebody may have written, from its parts.
fn written() -> impl Strategy<Value = String> {
    const PARTS: [&str; 40] = [
        "a:",
        " ",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "b: ",
        "c: x",
        "1",
        "'q'",
        "\"d\"",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "# n",
        "|",
        ">-",
        "&x ",
        "*x",
        "!!str ",
        "<<: *x",
        "{{ t }}",
        "${V}",
        "---\n",
        "...\n",
        "? ",
        "\t",
        "\r\n",
        ": ",
        "é",
        "\"",
        "'",
        "\\",
        "###Z###",
        "{% if %}",
        "%YAML 1.1\n",
        "\u{feff}",
        "@",
    ];
    prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

fn agrees(node: &Node, value: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as Yaml;
    match (&node.value, value) {
        (Value::Null, Yaml::Null) => true,
        (Value::Bool(ours), Yaml::Bool(theirs)) => ours == theirs,
        (Value::Int(ours), Yaml::Number(theirs)) => *ours == theirs.as_i64(),
        (Value::Text(ours), Yaml::String(theirs)) => ours == theirs,
        (Value::List(ours), Yaml::Sequence(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| agrees(ours, theirs))
        }
        (Value::Map(ours), Yaml::Mapping(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|entry| {
                    theirs
                        .get(entry.key.as_str())
                        .is_some_and(|theirs| agrees(&entry.node, theirs))
                })
        }
        _ => false,
    }
}

/// The tree of what was read.
fn tree_of(node: &Node) -> Tree {
    match &node.value {
        Value::Null => Scalar::Null.into(),
        Value::Bool(value) => Scalar::Bool(*value).into(),
        Value::Int(value) => Scalar::Int(value.expect("64 bits")).into(),
        Value::Text(text) => Scalar::Str(text.clone()).into(),
        Value::List(items) => Tree::Seq(items.iter().map(tree_of).collect()),
        Value::Map(entries) => Tree::Map(map(entries
            .iter()
            .map(|entry: &Entry| (entry.key.clone(), tree_of(&entry.node)))
            .collect())),
        other => panic!("{other:?}"),
    }
}

/// The tree without what the printer alone looks at.
fn bare(value: &Tree) -> Tree {
    match value {
        Tree::Seq(seq) => Tree::Seq(seq.items.iter().map(|item| bare(&item.value)).collect()),
        Tree::Map(inner) => Tree::Map(map(inner
            .entries
            .iter()
            .map(|entry| (entry.key.clone(), bare(&entry.value)))
            .collect())),
        other => other.clone(),
    }
}

/// Every place of a document.
fn places(node: &Node, at: &mut Vec<Seg>, out: &mut Vec<Vec<Seg>>) {
    out.push(at.clone());
    let keys = node
        .entries()
        .iter()
        .map(|entry| (Seg::Key(entry.key.clone()), &entry.node));
    let items = node
        .items()
        .iter()
        .enumerate()
        .map(|(index, item)| (Seg::Index(index), item));
    for (seg, inner) in keys.chain(items) {
        at.push(seg);
        places(inner, at, out);
        at.pop();
    }
}

/// Makes a change in a tree: none removes.
fn put(tree: &mut Tree, path: &[Seg], value: Option<&Tree>) {
    let (seg, rest) = match path.split_first() {
        Some(step) => step,
        None => {
            *tree = value.expect("a value").clone();
            return;
        }
    };
    match (seg, tree) {
        (Seg::Key(key), Tree::Map(map)) if rest.is_empty() && value.is_none() => {
            map.entries.retain(|entry| entry.key != *key);
        }
        (Seg::Index(index), Tree::Seq(seq)) if rest.is_empty() && value.is_none() => {
            seq.items.remove(*index);
        }
        (Seg::Key(key), Tree::Map(map)) => {
            if !map.entries.iter().any(|entry| entry.key == *key) {
                map.put(key.as_str(), Scalar::Null);
            }
            let entry = map.entries.iter_mut().find(|entry| entry.key == *key);
            put(&mut entry.expect("an entry").value, rest, value);
        }
        (Seg::Index(index), Tree::Seq(seq)) => {
            if *index == seq.items.len() {
                seq.push(Scalar::Null);
            }
            put(&mut seq.items[*index].value, rest, value);
        }
        (seg, tree) => panic!("{seg:?} in {tree:?}"),
    }
}

proptest! {
    #![proptest_config(crate::cases())]

    #[test]
    fn what_is_printed_is_read_back(map in document()) {
        let text = print(&[Document::new(map.clone())]).text;
        let source = read(&text);
        prop_assert_eq!(&source.faults, &[]);
        prop_assert_eq!(tree_of(&source.documents[0]), bare(&Tree::Map(map)), "{}", text);
        let theirs = serde_yaml::from_str(&text).expect("YAML");
        prop_assert!(agrees(&source.documents[0], &theirs), "{}", text);
    }

    #[test]
    fn a_change_changes_what_it_names(
        map in document(),
        at in any::<prop::sample::Index>(),
        kind in 0..4,
        value in tree(),
        shape in 0..4,
    ) {
        let mut text = print(&[Document::new(map.clone())]).text;
        match shape {
            1 => text = text.trim_end_matches('\n').to_owned(),
            2 => text = text.replace('\n', "\r\n"),
            3 => text = ["# head\n\n", &text, "\n# foot\n"].concat(),
            _ => {}
        }
        let source = read(&text);
        let root = &source.documents[0];
        let mut wanted = tree_of(root);
        let mut all = Vec::new();
        places(root, &mut Vec::new(), &mut all);
        let mut path = at.get(&all).clone();
        let node = root.at(&path).expect("a place").clone();
        let mut change = Change::Set(value.clone());
        match (kind, &node.value) {
            (0, _) if !path.is_empty() => change = Change::Remove,
            (1, Value::Map(_)) => path.push(Seg::Key("fresh key".to_owned())),
            (1, Value::List(items)) => path.push(Seg::Index(items.len())),
            (2, Value::Map(_)) => path.extend([Seg::Key("fresh".to_owned()), Seg::Key("er".to_owned())]),
            _ => {}
        }
        if kind == 2 && path.len() > 1 && path.last() == Some(&Seg::Key("er".to_owned())) {
            put(&mut wanted, &path[..path.len() - 1], Some(&Tree::Map(Map::new())));
        }
        put(&mut wanted, &path, (change != Change::Remove).then_some(&value));
        let splices = edit(&text, &source, 0, &path, &change);
        let splices = splices.map_err(|refusal| TestCaseError::fail(format!("{refusal:?} {path:?} {change:?}\n{text}")))?;
        let after = apply(&text, &splices);
        let again = read(&after);
        prop_assert_eq!(&again.faults, &[], "{}\n{}", text, after);
        prop_assert_eq!(sorted(&tree_of(&again.documents[0])), sorted(&bare(&wanted)), "{}\n{}", text, after);
        let theirs = serde_yaml::from_str(&after).expect("YAML");
        prop_assert!(agrees(&again.documents[0], &theirs), "{}\n{}", text, after);
        let one_line = match &change {
            Change::Set(Tree::Scalar(Scalar::Str(text))) => !text.contains('\n'),
            Change::Set(Tree::Scalar(_)) => true,
            _ => false,
        };
        if one_line && kind == 3 && node.is_scalar() && !node.span.is_empty() {
            for splice in &splices {
                prop_assert!(node.span.start <= splice.at.start && splice.at.end <= node.span.end, "{:?}", splice);
            }
        }
    }

    #[test]
    fn a_text_in_a_text_changes_line_by_line(text in "([a-z =]{0,5}\n){1,5}[a-z]{0,3}", shape in 0..3, at in any::<prop::sample::Index>()) {
        let mut outer = Map::new();
        let mut inner = Map::new();
        inner.put("k", text.as_str());
        outer.put("o", inner);
        outer.put("z", 1);
        let mut outer = print(&[Document::new(outer)]).text;
        if shape == 1 {
            outer = outer.replace('\n', "\r\n");
        }
        let source = read(&outer);
        let path = crate::source::keys(&["o", "k"]);
        let node = source.documents[0].at(&path).expect("a value");
        let nested = nested(&outer, node).expect("a text");
        prop_assert_eq!(&nested.text, &text);
        // A line is added at the begin of one.
        let starts: Vec<usize> = (0..text.len()).filter(|at| *at == 0 || text[..*at].ends_with('\n')).collect();
        let place = *at.get(&starts);
        let splice = crate::source::Splice::new(place..place, "new = 1\n");
        let after = apply(&outer, &nested.splices(std::slice::from_ref(&splice)));
        let again = read(&after);
        let is = again.documents[0].at(&path).and_then(Node::text).map(str::to_owned);
        prop_assert_eq!(is, Some(apply(&text, &[splice])), "{}\n{}", outer, after);
    }

    #[test]
    fn no_text_is_too_much(text in prop_oneof![written(), ".{0,60}"], at in any::<prop::sample::Index>()) {
        let source = read(&text);
        for (index, root) in source.documents.iter().enumerate() {
            let mut all = Vec::new();
            places(root, &mut Vec::new(), &mut all);
            for place in &all {
                let node = root.at(place).expect("a place");
                prop_assert!(text.get(node.span.clone()).is_some(), "{:?}", node);
                nested(&text, node);
            }
            let mut path = at.get(&all).clone();
            for change in [Change::Remove, Change::Set(Scalar::Str("v w".to_owned()).into()), Change::Set(Scalar::Int(1).into())] {
                let _ = edit(&text, &source, index, &path, &change);
            }
            path.push(Seg::Key("k".to_owned()));
            if let Ok(splices) = edit(&text, &source, index, &path, &Change::Set(Scalar::Int(1).into())) {
                let again = read(&apply(&text, &splices));
                prop_assert_eq!(again.documents[index].at(&path).map(|node| &node.value), Some(&Value::Int(Some(1))));
            }
        }
    }
}

/// The tree with its keys in order.
fn sorted(value: &Tree) -> Tree {
    match value {
        Tree::Seq(seq) => Tree::Seq(seq.items.iter().map(|item| sorted(&item.value)).collect()),
        Tree::Map(inner) => {
            let mut entries: Vec<(String, Tree)> = inner
                .entries
                .iter()
                .map(|entry| (entry.key.clone(), sorted(&entry.value)))
                .collect();
            entries.sort_by(|first, second| first.0.cmp(&second.0));
            Tree::Map(map(entries))
        }
        other => other.clone(),
    }
}

#[test]
fn time_grows_with_the_text() {
    for part in [
        "a",
        "a: ",
        "a: [",
        "a: [\n",
        "- ",
        "- [\n",
        "[",
        "{",
        "\"",
        "'",
        "a: \"\n",
        "a: '\nb: \"\n",
        "{{",
        "{{ ",
        "${",
        "###a",
        "a: |\n",
        "a: |\n{{ x }}\n",
        "{{ x }}\n",
        " ",
        "\t",
        "\n",
        "# c\n",
        "? ",
        "&a ",
        "*a ",
        "!a ",
        "---\n",
        "a: &a [*a]\n",
        "a:\n  b\n c\n",
        "- {a: [b, c], d\n",
        "\\",
        "\"\\",
        "[a: ",
        "a: x\n\n\n",
        "- - -\n",
        "|\n",
        "<<: *a\n",
        "a: [1,\n 2\n",
        "a: {{ b\n",
        "{% a\n",
        "b: \"{{ a\n }}{{\n",
        "a: >\n\n",
        "k: &a {<<: *a, x: 1}\n",
    ] {
        let text = part.repeat(100_000 / part.len());
        // What is not linear takes minutes here; `make fuzz` holds it to a time.
        for text in [["a:\n  b: |\n    ", &text].concat(), text] {
            let source = read(&text);
            let inside = |at: usize| text.is_char_boundary(at);
            assert!(
                source.faults.iter().all(|fault| inside(fault.at)),
                "{part:?}"
            );
        }
    }
}
