//! Judges what the pods are allowed to do, and whether the cluster lets them.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::plan::{Builder, Platform, Pss, VolumeKind};
use runwright_model::text::{Text, t};
use runwright_model::{Edit, Severity, field, say};

pub(super) const RULES: &[Rule] = &[
    error("SEC-101", "security.pod_security", builder_is_refused),
    error("SEC-102", "security.non_root", restricted_needs_non_root),
    error("SEC-103", "security.seccomp", restricted_needs_seccomp),
    error("SEC-104", "security.drop_all", restricted_drops_all),
    error(
        "SEC-105",
        "security.no_privilege_escalation",
        restricted_forbids_escalation,
    ),
    error("SEC-106", "security.pod_security", no_seccomp_key),
    error("SEC-107", "security.pod_security", host_path_is_refused),
    advice("SEC-108", "security.pod_security", privileged_for_nothing),
    warning("SEC-109", "security.non_root", helper_wants_root),
    warning("SEC-110", "security.run_as_user", nameless_user),
    warning("SEC-111", "security.non_root", builder_keeps_its_privilege),
    warning("SEC-112", "job.builder", old_runner_and_buildkit),
    warning("SEC-113", "security.run_as_user", openshift_picks_users),
];

fn level(cx: &Cx) -> &'static str {
    field::label_of(Pss::OPTIONS, cx.plan.security.pod_security.word(), cx.lang)
}

fn enforces_baseline(cx: &Cx) -> bool {
    matches!(
        cx.plan.security.pod_security,
        Pss::Baseline | Pss::Restricted
    )
}

fn restricted(cx: &Cx) -> bool {
    cx.plan.security.pod_security == Pss::Restricted
}

const PRIVILEGED: Text = t(
    "Enforce privileged on that namespace",
    "对该命名空间执行 privileged",
);

fn builder_is_refused(cx: &Cx, out: &mut Report) {
    if !enforces_baseline(cx) || cx.plan.job.builder == Builder::None {
        return;
    }
    let (title, body) = if cx.plan.job.builder.is_dind() {
        (
            say!(
                cx.lang,
                "{} refuses Docker-in-Docker",
                "{} 会拒绝 Docker-in-Docker",
                level(cx)
            ),
            say!(
                cx.lang,
                "The service container is privileged, so no job pod starts in {}.",
                "服务容器有特权，{} 中的作业 Pod 都无法启动。",
                cx.plan.target.job_namespace
            ),
        )
    } else {
        (
            say!(
                cx.lang,
                "{} refuses rootless BuildKit",
                "{} 会拒绝 Rootless BuildKit",
                level(cx)
            ),
            say!(
                cx.lang,
                "It needs an unconfined seccomp profile, which even baseline forbids, so no job pod starts in {}.",
                "它需要 unconfined 的 seccomp 配置，连 baseline 也不允许，{} 中的作业 Pod 都无法启动。",
                cx.plan.target.job_namespace
            ),
        )
    };
    out.tell(title, body)
        .fix(
            PRIVILEGED,
            vec![Edit::set("security.pod_security", "privileged")],
        )
        .fix(
            t("Build no images here", "此处不构建镜像"),
            vec![Edit::set("job.builder", "none")],
        );
}

/// One of the four things that restricted asks of every pod.
fn restricted_needs(cx: &Cx, out: &mut Report, met: bool, id: &str, what: Text) {
    if !restricted(cx) || met {
        return;
    }
    out.say(
        t("restricted asks for more", "restricted 还有要求"),
        say!(
            cx.lang,
            "{} Without it the API server refuses every job pod in {}.",
            "{}否则 API 服务器会拒绝 {} 中的所有作业 Pod。",
            cx.t(what),
            cx.plan.target.job_namespace
        ),
    )
    .fix(t("Turn it on", "开启"), vec![Edit::set(id, "true")]);
}

fn restricted_needs_non_root(cx: &Cx, out: &mut Report) {
    restricted_needs(
        cx,
        out,
        cx.plan.security.non_root,
        "security.non_root",
        t(
            "Every container must run as non-root.",
            "所有容器都必须以非 root 运行。",
        ),
    );
}

fn restricted_needs_seccomp(cx: &Cx, out: &mut Report) {
    restricted_needs(
        cx,
        out,
        cx.plan.security.seccomp,
        "security.seccomp",
        t("A seccomp profile must be set.", "必须设置 seccomp 配置。"),
    );
}

fn restricted_drops_all(cx: &Cx, out: &mut Report) {
    restricted_needs(
        cx,
        out,
        cx.plan.security.drop_all,
        "security.drop_all",
        t(
            "All capabilities must be dropped.",
            "必须移除全部 capability。",
        ),
    );
}

fn restricted_forbids_escalation(cx: &Cx, out: &mut Report) {
    restricted_needs(
        cx,
        out,
        cx.plan.security.no_privilege_escalation,
        "security.no_privilege_escalation",
        t("Privilege escalation must be forbidden.", "必须禁止提权。"),
    );
}

/// The key came with 18.11; from 15.10 a patch of the pod does instead.
fn no_seccomp_key(cx: &Cx, out: &mut Report) {
    if !restricted(cx) || cx.plan.runner_has(18, 11) {
        return;
    }
    let patched = cx.plan.runner_has(15, 10);
    let body = if patched {
        say!(
            cx.lang,
            "Runner {} has no key for a seccomp profile; the files patch the pod instead, a beta feature behind a flag. 18.11 has the key.",
            "Runner {} 没有 seccomp 配置项，文件改用补丁修改 Pod，这是需开启标志的 beta 功能。18.11 起有此配置项。",
            cx.plan.runner()
        )
    } else {
        say!(
            cx.lang,
            "Runner {} cannot set a seccomp profile at all, and restricted refuses pods without one.",
            "Runner {} 无法设置 seccomp，而 restricted 会拒绝没有 seccomp 的 Pod。",
            cx.plan.runner()
        )
    };
    out.say(
        t(
            "This runner has no seccomp setting",
            "此 Runner 没有 seccomp 设置",
        ),
        body,
    )
    .severity(if patched {
        Severity::Advice
    } else {
        Severity::Error
    })
    .fix(
        t("Use chart 0.92.0", "改用 Chart 0.92.0"),
        vec![Edit::set("target.chart", "0.92.0")],
    );
}

