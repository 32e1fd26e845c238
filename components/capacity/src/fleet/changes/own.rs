//! Tries nodes of a pool set apart for one kind of job, by a label and a taint.

use runwright_model::answer::fleet::{ChangeKind, Edit, FleetPool, FleetQuestion};
use runwright_model::answer::{Label, Taint, TaintEffect, Toleration};

use super::super::Core;
use super::super::read::POOLS;
use super::super::setup::{Setup, nodes};
use super::{Idea, edit};
use crate::packing::{NodePool, Profile, eligible, per_node};

/// The key of the label and the taint.
const KEY: &str = "job-kind";

/// For the kind that takes the largest part of a node and the one with the least guarantee: on the largest pool that it
/// shares with another kind, about as many nodes as its part of the load. A toleration alone lets it run elsewhere, too,
/// which mostly loses less than a selector that binds it.
pub(super) fn own(question: &FleetQuestion, now: &Core, ideas: &mut Vec<Idea>) {
    let setup = &now.setup;
    // One more pool must still be answered; a selector that matches no pool would come to matter with the new label.
    if question.pools.len() >= POOLS || has_dead_selector(question) {
        return;
    }
    let runs = |kind: usize| setup.shares.get(kind).is_some_and(|share| *share > 0.0);
    let kinds = || (0..setup.profiles.len()).filter(|kind| runs(*kind));
    let shared: Vec<Shared> = (0..question.pools.len())
        .filter_map(|pool| Shared::new(setup, pool))
        .filter(|pool| pool.nodes >= 2)
        .collect();
    let part = |kind: usize| {
        let parts = shared.iter().filter_map(|pool| pool.part(kind));
        parts.fold(0.0, f64::max)
    };
    let guaranteed = |kind: &usize| now.jobs.at_once.guaranteed.get(*kind).map(|one| one.jobs);
    let on_shared = || kinds().filter(|kind| part(*kind) > 0.0);
    let largest = on_shared().max_by(|a, b| part(*a).total_cmp(&part(*b)));
    let unsure = on_shared().min_by_key(guaranteed);
    let mut chosen: Vec<usize> = largest.into_iter().chain(unsure).collect();
    chosen.dedup();
    for kind in chosen {
        let pools = shared.iter().filter(|pool| pool.part(kind).is_some());
        let Some(pool) = pools.max_by_key(|pool| pool.nodes) else {
            continue;
        };
        let exact = pool.count(setup, kind);
        for count in exact.saturating_sub(1).max(1)..=exact.saturating_add(1).min(pool.nodes - 1) {
            ideas.extend(split(question, pool.pool, kind, count, false));
        }
        ideas.extend(split(question, pool.pool, kind, exact, true));
    }
}

/// Jobs of the kind on nodes that no other kind may use.
pub(super) fn jobs(setup: &Setup, kind: usize) -> i64 {
    let may = |node: &NodePool, profile: &Profile| {
        eligible(
            &node.labels,
            &node.taints,
            &profile.selector,
            &profile.tolerations,
        )
    };
    let runs = |other: usize| setup.shares.get(other).is_some_and(|share| *share > 0.0);
    let Some(profile) = setup.profiles.get(kind) else {
        return 0;
    };
    let alone = |node: &&NodePool| {
        let mut others = setup.profiles.iter().enumerate();
        may(node, profile) && !others.any(|(at, other)| at != kind && runs(at) && may(node, other))
    };
    let on = |node: &NodePool| {
        let free = node.allocatable.less(node.used);
        per_node(free, profile.request)
            .0
            .saturating_mul(node.count.max(0))
    };
    setup
        .parts
        .iter()
        .filter(alone)
        .map(on)
        .fold(0, i64::saturating_add)
}

/// Whether a kind's selector matches no pool.
fn has_dead_selector(question: &FleetQuestion) -> bool {
    question.profiles.iter().any(|profile| {
        let matches = |pool: &FleetPool| {
            let labels = &pool.pool.labels;
            eligible(labels, &[], &profile.node_selector, &[])
        };
        !question.pools.iter().any(matches)
    })
}

/// A pool that takes several kinds.
struct Shared {
    pool: usize,
    nodes: i64,
    /// By kind: the part of a node that a job takes of what it takes most of; none where it does not run there.
    parts: Vec<Option<f64>>,
}

