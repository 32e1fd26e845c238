//! Shell words are read back by a small parser after POSIX 2.2 (quoting) and 2.3 (token recognition).

use crate::strategy::text;
use proptest::prelude::*;
use runwright_documents::shell::{self, Script};

/// Splits simple commands into words. Anything that would expand, redirect or chain is an error.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(ch) = chars.next() {
        match ch {
            ' ' | '\t' => words.extend(word.take()),
            '\n' => return Err("the command ends".to_owned()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('\'') => break,
                        Some(inner) => word.push(inner),
                        None => return Err("open quote".to_owned()),
                    }
                }
            }
            '\\' => match chars.next() {
                Some('\n') => {}
                Some(escaped) => word.get_or_insert_default().push(escaped),
                None => return Err("open escape".to_owned()),
            },
            '#' if word.is_none() => return Err("comment".to_owned()),
            '|' | '&' | ';' | '<' | '>' | '(' | ')' | '$' | '`' | '"' | '*' | '?' | '[' | ']'
            | '~' | '{' | '}' | '!' => {
                return Err(format!("active {ch}"));
            }
            _ => word.get_or_insert_default().push(ch),
        }
    }
    words.extend(word);
    Ok(words)
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn values_read_back(values in proptest::collection::vec(text(), 1..4)) {
        let expect: Vec<String> = values.iter().map(|value| value.replace('\0', "\u{fffd}")).collect();
        prop_assert_eq!(words(&shell::join(&values)), Ok(expect));
    }

    #[test]
    fn commands_read_back(first in proptest::collection::vec(text(), 1..3), second in proptest::collection::vec(text(), 1..3), comment in text()) {
        let mut script = Script::new();
        script.comment(comment.as_str());
        script.command(first.clone()).line(second.clone());
        let printed = script.print();
        let body = printed.text.strip_prefix("#!/bin/sh\nset -eu\n").unwrap();
        let body = body.trim_start_matches('\n');
        let comments = body.lines().take_while(|line| line.starts_with('#')).map(|line| line.len() + 1).sum::<usize>();
        let expect: Vec<String> = first.iter().chain(&second).map(|value| value.replace('\0', "\u{fffd}")).collect();
        prop_assert_eq!(words(body[comments..].trim_end_matches('\n')), Ok(expect), "{}", printed.text);
    }
}
