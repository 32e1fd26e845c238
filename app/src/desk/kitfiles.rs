//! The files of the operations kit: what each is for, its text, copy and download.

use super::texts::run as rt;
use super::upgrade::snippet;
use super::{filled, texts as dt};
use crate::js::Js;
use crate::parts::words;
use crate::platform;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::{Tone, icon_small};

/// The list of files under a heading.
pub fn list(store: Store, files: &[Js]) -> El {
    let section = El::new("section", "group kitfiles")
        .child(words(store, "h2", "", rt::KIT_FILES))
        .child(words(store, "p", "lead", rt::KIT_LEAD));
    files
        .iter()
        .fold(section, |section, of| section.child(file(store, of)))
}

/// A file, whose text is put in when it is first opened.
fn file(store: Store, file: &Js) -> El {
    let path = file.texts("path");
    let summary = El::new("summary", "")
        .child(El::new("span", "mono").text(&path))
        .child(El::new("span", "r").text(&file.texts("about")));
    let body = El::new("div", "body");
    let place = body.node().clone();
    let owner = Owner::current().unwrap_or_default();
    let made = std::cell::Cell::new(false);
    let file = file.clone();
    El::new("details", "fold kitfile")
        .child(summary)
        .child(body)
        .on("toggle", move |_| {
            if !made.replace(true) {
                let view = owner.with(|| untrack(|| text(store, &file)));
                let _ = place.append_child(view.node());
            }
        })
}

/// The text of a file, with a button that saves it.
pub fn text(store: Store, file: &Js) -> El {
    let (path, text) = (file.texts("path"), file.texts("text"));
    let save = download(store, &path, &text);
    El::new("div", "filetext")
        .child(snippet(store, &path, file, text))
        .child(El::new("div", "acts").child(save))
}

/// A button that saves a text.
pub fn download(store: Store, path: &str, text: &str) -> El {
    let name = path.rsplit('/').next().unwrap_or(path).to_string();
    let label = untrack(|| filled(store, rt::DOWNLOAD_OF, &[&name]));
    let text = text.to_string();
    El::button("btn s")
        .set("aria-label", &label)
        .mount(icon_small("download"))
        .child(words(store, "span", "", dt::DOWNLOAD))
        .on("click", move |_| {
            if platform::download(&name, text.as_bytes(), "text/plain").is_err() {
                store.toast(tx::DOWNLOAD_FAILED, Tone::Warning);
            }
        })
}
