//! Finds out how a file is written, so that what is added looks like what is there.

use super::Editor;
use super::place::{Place, line_start};
use crate::source::{Node, Value};

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Quotes {
    /// Quotes where they are needed.
    Plain,
    Single,
    Double,
}

/// The habits of a whole document.
pub(super) struct Style {
    pub(super) newline: &'static str,
    /// Spaces from a map to the map in it.
    pub(super) step: usize,
    /// Spaces from a key to the dashes of its list.
    pub(super) dash: usize,
}

/// How often each number of spaces was seen.
#[derive(Default)]
struct Votes {
    step: [usize; 9],
    dash: [usize; 9],
}

impl Style {
    pub(super) fn of(text: &str, root: &Node) -> Style {
        let newline = match text.find(['\n', '\r']) {
            Some(end) if text[end..].starts_with("\r\n") => "\r\n",
            Some(end) if text[end..].starts_with('\r') => "\r",
            _ => "\n",
        };
        let mut votes = Votes::default();
        vote(text, root, &mut votes);
        let step = winner(&votes.step).filter(|step| *step > 0).unwrap_or(2);
        let dash = winner(&votes.dash).unwrap_or(2);
        Style {
            newline,
            step,
            dash,
        }
    }
}

fn winner(votes: &[usize]) -> Option<usize> {
    let (spaces, count) = votes
        .iter()
        .enumerate()
        .max_by_key(|(spaces, count)| (**count, usize::MAX - spaces))?;
    (*count > 0).then_some(spaces)
}

fn vote(text: &str, node: &Node, votes: &mut Votes) {
    if node.alias {
        return;
    }
    for item in node.items() {
        vote(text, item, votes);
    }
    let Some(first) = node.entries().iter().find(|entry| !entry.merged) else {
        return;
    };
    let flow = text.as_bytes().get(node.span.start) == Some(&b'{');
    let column = first.key_span.start - line_start(text, first.key_span.start);
    for entry in node.entries().iter().filter(|entry| !entry.merged) {
        let start = entry.node.span.start;
        let open = matches!(text.as_bytes().get(start), None | Some(b'{' | b'['));
        if !flow && !open && !entry.node.alias {
            let inner = (start - line_start(text, start)).wrapping_sub(column);
            let seen = match entry.node.value {
                Value::Map(_) => votes.step.get_mut(inner),
                Value::List(_) => votes.dash.get_mut(inner),
                _ => None,
            };
            if let Some(seen) = seen {
                *seen += 1;
            }
        }
        vote(text, &entry.node, votes);
    }
}

impl Editor<'_> {
    /// How a scalar is quoted.
    pub(super) fn quotes_of(&self, node: &Node) -> Quotes {
        match self.byte(node.span.start) {
            b'"' if !node.span.is_empty() => Quotes::Double,
            b'\'' if !node.span.is_empty() => Quotes::Single,
            _ => Quotes::Plain,
        }
    }

    /// How all the strings in a map or list are quoted; as around it where there are none.
    pub(super) fn quotes(&self, node: &Node, place: &Place) -> Quotes {
        let parts = node.items().iter().chain(
            node.entries()
                .iter()
                .filter(|entry| !entry.merged)
                .map(|entry| &entry.node),
        );
        let mut strings = parts.filter(|part| {
            matches!(part.value, Value::Text(_))
                && !part.alias
                && !matches!(self.byte(part.span.start), b'|' | b'>')
        });
        let Some(first) = strings.next() else {
            let brackets = place.flow || self.is_flow(node);
            return if brackets && place.quotes == Quotes::Plain {
                Quotes::Double
            } else {
                place.quotes
            };
        };
        let style = self.quotes_of(first);
        if strings.all(|other| self.quotes_of(other) == style) {
            style
        } else if self.keys_quoted(node) {
            Quotes::Double
        } else {
            Quotes::Plain
        }
    }

    /// Whether all keys of a map are in double quotes, as in JSON.
    pub(super) fn keys_quoted(&self, node: &Node) -> bool {
        let mut own = node
            .entries()
            .iter()
            .filter(|entry| !entry.merged)
            .peekable();
        own.peek().is_some() && own.all(|entry| self.byte(entry.key_span.start) == b'"')
    }
}
