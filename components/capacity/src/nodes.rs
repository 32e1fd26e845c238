//! Reads what `kubectl get nodes` and `kubectl describe nodes` say into groups of equal nodes.
//!
//! Pods in the same text say exactly what DaemonSets take on each node. YAML is read by whoever has a reader for it and
//! comes in as [`Json`], see [`of_documents`].

mod describe;
mod document;
mod form;
mod group;
mod labels;
mod names;
mod pod;
mod tally;

use runwright_model::Json;
use runwright_model::answer::{NodeGroup, NodeProblem, NodeProblemId};
use runwright_model::json::Reader;

pub use document::SKIPPED;
pub use form::{Form, begins_yaml, form};

use document::Node;
use group::Groups;
use pod::Pod;

/// A list longer than this is no help; the rest is only counted.
const MOST_PROBLEMS: usize = 50;

/// Groups of nodes that are the same for the scheduler, and all that was left out, with reasons.
pub type Found = (Vec<NodeGroup>, Vec<NodeProblem>);

/// Reads JSON and descriptions.
///
/// Takes a list or single objects, one after another; prompt lines before them and text after them are skipped. Cordoned
/// nodes and nodes that are not ready are left out. Any text is answered.
pub fn read_nodes(text: &str) -> Found {
    let (form, at) = form(text);
    let (before, rest) = text.split_at_checked(at).unwrap_or(("", text));
    let mut problems = Vec::new();
    if !before.trim().is_empty() {
        problems.push(problem(NodeProblemId::ExtraText, &[]));
    }
    match form {
        Form::Json => {
            let (documents, fault) = documents(rest, before.matches('\n').count());
            read(&documents, problems, fault)
        }
        Form::Described => {
            let found = describe::describe(rest);
            problems.extend(found.problems);
            if found.nodes.is_empty() {
                problems.push(problem(NodeProblemId::NoNodes, &[]));
            }
            let nodes: Vec<Node> = found.nodes.iter().map(Node).collect();
            finish(&nodes, &found.pods, found.told, problems)
        }
        Form::Empty => (Vec::new(), vec![problem(NodeProblemId::Empty, &[])]),
        Form::Table => (Vec::new(), vec![problem(NodeProblemId::Table, &[])]),
        Form::Yaml | Form::Unknown => (Vec::new(), vec![problem(NodeProblemId::Unknown, &[])]),
    }
}

/// Reads objects that stood in some text; `problems` are those of the text.
pub fn of_documents(documents: &[Json], problems: Vec<NodeProblem>) -> Found {
    read(documents, problems, None)
}

fn read(documents: &[Json], mut problems: Vec<NodeProblem>, fault: Option<NodeProblem>) -> Found {
    let mut objects = Objects::default();
    for document in documents {
        objects.collect(document, &mut problems);
    }
    if objects.others > 0 {
        let others = objects.others.to_string();
        problems.push(problem(NodeProblemId::OtherKinds, &[&others]));
    }
    if objects.nodes.is_empty() && (objects.lists || !objects.pods.is_empty()) {
        problems.push(problem(NodeProblemId::NoNodes, &[]));
    }
    problems.extend(fault);
    finish(&objects.nodes, &objects.pods, 0, problems)
}

/// Groups the nodes and counts their pods. `described` nodes tell their pods by name alone.
fn finish(nodes: &[Node], pods: &[Pod], described: usize, mut problems: Vec<NodeProblem>) -> Found {
    let mut groups = Groups::new(nodes);
    let mut placed = Vec::new();
    for node in nodes {
        let group = groups.add(node, &mut problems);
        placed.extend(group.map(|group| (node.name(), group)));
    }
    let mut groups = groups.done();
    if groups.is_empty() && problems.is_empty() {
        problems.push(problem(NodeProblemId::Unknown, &[]));
    }
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(problem(NodeProblemId::More, &[&more.to_string()]));
    }
    let mut notes = tally::tally(&mut groups, &placed, pods, described);
    notes.truncate(MOST_PROBLEMS);
    problems.extend(notes);
    (groups, problems)
}

/// A remark with its arguments.
pub fn problem(id: NodeProblemId, args: &[&str]) -> NodeProblem {
    NodeProblem {
        id,
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
    }
}

/// All documents up to the first fault, and that fault.
fn documents(json: &str, lines_before: usize) -> (Vec<Json>, Option<NodeProblem>) {
    let mut documents = Vec::new();
    for document in Reader::new(json, &SKIPPED) {
        match document {
            Ok(document @ (Json::Map(_) | Json::List(_))) => documents.push(document),
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

/// Nodes and pods of all documents.
#[derive(Default)]
struct Objects<'a> {
    nodes: Vec<Node<'a>>,
    pods: Vec<Pod<'a>>,
    /// How many are neither.
    others: usize,
    /// Whether any document is a list.
    lists: bool,
}

impl<'a> Objects<'a> {
    fn collect(&mut self, document: &'a Json, problems: &mut Vec<NodeProblem>) {
        let kind = document.get("kind").and_then(Json::text);
        let kind = kind.unwrap_or_default();
        let items = document
            .list()
            .or_else(|| document.get("items").and_then(Json::list));
        let Some(items) = items else {
            if !self.take(document, kind) {
                problems.push(problem(NodeProblemId::NotNodes, &[kind]));
            }
            return;
        };
        self.lists = true;
        // Items of a typed list may leave their kind out.
        let kind = match kind.strip_suffix("List") {
            None | Some("") => "Node",
            Some(kind) => kind,
        };
        for item in items {
            let own = item.get("kind").and_then(Json::text);
            if !self.take(item, own.unwrap_or(kind)) {
                self.others += 1;
            }
        }
    }

    /// Whether the object is a node or a pod.
    fn take(&mut self, object: &'a Json, kind: &str) -> bool {
        match kind {
            "Node" => self.nodes.push(Node(object)),
            "Pod" => self.pods.extend(pod::pod(object)),
            _ => return false,
        }
        true
    }
}
