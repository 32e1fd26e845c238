//! Computes what the scheduler counts for a pod.

use runwright_model::answer::{Ask, Container, Job, JobRequest};

/// The effective request of the job's pod, resource by resource.
///
/// Containers and sidecars add up; an init container counts with the sidecars started before it,
/// and the larger of the two wins. Pod-level figures replace that for cpu and memory, a
/// RuntimeClass's overhead is added last
/// (kubernetes/component-helpers@1961876b:resource/helpers.go, AggregateContainerRequests).
pub fn pod_request(job: &Job) -> JobRequest {
    JobRequest {
        cpu_m: effective(job, |ask| ask.cpu_m, true),
        memory: effective(job, |ask| ask.memory, true),
        // Pod-level resources do not cover ephemeral storage.
        ephemeral: effective(job, |ask| ask.ephemeral, false),
    }
}

type Get = fn(&Ask) -> Option<i64>;

/// The request, else the limit: the API server copies a lone limit. A written 0 stays 0.
pub(crate) fn container_request(container: &Container, get: Get) -> Option<i64> {
    get(&container.request).or(get(&container.limit)).map(|value| value.max(0))
}

fn effective(job: &Job, get: Get, pod_level: bool) -> i64 {
    let mut sum = 0_i64;
    let mut asked = false;
    for container in &job.containers {
        let own = container_request(container, get);
        asked |= own.is_some();
        sum = sum.saturating_add(own.unwrap_or(0));
    }
    let mut sidecars = 0_i64;
    let mut peak = 0_i64;
    for container in &job.init_containers {
        let own = container_request(container, get);
        asked |= own.is_some();
        let with_sidecars = sidecars.saturating_add(own.unwrap_or(0));
        if container.sidecar {
            sidecars = with_sidecars;
        }
        peak = peak.max(with_sidecars);
    }
    let computed = peak.max(sum.saturating_add(sidecars));
    let replaced = match (get(&job.pod_request), get(&job.pod_limit)) {
        _ if !pod_level => None,
        (Some(request), _) => Some(request.max(0)),
        // A pod-level limit alone speaks only where no container does.
        (None, Some(limit)) if !asked => Some(limit.max(0)),
        _ => None,
    };
    let overhead = get(&job.overhead).unwrap_or(0).max(0);
    replaced.unwrap_or(computed).saturating_add(overhead)
}
