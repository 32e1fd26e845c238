//! Judges images: tags, pull policies, and what builds images.

use crate::context::Cx;

use crate::report::{Report, Rule, advice, error, warning};

use runwright_model::plan::Builder;

use runwright_model::text::t;

use runwright_model::{Edit, Severity, say};

pub(super) const RULES: &[Rule] = &[
    warning("IMG-101", "job.image", no_image),
    warning("IMG-102", "job.image", moving_tag),
    warning("IMG-103", "job.helper_image", helper_of_another_version),
    error("IMG-106", "job.allowed_pull_policies", policies_do_not_meet),
    advice("IMG-107", "job.pull_policy", cached_private_images),
    warning("IMG-108", "job.pull_policy", never_pulled),
    advice("IMG-109", "job.pull_secrets", registry_without_secret),
    advice("IMG-112", "security.allowed_images", star_stops_at_a_slash),
];

/// Registry, path and tag or digest of a reference.
fn parse(image: &str) -> (Option<&str>, &str, Option<&str>) {
    let (name, digest) = match image.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (image, None),
    };
    let (registry, path) = match name.split_once('/') {
        Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => {
            (Some(first), rest)
        }
        _ => (None, name),
    };
    match path.rsplit_once(':') {
        Some((path, tag)) => (registry, path, digest.or(Some(tag))),
        None => (registry, path, digest),
    }
}

fn images<'a>(cx: &Cx<'a>) -> Vec<(&'static str, &'a str)> {
    let job = &cx.plan.job;
    let mut images = vec![("job.image", job.image.as_str())];
    match job.builder {
        Builder::None => {}
        Builder::Buildkit => images.push(("job.buildkit_image", &job.buildkit_image)),
        Builder::DindTls | Builder::DindPlain => images.push(("job.dind_image", &job.dind_image)),
    }
    images.push(("job.helper_image", &job.helper_image));
    images.retain(|(_, image)| !image.is_empty());
    images
}

pub(super) fn builder_image<'a>(cx: &Cx<'a>) -> Option<(&'static str, &'a str)> {
    match cx.plan.job.builder {
        Builder::None => None,
        Builder::Buildkit => Some(("job.buildkit_image", &cx.plan.job.buildkit_image)),
        _ => Some(("job.dind_image", &cx.plan.job.dind_image)),
    }
}

fn no_image(cx: &Cx, out: &mut Report) {
    if cx.plan.job.image.is_empty() {
        out.say(
            t("There is no default image", "没有默认镜像"),
            cx.t(t(
                "Jobs that name no image fail.",
                "未指定镜像的作业会失败。",
            ))
            .to_string(),
        )
        .fix(
            t("Use the default", "使用默认值"),
            vec![Edit::reset("job.image")],
        );
    }
    if let Some((id, "")) = builder_image(cx) {
        out.say(
            t("The image of the builder is missing", "缺少构建服务的镜像"),
            cx.t(t(
                "The service container cannot start.",
                "服务容器无法启动。",
            ))
            .to_string(),
        )
        .at(id)
        .severity(Severity::Error)
        .fix(t("Use the default", "使用默认值"), vec![Edit::reset(id)]);
    }
}

fn moves(image: &str) -> bool {
    let (_, _, tag) = parse(image);
    tag.is_none_or(|tag| tag == "latest") && !image.contains('$')
}

/// The images of the plan whose tag does not stand for one image.
pub(crate) fn moving_images<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let all = images(cx).into_iter().map(|(_, image)| image);
    all.filter(|image| moves(image)).collect()
}

fn moving_tag(cx: &Cx, out: &mut Report) {
    for (id, image) in images(cx) {
        if !moves(image) {
            continue;
        }
        let hit = out
            .tell(
                say!(cx.lang, "{} moves", "{} 的内容会变", image),
                cx.t(t(
                    "latest, or no tag, is another image next month: the same pipeline breaks without a change, and nodes hold different ones.",
                    "latest 或不带标签时，下个月就是另一个镜像：流水线未改动也会出错，各节点的缓存也不一致。",
                ))
                .to_string(),
            )
            .at(id);
        if id != "job.helper_image" {
            hit.fix(t("Use the default", "使用默认值"), vec![Edit::reset(id)]);
        }
    }
}

fn helper_of_another_version(cx: &Cx, out: &mut Report) {
    let image = &cx.plan.job.helper_image;
    let version = cx.plan.runner().to_string();
    let fits = image.contains(&["v", &version].concat())
        || image.contains("CI_RUNNER_VERSION")
        || image.contains("@sha256:");
    if image.is_empty() || fits {
        return;
    }
    let (_, _, tag) = parse(image);
    let base = match tag {
        Some(tag) => image
            .strip_suffix(tag)
            .and_then(|base| base.strip_suffix([':', '@'])),
        None => Some(image.as_str()),
    };
    let better = [base.unwrap_or(image), ":x86_64-v${CI_RUNNER_VERSION}"].concat();
    out.say(
        t("The helper is of another version", "helper 版本不一致"),
        say!(
            cx.lang,
            "Runner {} needs the helper of its own version. ${{CI_RUNNER_VERSION}} follows it through upgrades.",
            "Runner {} 需要同版本的 helper。用 ${{CI_RUNNER_VERSION}} 可在升级时自动跟随。",
            version
        ),
    )
    .fix_named(
        say!(cx.lang, "Use {}", "改为 {}", better),
        vec![Edit::set("job.helper_image", better.as_str())],
    );
}

