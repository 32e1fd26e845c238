//! Collects lines that come and go, and makes splices of them.

use crate::source::{Span, Splice};

/// Changes that are not yet splices: how lines end, and whether the last one does, is seen to last.
#[derive(Default)]
pub(super) struct Plan {
    /// Changes in values.
    pub inner: Vec<Splice>,
    /// Whole lines.
    pub cuts: Vec<Span>,
    /// New lines: where, in which order at one place, and whether other tables begin with them.
    pub new: Vec<(usize, Rank, String)>,
}

/// Pairs of a table that ends at a place stand before tables that follow it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Pair,
    Behind,
    Before,
}

impl Plan {
    /// The splices, in the order of the text.
    pub(super) fn splices(self, text: &str, newline: &str) -> Vec<Splice> {
        let Plan {
            mut inner,
            mut cuts,
            mut new,
        } = self;
        let open = !text.is_empty() && !text.ends_with('\n');
        new.sort_by_key(|(at, rank, _)| (*at, *rank));
        let ends = new.iter().any(|(at, _, _)| *at == text.len());
        cuts.sort_by_key(|cut| cut.start);
        let mut merged: Vec<Span> = Vec::new();
        for cut in cuts {
            match merged.last_mut() {
                Some(last) if last.end > cut.start => last.end = last.end.max(cut.end),
                _ => merged.push(cut),
            }
        }
        let cut_end = merged.last().is_some_and(|cut| cut.end == text.len());
        if open && cut_end && !ends {
            // What is now the last line has no line end either.
            if let Some(mut cut) = merged.pop() {
                while let Some(before) =
                    merged.pop_if(|before| before.end > line_end(text, cut.start))
                {
                    cut.start = before.start;
                }
                let end = line_end(text, cut.start);
                match new.iter_mut().rev().find(|(at, _, _)| *at >= end) {
                    Some((at, _, lines)) => {
                        lines.truncate(lines.trim_end_matches('\n').len());
                        cut.start = cut.start.min(*at);
                    }
                    None => cut.start = end,
                }
                merged.push(cut);
            }
        }
        let mut last_at = None;
        for (number, (at, _, lines)) in new.iter().enumerate() {
            let mut lines = lines.as_str();
            let before = text.get(..*at).unwrap_or_default();
            let bare = before.trim_start_matches('\u{feff}');
            if last_at != Some(at)
                && (bare.is_empty() || bare.ends_with("\n\n") || bare.ends_with("\n\r\n"))
            {
                lines = lines.strip_prefix('\n').unwrap_or(lines);
            }
            let mut lines = lines.to_owned();
            if *at == text.len() && open {
                if last_at != Some(at) && !cut_end {
                    lines.insert(0, '\n');
                }
                if number + 1 == new.len() {
                    lines.pop();
                }
            }
            last_at = Some(at);
            let lines = if newline == "\n" {
                lines
            } else {
                lines.replace('\n', newline)
            };
            inner.push(Splice::new(*at..*at, lines));
        }
        for mut cut in merged {
            // A place for new lines within is no part of what goes.
            let within = new.partition_point(|(at, _, _)| *at <= cut.start);
            for (at, _, _) in new
                .iter()
                .skip(within)
                .take_while(|(at, _, _)| *at < cut.end)
            {
                inner.push(Splice::new(cut.start..*at, ""));
                cut.start = *at;
            }
            inner.push(Splice::new(cut, ""));
        }
        inner.sort_by_key(|splice| (splice.at.start, splice.at.end));
        inner
    }
}

/// Where the last line ends before one, without its line end and empty lines behind it.
fn line_end(text: &str, line: usize) -> usize {
    let before = text.get(..line).unwrap_or_default();
    before.trim_end_matches(['\n', '\r']).len()
}
