//! What the pages for a running runner share: steps with their commands, and texts with code in them.

use super::texts::run as rt;
use super::{Desk, filled};
use crate::files::copy;
use crate::js::Js;
use crate::nav;
use crate::parts::words;
use crate::platform;
use crate::route::Route;
use crate::store::Store;
use leptos::prelude::*;
use runwright_model::{Edit, Text};
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{CommandRow, with_code};

/// An element with a text of the engine; runs between backticks are code.
pub fn rich(tag: &'static str, class: &str, text: &str) -> El {
    let html = with_code(text);
    El::new(tag, class).html(move || html.clone())
}

/// Things to do in order, each with its command.
pub fn steps(store: Store, list: &[Js]) -> El {
    list.iter().fold(El::new("ol", "todo"), |all, of| {
        all.child(parts_of(store, El::new("li", ""), of))
    })
}

/// Puts a step's text, command and what it shows into a place.
pub fn parts_of(store: Store, place: El, step: &Js) -> El {
    let text = step.texts("text");
    let place = if text.is_empty() {
        place
    } else {
        place.child(rich("p", "", &text))
    };
    shell(store, place, step)
}

/// Puts a step's command and what it shows into a place.
pub fn shell(store: Store, place: El, step: &Js) -> El {
    let (code, expect) = (step.texts("command"), step.texts("expect"));
    let place = if code.is_empty() {
        place
    } else {
        place.child(command(store, code))
    };
    if expect.is_empty() {
        return place;
    }
    let shown = El::new("p", "expect")
        .child(El::new("b", "").text(&untracked(store, rt::EXPECT)))
        .text(" ")
        .child(rich("span", "", &expect));
    place.child(shown)
}

/// A command with a button that copies it.
pub fn command(store: Store, code: String) -> El {
    let copied = Callback::new(move |text: String| copy(store, &text));
    let row = view! { <CommandRow code=Signal::stored(code) on_copy=copied /> };
    El::new("div", "").mount(row.into_any())
}

/// A heading with what stands under it; nothing where there is nothing.
pub fn block(store: Store, title: Text, list: &[Js]) -> Option<El> {
    (!list.is_empty()).then(|| {
        El::new("section", "")
            .child(words(store, "h4", "", title))
            .child(steps(store, list))
    })
}

/// Appends what is there.
pub fn and(place: El, more: Option<El>) -> El {
    match more {
        Some(more) => place.child(more),
        None => place,
    }
}

/// A text in the language in force now.
pub fn untracked(store: Store, text: Text) -> String {
    store.say(text)
}

/// Whether the plan is as these edits would make it.
pub fn already(store: Store, edits: &[Edit]) -> bool {
    !edits.is_empty()
        && edits.iter().all(|edit| {
            let now = store.draft.with(|draft| draft.get(&edit.field).cloned());
            match &edit.value {
                Some(value) => store.value_now(&edit.field) == *value,
                None => now.is_none(),
            }
        })
}

/// A way to the page of a section.
pub fn page_link(store: Store, section: &str) -> Option<El> {
    let route = Route::parse(section);
    (!section.is_empty() && route != Route::Overview).then(|| {
        let name = nav::label(route);
        El::new("a", "link")
            .set("href", &route.href())
            .says(move || filled(store, rt::OPEN_PAGE, &[name.get(store.lang.get())]))
    })
}

/// The link to a cause.
pub fn cause_href(category: &str) -> String {
    ["#/trouble?cause=", category].concat()
}

/// A value of the fragment's query.
pub fn param(query: &str, name: &str) -> String {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map_or(String::new(), |(_, value)| value.to_string())
}

/// Takes over the query of the address, which the page leaves to the desk.
pub fn look(desk: Desk) {
    let hash = platform::hash();
    let query = hash.split_once('?').map_or("", |parts| parts.1);
    if desk.query.with_untracked(|now| now != query) {
        desk.walk.set(Vec::new());
        desk.query.set(query.to_string());
    }
}

/// Gives the focus to what comes with the next drawing.
pub fn focus_soon(id: &'static str) {
    let focus = move || {
        if let Some(element) = platform::element(id) {
            let _ = element.focus();
        }
    };
    runwright_widgets::later(30, Box::new(focus));
}

/// Has `ask` done now and whenever the plan, the opened files or the language change.
pub fn follow(store: Store, ask: impl Fn() + 'static) {
    watch(move || {
        store.lang.track();
        store.draft.track();
        store.opened.track();
        ask();
    });
}

/// A part of an answer as JSON, so that what is drawn of it stays while it says the same.
pub fn part(answer: super::answers::Answer, key: &'static str) -> Memo<String> {
    Memo::new(move |_| answer.get().at(key).text())
}
