//! Counts what pods hold on the nodes of each group.

use std::collections::BTreeMap;

use runwright_model::answer::{Load, NodeGroup, NodeProblem, NodeProblemId as Id};
use runwright_model::quantity::{bytes_iec, cores};

use super::pod::{Pod, Role};
use super::{names, problem};

/// How often a name stands on the nodes of a group.
#[derive(Default)]
struct Seen<'a> {
    nodes: i64,
    last: &'a str,
    twice: bool,
}

/// The nodes that are in a group, by name, with what is taken off each.
struct Nodes<'a>(BTreeMap<&'a str, (usize, Load)>);

/// Fills the groups' `overhead` and `others`; says what is not taken off.
///
/// `placed` are the nodes with their groups. Pods on other nodes hold no room that jobs could have.
pub(super) fn tally<'a>(
    groups: &mut [NodeGroup],
    placed: &[(&'a str, usize)],
    pods: &[Pod<'a>],
    described: usize,
) -> Vec<NodeProblem> {
    let mut nodes = Nodes(
        placed
            .iter()
            .map(|(name, group)| (*name, (*group, Load::default())))
            .collect(),
    );
    let seen = nodes.seen(pods);
    let (mut jobs, mut managers, mut guessed, mut system) = (0_usize, 0_usize, false, false);
    let mut daemons = false;
    for pod in pods {
        let Some((group, load)) = nodes.0.get_mut(pod.node) else {
            continue;
        };
        let Some(group_of) = groups.get_mut(*group) else {
            continue;
        };
        system |= pod.namespace == "kube-system";
        let role = match pod.role {
            Role::Unsure => {
                guessed = true;
                let key = names::daemon(pod.name).map(|stem| (*group, pod.namespace, stem));
                let everywhere = key
                    .and_then(|key| seen.get(&key))
                    .is_some_and(|seen| !seen.twice && seen.nodes == group_of.count);
                if everywhere || described == 1 || names::is_static(pod.name, pod.node) {
                    Role::Daemon
                } else {
                    Role::Other
                }
            }
            known => known,
        };
        match role {
            Role::Daemon => {
                daemons = true;
                add(load, pod.asks);
            }
            Role::Job => jobs += 1,
            Role::Manager => managers += 1,
            Role::Other | Role::Unsure => add(&mut group_of.others, pod.asks),
        }
    }
    // Without DaemonSets and kube-system these are the pods of one namespace: they say nothing about the rest.
    let stated = daemons || system || described > 0;
    if stated {
        nodes.take_off(groups);
    }
    let mut notes = Vec::new();
    let mut say = |id: Id, count: usize| {
        if count > 0 {
            notes.push(problem(id, &[&count.to_string()]));
        }
    };
    say(Id::JobPods, jobs);
    say(Id::ManagerPods, managers);
    if !stated && !pods.is_empty() && !placed.is_empty() {
        notes.push(problem(Id::OneNamespace, &[]));
    }
    if guessed {
        let id = if described == 1 {
            Id::GuessedOne
        } else {
            Id::Guessed
        };
        notes.push(problem(id, &[]));
    }
    notes.extend(groups.iter().filter_map(others));
    notes
}

impl<'a> Nodes<'a> {
    /// How often each name of a DaemonSet, as it may be, stands in each group.
    fn seen(&self, pods: &[Pod<'a>]) -> BTreeMap<(usize, &'a str, &'a str), Seen<'a>> {
        let mut all: BTreeMap<(usize, &str, &str), Seen> = BTreeMap::new();
        for pod in pods.iter().filter(|pod| pod.role == Role::Unsure) {
            let place = self.0.get(pod.node).zip(names::daemon(pod.name));
            let Some(((group, _), stem)) = place else {
                continue;
            };
            let seen = all.entry((*group, pod.namespace, stem)).or_default();
            if seen.nodes > 0 && seen.last == pod.node {
                seen.twice = true;
            } else {
                seen.nodes += 1;
                seen.last = pod.node;
            }
        }
        all
    }

    /// The most of each amount among the nodes of a group.
    fn take_off(&self, groups: &mut [NodeGroup]) {
        for (group, load) in self.0.values() {
            if let Some(group) = groups.get_mut(*group) {
                let most = group.overhead.get_or_insert_default();
                most.cpu_m = most.cpu_m.max(load.cpu_m);
                most.memory = most.memory.max(load.memory);
                most.pods = most.pods.max(load.pods);
            }
        }
    }
}

fn add(sum: &mut Load, more: Load) {
    sum.cpu_m = sum.cpu_m.saturating_add(more.cpu_m);
    sum.memory = sum.memory.saturating_add(more.memory);
    sum.pods = sum.pods.saturating_add(more.pods);
}

fn others(group: &NodeGroup) -> Option<NodeProblem> {
    let Load {
        cpu_m,
        memory,
        pods,
    } = group.others;
    let pods = (pods > 0).then(|| pods.to_string())?;
    let args = [&group.name, &pods, &cores(cpu_m), &bytes_iec(memory)];
    Some(problem(Id::OtherPods, &args.map(String::as_str)))
}
