//! Judges what the nodes have and no job uses.

use super::capacity::{amount, dimension, fit_edits};
use crate::context::Cx;
use crate::report::{Report, Rule, advice};
use runwright_model::answer::{Dimension, LimitedBy, Staircase};
use runwright_model::derive::Resources;
use runwright_model::quantity::Quantity;
use runwright_model::text::t;
use runwright_model::{Edit, Plan, say};

pub(super) const RULES: &[Rule] = &[
    advice("CAP-105", "job.cpu_request", stranded),
    advice("CAP-106", "managers.concurrent", idle_places),
];

/// The field of the request that the largest container has in this dimension, and its size.
fn largest_request(plan: &Plan, of: Dimension) -> Option<(&'static str, i64)> {
    let size = |resources: &Resources| match of {
        Dimension::CpuM => resources
            .cpu_request
            .or(resources.cpu_limit)
            .map(Quantity::milli_i64),
        Dimension::Memory => resources
            .memory_request
            .or(resources.memory_limit)
            .map(Quantity::value_i64),
        Dimension::Ephemeral => resources
            .storage_request
            .or(resources.storage_limit)
            .map(Quantity::value_i64),
        _ => None,
    };
    let mut best: Option<(&'static str, i64)> = None;
    for (name, resources) in plan.containers() {
        let field = match (name, of) {
            ("build", Dimension::CpuM) => "job.cpu_request",
            ("build", Dimension::Memory) => "job.memory_request",
            ("build", _) => "job.ephemeral_storage_request",
            ("helper", Dimension::CpuM) => "job.helper_cpu_request",
            ("helper", Dimension::Memory) => "job.helper_memory_request",
            ("helper", _) => "job.helper_ephemeral_storage_request",
            (_, Dimension::CpuM) => "job.service_cpu_request",
            (_, Dimension::Memory) => "job.service_memory_request",
            (_, _) => "job.service_ephemeral_storage_request",
        };
        if let Some(size) = size(&resources)
            && best.is_none_or(|(_, most)| size > most)
        {
            best = Some((field, size));
        }
    }
    best
}

/// The edit that makes the job as much smaller as one more job per node needs.
pub(crate) fn step_up(plan: &Plan, staircase: &Staircase) -> Option<(String, Edit)> {
    staircase.next_up.as_ref()?;
    let (field, size) = largest_request(plan, staircase.dimension)?;
    let left = size - staircase.less;
    let text = match staircase.dimension {
        Dimension::CpuM if left >= 10 => Quantity::from_milli(left).canonical(),
        Dimension::Memory | Dimension::Ephemeral if left >= 64 << 20 => {
            // Whole mebibytes read better, and down is the safe side.
            Quantity::from_bytes(left >> 20 << 20).canonical()
        }
        _ => return None,
    };
    Some((text.clone(), Edit::set(field, text)))
}

fn stranded(cx: &Cx, out: &mut Report) {
    let pools = cx
        .answer
        .pools
        .iter()
        .filter(|pool| pool.eligible && pool.jobs_max > 0);
    let Some(pool) = pools.max_by_key(|pool| pool.stranded.cpu_permille) else {
        return;
    };
    if pool.stranded.cpu_permille <= 300 {
        return;
    }
    let binds = pool.binding.first().copied().unwrap_or(Dimension::CpuM);
    let mut body = say!(
        cx.lang,
        "A node of {1} holds {0} of this size; then {2} binds, and {3} stay idle: {4} % of what it offers.",
        "{1} 的每个节点可放 {0}，之后受限于{2}，{3} 闲置，占可用量的 {4} %。",
        crate::facts::jobs(cx, pool.jobs_max),
        pool.name,
        cx.t(dimension(binds)),
        amount(cx, Dimension::CpuM, pool.stranded.cpu_m),
        pool.stranded.cpu_permille / 10
    );
    let stairs = cx.answer.staircase.as_ref();
    let step = stairs.and_then(|stairs| Some((stairs, step_up(cx.plan, stairs)?)));
    if let Some((stairs, _)) = &step {
        body.push_str(&say!(
            cx.lang,
            " A job smaller by {} fits once more.",
            "作业再小 {} 就能多放一个。",
            amount(cx, stairs.dimension, stairs.less)
        ));
    }
    let mut hit = out.say(
        t(
            "A large part of each node stays idle",
            "每个节点有很大一部分闲置",
        ),
        body,
    );
    if let Some((stairs, (text, edit))) = step {
        let more = stairs
            .next_up
            .as_ref()
            .map_or(0, |stair| stair.cluster_jobs);
        hit = hit.at(edit.field.as_str());
        hit.fix_named(
            say!(
                cx.lang,
                "Request {}: {} jobs at once",
                "请求改为 {}：同时 {} 个作业",
                text,
                more
            ),
            vec![edit],
        );
    }
}

fn idle_places(cx: &Cx, out: &mut Report) {
    let answer = cx.answer;
    let managers = answer.limited_by == LimitedBy::Managers;
    if managers && answer.slots > 0 && answer.slots.saturating_mul(2) < answer.cluster_jobs {
        let edits = fit_edits(cx.plan, answer.cluster_jobs);
        out.tell(
            say!(
                cx.lang,
                "Only {} of {} places are used",
                "只有 {} 个槽位，节点可容纳 {} 个",
                answer.slots,
                answer.cluster_jobs
            ),
            cx.t(t(
                "The nodes would hold more than twice as many jobs as the managers take. Take more, or save nodes.",
                "节点能容纳的作业是管理器所接的两倍以上。可以多接一些，或减少节点。",
            ))
            .to_string(),
        )
        .fix(t("Take as many as fit", "按节点容量接满"), edits);
    }
}
