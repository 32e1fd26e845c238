//! Shows every widget in its states, in the page's own shell.
//!
//! ```sh
//! cargo build -p runwright-widgets --example gallery --target wasm32-unknown-unknown
//! mkdir -p target/gallery && cd target/gallery
//! cp ../../components/widgets/gallery/* ../../components/widgets/sprite.html . && cp -r ../../style .
//! wasm-bindgen --target web --no-typescript --out-dir pkg ../wasm32-unknown-unknown/debug/examples/gallery.wasm
//! python3 -m http.server --bind 127.0.0.1 8080    # then open http://127.0.0.1:8080/?theme=dark
//! ```

mod parts;

use leptos::prelude::*;
use parts::{charts, files, form, tables, top};
use runwright_widgets::signal::Signal;
use runwright_widgets::{WidgetText, provide_texts};

const WORDS: WidgetText = WidgetText {
    changed_from: "Changed from",
    default: "Default",
    since: "since {}",
    reset: "Reset",
    lines: "Lines",
    reveal: "Show",
    conceal: "Hide",
    remove: "Remove {}",
    duplicate: "Duplicate {}",
    move_up: "Move {} up",
    row: "row {}",
    close: "Close",
    copy: "Copy",
    copied: "Copied",
    as_table: "Show as table",
    as_chart: "Show as chart",
    tell: "For details, point at a part of the chart, or focus the chart and press the arrow keys.",
    error: "Error",
    warning: "Warning",
    advice: "Advice",
    nothing: "Nothing found",
    changed_lines: "changed lines:",
};

fn main() {
    mount_to_body(|| {
        provide_texts(Signal::stored(&WORDS));
        view! {
            {top::view()}
            <div class="app">
                {top::nav()}
                <main id="main" tabindex="-1">
                    <div class="col">{form::view()} {tables::view()} {charts::view()}</div>
                </main>
                {files::view()}
            </div>
        }
    });
}
