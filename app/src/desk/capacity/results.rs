//! What is answered: numbers with their meaning, pictures, what helps, the sums.
//!
//! Everything shown reads from the earliest stage that has it, so that it comes early and changes once. While a newer
//! question is at work the old answer stays; what is still of the old one is dimmed once the work lasts.

mod advice;
mod changes;
mod cost;
mod day;
mod nodes;
mod numbers;
mod stairs;
mod sums;
mod units;
mod waiting;
mod work;

use super::sizing::{Sizing, Stage};
use crate::desk::run::rich;
use crate::desk::texts as dt;
use crate::js::Js;
use crate::parts::{live, words};
use crate::store::Store;
use runwright_model::{Lang, Text};
use runwright_widgets::DataTable;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Memo;

/// The answer in short, above the form.
pub fn answer(store: Store, sizing: Sizing) -> El {
    El::new("div", "sizing")
        .child(numbers::headline(store, sizing))
        .child(numbers::view(store, sizing))
}

/// All of it, below the form.
pub fn details(store: Store, sizing: Sizing) -> El {
    let there = Memo::new(move |_| !sizing.at(Stage::Quick).is_nothing());
    El::new("div", "sizing")
        .none(move || !there.get())
        .child(changes::view(store, sizing))
        .child(nodes::view(store, sizing))
        .child(stairs::view(store, sizing))
        .child(waiting::view(store, sizing))
        .child(day::view(store, sizing))
        .child(cost::view(store, sizing))
        .child(cost::pause(store, sizing))
        .child(sums::view(store, sizing))
        .child(sums::take(store, sizing))
}

/// Several parts of an answer as one JSON list, so that what is drawn of them stays while they say the same.
fn picks(sizing: Sizing, stage: Stage, paths: &'static [&'static str]) -> Memo<String> {
    Memo::new(move |_| {
        let say = sizing.at(stage);
        if say.is_nothing() {
            return String::new();
        }
        let parts: Vec<Js> = paths.iter().map(|path| say.path(path)).collect();
        Js::list_of(&parts).json()
    })
}

/// Reads what [`picks`] wrote; what is missing reads as nothing.
fn read<const N: usize>(picked: Memo<String>) -> [Js; N] {
    let parts = picked.with(|text| Js::parse(text)).items();
    std::array::from_fn(|at| parts.get(at).cloned().unwrap_or_else(Js::nothing))
}

/// A part of the answer that marks itself as old while a newer question is at work.
fn aging(sizing: Sizing, stage: Stage, place: El) -> El {
    let stale = sizing.is_stale(stage);
    place
        .flag("aria-busy", move || stale.get())
        .class("stale", move || stale.get() && sizing.is_slow())
}

/// A section with its heading: what is in `body` once the stage has come, a word that it will before.
fn part(
    store: Store,
    sizing: Sizing,
    stage: Stage,
    title: Text,
    tools: Option<El>,
    body: El,
) -> El {
    let there = Memo::new(move |_| !sizing.at(stage).is_nothing());
    let mut head = El::new("header", "parthead").child(words(store, "h2", "", title));
    if let Some(tools) = tools {
        head = head.child(tools.none(move || !there.get()));
    }
    aging(sizing, stage, El::new("section", "group part"))
        .child(head)
        .child(words(store, "p", "sub", dt::WAIT).none(move || there.get()))
        .child(body.none(move || !there.get()))
}

/// Sentences of the answer, one paragraph each.
fn sentences(sizing: Sizing, stage: Stage, path: &'static str) -> El {
    let all = sizing.part(stage, path);
    live(El::new("div", "said"), move || {
        all.with(|text| Js::parse(text))
            .items()
            .iter()
            .map(|said| rich("p", "", &said.text()))
            .collect()
    })
}

/// A table of numbers; only the first columns are none.
fn numbers_of(
    caption: Text,
    heads: &[(Text, bool)],
    rows: Vec<Vec<String>>,
    lang: Lang,
) -> DataTable {
    DataTable {
        caption: caption.get(lang).to_string(),
        head: heads
            .iter()
            .map(|(text, number)| (text.get(lang).to_string(), *number))
            .collect(),
        rows,
    }
}

/// The names of kinds of jobs, each with the letter it has in pictures where there are several.
fn kinds(profiles: &Js) -> Vec<String> {
    let profiles = profiles.items();
    let name = |(at, profile): (usize, &Js)| {
        let (name, letter) = (profile.texts("name"), units::letter(at));
        match (name.is_empty(), profiles.len() > 1) {
            (true, _) => letter,
            (false, true) => [&letter, " ", &name].concat(),
            (false, false) => name,
        }
    };
    profiles.iter().enumerate().map(name).collect()
}
