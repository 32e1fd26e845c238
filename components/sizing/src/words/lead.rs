//! Says what stops the next job, and what becomes of it.

use super::jobs::slots_sum;
use super::numbers::{amount, code, jobs, list, seconds, slots as slots_of};
use super::view::View;
use crate::work::Stage;
use runwright_checks::dimension;
use runwright_model::answer::Dimension;
use runwright_model::say;

pub(super) fn lead(view: &View) -> String {
    let never = never(view);
    if view.jobs().bound.max(view.jobs().best) == 0 {
        return view.together(&[never, nothing(view)]);
    }
    view.together(&[stops(view), then(view), grows(view), never])
}

/// Kinds that no node takes, with what they ask for.
fn never(view: &View) -> String {
    let lang = view.lang;
    let kinds = view.question.profiles.iter().zip(&view.answer.requests);
    let told: Vec<String> = kinds
        .enumerate()
        .filter(|(_, (kind, _))| view.jobs().never_fits.contains(&kind.name))
        .map(|(at, (_, asked))| {
            let (cpu, memory) = (
                amount(lang, Dimension::CpuM, asked.cpu_m),
                amount(lang, Dimension::Memory, asked.memory),
            );
            let name = view.kind(at);
            say!(
                lang,
                "{name} ({cpu}, {memory})",
                "{name}（{cpu}、{memory}）"
            )
        })
        .collect();
    if told.is_empty() {
        return String::new();
    }
    let (one, told) = (told.len() == 1, list(lang, &told));
    if one {
        say!(
            lang,
            "{told} fits on no node: each of its jobs fails.",
            "{told} 在任何节点上都放不下，其作业都会失败。"
        )
    } else {
        say!(
            lang,
            "{told} fit on no node: each of their jobs fails.",
            "{told} 在任何节点上都放不下，这些作业都会失败。"
        )
    }
}

/// Why nothing runs where it is not for the size of the kinds.
fn nothing(view: &View) -> String {
    let lang = view.lang;
    if view
        .answer
        .quota
        .as_ref()
        .is_some_and(|quota| quota.jobs == 0)
        && view.jobs().never_fits.is_empty()
    {
        return lang
            .pick("The quota admits no job.", "配额不允许任何作业。")
            .to_string();
    }
    if view.answer.pools.iter().all(|pool| pool.nodes == 0) {
        return lang.pick("There are no nodes.", "没有节点。").to_string();
    }
    String::new()
}

/// What stops the next job.
fn stops(view: &View) -> String {
    let lang = view.lang;
    let answer = view.answer;
    let total = answer.slots.slots;
    let hold = if view.has(Stage::Expected) {
        view.jobs().expected.jobs
    } else {
        view.surely()
    };
    if total < hold || total == hold && !view.has(Stage::Expected) {
        let sum = slots_sum(view);
        return if view.has(Stage::Expected) {
            say!(
                lang,
                "The managers stop the next job: {sum}, while the nodes hold {hold}.",
                "挡住下一个作业的是管理器：{sum}，而节点可容纳 {hold} 个。"
            )
        } else {
            say!(
                lang,
                "The managers stop the next job: {sum}, and the nodes hold as many in any case.",
                "挡住下一个作业的是管理器：{sum}，节点无论如何都容得下。"
            )
        };
    }
    if let Some(quota) = answer.quota.as_ref().filter(|quota| quota.binds) {
        let keys: Vec<String> = view
            .question
            .quota
            .iter()
            .filter(|(key, _)| quota.binding.iter().any(|one| of_key(key) == Some(*one)))
            .map(|(key, hard)| [&code(key), " ", hard].concat())
            .collect();
        let (keys, admitted) = (list(lang, &keys), jobs(lang, quota.jobs));
        return say!(
            lang,
            "The quota stops the next job: {keys} admits {admitted}.",
            "挡住下一个作业的是配额：{keys} 只允许 {admitted}。"
        );
    }
    nodes_stop(view)
}

/// The resource that a key of a ResourceQuota counts.
pub(super) fn of_key(key: &str) -> Option<Dimension> {
    match key {
        "requests.cpu" | "cpu" => Some(Dimension::CpuM),
        "requests.memory" | "memory" => Some(Dimension::Memory),
        "requests.ephemeral-storage" | "ephemeral-storage" => Some(Dimension::Ephemeral),
        "pods" | "count/pods" => Some(Dimension::Pods),
        "requests.nvidia.com/gpu" => Some(Dimension::Gpu),
        _ => None,
    }
}

