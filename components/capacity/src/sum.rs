//! Writes the arithmetic of an answer as text: terms, products and figures with units.

use runwright_model::quantity::bytes_iec;

/// A figure and how it came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub value: i64,
    /// Empty for a plain figure.
    pub how: String,
}

impl Sum {
    pub fn plain(value: i64) -> Sum {
        Sum {
            value,
            how: String::new(),
        }
    }

    pub fn new(value: i64, how: String) -> Sum {
        Sum { value, how }
    }
}

/// Millicores as the API writes them, e.g. `4500m`.
pub(crate) fn milli(value: i64) -> String {
    let mut text = value.to_string();
    text.push('m');
    text
}

/// Bytes with a binary unit, e.g. `4.5 GiB`.
pub(crate) fn bytes(value: i64) -> String {
    bytes_iec(value)
}

/// Terms with ` + ` between them; `0` for none.
pub(crate) fn plus(terms: &[String]) -> String {
    if terms.is_empty() {
        "0".to_owned()
    } else {
        terms.join(" + ")
    }
}

/// The first term less the others; terms of nothing are left out.
pub(crate) fn minus(first: String, others: &[(i64, String)]) -> String {
    let mut text = first;
    for (value, term) in others {
        if *value != 0 {
            text.push_str(" \u{2212} ");
            text.push_str(term);
        }
    }
    text
}

pub(crate) fn times(a: &str, b: &str) -> String {
    [a, " \u{d7} ", b].concat()
}

pub(crate) fn over(a: &str, b: &str) -> String {
    [a, " \u{f7} ", b].concat()
}

/// Hundredths of a percent as a percentage, e.g. 25 as `0.25 %`.
pub(crate) fn basis_points(value: i64) -> String {
    let mut text = runwright_model::quantity::cores(value.saturating_mul(10));
    text.push_str(" %");
    text
}

/// An i128 held at the ends of the i64 range.
pub(crate) fn held(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}
