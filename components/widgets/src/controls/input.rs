//! The one text input that every control and every editor row is made of.

use super::FieldContext;
use crate::dom::{El, watch};
use crate::signal::Signal;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};

/// An input of a field: its id, state and description come from the row it stands in. `name` is for assistive technology
/// and empty where a label element names the input.
pub(crate) fn input(
    field: &FieldContext,
    class: &str,
    value: Signal<String>,
    on_input: Callback<String>,
    placeholder: Signal<String>,
    name: impl Fn() -> String + 'static,
) -> El {
    let el = common(field, El::new("input", class), name)
        .set("type", "text")
        .set("autocomplete", "off")
        .attr("placeholder", move || placeholder.get())
        .on("input", move |event| {
            on_input.try_run(typed(&event));
        });
    let node: HtmlInputElement = el.node().clone().unchecked_into();
    // Written only when the element says something else: an equal value written back would end an input method's
    // composition in some browsers, and a different one moves the caret, as undo may.
    watch(move || {
        value.with(|text| {
            if node.value() != *text {
                node.set_value(text);
            }
        });
    });
    el
}

/// What every control says about its field.
pub(crate) fn common(field: &FieldContext, el: El, name: impl Fn() -> String + 'static) -> El {
    let (described, invalid, disabled) = (field.described, field.invalid, field.disabled);
    el.set("id", &field.id)
        .set("autocapitalize", "off")
        .set("spellcheck", "false")
        .attr("aria-label", name)
        .attr("aria-describedby", move || described.get())
        .flag("aria-invalid", move || invalid.get())
        .flag("disabled", move || disabled.get())
}

/// The text of the element that an event came from.
pub(crate) fn typed(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    match target.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) => area.value(),
        // A select has the same property.
        None => target.unchecked_ref::<HtmlInputElement>().value(),
    }
}
