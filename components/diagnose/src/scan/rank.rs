//! Weighs what was found: the clearest word first, what follows from another left out.

use super::kind::Fact;
use super::message::{Kind, Scan};
use super::rules::{Rule, Rules};
use super::{Cause, Diagnosis};
use crate::seen::{Seen, What};
use runwright_model::protocol::Sure;

/// Lines kept of one cause, and causes kept of one text.
const LINES: usize = 300;
const CAUSES: usize = 8;
/// What fits as well comes after all that is said.
const ALSO: u8 = 10;
/// A text of more lines says who speaks.
const FEW: u32 = 12;

/// Events that no pod survives.
const FATAL: [&str; 5] = [
    "evicted_storage",
    "oom_build",
    "oom_helper",
    "oom_service",
    "pod_disrupted",
];

struct Weighed {
    cause: Cause,
    weight: u8,
}

pub fn rank(found: Scan, lines: u32) -> Diagnosis {
    let rules = found.rules;
    let mut weighed: Vec<Weighed> = Vec::new();
    let mut also: Vec<(&'static str, Vec<u32>, Seen)> = Vec::new();
    // An event that the runner passed on is no proof where the job went on to its end, unless the pod did not survive it.
    // A text that also holds a failure of the system holds more than one attempt.
    let system = found.about.has(Fact::System);
    let succeeded = found.about.has(Fact::Succeeded) && !system;
    let failed = found.about.script_failed.is_some() && !system;
    for kind in &found.kinds {
        let Some(rule) = best(kind, &found, rules) else {
            continue;
        };
        if kind.event && (succeeded || failed && !FATAL.contains(&rule.category)) {
            continue;
        }
        if kind.instead.is_empty() {
            put(&mut weighed, rule.category, rule.weight, rule.sure, kind);
            for category in &rule.also {
                also.push((category, kind.lines.clone(), kind.seen.clone()));
            }
        }
        for (at, category) in kind.instead.iter().enumerate() {
            let less = u8::try_from(at).unwrap_or(u8::MAX).min(20);
            put(
                &mut weighed,
                category,
                90u8.saturating_sub(less),
                Sure::Certain,
                kind,
            );
        }
    }
    let present: Vec<&'static str> = weighed.iter().map(|of| of.cause.category).collect();
    weighed.retain(|of| !explained(of.cause.category, &present, rules));
    for (category, lines, seen) in also {
        if present.contains(&category) || weighed.iter().any(|of| of.cause.category == category) {
            continue;
        }
        weighed.push(Weighed {
            cause: Cause {
                category,
                sure: Sure::Possible,
                lines,
                seen,
            },
            weight: ALSO,
        });
    }
    weighed.sort_by_key(|of| {
        (
            std::cmp::Reverse(of.weight),
            of.cause.lines.first().copied(),
        )
    });
    weighed.truncate(CAUSES);
    let mut causes: Vec<Cause> = weighed.into_iter().map(|of| of.cause).collect();
    near(&mut causes, &found, lines);
    for cause in &mut causes {
        cause.lines.sort_unstable();
        cause.lines.dedup();
        for what in [What::Pod, What::Namespace, What::Runner] {
            if cause.seen.get(what).is_empty() {
                cause.seen.put(what, found.heads.get(what));
            }
        }
    }
    let mut routine = found.routine;
    routine.dedup();
    routine.retain(|line| {
        !causes
            .iter()
            .any(|cause| cause.lines.binary_search(line).is_ok())
    });
    Diagnosis {
        lines,
        causes,
        routine,
        script_failed: found.about.script_failed,
        about: found.about,
    }
}

/// Adds what else it may be where the only cause is not certain, or where nothing says who speaks.
fn near(causes: &mut Vec<Cause>, found: &Scan, lines: u32) {
    let Some(first) = causes.first().cloned() else {
        return;
    };
    let near = found.rules.near.iter();
    let Some(near) = near.into_iter().find(|near| near.cause == first.category) else {
        return;
    };
    let certain = causes.iter().filter(|cause| cause.sure == Sure::Certain);
    let nobody = near.same
        && lines <= FEW
        && !found.met.has(found.rules.speakers)
        && !found.about.has(Fact::Job);
    if certain.count() > usize::from(nobody) || first.sure == Sure::Certain && !nobody {
        return;
    }
    for category in &near.others {
        if causes.len() < 3 && causes.iter().all(|cause| cause.category != *category) {
            causes.push(Cause {
                category,
                sure: Sure::Possible,
                ..first.clone()
            });
        }
    }
}

/// The heaviest rule of a message; of two alike the one that stands first in the tables.
fn best<'a>(kind: &Kind, found: &Scan, rules: &'a Rules) -> Option<&'a Rule> {
    let fit = kind
        .rules
        .iter()
        .filter_map(|at| rules.rules.get(usize::from(*at)));
    let fit = fit.filter(|rule| rule.fits_text(&found.met));
    fit.reduce(|best, rule| {
        if rule.weight > best.weight {
            rule
        } else {
            best
        }
    })
}

fn put(weighed: &mut Vec<Weighed>, category: &'static str, weight: u8, sure: Sure, kind: &Kind) {
    let Some(of) = weighed.iter_mut().find(|of| of.cause.category == category) else {
        weighed.push(Weighed {
            cause: Cause {
                category,
                sure,
                lines: kind.lines.clone(),
                seen: kind.seen.clone(),
            },
            weight,
        });
        return;
    };
    of.weight = of.weight.max(weight);
    of.cause.sure = of.cause.sure.min(sure);
    let room = LINES.saturating_sub(of.cause.lines.len());
    of.cause.lines.extend(kind.lines.iter().take(room));
    of.cause.seen.join(&kind.seen);
}

/// Whether another cause of the text explains one.
fn explained(category: &str, present: &[&'static str], rules: &Rules) -> bool {
    let by = rules.ranks.iter().filter(|(cause, _)| *cause == category);
    by.flat_map(|(_, by)| by).any(|by| match *by {
        "*" => present.iter().any(|other| *other != category),
        by => present.contains(&by),
    })
}
