//! The engine's wasm entry: a request in, a response out, both JSON text.

/// Called by the worker, and by the page where a worker cannot be had.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn handle(request: &str) -> String {
    runwright_engine::handle_json(request)
}

fn main() {}
