//! Sorts statements into the tables they belong to.

use std::collections::BTreeMap;

use super::scan::{Form, Key, Statement};
use crate::source::{Fault, Span};

/// The statements of a text and the tables they make. Tables and statements are named by their index.
pub(super) struct Tables {
    pub statements: Vec<Statement>,
    /// The first is the root.
    pub tables: Vec<Table>,
    pub faults: Vec<Fault>,
    pub repeated: Vec<(String, Span)>,
}

#[derive(Default)]
pub(super) struct Table {
    pub made: Made,
    pub slots: Vec<Slot>,
    /// Where the slots of the keys are, once there are many.
    index: BTreeMap<String, usize>,
}

/// Up to so many keys are looked through one by one.
const FEW: usize = 8;

impl Table {
    fn position(&self, key: &str) -> Option<usize> {
        match self.slots.len() > FEW {
            true => self.index.get(key).copied(),
            false => self.slots.iter().position(|slot| slot.key == key),
        }
    }

    fn push(&mut self, slot: Slot) {
        self.slots.push(slot);
        let from = match self.slots.len() > FEW + 1 {
            true => self.slots.len() - 1,
            false => 0,
        };
        if self.slots.len() > FEW {
            for (number, slot) in self.slots.iter().enumerate().skip(from) {
                self.index.insert(slot.key.clone(), number);
            }
        }
    }
}

/// What makes a table be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Made {
    /// Only headers of tables in it: how many parts of their keys lead to the table.
    Implied(usize),
    /// The text itself.
    #[default]
    Root,
    /// A header: its statement.
    Header(usize),
    /// Dotted keys: how many parts of them lead to the table.
    Dotted(usize),
}

/// A key of a table.
pub(super) struct Slot {
    pub key: String,
    pub span: Span,
    pub item: Item,
    /// The same key again: statements and tables that do not count.
    pub again: Vec<Item>,
}

#[derive(Clone, Debug)]
pub(super) enum Item {
    /// The pair that holds the value.
    Value(usize),
    Table(usize),
    /// An array of tables.
    List(Vec<usize>),
}

const TWICE: (&str, &str) = ("the key is there already", "键重复");

impl Tables {
    pub(super) fn new(statements: Vec<Statement>, faults: Vec<Fault>) -> Tables {
        let root = Table::default();
        let mut tables = Tables {
            statements: Vec::new(),
            tables: vec![root],
            faults,
            repeated: Vec::new(),
        };
        let mut current = 0;
        for (index, statement) in statements.iter().enumerate() {
            match &statement.form {
                Form::Header { keys, array } => current = tables.header(index, keys, *array),
                Form::Pair { keys, .. } => tables.pair(index, current, keys),
                // Its keys are told to nobody.
                Form::Broken { header: true, .. } => current = tables.add(Made::Implied(0)),
                Form::Broken { .. } | Form::Expression(_) => {}
            }
        }
        tables.statements = statements;
        tables
    }

    fn add(&mut self, made: Made) -> usize {
        self.tables.push(Table {
            made,
            ..Table::default()
        });
        self.tables.len() - 1
    }

    /// Puts a key where there is none, and says its place among the table's keys.
    fn put(&mut self, table: usize, key: &Key, item: Item) {
        if let Some(table) = self.tables.get_mut(table) {
            let (key, span) = (key.text.clone(), key.span.clone());
            table.push(Slot {
                key,
                span,
                item,
                again: Vec::new(),
            });
        }
    }

    fn slot(&mut self, table: usize, key: &str) -> Option<&mut Slot> {
        let table = self.tables.get_mut(table)?;
        let index = table.position(key)?;
        table.slots.get_mut(index)
    }

    /// Notes a key that is there already.
    fn again(&mut self, table: usize, key: &Key, item: Item) {
        self.faults.push(Fault {
            at: key.span.start,
            what: TWICE,
        });
        self.repeated.push((key.text.clone(), key.span.clone()));
        if let Some(slot) = self.slot(table, &key.text) {
            slot.again.push(item);
        }
    }

