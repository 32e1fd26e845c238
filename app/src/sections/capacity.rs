//! Capacity: the answer, what binds, the nodes as bars, the staircase, the sums.

use super::charts;
use crate::field::findings;
use crate::js::Js;
use crate::parts::{
    button, cell, fields, fold, group, head, items, live, long, prose, row_head, table, words,
};
use crate::store::Store;
use crate::texts as tx;
use crate::texts::Long;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{Chart, TextArea};

pub fn view(store: Store, page: El) -> El {
    let line = store.said.part("facts/capacity_line");
    let why = store.said.part("facts/capacity_why");
    let answer = store.said.part("capacity");
    let has_stairs = Memo::new(move |_| !store.said.plan().path("capacity/staircase").is_nothing());
    let saying = El::new("section", "block")
        .child(El::new("p", "say").child(El::new("b", "").says(move || line.get())))
        .child(El::new("p", "lead").says(move || why.get()))
        .child(numbers(store))
        .child(findings(store, "managers.concurrent"));
    let bars = view! {
        <Chart title=store.tr(tx::K_NODES) picture=charts::bars(store, answer) table=charts::bars_table(store, answer) legend=charts::legend(store) />
    };
    let stairs = view! {
        <Chart title=store.tr(tx::K_STAIRS) note=Signal::derive(move || long(store, tx::K_STAIRS_NOTE)) picture=charts::stairs(store, answer) table=charts::stairs_table(store, answer) />
    };
    let pools = fields(
        group(store, tx::NODES, None),
        store,
        &["capacity.pools", "capacity.managers_here"],
    );
    page.child(head(
        store,
        tx::CAPACITY,
        tx::CAPACITY_LEAD,
        Some("capacity"),
    ))
    .child(saying)
    .mount(bars.into_any())
    .child(
        El::new("div", "duo")
            .none(move || !has_stairs.get())
            .mount(stairs.into_any())
            .child(neighbours(store)),
    )
    .child(pools.mount(paste(store)))
    .child(group(store, tx::K_STEPS, None).child(steps(store)))
}

/// The nearest steps of the stairs, either way.
fn neighbours(store: Store) -> El {
    let stairs = move || store.said.plan().path("capacity/staircase");
    let step = move |title: Text, key: &'static str, by: &'static str, word: Text| {
        let told = move || {
            let (stairs, lang) = (stairs(), store.lang.get());
            let next = stairs.at(key);
            if next.is_nothing() {
                return tx::K_NO_STEP.get(lang).to_string();
            }
            let amount = charts::amount(&stairs, stairs.number(by));
            let jobs = next.at("jobs_per_node").text();
            let all = next.at("cluster_jobs").text();
            [
                &amount,
                " ",
                word.get(lang),
                ": ",
                &jobs,
                " ",
                tx::K_PER_NODE.get(lang),
                ", ",
                &all,
                " ",
                tx::K_ALL_NODES.get(lang),
            ]
            .concat()
        };
        El::new("div", "")
            .child(words(store, "dt", "", title))
            .child(El::new("dd", "").says(told))
    };
    El::new("dl", "steps")
        .child(step(tx::K_NEXT_UP, "next_up", "less", tx::K_LESS))
        .child(step(
            tx::K_NEXT_DOWN,
            "next_down",
            "headroom",
            tx::K_MORE_THAN,
        ))
}

fn numbers(store: Store) -> El {
    let number = move |title: Text, note: Long, path: &'static str, class: &str| {
        let big = El::new("dd", "big")
            .says(move || store.said.plan().path(path).text())
            .child(words(store, "small", "", tx::K_JOBS));
        El::new("div", class)
            .child(words(store, "dt", "", title))
            .child(big)
            .child(El::new("dd", "").says(move || long(store, note)))
    };
    El::new("dl", "answer")
        .child(number(
            tx::K_PLACES,
            tx::K_PLACES_NOTE,
            "capacity/cluster_jobs",
            "lead",
        ))
        .child(number(tx::K_SLOTS, tx::K_SLOTS_NOTE, "capacity/slots", ""))
        .child(number(
            tx::K_POOLED,
            tx::K_POOLED_NOTE,
            "capacity/pooled/jobs",
            "",
        ))
}

fn paste(store: Store) -> AnyView {
    let text = RwSignal::new(String::new());
    let notes = RwSignal::new(Vec::<String>::new());
    let told = Callback::new(move |told| {
        notes.try_set(told);
    });
    let area = view! {
        <TextArea value=text on_input=Callback::new(move |typed| { text.set(typed); notes.set(Vec::new()) }) rows=6 id="paste-nodes" label=store.tr(tx::K_PASTE) />
    };
    let list = El::new("ul", "notes").set("role", "status");
    let list = live(list, move || {
        notes
            .get()
            .iter()
            .map(|note| El::new("li", "").text(note))
            .collect()
    });
    let read = button(store, "btn s", tx::K_PASTE_READ, move || {
        notes.set(Vec::new());
        store.read_nodes(text.get_untracked(), told)
    });
    let content = El::new("div", "")
        .child(prose(store, "prose", tx::K_PASTE_LEAD))
        .mount(area.into_any())
        .child(El::new("p", "actions").child(read))
        .child(list);
    fold(store, tx::K_PASTE, Signal::stored(String::new()), content)
}

fn steps(store: Store) -> El {
    let steps = store.said.part("facts/steps");
    let row = |step: &Js| {
        El::new("tr", "")
            .child(row_head("", &step.texts("what")))
            .child(cell("mono", &step.texts("sum")))
            .child(cell("num", &step.texts("result")))
            .child(cell("src", &step.texts("source")))
    };
    let body = live(El::new("tbody", ""), move || {
        items(steps).iter().map(row).collect()
    });
    let heads = [
        (tx::K_STEP, false),
        (tx::K_SUM, false),
        (tx::K_RESULT, true),
        (tx::K_SOURCE, false),
    ];
    table(store, tx::K_STEPS, "sum", &heads, body)
}
