//! Advice on pods that no node takes: too little room, labels, taints, pod limits and volume claims.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::answer::{Dimension, PoolAnswer};
use runwright_model::format::Format;
use runwright_model::plan::{
    AffinityMode, Platform, TaintEffect, Toleration, VolumeKind, is_reserved,
};
use runwright_model::protocol::{Advice, Step};
use runwright_model::quantity::{bytes_iec, cores};
use runwright_model::{Edit, say};

/// Describes the pod: why the scheduler left it.
fn describe<'a>(case: &Case, advice: &'a mut Advice) -> &'a mut Step {
    let head = case.commands().jobs(&["describe", "pod"]);
    let command = [&head, " ", &case.pod()].concat();
    advice.step(
        p(
            case,
            "Read `Events` at the end: the scheduler counts the nodes by reason.",
            "查看末尾的 `Events`：调度器按原因统计节点数。",
        ),
        on_pod(case, command),
    )
}

/// The labels of the plan's node selector as kubectl's selector; empty for none.
fn selector(case: &Case) -> String {
    let labels = case.plan.nodes.selector.iter();
    let labels: Vec<String> = labels
        .filter(|label| !label.key.is_empty())
        .map(|label| [label.key.as_str(), "=", &label.value].concat())
        .collect();
    labels.join(",")
}

/// `kubectl get nodes` on those the plan's labels choose.
fn get_nodes(case: &Case, more: &[&str]) -> String {
    let selector = selector(case);
    let mut words = vec!["get", "nodes"];
    if !selector.is_empty() {
        words.extend(["--selector", &selector]);
    }
    words.extend(more);
    case.commands().kubectl(&words)
}

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
        "pool {}: {} × {} free cores and {}, {} jobs each",
        "节点池 {}：{} × 可用 {} 核与 {}，每节点 {} 个作业",
        name,
        pool.count,
        cores(pool.free.cpu_m.max(0)),
        bytes_iec(pool.free.memory.max(0)),
        each
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
        meaning.push(
            [
                lines.join(case.lang.pick("; ", "；")).as_str(),
                case.lang.pick(".", "。"),
            ]
            .concat(),
        );
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
            "Or add {} nodes like those of pool {} ({} jobs each), and enter them in the plan.",
            "或增加 {} 个与节点池 {} 相同的节点（每节点 {} 个作业），并填入方案。",
            nodes,
            code(&pool.name),
            each
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

