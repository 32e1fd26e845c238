//! Says what would help: what to do, what comes of it, why.

use super::ChangeWords;
use super::numbers::{
    amount, code, cpu, jobs, list, money, nodes, percent, seconds, signed, span, tenths,
};
use super::view::View;
use crate::edits::{apply, edits};
use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{Change, ChangeKind as Kind, Edit, FleetPool};
use runwright_model::quantity::{bytes_iec, cores};
use runwright_model::say;

pub(super) fn changes(view: &View) -> Vec<ChangeWords> {
    let changes = view.answer.changes.iter();
    changes
        .map(|change| {
            let (label, detail) = told(view, change);
            ChangeWords {
                label: view.said(label),
                gain: view.said(gain(view, change)),
                detail: view.said(detail),
                edits: match view.plan {
                    Some((plan, draft)) => edits(&change.edits, plan, draft),
                    None => Vec::new(),
                },
            }
        })
        .collect()
}

/// The edit of a path with this end, as numbers.
fn numbers(change: &Change, end: &str) -> Option<(i64, i64)> {
    let edit = change.edits.iter().find(|edit| edit.path.ends_with(end))?;
    Some((edit.from.parse().ok()?, edit.to.parse().ok()?))
}

/// The number in `profiles[0]…` or `pools[0]…`.
fn index(edit: &Edit) -> Option<usize> {
    let (_, rest) = edit.path.split_once('[')?;
    rest.split_once(']')?.0.parse().ok()
}

fn told(view: &View, change: &Change) -> (String, String) {
    let lang = view.lang;
    let at = change.edits.first().and_then(index).unwrap_or(0);
    let about = view.name(change.about.as_deref().unwrap_or_default(), at);
    let pick = |en: &str, zh: &str| lang.pick(en, zh).to_string();
    match change.kind {
        Kind::LessCpu => less(view, change, &about, Dimension::CpuM, ".cpu_m"),
        Kind::LessMemory => less(view, change, &about, Dimension::Memory, ".memory"),
        Kind::OneMoreNode => {
            let (from, to) = numbers(change, "").unwrap_or((0, 1));
            (
                say!(
                    lang,
                    "One more node in {about}: {to} instead of {from}",
                    "{about} 增加一个节点：{from} → {to}"
                ),
                pick(
                    "Room for as many jobs as fit on one node.",
                    "增加的容量为一个节点可放的作业数。",
                ),
            )
        }
        Kind::FewerNodes => {
            let (from, to) = numbers(change, "").unwrap_or((0, 0));
            let (few, slots) = (nodes(lang, to), view.answer.slots.slots);
            (
                say!(
                    lang,
                    "{about}: {few} instead of {from}",
                    "{about}：由 {from} 个节点减到 {to} 个"
                ),
                say!(
                    lang,
                    "They hold what the {slots} slots take; the others stay idle.",
                    "这些节点足以容纳 {slots} 个槽位的作业，其余节点一直空闲。"
                ),
            )
        }
        Kind::LargerNodes => larger(view, change, &about, at),
        Kind::SlotsAsExpected | Kind::SlotsAsGuaranteed => {
            let (from, to) = numbers(change, "managers.concurrent").unwrap_or((0, 0));
            let label = say!(
                lang,
                "Set `concurrent` to {to} instead of {from} in each manager",
                "每个管理器的 `concurrent`：{from} → {to}"
            );
            let why = if change.kind == Kind::SlotsAsGuaranteed {
                pick(
                    "Every job that gets a slot then has a place, whatever else runs: no pod stays Pending for lack of room, and all others wait in GitLab.",
                    "每个获得槽位的作业都有位置，无论还运行着什么：没有 Pod 因空间不足而 Pending，其余作业在 GitLab 中等待。",
                )
            } else if to < from {
                pick(
                    "Slots then match what runs at once: further jobs wait in GitLab instead of failing as Pending pods.",
                    "槽位与能同时运行的作业数一致：更多的作业在 GitLab 中等待，而不是因 Pod 一直 Pending 而失败。",
                )
            } else {
                pick(
                    "The nodes hold more jobs than the managers take now.",
                    "节点可容纳的作业多于管理器目前接取的。",
                )
            };
            (label, why)
        }
        Kind::LongerPollTimeout => {
            let (from, to) = numbers(change, "poll_timeout_s").unwrap_or((0, 0));
            let cold = view.answer.autoscaling.as_ref();
            let cold = seconds(lang, cold.map_or(0, |day| day.cold_start_ms));
            (
                say!(
                    lang,
                    "Set `poll_timeout` to {to} instead of {from} s",
                    "`poll_timeout`：{from} → {to} 秒"
                ),
                say!(
                    lang,
                    "A job on a new node starts after {cold}; its pod then outlasts that. A job that fits nowhere fails later, too.",
                    "新节点上的作业在 {cold}后启动，此后 Pod 可以等到。放不下的作业也会更晚才失败。"
                ),
            )
        }
        Kind::OwnNodes => own(view, change, &about),
    }
}

