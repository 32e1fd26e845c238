//! Lists jobs in the order in which every kind comes evenly by its share.

/// The first `jobs` of the typical order: at each place stands the kind that lags furthest behind its share, so the first
/// `n` hold each kind as often as its share of `n` says, give or take one. Empty without shares.
pub(super) fn typical(shares: &[f64], jobs: usize) -> Vec<u8> {
    let total: f64 = shares.iter().sum();
    let mut order = Vec::new();
    if total <= 0.0 || total.is_nan() {
        return order;
    }
    let mut given = vec![0.0f64; shares.len()];
    for _ in 0..jobs {
        // The share over what it would have with one more: Sainte-Lague's divisors 1, 3, 5.
        let mut next: Option<(usize, f64)> = None;
        for (kind, (share, given)) in shares.iter().zip(&given).enumerate() {
            let claim = share / (2.0 * given + 1.0);
            if *share > 0.0 && next.is_none_or(|(_, best)| claim > best) {
                next = Some((kind, claim));
            }
        }
        let Some((kind, _)) = next else { break };
        if let Some(given) = given.get_mut(kind) {
            *given += 1.0;
        }
        order.push(u8::try_from(kind).unwrap_or(u8::MAX));
    }
    order
}

/// How often each kind is among these.
pub(super) fn counts(order: &[u8], kinds: usize) -> Vec<i64> {
    let mut counts = vec![0; kinds];
    for kind in order {
        if let Some(count) = counts.get_mut(usize::from(*kind)) {
            *count += 1;
        }
    }
    counts
}
