//! Opens a short list of actions under a button.

use crate::signal::{RwSignal, Signal};
use crate::{
    Markup,
    dom::El,
    finding::index_at,
    focus_nth,
    icon::{draw, small},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One entry of a [`Menu`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What the callback receives.
    pub id: String,
    /// Words on it.
    pub label: String,
    /// Smaller words at the right or below: a count, a size.
    pub hint: String,
    /// Its symbol; empty for none.
    pub icon: &'static str,
    /// Whether it is the one in force.
    pub current: bool,
}

/// A button with a menu: arrow keys walk, Esc closes and returns the focus.
#[component]
pub fn Menu(
    /// Words on the button.
    #[prop(into)]
    label: Signal<String>,
    /// The entries.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Receives the id of the entry picked.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Classes of the button.
    #[prop(default = "btn ghost s")]
    class: &'static str,
    /// Symbol before the words; with `bare` the only thing to see.
    #[prop(optional)]
    icon: &'static str,
    /// Shows the symbol alone; the words become the name.
    #[prop(optional)]
    bare: bool,
    /// Opens towards the left edge of the button.
    #[prop(optional)]
    right: bool,
) -> AnyView {
    let open = RwSignal::new(false);
    let menu = El::new("div", "menu").class("right", move || right);
    let root = menu.node().clone();
    let words = move || if bare { label.get() } else { String::new() };
    let node = root.clone();
    let button = El::button(class)
        .set("aria-haspopup", "menu")
        .truth("aria-expanded", move || open.get())
        .attr("aria-label", words)
        .attr("title", words)
        .child(small(icon))
        .child(El::new("span", "").none(move || bare).say(label))
        .child(small(if bare { "" } else { "down" }))
        .on("click", move |_| {
            let now = open.try_update(|o| {
                *o = !*o;
                *o
            });
            if now == Some(true) {
                focus_nth(&node, "[role=menuitem]", 0);
            }
        });
    let node = root.clone();
    let pop = El::new("div", "pop")
        .set("role", "menu")
        .attr("aria-label", move || label.get())
        .none(move || !open.get())
        // A closed menu costs nothing.
        .html(move || {
            if open.get() {
                items.with(|l| markup(l))
            } else {
                String::new()
            }
        })
        .on("click", move |event| {
            let Some(i) = index_at(&event) else { return };
            let id = items.with_untracked(|l| l.get(i).map(|item| item.id.clone()));
            open.try_set(false);
            focus_nth(&node, "button", 0);
            if let Some(id) = id {
                on_pick.try_run(id);
            }
        });
    let node = root.clone();
    menu.child(button)
        .child(pop)
        .on_key(move |event| {
            let is_open = open.get_untracked();
            let last = items.with_untracked(Vec::len).saturating_sub(1);
            let to = match (event.key().as_str(), index_at(event)) {
                ("Escape", _) if is_open => {
                    event.stop_propagation();
                    open.set(false);
                    focus_nth(&node, "button", 0);
                    return event.prevent_default();
                }
                ("ArrowDown", None) => {
                    open.set(true);
                    0
                }
                ("ArrowDown", Some(at)) if at < last => at + 1,
                ("ArrowUp", Some(at)) if at > 0 => at - 1,
                ("ArrowDown" | "Home", Some(_)) => 0,
                ("ArrowUp" | "End", Some(_)) => last,
                _ => return,
            };
            event.prevent_default();
            focus_nth(&node, "[role=menuitem]", to);
        })
        .on("focusout", move |event| {
            let to = event
                .unchecked_into::<web_sys::FocusEvent>()
                .related_target();
            let inside = to.is_some_and(|to| root.contains(to.dyn_ref::<web_sys::Node>()));
            if !inside {
                open.try_set(false);
            }
        })
        .view()
}

fn markup(items: &[MenuItem]) -> String {
    let mut m = Markup::new();
    for (i, item) in (0..).zip(items) {
        m.open("button")
            .attr("type", "button")
            .attr("role", "menuitem")
            .attr("tabindex", "-1");
        m.num("data-i", i);
        if item.current {
            m.attr("aria-current", "true");
        }
        m.open("span");
        draw(&mut m, item.icon, "i");
        m.close("span")
            .leaf("span", "", &item.label)
            .leaf("span", "p", &item.hint)
            .close("button");
    }
    m.finish()
}
