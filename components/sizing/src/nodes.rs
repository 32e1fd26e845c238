//! Reads pasted nodes: `kubectl get nodes -o json|yaml`, the same with pods, or `kubectl describe nodes`.

use runwright_model::answer::{NodeGroup, NodeProblem};
use runwright_model::{Lang, Quantity, Row};

/// What a paste says: rows of the field `capacity.pools`, and notes in the reader's language.
pub struct Read {
    pub rows: Vec<Row>,
    pub notes: Vec<String>,
}

/// Groups of identical nodes, and what was left out.
pub fn groups(text: &str) -> (Vec<NodeGroup>, Vec<NodeProblem>) {
    runwright_capacity::read_nodes(text)
}

/// One row for each group; allocatable is exact, so no formula is used.
pub fn rows(text: &str, lang: Lang) -> Read {
    let (groups, problems) = groups(text);
    Read {
        rows: groups.iter().map(row).collect(),
        notes: runwright_checks::node_problems(&problems, lang),
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
