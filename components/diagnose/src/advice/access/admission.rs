//! Advice on pods that Pod Security refuses.

use super::no_host_path;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::plan::{Builder, Platform, Pss};
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Version, say};

/// The level the text names, else the plan's, else the mildest that would refuse what the plan makes.
fn level(case: &Case) -> Pss {
    if let Some(named) = named_level(case) {
        return named;
    }
    let plan = case.plan;
    match plan.security.pod_security {
        Pss::None | Pss::Privileged
            if plan.job.builder == Builder::None && no_host_path(case).is_none() =>
        {
            Pss::Restricted
        }
        Pss::None | Pss::Privileged => Pss::Baseline,
        level => level,
    }
}

fn named_level(case: &Case) -> Option<Pss> {
    let seen = case.seen.get(What::Level);
    match seen.split(':').next().unwrap_or("") {
        "restricted" => Some(Pss::Restricted),
        "baseline" => Some(Pss::Baseline),
        _ => None,
    }
}

/// What a pod needs for `restricted` and this plan does not set.
fn missing(case: &Case) -> Vec<&'static str> {
    let security = &case.plan.security;
    let mut missing = Vec::new();
    for (set, id) in [
        (security.non_root, "security.non_root"),
        (security.drop_all, "security.drop_all"),
        (
            security.no_privilege_escalation,
            "security.no_privilege_escalation",
        ),
        // Older runners have no key for it and drop the field.
        (
            security.seccomp || !case.plan.runner_has(18, 11),
            "security.seccomp",
        ),
    ] {
        if !set {
            missing.push(id);
        }
    }
    missing
}

