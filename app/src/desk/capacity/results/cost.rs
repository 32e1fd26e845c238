//! What the nodes cost, and what pause pods hold of them.

use super::units::{bytes, cpu, float, money};
use super::{part, picks, read, sentences};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::capacity as ct;
use crate::parts::{cell, live, row_head, table};
use crate::store::Store;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Memo;

/// The section on cost.
pub fn view(store: Store, sizing: Sizing) -> El {
    let all = picks(sizing, Stage::Expected, &["answer/cost", "words/cost"]);
    let none = Memo::new(move |_| {
        let [cost, _] = read(all);
        cost.at("fixed").is_nothing() && cost.at("autoscaled").is_nothing()
    });
    let silent = Memo::new(move |_| none.get() && read::<2>(all)[1].items().is_empty());
    let body = live(El::new("tbody", ""), move || {
        let lang = store.lang.get();
        let [cost, _] = read(all);
        let mut rows = Vec::new();
        for (key, name) in [("fixed", ct::FIXED), ("autoscaled", ct::AUTOSCALED)] {
            let of = cost.at(key);
            if of.is_nothing() {
                continue;
            }
            let mut row = El::new("tr", "").child(row_head("", name.get(lang)));
            for key in ["per_hour", "per_month", "per_job"] {
                let value = float(&of, key).map_or("–".to_string(), money);
                row = row.child(cell("num", &value));
            }
            rows.push(row);
        }
        rows
    });
    let heads = [
        (ct::NODES_ARE, false),
        (ct::PER_HOUR, true),
        (ct::PER_MONTH, true),
        (ct::PER_JOB, true),
    ];
    let body = El::new("div", "")
        .child(table(store, ct::COST, "", &heads, body).none(move || none.get()))
        .child(sentences(sizing, Stage::Expected, "words/cost"));
    part(store, sizing, Stage::Expected, ct::COST, None, body).none(move || silent.get())
}

/// The section on pause pods.
pub fn pause(store: Store, sizing: Sizing) -> El {
    let all = picks(sizing, Stage::Expected, &["answer/pause"]);
    let none = Memo::new(move |_| read::<1>(all)[0].is_nothing());
    let body = live(El::new("tbody", ""), move || {
        let lang = store.lang.get();
        let [pause] = read(all);
        let row = |name: &str, value: &str| {
            El::new("tr", "")
                .child(row_head("", name))
                .child(cell("num", value))
        };
        let held = [
            &cpu(pause.number("cpu_m")),
            ct::COMMA.get(lang),
            &bytes(pause.number("memory")),
        ];
        let mut rows = vec![
            row(ct::PAUSE_PODS.get(lang), &pause.at("pods").text()),
            row(ct::PAUSE_PLACED.get(lang), &pause.at("placed").text()),
            row(ct::PAUSE_HELD.get(lang), &held.concat()),
        ];
        for warm in pause.list("warm") {
            let name = filled(store, ct::WARM, &[&warm.texts("profile")]);
            rows.push(row(&name, &warm.at("jobs").text()));
        }
        if let Some(cost) = float(&pause, "cost_per_hour") {
            rows.push(row(ct::PAUSE_COST.get(lang), &money(cost)));
        }
        rows
    });
    let heads = [(ct::WHAT, false), (ct::RESULT, true)];
    let body = El::new("div", "")
        .child(table(store, ct::PAUSE, "", &heads, body))
        .child(sentences(sizing, Stage::Expected, "words/pause"));
    part(store, sizing, Stage::Expected, ct::PAUSE, None, body).none(move || none.get())
}