fn less(view: &View, change: &Change, about: &str, of: Dimension, end: &str) -> (String, String) {
    let lang = view.lang;
    let (from, to) = numbers(change, end).unwrap_or((0, 0));
    let bare = |value: i64| match of {
        Dimension::CpuM => cores(value),
        _ => amount(lang, of, value),
    };
    let (had, asks) = (bare(from), amount(lang, of, to));
    // `profiles[0].containers[2].request.cpu_m`: the container's name says where to change it.
    let container = change.edits.first().and_then(|edit| {
        let kind = view.question.profiles.get(index(edit)?)?;
        let (_, rest) = edit.path.split_once("containers[")?;
        let at: usize = rest.split_once(']')?.0.parse().ok()?;
        Some(code(&kind.containers.get(at)?.name))
    });
    let label = match container {
        Some(container) => say!(
            lang,
            "{about}: ask for {asks} instead of {had} in {container}",
            "{about}：{container} 的请求由 {had} 降到 {asks}"
        ),
        None => say!(
            lang,
            "{about}: ask for {asks} instead of {had}",
            "{about}：请求由 {had} 降到 {asks}"
        ),
    };
    let saved = amount(lang, of, from.saturating_sub(to));
    let why = say!(
        lang,
        "{saved} less, and one more fits on a node. Jobs may still use more while the node has it to spare, up to their limit.",
        "减少 {saved}，每个节点即可多放一个。节点有空闲时，作业仍可用到其上限。"
    );
    (label, why)
}

fn larger(view: &View, change: &Change, about: &str, at: usize) -> (String, String) {
    let lang = view.lang;
    let now = view.question.pools.get(at);
    let then = apply(view.question, &change.edits);
    let then = then.as_ref().and_then(|question| question.pools.get(at));
    let (Some(now), Some(then)) = (now, then) else {
        return (
            say!(
                lang,
                "{about}: half as many nodes of twice the size",
                "{about}：节点减半、规格翻倍"
            ),
            String::new(),
        );
    };
    let most = |pool: &FleetPool| pool.max.unwrap_or(pool.pool.count);
    let (few, many) = (nodes(lang, most(then)), most(now));
    let (size, memory) = (cpu(lang, then.pool.cpu_m), bytes_iec(then.pool.memory));
    let was = [cpu(lang, now.pool.cpu_m), bytes_iec(now.pool.memory)];
    let was = list(lang, &was);
    let label = say!(
        lang,
        "{about}: {few} of {size} and {memory} instead of {many} of {was}",
        "{about}：由 {many} 个 {was} 的节点改为 {few}，各 {size} 和 {memory}"
    );
    let why = if now.price_per_hour.is_some() {
        lang.pick(
            "Less is left over where jobs are large beside a node. Twice the price a node is assumed. Fewer nodes also mean that one that fails takes more jobs with it.",
            "作业相对节点较大时，零头更少。单价按翻倍假定。节点变少，一个节点故障影响的作业也更多。",
        )
    } else {
        lang.pick(
            "Less is left over where jobs are large beside a node. Fewer nodes also mean that one that fails takes more jobs with it.",
            "作业相对节点较大时，零头更少。节点变少，一个节点故障影响的作业也更多。",
        )
    };
    (label, why.to_string())
}

