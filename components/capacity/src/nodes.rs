//! Reads pasted `kubectl get nodes -o json` into groups of equal nodes.

mod document;
mod group;
mod labels;

use runwright_model::Json;
use runwright_model::answer::{NodeGroup, NodeProblem, NodeProblemId};
use runwright_model::json::Reader;

use document::{Node, SKIPPED};
use group::Groups;

/// A list longer than this is no help; the rest is only counted.
const MOST_PROBLEMS: usize = 50;

/// Groups of nodes that are the same for the scheduler, and all that was left out, with reasons.
///
/// Takes a list or single nodes, one after another; prompt lines before the JSON and text after it
/// are skipped. Cordoned nodes and nodes that are not ready are left out. Any text is answered.
pub fn read_nodes(text: &str) -> (Vec<NodeGroup>, Vec<NodeProblem>) {
    let mut problems = Vec::new();
    let (documents, fault) = match json_part(text) {
        Err(id) => (Vec::new(), Some(problem(id, &[]))),
        Ok(json) => {
            let before = text.strip_suffix(json).unwrap_or_default();
            if !before.trim().is_empty() {
                problems.push(problem(NodeProblemId::ExtraText, &[]));
            }
            let lines_before = before.matches('\n').count();
            documents(json, lines_before)
        }
    };
    let mut nodes = Vec::new();
    for document in &documents {
        collect(document, &mut nodes, &mut problems);
    }
    problems.extend(fault);
    let mut groups = Groups::default();
    for node in &nodes {
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

/// All documents up to the first fault, and that fault.
fn documents(json: &str, lines_before: usize) -> (Vec<Json>, Option<NodeProblem>) {
    let mut documents = Vec::new();
    for document in Reader::new(json, &SKIPPED) {
        match document {
            Ok(document @ Json::Map(_)) => documents.push(document),
            // A prompt or a message after the output.
            _ if !documents.is_empty() => {
                return (documents, Some(problem(NodeProblemId::ExtraText, &[])));
            }
            Ok(_) => {}
            Err(fault) => {
                let line = (lines_before + fault.line).to_string();
                let column = fault.column.to_string();
                let bad = problem(NodeProblemId::BadJson, &[&line, &column]);
                return (documents, Some(bad));
            }
        }
    }
    (documents, None)
}

fn collect<'a>(document: &'a Json, nodes: &mut Vec<Node<'a>>, problems: &mut Vec<NodeProblem>) {
    let Some(items) = document.get("items").and_then(Json::list) else {
        let node = Node(document);
        match node.kind() {
            Some("Node") => nodes.push(node),
            kind => problems.push(problem(
                NodeProblemId::NotNodes,
                &[kind.unwrap_or_default()],
            )),
        }
        return;
    };
    let before = nodes.len();
    // Items of a typed list may leave their kind out.
    let all = items.iter().map(Node);
    nodes.extend(all.filter(|node| matches!(node.kind(), None | Some("Node"))));
    let taken = nodes.len() - before;
    if taken < items.len() {
        problems.push(problem(
            NodeProblemId::OtherKinds,
            &[&(items.len() - taken).to_string()],
        ));
    }
    if taken == 0 {
        problems.push(problem(NodeProblemId::NoNodes, &[]));
    }
}
