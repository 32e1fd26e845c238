//! The top bar: plan, target, findings, undo, share, language, theme.

use crate::parts::{counts, words};
use crate::store::{Overlay, Store};
use crate::texts as tx;
use runwright_model::protocol::Ask;
use runwright_model::{Lang, Text};
use runwright_widgets::dom::El;
use runwright_widgets::signal::RwSignal;
use runwright_widgets::{icon, icon_small};

pub fn topbar(store: Store) -> El {
    let name = store.text_of("target.plan_name");
    let chart = store.text_of("target.chart");
    let runner = store.said.part("facts/runner");
    let versions = move || ["chart ", &chart.get(), " / runner ", &runner.get()].concat();
    let theme = move || {
        let lang = store.lang.get();
        let now = match store.theme.get() {
            "light" => tx::THEME_LIGHT,
            "dark" => tx::THEME_DARK,
            _ => tx::THEME_SYSTEM,
        };
        [tx::THEME.get(lang), ": ", now.get(lang)].concat()
    };
    let other = move || store.lang.get_untracked().pick(Lang::Zh, Lang::En);
    let found = El::new("a", "counts")
        .set("href", "#/overview")
        .child(words(store, "span", "vh", tx::FINDINGS))
        .mount(counts(store, None));
    let lang = words(store, "button", "btn ghost s", tx::OTHER_LANGUAGE)
        .set("type", "button")
        .set("data-action", "lang")
        .attr("lang", move || {
            store.lang.get().pick("zh-Hans", "en").to_string()
        })
        .on("click", move |_| store.set_lang(other()));
    let look = El::button("btn ghost icon")
        .set("data-action", "theme")
        .attr("aria-label", theme)
        .attr("title", theme)
        .mount(icon("theme"))
        .on("click", move |_| store.next_theme());
    El::new("header", "topbar")
        .child(
            El::new("a", "brand")
                .set("href", "#/overview")
                .set("aria-label", "Runwright")
                .child(mark())
                .child(El::new("span", "").text("Runwright")),
        )
        .child(
            El::new("a", "btn ghost s plan")
                .set("href", "#/target")
                .says(move || name.get()),
        )
        .child(
            El::new("div", "vers hide-s").child(
                El::new("a", "btn ghost s hide-m")
                    .set("href", "#/target")
                    .says(versions),
            ),
        )
        .child(El::new("span", "spacer"))
        .child(find(store, "btn palette-hint hide-s"))
        .child(found)
        .child(
            El::new("div", "tb-group hide-s")
                .child(undo(store).set("data-action", "undo"))
                .child(redo(store).set("data-action", "redo")),
        )
        .child(
            El::new("div", "tb-group")
                .child(share(store, "btn ghost s hide-s").set("data-action", "share"))
                .child(lang)
                .child(look),
        )
}

/// Opens the palette.
pub fn find(store: Store, class: &str) -> El {
    El::button(class)
        .mount(icon_small("search"))
        .child(words(store, "span", "", tx::GO_TO))
        .child(El::new("kbd", "").text("Ctrl K"))
        .on("click", move |_| store.overlay.set(Overlay::Palette))
}

/// Takes the last step back.
pub fn undo(store: Store) -> El {
    step(store, "undo", tx::UNDO, store.undo_label, Store::undo)
}

/// Takes a step again.
pub fn redo(store: Store) -> El {
    step(store, "redo", tx::REDO, store.redo_label, Store::redo)
}

/// Makes a link to the plan.
pub fn share(store: Store, class: &str) -> El {
    El::button(class)
        .mount(icon_small("share"))
        .child(words(store, "span", "", tx::SHARE))
        .on("click", move |_| {
            store.ask(Ask::Link {
                draft: store.draft.get_untracked(),
            });
        })
}

/// A button for undo or redo whose name says what it takes back.
fn step(
    store: Store,
    name: &'static str,
    text: Text,
    what: RwSignal<Option<String>>,
    run: fn(Store),
) -> El {
    let label = move || {
        let lang = store.lang.get();
        match what.get() {
            Some(what) => {
                let label = store.said.field(&what).texts("label");
                let what = if label.is_empty() { what } else { label };
                [text.get(lang), ": ", &what].concat()
            }
            None => text.get(lang).to_string(),
        }
    };
    El::button("btn ghost icon")
        .attr("aria-label", label)
        .attr("title", label)
        .flag("disabled", move || what.with(Option::is_none))
        .mount(icon(name))
        .on("click", move |_| run(store))
}

fn mark() -> El {
    let square = ["x", "y"]
        .iter()
        .fold(El::svg("rect", "mark"), |rect, at| rect.set(at, "1"));
    El::svg("svg", "")
        .set("viewBox", "0 0 20 20")
        .set("aria-hidden", "true")
        .child(square.set("width", "18").set("height", "18").set("rx", "5"))
        .child(
            El::svg("path", "mark-line").set("d", "M5.5 13.5V7.2h3.8M5.5 10.3H11M11 13.5h3.5v-7"),
        )
}