fn host_path_is_refused(cx: &Cx, out: &mut Report) {
    let mut volumes = cx.plan.job.volumes.iter().enumerate();
    let host = volumes.find(|(_, volume)| volume.kind == VolumeKind::HostPath);
    if let (true, Some((index, volume))) = (enforces_baseline(cx), host) {
        out.tell(
            say!(
                cx.lang,
                "{} refuses hostPath volumes",
                "{} 会拒绝 hostPath 卷",
                level(cx)
            ),
            say!(
                cx.lang,
                "{} keeps every job pod from starting.",
                "{} 会使所有作业 Pod 无法启动。",
                volume.mount_path
            ),
        )
        .fix(
            t("Use an emptyDir", "改用 emptyDir"),
            vec![cx.with_cells("job.volumes", index, &[("kind", "empty_dir")])],
        );
    }
}

fn privileged_for_nothing(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    if security.pod_security == Pss::Privileged && cx.plan.job.builder == Builder::None {
        out.say(
            t("Nothing here needs privileged", "此方案无需 privileged"),
            cx.t(t(
                "No job builds images, so the level baseline keeps out what no job should ask for.",
                "没有作业构建镜像，使用 baseline 可挡住作业不应有的权限。",
            ))
            .to_string(),
        )
        .fix(
            t("Enforce baseline", "执行 baseline"),
            vec![Edit::set("security.pod_security", "baseline")],
        );
    }
}

fn helper_wants_root(cx: &Cx, out: &mut Report) {
    if cx.plan.security.non_root && cx.plan.job.helper_image.is_empty() {
        out.say(
            t("The default helper is made for root", "默认 helper 以 root 为前提"),
            cx.t(t(
                "It is not built to run as another user. Try a clone with cache and artifacts first, or name a helper image made for it.",
                "它并非为其他用户构建。请先试运行带缓存与制品的克隆，或指定专门制作的 helper 镜像。",
            ))
            .to_string(),
        );
    }
}

fn nameless_user(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    if security.non_root
        && security.run_as_user.is_none()
        && cx.plan.target.platform != Platform::Openshift
    {
        out.say(
            t("Images that name no number do not start", "未写数字 UID 的镜像无法启动"),
            cx.t(t(
                "The kubelet cannot tell that a user given by name, or none, is not root, and refuses the container.",
                "镜像只写用户名或未写用户时，kubelet 无法确认其非 root，会拒绝启动容器。",
            ))
            .to_string(),
        )
        .fix(
            t("Run as 1000", "以 1000 运行"),
            vec![Edit::set("security.run_as_user", "1000")],
        );
    }
}

fn builder_keeps_its_privilege(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    let hardened = [
        (security.non_root, "security.non_root"),
        (
            security.no_privilege_escalation,
            "security.no_privilege_escalation",
        ),
        (security.drop_all, "security.drop_all"),
    ];
    let Some((_, id)) = hardened.iter().find(|(on, _)| *on) else {
        return;
    };
    if cx.plan.job.builder.is_dind() {
        out.say(
            t("The Docker service is left out of this", "Docker 服务不受此限制"),
            cx.t(t(
                "The daemon needs root and privilege, so the files lift these for the service containers: a job that reaches the daemon still owns the node.",
                "守护进程需要 root 与特权，文件对服务容器放开了这些限制：能访问守护进程的作业仍可控制节点。",
            ))
            .to_string(),
        )
        .at(*id)
        .fix(
            t("Build with rootless BuildKit", "用 Rootless BuildKit 构建"),
            vec![Edit::set("job.builder", "buildkit")],
        );
    }
}

fn old_runner_and_buildkit(cx: &Cx, out: &mut Report) {
    if cx.plan.job.builder == Builder::Buildkit && !cx.plan.runner_has(18, 11) {
        out.say(
            t(
                "This runner cannot lift seccomp for BuildKit",
                "此 Runner 无法为 BuildKit 放开 seccomp",
            ),
            say!(
                cx.lang,
                "Runner {} has no key for it (18.11 has): rootless BuildKit starts only on nodes whose default profile allows user namespaces.",
                "Runner {} 没有对应设置（18.11 起有）：只有节点默认配置允许用户命名空间时，Rootless BuildKit 才能启动。",
                cx.plan.runner()
            ),
        )
        .fix(
            t("Use chart 0.92.0", "改用 Chart 0.92.0"),
            vec![Edit::set("target.chart", "0.92.0")],
        );
    }
}

fn openshift_picks_users(cx: &Cx, out: &mut Report) {
    if let (Platform::Openshift, Some(user)) =
        (cx.plan.target.platform, cx.plan.security.run_as_user)
    {
        out.say(
            t("OpenShift picks the user", "OpenShift 会自行分配用户"),
            say!(
                cx.lang,
                "Its default constraint takes only ids of the namespace's range and refuses {}. Unset, it fills one in.",
                "默认约束只接受命名空间范围内的 UID，会拒绝 {}。不设置时会自动填入。",
                user
            ),
        )
        .fix(
            t("Leave it to OpenShift", "交给 OpenShift"),
            vec![Edit::reset("security.run_as_user")],
        );
    }
}
