//! Describes node pools, the job and the managers: all that the answer depends on.

use serde::{Deserialize, Serialize};

/// Where the cluster runs; decides what a node keeps for itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    #[default]
    Kubeadm,
    Eks,
    Gke,
    Aks,
    K3s,
    Rke2,
    OpenShift,
    Other,
}

impl Platform {
    pub const ALL: [Platform; 8] = [
        Platform::Kubeadm,
        Platform::Eks,
        Platform::Gke,
        Platform::Aks,
        Platform::K3s,
        Platform::Rke2,
        Platform::OpenShift,
        Platform::Other,
    ];

    /// The name in questions, e.g. `openshift`.
    pub fn name(self) -> &'static str {
        match self {
            Platform::Kubeadm => "kubeadm",
            Platform::Eks => "eks",
            Platform::Gke => "gke",
            Platform::Aks => "aks",
            Platform::K3s => "k3s",
            Platform::Rke2 => "rke2",
            Platform::OpenShift => "openshift",
            Platform::Other => "other",
        }
    }

    /// The platform of a name; an unknown one is [`Platform::Other`].
    pub fn of(name: &str) -> Platform {
        Platform::ALL
            .into_iter()
            .find(|platform| platform.name() == name)
            .unwrap_or(Platform::Other)
    }
}

/// How many jobs run at once on these pools, with these managers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    pub platform: Platform,
    /// The minor version, e.g. 34 for Kubernetes 1.34; AKS reserves differently from 29 on. 0: unknown, taken as recent.
    pub kubernetes_minor: u32,
    pub pools: Vec<Pool>,
    pub job: Job,
    pub managers: Managers,
    /// How long the runner waits for a pod to start, in seconds.
    pub poll_timeout_s: i64,
}

/// Identical nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pool {
    pub name: String,
    pub count: i64,
    /// Millicores of the machine.
    pub cpu_m: i64,
    /// Nominal bytes of the machine type, e.g. 32 GiB; nodes report a little less.
    pub memory: i64,
    /// Bytes of the disk that holds container layers and emptyDir; none: disk is not looked at.
    pub disk: Option<i64>,
    /// Most pods on a node; none: the platform's default.
    pub max_pods: Option<i64>,
    /// What DaemonSets and mirror pods ask for on each node.
    pub overhead: Load,
    /// The exact figures of a pasted node; they replace the platform's formula.
    pub allocatable: Option<NodeAmounts>,
    /// Reserved by hand instead of by the platform's formula (kube-reserved + system-reserved).
    pub reserve: Option<Load>,
    /// Whether jobs may run here at all; none: labels and taints decide.
    pub eligible: Option<bool>,
    pub labels: Vec<Label>,
    pub taints: Vec<Taint>,
}

/// A request of some pods together; `pods` counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Load {
    pub cpu_m: i64,
    pub memory: i64,
    pub pods: i64,
}

/// What one node offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NodeAmounts {
    pub cpu_m: i64,
    pub memory: i64,
    /// None where the disk is not known; it is then not looked at.
    pub ephemeral: Option<i64>,
    pub pods: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Label {
    pub key: String,
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TaintEffect {
    NoSchedule,
    /// Only a wish: never keeps a pod away.
    PreferNoSchedule,
    NoExecute,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Taint {
    pub key: String,
    #[serde(default)]
    pub value: String,
    pub effect: TaintEffect,
}

/// A toleration of the job's pod.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Toleration {
    /// Empty: every key.
    pub key: String,
    /// None: any value (operator Exists).
    pub value: Option<String>,
    /// None: every effect.
    pub effect: Option<TaintEffect>,
}

/// A request or limit; none where it is not set, which differs from a written 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub cpu_m: Option<i64>,
    pub memory: Option<i64>,
    pub ephemeral: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Container {
    pub name: String,
    pub request: Ask,
    pub limit: Ask,
    /// An init container that keeps running (restartPolicy Always); has no meaning elsewhere.
    pub sidecar: bool,
}

/// The pod of one CI job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Job {
    /// Build, helper and one per service: all run for the whole job.
    pub containers: Vec<Container>,
    /// Run before the others. The runner gives its own the helper's numbers, which the sum always covers.
    pub init_containers: Vec<Container>,
    /// `pod_cpu_request` and its kin: replace the sum of the containers.
    pub pod_request: Ask,
    pub pod_limit: Ask,
    /// Added by a RuntimeClass.
    pub overhead: Ask,
    pub node_selector: Vec<Label>,
    pub tolerations: Vec<Toleration>,
}

/// The runner managers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Managers {
    pub replicas: i64,
    /// Jobs one manager process takes at once, over all its runners.
    pub concurrent: i64,
    /// `limit` of each runner entry; 0: none. An empty list is one runner without a limit.
    pub limits: Vec<i64>,
    /// What one manager pod asks for; `pods` is not looked at.
    pub request: Load,
    /// Whether the manager pods sit on the pools of the question.
    pub on_pools: bool,
}
