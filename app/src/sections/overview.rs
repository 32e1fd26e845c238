//! Overview: first questions, starting points, readiness, capacity, findings.

use crate::dialogs;
use crate::field::{act, tone};
use crate::parts::{button, fields, group, head, live, words};
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::preset::{self, Preset};
use runwright_model::protocol::{CheckItem, CheckState};
use runwright_model::{Draft, Finding};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Picture, Ring, StackBar, fill, icon, icon_small, ring, stack_bars};
use wasm_bindgen::JsCast;

pub fn view(store: Store, page: El) -> El {
    let line = store.part(|said| &said.facts.capacity_line);
    let why = store.part(|said| &said.facts.capacity_why);
    let more = words(store, "a", "", tx::HOW_COMES).set("href", "#/capacity");
    let capacity = group(store, tx::CAPACITY, None)
        .child(El::new("p", "say").child(El::new("b", "").says(move || line.get())))
        .child(El::new("p", "lead").says(move || why.get()))
        .child(El::new("p", "").child(more));
    let start = group(store, tx::START_FROM, Some(tx::START_LEAD))
        .child(presets(store))
        .child(open_plan(store));
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
    let card = |cards: El, preset: &'static Preset| {
        let draft = preset.draft();
        let chosen = {
            let draft = draft.clone();
            Memo::new(move |_| store.draft.with(|now| *now == draft))
        };
        let card = El::button("card preset")
            .truth("aria-pressed", move || chosen.get())
            .child(words(store, "b", "", preset.label))
            .child(words(store, "span", "d", preset.help))
            .on("click", move |_| {
                store.replace(draft.clone(), preset.label.get(store.lang.get_untracked()))
            });
        cards.child(card)
    };
    preset::PRESETS
        .iter()
        .fold(El::new("div", "cards presets"), card)
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

#[derive(Clone, Copy, Default, PartialEq)]
struct Tally {
    pass: u32,
    fail: u32,
    open: u32,
}

fn tally<'a>(items: impl Iterator<Item = &'a CheckItem>) -> Tally {
    let mut tally = Tally::default();
    for item in items {
        match item.state {
            CheckState::Pass => tally.pass += 1,
            CheckState::Fail => tally.fail += 1,
            CheckState::Open => tally.open += 1,
            CheckState::NotApplicable => {}
        }
    }
    tally
}

fn readiness(store: Store) -> El {
    let items = store.part(|said| &said.checklist);
    let picture = Signal::derive(move || {
        let lang = store.lang.get();
        let Tally { pass, fail, open } = items.with(|items| tally(items.iter()));
        let note = fill(tx::READY_OF.get(lang), &(pass + fail + open).to_string());
        ring(&Ring {
            title: [&pass.to_string(), " ", &note].concat(),
            pass,
            fail,
            open,
            note,
        })
    });
    let bars = Signal::derive(move || {
        items.with(|items| {
            let mut groups: Vec<&str> = Vec::new();
            for item in items {
                if !groups.contains(&item.group.as_str()) {
                    groups.push(&item.group);
                }
            }
            let bar = |group: &&str| {
                let Tally { pass, fail, open } =
                    tally(items.iter().filter(|item| item.group == *group));
                let note = [&pass.to_string(), " / ", &(pass + fail + open).to_string()].concat();
                StackBar {
                    label: group.to_string(),
                    pass,
                    fail,
                    open,
                    note,
                }
            };
            stack_bars(&groups.iter().map(bar).collect::<Vec<_>>())
        })
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
    let found = store.part(|said| &said.findings);
    let list = live(El::new("ul", "flist").set("id", "findings"), move || {
        found
            .get()
            .into_iter()
            .map(|finding| finding_row(store, finding))
            .collect()
    });
    let none = words(store, "p", "lead", tx::NO_FINDINGS).none(move || !found.with(Vec::is_empty));
    El::new("div", "").child(list).child(none)
}

fn finding_row(store: Store, finding: Finding) -> El {
    let tone = tone(finding.severity);
    let place = match runwright_model::Section::of(&finding.field) {
        Some(section) => words(
            store,
            "span",
            "w",
            crate::nav::label(crate::route::Route::Section(section)),
        ),
        None => El::new("span", "w"),
    };
    let field = finding.field.clone();
    let title = El::button("link plain")
        .text(&finding.title)
        .on("click", move |_| store.go_to_field(&field));
    let row = El::new("li", "")
        .child(El::new("span", &["sev ", tone.class()].concat()).mount(icon(tone.icon())))
        .child(title)
        .child(place);
    match finding.fixes.first().map(|fix| fix.label.clone()) {
        Some(label) => row.child(
            El::button("btn s")
                .text(&label)
                .on("click", move |_| act(store, &finding, 0)),
        ),
        None => row.child(El::new("span", "")),
    }
}
