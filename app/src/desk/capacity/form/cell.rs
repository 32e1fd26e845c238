//! One cell of a card: label, control, unit, and what is wrong with it below the line it stands in.

use super::rows::Rows;
use crate::desk::texts::capacity_form as ft;
use crate::field::{belongs, findings_where};
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{FieldContext, NumberInput, TextInput};

/// What a cell has beyond what its column says.
#[derive(Clone, Copy, Default)]
pub struct Extra {
    /// In place of the column's example.
    pub hint: Option<Signal<String>>,
    pub unit: Option<Signal<String>>,
    pub suggestions: Option<Signal<Vec<String>>>,
    /// In place of writing what is typed.
    pub typed: Option<Callback<String>>,
    /// Takes two columns.
    pub wide: bool,
}

/// Appends cells of a row.
pub fn cells(place: El, rows: Rows, at: usize, names: &[&'static str]) -> El {
    names.iter().fold(place, |place, name| {
        cell(place, rows, at, name, Extra::default())
    })
}

/// Appends a cell, and the place of its findings.
pub fn cell(place: El, rows: Rows, at: usize, name: &'static str, extra: Extra) -> El {
    let (control, findings) = made(rows, at, name, extra);
    place.child(control).child(findings)
}

/// A cell and the place of its findings.
pub fn made(rows: Rows, at: usize, name: &'static str, extra: Extra) -> (El, El) {
    let store = rows.store;
    let spec = untrack(|| rows.column(name));
    let kind = spec.texts("kind");
    let id = rows.control(at, name);
    let box_id = [&id, "-f"].concat();
    let said = move |key: &'static str| Signal::derive(move || rows.column(name).texts(key));
    let (label, value) = (said("label"), rows.cell(at, name));
    let unit = extra.unit.unwrap_or_else(|| said("unit"));
    let hint = extra.hint.unwrap_or_else(|| said("example"));
    let place = rows.place(at, name);
    let own = place.clone();
    let found = Memo::new(move |_| {
        let found = store.said.found();
        let here = found.iter().filter(|found| belongs(&found.field, &own));
        here.map(|found| found.weight).max().unwrap_or(0)
    });
    let described = box_id.clone();
    let context = FieldContext {
        id: id.clone(),
        label,
        described: Signal::derive(move || {
            if found.get() > 0 {
                described.clone()
            } else {
                String::new()
            }
        }),
        invalid: Signal::derive(move || found.get() == 3),
        disabled: Signal::stored(false),
    };
    let typed = extra.typed.unwrap_or_else(|| {
        Callback::new(move |text: String| rows.write(at, &[(name, Some(text))], true))
    });
    // An owner of its own, so that the context ends with the cell.
    let owner = Owner::new();
    let control = owner.with(|| {
        provide_context(context);
        let control = match (kind.as_str(), extra.suggestions) {
            ("int", _) => {
                view! { <NumberInput value=value on_input=typed unit=unit placeholder=hint /> }
            }
            ("quantity", _) => {
                view! { <NumberInput value=value on_input=typed unit=unit placeholder=hint free=true /> }
            }
            (_, Some(list)) => {
                view! { <TextInput value=value on_input=typed mono=true placeholder=hint suggestions=list /> }
            }
            _ => view! { <TextInput value=value on_input=typed mono=true placeholder=hint /> },
        };
        El::new("div", "ctl").mount(control.into_any())
    });
    StoredValue::new_local(owner);
    let name = El::new("label", "").set("for", &id).say(label);
    let cell = El::new("div", if extra.wide { "fcell wide" } else { "fcell" })
        .child(name)
        .child(control);
    let findings = findings_where(store, move |at| belongs(at, &place))
        .set("id", &box_id)
        .set("class", "ffound");
    (cell, findings)
}

/// Cells folded away; `note` says in short what they hold.
pub fn folded(
    rows: Rows,
    at: usize,
    title: runwright_model::Text,
    names: &'static [&'static str],
    note: Signal<String>,
    body: El,
) -> El {
    let store = rows.store;
    let bad = Memo::new(move |_| {
        let found = store.said.found();
        let wrong = |name: &&&str| {
            let place = rows.place(at, name);
            found
                .iter()
                .any(|found| found.weight == 3 && belongs(&found.field, &place))
        };
        names.iter().any(|name| wrong(&name))
    });
    let note = move || {
        if bad.get() {
            ft::BAD_NOTE.get(store.lang.get()).to_string()
        } else {
            note.get()
        }
    };
    let summary = El::new("summary", "")
        .child(crate::parts::words(store, "span", "", title))
        .child(
            El::new("span", "r")
                .class("bad", move || bad.get())
                .says(note),
        );
    El::new("details", "fold")
        .set("id", &rows.control(at, "fold"))
        .child(summary)
        .child(El::new("div", "body").child(body))
}
