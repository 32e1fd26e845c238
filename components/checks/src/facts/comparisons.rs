//! Compares the plan with others a click away: more managers, more jobs each, other job sizes.

use super::capacity_line::jobs;
use crate::context::Cx;
use crate::question::question;
use crate::rules::{amount, fit_edits};
use crate::spacing::spaced;
use runwright_model::answer::{Answer, Dimension};
use runwright_model::protocol::Comparison;
use runwright_model::quantity::bytes_iec;
use runwright_model::text::{Text, t};
use runwright_model::{Edit, Plan, preset, say};

/// The draft with edits, read and answered. Nothing is carried over: a manager more takes room from jobs.
fn try_out(cx: &Cx, edits: &[Edit]) -> (Plan, Answer, bool) {
    let mut draft = cx.draft.clone();
    draft.apply(edits);
    let chosen = draft == *cx.draft;
    let plan = Plan::read(&draft).plan;
    let answer = runwright_capacity::answer(&question(&plan));
    (plan, answer, chosen)
}

fn outcome(cx: &Cx, answer: &Answer) -> String {
    if answer.pools.iter().all(|pool| pool.count == 0) {
        return say!(
            cx.lang,
            "{} slots; no nodes are entered",
            "{} 个槽位；尚未填写节点",
            answer.slots
        );
    }
    if answer.slots > answer.cluster_jobs {
        return say!(
            cx.lang,
            "{} slots for {} places: {} would fail after {} s",
            "{} 个槽位，节点可容纳 {} 个：{} 会在 {} 秒后失败",
            answer.slots,
            answer.cluster_jobs,
            jobs(cx, answer.jobs_at_risk),
            answer.poll_timeout_s
        );
    }
    say!(
        cx.lang,
        "{} slots for {} places; further jobs wait in GitLab",
        "{} 个槽位，节点可容纳 {} 个；更多作业在 GitLab 中等待",
        answer.slots,
        answer.cluster_jobs
    )
}

/// `number × up / down`, rounded, and at least one more.
fn scaled(number: u32, up: u32, down: u32, most: u32) -> u32 {
    let scaled = (u64::from(number) * u64::from(up) + u64::from(down / 2)) / u64::from(down);
    let scaled = u32::try_from(scaled).unwrap_or(most);
    scaled.max(number.saturating_add(1)).min(most)
}

/// The guide's three ways to scale, by the same factors from where the plan is (3 × 10 gives 5 × 10, 3 × 15 and
/// 4 × 12), and the one that fits the nodes.
pub(super) fn scaling(cx: &Cx) -> Vec<Comparison> {
    let managers = &cx.plan.managers;
    let (replicas, concurrent) = (managers.replicas, managers.concurrent);
    let each = cx.plan.slots_per_manager();
    let ways: [(&str, Text, u32, u32); 3] = [
        (
            "horizontal",
            t("More managers", "增加管理器"),
            scaled(replicas, 5, 3, 100),
            concurrent,
        ),
        (
            "vertical",
            t("More jobs each", "增加每个管理器的作业"),
            replicas,
            scaled(each, 3, 2, 10_000),
        ),
        (
            "combined",
            t("Some of both", "两者兼顾"),
            scaled(replicas, 4, 3, 100),
            scaled(each, 6, 5, 10_000),
        ),
    ];
    let mut list = Vec::new();
    for (id, label, replicas, concurrent) in ways {
        let mut edits = vec![
            Edit::set("managers.replicas", replicas.to_string()),
            Edit::set("managers.concurrent", concurrent.to_string()),
        ];
        if managers.limit != 0 && managers.limit < concurrent && id != "horizontal" {
            edits.push(Edit::reset("managers.limit"));
        }
        list.push(compare(cx, id, label, edits));
    }
    if cx.answer.cluster_jobs > 0 {
        let edits = fit_edits(cx.plan, cx.answer.cluster_jobs);
        list.push(compare(cx, "fit", t("As many as fit", "与容量一致"), edits));
    }
    list
}

fn compare(cx: &Cx, id: &str, label: Text, edits: Vec<Edit>) -> Comparison {
    let (plan, answer, chosen) = try_out(cx, &edits);
    Comparison {
        id: id.to_string(),
        label: cx.t(label).to_string(),
        detail: say!(
            cx.lang,
            "{} × {} = {}",
            "{} × {} = {}",
            plan.managers.replicas,
            plan.slots_per_manager(),
            plan.slots()
        ),
        outcome: spaced(cx.lang, outcome(cx, &answer)),
        edits,
        chosen,
    }
}

/// The sizes of the presets, each with what it leads to on these nodes.
pub(super) fn job_sizes(cx: &Cx) -> Vec<Comparison> {
    let mut list = Vec::new();
    for size in preset::SIZES {
        let edits = size.edits();
        let (_, answer, chosen) = try_out(cx, &edits);
        let request = answer.job_request;
        list.push(Comparison {
            id: size.id.to_string(),
            label: cx.t(size.label).to_string(),
            detail: cx.t(size.help).to_string(),
            outcome: spaced(
                cx.lang,
                say!(
                    cx.lang,
                    "{} and {} a job: {} at once",
                    "每个作业 {} 与 {}：同时 {}",
                    amount(cx, Dimension::CpuM, request.cpu_m),
                    bytes_iec(request.memory),
                    jobs(cx, answer.cluster_jobs)
                ),
            ),
            edits,
            chosen,
        });
    }
    list
}
