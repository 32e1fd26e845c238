//! Says where in its map or list a value stands.

use super::Editor;
use super::style::Quotes;
use crate::source::{Entry, Node, Span, Value};

/// What holds a value.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Holder {
    Document,
    Entry,
    Item,
}

#[derive(Clone)]
pub(super) struct Place {
    pub(super) holder: Holder,
    /// Behind the colon or dash, and behind an anchor and a tag.
    pub(super) behind: usize,
    /// Where the colon or dash ends.
    pub(super) sign: usize,
    /// Column of the map or list that holds the value; 0 for a document.
    pub(super) column: usize,
    /// Between brackets.
    pub(super) flow: bool,
    /// A key between brackets that has no colon yet.
    pub(super) bare: bool,
    /// How the strings beside it are written.
    pub(super) quotes: Quotes,
}

impl Place {
    pub(super) fn root() -> Place {
        Place {
            holder: Holder::Document,
            behind: 0,
            sign: 0,
            column: 0,
            flow: false,
            bare: false,
            quotes: Quotes::Plain,
        }
    }
}

impl Editor<'_> {
    pub(super) fn entry_place(&self, map: &Node, place: &Place, entry: &Entry) -> Place {
        let colons = &self.marks.colons;
        let next = colons.partition_point(|colon| *colon < entry.key_span.end);
        let colon = colons
            .get(next)
            .filter(|colon| **colon < entry.node.span.start);
        let sign = colon.map_or(entry.key_span.end, |colon| colon + 1);
        let inner = self.inner(map, place, Holder::Entry, sign, &entry.node);
        Place {
            bare: colon.is_none(),
            ..inner
        }
    }

    pub(super) fn item_place(&self, list: &Node, place: &Place, item: &Node) -> Place {
        let flow = place.flow || self.is_flow(list);
        let sign = match self.dash(item).filter(|_| !flow) {
            Some(dash) => dash + 1,
            None => item.span.start,
        };
        self.inner(list, place, Holder::Item, sign, item)
    }

    /// The dash before an item.
    pub(super) fn dash(&self, item: &Node) -> Option<usize> {
        let dashes = &self.marks.dashes;
        let next = dashes.partition_point(|dash| *dash < item.span.start);
        dashes.get(next.checked_sub(1)?).copied()
    }

    fn inner(
        &self,
        node: &Node,
        place: &Place,
        holder: Holder,
        sign: usize,
        child: &Node,
    ) -> Place {
        let props = self.props(sign, child);
        Place {
            holder,
            sign,
            behind: props.last().map_or(sign, |span| span.end),
            column: self.column(node.span.start),
            flow: place.flow || self.is_flow(node),
            bare: false,
            quotes: self.quotes(node, place),
        }
    }

    /// The anchor and the tag of a value whose colon or dash ends at an offset.
    pub(super) fn props(&self, sign: usize, node: &Node) -> Vec<Span> {
        let props = &self.marks.props;
        let first = props.partition_point(|span| span.start < sign);
        let mut found: Vec<Span> = props.get(first..).unwrap_or_default().to_vec();
        found.truncate(found.partition_point(|span| span.end <= node.span.start));
        found.dedup();
        found
    }

    /// Whether a map or list is written with brackets.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        match &node.value {
            Value::List(_) => self.byte(node.span.start) == b'[',
            // A template expression may be the first key of a block map.
            Value::Map(entries) => {
                self.byte(node.span.start) == b'{'
                    && entries
                        .iter()
                        .all(|entry| entry.key_span.start != node.span.start)
            }
            _ => false,
        }
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        line_start(self.text, at)
    }

    /// Where the line ends, before its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find(['\n', '\r'])
            .map_or(self.text.len(), |end| end + at)
    }

    /// Where the next line begins.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        match (self.byte(end), self.byte(end + 1)) {
            (b'\r', b'\n') => end + 2,
            (b'\n' | b'\r', _) => end + 1,
            _ => end,
        }
    }

    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Whether two offsets are on one line.
    pub(super) fn beside(&self, first: usize, second: usize) -> bool {
        !self.slice(first..second).contains(['\n', '\r'])
    }
}

pub(in crate::yaml::source) fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    if start == 0 && text.starts_with('\u{feff}') && at >= 3 {
        return 3;
    }
    start
}
