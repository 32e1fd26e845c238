//! Advice on the inside of a job pod: its shell, the way into it, service names, the user's home.

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

pub(super) fn exec(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let jobs = plan.target.job_namespace.as_str();
    let container = match case.seen.get(What::Container) {
        "" => "build",
        container => container,
    };
    let gone = !case.seen.get(What::Container).is_empty();
    if gone {
        out.title = say!(
            lang,
            "The container {} had ended when it was called",
            "访问容器 {} 时它已结束",
            container
        );
    }
    out.meaning = if gone {
        say!(
            lang,
            "The runner wanted to run a stage in `{}`, and the container was gone: it ended by itself, was killed for memory (build has {}), or the pod was taken away. The message is what follows, not the cause.",
            "Runner 要在 `{}` 中执行阶段时容器已不在：它自行结束、因内存被杀（build 上限 {}），或 Pod 被移除。该消息只是结果，不是原因。",
            container,
            match plan.job.memory_limit {
                Some(limit) => ["`", &limit.to_string(), "`"].concat(),
                None => case.t(t("no limit", "未设")).to_string(),
            }
        )
    } else {
        say!(
            lang,
            "Each stage of a job is a stream from the manager through the API server to the kubelet of the node (port 10250). It could not be opened, or broke. Where every job in `{}` fails so, the way from API server to kubelet is closed; now and then, a node was new or sick, or something on the way cut a quiet connection.",
            "作业的每个阶段都是一条从管理器经 API 服务器到节点 kubelet（端口 10250）的流，它未能建立或中断。若 `{}` 中所有作业都如此，则 API 服务器到 kubelet 不通；偶发则是节点刚启动或异常，或途中有设备切断了空闲连接。",
            jobs
        )
    };
    out.step(
        case.t(t(
            "While the pod is there, see whether the container ended, and why.",
            "Pod 还在时，查看容器是否结束及原因。",
        )),
        with_pod(case, commands.container_states(&case.pod())),
    )
    .expect = case
        .t(t(
            "`running`: look at the path. `terminated`: its reason is the cause.",
            "`running`：检查网络路径。`terminated`：其原因就是根因。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "Afterwards only the events are left, for an hour.",
            "之后只剩事件，保留一小时。",
        )),
        commands.events_of(&case.pod()),
    );
    out.step(
        case.t(t("Take the same path yourself.", "自己走一遍同样的路径。")),
        in_pod(case, "build", &["true"]),
    )
    .expect = case
        .t(t(
            "The same error: the API server does not reach the kubelet.",
            "出现同样的错误：API 服务器连不上 kubelet。",
        ))
        .to_string();
    let node = case.seen.get(What::Node);
    let nodes = if node.is_empty() {
        commands.kubectl(&["get", "nodes", "--output=wide"])
    } else {
        commands.kubectl(&["describe", "node", node])
    };
    out.step(
        case.t(t("See whether the node is well.", "查看节点是否正常。")),
        nodes,
    );
    out.by_hand(
        case.t(t(
            "Path closed: allow the control plane to reach port 10250 of the CI nodes, and see that the tunnel, where there is one, runs.",
            "路径不通：放行控制平面到 CI 节点的 10250 端口；若使用隧道，确认其运行正常。",
        )),
        "kubectl --namespace kube-system get pods | grep -e konnectivity -e tunnel",
    );
    if plan.runner_has(17, 6) {
        let role = [&plan.manager_account(), "-logs"].concat();
        let make = commands.jobs(&["create", "role", &role, "--verb=get", "--resource=pods/log"]);
        let bind = commands.jobs(&[
            "create",
            "rolebinding",
            &role,
            &["--role=", &role].concat(),
            &["--serviceaccount=", &super::manager_account(plan)].concat(),
        ]);
        out.by_hand(
            case.t(t(
                "Only on new nodes: set `FF_WAIT_FOR_POD_TO_BE_REACHABLE: \"true\"`. It reads pod logs, which the plan's Role does not allow; grant that first.",
                "仅在新节点出现：设置 `FF_WAIT_FOR_POD_TO_BE_REACHABLE: \"true\"`。它要读取 Pod 日志，方案的 Role 未授予，需先授权。",
            )),
            [&make, "\n", &bind].concat(),
        );
    }
    out.by_hand(
        case.t(t(
            "Rare and unexplained: let GitLab start such jobs anew, with `retry: { max: 2, when: runner_system_failure }`.",
            "偶发且原因不明：用 `retry: { max: 2, when: runner_system_failure }` 让 GitLab 重跑这类作业。",
        )),
        "",
    );
    out.confirm(
        case.t(t(
            "With a running job: the command returns at once and says nothing.",
            "有作业运行时执行：命令立即返回且无输出。",
        )),
        in_pod(case, "build", &["true"]),
    );
    out.prevent(case.t(t(
        "Set memory limits that jobs fit into, and keep CI nodes out of scale-down while jobs run.",
        "设置作业够用的内存上限，作业运行期间不要缩容 CI 节点。",
    )));
    out.alike(
        case,
        "oom_build",
        case.t(t(
            "The container's state has `OOMKilled`.",
            "容器状态为 `OOMKilled`。",
        )),
    );
    out.alike(
        case,
        "shell_missing_in_image",
        case.t(t(
            "It ends at once, in every job with that image.",
            "使用该镜像的作业都立即结束。",
        )),
    );
    out.alike(
        case,
        "pod_disrupted",
        case.t(t(
            "The pod is gone, and its events name who took it.",
            "Pod 已消失，事件中写明由谁移除。",
        )),
    );
    out.alike(
        case,
        "kube_api_unavailable",
        case.t(t(
            "Other calls fail too, not only exec and attach.",
            "其他请求也失败，不只是 exec 与 attach。",
        )),
    );
    out.wrong(
        case.t(t(
            "Follow the link to shell profiles in the message",
            "按消息中的链接检查 shell profile",
        )),
        case.t(t(
            "It is printed with every failure of this stage and is about the Shell executor.",
            "该阶段的任何失败都会打印它，内容针对 Shell executor。",
        )),
    );
    out.wrong(
        case.t(t(
            "Switch to `FF_USE_LEGACY_KUBERNETES_EXECUTION_STRATEGY`",
            "改用 `FF_USE_LEGACY_KUBERNETES_EXECUTION_STRATEGY`",
        )),
        case.t(t(
            "It takes the same path by exec, and a broken connection then ends the script.",
            "它同样经 exec 走这条路径，而且连接一断脚本就终止。",
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
