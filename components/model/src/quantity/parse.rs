//! Reads the text of a quantity by the rules of the API server, oddities included.

use super::error::QuantityError;
use super::{Format, NANOS, Quantity};

/// Powers of ten by suffix; the empty suffix is a plain number.
const DECIMAL: [(&str, i32); 10] = [
    ("n", -9),
    ("u", -6),
    ("m", -3),
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
];
/// Powers of two by suffix.
const BINARY: [(&str, u32); 6] = [
    ("Ki", 10),
    ("Mi", 20),
    ("Gi", 30),
    ("Ti", 40),
    ("Pi", 50),
    ("Ei", 60),
];

/// The text cut into its parts: digits before and after the point, and what follows.
pub(super) struct Parts<'a> {
    pub negative: bool,
    pub whole: &'a str,
    pub fraction: &'a str,
    pub suffix: &'a str,
}

impl Parts<'_> {
    pub fn has_digits(&self) -> bool {
        !self.whole.is_empty() || !self.fraction.is_empty()
    }
}

/// Cuts without judging: whatever follows the number is the suffix.
pub(super) fn split(text: &str) -> Parts<'_> {
    let (negative, rest) = match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => (false, text),
    };
    let (whole, rest) = digits(rest);
    let (fraction, suffix) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest),
        None => ("", rest),
    };
    Parts {
        negative,
        whole,
        fraction,
        suffix,
    }
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at(end)
}

/// What a suffix multiplies by.
enum Scale {
    Ten(i32, Format),
    Two(u32),
}

fn scale(suffix: &str) -> Option<Scale> {
    if let Some((_, power)) = DECIMAL.iter().find(|(name, _)| *name == suffix) {
        return Some(Scale::Ten(*power, Format::DecimalSI));
    }
    if let Some((_, power)) = BINARY.iter().find(|(name, _)| *name == suffix) {
        return Some(Scale::Two(*power));
    }
    let exponent = suffix.strip_prefix(['e', 'E'])?;
    // The API server keeps the low 32 bits of a 64-bit exponent.
    let exponent = exponent.parse::<i64>().ok()? as i32;
    Some(Scale::Ten(exponent, Format::DecimalExponent))
}

pub(super) fn parse(text: &str) -> Result<Quantity, QuantityError> {
    read(text).map_err(|fault| QuantityError::of(text, fault))
}

/// Why a text is refused, before anything is suggested for it.
pub(super) enum Fault {
    Empty,
    NoDigits,
    Suffix,
    TooLarge,
}

pub(super) fn read(text: &str) -> Result<Quantity, Fault> {
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    let parts = split(text);
    let Some(scale) = scale(parts.suffix) else {
        return Err(Fault::Suffix);
    };
    if !parts.has_digits() && !accepted_without_digits(&scale) {
        return Err(Fault::NoDigits);
    }
    let whole = parts.whole.trim_start_matches('0');
    let fraction = parts.fraction.trim_end_matches('0');
    let zero = whole.is_empty() && fraction.is_empty();
    let (magnitude, format) = match scale {
        Scale::Ten(_, format) if zero => (0, format),
        Scale::Two(_) if zero => (0, Format::BinarySI),
        Scale::Ten(power, format) => {
            let nanos = scaled_nanos(whole, fraction, power, 1).ok_or(Fault::TooLarge)?;
            (nanos, format)
        }
        Scale::Two(power) => binary(whole, fraction, power),
    };
    Ok(Quantity::new(
        if parts.negative {
            -magnitude
        } else {
            magnitude
        },
        format,
    ))
}

/// A suffix alone reads as zero where the API server takes its fast path.
fn accepted_without_digits(scale: &Scale) -> bool {
    match scale {
        Scale::Ten(power, _) => *power >= -9,
        Scale::Two(power) => *power <= 40,
    }
}

/// The binary family is capped at the largest i64, and below one unit it turns decimal.
fn binary(whole: &str, fraction: &str, power: u32) -> (i128, Format) {
    let cap = i128::from(i64::MAX) * NANOS;
    let nanos =
        scaled_nanos(whole, fraction, 0, 1_u64 << power).map_or(cap, |nanos| nanos.min(cap));
    let format = if nanos < NANOS {
        Format::DecimalSI
    } else {
        Format::BinarySI
    };
    (nanos, format)
}

/// `whole.fraction * 10^power * factor` in nano-units, rounded up; none where it does not fit.
///
/// The product is formed digit by digit, so that moving the decimal point is exact for any length.
fn scaled_nanos(whole: &str, fraction: &str, power: i32, factor: u64) -> Option<i128> {
    let mut product: Vec<u8> = Vec::with_capacity(whole.len() + fraction.len() + 20);
    let mut carry: u128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()).rev() {
        carry += u128::from(byte - b'0') * u128::from(factor);
        product.push((carry % 10) as u8);
        carry /= 10;
    }
    while carry > 0 {
        product.push((carry % 10) as u8);
        carry /= 10;
    }
    // `product` is least digit first; the last `drop` digits are below one nano-unit.
    let shift = i64::from(power) + 9 - i64::try_from(fraction.len()).ok()?;
    let drop = usize::try_from(-shift).unwrap_or(0).min(product.len());
    let (below, kept) = product.split_at(drop);
    let mut nanos: i128 = 0;
    for digit in kept.iter().rev() {
        nanos = nanos.checked_mul(10)?.checked_add(i128::from(*digit))?;
    }
    for _ in 0..shift {
        nanos = nanos.checked_mul(10)?;
    }
    if below.iter().any(|digit| *digit != 0) {
        nanos.checked_add(1)
    } else {
        Some(nanos)
    }
}
