//! The desk: opening files, all settings, upgrade advice, and what concerns a runner at work.

use crate::parts::{live, words};
use crate::platform;
use crate::route::Route;
use crate::store::Store;
use crate::texts as tx;
use answers::Answer;
use leptos::prelude::*;
use runwright_model::{Lang, Section, Text};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{provide_texts, with_code};

mod answers;
mod capacity;
mod cause;
mod examples;
mod finding;
mod kitfiles;
mod log;
mod map;
mod minimal;
mod mirror;
mod monitoring;
mod open;
mod opened;
mod operations;
mod paste;
mod rows;
mod run;
mod settings;
mod starts;
mod symptoms;
mod tables;
mod texts;
mod trouble;
mod upgrade;

/// What the pages of the desk share.
#[derive(Clone, Copy)]
pub struct Desk {
    store: Store,
    read: Answer,
    warm: Answer,
    settings: Answer,
    upgrade: Answer,
    minimal: Answer,
    /// The file whose short form is shown; empty for none.
    short: RwSignal<String>,
    open: open::Opening,
    view: settings::View,
    /// What stands behind the question mark of the address.
    query: RwSignal<String>,
    diagnose: Answer,
    cause: Answer,
    symptoms: Answer,
    start: Answer,
    kit: Answer,
    /// The lines that the first fixes of the causes in view change.
    previews: [Answer; 4],
    trouble: trouble::View,
    /// The answers given on the way from a symptom.
    walk: RwSignal<Vec<u32>>,
    times: paste::Paste,
    sizing: capacity::sizing::Sizing,
    /// What was ticked in runbooks.
    ticks: RwSignal<Vec<String>>,
}

/// Builds the desk; it draws once the page has told its state.
pub fn desk() -> AnyView {
    let store = mirror::store();
    let desk = Desk {
        store,
        read: Answer::none(),
        warm: Answer::none(),
        settings: Answer::none(),
        upgrade: Answer::none(),
        minimal: Answer::none(),
        short: RwSignal::new(String::new()),
        open: open::Opening::new(),
        view: settings::View::new(),
        query: RwSignal::new(String::new()),
        diagnose: Answer::none(),
        cause: Answer::none(),
        symptoms: Answer::none(),
        start: Answer::none(),
        kit: Answer::none(),
        previews: [
            Answer::none(),
            Answer::none(),
            Answer::none(),
            Answer::none(),
        ],
        trouble: trouble::View::new(),
        walk: RwSignal::new(Vec::new()),
        times: paste::Paste::new("times-text", "times-shown"),
        sizing: capacity::sizing::Sizing::new(),
        ticks: RwSignal::new(Vec::new()),
    };
    run::look(desk);
    let _ = window_event_listener_untyped("hashchange", move |_| run::look(desk));
    mirror::listen(desk);
    provide_texts(Signal::derive(move || match store.lang.get() {
        Lang::En => &tx::WIDGETS_EN,
        Lang::Zh => &tx::WIDGETS_ZH,
    }));
    if let Some(place) = platform::element("desk") {
        place.set_inner_html("");
    }
    open::follow(desk);
    let ready = Memo::new(move |_| store.said.has_spec());
    let pages = live(El::new("div", ""), move || {
        if !ready.get() {
            return Vec::new();
        }
        let route = store.route.get();
        untrack(|| match route {
            Route::Open => {
                open::warm(desk);
                vec![open::view(desk)]
            }
            Route::Section(Section::Capacity) => vec![capacity::view(desk)],
            Route::Settings => vec![settings::view(desk)],
            Route::Upgrade => vec![upgrade::view(desk)],
            Route::Trouble => vec![trouble::view(desk)],
            Route::Starts => vec![starts::view(desk)],
            Route::Monitoring => vec![monitoring::view(desk)],
            Route::Operations => vec![operations::view(desk)],
            _ => Vec::new(),
        })
    });
    minimal::mount(desk);
    pages.view()
}

/// The head of a page.
fn head(store: Store, title: Text, lead: Text) -> El {
    let lead = El::new("p", "").html(move || with_code(lead.get(store.lang.get())));
    let words = El::new("div", "")
        .child(words(store, "h1", "", title))
        .child(lead);
    El::new("header", "pagehead").child(words)
}

/// A text of the desk with its blanks filled in order.
fn filled(store: Store, text: Text, with: &[&str]) -> String {
    let mut rest = text.get(store.lang.get());
    let mut out = String::new();
    for part in with {
        let (head, tail) = rest.split_once("{}").unwrap_or((rest, ""));
        out.push_str(head);
        out.push_str(part);
        rest = tail;
    }
    out.push_str(rest);
    out
}
