//! Advice on pods for which no node has room: cpu, memory and disk.

use super::parts::*;
use super::sched::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::answer::{Dimension, PoolAnswer};
use runwright_model::protocol::Advice;
use runwright_model::quantity::{bytes_iec, cores};
use runwright_model::{Edit, say};

fn pool_lines(case: &Case) -> Vec<String> {
    let pools = case.answer.pools.iter().filter(|pool| pool.count > 0);
    pools.map(|pool| pool_line(case, pool)).collect()
}

fn pool_line(case: &Case, pool: &PoolAnswer) -> String {
    let name = match pool.name.as_str() {
        "" => p(case, "unnamed", "未命名").to_string(),
        name => code(name),
    };
    let each = if pool.jobs_min == pool.jobs_max {
        pool.jobs_min.to_string()
    } else {
        [&pool.jobs_min.to_string(), "–", &pool.jobs_max.to_string()].concat()
    };
    say!(
        case.lang,
        "Each of the {} nodes in pool {} has {} cores and {} free: room for {}.",
        "节点池 {1} 的 {0} 个节点各有 {2} 核与 {3} 空闲，各可容纳 {4}。",
        pool.count,
        name,
        cores(pool.free.cpu_m.max(0)),
        bytes_iec(pool.free.memory.max(0)),
        jobs(case.lang, &each)
    )
}

/// The resources a text or the plan says are short; the plan's binding one where the text names none.
fn lacking(case: &Case) -> Option<Dimension> {
    match case.seen.get(What::Lacking) {
        "cpu" => Some(Dimension::CpuM),
        "memory" => Some(Dimension::Memory),
        "ephemeral-storage" => Some(Dimension::Ephemeral),
        "" => case
            .answer
            .staircase
            .as_ref()
            .map(|stairs| stairs.dimension),
        _ => None,
    }
}

