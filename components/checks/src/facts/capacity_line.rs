//! Says the capacity answer in one sentence, and why it is less than the pooled sum.

use crate::context::Cx;
use crate::rules::{amount, dimension};
use runwright_model::answer::{Dimension, LimitedBy, PoolAnswer};
use runwright_model::quantity::bytes_iec;
use runwright_model::say;
use runwright_model::text::t;

/// `2 × 10 = 20`; with a limit in force, `2 × min(10, 4) = 8`.
pub(super) fn slots_sum(cx: &Cx) -> String {
    let managers = &cx.plan.managers;
    let each = match managers.limit {
        0 => managers.concurrent.to_string(),
        limit => say!(
            cx.lang,
            "min({}, {})",
            "min({}, {})",
            managers.concurrent,
            limit
        ),
    };
    let mut sum = managers.replicas.to_string();
    sum.push_str(" × ");
    sum.push_str(&each);
    sum.push_str(" = ");
    sum.push_str(&cx.plan.slots().to_string());
    sum
}

/// The pool with the most nodes among those that jobs may use.
fn main_pool<'a>(cx: &Cx<'a>) -> Option<&'a PoolAnswer> {
    let pools = cx
        .answer
        .pools
        .iter()
        .filter(|pool| pool.eligible && pool.count > 0);
    // The first of the largest, so that the order of rows decides and nothing else.
    pools.fold(None, |best: Option<&PoolAnswer>, pool| match best {
        Some(best) if best.count >= pool.count => Some(best),
        _ => Some(pool),
    })
}

pub(crate) fn jobs(cx: &Cx, count: i64) -> String {
    if count == 1 {
        return cx.t(t("1 job", "1 个作业")).to_string();
    }
    say!(cx.lang, "{} jobs", "{} 个作业", count)
}

pub(super) fn line(cx: &Cx) -> String {
    let answer = cx.answer;
    let Some(pool) = main_pool(cx) else {
        return cx
            .t(t(
                "Enter the nodes to see how many jobs run at once",
                "填写节点后即可看到能同时运行多少作业",
            ))
            .to_string();
    };
    let binds: Vec<_> = pool
        .binding
        .iter()
        .map(|one| cx.t(dimension(*one)))
        .collect();
    let binds = match cx.lang {
        runwright_model::Lang::En => binds.join(" and "),
        runwright_model::Lang::Zh => binds.join("与"),
    };
    if answer.cluster_jobs == 0 {
        return say!(
            cx.lang,
            "No job fits on any node; {} binds",
            "没有节点容得下一个作业，受限于{}",
            binds
        );
    }
    if answer.limited_by == LimitedBy::Managers {
        return say!(
            cx.lang,
            "{} at once; the managers' slots bind, the nodes would hold {}",
            "同时 {}，受限于管理器槽位，节点可容纳 {} 个",
            jobs(cx, answer.effective_jobs),
            answer.cluster_jobs
        );
    }
    let mut text = say!(
        cx.lang,
        "{} at once; {} binds",
        "同时 {}，受限于 {}",
        jobs(cx, answer.effective_jobs),
        binds
    );
    let percent = pool.stranded.cpu_permille / 10;
    if percent > 0 {
        text.push_str(&say!(
            cx.lang,
            "; {} % of each node's CPU cannot be used by this job",
            "；每个节点有 {} % 的 CPU 用不上",
            percent
        ));
    }
    text
}

pub(super) fn why(cx: &Cx) -> String {
    let answer = cx.answer;
    let Some(pool) = main_pool(cx) else {
        return String::new();
    };
    if answer.best_effort {
        return say!(
            cx.lang,
            "The job asks for nothing, so only the number of pods limits a node: {} fit.",
            "作业没有请求任何资源，每个节点只受 Pod 数限制，可放 {} 个。",
            pool.jobs_max
        );
    }
    // The most common kind of node stands for the pool.
    let split = pool.nodes.iter().max_by_key(|split| split.nodes);
    let (node, on_node) =
        split.map_or((pool.free, pool.jobs_max), |split| (split.free, split.jobs));
    // The dimension to show: the one that binds, cpu where both do.
    let memory = pool.binding.first() == Some(&Dimension::Memory);
    let (pooled, job) = (answer.pooled, answer.job_request);
    let (of, request, free, pooled, by) = if memory {
        (
            Dimension::Memory,
            job.memory,
            node.memory,
            pooled.memory,
            pooled.by_memory,
        )
    } else {
        (
            Dimension::CpuM,
            job.cpu_m,
            node.cpu_m,
            pooled.cpu_m,
            pooled.by_cpu,
        )
    };
    let shown = |value: i64| {
        if memory {
            bytes_iec(value)
        } else {
            amount(cx, of, value)
        }
    };
    let Some(by) = by else {
        return String::new();
    };
    let mut text = say!(
        cx.lang,
        "A job runs on one node, so each node counts for itself: {} free by {} a job leaves room for {} on a node of {}.",
        "一个作业只能在一个节点上运行，因此按节点计算：空闲 {}，每个作业 {}，{3} 的每个节点可放 {2} 个。",
        shown(free),
        shown(request),
        on_node,
        pool.name
    );
    if by > answer.cluster_jobs {
        text.push_str(&say!(
            cx.lang,
            " Dividing the sum of all nodes, {} by {}, gives {}, but part of that is leftovers on each node, too small for a job.",
            "若把所有节点合起来算，{} 除以 {} 得 {}，但各节点的零头放不下一个作业。",
            shown(pooled),
            shown(request),
            by
        ));
    }
    if answer.pooled.jobs_at_80_percent > answer.cluster_jobs {
        text.push_str(&say!(
            cx.lang,
            " The rule of thumb of 80 % gives {}; the true number is {}.",
            "按 80 % 的经验法则得 {}，实际是 {}。",
            answer.pooled.jobs_at_80_percent,
            answer.cluster_jobs
        ));
    }
    if pool.jobs_min < pool.jobs_max {
        text.push_str(&say!(
            cx.lang,
            " Managers sit on some nodes, so these hold between {} and {}.",
            "部分节点上有管理器，因此各节点可放 {} 到 {} 个。",
            pool.jobs_min,
            pool.jobs_max
        ));
    }
    text
}
