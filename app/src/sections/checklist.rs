//! The readiness checklist: what the plan answers, and what only people can.

use crate::parts::button;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_model::protocol::{CheckItem, CheckState};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Choice, Segmented, Tone, icon_of};

pub fn view(store: Store) -> El {
    let items = store.part(|said| &said.checklist);
    // Which items there are never changes, so a row is its index and an answer keeps the focus.
    El::new("div", "checks")
        .set("id", "f-checklist")
        .set("tabindex", "-1")
        .each(
            move || items.with(Vec::len),
            move |at| row(store, items, at),
        )
}

fn state(state: CheckState) -> (&'static str, &'static str, Text) {
    match state {
        CheckState::Pass => (Tone::Ok.icon(), "sev ok", tx::PASSES),
        CheckState::Fail => (Tone::Error.icon(), "sev err", tx::FAILS),
        CheckState::Open => ("question", "sev open", tx::YOUR_WORD),
        CheckState::NotApplicable => ("minus", "sev na", tx::NOT_APPLICABLE),
    }
}

fn row(store: Store, items: Memo<Vec<CheckItem>>, at: usize) -> El {
    let text = move |pick: fn(&CheckItem) -> &String| {
        move || {
            items.with(|items| {
                items
                    .get(at)
                    .map(|item| pick(item).clone())
                    .unwrap_or_default()
            })
        }
    };
    let now = move || items.with(|items| items.get(at).map_or(CheckState::Open, |item| item.state));
    // A group's heading stands before its first item.
    let heading = move || {
        items.with(|items| {
            let group = |at: Option<usize>| {
                at.and_then(|at| items.get(at))
                    .map(|item| item.group.as_str())
            };
            let (mine, before) = (group(Some(at)), group(at.checked_sub(1)));
            if mine == before {
                String::new()
            } else {
                mine.unwrap_or_default().to_string()
            }
        })
    };
    let item = items.with_untracked(|items| items.get(at).cloned());
    let side = match item {
        Some(item) if item.by_user => El::new("div", "go").mount(answer(store, &item)),
        Some(item) if !item.field.is_empty() => {
            let open = button(store, "btn ghost s", tx::OPEN, move || {
                store.go_to_field(&item.field)
            });
            El::new("div", "go").child(open)
        }
        _ => El::new("div", "go"),
    };
    let mark = El::new("span", "")
        .attr("class", move || state(now()).1.to_string())
        .mount(icon_of(Signal::derive(move || state(now()).0)))
        .child(
            El::new("span", "vh").says(move || state(now()).2.get(store.lang.get()).to_string()),
        );
    El::new("div", "")
        .child(
            El::new("h3", "")
                .none(move || heading().is_empty())
                .says(heading),
        )
        .child(
            El::new("div", "check")
                .child(mark)
                .child(El::new("p", "q").says(text(|item| &item.text)))
                .child(El::new("p", "ev").says(text(|item| &item.evidence)))
                .child(side),
        )
}

fn answer(store: Store, item: &CheckItem) -> AnyView {
    let id = ["checklist.", &item.id].concat();
    let key = id.clone();
    let value = Signal::derive(move || {
        store.draft.with(|draft| {
            draft
                .get(&key)
                .and_then(|value| value.text())
                .unwrap_or_default()
                .to_string()
        })
    });
    let choices = Signal::derive(move || {
        let lang = store.lang.get();
        let choice = |value: &str, label: Text| Choice {
            value: value.to_string(),
            label: label.get(lang).to_string(),
            ..Choice::default()
        };
        vec![
            choice("yes", tx::YES),
            choice("no", tx::NO),
            choice("na", tx::NOT_APPLICABLE),
        ]
    });
    let name = Signal::stored(item.text.clone());
    let control = ["f-checklist-", &item.id].concat();
    let pick = Callback::new(move |answer: String| store.set(&id, answer));
    view! { <Segmented choices=choices value=value on_pick=pick small=true label=name id=control /> }.into_any()
}
