//! Puts the steps of the capacity answer into words.

use crate::context::Cx;
use runwright_model::Text;
use runwright_model::answer::StepWhat as What;
use runwright_model::protocol::SumStep;
use runwright_model::text::t;

/// How the number of jobs comes about, step by step. The page does not show it, so it is no part of what each key sends.
pub fn steps(cx: &Cx) -> Vec<SumStep> {
    let steps = cx.answer.steps.iter();
    steps
        .map(|step| SumStep {
            what: match &step.pool {
                // With one pool its name would only repeat itself.
                Some(pool) if cx.answer.pools.len() > 1 => [
                    pool.as_str(),
                    cx.lang.pick(": ", "："),
                    cx.t(step_text(step.what)),
                ]
                .concat(),
                _ => cx.t(step_text(step.what)).to_string(),
            },
            sum: step.sum.clone(),
            result: step.result.clone(),
            source: step.source.clone(),
        })
        .collect()
}

/// What a line of a node's or a job's arithmetic is about.
pub fn step_text(what: What) -> Text {
    match what {
        What::JobCpu => t("CPU a job asks for", "作业请求的 CPU"),
        What::JobMemory => t("Memory a job asks for", "作业请求的内存"),
        What::JobEphemeral => t("Disk a job asks for", "作业请求的磁盘"),
        What::JobBestEffort => t("The job asks for nothing", "作业没有请求资源"),
        What::ReportedMemory => t("Memory a node reports", "节点上报的内存"),
        What::ReservedCpu => t("CPU reserved for the node", "节点预留的 CPU"),
        What::ReservedMemory => t("Memory reserved for the node", "节点预留的内存"),
        What::ReservedDisk => t("Disk reserved for the node", "节点预留的磁盘"),
        What::EvictionMemory => t("Memory below which pods are evicted", "触发驱逐的内存阈值"),
        What::EvictionDisk => t("Disk below which pods are evicted", "触发驱逐的磁盘阈值"),
        What::AllocatableCpu => t("Allocatable CPU", "可分配 CPU"),
        What::AllocatableMemory => t("Allocatable memory", "可分配内存"),
        What::AllocatableDisk => t("Allocatable disk", "可分配磁盘"),
        What::AllocatablePasted => t("Allocatable, as pasted", "粘贴的可分配量"),
        What::MaxPods => t("Pods a node takes", "节点的 Pod 上限"),
        What::FreeCpu => t("CPU left for jobs", "留给作业的 CPU"),
        What::FreeMemory => t("Memory left for jobs", "留给作业的内存"),
        What::FreePods => t("Pods left for jobs", "留给作业的 Pod 数"),
        What::PerNodeCpu => t("Jobs on a node by CPU", "按 CPU 每节点作业数"),
        What::PerNodeMemory => t("Jobs on a node by memory", "按内存每节点作业数"),
        What::PerNodeDisk => t("Jobs on a node by disk", "按磁盘每节点作业数"),
        What::PerNodePods => t("Jobs on a node by pods", "按 Pod 数每节点作业数"),
        What::JobsPerNode => t(
            "Jobs on a node: the least of these",
            "每节点作业数：取最小值",
        ),
        What::PoolTotal => t("Jobs in the pool", "节点池的作业数"),
        What::PoolNotEligible => t("Jobs may not run here", "作业不能在此运行"),
        What::ManagersPlaced => t("Managers on the nodes", "节点上的管理器"),
        What::ClusterJobs => t("Jobs on all nodes", "所有节点的作业数"),
        What::Slots => t("Slots of the managers", "管理器槽位"),
        What::EffectiveJobs => t(
            "Jobs at once: the lesser of both",
            "同时运行的作业数：取较小者",
        ),
        What::PooledCpu => t(
            "For comparison, all CPU divided by the job's",
            "对照：全部 CPU 除以作业请求",
        ),
        What::PooledMemory => t(
            "For comparison, all memory divided by the job's",
            "对照：全部内存除以作业请求",
        ),
    }
}
