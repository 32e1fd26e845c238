//! Carries places and changes of a text inside another text out to that other text.

use super::{Span, Splice};

/// A text that is written as a value of another.
#[derive(Clone, Debug)]
pub struct Nested {
    /// The inner text, as its reader gets it.
    pub text: String,
    /// The value's bytes in the outer text.
    pub span: Span,
    pub layout: Layout,
}

/// How the inner text stands in the outer one.
#[derive(Clone, Debug)]
pub enum Layout {
    /// Line by line, as in a literal block of YAML.
    Lines {
        /// For every line of the inner text, the empty one behind a last line end included: its start, where its
        /// content is in the outer text, and the bytes of indentation before that.
        starts: Vec<(usize, usize, usize)>,
        /// What begins every line of content in the outer text.
        indent: String,
        /// How lines end in the outer text.
        newline: &'static str,
    },
    /// In quotes or folded: written anew as a whole when it changes, by this function.
    Whole {
        /// Writes the text as a value of the outer language that fits in the span.
        write: fn(&str) -> String,
    },
}

impl Nested {
    /// Where an offset of the inner text is in the outer one; of text in quotes, where the quotes begin.
    pub fn outer(&self, at: usize) -> usize {
        match &self.layout {
            Layout::Whole { .. } => self.span.start,
            Layout::Lines { starts, .. } => {
                let line = starts.partition_point(|start| start.0 <= at).max(1) - 1;
                let (inner, outer, _) =
                    starts.get(line).copied().unwrap_or((0, self.span.start, 0));
                outer + at.saturating_sub(inner)
            }
        }
    }

    /// Changes of the inner text as changes of the outer one.
    ///
    /// Whether the outer language reads them as they were meant is for its reader to say: `yaml::source::carried`.
    pub fn splices(&self, inner: &[Splice]) -> Vec<Splice> {
        if inner.is_empty() {
            return Vec::new();
        }
        match &self.layout {
            Layout::Whole { write } => {
                let text = super::apply(&self.text, inner);
                vec![Splice::new(self.span.clone(), write(&text))]
            }
            Layout::Lines {
                indent, newline, ..
            } => inner
                .iter()
                .map(|splice| self.lines(splice, indent, newline))
                .collect(),
        }
    }

    /// A change of some lines: what stands at the start of a line takes the line's indentation with it.
    fn lines(&self, splice: &Splice, indent: &str, newline: &str) -> Splice {
        let (start, end) = (splice.at.start, splice.at.end);
        let from = match self.line(start) {
            Some((outer, before)) => outer - before,
            None => self.outer(start),
        };
        let mut fresh = self.line(start).is_some();
        let mut with = String::with_capacity(splice.with.len());
        let mut parts = splice.with.split('\n').peekable();
        while let Some(part) = parts.next() {
            let part = part
                .strip_suffix('\r')
                .filter(|_| parts.peek().is_some())
                .unwrap_or(part);
            if fresh && !part.is_empty() {
                with.push_str(indent);
                fresh = false;
            }
            with.push_str(part);
            if parts.peek().is_some() {
                with.push_str(newline);
                fresh = true;
            }
        }
        // Whether what follows the change begins a line of the outer text.
        match self.line(end).filter(|_| fresh) {
            Some((outer, before)) => Splice::new(from..(outer - before).max(from), with),
            None => {
                let rest = self.text.get(end..).unwrap_or_default();
                if fresh && !rest.is_empty() && !rest.starts_with(['\n', '\r']) {
                    with.push_str(indent);
                }
                Splice::new(from..self.outer(end).max(from), with)
            }
        }
    }

    /// Of an inner offset that begins a line: where its content is in the outer text, and the bytes of indentation
    /// before it.
    fn line(&self, at: usize) -> Option<(usize, usize)> {
        let Layout::Lines { starts, .. } = &self.layout else {
            return None;
        };
        let index = starts.binary_search_by_key(&at, |start| start.0).ok()?;
        starts.get(index).map(|start| (start.1, start.2))
    }
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;

    const OUTER: &str = "k: |\n  a = 1\n\n  b = 2\nz: 1\n";

    fn nested() -> Nested {
        Nested {
            text: "a = 1\n\nb = 2\n".to_owned(),
            span: 3..22,
            layout: Layout::Lines {
                starts: vec![(0, 7, 2), (6, 13, 0), (7, 16, 2), (13, 22, 0)],
                indent: "  ".to_owned(),
                newline: "\n",
            },
        }
    }

    #[test]
    fn changes_of_lines_keep_the_block_a_block() {
        let check = |at: Span, with: &str, expect: &str| {
            let splices = nested().splices(&[Splice::new(at, with)]);
            assert_eq!(apply(OUTER, &splices), expect);
        };
        check(4..5, "9", "k: |\n  a = 9\n\n  b = 2\nz: 1\n");
        check(0..0, "x = 1\n", "k: |\n  x = 1\n  a = 1\n\n  b = 2\nz: 1\n");
        check(0..6, "", "k: |\n\n  b = 2\nz: 1\n");
        check(6..6, "c = 3\n", "k: |\n  a = 1\n  c = 3\n\n  b = 2\nz: 1\n");
        check(
            13..13,
            "c = [\n  3,\n]\n",
            "k: |\n  a = 1\n\n  b = 2\n  c = [\n    3,\n  ]\nz: 1\n",
        );
        check(7..13, "", "k: |\n  a = 1\n\nz: 1\n");
        check(5..5, "\nc = 3", "k: |\n  a = 1\n  c = 3\n\n  b = 2\nz: 1\n");
        check(4..12, "[\n  1,\n]", "k: |\n  a = [\n    1,\n  ]\nz: 1\n");
        check(0..4, "", "k: |\n  1\n\n  b = 2\nz: 1\n");
    }

    #[test]
    fn places_are_carried_outwards() {
        assert_eq!(
            (nested().outer(0), nested().outer(8), nested().outer(6)),
            (7, 17, 13)
        );
    }

    #[test]
    fn quoted_text_is_written_anew() {
        let outer = "k: 'a = 1'\n";
        let nested = Nested {
            text: "a = 1".to_owned(),
            span: 3..10,
            layout: Layout::Whole {
                write: |text| ["'", text, "'"].concat(),
            },
        };
        let splices = nested.splices(&[Splice::new(4..5, "2")]);
        assert_eq!(apply(outer, &splices), "k: 'a = 2'\n");
        assert_eq!(nested.outer(4), 3);
    }
}
