//! Decides whether a job may run on a node, by selector and taints.

use runwright_model::answer::{Label, Taint, TaintEffect, Toleration};

/// Whether every selected label is there and every forbidding taint is tolerated.
///
/// PreferNoSchedule only lowers a node's score, so it never forbids.
pub fn eligible(
    labels: &[Label],
    taints: &[Taint],
    selector: &[Label],
    tolerations: &[Toleration],
) -> bool {
    selector.iter().all(|wanted| labels.contains(wanted))
        && taints
            .iter()
            .filter(|taint| taint.effect != TaintEffect::PreferNoSchedule)
            .all(|taint| {
                tolerations
                    .iter()
                    .any(|toleration| tolerates(toleration, taint))
            })
}

fn tolerates(toleration: &Toleration, taint: &Taint) -> bool {
    let key = toleration.key.is_empty() || toleration.key == taint.key;
    let value = toleration
        .value
        .as_ref()
        .is_none_or(|value| *value == taint.value);
    let effect = toleration
        .effect
        .is_none_or(|effect| effect == taint.effect);
    key && value && effect
}
