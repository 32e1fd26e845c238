//! Edits a list of tables that a setting holds as JSON, drawn from its columns; a column may hold tables again.
//!
//! Items are told apart by their index and read their value from the text, so typing in a cell makes nothing anew.

use super::{filled, map, texts as dt};
use crate::field;
use crate::js::Js;
use crate::store::{Store, control_id};
use leptos::prelude::*;
use runwright_model::Value;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;
use runwright_widgets::{
    Checkbox, ListEdit, ListEditor, NumberInput, Select, TextArea, TextInput, icon_small,
};

/// Where in the setting's value something stands: keys and indices, `0/volumes/1/name`.
pub type Path = String;

/// The deepest nesting that is drawn; no setting comes near it.
const DEEPEST: usize = 6;

/// Draws the control of a setting of kind `tables`.
pub fn control(store: Store, id: &'static str) -> AnyView {
    let columns = untrack(|| store.said.field(id)).list("columns");
    list(store, id, columns, String::new(), 0).view()
}

/// The value of the setting.
fn root(store: Store, id: &str) -> Js {
    let value = store.value_now(id);
    let parsed = Js::parse(value.text().unwrap_or_default());
    if parsed.is_nothing() {
        Js::parse("[]")
    } else {
        parsed
    }
}

pub fn read(store: Store, id: &str, path: &str) -> Js {
    let root = root(store, id);
    if path.is_empty() {
        root
    } else {
        root.path(path)
    }
}

fn below(path: &str, key: &str) -> Path {
    if path.is_empty() {
        key.to_string()
    } else {
        [path, "/", key].concat()
    }
}

/// Puts a value at a path and makes the text of it the setting's.
pub fn write(store: Store, id: &str, path: &str, value: Js, typing: bool) {
    let mut whole = untrack(|| root(store, id));
    if path.is_empty() {
        whole = value;
    } else {
        let (above, key) = path.rsplit_once('/').unwrap_or(("", path));
        let mut at = whole.clone();
        for step in above.split('/').filter(|step| !step.is_empty()) {
            let next = at.at(step);
            let next = if next.is_nothing() {
                Js::parse("{}")
            } else {
                next
            };
            at.put(step, next.clone());
            at = next;
        }
        if value.is_nothing() {
            at.take(key);
        } else {
            at.put(key, value);
        }
    }
    let text = whole.json();
    let default = untrack(|| store.said.field(id)).at("default").value();
    // An empty list says as much as none.
    let none = text == "[]" && matches!(default.text(), Some("" | "[]"));
    let value = if none { default } else { Value::Text(text) };
    if typing {
        store.type_in(id, value);
    } else {
        store.set(id, value);
    }
}

/// A list of tables at a path.
fn list(store: Store, id: &'static str, columns: Vec<Js>, path: Path, depth: usize) -> El {
    let count = {
        let path = path.clone();
        move || read(store, id, &path).items().len()
    };
    let row = {
        let path = path.clone();
        let columns = columns.clone();
        move |at: usize| item(store, id, columns.clone(), path.clone(), at, depth)
    };
    let add = {
        let path = path.clone();
        // What an item leaves out has its default.
        move |_| edit(store, id, &path, |items| items.push(Js::parse("{}")))
    };
    let add = El::button("btn s")
        .mount(icon_small("plus"))
        .child(crate::parts::words(store, "span", "", dt::ADD_ITEM))
        .on("click", add);
    // The field's label names the control by this id.
    let box_id = if path.is_empty() {
        control_id(id)
    } else {
        String::new()
    };
    El::new("div", "tables")
        .child(El::new("div", "items").each(count, row))
        .child(add.set("id", &box_id))
}

/// Changes the list at a path.
fn edit(store: Store, id: &str, path: &str, change: impl Fn(&mut Vec<Js>)) {
    let mut items = untrack(|| read(store, id, path)).items();
    change(&mut items);
    write(store, id, path, Js::list_of(&items), false);
}

