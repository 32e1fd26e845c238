//! Names the platforms whose reserve is known, with their thresholds and sources.

use super::eviction::{EvictionHard, Threshold};
use crate::MIB;

/// A way of setting up the kubelet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provider {
    Gke,
    EksAl2023,
    EksBottlerocket,
    /// AKS from Kubernetes 1.29 on.
    Aks129,
    AksPre129,
    #[default]
    Kubeadm,
    K3s,
    GdcVmware,
    /// Nothing but what is written in the machine.
    Custom,
}

impl Provider {
    /// The provider of a name in vectors and queries, e.g. `eks-al2023`, `aks-1.29+`.
    pub fn of(name: &str) -> Option<Provider> {
        Some(match name {
            "gke" | "gke-standard" => Provider::Gke,
            "eks" | "eks-al2023" => Provider::EksAl2023,
            "eks-bottlerocket" => Provider::EksBottlerocket,
            "aks" | "aks-1.29+" => Provider::Aks129,
            "aks-pre-1.29" => Provider::AksPre129,
            "kubeadm" => Provider::Kubeadm,
            "k3s" => Provider::K3s,
            "custom" => Provider::Custom,
            _ if name.starts_with("gdc") => Provider::GdcVmware,
            _ => return None,
        })
    }

    /// The hard eviction thresholds that lower allocatable.
    pub(super) fn eviction(self) -> EvictionHard {
        let (memory, nodefs) = match self {
            Provider::AksPre129 => (750 * MIB, 10.0),
            // k3s replaces the kubelet's thresholds and names none for memory.
            Provider::K3s => (0, 5.0),
            _ => (100 * MIB, 10.0),
        };
        EvictionHard {
            memory: Threshold::Amount(memory),
            nodefs: Threshold::Percent(nodefs),
        }
    }

    /// Where the reserve was read.
    pub(crate) fn source(self) -> &'static str {
        match self {
            Provider::Gke => "cloudpilot-ai/karpenter-provider-gcp@417f047b:pkg/utils/utils.go",
            Provider::EksAl2023 => {
                "awslabs/amazon-eks-ami@81fec2e8:nodeadm/internal/kubelet/config.go"
            }
            Provider::EksBottlerocket => {
                "bottlerocket-os/bottlerocket@91632ff5:sources/api/schnauzer/src/helpers.rs"
            }
            Provider::Aks129 | Provider::AksPre129 => {
                "MicrosoftDocs/azure-aks-docs@fb060abe:articles/aks/node-resource-reservations.md"
            }
            Provider::K3s => "k3s-io/k3s@00014d28:pkg/daemons/agent/agent_linux.go",
            Provider::Kubeadm | Provider::GdcVmware | Provider::Custom => {
                "kubernetes/kubernetes@030891da:pkg/kubelet/apis/config/v1beta1/defaults.go"
            }
        }
    }
}
