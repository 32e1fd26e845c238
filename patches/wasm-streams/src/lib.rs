//! Takes the place of the crate `wasm-streams`, which leptos brings for the streams of its server functions.
//!
//! The real one exports JavaScript classes, so no linker can drop it, and this page has no server to stream to.
//! `Cargo.toml` of the workspace patches it out. What leptos calls is here and gives streams that end at once.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// Types of the browser.
pub mod readable {
    /// Raw types.
    pub mod sys {
        pub use web_sys::ReadableStream;
    }
}

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream that ends at once.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(web_sys::ReadableStream::new().unwrap_or_else(|_| JsValue::NULL.into()))
    }

    /// The stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream that ends at once.
    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// A stream without items.
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
