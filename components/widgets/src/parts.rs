//! Small parts: a fold, a command to copy, a grip between columns.

use crate::{icon_of, text::Texts};
use leptos::prelude::*;
use std::time::Duration;
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
) -> impl IntoView {
    view! {
        <details class="fold" open=open>
            <summary>
                <span>{summary}</span>
                <span class="r">{note}</span>
            </summary>
            <div class="body">{children()}</div>
        </details>
    }
    .into_any()
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
) -> impl IntoView {
    let texts = Texts::here();
    let done = RwSignal::new(false);
    let word = Signal::derive(move || {
        let texts = texts.get();
        if done.get() { texts.copied } else { texts.copy }.to_owned()
    });
    view! {
        <div class="cmd">
            <code>{code}</code>
            <button
                type="button"
                class="btn ghost icon s"
                aria-label=word
                title=word
                on:click=move |_| {
                    if let Some(code) = code.try_get_untracked() {
                        on_copy.try_run(code);
                    }
                    done.try_set(true);
                    set_timeout(
                        move || {
                            done.try_set(false);
                        },
                        Duration::from_millis(1_500),
                    );
                }
            >
                {icon_of(Signal::derive(move || if done.get() { "tick" } else { "copy" }))}
            </button>
        </div>
    }
    .into_any()
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
) -> impl IntoView {
    // Where the drag began, as pointer position and width.
    let from = StoredValue::new(None::<(i32, i32)>);
    let set = move |to: i32| {
        on_change.try_run(to.clamp(min, max));
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let step = if event.shift_key() { 64 } else { 16 };
        let now = width.get_untracked();
        let to = match event.key().as_str() {
            "ArrowLeft" => now + step,
            "ArrowRight" => now - step,
            "Home" => min,
            "End" => max,
            _ => return,
        };
        event.prevent_default();
        set(to);
    };
    let text = move |n: i32| Some(n.to_string());
    view! {
        <div
            class="grip"
            role="separator"
            aria-orientation="vertical"
            tabindex="0"
            aria-label=label
            aria-valuemin=text(min)
            aria-valuemax=text(max)
            aria-valuenow=Signal::derive(move || text(width.get()))
            on:keydown=key
            on:pointerdown=move |event| {
                if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) {
                    let _ = grip.set_pointer_capture(event.pointer_id());
                }
                event.prevent_default();
                from.try_set_value(Some((event.client_x(), width.get_untracked())));
            }
            on:pointermove=move |event| {
                if let Some((x, start)) = from.try_get_value().flatten() {
                    set(start + x - event.client_x());
                }
            }
            on:pointerup=move |_| {
                from.try_set_value(None);
            }
            on:pointercancel=move |_| {
                from.try_set_value(None);
            }
        ></div>
    }
    .into_any()
}
