//! Opens small files, changes a plan, and looks at the texts.

use super::read::{self, File};
use super::{Kind, Opened, open, write};
use crate::Context;
use runwright_model::{Draft, Lang, Plan, Value};

mod bindings;
mod configs;
mod corefiles;
mod values;

/// The plan's settings that reading gives, as `id=value` lines, for those asked for.
#[track_caller]
fn reads(text: &str, expect: &[(&str, &str)]) {
    let opened = open(text);
    let reading = read::read(&[File {
        text,
        opened: &opened,
    }]);
    for (id, value) in expect {
        assert_eq!(
            shown(&reading.draft, id),
            *value,
            "{id}\n{:?}",
            reading.draft
        );
    }
}

fn shown(draft: &Draft, id: &str) -> String {
    match draft.get(id) {
        None => "default".to_owned(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::List(items)) => format!("[{}]", items.join(" ")),
        Some(Value::Rows(rows)) => {
            let row = |row: &runwright_model::Row| {
                let cells: Vec<String> = row
                    .iter()
                    .map(|(id, cell)| format!("{id}:{cell}"))
                    .collect();
                cells.join(",")
            };
            rows.iter().map(row).collect::<Vec<String>>().join(" | ")
        }
    }
}

/// The text after some edits of the plan that was read from it.
fn edited(text: &str, edits: &[(&str, Value)]) -> String {
    let opened = open(text);
    let files = [File {
        text,
        opened: &opened,
    }];
    let origin = read::read(&files).draft;
    let mut draft = origin.clone();
    for (id, value) in edits {
        draft.set(id, value.clone());
    }
    let (old, new) = (Plan::read(&origin).plan, Plan::read(&draft).plan);
    let context = |plan| Context {
        plan,
        lang: Lang::En,
        token: "",
    };
    let mut written = write(&files, &context(&old), &context(&new));
    let written = written.remove(0);
    assert_eq!(written.failed, [], "{}", written.text);
    written.text
}

/// What an edit changes: lines gone with `-`, lines come with `+`.
#[track_caller]
fn changes(text: &str, edits: &[(&str, Value)], expect: &[&str]) {
    let after = edited(text, edits);
    let rows = runwright_documents::diff::rows(text, &after, 0);
    let lines: Vec<String> = rows
        .iter()
        .filter_map(|row| match row.kind {
            runwright_documents::diff::RowKind::Add => Some(format!("+{}", row.text)),
            runwright_documents::diff::RowKind::Del => Some(format!("-{}", row.text)),
            _ => None,
        })
        .collect();
    assert_eq!(lines, expect, "{after}");
}

fn kinds(opened: &Opened) -> Vec<Kind> {
    opened.parts.iter().map(|part| part.kind).collect()
}

fn list(items: &[&str]) -> Value {
    items.into()
}

fn rows(rows: &[&[(&str, &str)]]) -> Value {
    let row = |cells: &&[(&str, &str)]| {
        cells
            .iter()
            .map(|(id, text)| (id.to_string(), text.to_string()))
            .collect()
    };
    Value::Rows(rows.iter().map(row).collect())
}
