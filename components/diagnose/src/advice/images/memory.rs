//! Advice on containers that ran out of memory.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::answer::Dimension;
use runwright_model::derive::Resources;
use runwright_model::plan::VolumeKind;
use runwright_model::protocol::Advice;
use runwright_model::quantity::Quantity;
use runwright_model::{Edit, say};

/// One kind of container: its fields and figures.
struct Kind<'a> {
    /// `job.`, `job.helper_` or `job.service_`.
    prefix: &'static str,
    resources: Resources,
    /// The container in a sentence.
    name: &'a str,
    /// Whether the job pod of the plan has it.
    counts: bool,
}

/// The size for a container that had too little: twice as much, or half as much again where twice fits no node.
fn larger(case: &Case, kind: &Kind, least: i64) -> Option<(i64, i64)> {
    let request = asked(&kind.resources, Dimension::Memory).map_or(0, Quantity::value_i64);
    let limit = kind.resources.memory_limit.map(Quantity::value_i64);
    let now = limit.unwrap_or(request);
    let steps = [now.checked_mul(2)?, now.checked_add(now / 2)?];
    for size in steps {
        let size = (size.max(least) / MI) * MI;
        if size <= now.max(request) {
            continue;
        }
        let more = if kind.counts { size - request } else { 0 };
        let jobs = jobs_with(case, Dimension::Memory, more);
        if jobs > 0 || case.answer.cluster_jobs == 0 {
            return Some((size, jobs));
        }
    }
    None
}

/// Request and limit alike, then the limit alone.
fn more_memory(case: &Case, advice: &mut Advice, kind: &Kind, least: i64) {
    let ids = [
        [kind.prefix, "memory_request"].concat(),
        [kind.prefix, "memory_limit"].concat(),
    ];
    let [request, limit] = &ids;
    if let Some((size, jobs)) = larger(case, kind, least) {
        let to = Quantity::from_bytes(size).canonical();
        let holds = if case.answer.cluster_jobs > 0 && kind.counts {
            say!(
                case.lang,
                "; the nodes then hold {} jobs instead of {}",
                "；节点可容纳的作业由 {1} 个变为 {0} 个",
                jobs,
                case.answer.cluster_jobs
            )
        } else {
            String::new()
        };
        let holds = if jobs == case.answer.cluster_jobs {
            String::new()
        } else {
            holds
        };
        advice.fix(
            say!(
                case.lang,
                "Give {} {} as request and limit{}",
                "{}的请求与上限都设为 {}{}",
                kind.name.trim_start(),
                code(&to),
                holds
            ),
            vec![
                Edit::set(request, to.as_str()),
                Edit::set(limit, to.as_str()),
            ],
        );
    }
    if let Some(now) = kind.resources.memory_limit
        && let Some(twice) = now.value_i64().checked_mul(2)
    {
        let to = Quantity::from_bytes(twice.max(least)).canonical();
        advice.fix(
            say!(
                case.lang,
                "Raise the limit alone to {}; above the request it may still be evicted",
                "只把上限提高到 {}；超出请求的部分仍可能被驱逐",
                code(&to)
            ),
            vec![Edit::set(limit, to.as_str())],
        );
    }
}

/// What runs out of it, in the plan's figures.
fn figures(case: &Case, kind: &Kind) -> String {
    match (kind.resources.memory_request, kind.resources.memory_limit) {
        (request, Some(limit)) => say!(
            case.lang,
            "The plan gives {} a memory limit of {} and a request of {}.",
            "方案给{}的内存上限为 {}，请求为 {}。",
            kind.name,
            code(&limit.canonical()),
            code(&request.unwrap_or(limit).canonical())
        ),
        (Some(request), None) => say!(
            case.lang,
            "The plan gives {} no memory limit and a request of {}: then the node itself ran out, or a LimitRange set one.",
            "方案给{}的请求为 {}，没有内存上限：那么是节点内存耗尽，或 LimitRange 加了上限。",
            kind.name,
            code(&request.canonical())
        ),
        (None, None) => say!(
            case.lang,
            "The plan gives {} neither request nor limit: then the node itself ran out, or a LimitRange set one.",
            "方案没有给{}设请求和上限：那么是节点内存耗尽，或 LimitRange 加了上限。",
            kind.name
        ),
    }
}

