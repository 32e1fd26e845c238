//! Computes what a node offers to pods on each platform.
//!
//! Allocatable is capacity less the reserve and the hard eviction threshold, never below 0; memory
//! also less huge pages
//! (kubernetes/kubernetes@018b4651:pkg/kubelet/cm/node_container_manager_linux.go).

mod aks;
mod eks;
mod eviction;
mod gke;
mod provider;
mod tiers;

pub use eviction::{EvictionHard, Threshold};
pub use provider::Provider;

use crate::sum::Sum;
use crate::{GIB, MIB};

/// A node as the kubelet sees it, before anything is taken off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    pub provider: Provider,
    pub cpu_m: i64,
    /// Bytes the kubelet reports.
    pub memory: i64,
    /// Bytes of the machine type; AKS reserves by it. None: as reported.
    pub nominal_memory: Option<i64>,
    /// Bytes of the node's file system.
    pub ephemeral: i64,
    pub max_pods: Option<i64>,
    /// EKS: network interfaces and addresses on each.
    pub enis: Option<(i64, i64)>,
    pub prefix_delegation: bool,
    pub custom_networking: bool,
    /// GKE: bytes of the boot disk; none: as the file system.
    pub boot_disk: Option<i64>,
    /// GKE: local SSDs that hold ephemeral storage.
    pub local_ssds: i64,
    /// GKE: the shared-core types reserve differently.
    pub machine_type: String,
    /// Replaces the platform's reserve: kube-reserved and system-reserved together.
    pub reserve: Option<Reserve>,
    /// Replaces the platform's thresholds; what it does not name is then 0.
    pub eviction: Option<EvictionHard>,
    pub huge_pages: i64,
}

/// Amounts kept for the node itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reserve {
    pub cpu_m: i64,
    pub memory: i64,
    pub ephemeral: i64,
}

/// What is taken off and what is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allocation {
    pub reserved: Reserve,
    pub eviction_memory: i64,
    pub eviction_ephemeral: i64,
    pub cpu_m: i64,
    pub memory: i64,
    pub ephemeral: i64,
    pub pods: i64,
    pub(crate) cpu_how: String,
    pub(crate) memory_how: String,
    pub(crate) pods_how: String,
}

/// Applies the platform's rules to a machine.
pub fn allocatable(machine: &Machine) -> Allocation {
    let [cpu, memory, ephemeral] = reserved(machine);
    let hard = machine
        .eviction
        .unwrap_or_else(|| machine.provider.eviction());
    let eviction_memory = hard.memory.of(machine.memory);
    let eviction_ephemeral = hard.nodefs.of(machine.ephemeral);
    let left = |capacity: i64, reserved: i64, eviction: i64| {
        capacity
            .saturating_sub(reserved)
            .saturating_sub(eviction)
            .max(0)
    };
    let pods = max_pods(machine);
    let memory_left = left(machine.memory, memory.value, eviction_memory);
    Allocation {
        reserved: Reserve {
            cpu_m: cpu.value,
            memory: memory.value,
            ephemeral: ephemeral.value,
        },
        eviction_memory,
        eviction_ephemeral,
        cpu_m: left(machine.cpu_m, cpu.value, 0),
        memory: memory_left.saturating_sub(machine.huge_pages.max(0)).max(0),
        ephemeral: left(machine.ephemeral, ephemeral.value, eviction_ephemeral),
        pods: pods.value,
        cpu_how: cpu.how,
        memory_how: memory.how,
        pods_how: pods.how,
    }
}

/// Cpu, memory and disk kept for the node.
fn reserved(machine: &Machine) -> [Sum; 3] {
    if let Some(reserve) = machine.reserve {
        return [reserve.cpu_m, reserve.memory, reserve.ephemeral]
            .map(|value| Sum::plain(value.max(0)));
    }
    let nominal = machine.nominal_memory.unwrap_or(machine.memory);
    match machine.provider {
        Provider::Gke => [
            gke::cpu(machine),
            tiers::memory(machine.memory),
            Sum::plain(gke::disk(machine)),
        ],
        Provider::EksAl2023 | Provider::EksBottlerocket => [
            tiers::cpu_floor_each(machine.cpu_m),
            eks::memory(machine),
            Sum::plain(GIB),
        ],
        Provider::Aks129 => [
            aks::cpu(machine.cpu_m),
            aks::memory(nominal, max_pods(machine).value),
            Sum::default(),
        ],
        Provider::AksPre129 => [
            aks::cpu(machine.cpu_m),
            tiers::memory(nominal),
            Sum::default(),
        ],
        Provider::GdcVmware => {
            let cpu = 80 + machine.cpu_m.max(0) / 100;
            let memory = (330 * MIB).saturating_add(machine.memory.max(0) / 20);
            [
                Sum::new(cpu, "80m + 1 %".to_owned()),
                Sum::new(memory, "330 MiB + 5 %".to_owned()),
                Sum::default(),
            ]
        }
        Provider::Kubeadm | Provider::K3s | Provider::Custom => Default::default(),
    }
}

fn max_pods(machine: &Machine) -> Sum {
    match (machine.max_pods, machine.provider) {
        (Some(pods), _) => Sum::plain(pods.max(0)),
        (None, Provider::EksAl2023 | Provider::EksBottlerocket) => eks::max_pods(machine),
        // The Azure CNI overlay's default, which new clusters use.
        (None, Provider::Aks129 | Provider::AksPre129) => Sum::plain(250),
        (None, _) => Sum::plain(110),
    }
}
