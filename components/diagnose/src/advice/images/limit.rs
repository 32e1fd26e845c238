//! Advice on registries that allow no more pulls for now.

use super::parts::*;
use super::pull::mirror_by_hand;
use crate::advice::{Case, Say};
use runwright_model::protocol::Advice;
use runwright_model::{Edit, say};

pub(super) fn rate_limit(case: &Case, advice: &mut Advice) {
    let host = image_host(case);
    let job = &case.plan.job;
    let policy = job.pull_policy.join(", ");
    let always = job.pull_policy.first().is_none_or(|word| word == "always");
    advice.title = say!(
        case.lang,
        "{} allows no more pulls for now",
        "{} 暂时不再允许拉取",
        registry_name(&host)
    );
    let who = if job.pull_secrets.is_empty() {
        p(
            case,
            "The plan names no pull secret, so pulls are anonymous and counted by address: all nodes behind one NAT share one count.",
            "方案没有填写拉取密钥，因此是匿名拉取，按来源地址计数：同一 NAT 后的所有节点共用一份额度。",
        )
        .to_string()
    } else {
        say!(
            case.lang,
            "Pulls with {} are counted for that account; where the Secret has no entry for this registry they are anonymous.",
            "使用 {} 的拉取计入该账户；若 Secret 中没有此仓库的条目，则仍是匿名拉取。",
            code(&job.pull_secrets.join(", "))
        )
    };
    let often = if always {
        say!(
            case.lang,
            "With `always`, each of up to {} jobs at once asks the registry for every image, helper and services included.",
            "策略为 `always` 时，最多 {} 个并发作业的每个镜像（含 helper 与服务）都会询问仓库。",
            case.answer.slots
        )
    } else {
        say!(
            case.lang,
            "The plan's policy is {}: only nodes that lack an image ask, so fresh nodes and moving tags use the quota, or jobs choose `always` themselves.",
            "方案的策略是 {}：只有缺少镜像的节点才会询问，消耗额度的是新节点、变动的标签，或自选 `always` 的作业。",
            code(&policy)
        )
    };
    advice.meaning = [who.as_str(), case.lang.pick(" ", ""), &often].concat();
    look_at_events(case, advice).expect = p(
        case,
        "`toomanyrequests` or `429 Too Many Requests`, with the registry's name in the reference.",
        "`toomanyrequests` 或 `429 Too Many Requests`，引用中含仓库名。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Which images do the jobs pull, and from where?",
                "作业拉取哪些镜像，来自哪里？",
            ),
            case.commands().jobs(&[
                "get",
                "pods",
                "--selector",
                "job.runner.gitlab.com/pod",
                "--output=jsonpath={range .items[*].spec.containers[*]}{.image}{\"\\n\"}{end}",
            ]) + " | sort | uniq -c",
        )
        .expect = p(
        case,
        "References without a host are Docker Hub's.",
        "没有主机名的引用来自 Docker Hub。",
    )
    .to_string();
    if always {
        advice.fix(
            p(
                case,
                "Ask the registry only when the node lacks the image: `if-not-present`",
                "仅当节点没有镜像时才询问仓库：`if-not-present`",
            ),
            with_policy(case, &["if-not-present"]),
        );
    }
    if job.pull_secrets.is_empty() {
        advice.fix(
            say!(
                case.lang,
                "Pull with the account in Secret {} of {}",
                "用 {} 中的账户拉取（命名空间 {}）",
                code(super::registry::SECRET),
                code(&case.plan.target.job_namespace)
            ),
            vec![Edit::set(
                "job.pull_secrets",
                &[super::registry::SECRET][..],
            )],
        );
        super::registry::make_secret(case, advice, super::registry::SECRET);
    }
    if is_docker_hub(&host) {
        advice.by_hand(
            p(
                case,
                "In projects of a group with GitLab's dependency proxy, name images through it.",
                "在启用了 GitLab 依赖代理的群组中，通过它引用镜像。",
            ),
            "image: ${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/node:22",
        );
    }
    mirror_by_hand(case, advice);
    if job.builder.is_dind() && job.registry_mirror.is_empty() {
        advice.by_hand(
            p(
                case,
                "Pulls inside `docker build` count as well and pass by the node's mirror: set the plan's registry mirror for Docker-in-Docker.",
                "`docker build` 内的拉取同样计数，且不经过节点的镜像站：请在方案中设置 Docker-in-Docker 的镜像加速地址。",
            ),
            "",
        );
    }
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Pin tags, so that nodes reuse what they have, and keep often used images in a registry of your own.",
        "固定标签以便节点复用缓存，常用镜像放到自己的仓库。",
    ));
    advice.alike(
        case,
        "image_pull_auth",
        p(
            case,
            "There the answer is 401, 403 or `denied`, and waiting does not help.",
            "那里返回 401、403 或 `denied`，等待也没用。",
        ),
    );
    advice.alike(
        case,
        "image_pull_network",
        p(
            case,
            "There the registry does not answer at all.",
            "那里仓库根本没有应答。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Put `DOCKER_PULL_POLICY: if-not-present` into `.gitlab-ci.yml`.",
            "在 `.gitlab-ci.yml` 中写 `DOCKER_PULL_POLICY: if-not-present`。",
        ),
        p(
            case,
            "It is read by `gitlab-runner register` for the Docker executor; as a CI variable it does nothing. Use `image: {name, pull_policy}` within the allowed policies.",
            "它只被 Docker 执行器的 `gitlab-runner register` 读取，作为 CI 变量不起作用。应在允许的策略内使用 `image: {name, pull_policy}`。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Run a DaemonSet that keeps `sleep infinity` in every CI image.",
            "用 DaemonSet 在每个 CI 镜像里运行 `sleep infinity` 来预拉取。",
        ),
        p(
            case,
            "It fails for images without `sleep`, takes a pod and requests on every node, holds one tag, and under `always` the registry is asked all the same. A pull-through cache or images baked into the nodes do it.",
            "没有 `sleep` 的镜像会失败，还在每个节点占用一个 Pod 和请求，只保住一个标签，而 `always` 下照样询问仓库。应使用拉取缓存或预置到节点镜像。",
        ),
    );
}
