//! Describes the answer for a fleet: jobs at once, slots, waits, cost, what helps, and the sums.
//!
//! Whole numbers are jobs, nodes, millicores, bytes, milliseconds and thousandths (`_permille`). Floating point stands
//! for seconds, mean jobs (both to 3 decimals) and money (to 6).

use serde::{Deserialize, Serialize};

use super::super::question::NodeAmounts;
use super::super::result::{Dimension, JobRequest, Staircase, Step};

/// How far an answer has come. Each stage has what those before it have.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Requests, nodes, slots, a bracket of the best packing, guaranteed jobs, closed forms, fixed cost, stairs, pause pods.
    #[default]
    Quick,
    /// The best packing as tight as it gets, and what it leaves on the pools.
    Best,
    /// The simulated scheduler, slots held against it, the worst case, nodes over the day, cost, what to know, the sums.
    Expected,
    /// The simulated waits at the chosen slots.
    Waits,
    /// The curve over slots.
    Curve,
    /// What helps.
    Done,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FleetAnswer {
    pub jobs: AtOnce,
    /// The same where every job takes the most it may; none where no kind says what that is.
    pub worst: Option<AtOnce>,
    pub pools: Vec<FleetPoolAnswer>,
    /// What a pod of each kind asks for, by the scheduler's rules and after the LimitRange's defaults.
    pub requests: Vec<JobRequest>,
    pub quota: Option<QuotaAnswer>,
    pub slots: SlotsAnswer,
    pub waiting: Waiting,
    /// None where no pool has a `min` and a `max`.
    pub autoscaling: Option<Autoscaling>,
    pub cost: Costs,
    /// Of each kind of job that can run, on the pool with most nodes for it.
    pub stairs: Vec<FleetStairs>,
    pub pause: Option<PauseAnswer>,
    /// The most useful first.
    pub changes: Vec<Change>,
    pub advice: Vec<Advice>,
    pub steps: Vec<FleetStep>,
    /// How the figures of a node come about.
    pub node_steps: Vec<Step>,
}

/// Jobs per node over the size of one kind of job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetStairs {
    pub profile: String,
    pub stairs: Staircase,
}

/// What pause pods hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PauseAnswer {
    /// Of all managers together.
    pub pods: i64,
    /// Those that find room beside no job at all.
    pub placed: i64,
    pub cpu_m: i64,
    pub memory: i64,
    /// Jobs of each kind that start at once in what the pods leave when they are evicted: at most as many as fit in what all of
    /// them hold.
    pub warm: Vec<Guarantee>,
    /// What the room they hold costs: their part of a node's price by the resource they take most of; none without a price.
    pub cost_per_hour: Option<f64>,
}

/// Jobs that run at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AtOnce {
    /// The most jobs of the mix that fit together: the first `best` of the order in which each kind comes evenly by its
    /// share.
    pub best: i64,
    /// No packing of the mix is larger.
    pub bound: i64,
    pub proved: bool,
    pub placed: Vec<PlacedNodes>,
    pub expected: Expected,
    pub guaranteed: Vec<Guarantee>,
    /// Kinds that no node ever takes; they are left out of everything else.
    pub never_fits: Vec<String>,
}

/// So many nodes of a pool with the same jobs on each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacedNodes {
    pub pool: String,
    pub nodes: i64,
    /// On each node, by kind.
    pub jobs: Vec<i64>,
}

/// Jobs running when the scheduler first refuses one, over runs with jobs drawn by share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expected {
    pub runs: i64,
    pub mean: f64,
    /// Nine of ten runs reach at least this.
    pub p10: i64,
    pub least: i64,
    pub most: i64,
    /// The mean rounded down: what slots are held against.
    pub jobs: i64,
}

