//! Says why a text is not a quantity, and what was probably meant.

use std::fmt;

use super::parse::{Fault, read, split};

/// Why the API server refuses a text as a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// Nothing is written.
    Empty,
    /// There is no number, only a suffix or other text.
    NoDigits,
    /// A space stands before, inside or after, as in `512 Mi`.
    SpaceInside { suggestions: Vec<String> },
    /// A comma stands where a point should, as in `1,5`.
    Comma { suggestions: Vec<String> },
    /// What follows the number is no suffix, as in `1K` or `1GB`.
    BadSuffix {
        suffix: String,
        suggestions: Vec<String>,
    },
    /// Beyond what any cluster could hold (about 10^29 units).
    TooLarge,
}

impl QuantityError {
    /// A stable name, for catalogues of texts.
    pub fn id(&self) -> &'static str {
        match self {
            QuantityError::Empty => "empty",
            QuantityError::NoDigits => "no-digits",
            QuantityError::SpaceInside { .. } => "space-inside",
            QuantityError::Comma { .. } => "comma",
            QuantityError::BadSuffix { .. } => "bad-suffix",
            QuantityError::TooLarge => "too-large",
        }
    }

    /// What was probably meant, likeliest first; each one parses.
    pub fn suggestions(&self) -> &[String] {
        match self {
            QuantityError::SpaceInside { suggestions }
            | QuantityError::Comma { suggestions }
            | QuantityError::BadSuffix { suggestions, .. } => suggestions,
            _ => &[],
        }
    }

    /// The likeliest of [`QuantityError::suggestions`].
    pub fn suggestion(&self) -> Option<String> {
        self.suggestions().first().cloned()
    }

    /// Names the fault in detail, with repairs where some can be found.
    pub(super) fn of(text: &str, fault: Fault) -> QuantityError {
        match fault {
            Fault::Empty => return QuantityError::Empty,
            Fault::NoDigits => return QuantityError::NoDigits,
            Fault::TooLarge => return QuantityError::TooLarge,
            Fault::Suffix => {}
        }
        let parts = split(text);
        let suffix = parts.suffix;
        if text.chars().all(char::is_whitespace) {
            return QuantityError::Empty;
        }
        if text.chars().any(char::is_whitespace) {
            let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            return QuantityError::SpaceInside {
                suggestions: repaired(&joined),
            };
        }
        if !parts.has_digits() {
            return QuantityError::NoDigits;
        }
        if suffix.starts_with(',') {
            return QuantityError::Comma {
                suggestions: repaired(&text.replacen(',', ".", 1)),
            };
        }
        QuantityError::BadSuffix {
            suffix: suffix.to_owned(),
            suggestions: repaired(text),
        }
    }
}

/// The text itself where it parses, else the same number with the suffixes its own resembles.
fn repaired(text: &str) -> Vec<String> {
    if text.len() > 64 {
        return Vec::new();
    }
    if read(text).is_ok() {
        return vec![text.to_owned()];
    }
    let parts = split(text);
    let number = text.strip_suffix(parts.suffix).unwrap_or(text);
    let alike: &[&str] = match parts.suffix.to_ascii_lowercase().as_str() {
        "k" | "kb" => &["k", "Ki"],
        "mb" => &["M", "Mi"],
        "g" | "gb" => &["G", "Gi"],
        "t" | "tb" => &["T", "Ti"],
        "p" | "pb" => &["P", "Pi"],
        "ki" | "kib" => &["Ki"],
        "mi" | "mib" => &["Mi"],
        "gi" | "gib" => &["Gi"],
        "ti" | "tib" => &["Ti"],
        "pi" | "pib" => &["Pi"],
        "c" | "cpu" | "cpus" | "core" | "cores" | "b" | "byte" | "bytes" => &[""],
        "mcpu" | "mcores" | "millicores" | "millicpu" => &["m"],
        "\u{b5}" | "\u{3bc}" => &["u"],
        _ => &[],
    };
    let mut out = Vec::new();
    for suffix in alike {
        let candidate = [number, suffix].concat();
        if parts.has_digits() && read(&candidate).is_ok() {
            out.push(candidate);
        }
    }
    out
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantityError::Empty => f.write_str("quantity is empty"),
            QuantityError::NoDigits => f.write_str("quantity has no number"),
            QuantityError::SpaceInside { .. } => f.write_str("quantity has a space in it"),
            QuantityError::Comma { .. } => {
                f.write_str("quantity has a comma where a point belongs")
            }
            QuantityError::BadSuffix { suffix, .. } => {
                f.write_str("unknown suffix \"")?;
                f.write_str(suffix)?;
                f.write_str("\"")
            }
            QuantityError::TooLarge => f.write_str("quantity is too large"),
        }?;
        match self.suggestions().first() {
            Some(suggestion) => {
                f.write_str("; try \"")?;
                f.write_str(suggestion)?;
                f.write_str("\"")
            }
            None => Ok(()),
        }
    }
}

impl std::error::Error for QuantityError {}
