//! The figure around a picture: heading, legend, and the same numbers as a table.

use super::{DataTable, data_table, tell::telling};
use crate::signal::{RwSignal, Signal};
use crate::{
    dom::El,
    each::{len, nth, of_nth},
    text::Texts,
};
use leptos::prelude::*;

/// One entry of a legend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendItem {
    /// Class of its swatch: `p-sys`, `p-mgr`, `p-job`, `p-job2`, `p-free`, `p-lost`, `stairs`, `curve`, or
    /// one of [`kind_class`](super::kind_class).
    pub class: &'static str,
    /// What it stands for.
    pub label: String,
}

/// A picture with its heading, and a switch to the table of its numbers.
#[component]
pub fn Chart(
    /// Heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line under it.
    #[prop(optional, into)]
    note: Signal<String>,
    /// The picture, from [`node_bars`](super::node_bars) and the like. Parts with a `data-tip` are told below it.
    #[prop(into)]
    picture: Signal<String>,
    /// The numbers.
    #[prop(into)]
    table: Signal<DataTable>,
    /// The legend; empty where labels are direct.
    #[prop(optional, into)]
    legend: Signal<Vec<LegendItem>>,
) -> AnyView {
    let texts = Texts::here();
    let as_table = RwSignal::new(false);
    let word = move || {
        let texts = texts.get();
        if as_table.get() {
            texts.as_chart
        } else {
            texts.as_table
        }
        .to_owned()
    };
    let content = El::new("div", "").html(move || {
        if as_table.get() {
            table.with(data_table)
        } else {
            picture.get()
        }
    });
    let entry = move |i: usize| {
        let class = move || ["swatch ", of_nth(legend, i, |e| e.class)()].concat();
        El::new("span", "")
            .child(El::new("i", "").attr("class", class))
            .child(El::new("span", "").says(nth(legend, i, |e| &e.label)))
    };
    let switch = El::button("link").says(word).on("click", move |_| {
        as_table.try_update(|on| *on = !*on);
    });
    let keys = El::new("span", "keys")
        .none(move || as_table.get())
        .each(len(legend), entry);
    let caption = El::new("figcaption", "")
        .child(El::new("h2", "").say(title))
        .child(El::new("p", "").say(note));
    let told = region(content, move || title.get());
    let (told, line) = telling(told, move || {
        if as_table.get() {
            String::new()
        } else {
            picture.get()
        }
    });
    El::new("figure", "chart")
        .child(caption)
        .child(told)
        .child(line)
        .child(El::new("div", "legend").child(keys).child(switch))
        .view()
}

/// A region that scrolls sideways and takes the focus, so that the keyboard can scroll it.
pub(crate) fn region(content: El, name: impl Fn() -> String + 'static) -> El {
    El::new("div", "tablewrap")
        .set("tabindex", "0")
        .set("role", "region")
        .attr("aria-label", name)
        .child(content)
}

/// A picture alone, from [`ring`](super::ring) or [`stack_bars`](super::stack_bars).
#[component]
pub fn Picture(
    /// The markup.
    #[prop(into)]
    picture: Signal<String>,
) -> AnyView {
    El::new("div", "picture").html(move || picture.get()).view()
}

/// A table of texts in a region that scrolls sideways.
#[component]
pub fn TableView(
    /// The texts.
    #[prop(into)]
    table: Signal<DataTable>,
) -> AnyView {
    let content = El::new("div", "").html(move || table.with(data_table));
    region(content, move || table.with(|t| t.caption.clone())).view()
}