fn item(
    store: Store,
    id: &'static str,
    columns: Vec<Js>,
    path: Path,
    at: usize,
    depth: usize,
) -> El {
    let own = below(&path, &at.to_string());
    let name = {
        let (own, columns) = (own.clone(), columns.clone());
        move || {
            let item = read(store, id, &own);
            let first = columns
                .iter()
                .filter(|column| column.list("columns").is_empty());
            let text = first
                .map(|column| item.at(&column.texts("id")))
                .find(|cell| !cell.is_nothing())
                .map(|cell| cell.text())
                .unwrap_or_default();
            filled(store, dt::ITEM, &[&(at + 1).to_string(), &text])
        }
    };
    let tool = |text: runwright_model::Text, symbol: &'static str| {
        let name = name.clone();
        let label = move || [text.get(store.lang.get()), " ", &name()].concat();
        El::button("btn ghost icon s")
            .attr("aria-label", label.clone())
            .attr("title", label)
            .mount(icon_small(symbol))
    };
    let change = |run: fn(&mut Vec<Js>, usize)| {
        let path = path.clone();
        move |_| edit(store, id, &path, |items| run(items, at))
    };
    let tools = El::new("span", "acts")
        .child(tool(dt::MOVE_UP, "up").on(
            "click",
            change(|items, at| {
                if at > 0 && at < items.len() {
                    items.swap(at - 1, at);
                }
            }),
        ))
        .child(tool(dt::DUPLICATE, "copy").on(
            "click",
            change(|items, at| {
                if let Some(item) = items.get(at).cloned() {
                    items.insert(at + 1, Js::parse(&item.json()));
                }
            }),
        ))
        .child(tool(dt::REMOVE, "close").on(
            "click",
            change(|items, at| {
                if at < items.len() {
                    items.remove(at);
                }
            }),
        ));
    let title = El::new("div", "itemhead")
        .child(El::new("b", "mono").says(name))
        .child(tools);
    El::new("div", "item")
        .child(title)
        .child(table(store, id, &columns, &own, depth))
}

/// The cells of one table.
fn table(store: Store, id: &'static str, columns: &[Js], path: &str, depth: usize) -> El {
    columns
        .iter()
        .fold(El::new("div", "cells"), |place, column| {
            place.child(cell(
                store,
                id,
                column,
                below(path, &column.texts("id")),
                depth,
            ))
        })
}

