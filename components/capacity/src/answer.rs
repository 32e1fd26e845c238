//! Answers the page's question: pools, job and managers to jobs that run at once, with the sums.

mod job;
mod node;
mod pool;
mod pooled;
pub(crate) mod pools;
mod spread;
pub(crate) mod staircase;
mod steps;

use runwright_model::answer::{Answer, Question, StepWhat};

use crate::end_to_end::{amounts, limited_by};
use crate::manager::slots;
use crate::packing::Amounts;
use crate::pod_request::pod_request;
use crate::sum::{plus, times};
use pool::{PoolState, states};
use steps::Steps;

/// Figures beyond these are typing mistakes; they are held there so that sums stay exact.
pub(crate) const MOST_NODES: i64 = 100_000;
pub(crate) const MOST_PODS: i64 = 10_000;

/// Answers the question. Every figure is defined for every input; negative ones count as 0.
pub fn answer(question: &Question) -> Answer {
    let mut steps = Steps::default();
    let job_request = pod_request(&question.job);
    let request = amounts(job_request);
    let best_effort = request
        == Amounts {
            pods: 1,
            ..Amounts::default()
        };
    job::steps(&question.job, job_request, best_effort, &mut steps);

    let (mut states, managers_unplaced) = states(question, &mut steps);
    for state in &mut states {
        state.fill(request, &mut steps);
    }
    let cluster_jobs = total(&states, request);
    let terms: Vec<String> = states
        .iter()
        .filter(|s| s.answer.eligible)
        .map(|s| s.answer.total.to_string())
        .collect();
    steps.add(
        StepWhat::ClusterJobs,
        plus(&terms),
        cluster_jobs.to_string(),
        "",
    );

    let managers = &question.managers;
    let limits = if managers.limits.is_empty() {
        &[0][..]
    } else {
        &managers.limits
    };
    let slots = slots(managers.replicas, managers.concurrent, limits);
    let sum = times(
        &managers.replicas.max(0).to_string(),
        &slots.per_manager.to_string(),
    );
    let source = "gitlabhq/gitlab-runner@d79f3e7b:commands/builds_helper.go";
    steps.add(StepWhat::Slots, sum, slots.total.to_string(), source);
    let effective_jobs = cluster_jobs.min(slots.total);
    let least = [
        "min(",
        &cluster_jobs.to_string(),
        ", ",
        &slots.total.to_string(),
        ")",
    ]
    .concat();
    steps.add(
        StepWhat::EffectiveJobs,
        least,
        effective_jobs.to_string(),
        "",
    );

    let pooled = pooled::pooled(question, &states, request, &mut steps);
    let staircase = staircase::staircase(&states, request);
    Answer {
        reserve_known: states.iter().all(|state| state.reserve_known),
        pools: states.into_iter().map(|state| state.answer).collect(),
        job_request,
        best_effort,
        cluster_jobs,
        slots: slots.total,
        effective_jobs,
        limited_by: limited_by(cluster_jobs, slots.total),
        jobs_at_risk: slots.total.saturating_sub(cluster_jobs).max(0),
        poll_timeout_s: question.poll_timeout_s.max(0),
        managers_unplaced,
        pooled,
        staircase,
        steps: steps.done(),
    }
}

/// Jobs of this request on all nodes.
fn total(states: &[PoolState], request: Amounts) -> i64 {
    states
        .iter()
        .fold(0, |sum, state| sum.saturating_add(state.jobs(request)))
}
