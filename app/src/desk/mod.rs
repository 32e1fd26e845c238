//! The desk: opening files, all settings, upgrade advice.

use crate::parts::live;
use crate::platform;
use crate::route::Route;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Lang;
use runwright_widgets::dom::El;
use runwright_widgets::provide_texts;
use runwright_widgets::signal::{Memo, Signal};

mod answers;
mod mirror;

/// Builds the desk; it draws once the page has told its state.
pub fn desk() -> AnyView {
    let store = mirror::store();
    provide_texts(Signal::derive(move || match store.lang.get() {
        Lang::En => &tx::WIDGETS_EN,
        Lang::Zh => &tx::WIDGETS_ZH,
    }));
    if let Some(place) = platform::element("desk") {
        place.set_inner_html("");
    }
    let ready = Memo::new(move |_| store.said.has_spec());
    live(El::new("div", ""), move || {
        if !ready.get() {
            return Vec::new();
        }
        vec![match store.route.get() {
            Route::Open => El::new("h1", "").text("Open"),
            Route::Settings => El::new("h1", "").text("Settings"),
            _ => El::new("h1", "").text("Upgrade"),
        }]
    })
    .view()
}
