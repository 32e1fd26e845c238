//! Advice on nodes whose profiles forbid rootless builds.

use super::{build_with, logs_of, part_of_pod, refuses_builders, service_container, with_pod};
use crate::advice::{Case, Say};
use runwright_model::plan::Builder;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Version, say};

pub(super) fn rootless(case: &Case, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let lifted = plan.runner_has(18, 11);
    let fields = plan.target.kubernetes >= Version::new(1, 30, 0);
    out.meaning = match plan.job.builder {
        Builder::Buildkit if lifted && fields => case
            .t(t(
                "This plan lifts seccomp and AppArmor for the service containers, so the node itself forbids user namespaces: a sysctl, as Ubuntu 24.04 sets it, or none allowed. A builder in the build container has no such exception.",
                "本方案已对服务容器放开 seccomp 与 AppArmor，因此是节点本身禁止用户命名空间：如 Ubuntu 24.04 的 sysctl，或数量上限为 0。在 build 容器中运行的构建器没有这种例外。",
            ))
            .to_string(),
        Builder::Buildkit if lifted => say!(
            lang,
            "This plan lifts seccomp for the service containers. Kubernetes {} has no field for AppArmor (1.30 has), so the node's default profile holds and forbids the mounts of rootless BuildKit.",
            "本方案已对服务容器放开 seccomp。Kubernetes {} 没有 AppArmor 字段（1.30 起有），节点默认配置仍然生效，禁止 rootless BuildKit 的挂载。",
            plan.target.kubernetes.short()
        ),
        Builder::Buildkit => say!(
            lang,
            "Runner {} cannot set seccomp or AppArmor for a container (18.11 can), so the nodes' default profiles hold and forbid the user namespaces and mounts of rootless BuildKit.",
            "Runner {} 无法按容器设置 seccomp 或 AppArmor（18.11 起可以），节点默认配置生效，禁止 rootless BuildKit 所需的用户命名空间与挂载。",
            plan.runner()
        ),
        _ => say!(
            lang,
            "A rootless builder (BuildKit, Buildah, Podman) makes user namespaces and mounts, which the default seccomp and AppArmor profiles forbid. This plan expects no such builder in `{}` and lifts neither.",
            "Rootless 构建器（BuildKit、Buildah、Podman）需要用户命名空间与挂载，默认的 seccomp 与 AppArmor 配置会禁止。本方案未考虑 `{}` 中有这类构建器，没有放开。",
            plan.target.job_namespace
        ),
    };
    out.step(
        case.t(t(
            "While a job runs, see what its containers may do.",
            "作业运行期间，查看容器的安全设置。",
        )),
        with_pod(
            case,
            part_of_pod(
                case,
                "{range .spec.containers[*]}{.name}{\"\\t\"}{.securityContext}{\"\\n\"}{end}",
            ),
        ),
    )
    .expect = case
        .t(t(
            "`Unconfined` at the builder's service, for seccomp and AppArmor.",
            "构建服务的 seccomp 与 AppArmor 为 `Unconfined`。",
        ))
        .to_string();
    out.step(
        case.t(t("Read the builder's log.", "查看构建器日志。")),
        logs_of(case, service_container(case, "buildkit")),
    );
    out.step(
        case.t(t(
            "See what the node forbids; `$NODE` is one of the CI nodes.",
            "查看节点禁止了什么；`$NODE` 为某个 CI 节点。",
        )),
        "kubectl debug \"node/$NODE\" -it --image=busybox:1.37 -- chroot /host sysctl kernel.apparmor_restrict_unprivileged_userns user.max_user_namespaces",
    )
    .expect = case
        .t(t(
            "`1` for the first or `0` for the second forbids it.",
            "前者为 `1` 或后者为 `0` 即为禁止。",
        ))
        .to_string();
    let newest = Version::new(0, 92, 0);
    if plan.job.builder == Builder::Buildkit {
        if !lifted {
            out.fix(
                say!(
                    lang,
                    "Use chart {}, whose runner can lift the profiles",
                    "改用 Chart {}，其 Runner 能放开这些配置",
                    newest
                ),
                vec![Edit::set("target.chart", newest.to_string())],
            );
        }
        if !plan.job.buildkit_image.contains("rootless") && !plan.job.buildkit_image.contains('@') {
            out.fix(
                case.t(t(
                    "Use the rootless default image",
                    "使用 rootless 默认镜像",
                )),
                vec![Edit::reset("job.buildkit_image")],
            );
        }
    } else if plan.job.builder == Builder::None && lifted {
        let label = if refuses_builders(plan) {
            say!(
                lang,
                "Run rootless BuildKit as a service, and enforce privileged on {}",
                "以服务运行 Rootless BuildKit，并对 {} 执行 privileged",
                plan.target.job_namespace
            )
        } else {
            say!(
                lang,
                "Run rootless BuildKit as a service, with the profiles lifted",
                "以服务运行 Rootless BuildKit，并放开其配置"
            )
        };
        out.fix(
            label,
            build_with(case, "buildkit", &plan.job.buildkit_image),
        );
    }
    out.by_hand(
        case.t(t(
            "On the CI nodes alone, allow user namespaces; this weakens them for all that runs there.",
            "仅在 CI 节点上允许用户命名空间；这会降低其上所有负载的隔离。",
        )),
        "echo 'kernel.apparmor_restrict_unprivileged_userns = 0' > /etc/sysctl.d/99-ci-userns.conf && sysctl --system",
    );
    if !fields {
        out.by_hand(
            case.t(t(
                "Before 1.30 AppArmor is lifted by an annotation: `\"container.apparmor.security.beta.kubernetes.io/buildkit\" = \"unconfined\"` under `[runners.kubernetes.pod_annotations]`; pods without a container of that name are refused then.",
                "1.30 之前用注解放开 AppArmor：在 `[runners.kubernetes.pod_annotations]` 下写 `\"container.apparmor.security.beta.kubernetes.io/buildkit\" = \"unconfined\"`；没有该名称容器的 Pod 会因此被拒绝。",
            )),
            "",
        );
    }
    out.confirm(
        case.t(t("In the job:", "在作业中执行：")),
        "buildctl debug workers",
    )
    .expect = case
        .t(t("A worker with its platforms.", "列出 worker 及其平台。"))
        .to_string();
    out.prevent(case.t(t(
        "Try image builds on one node before a new node image reaches the pool.",
        "新节点镜像上线前，先在一个节点上试跑镜像构建。",
    )));
    out.alike(
        case,
        "dind_privileged",
        case.t(t(
            "`dockerd` says it: that one does need privilege.",
            "由 `dockerd` 报出：它确实需要特权。",
        )),
    );
    out.alike(
        case,
        "podsecurity_violation",
        case.t(t(
            "The pod is refused: an unconfined profile is beyond `baseline`.",
            "Pod 被拒绝：unconfined 超出了 `baseline`。",
        )),
    );
    out.alike(
        case,
        "job_home_not_writable",
        case.t(t(
            "It is a plain file that cannot be written.",
            "只是普通文件无法写入。",
        )),
    );
    out.wrong(
        case.t(t("Run it privileged", "以特权运行")),
        case.t(t(
            "It works and gives up what rootless is for. Two profiles, lifted for one container, are enough.",
            "能用，但失去了 rootless 的意义。只需为一个容器放开两项配置。",
        )),
    );
}
