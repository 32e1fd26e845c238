//! Random documents and edits: what is read back is what was wanted, and another reader agrees.

use proptest::prelude::*;

use super::super::{edit, read};
use super::wild::{self, Dice};
use crate::source::{Change, Refusal, Seg, Source, Span, Value, apply};
use crate::tree::{Map, Node, Scalar, Seq};

/// A document in a form that both readers' can be brought to; keys in order.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Scalar(String),
    List(Vec<Plain>),
    Map(std::collections::BTreeMap<String, Plain>),
}

fn of_tree(node: &Node) -> Plain {
    match node {
        Node::Scalar(Scalar::Str(text)) => Plain::Scalar(format!("s{text}")),
        Node::Scalar(Scalar::Int(number)) => Plain::Scalar(format!("i{number}")),
        Node::Scalar(Scalar::Bool(value)) => Plain::Scalar(format!("b{value}")),
        Node::Seq(seq) => Plain::List(seq.items.iter().map(|item| of_tree(&item.value)).collect()),
        Node::Map(map) => Plain::Map(
            map.entries
                .iter()
                .map(|entry| (entry.key.clone(), of_tree(&entry.value)))
                .collect(),
        ),
        other => Plain::Scalar(format!("{other:?}")),
    }
}

fn of_value(value: &Value) -> Plain {
    match value {
        Value::Text(text) => Plain::Scalar(format!("s{text}")),
        Value::Int(Some(number)) => Plain::Scalar(format!("i{number}")),
        Value::Bool(value) => Plain::Scalar(format!("b{value}")),
        Value::List(items) => Plain::List(items.iter().map(|item| of_value(&item.value)).collect()),
        Value::Map(entries) => Plain::Map(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), of_value(&entry.node.value)))
                .collect(),
        ),
        other => Plain::Scalar(format!("{other:?}")),
    }
}

fn of_toml(value: &toml::Value) -> Plain {
    match value {
        toml::Value::String(text) => Plain::Scalar(format!("s{text}")),
        toml::Value::Integer(number) => Plain::Scalar(format!("i{number}")),
        toml::Value::Boolean(value) => Plain::Scalar(format!("b{value}")),
        toml::Value::Array(items) => Plain::List(items.iter().map(of_toml).collect()),
        toml::Value::Table(table) => Plain::Map(
            table
                .iter()
                .map(|(key, value)| (key.clone(), of_toml(value)))
                .collect(),
        ),
        other => Plain::Scalar(format!("{other:?}")),
    }
}

/// Without empty maps and lists, which may go with their last part.
fn pruned(plain: &Plain) -> Option<Plain> {
    match plain {
        Plain::Scalar(_) => Some(plain.clone()),
        Plain::List(items) => {
            let items: Vec<Plain> = items.iter().filter_map(pruned).collect();
            (!items.is_empty()).then_some(Plain::List(items))
        }
        Plain::Map(map) => {
            let map: std::collections::BTreeMap<String, Plain> = map
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), pruned(value)?)))
                .collect();
            (!map.is_empty()).then_some(Plain::Map(map))
        }
    }
}

fn both(text: &str) -> Result<(Source, Plain), TestCaseError> {
    let source = read(text);
    prop_assert_eq!(&source.faults, &[], "{}", text);
    prop_assert_eq!(&source.repeated, &[], "{}", text);
    let own = of_value(&source.documents[0].value);
    let other = text.trim_start_matches('\u{feff}').parse::<toml::Table>();
    let other = other.map_err(|error| TestCaseError::fail(format!("{text}\n{error}")))?;
    prop_assert_eq!(&own, &of_toml(&toml::Value::Table(other)), "{}", text);
    Ok((source, own))
}

fn scalar() -> BoxedStrategy<Node> {
    prop_oneof![
        prop_oneof!["[a-z]{0,6}", "[ -~]{0,8}", "[a'\"\\\\\n\t é\u{0}#]{0,6}"].prop_map(Node::from),
        any::<i64>().prop_map(Node::from),
        (0i64..20).prop_map(Node::from),
        any::<bool>().prop_map(Node::from),
    ]
    .boxed()
}

fn map_of(entries: Vec<(String, Node)>) -> Map {
    let mut map = Map::new();
    for (key, value) in entries {
        map.put(key, value);
    }
    map
}

fn name() -> BoxedStrategy<String> {
    prop_oneof![8 => "[a-e]", 1 => prop::sample::select(vec!["", "a.b", "x y", "é", "A", "\"", "1"]).prop_map(String::from)]
        .boxed()
}

