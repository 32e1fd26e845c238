//! Reads pasted `kubectl get nodes -o json` into groups of equal nodes.

mod document;
mod group;
mod labels;

use runwright_model::answer::{NodeGroup, NodeProblem, NodeProblemId};

use document::{Document, Node};
use group::Groups;

/// A list longer than this is no help; the rest is only counted.
const MOST_PROBLEMS: usize = 50;

/// Groups of nodes that are the same for the scheduler, and all that was left out, with reasons.
///
/// Takes a list or single nodes, one after another; prompt lines before the JSON and text after it
/// are skipped. Cordoned nodes and nodes that are not ready are left out. Any text is answered.
pub fn read_nodes(text: &str) -> (Vec<NodeGroup>, Vec<NodeProblem>) {
    let mut problems = Vec::new();
    let nodes = match json_part(text) {
        Err(id) => {
            problems.push(problem(id, &[]));
            Vec::new()
        }
        Ok(json) => {
            let before = text.strip_suffix(json).unwrap_or_default();
            if !before.trim().is_empty() {
                problems.push(problem(NodeProblemId::ExtraText, &[]));
            }
            let lines_before = before.matches('\n').count();
            documents(json, lines_before, &mut problems)
        }
    };
    let mut groups = Groups::default();
    for node in nodes {
        groups.add(node, &mut problems);
    }
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(problem(NodeProblemId::More, &[&more.to_string()]));
    }
    (groups.done(), problems)
}

pub(crate) fn problem(id: NodeProblemId, args: &[&str]) -> NodeProblem {
    NodeProblem {
        id,
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
    }
}

/// The text from where the JSON begins: at a line that starts with a brace, else at any brace.
fn json_part(text: &str) -> Result<&str, NodeProblemId> {
    if text.trim().is_empty() {
        return Err(NodeProblemId::Empty);
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('{') {
            return Ok(text.get(at..).unwrap_or_default());
        }
        at += line.len();
    }
    let table = text.lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some("NAME") && words.next() == Some("STATUS")
    });
    if table {
        return Err(NodeProblemId::Table);
    }
    text.find('{')
        .and_then(|at| text.get(at..))
        .ok_or(NodeProblemId::NotJson)
}

/// All nodes of all documents up to the first fault.
fn documents(json: &str, lines_before: usize, problems: &mut Vec<NodeProblem>) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut read = 0;
    for document in serde_json::Deserializer::from_str(json).into_iter::<Document>() {
        match document {
            Ok(document) => {
                read += 1;
                collect(document, &mut nodes, problems);
            }
            Err(_) if read > 0 => {
                // A prompt or a message after the output.
                problems.push(problem(NodeProblemId::ExtraText, &[]));
                break;
            }
            Err(error) => {
                let line = (lines_before + error.line()).to_string();
                let column = error.column().to_string();
                problems.push(problem(NodeProblemId::BadJson, &[&line, &column]));
                break;
            }
        }
    }
    nodes
}

fn collect(document: Document, nodes: &mut Vec<Node>, problems: &mut Vec<NodeProblem>) {
    let Some(items) = document.items else {
        match document.node.kind.as_str() {
            Some("Node") => nodes.push(document.node),
            kind => problems.push(problem(
                NodeProblemId::NotNodes,
                &[kind.unwrap_or_default()],
            )),
        }
        return;
    };
    let all = items.len();
    let before = nodes.len();
    // Items of a typed list may leave their kind out.
    nodes.extend(
        items
            .into_iter()
            .filter(|node| matches!(node.kind.as_str(), None | Some("Node"))),
    );
    let taken = nodes.len() - before;
    if taken < all {
        problems.push(problem(
            NodeProblemId::OtherKinds,
            &[&(all - taken).to_string()],
        ));
    }
    if taken == 0 {
        problems.push(problem(NodeProblemId::NoNodes, &[]));
    }
}
