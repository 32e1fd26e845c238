//! DNS: the strategy, its resolvers, and what each option costs and breaks.

use crate::field::cards;
use crate::js::Js;
use crate::parts::{
    cell, fields, fold, group, head, items, live, more, prose, row_head, shown, table,
};
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;

pub fn view(store: Store, page: El) -> El {
    let strategy = store.text_of("dns.strategy");
    let note = store.said.part("facts/dns_note");
    let chosen = cards(
        group(store, tx::D_STRATEGY, None),
        store,
        "dns.strategy",
        true,
    )
    .child(El::new("p", "note").says(move || note.get()));
    let why = [tx::D_WHY_1, tx::D_WHY_2, tx::D_WHY_3, tx::D_WHY_4];
    let why = why.into_iter().fold(El::new("div", ""), |place, text| {
        place.child(prose(store, "prose", text))
    });
    let options = fields(
        group(store, tx::D_OPTIONS, Some(tx::D_OPTIONS_LEAD)),
        store,
        &["dns.ndots"],
    )
    .child(costs(store));
    let last = El::new("section", "group")
        .mount(more(
            store,
            &["dns.host_aliases", "dns.cluster_domain", "dns.cluster_dns"],
        ))
        .mount(fold(store, tx::D_WHY, Signal::stored(String::new()), why));
    page.child(head(store, tx::DNS, tx::DNS_LEAD, Some("dns")))
        .child(chosen)
        .child(live(El::new("div", ""), move || {
            let strategy = strategy.get();
            untrack(|| resolvers(store, &strategy))
        }))
        .child(fields(options, store, &["dns.timeout", "dns.attempts"]))
        .child(last)
}

/// The fields of the strategy in force; the others keep their values unseen.
fn resolvers(store: Store, strategy: &str) -> Vec<El> {
    let place = || group(store, tx::D_RESOLVER, None);
    match strategy {
        "internal" => {
            let searches = store.said.part("facts/searches");
            let joined = Signal::derive(move || {
                items(searches)
                    .iter()
                    .map(Js::text)
                    .collect::<Vec<String>>()
                    .join("\n")
            });
            let place = fields(place(), store, &["dns.nameservers"]).child(shown(
                store,
                tx::D_SEARCHES,
                tx::D_SEARCHES_HELP,
                joined,
            ));
            vec![fields(place, store, &["dns.searches"])]
        }
        "public" => vec![fields(place(), store, &["dns.upstreams", "dns.nodelocal"])],
        "hybrid" => vec![fields(place(), store, &["dns.zones", "dns.nodelocal"])],
        _ => Vec::new(),
    }
}

/// What one lookup of each kind of name costs.
fn costs(store: Store) -> El {
    let costs = store.said.part("facts/dns_costs");
    let row = |cost: &Js| {
        let breaks = cost.texts("breaks");
        El::new("tr", "")
            .child(row_head("mono", &cost.texts("name")))
            .child(cell("num strong", &cost.at("queries").text()))
            .child(cell("num", &cost.at("queries_default").text()))
            .child(cell(if breaks.is_empty() { "" } else { "warn" }, &breaks))
    };
    let body = live(El::new("tbody", ""), move || {
        items(costs).iter().map(row).collect()
    });
    let heads = [
        (tx::D_NAME, false),
        (tx::D_QUERIES, true),
        (tx::D_WITH_5, true),
        (tx::D_BREAKS, false),
    ];
    table(store, tx::D_QUERIES, "", &heads, body)
}
