//! Says what to know about an answer, and at which field of the plan.

use super::Said;
use super::lead::of_key;
use super::view::View;
use crate::question::is_own;
use crate::work::Stage;
use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{Advice, AdviceCode as Code};
use runwright_model::say;

pub(super) fn advice(view: &View) -> Vec<Said> {
    let list = view.answer.advice.iter();
    list.filter(|one| view.has(since(one.code)))
        .map(|one| Said {
            tone: tone(one.code),
            text: view.said(text(one, view)),
            field: view.field(field(one, view)),
        })
        .collect()
}

/// The stage whose numbers it is about.
fn since(code: Code) -> Stage {
    match code {
        Code::SlotsAboveExpected
        | Code::SlotsAboveGuaranteed
        | Code::SlotsBelowExpected
        | Code::SlotsFit => Stage::Expected,
        _ => Stage::Quick,
    }
}

fn tone(code: Code) -> &'static str {
    match code {
        Code::NeverFits | Code::QuotaNeedsRequest | Code::Overloaded => "error",
        Code::SlotsAboveExpected
        | Code::PollTimeoutBelowColdStart
        | Code::QuotaBinds
        | Code::ManagersUnplaced
        | Code::WorstNeverFits => "warning",
        Code::SlotsAboveGuaranteed
        | Code::SlotsBelowExpected
        | Code::ReserveUnknown
        | Code::LabelsUnknown => "advice",
        Code::SlotsFit => "ok",
    }
}

fn field(advice: &Advice, view: &View) -> &'static str {
    // Whether the kind it is about has requests of its own; else it is the plan's job pod.
    let own = || {
        let (plan, _) = view.plan?;
        let rows = plan.capacity.profiles.iter();
        let mut named = rows.filter(|row| Some(&row.name) == advice.about.as_ref());
        named.next()
    };
    match advice.code {
        Code::NeverFits if own().is_some_and(is_own) => "capacity.profiles",
        Code::NeverFits => "job.cpu_request",
        Code::SlotsAboveExpected
        | Code::SlotsAboveGuaranteed
        | Code::SlotsBelowExpected
        | Code::SlotsFit => "managers.concurrent",
        Code::PollTimeoutBelowColdStart => "job.poll_timeout",
        Code::Overloaded | Code::ReserveUnknown | Code::LabelsUnknown | Code::ManagersUnplaced => {
            "capacity.pools"
        }
        Code::QuotaBinds => {
            let quota = view.answer.quota.as_ref();
            match quota.and_then(|quota| quota.binding.first()) {
                Some(Dimension::Memory) => "capacity.quota_memory",
                Some(Dimension::Pods) => "capacity.quota_pods",
                _ => "capacity.quota_cpu",
            }
        }
        Code::QuotaNeedsRequest => {
            let counts = |of| {
                view.question
                    .quota
                    .keys()
                    .any(|key| of_key(key) == Some(of))
            };
            let asks = view
                .question
                .limit_range
                .unwrap_or_default()
                .default_request;
            if counts(Dimension::CpuM) && asks.cpu_m.is_none() {
                "capacity.default_cpu"
            } else {
                "capacity.default_memory"
            }
        }
        Code::WorstNeverFits
            if own().is_some_and(|row| row.max_cpu.is_some() || row.max_memory.is_some()) =>
        {
            "capacity.profiles"
        }
        Code::WorstNeverFits => "job.cpu_request_overwrite_max_allowed",
    }
}

