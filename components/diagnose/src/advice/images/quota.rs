//! Advice on namespaces whose quota is used up, or which demand figures that a container lacks.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::answer::Dimension;
use runwright_model::derive::Resources;
use runwright_model::protocol::Advice;
use runwright_model::quantity::Quantity;
use runwright_model::{Edit, say};

/// What one job takes of a quota's resource; none where the plan does not say.
fn per_job(case: &Case, resource: &str) -> Option<Quantity> {
    let request = case.answer.job_request;
    let limits = |of: fn(&Resources) -> Option<Quantity>| {
        let mut sum = Quantity::ZERO;
        for (_, resources) in case.plan.containers() {
            sum = sum.saturating_add(of(&resources)?);
        }
        Some(sum)
    };
    let found = match resource {
        "cpu" | "requests.cpu" => Some(Quantity::from_milli(request.cpu_m)),
        "memory" | "requests.memory" => Some(Quantity::from_bytes(request.memory)),
        "ephemeral-storage" | "requests.ephemeral-storage" => {
            Some(Quantity::from_bytes(request.ephemeral))
        }
        "limits.cpu" => limits(|one| one.cpu_limit),
        "limits.memory" => limits(|one| one.memory_limit),
        "limits.ephemeral-storage" => limits(|one| one.storage_limit),
        "pods" | "count/pods" | "secrets" | "count/secrets" => Some(Quantity::from_milli(1000)),
        _ => None,
    };
    found.filter(|one| !one.is_zero())
}

/// `a=1,b=2` as pairs.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(',').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        Some((name.trim(), value.trim()))
    })
}

/// The resource that binds first, what it allows, and how many jobs that is.
fn places<'a>(case: &Case<'a>) -> Option<(&'a str, Quantity, i64)> {
    let mut least: Option<(&str, Quantity, i64)> = None;
    for (name, value) in case.seen.all(What::Limited).flat_map(pairs) {
        let Ok(limit) = Quantity::parse(value) else {
            continue;
        };
        let Some(each) = per_job(case, name) else {
            continue;
        };
        let jobs = limit.milli_value() / each.milli_value().max(1);
        let jobs = i64::try_from(jobs.max(0)).unwrap_or(i64::MAX);
        if least.is_none_or(|(.., fewest)| jobs < fewest) {
            least = Some((name, limit, jobs));
        }
    }
    least
}

fn times(each: Quantity, jobs: i64) -> Quantity {
    // Counted in thousandths, which every quota resource has room for.
    let milli = each.milli_value().saturating_mul(i128::from(jobs));
    let bytes = milli / 1000;
    if each.value() >= 1024 * 1024 {
        Quantity::from_bytes(i64::try_from(bytes).unwrap_or(i64::MAX))
    } else {
        Quantity::from_milli(i64::try_from(milli).unwrap_or(i64::MAX))
    }
}

/// Limits and requests that containers of the job lack: fields with a value to set.
fn missing(case: &Case, resource: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (name, resources) in case.plan.containers() {
        let prefix = match name {
            "build" => "job.",
            "helper" => "job.helper_",
            _ => "job.service_",
        };
        let (id, value, least) = match resource {
            "limits.cpu" => (
                "cpu_limit",
                resources.cpu_limit.is_none(),
                // Room to burst: a limit at the request would slow the job to it.
                resources
                    .cpu_request
                    .map_or(1000, |one| one.milli_i64().saturating_mul(2).max(1000)),
            ),
            "limits.memory" => (
                "memory_limit",
                resources.memory_limit.is_none(),
                resources
                    .memory_request
                    .map_or(512 * MI, |one| one.value_i64().saturating_mul(2)),
            ),
            "requests.cpu" | "cpu" => (
                "cpu_request",
                resources.cpu_request.or(resources.cpu_limit).is_none(),
                100,
            ),
            "requests.memory" | "memory" => (
                "memory_request",
                resources
                    .memory_request
                    .or(resources.memory_limit)
                    .is_none(),
                128 * MI,
            ),
            "requests.ephemeral-storage" | "ephemeral-storage" => (
                "ephemeral_storage_request",
                resources
                    .storage_request
                    .or(resources.storage_limit)
                    .is_none(),
                GI,
            ),
            "limits.ephemeral-storage" => (
                "ephemeral_storage_limit",
                resources.storage_limit.is_none(),
                resources
                    .storage_request
                    .map_or(2 * GI, |one| one.value_i64().saturating_mul(2)),
            ),
            _ => continue,
        };
        if value {
            let of = if id.starts_with("cpu") {
                Dimension::CpuM
            } else {
                Dimension::Memory
            };
            edits.push(Edit::set(
                &[prefix, id].concat(),
                quantity(of, least).canonical(),
            ));
        }
    }
    edits
}

