//! Prints quantities: the API server's canonical form, exact decimals, and forms for people.

use super::{Format, NANOS, Quantity};

const DECIMAL: [&str; 10] = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY: [&str; 7] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

pub(super) fn canonical(quantity: Quantity) -> String {
    let nanos = quantity.nanos;
    if nanos == 0 {
        return "0".to_owned();
    }
    // Below 1024 units, or with a part of a byte, the binary family prints as plain decimal.
    let small = nanos.abs() < 1024 * NANOS;
    match quantity.format {
        Format::BinarySI if !small && nanos % NANOS == 0 => binary(nanos / NANOS),
        Format::BinarySI | Format::DecimalSI => decimal_suffix(nanos, false),
        Format::DecimalExponent => decimal_suffix(nanos, true),
    }
}

fn binary(mut units: i128) -> String {
    let mut step = 0;
    while units % 1024 == 0 && step + 1 < BINARY.len() {
        units /= 1024;
        step += 1;
    }
    with_suffix(units, BINARY.get(step).copied().unwrap_or_default())
}

fn decimal_suffix(mut mantissa: i128, exponent_form: bool) -> String {
    let mut step = 0;
    while mantissa % 1000 == 0 && (exponent_form || step + 1 < DECIMAL.len()) {
        mantissa /= 1000;
        step += 1;
    }
    if !exponent_form {
        return with_suffix(mantissa, DECIMAL.get(step).copied().unwrap_or_default());
    }
    let exponent = 3 * i64::try_from(step).unwrap_or(0) - 9;
    if exponent == 0 {
        return mantissa.to_string();
    }
    with_suffix(mantissa, &["e", &exponent.to_string()].concat())
}

fn with_suffix(mantissa: i128, suffix: &str) -> String {
    let mut text = mantissa.to_string();
    text.push_str(suffix);
    text
}

pub(super) fn decimal(nanos: i128) -> String {
    fixed(nanos, 9)
}

/// `value / 10^places` without trailing zeros.
fn fixed(value: i128, places: usize) -> String {
    let mut digits = value.unsigned_abs().to_string();
    while digits.len() <= places {
        digits.insert(0, '0');
    }
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let mut text = String::new();
    if value < 0 {
        text.push('-');
    }
    text.push_str(whole);
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Millicores as cores, e.g. 4500 as `4.5`.
pub fn cores(milli: i64) -> String {
    fixed(i128::from(milli), 3)
}

/// Bytes in the largest binary unit that fits, to two places, e.g. `4.5 GiB`, `512 MiB`, `900 B`.
pub fn bytes_iec(bytes: i64) -> String {
    const UNITS: [&str; 7] = [" B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"];
    let size = i128::from(bytes).abs();
    let mut step = 0;
    let mut unit: i128 = 1;
    let mut hundredths = size * 100;
    // What would round to 1024 of a unit is written in the next one.
    while hundredths >= 102_400 && step + 1 < UNITS.len() {
        step += 1;
        unit *= 1024;
        hundredths = (size * 100 + unit / 2) / unit;
    }
    let signed = if bytes < 0 { -hundredths } else { hundredths };
    let mut text = fixed(signed, 2);
    text.push_str(UNITS.get(step).copied().unwrap_or_default());
    text
}
