//! Describes a fleet: pools, kinds of jobs, how they arrive, and what bounds them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::question::{Ask, Container, Label, Managers, Platform, Pool, Toleration};

/// How many jobs run at once, how long they wait and what that costs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FleetQuestion {
    pub platform: Platform,
    /// The minor version; 0: unknown, taken as recent.
    pub kubernetes_minor: u32,
    pub pools: Vec<FleetPool>,
    pub profiles: Vec<FleetProfile>,
    pub arrivals: Arrivals,
    pub managers: Managers,
    /// How long the runner waits for a pod to start, in seconds; 0: the runner's 180.
    pub poll_timeout_s: i64,
    pub autoscaler: Option<Autoscaler>,
    /// What a ResourceQuota leaves to job pods: its `hard` as the API has it, e.g. `{"requests.cpu": "40"}`.
    pub quota: BTreeMap<String, String>,
    pub limit_range: Option<LimitRange>,
    pub pause: Option<Pause>,
}

/// Pods that hold room for jobs to come (runner 18.11 and newer).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pause {
    /// `idle_count`: of each manager.
    pub idle_count: i64,
    /// What one asks for: the build container's cpu and memory, not the helper's nor the services'.
    pub request: Request,
}

/// Identical nodes, as many as `count` says or as an autoscaler keeps between `min` and `max`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FleetPool {
    #[serde(flatten)]
    pub pool: Pool,
    pub min: Option<i64>,
    /// Jobs at once are counted with so many nodes.
    pub max: Option<i64>,
    /// Devices on a node.
    pub gpu: i64,
    /// Of one node, in any currency.
    pub price_per_hour: Option<f64>,
}

/// What a pod of a kind of jobs asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    pub cpu_m: i64,
    pub memory: i64,
    pub ephemeral: i64,
    pub gpu: i64,
}

/// One kind of job.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FleetProfile {
    pub name: String,
    /// Build, helper and one per service. Used where there is no `request`.
    pub containers: Vec<Container>,
    /// Run before the containers, by the same rule of what a pod asks for as in a [`Job`](crate::answer::Job).
    pub init_containers: Vec<Container>,
    pub request: Option<Request>,
    /// Part of all jobs; the shares need not add up to 1.
    pub share: f64,
    /// Mean duration in seconds without the image pull.
    pub mean_s: f64,
    /// Squared coefficient of variation of the duration; 1 where neither it nor `sd_s` is given.
    pub cs2: Option<f64>,
    /// Standard deviation of the duration in seconds.
    pub sd_s: Option<f64>,
    /// Seconds from a node's being found to the job's start.
    pub pull_s: f64,
    pub node_selector: Vec<Label>,
    pub tolerations: Vec<Toleration>,
    /// What a pod asks for where a job takes all that `*_overwrite_max_allowed` lets it.
    pub worst: Option<Request>,
}

/// How jobs come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrivals {
    /// In the busy hour; 0: the largest of `hours`.
    pub jobs_per_hour: f64,
    /// Jobs that a pipeline brings at once, with shares, or one number of jobs; empty: one.
    #[serde(deserialize_with = "sizes")]
    pub jobs_per_pipeline: BTreeMap<u32, f64>,
    /// Jobs in each of the day's 24 hours; empty: the busy hour all day.
    pub hours: Vec<f64>,
}

/// Times of the cluster autoscaler, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Autoscaler {
    /// Between two looks at Pending pods.
    pub scan_s: i64,
    /// From the request to a node that takes pods.
    pub provision_s: i64,
    /// How long a node is unneeded before it goes.
    pub idle_s: i64,
}

impl Default for Autoscaler {
    /// The scan interval and idle time that the autoscaler has by itself, and the 4 minutes its FAQ gives for a node.
    fn default() -> Autoscaler {
        Autoscaler {
            scan_s: 10,
            provision_s: 240,
            idle_s: 600,
        }
    }
}

/// Defaults for containers that say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitRange {
    pub default_request: Ask,
    /// Default limits; the request where there is no default request.
    pub default: Ask,
}

/// `3`, or `{"1": 0.5, "8": 0.5}`.
fn sizes<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeMap<u32, f64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sizes {
        One(u32),
        Shares(BTreeMap<String, f64>),
    }
    let refused =
        || serde::de::Error::custom("jobs_per_pipeline: a number of jobs, or shares by number");
    match Sizes::deserialize(from).map_err(|_| refused())? {
        Sizes::One(jobs) => Ok(BTreeMap::from([(jobs, 1.0)])),
        Sizes::Shares(shares) => shares
            .into_iter()
            .map(|(jobs, share)| Ok((jobs.parse().map_err(|_| refused())?, share)))
            .collect(),
    }
}
