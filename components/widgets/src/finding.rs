//! Shows what is wrong, with what to do about it.

use crate::{
    Tone,
    each::{count, each, nth},
    icon_small,
    text::Texts,
};
use leptos::prelude::*;
use std::sync::Arc;

/// How an action of a finding is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionKind {
    /// The one that mends it.
    Primary,
    /// Another button.
    #[default]
    Button,
    /// A link for more.
    Link,
}

/// Something to do about a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// Words on it.
    pub label: String,
    /// How it is drawn.
    pub kind: ActionKind,
}

/// What a [`FindingBox`] shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingData {
    /// How bad it is.
    pub tone: Tone,
    /// What is wrong, in one line.
    pub title: String,
    /// Code of the rule, such as `DNS-103`; empty for none.
    pub code: String,
    /// Why, with the plan's own names. A run of text between backticks is set as code.
    pub body: String,
    /// What can be done, at most one of them primary.
    pub actions: Vec<Action>,
}

/// One finding at the place it speaks of.
#[component]
pub fn FindingBox(
    /// What to show.
    #[prop(into)]
    data: Signal<FindingData>,
    /// Receives the index of the action taken.
    #[prop(into)]
    on_action: Callback<usize>,
    /// Id, for `aria-describedby`.
    #[prop(optional, into)]
    id: String,
    /// Stands alone at a page's head, with more space around it.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let texts = Texts::here();
    let class = Signal::derive(move || {
        let mut class = String::from(if wide { "finding span " } else { "finding " });
        class.push_str(data.with(|d| d.tone.class()));
        class
    });
    let tone = Signal::derive(move || data.with(|d| d.tone));
    let word = Signal::derive(move || {
        let texts = texts.get();
        match tone.get() {
            Tone::Error => texts.error,
            Tone::Warning => texts.warning,
            Tone::Advice => texts.advice,
            _ => "",
        }
        .to_owned()
    });
    let actions: Signal<Vec<Action>> = Memo::new(move |_| data.with(|d| d.actions.clone())).into();
    let body = Signal::derive(move || data.with(|d| with_code(&d.body)));
    let act = move |i: usize| {
        let class = Signal::derive(move || {
            String::from(match actions.with(|l| l.get(i).map(|a| a.kind)) {
                Some(ActionKind::Primary) => "btn s primary",
                Some(ActionKind::Link) => "link",
                _ => "btn s",
            })
        });
        view! {
            <button
                type="button"
                class=class
                on:click=move |_| {
                    on_action.try_run(i);
                }
            >
                {nth(actions, i, |a| &a.label)}
            </button>
        }
        .into_any()
    };
    let id = Some(id).filter(|id| !id.is_empty());
    view! {
        <div class=class id=id>
            {crate::icon_of(Signal::derive(move || tone.get().icon()))}
            <strong>
                <span class="vh">{word} ": "</span>
                {Signal::derive(move || data.with(|d| d.title.clone()))}
                <span class="fid">{Signal::derive(move || data.with(|d| d.code.clone()))}</span>
            </strong>
            <p inner_html=body></p>
            <div class="acts">{each(count(actions), Arc::new(act))}</div>
        </div>
    }
    .into_any()
}

/// Escapes a text and sets the runs between backticks as code.
#[must_use]
pub fn with_code(text: &str) -> String {
    let mut m = crate::Markup::new();
    for (i, run) in text.split('`').enumerate() {
        if i % 2 == 1 {
            m.leaf("code", "", run);
        } else {
            m.text(run);
        }
    }
    m.finish()
}

/// A short remark in a chip.
#[component]
pub fn Badge(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Whether the tone's shape goes before the words.
    #[prop(optional)]
    mark: bool,
) -> impl IntoView {
    let class = Signal::derive(move || toned("badge ", tone.get()));
    let name = Signal::derive(move || if mark { tone.get().icon() } else { "" });
    view! { <span class=class>{crate::icon::sized(name, "i s")} {text}</span> }.into_any()
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Pieces of advice.
    pub advice: u32,
}

/// The counts as shapes and numbers; a severity without findings is left out.
#[component]
pub fn Counts(
    /// The numbers.
    #[prop(into)]
    counts: Signal<FindingCounts>,
) -> impl IntoView {
    let texts = Texts::here();
    [
        count_of(counts, |c| c.errors, Tone::Error, texts.word(|t| t.error)),
        count_of(counts, |c| c.warnings, Tone::Warning, texts.word(|t| t.warning)),
        count_of(counts, |c| c.advice, Tone::Advice, texts.word(|t| t.advice)),
    ]
    .to_vec_view()
}

trait ToVecView {
    fn to_vec_view(self) -> AnyView;
}

impl<const N: usize> ToVecView for [AnyView; N] {
    fn to_vec_view(self) -> AnyView {
        Vec::from(self).into_any()
    }
}

fn count_of(
    counts: Signal<FindingCounts>,
    pick: fn(&FindingCounts) -> u32,
    tone: Tone,
    word: Signal<String>,
) -> AnyView {
    let number = Signal::derive(move || counts.with(pick));
    let none = Signal::derive(move || number.get() == 0);
    view! {
        <span class=toned("sev ", tone) class:none=none>
            {icon_small(tone.icon())}
            <span class="vh">{word} " "</span>
            {Signal::derive(move || number.get().to_string())}
        </span>
    }
    .into_any()
}

pub(crate) fn toned(base: &str, tone: Tone) -> String {
    let mut class = String::from(base);
    class.push_str(tone.class());
    class
}

#[cfg(test)]
mod tests {
    use super::with_code;

    #[test]
    fn backticks_set_code_and_text_is_escaped() {
        let check = |text: &str, expect: &str| assert_eq!(with_code(text), expect);
        check("plain", "plain");
        check("a `b` c", "a <code>b</code> c");
        check("`<x>` & y", "<code>&lt;x&gt;</code> &amp; y");
        check("open `end", "open <code>end</code>");
    }
}
