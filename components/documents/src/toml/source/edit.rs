//! Carries out a change: finds the place among the tables, and what of it is new, different or gone.

use std::collections::BTreeMap;
use std::ops::Range;

use super::inline::{Inline, common};
use super::node;
use super::plan::Plan;
use super::scan::Form;
use super::style::Style;
use super::tables::{Item, Made, Slot, Tables};
use super::value::{Kind, Raw};
use super::write::{entries, is_null, items, maps, same};
use crate::source::{Change, Refusal, Seg, Splice};
use crate::tree::{Map, Node, Seq};

pub(super) struct Editor<'a> {
    pub text: &'a str,
    pub tables: &'a Tables,
    pub style: Style,
    pub plan: Plan,
    /// The style of the section that was last looked at, and its statements.
    near: Option<(Range<usize>, Style)>,
}

/// A value with the maps and lists made that lead to it.
pub(super) fn wrap(path: &[Seg], wanted: &Node) -> Result<Node, Refusal> {
    path.iter()
        .rev()
        .try_fold(wanted.clone(), |inner, seg| match seg {
            Seg::Key(key) => {
                let mut map = Map::new();
                map.put(key.as_str(), inner);
                Ok(Node::Map(map))
            }
            Seg::Index(0) => Ok(Node::Seq([inner].into_iter().collect::<Seq>())),
            Seg::Index(_) => Err(Refusal::NoPlace),
        })
}

