//! Says in passing what was done, and offers to take it back.

use crate::{
    Tone,
    each::{count, each, nth},
    finding::toned,
    icon_small,
    text::Texts,
};
use leptos::{html, prelude::*};
use std::{sync::Arc, time::Duration};

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
const STAY: u64 = 5_000;
const STAY_WITH_ACTION: u64 = 10_000;

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
) -> impl IntoView {
    let texts = Texts::here();
    let root = NodeRef::<html::Div>::new();
    Effect::new(move |seen: Option<u32>| {
        let seen = seen.unwrap_or_default();
        items.with(|list| {
            let mut newest = seen;
            for toast in list.iter().filter(|t| t.id > seen) {
                newest = newest.max(toast.id);
                let stay = if toast.action.is_empty() { STAY } else { STAY_WITH_ACTION };
                leave_after(root, on_dismiss, toast.id, stay);
            }
            newest
        })
    });
    let row = move |i: usize| {
        let id = Signal::derive(move || items.with(|l| l.get(i).map_or(0, |t| t.id)));
        let tone = Signal::derive(move || items.with(|l| l.get(i).map_or(Tone::Plain, |t| t.tone)));
        let action = nth(items, i, |t| &t.action);
        let none = Signal::derive(move || action.with(String::is_empty));
        view! {
            <div class="toast">
                <span class=Signal::derive(move || toned("sev ", tone.get()))>
                    {crate::icon_of(Signal::derive(move || tone.get().icon()))}
                </span>
                <span class="tx">{nth(items, i, |t| &t.text)}</span>
                <button
                    type="button"
                    class="btn s"
                    class:none=none
                    on:click=move |_| {
                        if let Some(id) = id.try_get_untracked() {
                            on_action.try_run(id);
                        }
                    }
                >
                    {action}
                </button>
                <button
                    type="button"
                    class="btn ghost icon s"
                    aria-label=texts.word(|t| t.close)
                    on:click=move |_| {
                        if let Some(id) = id.try_get_untracked() {
                            on_dismiss.try_run(id);
                        }
                    }
                >
                    {icon_small("close")}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="toasts" role="status" aria-live="polite" node_ref=root>
            {each(count(items), Arc::new(row))}
        </div>
    }
    .into_any()
}

fn leave_after(root: NodeRef<html::Div>, on_dismiss: Callback<u32>, id: u32, stay: u64) {
    set_timeout(
        move || {
            let held = root
                .try_get_untracked()
                .flatten()
                .and_then(|r| r.query_selector(".toast:is(:hover,:focus-within)").ok().flatten())
                .is_some();
            if held {
                leave_after(root, on_dismiss, id, stay);
            } else {
                on_dismiss.try_run(id);
            }
        },
        Duration::from_millis(stay),
    );
}
