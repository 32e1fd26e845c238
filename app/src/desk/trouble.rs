//! The troubleshooter: from what people paste, or from what they see, to causes.

use super::paste::Paste;
use super::run::{follow, part, rich, steps};
use super::texts::run as rt;
use super::{Desk, cause, examples, filled, head, log, symptoms};
use crate::js::Js;
use crate::parts::{button, items, live, words};
use crate::platform;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_model::protocol::Ask;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{Choice, Segmented};

/// What was pasted, and how far its answer is.
#[derive(Clone, Copy)]
pub struct View {
    pub paste: Paste,
    /// `log` or `symptom`, as it was chosen.
    by: RwSignal<String>,
    /// A question is with the engine, and another text came meanwhile.
    busy: RwSignal<bool>,
    waiting: StoredValue<bool>,
    /// The text that was asked about last.
    asked: StoredValue<u32>,
    /// What is to have the focus when the causes are drawn anew.
    pub then: StoredValue<Option<&'static str>>,
}

impl View {
    /// Chooses the symptoms.
    pub fn by_symptom(self) {
        self.by.set("symptom".to_string());
    }

    pub fn new() -> View {
        View {
            paste: Paste::new("log-text", "log"),
            by: RwSignal::new("log".to_string()),
            busy: RwSignal::new(false),
            waiting: StoredValue::new(false),
            asked: StoredValue::new(0),
            then: StoredValue::new(None),
        }
    }
}

/// The page.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    let by = desk.trouble.by;
    // A link to a cause or a symptom is not about the text.
    let tab = Memo::new(move |_| {
        if desk.query.with(String::is_empty) {
            by.get()
        } else {
            "symptom".to_string()
        }
    });
    let choices = Signal::derive(move || {
        let choice = |value: &str, label: Text| Choice {
            value: value.to_string(),
            label: label.get(store.lang.get()).to_string(),
            ..Choice::default()
        };
        vec![choice("log", rt::BY_LOG), choice("symptom", rt::BY_SYMPTOM)]
    });
    let pick = Callback::new(move |picked: String| {
        by.set(picked);
        if !desk.query.with_untracked(String::is_empty) {
            let _ = platform::window().location().set_hash("#/trouble");
        }
    });
    let seg = view! { <Segmented choices=choices value=tab on_pick=pick label=store.tr(rt::START_WITH) id="trouble-by" /> };
    let body = live(El::new("div", ""), move || {
        let log = tab.with(|tab| tab == "log");
        untrack(|| {
            vec![if log {
                by_log(desk)
            } else {
                symptoms::view(desk)
            }]
        })
    });
    El::new("div", "")
        .child(head(store, tx::TROUBLE, rt::TROUBLE_LEAD))
        .child(
            El::new("div", "troublebar")
                .mount(seg.into_any())
                .child(words(store, "span", "sub", rt::STAYS)),
        )
        .child(body)
}

/// Asks for causes. One question is with the engine at a time, so that a key never waits behind others.
fn ask(desk: Desk) {
    let view = desk.trouble;
    let text = view.paste.get();
    let turn = view.paste.turn();
    // The answer to another text says nothing of this one; while it is typed, the last one stays.
    if view.paste.is_empty() || turn != view.asked.get_value() && !view.paste.is_typed() {
        given_up(desk);
        desk.diagnose.forget();
    }
    view.asked.set_value(turn);
    if view.paste.is_empty() {
        return;
    }
    if view.busy.get_untracked() {
        view.waiting.set_value(true);
        return;
    }
    view.busy.set(true);
    let plan = desk.store.plan_ask();
    desk.diagnose.ask(desk.store, Ask::Diagnose { plan, text });
}

/// The engine will not answer.
pub fn given_up(desk: Desk) {
    desk.trouble.busy.set(false);
    desk.trouble.waiting.set_value(false);
}

fn by_log(desk: Desk) -> El {
    let (store, view) = (desk.store, desk.trouble);
    let paste = view.paste;
    given_up(desk);
    follow(store, move || ask(desk));
    watch(move || {
        if !desk.diagnose.get().is_nothing() {
            view.busy.set(false);
            if view.waiting.get_value() {
                view.waiting.set_value(false);
                untrack(|| ask(desk));
            }
        }
    });
    let causes = part(desk.diagnose, "causes");
    let notes = part(desk.diagnose, "notes");
    let ask_for = part(desk.diagnose, "ask_for");
    let there = Memo::new(move |_| {
        let say = desk.diagnose.get();
        !paste.is_empty() && say.texts("kind") == "diagnose"
    });
    let found = Memo::new(move |_| match items(causes).len() {
        0 => rt::NO_CAUSE.get(store.lang.get()).to_string(),
        1 => rt::CAUSE_1.get(store.lang.get()).to_string(),
        count => filled(store, rt::CAUSES_N, &[&count.to_string()]),
    });
    // Said to who cannot see it happen.
    let told = El::new("p", "vh").set("role", "status").says(move || {
        if paste.is_empty() {
            String::new()
        } else if view.busy.get() && !there.get() {
            rt::READING.get(store.lang.get()).to_string()
        } else if there.get() {
            found.get()
        } else {
            String::new()
        }
    });
    let reading = words(store, "p", "sub", rt::READING)
        .set("aria-hidden", "true")
        .none(move || !view.busy.get() || there.get());
    let title = El::new("h2", "")
        .set("id", "causes")
        .set("tabindex", "-1")
        .says(move || found.get());
    let notes = live(El::new("div", "said"), move || {
        items(notes)
            .iter()
            .map(|note| rich("p", "", &note.text()))
            .collect()
    });
    let cards = live(El::new("div", "causes"), move || {
        let all = items(causes);
        untrack(|| cards(desk, &all))
    });
    let fetch = live(El::new("div", ""), move || {
        let all = items(ask_for);
        if all.is_empty() {
            return Vec::new();
        }
        let section = El::new("section", "fetch")
            .child(words(store, "h2", "", rt::NOT_ENOUGH))
            .child(words(store, "p", "lead", rt::FETCH))
            .child(steps(store, &all));
        vec![section]
    });
    let results = El::new("div", "")
        .none(move || !there.get())
        .child(El::new("div", "found").child(title).child(notes))
        .child(cards)
        .child(fetch);
    El::new("div", "")
        .child(told)
        .child(log::view(desk))
        .child(tries(desk))
        .child(reading)
        .child(results)
}

/// Cards of causes; the first fixes show their lines at once.
fn cards(desk: Desk, all: &[Js]) -> Vec<El> {
    let mut shown = Vec::new();
    for (at, of) in all.iter().enumerate() {
        let preview = desk.previews.get(at).copied();
        shown.push(cause::card(desk, of, preview));
    }
    if let Some(id) = desk.trouble.then.get_value() {
        desk.trouble.then.set_value(None);
        super::run::focus_soon(id);
    }
    shown
}

/// Texts to try it with.
fn tries(desk: Desk) -> El {
    let (store, paste) = (desk.store, desk.trouble.paste);
    let place = El::new("p", "tries")
        .none(move || !paste.is_empty())
        .child(words(store, "span", "", rt::TRY));
    examples::EXAMPLES
        .iter()
        .fold(place, |place, (name, text)| {
            place.child(button(store, "link", *name, move || {
                paste.take(text.to_string());
            }))
        })
}
