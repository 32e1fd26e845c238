//! The desk's state: a copy of the page's, and the way to have the page change it.

use crate::bridge::{hear, tell};
use crate::desk::{Desk, answers, minimal, open, run, trouble};
use crate::js::Js;
use crate::route::Route;
use crate::store::{DESK, Deed, Store};
use leptos::prelude::SetValue;
use runwright_model::{Draft, Edit, Fix, Lang, json};
use runwright_widgets::Tone;
use wasm_bindgen::JsValue;

/// The desk's state, empty until the page has told its own.
pub fn store() -> Store {
    Store::new(Draft::default(), DESK, act)
}

/// Hears what the page tells from now on.
pub fn listen(desk: Desk) {
    hear("desk", move |what, value, more| {
        told(desk, what, &value, &more);
    });
}

fn page(what: &str, value: &str, more: &str) {
    tell(
        "page",
        what,
        &JsValue::from_str(value),
        &JsValue::from_str(more),
    );
}

/// Asks the page for a change.
fn act(store: Store, deed: Deed) {
    match deed {
        Deed::Commit(draft, what, typing) => {
            let text = json::write(&draft);
            // At once, because the next key may come before the page has told its state.
            store.draft.set(draft);
            page(if typing { "type" } else { "commit" }, &text, what);
        }
        Deed::Apply(edits, label) => page("apply", &fix(edits), label),
        Deed::Preview(edits) => page("preview", &fix(&edits), ""),
        Deed::Open(opened, label) => page("open", &opened, label),
        Deed::Settle => page("settle", "", ""),
        Deed::Token(token) => page("token", &token, ""),
        Deed::Toast(text, Tone::Warning) => page("warn", &text, ""),
        Deed::Toast(text, _) => page("toast", &text, ""),
        Deed::Line(place) => page("line", place, ""),
        Deed::Field(id) => page("field", id, ""),
        Deed::Light(id) => {
            store.lit.set(id.to_string());
            page("light", id, "");
        }
        Deed::Go(route) => page("go", route.id(), ""),
    }
}

fn fix(edits: &[Edit]) -> String {
    json::write(&Fix {
        label: String::new(),
        edits: edits.to_vec(),
    })
}

/// Takes over what the page tells.
fn told(desk: Desk, what: &str, value: &Js, more: &Js) {
    let store = desk.store;
    match what {
        "place" => {
            let place = value.text();
            store.lang.set(Lang::from_tag(&place));
            if !more.text().is_empty() {
                store.wanted.set(more.text());
            }
            let route = place.split_once('#').map_or("", |parts| parts.1);
            run::look(desk);
            store.route.set(Route::parse(route));
        }
        "plan" => {
            let plan = Js::parse(&value.text());
            let draft = plan.at("draft").draft();
            store.good.set_value(plan.at("good").draft());
            // Set only where it changed: every field of the page looks at it.
            let base = plan.at("base").draft();
            if store.base.with_untracked(|now| *now != base) {
                store.base.set(base);
            }
            let token = plan.texts("token");
            if store.token.with_untracked(|now| *now != token) {
                store.token.set(token);
            }
            if store.draft.with_untracked(|now| *now != draft) {
                store.draft.set(draft);
            }
        }
        "opened" => store.opened.set(value.text()),
        "said" => {
            // A plan may be told before what the form is drawn from.
            // The same object comes again with every answer, and all labels look at it.
            let now = leptos::prelude::untrack(|| store.said.spec());
            if !value.is_nothing() && !js_sys::Object::is(&now.raw(), &value.raw()) {
                answers::spread(value);
                store.said.set_spec(value.clone());
            }
            if !more.is_nothing() {
                store.said.set_plan(more.clone());
            }
        }
        "answer" => answers::answered(value),
        "files" => open::dropped(desk),
        "failed" | "missing" => {
            open::given_up(desk);
            trouble::given_up(desk);
        }
        "minimal" => minimal::ask(desk, value.text()),
        _ => {}
    }
}
