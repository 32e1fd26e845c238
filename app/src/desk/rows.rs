//! The list of settings. A row is made once and kept: a search only chooses which rows stand in the list, and new ones are
//! made a few at a time between two frames, so that no key waits for them.

use super::{filled, tables, texts as dt};
use crate::js::Js;
use crate::parts::{button, words};
use crate::route::Route;
use crate::store::Store;
use crate::{field, nav};
use leptos::prelude::*;
use runwright_model::source::address;
use runwright_model::{Section, Value};
use runwright_widgets::dom::El;
use runwright_widgets::signal::RwSignal;
use runwright_widgets::{TextArea, with_code};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;

/// Rows shown before "show more".
const PAGE: usize = 60;
/// Milliseconds spent on new rows between two frames.
const SLICE: f64 = 8.0;

/// One setting, as far as it is looked at apart from being shown.
pub struct Setting {
    pub id: &'static str,
    pub part: String,
    pub path: String,
    /// The path of the table it stands in.
    pub table: String,
    /// What a search looks in, in small letters.
    pub hay: String,
    pub deprecated: bool,
    pub removed: bool,
    pub security: bool,
    pub all: Js,
}

/// The list.
#[derive(Clone)]
pub struct Rows(Rc<Inner>);

struct Inner {
    store: Store,
    place: Element,
    owner: Owner,
    all: Vec<Setting>,
    made: RefCell<Vec<Option<Element>>>,
    /// Indices of those that match, in order.
    hits: RefCell<Vec<usize>>,
    /// How many of them may be shown, and how many are.
    limit: Cell<usize>,
    done: Cell<usize>,
    /// Counts the choices; the slices of an earlier one stop.
    turn: Cell<u32>,
    more: RwSignal<bool>,
}

impl Rows {
    /// An empty list in `place`; `more` says when it holds less than there is.
    pub fn new(store: Store, place: Element, all: Vec<Setting>, more: RwSignal<bool>) -> Rows {
        place.set_inner_html("");
        Rows(Rc::new(Inner {
            store,
            place,
            owner: Owner::current().unwrap_or_default(),
            made: RefCell::new(all.iter().map(|_| None).collect()),
            all,
            hits: RefCell::default(),
            limit: Cell::new(PAGE),
            done: Cell::new(0),
            turn: Cell::new(0),
            more,
        }))
    }

    pub fn len(&self) -> usize {
        self.0.all.len()
    }

    /// The id and the path of the setting that a place belongs to: its own, or a part of its value.
    pub fn find(&self, place: &str) -> Option<(&'static str, String)> {
        let fits = |setting: &&Setting| field::belongs(place, setting.id);
        let found = self.0.all.iter().filter(fits);
        let found = found.max_by_key(|setting| setting.id.len());
        found.map(|setting| (setting.id, setting.path.clone()))
    }

    /// Shows those that fit and says how many do.
    pub fn choose(&self, fits: impl Fn(&Setting) -> bool) -> usize {
        let inner = &self.0;
        let fit = |(index, setting): (usize, &Setting)| fits(setting).then_some(index);
        let hits: Vec<usize> = inner.all.iter().enumerate().filter_map(fit).collect();
        let count = hits.len();
        inner.hits.replace(hits);
        inner.limit.set(PAGE);
        inner.done.set(0);
        inner.place.set_text_content(None);
        self.start();
        count
    }

    /// Shows as many again.
    pub fn more(&self) {
        self.0.limit.set(self.0.limit.get() + PAGE);
        self.start();
    }

    fn start(&self) {
        self.0.turn.set(self.0.turn.get() + 1);
        self.0
            .more
            .set(self.0.hits.borrow().len() > self.0.limit.get());
        self.fill(self.0.turn.get());
    }

    /// Adds rows until the slice is over, then goes on in the next frame.
    fn fill(&self, turn: u32) {
        let inner = &self.0;
        if inner.turn.get() != turn {
            return;
        }
        let clock = window().performance();
        let now = || clock.as_ref().map_or(0.0, |clock| clock.now());
        let began = now();
        while inner.done.get() < inner.limit.get() {
            let at = inner.done.get();
            let hits = inner.hits.borrow();
            let Some(index) = hits.get(at).copied() else {
                return;
            };
            let before = at.checked_sub(1).and_then(|at| hits.get(at)).copied();
            drop(hits);
            self.add(index, before);
            inner.done.set(at + 1);
            if now() - began > SLICE {
                let rows = self.clone();
                request_animation_frame(move || rows.fill(turn));
                return;
            }
        }
    }

