//! Writes the runbook of new credentials: the runner token first, then registry, cache and CA.

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_documents::shell::quote;
use runwright_model::format::host_of;
use runwright_model::plan::{Auth, VolumeKind};
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "rotate-token",
        names.t("Rotate the token and other credentials", "轮换令牌与其他凭据"),
        names.t(
            "Replaces the runner authentication token, with or without a gap, and the credentials of registry, cache and CA.",
            "更换 Runner 身份验证令牌（可无缝或有间断），以及镜像仓库、缓存与 CA 凭据。",
        ),
    );
    book.impact(
        names.t("Running jobs", "运行中的作业"),
        &[
            names.t(
                "They report with a token of their own and go on after a reset. The restart that follows touches them: ",
                "运行中的作业使用各自的作业令牌，重置后继续运行；随后的重启会影响它们：",
            ),
            names.on_jobs().as_str(),
        ]
        .concat(),
    );
    book.impact(
        names.t("New jobs", "新作业"),
        names.t(
            "With a second runner (way A) none waits, unless you pause the old one first to lose no running job. With a reset (way B) the old token is void at once: jobs wait in GitLab until the managers have restarted with the new one.",
            "方式 A（第二个 Runner）：无需等待，除非为保住运行中的作业先暂停旧 Runner。方式 B（重置）：旧令牌立即失效，作业在 GitLab 中排队，直到管理器用新令牌重启。",
        ),
    );
    book.impact(names.t("Duration", "耗时"), &names.how_long());
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "Way A: nobody. Way B: everybody who starts a job in the gap.",
            "方式 A：无人察觉。方式 B：间断期间启动作业的所有人。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t(
            "Way A: put the old token back while the old runner still exists. Way B: none; a reset cannot be taken back, only repeated.",
            "方式 A：旧 Runner 仍在时写回旧令牌。方式 B：无法撤销，只能再次重置。",
        ),
    );
    choose(names, book.step(names.t("Get the new token", "获取新令牌")));
    store(names, book.step(names.t("Store it", "写入令牌")));
    restart(
        names,
        book.step(names.t("Restart the managers", "重启管理器")),
    );
    retire(
        names,
        book.step(names.t("Retire the old one", "停用旧令牌")),
    );
    others(names, book.step(names.t("Other credentials", "其他凭据")));
    book
}

fn choose(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "The managers are well, so that what fails later is the token.",
            "管理器状态正常，之后若失败即为令牌问题。",
        ),
        &names.runner("verify"),
        "`is valid`",
    );
    names.sign_in(step);
    step.work(
        names.t(
            "Way A, no gap: create a second runner in GitLab with the same tags, protection, timeout and projects, and copy its token (`glrt-`). These settings live in GitLab, not in the files.",
            "方式 A，无间断：在 GitLab 中新建一个 Runner，标签、保护、超时与项目都与原来相同，并复制其令牌（`glrt-`）。这些设置在 GitLab 中，不在文件里。",
        ),
        "",
    );
    step.work(
        names.t(
            "Way B, for a leaked token: reset it. The answer holds the new token, so mind who sees the screen.",
            "方式 B，用于令牌泄露：重置令牌。返回内容含新令牌，注意屏幕。",
        ),
        &names.api("POST", "/reset_authentication_token", &[]),
    );
    step.after(
        names.t(
            "You hold a token that begins `glrt-`.",
            "已取得以 `glrt-` 开头的令牌。",
        ),
        "",
        "",
    );
    step.undo(
        names.t(
            "Way A: delete the second runner in GitLab.",
            "方式 A：在 GitLab 中删除新建的 Runner。",
        ),
        "",
    );
}

