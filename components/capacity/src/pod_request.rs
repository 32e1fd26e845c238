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
        cpu_m: parts(job, |ask| ask.cpu_m, true).total(),
        memory: parts(job, |ask| ask.memory, true).total(),
        // Pod-level resources do not cover ephemeral storage.
        ephemeral: parts(job, |ask| ask.ephemeral, false).total(),
    }
}

pub(crate) type Get = fn(&Ask) -> Option<i64>;

/// The request, else the limit: the API server copies a lone limit. A written 0 stays 0.
pub(crate) fn container_request(container: &Container, get: Get) -> Option<i64> {
    get(&container.request)
        .or(get(&container.limit))
        .map(|value| value.max(0))
}

/// The figures that the request of one resource is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Containers and sidecars together.
    pub sum: i64,
    /// The most that is asked while init containers run.
    pub peak: i64,
    /// A pod-level figure that replaces both.
    pub replaced: Option<i64>,
    pub overhead: i64,
}

impl Parts {
    pub fn total(self) -> i64 {
        self.replaced
            .unwrap_or(self.sum.max(self.peak))
            .saturating_add(self.overhead)
    }
}

/// Takes one resource of the pod apart.
pub(crate) fn parts(job: &Job, get: Get, pod_level: bool) -> Parts {
    let mut asked = false;
    let mut own = |container: &Container| {
        let own = container_request(container, get);
        asked |= own.is_some();
        own.unwrap_or(0)
    };
    let sum = job
        .containers
        .iter()
        .fold(0_i64, |sum, container| sum.saturating_add(own(container)));
    let mut sidecars = 0_i64;
    let mut peak = 0_i64;
    for container in &job.init_containers {
        let with_sidecars = sidecars.saturating_add(own(container));
        if container.sidecar {
            sidecars = with_sidecars;
        }
        peak = peak.max(with_sidecars);
    }
    let replaced = match (get(&job.pod_request), get(&job.pod_limit)) {
        _ if !pod_level => None,
        (Some(request), _) => Some(request.max(0)),
        // A pod-level limit alone speaks only where no container does.
        (None, Some(limit)) if !asked => Some(limit.max(0)),
        _ => None,
    };
    let overhead = get(&job.overhead).unwrap_or(0).max(0);
    Parts {
        sum: sum.saturating_add(sidecars),
        peak,
        replaced,
        overhead,
    }
}