pub(super) fn labels(case: &Case, advice: &mut Advice) {
    let nodes = &case.plan.nodes;
    let labels = selector(case);
    let required: Vec<&str> = nodes
        .affinity
        .iter()
        .filter(|term| term.mode == AffinityMode::Required)
        .map(|term| term.key.as_str())
        .collect();
    if !labels.is_empty() {
        advice.title = say!(
            case.lang,
            "No node that may be used carries {}",
            "可用节点都没有标签 {}",
            short(&labels)
        );
    }
    let asks = if labels.is_empty() && required.is_empty() {
        p(
            case,
            "The plan asks for no node label: the demand comes from a job variable `KUBERNETES_NODE_SELECTOR_*`, a webhook, or a volume that lies in one zone.",
            "方案没有要求节点标签：要求来自作业变量 `KUBERNETES_NODE_SELECTOR_*`、webhook，或只在某个可用区的卷。",
        )
        .to_string()
    } else if labels.is_empty() {
        say!(
            case.lang,
            "The plan's node affinity demands {}.",
            "方案的节点亲和性要求 {}。",
            code(&required.join(", "))
        )
    } else if required.is_empty() {
        say!(
            case.lang,
            "The plan sends jobs only to nodes with {}; all labels must be on one node, letter by letter.",
            "方案只允许作业使用带 {} 的节点；全部标签须同时在一个节点上，且逐字相同。",
            code(&labels)
        )
    } else {
        say!(
            case.lang,
            "The plan sends jobs only to nodes with {}, and its affinity demands {} besides.",
            "方案只允许作业使用带 {} 的节点，亲和性还要求 {}。",
            code(&labels),
            code(&required.join(", "))
        )
    };
    let set_up = if nodes.are_set_up() {
        say!(
            case.lang,
            "`node-setup.sh` of this plan labels {}; it has to be run once, and again for each new node.",
            "方案的 `node-setup.sh` 会给 {} 打标签；须运行一次，新增节点后再运行。",
            code(&nodes.names.join(", "))
        )
    } else {
        p(
            case,
            "Labels set by hand are lost when an autoscaler replaces a node: set them in the node group.",
            "手工打的标签在自动伸缩更换节点后会丢失，应设在节点组上。",
        )
        .to_string()
    };
    advice.meaning = [asks.as_str(), case.lang.pick(" ", ""), &set_up].concat();
    describe(case, advice).expect = p(
        case,
        "`didn't match Pod's node affinity/selector`, with the number of nodes. Taints of the remaining nodes stand beside it.",
        "`didn't match Pod's node affinity/selector` 及节点数；其余节点的污点会一并列出。",
    )
    .to_string();
    let head = case.commands().jobs(&["get", "pod"]);
    advice.step(
        p(
            case,
            "What does the pod demand in the end?",
            "Pod 最终要求了什么？",
        ),
        [
            &head,
            " ",
            &case.pod(),
            " --output=jsonpath='{.spec.nodeSelector}{\"\\n\"}{.spec.affinity}{\"\\n\"}'",
        ]
        .concat(),
    );
    advice
        .step(
            p(
                case,
                "Which nodes match, and what do the others carry?",
                "哪些节点匹配，其余节点带什么标签？",
            ),
            if labels.is_empty() {
                case.commands().kubectl(&["get", "nodes", "--show-labels"])
            } else {
                let keys: Vec<&str> = nodes
                    .selector
                    .iter()
                    .map(|label| label.key.as_str())
                    .filter(|key| !key.is_empty())
                    .collect();
                let columns = ["--label-columns=", &keys.join(",")].concat();
                [
                    &get_nodes(case, &[]),
                    "\n",
                    &case.commands().kubectl(&["get", "nodes", &columns]),
                ]
                .concat()
            },
        )
        .expect = if labels.is_empty() {
        String::new()
    } else {
        p(
            case,
            "`No resources found` for the first command while this is the cause.",
            "若是此原因，第一条命令输出 `No resources found`。",
        )
        .to_string()
    };
    let own: Vec<_> = nodes
        .selector
        .iter()
        .filter(|label| !label.key.is_empty() && !is_reserved(&label.key))
        .collect();
    if !own.is_empty() {
        let words: Vec<String> = own
            .iter()
            .map(|label| [label.key.as_str(), "=", &label.value].concat())
            .collect();
        let mut edit = changed_rows(
            case,
            "nodes.selector",
            |row| own.iter().any(|label| label.key == cell(row, "key")),
            |_| false,
        );
        if own.len() == nodes.selector.len() {
            edit = Edit::reset("nodes.selector");
        }
        advice.fix(
            say!(
                case.lang,
                "Ask for {} no longer: jobs run on every node without a foreign taint, also beside other workloads",
                "不再要求 {}：作业可在任何没有其他污点的节点上运行，会与其他负载混部",
                code(&words.join(", "))
            ),
            vec![edit],
        );
    }
    if !required.is_empty() {
        advice.fix(
            p(
                case,
                "Prefer the affinity's nodes instead of demanding them",
                "把亲和性由必须改为优先",
            ),
            vec![changed_rows(
                case,
                "nodes.affinity",
                |row| cell(row, "mode") == "required",
                |row| {
                    row.insert("mode".to_string(), "preferred".to_string());
                    true
                },
            )],
        );
    }
    let words: Vec<String> = own
        .iter()
        .map(|label| [label.key.as_str(), "=", &label.value].concat())
        .collect();
    if nodes.are_set_up() {
        advice.by_hand(
            p(
                case,
                "Run the plan's script for its nodes.",
                "运行方案的节点脚本。",
            ),
            "sh node-setup.sh",
        );
    }
    if words.is_empty() {
        advice.by_hand(
            p(
                case,
                "Add a node with the label the pod demands, or take the demand out where it is made.",
                "添加带所需标签的节点，或在提出要求的地方去掉它。",
            ),
            case.commands().kubectl(&["get", "nodes", "--show-labels"]),
        );
    } else {
        let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
        advice.by_hand(
            p(
                case,
                "Label the nodes that are meant for CI.",
                "给用于 CI 的节点打标签。",
            ),
            ["kubectl label node ", &node(case), " ", &words.join(" ")].concat(),
        );
    }
    advice
        .confirm(
            p(
                case,
                "Nodes match, and the next job pod has a node.",
                "有节点匹配，且下一个作业 Pod 已分配节点。",
            ),
            [&get_nodes(case, &[]), "\n", &pods_wide(case)].concat(),
        )
        .expect = p(
        case,
        "At least one node `Ready`, and no pod with `<none>` as NODE.",
        "至少一个节点 `Ready`，且没有 NODE 为 `<none>` 的 Pod。",
    )
    .to_string();
    advice.prevent(p(
        case,
        "Set labels and taints where nodes are made (node group, machine template), not by hand.",
        "在创建节点处（节点组、机器模板）设置标签和污点，不要手工设置。",
    ));
    advice.alike(
        case,
        "sched_taint",
        p(
            case,
            "The label is there, but the node's taint keeps the pod away.",
            "标签存在，但节点的污点挡住了 Pod。",
        ),
    );
    advice.alike(
        case,
        "sched_pvc_unbound",
        p(
            case,
            "`volume node affinity conflict`: the volume lies in another zone.",
            "`volume node affinity conflict`：卷在另一个可用区。",
        ),
    );
    advice.alike(
        case,
        "windows_node_mismatch",
        p(
            case,
            "The demand is `kubernetes.io/os` or a Windows build.",
            "要求的是 `kubernetes.io/os` 或 Windows 版本。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Just remove the node selector.",
            "直接去掉节点选择器。",
        ),
        p(
            case,
            "Jobs then land beside other workloads, and stay Pending all the same where the CI nodes' taint was not the only one.",
            "作业会与其他负载混在一起；如果其余节点也有污点，仍然会 Pending。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Write label values such as true or 1 without quotes.",
            "标签值 true、1 不加引号。",
        ),
        p(
            case,
            "The map takes texts only: `\"gpu\" = \"true\"`. The files of this plan quote them.",
            "映射只接受字符串：`\"gpu\" = \"true\"`。本方案生成的文件已加引号。",
        ),
    );
}

