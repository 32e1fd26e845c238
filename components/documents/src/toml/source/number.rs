//! Tells numbers, booleans, dates and times of TOML apart.

use crate::source::Value;

/// The value of a bare word.
pub(super) fn bare(word: &str) -> Option<Value> {
    match word {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        _ => {}
    }
    integer(word)
        .map(Value::Int)
        .or_else(|| float(word).map(Value::Float))
        .or_else(|| is_date(word).then_some(Value::Date))
}

/// Whether a word is a day, behind which a blank and a time may follow.
pub(super) fn is_day(word: &str) -> bool {
    word.len() == 10 && day(word) == Some("")
}

fn integer(word: &str) -> Option<Option<i64>> {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = word.strip_prefix(prefix) {
            let digits = digits_of(digits, radix)?;
            return Some(i64::from_str_radix(&digits, radix).ok());
        }
    }
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let digits = decimal(unsigned)?;
    let sign = if word.starts_with('-') { "-" } else { "" };
    Some([sign, &digits].concat().parse().ok())
}

/// Digits with single underscores between them, without these.
fn digits_of(word: &str, radix: u32) -> Option<String> {
    let fits = !word.is_empty()
        && !word.starts_with('_')
        && !word.ends_with('_')
        && !word.contains("__")
        && word.chars().all(|c| c == '_' || c.is_digit(radix));
    fits.then(|| word.replace('_', ""))
}

fn decimal(word: &str) -> Option<String> {
    let digits = digits_of(word, 10)?;
    (digits == "0" || !digits.starts_with('0')).then_some(digits)
}

fn float(word: &str) -> Option<f64> {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let negative = word.starts_with('-');
    let value = match unsigned {
        "inf" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => {
            let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
                Some((mantissa, exponent)) => (mantissa, Some(exponent)),
                None => (unsigned, None),
            };
            let mut out = match mantissa.split_once('.') {
                Some((whole, part)) => [&decimal(whole)?, ".", &digits_of(part, 10)?].concat(),
                None if exponent.is_some() => decimal(mantissa)?,
                None => return None,
            };
            if let Some(exponent) = exponent {
                out.push('e');
                let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
                if exponent.starts_with('-') {
                    out.push('-');
                }
                out.push_str(&digits_of(digits, 10)?);
            }
            out.parse().ok()?
        }
    };
    Some(if negative { -value } else { value })
}

fn is_date(word: &str) -> bool {
    let Some(rest) = day(word) else {
        return time(word) == Some("");
    };
    let Some(clock) = rest.strip_prefix(['T', 't', ' ']) else {
        return rest.is_empty();
    };
    match time(clock) {
        Some("" | "Z" | "z") => true,
        Some(offset) => offset.strip_prefix(['+', '-']).is_some_and(|offset| {
            let hour = two(offset, 0, 23);
            hour.is_some()
                && offset.get(2..3) == Some(":")
                && two(offset, 3, 59).is_some()
                && offset.len() == 5
        }),
        None => false,
    }
}

/// What follows a day.
fn day(word: &str) -> Option<&str> {
    let year = number(word, 0, 4)?;
    let month = two(word, 5, 12).filter(|&month| month > 0)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    two(word, 8, longest).filter(|&day| day > 0)?;
    let dashes = word.get(4..5) == Some("-") && word.get(7..8) == Some("-");
    dashes.then(|| word.get(10..))?
}

/// What follows a time, whose seconds may be left out.
fn time(word: &str) -> Option<&str> {
    two(word, 0, 23)?;
    two(word, 3, 59)?;
    if word.get(2..3) != Some(":") {
        return None;
    }
    let Some(seconds) = word.get(5..).filter(|rest| rest.starts_with(':')) else {
        return word.get(5..);
    };
    two(seconds, 1, 60)?;
    let rest = seconds.get(3..)?;
    let Some(fraction) = rest.strip_prefix('.') else {
        return Some(rest);
    };
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| fraction.get(digits..))?
}

fn two(word: &str, at: usize, most: u32) -> Option<u32> {
    number(word, at, at + 2).filter(|&number| number <= most)
}

fn number(word: &str, from: usize, to: usize) -> Option<u32> {
    let digits = word.get(from..to)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_type() {
        let check = |word: &str, expect: Option<Value>| assert_eq!(bare(word), expect, "{word}");
        let int = |number: i64| Some(Value::Int(Some(number)));
        let float = |number: f64| Some(Value::Float(number));
        check("true", Some(Value::Bool(true)));
        check("True", None);
        check("0", int(0));
        check("-0", int(0));
        check("+17", int(17));
        check("1_000", int(1000));
        check("0xDEAD_beef", int(0xdead_beef));
        check("0o755", int(0o755));
        check("0b11", int(3));
        check("-9223372036854775808", int(i64::MIN));
        check("9223372036854775808", Some(Value::Int(None)));
        check("1.5", float(1.5));
        check("-1e3", float(-1000.0));
        check("6.6_2e-3_4", float(6.62e-34));
        check("-inf", float(f64::NEG_INFINITY));
        for word in [
            "01", "1_", "_1", "1__0", "+0x1", "0x", "1.", ".5", "1.e2", "", "-", "1e", "e1",
            "infinity",
        ] {
            check(word, None);
        }
        assert!(matches!(bare("+nan"), Some(Value::Float(number)) if number.is_nan()));
    }

    #[test]
    fn dates_and_times_are_dates() {
        for word in [
            "1979-05-27T07:32:00Z",
            "1979-05-27T00:32:00.999-07:00",
            "1979-05-27 07:32:00z",
            "1979-05-27t07:32:00",
            "1979-05-27",
            "07:32:00",
            "07:32:00.5",
            "07:32",
            "2000-02-29",
        ] {
            assert_eq!(bare(word), Some(Value::Date), "{word}");
        }
        for word in [
            "1979-13-27",
            "2001-02-29",
            "1979-05-27T",
            "1979-05-27T25:00:00",
            "7:32",
            "07:32:",
            "07:32:00.",
            "1979-05-27é",
            "07:32:00Z",
        ] {
            assert_eq!(bare(word), None, "{word}");
        }
    }
}