fn node() -> BoxedStrategy<Node> {
    scalar()
        .prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                2 => prop::collection::vec((name(), inner.clone()), 0..4).prop_map(|entries| Node::Map(map_of(entries))),
                1 => prop::collection::vec(inner.clone(), 0..4)
                    .prop_map(|items| Node::Seq(items.into_iter().collect::<Seq>())),
                1 => prop::collection::vec(prop::collection::vec((name(), inner), 0..3).prop_map(map_of), 1..4)
                    .prop_map(Node::from),
            ]
        })
        .boxed()
}

fn document() -> BoxedStrategy<Map> {
    prop::collection::vec((name(), node()), 0..5)
        .prop_map(map_of)
        .boxed()
}

/// A place of a document or just beside one.
fn path(node: &Node, dice: &mut Dice, out: &mut Vec<Seg>) {
    match node {
        Node::Map(map) => match map.entries.get(dice.below(map.entries.len() + 1)) {
            Some(entry) => {
                out.push(Seg::Key(entry.key.clone()));
                if dice.below(4) > 0 {
                    path(&entry.value, dice, out);
                }
            }
            None => {
                out.push(Seg::Key("new".to_owned()));
                if dice.below(3) == 0 {
                    out.push(Seg::Key("er".to_owned()));
                }
            }
        },
        Node::Seq(seq) => {
            let index = dice.below(seq.items.len() + 1);
            out.push(Seg::Index(index));
            if let Some(item) = seq.items.get(index)
                && dice.below(4) > 0
            {
                path(&item.value, dice, out);
            }
        }
        _ => {}
    }
}

/// The change, made the plain way.
fn made(node: &mut Plain, path: &[Seg], change: &Change) {
    let Some((seg, rest)) = path.split_first() else {
        if let Change::Set(wanted) = change {
            *node = of_tree(wanted);
        }
        return;
    };
    match (node, seg) {
        (Plain::Map(map), Seg::Key(key)) if rest.is_empty() && *change == Change::Remove => {
            map.remove(key);
        }
        (Plain::Map(map), Seg::Key(key)) => {
            let inner = map
                .entry(key.clone())
                .or_insert_with(|| Plain::Map(Default::default()));
            made(inner, rest, change);
        }
        (Plain::List(items), Seg::Index(index)) if rest.is_empty() && *change == Change::Remove => {
            let mut number = 0;
            items.retain(|_| {
                number += 1;
                number != index + 1
            });
        }
        (Plain::List(items), Seg::Index(index)) => {
            if *index == items.len() {
                items.push(Plain::Map(Default::default()));
            }
            made(&mut items[*index], rest, change);
        }
        _ => {}
    }
}

/// A document with some of its values different.
fn varied(node: &Node, dice: &mut Dice, other: &Node) -> Node {
    match node {
        _ if dice.below(8) == 0 => other.clone(),
        Node::Map(map) => {
            let mut out = Map::new();
            for entry in &map.entries {
                if dice.below(6) > 0 {
                    out.put(entry.key.as_str(), varied(&entry.value, dice, other));
                }
            }
            if dice.below(3) == 0 {
                out.put("added", other.clone());
            }
            Node::Map(out)
        }
        Node::Seq(seq) => {
            let mut items: Vec<Node> = Vec::new();
            for item in &seq.items {
                if dice.below(6) > 0 {
                    items.push(varied(&item.value, dice, other));
                }
            }
            if dice.below(4) == 0 {
                items.insert(dice.below(items.len() + 1), other.clone());
            }
            Node::from(items)
        }
        scalar => scalar.clone(),
    }
}

