//! Reads TOML that somebody else wrote, and changes it byte for byte where a change is wanted.
//!
//! The language is TOML 1.0 with what 1.1 adds; template expressions (`{{ … }}`, `${ … }`, `###…###`) may stand for
//! values. A text is scanned into statements (`scan`, `value`), these are sorted into tables (`tables`), and tables
//! become nodes (`node`). An edit looks at the tables, since the same node can be written in several ways.

mod add;
mod agree;
mod edit;
mod ground;
mod inline;
mod node;
mod number;
mod parts;
mod place;
mod plan;
mod remove;
mod scan;
mod style;
mod tables;
pub(crate) mod template;
mod value;
mod write;

use crate::source::{Change, Pair, Refusal, Seg, Source, Splice};

/// Reads a text; its one document is a map.
///
/// A line that cannot be read is left out and becomes a fault, and a value that goes wrong over several lines ends
/// where the next line looks like `[header]` or `key =`. Keys behind a header that cannot be read are in no table. A
/// key or table that stands a second time is a fault, too.
pub fn read(text: &str) -> Source {
    let tables = parse(text);
    node::source(&tables, text.len())
}

/// Makes a change at a path, in the style of what stands around it.
///
/// A null is nothing: it is left out of maps and lists, and setting one is refused. Values that a template decides
/// are only taken out, never set.
pub fn edit(
    text: &str,
    source: &Source,
    path: &[Seg],
    change: &Change,
) -> Result<Vec<Splice>, Refusal> {
    let there = source.documents.first().and_then(|root| root.at(path));
    if let (Some(node), Change::Set(wanted)) = (there, change)
        && write::same(&node.value, wanted)
    {
        return Ok(Vec::new());
    }
    let splices = edit::Editor::new(text, &parse(text)).run(path, change)?;
    // What was written may close a string or list that nothing closed before.
    if holds(text, source, path, change, &splices) {
        Ok(splices)
    } else if source.faults.is_empty() {
        Err(Refusal::Form)
    } else {
        Err(Refusal::Unreadable)
    }
}

/// Whether splices do what they are for and nothing else, and make no more faults.
fn holds(text: &str, source: &Source, path: &[Seg], change: &Change, splices: &[Splice]) -> bool {
    let outcome = crate::source::apply(text, splices);
    let after = read(&outcome);
    let pair = Pair {
        old: text,
        new: &outcome,
    };
    let (old, new) = (source.documents.first(), after.documents.first());
    after.faults.len() <= source.faults.len() && agree::changed(&pair, old, new, path, change)
}

fn parse(text: &str) -> tables::Tables {
    let (statements, faults) = scan::scan(text);
    tables::Tables::new(statements, faults)
}

#[cfg(test)]
mod tests;