/// Nodes that only one kind may use, by a label and a taint.
fn own(view: &View, change: &Change, about: &str) -> (String, String) {
    let lang = view.lang;
    let label = say!(lang, "{about}: nodes of its own", "{about}：划出专用节点");
    let Some(then) = apply(view.question, &change.edits) else {
        return (label, String::new());
    };
    let most = |pool: &FleetPool| pool.max.unwrap_or(pool.pool.count);
    let mut sentences = Vec::new();
    for (at, pool) in then.pools.iter().enumerate() {
        let name = view.name(&pool.pool.name, at);
        let had = view.question.pools.get(at);
        let count = nodes(lang, most(pool));
        let taint = pool.pool.taints.last();
        match (had, taint) {
            (Some(had), _) if had.pool.taints == pool.pool.taints => {
                let from = most(had);
                if from != most(pool) {
                    sentences.push(say!(
                        lang,
                        "{name} keeps {count} of {from}.",
                        "{name} 保留 {count}（原有 {from} 个）。"
                    ));
                }
            }
            (_, Some(taint)) => {
                let taint = code(&[&taint.key, "=", &taint.value].concat());
                sentences.push(say!(
                    lang,
                    "{name}: {count} that carry the label and the taint {taint}.",
                    "{name}：{count}，带有标签和污点 {taint}。"
                ));
            }
            _ => {}
        }
    }
    let kinds = view.question.profiles.iter().zip(&then.profiles);
    let bound = kinds
        .into_iter()
        .any(|(had, has)| had.node_selector != has.node_selector);
    let why = if bound {
        lang.pick(
            "Other jobs no longer take the places that it needs, and it takes none of theirs.",
            "其他作业不再占用它需要的位置，它也不占用其他作业的位置。",
        )
    } else {
        lang.pick(
            "Other jobs no longer take the places there; where these are full it still runs on the other nodes.",
            "其他作业不再占用那里的位置；那里放满时，它仍可在其他节点上运行。",
        )
    };
    sentences.push(why.to_string());
    (label, view.together(&sentences))
}

/// Against now: the trials are shorter than the answer, so their own mean is not its.
fn gain(view: &View, change: &Change) -> String {
    let lang = view.lang;
    let best = jobs(lang, change.best);
    let more = signed(tenths(change.gain));
    let mut parts = vec![if more == "0" {
        say!(
            lang,
            "as many jobs at once, room for {best} at best",
            "同时运行的作业数不变，最多容纳 {best}"
        )
    } else {
        say!(
            lang,
            "{more} jobs at once, room for {best} at best",
            "同时运行 {more} 个作业，最多容纳 {best}"
        )
    }];
    if let Some(own) = change.own_jobs {
        let own = jobs(lang, own);
        parts.push(say!(
            lang,
            "{own} of the kind have a place whatever else runs",
            "无论还运行着什么，该类型都有 {own}的位置"
        ));
    }
    parts.push(match &change.waits {
        Some(waits) => {
            let (wait, failing) = (span(lang, waits.p90_ms), percent(waits.failing_permille));
            say!(
                lang,
                "p90 wait {wait}, failing {failing}",
                "p90 等待 {wait}，失败 {failing}"
            )
        }
        None => lang
            .pick("the line grows without end", "排队无限增长")
            .to_string(),
    });
    if let Some(cost) = change.cost_per_hour_change {
        let cost = signed(money(cost));
        parts.push(if cost == "0" {
            lang.pick("same cost", "费用不变").to_string()
        } else {
            say!(lang, "cost {cost} an hour", "费用每小时 {cost}")
        });
    }
    parts.join(lang.pick("; ", "；"))
}
