//! Finds the lines that an edit touched.

use super::Line;

/// The least that turns the old lines into the new ones: what stays in front and behind, and how many lines stand
/// between on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Lines in front that look the same.
    pub front: usize,
    /// Lines that go or are rewritten.
    pub old: usize,
    /// Lines that come or are the rewrite.
    pub new: usize,
    /// Lines behind that look the same.
    pub back: usize,
}

impl Patch {
    /// Compares two texts. A key in a field touches one run of lines as a rule, so front and back are enough.
    #[must_use]
    pub fn between(old: &[Line], new: &[Line]) -> Self {
        let same = |(a, b): &(&Line, &Line)| a.looks_like(b);
        let front = old.iter().zip(new).take_while(same).count();
        let rest = old.len().min(new.len()) - front;
        let back = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(rest)
            .take_while(same)
            .count();
        Self {
            front,
            old: old.len() - front - back,
            new: new.len() - front - back,
            back,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<Line> {
        text.chars()
            .map(|c| Line {
                spans: vec![(0, c.to_string())],
                ..Line::default()
            })
            .collect()
    }

    #[test]
    fn patches_are_minimal_at_both_ends() {
        let check = |old: &str, new: &str, expect: (usize, usize, usize, usize)| {
            let p = Patch::between(&lines(old), &lines(new));
            assert_eq!((p.front, p.old, p.new, p.back), expect, "{old} {new}");
        };
        check("abc", "abc", (3, 0, 0, 0));
        check("abc", "axc", (1, 1, 1, 1));
        check("abc", "abxc", (2, 0, 1, 1));
        check("aaa", "aa", (2, 1, 0, 0));
        check("", "ab", (0, 0, 2, 0));
        check("ab", "", (0, 2, 0, 0));
        check("abcd", "xbcy", (0, 4, 4, 0));
    }

    proptest! {
        #[test]
        fn applying_a_patch_gives_the_new_text(old in "[ab]{0,12}", new in "[ab]{0,12}") {
            let (a, b) = (lines(&old), lines(&new));
            let p = Patch::between(&a, &b);
            let mut out = a[..p.front].to_vec();
            out.extend_from_slice(&b[p.front..p.front + p.new]);
            out.extend_from_slice(&a[p.front + p.old..]);
            prop_assert_eq!(p.front + p.old + p.back, a.len());
            prop_assert_eq!(out, b);
        }
    }
}