/// Taints that Kubernetes or an autoscaler sets on a node that must not take pods now.
fn is_sick(key: &str) -> bool {
    matches!(
        key,
        "ToBeDeletedByClusterAutoscaler"
            | "DeletionCandidateOfClusterAutoscaler"
            | "node.cloudprovider.kubernetes.io/uninitialized"
            | "node.cloudprovider.kubernetes.io/shutdown"
            | "karpenter.sh/disrupted"
            | "karpenter.sh/disruption"
            | "karpenter.sh/unregistered"
            | "node.cilium.io/agent-not-ready"
    ) || key.starts_with("node.kubernetes.io/")
}

fn is_control_plane(key: &str) -> bool {
    matches!(
        key,
        "node-role.kubernetes.io/control-plane" | "node-role.kubernetes.io/master"
    )
}

fn parse(taint: &str) -> (&str, &str) {
    let taint = taint.trim().trim_matches(['{', '}']);
    let taint = taint.split(':').next().unwrap_or(taint);
    match taint.split_once(['=', ' ']) {
        Some((key, value)) => (key.trim(), value.trim()),
        None => (taint.trim(), ""),
    }
}

fn tolerates(toleration: &Toleration, key: &str, value: &str) -> bool {
    let any_value = toleration.value.is_empty() || toleration.value == value;
    (toleration.key.is_empty() || toleration.key == key) && any_value
}

