//! Advice on pulls that a registry refuses: credentials, missing images, bare back-off; and on the helper image and pull policies.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::plan::{AffinityMode, AffinityOperator, HelperFlavor};
use runwright_model::protocol::Advice;
use runwright_model::{Edit, say};

/// The Secret that a fix names and the commands beside it make.
pub(super) const SECRET: &str = "registry-creds";

/// The address under which credentials for a registry are kept.
fn server(host: &str) -> String {
    if is_docker_hub(host) {
        "https://index.docker.io/v1/".to_string()
    } else {
        host.to_string()
    }
}

/// Makes or renews a pull secret in the job namespace.
pub(super) fn make_secret(case: &Case, advice: &mut Advice, name: &str) {
    let server = ["--docker-server=", &server(&host(case))].concat();
    let create = case
        .commands()
        .jobs(&["create", "secret", "docker-registry", name, &server]);
    let command = [
        &create,
        " \\\n  --docker-username=\"$REGISTRY_USER\" --docker-password=\"$REGISTRY_TOKEN\" \\\n  --dry-run=client --output=yaml | kubectl apply -f -",
    ]
    .concat();
    advice
        .by_hand(
            say!(
                case.lang,
                "Make or renew the Secret in {}, the namespace of the jobs, with a token that may only read.",
                "在作业命名空间 {} 中创建或更新 Secret，令牌只给读取权限。",
                code(&case.plan.target.job_namespace)
            ),
            command,
        )
        .expect = p(
        case,
        "`created` or `configured`. One Secret holds one registry; for several, name several.",
        "输出 `created` 或 `configured`。一个 Secret 对应一个仓库，多个仓库请填写多个。",
    )
    .to_string();
}