fn store(names: &Names, step: &mut RunStep) {
    if names.plan.gitlab.auth == Auth::Inline {
        step.work(
            names.t(
                "The token stands in `values.yaml`: put the new one there and upgrade the release.",
                "令牌写在 `values.yaml` 中：替换为新令牌，然后升级该 release。",
            ),
            &names.helm_upgrade(),
        );
    } else {
        let secret = names.token_secret();
        step.before(
            names.t(
                "Nothing else writes the Secret (External Secrets, Sealed Secrets): else change it at its source.",
                "没有其他组件写入该 Secret（External Secrets、Sealed Secrets）；否则请在源头修改。",
            ),
            &names
                .commands
                .manager(&["get", "secret", &secret, "--output=jsonpath={.metadata.ownerReferences}"]),
            names.t("nothing", "无输出"),
        );
        step.work(
            names.t(
                "The token goes from the keyboard into the Secret, without a line end: one at its end would make it invalid.",
                "令牌从键盘写入 Secret，末尾不带换行：多一个换行令牌即无效。",
            ),
            &[
                "printf 'token: '; stty -echo; IFS= read -r RUNNER_TOKEN; stty echo\n\
                 printf '{\"stringData\":{\"runner-token\":\"%s\"}}' \"$RUNNER_TOKEN\" |\n  ",
                &names
                    .commands
                    .manager(&["patch", "secret", &secret, "--patch-file=/dev/stdin"]),
                "\nunset RUNNER_TOKEN",
            ]
            .concat(),
        );
    }
    let secret = names.token_secret();
    let get = |key: &str| {
        let path = ["--output=jsonpath={.data.", key, "}"].concat();
        names.commands.manager(&["get", "secret", &secret, &path])
    };
    step.after(
        names.t("The stored token has no line end.", "存储的令牌不含换行。"),
        &[&get("runner-token"), " | base64 -d | wc -l"].concat(),
        "`0`",
    );
    step.after(
        names.t(
            "The second key is there and empty; without it the pods wait for ever.",
            "第二个键存在且为空；缺少时 Pod 会一直等待。",
        ),
        &names
            .commands
            .manager(&["get", "secret", &secret, "--output=go-template={{range $key, $value := .data}}{{$key}} {{len $value}}{{\"\\n\"}}{{end}}"]),
        "`runner-registration-token 0`",
    );
    step.undo(
        names.t(
            "Way A: store the old token the same way. Way B: reset once more.",
            "方式 A：用同样方法写回旧令牌。方式 B：再次重置。",
        ),
        "",
    );
}

fn restart(names: &Names, step: &mut RunStep) {
    step.before(
        names.t("Which jobs run.", "查看运行中的作业。"),
        &names.job_pods(),
        names.t(
            "none longer than the grace period, or wait",
            "没有超过宽限期的作业，否则等待",
        ),
    );
    step.work(
        names.t(
            "To lose no job whatever the stop signal, pause the old runner and wait until none runs; new jobs wait that long. With neither wait nor loss only a second release beside this one does it: install it with the new token, then take this one out of service (`decommission.md`).",
            "若要无论何种停止信号都不丢作业：先暂停旧 Runner 并等作业结束，其间新作业需等待。若既不等待也不丢失，只能并行安装第二个 release：用新令牌安装后，再下线当前 release（`decommission.md`）。",
        ),
        &[
            &names.api("PUT", "", &["paused=true"]),
            "\n",
            &names.until_none(&names.running()),
        ]
        .concat(),
    );
    step.work(
        names.t(
            "A manager registers when it starts and reads the token then, so it needs a restart. After three failed requests it stops asking for an hour (`unhealthy_interval`); a restart ends that too.",
            "管理器在启动时注册并读取令牌，因此必须重启。连续三次请求失败后会停止请求一小时（`unhealthy_interval`），重启同样可以解除。",
        ),
        &names.restart(),
    );
    names.healthy(step);
    names.canary(step);
    step.undo(
        names.t(
            "Store the old token and restart again.",
            "写回旧令牌并再次重启。",
        ),
        &names.restart(),
    );
}

fn retire(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "Way A: the old runner has no job any more; its page in GitLab shows none.",
            "方式 A：旧 Runner 已无作业，GitLab 中其页面显示为空。",
        ),
        &names.managers(),
        names.t(
            "only managers younger than the restart",
            "只有重启之后的管理器",
        ),
    );
    step.work(
        names.t(
            "Way A only: pause the old runner, and delete it in GitLab when a day went well; `RUNNER_ID` is still its number. After way B the command would pause the very runner you use: leave it out.",
            "仅用于方式 A：暂停旧 Runner，一天内无异常再在 GitLab 中删除；`RUNNER_ID` 仍是旧编号。方式 B 之后该命令会暂停正在使用的 Runner，请勿执行。",
        ),
        &names.api("PUT", "", &["paused=true"]),
    );
    step.after(
        names.t("Jobs go to the new one.", "作业由新 Runner 执行。"),
        &names.commands.manager_logs(&["--since=10m"]),
        "`Checking for jobs... received`",
    );
    step.undo(
        names.t("Resume the old runner.", "恢复旧 Runner。"),
        &names.api("PUT", "", &["paused=false"]),
    );
}

