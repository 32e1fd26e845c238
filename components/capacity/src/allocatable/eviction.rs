//! Evaluates hard eviction thresholds as the kubelet does.

use runwright_model::Quantity;

/// An amount or a share of the capacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    Amount(i64),
    /// Percent. The kubelet keeps it as a float32, and real nodes show the error of that to the byte.
    Percent(f32),
}

impl Threshold {
    /// Reads `500Mi` or `10%`; none for anything else.
    pub fn parse(text: &str) -> Option<Threshold> {
        match text.strip_suffix('%') {
            Some(number) => {
                let percent = number.trim().parse::<f32>().ok()?;
                (0.0..=100.0)
                    .contains(&percent)
                    .then_some(Threshold::Percent(percent))
            }
            None => Quantity::parse(text)
                .ok()
                .map(|amount| Threshold::Amount(amount.value_i64())),
        }
    }

    /// Bytes of a capacity (kubernetes/kubernetes@0ca319ff:pkg/kubelet/eviction/api/types.go).
    pub fn of(self, capacity: i64) -> i64 {
        match self {
            Threshold::Amount(amount) => amount,
            Threshold::Percent(percent) => (capacity as f64 * f64::from(percent / 100.0)) as i64,
        }
    }
}

/// The two signals that lower allocatable; soft and image file system thresholds do not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EvictionHard {
    pub memory: Threshold,
    pub nodefs: Threshold,
}
