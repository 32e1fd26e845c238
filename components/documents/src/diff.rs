//! Compares two texts line by line.

use imara_diff::{Algorithm, Diff, InternedInput};

/// Which lines differ. Line numbers are 1-based, ranges inclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineDiff {
    /// Lines of the new text that the old one does not have, in order.
    pub added: Vec<u32>,
    /// Lines of the old text that the new one does not have, in order.
    pub removed: Vec<Removed>,
    pub hunks: Vec<Hunk>,
}

/// Lines gone from one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// The line of the new text behind which they stood; 0 at the top.
    pub after_line: u32,
    pub first_old: u32,
    pub last_old: u32,
}

/// One place where the texts differ: `old_count` lines give way to `new_count` lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hunk {
    /// The first line replaced, or where none is, the line behind which lines were added plus one.
    pub old_first: u32,
    pub old_count: u32,
    /// The first new line, or where there is none, the line behind which lines went plus one.
    pub new_first: u32,
    pub new_count: u32,
}

/// One line of a unified view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    pub kind: RowKind,
    /// 1-based number in the old text.
    pub old_line: Option<u32>,
    /// 1-based number in the new text.
    pub new_line: Option<u32>,
    /// Without its line end; empty for a fold.
    pub text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    Same,
    Add,
    Del,
    /// This many equal lines are not shown.
    Fold(u32),
}

/// Finds the lines that differ (histogram algorithm).
///
/// A line end counts: a last line that gains or loses it, or a change of `\n` to `\r\n`, is a change.
pub fn changed_lines(old: &str, new: &str) -> LineDiff {
    let mut result = LineDiff::default();
    for hunk in hunks(old, new) {
        result
            .added
            .extend(hunk.new_first..hunk.new_first + hunk.new_count);
        if hunk.old_count > 0 {
            result.removed.push(Removed {
                after_line: hunk.new_first - 1,
                first_old: hunk.old_first,
                last_old: hunk.old_first + hunk.old_count - 1,
            });
        }
        result.hunks.push(hunk);
    }
    result
}

/// Lays both texts out as one, with `context` equal lines around each change and the others folded.
///
/// Equal texts are a single fold.
pub fn rows<'a>(old: &'a str, new: &'a str, context: u32) -> Vec<Row<'a>> {
    let old_lines: Vec<&str> = old.lines().collect();
    let new_lines: Vec<&str> = new.lines().collect();
    let mut rows = Vec::new();
    let (mut old_next, mut new_next) = (1, 1);
    for hunk in hunks(old, new) {
        let same = hunk.new_first - new_next;
        let lead = if new_next == 1 { 0 } else { context };
        equal(
            &mut rows,
            &new_lines,
            (old_next, new_next),
            same,
            lead,
            context,
        );
        for line in hunk.old_first..hunk.old_first + hunk.old_count {
            rows.push(Row {
                kind: RowKind::Del,
                old_line: Some(line),
                new_line: None,
                text: at(&old_lines, line),
            });
        }
        for line in hunk.new_first..hunk.new_first + hunk.new_count {
            rows.push(Row {
                kind: RowKind::Add,
                old_line: None,
                new_line: Some(line),
                text: at(&new_lines, line),
            });
        }
        old_next = hunk.old_first + hunk.old_count;
        new_next = hunk.new_first + hunk.new_count;
    }
    let same = (new_lines.len() as u32 + 1).saturating_sub(new_next);
    let lead = if rows.is_empty() { 0 } else { context };
    equal(&mut rows, &new_lines, (old_next, new_next), same, lead, 0);
    rows
}

/// Adds a run of equal lines, of which the first `lead` and the last `tail` are shown.
fn equal<'a>(
    rows: &mut Vec<Row<'a>>,
    lines: &[&'a str],
    from: (u32, u32),
    count: u32,
    lead: u32,
    tail: u32,
) {
    let hidden = count.saturating_sub(lead.saturating_add(tail));
    // A fold is a line itself: it must hide more than one.
    let hidden = if hidden < 2 { 0 } else { hidden };
    let mut offset = 0;
    while offset < count {
        let (old_line, new_line) = (Some(from.0 + offset), Some(from.1 + offset));
        if hidden > 0 && offset == lead {
            rows.push(Row {
                kind: RowKind::Fold(hidden),
                old_line,
                new_line,
                text: "",
            });
            offset += hidden;
        } else {
            rows.push(Row {
                kind: RowKind::Same,
                old_line,
                new_line,
                text: at(lines, from.1 + offset),
            });
            offset += 1;
        }
    }
}

