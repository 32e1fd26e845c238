//! The readiness checklist: what the plan answers, and what only people can.

use crate::js::Js;
use crate::parts::button;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::{Text, Value};
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;
use runwright_widgets::{Choice, Segmented, Tone, icon_of};

/// The item at a place.
fn item(store: Store, at: usize) -> Js {
    store
        .said
        .plan()
        .list("checklist")
        .get(at)
        .cloned()
        .unwrap_or_else(Js::nothing)
}

pub fn view(store: Store) -> El {
    // Which items there are never changes, so a row is its index and an answer keeps the focus.
    let place = El::new("div", "checks")
        .set("id", "f-checklist")
        .set("tabindex", "-1");
    place.each(
        move || store.said.plan().list("checklist").len(),
        move |at| row(store, at),
    )
}

/// Symbol, class and word of a state.
fn state(item: &Js) -> (&'static str, &'static str, Text) {
    match item.texts("state").as_str() {
        "pass" => (Tone::Ok.icon(), "sev ok", tx::PASSES),
        "fail" => (Tone::Error.icon(), "sev err", tx::FAILS),
        "open" => ("question", "sev open", tx::YOUR_WORD),
        _ => ("minus", "sev na", tx::NOT_APPLICABLE),
    }
}

fn row(store: Store, at: usize) -> El {
    let text = move |key: &'static str| move || item(store, at).texts(key);
    let now = move || state(&item(store, at));
    // A group's heading stands before its first item.
    let heading = move || {
        let group = item(store, at).texts("group");
        let before = at
            .checked_sub(1)
            .map(|before| item(store, before).texts("group"));
        if before.as_ref() == Some(&group) {
            String::new()
        } else {
            group
        }
    };
    let first = untrack(|| item(store, at));
    let field = first.texts("field");
    let side = El::new("div", "go");
    let side = if first.flag("by_user") {
        side.mount(answer(store, &first))
    } else if field.is_empty() {
        side
    } else {
        side.child(button(store, "btn ghost s", tx::OPEN, move || {
            store.go_to_field(&field)
        }))
    };
    let mark = El::new("span", "")
        .attr("class", move || now().1.to_string())
        .mount(icon_of(Signal::derive(move || now().0)))
        .child(El::new("span", "vh").says(move || now().2.get(store.lang.get()).to_string()));
    let check = El::new("div", "check")
        .child(mark)
        .child(El::new("p", "q").says(text("text")))
        .child(El::new("p", "ev").says(text("evidence")))
        .child(side);
    El::new("div", "")
        .child(
            El::new("h3", "")
                .none(move || heading().is_empty())
                .says(heading),
        )
        .child(check)
}

fn answer(store: Store, item: &Js) -> AnyView {
    let name = item.texts("id");
    let id = ["checklist.", &name].concat();
    let key = id.clone();
    let value = Signal::derive(move || {
        store.draft.with(|draft| {
            draft
                .get(&key)
                .and_then(Value::text)
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
    let label = Signal::stored(item.texts("text"));
    let pick = Callback::new(move |answer: String| store.set(&id, Value::Text(answer)));
    view! { <Segmented choices=choices value=value on_pick=pick small=true label=label id=["f-checklist-", &name].concat() /> }.into_any()
}
