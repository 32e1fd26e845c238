//! Opening the files a team already has: what they are, what of them is understood, and what was found in them.

use super::{Desk, filled, head, opened, texts as dt};
use crate::bridge;
use crate::js::Js;
use crate::parts::{button, live, words};
use crate::platform;
use crate::store::{Deed, Store};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::{Ask, PlanAsk, Source};
use runwright_model::{Draft, json};
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, RwSignal};
use runwright_widgets::{Disclosure, TextArea, TextInput, Tone, icon};
use wasm_bindgen::{JsCast, JsValue};

/// Largest file that is read, in bytes.
const MOST: f64 = 5e6;

/// A file with a bit of each language.
const WARM: &str = "concurrent: 5\ntags: [a, b]\nmore: { a: 1 }\nrunners:\n  config: |\n    [[runners]]\n      [runners.kubernetes]\n        image = \"a\"\n        [[runners.kubernetes.volumes.empty_dir]]\n          name = \"a\"\n";

const WARM_KEYS: &str = "## a\n# b\nc:\n  d: true # e\n  f: [g, \"h\"]\n";
/// How often it is read.
const TURNS: u32 = 12;

/// What is on its way to be opened, and what was pasted.
#[derive(Clone, Copy)]
pub struct Opening {
    /// The files that were asked about, to be opened when they are understood.
    asked: StoredValue<Option<Vec<Source>>>,
    /// What the last answer is about.
    about: StoredValue<String>,
    /// How often the engine has read a file for practice.
    turns: StoredValue<u32>,
    busy: RwSignal<bool>,
    /// What happened last.
    told: RwSignal<String>,
    /// The last answer found nothing it knows.
    unknown: RwSignal<bool>,
    name: RwSignal<String>,
    text: RwSignal<String>,
}

impl Opening {
    pub fn new() -> Opening {
        Opening {
            asked: StoredValue::new(None),
            about: StoredValue::new(String::new()),
            turns: StoredValue::new(0),
            busy: RwSignal::new(false),
            told: RwSignal::new(String::new()),
            unknown: RwSignal::new(false),
            name: RwSignal::new("values.yaml".to_string()),
            text: RwSignal::new(String::new()),
        }
    }
}

/// Has the engine read a small file some times before the first real one comes: the browser translates what runs often
/// once more, after which it takes a quarter of the time. Each turn waits for the one before, so a real file waits for
/// one at most.
pub fn warm(desk: Desk) {
    let open = desk.open;
    let turn = open.turns.get_value();
    let real = open.busy.get() || !desk.store.opened.with(String::is_empty);
    if turn == TURNS || real {
        return;
    }
    open.turns.set_value(turn + 1);
    let sources = vec![Source {
        name: "values.yaml".to_string(),
        text: [WARM, &WARM_KEYS.repeat(60)].concat(),
    }];
    desk.warm.ask(
        desk.store,
        if turn.is_multiple_of(2) {
            Ask::Read { sources }
        } else {
            Ask::Plan(PlanAsk {
                sources,
                ..PlanAsk::default()
            })
        },
    );
}

/// Opens what was read, and reads again what came back with a reload or a step of the history.
pub fn follow(desk: Desk) {
    let store = desk.store;
    watch(move || {
        if !desk.warm.get().is_nothing() {
            untrack(|| warm(desk));
        }
    });
    watch(move || {
        let say = desk.read.get();
        if !say.is_nothing() {
            untrack(|| answered(desk, &say));
        }
    });
    watch(move || {
        let about = [store.lang.get().code(), &store.opened.get()].concat();
        let ready = store.said.has_spec();
        untrack(|| {
            if ready {
                dropped(desk);
            }
            let known = desk.open.about.with_value(|now| *now == about);
            let sources = store.plan_ask().sources;
            if ready && !known && !sources.is_empty() {
                desk.open.about.set_value(about);
                desk.read.ask(store, Ask::Read { sources });
            }
        });
    });
}

