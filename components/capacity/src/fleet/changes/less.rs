//! Tries requests down to where one more job fits a node.

use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{ChangeKind, Edit, FleetQuestion};

use super::super::setup::Setup;
use super::{Idea, edit};
use crate::packing::{Amounts, eligible, per_node};

/// Each kind's cpu and memory down to where one more fits a node of the pool that has most nodes for it. A cut by more
/// than a half is no cut but another job, and is left out.
pub(super) fn less(question: &FleetQuestion, setup: &Setup, ideas: &mut Vec<Idea>) {
    for (at, profile) in setup.profiles.iter().enumerate() {
        let parts = setup.parts.iter().filter(|part| {
            eligible(
                &part.labels,
                &part.taints,
                &profile.selector,
                &profile.tolerations,
            )
        });
        let Some(part) = parts.max_by_key(|part| part.count) else {
            continue;
        };
        if setup.shares.get(at).is_none_or(|share| *share <= 0.0) {
            continue;
        }
        let free = part.allocatable.less(part.used);
        let request = profile.request;
        for (dimension, kind) in [
            (Dimension::CpuM, ChangeKind::LessCpu),
            (Dimension::Memory, ChangeKind::LessMemory),
        ] {
            let (jobs, _) = per_node(free, request);
            let (others, _) = per_node(free, request.with(dimension, 0));
            let (size, have) = (request.get(dimension), free.get(dimension));
            if others <= jobs || have == Amounts::UNLIMITED || jobs == i64::MAX {
                continue;
            }
            let to = have / (jobs + 1);
            if to >= size || to < size / 2 || to <= 0 {
                continue;
            }
            let mut changed = question.clone();
            let edit = ask_less(&mut changed, at, dimension, size - to);
            // An init container may ask for as much.
            let then = changed.profiles.get(at);
            let then = then.map(|profile| setup.request(profile, &changed).0.get(dimension));
            if let Some(edit) = edit.filter(|_| then == Some(to)) {
                ideas.push(Idea {
                    kind,
                    about: Some(profile.name.clone()),
                    edits: vec![edit],
                    question: changed,
                    own: None,
                });
            }
        }
    }
}

/// Takes an amount off the request, or off its largest container.
fn ask_less(
    question: &mut FleetQuestion,
    at: usize,
    dimension: Dimension,
    less: i64,
) -> Option<Edit> {
    let profile = question.profiles.get_mut(at)?;
    let key = match dimension {
        Dimension::CpuM => "cpu_m",
        _ => "memory",
    };
    let at = at.to_string();
    if let Some(request) = &mut profile.request {
        let value = match dimension {
            Dimension::CpuM => &mut request.cpu_m,
            _ => &mut request.memory,
        };
        let from = *value;
        *value -= less;
        return Some(edit(&["profiles[", &at, "].request.", key], from, *value));
    }
    let asked = |container: &runwright_model::answer::Container| {
        crate::pod_request::container_request(
            container,
            match dimension {
                Dimension::CpuM => |ask| ask.cpu_m,
                _ => |ask| ask.memory,
            },
        )
        .unwrap_or(0)
    };
    let sizes = profile.containers.iter().map(&asked).enumerate();
    let (number, from) = sizes.max_by_key(|(_, size)| *size)?;
    let to = from - less;
    if to <= 0 {
        return None;
    }
    let container = profile.containers.get_mut(number)?;
    match dimension {
        Dimension::CpuM => container.request.cpu_m = Some(to),
        _ => container.request.memory = Some(to),
    }
    let number = number.to_string();
    let path = [
        "profiles[",
        &at,
        "].containers[",
        &number,
        "].request.",
        key,
    ];
    Some(edit(&path, from, to))
}
