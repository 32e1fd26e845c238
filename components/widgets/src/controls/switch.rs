//! Controls for yes or no.

use super::{FieldContext, choice::check};
use crate::dom::El;
use crate::signal::Signal;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
) -> AnyView {
    let (field, _) = FieldContext::here("", note);
    toggle(
        &field,
        "switch",
        move || value.get(),
        on_change,
        move || note.get(),
    )
    .view()
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
) -> AnyView {
    let (field, _) = FieldContext::here(&id, label);
    toggle(
        &field,
        "box",
        move || value.get(),
        on_change,
        move || label.get(),
    )
    .view()
}

/// A box that is a switch where it has no words of its own and the row's label names it.
pub(crate) fn toggle(
    field: &FieldContext,
    class: &'static str,
    value: impl Fn() -> bool + 'static,
    on_change: Callback<bool>,
    words: impl Fn() -> String + 'static,
) -> El {
    let (described, invalid, disabled) = (field.described, field.invalid, field.disabled);
    let mut input = El::new("input", "")
        .set("type", "checkbox")
        .set("id", &field.id)
        .attr("aria-describedby", move || described.get())
        .flag("aria-invalid", move || invalid.get())
        .flag("disabled", move || disabled.get())
        .on("change", move |event| {
            let box_ = event
                .target()
                .map(JsCast::unchecked_into::<web_sys::HtmlInputElement>);
            on_change.try_run(box_.is_some_and(|b| b.checked()));
        });
    if class == "switch" {
        let mut named_by = field.id.clone();
        named_by.push_str("-l");
        input = input
            .set("role", "switch")
            .set("aria-labelledby", &named_by);
    }
    check(&input, value);
    El::new("label", class)
        .class("off", move || disabled.get())
        .child(input)
        .child(El::new("span", "").says(words))
}
