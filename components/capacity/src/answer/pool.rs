//! Follows one pool: what its nodes have free, what managers take of it, and how often the job fits.

use runwright_model::answer::{
    Dimension, NodeAmounts, NodeSplit, Pool, PoolAnswer, Question, StepWhat, Stranded, TaintEffect,
};

use super::MOST_NODES;
use super::node::{Offer, offer};
use super::spread::{Place, Spread, spread};
use super::steps::Steps;
use crate::packing::{Amounts, eligible, per_node};
use crate::sum::{bytes, held, milli, minus, over, plus, times};

/// A pool on its way to an answer.
pub(super) struct PoolState {
    pub answer: PoolAnswer,
    pub reserve_known: bool,
    /// Nodes, managers on each, and what is then free; no entry without nodes.
    pub splits: Vec<(i64, i64, Amounts)>,
}

/// Every pool with its managers in place; the second value is managers that fit nowhere.
pub(super) fn states(question: &Question, steps: &mut Steps) -> (Vec<PoolState>, i64) {
    let bases: Vec<(Offer, Amounts)> = question
        .pools
        .iter()
        .map(|pool| {
            steps.about(Some(&pool.name));
            let offer = offer(question, pool, steps);
            let free = free(pool, offer.allocatable, steps);
            (offer, free)
        })
        .collect();
    steps.about(None);
    let places: Vec<Place> = question
        .pools
        .iter()
        .zip(&bases)
        .map(|(pool, (_, free))| Place {
            nodes: nodes(pool),
            free: *free,
            allowed: !pool
                .taints
                .iter()
                .any(|t| t.effect != TaintEffect::PreferNoSchedule),
        })
        .collect();
    let managers = &question.managers;
    let request = Amounts {
        cpu_m: managers.request.cpu_m.max(0),
        memory: managers.request.memory.max(0),
        pods: 1,
        ..Amounts::default()
    };
    let replicas = if managers.on_pools {
        managers.replicas.max(0)
    } else {
        0
    };
    let (spreads, unplaced) = spread(&places, replicas, request);
    if replicas > 0 {
        let each = [milli(request.cpu_m), bytes(request.memory)].join(", ");
        let sum = times(&replicas.to_string(), &["(", &each, ")"].concat());
        steps.add(
            StepWhat::ManagersPlaced,
            sum,
            (replicas - unplaced).to_string(),
            "",
        );
    }
    let states = question
        .pools
        .iter()
        .zip(bases)
        .zip(spreads)
        .map(|((pool, (offer, free)), spread)| state(question, pool, offer, free, spread, request))
        .collect();
    (states, unplaced)
}

fn nodes(pool: &Pool) -> i64 {
    pool.count.clamp(0, MOST_NODES)
}

fn free(pool: &Pool, allocatable: NodeAmounts, steps: &mut Steps) -> Amounts {
    let used = Amounts {
        cpu_m: pool.overhead.cpu_m.max(0),
        memory: pool.overhead.memory.max(0),
        pods: pool.overhead.pods.max(0),
        ..Amounts::default()
    };
    let free = amounts(allocatable).less(used);
    if used != Amounts::default() {
        let cpu = minus(milli(allocatable.cpu_m), &[(used.cpu_m, milli(used.cpu_m))]);
        steps.add(StepWhat::FreeCpu, cpu, milli(free.cpu_m), "");
        let memory = minus(
            bytes(allocatable.memory),
            &[(used.memory, bytes(used.memory))],
        );
        steps.add(StepWhat::FreeMemory, memory, bytes(free.memory), "");
        let pods = minus(
            allocatable.pods.to_string(),
            &[(used.pods, used.pods.to_string())],
        );
        steps.add(StepWhat::FreePods, pods, free.pods.to_string(), "");
    }
    free
}

fn state(
    question: &Question,
    pool: &Pool,
    offer: Offer,
    free: Amounts,
    spread: Spread,
    manager: Amounts,
) -> PoolState {
    let count = nodes(pool);
    let mut splits = Vec::new();
    for (nodes, managers) in [
        (spread.one_more_on, spread.each + 1),
        (count - spread.one_more_on, spread.each),
    ] {
        if nodes > 0 {
            splits.push((nodes, managers, free.less(manager.times(managers))));
        }
    }
    let job = &question.job;
    let matches = eligible(
        &pool.labels,
        &pool.taints,
        &job.node_selector,
        &job.tolerations,
    );
    PoolState {
        answer: PoolAnswer {
            name: pool.name.clone(),
            count,
            eligible: pool.eligible.unwrap_or(matches),
            reported_memory: offer.reported_memory,
            allocatable: offer.allocatable,
            free: node_amounts(free),
            ..PoolAnswer::default()
        },
        reserve_known: offer.reserve_known,
        splits,
    }
}

