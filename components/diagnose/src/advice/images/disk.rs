//! Advice on disk: pods evicted because the node or their own limit ran out of it.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::answer::Dimension;
use runwright_model::plan::VolumeKind;
use runwright_model::protocol::Advice;
use runwright_model::quantity::Quantity;
use runwright_model::{Edit, say};

/// Request and limit that a service which writes layers gets where it has none; a starting point, not a measurement.
const LAYERS: (i64, i64) = (10 * GI, 20 * GI);

/// The container that wrote, by the prefix of its fields: what the text names, else where images are built, else build.
fn writer(case: &Case) -> &'static str {
    match case.seen.get(What::Container) {
        "build" => "job.",
        "helper" => "job.helper_",
        "" if service(case).is_some()
            && case.plan.job.service_ephemeral_storage_request.is_none() =>
        {
            "job.service_"
        }
        "" => "job.",
        _ => "job.service_",
    }
}

pub(super) fn evicted(case: &Case, advice: &mut Advice) {
    let plan = case.plan;
    let prefix = writer(case);
    let (name, resources) = match prefix {
        "job.helper_" => ("helper", plan.helper_resources()),
        "job.service_" => (service(case).unwrap_or("svc-0"), plan.service_resources()),
        _ => ("build", plan.build_resources()),
    };
    let seen = case.seen.get(What::Container);
    let name = if seen.is_empty() { name } else { seen };
    let size = case.seen.get(What::Size);
    if !size.is_empty() {
        advice.title = say!(
            case.lang,
            "The job pod was evicted: its disk limit is {}",
            "作业 Pod 被驱逐：磁盘上限为 {}",
            short(size)
        );
    }
    let none = p(case, "none", "无").to_string();
    let show =
        |quantity: Option<Quantity>| quantity.map_or(none.clone(), |one| code(&one.canonical()));
    let mut meaning = vec![
        p(
            case,
            "The kubelet ends pods when the node's disk runs short (those above their request first), or when a pod exceeds its own limit. Layers, logs and emptyDir volumes such as `/builds` count.",
            "节点磁盘紧张时，kubelet 会结束 Pod（先结束超出请求的），Pod 超过自身上限时也会。镜像可写层、日志以及 `/builds` 等 emptyDir 都计入。",
        )
        .to_string(),
        say!(
            case.lang,
            "Container {} of this plan: request {}, limit {}.",
            "方案中的容器 {}，请求：{}；上限：{}。",
            code(name),
            show(resources.storage_request),
            show(resources.storage_limit)
        ),
    ];
    if plan.job.builder.has_service() {
        meaning.push(say!(
            case.lang,
            "Image builds write their layers in {}, not in the build container.",
            "镜像构建的层写在 {} 中，而不是 build 容器。",
            code(service(case).unwrap_or("docker"))
        ));
    }
    if resources.storage_request.is_none() && resources.storage_limit.is_none() {
        meaning.push(
            p(
                case,
                "Without a request the pod is “above its request of 0” with the first byte, and the scheduler keeps no room for it.",
                "没有请求时，写一个字节就“超过请求 0”，调度器也不会为它预留空间。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    look_at_events(case, advice).expect = p(
        case,
        "`The node was low on resource: ephemeral-storage`: the node is full. `exceeds the total limit of containers`, `exceeded its local ephemeral storage limit`, `Usage of EmptyDir volume`: the pod's own limit.",
        "`The node was low on resource: ephemeral-storage`：节点已满；`exceeds the total limit of containers`、`exceeded its local ephemeral storage limit`、`Usage of EmptyDir volume`：Pod 自身的上限。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Which nodes are short of disk now?",
                "现在哪些节点磁盘紧张？",
            ),
            case.commands().kubectl(&[
                "get",
                "nodes",
                "--output=jsonpath={range .items[*]}{.metadata.name}{\"\\t\"}{.status.conditions[?(@.type==\"DiskPressure\")].status}{\"\\t\"}{.status.allocatable.ephemeral-storage}{\"\\n\"}{end}",
            ]),
        )
        .expect = p(
        case,
        "`True` while the node is short; it takes no pods then.",
        "`True` 表示紧张，此时节点不接新 Pod。",
    )
    .to_string();
    let node = node(case);
    advice
        .step(
            p(
                case,
                "Who uses it? The kubelet's own figures, in bytes.",
                "谁在占用？查看 kubelet 自己的统计（字节）。",
            ),
            [
                &find_node(case),
                "kubectl get --raw /api/v1/nodes/",
                &node,
                "/proxy/stats/summary | jq '.node.fs, (.pods | map({pod: .podRef.name, used: .\"ephemeral-storage\".usedBytes}) | sort_by(-.used) | .[:10])'",
            ]
            .concat(),
        )
        .expect = p(
        case,
        "If the pods' sum is far below what the file system uses, images and other things fill the disk.",
        "若各 Pod 之和远小于文件系统用量，则是镜像等其他内容占满了磁盘。",
    )
    .to_string();
    larger_volume(case, advice);
    fixes(
        case,
        advice,
        prefix,
        name,
        resources.storage_request,
        resources.storage_limit,
    );
    advice.by_hand(
        p(
            case,
            "Give the nodes larger disks; that is set where they are made (node group, machine template), not in Kubernetes.",
            "给节点更大的磁盘：在创建节点处（节点组、机器模板）设置，不在 Kubernetes 内。",
        ),
        "",
    );
    advice.by_hand(
        p(
            case,
            "Write less: a smaller clone depth, no build folder in the cache, artifacts that expire.",
            "减少写入：降低克隆深度，缓存不含构建目录，制品设过期时间。",
        ),
        "",
    );
    let again = case.commands().jobs(&[
        "get",
        "events",
        "--field-selector",
        "reason=Evicted",
        "--sort-by=.lastTimestamp",
    ]);
    advice
        .confirm(
            p(
                case,
                "Run the job again and look for new evictions.",
                "重跑作业，查看是否还有驱逐。",
            ),
            again,
        )
        .expect = p(case, "No new line.", "没有新的记录。").to_string();
    advice.prevent(p(
        case,
        "Alert before `DiskPressure`: the kubelet evicts once a tenth of the node's file system is left, by default.",
        "在 `DiskPressure` 之前告警：默认情况下，节点文件系统剩余不足十分之一时 kubelet 就开始驱逐。",
    ));
    advice.prevent(p(
        case,
        "Enter the nodes' disk in the plan's pools: jobs are then counted by disk as well.",
        "在方案的节点池中填写磁盘，容量计算就会计入磁盘。",
    ));
    advice.alike(
        case,
        "sched_insufficient_resources",
        p(
            case,
            "There the pod never starts: `Insufficient ephemeral-storage`.",
            "那里 Pod 根本没有启动：`Insufficient ephemeral-storage`。",
        ),
    );
    advice.alike(
        case,
        "oom_build",
        p(
            case,
            "There one container is killed, with `OOMKilled`.",
            "那里只有一个容器被杀，原因是 `OOMKilled`。",
        ),
    );
    advice.alike(
        case,
        "pod_disrupted",
        p(
            case,
            "There a drain, a spot node or an autoscaler ends the pod.",
            "那里是排空、竞价节点或自动伸缩结束了 Pod。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Run `docker system prune` on the nodes, or mount their Docker socket.",
            "在节点上执行 `docker system prune`，或挂载其 Docker 套接字。",
        ),
        p(
            case,
            "containerd nodes have no Docker. The kubelet removes unused images by itself; what the job writes goes with its pod.",
            "containerd 节点上没有 Docker。kubelet 会自动清理未用镜像；作业写入的内容随 Pod 一起删除。",
        ),
    );
    advice.wrong(
        p(
            case,
            "“exceeds its request of 0” means a limit of 0.",
            "“exceeds its request of 0” 表示上限为 0。",
        ),
        p(
            case,
            "It means that no request is set: such pods go first when the node is full.",
            "它表示没有设置请求：节点满时这样的 Pod 最先被驱逐。",
        ),
    );
}

/// The emptyDir that the text names, where the plan limits its size.
fn larger_volume(case: &Case, advice: &mut Advice) {
    let name = case.seen.get(What::Volume);
    let volume = case.plan.job.volumes.iter().find(|volume| {
        let limited = volume.kind == VolumeKind::EmptyDir && volume.size.is_some();
        limited && !volume.in_memory && volume.name == name
    });
    let Some(size) = volume.and_then(|volume| volume.size) else {
        return;
    };
    let to = Quantity::from_bytes(size.value_i64().saturating_mul(2)).canonical();
    advice.fix(
        say!(
            case.lang,
            "Let volume {} hold {} instead of {}",
            "卷 {} 的大小由 {2} 提高到 {1}",
            code(name),
            code(&to),
            code(&size.canonical())
        ),
        vec![changed_rows(
            case,
            "job.volumes",
            |row| cell(row, "name") == name,
            |row| {
                row.insert("size".to_string(), to.clone());
                true
            },
        )],
    );
}

fn fixes(
    case: &Case,
    advice: &mut Advice,
    prefix: &str,
    name: &str,
    request: Option<Quantity>,
    limit: Option<Quantity>,
) {
    let ids = [
        [prefix, "ephemeral_storage_request"].concat(),
        [prefix, "ephemeral_storage_limit"].concat(),
    ];
    let [request_id, limit_id] = &ids;
    let counts = prefix != "job.service_" || service(case).is_some();
    let now = request.or(limit).map_or(0, Quantity::value_i64);
    // Where the disk of the nodes is known, a request that no node has would stop every job.
    let holds = |size: i64| {
        let more = if counts { size.saturating_sub(now) } else { 0 };
        jobs_with(case, Dimension::Ephemeral, more)
    };
    let fits = |size: i64| holds(size) > 0 || case.answer.cluster_jobs == 0;
    let loss = |size: i64| {
        let jobs = holds(size);
        if jobs < case.answer.cluster_jobs {
            say!(
                case.lang,
                "; the nodes then hold {} jobs instead of {}",
                "；节点可容纳的作业由 {1} 个变为 {0} 个",
                jobs,
                case.answer.cluster_jobs
            )
        } else {
            String::new()
        }
    };
    let (keep, most) = match (request, limit) {
        (None, None) if fits(LAYERS.0) => LAYERS,
        (request, Some(limit)) => {
            let limit = limit.value_i64();
            let request = request.map_or(limit, Quantity::value_i64);
            if request < limit && fits(limit) {
                advice.fix(
                    say!(
                        case.lang,
                        "The node was full: request the whole {} for {}{}",
                        "节点已满：为 {1} 请求全部 {0}{2}",
                        code(&Quantity::from_bytes(limit).canonical()),
                        code(name),
                        loss(limit)
                    ),
                    vec![Edit::set(
                        request_id,
                        Quantity::from_bytes(limit).canonical(),
                    )],
                );
            }
            (request, limit.saturating_mul(2))
        }
        (Some(request), None) => {
            let twice = request.value_i64().saturating_mul(2);
            (
                if fits(twice) {
                    twice
                } else {
                    request.value_i64()
                },
                0,
            )
        }
        _ => return,
    };
    let mut edits = Vec::new();
    let (keep_text, most_text) = (
        Quantity::from_bytes(keep).canonical(),
        Quantity::from_bytes(most).canonical(),
    );
    if keep != request.map_or(0, Quantity::value_i64) && (request.is_some() || limit.is_none()) {
        edits.push(Edit::set(request_id, keep_text.as_str()));
    }
    if most > 0 {
        edits.push(Edit::set(limit_id, most_text.as_str()));
    }
    if edits.is_empty() {
        return;
    }
    let label = if limit.is_some() {
        say!(
            case.lang,
            "Its own limit was reached: allow {} up to {}",
            "达到自身上限：允许 {} 最多使用 {}",
            code(name),
            code(&most_text)
        )
    } else if most > 0 {
        say!(
            case.lang,
            "Keep {} of disk for {}, {} at most{}",
            "为 {1} 预留 {0} 磁盘，最多 {2}{3}",
            code(&keep_text),
            code(name),
            code(&most_text),
            loss(keep)
        )
    } else {
        say!(
            case.lang,
            "Keep {} of disk for {}{}",
            "为 {1} 预留 {0} 磁盘{2}",
            code(&keep_text),
            code(name),
            loss(keep)
        )
    };
    advice.fix(label, edits);
    // The text says which of the two it was: that fix comes first.
    if !case.seen.get(What::Size).is_empty() && advice.fixes.len() == 2 {
        advice.fixes.swap(0, 1);
    }
}
