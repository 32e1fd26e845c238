//! Writes results as the JSON that vectors expect.

use serde_json::{Value, json};

use runwright_model::Quantity;
use runwright_model::answer::{Dimension, JobRequest};

use crate::allocatable::Allocation;
use crate::end_to_end::Outcome;
use crate::manager::Slots;
use crate::packing::Fit;

pub(super) fn quantity(quantity: Quantity) -> Value {
    json!({
        "ok": true,
        "value": quantity.decimal(),
        "ceil": quantity.value().to_string(),
        "ceil_milli": quantity.milli_value().to_string(),
        "canonical": quantity.canonical(),
        "format": quantity.format().name(),
    })
}

pub(super) fn allocation(allocation: &Allocation) -> Value {
    json!({
        "reserved": {
            "cpu_m": allocation.reserved.cpu_m,
            "memory": allocation.reserved.memory,
            "ephemeral": allocation.reserved.ephemeral,
        },
        "eviction": {
            "memory": allocation.eviction_memory,
            "ephemeral": allocation.eviction_ephemeral,
        },
        "allocatable": left(allocation),
    })
}

fn left(allocation: &Allocation) -> Value {
    json!({
        "cpu_m": allocation.cpu_m,
        "memory": allocation.memory,
        "ephemeral": allocation.ephemeral,
        "pods": allocation.pods,
    })
}

pub(super) fn slots(slots: &Slots) -> Value {
    json!({
        "slots_per_manager": slots.per_manager,
        "slots_total": slots.total,
        "per_runner_total": slots.per_runner_total,
    })
}

fn names(binding: &[Dimension]) -> Vec<&'static str> {
    binding.iter().map(|dimension| dimension.name()).collect()
}

pub(super) fn fit(fit: &Fit) -> Value {
    let binding: Vec<_> = fit.binding.iter().map(|binding| names(binding)).collect();
    json!({ "per_pool_node": fit.per_pool_node, "binding": binding, "total": fit.total })
}

fn request(request: JobRequest) -> Value {
    json!({ "cpu_m": request.cpu_m, "memory": request.memory, "ephemeral": request.ephemeral })
}

pub(super) fn end_to_end(outcome: &Outcome) -> Value {
    json!({
        "allocatable": left(&outcome.allocation),
        "job_request": request(outcome.job_request),
        "jobs_per_node": outcome.jobs_per_node,
        "binding": names(&outcome.binding),
        "cluster_jobs": outcome.cluster_jobs,
        "manager_slots": outcome.manager_slots,
        "effective_jobs": outcome.effective_jobs,
        "limited_by": outcome.limited_by,
    })
}
