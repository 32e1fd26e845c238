//! What is watched: the settings, the alerts with their thresholds, names of metrics, commands, and the files.

use super::run::{and, cause_href, command, follow, part, rich, steps};
use super::settings::intern;
use super::texts::run as rt;
use super::{Desk, filled, head, kitfiles};
use crate::field;
use crate::js::Js;
use crate::parts::{cell, items, live, row_head, table, words};
use crate::platform;
use crate::store::{Store, control_id};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Disclosure, icon_small};

/// Settings of other sections that decide what can be watched.
const ALSO: [&str; 2] = ["managers.metrics", "gitlab.log_format"];

/// Asks for the kit now and whenever the plan changes.
pub fn ask(desk: Desk) {
    let store = desk.store;
    follow(store, move || {
        untrack(|| {
            let plan = store.plan_ask();
            desk.kit.ask(store, Ask::Kit { plan });
        });
    });
}

/// The page.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    ask(desk);
    let (alerts, metrics) = (part(desk.kit, "alerts"), part(desk.kit, "metrics"));
    let commands = part(desk.kit, "commands");
    let files = part(desk.kit, "files");
    watch(move || {
        let id = store.wanted.get();
        if !id.is_empty() {
            store.wanted.set(String::new());
            let focus = move || {
                if let Some(control) = platform::element(&control_id(&id)) {
                    let _ = control.focus();
                    control.scroll_into_view_with_bool(false);
                }
            };
            runwright_widgets::later(60, Box::new(focus));
        }
    });
    let alerts = live(El::new("div", ""), move || {
        let all = items(alerts);
        untrack(|| vec![alert_list(store, &all)])
    });
    let metrics = live(El::new("div", ""), move || {
        let all = items(metrics);
        untrack(|| metric_table(store, &all).into_iter().collect())
    });
    let commands = live(El::new("div", ""), move || {
        let all = items(commands);
        if all.is_empty() {
            return Vec::new();
        }
        untrack(|| {
            let section = El::new("section", "group")
                .child(words(store, "h2", "", rt::COMMANDS))
                .child(steps(store, &all));
            vec![section]
        })
    });
    let files = live(El::new("div", ""), move || {
        let all = items(files);
        untrack(|| {
            // Runbooks have a page of their own.
            let books = desk.kit.get().list("runbooks");
            let paths: Vec<String> = books.iter().map(|book| book.texts("path")).collect();
            let mut own = all;
            own.retain(|file| !paths.contains(&file.texts("path")));
            (!own.is_empty())
                .then(|| kitfiles::list(store, &own))
                .into_iter()
                .collect()
        })
    });
    El::new("div", "")
        .child(head(store, tx::M_WATCH, rt::MONITORING_LEAD))
        .child(watched(store))
        .child(alerts)
        .child(metrics)
        .child(commands)
        .child(files)
}

/// The settings, as they stand in the spec, which may come after the page.
fn watched(store: Store) -> El {
    let ids = Memo::new(move |_| {
        let order = store.said.spec().list("order");
        let order: Vec<String> = order.iter().map(Js::text).collect();
        let also = ALSO.iter().map(|id| id.to_string());
        let mut ids: Vec<String> = also.filter(|id| order.contains(id)).collect();
        ids.extend(order.into_iter().filter(|id| id.starts_with("monitoring.")));
        ids
    });
    let fields = live(El::new("div", ""), move || {
        let ids = ids.get();
        untrack(|| {
            let place = El::new("div", "");
            let place = ids.iter().fold(place, |place, id| {
                place.mount(field::field(store, intern(id)))
            });
            vec![place]
        })
    });
    El::new("section", "group")
        .child(words(store, "h2", "", rt::WATCHED))
        .child(fields)
}

fn alert_list(store: Store, all: &[Js]) -> El {
    let section = El::new("section", "group").child(words(store, "h2", "", rt::ALERTS));
    if all.is_empty() {
        return section.child(words(store, "p", "lead", rt::NO_ALERTS));
    }
    section.child(all.iter().fold(El::new("ul", "alerts"), |list, of| {
        list.child(alert(store, of))
    }))
}

fn alert(store: Store, alert: &Js) -> El {
    let (class, symbol, word) = match alert.texts("severity").as_str() {
        "critical" => ("badge err", "error", rt::S_CRITICAL),
        "warning" => ("badge warn", "warning", rt::S_WARNING),
        _ => ("badge adv", "advice", rt::S_INFO),
    };
    let severity = El::new("span", class)
        .mount(icon_small(symbol))
        .child(words(store, "span", "", word));
    let name = alert.texts("name");
    let mut head = El::new("div", "alerthead")
        .child(El::new("h3", "mono").text(&name))
        .child(severity);
    let wait = alert.texts("wait");
    if !wait.is_empty() {
        let wait = filled(store, rt::HOLDS, &[&wait]);
        head = head.child(El::new("span", "sub right").text(&wait));
    }
    let threshold = alert.texts("threshold");
    let threshold = (!threshold.is_empty()).then(|| {
        El::new("p", "threshold")
            .child(words(store, "span", "sub", rt::THRESHOLD))
            .child(rich("span", "", &threshold))
    });
    let body = El::new("li", "alert")
        .child(head)
        .child(rich("p", "", &alert.texts("about")));
    let body = and(body, threshold);
    let cause = alert.texts("cause");
    let link = (!cause.is_empty()).then(|| {
        let said = [&store.say(rt::LEADS), ": ", &name].concat();
        El::new("a", "link")
            .set("href", &cause_href(&cause))
            .set("aria-label", &said)
            .text(&store.say(rt::LEADS))
    });
    let expr = El::new("div", "")
        .child(command(store, alert.texts("expr")))
        .view();
    let note = Signal::stored(String::new());
    let fold = view! { <Disclosure summary=store.tr(rt::EXPRESSION) note=note>{expr}</Disclosure> };
    and(body, link).mount(fold.into_any())
}

fn metric_table(store: Store, all: &[Js]) -> Option<El> {
    if all.is_empty() {
        return None;
    }
    let row = |metric: &Js| {
        let exists = metric.flag("exists");
        let (class, symbol, word) = if exists {
            ("sev ok", "tick", rt::EXISTS)
        } else {
            ("sev err", "close", rt::EXISTS_NOT)
        };
        let mark = El::new("span", class)
            .mount(icon_small(symbol))
            .child(words(store, "span", "", word));
        let since = metric.texts("since");
        let mut state = El::new("td", "").child(mark);
        if !since.is_empty() {
            let since = filled(store, super::texts::SINCE, &[&since]);
            state = state.child(El::new("span", "sub").text(&since));
        }
        El::new("tr", "")
            .child(row_head("mono", &metric.texts("name")))
            .child(state)
            .child(cell("", "").child(rich("span", "", &metric.texts("note"))))
    };
    let body = all
        .iter()
        .fold(El::new("tbody", ""), |body, metric| body.child(row(metric)));
    let heads = [
        (rt::METRIC, false),
        (rt::IN_RUNNER, false),
        (rt::NOTE, false),
    ];
    Some(
        El::new("section", "group")
            .child(words(store, "h2", "", rt::METRICS))
            .child(words(store, "p", "lead", rt::METRICS_LEAD))
            .child(table(store, rt::METRICS, "metrics", &heads, body)),
    )
}
