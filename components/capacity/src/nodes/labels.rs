//! Picks the labels that tell groups of nodes apart or that jobs select by.

use runwright_model::answer::Label;
use runwright_model::order::sort_short;

use super::document::Node;

/// Labels that name a node pool, by platform.
const POOL: [&str; 9] = [
    "cloud.google.com/gke-nodepool",
    "eks.amazonaws.com/nodegroup",
    "alpha.eksctl.io/nodegroup-name",
    "kubernetes.azure.com/agentpool",
    "agentpool",
    "karpenter.sh/nodepool",
    "doks.digitalocean.com/node-pool",
    "k8s.scaleway.com/pool-name",
    "machine.openshift.io/machine-set",
];
const INSTANCE_TYPE: [&str; 2] = [
    "node.kubernetes.io/instance-type",
    "beta.kubernetes.io/instance-type",
];
/// Platform labels that jobs do select by.
const KEPT: [&str; 5] = [
    "kubernetes.io/arch",
    "kubernetes.io/os",
    "karpenter.sh/capacity-type",
    "eks.amazonaws.com/capacityType",
    "kubernetes.azure.com/scalesetpriority",
];
/// Domains whose other labels describe the machine, its place or its image.
const PLATFORM: [&str; 15] = [
    "kubernetes.io",
    "k8s.io",
    "k8s.aws",
    "google.com",
    "amazonaws.com",
    "azure.com",
    "eksctl.io",
    "karpenter.sh",
    "karpenter.azure.com",
    "openshift.io",
    "rke.cattle.io",
    "k3s.io",
    "coreos.com",
    "digitalocean.com",
    "scaleway.com",
];

pub(super) fn of(node: &Node) -> Vec<Label> {
    let mut out: Vec<Label> = node
        .labels()
        .filter(|(key, value)| matters(key) && *value != node.name())
        .map(|(key, value)| Label {
            key: key.to_owned(),
            value: value.to_owned(),
        })
        .collect();
    sort_short(&mut out, |one, other| one < other);
    out
}

fn matters(key: &str) -> bool {
    if POOL.contains(&key) || KEPT.contains(&key) || key == INSTANCE_TYPE[0] {
        return true;
    }
    match key.split_once('/') {
        None => true,
        Some(("node-role.kubernetes.io", _)) => true,
        Some((domain, _)) => !PLATFORM.iter().any(|known| {
            domain
                .strip_suffix(known)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        }),
    }
}

fn first(node: &Node, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|wanted| {
        node.labels()
            .find(|(key, _)| key == wanted)
            .map(|(_, value)| value.to_owned())
    })
}

pub(super) fn pool(node: &Node) -> Option<String> {
    first(node, &POOL)
}

pub(super) fn instance_type(node: &Node) -> Option<String> {
    first(node, &INSTANCE_TYPE)
}
