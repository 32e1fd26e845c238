//! The wasm entry of the worker: a question in, answers out, all JSON text.

#[cfg(target_arch = "wasm32")]
mod entry {
    use runwright_sizing::handle::Session;
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static SESSION: RefCell<Session> = RefCell::default();
    }

    /// Takes a question and gives its first answer. What was at work is dropped.
    #[wasm_bindgen]
    pub fn start(request: &str) -> String {
        SESSION.with_borrow_mut(|session| session.start(request))
    }

    /// Works for some milliseconds; the next answer, or nothing where there is nothing new to show.
    #[wasm_bindgen]
    pub fn step() -> String {
        SESSION.with_borrow_mut(Session::step)
    }

    /// Whether there is more to do.
    #[wasm_bindgen]
    pub fn busy() -> bool {
        SESSION.with_borrow(|session| session.busy())
    }
}

fn main() {}
