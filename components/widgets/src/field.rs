//! The row of a field: label and help at the left; control, meta line and findings at the right.

use crate::signal::Signal;
use crate::{
    FieldContext, FindingData, dom::El, finding::boxed, icon::small, text::Texts, with_code,
};
use leptos::prelude::*;

/// The words of a field, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldText {
    /// Name of the field.
    pub label: String,
    /// Unit of the value, after the label; empty for none.
    pub unit: String,
    /// One line of help. A run of text between backticks is set as code.
    pub help: String,
}

/// Where a field stands now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldState {
    /// Whether the value differs from its default.
    pub changed: bool,
    /// Whether the value is refused.
    pub invalid: bool,
    /// Why another choice rules the field out; empty while it is enabled. The value is kept.
    pub disabled: String,
    /// The default value as people read it; empty to leave it out.
    pub default: String,
    /// The version that brought the field; empty to leave it out.
    pub since: String,
    /// Whether the chosen version does not know the field; it is disabled then and `since` says why.
    pub unknown: bool,
    /// Places in the files, such as `values.yaml:58`.
    pub lines: Vec<String>,
    /// What is wrong with it.
    pub findings: Vec<FindingData>,
}

/// What happened at a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldEvent {
    /// Back to the default.
    Reset,
    /// Pointer or focus came to the row (`true`) or left it.
    Lit(bool),
    /// The link with this index in `lines` was taken.
    Line(usize),
    /// An action of a finding was taken.
    Act {
        /// Index in `findings`.
        finding: usize,
        /// Index in its actions.
        action: usize,
    },
}

/// The row around a control. Controls inside find their id, name and state by context.
#[component]
pub fn FieldRow(
    /// Id of the control; unique in the page.
    #[prop(into)]
    id: String,
    /// The words.
    #[prop(into)]
    text: Signal<FieldText>,
    /// Where it stands.
    #[prop(into)]
    state: Signal<FieldState>,
    /// Receives what happens.
    #[prop(into)]
    on_event: Callback<FieldEvent>,
    /// Whether the control is a group (segments, cards, lists, tables), which no `label for` can name.
    #[prop(optional)]
    group: bool,
    /// Whether the control goes below the label in full width.
    #[prop(optional)]
    full: bool,
    /// The control.
    children: Children,
) -> AnyView {
    let texts = Texts::here();
    let [label_id, help_id, meta_id, box_id] = ["-l", "-h", "-m", "-f"].map(|s| [&id, s].concat());
    let words = move |pick: fn(&FieldText) -> &str| move || text.with(|t| pick(t).to_owned());
    let is = move |pick: fn(&FieldState) -> bool| move || state.with(pick);
    let says = move |pick: fn(&FieldState) -> &str| move || state.with(|s| pick(s).to_owned());
    let disabled: fn(&FieldState) -> bool = |s| s.unknown || !s.disabled.is_empty();
    let act = move |event: FieldEvent| {
        on_event.try_run(event);
    };

    // The reason takes the place of the help: the help of a field that cannot be used only stands in the way.
    let help = move || {
        let reason = says(|s| &s.disabled)();
        with_code(&if reason.is_empty() {
            words(|t| &t.help)()
        } else {
            reason
        })
    };
    let mut label = El::new("label", "").set("id", &label_id);
    if !group {
        label = label.set("for", &id);
    }
    let lab = El::new("div", "lab")
        .child(
            label
                .says(words(|t| &t.label))
                .text(" ")
                .child(El::new("span", "unit").says(words(|t| &t.unit))),
        )
        .child(El::new("p", "help").set("id", &help_id).html(help));

    let default = says(|s| &s.default);
    let said = El::new("span", "said")
        .set("id", &meta_id)
        .child(
            El::new("span", "was")
                .none(is(|s| !s.changed || s.default.is_empty()))
                .says(texts.word(|t| t.changed_from))
                .text(" ")
                .child(El::new("code", "").says(default)),
        )
        .child(
            El::new("span", "")
                .none(is(|s| s.changed || s.default.is_empty()))
                .says(texts.word(|t| t.default))
                .text(" ")
                .child(El::new("code", "").says(default)),
        )
        .child(
            El::new("span", "since")
                .none(is(|s| s.since.is_empty()))
                .class("badge", is(|s| s.unknown))
                .says(texts.with(|t| t.since, says(|s| &s.since))),
        );
    let reset = El::button("reset")
        .none(is(|s| !s.changed))
        .on("click", move |_| act(FieldEvent::Reset))
        .child(small("reset"))
        .says(texts.word(|t| t.reset))
        .child(El::new("span", "vh").text(" ").says(words(|t| &t.label)));
    let lines = El::new("span", "at")
        .none(is(|s| s.lines.is_empty()))
        .child(
            El::new("span", "vh")
                .says(texts.word(|t| t.lines))
                .text(" "),
        );
    let lines = lines.each(
        move || state.with(|s| s.lines.len()),
        move |i| {
            El::button("lines")
                .on("click", move |_| act(FieldEvent::Line(i)))
                .says(move || state.with(|s| s.lines.get(i).cloned().unwrap_or_default()))
        },
    );
    let findings = El::new("div", "").set("id", &box_id).each(
        move || state.with(|s| s.findings.len()),
        move |finding| {
            let data = move || state.with(|s| s.findings.get(finding).cloned().unwrap_or_default());
            let on_action = Callback::new(move |action| act(FieldEvent::Act { finding, action }));
            boxed(data, on_action, "", false)
        },
    );

    let described = Signal::derive(move || {
        let mut ids = [&help_id, " ", &meta_id].concat();
        if state.with(|s| !s.findings.is_empty()) {
            ids.push(' ');
            ids.push_str(&box_id);
        }
        ids
    });
    let context = FieldContext {
        id,
        label: Signal::derive(words(|t| &t.label)),
        described,
        invalid: Signal::derive(is(|s| s.invalid)),
        disabled: Signal::derive(is(disabled)),
    };
    // An owner of its own, so that the context ends with the row.
    let owner = Owner::new();
    let control = owner.with(|| {
        provide_context(context);
        El::new("div", "ctl").mount(children())
    });
    StoredValue::new_local(owner);
    El::new("div", "field")
        .set("role", "group")
        .set("aria-labelledby", &label_id)
        .class("full", move || full)
        .class("changed", is(|s| s.changed))
        .class("invalid", is(|s| s.invalid))
        .class("disabled", is(disabled))
        .on("pointerenter", move |_| act(FieldEvent::Lit(true)))
        .on("pointerleave", move |_| act(FieldEvent::Lit(false)))
        .on("focusin", move |_| act(FieldEvent::Lit(true)))
        .on("focusout", move |_| act(FieldEvent::Lit(false)))
        .child(lab)
        .child(
            control
                .child(El::new("div", "meta").child(said).child(reset).child(lines))
                .child(findings),
        )
        .view()
}
