//! Waits in the busy hour over the number of slots.

use super::units::{percent, time};
use super::{numbers_of, part, picks, read, sentences};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::capacity as ct;
use crate::js::Js;
use crate::parts::{cell, live, row_head};
use crate::store::Store;
use leptos::prelude::*;
use runwright_model::Lang;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Chart, Curve, CurveAt, DataTable, curve};

const LINES: [(&str, runwright_model::Text); 4] = [
    ("mean_ms", ct::MEAN),
    ("p50_ms", ct::P50),
    ("p90_ms", ct::NINETY),
    ("p99_ms", ct::P99),
];

/// The section.
pub fn view(store: Store, sizing: Sizing) -> El {
    let all = picks(
        sizing,
        Stage::Curve,
        &[
            "answer/waiting/curve",
            "answer/waiting/slots",
            "answer/waiting/places",
        ],
    );
    let none = Memo::new(move |_| read::<3>(all)[0].items().is_empty());
    let picture = Signal::derive(move || picture(all, store));
    let table = Signal::derive(move || table(all, store));
    let chart = view! { <Chart title=store.tr(ct::WAITING) picture=picture table=table /> };
    let body = El::new("div", "")
        .child(
            El::new("div", "")
                .none(move || none.get())
                .mount(chart.into_any()),
        )
        .child(sentences(sizing, Stage::Curve, "words/waiting"))
        .child(closed(store, sizing));
    part(store, sizing, Stage::Curve, ct::WAITING, None, body)
}

fn waits_at(waits: &Js, lang: Lang) -> Vec<String> {
    if waits.is_nothing() {
        return vec!["∞".to_string(); LINES.len() + 1];
    }
    let mut out: Vec<String> = LINES
        .iter()
        .map(|(key, _)| time(waits.number(key), lang))
        .collect();
    out.push(percent(waits.number("failing_permille")));
    out
}

fn picture(all: Memo<String>, store: Store) -> String {
    let lang = store.lang.get();
    let [points, slots, places] = read(all);
    let number = |of: &Js| of.raw().as_f64().map_or(0, |number| number as i64);
    let (slots, places) = (number(&slots), number(&places));
    let point = |at: &Js| {
        let (x, waits) = (at.number("slots"), at.at("waits"));
        let head = filled(store, ct::N_SLOTS, &[&x.to_string()]);
        let tip = if waits.is_nothing() {
            [&head, ": ", ct::ENDLESS.get(lang)].concat()
        } else {
            let values = waits_at(&waits, lang);
            let names = LINES.iter().map(|line| line.1).chain([ct::FAILING]);
            let pairs: Vec<String> = names
                .zip(&values)
                .map(|(name, value)| [name.get(lang), " ", value].concat())
                .collect();
            [&head, ": ", &pairs.join(ct::COMMA.get(lang))].concat()
        };
        CurveAt {
            x,
            waits: if waits.is_nothing() {
                Vec::new()
            } else {
                LINES.iter().map(|line| waits.number(line.0)).collect()
            },
            failing: waits.number("failing_permille"),
            tip,
        }
    };
    let points: Vec<CurveAt> = points.items().iter().map(point).collect();
    let chosen = filled(store, ct::YOUR_SLOTS, &[&slots.to_string()]);
    let description = points
        .iter()
        .find(|at| at.x == slots)
        .map_or_else(|| chosen.clone(), |at| at.tip.clone());
    curve(&Curve {
        title: ct::WAITING.get(lang).to_string(),
        description,
        lines: LINES
            .iter()
            .map(|line| line.1.get(lang).to_string())
            .collect(),
        points,
        chosen: (slots, chosen),
        places: (places > 0).then(|| {
            (
                places,
                filled(store, ct::PLACES_RUN, &[&places.to_string()]),
            )
        }),
        axes: [ct::SLOTS, ct::WAIT_AXIS, ct::FAILING].map(|text| text.get(lang).to_string()),
        endless: ct::ENDLESS.get(lang).to_string(),
        units: [ct::SECONDS, ct::MINUTES, ct::HOURS].map(|text| text.get(lang).to_string()),
    })
}

fn table(all: Memo<String>, store: Store) -> DataTable {
    let lang = store.lang.get();
    let [points, _, _] = read(all);
    let row = |at: &Js| {
        let mut row = vec![at.at("slots").text()];
        row.extend(waits_at(&at.at("waits"), lang));
        let busy = at.at("waits").number("utilisation_permille");
        row.push(if at.at("waits").is_nothing() {
            "–".to_string()
        } else {
            percent(busy)
        });
        row
    };
    let rows = points.items().iter().map(row).collect();
    let mut heads = vec![(ct::SLOTS, false)];
    heads.extend(LINES.iter().map(|line| (line.1, true)));
    heads.extend([(ct::FAILING, true), (ct::BUSY, true)]);
    numbers_of(ct::WAITING, &heads, rows, lang)
}

/// The simulation beside the formula, where there is one.
fn closed(store: Store, sizing: Sizing) -> El {
    let all = picks(
        sizing,
        Stage::Waits,
        &["answer/waiting/waits", "answer/waiting/closed"],
    );
    let none = Memo::new(move |_| {
        let [waits, closed] = read(all);
        waits.is_nothing() || closed.is_nothing()
    });
    let body = live(El::new("tbody", ""), move || {
        let lang = store.lang.get();
        let [waits, closed] = read(all);
        let row = |name: &str, at: &Js| {
            let of = |key: &str, write: &dyn Fn(i64) -> String| {
                let value = at.at(key).raw().as_f64();
                value.map_or("–".to_string(), |value| write(value as i64))
            };
            let ms = |ms| time(ms, lang);
            // A simulation is a sample.
            let mean = match at.number("mean_error_ms") {
                0 => of("mean_ms", &ms),
                error => [&of("mean_ms", &ms), " ± ", &ms(error)].concat(),
            };
            El::new("tr", "")
                .child(row_head("", name))
                .child(cell("num", &mean))
                .child(cell("num", &of("p90_ms", &ms)))
                .child(cell("num", &of("failing_permille", &percent)))
        };
        let form = match closed.texts("form").as_str() {
            "mmc" => ct::F_MMC,
            "batch" => ct::F_BATCH,
            "allen_cunneen" => ct::F_ESTIMATE,
            _ => ct::F_PATIENCE,
        };
        vec![
            row(ct::SIMULATED.get(lang), &waits),
            row(form.get(lang), &closed),
        ]
    });
    let heads = [
        (ct::METHOD, false),
        (ct::MEAN, true),
        (ct::NINETY, true),
        (ct::FAILING, true),
    ];
    crate::parts::table(store, ct::BY_FORMULA, "", &heads, body).none(move || none.get())
}
