//! Says where something stands in a file.

/// A line and a column in the file, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

impl Place {
    pub const START: Place = Place { line: 1, column: 1 };
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

    pub fn place(&self, offset: usize) -> Place {
        let (line, column) = self.at(offset);
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place {
            line: number(line),
            column: number(column),
        }
    }

    /// Line and column, both from 1.
    fn at(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self
            .text
            .get(start..offset)
            .map_or(0, |before| before.chars().count());
        (line, before + 1)
    }

    /// The line of an offset, from 1.
    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }
}
