//! Reads and writes times: RFC 3339, the durations of kubelet events, and lengths for people. All in milliseconds.

use runwright_model::{Lang, say};

/// Milliseconds since 1970 of a time such as `2026-03-01T09:30:00.25Z` or with `+02:00`, at the beginning of a text.
pub(super) fn rfc3339(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0i64, |sum, byte| {
            byte.is_ascii_digit()
                .then(|| sum * 10 + i64::from(byte - b'0'))
        })
    };
    let is = |at: usize, expect: &[u8]| bytes.get(at).is_some_and(|byte| expect.contains(byte));
    if !(is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":") && is(16, b":")) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let known = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !known {
        return None;
    }
    let mut at = 19;
    let mut milli = 0;
    if is(at, b".,") {
        at += 1;
        let mut place = 100;
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            milli += i64::from(digit - b'0') * place;
            place /= 10;
            at += 1;
        }
    }
    let zone = if is(at, b"Zz") {
        0
    } else if is(at, b"+-") && is(at + 3, b":") {
        let minutes = number(at + 1, at + 3)? * 60 + number(at + 4, at + 6)?;
        if is(at, b"+") { minutes } else { -minutes }
    } else {
        return None;
    };
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + (minute - zone) * 60 + second;
    Some(seconds * 1000 + milli)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar; years begin in March, so that the leap day is the last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The length of a Go duration at the beginning of a text: `12.3s`, `1m2.5s`, `850ms`.
pub(super) fn duration(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut sum = 0i64;
    let mut any = false;
    while rest.starts_with(|c: char| c.is_ascii_digit()) {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (whole, behind) = rest.split_at_checked(end)?;
        let whole: i64 = whole.parse().ok()?;
        let (fraction, behind) = match behind.strip_prefix('.') {
            Some(behind) => {
                let end = behind
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(behind.len());
                behind.split_at_checked(end)?
            }
            None => ("", behind),
        };
        const UNITS: [(&str, i64); 7] = [
            ("ms", 1_000),
            ("µs", 1),
            ("us", 1),
            ("ns", 0),
            ("h", 3_600_000_000),
            ("m", 60_000_000),
            ("s", 1_000_000),
        ];
        let (unit, micro) = UNITS.iter().find(|(unit, _)| behind.starts_with(unit))?;
        let mut part = whole.checked_mul(*micro)?;
        let mut place = *micro;
        for digit in fraction.bytes() {
            place /= 10;
            part = part.checked_add(i64::from(digit - b'0') * place)?;
        }
        sum = sum.checked_add(part)?;
        any = true;
        rest = behind.get(unit.len()..)?;
    }
    any.then_some(sum / 1000)
}

/// A length for people: `850 ms`, `12.3 s`, `2 min 5 s`. Halves are rounded up.
pub(super) fn length(milli: u32, lang: Lang) -> String {
    let tenths = (u64::from(milli) + 50) / 100;
    let seconds = (u64::from(milli) + 500) / 1000;
    if milli < 1000 {
        say!(lang, "{milli} ms", "{milli} 毫秒")
    } else if tenths < 600 {
        let (whole, tenth) = (tenths / 10, tenths % 10);
        match tenth {
            0 => say!(lang, "{whole} s", "{whole} 秒"),
            _ => say!(lang, "{whole}.{tenth} s", "{whole}.{tenth} 秒"),
        }
    } else {
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        match seconds {
            0 => say!(lang, "{minutes} min", "{minutes} 分钟"),
            _ => say!(
                lang,
                "{minutes} min {seconds} s",
                "{minutes} 分 {seconds} 秒"
            ),
        }
    }
}

/// Milliseconds between two times as a length; what runs backwards is none.
pub(super) fn between(from: i64, to: i64) -> Option<u32> {
    u32::try_from(to.checked_sub(from)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times() {
        let check = |text: &str, expect: Option<i64>| assert_eq!(rfc3339(text), expect, "{text}");
        check("1970-01-01T00:00:00Z", Some(0));
        check("2000-02-29T12:00:00Z", Some(951_825_600_000));
        check("2026-03-01T09:30:00.25Z", Some(1_772_357_400_250));
        check("2026-03-01T11:30:00+02:00 rest", Some(1_772_357_400_000));
        check(
            "2026-03-01T09:30:00.123456Z 00O text",
            Some(1_772_357_400_123),
        );
        check("1969-12-31T23:59:59Z", Some(-1000));
        check("2026-13-01T09:30:00Z", None);
        check("2026-03-01T09:30:00", None);
        check("2026-03-01", None);
        check("", None);
    }

    #[test]
    fn durations() {
        let check = |text: &str, expect: Option<i64>| assert_eq!(duration(text), expect, "{text}");
        check("12.3s (14s including waiting)", Some(12_300));
        check("1m2.5s", Some(62_500));
        check("850ms", Some(850));
        check("1.234567891s", Some(1_234));
        check("2h", Some(7_200_000));
        check("400µs", Some(0));
        check("12", None);
        check("s", None);
        check("99999999999999999999s", None);
    }

    #[test]
    fn lengths() {
        let check = |milli: u32, en: &str| assert_eq!(length(milli, Lang::En), en);
        check(0, "0 ms");
        check(999, "999 ms");
        check(1000, "1 s");
        check(12_349, "12.3 s");
        check(59_949, "59.9 s");
        check(59_950, "1 min");
        check(125_000, "2 min 5 s");
        assert_eq!(length(125_000, Lang::Zh), "2 分 5 秒");
        assert_ne!(length(u32::MAX, Lang::En), "");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            rfc3339(&text);
            duration(&text);
        }
    }
}
