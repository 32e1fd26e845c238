//! Opens a native modal dialog.

use crate::{each::present, icon_of, text::Texts};
use leptos::{html, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// A modal dialog. The browser keeps the focus inside, closes it on Esc and gives the focus back.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Asks to close: Esc, the close button, a click beside it. The caller sets `open`.
    #[prop(into)]
    on_close: Callback<()>,
    /// Title, shown at the head and read as the name.
    #[prop(into)]
    title: Signal<String>,
    /// Content, made anew at each opening.
    children: ChildrenFn,
) -> impl IntoView {
    let texts = Texts::here();
    let close = texts.word(|t| t.close);
    let body = move || {
        view! {
            <header class="dhead">
                <h2>{title}</h2>
                <button
                    type="button"
                    class="btn ghost icon"
                    aria-label=close
                    on:click=move |_| {
                        on_close.try_run(());
                    }
                >
                    {icon_of(Signal::stored("close"))}
                </button>
            </header>
            <div class="dbody">{children()}</div>
        }
        .into_any()
    };
    modal(open, on_close, title, "sheet", Box::new(body))
}

pub(crate) fn modal(
    open: Signal<bool>,
    on_close: Callback<()>,
    name: Signal<String>,
    class: &'static str,
    body: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let open = Memo::new(move |_| open.get());
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
            return;
        }
        // Opening moves the focus, so the content has to be there first.
        set_timeout(
            move || {
                if open.try_get_untracked() == Some(true) && !dialog.open() {
                    let _ = dialog.show_modal();
                }
            },
            Duration::ZERO,
        );
    });
    view! {
        <dialog
            class=class
            node_ref=node
            aria-label=present(name)
            on:cancel=move |event| {
                event.prevent_default();
                on_close.try_run(());
            }
            on:click=move |event| {
                let beside = event
                    .target()
                    .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
                    .is_some_and(|t| t.tag_name() == "DIALOG");
                if beside {
                    on_close.try_run(());
                }
            }
        >
            {move || open.get().then(&body)}
        </dialog>
    }
    .into_any()
}
