//! Writes amounts, times, shares and money in the reader's language.
//!
//! In whole numbers: printing floating point would be a library of its own in the module.

use crate::desk::texts::capacity as ct;
use crate::js::Js;
use runwright_model::Lang;
use runwright_widgets::milli;

/// A number that may be missing.
pub fn float(at: &Js, key: &str) -> Option<f64> {
    at.at(key).raw().as_f64()
}

/// Bytes in thousandths of a GiB.
pub fn gib(bytes: i64) -> i64 {
    (bytes >> 20).saturating_mul(1000) / 1024
}

/// Bytes with the unit that suits them, to two decimals.
pub fn bytes(bytes: i64) -> String {
    let (size, unit) = if bytes == 0 || bytes >= 1 << 30 {
        (bytes >> 10, " GiB")
    } else {
        (bytes, " MiB")
    };
    let hundredths = (size.saturating_mul(100) + (1 << 19)) >> 20;
    milli(hundredths.saturating_mul(10)) + unit
}

/// Thousandths of a core.
pub fn cpu(milli_cores: i64) -> String {
    milli(milli_cores) + " CPU"
}

/// Thousandths as per cent.
pub fn percent(permille: i64) -> String {
    milli(permille.saturating_mul(100)) + " %"
}

/// To one decimal.
pub fn tenths(value: f64) -> String {
    milli((value * 10.0).round() as i64 * 100)
}

/// Milliseconds as numbers with their units, e.g. `2 min` `14 s`.
pub fn span(ms: i64, lang: Lang) -> Vec<(String, &'static str)> {
    let [seconds, minutes, hours] = [ct::SECONDS, ct::MINUTES, ct::HOURS].map(|t| t.get(lang));
    let ms = ms.max(0);
    if ms < 9_950 {
        return vec![(milli((ms + 50) / 100 * 100), seconds)];
    }
    let s = (ms + 500) / 1000;
    let two = |large: i64, name, small: i64, unit| {
        let mut out = vec![(large.to_string(), name)];
        if small > 0 {
            out.push((small.to_string(), unit));
        }
        out
    };
    if s < 120 {
        vec![(s.to_string(), seconds)]
    } else if s < 7200 {
        two(s / 60, minutes, s % 60, seconds)
    } else {
        let m = (s + 30) / 60;
        two(m / 60, hours, m % 60, minutes)
    }
}

/// The same in a line.
pub fn time(ms: i64, lang: Lang) -> String {
    let parts: Vec<String> = span(ms, lang)
        .iter()
        .map(|(number, unit)| [number, " ", unit].concat())
        .collect();
    parts.join(" ")
}

/// Money of any currency: whole above a thousand, two decimals above one, three digits below.
pub fn money(value: f64) -> String {
    let micro = (value * 1e6).round() as i64;
    let (sign, mut micro) = (if micro < 0 { "−" } else { "" }, micro.saturating_abs());
    let mut step = match micro {
        1_000_000_000.. => 1_000_000,
        1_000_000.. => 10_000,
        _ => 1,
    };
    while micro < 1_000_000 && micro / step >= 1000 {
        step *= 10;
    }
    micro = micro.saturating_add(step / 2) / step * step;
    let mut out = sign.to_string();
    let whole = (micro / 1_000_000).to_string();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let rest = (micro % 1_000_000 + 1_000_000).to_string();
    let rest = rest.get(1..).unwrap_or_default().trim_end_matches('0');
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// The letter of a kind of job in pictures.
pub fn letter(kind: usize) -> String {
    let letter = (b'A' + (kind % 26) as u8) as char;
    match kind / 26 {
        0 => letter.to_string(),
        round => [&letter.to_string(), round.to_string().as_str()].concat(),
    }
}
