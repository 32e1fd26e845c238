//! All settings: searched, filtered, grouped by their table, each with its control.

use super::rows::{Rows, Setting, row_id};
use super::{Desk, answers, filled, head, texts as dt};
use crate::js::Js;
use crate::parts::{button, words};
use crate::platform;
use crate::store::{Store, control_id};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_model::protocol::Ask;
use runwright_widgets::TextInput;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::RwSignal;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// What is searched for; kept while other pages are shown.
#[derive(Clone, Copy)]
pub struct View {
    query: RwSignal<String>,
    /// `changed`, `deprecated`, `version`, `security`, or empty for all.
    filter: RwSignal<String>,
    /// `values`, `config`, or empty for both.
    part: RwSignal<String>,
    /// How many rows match, and of how many.
    found: RwSignal<(usize, usize)>,
    /// Whether more match than are shown.
    more: RwSignal<bool>,
}

impl View {
    pub fn new() -> View {
        View {
            query: RwSignal::new(String::new()),
            filter: RwSignal::new(String::new()),
            part: RwSignal::new(String::new()),
            found: RwSignal::new((0, 0)),
            more: RwSignal::new(false),
        }
    }
}

/// The page.
pub fn view(desk: Desk) -> El {
    let (store, view) = (desk.store, desk.view);
    let list = El::new("div", "settings");
    let place = list.node().clone();
    let rows: Rc<RefCell<Option<Rows>>> = Rc::default();
    watch(move || {
        store.lang.track();
        untrack(|| desk.settings.ask(store, Ask::Settings));
    });
    let shown = rows.clone();
    watch(move || {
        // The rows of another language are made anew; the ones before go with this run's owner.
        let say = desk.settings.get();
        if !say.is_nothing() {
            untrack(|| {
                answers::learn(store, say.at("fields"));
                let rows = say.list("rows");
                let all = rows.iter().map(|row| Setting::of(store, row)).collect();
                *shown.borrow_mut() = Some(Rows::new(store, place.clone(), all, view.more));
                refresh(desk, &shown);
            });
        }
    });
    let shown = rows.clone();
    watch(move || {
        view.query.track();
        view.filter.track();
        view.part.track();
        untrack(|| refresh(desk, &shown));
    });
    let shown = rows.clone();
    watch(move || {
        let id = store.wanted.get();
        desk.settings.get();
        untrack(|| show(desk, &shown, &id));
    });
    let more = button(store, "btn", dt::SHOW_MORE, move || {
        if let Some(rows) = rows.borrow().as_ref() {
            rows.more();
        }
    })
    .none(move || !view.more.get());
    let nothing = words(store, "p", "sub", dt::NO_SETTING)
        .none(move || view.found.get().0 > 0 || view.found.get().1 == 0);
    let starting = words(store, "p", "sub", dt::WAIT).none(move || view.found.get().1 > 0);
    El::new("div", "")
        .child(head(store, tx::ALL_SETTINGS, dt::SETTINGS_LEAD))
        .child(bar(desk))
        .child(starting)
        .child(list)
        .child(nothing)
        .child(El::new("p", "acts").child(more))
}

/// The search and the filters.
fn bar(desk: Desk) -> El {
    let (store, view) = (desk.store, desk.view);
    let input = view! { <TextInput value=view.query on_input=Callback::new(move |text| view.query.set(text)) id="settings-search" label=store.tr(dt::SEARCH) placeholder=store.tr(dt::SEARCH_HINT) /> };
    let found = El::new("span", "sub").set("role", "status").says(move || {
        let (found, all) = view.found.get();
        filled(store, dt::FOUND_N, &[&found.to_string(), &all.to_string()])
    });
    El::new("div", "setbar")
        .set("role", "search")
        .child(
            El::new("div", "setfind")
                .mount(input.into_any())
                .child(found),
        )
        .child(chips(
            store,
            dt::SHOW,
            view.filter,
            &[
                ("", dt::F_ALL),
                ("changed", dt::F_CHANGED),
                ("deprecated", dt::F_DEPRECATED),
                ("version", dt::F_VERSION),
                ("security", dt::F_SECURITY),
            ],
        ))
        .child(chips(
            store,
            dt::PART,
            view.part,
            &[
                ("", dt::P_BOTH),
                ("values", dt::PART_VALUES),
                ("config", dt::PART_CONFIG),
            ],
        ))
}