fn text(advice: &Advice, view: &View) -> String {
    let lang = view.lang;
    let number = |at: usize| advice.numbers.get(at).copied().unwrap_or(0);
    let (a, b, c) = (number(0), number(1), number(2));
    let about = view.name(advice.about.as_deref().unwrap_or_default(), 0);
    match advice.code {
        Code::NeverFits => say!(
            lang,
            "{about} fits on no node: its jobs always fail. They are left out of all numbers.",
            "{about} 在任何节点上都放不下，其作业总会失败。所有数字都不含这类作业。"
        ),
        Code::SlotsAboveExpected => say!(
            lang,
            "{a} slots take more than the {b} jobs that run at once: a further pod stays Pending and its job fails after {c} s. Fewer slots let it wait in GitLab instead.",
            "{a} 个槽位多于能同时运行的 {b} 个作业：多出的 Pod 会处于 Pending，其作业在 {c} 秒后失败。减少槽位可让作业改在 GitLab 中等待。"
        ),
        Code::SlotsAboveGuaranteed => say!(
            lang,
            "{a} slots fit the {c} jobs expected, yet an unlucky mix already keeps the largest job out while {b} run.",
            "{a} 个槽位不超过预期的 {c} 个作业，但若组合不巧，运行 {b} 个作业时最大的作业就可能放不下。"
        ),
        Code::SlotsBelowExpected => say!(
            lang,
            "{a} slots leave nodes idle that run {b} jobs; jobs wait in GitLab meanwhile.",
            "槽位只有 {a} 个，而节点可运行 {b} 个作业；节点会有空闲，作业却在 GitLab 中等待。"
        ),
        Code::SlotsFit if view.answer.autoscaling.is_some() => say!(
            lang,
            "Once the nodes are up, all {a} slots start whatever the mix: no pod stays Pending for lack of room.",
            "节点就绪后，无论组合如何，{a} 个槽位的作业都能启动，不会有 Pod 因空间不足而处于 Pending。"
        ),
        Code::SlotsFit => say!(
            lang,
            "All {a} slots start whatever the mix: no pod stays Pending for lack of room.",
            "无论组合如何，{a} 个槽位的作业都能启动，不会有 Pod 因空间不足而处于 Pending。"
        ),
        Code::PollTimeoutBelowColdStart => say!(
            lang,
            "`poll_timeout` is {a} s and a new node takes {b} s: jobs that make the cluster grow fail before it has grown.",
            "`poll_timeout` 为 {a} 秒，新节点需要 {b} 秒：触发扩容的作业会在扩容完成前失败。"
        ),
        Code::Overloaded => say!(
            lang,
            "About {a} jobs would be at work and {b} run at once: in the busy hour the line only grows.",
            "约有 {a} 个作业需要同时运行，而只能运行 {b} 个：高峰小时内排队只增不减。"
        ),
        Code::QuotaBinds => say!(
            lang,
            "The quota admits {a} jobs; the nodes may hold more.",
            "配额只允许 {a} 个作业，节点可能还能容纳更多。"
        ),
        Code::QuotaNeedsRequest => say!(
            lang,
            "The quota refuses pods of {about}: they do not request what it counts. A LimitRange with defaults or requests in the runner mend that.",
            "配额会拒绝 {about} 的 Pod：它们没有请求配额所统计的资源。可设置带默认值的 LimitRange，或在 Runner 中写明请求。"
        ),
        Code::ManagersUnplaced => say!(
            lang,
            "Managers that fit on no node: {a}.",
            "有 {a} 个管理器在任何节点上都放不下。"
        ),
        Code::ReserveUnknown => lang
            .pick(
                "This platform publishes no formula for what nodes keep; kubelet defaults are used. `kubectl get nodes -o json` gives exact figures.",
                "该平台未公布节点预留的公式，这里按 kubelet 默认值计算。`kubectl get nodes -o json` 可给出精确数字。",
            )
            .to_string(),
        Code::LabelsUnknown => lang
            .pick(
                "No pool states labels, so node selectors were not looked at.",
                "没有节点池写明标签，因此未考虑节点选择器。",
            )
            .to_string(),
        Code::WorstNeverFits => say!(
            lang,
            "{about} at its overwrite maximum fits on no node: a job whose variables ask for all of it fails.",
            "{about} 按覆盖上限在任何节点上都放不下：变量用足上限的作业会失败。"
        ),
    }
}
