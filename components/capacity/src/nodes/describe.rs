//! Reads the output of `kubectl describe nodes`.
//!
//! It is made for people and differs between releases: sections stand at the margin with a colon, what belongs to them is
//! further in. Only the sections that matter are looked at; lines that fit nowhere are passed over.

use runwright_model::answer::{Load, NodeProblem, NodeProblemId as Id};
use runwright_model::{Json, Quantity};

use super::form::described_name;
use super::pod::{self, Pod, Role};
use super::{names, problem};

/// What is read of a text.
#[derive(Default)]
pub(super) struct Described<'a> {
    /// As objects of the API.
    pub nodes: Vec<Json>,
    pub pods: Vec<Pod<'a>>,
    pub problems: Vec<NodeProblem>,
    /// Nodes that tell their pods.
    pub told: usize,
}

/// The section a line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Labels,
    Taints,
    Conditions,
    Capacity,
    Allocatable,
    Pods,
    Other,
}

/// A node while its lines are read.
#[derive(Default)]
struct Draft<'a> {
    name: &'a str,
    labels: Vec<(String, Json)>,
    taints: Vec<Json>,
    unschedulable: bool,
    ready: Option<&'a str>,
    capacity: Vec<(String, Json)>,
    allocatable: Vec<(String, Json)>,
    /// Pods that the table says it has, and those that stand in it.
    pods: Option<(usize, usize)>,
    /// Things in a namespace are no nodes.
    namespaced: bool,
}

/// Reads from the first line that names something.
pub(super) fn describe(text: &str) -> Described<'_> {
    let mut out = Described::default();
    let mut others = 0;
    let mut node: Option<Draft> = None;
    let mut section = Section::Other;
    let mut margin = 0;
    for line in text.lines() {
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let name = described_name(words).filter(|_| node.is_none() || indent <= margin);
        if let Some(name) = name {
            others += end(node.take(), &mut out);
            margin = indent;
            section = Section::Other;
            node = Some(Draft {
                name,
                ..Draft::default()
            });
            continue;
        }
        let Some(node) = &mut node else { continue };
        let mut words = words;
        if indent <= margin {
            let (key, rest) = words.split_once(':').unwrap_or((words, ""));
            section = node.header(key, rest.trim());
            words = match section {
                // The first of these stand beside the key.
                Section::Labels | Section::Taints => rest.trim(),
                _ => "",
            };
        }
        match section {
            Section::Pods => out.pods.extend(node.pod(words)),
            _ => node.line(section, words),
        }
    }
    others += end(node, &mut out);
    if others > 0 {
        out.problems
            .push(problem(Id::OtherKinds, &[&others.to_string()]));
    }
    out
}

/// Keeps a finished node; 1 where it is none.
fn end(node: Option<Draft>, out: &mut Described) -> usize {
    let Some(node) = node else { return 0 };
    if node.namespaced {
        return 1;
    }
    if let Some((says, stand)) = node.pods {
        out.told += 1;
        if stand < says {
            let args = [node.name, &stand.to_string(), &says.to_string()];
            out.problems.push(problem(Id::PodsCut, &args));
        }
    }
    out.nodes.push(node.json());
    0
}

impl<'a> Draft<'a> {
    /// The section that a line at the margin begins.
    fn header(&mut self, key: &str, rest: &str) -> Section {
        match key {
            "Labels" => return Section::Labels,
            "Taints" => return Section::Taints,
            "Conditions" => return Section::Conditions,
            "Capacity" => return Section::Capacity,
            "Allocatable" => return Section::Allocatable,
            "Unschedulable" => self.unschedulable = rest == "true",
            "Namespace" => self.namespaced = true,
            "Non-terminated Pods" => {
                let says = rest.trim_start_matches('(').split_whitespace().next();
                let says = says.and_then(|says| says.parse().ok()).unwrap_or(0);
                self.pods = Some((says, 0));
                return Section::Pods;
            }
            _ => {}
        }
        Section::Other
    }

    fn line(&mut self, section: Section, line: &'a str) {
        match section {
            Section::Labels => {
                let pair = line.split_once('=');
                self.labels
                    .extend(pair.map(|(key, value)| text(key, value)));
            }
            Section::Taints => self.taints.extend(taint(line)),
            Section::Conditions => {
                let mut words = line.split_whitespace();
                if words.next() == Some("Ready") {
                    self.ready = words.next();
                }
            }
            Section::Capacity => self.capacity.extend(amount(line)),
            Section::Allocatable => self.allocatable.extend(amount(line)),
            Section::Pods | Section::Other => {}
        }
    }

    /// A row of the table: namespace, name, CPU requests and limits, memory requests and limits, age.
    fn pod(&mut self, line: &'a str) -> Option<Pod<'a>> {
        // Percentages stand beside the amounts.
        let mut cells = line
            .split_whitespace()
            .filter(|word| !word.starts_with('('));
        let (namespace, name) = (cells.next()?, cells.next()?);
        let (cpu, _, memory) = (cells.next()?, cells.next()?, cells.next()?);
        let (cpu, memory) = (Quantity::parse(cpu), Quantity::parse(memory));
        // The head of the table, and the line under it.
        if cpu.is_err() && memory.is_err() {
            return None;
        }
        if let Some((_, stand)) = &mut self.pods {
            *stand += 1;
        }
        let role = if pod::is_job(name) {
            Role::Job
        } else if names::is_manager(name) {
            Role::Manager
        } else {
            Role::Unsure
        };
        Some(Pod {
            node: self.name,
            namespace,
            name,
            role,
            asks: Load {
                cpu_m: cpu.map_or(0, Quantity::milli_i64).max(0),
                memory: memory.map_or(0, Quantity::value_i64).max(0),
                pods: 1,
            },
        })
    }

    /// The node as the API has it.
    fn json(self) -> Json {
        let ready = self.ready.map(|status| {
            let entries = vec![text("type", "Ready"), text("status", status)];
            part("conditions", Json::List(vec![Json::Map(entries)]))
        });
        let status = [
            part("capacity", Json::Map(self.capacity)),
            part("allocatable", Json::Map(self.allocatable)),
        ];
        let metadata = vec![
            text("name", self.name),
            part("labels", Json::Map(self.labels)),
        ];
        let spec = vec![
            part("unschedulable", Json::Bool(self.unschedulable)),
            part("taints", Json::List(self.taints)),
        ];
        Json::Map(vec![
            part("metadata", Json::Map(metadata)),
            part("spec", Json::Map(spec)),
            part(
                "status",
                Json::Map(status.into_iter().chain(ready).collect()),
            ),
        ])
    }
}

fn part(key: &str, value: Json) -> (String, Json) {
    (key.to_owned(), value)
}

fn text(key: &str, value: &str) -> (String, Json) {
    part(key, Json::Text(value.to_owned()))
}

/// `memory:  16092660Ki`.
fn amount(line: &str) -> Option<(String, Json)> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    (!value.is_empty()).then(|| text(key.trim(), value))
}

/// `key=value:Effect` or `key:Effect`.
fn taint(line: &str) -> Option<Json> {
    let (pair, effect) = line.rsplit_once(':')?;
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    Some(Json::Map(vec![
        text("key", key),
        text("value", value),
        text("effect", effect),
    ]))
}
