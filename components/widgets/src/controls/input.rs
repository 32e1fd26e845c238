//! The one text input that every control and every editor row is made of.

use super::FieldContext;
use crate::each::present;
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

/// What differs between the inputs of the crate.
pub(crate) struct Input {
    pub id: String,
    pub class: &'static str,
    pub kind: Signal<String>,
    pub mode: &'static str,
    pub value: Signal<String>,
    /// Name for assistive technology; empty where a label element names the input.
    pub label: Signal<String>,
    pub placeholder: Signal<String>,
    /// Id of a `<datalist>`; empty for none.
    pub suggestions: String,
    pub invalid: Signal<bool>,
    pub disabled: Signal<bool>,
    pub on_input: Callback<String>,
    pub on_key: Option<Callback<KeyboardEvent>>,
}

impl Input {
    /// An input of a field: its id, name, state and description come from the row it stands in.
    pub(crate) fn of(field: &FieldContext, value: Signal<String>, on_input: Callback<String>) -> Self {
        Self {
            id: field.id.clone(),
            class: "in",
            kind: Signal::stored(String::from("text")),
            mode: "text",
            value,
            label: Signal::stored(String::new()),
            placeholder: Signal::stored(String::new()),
            suggestions: String::new(),
            invalid: field.invalid,
            disabled: field.disabled,
            on_input,
            on_key: None,
        }
    }

    pub(crate) fn view(self, field: &FieldContext) -> AnyView {
        let node = NodeRef::<html::Input>::new();
        bind(node, self.value);
        let (on_input, on_key) = (self.on_input, self.on_key);
        let id = Some(self.id).filter(|id| !id.is_empty());
        let list = Some(self.suggestions).filter(|id| !id.is_empty());
        view! {
            <input
                node_ref=node
                id=id
                class=self.class
                type=self.kind
                inputmode=self.mode
                list=list
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=present(self.placeholder)
                disabled=self.disabled
                aria-label=present(self.label)
                aria-describedby=present(field.described)
                aria-invalid=flag(self.invalid)
                on:input=move |event| {
                    on_input.try_run(event_target_value(&event));
                }
                on:keydown=move |event| {
                    if let Some(on_key) = on_key && !crate::keys::composing(&event) {
                        on_key.try_run(event);
                    }
                }
            />
        }
        .into_any()
    }
}

/// Writes the value into the element when it says something else, and only then: an equal value written back would end
/// an input method's composition in some browsers, and a different one moves the caret, as undo may.
fn bind(node: NodeRef<html::Input>, value: Signal<String>) {
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        value.with(|text| {
            if element.value() != *text {
                element.set_value(text);
            }
        });
    });
}

/// `"true"` while the signal holds, else no attribute.
pub(crate) fn flag(on: Signal<bool>) -> Signal<Option<&'static str>> {
    Signal::derive(move || on.get().then_some("true"))
}