/// The resources that the job must specify and does not.
fn unspecified(case: &Case) -> Vec<&'static str> {
    const ALL: [&str; 6] = [
        "limits.cpu",
        "limits.memory",
        "requests.cpu",
        "requests.memory",
        "requests.ephemeral-storage",
        "limits.ephemeral-storage",
    ];
    let named: Vec<&str> = [What::Lacking, What::Resource, What::Key, What::Requested]
        .into_iter()
        .flat_map(|what| case.seen.all(what))
        .flat_map(|text| text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()))
        .collect();
    let said = |resource: &str| {
        named
            .iter()
            .any(|name| *name == resource || ["requests.", name].concat() == resource)
    };
    let over = case.seen.get(What::Limited).is_empty();
    let any = ALL.into_iter().any(said);
    ALL.into_iter()
        .filter(|resource| {
            over && if any {
                said(resource)
            } else {
                resource.ends_with(".cpu") || resource.ends_with(".memory")
            }
        })
        .filter(|resource| !missing(case, resource).is_empty())
        .collect()
}

pub(super) fn exceeded(case: &Case, advice: &mut Advice) {
    let namespace = &case.plan.target.job_namespace;
    let quota = case.seen.get(What::Quota);
    let slots = case.answer.slots;
    if !quota.is_empty() {
        advice.title = say!(
            case.lang,
            "Quota {} of namespace {} is used up or cannot be counted",
            "命名空间 {1} 的配额 {0} 已用尽或无法计算",
            short(quota),
            namespace
        );
    }
    let bound = places(case);
    let mut meaning = vec![say!(
        case.lang,
        "The API server refuses to create objects in {} beyond its ResourceQuota; no pod exists, and the runner tries a few times.",
        "{} 中超出 ResourceQuota 的对象会被 API 服务器拒绝；Pod 不会创建，Runner 会重试几次。",
        code(namespace)
    )];
    let request = case.answer.job_request;
    meaning.push(say!(
        case.lang,
        "A job of this plan takes one pod, one Secret, {} and {}; {} slots take {} pods, {} and {}.",
        "方案的一个作业占用一个 Pod、一个 Secret、CPU {}、内存 {}；{} 个槽位共需 {} 个 Pod、CPU {}、内存 {}。",
        amount(case.lang, Dimension::CpuM, request.cpu_m),
        amount(case.lang, Dimension::Memory, request.memory),
        slots,
        slots,
        amount(case.lang, Dimension::CpuM, request.cpu_m.saturating_mul(slots)),
        amount(case.lang, Dimension::Memory, request.memory.saturating_mul(slots))
    ));
    if let Some((name, limit, jobs)) = bound {
        meaning.push(say!(
            case.lang,
            "{} of {} is enough for {} jobs.",
            "{} 为 {}，只够 {} 个作业。",
            code(name),
            code(&limit.canonical()),
            jobs
        ));
    }
    let unspecified = unspecified(case);
    if !unspecified.is_empty() {
        meaning.push(say!(
            case.lang,
            "A quota on {} counts only pods whose every container, helper and services too, sets it; in this plan some do not.",
            "对 {} 的配额要求每个容器（含 helper 与服务）都写明，方案中有容器没有写。",
            code(&unspecified.join(", "))
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    advice
        .step(
            p(
                case,
                "Compare used and hard, and see which defaults a LimitRange adds.",
                "对比已用与上限，并查看 LimitRange 添加了哪些默认值。",
            ),
            case.commands()
                .jobs(&["describe", "resourcequota,limitrange"]),
        )
        .expect = p(
        case,
        "A row where Used reaches Hard; or, with `must specify`, a row for a resource that a container lacks.",
        "某行 Used 达到 Hard；若是 `must specify`，则是容器没有写明的资源。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "What else is in the namespace, and is it left over?",
                "命名空间里还有什么，是否有残留？",
            ),
            [
                &case.commands().jobs(&["get", "pods,pvc"]),
                "\n",
                &case.commands().jobs(&["get", "secrets", "--output=name"]),
                " | wc -l",
            ]
            .concat(),
        )
        .expect = p(
        case,
        "Pods and Secrets named `runner-…` without a running job are left over, after a manager was killed.",
        "没有对应作业的 `runner-…` Pod 与 Secret 是管理器被强制结束后的残留。",
    )
    .to_string();
    let mut edits: Vec<Edit> = unspecified
        .iter()
        .flat_map(|resource| missing(case, resource))
        .collect();
    edits.dedup_by(|a, b| a.field == b.field);
    if !edits.is_empty() {
        let parts: Vec<String> = edits
            .iter()
            .map(|edit| {
                let value = edit.value.as_ref().and_then(|value| value.text());
                let name = edit.field.trim_start_matches("job.");
                [name, " = ", value.unwrap_or("")].concat()
            })
            .collect();
        advice.fix(
            say!(
                case.lang,
                "The quota says `must specify`: set {}",
                "配额提示 `must specify`：设置 {}",
                code(&parts.join(", "))
            ),
            edits,
        );
    }
    if let Some((.., jobs)) = bound {
        match_slots(case, advice, jobs);
    }
    let mut hard = Vec::new();
    let mut names: Vec<&str> = case
        .seen
        .all(What::Limited)
        .flat_map(pairs)
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        names = vec!["pods", "requests.cpu", "requests.memory"];
    }
    names.dedup();
    for name in names {
        if let Some(each) = per_job(case, name) {
            let all = times(each, slots);
            hard.push(["\"", name, "\":\"", &all.canonical(), "\""].concat());
        }
    }
    let name = if quota.is_empty() {
        "\"$QUOTA\"".to_string()
    } else {
        quote(quota)
    };
    if !hard.is_empty() {
        let head = case.commands().jobs(&["patch", "resourcequota"]);
        let patch = ["{\"spec\":{\"hard\":{", &hard.join(","), "}}}"].concat();
        advice.by_hand(
            say!(
                case.lang,
                "Or ask the owner of the quota for what {} slots need, and something on top for other pods of the namespace.",
                "或请配额的管理者按 {} 个槽位所需调高，并为命名空间内其他 Pod 留余量。",
                slots
            ),
            [&head, " ", &name, " --type=merge --patch=", &quote(&patch)].concat(),
        );
    }
    advice.by_hand(
        p(
            case,
            "For short peaks let the runner try longer before a job fails, in `runners.config`.",
            "短暂的高峰可让 Runner 多重试几次，写入 `runners.config`。",
        ),
        "[runners.kubernetes.retry_limits]\n  \"exceeded quota\" = 20",
    );
    advice
        .confirm(
            p(
                case,
                "At a busy hour: used stays below hard, and jobs start.",
                "繁忙时段已用低于上限，作业能启动。",
            ),
            case.commands().jobs(&["describe", "resourcequota"]),
        )
        .expect = p(
        case,
        "Used below Hard in every row.",
        "每行 Used 都低于 Hard。",
    )
    .to_string();
    advice.prevent(p(
        case,
        "Size quota and slots together: slots × one job, or fewer slots.",
        "配额与槽位一起规划：槽位 × 单个作业，否则减少槽位。",
    ));
    advice.alike(
        case,
        "sched_insufficient_resources",
        p(
            case,
            "There the pod exists and is Pending; the nodes are full.",
            "那里 Pod 已存在但 Pending，满的是节点。",
        ),
    );
    advice.alike(
        case,
        "kube_api_unavailable",
        p(
            case,
            "`resource quota evaluation timed out`: the API server is slow, the quota may be free.",
            "`resource quota evaluation timed out`：API 服务器过慢，配额未必用尽。",
        ),
    );
    advice.alike(
        case,
        "rbac_forbidden",
        p(
            case,
            "Also `is forbidden`, but with `cannot create resource`.",
            "同样是 `is forbidden`，但后面是 `cannot create resource`。",
        ),
    );
    advice.wrong(
        p(
            case,
            "`is forbidden` is a matter of permissions: widen the Role.",
            "`is forbidden` 是权限问题，应扩大 Role。",
        ),
        p(
            case,
            "With `exceeded quota` or `failed quota` behind it, no permission helps.",
            "后面跟着 `exceeded quota` 或 `failed quota` 时，权限再大也没用。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Limits on the build container are enough.",
            "只给 build 容器设上限就够了。",
        ),
        p(
            case,
            "The quota looks at every container: set `helper_*` and `service_*` as well.",
            "配额检查每个容器：`helper_*` 与 `service_*` 也要设置。",
        ),
    );
}
