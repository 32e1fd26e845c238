//! Turns the question into nodes and requests: what is free where, and what each kind of job asks for.

use runwright_model::answer::fleet::{FleetPool, FleetProfile, FleetQuestion, FleetWhat};
use runwright_model::answer::{Ask, Job, JobRequest, NodeAmounts, Pool, Question, Step};

use super::quota::{Quota, quota};
use super::steps::Steps;
use crate::answer::pools;
use crate::packing::{Amounts, NodePool, Profile, fit};
use crate::pod_request::{container_request, pod_request};
use crate::sum::{bytes, milli};

/// Parts of pools times kinds of jobs.
const LARGE: usize = 60;

/// The question in the terms of packing.
pub(super) struct Setup {
    /// Nodes that have the same free: a pool may be in two parts, with and without a manager.
    pub parts: Vec<NodePool>,
    /// The pool of each part.
    pub pool_of: Vec<usize>,
    pub names: Vec<String>,
    pub nodes: Vec<i64>,
    pub free: Vec<NodeAmounts>,
    pub profiles: Vec<Profile>,
    pub requests: Vec<JobRequest>,
    /// Shares of the kinds that can run; 0 for the others.
    pub shares: Vec<f64>,
    pub never_fits: Vec<bool>,
    /// The quota refuses the kind, as it says nothing on what is counted.
    pub refused: Vec<bool>,
    pub quota: Option<Quota>,
    pub managers_unplaced: i64,
    pub reserve_known: bool,
    pub node_steps: Vec<Step>,
}

/// The most nodes a pool has.
pub(super) fn nodes(pool: &FleetPool) -> i64 {
    pool.max.unwrap_or(pool.pool.count).max(0)
}

impl Setup {
    pub fn new(question: &FleetQuestion) -> Setup {
        let pools: Vec<Pool> = question
            .pools
            .iter()
            .map(|pool| Pool {
                count: nodes(pool),
                ..pool.pool.clone()
            })
            .collect();
        let placed = pools::place(&Question {
            platform: question.platform,
            kubernetes_minor: question.kubernetes_minor,
            pools,
            managers: question.managers.clone(),
            ..Question::default()
        });
        let mut setup = Setup {
            parts: Vec::new(),
            pool_of: Vec::new(),
            names: Vec::new(),
            nodes: Vec::new(),
            free: Vec::new(),
            profiles: Vec::new(),
            requests: Vec::new(),
            shares: Vec::new(),
            never_fits: Vec::new(),
            refused: Vec::new(),
            // What is no quantity was refused before.
            quota: quota(&question.quota).unwrap_or(None),
            managers_unplaced: placed.unplaced,
            reserve_known: placed.reserve_known,
            node_steps: placed.steps,
        };
        for (index, (pool, place)) in question.pools.iter().zip(&placed.pools).enumerate() {
            setup.names.push(pool.pool.name.clone());
            setup.nodes.push(nodes(pool));
            setup.free.push(place.free);
            let all = Amounts {
                gpu: pool.gpu.max(0),
                ..place.allocatable
            };
            for (count, free) in &place.splits {
                if pool.pool.eligible == Some(false) {
                    continue;
                }
                let used = |all: i64, free: i64| {
                    if all == Amounts::UNLIMITED {
                        0
                    } else {
                        all - free
                    }
                };
                setup.pool_of.push(index);
                setup.parts.push(NodePool {
                    name: pool.pool.name.clone(),
                    count: *count,
                    allocatable: all,
                    used: Amounts {
                        cpu_m: used(all.cpu_m, free.cpu_m),
                        memory: used(all.memory, free.memory),
                        ephemeral: used(all.ephemeral, free.ephemeral),
                        pods: used(all.pods, free.pods),
                        gpu: 0,
                    },
                    labels: pool.pool.labels.clone(),
                    taints: pool.pool.taints.clone(),
                });
            }
        }
        for profile in &question.profiles {
            setup.add(profile, question);
        }
        setup
    }

