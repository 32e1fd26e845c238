//! Opens a short list of actions under a button.

use crate::{
    each::{count, each, nth, present},
    focus_nth, icon_of, icon_small,
};
use leptos::{html, prelude::*};
use std::sync::Arc;
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
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let length = count(items);
    let walk = move |event: web_sys::KeyboardEvent| {
        let key = event.key();
        if key == "Escape" && open.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            open.set(false);
            focus_nth(root, "button", 0);
            return;
        }
        let last = length.get_untracked().saturating_sub(1);
        let at = position(&event);
        let to = match (key.as_str(), at) {
            ("ArrowDown", None) => {
                open.set(true);
                0
            }
            ("ArrowDown", Some(at)) => if at < last { at + 1 } else { 0 },
            ("ArrowUp", Some(at)) => if at > 0 { at - 1 } else { last },
            ("Home", Some(_)) => 0,
            ("End", Some(_)) => last,
            _ => return,
        };
        event.prevent_default();
        focus_nth(root, "[role^=menuitem]", to);
    };
    let row = move |i: usize| {
        let icon = Signal::derive(move || items.with(|l| l.get(i).map_or("", |item| item.icon)));
        let current = Signal::derive(move || {
            items.with(|l| l.get(i).is_some_and(|item| item.current)).then_some("true")
        });
        let id = nth(items, i, |item| &item.id);
        view! {
            <button
                type="button"
                role="menuitem"
                tabindex="-1"
                data-i=i.to_string()
                aria-current=current
                on:click=move |_| {
                    let id = id.try_get_untracked();
                    open.try_set(false);
                    focus_nth(root, "button", 0);
                    if let Some(id) = id {
                        on_pick.try_run(id);
                    }
                }
            >
                {icon_of(icon)}
                <span>{nth(items, i, |item| &item.label)}</span>
                <span class="p">{nth(items, i, |item| &item.hint)}</span>
            </button>
        }
        .into_any()
    };
    let expanded = Signal::derive(move || Some(if open.get() { "true" } else { "false" }));
    let closed = Signal::derive(move || !open.get());
    view! {
        <div
            class="menu"
            class:right=right
            node_ref=root
            on:keydown=walk
            on:focusout=move |event| {
                let inside = event
                    .related_target()
                    .and_then(|t| t.dyn_into::<web_sys::Node>().ok())
                    .zip(root.try_get_untracked().flatten())
                    .is_some_and(|(to, root)| root.contains(Some(&to)));
                if !inside {
                    open.try_set(false);
                }
            }
        >
            <button
                type="button"
                class=class
                aria-haspopup="menu"
                aria-expanded=expanded
                aria-label=present(if bare { label } else { Signal::default() })
                title=present(if bare { label } else { Signal::default() })
                on:click=move |_| {
                    if open.try_update(|o| { *o = !*o; *o }) == Some(true) {
                        focus_nth(root, "[role^=menuitem]", 0);
                    }
                }
            >
                {icon_small(icon)}
                <span class:none=bare>{label}</span>
                {icon_small(if bare { "" } else { "down" })}
            </button>
            <div class="pop" role="menu" aria-label=label class:none=closed>
                {each(length, Arc::new(row))}
            </div>
        </div>
    }
    .into_any()
}

fn position(event: &web_sys::KeyboardEvent) -> Option<usize> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.get_attribute("data-i")?.parse().ok()
}
