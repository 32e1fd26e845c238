//! Holds a Kubernetes resource quantity exactly, and prints it the way the API server does.
//!
//! The grammar, the rounding and the canonical form follow
//! `kubernetes/apimachinery@eed236ce:pkg/api/resource/quantity.go`. A value is kept in nano-units,
//! the finest step the API knows, so sums and comparisons never lose anything.

mod display;
mod error;
mod parse;
mod suspicion;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

pub use display::{bytes_iec, cores};
pub use error::QuantityError;
pub use suspicion::{Suspicion, suspicious};

const NANOS: i128 = 1_000_000_000;
const NANOS_PER_MILLI: i128 = 1_000_000;

/// The family of suffixes a quantity was written in; its canonical form stays in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    DecimalSI,
    BinarySI,
    DecimalExponent,
}

impl Format {
    /// The name the Kubernetes API uses.
    pub fn name(self) -> &'static str {
        match self {
            Format::DecimalSI => "DecimalSI",
            Format::BinarySI => "BinarySI",
            Format::DecimalExponent => "DecimalExponent",
        }
    }
}

/// What a quantity is asked of; decides which values look like a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// Unit: cores.
    Cpu,
    /// Unit: bytes.
    Memory,
    /// Ephemeral storage; unit: bytes.
    Storage,
}

/// An amount of a resource, exact to a billionth of its unit.
///
/// Equality and order are by value: `1Gi` equals `1024Mi`, whatever was typed.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    nanos: i128,
    format: Format,
}

impl Quantity {
    pub const ZERO: Quantity = Quantity {
        nanos: 0,
        format: Format::DecimalSI,
    };

    /// Reads a quantity as the API server does; the error says what is wrong and what was likely meant.
    pub fn parse(text: &str) -> Result<Quantity, QuantityError> {
        parse::parse(text)
    }

    fn new(nanos: i128, format: Format) -> Quantity {
        Quantity { nanos, format }
    }

    /// Thousandths of a unit, for cpu written in millicores.
    pub fn from_milli(milli: i64) -> Quantity {
        Quantity::new(i128::from(milli) * NANOS_PER_MILLI, Format::DecimalSI)
    }

    /// Bytes, printed with binary suffixes.
    pub fn from_bytes(bytes: i64) -> Quantity {
        Quantity::new(i128::from(bytes) * NANOS, Format::BinarySI)
    }

    pub fn format(self) -> Format {
        self.format
    }

    pub fn is_zero(self) -> bool {
        self.nanos == 0
    }

    pub fn is_negative(self) -> bool {
        self.nanos < 0
    }

    /// Whole units, rounded up: what the scheduler counts for memory and storage (bytes).
    pub fn value(self) -> i128 {
        ceil_div(self.nanos, NANOS)
    }

    /// Thousandths, rounded up: what the scheduler counts for cpu (millicores).
    pub fn milli_value(self) -> i128 {
        ceil_div(self.nanos, NANOS_PER_MILLI)
    }

    /// [`Quantity::value`], held at the ends of the i64 range.
    pub fn value_i64(self) -> i64 {
        saturate(self.value())
    }

    /// [`Quantity::milli_value`], held at the ends of the i64 range where Go would overflow.
    pub fn milli_i64(self) -> i64 {
        saturate(self.milli_value())
    }

    /// The sum in the family of `self`, or of `other` where `self` is zero; none beyond the range.
    pub fn checked_add(self, other: Quantity) -> Option<Quantity> {
        let nanos = self.nanos.checked_add(other.nanos)?;
        Some(Quantity::new(nanos, self.sum_format(other)))
    }

    /// [`Quantity::checked_add`], held at the ends of the range.
    pub fn saturating_add(self, other: Quantity) -> Quantity {
        Quantity::new(
            self.nanos.saturating_add(other.nanos),
            self.sum_format(other),
        )
    }

    fn sum_format(self, other: Quantity) -> Format {
        if self.is_zero() {
            other.format
        } else {
            self.format
        }
    }

    /// The exact value without suffix, e.g. `0.1` for `100m`.
    pub fn decimal(self) -> String {
        display::decimal(self.nanos)
    }

    /// The largest suffix of the family that leaves a whole number, as the API server stores it.
    pub fn canonical(self) -> String {
        display::canonical(self)
    }
}

fn ceil_div(value: i128, by: i128) -> i128 {
    let floor = value.div_euclid(by);
    if value.rem_euclid(by) == 0 {
        floor
    } else {
        floor + 1
    }
}

fn saturate(value: i128) -> i64 {
    let limit = if value < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(value).unwrap_or(limit)
}

impl Default for Quantity {
    fn default() -> Self {
        Quantity::ZERO
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical())
    }
}

impl std::str::FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Quantity, QuantityError> {
        Quantity::parse(text)
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nanos == other.nanos
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.nanos.hash(state);
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.canonical())
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Quantity, D::Error> {
        deserializer.deserialize_any(QuantityVisitor)
    }
}

struct QuantityVisitor;

impl Visitor<'_> for QuantityVisitor {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Kubernetes quantity")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Quantity, E> {
        Quantity::parse(text).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<Quantity, E> {
        Ok(Quantity::new(i128::from(units) * NANOS, Format::DecimalSI))
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<Quantity, E> {
        Ok(Quantity::new(i128::from(units) * NANOS, Format::DecimalSI))
    }
}
