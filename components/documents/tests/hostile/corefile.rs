//! Corefiles are read back by a lexer and parser after the rules of coredns/caddy `caddyfile/{lexer,parse}.go`.

use crate::strategy::text;
use proptest::prelude::*;
use runwright_documents::corefile::{self, Corefile, Plugin};

/// Tokens with the line they begin on.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    let (mut line, mut begin) = (1, 1);
    let mut value = String::new();
    let (mut comment, mut quoted, mut escaped) = (false, false, false);
    for ch in text.chars() {
        if quoted {
            match ch {
                '\\' if !escaped => escaped = true,
                '"' if !escaped => {
                    quoted = false;
                    tokens.push((begin, std::mem::take(&mut value)));
                }
                _ => {
                    if escaped && ch != '"' {
                        value.push('\\');
                    }
                    escaped = false;
                    line += usize::from(ch == '\n');
                    value.push(ch);
                }
            }
            continue;
        }
        if ch.is_whitespace() {
            if ch == '\r' {
                continue;
            }
            if ch == '\n' {
                line += 1;
                comment = false;
            }
            if !value.is_empty() {
                tokens.push((begin, std::mem::take(&mut value)));
            }
            continue;
        }
        comment |= ch == '#';
        if comment {
            continue;
        }
        if value.is_empty() {
            begin = line;
            if ch == '"' {
                quoted = true;
                continue;
            }
        }
        value.push(ch);
    }
    assert!(!quoted, "open quote in {text:?}");
    if !value.is_empty() {
        tokens.push((begin, value));
    }
    tokens
}

/// One server block as its zones and lines, each line with its depth.
fn parse(text: &str) -> (Vec<String>, Vec<(usize, Vec<String>)>) {
    let mut zones = Vec::new();
    let mut lines: Vec<(usize, Vec<String>)> = Vec::new();
    let (mut depth, mut last_line) = (0, 0);
    for (line, token) in tokens(text) {
        assert!(
            !token.contains("{$") && !token.contains("{%"),
            "expansion in {text:?}"
        );
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 0 => zones.push(token),
            _ if line == last_line && depth == lines.last().map_or(0, |last| last.0) => {
                lines.last_mut().expect("a line is open").1.push(token);
            }
            _ => lines.push((depth, vec![token])),
        }
        last_line = line;
    }
    assert_eq!(depth, 0, "braces in {text:?}");
    (zones, lines)
}

fn expect(plugins: &[Plugin], depth: usize, lines: &mut Vec<(usize, Vec<String>)>) {
    for plugin in plugins {
        lines.push((
            depth,
            std::iter::once(&plugin.name)
                .chain(&plugin.args)
                .cloned()
                .collect(),
        ));
        expect(&plugin.block, depth + 1, lines);
    }
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn a_token_reads_back_or_is_refused(text in text()) {
        if let Ok(token) = corefile::token(&text) {
            prop_assert_eq!(tokens(&token), vec![(1, text)]);
        }
    }

    #[test]
    fn blocks_read_back(
        zones in proptest::collection::vec("[a-z.:*\"{}\\\\#, ]{1,6}", 1..3),
        lines in proptest::collection::vec(("[a-z\"\\\\ #]{1,4}", proptest::collection::vec("[a-z\"\\\\ #{}]{0,4}", 0..3), any::<bool>()), 0..5),
        comment in text(),
    ) {
        let mut file = Corefile::default();
        let block = file.server(zones.clone());
        block.comment(comment.as_str());
        for (name, args, nested) in &lines {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            match block.plugins.last_mut() {
                Some(last) if *nested => last.option(name, &args),
                _ => block.plugin(name, &args),
            }
            .comment(comment.as_str());
        }
        if let Ok(printed) = corefile::print(&file) {
            crate::well_formed(&printed);
            let mut want = Vec::new();
            expect(&file.blocks[0].plugins, 1, &mut want);
            prop_assert_eq!(parse(&printed.text), (zones, want), "{}", printed.text);
        }
    }
}
