//! Inputs for text, numbers, secrets and many lines.

use super::{FieldContext, input::Input};
use crate::{each, icon, text::Texts};
use leptos::prelude::*;
use std::sync::Arc;

/// One line of text, kept as typed.
#[component]
pub fn TextInput(
    /// The text to show.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the raw text after every edit.
    #[prop(into)]
    on_input: Callback<String>,
    /// Set in the monospaced face.
    #[prop(optional)]
    mono: bool,
    /// Example or effective default, shown while empty; never the label.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// `inputmode` of the soft keyboard; `""` for text.
    #[prop(optional)]
    mode: &'static str,
    /// Offered values.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
    /// Id for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    id: String,
    /// Name for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let (field, inside) = FieldContext::here(&id, label);
    let mut input = Input::of(&field, value, on_input);
    input.class = if mono { "in mono" } else { "in" };
    input.placeholder = placeholder;
    input.mode = if mode.is_empty() { "text" } else { mode };
    if !inside {
        input.label = label;
    }
    match suggestions {
        None => input.view(&field),
        Some(list) => {
            let mut list_id = field.id.clone();
            list_id.push_str("-list");
            input.suggestions = list_id.clone();
            let options = each::each(
                each::count(list),
                Arc::new(move |i| {
                    view! { <option value=each::nth(list, i, String::as_str)></option> }.into_any()
                }),
            );
            view! { {input.view(&field)} <datalist id=list_id>{options}</datalist> }.into_any()
        }
    }
}

/// A number with its unit. The value is text: half a number is a state of its own, not an error of the widget.
#[component]
pub fn NumberInput(
    /// The text to show.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the raw text after every edit.
    #[prop(into)]
    on_input: Callback<String>,
    /// Unit after the number; empty for none.
    #[prop(optional, into)]
    unit: Signal<String>,
    /// Effective default, shown while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Allowed range or another short remark beside the input.
    #[prop(optional, into)]
    note: Signal<String>,
    /// Takes signs, points and suffixes too (`500m`, `1.5`), hence a text keyboard on phones.
    #[prop(optional)]
    free: bool,
    /// Id for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    id: String,
    /// Name for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let (field, inside) = FieldContext::here(&id, label);
    let mut input = Input::of(&field, value, on_input);
    input.class = "";
    input.placeholder = placeholder;
    input.mode = if free { "text" } else { "numeric" };
    if !inside {
        input.label = label;
    }
    let no_note = Signal::derive(move || note.with(String::is_empty));
    let no_unit = Signal::derive(move || unit.with(String::is_empty));
    view! {
        <div class="row">
            <div class="suffix" class:bad=field.invalid class:off=field.disabled>
                {input.view(&field)} <span class:none=no_unit>{unit}</span>
            </div>
            <span class="badge" class:none=no_note>{note}</span>
        </div>
    }
    .into_any()
}

/// A secret: hidden until asked for, and never offered to the browser's store.
#[component]
pub fn SecretInput(
    /// The text to show.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the raw text after every edit.
    #[prop(into)]
    on_input: Callback<String>,
    /// Shape of the secret (`glrt-…`), shown while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
) -> impl IntoView {
    let (field, _) = FieldContext::here("", Signal::default());
    let texts = Texts::here();
    let shown = RwSignal::new(false);
    let mut input = Input::of(&field, value, on_input);
    input.class = "mono";
    input.placeholder = placeholder;
    input.kind = Signal::derive(move || String::from(if shown.get() { "text" } else { "password" }));
    let word = Signal::derive(move || {
        let texts = texts.get();
        if shown.get() { texts.conceal } else { texts.reveal }.to_owned()
    });
    view! {
        <div class="suffix wide" class:bad=field.invalid class:off=field.disabled>
            {input.view(&field)}
            <button
                type="button"
                class="btn ghost icon s"
                aria-label=word
                title=word
                on:click=move |_| {
                    shown.try_update(|on| *on = !*on);
                }
            >
                {icon::icon_of(Signal::derive(move || if shown.get() { "hide" } else { "show" }))}
            </button>
        </div>
    }
    .into_any()
}

/// Several lines of text, for pasting.
#[component]
pub fn TextArea(
    /// The text to show.
    #[prop(into)]
    value: Signal<String>,
    /// Receives the raw text after every edit.
    #[prop(into)]
    on_input: Callback<String>,
    /// Lines shown at once.
    #[prop(default = 6)]
    rows: u32,
    /// Example, shown while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Id for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    id: String,
    /// Name for a control outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let (field, inside) = FieldContext::here(&id, label);
    let node = NodeRef::<leptos::html::Textarea>::new();
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        value.with(|text| {
            if element.value() != *text {
                element.set_value(text);
            }
        });
    });
    let name = if inside { Signal::default() } else { label };
    view! {
        <textarea
            node_ref=node
            id=field.id
            class="in mono area"
            rows=rows.to_string()
            spellcheck="false"
            autocapitalize="off"
            placeholder=each::present(placeholder)
            disabled=field.disabled
            aria-label=each::present(name)
            aria-describedby=each::present(field.described)
            aria-invalid=super::input::flag(field.invalid)
            on:input=move |event| {
                on_input.try_run(event_target_value(&event));
            }
        ></textarea>
    }
    .into_any()
}
