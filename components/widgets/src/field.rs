//! The row of a field: label and help at the left; control, meta line and findings at the right.

use crate::{
    FieldContext, FindingBox, FindingData,
    each::{count, each, nth},
    icon_small,
    text::Texts,
};
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use std::sync::Arc;

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
) -> impl IntoView {
    let texts = Texts::here();
    let suffixed = |suffix: &str| {
        let mut id = id.clone();
        id.push_str(suffix);
        id
    };
    let (label_id, help_id, meta_id, box_id) =
        (suffixed("-l"), suffixed("-h"), suffixed("-m"), suffixed("-f"));

    // Each reader below wakes only when its own part changes.
    let changed = part(state, |s| s.changed);
    let invalid = part(state, |s| s.invalid);
    let unknown = part(state, |s| s.unknown);
    let disabled = part(state, |s| s.unknown || !s.disabled.is_empty());
    let default = words(state, |s| &s.default);
    let since = words(state, |s| &s.since);
    let reason = words(state, |s| &s.disabled);
    let label = words(text, |t| &t.label);
    let unit = words(text, |t| &t.unit);
    let help = words(text, |t| &t.help);
    let lines: Signal<Vec<String>> = Memo::new(move |_| state.with(|s| s.lines.clone())).into();
    let findings: Signal<Vec<FindingData>> =
        Memo::new(move |_| state.with(|s| s.findings.clone())).into();

    // The reason takes the place of the help: the help of a field that cannot be used only stands in the way.
    let help_html = Signal::derive(move || {
        let reason = reason.get();
        crate::with_code(&if reason.is_empty() { help.get() } else { reason })
    });
    let found = count(findings);
    let described = {
        let (help_id, meta_id, box_id) = (help_id.clone(), meta_id.clone(), box_id.clone());
        Signal::derive(move || {
            let mut ids = help_id.clone();
            ids.push(' ');
            ids.push_str(&meta_id);
            if found.get() > 0 {
                ids.push(' ');
                ids.push_str(&box_id);
            }
            ids
        })
    };
    let no_since = Signal::derive(move || since.with(String::is_empty));
    let untouched = Signal::derive(move || !changed.get());
    let no_default = Signal::derive(move || changed.get() || default.with(String::is_empty));
    let no_was = Signal::derive(move || !changed.get() || default.with(String::is_empty));

    let line = move |i: usize| {
        view! {
            <button
                type="button"
                class="lines"
                on:click=move |_| {
                    on_event.try_run(FieldEvent::Line(i));
                }
            >
                {nth(lines, i, String::as_str)}
            </button>
        }
        .into_any()
    };
    let finding = move |i: usize| {
        let data = Signal::derive(move || {
            findings.with(|l| l.get(i).cloned().unwrap_or_default())
        });
        let act = Callback::new(move |action| {
            on_event.try_run(FieldEvent::Act { finding: i, action });
        });
        view! { <FindingBox data=data on_action=act /> }.into_any()
    };

    let owner = Owner::new();
    let context = FieldContext { id: id.clone(), label, described, invalid, disabled };
    let control = owner.with(move || {
        provide_context(context);
        children()
    });
    let control = OwnedView::new_with_owner(control, owner).into_any();
    let label_for = (!group).then_some(id);
    let lit = move |on: bool| {
        on_event.try_run(FieldEvent::Lit(on));
    };
    view! {
        <div
            class="field"
            class:full=full
            class:changed=changed
            class:invalid=invalid
            class:disabled=disabled
            role="group"
            aria-labelledby=label_id.clone()
            on:pointerenter=move |_| lit(true)
            on:pointerleave=move |_| lit(false)
            on:focusin=move |_| lit(true)
            on:focusout=move |_| lit(false)
        >
            <div class="lab">
                <label id=label_id for=label_for>
                    {label} " " <span class="unit">{unit}</span>
                </label>
                <p class="help" id=help_id inner_html=help_html></p>
            </div>
            <div class="ctl">
                {control} <div class="meta">
                    <span id=meta_id class="said">
                        <span class="was" class:none=no_was>
                            {texts.word(|t| t.changed_from)} " " <code>{default}</code>
                        </span>
                        <span class:none=no_default>
                            {texts.word(|t| t.default)} " " <code>{default}</code>
                        </span>
                        <span class:none=no_since class:badge=unknown>
                            {texts.with(|t| t.since, since)}
                        </span>
                    </span>
                    <button
                        type="button"
                        class="reset"
                        class:none=untouched
                        on:click=move |_| {
                            on_event.try_run(FieldEvent::Reset);
                        }
                    >
                        {icon_small("reset")}
                        {texts.word(|t| t.reset)}
                        <span class="vh">" " {label}</span>
                    </button>
                    <span class="at">
                        <span class="vh">{texts.word(|t| t.lines)} " "</span>
                        {each(count(lines), Arc::new(line))}
                    </span>
                </div> <div id=box_id>{each(found, Arc::new(finding))}</div>
            </div>
        </div>
    }
    .into_any()
}

fn part(state: Signal<FieldState>, pick: fn(&FieldState) -> bool) -> Signal<bool> {
    Memo::new(move |_| state.with(pick)).into()
}

fn words<T: Send + Sync + 'static>(data: Signal<T>, pick: fn(&T) -> &str) -> Signal<String> {
    Memo::new(move |_| data.with(|d| pick(d).to_owned())).into()
}