pub(super) fn auth(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let host = host(case);
    let namespace = &case.plan.target.job_namespace;
    advice.title = say!(
        case.lang,
        "{} refuses the credentials, or there are none",
        "{} 拒绝了凭据，或根本没有凭据",
        registry_name(&host)
    );
    let which = if job.pull_secrets.is_empty() {
        say!(
            case.lang,
            "The plan names no pull secret: job pods carry only the credentials of the job itself (`CI_REGISTRY`, `DOCKER_AUTH_CONFIG`) and of their service account.",
            "方案没有填写拉取密钥：作业 Pod 只带作业自身（`CI_REGISTRY`、`DOCKER_AUTH_CONFIG`）和服务账户的凭据。",
        )
    } else {
        say!(
            case.lang,
            "The plan hands over {}; each must exist in {} and have an entry for {}.",
            "方案使用 {}；它们必须位于 {}，且含有 {} 的条目。",
            code(&job.pull_secrets.join(", ")),
            code(namespace),
            code(&host)
        )
    };
    let missing = case.seen.get(What::Secret);
    let which = if missing.is_empty() {
        which
    } else {
        say!(
            case.lang,
            "The kubelet did not find the Secret {} in {}. {}",
            "kubelet 在 {1} 中找不到 Secret {0}。{2}",
            code(missing),
            code(namespace),
            which
        )
    };
    let hides = p(
        case,
        "Docker Hub and GitLab answer the same way for an image that does not exist.",
        "镜像不存在时，Docker Hub 和 GitLab 也会这样回答。",
    );
    advice.meaning = [which.as_str(), case.lang.pick(" ", ""), hides].concat();
    look_at_events(case, advice).expect = p(
        case,
        "`401`, `no basic auth credentials`, `anonymous token`: nothing was sent. `403`, `denied`, `insufficient_scope`: the account is known and may not.",
        "`401`、`no basic auth credentials`、`anonymous token`：没有发送凭据；`403`、`denied`、`insufficient_scope`：账户有效但无权限。",
    )
    .to_string();
    if job.pull_secrets.is_empty() {
        let account = match case.plan.security.job_service_account.as_str() {
            "" => "default",
            account => account,
        };
        advice
            .step(
                p(
                    case,
                    "Does the jobs' service account bring a pull secret?",
                    "作业的服务账户是否带有拉取密钥？",
                ),
                case.commands().jobs(&[
                    "get",
                    "serviceaccount",
                    account,
                    "--output=jsonpath={.imagePullSecrets[*].name}",
                ]),
            )
            .expect = p(case, "Nothing: it brings none.", "无输出即没有。").to_string();
    }
    for name in &job.pull_secrets {
        advice
            .step(
                say!(
                    case.lang,
                    "Is {} there, and for which registries?",
                    "{} 是否存在，包含哪些仓库？",
                    code(name)
                ),
                case.commands().jobs(&[
                    "get",
                    "secret",
                    name,
                    "--output=jsonpath={.data.\\.dockerconfigjson}",
                ]) + " | base64 --decode | jq '.auths | keys'",
            )
            .expect = say!(
            case.lang,
            "A list with {}. `NotFound`: it stands in another namespace or nowhere.",
            "列表中应有 {}。`NotFound` 表示在别的命名空间或不存在。",
            code(&server(&host))
        );
    }
    if job.pull_secrets.is_empty() {
        advice.fix(
            say!(
                case.lang,
                "Name the pull secret {} of {}",
                "使用 {} 作为拉取密钥（命名空间 {}）",
                code(SECRET),
                code(namespace)
            ),
            vec![Edit::set("job.pull_secrets", &[SECRET][..])],
        );
    }
    let named = job
        .pull_secrets
        .iter()
        .find(|name| name.as_str() == missing);
    let name = named.or(job.pull_secrets.first());
    let name = name.map_or(SECRET, String::as_str);
    make_secret(case, advice, name);
    advice.by_hand(
        p(
            case,
            "An image of another GitLab project: let the job's project in, in that project's job token allowlist.",
            "镜像属于另一个 GitLab 项目：请在该项目的作业令牌允许列表中加入当前项目。",
        ),
        "",
    );
    advice.by_hand(
        p(
            case,
            "For one project only: the CI variable `DOCKER_AUTH_CONFIG`, of type variable, with the JSON of `~/.docker/config.json`.",
            "只有一个项目需要时：设置 CI 变量 `DOCKER_AUTH_CONFIG`（普通变量），内容为 `~/.docker/config.json` 的 JSON。",
        ),
        "",
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Note the token's end date, and deploy the Secret with the same tool as the runner.",
        "记录令牌到期日，并用部署 Runner 的同一工具部署 Secret。",
    ));
    advice.alike(
        case,
        "image_pull_not_found",
        p(
            case,
            "A typing error in a private image looks the same: try the reference with an account that surely may.",
            "私有镜像名写错时表现相同：用确定有权限的账户试一次该引用。",
        ),
    );
    advice.alike(
        case,
        "image_pull_rate_limit",
        p(case, "There the answer is 429.", "那里返回 429。"),
    );
    advice.alike(
        case,
        "registry_login_failed",
        p(
            case,
            "There `docker login` of the script fails, after the job's image was pulled.",
            "那里是脚本中的 `docker login` 失败，作业镜像已拉取成功。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set `imagePullSecrets` in values.yaml.",
            "在 values.yaml 中设置 `imagePullSecrets`。",
        ),
        p(
            case,
            "It is for the managers' own image. Job pods get `image_pull_secrets` of `runners.config`.",
            "它只用于管理器自身的镜像。作业 Pod 使用 `runners.config` 中的 `image_pull_secrets`。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Run `docker login` in `before_script`.",
            "在 `before_script` 中执行 `docker login`。",
        ),
        p(
            case,
            "The node pulls the job's image before any script runs.",
            "节点在任何脚本运行之前就要拉取作业镜像。",
        ),
    );
}

/// The field of the plan that names an image, when it is that one.
fn field_of(case: &Case, image: &str) -> Option<&'static str> {
    let job = &case.plan.job;
    let fields = [
        ("job.image", &job.image),
        ("job.dind_image", &job.dind_image),
        ("job.buildkit_image", &job.buildkit_image),
        ("job.helper_image", &job.helper_image),
    ];
    let same = |set: &str| {
        let full = ["docker.io/", set].concat();
        let library = ["docker.io/library/", set].concat();
        !set.is_empty() && (set == image || full == image || library == image)
    };
    fields
        .into_iter()
        .find(|(_, set)| same(set))
        .map(|(id, _)| id)
}

