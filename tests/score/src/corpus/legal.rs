//! Chooses another value that a key takes.

use runwright_documents::source::Value as Is;
use runwright_documents::tree::{Node, Scalar};
use runwright_model::Quantity;
use runwright_model::catalogue::{Key, Type};
use runwright_model::format::Format;

/// Another value of the same form; none where a template decides it, or there is no other.
pub fn other(key: Option<&Key>, is: &Is) -> Option<Node> {
    Some(match is {
        Is::Bool(on) => (!on).into(),
        Is::Int(number) => number
            .and_then(|number| number.checked_add(1))
            .unwrap_or(1)
            .into(),
        Is::Float(number) => Node::Scalar(Scalar::Number(format!("{:?}", number + 1.0))),
        Is::Text(text) => word(key, text)?.into(),
        Is::Null => absent(key?)?,
        Is::Date | Is::Opaque | Is::List(_) | Is::Map(_) => return None,
    })
}

/// A value for a key that has none.
fn absent(key: &Key) -> Option<Node> {
    Some(match key.kind {
        Type::Bool => true.into(),
        Type::Int => 1.into(),
        Type::Duration => "5m".into(),
        Type::Text => match key.allowed.iter().find(|word| !word.is_empty()) {
            Some(word) => (*word).into(),
            None => "x".into(),
        },
        _ => return None,
    })
}

fn word(key: Option<&Key>, text: &str) -> Option<String> {
    let allowed = key.map(|key| key.allowed.as_slice()).unwrap_or_default();
    if !allowed.is_empty() {
        return allowed
            .iter()
            .find(|word| **word != text)
            .map(|word| (*word).to_owned());
    }
    match text {
        "true" => return Some("false".to_owned()),
        "false" => return Some("true".to_owned()),
        _ => {}
    }
    let is_amount =
        |text: &str| Quantity::parse(text).is_ok() || Format::Duration.check(text).is_ok();
    if let Some(more) = counted_up(text).filter(|more| is_amount(text) && is_amount(more)) {
        return Some(more);
    }
    // The end of a text of several lines stays one.
    let end = text.trim_end_matches(['\n', '\r']).len();
    let (body, end) = text.split_at(end);
    Some([body, "x", end].concat())
}

/// `512Mi` becomes `513Mi`.
fn counted_up(text: &str) -> Option<String> {
    let end = text
        .find(|ch: char| !ch.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number: u64 = digits.parse().ok()?;
    Some([&number.checked_add(1)?.to_string(), rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::catalogue::{Part, find};

    #[test]
    fn another_value_is_legal() {
        let check = |path: &str, is: Is, expect: Option<Node>| {
            let key = find(Part::Config, path);
            assert_eq!(other(key, &is), expect, "{path} {is:?}");
        };
        let text = |text: &str| Is::Text(text.to_owned());
        check("concurrent", Is::Int(Some(4)), Some(5.into()));
        check(
            "runners.kubernetes.privileged",
            Is::Bool(true),
            Some(false.into()),
        );
        check(
            "runners.kubernetes.memory_limit",
            text("512Mi"),
            Some("513Mi".into()),
        );
        check(
            "runners.kubernetes.cpu_limit",
            text("0.5"),
            Some("1.5".into()),
        );
        check(
            "runners.unhealthy_interval",
            text("60m"),
            Some("61m".into()),
        );
        check("runners.shell", text("bash"), Some("sh".into()));
        check("runners.name", text("a\n"), Some("ax\n".into()));
        check("runners.name", text("${X}"), Some("${X}x".into()));
        check(
            "runners.kubernetes.volumes.empty_dir.medium",
            text("Memory"),
            Some("".into()),
        );
        check("runners.name", Is::Opaque, None);
        check("runners.name", Is::Null, Some("x".into()));
        check("nothing.such", Is::Null, None);
        check("nothing.such", text("true"), Some("false".into()));
    }
}
