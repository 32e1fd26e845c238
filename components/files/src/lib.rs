//! Turns a plan into the files of its bundle, one module per file.
//!
//! [`render`] is the whole pipeline: a plan in, a list of [`Artefact`]s out; a reader sees every file
//! there can be in that one list. Each line carries the id of the field it comes from, so the page can
//! lead from field to line and back. Text goes through the printers of `documents` only, which
//! quote by type: a value never becomes syntax.
//!
//! **Invariant:** no clock, locale, URL, storage or random source. Same plan, same bytes.

use runwright_documents::Printed;
use runwright_model::protocol::FileGroup;
use runwright_model::{Lang, Plan};

pub mod permissions;

mod object;
#[cfg(test)]
mod testing;

pub mod config_toml;
pub mod values;

pub mod install;
pub mod secret;
pub mod upgrade;

pub mod disruption_budget;
pub mod namespaces;
pub mod network_policy;
pub mod priority_class;
pub mod rbac;

pub mod corefile;
pub mod node_setup;

pub mod checklist_md;
pub mod ci_example;

/// What a file is rendered from.
pub struct Context<'a> {
    pub plan: &'a Plan,
    /// The language of comments.
    pub lang: Lang,
    /// The inline token; empty when the plan names a Secret or none was typed.
    pub token: &'a str,
}

/// One file of the bundle.
pub struct Artefact {
    /// Where it stands in the bundle, with `/`.
    pub path: &'static str,
    /// What it is for, in one line, in the context's language.
    pub about: String,
    pub group: FileGroup,
    pub printed: Printed,
}

/// Renders every file this plan needs, in the order of the page's tabs. `CHECKLIST.md` is not among
/// them: it is written from the answers of the `checks` crate.
pub fn render(cx: &Context) -> Vec<Artefact> {
    let files: [fn(&Context) -> Option<Artefact>; 13] = [
        values::render,
        config_toml::render,
        secret::render,
        install::render,
        rbac::render,
        network_policy::render,
        namespaces::render,
        priority_class::render,
        disruption_budget::render,
        corefile::render,
        corefile::render_script,
        node_setup::render,
        ci_example::render,
    ];
    files.iter().filter_map(|file| file(cx)).collect()
}