fn changed(text: &str, wanted_path: &[Seg], change: &Change) -> Result<(), TestCaseError> {
    let (source, before) = both(text)?;
    let splices = match edit(text, &source, wanted_path, change) {
        Ok(splices) => splices,
        // A place in an array of tables is only for a map.
        Err(Refusal::Form) if matches!((wanted_path.last(), change), (Some(Seg::Index(_)), Change::Set(value)) if !matches!(value, Node::Map(_))) =>
        {
            return Ok(());
        }
        Err(refusal) => {
            return Err(TestCaseError::fail(format!(
                "{refusal:?}: {wanted_path:?} {change:?}\n{text}"
            )));
        }
    };
    let after = apply(text, &splices);
    let told =
        format!("--- {wanted_path:?} {change:?}\n{text}\n--- {splices:?}\n{after}\n{text:?}");
    let mut expect = before;
    made(&mut expect, wanted_path, change);
    let (_, found) =
        both(&after).map_err(|error| TestCaseError::fail(format!("{error}\n{told}")))?;
    if *change == Change::Remove {
        prop_assert_eq!(pruned(&found), pruned(&expect), "{}", told);
    } else {
        prop_assert_eq!(&found, &expect, "{}", told);
    }
    let ends = |text: &str| text.is_empty() || text.ends_with('\n');
    if !after.trim_start_matches('\u{feff}').is_empty()
        && !text.trim_start_matches('\u{feff}').is_empty()
    {
        prop_assert_eq!(ends(text), ends(&after), "{}", told);
    }
    if text.contains('\n') && after.contains('\n') {
        prop_assert_eq!(text.contains("\r\n"), after.contains("\r\n"), "{}", told);
    }
    let there = source.documents[0].at(wanted_path);
    if let (Some(there), Change::Set(Node::Scalar(_))) = (there, change)
        && there.is_scalar()
    {
        let within = |span: &Span| there.span.start <= span.start && span.end <= there.span.end;
        prop_assert!(splices.iter().all(|splice| within(&splice.at)), "{}", told);
    }
    if there.is_none() && matches!(change, Change::Set(_)) {
        prop_assert!(
            splices
                .iter()
                .all(|splice| text[splice.at.clone()].trim().is_empty()),
            "{}",
            told
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..crate::cases() })]

    #[test]
    fn printed_documents_read_back(map in document(), indent in 0usize..3) {
        let text = crate::toml::print_with_indent(&map, indent).text;
        let (_, found) = both(&text)?;
        prop_assert_eq!(found, of_tree(&Node::Map(map)));
    }

    #[test]
    fn documents_in_any_form_read_back(map in document(), seed: u64) {
        let text = wild::write(&map, seed);
        let (_, found) = both(&text)?;
        prop_assert_eq!(found, of_tree(&Node::Map(map)), "{}", text);
    }

    #[test]
    fn edits_say_what_is_wanted(map in document(), value in node(), remove: bool, printed: bool, seed: u64) {
        let text = if printed { crate::toml::print(&map).text } else { wild::write(&map, seed) };
        let mut place = Vec::new();
        path(&Node::Map(map), &mut Dice(seed ^ 77), &mut place);
        let change = if remove { Change::Remove } else { Change::Set(value) };
        if !place.is_empty() {
            changed(&text, &place, &change)?;
        }
    }

    #[test]
    fn whole_documents_become_others(map in document(), other in node(), seed: u64) {
        let text = wild::write(&map, seed);
        let mut dice = Dice(seed ^ 99);
        let mut wanted = varied(&Node::Map(map), &mut dice, &other);
        if !matches!(wanted, Node::Map(_)) {
            wanted = Node::Map(map_of(vec![("all".to_owned(), wanted)]));
        }
        changed(&text, &[], &Change::Set(wanted))?;
    }

    #[test]
    fn broken_texts_do_no_harm(map in document(), value in node(), seed: u64, junk in "[\\[\\]{}\"'=,.#\n\r\\\\a1$ ]{0,6}") {
        let mut text = wild::write(&map, seed);
        let mut dice = Dice(seed ^ 55);
        for _ in 0..dice.below(4) {
            let (from, length) = (dice.below(text.len() + 1), dice.below(4));
            let to = (from + length).min(text.len());
            if text.is_char_boundary(from) && text.is_char_boundary(to) {
                text.replace_range(from..to, &junk);
            }
        }
        let source = read(&text);
        let accepted = text.trim_start_matches('\u{feff}').parse::<toml::Table>();
        if let (Ok(table), false) = (&accepted, text.contains("${")) {
            prop_assert_eq!(&source.faults, &[], "{}", text);
            prop_assert_eq!(of_value(&source.documents[0].value), of_toml(&toml::Value::Table(table.clone())), "{}", text);
        }
        let mut place = Vec::new();
        path(&Node::Map(map), &mut dice, &mut place);
        for change in [Change::Set(value), Change::Remove] {
            if let Ok(splices) = edit(&text, &source, &place, &change) {
                let after = apply(&text, &splices);
                let again = read(&after);
                prop_assert!(again.faults.len() <= source.faults.len(), "{}\n--- {:?} {:?}\n{}", text, place, change, after);
            }
        }
    }
}
