//! The page: shell, routes and one module per section of the wizard.
//!
//! It owns state and names no file format. It computes nothing: every edit goes to the engine, and
//! what comes back is shown.

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
mod palette;
mod sections;
mod shell;
mod topbar;

fn main() {
    let Some(place) = platform::element("app") else {
        return;
    };
    // The static shell was painted for the wait; the page takes its place.
    place.set_inner_html("");
    leptos::mount::mount_to(place, shell::shell).forget();
}
