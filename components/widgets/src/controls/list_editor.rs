//! Edits a list of short texts by keyboard.

use super::{FieldContext, input::input};
use crate::signal::Signal;
use crate::{
    WidgetText,
    dom::El,
    each::{len, nth},
    focus_nth,
    icon::small,
    text::Texts,
};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// One edit of a list; indexes count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListEdit {
    /// The item at this place now reads so.
    Set(usize, String),
    /// An empty item comes to stand at this place.
    Insert(usize),
    /// The item at this place goes.
    Remove(usize),
    /// These items come to stand in place of the item at this place.
    Split(usize, Vec<String>),
    /// The item at the first place comes to stand at the second.
    Move(usize, usize),
}

impl ListEdit {
    /// Applies the edit; an index beyond the list changes nothing.
    pub fn apply(self, list: &mut Vec<String>) {
        match self {
            Self::Set(at, text) => {
                if let Some(item) = list.get_mut(at) {
                    *item = text;
                }
            }
            Self::Insert(at) if at <= list.len() => list.insert(at, String::new()),
            Self::Remove(at) if at < list.len() => {
                list.remove(at);
            }
            Self::Split(at, items) if at < list.len() => {
                list.splice(at..=at, items);
            }
            Self::Move(from, to) if from < list.len() && to < list.len() => {
                let item = list.remove(from);
                list.insert(to, item);
            }
            _ => {}
        }
    }
}

/// A list of inputs: Enter adds below, Backspace in an empty one removes it, Alt with an arrow moves it.
#[component]
pub fn ListEditor(
    /// The items, as typed.
    #[prop(into)]
    items: Signal<Vec<String>>,
    /// Receives every edit.
    #[prop(into)]
    on_edit: Callback<ListEdit>,
    /// Words on the button that adds.
    #[prop(into)]
    add: Signal<String>,
    /// Most items allowed; 0 for no limit.
    #[prop(optional, into)]
    max: Signal<usize>,
    /// Words in place of the button once the list is full.
    #[prop(optional, into)]
    full: Signal<String>,
    /// A remark at the right of each item, by place.
    #[prop(optional, into)]
    notes: Signal<Vec<String>>,
    /// Places of refused items.
    #[prop(optional, into)]
    refused: Signal<Vec<usize>>,
    /// A remark at the right of the button, such as a length.
    #[prop(optional, into)]
    aside: Signal<String>,
    /// Example, shown in an empty item.
    #[prop(optional, into)]
    placeholder: Signal<String>,
) -> AnyView {
    let (field, _) = FieldContext::here("", Signal::default());
    let texts = Texts::here();
    let (off, wrong, title) = (field.disabled, field.invalid, field.label);
    let length = len(items);
    let is_full = move || matches!(max.get(), m if m > 0 && length() >= m);
    let rows = El::new("ul", "").attr("aria-label", move || title.get());
    let list = rows.node().clone();
    let run = Rc::new(move |edit: ListEdit, focus: usize| {
        on_edit.try_run(edit);
        focus_nth(&list, ".cell", focus);
    });
    let list = rows.node().clone();
    let act = Rc::clone(&run);
    let key = Rc::new(move |event: &KeyboardEvent, i: usize| {
        let last = untrack(length).saturating_sub(1);
        let (edit, focus) = match event.key().as_str() {
            "Enter" if !untrack(is_full) => (ListEdit::Insert(i + 1), i + 1),
            "Backspace" if untrack(nth(items, i, String::as_str)).is_empty() => {
                (ListEdit::Remove(i), i.saturating_sub(1))
            }
            "ArrowUp" if event.alt_key() && i > 0 => (ListEdit::Move(i, i - 1), i - 1),
            "ArrowDown" if event.alt_key() && i < last => (ListEdit::Move(i, i + 1), i + 1),
            "ArrowUp" if i > 0 => return focus_nth(&list, ".cell", i - 1),
            "ArrowDown" if i < last => return focus_nth(&list, ".cell", i + 1),
            _ => return,
        };
        event.prevent_default();
        act(edit, focus);
    });
    let act = Rc::clone(&run);
    let rows = rows.each(length, move |i| {
        let mut own = field.clone();
        if i > 0 {
            own.id = String::new();
        }
        let refused = move || refused.with(|r| r.contains(&i));
        own.invalid = Signal::derive(refused);
        let text = Signal::derive(nth(items, i, String::as_str));
        let set = Callback::new(move |value| {
            on_edit.try_run(ListEdit::Set(i, value));
        });
        let key = Rc::clone(&key);
        let cell = input(&own, "cell", text, set, placeholder, field.numbered(i + 1))
            .on_key(move |event| key(event, i));
        let name = move || {
            Some(text.get())
                .filter(|t| !t.is_empty())
                .unwrap_or_else(|| (i + 1).to_string())
        };
        let split = Rc::clone(&act);
        let cell = cell.on("paste", move |event| {
            let before = untrack(nth(items, i, String::as_str));
            let parts = pasted(&event, &before);
            if parts.len() > 1 {
                event.prevent_default();
                let last = i + parts.len() - 1;
                split(ListEdit::Split(i, parts), last);
            }
        });
        let button = |class: &str,
                      icon,
                      words: fn(&WidgetText) -> &'static str,
                      edit: ListEdit,
                      focus: usize| {
            let act = Rc::clone(&act);
            El::button(class)
                .attr("aria-label", texts.with(words, name))
                .flag("disabled", move || off.get())
                .on("click", move |_| act(edit.clone(), focus))
                .child(small(icon))
        };
        El::new("li", "")
            .class("bad", refused)
            .child(
                El::new("span", "k")
                    .set("aria-hidden", "true")
                    .text(&(i + 1).to_string()),
            )
            .child(cell)
            .child(El::new("span", "g").says(nth(notes, i, String::as_str)))
            .child(button(
                "btn ghost icon s up",
                "up",
                |t| t.move_up,
                ListEdit::Move(i, i.saturating_sub(1)),
                i.saturating_sub(1),
            ))
            .child(button(
                "btn ghost icon s",
                "close",
                |t| t.remove,
                ListEdit::Remove(i),
                i,
            ))
    });
    let words = move || if is_full() { full.get() } else { add.get() };
    let more = El::button("add")
        .flag("disabled", move || is_full() || off.get())
        .on("click", move |_| {
            let end = untrack(length);
            run(ListEdit::Insert(end), end);
        })
        .child(small("plus"))
        .child(El::new("span", "").says(words))
        .child(El::new("span", "g").say(aside));
    El::new("div", "list")
        .class("bad", move || wrong.get())
        .class("off", move || off.get())
        .child(rows)
        .child(more)
        .view()
}