/// What binds on the pools, with the sizes where one kind meets one pool.
fn nodes_stop(view: &View) -> String {
    let lang = view.lang;
    let pools = view.answer.pools.iter().enumerate();
    let binding: Vec<_> = pools
        .filter(|(_, pool)| pool.nodes > 0 && !pool.binding.is_empty())
        .collect();
    let by = |of: Dimension| view.t(dimension(of)).to_string();
    let told: Vec<String> = binding
        .iter()
        .filter_map(|(at, pool)| {
            let (of, name) = (by(*pool.binding.first()?), view.pool(*at));
            Some(say!(lang, "{of} on {name}", "{name} 上的{of}"))
        })
        .collect();
    let [first, ..] = told.as_slice() else {
        return String::new();
    };
    let mut text = if told.len() == 1 {
        say!(
            lang,
            "What stops the next job is {first}.",
            "挡住下一个作业的是 {first}。"
        )
    } else {
        let told = list(lang, &told);
        say!(
            lang,
            "What stops the next job: {told}.",
            "挡住下一个作业的：{told}。"
        )
    };
    // One kind on one pool: the sum fits in a sentence.
    let kinds = view.question.profiles.iter().zip(&view.answer.requests);
    let mut kinds = kinds
        .enumerate()
        .filter(|(_, (kind, _))| kind.share > 0.0 && !view.jobs().never_fits.contains(&kind.name));
    if let ([(at, pool)], Some((kind, (_, asked))), None) =
        (binding.as_slice(), kinds.next(), kinds.next())
        && let Some((of, free, size)) = pool.binding.iter().find_map(|of| match of {
            Dimension::CpuM => Some((*of, pool.free.cpu_m, asked.cpu_m)),
            Dimension::Memory => Some((*of, pool.free.memory, asked.memory)),
            Dimension::Ephemeral => Some((*of, pool.free.ephemeral?, asked.ephemeral)),
            _ => None,
        })
        && size > 0
    {
        let each = free / size;
        let (free, size) = (amount(lang, of, free), amount(lang, of, size));
        let fit = if each == 1 { "fits" } else { "fit" };
        let (pool, kind) = (view.pool(*at), view.kind(kind));
        text.push_str(&say!(
            lang,
            " A node of {pool} has {free} for jobs and {kind} asks for {size}: {each} {fit}.",
            "{pool} 的一个节点有 {free} 可供作业使用，{kind} 请求 {size}，可放 {each} 个。"
        ));
    }
    text
}

/// What becomes of jobs beyond that.
fn then(view: &View) -> String {
    let lang = view.lang;
    let slots = &view.answer.slots;
    let (total, timeout) = (slots.slots, slots.poll_timeout_s);
    let (places, sure) = if view.has(Stage::Expected) {
        (view.jobs().expected.jobs, true)
    } else {
        (view.jobs().bound.max(view.jobs().best), false)
    };
    if total > places {
        let over = total - places;
        let taken = jobs(lang, total);
        if view.answer.quota.as_ref().is_some_and(|quota| quota.binds) {
            return say!(
                lang,
                "The managers take {taken} all the same: {over} of them do not queue, the API refuses their pods and the jobs fail, unless `retry_limits` has the runner try again. With no more slots than places they wait in GitLab, where waiting is free.",
                "管理器仍会接 {taken}：其中 {over} 个并不会排队，Pod 被 API 拒绝，除非用 `retry_limits` 让 Runner 重试，否则作业失败。槽位不多于可容纳的作业数时，作业在 GitLab 中等待，不会因此失败。"
            );
        }
        return say!(
            lang,
            "The managers take {taken} all the same: {over} of them do not queue, their pods stay Pending and the jobs fail after {timeout} s (`poll_timeout`) unless a place comes free. With no more slots than places they wait in GitLab, where waiting is free.",
            "管理器仍会接 {taken}：其中 {over} 个并不会排队，Pod 一直 Pending，若没有空出位置，作业会在 {timeout} 秒（`poll_timeout`）后失败。槽位不多于可容纳的作业数时，作业在 GitLab 中等待，不会因此失败。"
        );
    }
    if !sure && total > view.surely() {
        return String::new();
    }
    let total = slots_of(lang, total);
    say!(
        lang,
        "With {total} further jobs wait in GitLab, where waiting is free.",
        "{total}之外的作业在 GitLab 中等待，不会因此失败。"
    )
}

/// What happens to jobs that make the cluster grow, where the runner does not wait for it.
fn grows(view: &View) -> String {
    let lang = view.lang;
    let timeout = view.answer.slots.poll_timeout_s;
    match &view.answer.autoscaling {
        Some(day) if timeout.saturating_mul(1000) <= day.cold_start_ms => {
            let cold = seconds(lang, day.cold_start_ms);
            say!(
                lang,
                "That counts all nodes; a job that needs a new one would start after {cold}, but fails after {timeout} s.",
                "以上按全部节点计算；需要新节点的作业要 {cold}才能启动，却会在 {timeout} 秒后失败。"
            )
        }
        _ => String::new(),
    }
}
