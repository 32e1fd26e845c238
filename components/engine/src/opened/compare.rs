//! Compares a file with the text that was opened, with the defaults, and with the last saved state.

use super::minimal::{Set, repeats_default, shown, visit};
use crate::plan::artefacts_of;
use crate::preview::diff;
use runwright_files::open::{self, Kind};
use runwright_model::Lang;
use runwright_model::catalogue;
use runwright_model::protocol::{Against, DiffRow, Hunk, PlanAsk, Say};

pub fn compare(ask: &PlanAsk, path: &str, with: Against, lang: Lang) -> Say {
    let text = |draft| {
        let (_, artefacts) = artefacts_of(ask, draft, &ask.good, lang);
        artefacts
            .into_iter()
            .find(|artefact| artefact.path == path)
            .map(|artefact| artefact.printed.text)
    };
    let now = text(&ask.draft).unwrap_or_default();
    let rows = match with {
        Against::Opened => match ask.sources.iter().find(|source| source.name == path) {
            Some(source) => diff(&source.text, &now),
            None => Vec::new(),
        },
        Against::Saved => diff(&text(&ask.base).unwrap_or_default(), &now),
        Against::Defaults => defaults(&now),
    };
    let hunk = Hunk {
        path: path.to_string(),
        rows,
    };
    Say::Compare {
        hunks: if hunk.rows.is_empty() {
            Vec::new()
        } else {
            vec![hunk]
        },
    }
}

/// Each key that is not what holds anyway: the default, and what the file says.
fn defaults(text: &str) -> Vec<DiffRow> {
    let mut rows = Vec::new();
    let opened = open::open(text);
    for part in &opened.parts {
        let catalogue = match part.kind {
            Kind::Values => catalogue::Part::Values,
            Kind::Config { .. } => catalogue::Part::Config,
            Kind::Corefile => continue,
        };
        let Some(view) = opened.view(text, part) else {
            continue;
        };
        visit(view.root(), catalogue, "", &mut Vec::new(), &mut |set| {
            let Set { key, node, way, at } = *set;
            if repeats_default(key, node) || key.kind == catalogue::Type::Toml {
                return;
            }
            let line = open::place(text, view.outer(at)).0;
            let name = runwright_documents::source::path::print(way);
            let row = |mark: char, value: &str| DiffRow {
                mark,
                line,
                text: [&name, ": ", value].concat(),
            };
            if !key.default.is_empty() {
                rows.push(row('-', key.default));
            }
            let value = if key.secret {
                "…".to_string()
            } else {
                shown(node)
            };
            rows.push(row('+', &value));
        });
    }
    rows
}
