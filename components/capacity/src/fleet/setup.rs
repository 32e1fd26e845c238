//! Turns the question into nodes and requests: what is free where, and what each kind of job asks for.

use runwright_model::answer::fleet::{FleetPool, FleetProfile, FleetQuestion, FleetWhat};
use runwright_model::answer::{Ask, Job, JobRequest, NodeAmounts, Pool, Question, Step};

use super::quota::{Quota, quota};
use super::steps::Steps;
use crate::answer::pools;
use crate::packing::{Amounts, NodePool, Profile, fit};
use crate::pod_request::{container_request, parts, pod_request};
use crate::sum::{bytes, milli, plus};

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
        let (request, refused) = self.request(profile, question);
        let one = Profile {
            name: profile.name.clone(),
            request,
            selector: profile.node_selector.clone(),
            tolerations: profile.tolerations.clone(),
        };
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

    /// What a pod asks for, and whether the quota refuses it as it says nothing on what is counted.
    pub fn request(&self, profile: &FleetProfile, question: &FleetQuestion) -> (Amounts, bool) {
        let (request, silent) = request(profile, question);
        let refused = self.quota.as_ref().is_some_and(|quota| {
            let counted = |hard: i64, silent: bool| hard != Amounts::UNLIMITED && silent;
            counted(quota.hard.cpu_m, silent[0])
                || counted(quota.hard.memory, silent[1])
                || counted(quota.hard.ephemeral, silent[2])
        });
        (request, refused)
    }

    /// Writes out what each kind asks for.
    pub fn write(&self, question: &FleetQuestion, steps: &mut Steps) {
        let source = "kubernetes/component-helpers@1961876b:resource/helpers.go";
        for (profile, asked) in question.profiles.iter().zip(&self.requests) {
            let result = [milli(asked.cpu_m), bytes(asked.memory)].join(", ");
            let job = job(profile, question);
            let pods = job.containers.len() + job.init_containers.len();
            let sum = if profile.request.is_none() && pods > 1 {
                let cpu = sum(&job, |ask| ask.cpu_m, milli);
                [cpu, sum(&job, |ask| ask.memory, bytes)].join(", ")
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
        let mut all = job.containers.iter().chain(&job.init_containers);
        job.containers.is_empty() || all.any(|one| container_request(one, get).is_none())
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
        init_containers: profile.init_containers.clone(),
        ..Job::default()
    };
    if let Some(range) = question.limit_range {
        let all = job.containers.iter_mut();
        for container in all.chain(&mut job.init_containers) {
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

/// The containers that run together, and what init containers ask for where that is more.
fn sum(job: &Job, get: fn(&Ask) -> Option<i64>, unit: fn(i64) -> String) -> String {
    let sidecars = job.init_containers.iter().filter(|one| one.sidecar);
    let terms: Vec<String> = job
        .containers
        .iter()
        .chain(sidecars)
        .map(|one| unit(container_request(one, get).unwrap_or(0)))
        .collect();
    let parts = parts(job, get, false);
    if parts.peak > parts.sum {
        ["max(", &plus(&terms), ", ", &unit(parts.peak), ")"].concat()
    } else {
        plus(&terms)
    }
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