/// The edit that tolerates a taint; none where the plan does already.
fn tolerate(case: &Case, key: &str, value: &str) -> Option<Edit> {
    const FIELD: &str = "nodes.tolerations";
    let all = &case.plan.nodes.tolerations;
    let known = |toleration: &&Toleration| tolerates(toleration, key, value);
    if all
        .iter()
        .filter(known)
        .any(|toleration| toleration.effect == TaintEffect::Any)
    {
        return None;
    }
    if all.iter().any(|toleration| known(&toleration)) {
        // Key and value match, so the effect does not: an empty one matches every effect.
        return Some(changed_rows(
            case,
            FIELD,
            |row| {
                let any = cell(row, "value").is_empty() || cell(row, "value") == value;
                cell(row, "key") == key && any
            },
            |row| {
                row.insert("effect".to_string(), String::new());
                true
            },
        ));
    }
    let good = Format::LabelKey.check(key).is_ok()
        && (value.is_empty() || Format::LabelValue.check(value).is_ok());
    good.then(|| {
        with_row(
            case,
            FIELD,
            &[("key", key), ("value", value), ("effect", "")],
        )
    })
}

pub(super) fn taint(case: &Case, advice: &mut Advice) {
    let taints: Vec<(&str, &str)> = case.seen.all(What::Taint).map(parse).collect();
    let sick: Vec<&str> = taints
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| is_sick(key))
        .collect();
    let wanted: Vec<(&str, &str)> = taints
        .iter()
        .copied()
        .filter(|(key, _)| !key.is_empty() && !is_sick(key) && !is_control_plane(key))
        .collect();
    let word = |(key, value): &(&str, &str)| {
        if value.is_empty() {
            key.to_string()
        } else {
            [key, "=", value].concat()
        }
    };
    if let Some(first) = wanted.first() {
        advice.title = say!(
            case.lang,
            "Jobs do not tolerate the taint {}",
            "作业不容忍污点 {}",
            short(&word(first))
        );
    } else if let Some(first) = sick.first() {
        advice.title = say!(
            case.lang,
            "The nodes are unhealthy or closed: {}",
            "节点异常或已停止调度：{}",
            short(first)
        );
    }
    let plan: Vec<String> = case
        .plan
        .nodes
        .tolerations
        .iter()
        .map(|one| {
            let value = if one.value.is_empty() { "" } else { "=" };
            let effect = match one.effect {
                TaintEffect::Any => "",
                effect => effect.word(),
            };
            [
                one.key.as_str(),
                value,
                &one.value,
                if effect.is_empty() { "" } else { ":" },
                effect,
            ]
            .concat()
        })
        .collect();
    let mut meaning = vec![if plan.is_empty() {
        p(
            case,
            "The plan tolerates no taint, so jobs only go to nodes without one.",
            "方案不容忍任何污点，作业只能去没有污点的节点。",
        )
        .to_string()
    } else {
        say!(
            case.lang,
            "The plan tolerates {}; key, value and effect must all match.",
            "方案容忍 {}；键、值、效果都须匹配。",
            code(&plan.join(", "))
        )
    }];
    if !sick.is_empty() {
        meaning.push(say!(
            case.lang,
            "{} marks a node that must not take pods now: it is not ready, cordoned, short of something, or about to go. Do not tolerate it; look at the node.",
            "{} 表示节点当前不应接收 Pod：未就绪、已封锁、资源紧张或即将下线。不要容忍它，应检查节点。",
            code(&sick.join(", "))
        ));
    }
    if taints.iter().any(|(key, _)| is_control_plane(key)) {
        meaning.push(
            p(
                case,
                "The control plane's taint is meant to keep jobs away: it explains one node, not the lack of others.",
                "控制平面的污点本就用来挡住作业：它只说明那一个节点，真正缺的是其他节点。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    describe(case, advice).expect = p(
        case,
        "`had untolerated taint {key: value}` with the number of nodes; `were unschedulable` means cordoned.",
        "`had untolerated taint {key: value}` 及节点数；`were unschedulable` 表示已封锁。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Which nodes carry which taints?",
                "各节点有哪些污点？",
            ),
            get_nodes(
                case,
                &["--output=custom-columns=NODE:.metadata.name,UNSCHEDULABLE:.spec.unschedulable,TAINTS:.spec.taints"],
            ),
        )
        .expect = p(
        case,
        "Key, value and effect, letter by letter as they must be tolerated.",
        "键、值与效果，容忍时须逐字相同。",
    )
    .to_string();
    let head = case.commands().jobs(&["get", "pod"]);
    advice
        .step(
            p(
                case,
                "What does the pod tolerate in the end?",
                "Pod 最终容忍哪些污点？",
            ),
            [
                &head,
                " ",
                &case.pod(),
                " --output=jsonpath='{range .spec.tolerations[*]}{@}{\"\\n\"}{end}'",
            ]
            .concat(),
        )
        .expect = p(
        case,
        "If the plan's own tolerations are missing, `node_tolerations` was written as a list: the runner ignores that without a word.",
        "若缺少方案中的容忍度，说明 `node_tolerations` 被写成了列表：Runner 会静默忽略。",
    )
    .to_string();
    for (key, value) in &wanted {
        if let Some(edit) = tolerate(case, key, value) {
            advice.fix(
                say!(
                    case.lang,
                    "Tolerate {}, whatever its effect",
                    "容忍 {}（任何效果）",
                    code(&word(&(key, value)))
                ),
                vec![edit],
            );
        }
    }
    let node = node(case);
    if wanted.is_empty() || !sick.is_empty() {
        advice.by_hand(
            p(
                case,
                "Look at a sick node's conditions; open a cordoned one again when its work is done.",
                "查看异常节点的状况；已封锁的节点在维护完成后恢复调度。",
            ),
            [
                "kubectl describe node ",
                &node,
                " | grep -A 8 '^Conditions:'\nkubectl uncordon ",
                &node,
            ]
            .concat(),
        );
    }
    if let Some(first) = wanted.first() {
        advice.by_hand(
            p(
                case,
                "Or take the taint off, where these nodes need not be kept for others.",
                "若这些节点无需为他人保留，也可去掉污点。",
            ),
            [
                "kubectl taint node ",
                &node,
                " ",
                &quote(&[first.0, "-"].concat()),
            ]
            .concat(),
        );
    }
    advice
        .confirm(
            p(
                case,
                "The next job pod has a node.",
                "下一个作业 Pod 已分配节点。",
            ),
            pods_wide(case),
        )
        .expect = p(
        case,
        "No `<none>` in the column NODE.",
        "NODE 列没有 `<none>`。",
    )
    .to_string();
    advice.prevent(p(
        case,
        "Give CI nodes label and taint with the same key, and keep both in the plan.",
        "CI 节点的标签与污点使用同一个键，并都写入方案。",
    ));
    advice.alike(
        case,
        "sched_node_selector",
        p(
            case,
            "`didn't match Pod's node affinity/selector`: a label is missing.",
            "`didn't match Pod's node affinity/selector`：缺少标签。",
        ),
    );
    advice.alike(
        case,
        "sched_insufficient_resources",
        p(
            case,
            "`Insufficient cpu` for the untainted nodes: both may be true; freeing any one node is enough.",
            "无污点的节点报 `Insufficient cpu`：可能两者都有，腾出任意一个节点即可。",
        ),
    );
    advice.alike(
        case,
        "evicted_storage",
        p(
            case,
            "`node.kubernetes.io/disk-pressure`: the node's disk is full.",
            "`node.kubernetes.io/disk-pressure`：节点磁盘已满。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Tolerate everything with an empty key.",
            "用空键容忍所有污点。",
        ),
        p(
            case,
            "Jobs then land on control planes and on nodes that are being taken out of service.",
            "作业会落到控制平面和正在下线的节点上。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Write `[[runners.kubernetes.node_tolerations]]` with key, operator and effect.",
            "写成含 key、operator、effect 的 `[[runners.kubernetes.node_tolerations]]`。",
        ),
        p(
            case,
            "The runner loads it without an error and sets no toleration. It wants a table: `\"key=value\" = \"NoSchedule\"`.",
            "Runner 加载时不报错，却不会生成容忍度。应写成表：`\"key=value\" = \"NoSchedule\"`。",
        ),
    );
}