    fn add(&mut self, profile: &FleetProfile, question: &FleetQuestion) {
        let (request, silent) = request(profile, question);
        let one = Profile {
            name: profile.name.clone(),
            request,
            selector: profile.node_selector.clone(),
            tolerations: profile.tolerations.clone(),
        };
        let refused = self.quota.as_ref().is_some_and(|quota| {
            let counted = |hard: i64, silent: bool| hard != Amounts::UNLIMITED && silent;
            counted(quota.hard.cpu_m, silent[0])
                || counted(quota.hard.memory, silent[1])
                || counted(quota.hard.ephemeral, silent[2])
        });
        let never = fit(&self.parts, &one).total == 0;
        let runs = !never && !refused;
        self.shares
            .push(if runs { profile.share.max(0.0) } else { 0.0 });
        self.never_fits.push(never);
        self.refused.push(refused);
        self.requests.push(JobRequest {
            cpu_m: request.cpu_m,
            memory: request.memory,
            ephemeral: request.ephemeral,
        });
        self.profiles.push(one);
    }

    /// Writes out what each kind asks for.
    pub fn write(&self, question: &FleetQuestion, steps: &mut Steps) {
        let source = "kubernetes/component-helpers@1961876b:resource/helpers.go";
        for (profile, asked) in question.profiles.iter().zip(&self.requests) {
            let result = [milli(asked.cpu_m), bytes(asked.memory)].join(", ");
            let (mut cpu, mut memory) = (Vec::new(), Vec::new());
            if profile.request.is_none() {
                for container in &job(profile, question).containers {
                    let cpu_m = container_request(container, |ask| ask.cpu_m).unwrap_or(0);
                    cpu.push(milli(cpu_m));
                    memory.push(bytes(
                        container_request(container, |ask| ask.memory).unwrap_or(0),
                    ));
                }
            }
            let sum = if cpu.len() > 1 {
                [cpu.join(" + "), memory.join(" + ")].join(", ")
            } else {
                String::new()
            };
            steps.add(
                FleetWhat::ProfileRequest,
                Some(&profile.name),
                sum,
                result,
                source,
            );
        }
    }

    /// Whether a packing takes so long that only what matters most is tried.
    pub fn is_large(&self) -> bool {
        self.parts.len() * self.profiles.len() > LARGE
    }
}

/// What a pod asks for, and whether a container says nothing on cpu, memory or disk.
fn request(profile: &FleetProfile, question: &FleetQuestion) -> (Amounts, [bool; 3]) {
    if let Some(request) = profile.request {
        let amounts = Amounts {
            cpu_m: request.cpu_m.max(0),
            memory: request.memory.max(0),
            ephemeral: request.ephemeral.max(0),
            pods: 1,
            gpu: request.gpu.max(0),
        };
        let silent = [amounts.cpu_m, amounts.memory, amounts.ephemeral].map(|asked| asked == 0);
        return (amounts, silent);
    }
    let job = job(profile, question);
    let asked = pod_request(&job);
    let silent = |get: fn(&Ask) -> Option<i64>| {
        job.containers.is_empty()
            || job
                .containers
                .iter()
                .any(|container| container_request(container, get).is_none())
    };
    (
        crate::end_to_end::amounts(asked),
        [
            silent(|a| a.cpu_m),
            silent(|a| a.memory),
            silent(|a| a.ephemeral),
        ],
    )
}

/// The pod after the LimitRange's defaults. A limit that is there becomes the request before that.
fn job(profile: &FleetProfile, question: &FleetQuestion) -> Job {
    let mut job = Job {
        containers: profile.containers.clone(),
        ..Job::default()
    };
    if let Some(range) = question.limit_range {
        for container in &mut job.containers {
            let asked = container.request;
            let limit = container.limit;
            let or = |get: fn(&Ask) -> Option<i64>| {
                get(&asked)
                    .or(get(&limit))
                    .or(get(&range.default_request))
                    .or(get(&range.default))
            };
            container.request = Ask {
                cpu_m: or(|a| a.cpu_m),
                memory: or(|a| a.memory),
                ephemeral: or(|a| a.ephemeral),
            };
        }
    }
    job
}

/// The question with every kind at its worst; none where no kind has one.
pub(super) fn worst(question: &FleetQuestion) -> Option<FleetQuestion> {
    let mut worst = question.clone();
    let mut any = false;
    for profile in &mut worst.profiles {
        if let Some(request) = profile.worst {
            profile.request = Some(request);
            any = true;
        }
    }
    any.then_some(worst)
}
