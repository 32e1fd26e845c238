//! Jobs on the nodes: the best packing as bars by CPU or memory, and as a table.

mod fleet;

use super::units::{bytes, cpu, gib, letter};
use super::{numbers_of, part, picks, sentences};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::capacity as ct;
use crate::store::Store;
use crate::texts as tx;
use fleet::{Fleet, Nodes};
use leptos::prelude::*;
use runwright_model::Lang;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{
    Chart, Choice, DataTable, FleetBar, FleetBars, FleetKind, FleetPart, LegendItem, Segmented,
    fleet_bars, kind_class, milli,
};

/// At most this many nodes are drawn one by one; where there are more, those alike share a bar.
const DRAWN: i64 = 12;
/// Bars at most; a packing has about as many mixes as kinds of jobs.
const BARS: usize = 48;
/// Jobs of a kind on a node that are drawn one by one.
const APART: i64 = 24;

/// The section.
pub fn view(store: Store, sizing: Sizing) -> El {
    let all = picks(
        sizing,
        Stage::Best,
        &[
            "answer/jobs/placed",
            "answer/pools",
            "answer/requests",
            "question/pools",
            "question/profiles",
            "question/managers",
        ],
    );
    let by = RwSignal::new("cpu".to_string());
    let memory = Signal::derive(move || by.with(|by| by == "memory"));
    let choices = Signal::derive(move || {
        let choice = |value: &str, label: runwright_model::Text| Choice {
            value: value.to_string(),
            label: label.get(store.lang.get()).to_string(),
            ..Choice::default()
        };
        vec![choice("cpu", ct::CPU), choice("memory", ct::MEMORY)]
    });
    let toggle = view! {
        <Segmented choices=choices value=by on_pick=Callback::new(move |picked| by.set(picked)) small=true id="nodes-by" label=store.tr(ct::RESOURCE) />
    };
    let tools = El::new("div", "right").mount(toggle.into_any());
    let picture = Signal::derive(move || bars(&Fleet::read(all), memory.get(), store));
    let table = Signal::derive(move || table(&Fleet::read(all), store));
    let legend = Memo::new(move |_| legend(&Fleet::read(all), store.lang.get()));
    let chart = view! {
        <Chart title=store.tr(ct::NODES) picture=picture table=table legend=legend />
    };
    let body = El::new("div", "")
        .child(El::new("div", "").mount(chart.into_any()))
        .child(sentences(sizing, Stage::Best, "words/pools"));
    part(store, sizing, Stage::Best, ct::NODES, Some(tools), body)
}

/// A size by the resource that is drawn.
fn size(memory: bool, amount: i64) -> String {
    if memory { bytes(amount) } else { cpu(amount) }
}

fn bars(fleet: &Fleet, memory: bool, store: Store) -> String {
    let lang = store.lang.get();
    let at = usize::from(memory);
    let thousandths = |amount: i64| if memory { gib(amount) } else { amount };
    let apart = fleet.nodes() <= DRAWN;
    let mut nodes = Vec::new();
    let mut max = 1;
    let mut jobs = 0_i64;
    for pool in &fleet.pools {
        let whole = pool.free[at] + pool.overhead[at];
        let mut number = 0;
        for group in &pool.groups {
            max = max.max(thousandths(whole));
            jobs += group.nodes.saturating_mul(group.jobs.iter().sum());
            for _ in 0..if apart { group.nodes } else { 1 } {
                number += 1;
                let (sign, of) = if apart {
                    ("-", number)
                } else {
                    (" × ", group.nodes)
                };
                let name = [&pool.name, sign, &of.to_string()].concat();
                if nodes.len() < BARS {
                    nodes.push(FleetBar {
                        tip: [&name, ": ", &mix(fleet, group, lang)].concat(),
                        note: size(memory, whole),
                        parts: parts(fleet, pool, group, memory, &name, store),
                        name,
                    });
                }
            }
        }
    }
    fleet_bars(&FleetBars {
        title: ct::NODES.get(lang).to_string(),
        description: filled(store, ct::N_JOBS_ON, &[&jobs.to_string()]),
        nodes,
        max,
        unit: if memory { "GiB" } else { ct::CORES.get(lang) }.to_string(),
    })
}