fn states(case: &Case, advice: &mut Advice, container: &str) {
    let command = case.commands().container_states(&case.pod());
    advice
        .step(
            p(
                case,
                "Read how each container ended; the pod is deleted with the job, so look while it runs or fails.",
                "查看各容器的结束状态；Pod 会随作业删除，须在运行或失败时查看。",
            ),
            on_pod(case, command),
        )
        .expect = say!(
        case.lang,
        "`OOMKilled` at {}.",
        "{} 显示 `OOMKilled`。",
        code(container)
    );
}

fn top(case: &Case, advice: &mut Advice) {
    let head = case.commands().jobs(&["top", "pod"]);
    advice
        .step(
            p(
                case,
                "Watch what the containers really use in a job that gets through.",
                "在能跑通的作业中观察各容器的实际用量。",
            ),
            [&head, " ", &case.pod(), " --containers"].concat(),
        )
        .expect = p(
        case,
        "Needs metrics-server. A peak shorter than its interval (15 s or more) does not show.",
        "需要 metrics-server；短于采样间隔（15 秒以上）的峰值看不到。",
    )
    .to_string();
}

pub(super) fn confirm(case: &Case, advice: &mut Advice) {
    let command = case.commands().container_states(&case.pod());
    advice
        .confirm(
            p(
                case,
                "Run the same job again and read the states before it ends.",
                "重跑同一作业，并在结束前查看状态。",
            ),
            on_pod(case, command),
        )
        .expect = p(
        case,
        "No `OOMKilled`, and no restart.",
        "没有 `OOMKilled`，也没有重启。",
    )
    .to_string();
}

