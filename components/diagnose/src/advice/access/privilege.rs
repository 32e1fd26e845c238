//! Advice on a Docker daemon without privilege.

use super::docker::{no_socket, offer_buildkit, offer_docker};
use super::{logs_of, part_of_pod, service_container, with_pod};
use crate::advice::{Case, Say};
use runwright_model::plan::{Builder, Pss};
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

pub(super) fn privileged(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let jobs = plan.target.job_namespace.as_str();
    out.meaning = match plan.job.builder {
        Builder::None | Builder::Buildkit => say!(
            lang,
            "`dockerd` mounts filesystems and writes firewall rules, which only a privileged container may. This plan gives privilege to no container in `{}`, so the daemon that the job starts ends at once.",
            "`dockerd` 要挂载文件系统并写防火墙规则，只有特权容器可以。本方案在 `{}` 中不给任何容器特权，作业启动的守护进程会立即退出。",
            jobs
        ),
        _ => say!(
            lang,
            "This plan gives privilege to the service containers in `{}` alone. If the daemon still lacks it, it runs in another container (`dockerd` started by the script), or the managers run with an older configuration, or the node lacks a kernel module.",
            "本方案只给 `{}` 中的服务容器特权。若守护进程仍缺少特权：它运行在别的容器里（由脚本启动 `dockerd`）、管理器仍用旧配置，或节点缺少内核模块。",
            jobs
        ),
    };
    out.step(
        case.t(t(
            "While a job runs, see which containers are privileged.",
            "作业运行期间，查看哪些容器有特权。",
        )),
        with_pod(
            case,
            part_of_pod(
                case,
                "{range .spec.containers[*]}{.name}{\"\\t\"}{.securityContext.privileged}{\"\\n\"}{end}",
            ),
        ),
    )
    .expect = say!(
        lang,
        "`true` beside `{}`, nothing beside `build` and `helper`.",
        "`{}` 旁为 `true`，`build` 与 `helper` 旁为空。",
        service_container(case, "docker")
    );
    out.step(
        case.t(t(
            "Read the daemon's first error; later ones follow from it. `modprobe` and `ip: can't find device` lines are harmless.",
            "看守护进程的第一个错误，后面的都由它引起。`modprobe` 与 `ip: can't find device` 无害。",
        )),
        logs_of(case, service_container(case, "docker")),
    );
    out.step(
        case.t(t(
            "See whether the namespace admits privileged pods.",
            "查看命名空间是否允许特权 Pod。",
        )),
        commands.kubectl(&["get", "namespace", jobs, "--show-labels"]),
    );
    if plan.job.builder.is_dind() {
        offer_buildkit(case, out);
        if super::refuses_builders(plan) {
            out.fix(
                say!(
                    lang,
                    "Enforce privileged on {}",
                    "对 {} 执行 privileged",
                    jobs
                ),
                vec![Edit::set("security.pod_security", Pss::Privileged.word())],
            );
        }
    } else {
        offer_docker(case, out);
        offer_buildkit(case, out);
    }
    out.by_hand(
        case.t(t(
            "Start no `dockerd` in the script: list it under `services`. Build with privilege on a runner of its own, with its own tag, namespace and nodes.",
            "不要在脚本中启动 `dockerd`，应写在 `services` 中。需要特权的构建用单独的 Runner、标签、命名空间与节点。",
        )),
        commands.kubectl(&[
            "label",
            "--overwrite",
            "namespace",
            &[jobs, "-images"].concat(),
            "pod-security.kubernetes.io/enforce=privileged",
        ]),
    );
    out.by_hand(
        case.t(t(
            "`can't initialize iptables table`: the node's kernel knows the other flavour. Load the module on the node, or set `DOCKER_IPTABLES_LEGACY: \"1\"` for the service.",
            "`can't initialize iptables table`：节点内核使用另一种 iptables。在节点加载模块，或为服务设置 `DOCKER_IPTABLES_LEGACY: \"1\"`。",
        )),
        "modprobe ip_tables",
    );
    out.confirm(
        case.t(t("The daemon comes up.", "守护进程启动成功。")),
        with_pod(case, logs_of(case, service_container(case, "docker"))),
    )
    .expect = "`API listen on`".to_string();
    out.prevent(case.t(t(
        "Privilege lets a job take its node. Keep such nodes for CI alone, and allow the DinD image alone as a service.",
        "特权使作业可以控制节点。这类节点只供 CI 使用，服务镜像只允许 DinD 镜像。",
    )));
    out.alike(
        case,
        "podsecurity_violation",
        case.t(t("The pod does not even start.", "Pod 根本没有启动。")),
    );
    out.alike(
        case,
        "apparmor_rootless",
        case.t(t(
            "`rootlesskit`, `newuidmap` or `unshare` says it: a builder that wants no privilege.",
            "由 `rootlesskit`、`newuidmap` 或 `unshare` 报出：这种构建器本不需要特权。",
        )),
    );
    out.alike(
        case,
        "dind_daemon_unreachable",
        case.t(t(
            "What the client says of it, without the daemon's log.",
            "客户端一侧的表现，没有守护进程日志。",
        )),
    );
    out.wrong(
        case.t(t(
            "`privileged = true` under `[runners.kubernetes]`",
            "在 `[runners.kubernetes]` 下设 `privileged = true`",
        )),
        case.t(t(
            "It makes build and helper privileged too, with whatever image a job names. The service's context is enough.",
            "这会让 build 与 helper 也成为特权容器，无论作业用什么镜像。只给服务容器即可。",
        )),
    );
    no_socket(case, out);
}
