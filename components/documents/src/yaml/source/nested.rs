//! Takes the text out of a string, so that its own language can read and change it.

use super::edit::single;
use super::literal::Header;
use crate::source::{Layout, Nested, Node, Value};
use crate::yaml::quote::quoted;

/// The text in a string of this text; none where the node is no string.
pub fn nested(text: &str, node: &Node) -> Option<Nested> {
    let Value::Text(inner) = &node.value else {
        return None;
    };
    if node.alias {
        return None;
    }
    let header = Header::read(text.as_bytes(), node.span.start).filter(|header| !header.folded);
    let layout = header
        .and_then(|header| lines(text, inner, &header))
        .unwrap_or(Layout::Whole {
            write: if text.as_bytes().get(node.span.start) == Some(&b'\'') {
                |text| single(text).unwrap_or_else(|| quoted(text))
            } else {
                quoted
            },
        });
    Some(Nested {
        text: inner.clone(),
        span: node.span.clone(),
        layout,
    })
}

/// The lines of a literal block; none where it has no line yet.
fn lines(text: &str, inner: &str, header: &Header) -> Option<Layout> {
    let newline = |at: usize| match text.as_bytes().get(at..) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        Some([b'\n', ..]) => "\n",
        _ => "",
    };
    let line_end = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        rest.find(['\n', '\r']).map_or(text.len(), |end| at + end)
    };
    let head = line_end(header.span.end);
    let kind = newline(head);
    if kind.is_empty() || inner.trim().is_empty() {
        return None;
    }
    let mut starts = Vec::new();
    let (mut at, mut from) = (head + kind.len(), 0);
    let mut indent = None;
    for line in inner.split('\n') {
        let end = line_end(at);
        let outer = text.get(at..end)?;
        // Behind the last line end nothing is left.
        let before = if from == inner.len() {
            0
        } else {
            outer.len().checked_sub(line.len())?
        };
        let content = at + before;
        if from < inner.len() && !line.is_empty() {
            if !outer.ends_with(line) {
                return None;
            }
            indent = indent.max(Some(before));
        }
        starts.push((from, content, before));
        from += line.len() + 1;
        at = end + newline(end).len();
    }
    Some(Layout::Lines {
        starts,
        indent: " ".repeat(indent?),
        newline: kind,
    })
}