pub(super) fn resources(case: &Case, advice: &mut Advice) {
    let answer = case.answer;
    let named = case.seen.get(What::Lacking);
    let of = lacking(case);
    let other = of.is_none() && !named.is_empty();
    let nowhere = answer.cluster_jobs == 0;
    if other {
        advice.title = say!(
            case.lang,
            "No node has a free {}",
            "没有节点有空闲的 {}",
            short(named)
        );
    } else if let Some(of) = of.filter(|of| request(case, *of) > 0) {
        let size = request(case, of);
        advice.title = match of {
            Dimension::CpuM => say!(
                case.lang,
                "No node has {} free core{} for the job pod",
                "没有节点剩余 {} 核可供作业 Pod 使用{}",
                cores(size),
                case.lang.pick(if size == 1000 { "" } else { "s" }, "")
            ),
            Dimension::Memory => say!(
                case.lang,
                "No node has {} of free memory for the job pod",
                "没有节点剩余 {} 内存可供作业 Pod 使用",
                bytes_iec(size)
            ),
            _ => say!(
                case.lang,
                "No node has {} of free disk for the job pod",
                "没有节点剩余 {} 磁盘可供作业 Pod 使用",
                bytes_iec(size)
            ),
        };
    }
    let shown = of.unwrap_or(Dimension::CpuM);
    let mut meaning = Vec::new();
    if other {
        meaning.push(say!(
            case.lang,
            "{} is no resource of this plan: a job or a webhook asks for it, and only nodes with its device plugin offer it.",
            "方案中没有资源 {}：是作业或 webhook 提出的请求，只有装了对应设备插件的节点才提供。",
            code(named)
        ));
    } else {
        meaning.push(say!(
            case.lang,
            "A job pod asks for {}.",
            "一个作业 Pod 请求 {}。",
            job_sum(case, shown)
        ));
    }
    let lines = pool_lines(case);
    if !lines.is_empty() && !other {
        meaning.extend(lines);
    }
    if other {
        meaning.push(say!(
            case.lang,
            "The pod waits {} s and the job fails.",
            "Pod 等待 {} 秒后作业失败。",
            answer.poll_timeout_s
        ));
    } else if nowhere {
        meaning.push(say!(
            case.lang,
            "By the plan's figures no node ever takes it: every job fails after {} s.",
            "按方案的数值，没有节点能容纳它：所有作业都会在 {} 秒后失败。",
            answer.poll_timeout_s
        ));
    } else if answer.jobs_at_risk > 0 {
        meaning.push(say!(
            case.lang,
            "The managers take {} jobs, the nodes hold {}: the other {} do not queue, they stay Pending and fail after {} s.",
            "管理器会接 {} 个作业，节点只能容纳 {} 个：另外 {} 个不会排队，而是一直 Pending 并在 {} 秒后失败。",
            answer.slots,
            answer.cluster_jobs,
            answer.jobs_at_risk,
            answer.poll_timeout_s
        ));
    } else {
        let most = case.plan.job.cpu_request_overwrite_max_allowed;
        let most = most.max(case.plan.job.service_cpu_request_overwrite_max_allowed);
        if let (Some(most), Dimension::CpuM) = (most, shown) {
            meaning.push(say!(
                case.lang,
                "Single jobs may ask for up to {} of CPU by variables.",
                "个别作业可用变量申请最多 {} 的 CPU。",
                code(&most.canonical())
            ));
        }
        meaning.push(say!(
            case.lang,
            "By the plan's figures {} jobs fit and the managers take {}, so something is different there: other pods on the nodes, fewer or smaller nodes, or a job that asks for more by variables.",
            "按方案的数值可容纳 {} 个，管理器只接 {} 个，因此实际情况有出入：节点上有其他 Pod、节点更少或更小，或作业用变量请求了更多。",
            answer.cluster_jobs,
            answer.slots
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    describe(case, advice).expect = p(
        case,
        "`0/3 nodes are available: 3 Insufficient cpu`: the numbers are nodes. Other reasons beside it (taint, selector) rule out nodes before their room counts.",
        "`0/3 nodes are available: 3 Insufficient cpu`：数字是节点数。同时列出的其他原因（污点、选择器）会先排除节点。",
    )
    .to_string();
    let pod = case.pod();
    let head = case.commands().jobs(&["get", "pod"]);
    let path =
        quote("{range .spec.containers[*]}{.name}{\"\\t\"}{.resources.requests}{\"\\n\"}{end}");
    advice
        .step(
            p(
                case,
                "What does this pod really ask for?",
                "这个 Pod 实际请求了多少？",
            ),
            [&head, " ", &pod, " --output=jsonpath=", &path].concat(),
        )
        .expect = say!(
        case.lang,
        "The plan's figures, in all {} and {}. More means job variables or a LimitRange.",
        "应为方案的数值（CPU：{}；内存：{}），更多则来自作业变量或 LimitRange。",
        amount(case.lang, Dimension::CpuM, answer.job_request.cpu_m),
        bytes_iec(answer.job_request.memory)
    );
    let selector = selector(case);
    let mut words = vec!["describe", "nodes"];
    if !selector.is_empty() {
        words.extend(["--selector", &selector]);
    }
    advice
        .step(
            p(
                case,
                "What is requested on the nodes already?",
                "节点上已被请求了多少？",
            ),
            case.commands().kubectl(&words)
                + " | grep -E '^Name:|^Allocatable:|^Allocated resources:' -A 8",
        )
        .expect = p(
        case,
        "Allocatable less the requests is what is free. Use, as `kubectl top` shows it, plays no part.",
        "可分配量减去已请求量才是空闲；`kubectl top` 显示的用量不参与调度。",
    )
    .to_string();
    if !other {
        resource_fixes(case, advice, nowhere);
    }
    more_nodes(case, advice, of);
    if case.answer.poll_timeout_s < 600 && (nowhere || answer.jobs_at_risk == 0) && !other {
        wait_longer(case, advice);
    }
    let command = case.commands().jobs(&[
        "get",
        "pods",
        "--selector",
        "job.runner.gitlab.com/pod",
        "--field-selector",
        "status.phase=Pending",
    ]);
    advice
        .confirm(
            p(
                case,
                "Look for job pods that wait, at a busy hour.",
                "在繁忙时段查看等待中的作业 Pod。",
            ),
            command,
        )
        .expect = p(
        case,
        "None older than the time a pull takes.",
        "没有比拉取镜像耗时更久的。",
    )
    .to_string();
    advice.prevent(p(
        case,
        "No more slots than places: jobs that no manager takes wait in GitLab as long as they need.",
        "槽位不超过可容纳数：没被接走的作业会在 GitLab 中一直等待。",
    ));
    advice.prevent(p(
        case,
        "Paste `kubectl get nodes -o json` into the plan, so that its sums are of your nodes.",
        "把 `kubectl get nodes -o json` 粘贴进方案，让计算基于真实节点。",
    ));
    advice.alike(
        case,
        "sched_too_many_pods",
        p(
            case,
            "There the reason is `Too many pods`.",
            "那里的原因是 `Too many pods`。",
        ),
    );
    advice.alike(
        case,
        "quota_exceeded",
        p(
            case,
            "There no pod exists: the API server refused it.",
            "那里没有 Pod：API 服务器直接拒绝。",
        ),
    );
    advice.alike(
        case,
        "sched_taint",
        p(
            case,
            "If only the tainted nodes have room, the taint is the cause.",
            "若只有带污点的节点有空间，原因就是污点。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Lower the requests until it fits.",
            "不断调低请求，直到放得下。",
        ),
        p(
            case,
            "Only a step of the staircase lets one more job on a node; anything less changes nothing. Memory requests below real use trade Pending for eviction.",
            "只有降到下一级台阶，节点才多容纳一个作业，差一点都没用。内存请求低于实际用量，只是把 Pending 换成驱逐。",
        ),
    );
    advice.wrong(
        p(
            case,
            "The nodes are used to a few percent, so there is room.",
            "节点利用率只有百分之几，说明有空间。",
        ),
        p(
            case,
            "The scheduler packs requests, node by node. Neither use nor the sum over all nodes counts.",
            "调度器逐个节点按请求装箱，不看用量，也不看全部节点之和。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Give the jobs a higher priority class.",
            "给作业更高的优先级类。",
        ),
        p(
            case,
            "It only changes who goes first, or pushes other pods out. It makes no room.",
            "它只改变先后，或挤掉别的 Pod，并不增加空间。",
        ),
    );
}

/// What lets the jobs in: no more of them than fit, or smaller ones.
fn resource_fixes(case: &Case, advice: &mut Advice, nowhere: bool) {
    if nowhere || match_slots(case, advice, case.answer.cluster_jobs) {
        // Where all slots find a place by the plan's figures, smaller requests would be a guess.
        smaller_job(case, advice);
    }
}

/// The request at which one more job fits a node, taken off the container that asks for most.
fn smaller_job(case: &Case, advice: &mut Advice) {
    let Some(stairs) = &case.answer.staircase else {
        return;
    };
    let Some(up) = stairs.next_up else {
        return;
    };
    let of = stairs.dimension;
    let containers = case.plan.containers();
    let largest = containers
        .iter()
        .filter_map(|(name, resources)| Some((*name, counted(of, asked(resources, of)?))))
        .max_by_key(|(_, size)| *size);
    let Some((name, size)) = largest else {
        return;
    };
    let step = if of == Dimension::CpuM { 10 } else { MI };
    let rest = (size.saturating_sub(stairs.less) / step) * step;
    // A cut to less than half is another job, not a smaller one.
    if rest < size / 2 || rest <= 0 {
        shrink_all(case, advice, of, up.size);
        return;
    }
    let to = quantity(of, rest).canonical();
    let jobs = jobs_with(case, of, rest - size);
    if jobs <= case.answer.cluster_jobs {
        return;
    }
    advice.fix(
        say!(
            case.lang,
            "Request {} instead of {} for {}: the nodes hold {} jobs instead of {}",
            "{2} 的请求由 {1} 降为 {0}：节点可容纳的作业由 {4} 个变为 {3} 个",
            code(&to),
            code(&quantity(of, size).canonical()),
            code(name),
            jobs,
            case.answer.cluster_jobs
        ),
        vec![Edit::set(&request_id(name, of), to.as_str())],
    );
}

fn request_id(name: &str, of: Dimension) -> String {
    let prefix = match name {
        "build" => "job.",
        "helper" => "job.helper_",
        _ => "job.service_",
    };
    let resource = match of {
        Dimension::CpuM => "cpu",
        Dimension::Memory => "memory",
        _ => "ephemeral_storage",
    };
    [prefix, resource, "_request"].concat()
}

/// All containers in proportion, so that the job has the size at which one more fits; only where a job fits nowhere,
/// since such a cut is seldom what a working job can do with.
fn shrink_all(case: &Case, advice: &mut Advice, of: Dimension, target: i64) {
    let now = request(case, of);
    if case.answer.cluster_jobs > 0 || now <= 0 {
        return;
    }
    let step = if of == Dimension::CpuM { 10 } else { MI };
    let mut edits = Vec::new();
    let mut all = 0;
    for (name, resources) in case.plan.containers() {
        let Some(size) = asked(&resources, of) else {
            continue;
        };
        let size = counted(of, size);
        let part = i128::from(size) * i128::from(target) / i128::from(now);
        let part = (i64::try_from(part).unwrap_or(0) / step) * step;
        if part <= 0 {
            return;
        }
        all += part;
        edits.push(Edit::set(
            &request_id(name, of),
            quantity(of, part).canonical(),
        ));
    }
    let jobs = jobs_with(case, of, all - now);
    if jobs > 0 {
        advice.fix(
            say!(
                case.lang,
                "Request {} instead of {} for the whole pod, so that one fits a node",
                "整个 Pod 的请求由 {1} 降为 {0}，使一个节点放得下",
                code(&quantity(of, all).canonical()),
                code(&quantity(of, now).canonical())
            ),
            edits,
        );
    }
}

/// How many nodes the slots would need, and how large.
fn more_nodes(case: &Case, advice: &mut Advice, of: Option<Dimension>) {
    let answer = case.answer;
    let pool = answer
        .pools
        .iter()
        .filter(|pool| pool.eligible && pool.count > 0)
        .max_by_key(|pool| pool.count);
    let each = pool.map_or(0, |pool| pool.jobs_max);
    let text = if of.is_none() {
        p(
            case,
            "Add nodes that offer this resource, with their device plugin running.",
            "添加提供该资源的节点，并确认其设备插件正在运行。",
        )
        .to_string()
    } else if let (Some(pool), true, true) = (pool, each > 0, answer.jobs_at_risk > 0) {
        let nodes = (answer.jobs_at_risk + each - 1) / each;
        say!(
            case.lang,
            "Or add {} nodes like those of pool {} ({} each), and enter them in the plan.",
            "或增加 {} 个与节点池 {} 相同的节点（每节点 {}），并填入方案。",
            nodes,
            code(&pool.name),
            jobs(case.lang, &each.to_string())
        )
    } else {
        say!(
            case.lang,
            "Or add nodes with more than {} and {} free, and enter them in the plan.",
            "或增加空闲更多的节点（CPU 多于 {}，内存多于 {}），并填入方案。",
            amount(case.lang, Dimension::CpuM, answer.job_request.cpu_m),
            bytes_iec(answer.job_request.memory)
        )
    };
    advice.by_hand(
        text,
        get_nodes(case, &["--output=custom-columns=NAME:.metadata.name,CPU:.status.allocatable.cpu,MEMORY:.status.allocatable.memory,PODS:.status.allocatable.pods"]),
    );
}
