//! Computes what GKE Standard keeps of cpu and disk.

use super::{Machine, tiers};
use crate::GIB;
use crate::sum::Sum;

/// Shared-core types give up a fixed 1060m of their two.
const SHARED_CORE: [&str; 3] = ["e2-micro", "e2-small", "e2-medium"];

pub(super) fn cpu(machine: &Machine) -> Sum {
    if SHARED_CORE.contains(&machine.machine_type.as_str()) {
        Sum::plain(1060)
    } else {
        tiers::cpu_floor(machine.cpu_m)
    }
}

/// Bytes: by the number of local SSDs, else the least of half the boot disk, 35 % and 6 GiB, 100 GiB.
pub(super) fn disk(machine: &Machine) -> i64 {
    match machine.local_ssds {
        1 => 50 * GIB,
        2 => 75 * GIB,
        count if count > 2 => 100 * GIB,
        _ => {
            let disk = machine.boot_disk.unwrap_or(machine.ephemeral).max(0);
            let stepped = crate::sum::held(i128::from(disk) * 35 / 100).saturating_add(6 * GIB);
            (disk / 2).min(stepped).min(100 * GIB)
        }
    }
}
