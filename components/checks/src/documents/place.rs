//! Says where something stands, and carries places of a text inside another out to the file.

/// A line and a column in the file, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

impl Place {
    pub const START: Place = Place { line: 1, column: 1 };
}

/// Where the lines of a text stand in the file.
#[derive(Clone, Debug)]
pub enum Frame {
    /// The text is the file.
    Whole,
    /// The place of each line's first character.
    Lines(Vec<Place>),
    /// The text is written so that its lines cannot be told apart, as in a quoted string.
    Point(Place),
}

impl Frame {
    /// The place in the file of a line and column (both from 1) of the text.
    pub fn place(&self, line: usize, column: usize) -> Place {
        let inner = Place {
            line: number(line),
            column: number(column),
        };
        match self {
            Frame::Whole => inner,
            Frame::Point(place) => *place,
            Frame::Lines(lines) => match lines.get(line.saturating_sub(1)).or(lines.last()) {
                Some(start) => Place {
                    line: start.line,
                    column: start.column.saturating_add(inner.column) - 1,
                },
                None => Place::START,
            },
        }
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at.max(1)).unwrap_or(u32::MAX)
}

/// Turns byte offsets of a text into lines and columns.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at + 1),
        );
        Lines { text, starts }
    }

    /// Line and column, both from 1.
    pub fn at(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self
            .text
            .get(start..offset)
            .map_or(0, |before| before.chars().count());
        (line, before + 1)
    }

    /// The line of an offset, from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// A line from 1, without its line break.
    pub fn line(&self, line: usize) -> Option<&'a str> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self
            .starts
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        self.text
            .get(start..end)
            .map(|line| line.strip_suffix('\r').unwrap_or(line))
    }
}
