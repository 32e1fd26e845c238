//! Edits a list of short texts by keyboard.

use super::{FieldContext, input::Input};
use crate::{
    each::{count, each, nth, present},
    focus_nth, icon_small,
    text::Texts,
};
use leptos::{html, prelude::*};
use std::sync::Arc;
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
) -> impl IntoView {
    let (field, _) = FieldContext::here("", Signal::default());
    let texts = Texts::here();
    let root = NodeRef::<html::Div>::new();
    let length = count(items);
    let is_full = Signal::derive(move || matches!(max.get(), m if m > 0 && length.get() >= m));
    let run = move |edit: ListEdit, focus: usize| {
        on_edit.try_run(edit);
        focus_nth(root, "li .cell", focus);
    };
    let key = move |event: KeyboardEvent, i: usize| {
        let last = length.get_untracked().saturating_sub(1);
        let (edit, focus) = match event.key().as_str() {
            "Enter" if !is_full.get_untracked() => (ListEdit::Insert(i + 1), i + 1),
            "Backspace" if items.with_untracked(|l| l.get(i).is_some_and(String::is_empty)) => {
                (ListEdit::Remove(i), i.saturating_sub(1))
            }
            "ArrowUp" if event.alt_key() && i > 0 => (ListEdit::Move(i, i - 1), i - 1),
            "ArrowDown" if event.alt_key() && i < last => (ListEdit::Move(i, i + 1), i + 1),
            "ArrowUp" if i > 0 => return focus_nth(root, "li .cell", i - 1),
            "ArrowDown" if i < last => return focus_nth(root, "li .cell", i + 1),
            _ => return,
        };
        event.prevent_default();
        run(edit, focus);
    };
    let owner = field.clone();
    let row = move |i: usize| {
        let text = nth(items, i, String::as_str);
        let mut input = Input::of(
            &owner,
            text,
            Callback::new(move |value| {
                on_edit.try_run(ListEdit::Set(i, value));
            }),
        );
        if i > 0 {
            input.id = String::new();
        }
        input.class = "cell";
        input.label = owner.numbered(i + 1);
        input.placeholder = placeholder;
        let wrong = Signal::derive(move || refused.with(|r| r.contains(&i)));
        input.invalid = wrong;
        input.on_key = Some(Callback::new(move |event| key(event, i)));
        let name = Signal::derive(move || {
            Some(text.get()).filter(|t| !t.is_empty()).unwrap_or_else(|| (i + 1).to_string())
        });
        let off = owner.disabled;
        view! {
            <li class:bad=wrong>
                <span class="k" aria-hidden="true">{i + 1}</span>
                {input.view(&owner)}
                <span class="g">{nth(notes, i, String::as_str)}</span>
                <button
                    type="button"
                    class="btn ghost icon s up"
                    class:none=i == 0
                    disabled=off
                    aria-label=texts.with(|t| t.move_up, name)
                    on:click=move |_| run(ListEdit::Move(i, i.saturating_sub(1)), i.saturating_sub(1))
                >
                    {icon_small("up")}
                </button>
                <button
                    type="button"
                    class="btn ghost icon s"
                    disabled=off
                    aria-label=texts.with(|t| t.remove, name)
                    on:click=move |_| run(ListEdit::Remove(i), i.saturating_sub(1))
                >
                    {icon_small("close")}
                </button>
            </li>
        }
        .into_any()
    };
    let closed = Signal::derive(move || is_full.get() || field.disabled.get());
    let words = Signal::derive(move || if is_full.get() { full.get() } else { add.get() });
    view! {
        <div class="list" class:bad=field.invalid class:off=field.disabled node_ref=root>
            <ul aria-label=present(field.label)>{each(length, Arc::new(row))}</ul>
            <button
                type="button"
                class="add"
                disabled=closed
                on:click=move |_| {
                    let end = length.try_get_untracked().unwrap_or_default();
                    run(ListEdit::Insert(end), end);
                }
            >
                {icon_small("plus")}
                <span>{words}</span>
                <span class="g">{aside}</span>
            </button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::ListEdit::{self, Insert, Move, Remove, Set};

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
        check(Move(2, 0), "c,a,b");
        check(Move(0, 1), "b,a,c");
        check(Move(0, 3), "a,b,c");
    }
}
