//! Advice on the inside of a job pod: its shell, service names, the user's home.

use super::{in_pod, part_of_pod, with_pod};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::plan::Platform;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Lang, say};

pub(super) fn shell(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let image = match case.seen.get(What::Image) {
        "" => plan.job.image.as_str(),
        image => image,
    };
    if !case.seen.get(What::Image).is_empty() {
        out.title = say!(lang, "{} cannot run a shell", "{} 无法运行 shell", image);
    }
    out.meaning = say!(
        lang,
        "The runner starts a shell in the build container and hands it the script. `{}` has neither `sh` nor `bash`, its entrypoint takes the shell for an argument, or it is built for another architecture than the node (`exec format error`). Images without a shell cannot be job images, whatever the plan says.",
        "Runner 在 build 容器中启动 shell 来执行脚本。`{}` 既没有 `sh` 也没有 `bash`，或其 entrypoint 把 shell 当成参数，或架构与节点不同（`exec format error`）。没有 shell 的镜像不能用作作业镜像，与方案无关。",
        image
    );
    let from = ["--image=", image].concat();
    let test = [
        "run",
        "shell-test",
        "--rm",
        "-i",
        "--restart=Never",
        &from,
        "--command",
        "--",
        "sh",
        "-c",
        "echo ok; uname -m",
    ];
    out.step(
        case.t(t(
            "Start the image with a shell in place of its entrypoint.",
            "用 shell 代替 entrypoint 启动该镜像。",
        )),
        commands.jobs(&test),
    )
    .expect = case
        .t(t(
            "`ok` and the architecture: only the entrypoint is in the way. `not found`: no shell. `exec format error`: wrong architecture.",
            "输出 `ok` 与架构：只是 entrypoint 的问题。`not found`：没有 shell。`exec format error`：架构不符。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See which architectures the nodes have.",
            "查看节点的架构。",
        )),
        "kubectl get nodes --label-columns=kubernetes.io/arch",
    );
    if image == plan.job.image && case.draft.get("job.image").is_some() {
        out.fix(
            case.t(t(
                "Use the default image, which has a shell",
                "使用带 shell 的默认镜像",
            )),
            vec![Edit::reset("job.image")],
        );
    }
    out.by_hand(
        say!(
            lang,
            "In `.gitlab-ci.yml`, take the entrypoint away: `image: {{ name: \"{}\", entrypoint: [\"\"] }}`.",
            "在 `.gitlab-ci.yml` 中清空 entrypoint：`image: {{ name: \"{}\", entrypoint: [\"\"] }}`。",
            image
        ),
        "",
    );
    out.by_hand(
        case.t(t(
            "No shell: use the variant that has one (`debug`, `alpine`, `slim`), or an image of your own with the tool copied in.",
            "没有 shell：改用带 shell 的变体（`debug`、`alpine`、`slim`），或自建镜像并复制所需工具。",
        )),
        "",
    );
    out.by_hand(
        case.t(t(
            "Wrong architecture: build the image for both, or keep jobs on matching nodes by the node label `kubernetes.io/arch`.",
            "架构不符：构建多架构镜像，或用节点标签 `kubernetes.io/arch` 让作业落到匹配的节点。",
        )),
        "",
    );
    out.confirm(
        case.t(t("The same test again.", "再次测试。")),
        commands.jobs(&test),
    )
    .expect = "`ok`".to_string();
    out.prevent(case.t(t(
        "Test new job images with this command before projects use them.",
        "新的作业镜像投入使用前先用该命令测试。",
    )));
    out.alike(
        case,
        "exec_attach_broken",
        case.t(t(
            "`container not found`: the container had ended, for whatever reason.",
            "`container not found`：容器已因某种原因结束。",
        )),
    );
    out.alike(
        case,
        "windows_node_mismatch",
        case.t(t(
            "Windows is named, or the image has no variant for the platform.",
            "提到 Windows，或镜像没有该平台的变体。",
        )),
    );
    out.wrong(
        case.t(t(
            "Switch on `FF_KUBERNETES_HONOR_ENTRYPOINT`",
            "开启 `FF_KUBERNETES_HONOR_ENTRYPOINT`",
        )),
        case.t(t(
            "The script still needs a shell; the entrypoint must even start it itself.",
            "脚本仍然需要 shell，而且 entrypoint 必须自己启动它。",
        )),
    );
}

