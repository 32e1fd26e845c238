//! Splits a Corefile into words.

use super::Word;
use crate::source::{Fault, Span};
use crate::toml::source::template::Finder;

/// A word with what stands before it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub word: Word,
    /// It is the first of its line.
    pub fresh: bool,
}

pub(super) fn words(text: &str) -> (Vec<Token>, Vec<Fault>) {
    let mut finder = Finder::default();
    let mut tokens = Vec::new();
    let mut faults = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut fresh = true;
    // Whether nothing but blanks has been on the line.
    let mut begins = true;
    while let Some(ch) = rest(text, at).chars().next() {
        if begins
            && ch == '{'
            && let Some(length) = expressions(&mut finder, text, at)
        {
            at += length;
            begins = false;
            continue;
        }
        match ch {
            '\n' => {
                (fresh, begins) = (true, true);
                at += 1;
            }
            '#' => at = line_end(text, at),
            _ if ch.is_whitespace() => {
                begins &= ch == ' ' || ch == '\t' || ch == '\r';
                at += ch.len_utf8();
            }
            _ => {
                let (word, closed) = if ch == '"' {
                    quoted(text, at)
                } else {
                    (bare(&mut finder, text, at), true)
                };
                if !closed {
                    faults.push(Fault {
                        at,
                        what: ("the quotes are not closed", "引号没有结束"),
                    });
                }
                at = word.span.end;
                tokens.push(Token { word, fresh });
                (fresh, begins) = (false, false);
            }
        }
    }
    (tokens, faults)
}

/// The length of a line of nothing but template expressions; `{%NAME%}` is a reference to the environment.
fn expressions(finder: &mut Finder, text: &str, at: usize) -> Option<usize> {
    let (length, _) = finder.lone(text, at)?;
    let inside = rest(text, at).strip_prefix("{%");
    inside
        .is_none_or(|inside| inside.starts_with([' ', '-', '+']))
        .then_some(length)
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

pub(super) fn line_end(text: &str, at: usize) -> usize {
    rest(text, at).find('\n').map_or(text.len(), |end| at + end)
}

fn quoted(text: &str, at: usize) -> (Word, bool) {
    let mut value = String::new();
    let mut escaped = false;
    for (offset, ch) in rest(text, at + 1).char_indices() {
        match ch {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '"' if !escaped => {
                let span = at..at + offset + 2;
                return (Word { text: value, span }, true);
            }
            _ => {}
        }
        if escaped && ch != '"' {
            value.push('\\');
        }
        value.push(ch);
        escaped = false;
    }
    (
        Word {
            text: value,
            span: at..text.len(),
        },
        false,
    )
}

fn bare(finder: &mut Finder, text: &str, at: usize) -> Word {
    let mut end = at;
    while let Some(ch) = rest(text, end).chars().next() {
        match ch {
            '{' => end += finder.expression(text, end).unwrap_or(1),
            '#' => break,
            // A carriage return is dropped wherever it is; at the end of a line it is none of the word.
            '\r' if rest(text, end + 1)
                .starts_with(|next: char| !next.is_whitespace() && next != '#') =>
            {
                end += 1
            }
            _ if ch.is_whitespace() => break,
            _ => end += ch.len_utf8(),
        }
    }
    word(text, at..end)
}

/// A word without quotes at a span.
fn word(text: &str, span: Span) -> Word {
    let value = text.get(span.clone()).unwrap_or_default();
    let expression = value.contains("{{");
    Word {
        text: if expression {
            value.to_owned()
        } else {
            value.replace('\r', "")
        },
        span,
    }
}
