//! Reads any text as a Corefile.

use crate::places::check_span;
use runwright_documents::corefile::source::{self, Directive, Word};

pub fn run(text: &str) {
    let corefile = source::read(text);
    for block in &corefile.blocks {
        check_span(text, &block.span, "a block");
        block
            .addresses
            .iter()
            .for_each(|word| check_word(text, word));
        check_body(text, &block.body);
    }
    for fault in &corefile.faults {
        assert!(text.is_char_boundary(fault.at), "fault at {}", fault.at);
    }
}

fn check_body(text: &str, body: &[Directive]) {
    for directive in body {
        check_span(text, &directive.span, &directive.name.text);
        check_word(text, &directive.name);
        directive
            .args
            .iter()
            .for_each(|word| check_word(text, word));
        assert!(directive.has_block || directive.block.is_empty());
        check_body(text, &directive.block);
    }
}

fn check_word(text: &str, word: &Word) {
    check_span(text, &word.span, &word.text);
}

pub fn read(text: &str) {
    source::read(text);
}
