//! Judges whether the nodes hold what the managers take.

use crate::context::Cx;

use crate::question::question;

use crate::report::{Report, Rule, error, warning};

use crate::rules::containers::maxima;

use runwright_model::answer::Dimension;

use runwright_model::quantity::{bytes_iec, cores};

use runwright_model::text::{Text, same, t};

use runwright_model::{Edit, Plan, Severity, say};

const POOLS: &str = "capacity.pools";

pub(super) const RULES: &[Rule] = &[
    error("CAP-101", "managers.concurrent", more_slots_than_places),
    error("CAP-102", "job.cpu_request", fits_nowhere),
    error("CAP-103", POOLS, managers_without_a_place),
    warning(
        "CAP-107",
        "job.cpu_request_overwrite_max_allowed",
        maxima_fit_nowhere,
    ),
];

/// The name of what can keep a job out of a node.
pub fn dimension(dimension: Dimension) -> Text {
    match dimension {
        Dimension::CpuM => same("CPU"),
        Dimension::Memory => t("memory", "内存"),
        Dimension::Ephemeral => t("disk", "磁盘"),
        Dimension::Pods => t("the number of pods", "Pod 数"),
        Dimension::Gpu => t("GPUs", "GPU"),
        Dimension::Selector => t("the node selector", "节点选择器"),
    }
}

/// An amount as people read it: cores, or bytes with a binary unit.
pub(crate) fn amount(cx: &Cx, of: Dimension, amount: i64) -> String {
    match of {
        Dimension::CpuM => {
            let cores = cores(amount);
            let one = cores == "1";
            say!(
                cx.lang,
                "{} core{}",
                "{} 核{}",
                cores,
                if one || cx.lang == runwright_model::Lang::Zh {
                    ""
                } else {
                    "s"
                }
            )
        }
        Dimension::Memory | Dimension::Ephemeral => bytes_iec(amount),
        _ => amount.to_string(),
    }
}

/// The edits that make all slots find a place; none where no job fits at all.
pub(crate) fn fit_edits(plan: &Plan, places: i64) -> Vec<Edit> {
    let replicas = i64::from(plan.managers.replicas).min(places);
    if replicas < 1 {
        return Vec::new();
    }
    let mut edits = Vec::new();
    if replicas != i64::from(plan.managers.replicas) {
        edits.push(Edit::set("managers.replicas", replicas.to_string()));
    }
    edits.push(Edit::set(
        "managers.concurrent",
        (places / replicas).min(10_000).to_string(),
    ));
    if plan.managers.limit != 0 {
        edits.push(Edit::reset("managers.limit"));
    }
    edits
}

fn more_slots_than_places(cx: &Cx, out: &mut Report) {
    let answer = cx.answer;
    if answer.slots <= answer.cluster_jobs || answer.cluster_jobs == 0 {
        return;
    }
    // With a patient runner, nodes may still be added in time.
    let patient = answer.poll_timeout_s >= 600;
    let mut hit = out
        .tell(
            say!(
                cx.lang,
                "{} slots for {} places",
                "{} 个槽位，节点只容得下 {} 个",
                answer.slots,
                answer.cluster_jobs
            ),
            say!(
                cx.lang,
                "Managers take {} × {} = {} jobs, the nodes hold {}. The other {} do not queue: their pods stay Pending and the jobs fail after {} s. Jobs that no manager takes wait in GitLab for as long as it needs.",
                "管理器会接 {} × {} = {} 个作业，节点只容得下 {} 个。另外 {} 个并不会排队：Pod 一直 Pending，作业在 {} 秒后失败。没被管理器接走的作业则会在 GitLab 中一直等待。",
                cx.plan.managers.replicas,
                cx.plan.slots_per_manager(),
                answer.slots,
                answer.cluster_jobs,
                answer.jobs_at_risk,
                answer.poll_timeout_s
            ),
        )
        .severity(if patient { Severity::Warning } else { Severity::Error });
    let edits = fit_edits(cx.plan, answer.cluster_jobs);
    let each = edits
        .iter()
        .find(|edit| edit.field == "managers.concurrent")
        .and_then(|edit| edit.value.as_ref()?.text().map(str::to_string));
    if let Some(each) = each {
        hit = hit.fix_named(
            say!(cx.lang, "Take {} per manager", "每个管理器只接 {} 个", each),
            edits,
        );
    }
    if !patient {
        hit.fix(
            t(
                "Nodes are added on demand: wait 600 s",
                "节点会按需扩容：等待 600 秒",
            ),
            vec![Edit::set("job.poll_timeout", "600")],
        );
    }
}

pub(super) fn nodes(cx: &Cx) -> i64 {
    cx.answer
        .pools
        .iter()
        .fold(0, |sum, pool| sum.saturating_add(pool.count))
}

