//! Advice on pulls that a registry refuses: credentials and missing images.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
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
    let server = ["--docker-server=", &server(&image_host(case))].concat();
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
    let host = image_host(case);
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
