//! The page: shell, routes and one module per section of the wizard.
//!
//! It owns state and names no file format. It computes nothing: every edit goes to the engine, and
//! what comes back is shown.
//!
//! Two modules are built of it. The [`page`] is the first load. The [`desk`] holds the pages that few visits need and
//! is loaded when one of them is first shown; it draws with the same widgets from the same kind of `Store`, and asks
//! the page for every change (see `bridge`).

mod bridge;
mod engine;
mod history;
mod js;
mod platform;
mod route;
mod said;
mod store;
mod texts;

mod field;
mod parts;

mod dialogs;
mod files;
mod nav;
mod page;
mod palette;
mod sections;
mod shell;
mod topbar;

mod desk;

/// Starts the page.
pub fn page() {
    let Some(place) = platform::element("app") else {
        return;
    };
    // The static shell was painted for the wait; the page takes its place.
    place.set_inner_html("");
    leptos::mount::mount_to(place, shell::shell).forget();
}

/// Starts the desk in the place that the page has made for it.
pub fn desk() {
    if let Some(place) = platform::element("desk") {
        leptos::mount::mount_to(place, desk::desk).forget();
    }
}