impl PoolState {
    /// What is free on the most common kind of node.
    pub fn common(&self) -> Option<Amounts> {
        let most = self.splits.iter().map(|(nodes, ..)| *nodes).max()?;
        self.splits
            .iter()
            .find(|(nodes, ..)| *nodes == most)
            .map(|(_, _, free)| *free)
    }

    /// Jobs of this request on all nodes of the pool.
    pub fn jobs(&self, request: Amounts) -> i64 {
        if !self.answer.eligible {
            return 0;
        }
        self.splits
            .iter()
            .map(|(nodes, _, free)| nodes.saturating_mul(per_node(*free, request).0))
            .fold(0, i64::saturating_add)
    }

    /// Fits the job into the nodes and writes the sums.
    pub fn fill(&mut self, request: Amounts, steps: &mut Steps) {
        let answer = &mut self.answer;
        steps.about(Some(&answer.name));
        if !answer.eligible {
            steps.add(StepWhat::PoolNotEligible, String::new(), "0".to_owned(), "");
        }
        for (nodes, managers, free) in &self.splits {
            let (jobs, binding) = if answer.eligible {
                per_node(*free, request)
            } else {
                (0, vec![Dimension::Selector])
            };
            answer.nodes.push(NodeSplit {
                nodes: *nodes,
                managers: *managers,
                free: node_amounts(*free),
                jobs,
                binding,
                stranded: stranded(*free, request.times(jobs)),
            });
            if answer.eligible {
                describe(*free, request, jobs, steps);
            }
        }
        let jobs = || answer.nodes.iter().map(|split| split.jobs);
        answer.jobs_min = jobs().min().unwrap_or(0);
        answer.jobs_max = jobs().max().unwrap_or(0);
        answer.total = answer
            .nodes
            .iter()
            .map(|s| s.nodes.saturating_mul(s.jobs))
            .fold(0, i64::saturating_add);
        let most = answer.nodes.iter().map(|split| split.nodes).max();
        if let Some(split) = answer.nodes.iter().find(|split| Some(split.nodes) == most) {
            answer.binding = split.binding.clone();
            answer.stranded = split.stranded;
        }
        if answer.eligible {
            let terms: Vec<String> = answer
                .nodes
                .iter()
                .map(|s| times(&s.nodes.to_string(), &s.jobs.to_string()))
                .collect();
            steps.add(
                StepWhat::PoolTotal,
                plus(&terms),
                answer.total.to_string(),
                "",
            );
        }
        steps.about(None);
    }
}

fn describe(free: Amounts, request: Amounts, jobs: i64, steps: &mut Steps) {
    let source = "kubernetes 1.34 pkg/scheduler/framework/plugins/noderesources/fit.go";
    let mut floors = Vec::new();
    for (dimension, asked) in request.list() {
        let have = free.get(dimension);
        let (what, unit): (StepWhat, fn(i64) -> String) = match dimension {
            Dimension::CpuM => (StepWhat::PerNodeCpu, milli),
            Dimension::Memory => (StepWhat::PerNodeMemory, bytes),
            Dimension::Ephemeral => (StepWhat::PerNodeDisk, bytes),
            Dimension::Pods => (StepWhat::PerNodePods, |pods| pods.to_string()),
            Dimension::Gpu | Dimension::Selector => continue,
        };
        if asked <= 0 || have == Amounts::UNLIMITED {
            continue;
        }
        let floor = (have / asked).to_string();
        steps.add(what, over(&unit(have), &unit(asked)), floor.clone(), source);
        floors.push(floor);
    }
    let sum = ["min(", &floors.join(", "), ")"].concat();
    steps.add(StepWhat::JobsPerNode, sum, jobs.to_string(), "");
}

fn stranded(free: Amounts, taken: Amounts) -> Stranded {
    let left = free.less(taken);
    let permille = |part: i64, whole: i64| {
        if whole > 0 {
            held(i128::from(part) * 1000 / i128::from(whole))
        } else {
            0
        }
    };
    Stranded {
        cpu_m: left.cpu_m,
        cpu_permille: permille(left.cpu_m, free.cpu_m),
        memory: left.memory,
        memory_permille: permille(left.memory, free.memory),
    }
}

pub(super) fn amounts(node: NodeAmounts) -> Amounts {
    Amounts {
        cpu_m: node.cpu_m,
        memory: node.memory,
        ephemeral: node.ephemeral.unwrap_or(Amounts::UNLIMITED),
        pods: node.pods,
        gpu: 0,
    }
}

fn node_amounts(amounts: Amounts) -> NodeAmounts {
    NodeAmounts {
        cpu_m: amounts.cpu_m,
        memory: amounts.memory,
        ephemeral: Some(amounts.ephemeral).filter(|value| *value != Amounts::UNLIMITED),
        pods: amounts.pods,
    }
}