/// Buttons of which one is pressed.
fn chips(
    store: Store,
    name: Text,
    value: RwSignal<String>,
    all: &'static [(&'static str, Text)],
) -> El {
    let group = El::new("div", "chips")
        .set("role", "group")
        .attr("aria-label", move || name.get(store.lang.get()).to_string());
    all.iter().fold(group, |group, (id, text)| {
        group.child(
            button(store, "chip", *text, move || value.set(id.to_string()))
                .truth("aria-pressed", move || value.with(|value| value == id)),
        )
    })
}

/// Shows the rows that match now. What is changed later does not leave the list under the hand.
fn refresh(desk: Desk, rows: &RefCell<Option<Rows>>) {
    let (store, view) = (desk.store, desk.view);
    let rows = rows.borrow();
    let Some(rows) = rows.as_ref() else {
        return;
    };
    let query = view.query.get().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let (filter, part) = (view.filter.get(), view.part.get());
    let draft = store.draft.get();
    let states = store.said.plan().at("fields");
    let fits = |setting: &Setting| {
        (part.is_empty() || setting.part == part)
            && match filter.as_str() {
                "changed" => draft.get(setting.id).is_some(),
                "deprecated" => setting.deprecated,
                "version" => setting.removed || states.at(setting.id).flag("too_new"),
                "security" => setting.security,
                _ => true,
            }
            && words.iter().all(|word| setting.hay.contains(word))
    };
    view.found.set((rows.choose(fits), rows.len()));
}

/// Brings one setting into view, wherever it is.
fn show(desk: Desk, rows: &RefCell<Option<Rows>>, id: &str) {
    let found = rows.borrow().as_ref().and_then(|rows| rows.find(id));
    let Some((id, path)) = found else {
        return;
    };
    desk.store.wanted.set(String::new());
    desk.view.filter.set(String::new());
    desk.view.part.set(String::new());
    desk.view.query.set(path);
    let focus = move || {
        let Some(row) = platform::element(&row_id(id)) else {
            return;
        };
        // Of a group it is the first control.
        let control = platform::element(&control_id(id)).map(|control| {
            let inner = control.query_selector("input, select, textarea, button");
            let inner = inner.ok().flatten();
            inner
                .and_then(|inner| inner.dyn_into().ok())
                .unwrap_or(control)
        });
        let _ = control.unwrap_or_else(|| row.clone()).focus();
        row.scroll_into_view_with_bool(false);
    };
    runwright_widgets::later(120, Box::new(focus));
}

impl Setting {
    /// Reads a row of the answer.
    pub fn of(store: Store, row: &Js) -> Setting {
        let path = row.texts("path");
        let label = store.said.field(&row.texts("id")).texts("label");
        let table = path.rsplit_once('.').map_or("", |parts| parts.0);
        let (help, id) = (row.texts("help"), row.texts("id"));
        let hay = [&path, &help, &id, &label].map(String::as_str).join(" ");
        Setting {
            id: intern(&row.texts("id")),
            part: row.texts("part"),
            table: table.to_string(),
            hay: hay.to_lowercase(),
            path,
            deprecated: !row.texts("deprecated").is_empty(),
            removed: !row.texts("removed").is_empty(),
            security: row.flag("security"),
            all: row.clone(),
        }
    }
}

/// An id for as long as the page lives. There are some hundred, and each is kept once.
pub fn intern(id: &str) -> &'static str {
    thread_local! {
        static KEPT: RefCell<std::collections::BTreeSet<&'static str>> = const { RefCell::new(std::collections::BTreeSet::new()) };
    }
    KEPT.with_borrow_mut(|kept| {
        if let Some(known) = kept.get(id) {
            return *known;
        }
        let id: &'static str = Box::leak(id.to_string().into_boxed_str());
        kept.insert(id);
        id
    })
}
