//! Repeats a row for every index below a count.
//!
//! Rows hold no state of their own: each reads its item by index through the caller's signal. So an index is a stable key,
//! and one instance of the keyed list serves the whole crate, where a list per item type would cost wasm each time.

use leptos::prelude::*;
use std::sync::Arc;

pub(crate) type Row = Arc<dyn Fn(usize) -> AnyView + Send + Sync>;

pub(crate) fn each(count: Signal<usize>, row: Row) -> AnyView {
    view! { <For each=move || 0..count.get() key=|i| *i children=move |i| row(i) /> }.into_any()
}

/// Reads one text out of item `i`; empty when the list has become shorter.
pub(crate) fn nth<T: Send + Sync + 'static>(
    list: Signal<Vec<T>>,
    i: usize,
    pick: fn(&T) -> &str,
) -> Signal<String> {
    Signal::derive(move || list.with(|l| l.get(i).map(|t| pick(t).to_owned()).unwrap_or_default()))
}

/// Counts a list, waking its readers only when the number changes.
pub(crate) fn count<T: Send + Sync + 'static>(list: Signal<Vec<T>>) -> Signal<usize> {
    Memo::new(move |_| list.with(Vec::len)).into()
}

/// An attribute that is absent while the text is empty.
pub(crate) fn present(text: Signal<String>) -> Signal<Option<String>> {
    Signal::derive(move || Some(text.get()).filter(|t| !t.is_empty()))
}
