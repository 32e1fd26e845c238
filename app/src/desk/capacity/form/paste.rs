//! A place for what kubectl says of the nodes, which takes the place of the node pools.

use super::super::sizing::Sizing;
use crate::desk::filled;
use crate::desk::paste::Paste;
use crate::desk::run::rich;
use crate::desk::texts::{capacity as ct, capacity_form as ft};
use crate::js::Js;
use crate::parts::{button, live, words};
use crate::store::Store;
use leptos::prelude::*;
use runwright_model::{Edit, Row, Value};
use runwright_widgets::Disclosure;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::RwSignal;
use std::cell::Cell;

const POOLS: &str = "capacity.pools";
/// What stands for a pool beyond its nodes, where the text does not say it.
const KEPT: [&str; 6] = [
    "price",
    "min",
    "max",
    "used_cpu",
    "used_memory",
    "used_pods",
];

pub fn view(store: Store, sizing: Sizing) -> El {
    let paste = Paste::new("nodes-text", "nodes-shown");
    // What became of the last text.
    let told = RwSignal::new(String::new());
    let notes = RwSignal::new(Vec::<String>::new());
    let read = move || {
        let text = untrack(|| paste.get());
        if !text.trim_ascii_start().is_empty() {
            notes.set(Vec::new());
            told.set(store.say(ft::READING));
            sizing.read_nodes(store, text);
        }
    };
    // A whole text is read at once; one that is typed, when it is said to be done.
    watch(move || {
        paste.turn();
        if !paste.is_typed() {
            untrack(read);
        }
    });
    answered(store, sizing, told, notes);
    let body = live(El::new("div", ""), move || {
        let editing = paste.editing.get();
        untrack(|| {
            let cap = El::new("div", "cap");
            if editing {
                let read = button(store, "btn ghost s", ct::PASTE_READ, read)
                    .flag("disabled", move || paste.is_empty());
                let tools = El::new("span", "right")
                    .child(paste.chooser(store))
                    .child(read);
                return vec![
                    cap.child(words(store, "span", "what", ft::PASTE_NODES))
                        .child(tools),
                    paste.area(store, ft::PASTE_NODES),
                    words(store, "p", "hint", ft::PASTE_HINT),
                ];
            }
            let said = words(store, "span", "what", ft::PASTE_NODES)
                .set("id", "nodes-shown")
                .set("tabindex", "-1");
            vec![cap.child(said).child(paste.tools(store))]
        })
    });
    let place = El::new("section", "paste small")
        .attr("aria-label", move || {
            ft::PASTE_NODES.get(store.lang.get()).to_string()
        })
        .child(body);
    let list = El::new("ul", "notes").set("role", "status");
    let list = live(list, move || {
        let first = Some(told.get()).filter(|told| !told.is_empty());
        let notes = notes.get();
        let all = first.iter().chain(&notes);
        all.map(|note| rich("li", "", note)).collect()
    });
    let lead = El::new("p", "hint").html(move || {
        let lang = store.lang.get();
        let said = [
            ft::PASTE_LEAD.get(lang),
            lang.pick(" ", ""),
            ft::STAYS.get(lang),
        ];
        runwright_widgets::with_code(&said.concat())
    });
    let inner = El::new("div", "nodesfrom")
        .child(lead)
        .child(paste.droppable(store, place))
        .child(list)
        .view();
    El::new("div", "")
        .mount(view! { <Disclosure summary=store.tr(ct::PASTE)>{inner}</Disclosure> }.into_any())
}

/// Puts the rows that were read in the place of the pools, as one step.
fn answered(store: Store, sizing: Sizing, told: RwSignal<String>, notes: RwSignal<Vec<String>>) {
    // The answer of an earlier visit is no news.
    let news = Cell::new(false);
    watch(move || {
        let say = sizing.nodes.get();
        if !news.replace(true) || say.is_nothing() {
            return;
        }
        untrack(|| {
            notes.set(say.list("notes").iter().map(Js::text).collect());
            let rows: Vec<Row> = say.list("rows").iter().map(Js::row).collect();
            let before = store.draft.get_untracked();
            if rows.is_empty() {
                told.set(store.say(ft::NONE_READ));
            } else {
                let count = rows.len().to_string();
                told.set(filled(store, ft::POOLS_READ, &[&count]));
                let rows = with_kept(rows, store.value_now(POOLS).rows());
                let edit = Edit::set(POOLS, Value::Rows(rows));
                store.apply(&[edit], &store.say(ct::NODES_READ));
            }
            // Reading ended the work that ran; another plan is asked for as it is.
            if store.draft.with_untracked(|now| *now == before) {
                sizing.ask(store);
            }
        });
    });
    watch(move || {
        let why = sizing.refused.get();
        if !why.is_empty() && untrack(|| told.get()) == store.say(ft::READING) {
            told.set(why);
        }
    });
}

/// The rows with what pools of the same name said beyond their nodes.
fn with_kept(mut rows: Vec<Row>, before: &[Row]) -> Vec<Row> {
    for row in &mut rows {
        let name = row.get("name").cloned();
        let Some(old) = before.iter().find(|old| old.get("name").cloned() == name) else {
            continue;
        };
        for key in KEPT {
            if let (None, Some(cell)) = (row.get(key), old.get(key)) {
                row.insert(key.to_string(), cell.clone());
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[(&str, &str)]]) -> Vec<Row> {
        let row = |cells: &&[(&str, &str)]| {
            let mut row = Row::new();
            for (key, cell) in *cells {
                row.insert(key.to_string(), cell.to_string());
            }
            row
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn pools_of_the_same_name_keep_their_price_and_limits() {
        let before = rows(&[
            &[
                ("name", "ci"),
                ("price", "0.4"),
                ("min", "1"),
                ("max", "6"),
                ("cpu", "8"),
            ],
            &[("name", "old"), ("price", "1")],
        ]);
        let read = rows(&[
            &[("name", "ci"), ("nodes", "2"), ("min", "0")],
            &[("name", "new")],
        ]);
        let expect = rows(&[
            &[
                ("name", "ci"),
                ("nodes", "2"),
                ("min", "0"),
                ("max", "6"),
                ("price", "0.4"),
            ],
            &[("name", "new")],
        ]);
        assert_eq!(with_kept(read, &before), expect);
    }
}
