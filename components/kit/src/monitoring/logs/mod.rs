//! Writes log collection, for the collector that the plan names.

mod fluent_bit;
mod loki;

use crate::Cx;
use runwright_files::Artefact;
use runwright_model::plan::LogCollector;

pub fn render(cx: &Cx) -> Option<Artefact> {
    match cx.plan.monitoring.log_collector {
        LogCollector::None => None,
        LogCollector::Loki => Some(loki::render(cx)),
        LogCollector::FluentBit => Some(fluent_bit::render(cx)),
    }
}

/// The namespaces of managers and jobs, each once.
fn namespaces<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let target = &cx.plan.target;
    let mut names = vec![target.namespace.as_str(), target.job_namespace.as_str()];
    names.dedup();
    names
}
