//! Runbooks: the list, and one to walk through or print.

use super::run::{param, part, rich, shell};
use super::texts::run as rt;
use super::{Desk, filled, head, kitfiles, monitoring};
use crate::js::Js;
use crate::parts::{button, items, live, words};
use crate::platform;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Memo;
use std::cell::Cell;

/// The parts of a step, in the order they are walked through.
const PARTS: [(&str, Text); 4] = [
    ("before", rt::BEFORE),
    ("work", rt::DO),
    ("after", rt::AFTER),
    ("undo", rt::UNDO),
];

/// The page.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    monitoring::ask(desk);
    let books = part(desk.kit, "runbooks");
    let wanted = Memo::new(move |_| param(&desk.query.get(), "runbook"));
    let body = live(El::new("div", ""), move || {
        let (all, id) = (items(books), wanted.get());
        if desk.kit.get().is_nothing() {
            return vec![words(store, "p", "sub", super::texts::WAIT)];
        }
        untrack(|| {
            if id.is_empty() {
                return vec![list(desk, &all), files(desk)];
            }
            let back = El::new("p", "back")
                .child(words(store, "a", "link", rt::ALL_RUNBOOKS).set("href", "#/operations"));
            let book = match all.iter().find(|book| book.texts("id") == id) {
                Some(book) => runbook(desk, book),
                None => words(store, "p", "sub", rt::NO_RUNBOOK),
            };
            vec![back, book]
        })
    });
    El::new("div", "")
        .child(head(store, tx::OPERATIONS, rt::OPERATIONS_LEAD))
        .child(body)
}

fn list(desk: Desk, all: &[Js]) -> El {
    let store = desk.store;
    let section = El::new("section", "group").child(words(store, "h2", "", rt::RUNBOOKS));
    if all.is_empty() {
        return section.child(words(store, "p", "lead", rt::NOTHING_YET));
    }
    let row = |list: El, book: &Js| {
        let count = book.list("steps").len().to_string();
        let count = filled(store, rt::STEPS_N, &[&count]);
        list.child(
            El::new("li", "").child(
                El::new("a", "pick")
                    .set(
                        "href",
                        &["#/operations?runbook=", &book.texts("id")].concat(),
                    )
                    .child(rich("b", "", &book.texts("title")))
                    .child(rich("span", "", &book.texts("lead")))
                    .child(El::new("small", "").text(&count)),
            ),
        )
    };
    section.child(all.iter().fold(El::new("ul", "symptoms"), row))
}

fn files(desk: Desk) -> El {
    let files = desk.kit.get().list("files");
    if files.is_empty() {
        return El::new("div", "");
    }
    kitfiles::list(desk.store, &files)
}

/// A runbook, with boxes to tick on the way.
fn runbook(desk: Desk, book: &Js) -> El {
    let store = desk.store;
    let id = book.texts("id");
    let count = Cell::new(0_usize);
    let place = El::new("ol", "runsteps");
    let all = book.list("steps");
    let all = all
        .iter()
        .fold(place, |list, of| list.child(step(desk, &id, of, &count)));
    let total = count.get().to_string();
    let own = [&id, "/"].concat();
    let mine = own.clone();
    let ticked = El::new("span", "sub").set("role", "status").says(move || {
        let ticks = desk.ticks.get();
        let done = ticks.iter().filter(|tick| tick.starts_with(&mine)).count();
        filled(store, rt::DONE_OF, &[&done.to_string(), &total])
    });
    let some = own.clone();
    let again = button(store, "btn s", rt::START_OVER, move || {
        desk.ticks
            .update(|ticks| ticks.retain(|tick| !tick.starts_with(&own)));
        // The button goes.
        super::run::focus_soon("runbook");
    })
    .none(move || {
        desk.ticks
            .with(|ticks| ticks.iter().all(|tick| !tick.starts_with(&some)))
    });
    let print = button(store, "btn s", rt::PRINT, || {
        let _ = platform::window().print();
    });
    let files = desk.kit.get().list("files");
    let path = book.texts("path");
    let file = files.iter().find(|file| file.texts("path") == path);
    let mut bar = El::new("div", "runbar")
        .child(ticked)
        .child(words(store, "span", "sub hint", rt::TICKS))
        .child(again)
        .child(print);
    if let Some(file) = file {
        bar = bar.child(kitfiles::download(store, &path, &file.texts("text")));
    }
    let impact = book
        .list("impact")
        .iter()
        .fold(El::new("dl", "impact"), |list, pair| {
            match pair.items().as_slice() {
                [name, value] => list.child(
                    El::new("div", "")
                        .child(El::new("dt", "").text(&name.text()))
                        .child(rich("dd", "", &value.text())),
                ),
                _ => list,
            }
        });
    let book_ = El::new("article", "runbook")
        .child(
            rich("h2", "", &book.texts("title"))
                .set("id", "runbook")
                .set("tabindex", "-1"),
        )
        .child(rich("p", "lead", &book.texts("lead")))
        .child(bar)
        .child(words(store, "h3", "vh", rt::IMPACT))
        .child(impact)
        .child(all);
    let text = file.map(|file| {
        El::new("section", "group kitfiles")
            .child(El::new("h2", "mono").text(&path))
            .child(kitfiles::text(store, file))
    });
    super::run::and(El::new("div", "").child(book_), text)
}

fn step(desk: Desk, book: &str, step: &Js, count: &Cell<usize>) -> El {
    let place = El::new("li", "runstep").child(rich("h3", "", &step.texts("title")));
    PARTS.iter().fold(place, |place, (key, title)| {
        let list = step.list(key);
        if list.is_empty() {
            return place;
        }
        let rows = list.iter().fold(El::new("ul", "todo"), |rows, of| {
            // What is undone is not on the way.
            let row = if *key == "undo" {
                let row = El::new("li", "").child(rich("p", "", &of.texts("text")));
                shell(desk.store, row, of)
            } else {
                let at = count.replace(count.get() + 1);
                let tick = [book, "/", &at.to_string()].concat();
                ticked(desk, tick, of)
            };
            rows.child(row)
        });
        place.child(
            El::new("section", key)
                .child(words(desk.store, "h4", "", *title))
                .child(rows),
        )
    })
}

fn ticked(desk: Desk, tick: String, step: &Js) -> El {
    let (shown, now) = (tick.clone(), tick.clone());
    let on = desk.ticks.with_untracked(|ticks| ticks.contains(&tick));
    let mark = El::new("input", "").set("type", "checkbox");
    let node: web_sys::HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(mark.as_html());
    node.set_checked(on);
    let state = node.clone();
    runwright_widgets::dom::watch(move || {
        state.set_checked(desk.ticks.with(|ticks| ticks.contains(&shown)));
    });
    let mark = mark.on("change", move |_| {
        let on = node.checked();
        desk.ticks.update(|ticks| {
            ticks.retain(|tick| *tick != now);
            if on {
                ticks.push(now.clone());
            }
        });
    });
    let label = El::new("label", "tick")
        .child(mark)
        .child(rich("span", "", &step.texts("text")));
    shell(desk.store, El::new("li", "").child(label), step)
}
