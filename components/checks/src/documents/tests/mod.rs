//! Takes the fixes that notes offer, and looks at the texts they make.

mod access;
mod amounts;
mod chart;
mod corefile;
mod dns;
mod forms;
mod keys;
mod properties;
mod refused;
mod tokens;

use runwright_files::Context;
use runwright_files::open::{self, read};
use runwright_model::{Fix, Lang, Plan};

use super::{Note, check};

const POD: &str =
    "[[runners]]\n  executor = \"kubernetes\"\n  [runners.kubernetes]\n    image = \"alpine\"\n";
const RUNNER: &str = "[[runners]]\n  executor = \"kubernetes\"\n";
const VALUES: &str = "gitlabUrl: https://gitlab.example.com\n";

/// The text after a fix, as the engine applies it: the draft that the text gives, the edits, and what they change.
fn applied(text: &str, fix: &Fix) -> (String, Vec<String>) {
    let opened = open::open(text);
    let files = [read::File {
        text,
        opened: &opened,
    }];
    let origin = read::read(&files).draft;
    let mut draft = origin.clone();
    draft.apply(&fix.edits);
    let (old, new) = (Plan::read(&origin).plan, Plan::read(&draft).plan);
    let context = |plan| Context {
        plan,
        lang: Lang::En,
        token: "",
    };
    let mut written = open::write(&files, &context(&old), &context(&new));
    let written = written.remove(0);
    let failed = written
        .failed
        .iter()
        .map(|(path, why)| format!("{path}: {why:?}"))
        .collect();
    (written.text, failed)
}

/// Notes without their places.
fn named(notes: &[Note]) -> Vec<(String, String)> {
    notes
        .iter()
        .map(|note| (note.code.to_string(), note.title.clone()))
        .collect()
}

/// Takes the first fix of the first note with a code. The text is as expected, the note is gone, and none came.
#[track_caller]
fn fixed(code: &str, label: &str, text: &str, expect: &str) {
    in_head("", code, label, text, expect);
}

/// The same in `[runners.kubernetes]`.
#[track_caller]
fn pod(code: &str, label: &str, text: &str, expect: &str) {
    in_head(POD, code, label, text, expect);
}

/// The same in `[[runners]]`.
#[track_caller]
fn runner(code: &str, label: &str, text: &str, expect: &str) {
    in_head(RUNNER, code, label, text, expect);
}

/// The same in values of the chart.
#[track_caller]
fn values(code: &str, label: &str, text: &str, expect: &str) {
    in_head(VALUES, code, label, text, expect);
}

#[track_caller]
fn in_head(head: &str, code: &str, label: &str, text: &str, expect: &str) {
    let whole = |text: &str| match text {
        "" => head.to_owned(),
        _ => [head, text, "\n"].concat(),
    };
    let (text, expect) = (whole(text), whole(expect));
    let notes = check(&text, Lang::En);
    let note = notes.iter().find(|note| note.code == code);
    let note = note.unwrap_or_else(|| panic!("no {code} in {:?}", named(&notes)));
    let fix = note.fixes.first();
    let fix = fix.unwrap_or_else(|| panic!("no fix of {note:?}"));
    let (after, failed) = applied(&text, fix);
    assert_eq!(failed, [] as [String; 0], "{:?}", fix.edits);
    assert_eq!(after, expect, "{:?}", fix.edits);
    assert_eq!(fix.label, label);
    let mut rest = named(&notes);
    for left in named(&check(&after, Lang::En)) {
        match rest.iter().position(|known| *known == left) {
            Some(at) => drop(rest.remove(at)),
            None => panic!("a note came: {left:?}"),
        }
    }
    let gone = (code.to_owned(), note.title.clone());
    assert!(rest.contains(&gone), "the note is still there");
}

/// The notes with a code offer no fix.
#[track_caller]
fn unfixed(code: &str, text: &str) {
    let notes = check(text, Lang::En);
    let mut found = notes.iter().filter(|note| note.code == code).peekable();
    assert!(found.peek().is_some(), "no {code} in {:?}", named(&notes));
    for note in found {
        assert_eq!(note.fixes, [], "{note:?}");
    }
}

/// The codes of the notes on a text.
#[track_caller]
fn codes(text: &str, expect: &[&str]) {
    let notes = check(text, Lang::En);
    let found: Vec<&str> = notes.iter().map(|note| &*note.code).collect();
    assert_eq!(found, expect, "{notes:?}");
}
