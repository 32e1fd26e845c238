//! Opens a native modal dialog.

use crate::signal::Signal;
use crate::{
    dom::{El, watch},
    focus::later,
    icon::symbol,
    text::Texts,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

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
) -> AnyView {
    let texts = Texts::here();
    let body = move || {
        let close = El::button("btn ghost icon")
            .attr("aria-label", texts.word(|t| t.close))
            .on("click", move |_| {
                on_close.try_run(());
            })
            .child(symbol("close"));
        let head = El::new("header", "dhead")
            .child(El::new("h2", "").say(title))
            .child(close);
        vec![head, El::new("div", "dbody").mount(children())]
    };
    modal(open, on_close, title, "sheet", Box::new(body))
}

/// A dialog whose content `body` makes at each opening.
pub(crate) fn modal(
    open: Signal<bool>,
    on_close: Callback<()>,
    name: Signal<String>,
    class: &'static str,
    body: Box<dyn Fn() -> Vec<El>>,
) -> AnyView {
    let dialog = El::new("dialog", class)
        .attr("aria-label", move || name.get())
        .on("cancel", move |event| {
            event.prevent_default();
            on_close.try_run(());
        })
        .on("click", move |event| {
            let beside = event
                .target()
                .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|t| t.tag_name() == "DIALOG");
            if beside {
                on_close.try_run(());
            }
        });
    let node: HtmlDialogElement = dialog.node().clone().unchecked_into();
    let owner = Owner::current();
    let mut inner: Option<Owner> = None;
    watch(move || {
        if open.get() == inner.is_some() {
            return;
        }
        if let Some(owner) = inner.take() {
            node.close();
            node.set_inner_html("");
            owner.cleanup();
            return;
        }
        let own = owner.as_ref().map_or_else(Owner::new, Owner::child);
        for part in own.with(|| untrack(&body)) {
            let _ = node.append_child(part.node());
        }
        inner = Some(own);
        // The dialog may not be in the page yet when it is made open.
        let node = node.clone();
        let show = move || {
            if node.has_child_nodes() && !node.open() {
                let _ = node.show_modal();
            }
        };
        later(0, Box::new(show));
    });
    dialog.view()
}
