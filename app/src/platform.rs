//! The browser's services, each of which may be missing: storage, clipboard, downloads, history.
//!
//! In a sandboxed frame or with storage denied every call here answers with an error or nothing,
//! and the page goes on without.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

pub use runwright_widgets::{settle, soon};

pub fn window() -> web_sys::Window {
    leptos::prelude::window()
}

pub fn element(id: &str) -> Option<HtmlElement> {
    window().document()?.get_element_by_id(id)?.dyn_into().ok()
}

pub fn root() -> Option<HtmlElement> {
    window().document()?.document_element()?.dyn_into().ok()
}

/// Sets or removes an attribute of `<html>`.
pub fn mark(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

pub fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Whether the value is kept now; not when storage is full, denied or missing.
pub fn save(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Copies a text; the callback learns whether it worked.
pub fn copy(text: &str, done: impl Fn(bool) + 'static) {
    // The clipboard is missing outside of secure contexts, and a frame may not be allowed to use it.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    if clipboard.is_none_or(|clipboard| clipboard.is_undefined()) {
        done(false);
        return;
    }
    settle(
        &window().navigator().clipboard().write_text(text),
        move |value| done(value.is_some()),
    );
}

/// Offers bytes as a download.
pub fn download(name: &str, bytes: &[u8], mime: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let document = window().document().ok_or(JsValue::NULL)?;
    let anchor: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser has taken the data when the click returns to the event loop.
    let revoke = move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    };
    runwright_widgets::later(30_000, Box::new(revoke));
    Ok(())
}

/// Decodes base64 with the browser's own decoder.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let binary = window().atob(text).ok()?;
    binary
        .chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect()
}

pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The number this page put on the current entry of the browser's history.
pub fn entry() -> Option<usize> {
    let state = window().history().ok()?.state().ok()?;
    state.as_f64().map(|number| number as usize)
}

pub fn push_entry(number: usize, hash: Option<&str>) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::from_f64(number as f64), "", hash);
    }
}

pub fn replace_entry(number: usize, hash: Option<&str>) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from_f64(number as f64), "", hash);
    }
}

/// The page's address up to the fragment.
pub fn address() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}
