//! Takes parts of arrays and inline tables out and puts new ones in.

use super::inline::{Inline, index_of};
use super::node::Group;
use super::value::{Kind, Member, Raw};
use crate::source::{Span, Splice};

/// What happens to the parts of one array or table; parts are named by their index.
#[derive(Default)]
pub(super) struct Parts {
    pub gone: Vec<bool>,
    /// New parts, behind the part of an index or before all of them.
    pub new: Vec<(Option<usize>, String)>,
}

impl Parts {
    pub(super) fn of(members: &[Member]) -> Parts {
        Parts {
            gone: vec![false; members.len()],
            new: Vec::new(),
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        if let Some(gone) = self.gone.get_mut(index) {
            *gone = true;
        }
    }

    pub(super) fn remove_group(&mut self, all: &[Member], group: &Group) {
        for member in group.members.iter().chain(&group.lost) {
            if let Some(index) = index_of(all, member) {
                self.remove(index);
            }
        }
    }
}

impl Inline<'_> {
    /// Takes out and puts in the parts of an array or table, with their commas, line ends and comments.
    pub(super) fn finish(&mut self, raw: &Raw, members: &[Member], parts: Parts) {
        if parts.new.is_empty() && !parts.gone.contains(&true) {
            return;
        }
        let layout = Layout::of(self, raw, members);
        let inside = raw.span.start + 1..raw.span.end.saturating_sub(1);
        let kept = |index: usize| !parts.gone.get(index).copied().unwrap_or(false);
        let Some(last) = (0..members.len()).rev().find(|&index| kept(index)) else {
            return self.refill(raw, members, &layout, inside, parts);
        };
        let mut seen = false;
        for (index, member) in members.iter().enumerate() {
            if kept(index) {
                seen = true;
                continue;
            }
            let cut = match members.get(index + 1) {
                Some(next)
                    if !seen
                        && !self.broken(layout.end(index)..next.start())
                        && !self.broken(layout.begin(index)..member.start()) =>
                {
                    member.start()..next.start()
                }
                _ => self.cut(&layout, index, member),
            };
            self.out.push(Splice::new(cut, ""));
        }
        let trailing = members.last().is_some_and(|member| member.comma.is_some());
        let appended = |after: Option<usize>| after.is_some_and(|after| after >= last);
        let ends = parts.new.iter().any(|(after, _)| appended(*after));
        if let Some(member) = members.get(last) {
            match member.comma {
                Some(comma) if !trailing && last + 1 < members.len() && !ends => {
                    self.out.push(Splice::new(comma..comma + 1, ""));
                }
                None if ends => self
                    .out
                    .push(Splice::new(member.raw.span.end..member.raw.span.end, ",")),
                _ => {}
            }
        }
        let count = parts
            .new
            .iter()
            .filter(|(after, _)| appended(*after))
            .count();
        let mut number = 0;
        for (after, new) in &parts.new {
            // What is taken out cannot be stood behind.
            let anchor = after.and_then(|after| (0..=after).rev().find(|&index| kept(index)));
            number += usize::from(appended(*after));
            let comma = if !appended(*after) || number < count || trailing {
                ","
            } else {
                ""
            };
            let (at, with) = match (anchor, layout.tall) {
                (Some(index), true) => (
                    layout.end(index),
                    [self.style.newline, &layout.indent, new, comma].concat(),
                ),
                (Some(index), false) => (layout.end(index), [" ", new, comma].concat()),
                (None, true) => (
                    layout.begin(0),
                    [self.style.newline, &layout.indent, new, comma].concat(),
                ),
                (None, false) => {
                    let first = members.iter().enumerate().find(|(index, _)| kept(*index));
                    (
                        first.map_or(inside.start, |(_, member)| member.start()),
                        [new, comma, " "].concat(),
                    )
                }
            };
            self.out.push(Splice::new(at..at, with));
        }
    }

