//! The dialog with a file that leaves out what only repeats a default.

use super::upgrade::snippet;
use super::{Desk, filled, texts as dt};
use crate::parts::{button, live, words};
use crate::platform;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{Dialog, Disclosure, Tone};

/// Asks for the short form of a file and shows it.
pub fn ask(desk: Desk, path: String) {
    let plan = desk.store.plan_ask();
    desk.minimal.ask(
        desk.store,
        Ask::Minimal {
            plan,
            path: path.clone(),
        },
    );
    desk.short.set(path);
}

/// Puts the dialog at the end of the page: the desk's own place may be hidden.
pub fn mount(desk: Desk) {
    let store = desk.store;
    let path: RwSignal<String> = desk.short;
    let open = Signal::derive(move || !path.with(String::is_empty));
    let close = Callback::new(move |()| path.set(String::new()));
    let dialog = view! { <Dialog open=open on_close=close title=store.tr(dt::SHORT_TITLE)>{content(desk).view()}</Dialog> };
    let place = El::new("div", "").mount(dialog.into_any());
    if let Some(body) = platform::window()
        .document()
        .and_then(|document| document.body())
    {
        let _ = body.append_child(place.node());
    }
}

fn content(desk: Desk) -> El {
    let store = desk.store;
    live(El::new("div", "blocks"), move || {
        let say = desk.minimal.get();
        let path = desk.short.get();
        let text = say.texts("text");
        if say.texts("kind") == "failed" {
            return vec![words(store, "p", "prose", dt::FAILED)];
        }
        let name = path.rsplit('/').next().unwrap_or(&path).to_string();
        let (file, saved) = (name.clone(), text.clone());
        let download = button(store, "btn primary", dt::DOWNLOAD, move || {
            if platform::download(&file, saved.as_bytes(), "text/plain").is_err() {
                store.toast(tx::DOWNLOAD_FAILED, Tone::Warning);
            }
        });
        vec![
            words(store, "p", "prose", dt::SHORT_LEAD),
            snippet(store, &name, &say, text),
            El::new("div", "").mount(dropped(store, &say)),
            El::new("p", "actions").child(download),
        ]
    })
}

fn dropped(store: Store, say: &crate::js::Js) -> AnyView {
    let keys = say.list("dropped");
    if keys.is_empty() {
        return words(store, "p", "sub", dt::NONE_DROPPED).view();
    }
    let list = keys.iter().fold(El::new("ul", "kept"), |list, key| {
        let line = filled(store, dt::LINE, &[&key.number("line").to_string()]);
        list.child(
            El::new("li", "")
                .child(
                    El::new("code", "")
                        .text(&[&key.texts("key"), ": ", &key.texts("value")].concat()),
                )
                .child(El::new("span", "sub").text(&line)),
        )
    });
    let note = Signal::stored(filled(store, dt::KEPT_N, &[&keys.len().to_string()]));
    let body = list.view();
    view! { <Disclosure summary=store.tr(dt::DROPPED) note=note>{body}</Disclosure> }.into_any()
}
