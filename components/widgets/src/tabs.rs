//! Switches between the files, or other views of one place.

use crate::{
    each::{count, each, nth},
    focus_nth,
    text::Texts,
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// One tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// What the callback receives.
    pub id: String,
    /// Words on it.
    pub label: String,
    /// Changed lines; 0 shows nothing.
    pub count: u32,
}

/// A row of tabs: arrow keys, Home and End switch at once. The row scrolls sideways when it is full.
#[component]
pub fn Tabs(
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Id of the tab in front.
    #[prop(into)]
    selected: Signal<String>,
    /// Receives the id of the tab picked.
    #[prop(into)]
    on_select: Callback<String>,
    /// Name of the row.
    #[prop(into)]
    label: Signal<String>,
    /// Id of the panel that the tabs switch; the tabs' own ids are this with `-0`, `-1` … after it.
    panel: &'static str,
) -> impl IntoView {
    let texts = Texts::here();
    let root = NodeRef::<html::Div>::new();
    let at = Signal::derive(move || {
        tabs.with(|l| selected.with(|s| l.iter().position(|t| t.id == *s))).unwrap_or_default()
    });
    let pick = move |i: usize| {
        if let Some(id) = tabs.with_untracked(|l| l.get(i).map(|t| t.id.clone())) {
            on_select.try_run(id);
        }
    };
    let length = count(tabs);
    let walk = move |event: web_sys::KeyboardEvent| {
        let (at, last) = (at.get_untracked(), length.get_untracked().saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowRight" => if at < last { at + 1 } else { 0 },
            "ArrowLeft" => if at > 0 { at - 1 } else { last },
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        pick(to);
        focus_nth(root, "[role=tab]", to);
    };
    let row = move |i: usize| {
        let front = Signal::derive(move || at.get() == i);
        let changed = Signal::derive(move || tabs.with(|l| l.get(i).map_or(0, |t| t.count)));
        let mut id = String::from(panel);
        id.push('-');
        id.push_str(&i.to_string());
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=id
                aria-selected=Signal::derive(move || Some(if front.get() { "true" } else { "false" }))
                aria-controls=panel
                tabindex=Signal::derive(move || Some(if front.get() { "0" } else { "-1" }))
                on:click=move |_| pick(i)
            >
                {nth(tabs, i, |t| &t.label)}
                <span class="cnt" class:none=Signal::derive(move || changed.get() == 0)>
                    <span class="vh">{texts.word(|t| t.changed_lines)} " "</span>
                    {Signal::derive(move || changed.get().to_string())}
                </span>
            </button>
        }
        .into_any()
    };
    // The tab in front may have been chosen elsewhere, out of sight.
    Effect::new(move |_| {
        let (Some(root), i) = (root.get(), at.get()) else { return };
        let nodes = root.children();
        if let Some(tab) = u32::try_from(i).ok().and_then(|i| nodes.item(i)) {
            let (row, own) = (root.get_bounding_client_rect(), tab.get_bounding_client_rect());
            if own.left() < row.left() || own.right() > row.right() {
                root.set_scroll_left(root.scroll_left() + (own.left() - row.left()) as i32 - 16);
            }
        }
    });
    view! {
        <div class="tablist" role="tablist" aria-label=label node_ref=root on:keydown=walk>
            {each(length, Arc::new(row))}
        </div>
    }
    .into_any()
}