pub(super) fn too_many_pods(case: &Case, advice: &mut Advice) {
    let answer = case.answer;
    let pool = answer
        .pools
        .iter()
        .filter(|pool| pool.count > 0)
        .max_by_key(|pool| pool.count);
    let mut meaning = vec![
        p(
            case,
            "Every node takes a fixed number of pods, however small; DaemonSets, managers and jobs all count.",
            "每个节点能接的 Pod 数是固定的，与大小无关；DaemonSet、管理器和作业都计入。",
        )
        .to_string(),
    ];
    if let Some(pool) = pool {
        meaning.push(say!(
            case.lang,
            "The plan counts {} pods a node in pool {}, {} of them free for jobs; the managers take {} jobs in all.",
            "方案按节点池 {1} 每节点 {0} 个 Pod 计算，其中 {2} 个可用于作业；管理器共接 {3} 个作业。",
            pool.allocatable.pods,
            code(&pool.name),
            pool.free.pods.max(0),
            answer.slots
        ));
        let named = case
            .plan
            .capacity
            .pools
            .iter()
            .any(|row| row.name == pool.name && row.max_pods.is_some());
        if !named {
            meaning.push(
                p(
                    case,
                    "That number is the platform's default, not read from your nodes.",
                    "这个数是平台默认值，并非来自你的节点。",
                )
                .to_string(),
            );
        }
    }
    if answer.best_effort {
        meaning.push(
            p(
                case,
                "The job asks for no resources, so only this number limits how many land on a node.",
                "作业没有任何请求，因此只有这个数限制每节点的作业数。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    describe(case, advice).expect = p(
        case,
        "`Too many pods` with the number of nodes.",
        "`Too many pods` 及节点数。",
    )
    .to_string();
    advice.step(
        p(
            case,
            "How many pods may the nodes take?",
            "各节点最多接多少 Pod？",
        ),
        get_nodes(
            case,
            &["--output=custom-columns=NODE:.metadata.name,PODS:.status.allocatable.pods"],
        ),
    );
    advice
        .step(
            p(case, "And how many are on each?", "各节点上已有多少？"),
            case.commands().kubectl(&[
                "get",
                "pods",
                "--all-namespaces",
                "--field-selector",
                "status.phase!=Succeeded,status.phase!=Failed",
                "--output=jsonpath={range .items[*]}{.spec.nodeName}{\"\\n\"}{end}",
            ]) + " | sort | uniq -c",
        )
        .expect = p(
        case,
        "The same number as above on full nodes. Finished pods do not count; a pool of waiting pods of something else may.",
        "满的节点上两个数相同。已结束的 Pod 不计入；其他组件的大量 Pod 会占位。",
    )
    .to_string();
    match_slots(case, advice, answer.cluster_jobs);
    advice.by_hand(
        match case.plan.target.platform {
            Platform::Eks => p(
                case,
                "On EKS the network plugin's addresses set the number: prefix delegation (`ENABLE_PREFIX_DELEGATION` of the VPC CNI) raises it, for nodes made afterwards.",
                "EKS 上该数由网络插件的地址数决定：启用前缀委派（VPC CNI 的 `ENABLE_PREFIX_DELEGATION`）可提高，对之后新建的节点生效。",
            ),
            Platform::Gke | Platform::Aks => p(
                case,
                "The number is fixed when the node pool is made: make a pool with a higher maximum, with enough addresses for it.",
                "该数在创建节点池时确定：新建一个上限更高的节点池，并准备足够的地址。",
            ),
            _ => p(
                case,
                "Raise `maxPods` in the kubelet's configuration, if the node's pod CIDR has the addresses; or add nodes.",
                "若节点的 Pod CIDR 地址充足，提高 kubelet 配置中的 `maxPods`；或增加节点。",
            ),
        },
        "",
    );
    advice.confirm(
        p(
            case,
            "No job pod waits for a node.",
            "没有等待节点的作业 Pod。",
        ),
        pods_wide(case),
    );
    advice.prevent(p(
        case,
        "Enter the real number in the plan's pools (Pods), or paste the nodes.",
        "在方案节点池的“Pod 数”填写实际值，或粘贴节点信息。",
    ));
    advice.alike(
        case,
        "sched_insufficient_resources",
        p(
            case,
            "There cpu, memory or disk is named.",
            "那里写明的是 CPU、内存或磁盘。",
        ),
    );
    advice.alike(
        case,
        "quota_exceeded",
        p(
            case,
            "`exceeded quota … pods=`: the namespace, not the node, is full.",
            "`exceeded quota … pods=`：满的是命名空间而不是节点。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Run a DaemonSet that pre-pulls images and then sleeps.",
            "用 DaemonSet 预拉取镜像后一直睡眠。",
        ),
        p(
            case,
            "It takes one of these places on every node for good.",
            "它会在每个节点上永久占用一个位置。",
        ),
    );
}

pub(super) fn pvc(case: &Case, advice: &mut Advice) {
    let namespace = &case.plan.target.job_namespace;
    let claims: Vec<&str> = case
        .plan
        .job
        .volumes
        .iter()
        .filter(|volume| volume.kind == VolumeKind::Pvc && !volume.name.is_empty())
        .map(|volume| volume.name.as_str())
        .collect();
    let seen = case.seen.get(What::Volume);
    let claim = if seen.is_empty() {
        claims.first().copied().unwrap_or("")
    } else {
        seen
    };
    if !claim.is_empty() {
        advice.title = say!(
            case.lang,
            "Volume claim {} is missing, unbound or in another zone",
            "卷声明 {} 不存在、未绑定或在其他可用区",
            short(claim)
        );
    }
    advice.meaning = if claims.is_empty() {
        say!(
            case.lang,
            "The plan mounts no claim: a setting outside of it, or the job, does. Claims are looked for in {} only, and a pod waits until each is bound to a volume that its node can reach.",
            "方案没有挂载卷声明：来自方案之外的设置或作业本身。声明只在 {} 中查找；每个声明都绑定到节点可达的卷之后，Pod 才会启动。",
            code(namespace)
        )
    } else {
        say!(
            case.lang,
            "Every job pod of this plan mounts {} from {}. Up to {} jobs share it: with `ReadWriteOnce` all of them must run on one node, with a zonal volume in one zone.",
            "方案的每个作业 Pod 都挂载 {1} 中的 {0}，最多 {2} 个作业共用：`ReadWriteOnce` 要求它们都在同一节点，区域卷则都在同一可用区。",
            code(&claims.join(", ")),
            code(namespace),
            case.answer.slots
        )
    };
    describe(case, advice).expect = p(
        case,
        "`unbound immediate PersistentVolumeClaims`: no volume. `persistentvolumeclaim … not found`: no claim. `volume node affinity conflict`: another zone or node. `Multi-Attach error`: in use on another node.",
        "`unbound immediate PersistentVolumeClaims`：没有卷；`persistentvolumeclaim … not found`：没有声明；`volume node affinity conflict`：在其他可用区或节点；`Multi-Attach error`：正被其他节点使用。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "State, access mode and class of the claims.",
                "声明的状态、访问模式与存储类。",
            ),
            case.commands().jobs(&["get", "pvc", "--output=wide"]),
        )
        .expect = p(
        case,
        "`Pending` with class `WaitForFirstConsumer` is normal until a pod uses it.",
        "存储类为 `WaitForFirstConsumer` 时，有 Pod 使用之前 `Pending` 是正常的。",
    )
    .to_string();
    if !claim.is_empty() {
        advice.step(
            p(
                case,
                "Why is it not bound? The events of the claim say.",
                "为何未绑定？声明的事件会说明。",
            ),
            case.commands().jobs(&["describe", "pvc", claim]),
        );
    }
    advice.step(
        p(
            case,
            "Which storage classes are there, and is one the default?",
            "有哪些存储类，是否有默认值？",
        ),
        case.commands().kubectl(&["get", "storageclass"]),
    );
    if !claims.is_empty() {
        let wanted = |row: &runwright_model::Row| {
            let claim = cell(row, "kind") == "pvc";
            claim
                && (claims.contains(&seen) == (cell(row, "name") == seen)
                    || !claims.contains(&seen))
        };
        let meant = if claims.contains(&seen) {
            seen.to_string()
        } else {
            claims.join(", ")
        };
        advice.fix(
            say!(
                case.lang,
                "Start without {}: an empty directory in its place, gone with the job",
                "不使用 {}：改为空目录，随作业删除",
                code(&meant)
            ),
            vec![changed_rows(case, "job.volumes", wanted, |row| {
                row.insert("kind".to_string(), "empty_dir".to_string());
                row.insert("read_only".to_string(), "false".to_string());
                true
            })],
        );
    }
    let name = if claim.is_empty() {
        "build-cache"
    } else {
        claim
    };
    let list = Format::Subdomain.check(name).is_ok();
    let name = if list { name } else { "build-cache" };
    advice.by_hand(
        say!(
            case.lang,
            "Make the claim in {}. Jobs that run at once need `ReadWriteMany`, and a class that offers it; the size is an example.",
            "在 {} 中创建声明。并发作业需要 `ReadWriteMany` 以及支持它的存储类；大小仅为示例。",
            code(namespace)
        ),
        [
            "kubectl apply -f - <<'EOF'\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ",
            name,
            "\n  namespace: ",
            namespace,
            "\nspec:\n  accessModes: [ReadWriteMany]\n  storageClassName: NAME_OF_CLASS\n  resources:\n    requests:\n      storage: 50Gi\nEOF",
        ]
        .concat(),
    );
    advice.by_hand(
        p(
            case,
            "A conflict of zones: a class with `volumeBindingMode: WaitForFirstConsumer` makes the volume where the first pod runs.",
            "可用区冲突：使用 `volumeBindingMode: WaitForFirstConsumer` 的存储类，在首个 Pod 所在处创建卷。",
        ),
        "",
    );
    advice
        .confirm(
            p(
                case,
                "The claim is bound, and a job pod starts.",
                "声明已绑定，作业 Pod 能启动。",
            ),
            case.commands().jobs(&["get", "pvc"]),
        )
        .expect = p(case, "`Bound`.", "`Bound`。").to_string();
    advice.prevent(p(
        case,
        "Keep caches in object storage; a shared volume ties all jobs to its zone and its lock.",
        "缓存放对象存储；共享卷会把所有作业绑在同一可用区和同一把锁上。",
    ));
    advice.alike(
        case,
        "sched_node_selector",
        p(
            case,
            "There labels are named, and no volume.",
            "那里提到的是标签而不是卷。",
        ),
    );
    advice.alike(
        case,
        "quota_exceeded",
        p(
            case,
            "A claim refused for `requests.storage` or `persistentvolumeclaims`.",
            "声明因 `requests.storage` 或 `persistentvolumeclaims` 被拒绝。",
        ),
    );
    advice.wrong(
        say!(
            case.lang,
            "Make the claim in {}, beside the managers.",
            "在管理器的命名空间 {} 中创建声明。",
            code(&case.plan.target.namespace)
        ),
        say!(
            case.lang,
            "Pods find claims of their own namespace only; jobs run in {}.",
            "Pod 只能使用本命名空间的声明；作业在 {} 中运行。",
            code(namespace)
        ),
    );
}
