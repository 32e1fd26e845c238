//! Markdown is scanned for anything a CommonMark or GFM reader would act on.

use crate::strategy::text;
use proptest::prelude::*;
use runwright_documents::markdown::{Inline, Markdown, code, escape};

/// Takes the backslashes off again, and fails on every character that has a meaning without one.
fn unescape(line: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    while let Some(ch) = chars.next() {
        if ch == '\\' {
            match chars.next() {
                Some(escaped) if escaped.is_ascii_punctuation() => out.push(escaped),
                other => return Err(format!("backslash before {other:?}")),
            }
            continue;
        }
        // A no-break space is a letter to Markdown.
        let begins = out.trim_matches(' ').is_empty();
        let digits = !begins
            && out
                .trim_matches(' ')
                .bytes()
                .all(|byte| byte.is_ascii_digit());
        let before = out.chars().next_back().unwrap_or(' ');
        let after = *chars.peek().unwrap_or(&' ');
        let active = match ch {
            '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => true,
            '_' => !before.is_ascii_alphanumeric() || !after.is_ascii_alphanumeric(),
            '#' | '+' | '-' | '=' => begins,
            '.' | ')' if digits => true,
            '.' => out.to_ascii_lowercase().ends_with("www"),
            ':' => after == '/',
            '\n' | '\r' => true,
            _ => false,
        };
        if active {
            return Err(format!("active {ch:?} in {line:?}"));
        }
        out.push(ch);
    }
    Ok(out)
}

fn shown(text: &str) -> String {
    text.chars()
        .map(|ch| {
            if ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                ch
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn text_stays_text(text in prop_oneof![text(), "[ -~]{0,20}", "(www|http|:|/|\\.|_|a|1|\\)| |-|#){0,8}"]) {
        prop_assert_eq!(unescape(&escape(&text)), Ok(shown(&text)));
    }

    #[test]
    fn code_stays_code(text in prop_oneof![text(), "[` a|]{0,8}"]) {
        let span = code(&text);
        if shown(&text).trim().is_empty() {
            prop_assert_eq!(span, "");
        } else {
            let ticks = span.len() - span.trim_start_matches('`').len();
            let inner = &span[ticks..span.len() - ticks];
            prop_assert!(span.ends_with(&"`".repeat(ticks)));
            // No run inside is as long as the marks, so none of them ends the span.
            prop_assert!(inner.split(|ch| ch != '`').all(|run| run.len() != ticks));
            let strip = inner.starts_with(' ') && inner.ends_with(' ');
            let inner = if strip { &inner[1..inner.len() - 1] } else { inner };
            prop_assert_eq!(inner, shown(&text));
        }
    }

    #[test]
    fn blocks_stay_apart(text in text(), block in text()) {
        let mut doc = Markdown::new();
        doc.heading(2, text.as_str()).paragraph(text.as_str()).task(true, text.as_str(), Some("f"));
        doc.table(&["a".into(), text.as_str().into()], &[vec![Inline::new().code(text.as_str()), text.as_str().into()]]);
        doc.code_block("sh", &block);
        let printed = doc.finish();
        let covered: usize = printed.tokens.iter().map(|token| token.len as usize).sum();
        prop_assert_eq!(covered, printed.text.len());
        // Each row of the table has its three bars and no other.
        let table = printed.text.split("\n```").next().unwrap_or_default();
        for row in table.lines().filter(|line| line.starts_with("| ")) {
            let bars = row.match_indices('|').filter(|(at, _)| !row[..*at].ends_with('\\')).count();
            prop_assert_eq!(bars, 3, "{}", row);
        }
    }
}