pub(super) fn not_found(case: &Case, advice: &mut Advice) {
    let seen = case.seen.get(What::Image);
    let image = image(case);
    if !seen.is_empty() {
        advice.title = say!(
            case.lang,
            "There is no image {}",
            "镜像 {} 不存在",
            short(image)
        );
    }
    let field = field_of(case, image);
    let whose = if image.contains('$') {
        p(
            case,
            "The reference still holds a `$`: a variable was not known when the job began, or is only set in the script.",
            "引用中仍有 `$`：变量在作业开始时没有值，或只在脚本中设置。",
        )
        .to_string()
    } else if let Some(field) = field {
        say!(
            case.lang,
            "It is the plan's own {}: every job that names no other fails.",
            "它就是方案中的 {}：未另行指定的作业都会失败。",
            code(field)
        )
    } else if seen.is_empty() {
        say!(
            case.lang,
            "The plan's default image is {}; any other comes from `image:` or `services:` of the project.",
            "方案的默认镜像是 {}；其他镜像来自项目的 `image:` 或 `services:`。",
            code(&case.plan.job.image)
        )
    } else {
        p(
            case,
            "The plan does not name it: it comes from `image:` or `services:` of the project's `.gitlab-ci.yml`.",
            "方案中没有它：来自项目 `.gitlab-ci.yml` 的 `image:` 或 `services:`。",
        )
        .to_string()
    };
    advice.meaning = say!(
        case.lang,
        "The registry answered and has no such name, tag or platform. {} Waiting and retrying do not help.",
        "仓库已应答，但没有这个名称、标签或平台。{}等待和重试都没有用。",
        whose
    );
    let command = images_of(case);
    advice
        .step(
            p(
                case,
                "See which reference each container was given, after variables were filled in.",
                "查看变量展开后每个容器得到的镜像引用。",
            ),
            on_pod(case, command),
        )
        .expect = p(
        case,
        "A `$`, `//`, a colon at the end or capital letters mean a variable that was empty or wrong.",
        "出现 `$`、`//`、结尾的冒号或大写字母，说明变量为空或有误。",
    )
    .to_string();
    let events = case.commands().events_of(&case.pod());
    advice
        .step(
            p(case, "Read what the registry answered.", "查看仓库的回答。"),
            events,
        )
        .expect = p(
        case,
        "`manifest unknown`, `not found`: the tag is missing. `no match for platform`: it is there for another architecture. `InvalidImageName`: the reference has a wrong form.",
        "`manifest unknown`、`not found`：标签不存在；`no match for platform`：只有其他架构；`InvalidImageName`：引用格式错误。",
    )
    .to_string();
    advice.step(
        p(
            case,
            "Ask the registry from your machine, logged in.",
            "在本机登录后直接询问仓库。",
        ),
        ["docker manifest inspect ", &quote(image)].concat(),
    );
    if let Some(field) = field
        && case.draft.get(field).is_some()
    {
        let default = runwright_model::field::find(field).map(|field| field.initial.value());
        let default = default.and_then(|value| value.text().map(str::to_string));
        let label = match default.as_deref() {
            Some("") | None => p(
                case,
                "Go back to the runner's own helper image",
                "改回 Runner 默认的 helper 镜像",
            )
            .to_string(),
            Some(default) => say!(case.lang, "Go back to {}", "改回 {}", code(default)),
        };
        advice.fix(label, vec![Edit::reset(field)]);
    }
    advice.by_hand(
        p(
            case,
            "Correct `image:` or `services:`, or push the tag; if a clean-up rule of the registry removed it, exempt it.",
            "更正 `image:` 或 `services:`，或推送该标签；若被仓库的清理策略删除，请将其排除。",
        ),
        "",
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Use tags that stay, and give variables in `image:` a default at the top of `.gitlab-ci.yml`.",
        "使用不会消失的标签；`image:` 中的变量在 `.gitlab-ci.yml` 顶部给默认值。",
    ));
    advice.alike(
        case,
        "image_pull_auth",
        p(
            case,
            "Docker Hub and GitLab say `denied` for both; an account that surely may read tells.",
            "Docker Hub 和 GitLab 两种情况都回答 `denied`；用确定可读的账户即可分辨。",
        ),
    );
    advice.alike(
        case,
        "helper_image_pull",
        p(
            case,
            "Then the missing one is `gitlab-runner-helper`: its tag is the runner's version.",
            "若缺失的是 `gitlab-runner-helper`：其标签须与 Runner 版本一致。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Change the pull policy to `always`.",
            "把拉取策略改成 `always`。",
        ),
        p(
            case,
            "The registry was asked and said no; asking more often changes nothing.",
            "已经询问过仓库并被否认，多问几次不会改变。",
        ),
    );
}

