//! The wasm entry of both engines: a request in, a response out, both JSON text.

/// Called by the worker, and by the page where a worker cannot be had.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn handle(request: &str) -> String {
    thread_local! {
        static MEMORY: std::cell::RefCell<runwright_engine::Memory> = std::cell::RefCell::default();
    }
    MEMORY.with_borrow_mut(|memory| runwright_engine::handle_json(request, memory))
}
