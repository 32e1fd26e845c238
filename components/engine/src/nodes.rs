//! Turns pasted `kubectl get nodes -o json` into rows of the field `capacity.pools`.

use runwright_model::answer::NodeGroup;
use runwright_model::protocol::Say;
use runwright_model::{Lang, Quantity, Row};

/// One row for each group of identical nodes; allocatable is exact, so no formula is used.
pub fn nodes(text: &str, lang: Lang) -> Say {
    let (groups, problems) = runwright_capacity::read_nodes(text);
    let notes = runwright_checks::node_problems(&problems, lang);
    Say::Nodes {
        rows: groups.iter().map(row).collect(),
        problems,
        notes,
    }
}

fn row(group: &NodeGroup) -> Row {
    let cpu = |milli: i64| Quantity::from_milli(milli).canonical();
    let bytes = |bytes: i64| Quantity::from_bytes(bytes).canonical();
    let or = |value: i64, fallback: i64| if value > 0 { value } else { fallback };
    let mut row = Row::new();
    let mut put = |id: &str, text: String| {
        row.insert(id.to_string(), text);
    };
    put("name", group.name.clone());
    put("nodes", group.count.to_string());
    put(
        "cpu",
        cpu(or(group.capacity_cpu_m, group.allocatable.cpu_m)),
    );
    put(
        "memory",
        bytes(or(group.capacity_memory, group.allocatable.memory)),
    );
    put("alloc_cpu", cpu(group.allocatable.cpu_m));
    put("alloc_memory", bytes(group.allocatable.memory));
    put("max_pods", group.allocatable.pods.to_string());
    if let Some(disk) = group.allocatable.ephemeral {
        put("disk", bytes(disk));
    }
    row
}
