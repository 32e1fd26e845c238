//! The command palette: sections, fields, files and actions by a few letters.

use crate::nav;
use crate::route::Route;
use crate::store::{Overlay, Store, View};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_model::{Draft, Lang, Text};
use runwright_widgets::signal::Signal;
use runwright_widgets::{Palette, PaletteItem};

pub fn palette(store: Store) -> AnyView {
    let open = Signal::derive(move || store.overlay.with(|overlay| *overlay == Overlay::Palette));
    // Built when it opens: nobody pays for it while typing in a field.
    let items = Signal::derive(move || if open.get() { items(store) } else { Vec::new() });
    view! {
        <Palette
            open=open
            on_close=Callback::new(move |()| store.overlay.set(Overlay::None))
            items=items
            on_pick=Callback::new(move |id: String| pick(store, &id))
            label=store.tr(tx::PALETTE)
        />
    }
    .into_any()
}

fn items(store: Store) -> Vec<PaletteItem> {
    let lang = store.lang.get();
    let item = |id: String, label: Text, group: Text, icon: &'static str| PaletteItem {
        id,
        label: label.get(lang).to_string(),
        group: group.get(lang).to_string(),
        hint: String::new(),
        icon,
        // The other language is found too.
        also: lang.pick(label.zh, label.en).to_string(),
    };
    let mut items = Vec::new();
    for route in Route::ALL {
        items.push(item(
            ["route:", route.id()].concat(),
            nav::label(route),
            tx::P_SECTION,
            "menu",
        ));
    }
    for (id, text, icon) in [
        ("action:undo", tx::UNDO, "undo"),
        ("action:redo", tx::REDO, "redo"),
        ("action:share", tx::SHARE, "share"),
        ("action:download", tx::DOWNLOAD_ALL, "download"),
        ("action:install", tx::INSTALL_TITLE, "code"),
        ("action:theme", tx::THEME, "theme"),
        ("action:lang", tx::OTHER_LANGUAGE, "show"),
        ("action:help", tx::HELP, "keys"),
        ("action:new", tx::NEW_PLAN, "reset"),
    ] {
        items.push(item(id.to_string(), text, tx::P_ACTION, icon));
    }
    let other =
        |id: String, label: String, group: Text, hint: String, icon: &'static str| PaletteItem {
            id,
            label,
            group: group.get(lang).to_string(),
            also: hint.clone(),
            hint,
            icon,
        };
    for file in store.said.plan().list("files") {
        let path = file.texts("path");
        items.push(other(
            ["file:", &path].concat(),
            path,
            tx::P_FILE,
            file.texts("about"),
            "file",
        ));
    }
    let spec = store.said.spec();
    for id in spec.list("order") {
        let id = id.text();
        let label = spec.at("fields").at(&id).texts("label");
        items.push(other(
            ["field:", &id].concat(),
            label,
            tx::P_FIELD,
            id,
            "field",
        ));
    }
    items
}

fn pick(store: Store, id: &str) {
    store.overlay.set(Overlay::None);
    let Some((kind, what)) = id.split_once(':') else {
        return;
    };
    match (kind, what) {
        ("route", what) => store.go(Route::parse(what)),
        ("field", what) => store.go_to_field(what),
        ("file", what) => {
            store.file.set(what.to_string());
            store.view.set(View::Files);
        }
        (_, "undo") => store.undo(),
        (_, "redo") => store.redo(),
        (_, "share") => {
            store.ask(Ask::Link {
                draft: store.draft.get_untracked(),
            });
        }
        (_, "download") => {
            store.ask(Ask::Bundle(store.plan_ask()));
        }
        (_, "install") => store.overlay.set(Overlay::Install),
        (_, "theme") => store.next_theme(),
        (_, "lang") => store.set_lang(match store.lang.get_untracked() {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }),
        (_, "help") => store.overlay.set(Overlay::Help),
        (_, "new") => store.replace(Draft::default(), &store.say(tx::NEW_PLAN)),
        _ => {}
    }
}
