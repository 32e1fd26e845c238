//! Computes pods per node and the memory reserve that follows from them on EKS.

use super::{Machine, Provider};
use crate::MIB;
use crate::sum::Sum;

/// 30 vCPU and fewer may carry 110 pods, larger machines 250, where addresses are not what limits.
const SMALL_MACHINE_M: i64 = 30_000;

/// Interfaces x (addresses - 1) + 2; with prefixes 16 pods per address, capped; custom networking
/// gives one interface away. 110 where the interfaces are not known.
pub(super) fn max_pods(machine: &Machine) -> Sum {
    let Some((enis, ips)) = machine.enis else {
        return Sum::plain(110);
    };
    let usable = if machine.custom_networking {
        enis.saturating_sub(1)
    } else {
        enis
    };
    if !machine.prefix_delegation {
        return Sum::new(pods(usable, ips, 1), how(usable, ips, ""));
    }
    let cap = if machine.cpu_m <= SMALL_MACHINE_M {
        110
    } else {
        250
    };
    Sum::new(
        pods(usable, ips, 16).min(cap),
        how(usable, ips, " \u{d7} 16"),
    )
}

fn pods(enis: i64, ips: i64, prefix: i64) -> i64 {
    enis.max(0)
        .saturating_mul(ips.saturating_sub(1).max(0))
        .saturating_mul(prefix)
        .saturating_add(2)
}

fn how(enis: i64, ips: i64, prefix: &str) -> String {
    let ips = ips.saturating_sub(1).to_string();
    [&enis.to_string(), " \u{d7} ", &ips, prefix, " + 2"].concat()
}

/// 11 MiB for each pod and 255 MiB.
///
/// AL2023 counts the pods that the interfaces allow, whatever the kubelet is told; Bottlerocket
/// counts its max-pods setting, and reserves nothing without one.
pub(super) fn memory(machine: &Machine) -> Sum {
    let counted = match (machine.provider, machine.enis, machine.max_pods) {
        (Provider::EksBottlerocket, _, Some(setting)) => setting,
        (Provider::EksBottlerocket, Some(_), None) => max_pods(machine).value,
        (Provider::EksBottlerocket, None, None) => return Sum::default(),
        (_, Some((enis, ips)), _) => pods(enis, ips, 1),
        (_, None, Some(setting)) => setting,
        (_, None, None) => 110,
    };
    let value = counted
        .max(0)
        .saturating_mul(11)
        .saturating_add(255)
        .saturating_mul(MIB);
    Sum::new(
        value,
        ["11 MiB \u{d7} ", &counted.to_string(), " + 255 MiB"].concat(),
    )
}
