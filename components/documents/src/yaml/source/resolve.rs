//! Says what a plain scalar means to Helm: go-yaml with the booleans and octal numbers of YAML 1.1.

use crate::source::Value;

pub(super) fn plain(text: &str) -> Value {
    let known = match text.as_bytes().first() {
        None | Some(b'~' | b'n' | b'N' | b't' | b'T' | b'y' | b'Y' | b'o' | b'O' | b'f' | b'F') => {
            word(text)
        }
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(text),
        _ => None,
    };
    known.unwrap_or_else(|| Value::Text(text.to_owned()))
}

fn word(text: &str) -> Option<Value> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Value::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            Value::Bool(false)
        }
        _ => return None,
    })
}

fn number(text: &str) -> Option<Value> {
    let (sign, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) => (&text[..1], digits),
        None => ("", text),
    };
    match digits {
        ".inf" | ".Inf" | ".INF" if sign == "-" => return Some(Value::Float(f64::NEG_INFINITY)),
        ".inf" | ".Inf" | ".INF" => return Some(Value::Float(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if sign.is_empty() => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if digits.starts_with('_') || digits.ends_with('_') {
        return None;
    }
    let digits: String = digits.chars().filter(|ch| *ch != '_').collect();
    let (radix, rest) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits.as_str()),
    };
    if !rest.is_empty() && rest.chars().all(|ch| ch.is_digit(radix)) {
        let signed = [sign, rest].concat();
        return Some(Value::Int(i64::from_str_radix(&signed, radix).ok()));
    }
    if is_float(digits.as_bytes()) {
        return [sign, digits.as_str()]
            .concat()
            .parse()
            .ok()
            .map(Value::Float);
    }
    None
}

/// `1`, `1.`, `1.5`, `.5`, each with an exponent or without.
fn is_float(bytes: &[u8]) -> bool {
    let count = |bytes: &[u8]| {
        bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let whole = count(bytes);
    let mut rest = bytes.get(whole..).unwrap_or_default();
    let mut part = 0;
    if let Some(fraction) = rest.strip_prefix(b".") {
        part = count(fraction);
        rest = fraction.get(part..).unwrap_or_default();
    }
    if whole + part == 0 {
        return false;
    }
    match rest.split_first() {
        None => true,
        Some((b'e' | b'E', power)) => {
            let power = power
                .strip_prefix(b"+")
                .or(power.strip_prefix(b"-"))
                .unwrap_or(power);
            !power.is_empty() && count(power) == power.len()
        }
        Some(_) => false,
    }
}

/// What a scalar means under a tag of YAML's own; none where the tag decides nothing.
pub(super) fn tagged(tag: &str, text: &str) -> Option<Value> {
    let name = tag
        .strip_prefix("!!")
        .or_else(|| tag.strip_prefix("!<tag:yaml.org,2002:")?.strip_suffix('>'));
    match name {
        Some("str" | "binary") => Some(Value::Text(text.to_owned())),
        Some("int" | "bool" | "float" | "null") => Some(plain(text)),
        None if tag == "!" => Some(Value::Text(text.to_owned())),
        _ => None,
    }
}
