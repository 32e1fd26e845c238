//! Nodes: labels, taints, affinity, preparation, priority.

use crate::parts::{fields, group, head, more};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;

pub fn view(store: Store, page: El) -> El {
    let place = fields(
        group(store, tx::N_WHERE, Some(tx::N_WHERE_LEAD)),
        store,
        &["nodes.selector", "nodes.tolerations"],
    );
    let priority = [
        "nodes.priority_class",
        "nodes.priority_create",
        "nodes.priority_value",
        "nodes.priority_preempts",
    ];
    page.child(head(store, tx::NODES, tx::NODES_LEAD, Some("nodes")))
        .child(place.mount(more(store, &["nodes.affinity"])))
        .child(fields(
            group(store, tx::N_PREPARE, None),
            store,
            &["nodes.names"],
        ))
        .child(fields(group(store, tx::N_PRIORITY, None), store, &priority))
}
