//! Turns a plan into the capacity question it asks.

use runwright_model::answer::{
    Ask, Container, Job, Load, Managers, NodeAmounts, Platform, Pool, Question,
};
use runwright_model::derive::Resources;
use runwright_model::{Plan, plan, quantity::Quantity};

/// Pods a kubelet takes when nothing else is said.
const MAX_PODS: i64 = 110;

/// The plan's nodes, job and managers.
///
/// The job is what runs for the whole job: build, helper and, when images are built, the service. Its init containers
/// carry the helper's figures, which the sum always covers. The form states no labels of the pools, so every pool is
/// one that jobs may use.
pub fn question(plan: &Plan) -> Question {
    Question {
        platform: Platform::of(plan.target.platform.word()),
        kubernetes_minor: u32::from(plan.target.kubernetes.minor),
        pools: plan.capacity.pools.iter().map(pool).collect(),
        job: Job {
            containers: plan.containers().into_iter().map(container).collect(),
            ..Job::default()
        },
        managers: Managers {
            replicas: i64::from(plan.managers.replicas),
            concurrent: i64::from(plan.managers.concurrent),
            limits: vec![i64::from(plan.managers.limit)],
            request: Load {
                cpu_m: plan.managers.cpu_request.map_or(0, Quantity::milli_i64),
                memory: plan.managers.memory_request.map_or(0, Quantity::value_i64),
                pods: 1,
            },
            on_pools: plan.capacity.managers_here,
        },
        poll_timeout_s: i64::from(plan.job.poll_timeout),
    }
}

fn container((name, resources): (&'static str, Resources)) -> Container {
    let ask = |cpu: Option<Quantity>, memory: Option<Quantity>, storage: Option<Quantity>| Ask {
        cpu_m: cpu.map(Quantity::milli_i64),
        memory: memory.map(Quantity::value_i64),
        ephemeral: storage.map(Quantity::value_i64),
    };
    Container {
        name: name.to_string(),
        request: ask(
            resources.cpu_request,
            resources.memory_request,
            resources.storage_request,
        ),
        limit: ask(
            resources.cpu_limit,
            resources.memory_limit,
            resources.storage_limit,
        ),
        sidecar: false,
    }
}

fn pool(pool: &plan::Pool) -> Pool {
    let disk = pool.disk.map(Quantity::value_i64);
    let max_pods = pool.max_pods.map(i64::from);
    // Pasted figures replace the formula only when both are there; one alone says too little.
    let allocatable = match (pool.alloc_cpu, pool.alloc_memory) {
        (Some(cpu), Some(memory)) => Some(NodeAmounts {
            cpu_m: cpu.milli_i64(),
            memory: memory.value_i64(),
            ephemeral: disk,
            pods: max_pods.unwrap_or(MAX_PODS),
        }),
        _ => None,
    };
    Pool {
        name: pool.name.clone(),
        count: i64::from(pool.nodes),
        cpu_m: pool.cpu.milli_i64(),
        memory: pool.memory.value_i64(),
        disk,
        max_pods,
        overhead: Load {
            cpu_m: pool.used_cpu.milli_i64(),
            memory: pool.used_memory.value_i64(),
            pods: i64::from(pool.used_pods),
        },
        allocatable,
        eligible: Some(true),
        ..Pool::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::preset;

    #[test]
    fn the_guides_job_asks_for_four_and_a_half_cores() {
        let draft = preset::find("guide-internal").map(|preset| preset.draft());
        let plan = Plan::read(&draft.unwrap_or_default()).plan;
        let question = question(&plan);
        let names: Vec<_> = question.job.containers.iter().map(|c| &c.name).collect();
        assert_eq!(names, ["build", "helper", "docker"]);
        let cpu: i64 = question
            .job
            .containers
            .iter()
            .filter_map(|c| c.request.cpu_m)
            .sum();
        assert_eq!(cpu, 4500);
        assert_eq!(
            (question.managers.replicas, question.managers.concurrent),
            (3, 10)
        );
        assert_eq!(question.pools[0].memory, 32 << 30);
    }

    #[test]
    fn half_a_pasted_node_leaves_the_formula() {
        let mut draft = runwright_model::Draft::default();
        let row = crate::context::row(&[("name", "a"), ("alloc_cpu", "7910m")]);
        draft.set(
            "capacity.pools",
            runwright_model::Value::Rows(vec![row.clone()]),
        );
        assert_eq!(
            question(&Plan::read(&draft).plan).pools[0].allocatable,
            None
        );
        let mut full = row;
        full.insert("alloc_memory".into(), "29Gi".into());
        draft.set("capacity.pools", runwright_model::Value::Rows(vec![full]));
        let found = question(&Plan::read(&draft).plan).pools[0].allocatable;
        assert_eq!(found.map(|node| (node.cpu_m, node.pods)), Some((7910, 110)));
    }
}
