//! Node pools: a card each.

use super::cell::{Extra, cell, cells, folded, made};
use super::rows::{Rows, Words, list};
use crate::desk::filled;
use crate::desk::texts::capacity_form as ft;
use crate::parts::words;
use crate::store::Store;
use leptos::prelude::*;
use runwright_model::machines::{self, Machine};
use runwright_model::plan::Platform;
use runwright_widgets::Choice;
use runwright_widgets::Segmented;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};

const WORDS: Words = Words {
    add: ft::ADD_POOL,
    none: ft::NO_POOLS,
    one: ft::POOL,
    stem: "pool",
    short,
};

/// What stands in the fold.
const DETAIL: &[&str] = &[
    "disk",
    "max_pods",
    "gpu",
    "used_cpu",
    "used_memory",
    "used_pods",
    "alloc_cpu",
    "alloc_memory",
    "labels",
    "taints",
];

pub fn view(store: Store) -> El {
    list(Rows::new(store, "capacity.pools"), &WORDS, card).child(words(
        store,
        "p",
        "hint below",
        ft::MACHINE_FILLS,
    ))
}

/// The platform of the plan.
fn platform(store: Store) -> Platform {
    let word = store.value_now("target.platform");
    let word = word.text().unwrap_or_default();
    let all = [Platform::Eks, Platform::Gke, Platform::Aks];
    let found = all.into_iter().find(|one| one.word() == word);
    found.unwrap_or(Platform::Other)
}

/// A machine type of the plan's platform.
fn example(rows: Rows) -> String {
    match platform(rows.store) {
        Platform::Gke => "n2-standard-8".to_string(),
        Platform::Aks => "Standard_D8s_v5".to_string(),
        _ => rows.column("machine").texts("example"),
    }
}

/// `3 × m7i.2xlarge`, `1–6 × 8 CPU, 32Gi`.
fn short(rows: Rows, at: usize) -> String {
    let cell = |name: &str| rows.read(at, name).trim().to_string();
    let or = |text: String, other: &str| {
        if text.is_empty() {
            other.to_string()
        } else {
            text
        }
    };
    let count = if is_scaled(rows, at) {
        [or(cell("min"), "0"), or(cell("max"), &cell("nodes"))].join("–")
    } else {
        cell("nodes")
    };
    let machine = cell("machine");
    let of = if machine.is_empty() {
        [&cell("cpu"), " CPU, ", &cell("memory")].concat()
    } else {
        machine
    };
    [&count, " × ", &of].concat()
}

/// Whether the row says anything of least and most nodes, be it nothing yet.
fn is_scaled(rows: Rows, at: usize) -> bool {
    rows.has(at, "min") || rows.has(at, "max")
}

fn card(rows: Rows, at: usize, frame: El) -> El {
    let store = rows.store;
    let scaled = Memo::new(move |_| is_scaled(rows, at));
    let names = Signal::derive(move || {
        let all = machines::of(platform(store));
        all.into_iter().map(|one| one.name).collect::<Vec<String>>()
    });
    let machine = Extra {
        hint: Some(Signal::derive(move || example(rows))),
        suggestions: Some(names),
        typed: Some(Callback::new(move |text| name_machine(rows, at, text))),
        ..Extra::default()
    };
    let grid = cells(El::new("div", "fgrid pool"), rows, at, &["name"]);
    let grid = cell(grid, rows, at, "machine", machine);
    let grid = cells(grid, rows, at, &["cpu", "memory"]).child(mode(rows, at, scaled));
    // Which of them are there follows the mode; the others keep out of the way of the keyboard, too.
    let shown = |grid: El, name: &'static str, in_scaled: bool| {
        let (control, findings) = made(rows, at, name, Extra::default());
        grid.child(control.none(move || scaled.get() != in_scaled))
            .child(findings.none(move || scaled.get() != in_scaled))
    };
    let grid = shown(grid, "nodes", false);
    let grid = shown(grid, "min", true);
    let grid = shown(grid, "max", true);
    let grid = cells(grid, rows, at, &["price"]);
    frame.child(grid).child(detail(rows, at))
}

