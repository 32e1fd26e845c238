//! Computes what AKS keeps of cpu, and of memory from Kubernetes 1.29 on.

use crate::MIB;
use crate::sum::{Sum, bytes, milli, plus, times};

/// 60m for the first core, 40m for the second, 20m for each of the next two, 10m for each above.
pub(super) fn cpu(cpu_m: i64) -> Sum {
    let cores = (cpu_m / 1000).max(1);
    let mut terms = vec![milli(60)];
    let mut total = 60;
    if cores > 1 {
        total += 40;
        terms.push(milli(40));
    }
    for (from, count, each) in [(2, 2, 20), (4, i64::MAX, 10)] {
        let here = (cores - from).clamp(0, count);
        if here > 0 {
            total += here * each;
            terms.push(times(&here.to_string(), &milli(each)));
        }
    }
    Sum::new(total, plus(&terms))
}

/// The lesser of a quarter of the memory and 20 MiB for each pod plus 50 MiB.
pub(super) fn memory(capacity: i64, max_pods: i64) -> Sum {
    let quarter = capacity.max(0) / 4 / MIB * MIB;
    let by_pods = max_pods
        .saturating_mul(20)
        .saturating_add(50)
        .saturating_mul(MIB);
    if quarter < by_pods {
        return Sum::new(quarter, times("25 %", &bytes(capacity)));
    }
    Sum::new(
        by_pods,
        ["20 MiB \u{d7} ", &max_pods.to_string(), " + 50 MiB"].concat(),
    )
}
