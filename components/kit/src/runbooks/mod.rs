//! Writes the runbooks: each step with a check before and after it.
//!
//! A [`RunbookSay`] is the source: the page shows it, and [`markdown`] prints the same one for the bundle.

mod backup;
mod book;
mod decommission;
mod disaster;
mod markdown;
mod names;
mod onboard;
mod oncall;
mod restore;
mod rotate;
mod scale;
mod sets;
mod upgrade;

#[cfg(test)]
mod tests;

use crate::{Cx, Kit};
use names::Names;
use runwright_files::Artefact;
use runwright_model::protocol::{FileGroup, RunbookSay};

/// Where the runbooks and what belongs to them stand in the bundle.
const FOLDER: &str = "runbooks/";

/// Fills the runbooks in and adds their files: the index, one page each, and the scripts and manifests they use.
pub fn write(cx: &Cx, kit: &mut Kit) {
    let names = &Names::of(cx);
    let books: [fn(&Names) -> RunbookSay; 9] = [
        oncall::book,
        upgrade::book,
        scale::book,
        rotate::book,
        backup::book,
        restore::book,
        disaster::book,
        onboard::book,
        decommission::book,
    ];
    let books: Vec<RunbookSay> = books.iter().map(|book| book(names)).collect();
    kit.files.push(Artefact {
        path: [FOLDER, "README.md"].concat().into(),
        about: names
            .t(
                "The runbooks, and when to open which.",
                "运维手册目录，以及各自的适用场合。",
            )
            .to_string(),
        group: FileGroup::Run,
        printed: markdown::index(names, &books),
    });
    for book in &books {
        kit.files.push(Artefact {
            path: book.path.clone().into(),
            about: book.lead.clone(),
            group: FileGroup::Run,
            printed: markdown::page(names, book),
        });
    }
    kit.files.extend(upgrade::script(names));
    kit.files.push(backup::script::render(names));
    kit.files.push(backup::cronjob::render(names));
    kit.runbooks = books;
}
