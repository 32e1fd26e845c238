//! Moves the focus once the page has taken up an edit.

use crate::soon;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
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

/// Runs once after that many milliseconds.
pub(crate) fn later(ms: u64, run: Box<dyn FnOnce()>) {
    set_timeout(run, Duration::from_millis(ms));
}
