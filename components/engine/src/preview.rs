//! Shows which lines some edits would change, before they are made.

use crate::plan::artefacts_of;
use runwright_documents::diff::{RowKind, rows};
use runwright_model::protocol::{DiffRow, Hunk, PlanAsk};
use runwright_model::{Edit, Lang};

/// The changed places of every file, with one line of context.
pub fn preview(ask: &PlanAsk, edits: &[Edit], lang: Lang) -> Vec<Hunk> {
    let mut edited = ask.draft.clone();
    edited.apply(edits);
    let (_, old) = artefacts_of(ask, &ask.draft, &ask.good, lang);
    let (_, new) = artefacts_of(ask, &edited, &ask.good, lang);
    let mut paths: Vec<&str> = new.iter().map(|artefact| artefact.path.as_ref()).collect();
    paths.extend(
        old.iter()
            .map(|artefact| artefact.path.as_ref())
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

pub fn diff(old: &str, new: &str) -> Vec<DiffRow> {
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
                // A fold has no line; the number says how many it stands for.
                RowKind::Fold(count) => ('…', Some(count)),
            };
            DiffRow {
                mark,
                line: line.unwrap_or(0),
                text: row.text.to_string(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_says_how_many_lines_it_stands_for() {
        let old: String = (1..=20).map(|line| line.to_string() + "\n").collect();
        let new = old.replace("\n3\n", "\nthree\n");
        let new = new.replace("\n18\n", "\neighteen\n");
        let rows = diff(&old, &new);
        let folds = rows.iter().filter(|row| row.mark == '…');
        let folds: Vec<u32> = folds.map(|row| row.line).collect();
        let shown = rows
            .iter()
            .filter(|row| row.mark == ' ' || row.mark == '-')
            .count() as u32;
        assert_eq!(shown + folds.iter().sum::<u32>(), 20, "{folds:?}");
        assert!(folds.contains(&12), "{folds:?}");
    }
}
