//! The grid of requests and limits: a row for each container, a column for each amount.

use crate::field;
use crate::store::{Store, control_id};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::{Field, Severity, Text, field as fields};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{MatrixEdit, MatrixEditor};

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

fn cell(row: usize, column: usize, suffix: &str) -> Option<&'static Field> {
    let (prefix, _) = ROWS.get(row)?;
    let (name, _) = COLUMNS.get(column)?;
    fields::find(&["job.", prefix, name, suffix].concat())
}

fn each_cell<T>(suffix: &str, pick: impl Fn(&'static Field) -> T) -> Vec<Vec<T>> {
    (0..ROWS.len())
        .map(|row| {
            (0..COLUMNS.len())
                .filter_map(|column| cell(row, column, suffix).map(&pick))
                .collect()
        })
        .collect()
}

fn places(suffix: &str, holds: impl Fn(&'static Field) -> bool) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for row in 0..ROWS.len() {
        for column in 0..COLUMNS.len() {
            if cell(row, column, suffix).is_some_and(&holds) {
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
    let cells = Memo::new(move |_| {
        store.draft.with(|draft| {
            each_cell(suffix, |field| {
                let value = draft
                    .get(field.id)
                    .cloned()
                    .unwrap_or_else(|| field.initial.value());
                value.text().unwrap_or_default().to_string()
            })
        })
    });
    let changed = Memo::new(move |_| {
        store
            .draft
            .with(|draft| places(suffix, |field| draft.get(field.id).is_some()))
    });
    let refused = Memo::new(move |_| {
        store.said.with(|said| {
            let Some(said) = said else { return Vec::new() };
            places(suffix, |field| {
                said.findings
                    .iter()
                    .any(|finding| finding.field == field.id && finding.severity == Severity::Error)
            })
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
            if let Some(field) = cell(row, column, suffix) {
                store.type_in(field.id, value);
            }
        }
        MatrixEdit::Enter { row, column } => {
            if let Some(field) = cell(row, column, suffix) {
                store.lit.set(field.id.to_string());
            }
        }
        MatrixEdit::Leave => {
            store.settle();
            store.lit.set(String::new());
        }
    });
    let id = control_id(if suffix.is_empty() {
        "job.resources"
    } else {
        "job.overwrites"
    });
    let grid = view! {
        <MatrixEditor rows=rows columns=columns cells=cells on_edit=edit refused=refused changed=changed disabled=disabled label=store.tr(name) />
    };
    let place = El::new("div", "")
        .set("id", &id)
        .set("tabindex", "-1")
        .mount(grid.into_any());
    each_cell(suffix, |field| field::findings(store, field.id))
        .into_iter()
        .flatten()
        .fold(place, El::child)
}
