//! Tries other numbers of slots, and a longer wait for a node.

use runwright_model::answer::fleet::{ChangeKind, FleetQuestion};

use super::super::{Core, cost, poll_timeout};
use super::{Idea, edit};

/// As many slots as jobs are expected to run, and as many as start whatever runs.
pub(super) fn slots(question: &FleetQuestion, now: &Core, ideas: &mut Vec<Idea>) {
    let replicas = question.managers.replicas.max(0);
    if replicas == 0 {
        return;
    }
    let at_once = &now.jobs.at_once;
    let expected = (at_once.expected.jobs / replicas).max(1);
    if expected != now.slots.per_manager {
        ideas.push(each(question, ChangeKind::SlotsAsExpected, expected));
    }
    let kinds = at_once.guaranteed.iter().zip(&now.setup.shares);
    let running = kinds.filter(|(_, share)| **share > 0.0);
    let surely = running.map(|(one, _)| one.jobs).min().unwrap_or(0) / replicas;
    if surely > 0 && surely < now.slots.per_manager && surely < expected {
        ideas.push(each(question, ChangeKind::SlotsAsGuaranteed, surely));
    }
}

/// So many slots of each manager; the limits of runners that are lower go along.
fn each(question: &FleetQuestion, kind: ChangeKind, each: i64) -> Idea {
    let managers = &question.managers;
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
    Idea {
        kind,
        about: None,
        edits,
        question: changed,
        own: None,
    }
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
