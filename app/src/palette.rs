//! The command palette: sections, fields, files and actions by a few letters.

use crate::nav;
use crate::route::Route;
use crate::store::{Overlay, Store, View};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_model::{Draft, Lang, Text, field};
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
    let item =
        |id: String, label: Text, group: Text, hint: String, icon: &'static str| PaletteItem {
            id,
            label: label.get(lang).to_string(),
            group: group.get(lang).to_string(),
            hint,
            icon,
            // The other language and the key are found too.
            also: match lang {
                Lang::En => label.zh.to_string(),
                Lang::Zh => label.en.to_string(),
            },
        };
    let mut items = Vec::new();
    for route in Route::ALL {
        items.push(item(
            ["route:", route.id()].concat(),
            nav::label(route),
            tx::P_SECTION,
            String::new(),
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
        items.push(item(
            id.to_string(),
            text,
            tx::P_ACTION,
            String::new(),
            icon,
        ));
    }
    store.said.with(|said| {
        for file in said.iter().flat_map(|said| said.files.iter()) {
            items.push(PaletteItem {
                id: ["file:", &file.path].concat(),
                label: file.path.clone(),
                group: tx::P_FILE.get(lang).to_string(),
                hint: file.about.clone(),
                icon: "file",
                also: String::new(),
            });
        }
    });
    for field in field::all() {
        let mut found = item(
            ["field:", field.id].concat(),
            field.label,
            tx::P_FIELD,
            field.id.to_string(),
            "field",
        );
        found.also.push(' ');
        found.also.push_str(field.id);
        items.push(found);
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
