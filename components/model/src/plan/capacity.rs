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
        max_pods: Option<u32> = "", Kind::Int { min: 1, max: 1024, unit: crate::Text::EMPTY }, t("Most pods", "Pod 上限"), "110";
        used_cpu: Quantity = "300m", Kind::Quantity(Resource::Cpu), t("DaemonSets: CPU", "DaemonSet：CPU"), "300m";
        used_memory: Quantity = "400Mi", Kind::Quantity(Resource::Memory), t("DaemonSets: memory", "DaemonSet：内存"), "400Mi";
        used_pods: u32 = "4", Kind::Int { min: 0, max: 500, unit: crate::Text::EMPTY }, t("DaemonSets: pods", "DaemonSet：Pod 数"), "4";
        alloc_cpu: Option<Quantity> = "", Kind::Quantity(Resource::Cpu), t("Allocatable CPU", "可分配 CPU"), "7910m";
        alloc_memory: Option<Quantity> = "", Kind::Quantity(Resource::Memory), t("Allocatable memory", "可分配内存"), "29Gi";
        machine: String = "", Kind::Text(Format::Any), t("Machine type", "机型"), "m7i.2xlarge";
        min: Option<u32> = "", Kind::Int { min: 0, max: 10000, unit: crate::Text::EMPTY }, t("Least nodes", "最少节点"), "1";
        max: Option<u32> = "", Kind::Int { min: 0, max: 10000, unit: crate::Text::EMPTY }, t("Most nodes", "最多节点"), "6";
        price: Option<Quantity> = "", Kind::Quantity(Resource::Cpu), t("Price per hour", "每小时价格"), "0.40";
        gpu: Option<u32> = "", Kind::Int { min: 0, max: 64, unit: crate::Text::EMPTY }, t("GPUs", "GPU"), "1";
        /// `key=value` each.
        labels: Vec<String> = "", Kind::List { format: Format::LabelPair, max: 32 }, t("Node labels", "节点标签"), "workload=ci";
        /// `key=value:Effect` or `key:Effect` each.
        taints: Vec<String> = "", Kind::List { format: Format::Taint, max: 32 }, t("Node taints", "节点污点"), "ci=true:NoSchedule";
    }
}

row! {
    /// One kind of job. Without cpu and memory it is the job pod of this plan.
    Profile {
        name: String = "", Kind::Text(Format::Any), t("Kind of job", "作业类型"), "build";
        share: u32 = "1", Kind::Int { min: 0, max: 10000, unit: crate::Text::EMPTY }, t("Share", "份额"), "1";
        cpu: Option<Quantity> = "", Kind::Quantity(Resource::Cpu), t("CPU request", "CPU 请求"), "2";
        memory: Option<Quantity> = "", Kind::Quantity(Resource::Memory), t("Memory request", "内存请求"), "4Gi";
        storage: Option<Quantity> = "", Kind::Quantity(Resource::Storage), t("Disk request", "磁盘请求"), "10Gi";
        gpu: Option<u32> = "", Kind::Int { min: 0, max: 64, unit: crate::Text::EMPTY }, t("GPUs", "GPU"), "1";
        mean_s: u32 = "300", Kind::Int { min: 1, max: 604_800, unit: t("s", "秒") }, t("Mean duration", "平均时长"), "300";
        /// Standard deviation; none: as long as the mean.
        spread_s: Option<u32> = "", Kind::Int { min: 0, max: 604_800, unit: t("s", "秒") }, t("Spread of duration", "时长标准差"), "300";
        pull_s: u32 = "20", Kind::Int { min: 0, max: 86_400, unit: t("s", "秒") }, t("Start and image pull", "启动与拉取"), "20";
        /// The most that a job's variables may ask for.
        max_cpu: Option<Quantity> = "", Kind::Quantity(Resource::Cpu), t("Most CPU a job may ask", "作业可申请的最大 CPU"), "8";
        max_memory: Option<Quantity> = "", Kind::Quantity(Resource::Memory), t("Most memory a job may ask", "作业可申请的最大内存"), "16Gi";
        /// `key=value` each; none: the plan's.
        selector: Vec<String> = "", Kind::List { format: Format::LabelPair, max: 32 }, t("Node selector", "节点选择器"), "workload=ci";
        /// `key=value:Effect` or `key:Effect` each; none: the plan's.
        tolerations: Vec<String> = "", Kind::List { format: Format::Taint, max: 32 }, t("Tolerated taints", "容忍的污点"), "ci=true:NoSchedule";
    }
}

