//! Works out what would save time, and what the plan saves already.
//!
//! A saving with edits is the difference of two estimates: with the plan as it is and with the edits in it. Where times
//! were measured, a saving is never more than the phase it lies in.

mod images;
mod room;
mod work;

use super::shape::{Shape, Times};
use super::time::length;
use crate::advice::Case;
use runwright_model::protocol::{Phase, Saving};
use runwright_model::say;
use runwright_model::text::Text;

/// A saving, and whether it is about the bytes of images.
pub(super) struct Found {
    pub say: Saving,
    /// Of those that are about the same bytes only the largest counts.
    images: bool,
}

const FACTS: &str = "gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes";
const REQUESTS: &str = "gitlabhq/gitlab-runner@9cbf0074:commands/builds_helper.go";
const RESOLVERS: &str = "glibc resolv/res_query.c; musl src/network/lookup_name.c";

struct List<'a> {
    case: &'a Case<'a>,
    shape: &'a Shape,
    now: Times,
    measured: Option<&'a [Phase]>,
    found: Vec<Found>,
}

pub(super) fn all(case: &Case, shape: &Shape, measured: Option<&Vec<Phase>>) -> Vec<Found> {
    let mut list = List {
        case,
        shape,
        now: shape.estimate(),
        measured: measured.map(Vec::as_slice),
        found: Vec::new(),
    };
    list.images();
    list.policy();
    list.builder();
    list.clone();
    list.cache();
    list.names();
    list.room();
    list.requests();
    list.services();
    let mut found = list.found;
    found.sort_by_key(|one| (one.say.chosen, u32::MAX - one.say.saved_ms));
    found
}

/// What all of them save that are not chosen and do not rule each other out.
pub(super) fn sum(found: &[Found], measured: Option<&Vec<Phase>>) -> u32 {
    let open = || found.iter().filter(|one| !one.say.chosen);
    let images = open()
        .filter(|one| one.images)
        .map(|one| one.say.saved_ms)
        .max()
        .unwrap_or(0);
    let sum = open()
        .filter(|one| !one.images)
        .fold(images, |sum, one| sum.saturating_add(one.say.saved_ms));
    match measured {
        None => sum,
        Some(phases) => sum.min(
            phases
                .iter()
                .fold(0, |sum: u32, phase| sum.saturating_add(phase.length_ms)),
        ),
    }
}

impl List<'_> {
    fn put(
        &mut self,
        (id, phase, label, source): (&str, &str, Text, &str),
        saved_ms: u32,
        detail: String,
        sum: String,
    ) -> &mut Found {
        let lang = self.case.lang;
        let (mut saved_ms, mut sum) = (saved_ms, sum);
        if let Some(phases) = self.measured.filter(|_| saved_ms > 0) {
            let most = phases
                .iter()
                .find(|one| one.id == phase)
                .map_or(0, |one| one.length_ms);
            if most < saved_ms {
                saved_ms = most;
                let most = length(most, lang);
                sum.push_str(&match saved_ms {
                    0 => say!(lang, "; nothing of this was measured", "；未测得这一段"),
                    _ => say!(
                        lang,
                        "; at most the measured {most}",
                        "；不超过实测的 {most}"
                    ),
                });
            }
        }
        self.found.push(Found {
            say: Saving {
                id: id.to_string(),
                label: label.get(lang).to_string(),
                detail,
                saved_ms,
                saved_text: length(saved_ms, lang),
                sum,
                edits: Vec::new(),
                chosen: false,
                source: source.to_string(),
            },
            images: false,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// What another shape takes less than this one.
    fn less(&self, change: impl FnOnce(&mut Shape)) -> u32 {
        let mut shape = self.shape.clone();
        change(&mut shape);
        self.now.total().saturating_sub(shape.estimate().total())
    }

    fn text(&self, text: Text) -> String {
        self.case.t(text).to_string()
    }
}
