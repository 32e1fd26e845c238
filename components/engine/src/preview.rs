//! Shows which lines some edits would change, before they are made.

use crate::plan::artefacts_of;
use runwright_documents::diff::{RowKind, rows};
use runwright_model::protocol::{DiffRow, Hunk, PlanAsk};
use runwright_model::{Edit, Lang};

/// The changed places of every file, with one line of context.
pub fn preview(ask: &PlanAsk, edits: &[Edit], lang: Lang) -> Vec<Hunk> {
    let mut edited = ask.draft.clone();
    edited.apply(edits);
    let (_, old) = artefacts_of(&ask.draft, &ask.good, &ask.token, lang);
    let (_, new) = artefacts_of(&edited, &ask.good, &ask.token, lang);
    let mut paths: Vec<&str> = new.iter().map(|artefact| artefact.path).collect();
    paths.extend(
        old.iter()
            .map(|artefact| artefact.path)
            .filter(|path| new.iter().all(|artefact| artefact.path != *path)),
    );
    let text = |files: &[runwright_files::Artefact], path: &str| {
        files
            .iter()
            .find(|artefact| artefact.path == path)
            .map(|artefact| artefact.printed.text.clone())
            .unwrap_or_default()
    };
    paths
        .into_iter()
        .filter_map(|path| {
            let rows = diff(&text(&old, path), &text(&new, path));
            if rows.is_empty() {
                None
            } else {
                Some(Hunk {
                    path: path.to_string(),
                    rows,
                })
            }
        })
        .collect()
}

fn diff(old: &str, new: &str) -> Vec<DiffRow> {
    if old == new {
        return Vec::new();
    }
    rows(old, new, 1)
        .iter()
        .map(|row| {
            let (mark, line) = match row.kind {
                RowKind::Same => (' ', row.new_line),
                RowKind::Add => ('+', row.new_line),
                RowKind::Del => ('-', row.old_line),
                RowKind::Fold(_) => ('…', None),
            };
            DiffRow {
                mark,
                line: line.unwrap_or(0),
                text: row.text.to_string(),
            }
        })
        .collect()
}
