//! Small parts: a fold, a command to copy, a grip between columns.

use crate::signal::{RwSignal, Signal};
use crate::{dom::El, focus::later, icon::symbol_of, text::Texts};
use leptos::prelude::*;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;

/// A fold: a heading with a remark at the right, and what it hides.
#[component]
pub fn Disclosure(
    /// The heading.
    #[prop(into)]
    summary: Signal<String>,
    /// A remark at the right: what the hidden fields say now.
    #[prop(optional, into)]
    note: Signal<String>,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    /// What it hides.
    children: Children,
) -> AnyView {
    let summary = El::new("summary", "")
        .child(El::new("span", "").say(summary))
        .child(El::new("span", "r").say(note));
    let details = El::new("details", "fold")
        .child(summary)
        .child(El::new("div", "body").mount(children()));
    if open {
        details.set("open", "open")
    } else {
        details
    }
    .view()
}

/// A command with a button that copies it.
#[component]
pub fn CommandRow(
    /// The command.
    #[prop(into)]
    code: Signal<String>,
    /// Receives the text to copy: the clipboard is the caller's, who can say why it did not work.
    #[prop(into)]
    on_copy: Callback<String>,
) -> AnyView {
    let texts = Texts::here();
    let done = RwSignal::new(false);
    let word = move || {
        let texts = texts.get();
        if done.get() { texts.copied } else { texts.copy }.to_owned()
    };
    let copy = El::button("btn ghost icon s")
        .attr("aria-label", word)
        .attr("title", word)
        .child(symbol_of(
            "i",
            move || if done.get() { "tick" } else { "copy" },
        ))
        .on("click", move |_| {
            on_copy.try_run(untrack(|| code.get()));
            done.try_set(true);
            let undo = move || {
                done.try_set(false);
            };
            later(1_500, Box::new(undo));
        });
    El::new("div", "cmd")
        .child(El::new("code", "").say(code))
        .child(copy)
        .view()
}

/// The grip at the left edge of a column: drag it, or use the arrow keys (with Shift in larger steps), Home and End.
#[component]
pub fn Splitter(
    /// Width of the column at its right, in px.
    #[prop(into)]
    width: Signal<i32>,
    /// Receives the new width, within the limits.
    #[prop(into)]
    on_change: Callback<i32>,
    /// Name for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// Least width, in px.
    #[prop(default = 360)]
    min: i32,
    /// Largest width, in px.
    #[prop(default = 900)]
    max: i32,
) -> AnyView {
    // Where the drag began, as pointer position and width.
    let from = Rc::new(Cell::new(None::<(i32, i32)>));
    let set = move |to: i32| {
        on_change.try_run(to.clamp(min, max));
    };
    let grip = El::new("div", "grip")
        .set("role", "separator")
        .set("aria-orientation", "vertical")
        .set("tabindex", "0")
        .set("aria-valuemin", &min.to_string())
        .set("aria-valuemax", &max.to_string())
        .attr("aria-label", move || label.get())
        .attr("aria-valuenow", move || width.get().to_string())
        .on_key(move |event| {
            let step = if event.shift_key() { 64 } else { 16 };
            let now = width.get_untracked();
            let to = match event.key().as_str() {
                "ArrowLeft" => now.saturating_add(step),
                "ArrowRight" => now.saturating_sub(step),
                "Home" => min,
                "End" => max,
                _ => return,
            };
            event.prevent_default();
            set(to);
        });
    let node = grip.node().clone();
    let (begin, drag) = (Rc::clone(&from), Rc::clone(&from));
    let end = move |_| from.set(None);
    grip.on("pointerdown", move |event| {
        event.prevent_default();
        let event: web_sys::PointerEvent = event.unchecked_into();
        let _ = node.set_pointer_capture(event.pointer_id());
        begin.set(Some((event.client_x(), width.get_untracked())));
    })
    .on("pointermove", move |event| {
        if let Some((x, start)) = drag.get() {
            let event: web_sys::PointerEvent = event.unchecked_into();
            set(start.saturating_add(x).saturating_sub(event.client_x()));
        }
    })
    .on("pointerup", end.clone())
    .on("pointercancel", end)
    .view()
}
