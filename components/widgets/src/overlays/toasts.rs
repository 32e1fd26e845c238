//! Says in passing what was done, and offers to take it back.

use crate::signal::Signal;
use crate::{
    Tone,
    dom::{El, watch},
    each::{len, nth, of_nth},
    finding::toned,
    focus::later,
    icon::{small, symbol_of},
    text::Texts,
};
use leptos::prelude::*;
use std::cell::Cell;
use web_sys::Element;

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toast {
    /// Tells messages apart; never used twice.
    pub id: u32,
    /// What was done.
    pub text: String,
    /// Words on its button, such as "Undo"; empty for none.
    pub action: String,
    /// Its tone.
    pub tone: Tone,
}

/// How long a message stays, in milliseconds; one with a button needs time to be reached.
const STAY: i32 = 5_000;
const STAY_WITH_ACTION: i32 = 6_500;

/// The messages, in a polite live region. Each asks to go after a while, unless the pointer or the focus is there.
#[component]
pub fn Toasts(
    /// Messages, oldest first.
    #[prop(into)]
    items: Signal<Vec<Toast>>,
    /// Receives the id of a message whose button was taken.
    #[prop(into)]
    on_action: Callback<u32>,
    /// Receives the id of a message that should go; the caller removes it.
    #[prop(into)]
    on_dismiss: Callback<u32>,
) -> AnyView {
    let texts = Texts::here();
    let row = move |i: usize| {
        let id = of_nth(items, i, |t| t.id);
        let tone = of_nth(items, i, |t| t.tone);
        let action = nth(items, i, |t| &t.action);
        let close = El::button("btn ghost icon s")
            .attr("aria-label", texts.word(|t| t.close))
            .on("click", move |_| {
                on_dismiss.try_run(untrack(id));
            })
            .child(small("close"));
        let act = El::button("btn s")
            .none(move || action().is_empty())
            .on("click", move |_| {
                on_action.try_run(untrack(id));
            })
            .says(action);
        El::new("div", "toast")
            .child(
                El::new("span", "")
                    .attr("class", move || toned("sev ", tone()))
                    .child(symbol_of("i", move || tone().icon())),
            )
            .child(El::new("span", "tx").says(nth(items, i, |t| &t.text)))
            .child(act)
            .child(close)
    };
    let list = El::new("div", "toasts")
        .set("role", "status")
        .set("aria-live", "polite")
        .each(len(items), row);
    let node = list.node().clone();
    let newest = Cell::new(0);
    watch(move || {
        items.with(|list| {
            for toast in list.iter().filter(|t| t.id > newest.get()) {
                let stay = if toast.action.is_empty() {
                    STAY
                } else {
                    STAY_WITH_ACTION
                };
                leave_after(node.clone(), on_dismiss, toast.id, stay);
            }
            newest.set(
                list.iter()
                    .map(|t| t.id)
                    .max()
                    .unwrap_or(0)
                    .max(newest.get()),
            );
        });
    });
    list.view()
}

fn leave_after(list: Element, on_dismiss: Callback<u32>, id: u32, stay: i32) {
    let leave = move || {
        let held = list
            .query_selector(".toast:is(:hover,:focus-within)")
            .ok()
            .flatten()
            .is_some();
        if held {
            leave_after(list, on_dismiss, id, stay);
        } else {
            on_dismiss.try_run(id);
        }
    };
    later(stay, Box::new(leave));
}
