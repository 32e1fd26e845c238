//! The way to the engine: requests out, answers in.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/engine.js")]
extern "C" {
    #[wasm_bindgen(js_name = start)]
    fn js_start(
        on_answer: &Closure<dyn Fn(u32, JsValue)>,
        on_state: &Closure<dyn Fn(String, String)>,
    );
    /// Sends one request; one that is `full` waits for the engine that reads files.
    pub fn send(seq: u32, text: &str, full: bool);
}

/// Starts the engine. The callbacks live as long as the page.
pub fn start(
    on_answer: impl Fn(u32, JsValue) + 'static,
    on_state: impl Fn(String, String) + 'static,
) {
    let on_answer = Closure::<dyn Fn(u32, JsValue)>::new(on_answer);
    let on_state = Closure::<dyn Fn(String, String)>::new(on_state);
    js_start(&on_answer, &on_state);
    on_answer.forget();
    on_state.forget();
}