pub(super) fn pod_security(case: &Case, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let jobs = plan.target.job_namespace.as_str();
    let level = level(case);
    if let Some(named) = named_level(case) {
        out.title = say!(
            lang,
            "Pod Security level {} refuses the pod",
            "Pod Security 级别 {} 拒绝了该 Pod",
            named.word()
        );
    }
    out.meaning = meaning(case, level);
    if plan.security.pod_security == Pss::None {
        out.meaning.push_str(&say!(
            lang,
            " This plan puts no level on `{}`: the label, or a default of the cluster, is somebody else's.",
            "本方案没有给 `{}` 设置级别：该标签或集群默认值由他人设定。",
            jobs
        ));
    }

    let commands = case.commands();
    out.step(
        case.t(t(
            "See which level the namespace enforces.",
            "查看命名空间执行的级别。",
        )),
        commands.kubectl(&["get", "namespace", jobs, "--show-labels"]),
    )
    .expect = say!(
        lang,
        "`pod-security.kubernetes.io/enforce={}`; without such a label the API server's default level holds.",
        "`pod-security.kubernetes.io/enforce={}`；没有该标签时按 API 服务器的默认级别。",
        level.word()
    );
    out.step(
        case.t(t(
            "Read the refusal to the end: it names each field and the containers (`build`, `helper`, `init-permissions`, a service). Only those need a change.",
            "读完拒绝信息：它列出每个字段和相关容器（`build`、`helper`、`init-permissions` 或服务），只需修改这些。",
        )),
        "",
    );
    if plan.target.kubernetes < Version::new(1, 25, 0) {
        out.step(
            case.t(t(
                "`PodSecurityPolicy: unable to admit` is the older mechanism: see which policies the account may use.",
                "`PodSecurityPolicy: unable to admit` 属于旧机制：查看有哪些策略。",
            )),
            commands.kubectl(&["get", "podsecuritypolicy"]),
        );
    }

    fix_pod_security(case, level, out);

    if plan.job.builder == Builder::None && level != Pss::Restricted {
        out.by_hand(
            case.t(t(
                "Nothing in this plan goes beyond the level: the configuration in use is another one. Install the files of this plan again.",
                "本方案没有超出该级别的设置：正在使用的是另一份配置。请重新安装本方案的文件。",
            )),
            "sh install.sh",
        );
    } else {
        out.by_hand(
            case.t(t(
                "Jobs that need more than the level allows: a second release with a tag and a job namespace of its own; loosen only that namespace.",
                "需要超出该级别的作业：另装一个 release，使用独立的标签和作业命名空间，只放宽那个命名空间。",
            )),
            commands.kubectl(&[
                "label",
                "--overwrite",
                "namespace",
                &[jobs, "-more"].concat(),
                "pod-security.kubernetes.io/enforce=privileged",
            ]),
        );
    }

    if level == Pss::Restricted && plan.job.helper_image.is_empty() {
        out.by_hand(
            case.t(t(
                "The default helper image is made for root. Try a clone with cache and artifacts as another user first, or name a helper image built for it.",
                "默认 helper 镜像以 root 为前提。先以其他用户试跑带缓存与制品的克隆，或指定专门构建的 helper 镜像。",
            )),
            "",
        );
    }

    let privileged = plan.job.builder.is_dind();
    let mut dry = vec![
        "run",
        "admission-test",
        "--restart=Never",
        "--dry-run=server",
    ];
    let image = ["--image=", &plan.job.image].concat();
    dry.push(&image);
    if privileged {
        dry.push("--privileged");
        out.confirm(
            case.t(t(
                "Ask the API server about a privileged pod, without making one.",
                "只询问 API 服务器能否创建特权 Pod，并不真正创建。",
            )),
            commands.jobs(&dry),
        )
        .expect = case
            .t(t(
                "`pod/admission-test created (server dry run)`",
                "显示 `pod/admission-test created (server dry run)`",
            ))
            .to_string();
    } else {
        out.confirm(
            case.t(t(
                "Run a pod with the security settings of a job.",
                "以作业的安全设置运行一个 Pod。",
            )),
            commands.like_a_job("admission-test", &plan.job.image, &["id"]),
        )
        .expect = case
            .t(t(
                "The user of the pod, no refusal.",
                "输出 Pod 的用户，没有拒绝信息。",
            ))
            .to_string();
    }
    out.prevent(case.t(t(
        "Set the level in the plan, so that its checks compare builder, volumes and security with it; the label `warn` shows what the next Kubernetes release would refuse.",
        "在方案中设置级别，检查项就会据此核对构建方式、卷与安全设置；`warn` 标签会提示下一个 Kubernetes 版本将拒绝什么。",
    )));
    out.alike(
        case,
        "rbac_forbidden",
        case.t(t(
            "Says `User … cannot create resource`; the account is refused, not the pod.",
            "写着 `User … cannot create resource`：被拒的是账户而不是 Pod。",
        )),
    );
    out.alike(
        case,
        "admission_webhook_denied",
        case.t(t(
            "Names a webhook or a policy instead of a level.",
            "给出 Webhook 或策略的名称，而不是级别。",
        )),
    );
    out.alike(
        case,
        "dind_privileged",
        case.t(t(
            "The pod starts; the daemon in it stops at a mount.",
            "Pod 能启动，其中的守护进程在挂载时停止。",
        )),
    );
    out.wrong(
        case.t(t(
            "Give the ServiceAccount cluster-admin",
            "给 ServiceAccount 授予 cluster-admin",
        )),
        case.t(t(
            "Pod Security judges the pod, whoever makes it. No Role lifts it.",
            "Pod Security 检查的是 Pod，与谁创建无关；任何 Role 都不能绕过。",
        )),
    );
    out.wrong(
        case.t(t(
            "Set `privileged = true` under `[runners.kubernetes]`",
            "在 `[runners.kubernetes]` 下设置 `privileged = true`",
        )),
        case.t(t(
            "That asks for more, in build and helper too. Only the service that builds images needs privilege.",
            "这会要求更多权限，连 build 与 helper 也变成特权容器。只有构建镜像的服务需要特权。",
        )),
    );
}

