//! Says what binds on each pool, and where the next stair of a kind of jobs is.

use super::numbers::{amount, cpu, jobs, nodes, percent, tenths};
use super::view::View;
use crate::work::Stage;
use runwright_checks::dimension;
use runwright_model::answer::fleet::{FleetPoolAnswer, FleetStairs};
use runwright_model::quantity::bytes_iec;
use runwright_model::say;

pub(super) fn pools(view: &View) -> Vec<String> {
    let pools = view.answer.pools.iter().enumerate();
    pools.map(|(at, pool)| one(view, at, pool)).collect()
}

fn one(view: &View, at: usize, pool: &FleetPoolAnswer) -> String {
    let lang = view.lang;
    let name = view.pool(at);
    if pool.nodes == 0 {
        return view.said(say!(lang, "{name} has no nodes.", "{name} 没有节点。"));
    }
    let (count, best) = (nodes(lang, pool.nodes), jobs(lang, pool.best));
    let first = if view.has(Stage::Expected) {
        let mean = tenths(pool.expected);
        say!(
            lang,
            "{name}, {count}: {best} in the best packing, {mean} as the scheduler places them.",
            "{name}：{count}在最优放置下容纳 {best}，按调度器的放置平均 {mean} 个。"
        )
    } else {
        say!(
            lang,
            "{name}, {count}: {best} in the packing found.",
            "{name}：{count}在已找到的放置下容纳 {best}。"
        )
    };
    if !view.has(Stage::Best) {
        return view.said(first);
    }
    let binds = match pool.binding.first() {
        Some(of) => {
            let of = view.t(dimension(*of));
            say!(
                lang,
                "The next job is kept out by {of}.",
                "挡住下一个作业的是{of}。"
            )
        }
        None => lang
            .pick("There is room left for more.", "还有空余。")
            .to_string(),
    };
    let (cpu, memory) = (
        cpu(lang, pool.stranded_cpu_m),
        bytes_iec(pool.stranded_memory),
    );
    let (of_cpu, of_memory) = (
        percent(pool.stranded_cpu_permille),
        percent(pool.stranded_memory_permille),
    );
    let left = say!(
        lang,
        "Left over: {cpu} ({of_cpu}) and {memory} ({of_memory}) on all its nodes.",
        "所有节点合计剩余 {cpu}（{of_cpu}）和 {memory}（{of_memory}）。"
    );
    view.together(&[first, binds, left])
}

pub(super) fn stairs(view: &View) -> Vec<String> {
    let stairs = view.answer.stairs.iter();
    stairs.map(|one| stair(view, one)).collect()
}

fn stair(view: &View, one: &FleetStairs) -> String {
    let lang = view.lang;
    let stairs = &one.stairs;
    let size = |size: i64| amount(lang, stairs.dimension, size);
    let (kind, pool) = (view.name(&one.profile, 0), view.name(&stairs.pool, 0));
    let now = size(stairs.size);
    let each = jobs(lang, stairs.jobs_per_node);
    let first = say!(
        lang,
        "{kind} on {pool}: at {now} a node holds {each}.",
        "{pool} 上的 {kind}：请求 {now} 时每个节点可放 {each}。"
    );
    let up = match &stairs.next_up {
        Some(up) => say!(
            lang,
            "At {} or less it holds {} ({} less).",
            "降到 {} 及以下可放 {} 个（减少 {}）。",
            size(up.size),
            up.jobs_per_node,
            size(stairs.less)
        ),
        None => lang
            .pick(
                "A smaller request lets no more in: another resource decides.",
                "减小请求不会多放作业，由其他资源决定。",
            )
            .to_string(),
    };
    let down = match &stairs.next_down {
        Some(down) => {
            let fewer = match down.jobs_per_node {
                0 => lang.pick("none", "放不下").to_string(),
                jobs => say!(lang, "{jobs}", "只放 {jobs} 个"),
            };
            let room = size(stairs.headroom);
            if stairs.headroom > 0 {
                say!(
                    lang,
                    "Up to {room} more changes nothing; beyond it holds {fewer}.",
                    "再增加 {room} 以内不变，超过后{fewer}。"
                )
            } else {
                say!(
                    lang,
                    "Any more and it holds {fewer}.",
                    "再多一点就{fewer}。"
                )
            }
        }
        None => String::new(),
    };
    view.together(&[first, up, down])
}
