//! Jobs per node by the size of a job: whole jobs, so it steps.

use super::units::{bytes, cpu, gib, letter};
use super::{numbers_of, part, picks, read};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::capacity as ct;
use crate::js::Js;
use crate::parts::live;
use crate::store::Store;
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{
    Chart, Choice, DataTable, Segmented, Select, Staircase, Step, StepPoint, staircase,
};

/// Kinds of jobs that stand side by side; more are in a list.
const BESIDE: usize = 4;

/// The section.
pub fn view(store: Store, sizing: Sizing) -> El {
    let all = picks(
        sizing,
        Stage::Best,
        &["answer/stairs", "answer/pools", "words/stairs"],
    );
    let none = Memo::new(move |_| read::<3>(all)[0].items().is_empty());
    let chosen = RwSignal::new(String::new());
    // The kind in view, by its place; the first where the chosen one is gone.
    let at = Memo::new(move |_| {
        let [stairs, _, _] = read(all);
        let kind = chosen.get();
        let stairs = stairs.items();
        let found = stairs.iter().position(|one| one.texts("profile") == kind);
        found.unwrap_or(0)
    });
    let choices = Memo::new(move |_| {
        let [stairs, _, _] = read(all);
        let choice = |(at, one): (usize, &Js)| {
            let name = one.texts("profile");
            Choice {
                label: if name.is_empty() {
                    letter(at)
                } else {
                    name.clone()
                },
                value: name,
                ..Choice::default()
            }
        };
        let stairs = stairs.items();
        stairs
            .iter()
            .enumerate()
            .map(choice)
            .collect::<Vec<Choice>>()
    });
    let value = Signal::derive(move || {
        let at = at.get();
        choices.with(|all| all.get(at).map(|one| one.value.clone()).unwrap_or_default())
    });
    let count = Memo::new(move |_| choices.with(Vec::len));
    let pick = Callback::new(move |kind| chosen.set(kind));
    let few = view! {
        <Segmented choices=choices value=value on_pick=pick small=true id="stairs-of" label=store.tr(ct::KIND) />
    };
    let many = view! {
        <Select choices=choices value=value on_pick=pick id="stairs-kind" label=store.tr(ct::KIND) />
    };
    let tools = El::new("div", "right")
        .child(
            El::new("div", "")
                .none(move || !(2..=BESIDE).contains(&count.get()))
                .mount(few.into_any()),
        )
        .child(
            El::new("div", "")
                .none(move || count.get() <= BESIDE)
                .mount(many.into_any()),
        );
    let one = Memo::new(move |_| {
        let [stairs, pools, said] = read(all);
        let at = at.get();
        let of = |list: &Js| list.items().get(at).cloned().unwrap_or_else(Js::nothing);
        let stairs = of(&stairs).at("stairs");
        let pool = stairs.texts("pool");
        let pools = pools.items();
        let pool = pools.iter().find(|known| known.texts("name") == pool);
        let free = pool.map_or_else(Js::nothing, |pool| pool.at("free"));
        Js::list_of(&[stairs, free, of(&said)]).json()
    });
    let picture = Signal::derive(move || picture(one, store));
    let table = Signal::derive(move || table(one, store));
    let chart = view! { <Chart title=store.tr(ct::STAIRS) picture=picture table=table /> };
    let said = live(El::new("div", "said"), move || {
        let [_, _, said] = read(one);
        vec![crate::desk::run::rich("p", "", &said.text())]
    });
    let body = El::new("div", "beside")
        .child(El::new("div", "").mount(chart.into_any()))
        .child(said);
    part(store, sizing, Stage::Best, ct::STAIRS, Some(tools), body).none(move || none.get())
}

/// Whether the stairs climb over cpu; else over bytes.
fn is_cpu(stairs: &Js) -> bool {
    stairs.texts("dimension") == "cpu_m"
}

fn amount(is_cpu: bool, size: i64) -> String {
    if is_cpu { cpu(size) } else { bytes(size) }
}

fn picture(one: Memo<String>, store: Store) -> String {
    let lang = store.lang.get();
    let [stairs, free, _] = read(one);
    if stairs.is_nothing() {
        return String::new();
    }
    let is_cpu = is_cpu(&stairs);
    let th = |size: i64| if is_cpu { size } else { gib(size) };
    // The engine gives the largest size first.
    let step = |point: &Js| Step {
        upto: th(point.number("size")),
        jobs: point.number("jobs_per_node"),
    };
    let steps: Vec<Step> = stairs.list("points").iter().rev().map(step).collect();
    let per_node = |name: &str, jobs: i64| filled(store, ct::PER_NODE, &[name, &jobs.to_string()]);
    let (size, jobs) = (stairs.number("size"), stairs.number("jobs_per_node"));
    let yours = filled(store, ct::YOURS, &[&amount(is_cpu, size)]);
    let description = per_node(&yours, jobs);
    let next = stairs.at("next_up");
    let next = (!next.is_nothing()).then(|| {
        let (size, jobs) = (next.number("size"), next.number("jobs_per_node"));
        StepPoint {
            size: th(size),
            jobs,
            label: per_node(&amount(is_cpu, size), jobs),
            note: String::new(),
        }
    });
    let free = free.number(match stairs.texts("dimension").as_str() {
        "cpu_m" => "cpu_m",
        "memory" => "memory",
        _ => "ephemeral",
    });
    let mut data = Staircase {
        title: ct::STAIRS.get(lang).to_string(),
        description: description.clone(),
        max: steps.last().map_or(1, |step| step.upto).max(th(size)),
        steps,
        pooled: th(free),
        yours: StepPoint {
            size: th(size),
            jobs,
            label: description,
            note: String::new(),
        },
        unit: if is_cpu { ct::CORES.get(lang) } else { "GiB" }.to_string(),
        ..Staircase::default()
    };
    data.next = next;
    staircase(&data)
}

fn table(one: Memo<String>, store: Store) -> DataTable {
    let [stairs, _, _] = read(one);
    let is_cpu = is_cpu(&stairs);
    let row = |point: &Js| {
        vec![
            ["≤ ", &amount(is_cpu, point.number("size"))].concat(),
            point.at("jobs_per_node").text(),
            point.at("cluster_jobs").text(),
        ]
    };
    let rows = stairs.list("points").iter().map(row).collect();
    let heads = [
        (ct::SIZE, false),
        (ct::JOBS_PER_NODE, true),
        (ct::IN_ALL, true),
    ];
    numbers_of(ct::STAIRS, &heads, rows, store.lang.get())
}
