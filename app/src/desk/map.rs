//! Edits a map that stands in a table of a setting.

use super::tables::{Path, of_text, read, write};
use super::texts as dt;
use crate::field;
use crate::js::Js;
use crate::store::Store;
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{Column, RowsEdit, RowsEditor};

/// Edits keys with their values, which JSON holds as one object. The rows are kept as they are typed: two may have one
/// key for a while.
pub fn map(store: Store, id: &'static str, label: String, columns: &[Js], path: Path) -> El {
    let kind = columns.last().map(|column| column.texts("kind"));
    let kind = kind.unwrap_or_default();
    let typed: RwSignal<Vec<Vec<String>>> = RwSignal::new(Vec::new());
    let object = {
        let kind = kind.clone();
        move |rows: &[Vec<String>]| {
            let object = Js::parse("{}");
            for row in rows {
                if let [key, value] = row.as_slice() {
                    let value = of_text(&kind, value.clone());
                    let none = value.is_nothing();
                    let value = if none { Js::of("".into()) } else { value };
                    object.put(key, value);
                }
            }
            object
        }
    };
    let rows = {
        let (path, object) = (path.clone(), object.clone());
        Signal::derive(move || {
            let now = read(store, id, &path);
            let rows = typed.get();
            if object(&rows).json() == now.json() || rows.is_empty() && now.is_nothing() {
                return rows;
            }
            let keys = now.keys();
            keys.into_iter()
                .map(|key| {
                    let value = now.at(&key).text();
                    vec![key, value]
                })
                .collect()
        })
    };
    let change = Callback::new(move |edit: RowsEdit| {
        let mut all = rows.get_untracked();
        let typing = matches!(edit, RowsEdit::Set { .. });
        match edit {
            RowsEdit::Set { row, column, value } => {
                if let Some(cell) = all.get_mut(row).and_then(|row| row.get_mut(column)) {
                    *cell = value;
                }
            }
            RowsEdit::Add => all.push(vec![String::new(), String::new()]),
            RowsEdit::Duplicate(at) => {
                if let Some(row) = all.get(at).cloned() {
                    all.insert(at + 1, row);
                }
            }
            RowsEdit::Remove(at) if at < all.len() => {
                all.remove(at);
            }
            RowsEdit::Remove(_) => {}
        }
        let value = if all.is_empty() {
            Js::nothing()
        } else {
            object(&all)
        };
        typed.set(all);
        write(store, id, &path, value, typing);
    });
    let heads = Signal::stored(columns.iter().map(field::head).collect::<Vec<Column>>());
    let name = Signal::stored(label.clone());
    let shown = view! { <RowsEditor columns=heads rows=rows on_edit=change add=store.tr(dt::ADD_ITEM) label=name /> };
    El::new("div", "cell-of whole")
        .child(
            El::new("span", "sub")
                .set("aria-hidden", "true")
                .text(&label),
        )
        .mount(shown.into_any())
}