impl<'a> Editor<'a> {
    pub(super) fn new(text: &'a str, tables: &'a Tables) -> Editor<'a> {
        let style = Style::of(text, tables);
        Editor {
            text,
            tables,
            style,
            plan: Plan::default(),
            near: None,
        }
    }

    pub(super) fn run(mut self, path: &[Seg], change: &Change) -> Result<Vec<Splice>, Refusal> {
        match (path, change) {
            (_, Change::Set(wanted)) if is_null(wanted) => return Err(Refusal::Form),
            ([], Change::Set(Node::Map(map))) => self.update_table(0, map)?,
            ([], _) => return Err(Refusal::Form),
            _ => self.in_table(0, path, change)?,
        }
        Ok(self.plan.splices(self.text, self.style.newline))
    }

    fn in_table(&mut self, table: usize, path: &[Seg], change: &Change) -> Result<(), Refusal> {
        let Some((Seg::Key(key), rest)) = path.split_first() else {
            return Err(Refusal::NoPlace);
        };
        let tables = self.tables;
        let Some(slot) = tables.find(table, key) else {
            return match change {
                Change::Remove => Ok(()),
                Change::Set(wanted) => self.add(table, &[(key, &wrap(rest, wanted)?)]),
            };
        };
        match (&slot.item, change) {
            (_, Change::Remove) if rest.is_empty() => self.remove(slot),
            (_, Change::Set(wanted)) if rest.is_empty() => match self.update(slot, wanted)? {
                true => Ok(()),
                false => self.add(table, &[(key, wanted)]),
            },
            (Item::Table(inner), _) => self.in_table(*inner, rest, change),
            (Item::List(list), _) => self.in_list(list, rest, change),
            (Item::Value(statement), _) => self.value(*statement, rest, change),
        }
    }

    /// Makes a change in an array of tables.
    fn in_list(&mut self, list: &[usize], path: &[Seg], change: &Change) -> Result<(), Refusal> {
        let Some((Seg::Index(index), rest)) = path.split_first() else {
            return Err(Refusal::NoPlace);
        };
        match (list.get(*index), change) {
            (Some(&table), Change::Remove) if rest.is_empty() => {
                let mut parts = Vec::new();
                self.tables.table_parts(table, &mut parts);
                self.remove_parts(parts)
            }
            (Some(&table), Change::Set(Node::Map(map))) if rest.is_empty() => {
                self.update_table(table, map)
            }
            (Some(_), _) if rest.is_empty() => Err(Refusal::Form),
            (Some(&table), _) => self.in_table(table, rest, change),
            (None, Change::Remove) => Ok(()),
            (None, Change::Set(wanted)) if *index == list.len() => match wrap(rest, wanted)? {
                Node::Map(map) => self.append(list, &map),
                _ => Err(Refusal::Form),
            },
            _ => Err(Refusal::NoPlace),
        }
    }

    /// Makes a change in the value of a pair.
    fn value(&mut self, statement: usize, path: &[Seg], change: &Change) -> Result<(), Refusal> {
        // What reads like a pair may be a line of the value before it.
        let before = statement
            .checked_sub(1)
            .and_then(|before| self.tables.statement(before));
        if before.is_some_and(|before| matches!(before.form, Form::Broken { tall: true, .. })) {
            return Err(Refusal::Unreadable);
        }
        let Some(raw) = self.raw(statement) else {
            return Err(Refusal::NoPlace);
        };
        let style = self.style_near(statement);
        let mut inline = Inline {
            text: self.text,
            style: &style,
            out: Vec::new(),
        };
        inline.change(raw, path, change)?;
        self.plan.inner.append(&mut inline.out);
        Ok(())
    }

    /// The style among the pairs of the section a statement is in.
    fn style_near(&mut self, statement: usize) -> Style {
        if let Some((section, style)) = &self.near
            && section.contains(&statement)
        {
            return style.clone();
        }
        let (from, to) = self.section(statement);
        let style = self.style.among(self.text, &self.pairs(from, to));
        self.near = Some((from..to, style.clone()));
        style
    }

    fn raw(&self, statement: usize) -> Option<&'a Raw> {
        match &self.tables.statement(statement)?.form {
            Form::Pair { raw, .. } => Some(raw),
            _ => None,
        }
    }

    /// Makes a key say what is wanted. Where it has to be written in another form it is only taken out, and false.
    fn update(&mut self, slot: &Slot, wanted: &Node) -> Result<bool, Refusal> {
        match (&slot.item, wanted) {
            (Item::Value(statement), _) => {
                let kind = self.raw(*statement).map(|raw| &raw.kind);
                let other = match kind {
                    Some(Kind::Scalar(crate::source::Value::Opaque) | Kind::Templated(_)) => false,
                    Some(Kind::Table(_)) => maps(wanted).is_some(),
                    Some(Kind::Array(_)) => matches!(wanted, Node::Map(_)),
                    _ => matches!(wanted, Node::Map(_)) || maps(wanted).is_some(),
                };
                if !other {
                    self.value(*statement, &[], &Change::Set(wanted.clone()))?;
                    return Ok(true);
                }
            }
            (Item::Table(table), Node::Map(map)) => {
                self.update_table(*table, map)?;
                return Ok(true);
            }
            (Item::List(list), Node::Seq(_)) if maps(wanted).is_some() => {
                self.update_list(list, wanted)?;
                return Ok(true);
            }
            _ => {}
        }
        self.remove(slot)?;
        Ok(false)
    }

    fn update_table(&mut self, table: usize, map: &Map) -> Result<(), Refusal> {
        let wanted = entries(map);
        let index: BTreeMap<&str, &Node> = wanted
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.value))
            .collect();
        let (mut new, mut kept) = (Vec::new(), false);
        let tables = self.tables;
        for slot in tables.slots(table) {
            match index.get(slot.key.as_str()) {
                None => self.remove(slot)?,
                Some(value) => match self.update(slot, value)? {
                    true => kept = true,
                    false => new.push((slot.key.as_str(), *value)),
                },
            }
        }
        for entry in &wanted {
            if tables.find(table, &entry.key).is_none() {
                new.push((&entry.key, &entry.value));
            }
        }
        if new.is_empty()
            && !kept
            && matches!(tables.made(table), Made::Implied(_) | Made::Dotted(_))
        {
            return self.empty(table);
        }
        self.add(table, &new)
    }

    fn update_list(&mut self, list: &[usize], wanted: &Node) -> Result<(), Refusal> {
        let wanted = items(wanted).unwrap_or_default();
        let (kept, tail) = common(list, &wanted, |&table, wanted| {
            same(&node::table_value(self.tables, table), wanted)
        });
        let (old, new) = (list.len() - tail, wanted.len() - tail);
        let behind = list.get(..old).unwrap_or_default();
        for index in kept..old.max(new) {
            match (
                list.get(index).filter(|_| index < old),
                wanted.get(index).filter(|_| index < new),
            ) {
                (Some(&table), Some(Node::Map(map))) => self.update_table(table, map)?,
                (Some(&table), None) => {
                    let mut parts = Vec::new();
                    self.tables.table_parts(table, &mut parts);
                    self.remove_parts(parts)?;
                }
                (None, Some(Node::Map(map))) if behind.is_empty() => self.prepend(list, map)?,
                (None, Some(Node::Map(map))) => self.append(behind, map)?,
                _ => {}
            }
        }
        Ok(())
    }
}
