//! Changes every argument of a Corefile's plugins, one at a time.

use runwright_documents::corefile::source::{Block, Directive, Word, set_word};
use runwright_documents::source::{Nested, Refusal, apply};
use runwright_files::open::{self, Part, View, view};

use super::Format;
use super::edits::{Edits, is_local, outer};

/// Tries every argument of a part.
pub fn run(
    text: &str,
    index: usize,
    part: &Part,
    view: &View,
    layers: &[Nested],
    format: Option<Format>,
    edits: &mut Edits,
) {
    let inner = view.text(text);
    for (nth, (path, word)) in words(&view.corefile.blocks).into_iter().enumerate() {
        // The environment or a template decides it.
        if word.text.contains(['{', '}']) {
            edits.skipped += 1;
            continue;
        }
        let other = other(&word.text);
        let made = set_word(inner, word, &other).and_then(|made| view.carried(text, &made));
        let tried = match made {
            Err(Refusal::Template) => {
                edits.skipped += 1;
                continue;
            }
            Err(why) => Err(format!("refused: {why:?}")),
            Ok(splices) => {
                let changed = apply(text, &splices);
                let bytes = outer(layers, word.span.clone());
                is_local(text, &changed, &bytes)
                    .and_then(|()| reads(&changed, index, part, nth, &other, format))
            }
        };
        edits.total += 1;
        if let Err(why) = tried {
            edits.failures.push((path, why));
        }
    }
}

/// Whether the text has the new word in the place of the old one.
fn reads(
    changed: &str,
    index: usize,
    part: &Part,
    nth: usize,
    other: &str,
    format: Option<Format>,
) -> Result<(), String> {
    let opened = open::open(changed);
    let again = opened
        .parts
        .get(index)
        .filter(|again| again.way == part.way)
        .ok_or("its part is no longer found")?;
    let view = view(changed, &again.way).ok_or("its part can no longer be read")?;
    let words = words(&view.corefile.blocks);
    let (_, word) = words.get(nth).ok_or("its place is gone")?;
    if word.text != other {
        return Err(format!("reads {:?}, not {other:?}", word.text));
    }
    match format {
        Some(format) => format
            .parse(changed)
            .map_err(|why| format!("no longer parseable: {why}")),
        None => Ok(()),
    }
}

/// Every argument with a path, in the order of the text.
fn words(blocks: &[Block]) -> Vec<(String, &Word)> {
    let mut out = Vec::new();
    for block in blocks {
        let address = block
            .addresses
            .first()
            .map_or("", |address| address.text.as_str());
        for directive in &block.body {
            walk(directive, address, &mut out);
        }
    }
    out
}

fn walk<'a>(directive: &'a Directive, above: &str, out: &mut Vec<(String, &'a Word)>) {
    let path = [above, " ", &directive.name.text].concat();
    for (index, word) in directive.args.iter().enumerate() {
        out.push((format!("{path}[{index}]"), word));
    }
    for below in &directive.block {
        walk(below, &path, out);
    }
}

/// Another argument of the same form: an address or a number counts up, a name gets longer.
fn other(text: &str) -> String {
    let start = text.trim_end_matches(|ch: char| ch.is_ascii_digit()).len();
    let (head, digits) = text.split_at(start);
    if let Ok(number) = digits.parse::<u64>() {
        // The last part of an IP address stays one.
        let next = if number % 10 == 9 || number >= 250 {
            number - 1
        } else {
            number + 1
        };
        return [head, &next.to_string()].concat();
    }
    match text {
        "." => "example.org".to_owned(),
        _ if text.ends_with('.') => [text.trim_end_matches('.'), "x."].concat(),
        _ => [text, "x"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stay_what_they_are() {
        let check = |text: &str, expect: &str| assert_eq!(other(text), expect, "{text}");
        check("10.96.0.10", "10.96.0.11");
        check("192.168.0.255", "192.168.0.254");
        check("30", "31");
        check("cluster.local", "cluster.localx");
        check("corp.internal.", "corp.internalx.");
        check(".", "example.org");
        check("/etc/resolv.conf", "/etc/resolv.confx");
    }
}
