//! Where the time before a job's script goes, and what would save some of it.

use super::run::{already, and, follow, part, rich};
use super::texts::run as rt;
use super::upgrade::snippet;
use super::{Desk, head, texts as dt};
use crate::js::Js;
use crate::parts::{button, cell, items, live, table, words};
use crate::store::{Deed, Store};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_model::source::address;
use runwright_widgets::Disclosure;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Memo;

/// Width of the timeline's picture, in its own units.
const WIDE: i64 = 1000;

/// The page.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    let paste = desk.times;
    follow(store, move || {
        let text = paste.get();
        untrack(|| {
            let plan = store.plan_ask();
            desk.start.ask(store, Ask::Start { plan, text });
        });
    });
    let phases = part(desk.start, "phases");
    let savings = part(desk.start, "savings");
    let text = part(desk.start, "snippet");
    let notes = part(desk.start, "notes");
    let there = Memo::new(move |_| desk.start.get().texts("kind") == "start");
    let wait = words(store, "p", "sub", dt::WAIT).none(move || there.get());
    let say = El::new("p", "say")
        .child(El::new("b", "").says(move || desk.start.get().texts("total_text")));
    let from = El::new("p", "from")
        .child(El::new("span", "badge").says(move || {
            let measured = desk.start.get().flag("measured");
            let word = if measured {
                rt::MEASURED
            } else {
                rt::ESTIMATED
            };
            word.get(store.lang.get()).to_string()
        }))
        .child(El::new("span", "").says(move || desk.start.get().texts("from")));
    let line = live(El::new("div", ""), move || {
        let phases = items(phases);
        let total = desk.start.get().number("total_ms");
        let sum = desk.start.get().texts("total_text");
        untrack(|| vec![timeline(store, &phases, total, &sum)])
    });
    let notes = live(El::new("div", "said"), move || {
        items(notes)
            .iter()
            .map(|note| rich("p", "", &note.text()))
            .collect()
    });
    let saved = live(El::new("div", ""), move || {
        let all = items(savings);
        let sum = desk.start.get().texts("saved_text");
        untrack(|| vec![saved(store, &all, &sum)])
    });
    let pipeline = live(El::new("div", ""), move || {
        let text = text.get();
        if text.is_empty() {
            return Vec::new();
        }
        untrack(|| {
            let say = desk.start.get();
            vec![
                El::new("section", "group")
                    .child(words(store, "h2", "", rt::SNIPPET))
                    .child(snippet(store, ".gitlab-ci.yml", &say, text)),
            ]
        })
    });
    let body = El::new("div", "")
        .none(move || !there.get())
        .child(say)
        .child(from)
        .child(line)
        .child(notes)
        .child(times(desk))
        .child(saved)
        .child(pipeline);
    El::new("div", "")
        .child(head(store, tx::STARTS, rt::STARTS_LEAD))
        .child(wait)
        .child(body)
}

/// The phases as bars in the rows of their table.
fn timeline(store: Store, phases: &[Js], total: i64, sum: &str) -> El {
    let longest = phases
        .iter()
        .map(|phase| phase.number("length_ms"))
        .max()
        .unwrap_or(0);
    let scale = |ms: i64| ms.saturating_mul(WIDE) / total.max(1);
    let row = |body: El, phase: &Js| {
        let (start, length) = (phase.number("start_ms"), phase.number("length_ms"));
        let most = length == longest && length > 0;
        let bar = El::svg("svg", "bar")
            .set("viewBox", "0 0 1000 14")
            .set("preserveAspectRatio", "none")
            .set("aria-hidden", "true");
        let bar =
            bar.child(rect("track", 0, WIDE))
                .child(rect("on", scale(start), scale(length).max(4)));
        let label = El::new("th", "")
            .set("scope", "row")
            .text(&phase.texts("label"));
        let mut takes = El::new("td", "num").text(&phase.texts("length_text"));
        if most {
            takes = takes.child(words(store, "span", "sub", rt::LONGEST));
        }
        let class = if most { "phase most" } else { "phase" };
        let body = body.child(
            El::new("tr", class)
                .child(label)
                .child(El::new("td", "span").child(bar))
                .child(takes),
        );
        let sum = phase.texts("sum");
        if sum.is_empty() {
            return body;
        }
        let sum = rich("td", "sub", &sum).set("colspan", "3");
        body.child(El::new("tr", "sum").child(sum))
    };
    let body = phases.iter().fold(El::new("tbody", ""), row).child(
        El::new("tr", "phase all")
            .child(words(store, "th", "", rt::TOTAL).set("scope", "row"))
            .child(cell("num strong", sum).set("colspan", "2")),
    );
    let heads = [(rt::PHASE, false), (rt::WHEN, false), (rt::TAKES, true)];
    El::new("section", "group timeline")
        .child(words(store, "h2", "vh", rt::TIMELINE))
        .child(table(store, rt::TIMELINE, "phases", &heads, body))
}