pub(super) fn backoff(case: &Case, advice: &mut Advice) {
    advice.meaning = say!(
        case.lang,
        "`ImagePullBackOff` and `ErrImagePull` say that a pull failed and the kubelet waits before the next try; they do not say why. The reason stands in another event, `Failed to pull image`. Until it is known, nothing in the plan should be changed.",
        "`ImagePullBackOff` 与 `ErrImagePull` 只说明拉取失败、kubelet 正在等待重试，没有说明原因。原因在另一条事件 `Failed to pull image` 中。弄清之前不要改动方案。",
    );
    look_at_events(case, advice).expect = p(
        case,
        "A line `Failed to pull image \"…\":` with the registry's or the network's answer. Paste it here.",
        "一行 `Failed to pull image \"…\":`，其后是仓库或网络的回答。请把它粘贴到这里。",
    )
    .to_string();
    let command = images_of(case);
    advice.step(
        p(
            case,
            "Which image is it: the job's, a service's, or the helper?",
            "是哪个镜像：作业、服务还是 helper？",
        ),
        command,
    );
    advice.step(
        p(
            case,
            "The pod is gone already? Failed pulls of the last hour in all job pods:",
            "Pod 已删除？查看最近一小时所有作业 Pod 的拉取失败：",
        ),
        case.commands().jobs(&[
            "get",
            "events",
            "--field-selector",
            "reason=Failed",
            "--sort-by=.lastTimestamp",
        ]),
    );
    print_events(case, advice);
    advice.by_hand(
        p(
            case,
            "Try the same pull on the node, where nothing is shortened.",
            "在节点上执行同样的拉取，错误信息不会被截断。",
        ),
        [
            &find_node(case),
            "# ",
            p(case, "on that node", "在该节点上"),
            ":\n",
            crictl(case),
            " pull ",
            &quote(image(case)),
        ]
        .concat(),
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Keep the events: print them in the job log, or send them to your log store.",
        "保留事件：打印到作业日志，或发送到日志系统。",
    ));
    for (category, how) in [
        (
            "image_pull_not_found",
            p(
                case,
                "`manifest unknown`, `not found`",
                "`manifest unknown`、`not found`",
            ),
        ),
        (
            "image_pull_auth",
            p(
                case,
                "`unauthorized`, `denied`, 401 or 403",
                "`unauthorized`、`denied`、401 或 403",
            ),
        ),
        (
            "image_pull_network",
            p(
                case,
                "`i/o timeout`, `connection refused`, and no `lookup`",
                "`i/o timeout`、`connection refused`，且没有 `lookup`",
            ),
        ),
        ("image_pull_dns", p(case, "`lookup NAME`", "`lookup 名称`")),
    ] {
        advice.alike(case, category, how);
    }
    advice.wrong(
        p(
            case,
            "Raise `poll_timeout` so that the pull has more time.",
            "调大 `poll_timeout`，让拉取有更多时间。",
        ),
        p(
            case,
            "A pull that was refused is refused again. More time helps only while `Pulling image` is the last event.",
            "被拒绝的拉取还会被拒绝。只有最后一个事件是 `Pulling image` 时，多等才有用。",
        ),
    );
}

/// The architecture that the plan's labels choose, as the helper's tag names it.
fn helper_arch(case: &Case) -> &'static str {
    let label = case
        .plan
        .nodes
        .selector
        .iter()
        .find(|label| label.key == "kubernetes.io/arch");
    match label.map(|label| label.value.as_str()) {
        Some("arm64") => "arm64",
        Some("arm") => "arm",
        Some("s390x") => "s390x",
        Some("ppc64le") => "ppc64le",
        Some("riscv64") => "riscv64",
        _ => "x86_64",
    }
}

/// The helper's tag without its version: `ubuntu-x86_64-v`.
fn helper_tag(case: &Case) -> String {
    let flavor = match case.plan.job.helper_flavor {
        HelperFlavor::Ubuntu => "ubuntu-",
        HelperFlavor::Default => "",
    };
    [flavor, helper_arch(case), "-v"].concat()
}

