//! Puts the codes of a fleet's answer into words.

use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{Advice, AdviceCode, ChangeKind, ClosedForm, FleetWhat};
use runwright_model::{Lang, Text, say, text::t};

pub(super) fn dimension(dimension: Dimension) -> Text {
    match dimension {
        Dimension::CpuM => t("CPU", "CPU"),
        Dimension::Memory => t("memory", "内存"),
        Dimension::Ephemeral => t("disk", "磁盘"),
        Dimension::Pods => t("pods", "Pod 数"),
        Dimension::Gpu => t("GPUs", "GPU"),
        Dimension::Selector => t("selector or taints", "选择器或污点"),
    }
}

pub(super) fn closed(form: ClosedForm) -> Text {
    match form {
        ClosedForm::Mmc => t(
            "by formula (M/M/c, exact here)",
            "按公式（M/M/c，此处精确）",
        ),
        ClosedForm::Batch => t(
            "by formula (jobs in batches, exact here)",
            "按公式（成批到达，此处精确）",
        ),
        ClosedForm::AllenCunneen => t(
            "By formula (M/G/c by Allen and Cunneen, an estimate)",
            "按公式（M/G/c，Allen-Cunneen 估算）",
        ),
        ClosedForm::Patience => t(
            "by formula (M/M/c with a timeout, exact if slots never run out)",
            "按公式（带超时的 M/M/c，槽位不耗尽时精确）",
        ),
    }
}

pub(super) fn change(kind: ChangeKind, about: &str, lang: Lang) -> String {
    match kind {
        ChangeKind::LessCpu => say!(
            lang,
            "{about}: request less CPU, so that one more fits on a node",
            "{about}：减少 CPU 请求，使每个节点多放一个"
        ),
        ChangeKind::LessMemory => say!(
            lang,
            "{about}: request less memory, so that one more fits on a node",
            "{about}：减少内存请求，使每个节点多放一个"
        ),
        ChangeKind::OneMoreNode => say!(lang, "{about}: one more node", "{about}：增加一个节点"),
        ChangeKind::LargerNodes => say!(
            lang,
            "{about}: half as many nodes of twice the size, at twice the price (assumed)",
            "{about}：节点减半、规格翻倍，价格按翻倍假定"
        ),
        ChangeKind::SlotsAsExpected => say!(
            lang,
            "As many slots as jobs are expected to run",
            "槽位与预期运行的作业数一致"
        ),
        ChangeKind::SlotsAsGuaranteed => say!(
            lang,
            "As many slots as jobs that start whatever runs",
            "槽位与无论运行什么都能启动的作业数一致"
        ),
        ChangeKind::LongerPollTimeout => say!(
            lang,
            "poll_timeout above the start of a new node",
            "poll_timeout 大于新节点的启动时间"
        ),
        ChangeKind::OwnNodes => say!(
            lang,
            "{about}: nodes of its own, by a label and a taint",
            "{about}：用标签和污点划出专用节点"
        ),
    }
}

