//! Picks the labels that tell groups of nodes apart or that jobs select by.

use std::collections::{BTreeMap, BTreeSet};

use runwright_model::answer::Label;

use super::document::Node;

/// Labels that name a node pool, by platform.
const POOL: [&str; 11] = [
    "cloud.google.com/gke-nodepool",
    "eks.amazonaws.com/nodegroup",
    "alpha.eksctl.io/nodegroup-name",
    "kubernetes.azure.com/agentpool",
    "agentpool",
    "karpenter.sh/nodepool",
    "doks.digitalocean.com/node-pool",
    "k8s.scaleway.com/pool-name",
    "lke.linode.com/pool-id",
    "ibm-cloud.kubernetes.io/worker-pool-name",
    "machine.openshift.io/machine-set",
];
const INSTANCE_TYPE: [&str; 2] = [
    "node.kubernetes.io/instance-type",
    "beta.kubernetes.io/instance-type",
];
/// Platform labels that jobs do select by.
const KEPT: [&str; 8] = [
    "kubernetes.io/arch",
    "kubernetes.io/os",
    "karpenter.sh/capacity-type",
    "eks.amazonaws.com/capacityType",
    "kubernetes.azure.com/scalesetpriority",
    "cloud.google.com/gke-spot",
    "cloud.google.com/gke-accelerator",
    "nvidia.com/gpu.product",
];
/// Domains whose other labels describe the machine, its place or its image.
const PLATFORM: [&str; 21] = [
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
    "cattle.io",
    "k3s.io",
    "coreos.com",
    "digitalocean.com",
    "scaleway.com",
    "nvidia.com",
    "amd.com",
    "intel.com",
    "gke.io",
    "linode.com",
    "x-k8s.io",
];
/// From so many nodes on, a label that differs on each of them is no choice but a name.
const MANY: usize = 5;

/// Keys of labels that name single nodes, as addresses and serial numbers do.
pub(super) fn names<'a>(nodes: &[Node<'a>]) -> BTreeSet<&'a str> {
    let mut seen: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (key, value) in nodes.iter().flat_map(Node::labels) {
        if matters(key) && !platform_says(key) {
            let (nodes, values) = seen.entry(key).or_default();
            *nodes += 1;
            values.insert(value);
        }
    }
    let differs =
        |(nodes, values): &(usize, BTreeSet<&str>)| *nodes >= MANY && *nodes == values.len();
    seen.into_iter()
        .filter(|(_, seen)| differs(seen))
        .map(|(key, _)| key)
        .collect()
}

/// The labels of a node without those that name nodes.
pub(super) fn of(node: &Node, names: &BTreeSet<&str>) -> Vec<Label> {
    let mut out: Vec<Label> = node
        .labels()
        .filter(|(key, value)| matters(key) && *value != node.name() && !names.contains(key))
        .map(|(key, value)| Label {
            key: key.to_owned(),
            value: value.to_owned(),
        })
        .collect();
    out.sort_unstable();
    out
}

/// Labels of platforms that jobs select by; they are kept whatever they say.
fn platform_says(key: &str) -> bool {
    POOL.contains(&key) || KEPT.contains(&key) || key == INSTANCE_TYPE[0]
}

fn matters(key: &str) -> bool {
    if platform_says(key) {
        return true;
    }
    match key.split_once('/') {
        None => true,
        Some(("node-role.kubernetes.io", _)) => true,
        // Storage drivers write down the place, such as `topology.ebs.csi.aws.com/zone`.
        Some((domain, _)) if domain.starts_with("topology.") || domain.starts_with("csi.") => false,
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
