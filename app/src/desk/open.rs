//! Opening the files a team already has: what they are, what of them is understood, and what was found in them.

use super::{Desk, filled, head, texts as dt};
use crate::bridge;
use crate::field;
use crate::js::Js;
use crate::parts::{button, live, words};
use crate::platform;
use crate::said::weight;
use crate::store::{Deed, SOURCES_KEY, Store};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::{Ask, Source};
use runwright_model::{Draft, json};
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{
    Action, ActionKind, Disclosure, FindingBox, FindingData, TextArea, TextInput, Tone, icon,
};
use wasm_bindgen::{JsCast, JsValue};

/// Largest file that is read, in bytes.
const MOST: f64 = 5e6;

/// What is on its way to be opened, and what was pasted.
#[derive(Clone, Copy)]
pub struct Opening {
    /// The files that were asked about, to be opened when they are understood.
    asked: StoredValue<Option<Vec<Source>>>,
    /// What the last answer is about.
    about: StoredValue<String>,
    busy: RwSignal<bool>,
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
            busy: RwSignal::new(false),
            unknown: RwSignal::new(false),
            name: RwSignal::new("values.yaml".to_string()),
            text: RwSignal::new(String::new()),
        }
    }
}

/// Opens what was read, and reads again what came back with a reload or a step of the history.
pub fn follow(desk: Desk) {
    let store = desk.store;
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
    let busy = words(store, "p", "sub", dt::READING)
        .set("role", "status")
        .none(move || !open.busy.get());
    let unknown = El::new("div", "finding span warn")
        .set("role", "status")
        .none(move || !open.unknown.get())
        .mount(icon("warning"))
        .child(words(store, "strong", "", dt::NOTHING_KNOWN))
        .child(words(store, "p", "", dt::NOTHING_KNOWN_MORE));
    El::new("div", "")
        .child(head(store, tx::OPEN_FILES, dt::OPEN_LEAD))
        .child(drop_zone(desk))
        .mount(paste(desk))
        .child(busy)
        .child(unknown)
        .child(opened(desk))
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
    let kinds = El::new("span", "sub")
        .html(move || runwright_widgets::with_code(dt::DROP_KINDS.get(store.lang.get())));
    // The drop itself is heard by the page, wherever it falls.
    El::new("div", "drop")
        .class("over", move || over.get())
        .on("dragover", move |_| over.set(true))
        .on("dragleave", move |_| over.set(false))
        .on("drop", move |_| over.set(false))
        .mount(icon("file"))
        .child(
            El::new("div", "")
                .child(words(store, "b", "", dt::DROP))
                .child(El::new("br", ""))
                .child(kinds),
        )
        .child(choose)
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

/// The files that are open.
fn opened(desk: Desk) -> El {
    let store = desk.store;
    // A finding goes when the plan is as one of its fixes wants it.
    let solved = Memo::new(move |_| {
        store.draft.track();
        let files = desk.read.get().list("files");
        let found = files.iter().flat_map(|file| file.list("findings"));
        found
            .map(|found| if is_solved(store, &found) { '1' } else { '0' })
            .collect::<String>()
    });
    live(El::new("div", ""), move || {
        let open = store.opened.get();
        let say = desk.read.get();
        solved.track();
        if open.is_empty() {
            return Vec::new();
        }
        let close = button(store, "btn s", dt::CLOSE, move || {
            let sources = untrack(|| store.plan_ask()).sources;
            let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
            let label = untrack(|| filled(store, dt::CLOSED, &[&names.join(", ")]));
            store.act(Deed::Open(String::new(), &label));
        });
        let title = El::new("div", "sethead")
            .child(words(store, "h2", "", dt::OPEN_NOW))
            .child(close);
        let mut parts = vec![title];
        parts.extend(memory_only(store, &open));
        parts.extend(say.list("files").iter().map(|file| file_view(store, file)));
        parts
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
    let title = El::new("h3", "").child(El::new("span", "mono").text(&name));
    let mut section = El::new("section", "block openfile")
        .child(title)
        .child(El::new("p", "lead").text(&known));
    if total > 0 {
        let sum = filled(
            store,
            dt::UNDERSTOOD,
            &[&understood.to_string(), &total.to_string()],
        );
        section = section.child(
            El::new("p", "meter")
                .child(
                    El::new("progress", "")
                        .set("max", &total.to_string())
                        .set("value", &understood.to_string())
                        .set("aria-label", &sum),
                )
                .child(El::new("span", "").text(&sum)),
        );
    }
    let parts = file.list("parts");
    if !parts.is_empty() {
        let list = parts.iter().fold(El::new("ul", "parts"), |list, part| {
            list.child(part_view(store, &name, part))
        });
        section = section.child(list);
    }
    let kept = file.list("kept");
    if !kept.is_empty() {
        section = section.mount(kept_view(store, &name, &kept));
    }
    file.list("findings")
        .iter()
        .filter(|found| untrack(|| !is_solved(store, found)))
        .fold(section, |section, found| {
            section.mount(finding(store, found))
        })
}

/// Whether the plan is as one of a finding's fixes makes it.
fn is_solved(store: Store, found: &Js) -> bool {
    found.list("fixes").iter().any(|fix| {
        let edits = fix.edits("edits");
        !edits.is_empty()
            && edits.iter().all(|edit| match &edit.value {
                Some(value) => store.value_now(&edit.field) == *value,
                None => store.draft.with(|draft| draft.get(&edit.field).is_none()),
            })
    })
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
        .child(line_button(store, name, part.number("line")))
        .child(words(store, "span", class, edited))
}

fn kept_view(store: Store, name: &str, kept: &[Js]) -> AnyView {
    let list = kept.iter().fold(El::new("ul", "kept"), |list, key| {
        list.child(
            El::new("li", "")
                .child(El::new("code", "").text(&key.texts("key")))
                .child(line_button(store, name, key.number("line"))),
        )
    });
    let note = Signal::stored(filled(store, dt::KEPT_N, &[&kept.len().to_string()]));
    let body = list.view();
    view! { <Disclosure summary=store.tr(dt::KEPT) note=note>{body}</Disclosure> }.into_any()
}

/// A finding with its fixes and the way to its line.
pub fn finding(store: Store, found: &Js) -> AnyView {
    let mut data: FindingData = field::finding_data(found, tx::PREVIEW.get(store.lang.get()));
    data.tone = field::tone(weight(found));
    let at = found.list("at");
    let place = match (at.first(), at.get(1)) {
        (Some(path), Some(line)) => {
            data.actions.push(Action {
                label: filled(store, dt::LINE, &[&line.text()]),
                kind: ActionKind::Link,
            });
            [&path.text(), ":", &line.text()].concat()
        }
        _ => String::new(),
    };
    let (last, json) = (data.actions.len().saturating_sub(1), found.json());
    let act = Callback::new(move |action: usize| {
        if !place.is_empty() && action == last {
            store.go_to_line(&place);
        } else {
            field::act(store, &Js::parse(&json), action);
        }
    });
    view! { <FindingBox data=Signal::stored(data) on_action=act /> }.into_any()
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