pub(super) fn advice(advice: &Advice, lang: Lang) -> String {
    let number = |at: usize| advice.numbers.get(at).copied().unwrap_or(0);
    let (a, b, c) = (number(0), number(1), number(2));
    let about = advice.about.as_deref().unwrap_or_default();
    match advice.code {
        AdviceCode::NeverFits => say!(
            lang,
            "{about} fits on no node: its jobs always fail. They are left out of the numbers above.",
            "{about} 在任何节点上都放不下，其作业总会失败。以上数字不含这类作业。"
        ),
        AdviceCode::SlotsAboveExpected => say!(
            lang,
            "{a} slots take more than the {b} jobs that run at once: a further pod stays Pending and its job fails after {c} s. Fewer slots let it wait in GitLab instead.",
            "{a} 个槽位多于能同时运行的 {b} 个作业：多出的 Pod 会处于 Pending，其作业在 {c} 秒后失败。减少槽位可让作业改在 GitLab 中等待。"
        ),
        AdviceCode::SlotsAboveGuaranteed => say!(
            lang,
            "{a} slots fit the {c} jobs expected, yet an unlucky mix already keeps the largest job out while {b} run.",
            "{a} 个槽位不超过预期的 {c} 个作业，但若组合不巧，运行 {b} 个作业时最大的作业就可能放不下。"
        ),
        AdviceCode::SlotsBelowExpected => say!(
            lang,
            "{a} slots leave nodes idle that run {b} jobs; jobs wait in GitLab meanwhile.",
            "槽位只有 {a} 个，而节点可运行 {b} 个作业；节点会有空闲，作业却在 GitLab 中等待。"
        ),
        AdviceCode::SlotsFit => say!(
            lang,
            "All {a} slots start whatever the mix: no pod stays Pending for lack of room.",
            "无论组合如何，{a} 个槽位的作业都能启动，不会有 Pod 因空间不足而处于 Pending。"
        ),
        AdviceCode::PollTimeoutBelowColdStart => say!(
            lang,
            "poll_timeout is {a} s and a new node takes {b} s: jobs that make the cluster grow fail before it has grown.",
            "poll_timeout 为 {a} 秒，新节点需要 {b} 秒：触发扩容的作业会在扩容完成前失败。"
        ),
        AdviceCode::Overloaded => say!(
            lang,
            "About {a} jobs would be at work and {b} run at once: in the busy hour the line only grows.",
            "约有 {a} 个作业需要同时运行，而只能运行 {b} 个：繁忙时段排队只增不减。"
        ),
        AdviceCode::QuotaBinds => say!(
            lang,
            "The quota admits {a} jobs; the nodes may hold more.",
            "配额只允许 {a} 个作业，节点可能还能容纳更多。"
        ),
        AdviceCode::QuotaNeedsRequest => say!(
            lang,
            "The quota refuses pods of {about}: they do not request what it counts. A LimitRange with defaults or requests in the runner mend that.",
            "配额会拒绝 {about} 的 Pod：它们没有请求配额所统计的资源。可设置带默认值的 LimitRange，或在 Runner 中写明请求。"
        ),
        AdviceCode::ManagersUnplaced => say!(
            lang,
            "{a} managers fit on no node.",
            "有 {a} 个管理器在任何节点上都放不下。"
        ),
        AdviceCode::ReserveUnknown => lang
            .pick(
                "This platform publishes no formula for what nodes keep; kubelet defaults are used. --nodes gives exact figures.",
                "该平台未公布节点预留的公式，这里按 kubelet 默认值计算。用 --nodes 可得到精确数字。",
            )
            .to_string(),
        AdviceCode::LabelsUnknown => lang
            .pick(
                "No pool states labels, so node selectors were not looked at.",
                "没有节点池写明标签，因此未考虑节点选择器。",
            )
            .to_string(),
        AdviceCode::WorstNeverFits => say!(
            lang,
            "{about} at its overwrite maximum fits on no node.",
            "{about} 按覆盖上限在任何节点上都放不下。"
        ),
    }
}

pub(super) fn step(what: FleetWhat) -> Text {
    match what {
        FleetWhat::Pause => t("Pause pods × what each asks for", "占位 Pod × 各自的请求"),
        FleetWhat::Warm => t("Jobs that start in their room", "可在其空间内启动的作业"),
        FleetWhat::ProfileRequest => t("a job asks for", "作业请求"),
        FleetWhat::Best => t("Best packing: nodes × jobs", "最优放置：节点数 × 作业数"),
        FleetWhat::Bound => t("No packing holds more than", "任何放置都不超过"),
        FleetWhat::Expected => t(
            "Expected: jobs of all simulated runs ÷ runs",
            "预期：各次模拟的作业总数 ÷ 次数",
        ),
        FleetWhat::Guaranteed => t(
            "guaranteed (nodes × fewest jobs in the way)",
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
        FleetWhat::PoolNodes => t("nodes in that hour", "该小时的节点数"),
        FleetWhat::NodeHours => t("Node hours of a day", "每天的节点小时数"),
        FleetWhat::CostPerHour => t("Cost of all nodes an hour", "全部节点每小时费用"),
        FleetWhat::AutoscaledPerHour => t("Autoscaled cost an hour", "自动伸缩每小时费用"),
        FleetWhat::CostPerMonth => t("Cost of all nodes a month", "全部节点每月费用"),
        FleetWhat::CostPerJob => t("Cost of all nodes a job", "全部节点每个作业费用"),
    }
}
