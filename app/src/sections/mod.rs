//! The sections of the wizard, one module each.

use crate::route::Route;
use crate::store::Store;
use runwright_model::Section;
use runwright_widgets::dom::El;

mod checklist;
mod dns;
mod gitlab;
mod job;
mod managers;
mod nodes;
mod overview;
mod resources;
mod security;
mod target;

/// The id of the place that holds several fields, for a field without a control of its own.
pub fn anchor(id: &str) -> Option<&'static str> {
    if id == "security.checklist" {
        return Some("f-checklist");
    }
    resources::anchor(id)
}

/// The page of a route.
pub fn section(store: Store, route: Route) -> El {
    let page = El::new("div", "");
    match route {
        Route::Overview => overview::view(store, page),
        Route::Section(Section::Target) => target::view(store, page),
        Route::Section(Section::Gitlab) => gitlab::view(store, page),
        Route::Section(Section::Managers) => managers::view(store, page),
        Route::Section(Section::Job) => job::view(store, page),
        Route::Section(Section::Nodes) => nodes::view(store, page),
        Route::Section(Section::Dns) => dns::view(store, page),
        Route::Section(Section::Security) => security::view(store, page),
        // The desk's pages stand beside this one.
        _ => page,
    }
}
