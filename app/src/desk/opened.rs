//! Shows the files that are open: what they are, how much of them is understood, and what is to be said of them now.

use super::{Desk, filled, finding, open, texts as dt};
use crate::js::Js;
use crate::parts::{button, live, words};
use crate::platform;
use crate::store::{SOURCES_KEY, Store};
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{Disclosure, icon};
use std::rc::Rc;

/// Items of a list that are shown before "show all".
const MOST: usize = 20;

/// The files that are open.
pub fn opened(desk: Desk) -> El {
    let store = desk.store;
    live(El::new("div", ""), move || {
        let open = store.opened.get();
        let say = desk.read.get();
        if open.is_empty() {
            return Vec::new();
        }
        untrack(|| {
            let close = button(store, "btn s", dt::CLOSE, move || open::close(desk));
            let title = words(store, "h2", "", dt::OPEN_NOW)
                .set("id", "open-now")
                .set("tabindex", "-1");
            let mut parts = vec![El::new("div", "sethead").child(title).child(close)];
            parts.extend(memory_only(store, &open));
            parts.extend(say.list("files").iter().map(|file| file_view(store, file)));
            parts
        })
    })
}

/// Says when the files are not stored on this device.
fn memory_only(store: Store, open: &str) -> Option<El> {
    let why = if !Js::parse(open).flag("keep") {
        dt::IN_MEMORY_SECRET
    } else if platform::load(SOURCES_KEY).is_none() {
        dt::IN_MEMORY_FULL
    } else {
        return None;
    };
    let note = El::new("div", "finding adv")
        .set("role", "status")
        .mount(icon("advice"))
        .child(words(store, "strong", "", dt::IN_MEMORY))
        .child(words(store, "p", "", why));
    Some(note)
}

fn file_view(store: Store, file: &Js) -> El {
    let (name, what) = (file.texts("name"), file.texts("what"));
    let known = if what.is_empty() {
        store.say(dt::NOTHING_KNOWN)
    } else {
        what
    };
    let (understood, total) = (file.number("understood"), file.number("total"));
    let mut head = El::new("div", "openhead")
        .child(El::new("h3", "mono").text(&name))
        .child(El::new("p", "sub").text(&known));
    if total > 0 {
        let sum = filled(
            store,
            dt::UNDERSTOOD,
            &[&understood.to_string(), &total.to_string()],
        );
        let bar = El::new("progress", "")
            .set("max", &total.to_string())
            .set("value", &understood.to_string())
            .set("aria-label", &sum);
        head = head.child(
            El::new("p", "meter")
                .child(bar)
                .child(El::new("span", "").text(&sum)),
        );
    }
    let mut section = El::new("section", "block openfile").child(head);
    let parts = file.list("parts");
    if !parts.is_empty() {
        let list = parts.iter().fold(El::new("ul", "parts"), |list, part| {
            list.child(part_view(store, &name, part))
        });
        section = section.child(list);
    }
    let section = section.child(findings(store, name.clone()));
    let kept = file.list("kept");
    if kept.is_empty() {
        section
    } else {
        section.mount(kept_view(store, name, kept))
    }
}

/// What is said of a file as it is now, by its lines.
fn findings(store: Store, name: String) -> El {
    let start = [&name, ":"].concat();
    // Compared as text, so that the boxes stay while nothing about them changes.
    let here = Memo::new(move |_| {
        let found = store.said.found();
        let mut here: Vec<(u32, String)> = found
            .iter()
            .filter_map(|found| {
                let line = found.place.strip_prefix(start.as_str())?.parse().ok()?;
                Some((line, found.all.json()))
            })
            .collect();
        here.sort_by_key(|(line, _)| *line);
        here.into_iter()
            .map(|(_, json)| json)
            .collect::<Vec<String>>()
    });
    live(El::new("div", ""), move || {
        let here = here.get();
        store.lang.track();
        if here.is_empty() {
            return Vec::new();
        }
        untrack(|| {
            let count = here.len();
            let title =
                El::new("h4", "").text(&filled(store, dt::FINDINGS_N, &[&count.to_string()]));
            let item = move |at: usize| {
                let json = here.get(at).map(String::as_str).unwrap_or_default();
                finding::finding(store, &Js::parse(json))
            };
            vec![title, some(store, El::new("div", ""), count, Rc::new(item))]
        })
    })
}

/// A list of which a long one shows the first items and a button for the rest.
fn some(store: Store, place: El, count: usize, item: Rc<dyn Fn(usize) -> El>) -> El {
    let shown = RwSignal::new(count.min(MOST));
    let node = place
        .set("tabindex", "-1")
        .each(move || shown.get(), move |at| item(at));
    let list = node.as_html();
    let all = button(store, "btn s", dt::SHOW_ALL, move || {
        shown.set(count);
        // The button is gone.
        let _ = list.focus();
    })
    .none(move || shown.get() == count);
    El::new("div", "")
        .child(node)
        .child(El::new("p", "acts").child(all))
}

/// A button that shows a line of a file.
fn line_button(store: Store, name: &str, line: i64) -> El {
    let place = [name, ":", &line.to_string()].concat();
    El::button("link")
        .text(&filled(store, dt::LINE, &[&line.to_string()]))
        .on("click", move |_| store.go_to_line(&place))
}

fn part_view(store: Store, name: &str, part: &Js) -> El {
    let what = match part.texts("part").as_str() {
        "values" => dt::PART_VALUES,
        "config" => dt::PART_CONFIG,
        _ => dt::PART_COREFILE,
    };
    let place = part.texts("place");
    let place = if place.is_empty() {
        words(store, "span", "sub", dt::WHOLE)
    } else {
        El::new("code", "").text(&place)
    };
    let (class, edited) = if part.flag("edited") {
        ("badge acc", dt::EDITED)
    } else {
        ("badge", dt::CHECKED)
    };
    El::new("li", "")
        .child(words(store, "b", "", what))
        .child(place)
        .child(words(store, "span", class, edited))
        .child(line_button(store, name, part.number("line")))
}

fn kept_view(store: Store, name: String, kept: Vec<Js>) -> AnyView {
    let count = kept.len();
    let item = move |at: usize| {
        let key = kept.get(at).cloned().unwrap_or_else(Js::nothing);
        El::new("li", "")
            .child(El::new("code", "").text(&key.texts("key")))
            .child(line_button(store, &name, key.number("line")))
    };
    let note = Signal::stored(filled(store, dt::KEPT_N, &[&count.to_string()]));
    let body = some(store, El::new("ul", "kept"), count, Rc::new(item)).view();
    view! { <Disclosure summary=store.tr(dt::KEPT) note=note>{body}</Disclosure> }.into_any()
}
