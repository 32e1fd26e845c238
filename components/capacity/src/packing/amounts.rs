//! Holds one figure for each resource the scheduler counts.

use runwright_model::answer::Dimension;

/// Millicores, bytes, bytes, pods, devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    pub cpu_m: i64,
    pub memory: i64,
    /// [`Amounts::UNLIMITED`] on a node whose disk is not known.
    pub ephemeral: i64,
    pub pods: i64,
    pub gpu: i64,
}

impl Amounts {
    pub const UNLIMITED: i64 = i64::MAX;

    /// What is left; an unlimited amount stays so, nothing falls below 0.
    pub fn less(self, used: Amounts) -> Amounts {
        let left = |have: i64, used: i64| {
            if have == Amounts::UNLIMITED {
                have
            } else {
                have.saturating_sub(used).max(0)
            }
        };
        Amounts {
            cpu_m: left(self.cpu_m, used.cpu_m),
            memory: left(self.memory, used.memory),
            ephemeral: left(self.ephemeral, used.ephemeral),
            pods: left(self.pods, used.pods),
            gpu: left(self.gpu, used.gpu),
        }
    }

    /// With this on top; what is below 0 adds nothing.
    pub fn more(self, asked: Amounts) -> Amounts {
        let sum = |have: i64, asked: i64| have.saturating_add(asked.max(0));
        Amounts {
            cpu_m: sum(self.cpu_m, asked.cpu_m),
            memory: sum(self.memory, asked.memory),
            ephemeral: sum(self.ephemeral, asked.ephemeral),
            pods: sum(self.pods, asked.pods),
            gpu: sum(self.gpu, asked.gpu),
        }
    }

    pub fn times(self, factor: i64) -> Amounts {
        Amounts {
            cpu_m: self.cpu_m.saturating_mul(factor),
            memory: self.memory.saturating_mul(factor),
            ephemeral: self.ephemeral.saturating_mul(factor),
            pods: self.pods.saturating_mul(factor),
            gpu: self.gpu.saturating_mul(factor),
        }
    }

    /// In the order in which resources are named.
    pub fn list(self) -> [(Dimension, i64); 5] {
        [
            (Dimension::CpuM, self.cpu_m),
            (Dimension::Memory, self.memory),
            (Dimension::Ephemeral, self.ephemeral),
            (Dimension::Pods, self.pods),
            (Dimension::Gpu, self.gpu),
        ]
    }

    pub fn get(self, dimension: Dimension) -> i64 {
        self.list()
            .into_iter()
            .find(|(name, _)| *name == dimension)
            .map_or(0, |(_, value)| value)
    }

    /// The same with one figure replaced.
    pub fn with(mut self, dimension: Dimension, value: i64) -> Amounts {
        match dimension {
            Dimension::CpuM => self.cpu_m = value,
            Dimension::Memory => self.memory = value,
            Dimension::Ephemeral => self.ephemeral = value,
            Dimension::Pods => self.pods = value,
            Dimension::Gpu => self.gpu = value,
            Dimension::Selector => {}
        }
        self
    }
}
