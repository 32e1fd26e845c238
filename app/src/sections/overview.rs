//! Overview: first questions, starting points, readiness, capacity, findings.

use crate::dialogs;
use crate::field::{act, tone};
use crate::js::Js;
use crate::parts::{button, fields, group, head, items, live, words};
use crate::said::Found;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Draft;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Picture, Ring, StackBar, fill, icon, icon_small, ring, stack_bars};
use wasm_bindgen::JsCast;

pub fn view(store: Store, page: El) -> El {
    let line = store.said.part("facts/capacity_line");
    let why = store.said.part("facts/capacity_why");
    let more = words(store, "a", "", tx::HOW_COMES).set("href", "#/capacity");
    let capacity = group(store, tx::CAPACITY, None)
        .child(El::new("p", "say").child(El::new("b", "").says(move || line.get())))
        .child(El::new("p", "lead").says(move || why.get()))
        .child(El::new("p", "").child(more));
    let start = group(store, tx::START_FROM, Some(tx::START_LEAD))
        .child(presets(store))
        .child(open_plan(store))
        .child(
            El::new("p", "openrow")
                .child(words(store, "a", "", tx::HAVE_FILES).set("href", "#/open")),
        );
    let questions = [
        "gitlab.url",
        "target.platform",
        "job.builder",
        "dns.strategy",
    ];
    page.child(head(store, tx::OVERVIEW, tx::OVERVIEW_LEAD, None))
        .child(start)
        .child(fields(
            group(store, tx::FIRST_QUESTIONS, None),
            store,
            &questions,
        ))
        .child(capacity)
        .child(group(store, tx::S_CHECKLIST, None).child(readiness(store)))
        .child(group(store, tx::FINDINGS, None).child(findings(store)))
}

fn presets(store: Store) -> El {
    let count = move || store.said.spec().list("presets").len();
    El::new("div", "cards presets").each(count, move |at| preset(store, at))
}

fn preset(store: Store, at: usize) -> El {
    let read = move || {
        store
            .said
            .spec()
            .list("presets")
            .get(at)
            .cloned()
            .unwrap_or_else(Js::nothing)
    };
    let draft = untrack(read).at("draft").draft();
    let same = draft.clone();
    let chosen = Memo::new(move |_| store.draft.with(|now| *now == same));
    El::button("card preset")
        .truth("aria-pressed", move || chosen.get())
        .child(El::new("b", "").says(move || read().texts("label")))
        .child(El::new("span", "d").says(move || read().texts("help")))
        .on("click", move |_| {
            store.replace(draft.clone(), &untrack(read).texts("label"))
        })
}

fn open_plan(store: Store) -> El {
    let file = El::new("input", "vh")
        .set("type", "file")
        .set("accept", ".json,application/json")
        .on("change", move |event| {
            let input = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            if let Some(input) = input {
                dialogs::open_file(store, input.files());
                input.set_value("");
            }
        });
    let open = El::new("label", "btn s")
        .mount(icon_small("folder"))
        .child(words(store, "span", "", tx::OPEN_PLAN))
        .child(file);
    let new = button(store, "btn s", tx::NEW_PLAN, move || {
        store.replace(Draft::default(), &store.say(tx::NEW_PLAN))
    });
    El::new("div", "openrow")
        .child(open)
        .child(new)
        .child(words(store, "span", "sub", tx::OPEN_LEAD))
}

/// How many items of a list pass, fail, and are open.
fn tally<'a>(items: impl Iterator<Item = &'a Js>) -> (u32, u32, u32) {
    let mut tally = (0, 0, 0);
    for item in items {
        match item.texts("state").as_str() {
            "pass" => tally.0 += 1,
            "fail" => tally.1 += 1,
            "open" => tally.2 += 1,
            _ => {}
        }
    }
    tally
}

fn readiness(store: Store) -> El {
    let part = store.said.part("checklist");
    let picture = Signal::derive(move || {
        let (pass, fail, open) = tally(items(part).iter());
        let note = fill(
            tx::READY_OF.get(store.lang.get()),
            &(pass + fail + open).to_string(),
        );
        ring(&Ring {
            title: [&pass.to_string(), " ", &note].concat(),
            pass,
            fail,
            open,
            note,
        })
    });
    let bars = Signal::derive(move || {
        let items = items(part);
        let mut groups: Vec<String> = Vec::new();
        for group in items.iter().map(|item| item.texts("group")) {
            if groups.last() != Some(&group) {
                groups.push(group);
            }
        }
        let bar = |label: String| {
            let (pass, fail, open) =
                tally(items.iter().filter(|item| item.texts("group") == label));
            let note = [&pass.to_string(), " / ", &(pass + fail + open).to_string()].concat();
            StackBar {
                label,
                pass,
                fail,
                open,
                note,
            }
        };
        stack_bars(&groups.into_iter().map(bar).collect::<Vec<_>>())
    });
    let ring = view! { <Picture picture=picture /> };
    let bars = view! { <Picture picture=bars /> };
    let open = button(store, "link", tx::OPEN_CHECKLIST, move || {
        store.go_to_field("security.checklist")
    });
    El::new("div", "ready")
        .mount(ring.into_any())
        .child(El::new("div", "").mount(bars.into_any()).child(open))
}

/// All findings, worst first, each with its main fix.
fn findings(store: Store) -> El {
    let found = store.said.part("findings");
    let list = live(El::new("ul", "flist").set("id", "findings"), move || {
        // Followed as text: the rows stay while the findings do.
        found.track();
        let found = untrack(|| store.said.found());
        found
            .iter()
            .map(|found| finding_row(store, found))
            .collect()
    });
    let none =
        words(store, "p", "lead", tx::NO_FINDINGS).none(move || !store.said.found().is_empty());
    El::new("div", "").child(list).child(none)
}

fn finding_row(store: Store, found: &Found) -> El {
    let tone = tone(found.weight);
    let place = match runwright_model::Section::of(&found.field) {
        Some(section) => words(
            store,
            "span",
            "w",
            crate::nav::label(crate::route::Route::Section(section)),
        ),
        None => El::new("span", "w").text(&found.place),
    };
    // What no field is for is said of a line.
    let to = if found.field.is_empty() {
        found.place.clone()
    } else {
        found.field.clone()
    };
    let title = El::button("link plain")
        .text(&found.all.texts("title"))
        .on("click", move |_| store.go_to_field(&to));
    let row = El::new("li", "")
        .child(El::new("span", &["sev ", tone.class()].concat()).mount(icon(tone.icon())))
        .child(title)
        .child(place);
    let finding = found.all.clone();
    match finding.list("fixes").first().map(|fix| fix.texts("label")) {
        Some(label) => row.child(
            El::button("btn s")
                .text(&label)
                .on("click", move |_| act(store, &finding, 0)),
        ),
        None => row.child(El::new("span", "")),
    }
}
