//! Answers with what it was asked; stands in for the worker's entry until that is written.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn handle(request: &str) -> String {
    request.to_string()
}

fn main() {}
