//! Carries changes of a text in a text out to the file, and reads again whether they arrive as they were meant.

use super::edit::{edit, kept};
use super::literal::Header;
use super::nested::nested;
use crate::source::{Change, Layout, Nested, Node, Refusal, Seg, Source, Splice, apply};
use crate::tree::Node as Tree;

/// Changes of the innermost of some texts in texts, as changes of the outermost one.
///
/// `texts` leads inwards: the document and the path in it that hold the next text; none of them leaves the changes as
/// they are. What comes out says at every layer what was wanted, up to line ends at the end of a text, and everything
/// else as before: a literal block gets an indentation indicator where its first line has moved, and is written anew as
/// a whole where even that does not do.
///
/// # Errors
/// [`Refusal`] of the layer that cannot hold its new text; [`Refusal::NoPlace`] where a path leads to no text.
pub fn carried(
    text: &str,
    texts: &[(usize, Vec<Seg>)],
    inner: &[Splice],
) -> Result<Vec<Splice>, Refusal> {
    let Some(((document, path), rest)) = texts.split_first() else {
        return Ok(inner.to_vec());
    };
    let source = super::read(text);
    let root = source.documents.get(*document).ok_or(Refusal::NoPlace)?;
    let node = root.at(path).ok_or(Refusal::NoPlace)?;
    let nested = nested(text, node).ok_or(Refusal::NoPlace)?;
    let inner = carried(&nested.text, rest, inner)?;
    if inner.is_empty() {
        return Ok(inner);
    }
    let mut wanted = apply(&nested.text, &inner);
    if matches!(nested.layout, Layout::Lines { .. }) {
        wanted = wanted.replace("\r\n", "\n");
    }
    let arrives = |splices: &[Splice]| arrives(text, &source, *document, path, &wanted, splices);
    let mut splices = nested.splices(&inner);
    if arrives(&splices) {
        return Ok(splices);
    }
    if let Some(header) = indicated(text, root, path, &nested) {
        splices.push(header);
        if arrives(&splices) {
            return Ok(splices);
        }
    }
    // More than one line end would keep the text from being a literal block.
    while wanted.ends_with("\n\n") {
        wanted.pop();
    }
    let change = Change::Set(Tree::from(wanted));
    edit(text, &source, *document, path, &change)
}

/// Whether a text says what was wanted once the splices are made, and everything else as before.
fn arrives(
    text: &str,
    source: &Source,
    document: usize,
    path: &[Seg],
    wanted: &str,
    splices: &[Splice],
) -> bool {
    let outcome = apply(text, splices);
    let again = super::read(&outcome);
    let found = again.documents.get(document).and_then(|root| root.at(path));
    let Some(found) = found.and_then(Node::text) else {
        return false;
    };
    let change = Change::Set(Tree::from(found));
    found.trim_end_matches('\n') == wanted.trim_end_matches('\n')
        && kept(text, source, &outcome, &again, document, path, &change)
}

/// The header of a literal block with the indentation that its lines have, where it does not say that yet.
fn indicated(text: &str, root: &Node, path: &[Seg], nested: &Nested) -> Option<Splice> {
    let Layout::Lines { indent, .. } = &nested.layout else {
        return None;
    };
    let header = Header::read(text.as_bytes(), nested.span.start)?;
    let parent = match path.split_last() {
        Some((_, parents)) => {
            let start = root.at(parents)?.span.start;
            start - super::edit::line_start(text, start)
        }
        None => 0,
    };
    let more = indent.len().checked_sub(parent)?;
    if header.indent.is_some() || !(1..=9).contains(&more) {
        return None;
    }
    let chomp = text.get(header.span.start + 1..header.span.end)?;
    Some(Splice::new(
        header.span.clone(),
        ["|", &more.to_string(), chomp].concat(),
    ))
}
