//! Writes out what the job's pod asks for.

use runwright_model::answer::{Job, JobRequest, StepWhat};

use super::steps::Steps;
use crate::pod_request::{Get, container_request, parts};
use crate::sum::{bytes, milli, plus};

const SOURCE: &str = "kubernetes/component-helpers@1961876b:resource/helpers.go";

pub(super) fn steps(job: &Job, request: JobRequest, best_effort: bool, steps: &mut Steps) {
    if best_effort {
        steps.add(
            StepWhat::JobBestEffort,
            "0".to_owned(),
            "0".to_owned(),
            SOURCE,
        );
        return;
    }
    steps.add(
        StepWhat::JobCpu,
        sum(job, |ask| ask.cpu_m, true, milli),
        milli(request.cpu_m),
        SOURCE,
    );
    let memory = sum(job, |ask| ask.memory, true, bytes);
    steps.add(StepWhat::JobMemory, memory, bytes(request.memory), SOURCE);
    if request.ephemeral > 0 {
        let ephemeral = sum(job, |ask| ask.ephemeral, false, bytes);
        steps.add(
            StepWhat::JobEphemeral,
            ephemeral,
            bytes(request.ephemeral),
            SOURCE,
        );
    }
}

/// The containers and sidecars as terms, beside a larger init phase or replaced by a pod-level figure.
fn sum(job: &Job, get: Get, pod_level: bool, unit: fn(i64) -> String) -> String {
    let parts = parts(job, get, pod_level);
    let sidecars = job
        .init_containers
        .iter()
        .filter(|container| container.sidecar);
    let running = job.containers.iter().chain(sidecars);
    let asked = running.filter_map(|container| container_request(container, get));
    let mut terms: Vec<String> = asked.filter(|value| *value > 0).map(unit).collect();
    if let Some(replaced) = parts.replaced {
        terms = vec![unit(replaced)];
    } else if parts.peak > parts.sum {
        terms = vec![["max(", &plus(&terms), ", ", &unit(parts.peak), ")"].concat()];
    }
    if parts.overhead > 0 {
        terms.push(unit(parts.overhead));
    }
    plus(&terms)
}
