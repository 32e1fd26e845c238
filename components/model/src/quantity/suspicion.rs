//! Flags quantities that the API server accepts though they are hardly what was meant.

use super::parse::split;
use super::{Quantity, Resource};

const MEBI: i128 = 1 << 20;
const TEBI: i128 = 1 << 40;

/// Below this no container starts: the runtime itself needs about as much.
const TINY_MEMORY: i128 = 4 * MEBI;
/// More than one container is ever given; also the usual slip of a number meant in millicores.
const HUGE_CPU_MILLI: i128 = 100_000;
/// More memory than all but a handful of machine types have.
const HUGE_MEMORY: i128 = 4 * TEBI;
/// More than the largest node disks.
const HUGE_STORAGE: i128 = 64 * TEBI;

/// An accepted quantity that is probably a slip, with what was probably meant where that is plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// A suffix without a number counts as zero, as in `Mi`.
    MissingNumber,
    /// The API server refuses an amount below zero where it is used.
    Negative { suggestion: String },
    /// A part of a byte, as in `256m` of memory: a quarter of a byte, not megabytes.
    MilliMemory { suggestion: String },
    /// Less memory than a container can start with.
    TinyMemory { suggestion: String },
    /// Cores where millicores were meant, as in `2000`.
    HugeCpu { suggestion: String },
    /// More memory or disk than nodes have.
    HugeMemory { suggestion: String },
}

impl Suspicion {
    /// A stable name, for catalogues of texts.
    pub fn id(&self) -> &'static str {
        match self {
            Suspicion::MissingNumber => "missing-number",
            Suspicion::Negative { .. } => "negative",
            Suspicion::MilliMemory { .. } => "milli-memory",
            Suspicion::TinyMemory { .. } => "tiny-memory",
            Suspicion::HugeCpu { .. } => "huge-cpu",
            Suspicion::HugeMemory { .. } => "huge-memory",
        }
    }

    /// What was probably meant; none where no number is written.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Suspicion::MissingNumber => None,
            Suspicion::Negative { suggestion }
            | Suspicion::MilliMemory { suggestion }
            | Suspicion::TinyMemory { suggestion }
            | Suspicion::HugeCpu { suggestion }
            | Suspicion::HugeMemory { suggestion } => Some(suggestion),
        }
    }
}

/// Judges an accepted quantity by the resource it is asked of; none for texts that do not parse.
pub fn suspicious(text: &str, resource: Resource) -> Option<Suspicion> {
    let quantity = Quantity::parse(text).ok()?;
    let parts = split(text);
    if !parts.has_digits() {
        return Some(Suspicion::MissingNumber);
    }
    let number = text.strip_suffix(parts.suffix).unwrap_or(text);
    let with = |suffix: &str| [number, suffix].concat();
    if quantity.is_negative() {
        return Some(Suspicion::Negative {
            suggestion: text.trim_start_matches('-').to_owned(),
        });
    }
    if quantity.is_zero() {
        return None;
    }
    if resource == Resource::Cpu {
        let huge = quantity.milli_value() >= HUGE_CPU_MILLI;
        return huge.then(|| Suspicion::HugeCpu {
            suggestion: milli_of(quantity),
        });
    }
    if matches!(parts.suffix, "m" | "u" | "n") {
        return Some(Suspicion::MilliMemory {
            suggestion: with("Mi"),
        });
    }
    let bytes = quantity.value();
    if resource == Resource::Memory && bytes < TINY_MEMORY {
        let suggestion = match parts.suffix {
            "k" => with("M"),
            "M" => with("G"),
            "Mi" => with("Gi"),
            _ if bytes < MEBI && parts.fraction.is_empty() => with("Mi"),
            _ => "64Mi".to_owned(),
        };
        return Some(Suspicion::TinyMemory { suggestion });
    }
    let limit = if resource == Resource::Memory {
        HUGE_MEMORY
    } else {
        HUGE_STORAGE
    };
    if bytes > limit {
        let suggestion = match parts.suffix {
            "T" | "P" | "E" => with("G"),
            "Ti" | "Pi" | "Ei" => with("Gi"),
            "Gi" => with("Mi"),
            "G" => with("M"),
            // Bytes counted in the unit below.
            _ => Quantity::from_bytes(i64::try_from(bytes / 1024).unwrap_or(i64::MAX)).canonical(),
        };
        return Some(Suspicion::HugeMemory { suggestion });
    }
    None
}

/// The same number read as millicores.
fn milli_of(cores: Quantity) -> String {
    let mut text = cores.value().to_string();
    text.push('m');
    text
}