fn rect(class: &str, x: i64, width: i64) -> El {
    El::svg("rect", class)
        .set("x", &x.to_string())
        .set("width", &width.to_string())
        .set("y", "0")
        .set("height", "14")
}

/// A place for what tells the real times.
fn times(desk: Desk) -> El {
    let (store, paste) = (desk.store, desk.times);
    let body = live(El::new("div", ""), move || {
        let editing = paste.editing.get();
        untrack(|| {
            let cap = El::new("div", "cap");
            if editing {
                let cap = cap
                    .child(words(store, "span", "what", rt::PASTE_TIMES))
                    .child(El::new("span", "right").child(paste.chooser(store)));
                return vec![
                    cap,
                    paste.area(store, rt::PASTE_TIMES),
                    words(store, "p", "hint", rt::PASTE_HINT),
                ];
            }
            let from = El::new("span", "what")
                .set("id", "times-shown")
                .set("tabindex", "-1")
                .says(move || desk.start.get().texts("from"));
            vec![cap.child(from).child(paste.tools(store))]
        })
    });
    let box_ = El::new("section", "paste small")
        .attr("aria-label", move || {
            rt::PASTE_TIMES.get(store.lang.get()).to_string()
        })
        .child(body);
    let told = El::new("p", "vh").set("role", "status").says(move || {
        if paste.is_empty() {
            String::new()
        } else {
            desk.start.get().texts("from")
        }
    });
    let lead = El::new("p", "sub").html(move || {
        let (lead, stays) = (
            rt::REAL_LEAD.get(store.lang.get()),
            rt::STAYS.get(store.lang.get()),
        );
        runwright_widgets::with_code(&[lead, " ", stays].concat())
    });
    let inner = El::new("div", "")
        .child(lead)
        .child(paste.droppable(store, box_))
        .view();
    let open = !paste.is_empty();
    El::new("div", "times").child(told).mount(
        view! { <Disclosure summary=store.tr(rt::REAL_TIMES) open=open>{inner}</Disclosure> }
            .into_any(),
    )
}

fn saved(store: Store, all: &[Js], sum: &str) -> El {
    let section = El::new("section", "group").child(words(store, "h2", "", rt::SAVINGS));
    if all.is_empty() {
        return section.child(words(store, "p", "lead", rt::NO_SAVINGS));
    }
    let list = all.iter().fold(El::new("ul", "savings"), |list, of| {
        list.child(saving(store, of))
    });
    let total = El::new("p", "total")
        .child(words(store, "span", "", rt::SAVINGS_SUM))
        .child(El::new("span", "right").text(sum));
    section.child(list).child(total)
}

fn saving(store: Store, saving: &Js) -> El {
    let (label, edits) = (saving.texts("label"), saving.edits("edits"));
    let chosen = saving.flag("chosen");
    let here = edits.clone();
    let done = Memo::new(move |_| chosen || already(store, &here));
    let by = El::new("p", "by")
        .child(words(store, "span", "vh", rt::SAVES))
        .child(El::new("b", "").text(&saving.texts("saved_text")));
    let mut what = El::new("div", "what")
        .child(rich("h3", "", &label))
        .child(rich("p", "", &saving.texts("detail")))
        .child(rich("p", "sub", &saving.texts("sum")));
    if let Some(address) = address(&saving.texts("source")) {
        let name = [&store.say(dt::SOURCE), ": ", &label].concat();
        what = what.child(
            El::new("a", "link")
                .set("href", &address)
                .set("target", "_blank")
                .set("rel", "noopener noreferrer")
                .set("aria-label", &name)
                .text(&store.say(dt::SOURCE)),
        );
    }
    let acts = El::new("div", "go")
        .child(words(store, "span", "badge ok", tx::IN_USE).none(move || !done.get()));
    let acts = if edits.is_empty() {
        let by_project = rich("span", "sub", &store.say(rt::OUTSIDE));
        and(acts, (!chosen).then_some(by_project))
    } else {
        let name = |text| [&store.say(text), ": ", &label].concat();
        let (look, take) = (name(tx::PREVIEW), name(tx::APPLY));
        let (seen, named) = (edits.clone(), label.clone());
        let both = El::new("span", "row")
            .none(move || done.get())
            .child(
                button(store, "btn s", tx::PREVIEW, move || {
                    store.act(Deed::Preview(seen.clone()))
                })
                .set("aria-label", &look),
            )
            .child(
                button(store, "btn s", tx::APPLY, move || {
                    store.apply(&edits, &named)
                })
                .set("aria-label", &take),
            );
        acts.child(both)
    };
    El::new("li", "saving").child(by).child(what).child(acts)
}
