//! Inputs for text, numbers, secrets and many lines.

use super::{
    FieldContext,
    input::{common, input, typed},
};
use crate::signal::{RwSignal, Signal};
use crate::{
    dom::{El, watch},
    each::{empty, len, nth},
    icon::symbol_of,
    text::Texts,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

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
) -> AnyView {
    let (field, name) = FieldContext::here(&id, label);
    let class = if mono { "in mono" } else { "in" };
    let el = input(&field, class, value, on_input, placeholder, move || {
        name.get()
    })
    .set("inputmode", mode);
    let Some(list) = suggestions else {
        return el.view();
    };
    let mut list_id = field.id;
    list_id.push_str("-list");
    let options = El::new("datalist", "")
        .set("id", &list_id)
        .each(len(list), move |i| {
            El::new("option", "").attr("value", nth(list, i, String::as_str))
        });
    El::new("div", "")
        .child(el.set("list", &list_id))
        .child(options)
        .view()
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
) -> AnyView {
    let (field, name) = FieldContext::here(&id, label);
    let el = input(&field, "", value, on_input, placeholder, move || name.get())
        .set("inputmode", if free { "text" } else { "numeric" });
    El::new("div", "row")
        .child(
            suffix(&field, "suffix")
                .child(el)
                .child(El::new("span", "").none(empty(unit)).say(unit)),
        )
        .child(El::new("span", "badge").none(empty(note)).say(note))
        .view()
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
) -> AnyView {
    let (field, name) = FieldContext::here("", Signal::default());
    let texts = Texts::here();
    let shown = RwSignal::new(false);
    let word = move || {
        let texts = texts.get();
        if shown.get() {
            texts.conceal
        } else {
            texts.reveal
        }
        .to_owned()
    };
    let el = input(&field, "mono", value, on_input, placeholder, move || {
        name.get()
    })
    .attr("type", move || {
        String::from(if shown.get() { "text" } else { "password" })
    });
    let eye = El::button("btn ghost icon s")
        .attr("aria-label", word)
        .attr("title", word)
        .on("click", move |_| {
            shown.try_update(|on| *on = !*on);
        })
        .child(symbol_of(
            "i",
            move || if shown.get() { "hide" } else { "show" },
        ));
    suffix(&field, "suffix wide").child(el).child(eye).view()
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
) -> AnyView {
    let (field, name) = FieldContext::here(&id, label);
    let el = common(&field, El::new("textarea", "in mono area"), move || {
        name.get()
    })
    .set("rows", &rows.to_string())
    .attr("placeholder", move || placeholder.get())
    .on("input", move |event| {
        on_input.try_run(typed(&event));
    });
    let node: HtmlTextAreaElement = el.node().clone().unchecked_into();
    watch(move || {
        value.with(|text| {
            if node.value() != *text {
                node.set_value(text);
            }
        });
    });
    el.view()
}

/// The frame around an input and what stands in it at the right.
fn suffix(field: &FieldContext, class: &str) -> El {
    let (invalid, disabled) = (field.invalid, field.disabled);
    El::new("div", class)
        .class("bad", move || invalid.get())
        .class("off", move || disabled.get())
}
