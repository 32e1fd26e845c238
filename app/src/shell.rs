//! The frame: top bar, sections, form, files; on a phone one of them at a time.

use crate::parts::{button, live, words};
use crate::store::{Notice, Overlay, Store, View};
use crate::texts as tx;
use crate::{bridge, dialogs, files, nav, palette, platform, sections, topbar};
use leptos::ev;
use leptos::prelude::*;
use runwright_model::{Lang, Text};
use runwright_widgets::dom::{El, watch};
use runwright_widgets::keys::{Chord, in_text};
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Splitter, Toasts, icon, provide_texts};

/// Builds the page and starts the engine.
pub fn shell() -> AnyView {
    let store = Store::saved();
    provide_texts(Signal::derive(move || match store.lang.get() {
        Lang::En => &tx::WIDGETS_EN,
        Lang::Zh => &tx::WIDGETS_ZH,
    }));
    store.start();
    title(store);
    keys(store);
    let _ = window_event_listener(ev::popstate, move |_| store.travelled());
    let _ = window_event_listener(ev::hashchange, move |_| store.travelled());
    watch(move || {
        let view = match store.view.get() {
            View::Sections => "nav",
            View::Form => "form",
            View::Files => "files",
        };
        platform::mark("data-view", Some(view));
    });
    watch(move || {
        if let Some(root) = platform::root() {
            let width = [&store.width.get().to_string(), "px"].concat();
            let _ = root.style().set_property("--files-w", &width);
        }
    });
    let skip = El::new("a", "skip")
        .set("href", "#main")
        .says(move || tx::SKIP.get(store.lang.get()).to_string())
        .on("click", |event| {
            // The fragment is the route, so the jump is made by hand.
            event.prevent_default();
            if let Some(main) = platform::element("main") {
                let _ = main.focus();
            }
        });
    // The form is drawn from what the engine says, so it waits for the engine's first word.
    let ready = Memo::new(move |_| store.said.has_spec());
    let form = live(El::new("div", ""), move || {
        let route = store.route.get();
        if ready.get() {
            untrack(|| vec![sections::section(store, route)])
        } else {
            Vec::new()
        }
    });
    let column = El::new("div", "col")
        .child(notices(store))
        .child(form)
        .child(
            El::new("div", "")
                .set("id", "desk")
                .none(move || !store.route.get().is_desk()),
        );
    bridge::bring(store);
    let grip = view! {
        <Splitter width=store.width on_change=Callback::new(move |width| store.set_width(width)) label=store.tr(tx::WIDTH) />
    };
    let files = El::new("aside", "files")
        .set("id", "files")
        .attr("aria-label", move || {
            tx::FILES.get(store.lang.get()).to_string()
        });
    let app = El::new("div", "app")
        .child(nav::nav(store))
        .child(
            El::new("main", "")
                .set("id", "main")
                .set("tabindex", "-1")
                .child(column),
        )
        .child(files::files(store, files.mount(grip.into_any())));
    let toasts = view! {
        <Toasts
            items=store.toasts
            on_action=Callback::new(move |id| store.toast_action(id))
            on_dismiss=Callback::new(move |id| store.toast_gone(id))
        />
    };
    let page = El::new("div", "")
        .child(skip)
        .child(topbar::topbar(store))
        .child(app)
        .child(phone_tabs(store));
    dialogs::dialogs(store, page)
        .mount(palette::palette(store))
        .mount(toasts.into_any())
        .view()
}

fn title(store: Store) {
    let name = store.text_of("target.plan_name");
    watch(move || {
        let lang = store.lang.get();
        let title = [
            nav::label(store.route.get()).get(lang),
            " · ",
            &name.get(),
            " · Runwright",
        ]
        .concat();
        if let Some(document) = platform::window().document() {
            document.set_title(&title);
        }
    });
}

fn keys(store: Store) {
    let _ = window_event_listener(ev::keydown, move |event| {
        let Some(chord) = Chord::of(&event) else {
            return;
        };
        let free = store
            .overlay
            .with_untracked(|overlay| *overlay == Overlay::None);
        if chord.is("main+k") {
            event.prevent_default();
            store.overlay.set(if free {
                Overlay::Palette
            } else {
                Overlay::None
            });
        } else if free {
            shortcut(store, &event, &chord);
        }
    });
}

fn shortcut(store: Store, event: &web_sys::KeyboardEvent, chord: &Chord) {
    if chord.is("main+z") {
        event.prevent_default();
        store.undo();
    } else if chord.is("main+shift+z") || chord.is("main+y") {
        event.prevent_default();
        store.redo();
    } else if chord.is("?") && !in_text(event) {
        event.prevent_default();
        store.overlay.set(Overlay::Help);
    }
}

/// Messages above the form that stay until they are read.
fn notices(store: Store) -> El {
    live(El::new("div", ""), move || {
        store
            .notices
            .get()
            .into_iter()
            .map(|notice| notice_box(store, notice))
            .collect()
    })
}

fn notice_box(store: Store, notice: Notice) -> El {
    let name = notice.name;
    let lines = notice
        .lines
        .iter()
        .take(12)
        .fold(El::new("ul", ""), |list, line| {
            list.child(El::new("li", "").text(line))
        });
    El::new("div", &["finding span ", notice.tone.class()].concat())
        .set("role", "status")
        .set("data-notice", name)
        .mount(icon(notice.tone.icon()))
        .child(El::new("strong", "").text(&notice.title))
        .child(lines)
        .child(
            El::new("div", "acts").child(button(store, "btn s", tx::DISMISS, move || {
                store.dismiss(name)
            })),
        )
}

fn phone_tabs(store: Store) -> El {
    let tab = move |view: View, text: Text, symbol: &'static str| {
        El::button("")
            .flag("aria-current", move || store.view.get() == view)
            .mount(icon(symbol))
            .child(words(store, "span", "", text))
            .on("click", move |_| store.view.set(view))
    };
    El::new("nav", "phonetabs")
        .attr("aria-label", move || {
            tx::VIEW.get(store.lang.get()).to_string()
        })
        .child(tab(View::Sections, tx::SECTIONS, "menu"))
        .child(tab(View::Form, tx::FORM, "form"))
        .child(tab(View::Files, tx::FILES, "file"))
}
