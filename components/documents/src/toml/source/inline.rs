//! Changes values in brackets and braces part by part.

use std::collections::BTreeMap;

use super::node::{Group, groups};
use super::style::Style;
use super::value::{Kind, Member, Raw};
use super::write::{entries, items, same};
use crate::source::{Change, Refusal, Seg, Span, Splice, Value};
use crate::toml::quote::key;
use crate::tree::Node;

pub(super) struct Inline<'a> {
    pub text: &'a str,
    pub style: &'a Style,
    pub out: Vec<Splice>,
}

/// What happens to the parts of one array or table; parts are named by their index.
#[derive(Default)]
struct Parts {
    gone: Vec<bool>,
    /// New parts, behind the part of an index or before all of them.
    new: Vec<(Option<usize>, String)>,
}

impl Inline<'_> {
    /// Makes a change somewhere in a value.
    pub(super) fn change(
        &mut self,
        raw: &Raw,
        path: &[Seg],
        change: &Change,
    ) -> Result<(), Refusal> {
        let Some((seg, rest)) = path.split_first() else {
            return match change {
                Change::Set(wanted) => self.update(raw, wanted),
                Change::Remove => Err(Refusal::NoPlace),
            };
        };
        match (&raw.kind, seg) {
            (Kind::Scalar(Value::Opaque), _) => Err(Refusal::Template),
            (Kind::Templated(_), _) => Err(Refusal::Template),
            (Kind::Array(members), Seg::Index(index)) => match (members.get(*index), change) {
                (Some(_), Change::Remove) if rest.is_empty() => {
                    let mut parts = Parts::of(members);
                    parts.remove(*index);
                    self.finish(raw, members, parts);
                    Ok(())
                }
                (Some(member), _) => self.change(&member.raw, rest, change),
                (None, Change::Remove) => Ok(()),
                (None, Change::Set(wanted)) if *index == members.len() => {
                    let wanted = super::edit::wrap(rest, wanted)?;
                    let mut parts = Parts::of(members);
                    parts
                        .new
                        .push((index.checked_sub(1), self.style.inline(&wanted)));
                    self.finish(raw, members, parts);
                    Ok(())
                }
                _ => Err(Refusal::NoPlace),
            },
            (Kind::Table(members), Seg::Key(_)) => {
                let mut parts = Parts::of(members);
                let all: Vec<&Member> = members.iter().collect();
                self.change_key(members, &all, 0, path, change, &mut parts)?;
                self.finish(raw, members, parts);
                Ok(())
            }
            _ => Err(Refusal::NoPlace),
        }
    }

    /// Makes a change in a table, or in the part of it whose keys agree up to a depth.
    fn change_key(
        &mut self,
        all: &[Member],
        members: &[&Member],
        depth: usize,
        path: &[Seg],
        change: &Change,
        parts: &mut Parts,
    ) -> Result<(), Refusal> {
        let Some((Seg::Key(name), rest)) = path.split_first() else {
            return Err(Refusal::NoPlace);
        };
        let groups = groups(members, depth);
        let Some(group) = groups
            .iter()
            .find(|group| group.key().is_some_and(|key| &key.text == name))
        else {
            if let Change::Set(wanted) = change {
                let wanted = super::edit::wrap(rest, wanted)?;
                self.put(all, members, depth, name, &wanted, parts);
            }
            return Ok(());
        };
        match (group.leaf(), change) {
            (_, Change::Remove) if rest.is_empty() => {
                parts.remove_group(all, group);
                Ok(())
            }
            (Some(member), _) => self.change(&member.raw, rest, change),
            (None, Change::Set(wanted)) if rest.is_empty() => {
                self.update_group(all, group, depth, wanted, parts)
            }
            (None, _) => self.change_key(all, &group.members, depth + 1, rest, change, parts),
        }
    }

    /// Adds a key behind some members that agree in their keys up to a depth.
    fn put(
        &self,
        all: &[Member],
        members: &[&Member],
        depth: usize,
        name: &str,
        wanted: &Node,
        parts: &mut Parts,
    ) {
        let prefix = members.first().filter(|_| depth > 0).and_then(|member| {
            let (first, last) = (member.keys.first()?, member.keys.get(depth - 1)?);
            self.text.get(first.span.start..last.span.end)
        });
        let dot = if prefix.is_some() { "." } else { "" };
        let new = [
            prefix.unwrap_or_default(),
            dot,
            &key(name),
            " = ",
            &self.style.inline(wanted),
        ]
        .concat();
        parts
            .new
            .push((members.last().and_then(|last| index_of(all, last)), new));
    }

    fn update_group(
        &mut self,
        all: &[Member],
        group: &Group,
        depth: usize,
        wanted: &Node,
        parts: &mut Parts,
    ) -> Result<(), Refusal> {
        match (group.leaf(), wanted) {
            (Some(member), _) => self.update(&member.raw, wanted),
            (None, Node::Map(map)) if !entries(map).is_empty() => {
                self.update_table(all, &group.members, depth + 1, wanted, parts)
            }
            (None, _) => {
                let name = group.key().map(|key| key.text.clone()).unwrap_or_default();
                parts.remove_group(all, group);
                self.put(all, &group.members, depth, &name, wanted, parts);
                Ok(())
            }
        }
    }

    fn update_table(
        &mut self,
        all: &[Member],
        members: &[&Member],
        depth: usize,
        wanted: &Node,
        parts: &mut Parts,
    ) -> Result<(), Refusal> {
        let Node::Map(map) = wanted else {
            return Ok(());
        };
        let wanted = entries(map);
        let index: BTreeMap<&str, &Node> = wanted
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.value))
            .collect();
        let mut there = std::collections::BTreeSet::new();
        for group in groups(members, depth) {
            let name = group.key().map(|key| key.text.as_str()).unwrap_or_default();
            there.insert(name);
            match index.get(name) {
                Some(value) => self.update_group(all, &group, depth, value, parts)?,
                None => parts.remove_group(all, &group),
            }
        }
        for entry in wanted {
            if !there.contains(entry.key.as_str()) {
                self.put(all, members, depth, &entry.key, &entry.value, parts);
            }
        }
        Ok(())
    }

    /// Makes a value say what is wanted.
    pub(super) fn update(&mut self, raw: &Raw, wanted: &Node) -> Result<(), Refusal> {
        match (&raw.kind, wanted) {
            (Kind::Scalar(Value::Opaque) | Kind::Templated(_), _) => return Err(Refusal::Template),
            (Kind::Scalar(value), _) if same(value, wanted) => {}
            (Kind::Scalar(_), Node::Map(_) | Node::Seq(_)) => {
                self.replace(raw, self.style.inline(wanted))
            }
            (Kind::Scalar(_), _) => {
                let old = self.text.get(raw.span.clone()).unwrap_or_default();
                self.replace(raw, self.style.scalar(old, wanted));
            }
            (Kind::Array(members), Node::Seq(_)) => self.update_array(raw, members, wanted)?,
            (Kind::Table(members), Node::Map(_)) => {
                let mut parts = Parts::of(members);
                let all: Vec<&Member> = members.iter().collect();
                self.update_table(members, &all, 0, wanted, &mut parts)?;
                self.finish(raw, members, parts);
            }
            _ => self.replace(raw, self.style.inline(wanted)),
        }
        Ok(())
    }

    fn replace(&mut self, raw: &Raw, with: String) {
        let with = if self.style.newline == "\n" {
            with
        } else {
            with.replace('\n', self.style.newline)
        };
        self.out.push(Splice::new(raw.span.clone(), with));
    }

    fn update_array(
        &mut self,
        raw: &Raw,
        members: &[Member],
        wanted: &Node,
    ) -> Result<(), Refusal> {
        let wanted = items(wanted).unwrap_or_default();
        let equal = |member: &Member, wanted: &Node| same(&super::node::value(&member.raw), wanted);
        let (kept, tail) = common(members, &wanted, |member, wanted| equal(member, wanted));
        let mut parts = Parts::of(members);
        let (old, new) = (members.len() - tail, wanted.len() - tail);
        for index in kept..old.max(new) {
            match (
                members.get(index).filter(|_| index < old),
                wanted.get(index).filter(|_| index < new),
            ) {
                (Some(member), Some(wanted)) => self.update(&member.raw, wanted)?,
                (Some(_), None) => parts.remove(index),
                (None, Some(wanted)) => {
                    parts
                        .new
                        .push((old.checked_sub(1), self.style.inline(wanted)));
                }
                (None, None) => {}
            }
        }
        self.finish(raw, members, parts);
        Ok(())
    }

    /// Takes out and puts in the parts of an array or table, with their commas, line ends and comments.
    fn finish(&mut self, raw: &Raw, members: &[Member], parts: Parts) {
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
        // The line end before it.
        start -= 1;
        if start > from && self.text.as_bytes().get(start - 1) == Some(&b'\r') {
            start -= 1;
        }
        start..end
    }
}

/// How many parts are equal at the start and at the end.
pub(super) fn common<T>(
    old: &[T],
    new: &[&Node],
    equal: impl Fn(&T, &Node) -> bool,
) -> (usize, usize) {
    let kept = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| equal(old, new))
        .count();
    let rest = old.len().min(new.len()) - kept;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(old, new)| equal(old, new))
        .count();
    (kept, tail)
}

fn index_of(all: &[Member], member: &Member) -> Option<usize> {
    all.binary_search_by_key(&member.start(), Member::start)
        .ok()
}

impl Parts {
    fn of(members: &[Member]) -> Parts {
        Parts {
            gone: vec![false; members.len()],
            new: Vec::new(),
        }
    }

    fn remove(&mut self, index: usize) {
        if let Some(gone) = self.gone.get_mut(index) {
            *gone = true;
        }
    }

    fn remove_group(&mut self, all: &[Member], group: &Group) {
        for member in group.members.iter().chain(&group.lost) {
            if let Some(index) = index_of(all, member) {
                self.remove(index);
            }
        }
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