fn parts(
    fleet: &Fleet,
    pool: &fleet::Pool,
    group: &Nodes,
    memory: bool,
    node: &str,
    store: Store,
) -> Vec<FleetPart> {
    let lang = store.lang.get();
    let at = usize::from(memory);
    let thousandths = |amount: i64| if memory { gib(amount) } else { amount };
    let mut out = Vec::new();
    let mut put = |kind, amount: i64, label: String, what: &str| {
        if amount > 0 {
            out.push(FleetPart {
                kind,
                size: thousandths(amount),
                label,
                tip: [node, ": ", what].concat(),
            });
        }
    };
    let said = |text: runwright_model::Text, amount: i64| {
        [text.get(lang), ", ", &size(memory, amount)].concat()
    };
    let system = pool.overhead[at];
    put(
        FleetKind::System,
        system,
        String::new(),
        &said(ct::SYSTEM, system),
    );
    let manager = fleet.manager[at];
    let what = said(ct::MANAGER, manager);
    for _ in 0..group.managers.min(APART) {
        put(FleetKind::Manager, manager, String::new(), &what);
    }
    for (kind, jobs) in group.jobs.iter().enumerate() {
        let Some(request) = fleet.requests.get(kind) else {
            continue;
        };
        let name = fleet.names.get(kind).map_or("", String::as_str);
        let (times, each) = if *jobs > APART {
            (1, *jobs)
        } else {
            (*jobs, 1)
        };
        let what = [
            name,
            if each > 1 { " × " } else { "" },
            &if each > 1 {
                each.to_string()
            } else {
                String::new()
            },
            ", ",
            &cpu(request[0]),
            ", ",
            &bytes(request[1]),
        ]
        .concat();
        for _ in 0..times {
            let label = match (fleet.names.len() > 1, each > 1) {
                (true, true) => [&letter(kind), " × ", &each.to_string()].concat(),
                (true, false) => letter(kind),
                (false, true) => ["× ", &each.to_string()].concat(),
                (false, false) => milli(thousandths(request[at])),
            };
            let number = u32::try_from(kind).unwrap_or(0);
            put(
                FleetKind::Job(number),
                request[at].saturating_mul(each),
                label,
                &what,
            );
        }
    }
    let left = group.left[at];
    let (kind, text) = if group.room {
        (FleetKind::Free, ct::FREE)
    } else {
        (FleetKind::Stranded, ct::STRANDED)
    };
    put(kind, left, size(memory, left), &said(text, left));
    out
}

/// What runs on each of some nodes, e.g. `A build 2, B test 1`.
fn mix(fleet: &Fleet, group: &Nodes, lang: Lang) -> String {
    let kinds = group.jobs.iter().zip(&fleet.names);
    let some: Vec<String> = kinds
        .filter(|(jobs, _)| **jobs > 0)
        .map(|(jobs, name)| [name, " × ", &jobs.to_string()].concat())
        .collect();
    if some.is_empty() {
        ct::NO_JOBS.get(lang).to_string()
    } else {
        some.join(", ")
    }
}

fn legend(fleet: &Fleet, lang: Lang) -> Vec<LegendItem> {
    let item = |class: &'static str, label: &str| LegendItem {
        class,
        label: label.to_string(),
    };
    let groups = || fleet.pools.iter().flat_map(|pool| &pool.groups);
    let mut out = vec![item("p-sys", ct::SYSTEM.get(lang))];
    if groups().any(|group| group.managers > 0) {
        out.push(item("p-mgr", ct::MANAGER.get(lang)));
    }
    for (kind, name) in fleet.names.iter().enumerate() {
        let used = |group: &Nodes| group.jobs.get(kind).is_some_and(|jobs| *jobs > 0);
        if groups().any(used) {
            out.push(item(kind_class(kind as u32), name));
        }
    }
    if groups().any(|group| !group.room) {
        out.push(item("p-lost", ct::STRANDED.get(lang)));
    }
    if groups().any(|group| group.room) {
        out.push(item("p-free", ct::FREE.get(lang)));
    }
    out
}

fn table(fleet: &Fleet, store: Store) -> DataTable {
    let lang = store.lang.get();
    let mut rows = Vec::new();
    for pool in &fleet.pools {
        let binding: Vec<&str> = pool
            .binding
            .iter()
            .map(|name| ct::dimension(name).get(lang))
            .collect();
        for group in &pool.groups {
            rows.push(vec![
                pool.name.clone(),
                group.nodes.to_string(),
                mix(fleet, group, lang),
                cpu(group.left[0]),
                bytes(group.left[1]),
                if group.room {
                    "–".to_string()
                } else {
                    binding.join(ct::LIST.get(lang))
                },
            ]);
        }
    }
    let heads = [
        (ct::POOL, false),
        (tx::NODES, true),
        (ct::JOBS_EACH, false),
        (ct::LEFT_CPU, true),
        (ct::LEFT_MEMORY, true),
        (ct::BINDING, false),
    ];
    numbers_of(ct::NODES, &heads, rows, lang)
}
