//! Puts equal nodes together.

use std::collections::{BTreeMap, BTreeSet};

use runwright_model::answer::{
    Label, Load, NodeAmounts, NodeGroup, NodeProblem, NodeProblemId, Taint, TaintEffect,
};
use runwright_model::{Json, Quantity};

use super::document::Node;
use super::{labels, problem};
use crate::{GIB, MIB};

/// Node names kept for each group.
const NAMES: usize = 20;

/// What makes two nodes the same.
///
/// Machines of one type report memory that differs by some KiB, and disks likewise; within these
/// bounds they are one group, with the smallest figures of its nodes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    cpu_m: i64,
    memory: i64,
    ephemeral: Option<i64>,
    pods: i64,
    gpu: i64,
    labels: Vec<Label>,
    taints: Vec<Taint>,
}

/// Groups in the order in which their first node stands in the text.
pub(super) struct Groups<'a> {
    /// Labels that say nothing of a group.
    names: BTreeSet<&'a str>,
    groups: Vec<NodeGroup>,
    keys: BTreeMap<Key, usize>,
}

impl<'a> Groups<'a> {
    /// No group yet of the nodes that are to come.
    pub fn new(nodes: &[Node<'a>]) -> Groups<'a> {
        Groups {
            names: labels::names(nodes),
            groups: Vec::new(),
            keys: BTreeMap::new(),
        }
    }

    /// Adds a node to its group and says which, or says why it is left out.
    pub fn add(&mut self, node: &Node, problems: &mut Vec<NodeProblem>) -> Option<usize> {
        let name = node.name();
        if !node.ready() {
            problems.push(problem(NodeProblemId::NotReady, &[name]));
            return None;
        }
        if node.unschedulable() {
            problems.push(problem(NodeProblemId::Unschedulable, &[name]));
            return None;
        }
        let amounts = match amounts(node) {
            Ok(amounts) => amounts,
            Err(found) => {
                problems.push(found);
                return None;
            }
        };
        let key = Key {
            cpu_m: amounts.cpu_m,
            memory: amounts.memory / (64 * MIB),
            ephemeral: amounts.ephemeral.map(|bytes| bytes / GIB),
            pods: amounts.pods,
            gpu: node.gpus(),
            labels: labels::of(node, &self.names),
            taints: taints(node),
        };
        let next = self.groups.len();
        let index = self.keys.get(&key).copied().unwrap_or(next);
        match self.groups.get_mut(index) {
            Some(group) => join(group, amounts, node),
            None => {
                self.groups.push(first(node, amounts, &key));
                self.keys.insert(key, next);
            }
        }
        Some(index)
    }

    pub fn done(self) -> Vec<NodeGroup> {
        self.groups
    }
}

/// A group of one node.
fn first(node: &Node, amounts: NodeAmounts, key: &Key) -> NodeGroup {
    let instance_type = labels::instance_type(node);
    let title = labels::pool(node).or_else(|| instance_type.clone());
    let cpu = node.capacity("cpu").and_then(quantity);
    NodeGroup {
        name: title.unwrap_or_else(|| node.name().to_owned()),
        count: 1,
        allocatable: amounts,
        capacity_cpu_m: cpu.map_or(0, Quantity::milli_i64),
        capacity_memory: capacity_memory(node),
        instance_type,
        labels: key.labels.clone(),
        taints: key.taints.clone(),
        gpu: key.gpu,
        overhead: None,
        others: Load::default(),
        node_names: vec![node.name().to_owned()],
    }
}

fn join(group: &mut NodeGroup, amounts: NodeAmounts, node: &Node) {
    group.count += 1;
    let own = &mut group.allocatable;
    own.memory = own.memory.min(amounts.memory);
    own.ephemeral = own.ephemeral.min(amounts.ephemeral);
    group.capacity_memory = group.capacity_memory.min(capacity_memory(node));
    if group.node_names.len() < NAMES {
        group.node_names.push(node.name().to_owned());
    }
}

fn capacity_memory(node: &Node) -> i64 {
    node.capacity("memory")
        .and_then(quantity)
        .map_or(0, Quantity::value_i64)
}

/// The figures of `status.allocatable`; disk may be absent.
fn amounts(node: &Node) -> Result<NodeAmounts, NodeProblem> {
    let read = |field: &str| match node.allocatable(field) {
        None | Some(Json::Null) => Ok(None),
        Some(value) => match quantity(value).filter(|quantity| !quantity.is_negative()) {
            Some(quantity) => Ok(Some(quantity)),
            None => {
                let mut shown = String::new();
                value.print(&mut shown);
                let shown: String = shown.chars().take(40).collect();
                Err(problem(
                    NodeProblemId::BadQuantity,
                    &[node.name(), field, &shown],
                ))
            }
        },
    };
    let need = |field: &str| {
        read(field)?.ok_or_else(|| problem(NodeProblemId::Missing, &[node.name(), field]))
    };
    Ok(NodeAmounts {
        cpu_m: need("cpu")?.milli_i64(),
        memory: need("memory")?.value_i64(),
        ephemeral: read("ephemeral-storage")?.map(Quantity::value_i64),
        pods: need("pods")?.value_i64(),
    })
}

/// The API writes quantities as strings; other tools make numbers of them.
pub(super) fn quantity(value: &Json) -> Option<Quantity> {
    match value {
        Json::Text(text) | Json::Number(text) => Quantity::parse(text).ok(),
        _ => None,
    }
}

fn taints(node: &Node) -> Vec<Taint> {
    let mut out: Vec<Taint> = node.taints().iter().filter_map(taint).collect();
    out.sort_unstable();
    out
}

fn taint(value: &Json) -> Option<Taint> {
    let text = |key: &str| value.get(key).and_then(Json::text);
    let effect = match text("effect")? {
        "NoSchedule" => TaintEffect::NoSchedule,
        "PreferNoSchedule" => TaintEffect::PreferNoSchedule,
        "NoExecute" => TaintEffect::NoExecute,
        _ => return None,
    };
    Some(Taint {
        key: text("key")?.to_owned(),
        value: text("value").unwrap_or_default().to_owned(),
        effect,
    })
}