pub(super) fn build(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let kind = Kind {
        prefix: "job.",
        resources: case.plan.build_resources(),
        name: p(case, "the build container", " build 容器"),
        counts: true,
    };
    let mut meaning = vec![
        p(
            case,
            "The kernel ended the job's process because its container reached its memory limit.",
            "容器达到内存上限，内核结束了作业进程。",
        )
        .to_string(),
        figures(case, &kind),
    ];
    if job.builder.is_dind() {
        meaning.push(
            p(
                case,
                "Steps of `docker build` run in the service container, so this was the script itself.",
                "`docker build` 的步骤运行在服务容器中，因此这里是脚本本身耗尽内存。",
            )
            .to_string(),
        );
    }
    let in_memory = job
        .volumes
        .iter()
        .find(|volume| volume.kind == VolumeKind::EmptyDir && volume.in_memory);
    if let Some(volume) = in_memory {
        meaning.push(say!(
            case.lang,
            "What is written to {}, which lies in memory, counts too.",
            "写入内存盘 {} 的数据也计入其中。",
            code(&volume.mount_path)
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    states(case, advice, "build");
    top(case, advice);
    more_memory(case, advice, &kind, 0);
    let now = job.memory_limit.map_or(2 * GI, Quantity::value_i64);
    let twice = Quantity::from_bytes(now.saturating_mul(2));
    let allowed = job.memory_limit_overwrite_max_allowed;
    let requests = job.memory_request_overwrite_max_allowed;
    let enough = |most: Option<Quantity>| most.is_some_and(|most| most >= twice);
    if !enough(allowed) || !enough(requests) {
        let to = twice.canonical();
        let mut edits = Vec::new();
        if !enough(allowed) {
            edits.push(Edit::set(
                "job.memory_limit_overwrite_max_allowed",
                to.as_str(),
            ));
        }
        if !enough(requests) {
            edits.push(Edit::set(
                "job.memory_request_overwrite_max_allowed",
                to.as_str(),
            ));
        }
        advice.fix(
            say!(
                case.lang,
                "Let single jobs ask for up to {}",
                "允许个别作业最多申请 {}",
                code(&to)
            ),
            edits,
        );
    }
    let to = allowed.map_or(twice, |most| most).canonical();
    advice.by_hand(
        match allowed {
            Some(most) => say!(
                case.lang,
                "For one heavy job only: variables in its `.gitlab-ci.yml`, up to the plan's maximum of {}; above it the job fails.",
                "只有个别作业需要时：在其 `.gitlab-ci.yml` 中设变量，不得超过方案的最大值 {}，否则作业失败。",
                code(&most.canonical())
            ),
            None => p(
                case,
                "For one heavy job only: variables in its `.gitlab-ci.yml`. The plan sets no maximum yet, and without one they are ignored.",
                "只有个别作业需要时：在其 `.gitlab-ci.yml` 中设变量。方案尚未设置最大值，此时变量会被忽略。",
            )
            .to_string(),
        },
        [
            "variables:\n  KUBERNETES_MEMORY_REQUEST: \"",
            &to,
            "\"\n  KUBERNETES_MEMORY_LIMIT: \"",
            &to,
            "\"",
        ]
        .concat(),
    );
    let heap = now / MI * 3 / 4;
    advice.by_hand(
        p(
            case,
            "Keep heaps below the limit, here at three quarters of today's; leave workers of test and build tools at a fixed number.",
            "让堆低于上限（此处取当前上限的四分之三），并固定测试与构建工具的并行数。",
        ),
        [
            "variables:\n  NODE_OPTIONS: \"--max-old-space-size=",
            &heap.to_string(),
            "\"\n  JAVA_TOOL_OPTIONS: \"-XX:MaxRAMPercentage=75\"",
        ]
        .concat(),
    );
    confirm(case, advice);
    advice.prevent(p(
        case,
        "Request what you limit: memory above the request is the first to be taken back when a node runs short.",
        "内存请求与上限保持一致：节点紧张时，超出请求的部分最先被收回。",
    ));
    advice.alike(
        case,
        "exit_137_ambiguous",
        p(
            case,
            "137 without the reason `OOMKilled` may have other causes.",
            "只有 137 而没有 `OOMKilled` 时，还有其他可能。",
        ),
    );
    advice.alike(
        case,
        "evicted_storage",
        p(
            case,
            "There the kubelet ends the whole pod and names a resource.",
            "那里是 kubelet 结束整个 Pod，并写明资源。",
        ),
    );
    advice.alike(
        case,
        "oom_service",
        p(
            case,
            "There the service dies and the job sees a broken connection.",
            "那里是服务容器被杀，作业只看到连接断开。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Raise the request and leave the limit.",
            "只提高请求，不动上限。",
        ),
        p(
            case,
            "The limit is what the kernel enforces; the request only chooses a node and who is evicted first.",
            "内核执行的是上限；请求只影响调度和驱逐顺序。",
        ),
    );
}

pub(super) fn helper(case: &Case, advice: &mut Advice) {
    let kind = Kind {
        prefix: "job.helper_",
        resources: case.plan.helper_resources(),
        name: p(case, "the helper", " helper 容器"),
        counts: true,
    };
    advice.meaning = [
        p(
            case,
            "The helper clones, restores and saves caches, and uploads artifacts; its memory is its own, apart from the build container's.",
            "helper 负责克隆、缓存的恢复与保存以及上传制品，其内存与 build 容器分开计算。",
        ),
        case.lang.pick(" ", ""),
        &figures(case, &kind),
        case.lang.pick(" ", ""),
        p(
            case,
            "Large repositories and archives need more.",
            "大型仓库和归档需要更多。",
        ),
    ]
    .concat();
    states(case, advice, "helper");
    advice
        .step(
            p(
                case,
                "See in the job log which step ended: `Getting source`, `Restoring cache`, `Saving cache` or `Uploading artifacts`.",
                "在作业日志中查看中断的步骤：`Getting source`、`Restoring cache`、`Saving cache` 还是 `Uploading artifacts`。",
            ),
            "",
        )
        .expect = p(
        case,
        "`died of signal 9` in git means the clone; `Killed` after a path list means cache or artifacts.",
        "git 的 `died of signal 9` 是克隆；路径列表之后的 `Killed` 是缓存或制品。",
    )
    .to_string();
    top(case, advice);
    more_memory(case, advice, &kind, 512 * MI);
    advice.by_hand(
        p(
            case,
            "Clone less, and pack less: a limited depth, and cache paths without what can be built again.",
            "减少克隆与打包量：限制深度，缓存路径去掉可重建的内容。",
        ),
        "variables:\n  GIT_DEPTH: \"20\"\n  CACHE_COMPRESSION_LEVEL: \"fast\"",
    );
    confirm(case, advice);
    advice.prevent(p(
        case,
        "At least 250Mi where caches or artifacts are used (the runner's own documentation); 512Mi for large repositories.",
        "使用缓存或制品时至少 250Mi（见 Runner 文档），大型仓库用 512Mi。",
    ));
    advice.alike(
        case,
        "oom_build",
        p(
            case,
            "There the script itself is ended, after the clone.",
            "那里是克隆之后的脚本本身被结束。",
        ),
    );
    advice.alike(
        case,
        "git_clone_unreachable",
        p(
            case,
            "There git names a host and no signal.",
            "那里 git 报告的是主机而不是信号。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Raise `memory_limit`, or `KUBERNETES_MEMORY_LIMIT`.",
            "提高 `memory_limit` 或 `KUBERNETES_MEMORY_LIMIT`。",
        ),
        p(
            case,
            "They are the build container's. The helper has `helper_memory_limit` and `KUBERNETES_HELPER_MEMORY_LIMIT`.",
            "那是 build 容器的。helper 用 `helper_memory_limit` 和 `KUBERNETES_HELPER_MEMORY_LIMIT`。",
        ),
    );
}

pub(super) fn service_container(case: &Case, advice: &mut Advice) {
    let service = service(case);
    let seen = case.seen.get(What::Container);
    let name = match (seen, service) {
        ("", Some(name)) => name.to_string(),
        ("", None) => "svc-0".to_string(),
        (name, _) => name.to_string(),
    };
    let kind = Kind {
        prefix: "job.service_",
        resources: case.plan.service_resources(),
        name: p(case, "each service", "每个服务容器"),
        counts: service.is_some(),
    };
    advice.title = say!(
        case.lang,
        "Service {} ran out of memory",
        "服务 {} 内存不足",
        short(&name)
    );
    let mut meaning = vec![
        p(
            case,
            "The runner does not watch service containers: when one is killed the job log says nothing, and the script only loses its connection.",
            "Runner 不监视服务容器：它被杀时作业日志没有任何说明，脚本只会连接中断。",
        )
        .to_string(),
        figures(case, &kind),
    ];
    if case.plan.job.builder.has_service() {
        meaning.push(say!(
            case.lang,
            "All steps of image builds run in {}, so their memory is counted there and not in the build container.",
            "镜像构建的所有步骤都在 {} 中运行，内存计在它身上，而不是 build 容器。",
            code(&name)
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    states(case, advice, &name);
    top(case, advice);
    advice.step(
        p(
            case,
            "Let the job log carry the service's output.",
            "让作业日志包含服务的输出。",
        ),
        "variables:\n  CI_DEBUG_SERVICES: \"true\"",
    );
    more_memory(case, advice, &kind, 0);
    advice.by_hand(
        match case.plan.job.service_memory_limit_overwrite_max_allowed {
            Some(most) => say!(
                case.lang,
                "For one job: a variable of that service, up to {}.",
                "仅个别作业：在该服务下设变量，最多 {}。",
                code(&most.canonical())
            ),
            None => p(
                case,
                "For one job: a variable of that service, once the plan sets the highest memory limit of services; without a maximum it is ignored.",
                "仅个别作业：在该服务下设变量，但须先在方案中设置服务内存上限的最大值，否则会被忽略。",
            )
            .to_string(),
        },
        "services:\n  - name: postgres:17\n    variables:\n      KUBERNETES_SERVICE_MEMORY_LIMIT: \"2Gi\"",
    );
    if case.plan.job.builder.has_service() {
        advice.by_hand(
            p(
                case,
                "Build fewer images and stages at once, and give compilers a fixed number of workers (`make -j2`).",
                "减少同时构建的镜像与阶段，并固定编译器的并行数（`make -j2`）。",
            ),
            "",
        );
    }
    confirm(case, advice);
    advice.prevent(p(
        case,
        "Alert on restarts and `OOMKilled` of all containers in the job namespace, since the runner does not tell.",
        "对作业命名空间内所有容器的重启和 `OOMKilled` 告警，因为 Runner 不会报告。",
    ));
    advice.alike(
        case,
        "dind_daemon_unreachable",
        p(
            case,
            "There the daemon never came up; here it answered first and was killed later.",
            "那里守护进程从未就绪；这里先能连上，后来才被杀。",
        ),
    );
    advice.alike(
        case,
        "oom_build",
        p(
            case,
            "There the job ends with `OOMKilled` of container `build`.",
            "那里作业以 `build` 容器的 `OOMKilled` 结束。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Use smaller base images and fewer `RUN` lines.",
            "换更小的基础镜像，合并 `RUN` 指令。",
        ),
        p(
            case,
            "That saves disk and transfer. What a compiler or bundler needs while it runs stays the same.",
            "这节省的是磁盘与传输；编译器或打包工具运行时需要的内存不变。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set a limit twice the request to be safe.",
            "把上限设为请求的两倍以求保险。",
        ),
        p(
            case,
            "Above its request a container is among the first to go when the node runs short. Make them equal.",
            "节点紧张时，超出请求的容器最先被清理。两者应相等。",
        ),
    );
}
