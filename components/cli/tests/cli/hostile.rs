//! Rubbish of every size is answered.

use proptest::prelude::*;
use runwright_checks::documents::check;
use runwright_model::Lang;

use super::run::{Folder, run};

/// Exit codes of an answer; a panic has 101, a signal none.
#[track_caller]
fn answered(name: &str, text: Vec<u8>) {
    let folder = Folder::new();
    let file = folder.file("x", text);
    let ran = run(&["check", "--json", &file], b"");
    assert!(ran.code == 0 || ran.code == 1, "{name}: {}", ran.err);
    assert!(
        serde_json::from_str::<serde_json::Value>(&ran.out).is_ok(),
        "{name}"
    );
}

const PIECES: [&str; 23] = [
    "[",
    "{",
    "{{",
    "{{}}",
    "- ",
    "a: ",
    "\n",
    "[[runners]]\n",
    "a.",
    "&a [*a, ",
    "? ",
    "\"",
    "'",
    "\t",
    "${",
    "#",
    "|",
    "🙂 ",
    "a\n",
    "=",
    "x: 1\n",
    "[a]\n",
    "[[runners]]\n[runners.kubernetes]\nx=1\n",
];

#[test]
fn ten_megabytes_are_answered() {
    const SIZE: usize = 10 << 20;
    answered(
        "bytes",
        (0..SIZE as u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect(),
    );
    for piece in ["[", "a: ", "[[runners]]\n", "中"] {
        answered(piece, piece.repeat(SIZE / piece.len()).into_bytes());
    }
}

#[test]
fn rubbish_is_answered_wherever_it_stands() {
    for piece in PIECES {
        let fill = piece.repeat((200 << 10) / piece.len()).into_bytes();
        answered(piece, fill.clone());
        answered(
            piece,
            [b"runners:\n  config: |\n    ".to_vec(), fill.clone()].concat(),
        );
        answered(piece, [b"[[runners]]\nx = ".to_vec(), fill].concat());
    }
    answered(
        "keys",
        (0..100_000)
            .map(|i| format!("k{i}: 1\n"))
            .collect::<String>()
            .into_bytes(),
    );
}

#[test]
fn rubbish_is_imported_and_changed_or_refused() {
    let folder = Folder::new();
    for piece in PIECES {
        let fill = piece.repeat((2 << 10) / piece.len());
        for text in [
            fill.clone(),
            ["gitlabUrl: x\nrunners:\n  config: |\n    ", &fill].concat(),
            ["concurrent = 1\n[[runners]]\nname = ", &fill].concat(),
            [".:53 {\n  forward . 1.1.1.1\n", &fill].concat(),
        ] {
            let file = folder.file("x", text);
            let path = "\".:53\".forward[1]=1";
            for args in [
                &["import", "--json", &file][..],
                &["set", &file, "--force", "runners[0].name=x", "a.b[0].c={}"],
                &["set", &file, "concurrent=2", "runners.environment-"],
                &["set", &file, path],
            ] {
                let ran = run(args, b"");
                assert!(
                    ran.code == 0 || ran.code == 1,
                    "{args:?} {piece}: {}",
                    ran.err
                );
            }
        }
    }
}

#[test]
fn nesting_and_aliases_are_answered() {
    let deep = |open: &str| open.repeat(100_000).into_bytes();
    answered(
        "table header",
        [b"[runners.".to_vec(), deep("a."), b"a]\n".to_vec()].concat(),
    );
    answered(
        "dotted key",
        [b"[[runners]]\n".to_vec(), deep("a."), b"a = 1\n".to_vec()].concat(),
    );
    answered(
        "inline tables",
        [b"[[runners]]\nx = ".to_vec(), deep("{a=")].concat(),
    );
    answered(
        "inline lists",
        [b"[[runners]]\nx = ".to_vec(), deep("[")].concat(),
    );
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 9].join(",");
        bomb.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    bomb.push_str("gitlabUrl: https://gitlab.example.com\n");
    answered("alias bomb", bomb.into_bytes());
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,300}", lines in proptest::collection::vec("[ -~]{0,40}", 0..20)) {
        for text in [text, lines.join("\n")] {
            let _ = check(&text, Lang::En);
            let _ = check(&["runners:\n  config: |\n    ", &text.replace('\n', "\n    ")].concat(), Lang::Zh);
            let _ = check(&["[[runners]]\n[runners.kubernetes]\n", &text].concat(), Lang::En);
        }
    }

    #[test]
    fn any_mix_of_what_files_hold_is_answered(
        pieces in proptest::collection::vec(prop_oneof![
            Just("runners:"), Just("  config: |"), Just("    [[runners]]"), Just("    [runners.kubernetes]"), Just("gitlabUrl: x"),
            Just("      cpu_limit = "), Just("      node_selector = "), Just("[a]"), Just("\"2Gi\""), Just("{{ if .x }}"), Just("${A}"),
            Just("\n"), Just("\n  "), Just("- "), Just("volumes"), Just("."), Just("rbac: {rules: [{}]}"), Just("&a "), Just("*a"),
            Just("hpa: "), Just("null"), Just("<<: "), Just("metrics: "), Just("\u{feff}"), Just("\r\n"), Just("中文"), Just("'"),
        ], 0..40),
    ) {
        let text = pieces.concat();
        for note in check(&text, Lang::En) {
            prop_assert!(note.line >= 1 && note.column >= 1);
            prop_assert!(!note.title.is_empty() && !note.body.is_empty());
        }
    }
}
