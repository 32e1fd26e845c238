//! Compares the reports on the questions of `tests/golden/capacity/reports` with the files beside them.
//!
//! `make golden` (or `UPDATE_GOLDEN=1 cargo test -p runwright-sizing --test report`) writes them anew; read the diff before
//! committing it.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic)]

use runwright_model::Lang;
use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};
use runwright_sizing::work::Stage;
use runwright_sizing::{report, words};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/capacity/reports")
}

fn asked(name: &str) -> (FleetQuestion, FleetAnswer) {
    let text = std::fs::read_to_string(folder().join([name, ".json"].concat())).unwrap();
    let query = serde_json::from_str(&text).unwrap();
    let question = runwright_capacity::fleet::question(&query).unwrap();
    let answer = runwright_capacity::fleet::answer(&question).unwrap();
    (question, answer)
}

/// Cells of a table's line: pipes that are not escaped part them.
fn cells(line: &str) -> usize {
    line.replace("\\|", "").matches('|').count()
}

#[test]
fn reports_are_as_expected() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for name in ["one-kind", "fleet"] {
        let (question, answer) = asked(name);
        for lang in [Lang::En, Lang::Zh] {
            let words = words::words(&question, &answer, Stage::Done, None, lang);
            let text = report::report(&question, &answer, &words, lang);
            let file = folder().join([name, ".", lang.code(), ".md"].concat());
            if update {
                std::fs::write(&file, &text).unwrap();
            } else if std::fs::read_to_string(&file).ok().as_ref() != Some(&text) {
                wrong.push(file.display().to_string());
            }
            is_markdown(&text);
        }
    }
    assert_eq!(wrong, [] as [String; 0], "see the head of this test");
}

/// Blank lines around blocks, tables of equal width, no two titles alike in a row.
fn is_markdown(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    assert!(text.starts_with("# ") && text.ends_with('\n'));
    for pair in lines.windows(2) {
        let [before, line] = pair else { continue };
        assert!(!(before.is_empty() && line.is_empty()), "{text}");
        let table = |line: &str| line.starts_with('|');
        if table(before) && table(line) {
            assert_eq!(cells(before), cells(line), "{before}\n{line}");
        } else if line.starts_with('#') {
            assert!(before.is_empty(), "{line}");
        }
        assert!(!before.starts_with('#') || line.is_empty(), "{before}");
        let last = line.chars().next_back();
        assert!(!last.is_some_and(char::is_whitespace), "{line}");
    }
    for link in text.split("](").skip(1) {
        assert!(link.starts_with("https://github.com/"), "{link}");
    }
}