/// While fewer than `jobs` run, whatever they are, one more of the kind starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guarantee {
    pub profile: String,
    pub jobs: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FleetPoolAnswer {
    pub name: String,
    /// The most nodes it has.
    pub nodes: i64,
    /// Of an empty node, after DaemonSets and without managers.
    pub free: NodeAmounts,
    /// Jobs of the best packing.
    pub best: i64,
    /// Mean jobs of the simulated scheduler.
    pub expected: f64,
    /// What keeps the next job out once the best packing is full, the most frequent first; empty where there is room.
    pub binding: Vec<Dimension>,
    /// Left over by the best packing on all nodes.
    pub stranded_cpu_m: i64,
    pub stranded_cpu_permille: i64,
    pub stranded_memory: i64,
    pub stranded_memory_permille: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaAnswer {
    /// Jobs of the mix that the quota admits.
    pub jobs: i64,
    pub binding: Vec<Dimension>,
    /// Whether fewer are admitted than would fit.
    pub binds: bool,
    /// Keys that are not about what pods request; they are not looked at.
    pub ignored: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SlotsAnswer {
    pub slots: i64,
    /// Slots beyond the expected jobs: what they take stays Pending and fails after the poll timeout.
    pub jobs_at_risk: i64,
    pub poll_timeout_s: i64,
    pub managers_unplaced: i64,
}

/// Waits in the busy hour, if it went on for ever.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    pub jobs_per_hour: f64,
    /// Seconds a job holds its slot, pull and run, over all kinds.
    pub mean_s: f64,
    /// Jobs at work on average if none waits.
    pub erlangs: f64,
    pub slots: i64,
    pub places: i64,
    /// None where more jobs come than are done: the line grows without end.
    pub waits: Option<Waits>,
    pub closed: Option<Closed>,
    pub curve: Vec<CurvePoint>,
}

/// From a job's arrival to its start, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waits {
    /// Jobs that were simulated for it.
    pub jobs: i64,
    pub mean_ms: i64,
    /// Half of the mean's 95 % confidence interval: the simulation is a sample.
    pub mean_error_ms: i64,
    pub p50_ms: i64,
    pub p90_ms: i64,
    pub p99_ms: i64,
    /// Jobs that fail because their pod stays Pending.
    pub failing_permille: i64,
    pub utilisation_permille: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedForm {
    /// M/M/c: exact.
    Mmc,
    /// M^[X]/M/c, jobs in pipelines: exact.
    Batch,
    /// M/M/c with a fixed patience: exact where slots never run out.
    Patience,
    /// M/G/c by Allen and Cunneen: an estimate, 18 to 39 % high for durations that vary much.
    AllenCunneen,
}

/// The same by formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub form: ClosedForm,
    pub mean_ms: Option<i64>,
    pub p90_ms: Option<i64>,
    pub failing_permille: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CurvePoint {
    pub slots: i64,
    pub waits: Option<Waits>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Autoscaling {
    pub cold_start_ms: i64,
    /// 24 hours from midnight.
    pub hours: Vec<Hour>,
    pub node_hours_per_day: f64,
    /// Of these, those in which a node is no longer needed and not yet gone.
    pub idle_hours_per_day: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hour {
    pub jobs: f64,
    /// Jobs at work that nine of ten moments do not exceed, held at what runs at once.
    pub busy: i64,
    pub pools: Vec<PoolHour>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PoolHour {
    pub nodes: i64,
    /// With the nodes of the hour before that are still idle.
    pub node_hours: f64,
}

/// None where a price is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Costs {
    /// All nodes all the time.
    pub fixed: Option<Cost>,
    pub autoscaled: Option<Cost>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cost {
    pub per_hour: f64,
    /// 730 hours.
    pub per_month: f64,
    /// None without jobs.
    pub per_job: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    LessCpu,
    LessMemory,
    OneMoreNode,
    /// As many nodes as the slots need, where the slots are what keeps further jobs out.
    FewerNodes,
    LargerNodes,
    SlotsAsExpected,
    /// So few that every job that gets a slot gets a place.
    SlotsAsGuaranteed,
    LongerPollTimeout,
    /// Nodes of a pool set apart for one kind of job by a label and a taint. `about`: the kind.
    OwnNodes,
}

/// Something that would help, and what the answer would then be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// The kind of job or the pool it is about.
    pub about: Option<String>,
    pub edits: Vec<Edit>,
    pub best: i64,
    /// Mean jobs of the simulated scheduler.
    pub expected: f64,
    /// Against now.
    pub expected_gain: f64,
    /// Jobs at once more than now: as many as are expected, and no more than there are slots.
    pub gain: f64,
    /// Jobs of the kind that have a place whatever other kinds run; only where nodes are set apart.
    #[serde(default)]
    pub own_jobs: Option<i64>,
    pub waits: Option<Waits>,
    /// Of all nodes, per hour, against now; none where a price is missing.
    pub cost_per_hour_change: Option<f64>,
}

/// `profiles[0].request.cpu_m` to 3700; `pools[+]` adds a pool, the JSON of a [`FleetPool`](super::FleetPool).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub path: String,
    /// Numbers and lists as JSON writes them; empty where there was nothing.
    pub from: String,
    pub to: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceCode {
    /// No node ever takes this kind.
    NeverFits,
    /// Numbers: slots, expected jobs, poll timeout in seconds.
    SlotsAboveExpected,
    /// Numbers: slots, the least guarantee, expected jobs.
    SlotsAboveGuaranteed,
    /// Numbers: slots, expected jobs.
    SlotsBelowExpected,
    /// Numbers: slots.
    SlotsFit,
    /// Numbers: poll timeout, cold start, both in seconds.
    PollTimeoutBelowColdStart,
    /// More jobs come than are done. Numbers: jobs at work if none waited, places.
    Overloaded,
    /// Numbers: jobs the quota admits.
    QuotaBinds,
    /// The quota refuses pods of this kind: it counts a resource that they do not ask for.
    QuotaNeedsRequest,
    /// Numbers: managers.
    ManagersUnplaced,
    /// The platform publishes no formula of what nodes keep; kubelet defaults are used.
    ReserveUnknown,
    /// No pool states labels, so selectors were not looked at.
    LabelsUnknown,
    /// A job of this kind at its overwrite maximum fits no node.
    WorstNeverFits,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    pub code: AdviceCode,
    pub about: Option<String>,
    pub numbers: Vec<i64>,
}

/// One line of arithmetic, without prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetStep {
    pub what: FleetWhat,
    /// The kind of job or pool; none where it is about the whole fleet.
    pub about: Option<String>,
    pub sum: String,
    pub result: String,
    /// Where the rule was read, as `repository@commit:path`; empty for plain arithmetic.
    pub source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FleetWhat {
    ProfileRequest,
    /// Terms: nodes times jobs on each.
    Best,
    Bound,
    Expected,
    /// Nodes times the fewest jobs that keep one more of the kind out of each.
    Guaranteed,
    Quota,
    Slots,
    AtRisk,
    /// Seconds a job holds a slot.
    MeanHold,
    Erlangs,
    /// How busy the slots or places are.
    Load,
    ColdStart,
    /// Busy jobs in the busiest hour.
    BusyJobs,
    PoolNodes,
    NodeHours,
    /// Pause pods times what each asks for.
    Pause,
    /// Jobs that start in the room of pause pods.
    Warm,
    CostPerHour,
    /// Node hours times price, over 24.
    AutoscaledPerHour,
    CostPerMonth,
    CostPerJob,
}
