//! Tries other numbers of slots, and a longer wait for a node.

use runwright_model::answer::fleet::{ChangeKind, FleetQuestion};

use super::super::{Core, cost, poll_timeout};
use super::{Idea, edit};

/// As many slots as jobs that run, shared by the managers; the limits of runners that are lower go along.
pub(super) fn slots(question: &FleetQuestion, now: &Core, ideas: &mut Vec<Idea>) {
    let managers = &question.managers;
    let expected = now.jobs.at_once.expected.jobs;
    let replicas = managers.replicas.max(0);
    if replicas == 0 {
        return;
    }
    let each = (expected / replicas).max(1);
    if each == now.slots.per_manager {
        return;
    }
    let mut changed = question.clone();
    changed.managers.concurrent = each;
    let mut edits = vec![edit(&["managers.concurrent"], managers.concurrent, each)];
    let capped: i64 = managers.limits.iter().copied().fold(0, i64::saturating_add);
    let bound = !managers.limits.is_empty() && managers.limits.iter().all(|limit| *limit > 0);
    if bound
        && capped < each
        && let Some(first) = changed.managers.limits.first_mut()
    {
        let to = first.saturating_add(each - capped);
        edits.push(edit(&["managers.limits[0]"], *first, to));
        *first = to;
    }
    ideas.push(Idea {
        kind: ChangeKind::SlotsAsExpected,
        about: None,
        edits,
        question: changed,
        own: None,
    });
}

/// A pod outlasts the start of a node: whole minutes above the cold start.
pub(super) fn timeout(question: &FleetQuestion, ideas: &mut Vec<Idea>) {
    let cold = cost::cold_start_ms(question) / 1000;
    let now = poll_timeout(question);
    if now > cold {
        return;
    }
    let to = (cold / 60 + 1) * 60;
    let mut changed = question.clone();
    changed.poll_timeout_s = to;
    ideas.push(Idea {
        kind: ChangeKind::LongerPollTimeout,
        about: None,
        edits: vec![edit(&["poll_timeout_s"], now, to)],
        question: changed,
        own: None,
    });
}
