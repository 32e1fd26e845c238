//! Managers: slots, ways to scale, the pods themselves.

use crate::parts::{comparisons, fields, group, head, more, words};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;

pub fn view(store: Store, page: El) -> El {
    let sum = store.said.part("facts/slots_sum");
    let line = store.said.part("facts/capacity_line");
    let total = El::new("p", "total")
        .child(words(store, "span", "", tx::M_TOTAL))
        .child(El::new("output", "mono").says(move || sum.get()))
        .child(El::new("span", "sub").says(move || line.get()));
    let slots = [
        "managers.replicas",
        "managers.concurrent",
        "managers.limit",
        "managers.request_concurrency",
    ];
    let pods = [
        "managers.cpu_request",
        "managers.memory_request",
        "managers.memory_limit",
        "managers.spread",
        "managers.disruption_budget",
    ];
    let scaling = group(store, tx::M_SCALING, Some(tx::M_SCALING_LEAD));
    page.child(head(
        store,
        tx::MANAGERS,
        tx::MANAGERS_LEAD,
        Some("managers"),
    ))
    .child(
        fields(
            group(store, tx::M_SLOTS, Some(tx::M_SLOTS_LEAD)),
            store,
            &slots,
        )
        .child(total),
    )
    .child(scaling.child(comparisons(store, tx::M_SCALING, "facts/scaling")))
    .child(
        fields(group(store, tx::M_PODS, None), store, &pods).mount(more(
            store,
            &["managers.cpu_limit", "managers.priority_class"],
        )),
    )
    .child(
        fields(
            group(store, tx::M_STOP, None),
            store,
            &["managers.grace_period"],
        )
        .mount(more(store, &["managers.shutdown_timeout"])),
    )
    .child(fields(
        group(store, tx::M_WATCH, None),
        store,
        &["managers.metrics", "monitoring.scrape"],
    ))
}