impl Shared {
    fn new(setup: &Setup, pool: usize) -> Option<Shared> {
        let parts = setup.parts.iter().zip(&setup.pool_of);
        let node = parts
            .filter(|(_, of)| **of == pool)
            .map(|(part, _)| part)
            .max_by_key(|part| part.count)?;
        let free = node.allocatable.less(node.used);
        let parts: Vec<Option<f64>> = setup
            .profiles
            .iter()
            .zip(&setup.shares)
            .map(|(profile, share)| {
                let may = eligible(
                    &node.labels,
                    &node.taints,
                    &profile.selector,
                    &profile.tolerations,
                );
                let (jobs, _) = per_node(free, profile.request);
                let runs = may && *share > 0.0 && jobs > 0;
                runs.then(|| 1.0 / jobs as f64)
            })
            .collect();
        let kinds = parts.iter().flatten().count();
        (kinds >= 2).then(|| Shared {
            pool,
            nodes: setup.nodes.get(pool).copied().unwrap_or(0),
            parts,
        })
    }

    fn part(&self, kind: usize) -> Option<f64> {
        self.parts.get(kind).copied().flatten()
    }

    /// Nodes for the kind: its part of the load; at least one, and at least one is left to the others.
    fn count(&self, setup: &Setup, kind: usize) -> i64 {
        let load = |kind: usize| {
            let share = setup.shares.get(kind).copied().unwrap_or(0.0);
            share * self.part(kind).unwrap_or(0.0)
        };
        let all: f64 = (0..self.parts.len()).map(load).sum();
        let exact = self.nodes as f64 * load(kind) / all.max(f64::MIN_POSITIVE);
        (exact.round() as i64).clamp(1, (self.nodes - 1).max(1))
    }
}

/// The pool less the nodes, a copy of it with the nodes, and the kind let onto them. Unless it is `bound` to them it may run
/// on the others as well.
fn split(
    question: &FleetQuestion,
    at: usize,
    kind: usize,
    count: i64,
    bound: bool,
) -> Option<Idea> {
    let mut changed = question.clone();
    let profile = changed.profiles.get_mut(kind)?;
    let pool = changed.pools.get_mut(at)?;
    let value = slug(&profile.name, kind);
    if profile.node_selector.iter().any(|label| label.key == KEY) {
        return None;
    }
    let mut own = pool.clone();
    own.pool.name = [&pool.pool.name, "-", &value].concat();
    own.pool.labels.retain(|label| label.key != KEY);
    own.pool.labels.push(Label {
        key: KEY.to_owned(),
        value: value.clone(),
    });
    own.pool.taints.retain(|taint| taint.key != KEY);
    own.pool.taints.push(Taint {
        key: KEY.to_owned(),
        value: value.clone(),
        effect: TaintEffect::NoSchedule,
    });
    let place = ["pools[", &at.to_string(), "]."].concat();
    let mut edits = Vec::new();
    let mut set = |key: &str, value: &mut i64, to: i64| {
        if *value != to {
            edits.push(edit(&[&place, key], *value, to));
            *value = to;
        }
    };
    let left = nodes(pool) - count;
    if let (Some(min), Some(max)) = (&mut pool.min, &mut pool.max) {
        // Together they keep as many nodes as before.
        own.min = Some((*min - left).max(0));
        own.max = Some(count);
        let least = (*min).min(left);
        set("min", min, least);
        set("max", max, left);
        let now = pool.pool.count.min(left);
        set("count", &mut pool.pool.count, now);
    } else {
        set("count", &mut pool.pool.count, left);
    }
    own.pool.count = count;
    let names = question.pools.iter().map(|pool| &pool.pool.name);
    if names.into_iter().any(|name| *name == own.pool.name) {
        return None;
    }
    edits.push(json(
        "pools[+]".to_owned(),
        "",
        serde_json::to_string(&own),
    )?);
    let place = ["profiles[", &kind.to_string(), "]."].concat();
    if bound {
        let before = serde_json::to_string(&profile.node_selector).ok()?;
        profile.node_selector.push(Label {
            key: KEY.to_owned(),
            value: value.clone(),
        });
        let after = serde_json::to_string(&profile.node_selector);
        edits.push(json([&place, "node_selector"].concat(), &before, after)?);
    }
    let before = serde_json::to_string(&profile.tolerations).ok()?;
    profile.tolerations.push(Toleration {
        key: KEY.to_owned(),
        value: Some(value),
        effect: Some(TaintEffect::NoSchedule),
    });
    let after = serde_json::to_string(&profile.tolerations);
    edits.push(json([&place, "tolerations"].concat(), &before, after)?);
    let about = Some(profile.name.clone());
    changed.pools.push(own);
    Some(Idea {
        kind: ChangeKind::OwnNodes,
        about,
        edits,
        question: changed,
        own: Some(kind),
    })
}

fn json(path: String, from: &str, to: serde_json::Result<String>) -> Option<Edit> {
    Some(Edit {
        path,
        from: from.to_owned(),
        to: to.ok()?,
    })
}

/// The kind's name as the value of a label: letters, digits and `-`, at most 40; else `kind-1`.
fn slug(name: &str, kind: usize) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 40 {
            break;
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        ["kind-", &(kind + 1).to_string()].concat()
    } else {
        out.to_owned()
    }
}