    fn add(&self, index: usize, before: Option<usize>) {
        let inner = &self.0;
        let Some(setting) = inner.all.get(index) else {
            return;
        };
        let last = before.and_then(|before| inner.all.get(before));
        if last.is_none_or(|last| last.part != setting.part || last.table != setting.table) {
            let heading = inner
                .owner
                .with(|| untrack(|| heading(inner.store, setting)));
            let _ = inner.place.append_child(heading.node());
        }
        let kept = inner.made.borrow().get(index).cloned().flatten();
        let row = kept.unwrap_or_else(|| {
            let first = inner.all.iter().find(|known| known.id == setting.id);
            let first = first.map(|first| first.path.as_str()).unwrap_or_default();
            let make = || untrack(|| row(inner.store, setting, first));
            let row = inner.owner.with(make);
            row.node().clone()
        });
        let _ = inner.place.append_child(&row);
        if let Some(place) = inner.made.borrow_mut().get_mut(index) {
            *place = Some(row);
        }
    }
}

fn heading(store: Store, setting: &Setting) -> El {
    let part = match setting.part.as_str() {
        "config" => "config.toml",
        _ => "values.yaml",
    };
    let table = if setting.table.is_empty() {
        store.say(dt::TOP_LEVEL)
    } else {
        setting.table.clone()
    };
    El::new("h2", "settable")
        .child(El::new("span", "sub").text(part))
        .child(El::new("span", "mono").text(&table))
}

/// A row; `first` is the path of the first that shows the same field.
fn row(store: Store, setting: &Setting, first: &str) -> El {
    let spec = store.said.field(setting.id);
    let row = &setting.all;
    let wizard = Section::of(setting.id).filter(|_| is_wizard(setting));
    let kind = spec.texts("kind");
    let secret = row.flag("secret") && wizard.is_none();
    let class = if wizard.is_some() {
        "setting"
    } else {
        "setting own"
    };
    let place = El::new("section", class).child(head(
        store,
        setting,
        if secret { "secret" } else { &kind },
        wizard,
    ));
    // One field may decide several keys.
    if first != setting.path {
        return place.child(El::new("p", "sub").text(&filled(store, dt::SAME_AS, &[first])));
    }
    let place = place.set("id", &row_id(setting.id)).set("tabindex", "-1");
    if secret {
        let help = row.texts("help");
        return place
            .child(El::new("p", "help").html(move || with_code(&help)))
            .child(words(store, "p", "sub", dt::SECRET));
    }
    place.mount(match kind.as_str() {
        "tables" => field::field_of(store, setting.id, Some(tables::control)),
        "yaml" => field::field_of(store, setting.id, Some(free)),
        _ => field::field(store, setting.id),
    })
}

/// Path and marks of a setting, and where more is known of it.
fn head(store: Store, setting: &Setting, kind: &str, wizard: Option<Section>) -> El {
    let row = &setting.all;
    let badge = |class: &str, text: &str| El::new("span", class).text(text);
    let typed = match kind {
        "int" => dt::KIND_INT,
        "quantity" => dt::KIND_QUANTITY,
        "bool" => dt::KIND_BOOL,
        "choice" => dt::KIND_CHOICE,
        "list" | "words" => dt::KIND_LIST,
        "rows" | "tables" => dt::KIND_TABLES,
        "secret" => dt::KIND_SECRET,
        "yaml" => dt::KIND_YAML,
        _ => dt::KIND_TEXT,
    };
    let mut head = El::new("div", "sethead")
        .child(El::new("code", "path").text(&setting.path))
        .child(badge("badge", &store.say(typed)));
    let since = row.texts("since");
    if !since.is_empty() && wizard.is_none() {
        head = head.child(badge("badge", &filled(store, dt::SINCE, &[&since])));
    }
    for (class, text, note) in [
        ("badge warn", dt::DEPRECATED, row.texts("deprecated")),
        ("badge err", dt::REMOVED, row.texts("removed")),
    ] {
        if !note.is_empty() {
            let text = store.say(text);
            // The note may say no more than that it is so.
            let text = if note == text {
                text
            } else {
                [&text, " ", &note].concat()
            };
            head = head.child(badge(class, &text));
        }
    }
    if setting.security {
        head = head.child(badge("badge acc", &store.say(dt::SECURITY)));
    }
    let mut more = El::new("span", "more");
    if let Some(section) = wizard {
        let id = setting.id;
        more = more.child(button(
            store,
            "link",
            nav::label(Route::Section(section)),
            move || store.go_to_field(id),
        ));
    }
    if let Some(address) = address(&row.texts("source")) {
        let name = [&store.say(dt::SOURCE), ": ", &setting.path].concat();
        more = more.child(
            El::new("a", "link")
                .set("href", &address)
                .set("target", "_blank")
                .set("rel", "noopener noreferrer")
                .set("aria-label", &name)
                .text(&store.say(dt::SOURCE)),
        );
    }
    head.child(more)
}

/// A control for a value of any form.
fn free(store: Store, id: &'static str) -> AnyView {
    let value = store.text_of(id);
    let typed = Callback::new(move |text: String| store.type_in(id, Value::Text(text)));
    view! { <TextArea value=value on_input=typed rows=3 /> }.into_any()
}

/// The id of a setting's row.
pub fn row_id(id: &str) -> String {
    ["s-", &id.replace('.', "-")].concat()
}

fn is_wizard(setting: &Setting) -> bool {
    !setting.id.starts_with("values.") && !setting.id.starts_with("config.")
}
