//! Counts the jobs that runner managers take at once.

/// `slots_per_manager`, `slots_total` and, per runner entry, what all replicas take of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    pub per_manager: i64,
    pub total: i64,
    pub per_runner_total: Vec<i64>,
}

/// Slots of uncoordinated manager processes: `replicas x min(concurrent, sum of limits)`.
///
/// A limit of 0 is no limit
/// (gitlabhq/gitlab-runner@d79f3e7b:commands/builds_helper.go, acquireBuild).
pub fn slots(replicas: i64, concurrent: i64, limits: &[i64]) -> Slots {
    let replicas = replicas.max(0);
    let concurrent = concurrent.max(0);
    let capped = |limit: i64| {
        if limit > 0 {
            limit.min(concurrent)
        } else {
            concurrent
        }
    };
    let sum = limits
        .iter()
        .fold(0_i64, |sum, limit| sum.saturating_add(capped(*limit)));
    let per_manager = sum.min(concurrent);
    Slots {
        per_manager,
        total: per_manager.saturating_mul(replicas),
        per_runner_total: limits
            .iter()
            .map(|limit| capped(*limit).saturating_mul(replicas))
            .collect(),
    }
}
