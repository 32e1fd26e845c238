//! Computes what a node of a pool offers, from pasted figures or by the platform's formula.

use runwright_model::answer::{NodeAmounts, Platform, Pool, Question, StepWhat};

use super::MOST_PODS;
use super::steps::Steps;
use crate::KIB;
use crate::allocatable::{Allocation, Machine, Provider, Reserve, allocatable};
use crate::sum::{bytes, held, milli, minus, times};

/// What a node offers, the memory it reports, and whether the reserve's formula is known.
pub(super) struct Offer {
    pub allocatable: NodeAmounts,
    pub reported_memory: i64,
    pub reserve_known: bool,
}

/// Thousandths of the nominal memory that nodes report; measured shares, the lower middle of each
/// range. Where none was measured the nominal figure stands.
fn reported_permille(platform: Platform) -> i64 {
    match platform {
        Platform::Gke => 980,
        Platform::Aks => 965,
        Platform::Eks => 940,
        _ => 1000,
    }
}

fn provider(platform: Platform, kubernetes_minor: u32) -> (Provider, bool) {
    match platform {
        Platform::Gke => (Provider::Gke, true),
        Platform::Eks => (Provider::EksAl2023, true),
        Platform::Aks if (1..29).contains(&kubernetes_minor) => (Provider::AksPre129, true),
        Platform::Aks => (Provider::Aks129, true),
        Platform::K3s => (Provider::K3s, true),
        Platform::Kubeadm => (Provider::Kubeadm, true),
        Platform::Rke2 | Platform::OpenShift | Platform::Other => (Provider::Kubeadm, false),
    }
}

/// Pods on an EKS node when nothing is said: what the general-purpose types of that size carry.
fn eks_pods(cpu_m: i64) -> i64 {
    match cpu_m {
        ..=2000 => 29,
        2001..=15_999 => 58,
        _ => 234,
    }
}

pub(super) fn offer(question: &Question, pool: &Pool, steps: &mut Steps) -> Offer {
    let not_negative = |value: i64| value.max(0);
    if let Some(exact) = pool.allocatable {
        let allocatable = NodeAmounts {
            cpu_m: exact.cpu_m.max(0),
            memory: exact.memory.max(0),
            ephemeral: exact.ephemeral.map(not_negative),
            pods: exact.pods.clamp(0, MOST_PODS),
        };
        let figures = [milli(allocatable.cpu_m), bytes(allocatable.memory)].join(", ");
        steps.add(StepWhat::AllocatablePasted, String::new(), figures, "");
        return Offer {
            allocatable,
            reported_memory: pool.memory.max(0),
            reserve_known: true,
        };
    }
    let (provider, formula) = provider(question.platform, question.kubernetes_minor);
    let nominal = pool.memory.max(0);
    let permille = reported_permille(question.platform);
    let reported_memory = reported(nominal, permille, steps);
    let eks_default = (question.platform == Platform::Eks).then(|| eks_pods(pool.cpu_m));
    let machine = Machine {
        provider,
        cpu_m: pool.cpu_m.max(0),
        memory: reported_memory,
        nominal_memory: Some(nominal),
        ephemeral: pool.disk.unwrap_or(0).max(0),
        max_pods: pool
            .max_pods
            .or(eks_default)
            .map(|pods| pods.clamp(0, MOST_PODS)),
        reserve: pool.reserve.map(|reserve| Reserve {
            cpu_m: reserve.cpu_m,
            memory: reserve.memory,
            ephemeral: 0,
        }),
        ..Machine::default()
    };
    let allocation = allocatable(&machine);
    describe(&machine, &allocation, pool.disk.is_some(), steps);
    Offer {
        allocatable: NodeAmounts {
            cpu_m: allocation.cpu_m,
            memory: allocation.memory,
            ephemeral: pool.disk.map(|_| allocation.ephemeral),
            pods: allocation.pods,
        },
        reported_memory,
        reserve_known: formula || pool.reserve.is_some(),
    }
}

fn reported(nominal: i64, permille: i64, steps: &mut Steps) -> i64 {
    if permille == 1000 {
        return nominal;
    }
    // The kubelet counts whole KiB.
    let value = held(i128::from(nominal) * i128::from(permille) / 1000) / KIB * KIB;
    let mut share = runwright_model::quantity::cores(permille.saturating_mul(100));
    share.push_str(" %");
    steps.add(
        StepWhat::ReportedMemory,
        times(&bytes(nominal), &share),
        bytes(value),
        "",
    );
    value
}

fn describe(machine: &Machine, out: &Allocation, disk: bool, steps: &mut Steps) {
    let source = if machine.reserve.is_some() {
        ""
    } else {
        machine.provider.source()
    };
    let kubelet = "kubernetes/kubernetes@018b4651:pkg/kubelet/cm/node_container_manager_linux.go";
    let reserved = out.reserved;
    if reserved.cpu_m > 0 {
        steps.add(
            StepWhat::ReservedCpu,
            out.cpu_how.clone(),
            milli(reserved.cpu_m),
            source,
        );
    }
    if reserved.memory > 0 {
        steps.add(
            StepWhat::ReservedMemory,
            out.memory_how.clone(),
            bytes(reserved.memory),
            source,
        );
    }
    steps.add(
        StepWhat::AllocatableCpu,
        minus(
            milli(machine.cpu_m),
            &[(reserved.cpu_m, milli(reserved.cpu_m))],
        ),
        milli(out.cpu_m),
        kubelet,
    );
    let evicted = (out.eviction_memory, bytes(out.eviction_memory));
    steps.add(
        StepWhat::AllocatableMemory,
        minus(
            bytes(machine.memory),
            &[(reserved.memory, bytes(reserved.memory)), evicted],
        ),
        bytes(out.memory),
        kubelet,
    );
    if disk {
        let evicted = (out.eviction_ephemeral, bytes(out.eviction_ephemeral));
        steps.add(
            StepWhat::AllocatableDisk,
            minus(
                bytes(machine.ephemeral),
                &[(reserved.ephemeral, bytes(reserved.ephemeral)), evicted],
            ),
            bytes(out.ephemeral),
            kubelet,
        );
    }
    steps.add(
        StepWhat::MaxPods,
        out.pods_how.clone(),
        out.pods.to_string(),
        source,
    );
}
