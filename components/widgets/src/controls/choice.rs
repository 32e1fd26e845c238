//! Controls that pick one of several: segments, cards and a select.

use super::{
    FieldContext,
    input::{common, typed},
};
use crate::signal::Signal;
use crate::{
    dom::{El, watch},
    each::{len, nth, of_nth},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
) -> AnyView {
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
) -> AnyView {
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
    let (field, _) = FieldContext::here(id, label);
    let cards = class.starts_with("cards");
    let (name, off, title) = (field.id.clone(), field.disabled, field.label);
    let (described, invalid) = (field.described, field.invalid);
    let row = move |i: usize| {
        let own = nth(choices, i, |c| &c.value);
        let text = nth(choices, i, |c| &c.label);
        let detail = nth(choices, i, |c| &c.detail);
        let disabled = move || off.get() || of_nth(choices, i, |c| c.disabled)();
        let radio = El::new("input", "")
            .set("type", "radio")
            .set("name", &name)
            .flag("disabled", disabled)
            .on("change", move |_| {
                on_pick.try_run(untrack(own));
            });
        check(&radio, move || chosen(choices, i, value));
        let label = El::new("label", if cards { "card" } else { "opt" })
            .class("off", disabled)
            .child(radio);
        if cards {
            label
                .child(El::new("b", "").says(text))
                .child(El::new("span", "d").says(detail))
                .child(El::new("span", "emit").says(nth(choices, i, |c| &c.emits)))
        } else {
            label
                .class("mono", of_nth(choices, i, |c| c.mono))
                .attr("title", detail)
                .says(text)
        }
    };
    El::new("div", class)
        .set("role", "radiogroup")
        .attr("aria-label", move || title.get())
        .attr("aria-describedby", move || described.get())
        .flag("aria-invalid", move || invalid.get())
        .each(len(choices), row)
        .view()
}

fn chosen(choices: Signal<Vec<Choice>>, i: usize, value: Signal<String>) -> bool {
    choices.with(|l| value.with(|v| l.get(i).is_some_and(|c| c.value == *v)))
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
) -> AnyView {
    let (field, name) = FieldContext::here(&id, label);
    select(&field, move || name.get(), choices, value, on_pick).view()
}

pub(crate) fn select(
    field: &FieldContext,
    name: impl Fn() -> String + 'static,
    choices: Signal<Vec<Choice>>,
    value: Signal<String>,
    on_pick: Callback<String>,
) -> El {
    let select = common(field, El::new("select", "in"), name)
        .each(len(choices), move |i| {
            let option = El::new("option", "")
                .attr("value", nth(choices, i, |c| &c.value))
                .flag("disabled", of_nth(choices, i, |c| c.disabled))
                .says(nth(choices, i, |c| &c.label));
            // The state sits on the option: a select's own value cannot be set before its options exist.
            let node: web_sys::HtmlOptionElement = option.node().clone().unchecked_into();
            watch(move || node.set_selected(chosen(choices, i, value)));
            option
        })
        .on("change", move |event| {
            on_pick.try_run(typed(&event));
        });
    El::new("span", "sel").child(select)
}

/// Keeps a radio button or a box in step with `on`.
pub(crate) fn check(input: &El, on: impl Fn() -> bool + 'static) {
    let node: web_sys::HtmlInputElement = input.node().clone().unchecked_into();
    watch(move || node.set_checked(on()));
}