fn cell(store: Store, id: &'static str, column: &Js, path: Path, depth: usize) -> El {
    let (label, kind) = (column.texts("label"), written(column));
    let inner = column.list("columns");
    if kind == "rows" {
        return map::map(store, id, label, &inner, path);
    }
    if !inner.is_empty() {
        if depth >= DEEPEST {
            return El::new("div", "");
        }
        return nested(store, id, label, &kind, inner, path, depth);
    }
    let control = [&control_id(id), "-", &path.replace('/', "-")].concat();
    let value = {
        let path = path.clone();
        Signal::derive(move || {
            let cell = read(store, id, &path);
            if cell.is_nothing() {
                String::new()
            } else {
                cell.text()
            }
        })
    };
    let put = {
        let kind = kind.clone();
        move |text: String, typing: bool| write(store, id, &path, of_text(&kind, text), typing)
    };
    let name = Signal::stored(label.clone());
    let example = column.texts("example");
    let example = if example.is_empty() {
        column.texts("default")
    } else {
        example
    };
    let example = Signal::stored(example);
    let options = column.list("options");
    let shown = match kind.as_str() {
        "yaml" => {
            let typed = Callback::new(move |text: String| put(text, true));
            view! { <TextArea value=value on_input=typed rows=2 id=control.clone() label=name /> }
                .into_any()
        }
        _ if !options.is_empty() => {
            let choices = Signal::stored(field::options(column));
            let pick = Callback::new(move |text: String| put(text, false));
            view! { <Select choices=choices value=value on_pick=pick id=control.clone() label=name /> }.into_any()
        }
        "bool" => {
            let on = Signal::derive(move || value.get() == "true");
            let change = Callback::new(move |on: bool| put(on.to_string(), false));
            return El::new("div", "cell-of")
                .mount(view! { <Checkbox value=on on_change=change label=name /> }.into_any());
        }
        "int" | "quantity" => {
            let free = kind != "int";
            let typed = Callback::new(move |text: String| put(text, true));
            view! { <NumberInput value=value on_input=typed free=free placeholder=example id=control.clone() label=name /> }.into_any()
        }
        "list" | "words" => {
            let items = Signal::derive(move || {
                Js::parse(&value.get())
                    .items()
                    .iter()
                    .map(Js::text)
                    .collect::<Vec<String>>()
            });
            let change = Callback::new(move |edit: ListEdit| {
                let typing = matches!(edit, ListEdit::Set(..));
                let mut list = items.get_untracked();
                edit.apply(&mut list);
                put(runwright_model::json::write(&Value::List(list)), typing);
            });
            view! { <ListEditor items=items on_edit=change add=store.tr(dt::ADD_ITEM) placeholder=example /> }.into_any()
        }
        _ => {
            let typed = Callback::new(move |text: String| put(text, true));
            view! { <TextInput value=value on_input=typed mono=true placeholder=example id=control.clone() label=name /> }.into_any()
        }
    };
    El::new("div", "cell-of")
        .child(
            El::new("span", "sub")
                .set("aria-hidden", "true")
                .text(&label),
        )
        .mount(shown)
}

/// A column that holds a table, or tables: folded away at first.
fn nested(
    store: Store,
    id: &'static str,
    label: String,
    kind: &str,
    columns: Vec<Js>,
    path: Path,
    depth: usize,
) -> El {
    let many = kind == "tables";
    let note = {
        let path = path.clone();
        move || {
            let at = read(store, id, &path);
            let count = if many { at.items().len() } else { at.size() };
            if count == 0 {
                String::new()
            } else {
                filled(store, dt::ITEMS_N, &[&count.to_string()])
            }
        }
    };
    let body = if many {
        list(store, id, columns, path, depth + 1)
    } else {
        table(store, id, &columns, &path, depth + 1)
    };
    let summary = El::new("summary", "")
        .child(El::new("span", "").text(&label))
        .child(El::new("span", "r").says(note));
    El::new("details", "fold")
        .child(summary)
        .child(El::new("div", "body").child(body))
}

/// The form a column's values have in JSON: of a choice it is that of its words.
fn written(column: &Js) -> String {
    let kind = column.texts("kind");
    let words: Vec<String> = column
        .list("options")
        .iter()
        .map(|option| option.texts("value"))
        .filter(|word| !word.is_empty())
        .collect();
    let all = |fits: fn(&String) -> bool| !words.is_empty() && words.iter().all(fits);
    if kind != "choice" {
        kind
    } else if all(|word| word == "true" || word == "false") {
        "bool".to_string()
    } else if all(|word| word.parse::<i64>().is_ok()) {
        "int".to_string()
    } else {
        kind
    }
}

/// What is typed in a cell, as its kind is written in JSON; nothing for an empty one.
pub fn of_text(kind: &str, text: String) -> Js {
    let plain = || Js::of(wasm_bindgen::JsValue::from_str(&text));
    match kind {
        _ if text.is_empty() => Js::nothing(),
        "bool" => Js::of((text == "true").into()),
        // Half a number stays as it is typed.
        "int" => match text.parse::<f64>() {
            Ok(number) if number.to_string() == text => Js::of(number.into()),
            _ => plain(),
        },
        "list" | "words" => match text.as_str() {
            "[]" => Js::nothing(),
            text => Js::parse(text),
        },
        "yaml" => match Js::parse(&text) {
            value if value.is_nothing() => plain(),
            value => value,
        },
        _ => plain(),
    }
}
