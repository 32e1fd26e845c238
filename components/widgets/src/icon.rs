//! Draws a symbol of the page's sprite.

use crate::Markup;
use leptos::prelude::*;

/// Every symbol of `sprite.html`, without the `i-` that its id starts with.
pub const ICONS: [&str; 34] = [
    "advice", "arrow", "close", "code", "copy", "down", "download", "error", "external", "field",
    "file", "folder", "form", "grip", "help", "hide", "keys", "lock", "menu", "minus", "pass",
    "plus", "print", "question", "redo", "reset", "search", "share", "show", "theme", "tick",
    "undo", "up", "warning",
];

/// A 16 px symbol, hidden from screen readers: the words stand beside it. An empty name draws nothing.
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    sized(Signal::stored(name), "i")
}

/// The same at 14 px, for small text.
#[must_use]
pub fn icon_small(name: &'static str) -> AnyView {
    sized(Signal::stored(name), "i s")
}

/// A symbol that follows a signal.
#[must_use]
pub fn icon_of(name: Signal<&'static str>) -> AnyView {
    sized(name, "i")
}

pub(crate) fn sized(name: Signal<&'static str>, class: &'static str) -> AnyView {
    let href = Signal::derive(move || {
        let mut href = String::from("#i-");
        href.push_str(name.get());
        href
    });
    let hidden = Signal::derive(move || name.get().is_empty());
    view! {
        <svg class=class class:none=hidden aria-hidden="true"><use href=href></use></svg>
    }
    .into_any()
}

pub(crate) fn icon_markup(m: &mut Markup, name: &str, class: &str) {
    if name.is_empty() {
        return;
    }
    let mut href = String::from("#i-");
    href.push_str(name);
    m.open("svg").attr("class", class).attr("aria-hidden", "true");
    m.open("use").attr("href", &href).close("use");
    m.close("svg");
}

#[cfg(test)]
mod tests {
    use super::ICONS;

    #[test]
    fn the_sprite_and_the_list_name_the_same_symbols() {
        let sprite = include_str!("../sprite.html");
        let mut found: Vec<&str> = sprite
            .split("<symbol id=\"i-")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        found.sort_unstable();
        assert_eq!(found, ICONS);
    }
}