    /// Writes what is in the brackets anew, when nothing of it stays.
    fn refill(
        &mut self,
        raw: &Raw,
        members: &[Member],
        layout: &Layout,
        inside: Span,
        parts: Parts,
    ) {
        let comments = self
            .text
            .get(inside.clone())
            .is_some_and(|text| text.contains('#'))
            && layout.tall;
        if comments {
            for (index, member) in members.iter().enumerate() {
                let cut = self.cut(layout, index, member);
                self.out.push(Splice::new(cut, ""));
            }
        }
        let new: Vec<&str> = parts.new.iter().map(|(_, new)| new.as_str()).collect();
        let table = matches!(raw.kind, Kind::Table(_));
        let with = if layout.tall && !new.is_empty() {
            let mut with = String::new();
            for new in &new {
                with.push_str(&[self.style.newline, &layout.indent, new, ","].concat());
            }
            if comments {
                with
            } else {
                [&with, self.style.newline, &layout.outer].concat()
            }
        } else if table && !new.is_empty() {
            [" ", &new.join(", "), " "].concat()
        } else {
            new.join(", ")
        };
        let at = if comments {
            layout.begin(0)..layout.begin(0)
        } else {
            inside
        };
        self.out.push(Splice::new(at, with));
    }

    fn broken(&self, span: Span) -> bool {
        self.text.get(span).is_some_and(|text| text.contains('\n'))
    }

    /// What goes with a part: its comma and comment, and where it begins its line, the line and the comment above.
    fn cut(&self, layout: &Layout, index: usize, member: &Member) -> Span {
        let (from, end) = (layout.begin(index), layout.end(index));
        let before = self.text.get(from..member.start()).unwrap_or_default();
        let Some(line) = before.rfind('\n') else {
            return from..end;
        };
        let mut start = super::ground::comment_above(
            self.text,
            from + line + 1,
            from + before.find('\n').unwrap_or(0) + 1,
        );
        let rest_of_line = |at: usize| self.text.get(at..).and_then(|rest| rest.split('\n').next());
        let above = self.text.get(..start - 1).unwrap_or_default();
        // What follows on the line must not get into a comment on the line above.
        if rest_of_line(end).is_some_and(|rest| !rest.trim().is_empty())
            && above
                .rsplit('\n')
                .next()
                .is_some_and(|line| line.contains('#'))
        {
            return member.start()..end;
        }
        // The line end before it.
        start -= 1;
        if start > from && self.text.as_bytes().get(start - 1) == Some(&b'\r') {
            start -= 1;
        }
        start..end
    }
}

/// Where the parts of an array or table are.
struct Layout {
    /// It has line ends between its parts.
    tall: bool,
    /// What begins the lines of the parts.
    indent: String,
    /// What begins the line of the closing bracket.
    outer: String,
    /// The end of the opening bracket and of every part, with comma and comment.
    ends: Vec<usize>,
}

impl Layout {
    fn of(inline: &Inline, raw: &Raw, members: &[Member]) -> Layout {
        let text = inline.text;
        let open = raw.span.start + 1;
        let mut ends = vec![with_comment(text, open)];
        let mut indent = None;
        let mut tall = false;
        let mut before = open;
        for member in members {
            let gap = text.get(before..member.start()).unwrap_or_default();
            if let Some(line) = gap.rfind('\n') {
                tall = true;
                let blank = gap.get(line + 1..).unwrap_or_default();
                indent = indent.or(Some(blank.to_owned()));
            }
            before = member.comma.map_or(member.raw.span.end, |comma| comma + 1);
            ends.push(with_comment(text, before));
        }
        let first = text.get(..raw.span.start).unwrap_or_default();
        let line = first.rfind('\n').map_or(0, |end| end + 1);
        let line = first
            .get(line..)
            .unwrap_or_default()
            .trim_start_matches('\u{feff}');
        let outer = line
            .get(..line.len() - line.trim_start().len())
            .unwrap_or_default()
            .to_owned();
        if members.is_empty() {
            tall = text
                .get(raw.span.clone())
                .is_some_and(|text| text.contains('\n'));
        }
        let indent = indent.unwrap_or_else(|| [&outer, inline.style.step.as_str()].concat());
        Layout {
            tall,
            indent,
            outer,
            ends,
        }
    }

    /// Where the bytes that go with a part may begin.
    fn begin(&self, index: usize) -> usize {
        self.ends.get(index).copied().unwrap_or(0)
    }

    fn end(&self, index: usize) -> usize {
        self.ends.get(index + 1).copied().unwrap_or(0)
    }
}

/// The end of a comment that follows on the line, or the place itself.
fn with_comment(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let trimmed = rest.trim_start_matches([' ', '\t']);
    if !trimmed.starts_with('#') {
        return at;
    }
    let line = trimmed
        .split('\n')
        .next()
        .unwrap_or_default()
        .trim_end_matches('\r');
    at + rest.len() - trimmed.len() + line.len()
}
