//! Describes the answer: what fits where, what binds, what is wasted, and the sums behind it.

use serde::{Deserialize, Serialize};

use super::question::NodeAmounts;

/// What can keep one more job out of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    CpuM,
    Memory,
    Ephemeral,
    Pods,
    Gpu,
    /// The job's node selector or tolerations do not match the pool.
    Selector,
}

impl Dimension {
    /// The name in answers, e.g. `cpu_m`.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::CpuM => "cpu_m",
            Dimension::Memory => "memory",
            Dimension::Ephemeral => "ephemeral",
            Dimension::Pods => "pods",
            Dimension::Gpu => "gpu",
            Dimension::Selector => "selector",
        }
    }
}

/// What stops more jobs from running at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitedBy {
    /// The nodes: further jobs the managers take stay Pending and fail after the poll timeout.
    #[default]
    Cluster,
    /// The managers' slots: further jobs wait in GitLab.
    Managers,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    pub pools: Vec<PoolAnswer>,
    pub job_request: JobRequest,
    /// Nothing is requested: only the number of pods limits density.
    pub best_effort: bool,
    pub cluster_jobs: i64,
    /// Jobs the managers take at once.
    pub slots: i64,
    pub effective_jobs: i64,
    pub limited_by: LimitedBy,
    /// Slots beyond the cluster: jobs that would fail after the poll timeout.
    pub jobs_at_risk: i64,
    pub poll_timeout_s: i64,
    /// Manager pods that fit on no node.
    pub managers_unplaced: i64,
    pub pooled: Pooled,
    /// None where no pool takes the job, or where nothing that a job can ask less of binds.
    pub staircase: Option<Staircase>,
    pub steps: Vec<Step>,
    /// Whether the platform's reserve is a published formula; false: kubelet defaults were used.
    pub reserve_known: bool,
}

/// What one job's pod asks for, by the scheduler's rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobRequest {
    pub cpu_m: i64,
    pub memory: i64,
    pub ephemeral: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PoolAnswer {
    pub name: String,
    pub count: i64,
    pub eligible: bool,
    /// Memory as the kubelet reports it.
    pub reported_memory: i64,
    pub allocatable: NodeAmounts,
    /// Allocatable less the overhead, on a node without a manager.
    pub free: NodeAmounts,
    /// The nodes by the number of managers on them, most managers first.
    pub nodes: Vec<NodeSplit>,
    pub jobs_min: i64,
    pub jobs_max: i64,
    pub total: i64,
    /// Of the most common kind of node.
    pub binding: Vec<Dimension>,
    /// Of the most common kind of node.
    pub stranded: Stranded,
}

/// Nodes of a pool that carry the same number of managers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NodeSplit {
    pub nodes: i64,
    /// Managers on each of them.
    pub managers: i64,
    pub free: NodeAmounts,
    /// Jobs on each of them.
    pub jobs: i64,
    pub binding: Vec<Dimension>,
    pub stranded: Stranded,
}

/// What is left on a node that is full of this job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stranded {
    pub cpu_m: i64,
    /// Of the cpu that jobs could ask for on the node (`free`), in thousandths, rounded down.
    pub cpu_permille: i64,
    pub memory: i64,
    /// Of the memory that jobs could ask for on the node, in thousandths, rounded down.
    pub memory_permille: i64,
}

/// The naive sum over all nodes together; shown to say why it is too high.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pooled {
    /// What all eligible nodes have free.
    pub cpu_m: i64,
    pub memory: i64,
    /// Divided by the job's cpu; none where it asks for none.
    pub by_cpu: Option<i64>,
    pub by_memory: Option<i64>,
    /// The least of all resources.
    pub jobs: i64,
    /// The same with 80 % of the nominal cpu and memory in place of what is really free.
    pub jobs_at_80_percent: i64,
}

/// Jobs per node over the size of the job, in the resource that binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staircase {
    /// The pool it is drawn for: the one with the most nodes that take the job.
    pub pool: String,
    /// Cpu, memory or ephemeral storage.
    pub dimension: Dimension,
    /// What the job asks for now.
    pub size: i64,
    /// Jobs per node now.
    pub jobs_per_node: i64,
    /// Largest sizes first; each is the largest that still fits so often.
    pub points: Vec<Stair>,
    /// The largest size that lets one more job on a node; none where something else stops it.
    pub next_up: Option<Stair>,
    /// How much less to ask for to reach `next_up`.
    pub less: i64,
    /// The smallest size that costs a job per node.
    pub next_down: Option<Stair>,
    /// How much more can be asked for before a job per node is lost.
    pub headroom: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stair {
    /// Millicores or bytes.
    pub size: i64,
    pub jobs_per_node: i64,
    /// Jobs in all pools at that size.
    pub cluster_jobs: i64,
}

/// One line of arithmetic, without prose: the page translates `what`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub what: StepWhat,
    /// The pool it is about; none where it is about the job, the managers or the whole cluster.
    pub pool: Option<String>,
    /// e.g. `2000m + 2000m + 500m`.
    pub sum: String,
    pub result: String,
    /// Where the rule was read, as `repository@commit:path`; empty for plain arithmetic.
    pub source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepWhat {
    JobCpu,
    JobMemory,
    JobEphemeral,
    /// Nothing is requested.
    JobBestEffort,
    /// Nominal memory times the share that nodes of the platform report.
    ReportedMemory,
    ReservedCpu,
    ReservedMemory,
    ReservedDisk,
    EvictionMemory,
    EvictionDisk,
    AllocatableCpu,
    AllocatableMemory,
    AllocatableDisk,
    /// Allocatable was read from pasted nodes.
    AllocatablePasted,
    MaxPods,
    FreeCpu,
    FreeMemory,
    FreePods,
    PerNodeCpu,
    PerNodeMemory,
    PerNodeDisk,
    PerNodePods,
    /// The least of the lines above, per node.
    JobsPerNode,
    PoolTotal,
    /// The pool does not match the job's selector or tolerations.
    PoolNotEligible,
    ManagersPlaced,
    ClusterJobs,
    Slots,
    EffectiveJobs,
    PooledCpu,
    PooledMemory,
}