    fn pair(&mut self, statement: usize, current: usize, keys: &[Key]) {
        let Some((last, way)) = keys.split_last() else {
            return;
        };
        let mut table = current;
        for (depth, key) in way.iter().enumerate() {
            let inner = match self.slot(table, &key.text).map(|slot| slot.item.clone()) {
                None => {
                    let inner = self.add(Made::Dotted(depth + 1));
                    self.put(table, key, Item::Table(inner));
                    inner
                }
                Some(Item::Table(inner)) if !matches!(self.made(inner), Made::Header(_)) => {
                    if let Some(found) = self.tables.get_mut(inner) {
                        found.made = Made::Dotted(depth + 1);
                    }
                    inner
                }
                Some(_) => return self.again(table, key, Item::Value(statement)),
            };
            table = inner;
        }
        match self.slot(table, &last.text).is_some() {
            true => self.again(table, last, Item::Value(statement)),
            false => self.put(table, last, Item::Value(statement)),
        }
    }

    /// The table whose pairs follow a header.
    fn header(&mut self, statement: usize, keys: &[Key], array: bool) -> usize {
        let made = Made::Header(statement);
        let Some((last, way)) = keys.split_last() else {
            return self.add(made);
        };
        let mut table = 0;
        for (depth, key) in way.iter().enumerate() {
            let inner = match self.slot(table, &key.text).map(|slot| &slot.item) {
                None => {
                    let inner = self.add(Made::Implied(depth + 1));
                    self.put(table, key, Item::Table(inner));
                    inner
                }
                Some(Item::Table(inner)) => *inner,
                Some(Item::List(items)) => items.last().copied().unwrap_or(0),
                Some(Item::Value(_)) => {
                    let lost = self.add(made);
                    self.again(table, key, Item::Table(lost));
                    return lost;
                }
            };
            table = inner;
        }
        let found = self.slot(table, &last.text).map(|slot| match &slot.item {
            Item::Table(inner) if !array => Some(*inner),
            _ => None,
        });
        match found {
            Some(Some(inner)) if matches!(self.made(inner), Made::Implied(_)) => {
                if let Some(inner) = self.tables.get_mut(inner) {
                    inner.made = made;
                }
                if let Some(slot) = self.slot(table, &last.text) {
                    slot.span = last.span.clone();
                }
                inner
            }
            None => {
                let inner = self.add(made);
                self.put(
                    table,
                    last,
                    if array {
                        Item::List(vec![inner])
                    } else {
                        Item::Table(inner)
                    },
                );
                inner
            }
            Some(_) => {
                let inner = self.add(made);
                if array
                    && let Some(Slot {
                        item: Item::List(items),
                        ..
                    }) = self.slot(table, &last.text)
                {
                    items.push(inner);
                } else {
                    self.again(table, last, Item::Table(inner));
                }
                inner
            }
        }
    }

    pub(super) fn made(&self, table: usize) -> Made {
        self.tables
            .get(table)
            .map_or(Made::Root, |table| table.made)
    }

    pub(super) fn slots(&self, table: usize) -> &[Slot] {
        self.tables.get(table).map_or(&[], |table| &table.slots)
    }

    pub(super) fn find(&self, table: usize, key: &str) -> Option<&Slot> {
        let table = self.tables.get(table)?;
        table.slots.get(table.position(key)?)
    }

    pub(super) fn statement(&self, index: usize) -> Option<&Statement> {
        self.statements.get(index)
    }

    /// Every statement an item is made of, those of the same key again included, in no order.
    pub(super) fn parts(&self, item: &Item, into: &mut Vec<usize>) {
        match item {
            Item::Value(statement) => into.push(*statement),
            Item::Table(table) => self.table_parts(*table, into),
            Item::List(items) => items
                .iter()
                .for_each(|&table| self.table_parts(table, into)),
        }
    }

    pub(super) fn table_parts(&self, table: usize, into: &mut Vec<usize>) {
        if let Made::Header(statement) = self.made(table) {
            into.push(statement);
        }
        for slot in self.slots(table) {
            self.parts(&slot.item, into);
            slot.again.iter().for_each(|item| self.parts(item, into));
        }
    }
}