fn meaning(case: &Case, level: Pss) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let jobs = plan.target.job_namespace.as_str();
    let word = level.word();
    let strict = matches!(level, Pss::Baseline | Pss::Restricted);
    let mut text = match plan.job.builder {
        builder if strict && builder.is_dind() => say!(
            lang,
            "Docker-in-Docker needs a privileged service container and `{}` admits none, so every job with a service is refused in `{}`.",
            "Docker-in-Docker 需要特权服务容器，而 `{}` 不允许，因此 `{}` 中所有带服务的作业都会被拒绝。",
            word,
            jobs
        ),
        Builder::Buildkit if strict && plan.runner_has(18, 11) => say!(
            lang,
            "Rootless BuildKit runs with an unconfined seccomp profile, which even `baseline` forbids; `{}` on `{}` refuses every job with that service.",
            "Rootless BuildKit 使用 unconfined 的 seccomp 配置，连 `baseline` 也不允许；`{}` 会拒绝 `{}` 中带该服务的所有作业。",
            word,
            jobs
        ),
        _ => say!(
            lang,
            "The API server refuses job pods in `{}` that ask for more than the namespace's level allows; no job starts and nothing is scheduled.",
            "作业 Pod 的要求超出 `{}` 命名空间的级别，API 服务器予以拒绝；作业不会启动，也不会进入调度。",
            jobs
        ),
    };
    let missing = missing(case);
    if level == Pss::Restricted && !missing.is_empty() {
        let names = ["`", &missing.join("`, `"), "`"].concat();
        text.push_str(&say!(
            lang,
            " `restricted` also wants what this plan leaves off: {}.",
            "`restricted` 还要求本方案未开启的设置：{}。",
            names
        ));
    } else if level == Pss::Restricted && plan.job.builder == Builder::None {
        text.push_str(case.t(t(
            " This plan sets all that `restricted` asks for: the managers run with an older configuration, or a job image names no numeric user.",
            "本方案已满足 `restricted` 的全部要求：管理器仍在使用旧配置，或作业镜像未写数字用户。",
        )));
    }
    if strict && no_host_path(case).is_some() {
        text.push_str(case.t(t(
            " A hostPath volume of the plan is refused as well.",
            "方案中的 hostPath 卷同样会被拒绝。",
        )));
    }
    text
}

fn fix_pod_security(case: &Case, level: Pss, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let strict = matches!(level, Pss::Baseline | Pss::Restricted);
    if !strict {
        return;
    }
    if plan.job.builder != Builder::None {
        if plan.security.pod_security != Pss::Privileged {
            out.fix(
                say!(
                    lang,
                    "Enforce privileged on {}",
                    "对 {} 执行 privileged",
                    plan.target.job_namespace
                ),
                vec![Edit::set("security.pod_security", "privileged")],
            );
        }
        let mut edits = vec![Edit::set("job.builder", "none")];
        if level == Pss::Restricted {
            edits.extend(restrict(case));
        }
        edits.extend(no_host_path(case));
        out.fix(
            say!(
                lang,
                "Build no images here and stay at {}",
                "此处不构建镜像，保持 {}",
                level.word()
            ),
            edits,
        );
        return;
    }
    let host = no_host_path(case);
    let mut edits: Vec<Edit> = host.into_iter().collect();
    if level == Pss::Restricted && !missing(case).is_empty() {
        edits.extend(restrict(case));
        out.fix(
            case.t(t(
                "Give job pods what restricted asks for",
                "让作业 Pod 满足 restricted 的要求",
            )),
            edits,
        );
    } else if !edits.is_empty() {
        out.fix(
            case.t(t(
                "Use emptyDir instead of hostPath",
                "用 emptyDir 代替 hostPath",
            )),
            edits,
        );
    }
}

/// What `restricted` asks for, with a user for images that name none.
fn restrict(case: &Case) -> Vec<Edit> {
    let security = &case.plan.security;
    let mut edits: Vec<Edit> = missing(case)
        .into_iter()
        .map(|id| Edit::set(id, true))
        .collect();
    if security.run_as_user.is_none() && case.plan.target.platform != Platform::Openshift {
        edits.push(Edit::set("security.run_as_user", "1000"));
    }
    // With the level in the plan, runners before 18.11 get their seccomp profile by a patch of the pod.
    if security.pod_security != Pss::Restricted {
        edits.push(Edit::set("security.pod_security", "restricted"));
    }
    edits
}
