//! Hostile values go through every printer and come back, by an independent reader, as what they were.

mod corefile;
mod markdown;
mod shell;
mod strategy;
mod toml;
mod yaml;

use proptest::test_runner::{Config, RngSeed};
use runwright_documents::Printed;

/// The same cases in every run; `PROPTEST_CASES` asks for more of them.
fn config() -> Config {
    let cases = Config::default().cases.max(400);
    Config {
        cases,
        rng_seed: RngSeed::Fixed(20),
        failure_persistence: None,
        ..Config::default()
    }
}

/// What holds for every printed document, whatever is in it.
fn well_formed(printed: &Printed) {
    let covered: usize = printed.tokens.iter().map(|token| token.len as usize).sum();
    assert_eq!(covered, printed.text.len(), "tokens cover the text");
    assert!(
        printed
            .tokens
            .windows(2)
            .all(|pair| pair[0].tag != pair[1].tag),
        "neighbours differ"
    );
    let lines: Vec<String> = printed
        .lines()
        .iter()
        .map(|line| line.spans.iter().map(|span| span.1).collect())
        .collect();
    assert_eq!(
        lines,
        printed.text.lines().collect::<Vec<_>>(),
        "lines are the text's"
    );
    for origin in &printed.origins {
        assert!(
            1 <= origin.first_line && origin.first_line <= origin.last_line,
            "{origin:?}"
        );
        assert!(origin.last_line as usize <= lines.len(), "{origin:?}");
        let last = &lines[origin.last_line as usize - 1];
        assert!(
            !last.trim_matches(' ').is_empty()
                || lines.len() == 1
                || printed.text.contains("\"\"\""),
            "{origin:?} ends on text"
        );
    }
    assert!(
        printed
            .origins
            .windows(2)
            .all(|pair| pair[0].first_line <= pair[1].first_line),
        "origins in order"
    );
    if !printed.text.is_empty() {
        assert!(
            printed.text.ends_with('\n') && !printed.text.ends_with("\n\n"),
            "one final line end"
        );
    }
    for line in &lines {
        assert!(
            !line.ends_with([' ', '\t']),
            "no spaces at line ends: {line:?}"
        );
    }
}
