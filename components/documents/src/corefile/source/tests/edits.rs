//! What a change looks like.

use super::super::*;
use crate::source::{Refusal, Splice, apply};

fn check(text: &str, splices: Result<Vec<Splice>, Refusal>, expect: &str) {
    assert_eq!(
        splices.map(|splices| apply(text, &splices)).as_deref(),
        Ok(expect),
        "{text}"
    );
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn words_and_arguments() {
    let word = |text: &str, new: &str, expect: &str| {
        check(
            text,
            set_word(text, &read(text).blocks[0].body[0].args[0], new),
            expect,
        );
    };
    word("a {\n x  1 # c\n}", "2", "a {\n x  2 # c\n}");
    word("a {\n x \"1\"\n}", "2", "a {\n x \"2\"\n}");
    word("a {\n x 1\n}", "b c", "a {\n x \"b c\"\n}");
    let args = |text: &str, new: &[&str], expect: &str| {
        check(
            text,
            set_args(text, &read(text).blocks[0].body[0], &strings(new)),
            expect,
        );
    };
    args("a {\n x  1   2 3\n}", &["1", "3"], "a {\n x  1 3\n}");
    args("a {\n x 1\n}", &["1", "2", "3 4"], "a {\n x 1 2 \"3 4\"\n}");
    args("a {\n x 1 {\n  y\n }\n}", &[], "a {\n x {\n  y\n }\n}");
    args("a {\n x\n}", &["1"], "a {\n x 1\n}");
    args("a {\n x 1 3\n}", &["1", "2", "3"], "a {\n x 1 2 3\n}");
    let text = "a, b {\n}";
    check(
        text,
        set_address(text, &read(text).blocks[0].addresses[0], "c"),
        "c, b {\n}",
    );
}

#[test]
fn lines_go_where_their_block_has_them() {
    let block = |text: &str, after: Option<usize>, expect: &str| {
        let mut line = Line::new("log", &["."]);
        if expect.contains("class") {
            line.block.push(Line::new("class", &["all"]));
        }
        check(
            text,
            insert(text, Place::Block(&read(text).blocks[0]), &[line], after),
            expect,
        );
    };
    block(
        "a {\n\tx # c\n\ty\n}\n",
        Some(0),
        "a {\n\tx # c\n\tlog .\n\ty\n}\n",
    );
    block("a {\n  x\n}\n", None, "a {\n  log .\n  x\n}\n");
    block(
        "a {\n  x {\n  }\n}",
        Some(0),
        "a {\n  x {\n  }\n  log . {\n    class all\n  }\n}",
    );
    block("a {\r\n}", None, "a {\r\n    log .\r\n}");
    block("a { x }\n", Some(0), "a { x\n    log .\n}\n");
    block("a { }\n", None, "a {\n    log .\n}\n");
    block("a\nx", Some(0), "a\nx\nlog .");
    block("a\n", None, "a\nlog .\n");
    let nested = |text: &str, after: Option<usize>, expect: &str| {
        let file = read(text);
        check(
            text,
            insert(
                text,
                Place::Directive(&file.blocks[0].body[0]),
                &[Line::new("y", &["1"])],
                after,
            ),
            expect,
        );
    };
    nested("a {\n  x # c\n}", None, "a {\n  x {\n    y 1\n  } # c\n}");
    nested(
        "a {\n  x {\n    z\n  }\n}",
        Some(0),
        "a {\n  x {\n    z\n    y 1\n  }\n}",
    );
    nested("a {\n  x {\n  }\n}", None, "a {\n  x {\n    y 1\n  }\n}");
}

#[test]
fn removal_takes_what_is_its_own() {
    let line = |text: &str, expect: &str| {
        check(
            text,
            remove(text, read(text).blocks[0].directive("x").unwrap()),
            expect,
        )
    };
    line("a {\n y\n # of x\n x 1 # c\n z\n}", "a {\n y\n z\n}");
    line("a {\n #off 1\n x {\n  y\n }\n}", "a {\n #off 1\n}");
    line("a { y\n x }", "a { y\n }");
    line("a { x }", "a { }");
    line("a\ny\nx", "a\ny");
    let block = |text: &str, index: usize, expect: &str| {
        check(text, remove_block(text, &read(text).blocks[index]), expect)
    };
    block(
        "a {\n}\n\n# of b\nb {\n x\n}\n\nc {\n}\n",
        1,
        "a {\n}\n\nc {\n}\n",
    );
    block("a {\n}\n\nb {\n}\n", 0, "b {\n}\n");
    block("a {\n}\n\nb {\n}", 1, "a {\n}");
    block("import x\na {\n}\n", 0, "a {\n}\n");
}

#[test]
fn blocks_go_last() {
    let block = |text: &str, expect: &str| {
        check(
            text,
            add_block(text, &strings(&["b", "c:53"]), &[Line::new("log", &[])]),
            expect,
        );
    };
    block("", "b c:53 {\n    log\n}\n");
    block("a {\n\tx\n}\n", "a {\n\tx\n}\n\nb c:53 {\n\tlog\n}\n");
    block("a {\n  x\n}", "a {\n  x\n}\n\nb c:53 {\n  log\n}");
    block("import x\n\n", "import x\n\nb c:53 {\n    log\n}\n");
}

#[test]
fn what_is_not_safe_is_refused() {
    let text = "a {\n x {{ y }} {$Z}\n w {\n v\n";
    let file = read(text);
    let args = &file.blocks[0].body[0].args;
    assert_eq!(set_word(text, &args[0], "1"), Err(Refusal::Template));
    assert_eq!(set_word(text, &args[1], "}"), Err(Refusal::Form));
    assert!(set_word(text, &args[1], "1").is_ok());
    assert_eq!(
        set_args(text, &file.blocks[0].body[0], &[]),
        Err(Refusal::Template)
    );
    assert_eq!(
        insert(text, Place::Block(&file.blocks[0]), &[], Some(9)),
        Err(Refusal::NoPlace)
    );
    assert_eq!(
        insert(text, Place::Directive(&file.blocks[0].body[1]), &[], None),
        Err(Refusal::Unreadable)
    );
    assert_eq!(
        add_block(text, &strings(&["b"]), &[]),
        Err(Refusal::Unreadable)
    );
    assert_eq!(
        remove_block(text, &file.blocks[0]),
        Err(Refusal::Unreadable)
    );
    assert_eq!(
        add_block("a\nx\n", &strings(&["b"]), &[]),
        Err(Refusal::Form)
    );
    assert_eq!(add_block("", &[], &[]), Err(Refusal::Form));
    assert_eq!(
        set_address(text, &file.blocks[0].addresses[0], "b,"),
        Err(Refusal::Form)
    );
}
