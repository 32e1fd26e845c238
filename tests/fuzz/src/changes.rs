//! Changes what was read at a place that the text decides, and holds the outcome to what was wanted.

use crate::pick::Pick;
use crate::places;
use crate::value::{Plain, documents, of_tree, to_tree};
use runwright_documents::source::{Change, Node, Refusal, Seg, Source, Splice, apply, path::print};
use runwright_documents::tree::{self, Map, Scalar};

/// Makes a change in a document of a text that was read.
type Edit = fn(&str, &Source, usize, &[Seg], &Change) -> Result<Vec<Splice>, Refusal>;

/// A language that is read and changed.
pub struct Language {
    pub read: fn(&str) -> Source,
    pub edit: Edit,
    /// Whether it has a value for nothing.
    pub nulls: bool,
}

/// Changes of one text; FUZZ_CHANGES asks for another number, to make an input smaller.
const CHANGES: usize = 4;
/// Longer texts are only read: every change reads again.
const MAX_BYTES: usize = 16 << 10;

/// Makes some changes in a text, and says which splices they took.
pub fn check(language: &Language, text: &str) {
    let source = (language.read)(text);
    places::check(text, &source);
    if text.len() > MAX_BYTES {
        return;
    }
    let plain = documents(text, &source);
    let mut pick = Pick::of(text);
    for _ in 0..count() {
        let document = pick.below(plain.len());
        let (path, change) = drawn(&plain[document], &mut pick);
        check_one(language, text, &source, &plain, document, &path, &change);
        check_same(language, text, &source, &plain, document, &path);
    }
}

pub fn count() -> usize {
    let asked = std::env::var("FUZZ_CHANGES").ok();
    asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(CHANGES)
}

/// A place that is there, or one beside it, and a change of it.
pub fn drawn(plain: &Plain, pick: &mut Pick) -> (Vec<Seg>, Change) {
    let paths = plain.paths();
    let mut path = pick.of_list(&paths).clone();
    let key = |key: &str| Seg::Key(key.to_owned());
    match (plain.at(&path), pick.below(4)) {
        (Some(Plain::Map(_)), 0 | 1) => {
            path.push(key(KEYS[pick.below(KEYS.len())]));
            if pick.below(3) == 0 {
                path.push(key("inner"));
            }
        }
        (Some(Plain::List(items)), 0 | 1) => path.push(Seg::Index(items.len() + pick.below(2))),
        (_, 0) => path.push(match pick.below(3) {
            0 => Seg::Index(0),
            1 => Seg::Index(3),
            _ => key("inner"),
        }),
        _ => {}
    }
    let change = match pick.below(4) {
        0 => Change::Remove,
        _ => Change::Set(wanted(pick)),
    };
    (path, change)
}

const KEYS: [&str; 9] = [
    "fresh",
    "with.dot",
    "with blank",
    "",
    "yes",
    "1",
    "é: x #",
    "\"q\" 'q' \\",
    "<<",
];

const TEXTS: [&str; 24] = [
    "",
    "plain",
    "two words",
    " lead",
    "trail ",
    "yes",
    "0x1f",
    "1.5",
    "~",
    "a: b",
    "a #b",
    "# c",
    "- x",
    "é 中文 \u{1f600}",
    "it's",
    "\"q\" \\",
    "''' and \"\"\"",
    "{{ .Values.x }}",
    "one\ntwo\n",
    "one\n\n  two",
    "\n\none\n",
    "tab\there\r\nnext",
    "bell \u{7} \u{7f} \u{85} \u{2028} \u{feff}",
    "2026-01-02",
];

fn wanted(pick: &mut Pick) -> tree::Node {
    match pick.below(12) {
        10 => Scalar::Number("-2.5".to_owned()).into(),
        0 => Scalar::Null.into(),
        1 => (pick.below(2) == 0).into(),
        2 => Scalar::Int(*pick.of_list(&[0, 7, -1, i64::MAX, i64::MIN])).into(),
        3 => {
            let count = pick.below(3);
            let items: Vec<tree::Node> = (0..count).map(|_| wanted(pick)).collect();
            items.into()
        }
        4 => {
            let mut map = Map::new();
            for _ in 0..pick.below(3) {
                map.put(*pick.of_list(&KEYS[..8]), wanted(pick));
            }
            map.into()
        }
        _ => (*pick.of_list(&TEXTS)).into(),
    }
}

