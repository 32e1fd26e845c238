//! Names what is in an answer: formulas, sums and their groups.

use runwright_model::answer::StepWhat;
use runwright_model::answer::fleet::{ClosedForm, FleetWhat};
use runwright_model::{Text, text::t};

/// The name of a formula.
pub fn closed(form: ClosedForm) -> Text {
    match form {
        ClosedForm::Mmc => t("M/M/c, Erlang C", "M/M/c，Erlang C"),
        ClosedForm::Batch => t("M^[X]/M/c, jobs in batches", "M^[X]/M/c，成批到达"),
        ClosedForm::Patience => t("M/M/c with fixed patience", "带固定等待时限的 M/M/c"),
        ClosedForm::AllenCunneen => t("M/G/c, Allen-Cunneen", "M/G/c，Allen-Cunneen"),
    }
}

/// What a line of the arithmetic is about.
pub fn step(what: FleetWhat) -> Text {
    match what {
        FleetWhat::Pause => t("Pause pods × what each asks for", "占位 Pod × 各自的请求"),
        FleetWhat::Warm => t("Jobs that start in their room", "可在其空间内启动的作业"),
        FleetWhat::ProfileRequest => t("A job asks for", "作业请求"),
        FleetWhat::Best => t("Best packing: nodes × jobs", "最优放置：节点数 × 作业数"),
        FleetWhat::Bound => t("No packing holds more than", "任何放置都不超过"),
        FleetWhat::Expected => t(
            "Expected: jobs of all simulated runs ÷ runs",
            "预期：各次模拟的作业总数 ÷ 次数",
        ),
        FleetWhat::Guaranteed => t(
            "Guaranteed (nodes × fewest jobs in the way)",
            "有保证（节点数 × 最少的阻碍作业数）",
        ),
        FleetWhat::Quota => t("Jobs the quota admits", "配额允许的作业数"),
        FleetWhat::Slots => t("Slots of the managers", "管理器槽位"),
        FleetWhat::AtRisk => t("Jobs at risk", "有风险的作业数"),
        FleetWhat::MeanHold => t("A job holds its slot for", "作业占用槽位的时间"),
        FleetWhat::Erlangs => t("Jobs at work if none waits", "无需等待时运行中的作业数"),
        FleetWhat::Load => t("Load", "负载"),
        FleetWhat::ColdStart => t(
            "Start on a new node: scan + node + pull",
            "新节点上启动：扫描 + 节点就绪 + 拉取镜像",
        ),
        FleetWhat::BusyJobs => t(
            "Jobs at work in the busiest hour, p90",
            "最忙一小时运行中的作业数，p90",
        ),
        FleetWhat::PoolNodes => t("Nodes in that hour", "该小时的节点数"),
        FleetWhat::NodeHours => t("Node hours of a day", "每天的节点小时数"),
        FleetWhat::CostPerHour => t("Cost of all nodes an hour", "全部节点每小时费用"),
        FleetWhat::AutoscaledPerHour => t("Autoscaled cost an hour", "自动伸缩每小时费用"),
        FleetWhat::CostPerMonth => t("Cost of all nodes a month", "全部节点每月费用"),
        FleetWhat::CostPerJob => t("Cost of all nodes a job", "全部节点每个作业费用"),
    }
}

/// What the result of a line counts, to stand behind a bare number; empty where it has its unit or needs none.
pub fn unit(what: FleetWhat) -> Text {
    match what {
        FleetWhat::Best
        | FleetWhat::Bound
        | FleetWhat::Expected
        | FleetWhat::Guaranteed
        | FleetWhat::Quota
        | FleetWhat::AtRisk
        | FleetWhat::Warm
        | FleetWhat::Erlangs
        | FleetWhat::BusyJobs => t(" jobs", " 个作业"),
        FleetWhat::Slots => t(" slots", " 个槽位"),
        FleetWhat::PoolNodes => t(" nodes", " 个节点"),
        FleetWhat::NodeHours => t(" node hours", " 节点小时"),
        _ => Text::EMPTY,
    }
}

/// The same for the arithmetic of a node.
pub fn node_unit(what: StepWhat) -> Text {
    match what {
        StepWhat::MaxPods | StepWhat::FreePods => t(" pods", " 个 Pod"),
        StepWhat::ManagersPlaced => t(" managers", " 个管理器"),
        _ => Text::EMPTY,
    }
}

/// Titles of the groups of sums, in order.
pub const GROUPS: [Text; 7] = [
    t("Job requests", "作业请求"),
    t("Nodes", "节点"),
    t("Jobs at once", "同时运行的作业数"),
    t("Slots", "槽位"),
    t("Waiting", "等待"),
    t("Day", "一天"),
    t("Cost", "费用"),
];

/// The group of the arithmetic of a node.
pub const NODES: usize = 1;

/// The group a line belongs to.
pub fn group(what: FleetWhat) -> usize {
    match what {
        FleetWhat::ProfileRequest => 0,
        FleetWhat::Best
        | FleetWhat::Bound
        | FleetWhat::Expected
        | FleetWhat::Guaranteed
        | FleetWhat::Quota => 2,
        FleetWhat::Slots | FleetWhat::AtRisk => 3,
        FleetWhat::MeanHold | FleetWhat::Erlangs | FleetWhat::Load => 4,
        FleetWhat::ColdStart
        | FleetWhat::BusyJobs
        | FleetWhat::PoolNodes
        | FleetWhat::NodeHours
        | FleetWhat::Pause
        | FleetWhat::Warm => 5,
        FleetWhat::CostPerHour
        | FleetWhat::AutoscaledPerHour
        | FleetWhat::CostPerMonth
        | FleetWhat::CostPerJob => 6,
    }
}
