//! Writes what the service that builds images needs, for the service containers alone, and a seccomp
//! profile for runners that have no key for it.

use crate::Context;
use runwright_documents::{Map, Seq};
use runwright_model::plan::{Builder, Pss};
use runwright_model::text::t;
use runwright_model::{Text, Version};

/// The user that rootless BuildKit's image has subordinate ids for.
const BUILDKIT_USER: u32 = 1000;

/// Kubernetes has fields for AppArmor since this release.
const APP_ARMOR: Version = Version::new(1, 30, 0);

/// Writes `service_container_security_context`. A value there wins over the one of the pod and over
/// the keys for every container (gitlabhq/gitlab-runner@9cbf0074:common/config.go GetContainerSecurityContext).
pub(super) fn put_service_context(cx: &Context, kubernetes: &mut Map) {
    let mut context = Map::new();
    let comment = match cx.plan.job.builder {
        Builder::None => return,
        Builder::DindTls | Builder::DindPlain => {
            docker(cx, &mut context);
            t(
                "Privilege for the service containers alone; build and helper stay without it.",
                "仅服务容器有特权；build 与 helper 容器没有。",
            )
        }
        Builder::Buildkit => {
            buildkit(cx, &mut context);
            if cx.plan.runner_has(18, 11) {
                t(
                    "Rootless BuildKit makes user namespaces and mounts, which the default profiles forbid. Lifted for the service containers alone.",
                    "Rootless BuildKit 需要创建用户命名空间与挂载，默认配置禁止这些操作。仅对服务容器放开。",
                )
            } else {
                t(
                    "This runner cannot set seccomp or AppArmor per container (18.11 can): rootless BuildKit needs nodes whose default profiles allow user namespaces and mounts.",
                    "此 Runner 无法按容器设置 seccomp 或 AppArmor（18.11 起可以）：节点的默认配置须允许用户命名空间与挂载，Rootless BuildKit 才能运行。",
                )
            }
        }
    };
    if context.is_empty() {
        super::remark(cx, kubernetes, comment);
        return;
    }
    kubernetes
        .put("service_container_security_context", context)
        .field("job.builder")
        .comment(comment.get(cx.lang));
}

fn docker(cx: &Context, context: &mut Map) {
    let security = &cx.plan.security;
    context.put("privileged", true);
    if security.no_privilege_escalation {
        context.put("allow_privilege_escalation", true).comment(
            t(
                "Kubernetes refuses a privileged container that may not escalate.",
                "Kubernetes 不接受禁止提权的特权容器。",
            )
            .get(cx.lang),
        );
    }
    if security.non_root || security.run_as_user.is_some() {
        let why = t(
            "The Docker daemon runs as root.",
            "Docker 守护进程以 root 运行。",
        );
        context.put("run_as_user", 0).comment(why.get(cx.lang));
        if security.non_root {
            context.put("run_as_non_root", false);
        }
    }
    keep_capabilities(
        cx,
        context,
        t(
            "The Docker daemon needs them.",
            "Docker 守护进程需要这些 capability。",
        ),
    );
}

fn buildkit(cx: &Context, context: &mut Map) {
    let security = &cx.plan.security;
    if security.no_privilege_escalation {
        context.put("allow_privilege_escalation", true).comment(
            t(
                "newuidmap, which sets up the user namespace, is a setuid program.",
                "建立用户命名空间的 newuidmap 是 setuid 程序。",
            )
            .get(cx.lang),
        );
    }
    if security
        .run_as_user
        .is_some_and(|user| user != BUILDKIT_USER)
    {
        context
            .put("run_as_user", BUILDKIT_USER)
            .comment(t("The user that the image is made for.", "镜像为此用户制作。").get(cx.lang));
        context.put("run_as_group", BUILDKIT_USER);
    }
    keep_capabilities(
        cx,
        context,
        t("newuidmap needs them.", "newuidmap 需要这些 capability。"),
    );
    if cx.plan.runner_has(18, 11) {
        context.put_path(&["seccomp_profile", "type"], "Unconfined");
        if cx.plan.target.kubernetes >= APP_ARMOR {
            context.put_path(&["app_armor_profile", "type"], "Unconfined");
        }
    }
}

/// Takes "drop all" back to what the runner drops by itself; a list in a context replaces the merged one.
fn keep_capabilities(cx: &Context, context: &mut Map, why: Text) {
    if cx.plan.security.drop_all {
        context
            .put_path(&["capabilities", "drop"], Seq::flow(["NET_RAW"]))
            .field("security.drop_all")
            .comment(why.get(cx.lang));
    }
}

/// Patches the pod for the level restricted where the runner has no key for seccomp: pods without a
/// profile are refused there. `pod_spec` exists since 15.10. Says whether it wrote something.
pub(super) fn put_old_seccomp(cx: &Context, kubernetes: &mut Map) -> bool {
    let plan = cx.plan;
    if plan.security.pod_security != Pss::Restricted
        || plan.runner_has(18, 11)
        || !plan.runner_has(15, 10)
    {
        return false;
    }
    let mut patch = Map::new();
    patch.put("name", "seccomp");
    patch.put("patch_type", "strategic");
    patch.put(
        "patch",
        "securityContext:\n  seccompProfile:\n    type: RuntimeDefault\n",
    );
    kubernetes
        .put("pod_spec", vec![patch])
        .field("security.pod_security")
        .comment(
            t(
                "The level restricted asks for a seccomp profile; this runner has no key for one before 18.11.",
                "restricted 级别要求 seccomp 配置；Runner 在 18.11 之前没有对应的键。",
            )
            .get(cx.lang),
        );
    true
}
