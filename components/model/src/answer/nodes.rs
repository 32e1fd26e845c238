//! Describes what a pasted list of nodes says.

use serde::{Deserialize, Serialize};

use super::question::{Label, NodeAmounts, Taint};

/// Nodes that are the same for the scheduler; amounts are the least among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NodeGroup {
    /// The node pool's name where a label gives one, else the instance type, else a node's name.
    pub name: String,
    pub count: i64,
    pub allocatable: NodeAmounts,
    /// Millicores the machine has; 0 where not stated.
    pub capacity_cpu_m: i64,
    /// Bytes the kubelet reports; 0 where not stated.
    pub capacity_memory: i64,
    pub instance_type: Option<String>,
    /// The labels that tell groups apart: pool, instance type, architecture, role and the user's own.
    pub labels: Vec<Label>,
    pub taints: Vec<Taint>,
    /// Names of the nodes, at most the first 20.
    pub node_names: Vec<String>,
}

/// Something in the pasted text that was left out or not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeProblem {
    pub id: NodeProblemId,
    /// What the text is about: a node's name, a field, a value; see each id.
    pub args: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeProblemId {
    /// Nothing is pasted.
    Empty,
    /// There is no JSON object in the text.
    NotJson,
    /// The JSON ends early or has a fault. Args: line in the pasted text, column.
    BadJson,
    /// A table for people was pasted where JSON is needed.
    Table,
    /// The object is neither a Node nor a list. Args: its kind.
    NotNodes,
    /// The list has no nodes.
    NoNodes,
    /// A list holds something else than nodes. Args: how many.
    OtherKinds,
    /// Text before or after the JSON was ignored.
    ExtraText,
    /// Left out: cordoned. Args: node.
    Unschedulable,
    /// Left out: not ready. Args: node.
    NotReady,
    /// Left out: no figure. Args: node, field.
    Missing,
    /// Left out: not a quantity. Args: node, field, value.
    BadQuantity,
    /// Further problems are not listed. Args: how many.
    More,
}