fn at<'a>(lines: &[&'a str], line: u32) -> &'a str {
    lines.get(line as usize - 1).copied().unwrap_or("")
}

fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let mut input = InternedInput::default();
    input.update_before(old.split_inclusive('\n'));
    input.update_after(new.split_inclusive('\n'));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let hunk = |hunk: imara_diff::Hunk| Hunk {
        old_first: hunk.before.start + 1,
        old_count: hunk.before.end - hunk.before.start,
        new_first: hunk.after.start + 1,
        new_count: hunk.after.end - hunk.after.start,
    };
    diff.hunks().map(hunk).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(old: &str, new: &str, added: &[u32], removed: &[(u32, u32, u32)]) {
        let diff = changed_lines(old, new);
        assert_eq!(diff.added, added, "{old:?} {new:?}");
        let got: Vec<_> = diff
            .removed
            .iter()
            .map(|gone| (gone.after_line, gone.first_old, gone.last_old))
            .collect();
        assert_eq!(got, removed, "{old:?} {new:?}");
    }

    #[test]
    fn lines_that_differ() {
        check("", "", &[], &[]);
        check("a\nb\n", "a\nb\n", &[], &[]);
        check("", "a\nb\n", &[1, 2], &[]);
        check("a\nb\n", "", &[], &[(0, 1, 2)]);
        check("a\nb\nc\n", "a\nx\nc\n", &[2], &[(1, 2, 2)]);
        check("a\nb\nc\n", "a\nc\n", &[], &[(1, 2, 2)]);
        check("a\nc\n", "a\nb\nc\n", &[2], &[]);
        check("a", "a\n", &[1], &[(0, 1, 1)]);
    }

    /// `=`, `+`, `-` with the text, `~` with the number of lines folded.
    fn view(old: &str, new: &str, context: u32) -> String {
        let mut out = String::new();
        for row in rows(old, new, context) {
            match row.kind {
                RowKind::Same => out.push('='),
                RowKind::Add => out.push('+'),
                RowKind::Del => out.push('-'),
                RowKind::Fold(count) => out.push_str(&format!("~{count}")),
            }
            out.push_str(row.text);
            out.push(' ');
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn unified_rows() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        assert_eq!(view(old, &old.replace('5', "x"), 1), "~3 =4 -5 +x =6 ~3");
        assert_eq!(
            view(old, &old.replace('5', "x"), 3),
            "=1 =2 =3 =4 -5 +x =6 =7 =8 =9"
        );
        assert_eq!(view(old, &old.replace('1', "x"), 0), "-1 +x ~8");
        assert_eq!(view(old, &old.replace("9\n", ""), 2), "~6 =7 =8 -9");
        assert_eq!(view(old, old, 3), "~9");
        assert_eq!(view("", "", 3), "");
        assert_eq!(
            view("1\n2\n3\n4\n5\n", "1\nx\n3\n4\ny\n", 0),
            "=1 -2 +x ~2 -5 +y"
        );
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn rows_hold_both_texts(old in "([a-c ]{0,2}\n){0,12}", new in "([a-c ]{0,2}\n){0,12}", context in 0u32..4) {
            // Equal texts are one fold, whatever the context.
            prop_assume!(old != new);
            let all = rows(&old, &new, 1000);
            let side = |skip: RowKind| -> String {
                all.iter().filter(|row| row.kind != skip).flat_map(|row| [row.text, "\n"]).collect()
            };
            prop_assert_eq!(side(RowKind::Add), old.as_str());
            prop_assert_eq!(side(RowKind::Del), new.as_str());
            // Folding hides lines and loses none.
            let shown: u32 = rows(&old, &new, context).iter().map(|row| match row.kind {
                RowKind::Fold(count) => count,
                _ => 1,
            }).sum();
            prop_assert_eq!(shown as usize, all.len());
        }
    }
}
