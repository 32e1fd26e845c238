//! Judges the node pools that capacity is counted on, and the load over the day.

use super::capacity::nodes;
use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::answer::Dimension;
use runwright_model::say;
use runwright_model::text::t;

const POOLS: &str = "capacity.pools";
const HOURS: &str = "capacity.hours";

pub(super) const RULES: &[Rule] = &[
    advice("CAP-104", POOLS, no_nodes),
    advice("CAP-108", POOLS, reserve_is_a_guess),
    error("CAP-109", POOLS, empty_machine),
    warning("CAP-110", POOLS, half_an_allocatable),
    warning("CAP-111", POOLS, more_allocatable_than_machine),
    advice("CAP-112", POOLS, pods_bind),
    warning("CAP-113", POOLS, least_above_most),
    warning("CAP-114", HOURS, not_a_whole_day),
];

fn no_nodes(cx: &Cx, out: &mut Report) {
    if nodes(cx) == 0 {
        out.say(
            t("There are no nodes to count on", "没有可供计算的节点"),
            cx.t(t(
                "Enter the node pools, or paste kubectl get nodes,pods -A -o json or kubectl describe nodes: without them nobody knows how many jobs run at once.",
                "填写节点池，或粘贴 kubectl get nodes,pods -A -o json 或 kubectl describe nodes 的输出：没有它们就无法得知能同时运行多少作业。",
            ))
            .to_string(),
        );
    }
}

fn reserve_is_a_guess(cx: &Cx, out: &mut Report) {
    let pools = &cx.plan.capacity.pools;
    let pasted = |pool: &runwright_model::plan::Pool| {
        pool.alloc_cpu.is_some() && pool.alloc_memory.is_some()
    };
    if !cx.answer.reserve_known && !pools.iter().all(pasted) {
        out.say(
            t("What the nodes keep for themselves is a guess", "节点自身预留量为估计值"),
            cx.t(t(
                "This platform publishes no formula, so the kubelet's defaults are used. kubectl get nodes,pods -A -o json or kubectl describe nodes, pasted here, says it exactly.",
                "该平台没有公开公式，因此使用 kubelet 默认值。在此粘贴 kubectl get nodes,pods -A -o json 或 kubectl describe nodes 的输出可得到精确数值。",
            ))
            .to_string(),
        );
    }
}

fn empty_machine(cx: &Cx, out: &mut Report) {
    for (index, pool) in cx.plan.capacity.pools.iter().enumerate() {
        let column = if pool.cpu.is_zero() || pool.cpu.is_negative() {
            "cpu"
        } else if pool.memory.is_zero() || pool.memory.is_negative() {
            "memory"
        } else {
            continue;
        };
        out.tell(
            say!(
                cx.lang,
                "Nodes of {} have nothing to offer",
                "{} 的节点没有可用资源",
                pool.name
            ),
            cx.t(t("Enter what one machine has.", "请填写单台机器的配置。"))
                .to_string(),
        )
        .at_cell(POOLS, index, column)
        .fix(
            t("Remove the row", "删除此行"),
            vec![cx.without_rows(POOLS, &[index])],
        );
    }
}

fn half_an_allocatable(cx: &Cx, out: &mut Report) {
    for (index, pool) in cx.plan.capacity.pools.iter().enumerate() {
        let column = match (pool.alloc_cpu, pool.alloc_memory) {
            (Some(_), None) => "alloc_memory",
            (None, Some(_)) => "alloc_cpu",
            _ => continue,
        };
        out.say(
            t(
                "Only one allocatable figure is there",
                "可分配数值只填了一项",
            ),
            cx.t(t(
                "Both CPU and memory are needed; until then the platform's formula is used.",
                "CPU 与内存都要填写，在此之前使用平台公式。",
            ))
            .to_string(),
        )
        .at_cell(POOLS, index, column)
        .fix(
            t("Use the formula", "使用公式"),
            vec![cx.with_cells(POOLS, index, &[("alloc_cpu", ""), ("alloc_memory", "")])],
        );
    }
}

fn more_allocatable_than_machine(cx: &Cx, out: &mut Report) {
    for (index, pool) in cx.plan.capacity.pools.iter().enumerate() {
        let cpu = pool.alloc_cpu.is_some_and(|cpu| cpu > pool.cpu);
        let memory = pool.alloc_memory.is_some_and(|memory| memory > pool.memory);
        if cpu || memory {
            out.say(
                t(
                    "More is allocatable than the machine has",
                    "可分配量超过了机器本身",
                ),
                cx.t(t(
                    "A node keeps some for itself, so one of the two figures is wrong.",
                    "节点总会预留一部分，因此两个数值中必有一个有误。",
                ))
                .to_string(),
            )
            .at_cell(POOLS, index, if cpu { "alloc_cpu" } else { "alloc_memory" })
            .fix(
                t("Use the formula", "使用公式"),
                vec![cx.with_cells(POOLS, index, &[("alloc_cpu", ""), ("alloc_memory", "")])],
            );
        }
    }
}

fn pods_bind(cx: &Cx, out: &mut Report) {
    let pools = cx
        .answer
        .pools
        .iter()
        .filter(|pool| pool.eligible && pool.jobs_max > 0);
    if let Some(pool) = pools
        .into_iter()
        .find(|pool| pool.binding == [Dimension::Pods])
    {
        out.tell(
            say!(
                cx.lang,
                "Nodes of {} run out of pods first",
                "{} 的节点先达到 Pod 数上限",
                pool.name
            ),
            say!(
                cx.lang,
                "A node takes {} pods, and CPU and memory would hold more jobs. Raise its limit, or give jobs larger requests so that they have room.",
                "一个节点最多 {} 个 Pod，而 CPU 与内存还能容纳更多作业。可提高上限，或加大作业请求使其有余量。",
                pool.allocatable.pods
            ),
        );
    }
}

fn least_above_most(cx: &Cx, out: &mut Report) {
    for (index, pool) in cx.plan.capacity.pools.iter().enumerate() {
        let (Some(min), Some(max)) = (pool.min, pool.max) else {
            continue;
        };
        if min > max {
            let (min, max) = (min.to_string(), max.to_string());
            out.tell(
                say!(
                    cx.lang,
                    "{} has at least {} nodes and at most {}",
                    "{} 的节点数至少 {}、至多 {}",
                    pool.name,
                    min,
                    max
                ),
                cx.t(t(
                    "An autoscaler refuses that; here the most counts.",
                    "自动扩缩器不接受这样的设置；此处按最多节点数计。",
                ))
                .to_string(),
            )
            .at_cell(POOLS, index, "min")
            .fix(
                t("Exchange the two", "互换两个数值"),
                vec![cx.with_cells(POOLS, index, &[("min", &max), ("max", &min)])],
            );
        }
    }
}

fn not_a_whole_day(cx: &Cx, out: &mut Report) {
    let hours = cx.plan.capacity.hours.len();
    if hours != 0 && hours != 24 {
        out.tell(
            say!(
                cx.lang,
                "{} hours are not a day",
                "{} 个小时不足以构成一天",
                hours
            ),
            cx.t(t(
                "The load by hour takes 24 percentages; until then the busy hour counts all day.",
                "各小时负载需要 24 个百分比，在此之前全天都按高峰计。",
            ))
            .to_string(),
        )
        .fix(
            t("Count the busy hour all day", "全天按高峰计"),
            vec![runwright_model::Edit::reset(HOURS)],
        );
    }
}
