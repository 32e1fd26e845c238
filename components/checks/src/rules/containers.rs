//! Judges what the containers of a job ask for and may use.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::derive::{Qos, Resources};
use runwright_model::quantity::Quantity;
use runwright_model::text::{Text, t};
use runwright_model::{Edit, Plan, field, say};

pub(super) const RULES: &[Rule] = &[
    error("JOB-101", "job.cpu_limit", limit_below_request),
    warning("JOB-102", "job.cpu_request", best_effort),
    advice("JOB-103", "job.memory_limit", no_memory_limit),
    warning("JOB-104", "job.helper_memory_limit", small_helper),
    warning(
        "JOB-105",
        "job.service_memory_limit",
        dind_without_memory_limit,
    ),
    warning(
        "JOB-106",
        "job.service_ephemeral_storage_limit",
        layers_without_limit,
    ),
    warning(
        "JOB-107",
        "job.cpu_request_overwrite_max_allowed",
        maximum_below_default,
    ),
    warning("JOB-108", "job.poll_timeout", short_poll_timeout),
    advice("JOB-109", "job.termination_grace", grace_beyond_manager),
    advice("JOB-110", "job.print_pod_events", events_need_rights),
    warning("JOB-111", "ci.clone_depth", shallow_clone),
];

/// The containers whose figures the files carry, by the prefix of their fields.
pub(crate) fn sets(plan: &Plan) -> [(&'static str, Text, Resources); 3] {
    [
        (
            "job.",
            t("the build container", "build 容器"),
            plan.build_resources(),
        ),
        (
            "job.helper_",
            t("the helper", "helper 容器"),
            plan.helper_resources(),
        ),
        (
            "job.service_",
            t("each service", "每个服务容器"),
            plan.service_resources(),
        ),
    ]
}

type Pair = (&'static str, Option<Quantity>, Option<Quantity>);

pub(crate) fn pairs(resources: &Resources) -> [Pair; 3] {
    [
        ("cpu", resources.cpu_request, resources.cpu_limit),
        ("memory", resources.memory_request, resources.memory_limit),
        (
            "ephemeral_storage",
            resources.storage_request,
            resources.storage_limit,
        ),
    ]
}

fn limit_below_request(cx: &Cx, out: &mut Report) {
    for (prefix, name, resources) in sets(cx.plan) {
        for (resource, request, limit) in pairs(&resources) {
            let (Some(request), Some(limit)) = (request, limit) else {
                continue;
            };
            if limit >= request {
                continue;
            }
            let limit_id = [prefix, resource, "_limit"].concat();
            let request_id = [prefix, resource, "_request"].concat();
            let label = field::find(&limit_id).map_or("", |field| field.label.get(cx.lang));
            out.tell(
                say!(
                    cx.lang,
                    "{} of {} is below the request",
                    "{}低于请求（{}）",
                    label,
                    cx.t(name)
                ),
                say!(
                    cx.lang,
                    "{} is less than {}: the API server refuses every job pod.",
                    "{} 小于 {}，API 服务器会拒绝所有作业 Pod。",
                    limit,
                    request
                ),
            )
            .at(limit_id.as_str())
            .fix_named(
                say!(cx.lang, "Raise the limit to {}", "将上限提高到 {}", request),
                vec![Edit::set(&limit_id, request.canonical())],
            )
            .fix_named(
                say!(cx.lang, "Lower the request to {}", "将请求降低到 {}", limit),
                vec![Edit::set(&request_id, limit.canonical())],
            );
        }
    }
}

fn best_effort(cx: &Cx, out: &mut Report) {
    if cx.plan.qos() == Qos::BestEffort {
        out.say(
            t("Jobs ask for nothing", "作业没有请求任何资源"),
            cx.t(t(
                "The scheduler then counts pods only and packs a node until it chokes; such pods are the first to be evicted.",
                "调度器此时只数 Pod 个数，会把节点塞到不堪重负；这类 Pod 也最先被驱逐。",
            ))
            .to_string(),
        )
        .fix(
            t("Use the default requests", "使用默认请求值"),
            ["job.cpu_request", "job.memory_request", "job.helper_cpu_request", "job.helper_memory_request"]
                .iter()
                .map(|id| Edit::reset(id))
                .collect(),
        );
    }
}

fn no_memory_limit(cx: &Cx, out: &mut Report) {
    let ids = ["job.memory_limit", "job.helper_memory_limit"];
    let limits = [cx.plan.job.memory_limit, cx.plan.job.helper_memory_limit];
    for (id, limit) in ids.into_iter().zip(limits) {
        if limit.is_none() {
            out.say(
                t("No memory limit", "没有内存上限"),
                cx.t(t(
                    "One job with a leak takes the whole node's memory, and the kernel may end its neighbours.",
                    "一个内存泄漏的作业会占满整个节点，内核可能会结束相邻的作业。",
                ))
                .to_string(),
            )
            .at(id)
            .fix(t("Use the default limit", "使用默认上限"), vec![Edit::reset(id)]);
        }
    }
}

fn bytes(quantity: Quantity) -> i128 {
    quantity.value()
}

const MEBI: i128 = 1 << 20;

fn small_helper(cx: &Cx, out: &mut Report) {
    let Some(limit) = cx.plan.job.helper_memory_limit else {
        return;
    };
    if bytes(limit) < 250 * MEBI {
        out.say(
            t("The helper has little memory", "helper 的内存偏小"),
            say!(
                cx.lang,
                "It unpacks caches and artifacts, which takes 250Mi and more; at {} the kernel ends it and the job fails with signal 9.",
                "它要解压缓存与制品，需要 250Mi 以上；只有 {} 时会被内核结束，作业以 signal 9 失败。",
                limit
            ),
        )
        .fix(
            t("Set 512Mi", "设为 512Mi"),
            vec![Edit::set("job.helper_memory_limit", "512Mi")],
        );
    }
}

fn dind_without_memory_limit(cx: &Cx, out: &mut Report) {
    if cx.plan.job.builder.has_service() && cx.plan.job.service_memory_limit.is_none() {
        out.say(
            t("Image builds have no memory limit", "镜像构建没有内存上限"),
            cx.t(t(
                "Builds run in the service container and see the memory of the whole node; one of them can take it all.",
                "构建在服务容器中进行，看到的是整个节点的内存，一次构建就可能占满。",
            ))
            .to_string(),
        )
        .fix(
            t("Set 2Gi", "设为 2Gi"),
            vec![Edit::set("job.service_memory_limit", "2Gi")],
        );
    }
}

fn layers_without_limit(cx: &Cx, out: &mut Report) {
    let job = &cx.plan.job;
    if job.builder.has_service() && job.service_ephemeral_storage_limit.is_none() {
        out.say(
            t("Image layers may fill the node's disk", "镜像层可能写满节点磁盘"),
            cx.t(t(
                "Layers are written in the service container. Without a limit one build fills the disk, and the kubelet evicts pods of others.",
                "镜像层写在服务容器中。没有上限时，一次构建就可能写满磁盘，kubelet 会驱逐其他 Pod。",
            ))
            .to_string(),
        )
        .fix(
            t("Limit it to 20Gi", "限制为 20Gi"),
            // A request above it would be refused, so a larger one raises the limit.
            vec![Edit::set(
                "job.service_ephemeral_storage_limit",
                match job.service_ephemeral_storage_request {
                    Some(request) if bytes(request) > 20 * 1024 * MEBI => request.canonical(),
                    _ => "20Gi".to_string(),
                },
            )],
        );
    }
}

/// Every maximum with the default it should not stay below: (field, maximum, default).
pub(crate) fn maxima(plan: &Plan) -> Vec<(String, Option<Quantity>, Option<Quantity>)> {
    let job = &plan.job;
    let allowed = [
        job.cpu_request_overwrite_max_allowed,
        job.cpu_limit_overwrite_max_allowed,
        job.memory_request_overwrite_max_allowed,
        job.memory_limit_overwrite_max_allowed,
        job.ephemeral_storage_request_overwrite_max_allowed,
        job.ephemeral_storage_limit_overwrite_max_allowed,
        job.helper_cpu_request_overwrite_max_allowed,
        job.helper_cpu_limit_overwrite_max_allowed,
        job.helper_memory_request_overwrite_max_allowed,
        job.helper_memory_limit_overwrite_max_allowed,
        job.helper_ephemeral_storage_request_overwrite_max_allowed,
        job.helper_ephemeral_storage_limit_overwrite_max_allowed,
        job.service_cpu_request_overwrite_max_allowed,
        job.service_cpu_limit_overwrite_max_allowed,
        job.service_memory_request_overwrite_max_allowed,
        job.service_memory_limit_overwrite_max_allowed,
        job.service_ephemeral_storage_request_overwrite_max_allowed,
        job.service_ephemeral_storage_limit_overwrite_max_allowed,
    ];
    let mut defaults = Vec::new();
    for (prefix, _, resources) in sets(plan) {
        for (resource, request, limit) in pairs(&resources) {
            for (end, value) in [("_request", request), ("_limit", limit)] {
                defaults.push((
                    [prefix, resource, end, "_overwrite_max_allowed"].concat(),
                    value,
                ));
            }
        }
    }
    let all = defaults.into_iter().zip(allowed);
    all.map(|((id, default), allowed)| (id, allowed, default))
        .collect()
}

fn maximum_below_default(cx: &Cx, out: &mut Report) {
    for (id, allowed, default) in maxima(cx.plan) {
        let (Some(allowed), Some(default)) = (allowed, default) else {
            continue;
        };
        if allowed < default {
            out.say(
                t("The maximum is below the default", "最大值低于默认值"),
                say!(
                    cx.lang,
                    "Jobs have {} unless they ask, and may ask for {} at most: more fails the job instead of being cut.",
                    "作业默认就有 {}，却最多只能申请 {}；超过时作业会失败，而不是被削减。",
                    default,
                    allowed
                ),
            )
            .at(id.as_str())
            .fix_named(
                say!(cx.lang, "Allow {}", "允许到 {}", default),
                vec![Edit::set(&id, default.canonical())],
            );
        }
    }
}

fn short_poll_timeout(cx: &Cx, out: &mut Report) {
    let seconds = cx.plan.job.poll_timeout;
    if seconds < 180 {
        out.say(
            t("Jobs give up on their pod early", "作业过早放弃等待 Pod"),
            say!(
                cx.lang,
                "A pod that does not run after {} s fails its job, and pulling one large image takes longer. A node that must be started first takes 300 to 600 s.",
                "Pod 在 {} 秒内未运行，作业就失败，而拉取一个大镜像可能更久。需要先扩容节点时要 300 到 600 秒。",
                seconds
            ),
        )
        .fix(
            t("Wait for 180 s", "等待 180 秒"),
            vec![Edit::set("job.poll_timeout", "180")],
        );
    }
}

fn grace_beyond_manager(cx: &Cx, out: &mut Report) {
    let Some(seconds) = cx.plan.job.termination_grace else {
        return;
    };
    if seconds > cx.plan.managers.grace_period {
        out.say(
            t(
                "Job pods may outlive their manager",
                "作业 Pod 可能比管理器活得更久",
            ),
            say!(
                cx.lang,
                "They may take {} s to end, the manager {} s; what ends later reports to nobody.",
                "作业 Pod 终止可用 {} 秒，管理器只有 {} 秒；更晚结束的无人接收结果。",
                seconds,
                cx.plan.managers.grace_period
            ),
        )
        .fix(
            t("Leave it out", "不设置"),
            vec![Edit::reset("job.termination_grace")],
        );
    }
}

fn events_need_rights(cx: &Cx, out: &mut Report) {
    use runwright_model::plan::Rbac;
    if cx.plan.job.print_pod_events && cx.plan.security.rbac == Rbac::Existing {
        out.say(
            t(
                "The existing account must watch events",
                "已有账户需要 watch events 权限",
            ),
            say!(
                cx.lang,
                "Pod events in the job log need list and watch on events in {}; ask whoever grants the permissions.",
                "在作业日志中显示 Pod 事件，需要在 {} 中对 events 的 list 与 watch 权限，请联系授权人。",
                cx.plan.target.job_namespace
            ),
        );
    }
}

fn shallow_clone(cx: &Cx, out: &mut Report) {
    if cx.plan.ci.clone_depth == 1 {
        out.say(
            t("Depth 1 breaks retries", "深度 1 会使重试失败"),
            cx.t(t(
                "When the branch has moved on, the commit of an older job is no longer in the clone.",
                "分支前进后，旧作业的提交不在克隆范围内。",
            ))
            .to_string(),
        )
        .fix(t("Set 20", "设为 20"), vec![Edit::set("ci.clone_depth", "20")]);
    }
}
