//! Runs every rule and sorts what they say.

use crate::context::Cx;
use crate::report::{Report, Rule};
use runwright_model::order::sort_short;
use runwright_model::{Finding, ProblemKind, Section};

mod builders;
mod capacity;
mod containers;
mod dns;
mod dns_platform;
mod gitlab;
mod idle;
mod images;
mod managers;
mod network;
mod nodes;
mod pod_security;
mod pools;
mod resolver;
mod scheduling;
mod security;
mod target;
mod token;
mod upstreams;
mod value_text;
mod values;
mod volumes;
mod zones;

pub use capacity::dimension;
pub(crate) use capacity::{amount, fit_edits};
pub(crate) use dns::{cluster_dns, is_cluster_dns, ndots, replaces};
pub(crate) use dns_platform::owner;
pub(crate) use images::moving_images;
pub(crate) use network::may_be_closed;
pub(crate) use target::pair_note;

/// Every rule, area by area, in the order of the page.
pub const RULES: &[&[Rule]] = &[
    values::RULES,
    target::RULES,
    gitlab::RULES,
    token::RULES,
    managers::RULES,
    containers::RULES,
    images::RULES,
    builders::RULES,
    volumes::RULES,
    nodes::RULES,
    scheduling::RULES,
    dns::RULES,
    resolver::RULES,
    zones::RULES,
    upstreams::RULES,
    dns_platform::RULES,
    security::RULES,
    pod_security::RULES,
    network::RULES,
    capacity::RULES,
    idle::RULES,
    pools::RULES,
];

fn is_unclear(cx: &Cx, place: &str) -> bool {
    cx.problems.iter().any(|problem| {
        let read = matches!(
            problem.kind,
            ProblemKind::TooMany { .. } | ProblemKind::UnknownColumn
        );
        problem.place == place && !read
    })
}

/// What is worth saying about the plan: worst first, then in the order of the page.
///
/// Of a value that was not understood, or is hardly what was meant, nothing else is said: the plan
/// has another in its place.
pub fn findings(cx: &Cx) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES.iter().flat_map(|rules| rules.iter()) {
        (rule.check)(cx, &mut Report::new(rule, cx.lang, &mut found));
    }
    for finding in &mut found {
        if !finding.code.starts_with("VAL-") {
            finding.field = cx.typed_place(&finding.field);
        }
    }
    found.retain(|finding| finding.code.starts_with("VAL-") || !is_unclear(cx, &finding.field));
    // Stable: rules of one section and severity keep the order of the table.
    let place = |finding: &Finding| {
        let section = Section::of(&finding.field);
        let place = Section::ALL.iter().position(|one| Some(*one) == section);
        (finding.severity, place.unwrap_or(Section::ALL.len()))
    };
    let mut placed: Vec<_> = found
        .into_iter()
        .map(|found| (place(&found), found))
        .collect();
    sort_short(&mut placed, |one, other| one.0 < other.0);
    placed.into_iter().map(|(_, found)| found).collect()
}
