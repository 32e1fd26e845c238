//! The grid of requests and limits: a row for each container, a column for each amount.

use crate::field;
use crate::store::{Deed, Store, control_id};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::{Text, Value};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{MatrixEdit, MatrixEditor};
use std::sync::Arc;

const ROWS: [(&str, Text); 3] = [
    ("", tx::C_BUILD),
    ("helper_", tx::C_HELPER),
    ("service_", tx::C_SERVICE),
];
const COLUMNS: [(&str, Text); 6] = [
    ("cpu_request", tx::CPU_REQUEST),
    ("cpu_limit", tx::CPU_LIMIT),
    ("memory_request", tx::MEMORY_REQUEST),
    ("memory_limit", tx::MEMORY_LIMIT),
    ("ephemeral_storage_request", tx::DISK_REQUEST),
    ("ephemeral_storage_limit", tx::DISK_LIMIT),
];

/// The id of the grid's region, for links to one of its fields.
pub fn anchor(id: &str) -> Option<&'static str> {
    let name = id.strip_prefix("job.")?;
    if name.ends_with("_overwrite_max_allowed") {
        Some("f-job-overwrites")
    } else if COLUMNS.iter().any(|(column, _)| name.ends_with(column)) {
        Some("f-job-resources")
    } else {
        None
    }
}

fn cell(row: usize, column: usize, suffix: &str) -> Option<String> {
    let (prefix, _) = ROWS.get(row)?;
    let (name, _) = COLUMNS.get(column)?;
    Some(["job.", prefix, name, suffix].concat())
}

/// The ids of the fields, row by row.
fn ids(suffix: &str) -> Vec<Vec<String>> {
    let row = |row| {
        (0..COLUMNS.len())
            .filter_map(|column| cell(row, column, suffix))
            .collect()
    };
    (0..ROWS.len()).map(row).collect()
}

/// The places whose field has a property.
fn places(ids: &[Vec<String>], holds: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for (row, line) in ids.iter().enumerate() {
        for (column, id) in line.iter().enumerate() {
            if holds(id) {
                places.push((row, column));
            }
        }
    }
    places
}

pub fn matrix(store: Store, suffix: &'static str, name: Text) -> El {
    let heads = move |texts: Vec<Text>| {
        Signal::derive(move || {
            let lang = store.lang.get();
            texts
                .iter()
                .map(|text| text.get(lang).to_string())
                .collect::<Vec<String>>()
        })
    };
    let rows = heads(ROWS.iter().map(|row| row.1).collect());
    let columns = heads(COLUMNS.iter().map(|column| column.1).collect());
    let grid = Arc::new(ids(suffix));
    let (shown, marked, bad) = (grid.clone(), grid.clone(), grid.clone());
    let cells = Memo::new(move |_| {
        let text = |id: &String| store.value_now(id).text().unwrap_or_default().to_string();
        shown
            .iter()
            .map(|row| row.iter().map(text).collect())
            .collect::<Vec<Vec<String>>>()
    });
    let changed = Memo::new(move |_| {
        store
            .draft
            .with(|draft| places(&marked, |id| draft.get(id).is_some()))
    });
    let refused = Memo::new(move |_| {
        let found = store.said.found();
        places(&bad, |id| {
            found
                .iter()
                .any(|found| found.weight == 3 && found.field == id)
        })
    });
    let builder = store.text_of("job.builder");
    let disabled = Signal::derive(move || {
        if builder.get() == "none" {
            vec![2]
        } else {
            Vec::new()
        }
    });
    let edit = Callback::new(move |edit: MatrixEdit| match edit {
        MatrixEdit::Set { row, column, value } => {
            if let Some(id) = cell(row, column, suffix) {
                store.type_in(&id, Value::Text(value));
            }
        }
        MatrixEdit::Enter { row, column } => {
            if let Some(id) = cell(row, column, suffix) {
                store.lit.set(id);
            }
        }
        MatrixEdit::Leave => {
            store.act(Deed::Settle);
            store.lit.set(String::new());
        }
    });
    let id = control_id(if suffix.is_empty() {
        "job.resources"
    } else {
        "job.overwrites"
    });
    let editor = view! {
        <MatrixEditor rows=rows columns=columns cells=cells on_edit=edit refused=refused changed=changed disabled=disabled label=store.tr(name) />
    };
    let place = El::new("div", "")
        .set("id", &id)
        .set("tabindex", "-1")
        .mount(editor.into_any());
    place.child(field::findings_of(store, grid))
}
