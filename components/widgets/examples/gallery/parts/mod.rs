//! The gallery, part by part.

pub mod charts;
pub mod files;
pub mod form;
pub mod tables;
pub mod top;

use runwright_widgets::signal::Signal;

/// A fixed text where a widget wants a signal.
pub fn say(text: &str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// A fixed list of texts.
pub fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}
