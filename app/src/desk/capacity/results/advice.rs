//! What to know about the numbers, each with the way to its field.

use super::aging;
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::run::rich;
use crate::desk::texts as dt;
use crate::js::Js;
use crate::parts::live;
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Lang;
use runwright_widgets::dom::El;
use runwright_widgets::{Tone, icon};

/// The list.
pub fn view(store: Store, sizing: Sizing) -> El {
    let said = sizing.part(Stage::Expected, "words/advice");
    let list = live(El::new("ul", "advice"), move || {
        let all = said.with(|text| Js::parse(text)).items();
        untrack(|| all.iter().map(|said| one(store, said)).collect())
    });
    aging(sizing, Stage::Expected, list)
}

fn one(store: Store, said: &Js) -> El {
    let names = match store.lang.get_untracked() {
        Lang::En => &tx::WIDGETS_EN,
        Lang::Zh => &tx::WIDGETS_ZH,
    };
    let (tone, word) = match said.texts("tone").as_str() {
        "error" => (Tone::Error, names.error),
        "warning" => (Tone::Warning, names.warning),
        "ok" => (Tone::Ok, ""),
        _ => (Tone::Advice, names.advice),
    };
    let text = rich("p", "", "");
    let text = if word.is_empty() {
        text
    } else {
        text.child(El::new("span", "vh").text(&[word, ": "].concat()))
    };
    let text = text.child(rich("span", "", &said.texts("text")));
    let row = El::new("li", &["finding ", tone.class()].concat())
        .mount(icon(tone.icon()))
        .child(text);
    let field = said.texts("field");
    if field.is_empty() {
        return row;
    }
    // A place within a table has the name of the table.
    let id = field.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
    let label = store.said.field(&id).texts("label");
    let label = if label.is_empty() {
        store.say(dt::SETTING)
    } else {
        label
    };
    let go = El::button("link")
        .text(&label)
        .set(
            "aria-label",
            &[&store.say(dt::SETTING), ": ", &label].concat(),
        )
        .on("click", move |_| store.go_to_field(&field));
    row.child(El::new("div", "acts").child(go))
}
