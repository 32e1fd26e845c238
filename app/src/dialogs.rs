//! What opens over the page: keys, sharing, install commands, the preview of a fix.

use crate::files::{copy, fold};
use crate::js::Js;
use crate::parts::{button, items, live, long, words};
use crate::platform;
use crate::store::{Overlay, Store};
use crate::texts as tx;
use crate::texts::Long;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_model::protocol::Ask;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;
use runwright_widgets::{CodeView, Dialog, Line, LineKind, icon_small};
use std::sync::Arc;

pub fn dialogs(store: Store, page: El) -> El {
    let dialog = move |title: Text, is: fn(&Overlay) -> bool, make: fn(Store) -> El| {
        let open = Signal::derive(move || store.overlay.with(is));
        let close = Callback::new(move |()| store.overlay.set(Overlay::None));
        view! { <Dialog open=open on_close=close title=store.tr(title)>{make(store).view()}</Dialog> }.into_any()
    };
    page.mount(dialog(tx::HELP, |overlay| *overlay == Overlay::Help, help))
        .mount(dialog(
            tx::SHARE_TITLE,
            |overlay| matches!(overlay, Overlay::Share(_)),
            share,
        ))
        .mount(dialog(
            tx::INSTALL_TITLE,
            |overlay| *overlay == Overlay::Install,
            install,
        ))
        .mount(dialog(
            tx::PREVIEW_TITLE,
            |overlay| matches!(overlay, Overlay::Preview(_)),
            previewed,
        ))
}

fn help(store: Store) -> El {
    let rows: [(&[&str], Long); 7] = [
        (&["Ctrl K"], tx::KEY_PALETTE),
        (&["Ctrl Z", "Ctrl Shift Z"], tx::KEY_UNDO),
        (&["Alt ←"], tx::KEY_BACK),
        (&["Enter", "Backspace", "Alt ↑ ↓"], tx::KEY_LIST),
        (&["↑ ↓", "Enter"], tx::KEY_CODE),
        (&["?"], tx::KEY_HELP),
        (&["Esc"], tx::KEY_ESC),
    ];
    rows.iter()
        .fold(El::new("dl", "keys-list"), |list, (keys, text)| {
            let keys = keys.iter().fold(El::new("dt", ""), |term, key| {
                term.child(El::new("kbd", "").text(key)).text(" ")
            });
            list.child(keys).child(long_dd(store, *text))
        })
}

fn long_dd(store: Store, text: Long) -> El {
    El::new("dd", "").says(move || long(store, text))
}

fn share(store: Store) -> El {
    let link = Signal::derive(move || match store.overlay.get() {
        Overlay::Share(link) => link,
        _ => String::new(),
    });
    let input = El::new("input", "in mono")
        .set("readonly", "readonly")
        .set("data-share-link", "1")
        .attr("aria-label", move || {
            tx::LINK.get(store.lang.get()).to_string()
        })
        .attr("value", move || link.get());
    let copied = El::button("btn primary")
        .mount(icon_small("copy"))
        .child(words(store, "span", "", tx::COPY))
        .on("click", move |_| copy(store, &link.get_untracked()));
    El::new("div", "")
        .child(words(store, "p", "prose", tx::SHARE_LEAD))
        .child(
            words(store, "p", "prose", tx::SHARE_OPEN)
                .none(move || store.opened.with(String::is_empty)),
        )
        .child(El::new("div", "row actions").child(input).child(copied))
}

fn install(store: Store) -> El {
    let commands = store.said.part("facts/install");
    live(El::new("div", "blocks"), move || {
        let block = |command: &Js| {
            let text = command.texts("text");
            let shown = El::new("pre", "code plain")
                .set("tabindex", "0")
                .text(&text);
            let copied = El::button("btn ghost s right")
                .mount(icon_small("copy"))
                .child(words(store, "span", "", tx::COPY))
                .on("click", move |_| copy(store, &text));
            El::new("section", "snippet")
                .child(
                    El::new("div", "cap")
                        .child(El::new("h3", "").text(&command.texts("tool")))
                        .child(copied),
                )
                .child(shown)
        };
        items(commands).iter().map(block).collect()
    })
}

fn previewed(store: Store) -> El {
    let apply = move || {
        if let Overlay::Preview(edits) = store.overlay.get_untracked() {
            store.overlay.set(Overlay::None);
            store.apply(&edits, &store.say(tx::PREVIEW));
        }
    };
    let hunks = live(El::new("div", "blocks"), move || {
        let hunks = store.preview.with(|text| Js::parse(text)).items();
        if hunks.is_empty() {
            return vec![words(store, "p", "prose", tx::PREVIEW_NONE)];
        }
        let view = |hunk: &Js| hunk_view(store, hunk, hunk.texts("path"));
        hunks.iter().map(view).collect()
    });
    El::new("div", "")
        .child(hunks)
        .child(El::new("p", "actions").child(button(store, "btn primary", tx::APPLY, apply)))
}

/// The lines of changed places.
pub fn hunk_lines(store: Store, hunk: &Js) -> Vec<Line> {
    let line = |row: &Js| {
        let text = row.texts("text");
        let kind = match row.texts("mark").as_str() {
            "+" => LineKind::Add,
            "-" => LineKind::Del,
            "…" => return fold(store, row.number("line") as u32),
            _ => LineKind::Same,
        };
        Line {
            number: row.number("line") as u32,
            spans: vec![(0, text)],
            kind,
            ..Line::default()
        }
    };
    hunk.list("rows").iter().map(line).collect()
}

/// The changed places of one file under its path; `name` tells the region from others.
pub fn hunk_view(store: Store, hunk: &Js, name: String) -> El {
    let lines = hunk_lines(store, hunk);
    let path = Signal::stored(hunk.texts("path"));
    let name = Signal::stored(name);
    let code = view! { <CodeView lines=Signal::stored(Arc::new(lines)) name=name snippet=true /> };
    El::new("section", "snippet")
        .child(El::new("div", "cap").child(El::new("span", "mono").say(path)))
        .mount(code.into_any())
}

/// Reads a plan file the user chose.
pub fn open_file(store: Store, files: Option<web_sys::FileList>) {
    let Some(file) = files.and_then(|files| files.get(0)) else {
        return;
    };
    platform::settle(&file.text(), move |text| {
        if let Some(text) = text.and_then(|text| text.as_string()) {
            store.ask(Ask::Import { text });
        }
    });
}