fn check_one(
    language: &Language,
    text: &str,
    source: &Source,
    plain: &[Plain],
    document: usize,
    path: &[Seg],
    change: &Change,
) {
    let Ok(splices) = (language.edit)(text, source, document, path, change) else {
        return;
    };
    let at = || format!("document {document}, {}, {change:?}", print(path));
    check_splices(text, &splices, &at());
    let outcome = apply(text, &splices);
    let again = (language.read)(&outcome);
    places::check(&outcome, &again);
    let mut found = documents(&outcome, &again);
    let mut expect = plain.to_vec();
    match change {
        Change::Set(value) => {
            let value = of_tree(value, language.nulls);
            assert!(
                expect[document].set(path, value),
                "set where there is no place: {}",
                at()
            );
        }
        Change::Remove => {
            expect[document].remove(path);
            let node = again.documents.get(document);
            if let Some(found) = found.get_mut(document) {
                // What a merged map brings comes to light.
                if node.is_some_and(|node| is_merged(node, path)) {
                    found.remove(path);
                }
                expect[document].forgive_empty(path, found);
            }
        }
    }
    assert!(
        found == expect,
        "{}\n{text:?}\nbecame\n{outcome:?}\nwhich says\n{found:?}\nnot\n{expect:?}",
        at()
    );
    assert!(
        again.faults.len() <= source.faults.len(),
        "{}\n{text:?}\nbecame\n{outcome:?}\nwith {:?}",
        at(),
        again.faults
    );
    check_near(text, source, document, path, change, &splices, &at());
}

/// Setting what is there changes nothing.
fn check_same(
    language: &Language,
    text: &str,
    source: &Source,
    plain: &[Plain],
    document: usize,
    path: &[Seg],
) {
    let there = plain[document].at(path).and_then(to_tree);
    if let Some(value) = there.filter(|value| *value != Scalar::Null.into()) {
        let change = Change::Set(value);
        if let Ok(splices) = (language.edit)(text, source, document, path, &change) {
            assert_eq!(
                apply(text, &splices),
                text,
                "document {document}, {}, {change:?}",
                print(path)
            );
        }
    }
}

/// All splices fit the text and none of them another.
pub fn check_splices(text: &str, splices: &[Splice], at: &str) {
    let mut sorted: Vec<&Splice> = splices.iter().collect();
    sorted.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut done = 0;
    for splice in sorted {
        places::check_span(text, &splice.at, at);
        assert!(
            done <= splice.at.start,
            "{at}: two splices at {}",
            splice.at.start
        );
        done = splice.at.end;
    }
}

/// A value on one line that takes the place of another leaves the lines before and behind alone.
fn check_near(
    text: &str,
    source: &Source,
    document: usize,
    path: &[Seg],
    change: &Change,
    splices: &[Splice],
    at: &str,
) {
    let scalar = |node: &tree::Node| match node {
        tree::Node::Scalar(Scalar::Str(text)) => !text.contains('\n'),
        tree::Node::Scalar(_) => true,
        _ => false,
    };
    let root = source.documents.get(document);
    let Some(node) = root.and_then(|root| root.at(path)) else {
        return;
    };
    let own = root.is_some_and(|root| !is_merged(root, path) && !is_aliased(root, path));
    if !own || !node.is_scalar() || !matches!(change, Change::Set(value) if scalar(value)) {
        return;
    }
    // A value of several lines may move up to its key or dash, and a tag above it may go.
    let key = path.split_last().and_then(|(last, parents)| {
        let parent = root.and_then(|root| root.at(parents))?;
        match last {
            Seg::Key(key) => Some(parent.entry(key)?.key_span.start),
            Seg::Index(0) => Some(parent.span.start),
            Seg::Index(index) => Some(parent.items().get(index - 1)?.span.end),
        }
    });
    let first = key.unwrap_or(node.span.start);
    let before = text.get(..first).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let behind = text.get(node.span.end..).unwrap_or_default();
    let end = node.span.end + behind.find('\n').map_or(behind.len(), |at| at + 1);
    for splice in splices {
        assert!(
            start <= splice.at.start && splice.at.end <= end,
            "{at}\n{text:?}\nchanges {:?} for a value at {:?}",
            splice.at,
            node.span
        );
    }
}

fn on_way(root: &Node, path: &[Seg], is: impl Fn(&Node, &Seg) -> bool) -> bool {
    let mut node = root;
    for seg in path {
        if is(node, seg) {
            return true;
        }
        let next = match seg {
            Seg::Key(key) => node.get(key),
            Seg::Index(index) => node.items().get(*index),
        };
        let Some(next) = next else { return false };
        node = next;
    }
    false
}

fn is_merged(root: &Node, path: &[Seg]) -> bool {
    on_way(root, path, |node, seg| match seg {
        Seg::Key(key) => node.entry(key).is_some_and(|entry| entry.merged),
        Seg::Index(_) => false,
    })
}

fn is_aliased(root: &Node, path: &[Seg]) -> bool {
    on_way(root, path, |node, _| node.alias)
}
