//! Capacity: the nodes the jobs run on.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::quantity::{Quantity, Resource};
use crate::text::t;
use crate::{row, section};

row! {
    /// Identical nodes. Cpu and memory are the machine's; what it reserves follows the platform
    /// unless the allocatable columns, as pasted from `kubectl get nodes`, say it exactly.
    Pool {
        name: String = "", Kind::Text(Format::Any), t("Pool", "节点池"), "ci";
        nodes: u32 = "1", Kind::Int { min: 0, max: 10000, unit: crate::Text::EMPTY }, t("Nodes", "节点数"), "3";
        cpu: Quantity = "8", Kind::Quantity(Resource::Cpu), t("CPU", "CPU"), "8";
        memory: Quantity = "32Gi", Kind::Quantity(Resource::Memory), t("Memory", "内存"), "32Gi";
        disk: Option<Quantity> = "", Kind::Quantity(Resource::Storage), t("Disk", "磁盘"), "100Gi";
        max_pods: Option<u32> = "", Kind::Int { min: 1, max: 1024, unit: crate::Text::EMPTY }, t("Pods", "Pod 数"), "110";
        used_cpu: Quantity = "300m", Kind::Quantity(Resource::Cpu), t("DaemonSets CPU", "守护 CPU"), "300m";
        used_memory: Quantity = "400Mi", Kind::Quantity(Resource::Memory), t("DaemonSets memory", "守护内存"), "400Mi";
        used_pods: u32 = "4", Kind::Int { min: 0, max: 500, unit: crate::Text::EMPTY }, t("DaemonSet pods", "守护 Pod"), "4";
        alloc_cpu: Option<Quantity> = "", Kind::Quantity(Resource::Cpu), t("Allocatable CPU", "可分配 CPU"), "7910m";
        alloc_memory: Option<Quantity> = "", Kind::Quantity(Resource::Memory), t("Allocatable memory", "可分配内存"), "29Gi";
    }
}

section! {
    /// The nodes that job pods may use.
    CapacityPlan "capacity" {
        pools: Vec<Pool> = Initial::Rows(&[&[("name", "ci"), ("nodes", "3"), ("cpu", "8"), ("memory", "32Gi")]]), Kind::Rows(Pool::COLUMNS),
            t("Node pools", "节点池"),
            t("Identical nodes a row. Paste kubectl get nodes -o json for exact figures.", "相同的节点一行。粘贴 kubectl get nodes -o json 可得到精确数值。");
        managers_here: bool = Initial::Text("true"), Kind::Bool,
            t("Managers run on these nodes", "管理器也在这些节点上"),
            t("Their requests are taken off before jobs are counted.", "先扣除管理器的请求，再计算作业数。");
    }
}
