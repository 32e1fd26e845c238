//! Writes the operations kit of a plan: monitoring and runbooks, for the page and for the bundle.
//!
//! **Invariant:** no clock, locale, URL, storage or random source. Same plan, same bytes.

use runwright_files::Artefact;
use runwright_model::answer::Answer;
use runwright_model::protocol::{AlertSay, MetricSay, RunbookSay, Step};
use runwright_model::{Draft, Lang, Plan};

pub mod monitoring;
pub mod runbooks;

/// What a kit is made of.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub plan: &'a Plan,
    pub draft: &'a Draft,
    /// The plan's capacity; thresholds follow from it.
    pub answer: &'a Answer,
    pub lang: Lang,
}

/// The kit.
#[derive(Default)]
pub struct Kit {
    /// In the order of the bundle.
    pub files: Vec<Artefact>,
    pub alerts: Vec<AlertSay>,
    pub metrics: Vec<MetricSay>,
    pub commands: Vec<Step>,
    pub runbooks: Vec<RunbookSay>,
}

/// Writes all of it.
pub fn kit(cx: &Cx) -> Kit {
    let mut kit = Kit::default();
    monitoring::write(cx, &mut kit);
    runbooks::write(cx, &mut kit);
    kit
}