/// Reads files of the browser, then asks the engine what they are.
pub fn take(desk: Desk, files: Vec<JsValue>) {
    let store = desk.store;
    let mut waiting = Vec::new();
    for file in files {
        let Ok(file) = file.dyn_into::<web_sys::File>() else {
            continue;
        };
        if file.size() > MOST {
            say(store, dt::TOO_LARGE, &file.name());
        } else {
            waiting.push(file);
        }
    }
    next(desk, waiting, Vec::new());
}

/// Reads one file after the other.
fn next(desk: Desk, mut waiting: Vec<web_sys::File>, read: Vec<Source>) {
    let Some(file) = (!waiting.is_empty()).then(|| waiting.remove(0)) else {
        ask(desk, read);
        return;
    };
    desk.open.busy.set(true);
    let name = file.name();
    platform::settle(&file.text(), move |text| {
        let mut read = read.clone();
        match text.and_then(|text| text.as_string()) {
            Some(text) => put(
                &mut read,
                Source {
                    name: name.clone(),
                    text,
                },
            ),
            None => say(desk.store, dt::NOT_READABLE, &name),
        }
        next(desk, waiting.clone(), read);
    });
}

fn say(store: Store, text: runwright_model::Text, name: &str) {
    let text = [&store.say(text), name].concat();
    store.act(Deed::Toast(text, Tone::Warning));
}

/// Adds a file; one of the same name is replaced.
fn put(sources: &mut Vec<Source>, source: Source) {
    match sources.iter_mut().find(|known| known.name == source.name) {
        Some(known) => *known = source,
        None => sources.push(source),
    }
}

/// Asks what the open files and the new ones are.
fn ask(desk: Desk, new: Vec<Source>) {
    if new.is_empty() {
        desk.open.busy.set(false);
        return;
    }
    let mut sources = desk.store.plan_ask().sources;
    for source in new {
        put(&mut sources, source);
    }
    desk.open.busy.set(true);
    desk.open.unknown.set(false);
    desk.open.asked.set_value(Some(sources.clone()));
    desk.read.ask(desk.store, Ask::Read { sources });
}

fn answered(desk: Desk, say: &Js) {
    let (store, open) = (desk.store, desk.open);
    open.busy.set(false);
    let Some(sources) = open.asked.get_value() else {
        return;
    };
    open.asked.set_value(None);
    let files = say.list("files");
    if files.iter().all(|file| file.texts("what").is_empty()) {
        open.unknown.set(true);
        return;
    }
    open.unknown.set(false);
    open.text.set(String::new());
    let origin = say.at("draft").draft();
    let before = store.plan_ask();
    let plan = if before.sources.is_empty() {
        origin.clone()
    } else {
        carried(&before.draft, &before.origin, &origin)
    };
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    let label = filled(store, dt::OPENED, &[&names.join(", ")]);
    let secret = files.iter().any(|file| file.flag("secret"));
    let opened = Js::parse("{}");
    opened.put("sources", Js::parse(&json::write(&sources)));
    opened.put("draft", Js::parse(&json::write(&origin)));
    opened.put("plan", Js::parse(&json::write(&plan)));
    opened.put("keep", Js::of((!secret).into()));
    let opened = opened.json();
    open.about
        .set_value([store.lang.get().code(), &opened].concat());
    store.act(Deed::Open(opened, &label));
    open.told.set(label);
    request_animation_frame(|| focus("open-now"));
}

fn focus(id: &str) {
    if let Some(element) = platform::element(id) {
        let _ = element.focus();
    }
}

/// Closes all files.
pub fn close(desk: Desk) {
    let store = desk.store;
    let sources = untrack(|| store.plan_ask()).sources;
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    let label = untrack(|| filled(store, dt::CLOSED, &[&names.join(", ")]));
    store.act(Deed::Open(String::new(), &label));
    desk.open.told.set(label);
    request_animation_frame(|| focus("open-files"));
}

/// What the files say, with the changes that were made since the ones before were opened.
fn carried(now: &Draft, before: &Draft, origin: &Draft) -> Draft {
    let mut plan = origin.clone();
    for (id, value) in now.0.iter() {
        if before.get(id) != Some(value) {
            plan.0.insert(id.clone(), value.clone());
        }
    }
    for id in before.0.keys().filter(|id| now.get(id).is_none()) {
        plan.0.remove(id);
    }
    plan
}

