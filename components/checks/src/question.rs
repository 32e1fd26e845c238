//! Turns a plan into the capacity question it asks.

use runwright_model::answer::{
    Ask, Container, Job, Label, Load, Managers, NodeAmounts, Platform, Pool, Question, Taint,
    TaintEffect, Toleration,
};
use runwright_model::derive::Resources;
use runwright_model::{Plan, plan, quantity::Quantity};

/// Pods a kubelet takes when nothing else is said.
const MAX_PODS: i64 = 110;

/// The plan's nodes, job and managers.
///
/// The job is what runs for the whole job: build, helper and, when images are built, the service. Its init containers
/// carry the helper's figures, which the sum always covers. What no pool states is not known: a selector for a label
/// that none of them has is left out, and without taints tolerations have nothing to do.
pub fn question(plan: &Plan) -> Question {
    let (node_selector, tolerations) = placement(plan);
    Question {
        platform: Platform::of(plan.target.platform.word()),
        kubernetes_minor: u32::from(plan.target.kubernetes.minor),
        pools: plan.capacity.pools.iter().map(pool).collect(),
        job: Job {
            containers: plan.containers().into_iter().map(container).collect(),
            node_selector,
            tolerations,
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

/// Whether some pool states this label with any value; what none states is not known of any.
pub fn is_stated(plan: &Plan, key: &str) -> bool {
    let labels = plan.capacity.pools.iter().flat_map(|pool| &pool.labels);
    labels.into_iter().any(|text| label(text).key == key)
}

/// Where the plan's jobs may run, as far as the pools say.
pub fn placement(plan: &Plan) -> (Vec<Label>, Vec<Toleration>) {
    let label = |label: &plan::NodeLabel| Label {
        key: label.key.clone(),
        value: label.value.clone(),
    };
    let toleration = |one: &plan::Toleration| Toleration {
        key: one.key.clone(),
        value: (!one.value.is_empty()).then(|| one.value.clone()),
        effect: match one.effect {
            plan::TaintEffect::Any => None,
            plan::TaintEffect::PreferNoSchedule => Some(TaintEffect::PreferNoSchedule),
            plan::TaintEffect::NoExecute => Some(TaintEffect::NoExecute),
            plan::TaintEffect::NoSchedule => Some(TaintEffect::NoSchedule),
        },
    };
    let nodes = &plan.nodes;
    let stated = |one: &&plan::NodeLabel| is_stated(plan, &one.key);
    let selector = nodes.selector.iter().filter(stated).map(label).collect();
    (selector, nodes.tolerations.iter().map(toleration).collect())
}

/// `key=value` as a label.
pub fn label(text: &str) -> Label {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    Label {
        key: key.trim().to_string(),
        value: value.trim().to_string(),
    }
}

/// `key=value:Effect` or `key:Effect` as a toleration; without an effect it tolerates all of them, and without a value
/// each.
pub fn toleration(text: &str) -> Toleration {
    let (pair, effect) = text.rsplit_once(':').unwrap_or((text, ""));
    let effect = match effect.trim() {
        "NoSchedule" => Some(TaintEffect::NoSchedule),
        "NoExecute" => Some(TaintEffect::NoExecute),
        "PreferNoSchedule" => Some(TaintEffect::PreferNoSchedule),
        _ => None,
    };
    let label = label(pair);
    Toleration {
        key: label.key,
        value: pair.contains('=').then_some(label.value),
        effect,
    }
}

fn taint(text: &str) -> Taint {
    let one = toleration(text);
    Taint {
        key: one.key,
        value: one.value.unwrap_or_default(),
        effect: one.effect.unwrap_or(TaintEffect::NoSchedule),
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
        // What an autoscaler may come to.
        count: i64::from(pool.max.unwrap_or(pool.nodes)),
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
        labels: pool.labels.iter().map(|text| label(text)).collect(),
        taints: pool.taints.iter().map(|text| taint(text)).collect(),
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
