//! A table field as cards: reading and writing its rows, and the focus after one comes, goes or moves.

use crate::desk::texts::capacity_form as ft;
use crate::field::findings_where;
use crate::js::Js;
use crate::parts::words;
use crate::platform;
use crate::store::{Deed, Store, control_id};
use runwright_model::{Row, Text, Value};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{fill, icon_small};

/// The rows of a table field.
#[derive(Clone, Copy)]
pub struct Rows {
    pub store: Store,
    pub id: &'static str,
    value: Memo<Value>,
}

/// What happens to a whole row.
#[derive(Clone, Copy)]
enum Change {
    Add,
    Duplicate,
    Remove,
    Up,
    Down,
}

impl Rows {
    pub fn new(store: Store, id: &'static str) -> Rows {
        let value = store.value(id);
        Rows { store, id, value }
    }

    pub fn len(self) -> usize {
        self.value.with(|value| value.rows().len())
    }

    /// How a column is drawn.
    pub fn column(self, name: &str) -> Js {
        let columns = self.store.said.field(self.id).list("columns");
        let found = columns
            .into_iter()
            .find(|column| column.texts("id") == name);
        found.unwrap_or_else(Js::nothing)
    }

    /// Whether the row says anything in a column, be it an empty text.
    pub fn has(self, at: usize, name: &str) -> bool {
        self.value.with(|value| {
            let row = value.rows().get(at);
            row.is_some_and(|row| row.get(name).is_some())
        })
    }

    /// A cell as it is typed; the column's default where the row says nothing.
    pub fn read(self, at: usize, name: &str) -> String {
        let cell = self
            .value
            .with(|value| value.rows().get(at).map(|row| row.get(name).cloned()));
        match cell {
            Some(Some(cell)) => cell,
            Some(None) => self.column(name).texts("default"),
            None => String::new(),
        }
    }

    pub fn cell(self, at: usize, name: &'static str) -> Signal<String> {
        Signal::derive(move || self.read(at, name))
    }

    /// The field id of a cell, as problems name it.
    pub fn place(self, at: usize, name: &str) -> String {
        [self.id, ".", &at.to_string(), ".", name].concat()
    }

    /// The id of a control of a row.
    pub fn control(self, at: usize, name: &str) -> String {
        control_id(&self.place(at, name))
    }

    /// Writes cells of a row in one step, or as more of the run of typing; none takes the cell out of the row.
    pub fn write(self, at: usize, cells: &[(&str, Option<String>)], typing: bool) {
        let mut rows = self.rows();
        let Some(row) = rows.get_mut(at) else {
            return;
        };
        for (name, cell) in cells {
            match cell {
                Some(cell) => {
                    row.insert(name.to_string(), cell.clone());
                }
                None => {
                    row.remove(name);
                }
            }
        }
        let value = Value::Rows(rows);
        if typing {
            self.store.type_in(self.id, value);
        } else {
            self.store.set(self.id, value);
        }
    }

    fn rows(self) -> Vec<Row> {
        self.value.with_untracked(|value| value.rows().to_vec())
    }

    fn change(self, change: Change, at: usize, stem: &str) {
        let mut rows = self.rows();
        let mut folds: Vec<bool> = (0..rows.len()).map(|at| self.is_open(at)).collect();
        let (to, focus) = match change {
            Change::Add => {
                let row = self.fresh(&rows, stem);
                rows.push(row);
                (rows.len() - 1, "name")
            }
            Change::Duplicate => {
                let Some(mut row) = rows.get(at).cloned() else {
                    return;
                };
                let name = row.get("name").cloned().unwrap_or_default();
                row.insert("name".to_string(), free(&rows, &name));
                rows.insert(at + 1, row);
                folds.insert(at + 1, false);
                (at + 1, "name")
            }
            Change::Remove if at < rows.len() => {
                rows.remove(at);
                folds.remove(at);
                (at.min(rows.len().saturating_sub(1)), "name")
            }
            Change::Up if at > 0 && at < rows.len() => {
                rows.swap(at, at - 1);
                folds.swap(at, at - 1);
                (at - 1, if at == 1 { "down" } else { "up" })
            }
            Change::Down if at + 1 < rows.len() => {
                rows.swap(at, at + 1);
                folds.swap(at, at + 1);
                (at + 1, if at + 2 == rows.len() { "up" } else { "down" })
            }
            _ => return,
        };
        let focus = if rows.is_empty() {
            control_id(self.id) + "-add"
        } else {
            self.control(to, focus)
        };
        self.store.set(self.id, Value::Rows(rows));
        platform::soon(move || {
            // Cards keep their places while rows move, so folds are moved by hand.
            for (at, open) in folds.iter().enumerate() {
                if let Some(fold) = platform::element(&self.control(at, "fold")) {
                    let _ = fold.toggle_attribute_with_force("open", *open);
                }
            }
            if let Some(control) = platform::element(&focus) {
                let _ = control.focus();
            }
        });
    }

    fn is_open(self, at: usize) -> bool {
        platform::element(&self.control(at, "fold")).is_some_and(|fold| fold.has_attribute("open"))
    }

    /// A row of defaults with a name of its own: one that nobody has named is no row of the plan.
    fn fresh(self, rows: &[Row], stem: &str) -> Row {
        let mut row = Row::new();
        for column in self.store.said.field(self.id).list("columns") {
            let default = column.texts("default");
            if !default.is_empty() {
                row.insert(column.texts("id"), default);
            }
        }
        row.insert("name".to_string(), free(rows, stem));
        row
    }
}