fn fits_nowhere(cx: &Cx, out: &mut Report) {
    if cx.answer.cluster_jobs > 0 || nodes(cx) == 0 {
        return;
    }
    let request = cx.answer.job_request;
    let largest = cx.answer.pools.iter().max_by_key(|pool| pool.free.cpu_m);
    let (free_cpu, free_memory, binds) = match largest {
        Some(pool) => (
            pool.free.cpu_m,
            pool.free.memory,
            pool.binding
                .iter()
                .map(|one| cx.t(dimension(*one)))
                .collect::<Vec<_>>()
                .join(", "),
        ),
        None => (0, 0, String::new()),
    };
    out.say(
        t("The job fits on no node", "没有节点容得下这个作业"),
        say!(
            cx.lang,
            "It asks for {} and {}; the roomiest node has {} and {} free. What binds: {}. Every job fails after {} s.",
            "它请求 {} 与 {}，而最空的节点只剩 {} 与 {}。受限于：{}。所有作业都会在 {} 秒后失败。",
            amount(cx, Dimension::CpuM, request.cpu_m),
            bytes_iec(request.memory),
            amount(cx, Dimension::CpuM, free_cpu.max(0)),
            bytes_iec(free_memory.max(0)),
            binds,
            cx.answer.poll_timeout_s
        ),
    )
    .fix_named(
        say!(cx.lang, "Use the small job", "改用小型作业"),
        runwright_model::preset::find("size-small").map(|size| size.edits()).unwrap_or_default(),
    );
}

fn managers_without_a_place(cx: &Cx, out: &mut Report) {
    let unplaced = cx.answer.managers_unplaced;
    if unplaced > 0 {
        out.tell(
            say!(
                cx.lang,
                "{} of {} managers find no node",
                "{} 个管理器没有节点可用（共 {} 个）",
                unplaced,
                cx.plan.managers.replicas
            ),
            cx.t(t(
                "Their pods stay Pending and take no jobs. Give the pool more room, run them elsewhere, or use fewer.",
                "其 Pod 会一直 Pending，不接作业。请扩大节点池、把管理器放到别处，或减少数量。",
            ))
            .to_string(),
        )
        .fix(
            t("They run on other nodes", "管理器在其他节点上"),
            vec![Edit::set("capacity.managers_here", "false")],
        );
    }
}

/// The plan with every request at the most a job may ask for; none where nothing may be raised.
fn at_the_maxima(plan: &Plan) -> Option<Plan> {
    let mut draft = plan.clone();
    let job = &mut draft.job;
    let mut raised = false;
    let pairs = [
        (&mut job.cpu_request, job.cpu_request_overwrite_max_allowed),
        (
            &mut job.memory_request,
            job.memory_request_overwrite_max_allowed,
        ),
        (
            &mut job.ephemeral_storage_request,
            job.ephemeral_storage_request_overwrite_max_allowed,
        ),
        (
            &mut job.helper_cpu_request,
            job.helper_cpu_request_overwrite_max_allowed,
        ),
        (
            &mut job.helper_memory_request,
            job.helper_memory_request_overwrite_max_allowed,
        ),
        (
            &mut job.service_cpu_request,
            job.service_cpu_request_overwrite_max_allowed,
        ),
        (
            &mut job.service_memory_request,
            job.service_memory_request_overwrite_max_allowed,
        ),
        (
            &mut job.service_ephemeral_storage_request,
            job.service_ephemeral_storage_request_overwrite_max_allowed,
        ),
    ];
    for (request, most) in pairs {
        if let Some(most) = most
            && request.is_none_or(|request| most > request)
        {
            *request = Some(most);
            raised = true;
        }
    }
    raised.then_some(draft)
}

fn maxima_fit_nowhere(cx: &Cx, out: &mut Report) {
    if cx.answer.cluster_jobs == 0 {
        return;
    }
    let Some(plan) = at_the_maxima(cx.plan) else {
        return;
    };
    let answer = runwright_capacity::answer(&question(&plan));
    if answer.cluster_jobs > 0 {
        return;
    }
    let raised = maxima(cx.plan)
        .into_iter()
        .filter(|(id, allowed, _)| id.contains("_request_") && allowed.is_some());
    out.say(
        t("A job may ask for more than any node has", "作业可申请的上限超过任何节点"),
        say!(
            cx.lang,
            "At its maxima it asks for {} and {}, which fits nowhere; such a job waits {} s and fails.",
            "按最大值它会请求 {} 与 {}，没有节点容得下；这样的作业等待 {} 秒后失败。",
            amount(cx, Dimension::CpuM, answer.job_request.cpu_m),
            bytes_iec(answer.job_request.memory),
            cx.answer.poll_timeout_s
        ),
    )
    .fix(
        t("Allow no larger requests", "不允许更大的请求"),
        raised.map(|(id, ..)| Edit::reset(&id)).collect(),
    );
}
