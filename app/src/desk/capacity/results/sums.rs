//! The sums behind the numbers, and the answer to take along.

use super::part;
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::{self as dt, capacity as ct};
use crate::files::copy;
use crate::js::Js;
use crate::parts::{cell, live, row_head, words};
use crate::platform;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal};
use runwright_widgets::{Tone, icon_small};

const REPORT: &str = "runwright-capacity.md";
const QUESTION: &str = "runwright-capacity.json";

/// The sums in groups, folded.
pub fn view(store: Store, sizing: Sizing) -> El {
    let sums = sizing.part(Stage::Waits, "words/sums");
    let count = Memo::new(move |_| sums.with(|text| Js::parse(text)).items().len());
    let groups = El::new("div", "").each(move || count.get(), move |at| group(store, sums, at));
    part(store, sizing, Stage::Waits, ct::SUMS, None, groups)
}

/// A group of sums. Its rows are made while it is open, and it stays open when they change.
fn group(store: Store, sums: Memo<String>, at: usize) -> El {
    let one = move || {
        let all = sums.with(|text| Js::parse(text)).items();
        all.get(at).cloned().unwrap_or_else(Js::nothing)
    };
    let open = RwSignal::new(false);
    let body = live(El::new("tbody", ""), move || {
        if !open.get() {
            return Vec::new();
        }
        let sums = one().list("sums");
        untrack(|| sums.iter().map(|sum| row(store, sum)).collect())
    });
    let heads = [
        (ct::STEP, false),
        (ct::SUM, false),
        (ct::RESULT, true),
        (dt::SOURCE, false),
    ];
    let head = heads.iter().fold(El::new("tr", ""), |row, (text, number)| {
        let class = if *number { "num" } else { "" };
        row.child(words(store, "th", class, *text).set("scope", "col"))
    });
    let table = El::new("div", "tablewrap")
        .set("tabindex", "0")
        .set("role", "region")
        .attr("aria-label", move || {
            let all = ct::SUMS.get(store.lang.get());
            [all, ": ", &one().texts("title")].concat()
        })
        .child(
            El::new("table", "sums")
                .child(El::new("thead", "").child(head))
                .child(body),
        );
    let summary = El::new("summary", "")
        .child(El::new("span", "").says(move || one().texts("title")))
        .child(El::new("span", "r").says(move || {
            let count = one().list("sums").len().to_string();
            filled(store, ct::SUMS_N, &[&count])
        }));
    let fold = El::new("details", "fold")
        .child(summary)
        .child(El::new("div", "body").child(table));
    let node = fold.node().clone();
    fold.on("toggle", move |_| open.set(node.has_attribute("open")))
}

fn row(store: Store, sum: &Js) -> El {
    let what = sum.texts("what");
    let (source, url) = (sum.texts("source"), sum.texts("url"));
    let mut from = El::new("td", "src");
    if url.is_empty() {
        from = from.text(&source);
    } else {
        // The file says where; the rest is in the address.
        let path = source.rsplit('/').next().unwrap_or(&source);
        let name = [path, ", ", &store.say(dt::SOURCE), ": ", &what].concat();
        from = from.child(
            El::new("a", "link")
                .set("href", &url)
                .set("target", "_blank")
                .set("rel", "noopener noreferrer")
                .set("title", &source)
                .set("aria-label", &name)
                .text(path),
        );
    }
    El::new("tr", "")
        .child(row_head("", &what))
        .child(cell("mono", &sum.texts("sum")))
        .child(cell("num", &sum.texts("result")))
        .child(from)
}

/// The answer as a report, and the question for the terminal.
pub fn take(store: Store, sizing: Sizing) -> El {
    let stale = sizing.is_stale(Stage::Done);
    let report = move || sizing.at(Stage::Done).texts("report");
    let off = Memo::new(move |_| stale.get() || report().is_empty());
    let act = |text: Text, icon: &'static str, run: fn(Store, Sizing)| {
        El::button("btn s")
            .mount(icon_small(icon))
            .child(words(store, "span", "", text))
            .on("click", move |_| run(store, sizing))
    };
    El::new("section", "group part take")
        .child(words(store, "h2", "", ct::TAKE))
        .child(
            El::new("p", "lead")
                .html(move || runwright_widgets::with_code(ct::TAKE_LEAD.get(store.lang.get()))),
        )
        .child(
            El::new("div", "actions")
                .child(
                    act(ct::COPY_REPORT, "copy", |store, sizing| {
                        let text = untrack(|| sizing.at(Stage::Done)).texts("report");
                        copy(store, &text);
                    })
                    .flag("disabled", move || off.get()),
                )
                .child(
                    act(ct::SAVE_REPORT, "download", |store, sizing| {
                        let text = untrack(|| sizing.at(Stage::Done)).texts("report");
                        save(store, REPORT, &text, "text/markdown");
                    })
                    .flag("disabled", move || off.get()),
                )
                .child(act(ct::SAVE_QUESTION, "download", |store, sizing| {
                    let question = untrack(|| sizing.at(Stage::Quick)).at("question");
                    let text = js_sys::JSON::stringify_with_replacer_and_space(
                        &question.raw(),
                        &wasm_bindgen::JsValue::NULL,
                        &wasm_bindgen::JsValue::from_f64(2.0),
                    );
                    let text = text.map(String::from).unwrap_or_default();
                    save(store, QUESTION, &(text + "\n"), "application/json");
                })),
        )
}

fn save(store: Store, name: &str, text: &str, mime: &str) {
    if platform::download(name, text.as_bytes(), mime).is_err() {
        store.toast(tx::DOWNLOAD_FAILED, Tone::Warning);
    }
}