/// A name that no row has yet: the stem itself, or with the first number that is free.
fn free(rows: &[Row], name: &str) -> String {
    let taken = |name: &str| {
        rows.iter()
            .any(|row| row.get("name").is_some_and(|own| own == name))
    };
    let digits = |c: char| c.is_ascii_digit();
    let bare = name.trim_end_matches(digits);
    let stem = bare
        .strip_suffix('-')
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name);
    let mut next = name.to_string();
    let mut number = 1;
    while !next.is_empty() && taken(&next) {
        number += 1;
        next = [stem, "-", &number.to_string()].concat();
    }
    next
}

/// The words of a list of cards.
pub struct Words {
    pub add: Text,
    /// Shown while there is no row.
    pub none: Text,
    /// Names a row that has no name.
    pub one: Text,
    /// The name of a new row, in the plan.
    pub stem: &'static str,
    /// What the row is in short, beside its name.
    pub short: fn(Rows, usize) -> String,
}

/// The heading, the cards and the button that adds one.
pub fn list(rows: Rows, words_: &'static Words, card: fn(Rows, usize, El) -> El) -> El {
    let (store, id) = (rows.store, rows.id);
    let spec = move |key: &'static str| move || store.said.field(id).texts(key);
    let label = control_id(id);
    let reset = El::button("reset")
        .none(move || store.draft.with(|draft| draft.get(id).is_none()))
        .on("click", move |_| {
            store.reset(id);
            // The button goes with the change.
            if let Some(title) = platform::element(&control_id(id)) {
                let _ = title.focus();
            }
        })
        .mount(icon_small("reset"))
        .child(words(store, "span", "", ft::RESET))
        .child(El::new("span", "vh").text(" ").says(spec("label")));
    let title = El::new("div", "grouphead")
        .child(
            El::new("h2", "")
                .set("id", &label)
                .set("tabindex", "-1")
                .says(spec("label")),
        )
        .child(reset);
    let add = El::button("btn s")
        .set("id", &[&label, "-add"].concat())
        .on("click", move |_| {
            rows.change(Change::Add, 0, words_.stem);
        })
        .mount(icon_small("plus"))
        .child(words(store, "span", "", words_.add));
    let cards = El::new("div", "fcards").each(
        move || rows.len(),
        move |at| card(rows, at, frame(rows, at, words_)),
    );
    let empty = words(store, "p", "hint", words_.none).none(move || rows.len() > 0);
    El::new("section", "group")
        .set("role", "group")
        .set("aria-labelledby", &label)
        // The next key in the same table is a step of its own.
        .on("focusout", move |_| store.act(Deed::Settle))
        .child(title)
        .child(El::new("p", "lead").html(move || runwright_widgets::with_code(&spec("help")())))
        .child(findings_where(store, move |place| place == id))
        .child(cards)
        .child(empty)
        .child(El::new("p", "actions").child(add))
}

/// A card with its head.
fn frame(rows: Rows, at: usize, words: &'static Words) -> El {
    let store = rows.store;
    let place = [rows.id, ".", &at.to_string()].concat();
    let id = control_id(&place);
    let title = [&id, "-t"].concat();
    let name = move || {
        let name = rows.read(at, "name");
        if name.trim().is_empty() {
            fill(words.one.get(store.lang.get()), &(at + 1).to_string())
        } else {
            name
        }
    };
    let tool = |text: Text, symbol: &'static str, key: &'static str, change: Change| {
        let label = move || fill(text.get(store.lang.get()), &name());
        El::button("btn ghost icon s")
            .set("id", &rows.control(at, key))
            .attr("aria-label", label)
            .attr("title", label)
            .mount(icon_small(symbol))
            .on("click", move |_| rows.change(change, at, ""))
    };
    let tools = El::new("span", "acts")
        .child(
            tool(ft::MOVE_UP, "up", "up", Change::Up)
                .none(move || rows.len() < 2)
                .flag("disabled", move || at == 0),
        )
        .child(
            tool(ft::MOVE_DOWN, "down", "down", Change::Down)
                .none(move || rows.len() < 2)
                .flag("disabled", move || at + 1 >= rows.len()),
        )
        .child(tool(ft::DUPLICATE, "copy", "copy", Change::Duplicate))
        .child(tool(ft::REMOVE, "close", "remove", Change::Remove));
    let head = El::new("div", "fhead")
        .child(El::new("h3", "").set("id", &title).says(name))
        .child(El::new("span", "sub").says(move || (words.short)(rows, at)))
        .child(tools);
    El::new("div", "fcard")
        .set("id", &id)
        .set("role", "group")
        .set("tabindex", "-1")
        .set("aria-labelledby", &title)
        .child(head)
        .child(findings_where(store, move |at| at == place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_names_are_free() {
        let check = |taken: &[&str], name: &str, expect: &str| {
            let row = |name: &&str| {
                let mut row = Row::new();
                row.insert("name".to_string(), name.to_string());
                row
            };
            let rows: Vec<Row> = taken.iter().map(row).collect();
            assert_eq!(free(&rows, name), expect, "{taken:?}");
        };
        check(&[], "pool", "pool");
        check(&["ci"], "pool", "pool");
        check(&["pool"], "pool", "pool-2");
        check(&["pool", "pool-2"], "pool-2", "pool-3");
        check(&["pool", "pool-3"], "pool", "pool-2");
        check(&["m7"], "m7", "m7-2");
        check(&["2"], "2", "2-2");
        check(&["-2"], "-2", "-2-2");
        check(&[""], "", "");
    }
}
