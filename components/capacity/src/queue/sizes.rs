//! Answers for jobs of several sizes on one resource, none of which waits (Kaufman 1981, Roberts 1981).

/// Units of the resource that are told apart.
const MOST: usize = 1_000_000;

/// The share of each class of jobs that finds no room. `classes` are size in units and erlangs; erlangs that mean
/// nothing count as 0.
///
/// `n q(n) = sum_k a_k b_k q(n - b_k)`; a class is blocked in the last `b_k` states.
pub fn blocking(capacity: u32, classes: &[(u32, f64)]) -> Vec<f64> {
    let capacity = (capacity as usize).min(MOST);
    let good = |erlangs: f64| if erlangs > 0.0 { erlangs.min(1e9) } else { 0.0 };
    // States before this one are too unlikely to count.
    let mut first = 0;
    let mut states = vec![1.0f64];
    let mut sum = 1.0;
    for n in 1..=capacity {
        let inflow: f64 = classes
            .iter()
            .filter(|(size, _)| *size > 0)
            .filter_map(|(size, erlangs)| {
                let from = n.checked_sub(*size as usize)?;
                Some(good(*erlangs) * f64::from(*size) * states.get(from)?)
            })
            .sum();
        let state = inflow / n as f64;
        states.push(state);
        sum += state;
        if sum > 1e200 {
            for state in states.iter_mut().skip(first) {
                *state *= 1e-200;
            }
            sum *= 1e-200;
            while let Some(state) = states.get_mut(first).filter(|state| **state < 1e-250) {
                *state = 0.0;
                first += 1;
            }
        }
    }
    classes
        .iter()
        .map(|(size, _)| {
            let last = states.len().saturating_sub(*size as usize);
            (states.iter().skip(last).sum::<f64>() / sum).min(1.0)
        })
        .collect()
}
