//! Reads a ResourceQuota and counts the jobs it admits.

use std::collections::BTreeMap;

use runwright_model::Quantity;
use runwright_model::answer::Dimension;

use crate::packing::{Amounts, Profile};

/// What the quota leaves; what it does not name is unlimited.
#[derive(Clone, Debug, Default)]
pub(super) struct Quota {
    pub hard: Amounts,
    pub ignored: Vec<String>,
}

const UNLIMITED: Amounts = Amounts {
    cpu_m: Amounts::UNLIMITED,
    memory: Amounts::UNLIMITED,
    ephemeral: Amounts::UNLIMITED,
    pods: Amounts::UNLIMITED,
    gpu: Amounts::UNLIMITED,
};

/// None where nothing is said; the error names the key whose value is no quantity.
pub(super) fn quota(hard: &BTreeMap<String, String>) -> Result<Option<Quota>, String> {
    if hard.is_empty() {
        return Ok(None);
    }
    let mut quota = Quota {
        hard: UNLIMITED,
        ignored: Vec::new(),
    };
    for (key, text) in hard {
        let amount = Quantity::parse(text)
            .map_err(|error| ["quota.", key, ": ", &error.to_string()].concat())?;
        let least = |have: &mut i64, amount: i64| *have = (*have).min(amount.max(0));
        let all = &mut quota.hard;
        match key.as_str() {
            "requests.cpu" | "cpu" => least(&mut all.cpu_m, amount.milli_i64()),
            "requests.memory" | "memory" => least(&mut all.memory, amount.value_i64()),
            "requests.ephemeral-storage" | "ephemeral-storage" => {
                least(&mut all.ephemeral, amount.value_i64());
            }
            "pods" | "count/pods" => least(&mut all.pods, amount.value_i64()),
            "requests.nvidia.com/gpu" => least(&mut all.gpu, amount.value_i64()),
            _ => quota.ignored.push(key.clone()),
        }
    }
    Ok(Some(quota))
}

impl Quota {
    /// Whether one more job is admitted beside what runs.
    pub fn admits(&self, taken: Amounts, request: Amounts) -> bool {
        self.blocking(taken, request).is_empty()
    }

    /// What keeps one more out.
    pub fn blocking(&self, taken: Amounts, request: Amounts) -> Vec<Dimension> {
        let asked = Amounts { pods: 1, ..request };
        let mut out = Vec::new();
        for ((dimension, hard), ((_, taken), (_, asked))) in self
            .hard
            .list()
            .into_iter()
            .zip(taken.list().into_iter().zip(asked.list()))
        {
            if hard != Amounts::UNLIMITED && taken.saturating_add(asked.max(0)) > hard {
                out.push(dimension);
            }
        }
        out
    }

    /// Jobs from the front of the order that are admitted together, and what refuses the next.
    pub fn admitted(&self, order: &[u8], profiles: &[Profile]) -> (usize, Vec<Dimension>) {
        let mut taken = Amounts::default();
        for (count, kind) in order.iter().enumerate() {
            let Some(profile) = profiles.get(usize::from(*kind)) else {
                break;
            };
            let blocking = self.blocking(taken, profile.request);
            if !blocking.is_empty() {
                return (count, blocking);
            }
            taken = taken.more(Amounts {
                pods: 1,
                ..profile.request
            });
        }
        (order.len(), Vec::new())
    }
}
