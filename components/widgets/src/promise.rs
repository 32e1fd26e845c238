//! Waits for promises without an executor.

use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Calls back with what a promise gives, or with nothing when it fails.
pub fn settle(promise: &js_sys::Promise, done: impl Fn(Option<JsValue>) + 'static) {
    let done = Rc::new(done);
    let failed = done.clone();
    let kept = Closure::once_into_js(move |value: JsValue| done(Some(value)));
    let lost = Closure::once_into_js(move |_: JsValue| failed(None));
    let then = js_sys::Reflect::get(promise, &"then".into())
        .ok()
        .and_then(|then| then.dyn_into::<js_sys::Function>().ok());
    if let Some(then) = then {
        let _ = then.call2(promise, &kept, &lost);
    }
}

/// Runs after what is queued now, before the browser takes the next event or paints.
pub fn soon(run: impl Fn() + 'static) {
    settle(&js_sys::Promise::resolve(&JsValue::UNDEFINED), move |_| {
        run()
    });
}