const HELPER: &str = "registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper";

/// The one architecture that node affinity demands while the labels name none.
fn affinity_arch<'a>(case: &Case<'a>) -> Option<&'a str> {
    let nodes = &case.plan.nodes;
    let named = nodes
        .selector
        .iter()
        .any(|label| label.key == "kubernetes.io/arch");
    let term = nodes.affinity.iter().find(|term| {
        term.mode == AffinityMode::Required
            && term.operator == AffinityOperator::In
            && term.key == "kubernetes.io/arch"
            && term.values.len() == 1
    })?;
    let arch = term.values.first()?;
    (!named && arch != "amd64").then_some(arch.as_str())
}

pub(super) fn helper(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let version = case.plan.runner().to_string();
    let default = [HELPER, ":", &helper_tag(case), &version].concat();
    let set = job.helper_image.as_str();
    let used = if set.is_empty() {
        default.as_str()
    } else {
        set
    };
    let fits = set.is_empty()
        || set.contains(&["v", &version].concat())
        || set.contains("CI_RUNNER_VERSION")
        || set.contains("@sha256:");
    advice.title = say!(
        case.lang,
        "The helper image of runner {} cannot be pulled",
        "拉取不到 Runner {} 的 helper 镜像",
        version
    );
    let note = if !fits {
        p(
            case,
            "Its tag does not name the runner's version, and there is no `latest`.",
            "其标签没有写明 Runner 版本，而 `latest` 并不存在。",
        )
    } else if set.is_empty() {
        p(
            case,
            "So the nodes need `registry.gitlab.com`, whatever registry the jobs use.",
            "因此无论作业使用哪个仓库，节点都必须能访问 `registry.gitlab.com`。",
        )
    } else {
        p(
            case,
            "The copy must be there for every version of the runner, before an upgrade.",
            "升级 Runner 之前，仓库中必须已有对应版本的副本。",
        )
    };
    advice.meaning = say!(
        case.lang,
        "Every job pod starts containers `init-permissions` and `helper` from {}; without it no job begins. {}",
        "每个作业 Pod 都用 {} 启动 `init-permissions` 与 `helper` 容器，缺少它任何作业都无法开始。{}",
        code(used),
        note
    );
    look_at_events(case, advice).expect = p(
        case,
        "The words after `Failed to pull image \"…gitlab-runner-helper…\"` say which: `lookup`, a timeout, `not found`, `unauthorized`, `x509`.",
        "`Failed to pull image \"…gitlab-runner-helper…\"` 之后的文字说明原因：`lookup`、超时、`not found`、`unauthorized` 或 `x509`。",
    )
    .to_string();
    let command = images_of(case);
    advice.step(
        p(
            case,
            "Which reference and architecture did the runner choose?",
            "Runner 选择了哪个引用与架构？",
        ),
        command,
    );
    advice
        .step(
            p(
                case,
                "And which architecture do the nodes have?",
                "节点是什么架构？",
            ),
            case.commands()
                .kubectl(&["get", "nodes", "--label-columns=kubernetes.io/arch"]),
        )
        .expect = say!(
        case.lang,
        "All must be {}; node affinity does not choose the helper, the node label `kubernetes.io/arch` does.",
        "应全部为 {}；helper 架构由节点标签 `kubernetes.io/arch` 决定，不看亲和性。",
        match helper_arch(case) {
            "x86_64" => "`amd64`",
            "arm64" => "`arm64`",
            _ => p(case, "of that kind", "该架构"),
        }
    );
    let tail = [helper_arch(case), "-v${CI_RUNNER_VERSION}"].concat();
    if !fits {
        let last = set.rfind('/').map_or(0, |at| at + 1);
        let end = set
            .get(last..)
            .and_then(|name| name.find([':', '@']))
            .map_or(set.len(), |at| last + at);
        let better = [set.get(..end).unwrap_or(set), ":", &tail].concat();
        advice.fix(
            say!(case.lang, "Use {}", "改为 {}", code(&better)),
            vec![Edit::set("job.helper_image", better.as_str())],
        );
    }
    if let Some(arch) = affinity_arch(case) {
        advice.fix(
            say!(
                case.lang,
                "Choose {} nodes by a label, which the helper follows",
                "用标签选择 {} 节点，helper 会随之匹配",
                code(arch)
            ),
            vec![with_row(
                case,
                "nodes.selector",
                &[("key", "kubernetes.io/arch"), ("value", arch)],
            )],
        );
    }
    let own = registry(&job.image);
    let private = !is_docker_hub(own) && own != "registry.gitlab.com" && !own.contains('$');
    let mirror = if private { own } else { "registry.example.com" };
    if set.is_empty() && private {
        let copy = [own, "/gitlab-runner-helper:", &tail].concat();
        advice.fix(
            say!(
                case.lang,
                "Pull the helper from {}, after copying it there",
                "复制后改从 {} 拉取 helper",
                code(own)
            ),
            vec![Edit::set("job.helper_image", copy.as_str())],
        );
    }
    if !set.is_empty() {
        advice.fix(
            p(
                case,
                "Go back to the default of `registry.gitlab.com`",
                "改回 `registry.gitlab.com` 的默认镜像",
            ),
            vec![Edit::reset("job.helper_image")],
        );
    }
    let copied = if set.is_empty() {
        [
            mirror,
            "/gitlab-runner-helper:",
            &helper_tag(case),
            &version,
        ]
        .concat()
    } else {
        set.replace("${CI_RUNNER_VERSION}", &version)
    };
    advice.by_hand(
        p(
            case,
            "Copy exactly this version to a registry that the nodes reach.",
            "把这个版本原样复制到节点可达的仓库。",
        ),
        [
            "docker pull ",
            &quote(&default),
            "\ndocker tag ",
            &quote(&default),
            " ",
            &quote(&copied),
            "\ndocker push ",
            &quote(&copied),
        ]
        .concat(),
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Write the mirror's tag with `${CI_RUNNER_VERSION}`, and copy the new helper before each upgrade of the chart.",
        "镜像站标签使用 `${CI_RUNNER_VERSION}`，每次升级 Chart 前先复制新版 helper。",
    ));
    advice.alike(
        case,
        "image_pull_network",
        p(
            case,
            "Other images fail as well: then it is the node's way out, not this image.",
            "其他镜像也失败：那是节点出口的问题，不是这个镜像。",
        ),
    );
    advice.alike(
        case,
        "image_pull_auth",
        p(
            case,
            "The mirror asks for a login: name its pull secret.",
            "镜像站需要登录：请填写拉取密钥。",
        ),
    );
    advice.alike(
        case,
        "image_pull_not_found",
        p(
            case,
            "The image that fails is the job's or a service's.",
            "失败的是作业或服务的镜像。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Use `gitlab/gitlab-runner-helper:alpine-latest` or another runner's version.",
            "使用 `gitlab/gitlab-runner-helper:alpine-latest` 或其他版本。",
        ),
        p(
            case,
            "The helper must match the runner exactly, and the default is not on Docker Hub.",
            "helper 必须与 Runner 版本完全一致，且默认镜像不在 Docker Hub。",
        ),
    );
}

