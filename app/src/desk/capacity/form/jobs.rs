//! Kinds of jobs: a card each.

use super::cell::{Extra, cell, cells, folded};
use super::rows::{Rows, Words, list};
use crate::desk::texts::capacity_form as ft;
use crate::parts::words;
use crate::store::Store;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;

const WORDS: Words = Words {
    add: ft::ADD_JOB,
    none: ft::NO_JOBS,
    one: ft::JOB,
    stem: "job",
    short,
};

const MORE: &[&str] = &[
    "storage",
    "gpu",
    "max_cpu",
    "max_memory",
    "selector",
    "tolerations",
];

pub fn view(store: Store) -> El {
    list(Rows::new(store, "capacity.profiles"), &WORDS, card)
}

/// `300 s, 2 CPU, 4Gi`.
fn short(rows: Rows, at: usize) -> String {
    let cell = |name: &str| rows.read(at, name).trim().to_string();
    let lang = rows.store.lang.get();
    let time = [cell("mean_s"), rows.column("mean_s").texts("unit")].join(" ");
    let (cpu, memory) = (cell("cpu"), cell("memory"));
    let mut parts = vec![time];
    if !cpu.is_empty() {
        parts.push(cpu + " CPU");
    }
    if !memory.is_empty() {
        parts.push(memory);
    }
    let own = ["cpu", "memory", "storage", "gpu"];
    if own.iter().all(|name| cell(name).is_empty()) {
        parts.push(ft::PLANS_JOB.get(lang).to_string());
    }
    parts.join(lang.pick(", ", "，"))
}

fn card(rows: Rows, at: usize, frame: El) -> El {
    let store = rows.store;
    let hint = |signal: Signal<String>| Extra {
        hint: Some(signal),
        ..Extra::default()
    };
    let own = hint(store.tr(ft::PLANS_JOB));
    let share = Extra {
        unit: Some(Signal::derive(move || part(rows, at))),
        ..Extra::default()
    };
    let grid = cells(El::new("div", "fgrid"), rows, at, &["name"]);
    let grid = cell(grid, rows, at, "share", share);
    let grid = cell(grid, rows, at, "cpu", own);
    let grid = cell(grid, rows, at, "memory", own);
    let grid = cells(grid, rows, at, &["mean_s"]);
    // Without a spread it is as long as the mean.
    let grid = cell(grid, rows, at, "spread_s", hint(rows.cell(at, "mean_s")));
    let grid = cells(grid, rows, at, &["pull_s"]);
    frame.child(grid).child(more(rows, at))
}

fn more(rows: Rows, at: usize) -> El {
    let store = rows.store;
    let note = Signal::derive(move || {
        let mut parts: Vec<String> = MORE.iter().map(|name| rows.read(at, name)).collect();
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    });
    let plans = Extra {
        hint: Some(store.tr(ft::PLANS_OWN)),
        wide: true,
        ..Extra::default()
    };
    let grid = cells(
        El::new("div", "fgrid two"),
        rows,
        at,
        &["storage", "gpu", "max_cpu", "max_memory"],
    );
    let grid = cell(grid, rows, at, "selector", plans);
    let grid = cell(grid, rows, at, "tolerations", plans);
    let body = El::new("div", "")
        .child(words(store, "p", "hint", ft::JOB_MORE_LEAD))
        .child(grid);
    folded(rows, at, ft::JOB_MORE, MORE, note, body)
}

/// The share as a part of all jobs, where there are several kinds.
fn part(rows: Rows, at: usize) -> String {
    let count = rows.len();
    let share = |at: usize| rows.read(at, "share").trim().parse::<u64>().unwrap_or(0);
    let all = (0..count).map(share).fold(0_u64, u64::saturating_add);
    if count < 2 || all == 0 {
        return String::new();
    }
    let percent = (share(at).saturating_mul(100) + all / 2) / all;
    ["= ", &percent.to_string(), " %"].concat()
}
