//! Moves the focus once the page has taken up an edit.

use crate::soon;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement};

/// Focuses the `n`th element that matches inside `root`, or the last, after the edit just emitted has reached the page and
/// before the next key arrives. Where none is left, the button of the editor around it takes the focus.
pub(crate) fn focus_nth(root: &Element, selector: &'static str, n: usize) {
    let root = root.clone();
    soon(move || {
        let Ok(found) = root.query_selector_all(selector) else {
            return;
        };
        let last = found.length().saturating_sub(1);
        let element = found
            .item(last.min(u32::try_from(n).unwrap_or(last)))
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
            .or_else(|| {
                let editor = root.closest(".list, .rows").ok()??;
                let button = editor.query_selector(":scope > button").ok()??;
                button.dyn_into().ok()
            });
        if let Some(element) = element {
            let _ = element.focus();
        }
    });
}

/// Runs once after that many milliseconds, by the browser's own call.
pub fn later(ms: i32, run: Box<dyn FnOnce()>) {
    let run = Closure::once_into_js(run);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), ms);
}