/// What a paste brings into an item that reads `before`: an item for each line, or none for a paste of one line.
fn pasted(event: &web_sys::Event, before: &str) -> Vec<String> {
    let text = event
        .dyn_ref::<web_sys::ClipboardEvent>()
        .and_then(web_sys::ClipboardEvent::clipboard_data)
        .and_then(|data| data.get_data("text").ok())
        .unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let kept = Some(before).filter(|text| !text.is_empty());
    match lines.clone().count() {
        0 | 1 => Vec::new(),
        _ => kept.into_iter().chain(lines).map(String::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::ListEdit::{self, Insert, Move, Remove, Set, Split};

    #[test]
    fn edits_apply_where_they_can() {
        let check = |edit: ListEdit, expect: &str| {
            let mut list: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
            edit.apply(&mut list);
            assert_eq!(list.join(","), expect);
        };
        check(Set(1, "x".into()), "a,x,c");
        check(Set(3, "x".into()), "a,b,c");
        check(Insert(3), "a,b,c,");
        check(Insert(4), "a,b,c");
        check(Remove(0), "b,c");
        check(Remove(3), "a,b,c");
        check(Split(1, vec!["x".into(), "y".into()]), "a,x,y,c");
        check(Split(3, vec!["x".into()]), "a,b,c");
        check(Move(2, 0), "c,a,b");
        check(Move(0, 1), "b,a,c");
        check(Move(0, 3), "a,b,c");
    }
}