fn detail(rows: Rows, at: usize) -> El {
    let store = rows.store;
    let note = Signal::derive(move || {
        let mut parts = Vec::new();
        let pods = rows.read(at, "max_pods");
        if !pods.is_empty() {
            parts.push(filled(store, ft::PODS_NOTE, &[&pods]));
        }
        if !rows.read(at, "alloc_cpu").is_empty() && !rows.read(at, "alloc_memory").is_empty() {
            parts.push(ft::PASTED_NOTE.get(store.lang.get()).to_string());
        }
        for name in ["labels", "taints"] {
            parts.push(rows.read(at, name));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    });
    let wide = Extra {
        wide: true,
        ..Extra::default()
    };
    let grid = cells(
        El::new("div", "fgrid three"),
        rows,
        at,
        DETAIL.get(..6).unwrap_or_default(),
    );
    let pair = cells(
        El::new("div", "fgrid two"),
        rows,
        at,
        &["alloc_cpu", "alloc_memory"],
    );
    let pair = cell(pair, rows, at, "labels", wide);
    let pair = cell(pair, rows, at, "taints", wide);
    let body = El::new("div", "")
        .child(words(store, "p", "hint", ft::DETAIL_LEAD))
        .child(grid)
        .child(pair);
    folded(rows, at, ft::NODE_DETAIL, DETAIL, note, body)
}

/// Fixed or autoscaled.
fn mode(rows: Rows, at: usize, scaled: Memo<bool>) -> El {
    let store = rows.store;
    let choices = Signal::derive(move || {
        [("fixed", ft::FIXED), ("scaled", ft::SCALED)]
            .into_iter()
            .map(|(value, label)| Choice {
                value: value.to_string(),
                label: label.get(store.lang.get()).to_string(),
                ..Choice::default()
            })
            .collect::<Vec<Choice>>()
    });
    let value = Signal::derive(move || String::from(if scaled.get() { "scaled" } else { "fixed" }));
    let pick = Callback::new(move |picked: String| {
        let number = |name: &str| untrack(|| rows.read(at, name)).trim().parse::<u32>().ok();
        if picked == "scaled" {
            // As many as now, and fewer while there is less to do.
            let most = number("nodes").unwrap_or(1);
            let cells = [
                ("min", Some(most.min(1).to_string())),
                ("max", Some(most.to_string())),
            ];
            rows.write(at, &cells, false);
        } else {
            let nodes = number("max")
                .or(number("nodes"))
                .map(|nodes| nodes.to_string());
            rows.write(at, &[("min", None), ("max", None), ("nodes", nodes)], false);
        }
    });
    let id = rows.control(at, "scaling");
    let name = store.tr(ft::NUMBER);
    let control = view! { <Segmented choices=choices value=value on_pick=pick id=id label=name /> };
    El::new("div", "fcell mode")
        .class("wide", move || !scaled.get())
        .child(words(store, "span", "label", ft::NUMBER).set("aria-hidden", "true"))
        .child(El::new("div", "ctl").mount(control.into_any()))
}

/// Takes the name of a machine type; a known one brings its amounts with it, in the same step.
fn name_machine(rows: Rows, at: usize, text: String) {
    let known = machines::find(&text);
    let mut cells = vec![("machine", Some(text))];
    if let Some(known) = known {
        cells.push(("cpu", Some(known.cpu())));
        cells.push(("memory", Some(known.memory())));
        // What was pasted was another machine's.
        cells.push(("alloc_cpu", None));
        cells.push(("alloc_memory", None));
        if let Some(pods) = pods(rows.store, &known) {
            cells.push(("max_pods", Some(pods.to_string())));
        }
    }
    rows.write(at, &cells, true);
}

/// The most pods where the machine type decides: on EKS.
fn pods(store: Store, machine: &Machine) -> Option<u32> {
    let eks = untrack(|| platform(store)) == Platform::Eks;
    machine.pods().filter(|_| eks)
}
