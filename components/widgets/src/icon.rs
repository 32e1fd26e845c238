//! Draws a symbol of the page's sprite.

use crate::signal::Signal;
use crate::{Markup, dom::El};
use leptos::prelude::*;

/// Every symbol of `sprite.html`, without the `i-` that its id starts with.
pub const ICONS: [&str; 30] = [
    "advice", "close", "code", "copy", "down", "download", "error", "field", "file", "folder",
    "form", "grip", "help", "hide", "keys", "menu", "minus", "pass", "plus", "question", "redo",
    "reset", "search", "share", "show", "theme", "tick", "undo", "up", "warning",
];

/// A 16 px symbol, hidden from screen readers: the words stand beside it. An empty name draws nothing.
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    symbol(name).view()
}

/// The same at 14 px, for small text.
#[must_use]
pub fn icon_small(name: &'static str) -> AnyView {
    small(name).view()
}

/// A symbol that follows a signal.
#[must_use]
pub fn icon_of(name: Signal<&'static str>) -> AnyView {
    symbol_of("i", move || name.get()).view()
}

pub(crate) fn symbol(name: &'static str) -> El {
    fixed(name, "i")
}

pub(crate) fn small(name: &'static str) -> El {
    fixed(name, "i s")
}

fn fixed(name: &str, class: &str) -> El {
    let svg = El::svg("svg", class).set("aria-hidden", "true");
    if name.is_empty() {
        svg.none(|| true)
    } else {
        svg.child(El::svg("use", "").set("href", &id(name)))
    }
}

pub(crate) fn symbol_of(class: &str, name: impl Fn() -> &'static str + Clone + 'static) -> El {
    let hidden = name.clone();
    El::svg("svg", class)
        .set("aria-hidden", "true")
        .none(move || hidden().is_empty())
        .child(El::svg("use", "").attr("href", move || id(name())))
}

/// The same within markup.
pub(crate) fn draw(m: &mut Markup, name: &str, class: &str) {
    if !name.is_empty() {
        m.open("svg")
            .attr("class", class)
            .attr("aria-hidden", "true");
        m.open("use")
            .attr("href", &id(name))
            .close("use")
            .close("svg");
    }
}

fn id(name: &str) -> String {
    let mut id = String::from("#i-");
    id.push_str(name);
    id
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
