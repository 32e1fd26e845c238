//! Switches between the files, or other views of one place.

use crate::signal::{Memo, Signal};
use crate::{
    dom::{El, watch},
    each::{len, nth, of_nth},
    focus_nth,
    text::Texts,
};
use leptos::prelude::*;

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
) -> AnyView {
    let texts = Texts::here();
    let at = move || {
        tabs.with(|l| selected.with(|s| l.iter().position(|t| t.id == *s)))
            .unwrap_or_default()
    };
    let pick = move |i: usize| {
        if let Some(id) = tabs.with_untracked(|l| l.get(i).map(|t| t.id.clone())) {
            on_select.try_run(id);
        }
    };
    let list = El::new("div", "tablist")
        .set("role", "tablist")
        .attr("aria-label", move || label.get());
    let node = list.node().clone();
    let list = list.on_key(move |event| {
        let (at, last) = (untrack(at), untrack(len(tabs)).saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowRight" if at < last => at + 1,
            "ArrowLeft" if at > 0 => at - 1,
            "ArrowRight" | "Home" => 0,
            "ArrowLeft" | "End" => last,
            _ => return,
        };
        event.prevent_default();
        pick(to);
        focus_nth(&node, "[role=tab]", to);
    });
    let node = list.node().clone();
    let list = list.each(len(tabs), move |i| {
        let changed = of_nth(tabs, i, |t| t.count);
        El::button("tab")
            .set("role", "tab")
            .set("id", &[panel, "-", &i.to_string()].concat())
            .set("aria-controls", panel)
            .truth("aria-selected", move || at() == i)
            .attr("tabindex", move || {
                String::from(if at() == i { "0" } else { "-1" })
            })
            .on("click", move |_| pick(i))
            .says(nth(tabs, i, |t| &t.label))
            .child(
                El::new("span", "cnt")
                    .none(move || changed() == 0)
                    .child(
                        El::new("span", "vh")
                            .says(texts.word(|t| t.changed_lines))
                            .text(" "),
                    )
                    .says(move || changed().to_string()),
            )
    });
    // The tab in front may have been chosen elsewhere, out of sight. Only another tab moves the row: measuring makes the
    // browser lay the page out, which must not happen with every key.
    let front = Memo::new(move |_| at());
    watch(move || {
        let tab = u32::try_from(front.get())
            .ok()
            .and_then(|i| node.children().item(i));
        if let Some(tab) = tab {
            let (row, own) = (
                node.get_bounding_client_rect(),
                tab.get_bounding_client_rect(),
            );
            if own.left() < row.left() || own.right() > row.right() {
                node.set_scroll_left(node.scroll_left() + (own.left() - row.left()) as i32 - 16);
            }
        }
    });
    list.view()
}
