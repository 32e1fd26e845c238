//! Describes what a pasted list of nodes says.

use serde::{Deserialize, Serialize};

use super::question::{Label, Load, NodeAmounts, Taint};

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
    /// Devices that a node offers under a name that ends in `/gpu`.
    pub gpu: i64,
    /// What pods of DaemonSets and static pods ask for on one node: of each amount the most among the nodes. None where
    /// the text does not state the pods.
    pub overhead: Option<Load>,
    /// What all other pods on the nodes ask for together, without runner managers and pods of CI jobs.
    pub others: Load,
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
    /// The text has none of the forms that are read.
    Unknown,
    /// The JSON ends early or has a fault. Args: line in the pasted text, column.
    BadJson,
    /// A part of the YAML could not be read; the rest was. Args: line in the pasted text.
    BadYaml,
    /// A table for people, which holds no amounts.
    Table,
    /// The object is neither a Node nor a list. Args: its kind.
    NotNodes,
    /// The list has no nodes.
    NoNodes,
    /// There is something else than nodes and pods. Args: how many.
    OtherKinds,
    /// Text before or after what was read was ignored.
    ExtraText,
    /// Left out: cordoned. Args: node.
    Unschedulable,
    /// Left out: not ready. Args: node.
    NotReady,
    /// Left out: no figure. Args: node, field.
    Missing,
    /// Left out: not a quantity. Args: node, field, value.
    BadQuantity,
    /// Fewer pods stand in the table of a node than it says. Args: node, pods that stand there, pods that it says.
    PodsCut,
    /// There are pods, but none of a DaemonSet and none in kube-system: those of one namespace.
    OneNamespace,
    /// By their names: which pods belong to DaemonSets, told from several nodes.
    Guessed,
    /// One node: all its pods but managers and jobs are taken off.
    GuessedOne,
    /// Not taken off: pods of CI jobs and pause pods. Args: how many.
    JobPods,
    /// Not taken off: runner managers. Args: how many.
    ManagerPods,
    /// Not taken off: all others of a group. Args: group, how many, cores, memory.
    OtherPods,
    /// Further problems are not listed. Args: how many.
    More,
}