pub(super) fn policy(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let asked = case.seen.get(What::Policy);
    let known = matches!(asked, "always" | "if-not-present" | "never");
    let set = job.pull_policy.join(", ");
    let allowed = if job.allowed_pull_policies.is_empty() {
        &job.pull_policy
    } else {
        &job.allowed_pull_policies
    };
    let outside: Vec<&str> = job
        .pull_policy
        .iter()
        .filter(|word| !allowed.contains(word))
        .map(String::as_str)
        .collect();
    if known {
        advice.title = say!(
            case.lang,
            "The runner does not allow the pull policy {}",
            "Runner 不允许拉取策略 {}",
            asked
        );
    }
    let none = p(case, "none", "无");
    let or = |text: &str| match text {
        "" => none.to_string(),
        text => code(text),
    };
    let mut meaning = vec![say!(
        case.lang,
        "A job's `pull_policy`, or else the plan's {}, must be among the allowed ones: {}.",
        "作业的 `pull_policy`（未写时取方案的值：{}）必须在允许的范围内：{}。",
        or(&set),
        or(&allowed.join(", "))
    )];
    if !job.pull_policy.is_empty() && outside.len() == job.pull_policy.len() {
        meaning.push(
            p(
                case,
                "The plan's own policy is not: every job fails, and the helper's image follows the same policy.",
                "方案自身的策略就不在其中：所有作业都会失败，helper 镜像也用同一策略。",
            )
            .to_string(),
        );
    } else if known && allowed.iter().any(|word| word == asked) {
        meaning.push(
            p(
                case,
                "The plan allows what the text names: the managers still run an older configuration.",
                "方案已允许文本中的策略：管理器运行的仍是旧配置。",
            )
            .to_string(),
        );
    } else {
        meaning.push(
            p(
                case,
                "The job asks for another one in `image:` or `services:`, and is refused before a pod exists.",
                "作业在 `image:` 或 `services:` 中要求了别的策略，Pod 创建之前就被拒绝。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    advice.step(
        p(
            case,
            "See what the running managers allow.",
            "查看正在运行的管理器允许哪些策略。",
        ),
        case.commands().manager(&[
            "exec",
            &case.commands().deployment(),
            "--",
            "grep",
            "-n",
            "pull_polic",
            "/home/gitlab-runner/.gitlab-runner/config.toml",
        ]),
    );
    advice.step(
        p(
            case,
            "And what the job asks for, in its merged configuration (Build > Pipeline editor > Full configuration).",
            "再看作业在合并后的配置中要求什么（构建 > 流水线编辑器 > 完整配置）。",
        ),
        "",
    );
    if !case.plan.runner_has(15, 2) {
        // The setting is newer than the plan's runner.
    } else if known && !allowed.iter().any(|word| word == asked) {
        let mut words: Vec<String> = allowed.clone();
        words.push(asked.to_string());
        let label = if asked == "never" {
            say!(
                case.lang,
                "Allow {} too: jobs may then use whatever lies on a node",
                "同时允许 {}：作业可使用节点上的任何镜像",
                code(asked)
            )
        } else {
            say!(case.lang, "Allow {} too", "同时允许 {}", code(asked))
        };
        advice.fix(label, vec![Edit::set("job.allowed_pull_policies", words)]);
    } else if !outside.is_empty() {
        let mut words: Vec<String> = allowed.clone();
        words.extend(outside.iter().map(|word| word.to_string()));
        advice.fix(
            say!(
                case.lang,
                "Allow the plan's own {} too",
                "同时允许方案自身的 {}",
                code(&outside.join(", "))
            ),
            vec![Edit::set("job.allowed_pull_policies", words)],
        );
    } else if !known {
        let mut words: Vec<String> = allowed.clone();
        for word in ["always", "if-not-present"] {
            if !words.iter().any(|have| have == word) {
                words.push(word.to_string());
            }
        }
        if words != job.allowed_pull_policies {
            advice.fix(
                p(
                    case,
                    "Allow jobs `always` and `if-not-present`",
                    "允许作业使用 `always` 与 `if-not-present`",
                ),
                vec![Edit::set("job.allowed_pull_policies", words)],
            );
        }
    }
    let example = allowed.first().map_or("if-not-present", String::as_str);
    advice.by_hand(
        p(
            case,
            "Or let the job ask for an allowed one.",
            "或让作业改用允许的策略。",
        ),
        [
            "image:\n  name: ",
            &case.plan.job.image,
            "\n  pull_policy: ",
            example,
        ]
        .concat(),
    );
    advice.confirm(
        p(
            case,
            "Start the job again, and see that its pod is created.",
            "重新运行作业，确认 Pod 已创建。",
        ),
        case.commands()
            .jobs(&["get", "pods", "--selector", "job.runner.gitlab.com/pod"]),
    );
    advice.prevent(p(
        case,
        "Tell projects which policies the runner allows; leave `pull_policy` out where the default will do.",
        "告知各项目允许哪些策略；默认值够用时不要写 `pull_policy`。",
    ));
    advice.alike(
        case,
        "image_pull_not_found",
        p(
            case,
            "There the policy passes and the registry lacks the image.",
            "那里策略通过，但仓库没有镜像。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set `DOCKER_PULL_POLICY` or `KUBERNETES_PULL_POLICY` as a CI variable.",
            "把 `DOCKER_PULL_POLICY` 或 `KUBERNETES_PULL_POLICY` 设为 CI 变量。",
        ),
        p(
            case,
            "Both are read when a runner is registered; in a job they do nothing.",
            "两者只在注册 Runner 时读取，在作业中不起作用。",
        ),
    );
}
