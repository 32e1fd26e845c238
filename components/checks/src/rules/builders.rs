//! Judges what builds images: the service container, its image and its privilege.

use super::images::builder_image;
use crate::context::Cx;
use crate::pattern::matches;
use crate::report::{Report, Rule, error, warning};
use runwright_model::plan::Builder;
use runwright_model::text::t;
use runwright_model::{Edit, say};

pub(super) const RULES: &[Rule] = &[
    warning("IMG-104", "job.dind_image", not_dind),
    error("IMG-105", "job.buildkit_image", not_rootless),
    error("IMG-110", "security.allowed_services", builder_not_allowed),
    warning(
        "IMG-111",
        "security.allowed_services",
        any_service_privileged,
    ),
    warning("IMG-113", "job.builder", plain_docker_port),
    warning("IMG-114", "job.builder", privileged_builds),
    warning("IMG-115", "job.registry_mirror", mirror_over_http),
];

fn not_dind(cx: &Cx, out: &mut Report) {
    let image = &cx.plan.job.dind_image;
    if cx.plan.job.builder.is_dind()
        && !image.is_empty()
        && !image.contains("dind")
        && !image.contains('@')
    {
        out.tell(
            say!(
                cx.lang,
                "{} is hardly a daemon",
                "{} 可能不含守护进程",
                image
            ),
            cx.t(t(
                "Tags without dind hold the client only; jobs then find nobody at the docker port.",
                "不带 dind 的标签只有客户端，作业连不上 docker 端口。",
            ))
            .to_string(),
        )
        .fix(
            t("Use the default", "使用默认值"),
            vec![Edit::reset("job.dind_image")],
        );
    }
}

fn not_rootless(cx: &Cx, out: &mut Report) {
    let image = &cx.plan.job.buildkit_image;
    let other = !image.is_empty() && !image.contains("rootless") && !image.contains('@');
    if cx.plan.job.builder == Builder::Buildkit && other {
        out.tell(
            say!(cx.lang, "{} needs privilege", "{} 需要特权", image),
            cx.t(t(
                "Only the rootless tags run in an unprivileged container; others stop at the first mount.",
                "只有 rootless 标签能在非特权容器中运行，其他标签在首次挂载时就会停止。",
            ))
            .to_string(),
        )
        .fix(t("Use the default", "使用默认值"), vec![Edit::reset("job.buildkit_image")]);
    }
}

fn builder_not_allowed(cx: &Cx, out: &mut Report) {
    let allowed = &cx.plan.security.allowed_services;
    let Some((_, image)) = builder_image(cx) else {
        return;
    };
    if allowed.is_empty()
        || image.is_empty()
        || allowed.iter().any(|pattern| matches(pattern, image))
    {
        return;
    }
    out.tell(
        say!(cx.lang, "{} is not allowed", "不允许使用 {}", image),
        cx.t(t(
            "No pattern of the allowed services matches it, so every job that builds images fails.",
            "允许的服务中没有模式与之匹配，所有构建镜像的作业都会失败。",
        ))
        .to_string(),
    )
    .fix(
        t("Allow it", "允许它"),
        vec![cx.with_item("security.allowed_services", image)],
    );
}

fn any_service_privileged(cx: &Cx, out: &mut Report) {
    let allowed = &cx.plan.security.allowed_services;
    let wide = |pattern: &String| pattern.starts_with('*');
    if cx.plan.job.builder.is_dind() && allowed.iter().any(wide) {
        out.say(
            t(
                "Any service image runs privileged",
                "任何服务镜像都以特权运行",
            ),
            cx.t(t(
                "Every service container is privileged with Docker-in-Docker; a pattern that begins with * lets a job bring its own and own the node.",
                "使用 Docker-in-Docker 时所有服务容器都有特权；以 * 开头的模式会让作业自带镜像进而控制节点。",
            ))
            .to_string(),
        )
        .fix(
            t("Allow the DinD image alone", "只允许 DinD 镜像"),
            vec![Edit::reset("security.allowed_services")],
        );
    }
}

fn plain_docker_port(cx: &Cx, out: &mut Report) {
    if cx.plan.job.builder == Builder::DindPlain {
        out.say(
            t("The docker port asks for nothing", "docker 端口没有任何认证"),
            cx.t(t(
                "Port 2375 gives root on the node to whoever reaches it. Every container of the pod does, and other pods too where no network policy stops them.",
                "能访问 2375 端口者即可获得节点 root 权限。同一 Pod 的所有容器都能访问；没有网络策略时其他 Pod 也可以。",
            ))
            .to_string(),
        )
        .fix(t("Use TLS", "使用 TLS"), vec![Edit::set("job.builder", "dind_tls")]);
    }
}

fn privileged_builds(cx: &Cx, out: &mut Report) {
    if cx.plan.job.builder.is_dind() {
        out.say(
            t("Docker-in-Docker runs privileged", "Docker-in-Docker 以特权运行"),
            cx.t(t(
                "A job can take over its node through the daemon. Keep such nodes for CI alone and for projects you trust, or build rootless.",
                "作业可通过守护进程控制所在节点。这类节点应只供 CI 与可信项目使用，或改为 Rootless 构建。",
            ))
            .to_string(),
        )
        .fix(
            t("Build with rootless BuildKit", "用 Rootless BuildKit 构建"),
            vec![Edit::set("job.builder", "buildkit")],
        );
    }
}

fn mirror_over_http(cx: &Cx, out: &mut Report) {
    let mirror = &cx.plan.job.registry_mirror;
    if cx.plan.job.builder.is_dind() && mirror.starts_with("http://") {
        out.say(
            t(
                "The mirror is asked over plain http",
                "镜像加速走 http 明文",
            ),
            cx.t(t(
                "Image layers can be swapped on the way.",
                "镜像层可能在途中被替换。",
            ))
            .to_string(),
        )
        .fix_named(
            say!(cx.lang, "Use https", "改用 https"),
            vec![Edit::set(
                "job.registry_mirror",
                ["https://", mirror.get(7..).unwrap_or("")].concat(),
            )],
        );
    }
}
