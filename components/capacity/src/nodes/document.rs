//! Declares the few parts of a Node that matter; everything else is skipped while reading.

use serde::Deserialize;
use serde_json::Value;

/// A list, or one node.
#[derive(Deserialize)]
pub(super) struct Document {
    pub items: Option<Vec<Node>>,
    #[serde(flatten)]
    pub node: Node,
}

/// Leaves stay [`Value`]s, so that one odd field does not spoil the rest.
#[derive(Deserialize)]
pub(super) struct Node {
    #[serde(default)]
    pub kind: Value,
    #[serde(default)]
    metadata: Option<Metadata>,
    #[serde(default)]
    spec: Option<Spec>,
    #[serde(default)]
    status: Option<Status>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    name: Value,
    #[serde(default)]
    labels: Value,
}

#[derive(Default, Deserialize)]
struct Spec {
    #[serde(default)]
    unschedulable: Value,
    #[serde(default)]
    taints: Value,
}

#[derive(Default, Deserialize)]
struct Status {
    #[serde(default)]
    allocatable: Value,
    #[serde(default)]
    capacity: Value,
    #[serde(default)]
    conditions: Value,
}

impl Node {
    pub fn name(&self) -> &str {
        self.metadata
            .as_ref()
            .and_then(|metadata| metadata.name.as_str())
            .unwrap_or_default()
    }

    pub fn labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let labels = self
            .metadata
            .as_ref()
            .and_then(|metadata| metadata.labels.as_object());
        labels
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }

    pub fn unschedulable(&self) -> bool {
        self.spec
            .as_ref()
            .and_then(|spec| spec.unschedulable.as_bool())
            .unwrap_or(false)
    }

    pub fn taints(&self) -> &[Value] {
        let taints = self.spec.as_ref().and_then(|spec| spec.taints.as_array());
        taints.map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the Ready condition holds; a node that states none is taken as ready.
    pub fn ready(&self) -> bool {
        let conditions = self
            .status
            .as_ref()
            .and_then(|status| status.conditions.as_array());
        let ready =
            |condition: &&Value| condition.get("type").and_then(Value::as_str) == Some("Ready");
        conditions
            .into_iter()
            .flatten()
            .find(ready)
            .is_none_or(|ready| ready.get("status").and_then(Value::as_str) == Some("True"))
    }

    pub fn allocatable(&self, key: &str) -> Option<&Value> {
        self.status.as_ref()?.allocatable.get(key)
    }

    pub fn capacity(&self, key: &str) -> Option<&Value> {
        self.status.as_ref()?.capacity.get(key)
    }
}
