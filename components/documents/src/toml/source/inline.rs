//! Changes values in brackets and braces part by part.

use std::collections::BTreeMap;

use super::node::{Group, groups};
use super::parts::Parts;
use super::style::Style;
use super::value::{Kind, Member, Raw};
use super::write::{entries, items, same};
use crate::source::{Change, Refusal, Seg, Splice, Value};
use crate::toml::quote::key;
use crate::tree::Node;

pub(super) struct Inline<'a> {
    pub text: &'a str,
    pub style: &'a Style,
    pub out: Vec<Splice>,
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

pub(super) fn index_of(all: &[Member], member: &Member) -> Option<usize> {
    all.binary_search_by_key(&member.start(), Member::start)
        .ok()
}