section! {
    /// The nodes that job pods may use.
    CapacityPlan "capacity" {
        pools: Vec<Pool> = Initial::Rows(&[&[("name", "ci"), ("nodes", "3"), ("cpu", "8"), ("memory", "32Gi")]]), Kind::Rows(Pool::COLUMNS),
            t("Node pools", "节点池"),
            t("Nodes of a pool are identical. Paste kubectl get nodes,pods -A -o json or kubectl describe nodes for exact figures.", "同一节点池内的节点相同。粘贴 kubectl get nodes,pods -A -o json 或 kubectl describe nodes 的输出可得到精确数值。");
        managers_here: bool = Initial::Text("true"), Kind::Bool,
            t("Managers run on these nodes", "管理器也在这些节点上"),
            t("Their requests are taken off before jobs are counted.", "先扣除管理器的请求，再计算作业数。");
        profiles: Vec<Profile> = Initial::Rows(&[&[("name", "job")]]), Kind::Rows(Profile::COLUMNS),
            t("Kinds of jobs", "作业类型"),
            t("A kind without requests is the job pod of this plan. Shares are parts of all jobs.", "不填请求的类型即本方案的作业 Pod。份额表示在全部作业中所占的比例。");
        jobs_per_hour: u32 = Initial::Text("30"), Kind::Int { min: 0, max: 100_000, unit: crate::Text::EMPTY },
            t("Jobs in the busy hour", "高峰小时作业数"),
            t("Started in the hour of the day that has most.", "一天中最忙的一小时启动的作业数。");
        jobs_per_pipeline: Vec<String> = Initial::List(&["1"]), Kind::List { format: Format::Jobs, max: 100 },
            t("Jobs per pipeline", "每条流水线的作业数"),
            t("Jobs that come at the same moment. A number, or several with their shares, as 1:3 and 8:1.", "同一时刻到来的作业数。填一个数，或多个数及其份额，如 1:3 和 8:1。");
        hours: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Percent, max: 24 },
            t("Load by hour", "各小时负载"),
            t("24 percentages of the busy hour, from midnight. Empty: the busy hour all day.", "从零点起 24 个数，为高峰小时的百分比。留空：全天都按高峰计。");
        scan_s: u32 = Initial::Text("10"), Kind::Int { min: 0, max: 3600, unit: t("s", "秒") },
            t("Autoscaler's scan interval", "自动扩缩的扫描间隔"),
            t("How often it looks for Pending pods.", "检查 Pending Pod 的间隔。") => .advanced();
        provision_s: u32 = Initial::Text("240"), Kind::Int { min: 0, max: 7200, unit: t("s", "秒") },
            t("New node ready after", "新节点就绪用时"),
            t("From the request to a node that takes pods.", "从请求到节点可接收 Pod。") => .advanced();
        idle_s: u32 = Initial::Text("600"), Kind::Int { min: 0, max: 86_400, unit: t("s", "秒") },
            t("Idle node goes after", "空闲节点回收时间"),
            t("The autoscaler's scale-down-unneeded-time.", "自动扩缩器的 scale-down-unneeded-time。") => .advanced();
        pause_pods: u32 = Initial::Text("0"), Kind::Int { min: 0, max: 1000, unit: crate::Text::EMPTY },
            t("Pause pods per manager", "每个管理器的占位 Pod"),
            t("What idle_count of [runners.kubernetes.autoscaler] would keep warm. For the sums here; it is not written to the files.", "[runners.kubernetes.autoscaler] 的 idle_count 会预留的容量。仅用于此处计算，不写入文件。") => .advanced();
        quota_cpu: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Quota: requests.cpu", "配额：requests.cpu"),
            t("Of a ResourceQuota in the job namespace.", "作业命名空间中的 ResourceQuota。") => .advanced();
        quota_memory: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Quota: requests.memory", "配额：requests.memory"),
            t("Of a ResourceQuota in the job namespace.", "作业命名空间中的 ResourceQuota。") => .advanced();
        quota_pods: Option<u32> = Initial::Text(""), Kind::Int { min: 0, max: 100_000, unit: crate::Text::EMPTY },
            t("Quota: pods", "配额：pods"),
            t("Pods that the job namespace may hold.", "作业命名空间可容纳的 Pod 数。") => .advanced();
        default_cpu: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("LimitRange: CPU request", "LimitRange：CPU 请求"),
            t("What a container without a CPU request gets.", "未写 CPU 请求的容器得到的值。") => .advanced();
        default_memory: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("LimitRange: memory request", "LimitRange：内存请求"),
            t("What a container without a memory request gets.", "未写内存请求的容器得到的值。") => .advanced();
    }
}
