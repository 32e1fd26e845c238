//! Reads pasted nodes: `kubectl get nodes -o json|yaml`, the same with pods, or `kubectl describe nodes`.

mod yaml;

use runwright_capacity::nodes::{Form, form, read_nodes};
use runwright_model::answer::{NodeGroup, NodeProblem, NodeProblemId as Id};
use runwright_model::{Lang, Quantity, Row, say};

/// Labels and taints that one row takes.
const LISTED: usize = 32;

/// What a paste says: rows of the field `capacity.pools`, and notes in the reader's language.
pub struct Read {
    pub rows: Vec<Row>,
    pub notes: Vec<String>,
}

/// Groups of identical nodes, and what was left out.
pub fn groups(text: &str) -> (Vec<NodeGroup>, Vec<NodeProblem>) {
    match form(text) {
        (Form::Yaml, _) => yaml::read(text),
        _ => read_nodes(text),
    }
}

/// One row for each group; allocatable is exact, so no formula is used. Where the text does not tell the pods, the cells
/// of what DaemonSets use are left out.
pub fn rows(text: &str, lang: Lang) -> Read {
    let (groups, problems) = groups(text);
    Read {
        rows: groups.iter().map(row).collect(),
        notes: notes(&groups, &problems, lang),
    }
}

/// What was read, what was left out and why, and what the text does not say. Texts may hold `code` between backticks.
pub fn notes(groups: &[NodeGroup], problems: &[NodeProblem], lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if !groups.is_empty() {
        notes.push(summary(groups, lang));
    }
    notes.extend(runwright_checks::node_problems(problems, lang));
    let told = groups.iter().any(|group| group.overhead.is_some())
        || problems
            .iter()
            .any(|problem| problem.id == Id::OneNamespace);
    if !groups.is_empty() && !told {
        notes.push(
            lang.pick(
                "The text tells no pods, so what DaemonSets use is not known from it. `kubectl get nodes,pods -A -o json` tells it.",
                "文本中没有 Pod，无法得知 DaemonSet 的占用。`kubectl get nodes,pods -A -o json` 会给出。",
            )
            .to_string(),
        );
    }
    notes
}

/// `5 nodes in 2 groups.`
fn summary(groups: &[NodeGroup], lang: Lang) -> String {
    let nodes: i64 = groups.iter().map(|group| group.count).sum();
    let count = groups.len();
    match (nodes, count) {
        (1, _) => lang
            .pick("1 node was read.", "已读取 1 个节点。")
            .to_string(),
        (_, 1) => say!(
            lang,
            "{nodes} nodes were read, all alike.",
            "已读取 {nodes} 个节点，规格相同。"
        ),
        _ => say!(
            lang,
            "{nodes} nodes in {count} groups were read.",
            "已读取 {nodes} 个节点，分为 {count} 组。"
        ),
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
    if let Some(used) = group.overhead {
        put("used_cpu", cpu(used.cpu_m));
        put("used_memory", bytes(used.memory));
        put("used_pods", used.pods.to_string());
    }
    if let Some(machine) = &group.instance_type {
        put("machine", machine.clone());
    }
    if group.gpu > 0 {
        put("gpu", group.gpu.to_string());
    }
    let labels = group
        .labels
        .iter()
        .map(|label| [&label.key, "=", &label.value].concat());
    put("labels", listed(labels));
    put(
        "taints",
        listed(group.taints.iter().map(crate::edits::taint)),
    );
    row
}

/// As a cell keeps a list. What the API would refuse, and a cell would cut in two, is left out.
fn listed(items: impl Iterator<Item = String>) -> String {
    let whole =
        items.filter(|item| !item.contains([',', ';']) && !item.contains(char::is_whitespace));
    whole.take(LISTED).collect::<Vec<_>>().join(", ")
}
