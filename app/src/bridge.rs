//! The line between the page and the desk: `app/js/desk.js`, which both import.
//!
//! The desk tells the page every change it wants ([`Deed`]); the page tells the desk its state after each. Both run on
//! one thread, and what is told is heard before `tell` returns.

use crate::js::Js;
use crate::route::Route;
use crate::store::{Deed, Store};
use leptos::prelude::*;
use runwright_model::protocol::PlanAsk;
use runwright_model::{Section, json};
use runwright_widgets::Tone;
use runwright_widgets::dom::watch;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/desk.js")]
extern "C" {
    /// Loads the desk, and the full engine where its page needs that.
    fn load(full: bool);
    fn listen(end: &str, hear: &Closure<dyn Fn(String, JsValue, JsValue)>);
    /// Says something to an end; more that goes with it may be undefined.
    pub fn tell(end: &str, what: &str, value: &JsValue, more: &JsValue);
    /// Loads the desk where it is not there yet, then tells it this.
    pub fn call(what: &str, value: &str);
    /// The files that were dropped on the page, once.
    pub fn take() -> js_sys::Array;
}

/// Hears what the other end tells.
pub fn hear(end: &str, heard: impl Fn(&str, Js, Js) + 'static) {
    let heard =
        Closure::<dyn Fn(String, JsValue, JsValue)>::new(move |what: String, value, more| {
            heard(&what, Js::of(value), Js::of(more))
        });
    listen(end, &heard);
    heard.forget();
}

/// Loads the desk when one of its pages is first shown, tells it the state of the page from then on, and does what it
/// asks.
pub fn bring(store: Store) {
    let owner = Owner::current().unwrap_or_default();
    hear("page", move |what, value, more| {
        if what == "ready" {
            owner.with(|| follow(store));
        } else {
            asked(store, what, &value, &more);
        }
    });
    watch(move || {
        let route = store.route.get();
        if route.is_desk() {
            load(route != Route::Section(Section::Capacity));
        }
    });
}

/// Tells the desk each part of the state now and whenever it changes.
fn follow(store: Store) {
    let desk = |what: &str, value: JsValue, more: JsValue| tell("desk", what, &value, &more);
    watch(move || {
        let place = [store.lang.get().code(), "#/", store.route.get().id()].concat();
        let wanted = store.wanted.get();
        desk("place", place.into(), JsValue::from_str(&wanted));
        // Once is enough.
        if !wanted.is_empty() {
            store.wanted.set(String::new());
        }
    });
    watch(move || desk("opened", store.opened.get().into(), JsValue::UNDEFINED));
    watch(move || {
        store.draft.track();
        store.base.track();
        store.token.track();
        // The texts of the opened files are told by themselves, since they are long and seldom change.
        let plan = PlanAsk {
            draft: store.draft.get_untracked(),
            good: store.good.get_value(),
            base: store.base.get_untracked(),
            token: store.token.get_untracked(),
            ..PlanAsk::default()
        };
        desk("plan", json::write(&plan).into(), JsValue::UNDEFINED);
    });
    watch(move || desk("said", store.said.spec().raw(), store.said.plan().raw()));
}

/// Does what the desk asks.
fn asked(store: Store, what: &str, value: &Js, more: &Js) {
    let (text, label) = (value.text(), more.text());
    let parsed = || Js::parse(&text);
    let edits = || parsed().edits("edits");
    match what {
        "commit" => store.act(Deed::Commit(parsed().draft(), &label, false)),
        "type" => store.act(Deed::Commit(parsed().draft(), &label, true)),
        "apply" => store.act(Deed::Apply(&edits(), &label)),
        "preview" => store.act(Deed::Preview(edits())),
        "open" => store.act(Deed::Open(text, &label)),
        "token" => store.act(Deed::Token(text)),
        "toast" => store.act(Deed::Toast(text, Tone::Ok)),
        "warn" => store.act(Deed::Toast(text, Tone::Warning)),
        "line" => store.act(Deed::Line(&text)),
        "field" => store.act(Deed::Field(&text)),
        "light" => store.act(Deed::Light(&text)),
        "go" => store.act(Deed::Go(Route::parse(&text))),
        _ => store.act(Deed::Settle),
    }
}