/// The page.
pub fn view(desk: Desk) -> El {
    let (store, open) = (desk.store, desk.open);
    // Said to who cannot see it happen.
    let told = El::new("p", "vh").set("role", "status").says(move || {
        if open.busy.get() {
            dt::READING.get(store.lang.get()).to_string()
        } else {
            open.told.get()
        }
    });
    let busy = words(store, "p", "sub", dt::READING)
        .set("aria-hidden", "true")
        .none(move || !open.busy.get());
    let unknown = El::new("div", "finding span warn")
        .set("role", "status")
        .none(move || !open.unknown.get())
        .mount(icon("warning"))
        .child(words(store, "strong", "", dt::NOTHING_KNOWN))
        .child(words(store, "p", "", dt::NOTHING_KNOWN_MORE));
    El::new("div", "")
        .child(head(store, tx::OPEN_FILES, dt::OPEN_LEAD))
        .child(told)
        .child(busy)
        .child(unknown)
        .child(opened::opened(desk))
        .child(drop_zone(desk))
        .mount(paste(desk))
}

fn drop_zone(desk: Desk) -> El {
    let store = desk.store;
    let over = RwSignal::new(false);
    let input = El::new("input", "vh")
        .set("type", "file")
        .set("multiple", "multiple")
        .set("id", "open-files")
        .on("change", move |event| {
            let input = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            if let Some(input) = input {
                let files = input
                    .files()
                    .map(|files| js_sys::Array::from(&files).to_vec());
                take(desk, files.unwrap_or_default());
                input.set_value("");
            }
        });
    let choose = El::new("label", "btn primary")
        .child(words(store, "span", "", dt::CHOOSE))
        .child(input);
    let none = Memo::new(move |_| store.opened.with(String::is_empty));
    let title = El::new("b", "").says(move || {
        let text = if none.get() { dt::DROP } else { dt::DROP_MORE };
        text.get(store.lang.get()).to_string()
    });
    let kinds = live(El::new("ul", "kinds"), move || {
        let lang = store.lang.get();
        let kind = |text: &str| {
            El::new("li", "").html({
                let text = runwright_widgets::with_code(text);
                move || text.clone()
            })
        };
        dt::KINDS.iter().map(|text| kind(text.get(lang))).collect()
    });
    let more = El::new("div", "more")
        .none(move || !none.get())
        .child(kinds)
        .child(words(store, "p", "", dt::STAYS_HERE));
    // The drop itself is heard by the page, wherever it falls.
    El::new("div", "drop")
        .class("line", move || !none.get())
        .class("over", move || over.get())
        .on("dragover", move |_| over.set(true))
        .on("dragleave", move |_| over.set(false))
        .on("drop", move |_| over.set(false))
        .mount(icon("file"))
        .child(title)
        .child(choose)
        .child(more)
}

fn paste(desk: Desk) -> AnyView {
    let (store, open) = (desk.store, desk.open);
    let name = view! { <TextInput value=open.name on_input=Callback::new(move |name| open.name.set(name)) mono=true id="open-name" label=store.tr(dt::PASTE_NAME) /> };
    let text = view! { <TextArea value=open.text on_input=Callback::new(move |text| open.text.set(text)) rows=10 id="open-text" label=store.tr(dt::PASTE_TEXT) /> };
    let read = button(store, "btn s primary", dt::READ, move || {
        let source = Source {
            name: open.name.get_untracked(),
            text: open.text.get_untracked(),
        };
        if !source.text.trim().is_empty() {
            ask(desk, vec![source]);
        }
    });
    let body = El::new("div", "pasted")
        .mount(name.into_any())
        .mount(text.into_any())
        .child(El::new("div", "acts").child(read))
        .view();
    view! { <Disclosure summary=store.tr(dt::PASTE)>{body}</Disclosure> }.into_any()
}

/// The engine will not answer.
pub fn given_up(desk: Desk) {
    desk.open.busy.set(false);
    desk.open.asked.set_value(None);
    desk.open.about.set_value(String::new());
}

/// The files that were dropped on the page.
pub fn dropped(desk: Desk) {
    let files = bridge::take().to_vec();
    if !files.is_empty() {
        take(desk, files);
    }
}
