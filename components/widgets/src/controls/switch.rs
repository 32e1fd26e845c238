//! Controls for yes or no.

use super::{FieldContext, input::flag};
use crate::each::present;
use leptos::prelude::*;

/// On or off, at once.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    value: Signal<bool>,
    /// Receives the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What the state means, beside the switch; empty for none.
    #[prop(optional, into)]
    note: Signal<String>,
) -> impl IntoView {
    toggle(value, on_change, note, "switch", "", Signal::default())
}

/// One yes among others: beside its own words.
#[component]
pub fn Checkbox(
    /// Whether it is ticked.
    #[prop(into)]
    value: Signal<bool>,
    /// Receives the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// The words beside the box.
    #[prop(into)]
    label: Signal<String>,
    /// Id of the box; needed when several stand in one `FieldRow`.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView {
    toggle(value, on_change, label, "box", &id, label)
}

pub(crate) fn toggle(
    value: Signal<bool>,
    on_change: Callback<bool>,
    words: Signal<String>,
    class: &'static str,
    id: &str,
    label: Signal<String>,
) -> AnyView {
    let (field, _) = FieldContext::here(id, label);
    let role = (class == "switch").then_some("switch");
    let named = (class == "switch").then(|| {
        let mut by = field.id.clone();
        by.push_str("-l");
        by
    });
    let id = Some(field.id).filter(|id| !id.is_empty());
    view! {
        <label class=class class:off=field.disabled>
            <input
                type="checkbox"
                role=role
                id=id
                prop:checked=value
                disabled=field.disabled
                aria-labelledby=named
                aria-describedby=present(field.described)
                aria-invalid=flag(field.invalid)
                on:change=move |event| {
                    on_change.try_run(event_target_checked(&event));
                }
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}
