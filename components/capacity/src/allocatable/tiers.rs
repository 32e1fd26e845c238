//! Computes the stepped reserves that GKE published and others took over.

use crate::sum::{Sum, basis_points, bytes, milli, plus, times};
use crate::{GIB, MIB};

/// Width in millicores and share in hundredths of a percent; the last tier has no end.
const CPU: [(i64, i64); 4] = [(1000, 600), (1000, 100), (2000, 50), (i64::MAX, 25)];
/// Width in bytes and share in hundredths of a percent.
const MEMORY: [(i64, i64); 5] = [
    (4 * GIB, 2500),
    (4 * GIB, 2000),
    (8 * GIB, 1000),
    (112 * GIB, 600),
    (i64::MAX, 200),
];

/// Parts of `capacity` in each tier, with the tier's share.
fn cut<const N: usize>(capacity: i64, tiers: &[(i64, i64); N]) -> Vec<(i64, i64)> {
    let mut left = capacity.max(0);
    let mut parts = Vec::with_capacity(N);
    for (width, share) in tiers {
        let part = left.min(*width);
        if part > 0 {
            parts.push((part, *share));
        }
        left -= part;
    }
    parts
}

fn how(parts: &[(i64, i64)], unit: fn(i64) -> String) -> String {
    let terms: Vec<String> = parts
        .iter()
        .map(|(part, share)| times(&basis_points(*share), &unit(*part)))
        .collect();
    plus(&terms)
}

/// Millicores, rounded down once (GKE).
pub(super) fn cpu_floor(cpu_m: i64) -> Sum {
    let parts = cut(cpu_m, &CPU);
    let total: i128 = parts
        .iter()
        .map(|(part, share)| i128::from(*part) * i128::from(*share))
        .sum();
    Sum::new(crate::sum::held(total / 10_000), how(&parts, milli))
}

/// Millicores, rounded down in each tier (EKS).
pub(super) fn cpu_floor_each(cpu_m: i64) -> Sum {
    let parts = cut(cpu_m, &CPU);
    let total: i128 = parts
        .iter()
        .map(|(part, share)| i128::from(*part) * i128::from(*share) / 10_000)
        .sum();
    Sum::new(crate::sum::held(total), how(&parts, milli))
}

/// Bytes, rounded down to a MiB; 255 MiB on machines below 1 GiB.
pub(super) fn memory(capacity: i64) -> Sum {
    if capacity < GIB {
        return Sum::plain(255 * MIB);
    }
    let parts = cut(capacity, &MEMORY);
    let total: i128 = parts
        .iter()
        .map(|(part, share)| i128::from(*part) * i128::from(*share))
        .sum();
    let mib = total / (10_000 * i128::from(MIB));
    Sum::new(crate::sum::held(mib * i128::from(MIB)), how(&parts, bytes))
}