/// A host name like the alias; empty where nothing of it is left.
pub(super) fn host_name(alias: &str) -> String {
    let mut name = String::new();
    for c in alias.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() == 63 {
            break;
        }
    }
    while name.ends_with('-') {
        name.pop();
    }
    name
}

pub(super) fn alias(case: &Case, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let seen = case.seen.get(What::Alias);
    let better = host_name(seen);
    if !seen.is_empty() {
        out.title = say!(
            lang,
            "The service alias {} is no host name",
            "服务别名 {} 不是合法的主机名",
            seen
        );
    }
    out.meaning = say!(
        lang,
        "The runner writes the aliases of a job's services into the pod's `/etc/hosts`, and Kubernetes takes only lower-case letters, digits and hyphens there. One that has more is refused before the pod is made. It stands in the project's `.gitlab-ci.yml`{}.",
        "Runner 把服务别名写入 Pod 的 `/etc/hosts`，Kubernetes 只接受小写字母、数字与连字符；含其他字符的别名在创建 Pod 之前就会被拒绝。它写在项目的 `.gitlab-ci.yml` 中{}。",
        if plan.job.builder.has_service() {
            case.t(t(
                "; the one of this plan's builder is fine",
                "；本方案构建服务的别名没有问题",
            ))
        } else {
            ""
        }
    );
    out.step(
        case.t(t(
            "Find the alias, also in the templates that the project includes.",
            "查找该别名，包括项目引用的模板。",
        )),
        if seen.is_empty() {
            "grep -n -A4 'services:' .gitlab-ci.yml".to_string()
        } else {
            ["grep -n -e ", &quote(seen), " .gitlab-ci.yml"].concat()
        },
    );
    out.step(
        case.t(t(
            "Of a job that does start, see what the pod knows the services by.",
            "查看能启动的作业中服务对应的名称。",
        )),
        with_pod(case, in_pod(case, "build", &["cat", "/etc/hosts"])),
    );
    if better.is_empty() {
        out.by_hand(
            case.t(t(
                "Rename it with lower-case letters, digits and hyphens (`my_db` becomes `my-db`), and the host name in the job's variables with it.",
                "改用小写字母、数字与连字符（`my_db` 改为 `my-db`），并同步修改作业变量中的主机名。",
            )),
            "",
        );
    } else {
        out.by_hand(
            say!(
                lang,
                "Rename `{}` to `{}`, and the host name in the job's variables with it.",
                "把 `{}` 改为 `{}`，并同步修改作业变量中的主机名。",
                seen,
                better
            ),
            "",
        );
    }
    let path = "{.spec.hostAliases}";
    out.confirm(
        case.t(t(
            "The next job's pod knows the new name.",
            "下一个作业的 Pod 认识新名称。",
        )),
        [case.commands().newest_job(), part_of_pod(case, path)].join("\n"),
    );
    out.prevent(case.t(t(
        "Check names in the shared CI templates: Docker's executor takes what this one refuses.",
        "在共享 CI 模板中检查名称：Docker executor 能接受的，这里会拒绝。",
    )));
    out.alike(
        case,
        "dind_daemon_unreachable",
        case.t(t(
            "The pod starts, and the name `docker` is not found.",
            "Pod 已启动，但找不到名称 `docker`。",
        )),
    );
    out.alike(
        case,
        "dns_nxdomain",
        case.t(t(
            "The script asks for a name that no service has.",
            "脚本访问的名称不属于任何服务。",
        )),
    );
    out.wrong(
        case.t(t(
            "Aliases like `MY_relational-database.12`, as a sample in the documentation has it",
            "使用文档示例中的 `MY_relational-database.12` 这类别名",
        )),
        case.t(t(
            "Capitals and underscores are refused; the sample does not work with this executor.",
            "大写字母与下划线会被拒绝；该示例不适用于此 executor。",
        )),
    );
}

