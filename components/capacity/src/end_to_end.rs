//! Follows one pool and one job from machine to jobs that run at once.

use runwright_model::answer::{Dimension, Job, JobRequest, LimitedBy};

use crate::allocatable::{Allocation, Machine, allocatable};
use crate::manager::slots;
use crate::packing::{Amounts, per_node};
use crate::pod_request::pod_request;

/// Identical nodes, what already runs on each, one kind of job, and the managers.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub machine: Machine,
    pub nodes: i64,
    pub per_node_used: Amounts,
    pub job: Job,
    pub replicas: i64,
    pub concurrent: i64,
    pub limits: Vec<i64>,
}

#[derive(Clone, Debug)]
pub struct Outcome {
    pub allocation: Allocation,
    pub job_request: JobRequest,
    pub jobs_per_node: i64,
    pub binding: Vec<Dimension>,
    pub cluster_jobs: i64,
    pub manager_slots: i64,
    pub effective_jobs: i64,
    pub limited_by: LimitedBy,
}

pub fn end_to_end(case: &Case) -> Outcome {
    let allocation = allocatable(&case.machine);
    let job_request = pod_request(&case.job);
    let capacity = Amounts {
        cpu_m: allocation.cpu_m,
        memory: allocation.memory,
        ephemeral: allocation.ephemeral,
        pods: allocation.pods,
        gpu: 0,
    };
    let (jobs_per_node, binding) =
        per_node(capacity.less(case.per_node_used), amounts(job_request));
    let cluster_jobs = jobs_per_node.saturating_mul(case.nodes.max(0));
    let manager_slots = slots(case.replicas, case.concurrent, &case.limits).total;
    Outcome {
        allocation,
        job_request,
        jobs_per_node,
        binding,
        cluster_jobs,
        manager_slots,
        effective_jobs: cluster_jobs.min(manager_slots),
        limited_by: limited_by(cluster_jobs, manager_slots),
    }
}

pub(crate) fn amounts(request: JobRequest) -> Amounts {
    Amounts {
        cpu_m: request.cpu_m,
        memory: request.memory,
        ephemeral: request.ephemeral,
        pods: 1,
        gpu: 0,
    }
}

/// The smaller of the two; where they are equal the cluster is full, which is the harder limit.
pub(crate) fn limited_by(cluster_jobs: i64, slots: i64) -> LimitedBy {
    if slots < cluster_jobs {
        LimitedBy::Managers
    } else {
        LimitedBy::Cluster
    }
}
