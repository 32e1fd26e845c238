//! A place for a long text: pasted, dropped or read from files, and kept in memory only.
//!
//! A text area lays out all it holds with every key, so a long text never stands in one.

use super::texts::run as rt;
use crate::parts::{button, words};
use crate::platform;
use crate::store::{Deed, Store};
use js_sys::Reflect;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_widgets::Tone;
use runwright_widgets::dom::El;
use runwright_widgets::signal::RwSignal;
use wasm_bindgen::{JsCast, JsValue};

/// Bytes that a text area still takes well.
const EDITED: usize = 200_000;
/// Largest file that is read, in bytes.
const MOST: f64 = 16e6;

/// The text.
#[derive(Clone, Copy)]
pub struct Paste {
    text: StoredValue<String>,
    /// Wakes who reads the text.
    turn: RwSignal<u32>,
    /// The text area is shown.
    pub editing: RwSignal<bool>,
    /// Id of the text area, and of what stands in its place.
    id: &'static str,
    shown: &'static str,
}

impl Paste {
    pub fn new(id: &'static str, shown: &'static str) -> Paste {
        Paste {
            text: StoredValue::new(String::new()),
            turn: RwSignal::new(0),
            editing: RwSignal::new(true),
            id,
            shown,
        }
    }

    /// The text, followed by who reads it.
    pub fn get(self) -> String {
        self.turn.track();
        self.text.get_value()
    }

    /// Which text it is; another one has another number.
    pub fn turn(self) -> u32 {
        self.turn.get()
    }

    pub fn is_typed(self) -> bool {
        self.editing.get_untracked()
    }

    pub fn is_empty(self) -> bool {
        self.turn.track();
        self.text
            .with_value(|text| text.trim_ascii_start().is_empty())
    }

    fn put(self, text: String, editing: bool) {
        self.text.set_value(text);
        // Setting it again would draw the text area anew under the hand.
        if self.editing.get_untracked() != editing {
            self.editing.set(editing);
        }
        self.turn.update(|turn| *turn += 1);
    }

    /// Takes a text as a whole.
    pub fn take(self, text: String) {
        let empty = text.trim_ascii_start().is_empty();
        self.put(text, empty);
        if !empty {
            self.show();
        }
    }

    /// Shows what was made of the text; the text area is gone, and with it the focus.
    pub fn show(self) {
        self.editing.set(false);
        super::run::focus_soon(self.shown);
    }

    pub fn clear(self) {
        self.put(String::new(), true);
        self.focus();
    }

    /// Offers the text area again, with the text marked so that what is pasted takes its place.
    pub fn replace(self) {
        self.editing.set(true);
        self.focus();
    }

    fn focus(self) {
        let id = self.id;
        let focus = move || {
            let area = platform::element(id);
            if let Some(area) =
                area.and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
            {
                let _ = area.focus();
                area.select();
            }
        };
        runwright_widgets::later(30, Box::new(focus));
    }

    /// Reads files one after the other; several are one text.
    pub fn read(self, store: Store, files: Vec<JsValue>) {
        self.next(store, files, String::new());
    }

    fn next(self, store: Store, mut files: Vec<JsValue>, read: String) {
        if files.is_empty() {
            if !read.is_empty() {
                self.take(read);
            }
            return;
        }
        let Ok(file) = files.remove(0).dyn_into::<web_sys::File>() else {
            return self.next(store, files, read);
        };
        if file.size() > MOST {
            let said = [store.say(rt::TOO_LONG), file.name()].concat();
            store.act(Deed::Toast(said, Tone::Warning));
            return self.next(store, files, read);
        }
        platform::settle(&file.text(), move |text| {
            let text = text.and_then(|text| text.as_string()).unwrap_or_default();
            let end = if read.is_empty() || read.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            self.next(store, files.clone(), [&read, end, &text].concat());
        });
    }

    /// What was pasted or dropped with an event.
    fn carried(event: &web_sys::Event, key: &str) -> Option<web_sys::DataTransfer> {
        let data = Reflect::get(event, &key.into()).ok()?;
        data.is_object().then(|| data.unchecked_into())
    }

    /// Lets files fall onto an element.
    pub fn droppable(self, store: Store, place: El) -> El {
        let over = RwSignal::new(false);
        let files = |event: &web_sys::Event| {
            Paste::carried(event, "dataTransfer")
                .filter(|data| data.types().includes(&"Files".into(), 0))
        };
        place
            .class("over", move || over.get())
            .on("dragover", move |event| {
                if files(&event).is_some() {
                    // Elsewhere a file that falls is opened.
                    event.prevent_default();
                    over.set(true);
                }
            })
            .on("dragleave", move |_| over.set(false))
            .on("drop", move |event| {
                over.set(false);
                if let Some(data) = files(&event) {
                    event.prevent_default();
                    let list = data
                        .files()
                        .map(|files| js_sys::Array::from(&files).to_vec());
                    self.read(store, list.unwrap_or_default());
                }
            })
    }

    /// A button that lets files be chosen.
    pub fn chooser(self, store: Store) -> El {
        let input = El::new("input", "vh")
            .set("type", "file")
            .set("multiple", "multiple")
            .set("id", &[self.id, "-files"].concat())
            .on("change", move |event| {
                let input = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                if let Some(input) = input {
                    let files = input
                        .files()
                        .map(|files| js_sys::Array::from(&files).to_vec());
                    self.read(store, files.unwrap_or_default());
                    input.set_value("");
                }
            });
        El::new("label", "btn ghost s choose")
            .child(words(store, "span", "", rt::CHOOSE_FILE))
            .child(input)
    }

    /// The text area. What is pasted over all of it is taken as a whole; what is typed, key by key.
    pub fn area(self, store: Store, name: Text) -> El {
        let area = El::new("textarea", "area mono")
            .set("id", self.id)
            .set("rows", "9")
            .set("spellcheck", "false")
            .set("autocomplete", "off")
            .set("autocapitalize", "off")
            .attr("aria-label", move || name.get(store.lang.get()).to_string());
        let node: web_sys::HtmlTextAreaElement = area.as_html().unchecked_into();
        self.text.with_value(|text| {
            if text.len() <= EDITED {
                node.set_value(text);
            }
        });
        let typed = node.clone();
        area.on("paste", move |event| {
            let Some(data) = Paste::carried(&event, "clipboardData") else {
                return;
            };
            let files = data
                .files()
                .map(|files| js_sys::Array::from(&files).to_vec());
            let files = files.unwrap_or_default();
            if !files.is_empty() {
                event.prevent_default();
                return self.read(store, files);
            }
            let text = data.get_data("text").unwrap_or_default();
            let all = node.value().encode_utf16().count() as u32;
            let at = |end: Result<Option<u32>, JsValue>| end.ok().flatten().unwrap_or(0);
            let whole = at(node.selection_start()) == 0 && at(node.selection_end()) == all;
            if text.len() > EDITED || whole && text.contains('\n') {
                event.prevent_default();
                self.take(text);
            }
        })
        .on("input", move |_| self.put(typed.value(), true))
    }

    /// Buttons for a text that is shown.
    pub fn tools(self, store: Store) -> El {
        El::new("span", "right")
            .child(button(store, "btn ghost s", rt::REPLACE, move || {
                self.replace()
            }))
            .child(button(store, "btn ghost s", rt::CLEAR, move || {
                self.clear()
            }))
    }
}
