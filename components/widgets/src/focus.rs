//! Moves the focus once the page has taken up an edit.

use leptos::{html, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the `n`th element that matches inside `root`, after the edit just emitted has reached the page.
pub(crate) fn focus_nth(root: NodeRef<html::Div>, selector: &'static str, n: usize) {
    set_timeout(
        move || {
            let Some(root) = root.try_get_untracked().flatten() else { return };
            let Ok(found) = root.query_selector_all(selector) else { return };
            let last = found.length().saturating_sub(1);
            if let Some(element) = found
                .item(last.min(u32::try_from(n).unwrap_or(last)))
                .and_then(|node| node.dyn_into::<HtmlElement>().ok())
            {
                let _ = element.focus();
            }
        },
        Duration::ZERO,
    );
}
