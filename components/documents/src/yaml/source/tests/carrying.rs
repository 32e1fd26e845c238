//! Changes of texts in texts.

use super::editing::path;
use crate::source::{Refusal, Seg, Splice, apply};
use crate::yaml::source::{carried, nested, read};

/// Takes or sets lines of the text at a path: `old` becomes `new`.
fn outcome(text: &str, at: &str, old: &str, new: &str) -> Result<String, Refusal> {
    let texts: Vec<(usize, Vec<Seg>)> = at.split('|').map(|at| (0, path(at))).collect();
    let inner = texts
        .iter()
        .fold(text.to_owned(), |text, (document, path)| {
            let source = read(&text);
            let node = source.documents[*document].at(path).expect("a value");
            nested(&text, node).expect("a text").text
        });
    let start = inner.find(old).expect("the old text");
    let splice = Splice::new(start..start + old.len(), new);
    carried(text, &texts, &[splice]).map(|splices| apply(text, &splices))
}

fn carry(text: &str, at: &str, old: &str, new: &str, expect: &str) {
    let got = outcome(text, at, old, new);
    assert_eq!(got.as_deref(), Ok(expect), "{text:?} {old:?} -> {new:?}");
}

#[test]
fn lines_stay_lines() {
    carry(
        "k: |\n  a = 1\n  b = 2\n",
        "k",
        "1",
        "9",
        "k: |\n  a = 9\n  b = 2\n",
    );
    carry("k: 'a'\n", "k", "a", "b", "k: 'b'\n");
    carry(
        "k: |\n  v:\n    w: |-\n      a = 1\n",
        "k|v.w",
        "1",
        "2",
        "k: |\n  v:\n    w: |-\n      a = 2\n",
    );
    // A block drops empty lines at its end.
    carry("k: |\n  a\n", "k", "a\n", "b\n\n", "k: |\n  b\n\n");
    carry(
        "k: |-\n  a\nz: 1\n",
        "k",
        "a",
        "b\n",
        "k: |-\n  b\n\nz: 1\n",
    );
    assert_eq!(
        outcome("k: |\n  a\n", "k", "a", "a"),
        Ok("k: |\n  a\n".to_owned())
    );
}

#[test]
fn a_first_line_that_moves_keeps_the_others() {
    let inner = "  a = 1\n    b = 2\n  c = 3\n";
    let check = |head: &str, tail: &str, at: &str, expect: &str| {
        let text = [head, "|\n", inner, tail].concat();
        let expect = [head, expect, "\n    b = 2\n  c = 3\n", tail].concat();
        carry(&text, at, "a = 1\n", "", &expect);
    };
    check("k: ", "", "k", "|2");
    check("k: ", "z: 1\n", "k", "|2");
    check("- k\n- ", "", "1", "|2");
    check("", "", "", "|2");
    carry(
        "k: |-\n  a\n   b\n  c\nz: 1\n",
        "k",
        "a\n",
        "",
        "k: |2-\n   b\n  c\nz: 1\n",
    );
    carry(
        "v:\n  k: |\n   a\n",
        "v.k",
        "a",
        "  a\nb",
        "v:\n  k: |1\n     a\n   b\n",
    );
    carry(
        "k: |2\n  a\n   b\n  c\n",
        "k",
        "a\n",
        "",
        "k: |2\n   b\n  c\n",
    );
    carry(
        "- k: |\n     a\n      b\n     c\n",
        "0.k",
        "a\n",
        "",
        "- k: |3\n      b\n     c\n",
    );
    // What cannot be read behind the block stays out of it.
    carry("k: |\n    a\n  b = 2\n", "k", "a\n", "", "k: |4\n  b = 2\n");
    // Too far in for an indicator.
    carry(
        "k: |\n            a\n             b\n            c\n",
        "k",
        "a\n",
        "",
        "k: \" b\\nc\\n\"\n",
    );
}

#[test]
fn what_cannot_arrive_is_refused() {
    let refuse = |text: &str, at: &str, old: &str, new: &str, expect: Refusal| {
        assert_eq!(outcome(text, at, old, new), Err(expect), "{text:?}");
    };
    refuse("a: &a |\n  x\nb: *a\n", "a", "x", "y", Refusal::Shared);
    let nowhere = carried("k: 1\n", &[(0, path("k"))], &[Splice::new(0..0, "x")]);
    assert_eq!(nowhere, Err(Refusal::NoPlace));
}
