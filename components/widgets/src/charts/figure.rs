//! The figure around a picture: heading, legend, and the same numbers as a table.

use super::{DataTable, data_table};
use crate::{
    each::{count, each, nth, present},
    text::Texts,
};
use leptos::prelude::*;
use std::sync::Arc;

/// One entry of a legend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendItem {
    /// Class of its swatch: `p-sys`, `p-mgr`, `p-job`, `p-job2`, `p-free`, `p-lost`, `stairs`, `curve`.
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
    /// The picture, from [`node_bars`](super::node_bars) or [`staircase`](super::staircase).
    #[prop(into)]
    picture: Signal<String>,
    /// The numbers.
    #[prop(into)]
    table: Signal<DataTable>,
    /// The legend; empty where labels are direct.
    #[prop(optional, into)]
    legend: Signal<Vec<LegendItem>>,
) -> impl IntoView {
    let texts = Texts::here();
    let as_table = RwSignal::new(false);
    let word = Signal::derive(move || {
        let texts = texts.get();
        if as_table.get() { texts.as_chart } else { texts.as_table }.to_owned()
    });
    let html = Signal::derive(move || if as_table.get() { table.with(data_table) } else { picture.get() });
    let entry = move |i: usize| {
        let class = Signal::derive(move || {
            let mut class = String::from("swatch ");
            class.push_str(legend.with(|l| l.get(i).map_or("", |e| e.class)));
            class
        });
        view! { <span><i class=class></i>{nth(legend, i, |e| &e.label)}</span> }.into_any()
    };
    view! {
        <figure class="chart">
            <figcaption>
                <h2>{title}</h2>
                <p>{note}</p>
            </figcaption>
            <div class="tablewrap" tabindex="0" role="region" aria-label=present(title) inner_html=html></div>
            <div class="legend">
                <span class="keys" class:none=as_table>{each(count(legend), Arc::new(entry))}</span>
                <button
                    type="button"
                    class="link"
                    on:click=move |_| {
                        as_table.try_update(|on| *on = !*on);
                    }
                >
                    {word}
                </button>
            </div>
        </figure>
    }
    .into_any()
}

/// A picture alone, from [`ring`](super::ring) or [`stack_bars`](super::stack_bars).
#[component]
pub fn Picture(
    /// The markup.
    #[prop(into)]
    picture: Signal<String>,
) -> impl IntoView {
    view! { <div class="picture" inner_html=picture></div> }.into_any()
}

/// A table of texts in a region that scrolls sideways.
#[component]
pub fn TableView(
    /// The texts.
    #[prop(into)]
    table: Signal<DataTable>,
) -> impl IntoView {
    let html = Signal::derive(move || table.with(data_table));
    let name = Signal::derive(move || table.with(|t| t.caption.clone()));
    view! { <div class="tablewrap" tabindex="0" role="region" aria-label=present(name) inner_html=html></div> }
        .into_any()
}
