//! Controls that pick one of several: segments, cards and a select.

use super::{FieldContext, input::flag};
use crate::each::{count, each, nth, present};
use leptos::prelude::*;
use std::sync::Arc;

/// One of the values on offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the callback receives.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A sentence on a card, or the reason why it is off; empty for none.
    pub detail: String,
    /// What a card writes into the files, in the monospaced face; empty for none.
    pub emits: String,
    /// Whether it cannot be picked.
    pub disabled: bool,
    /// Whether the label is a literal of a file.
    pub mono: bool,
}

/// Up to five short options side by side, all in sight.
#[component]
pub fn Segmented(
    /// The options, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value picked now.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the value picked.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Small, for bars.
    #[prop(optional)]
    small: bool,
    /// Columns of a grid, for two rows of options; 0 for one row.
    #[prop(optional)]
    columns: u8,
    /// Id for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    id: String,
    /// Name for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let class = match (small, columns) {
        (true, _) => "seg s",
        (_, 0) => "seg",
        (_, 1..=3) => "seg grid3",
        _ => "seg grid4",
    };
    radios(choices, value, on_pick, class, &id, label)
}

/// Options that need a sentence each.
#[component]
pub fn ChoiceCards(
    /// The options, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value picked now.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the value picked.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Two columns in place of three.
    #[prop(optional)]
    two: bool,
    /// Id for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    id: String,
    /// Name for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let class = if two { "cards two" } else { "cards" };
    radios(choices, value, on_pick, class, &id, label)
}

fn radios(
    choices: Signal<Vec<Choice>>,
    value: Signal<String>,
    on_pick: Callback<String>,
    class: &'static str,
    id: &str,
    label: Signal<String>,
) -> AnyView {
    let (field, inside) = FieldContext::here(id, label);
    let cards = class.starts_with("cards");
    let name = field.id.clone();
    let off = field.disabled;
    let row = move |i: usize| {
        let own = nth(choices, i, |c| &c.value);
        let detail = nth(choices, i, |c| &c.detail);
        let emits = nth(choices, i, |c| &c.emits);
        let text = nth(choices, i, |c| &c.label);
        let mono = Signal::derive(move || choices.with(|c| c.get(i).is_some_and(|c| c.mono)));
        let disabled = Signal::derive(move || {
            off.get() || choices.with(|c| c.get(i).is_some_and(|c| c.disabled))
        });
        let checked = Signal::derive(move || value.with(|v| own.with(|o| v == o)));
        let tip = Signal::derive(move || {
            Some(detail.get()).filter(|d| !cards && !d.is_empty())
        });
        let radio = view! {
            <input
                type="radio"
                name=name.clone()
                prop:checked=checked
                disabled=disabled
                on:change=move |_| {
                    if let Some(value) = own.try_get() {
                        on_pick.try_run(value);
                    }
                }
            />
        };
        if cards {
            view! {
                <label class="card" class:off=disabled>
                    {radio} <b>{text}</b> <span class="d">{detail}</span> <span class="emit">{emits}</span>
                </label>
            }
            .into_any()
        } else {
            view! {
                <label class="opt" class:mono=mono class:off=disabled title=tip>
                    {radio} {text}
                </label>
            }
            .into_any()
        }
    };
    view! {
        <div
            class=class
            role="radiogroup"
            aria-label=present(if inside { field.label } else { label })
            aria-describedby=present(field.described)
            aria-invalid=flag(field.invalid)
        >
            {each(count(choices), Arc::new(row))}
        </div>
    }
    .into_any()
}

/// More options than fit in sight.
#[component]
pub fn Select(
    /// The options, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value picked now.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the value picked.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Id for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    id: String,
    /// Name for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let (field, inside) = FieldContext::here(&id, label);
    let name = if inside { Signal::default() } else { label };
    select(&field, name, choices, value, on_pick)
}

pub(crate) fn select(
    field: &FieldContext,
    name: Signal<String>,
    choices: Signal<Vec<Choice>>,
    value: Signal<String>,
    on_pick: Callback<String>,
) -> AnyView {
    let row = move |i: usize| {
        let own = nth(choices, i, |c| &c.value);
        // The state sits on the option: a select's own value cannot be set before its options exist.
        let chosen = Signal::derive(move || value.with(|v| own.with(|o| v == o)));
        let off = Signal::derive(move || choices.with(|c| c.get(i).is_some_and(|c| c.disabled)));
        view! {
            <option value=own prop:selected=chosen disabled=off>
                {nth(choices, i, |c| &c.label)}
            </option>
        }
        .into_any()
    };
    let id = Some(field.id.clone()).filter(|id| !id.is_empty());
    view! {
        <select
            id=id
            class="in"
            disabled=field.disabled
            aria-label=present(name)
            aria-describedby=present(field.described)
            aria-invalid=flag(field.invalid)
            on:change=move |event| {
                on_pick.try_run(event_target_value(&event));
            }
        >
            {each(count(choices), Arc::new(row))}
        </select>
    }
    .into_any()
}
