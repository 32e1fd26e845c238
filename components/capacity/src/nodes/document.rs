//! Picks out the few parts of a Node that matter.

use runwright_model::Json;

/// Keys with much text that says nothing about room; left out while reading.
pub const SKIPPED: [&str; 7] = [
    "images",
    "managedFields",
    "volumesAttached",
    "volumesInUse",
    "volumeMounts",
    "containerStatuses",
    "initContainerStatuses",
];

/// One object of the list. Every part may be missing or odd without spoiling the rest.
pub(super) struct Node<'a>(pub &'a Json);

impl<'a> Node<'a> {
    fn part(&self, section: &str, key: &str) -> Option<&'a Json> {
        self.0.get(section)?.get(key)
    }

    pub fn name(&self) -> &'a str {
        let name = self.part("metadata", "name").and_then(Json::text);
        name.unwrap_or_default()
    }

    pub fn labels(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let labels = self.part("metadata", "labels").and_then(Json::entries);
        labels
            .unwrap_or_default()
            .iter()
            .filter_map(|(key, value)| Some((key.as_str(), value.text()?)))
    }

    pub fn unschedulable(&self) -> bool {
        let flag = self.part("spec", "unschedulable").and_then(Json::flag);
        flag.unwrap_or(false)
    }

    pub fn taints(&self) -> &'a [Json] {
        let taints = self.part("spec", "taints").and_then(Json::list);
        taints.unwrap_or_default()
    }

    /// Whether the Ready condition holds; a node that states none is taken as ready.
    pub fn ready(&self) -> bool {
        let conditions = self.part("status", "conditions").and_then(Json::list);
        let text = |condition: &'a Json, key: &str| condition.get(key).and_then(Json::text);
        conditions
            .unwrap_or_default()
            .iter()
            .find(|condition| text(condition, "type") == Some("Ready"))
            .is_none_or(|ready| text(ready, "status") == Some("True"))
    }

    /// Devices under every name such as `nvidia.com/gpu`.
    pub fn gpus(&self) -> i64 {
        let offered = self.part("status", "allocatable").and_then(Json::entries);
        offered
            .unwrap_or_default()
            .iter()
            .filter(|(name, _)| name.ends_with("/gpu"))
            .filter_map(|(_, value)| value.scalar()?.parse().ok())
            .fold(0_i64, |sum, more: i64| sum.saturating_add(more.max(0)))
    }

    pub fn allocatable(&self, key: &str) -> Option<&'a Json> {
        self.part("status", "allocatable")?.get(key)
    }

    pub fn capacity(&self, key: &str) -> Option<&'a Json> {
        self.part("status", "capacity")?.get(key)
    }
}