pub(super) fn home(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let security = &plan.security;
    let as_user = |user: u32| {
        say!(
            lang,
            "This plan runs the containers as user {}, which few images know: such a user has no home, `HOME` is `/`, and npm, pip, git or gradle cannot write there.",
            "本方案以用户 {} 运行容器，多数镜像并没有该用户：它没有主目录，`HOME` 为 `/`，npm、pip、git、gradle 等无法写入。",
            user
        )
    };
    out.meaning = match (security.run_as_user, security.non_root) {
        (Some(user), _) => as_user(user),
        (None, true) => case
            .t(t(
                "This plan forbids root, so containers run as the image's own user; its home belongs to somebody else or does not exist.",
                "本方案禁止 root，容器以镜像自带的用户运行；其主目录属于他人或不存在。",
            ))
            .to_string(),
        (None, false) if plan.target.platform == Platform::Openshift => case
            .t(t(
                "OpenShift runs containers as a user id of the namespace's range, in group 0. The image has no home for it.",
                "OpenShift 以命名空间区间内的 UID、组 0 运行容器，镜像中没有对应的主目录。",
            ))
            .to_string(),
        (None, false) => case
            .t(t(
                "This plan leaves the user to the image. The image names one whose home belongs to root, or the cluster puts another in its place.",
                "本方案由镜像决定用户。镜像所用用户的主目录属于 root，或集群替换了用户。",
            ))
            .to_string(),
    };
    out.step(
        case.t(t(
            "While a job runs, see who it is and what it may write.",
            "作业运行期间，查看用户身份与可写目录。",
        )),
        with_pod(
            case,
            in_pod(
                case,
                "build",
                &["sh", "-c", "id; echo \"HOME=$HOME\"; ls -ld \"$HOME\" /builds /tmp"],
            ),
        ),
    )
    .expect = case
        .t(t(
            "A `HOME` that this user may not write. If `/builds` is not writable either, it is no matter of the home.",
            "`HOME` 对该用户不可写。若 `/builds` 也不可写，则不是主目录的问题。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "Without a job: the same with the default image.",
            "没有作业时：用默认镜像做同样的检查。",
        )),
        commands.like_a_job(
            "home-test",
            &plan.job.image,
            &["sh", "-c", "id; ls -ld \"$HOME\""],
        ),
    );
    if security.run_as_user.is_some() && !security.non_root {
        out.fix(
            case.t(t("Leave the user to the image", "由镜像决定用户")),
            vec![Edit::reset("security.run_as_user")],
        );
    }
    out.by_hand(
        case.t(t(
            "Give the job a home: `variables: { HOME: /tmp }` in `.gitlab-ci.yml`, or for all jobs `environment = [\"HOME=/tmp\"]` under `[[runners]]`.",
            "给作业一个主目录：在 `.gitlab-ci.yml` 中写 `variables: { HOME: /tmp }`；对所有作业则在 `[[runners]]` 下写 `environment = [\"HOME=/tmp\"]`。",
        )),
        "",
    );
    out.by_hand(
        case.t(t(
            "Or in your own image: a home that group 0 may write.",
            "或在自建镜像中：让组 0 可写主目录。",
        )),
        "mkdir -p /home/ci && chgrp -R 0 /home/ci && chmod -R g=u /home/ci",
    );
    out.confirm(
        case.t(t("In the job:", "在作业中执行：")),
        "touch \"$HOME/.test\" && echo ok",
    )
    .expect = "`ok`".to_string();
    out.prevent(case.t(t(
        "Point tools at the project instead: `npm_config_cache`, `PIP_CACHE_DIR`, `GRADLE_USER_HOME`. That is cacheable too.",
        "让工具使用项目目录：`npm_config_cache`、`PIP_CACHE_DIR`、`GRADLE_USER_HOME`，还便于缓存。",
    )));
    out.alike(
        case,
        "runner_config_permission",
        case.t(t(
            "The manager says it, about `/home/gitlab-runner` or `/etc/gitlab-runner`.",
            "由管理器报出，涉及 `/home/gitlab-runner` 或 `/etc/gitlab-runner`。",
        )),
    );
    out.alike(
        case,
        "apparmor_rootless",
        case.t(t(
            "A rootless builder says it, about mounts or id maps.",
            "由 rootless 构建器报出，涉及挂载或 ID 映射。",
        )),
    );
    out.wrong(
        case.t(t("Run jobs as root", "以 root 运行作业")),
        if lang == Lang::Zh {
            "这放弃了隔离，restricted 级别也会拒绝。只需一个可写的 `HOME`。"
        } else {
            "It gives up what non-root is for, and `restricted` refuses it. A writable `HOME` is all that is missing."
        },
    );
    out.wrong(
        case.t(t("`chmod 777 /` in the script", "在脚本中 `chmod 777 /`")),
        case.t(t(
            "The user may not do that; that is the trouble.",
            "该用户没有权限这样做，这正是问题所在。",
        )),
    );
}