fn others(names: &Names, step: &mut RunStep) {
    let plan = names.plan;
    for secret in &plan.job.pull_secrets {
        let word = quote(secret);
        step.work(
            &say!(
                names.lang,
                "Registry, Secret `{secret}` in the job namespace. Pods read it when they start, so jobs that run are not touched and no restart is needed. Let the old password live until the new one works. `config.json` is a file with the new credentials, made by `docker login` with `DOCKER_CONFIG` set to an empty folder.",
                "镜像仓库：作业命名空间中的 Secret `{secret}`。Pod 启动时读取，不影响运行中的作业，也无需重启。新密码生效前保留旧密码。`config.json` 含新凭据，将 `DOCKER_CONFIG` 设为空目录后用 `docker login` 生成。"
            ),
            &[
                &names.commands.jobs(&["create", "secret", "generic"]),
                " ",
                &word,
                " --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=config.json --dry-run=client --output=yaml |\n  ",
                &names.commands.jobs(&["replace", "--filename", "-"]),
            ]
            .concat(),
        );
    }
    for volume in plan
        .job
        .volumes
        .iter()
        .filter(|volume| volume.kind == VolumeKind::Secret)
    {
        let name = &volume.name;
        step.work(
            &say!(
                names.lang,
                "Secret `{name}`, mounted into job pods: replace it in the job namespace; new pods see it.",
                "挂载到作业 Pod 的 Secret `{name}`：在作业命名空间中替换，新 Pod 即可看到。"
            ),
            &names.commands.jobs(&["get", "secret", name]),
        );
    }
    if !plan.gitlab.ca_secret.is_empty() {
        let host = host_of(&plan.gitlab.url).unwrap_or("gitlab.example.com");
        let file = ["--from-file=", host, ".crt=ca.pem"].concat();
        step.work(
            names.t(
                "CA: put the old and the new certificate into `ca.pem`, replace the Secret, restart the managers, and take the old one out after GitLab has changed.",
                "CA：把新旧证书都放入 `ca.pem`，替换 Secret 并重启管理器；GitLab 换证后再移除旧证书。",
            ),
            &[
                &names.commands.manager(&[
                    "create",
                    "secret",
                    "generic",
                    &plan.gitlab.ca_secret,
                    &file,
                    "--dry-run=client",
                    "--output=yaml",
                ]),
                " |\n  ",
                &names.commands.manager(&["replace", "--filename", "-"]),
                "\n",
                &names.restart(),
            ]
            .concat(),
        );
    }
    step.work(
        names.t(
            "Cache in object storage: if the runner was given keys for it (chart key `runners.cache.secretName`), create the second key pair first, replace the Secret in the managers' namespace, restart the managers, then delete the first pair.",
            "对象存储缓存：若为 Runner 配置了密钥（Chart 键 `runners.cache.secretName`），先创建第二对密钥，替换管理器命名空间中的 Secret 并重启管理器，再删除第一对。",
        ),
        "",
    );
    step.work(
        names.t(
            "CI variables with passwords or a kubeconfig: change them in GitLab; a masked value can be replaced but not read.",
            "含密码或 kubeconfig 的 CI 变量：在 GitLab 中修改；被隐藏的值只能替换，不能读取。",
        ),
        "",
    );
    step.after(
        names.t(
            "A job pulls a private image and restores its cache.",
            "作业能拉取私有镜像并恢复缓存。",
        ),
        &names.commands.jobs(&[
            "get",
            "events",
            "--sort-by=.lastTimestamp",
            "--field-selector=type=Warning",
        ]),
        names.t("no `Failed to pull image`", "没有 `Failed to pull image`"),
    );
    step.undo(
        names.t(
            "Put the old credential back; it is valid until you delete it at its source.",
            "写回旧凭据；在源头删除之前它仍有效。",
        ),
        "",
    );
}
