//! Nodes over the day, where pools grow and shrink.

use super::units::{float, tenths};
use super::{numbers_of, part, picks, read, sentences};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::capacity as ct;
use crate::js::Js;
use crate::store::Store;
use leptos::prelude::*;
use runwright_model::Lang;
use runwright_model::text::t;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Chart, DataTable, Day, DayHour, LegendItem, day, kind_class};

/// The section.
pub fn view(store: Store, sizing: Sizing) -> El {
    let all = picks(
        sizing,
        Stage::Expected,
        &["answer/autoscaling", "answer/pools"],
    );
    let none = Memo::new(move |_| read::<2>(all)[0].is_nothing());
    let picture = Signal::derive(move || picture(all, store));
    let table = Signal::derive(move || table(all, store));
    let legend = Memo::new(move |_| legend(all, store.lang.get()));
    let chart =
        view! { <Chart title=store.tr(ct::DAY) picture=picture table=table legend=legend /> };
    let body = El::new("div", "")
        .child(El::new("div", "").mount(chart.into_any()))
        .child(sentences(sizing, Stage::Expected, "words/day"));
    part(store, sizing, Stage::Expected, ct::DAY, None, body).none(move || none.get())
}

/// The pools where there are several, and what idles.
fn legend(all: Memo<String>, lang: Lang) -> Vec<LegendItem> {
    let [scaled, pools] = read(all);
    let pools = pools.items();
    let name = |(at, pool): (u32, &Js)| LegendItem {
        class: kind_class(at),
        label: pool.texts("name"),
    };
    let mut out = Vec::new();
    if pools.len() > 1 {
        out.extend((0..).zip(&pools).map(name));
    }
    if float(&scaled, "idle_hours_per_day").unwrap_or(0.0) > 0.0 {
        out.push(LegendItem {
            class: "p-lost",
            label: ct::IDLE.get(lang).to_string(),
        });
    }
    out
}

/// From this hour to the next.
fn clock(hour: usize) -> String {
    let hour = hour.to_string();
    let zero = if hour.len() < 2 { "0" } else { "" };
    [zero, &hour, ":00"].concat()
}

fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// Node hours of each pool.
fn node_hours(hour: &Js) -> Vec<f64> {
    let of = |pool: &Js| float(pool, "node_hours").unwrap_or(0.0);
    hour.list("pools").iter().map(of).collect()
}

/// Nodes that are needed, of all pools.
fn needed(hour: &Js) -> f64 {
    let nodes = hour.list("pools");
    nodes.iter().map(|pool| pool.number("nodes") as f64).sum()
}

fn picture(all: Memo<String>, store: Store) -> String {
    let lang = store.lang.get();
    let [scaled, pools] = read(all);
    let pools = pools.items();
    let hour = |(at, hour): (usize, &Js)| {
        let nodes = node_hours(hour);
        let sum: f64 = nodes.iter().sum();
        DayHour {
            idle: thousandths((sum - needed(hour)).max(0.0)),
            nodes: nodes.iter().copied().map(thousandths).collect(),
            tip: [&clock(at), ": ", &said(hour, &pools, sum, lang)].concat(),
        }
    };
    let hours: Vec<DayHour> = scaled.list("hours").iter().enumerate().map(hour).collect();
    let fixed: i64 = pools.iter().map(|pool| pool.number("nodes")).sum();
    let total = float(&scaled, "node_hours_per_day").unwrap_or(0.0);
    day(&Day {
        title: ct::DAY.get(lang).to_string(),
        description: filled(store, ct::NODE_HOURS_DAY, &[&tenths(total)]),
        pools: pools.iter().map(|pool| pool.texts("name")).collect(),
        hours,
        fixed: (
            fixed.saturating_mul(1000),
            filled(store, ct::FIXED_NODES, &[&fixed.to_string()]),
        ),
        axes: [ct::HOUR, crate::texts::NODES].map(|text| text.get(lang).to_string()),
    })
}

fn said(hour: &Js, pools: &[Js], sum: f64, lang: Lang) -> String {
    let mut out = [&tenths(sum), " ", ct::NODE_HOURS.get(lang)].concat();
    if pools.len() > 1 {
        let each: Vec<String> = pools
            .iter()
            .zip(node_hours(hour))
            .map(|(pool, hours)| [&pool.texts("name"), " ", &tenths(hours)].concat())
            .collect();
        out = [
            &out,
            t(" (", "（").get(lang),
            &each.join(", "),
            t(")", "）").get(lang),
        ]
        .concat();
    }
    let jobs = tenths(float(hour, "jobs").unwrap_or(0.0));
    [&out, ct::COMMA.get(lang), &jobs, " ", ct::JOBS.get(lang)].concat()
}

fn table(all: Memo<String>, store: Store) -> DataTable {
    let lang = store.lang.get();
    let [scaled, pools] = read(all);
    let pools = pools.items();
    let row = |(at, hour): (usize, &Js)| {
        let mut row = vec![
            clock(at),
            tenths(float(hour, "jobs").unwrap_or(0.0)),
            hour.at("busy").text(),
        ];
        row.extend(
            hour.list("pools")
                .iter()
                .map(|pool| pool.at("nodes").text()),
        );
        let hours = node_hours(hour);
        row.push(tenths(hours.iter().sum()));
        row
    };
    let rows = scaled.list("hours").iter().enumerate().map(row).collect();
    let mut table = numbers_of(
        ct::DAY,
        &[
            (ct::HOUR, false),
            (ct::JOBS_HEAD, true),
            (ct::AT_WORK, true),
        ],
        rows,
        lang,
    );
    for pool in &pools {
        let head = if pools.len() > 1 {
            [crate::texts::NODES.get(lang), ", ", &pool.texts("name")].concat()
        } else {
            crate::texts::NODES.get(lang).to_string()
        };
        table.head.push((head, true));
    }
    table
        .head
        .push((ct::NODE_HOURS_HEAD.get(lang).to_string(), true));
    table
}