fn policies_do_not_meet(cx: &Cx, out: &mut Report) {
    let job = &cx.plan.job;
    let allowed = &job.allowed_pull_policies;
    let outside: Vec<&String> = job
        .pull_policy
        .iter()
        .filter(|word| !allowed.contains(word))
        .collect();
    if allowed.is_empty() || outside.is_empty() {
        return;
    }
    let words = outside
        .iter()
        .map(|word| word.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let mut all = allowed.clone();
    all.extend(outside.iter().map(|word| word.to_string()));
    let none_left = outside.len() == job.pull_policy.len();
    let (title, body) = if none_left {
        (
            t("No pull policy is left", "没有可用的拉取策略"),
            say!(
                cx.lang,
                "Jobs that choose none use {}, which is not allowed: all of them fail.",
                "未选择策略的作业使用 {}，而它不被允许，这些作业都会失败。",
                words
            ),
        )
    } else {
        (
            t("A pull policy is not allowed", "有一个拉取策略不被允许"),
            say!(
                cx.lang,
                "{} is not among the policies allowed and is skipped.",
                "{} 不在允许的策略中，会被跳过。",
                words
            ),
        )
    };
    let severity = if none_left {
        Severity::Error
    } else {
        Severity::Warning
    };
    out.say(title, body).severity(severity).fix_named(
        say!(cx.lang, "Allow {} too", "同时允许 {}", words),
        vec![Edit::set("job.allowed_pull_policies", all)],
    );
}

fn cached_private_images(cx: &Cx, out: &mut Report) {
    let job = &cx.plan.job;
    let reuses = job.pull_policy.iter().any(|word| word == "if-not-present");
    if reuses && !job.pull_secrets.is_empty() {
        out.say(
            t(
                "Cached private images are open to every job",
                "缓存的私有镜像对所有作业开放",
            ),
            cx.t(t(
                "With if-not-present a job may use a private image another one pulled, without any credentials. always checks them each time; layers stay cached.",
                "使用 if-not-present 时，作业无需凭据即可使用他人已拉取的私有镜像。always 每次都会校验，层仍然走缓存。",
            ))
            .to_string(),
        )
        .fix(t("Pull always", "始终拉取"), {
            let mut edits = vec![Edit::set("job.pull_policy", &["always"][..])];
            if !job.allowed_pull_policies.is_empty() && !job.allowed_pull_policies.iter().any(|word| word == "always") {
                edits.push(cx.with_item("job.allowed_pull_policies", "always"));
            }
            edits
        });
    }
}

fn never_pulled(cx: &Cx, out: &mut Report) {
    let policies = &cx.plan.job.pull_policy;
    if !policies.is_empty() && policies.iter().all(|word| word == "never") {
        out.say(
            t("Images are never pulled", "从不拉取镜像"),
            cx.t(t(
                "Every image, the helper's too, must lie on every node beforehand, or jobs fail with ErrImageNeverPull.",
                "包括 helper 在内的所有镜像都须预先放到每个节点，否则作业以 ErrImageNeverPull 失败。",
            ))
            .to_string(),
        )
        .fix(
            t("Pull when missing", "缺少时拉取"),
            {
                let mut edits = vec![Edit::set("job.pull_policy", &["if-not-present"][..])];
                let allowed = &cx.plan.job.allowed_pull_policies;
                if !allowed.is_empty() && !allowed.iter().any(|word| word == "if-not-present") {
                    edits.push(cx.with_item("job.allowed_pull_policies", "if-not-present"));
                }
                edits
            },
        );
    }
}

/// Registries that give images to anybody.
const OPEN: &[&str] = &[
    "docker.io",
    "index.docker.io",
    "registry.gitlab.com",
    "ghcr.io",
    "quay.io",
    "gcr.io",
    "public.ecr.aws",
    "mcr.microsoft.com",
    "registry.k8s.io",
];

fn registry_without_secret(cx: &Cx, out: &mut Report) {
    if !cx.plan.job.pull_secrets.is_empty() {
        return;
    }
    let all = images(cx);
    let private = all.iter().find_map(|(id, image)| {
        let registry = parse(image).0?;
        (!OPEN.contains(&registry)).then_some((*id, registry))
    });
    if let Some((id, registry)) = private {
        out.tell(
            say!(
                cx.lang,
                "No pull secret for {}",
                "没有用于 {} 的拉取密钥",
                registry
            ),
            say!(
                cx.lang,
                "If it asks for a login, name its Secret here; it must stand in {}.",
                "若该仓库需要登录，请在此填写 Secret 名称，且它须位于 {}。",
                cx.plan.target.job_namespace
            ),
        )
        .at(if id == "job.image" {
            "job.pull_secrets"
        } else {
            id
        });
    }
}

fn star_stops_at_a_slash(cx: &Cx, out: &mut Report) {
    for id in ["security.allowed_images", "security.allowed_services"] {
        let list = if id.ends_with("images") {
            &cx.plan.security.allowed_images
        } else {
            &cx.plan.security.allowed_services
        };
        for pattern in list {
            let single = pattern.strip_suffix("/*").or(pattern.strip_suffix("/*:*"));
            if pattern == "*" || single.is_some_and(|base| !base.is_empty() && !base.contains('/'))
            {
                let wider = match single {
                    Some(base) => [base, "/**"].concat(),
                    None => "**".to_string(),
                };
                let mut items = cx.value(id).list();
                for item in &mut items {
                    if item == pattern {
                        item.clone_from(&wider);
                    }
                }
                out.tell(
                    say!(
                        cx.lang,
                        "{} stops at the next slash",
                        "{} 止于下一个斜杠",
                        pattern
                    ),
                    cx.t(t(
                        "Images in deeper paths are refused. Two stars go on.",
                        "更深路径中的镜像会被拒绝。两个星号才会继续匹配。",
                    ))
                    .to_string(),
                )
                .at(id)
                .fix_named(
                    say!(cx.lang, "Use {}", "改为 {}", wider),
                    vec![Edit::set(id, items)],
                );
            }
        }
    }
}
