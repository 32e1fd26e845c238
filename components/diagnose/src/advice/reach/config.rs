//! Advises on managers that cannot write or read their configuration.

use super::words::{code, codes, grep, mend, registered};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::join;
use runwright_model::plan::Platform;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// The log of the container that died.
fn crashed(case: &Case) -> String {
    case.commands().manager_logs(&["--previous", "--tail=100"])
}

/// Settings of the manager pod's user that came from opened files, by their ids in the draft.
const CONTEXTS: &[&str] = &["values.podSecurityContext.", "values.securityContext."];

pub(super) fn permission(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let openshift = plan.target.platform == Platform::Openshift;
    let space = code(&plan.target.namespace);
    let user = if openshift {
        case.t(t(
            "For OpenShift the plan takes the chart's fixed ids away, so the security context constraint chooses them.",
            "针对 OpenShift，方案去掉了 Chart 的固定 ID，由安全上下文约束（SCC）分配。",
        ))
    } else {
        case.t(t(
            "The chart's Alpine image runs as user 100 with group 65533; the plan leaves both as the chart has them. Another image has other ids (Ubuntu: 999), and a policy or a platform may assign its own.",
            "Chart 的 Alpine 镜像以用户 100、组 65533 运行，方案沿用该设置。其他镜像的 ID 不同（Ubuntu 为 999），策略或平台也可能另行分配。",
        ))
    };
    advice.meaning = say!(
        lang,
        "The manager in {space} writes config.toml and its system id into its home directory at start, and the user it runs as may not. {user} The pod restarts for ever, and no job is taken.",
        "{space} 中的管理器启动时要在主目录写入 config.toml 与系统 ID，但其运行用户没有权限。{user}Pod 会不断重启，无法接收作业。",
    );
    advice
        .step(
            case.t(t(
                "The path that is refused",
                "被拒绝的路径",
            )),
            grep(&crashed(case), "permission denied|read-only|mkdir"),
        )
        .expect = case
        .t(t(
            "`/home/gitlab-runner/…`: user or group. `/nonexistent`, `/.gitlab-runner`: the user has no home. `read-only file system`: the root is read-only.",
            "`/home/gitlab-runner/…`：用户或组不对；`/nonexistent`、`/.gitlab-runner`：该用户没有主目录；`read-only file system`：根文件系统只读。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "The ids in force, the pod's and the container's",
                "实际生效的 ID（Pod 与容器）",
            )),
            commands.manager(&[
                "get",
                "pods",
                "--selector",
                &commands.selector(),
                "--output=jsonpath={range .items[*]}{.metadata.name}{\"\\t\"}{.spec.securityContext}{\"\\t\"}{.spec.containers[*].securityContext}{\"\\n\"}{end}",
            ]),
        )
        .expect = if openshift {
        case.t(t(
            "A high `runAsUser` and the same `fsGroup`, from the namespace's range.",
            "命名空间范围内的较大 `runAsUser` 与相同的 `fsGroup`。",
        ))
    } else {
        "runAsUser: 100, fsGroup: 65533"
    }
    .to_string();
    advice
        .step(
            case.t(t("The image in force", "实际使用的镜像")),
            commands.manager(&[
                "get",
                &commands.deployment(),
                "--output=jsonpath={.spec.template.spec.containers[*].image}",
            ]),
        )
        .expect = case
        .t(t(
            "`alpine-v…` goes with 100 and 65533, `ubuntu-v…` with 999.",
            "`alpine-v…` 对应 100 与 65533，`ubuntu-v…` 对应 999。",
        ))
        .to_string();
    let held: Vec<String> = case
        .draft
        .0
        .keys()
        .filter(|id| CONTEXTS.iter().any(|part| id.starts_with(part)))
        .map(|id| id.to_string())
        .collect();
    if !held.is_empty() {
        let mut edits = Vec::new();
        for id in &held {
            edits.push(Edit::set(&["drop.", id].concat(), true));
            edits.push(Edit::reset(id));
        }
        mend(
            case,
            advice,
            case.t(t(
                "Take the own security context out; the chart's fits its image",
                "去掉自定义的安全上下文，Chart 自带的与其镜像匹配",
            )),
            edits,
            &|_| true,
        );
    }
    let space = &plan.target.namespace;
    if openshift {
        advice.by_hand(
            case.t(t(
                "Let the constraint choose: no `runAsUser` and no `fsGroup` in the values (the plan writes null for both), and an image that may run as any user.",
                "让 SCC 决定：values 中不写 `runAsUser` 与 `fsGroup`（方案会写 null），并使用可由任意用户运行的镜像。",
            )),
            join(&["oc", "describe", "project", space]),
        );
    } else {
        advice.by_hand(
            case.t(t(
                "Match user and image under `podSecurityContext`, not under `securityContext`, which is the container's and has no `fsGroup`.",
                "在 `podSecurityContext` 下让用户与镜像匹配；`securityContext` 属于容器，没有 `fsGroup`。",
            )),
            join(&[
                "helm",
                "get",
                "values",
                &plan.target.release,
                "--namespace",
                space,
                "--all",
            ]),
        );
    }
    advice.by_hand(
        case.t(t(
            "With a read-only root, give the pod writable volumes at `/home/gitlab-runner` and `/tmp`.",
            "根文件系统只读时，为 `/home/gitlab-runner` 与 `/tmp` 挂载可写卷。",
        )),
        "",
    );
    registered(case, advice);
    advice.prevent(case.t(t(
        "Change image and ids in one commit, and roll out to one namespace first.",
        "镜像与 ID 在同一次提交中修改，并先在一个命名空间验证。",
    )));
    advice.prevent(case.t(t(
        "Let CI render the chart and compare `runAsUser` with the image.",
        "让 CI 渲染 Chart，并核对 `runAsUser` 与镜像是否匹配。",
    )));
    advice.alike(
        case,
        "runner_config_invalid",
        case.t(t(
            "There the file is read and its content refused.",
            "那种情况文件能读取，但内容被拒绝。",
        )),
    );
    advice.alike(
        case,
        "job_home_not_writable",
        case.t(t(
            "There it happens in a job pod, not in the manager.",
            "那种情况发生在作业 Pod，而不是管理器。",
        )),
    );
    advice.alike(
        case,
        "podsecurity_violation",
        case.t(t(
            "There the pod is not admitted at all.",
            "那种情况 Pod 根本不会被接纳。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Run the manager as root",
            "以 root 运行管理器",
        )),
        case.t(t(
            "The file then lies in /etc/gitlab-runner and restricted namespaces refuse the pod. Matching ids are enough.",
            "文件会改到 /etc/gitlab-runner，受限命名空间也会拒绝该 Pod。让 ID 匹配即可。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Mount a config.toml of your own over it",
            "用自己的 config.toml 覆盖挂载",
        )),
        case.t(t(
            "A mounted file is read-only, and registration must write its token there.",
            "挂载的文件是只读的，而注册必须把令牌写进去。",
        )),
    );
}

pub(super) fn invalid(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let key = case.seen.get(What::Key);
    let runner = plan.runner();
    if !key.is_empty() {
        advice.title = say!(
            lang,
            "The runner cannot read {key} of its configuration",
            "Runner 无法读取配置中的 {key}",
        );
    }
    let held: Vec<String> = case
        .draft
        .0
        .keys()
        .filter(|id| id.starts_with("config."))
        .map(|id| id.to_string())
        .collect();
    let whose = if held.is_empty() {
        case.t(t(
            "What the plan writes has the types the runner reads, so compare the release with the plan: it may be older, or edited since.",
            "方案写出的内容类型正确，因此请对照 release 与方案：它可能较旧，或之后被改动过。",
        ))
        .to_string()
    } else {
        let list: Vec<&str> = held.iter().take(6).map(String::as_str).collect();
        say!(
            lang,
            "Besides its own fields the plan carries {}; look at these first.",
            "除自身字段外，方案还带有 {}，请先检查它们。",
            codes(&list)
        )
    };
    advice.meaning = say!(
        lang,
        "The chart renders `runners.config` and hands it to registration as a template; runner {runner} cannot read it, or the template does not hold exactly one `[[runners]]`. {whose} All managers fail alike, and none takes a job.",
        "Chart 渲染 `runners.config` 并作为模板交给注册命令；Runner {runner} 无法读取，或模板中不是恰好一个 `[[runners]]`。{whose}所有管理器都会同样失败，无法接收作业。",
    );
    advice
        .step(
            case.t(t(
                "Line and key of the complaint",
                "报错的行与键",
            )),
            grep(&crashed(case), "toml|FATAL|PANIC|template"),
        )
        .expect = case
        .t(t(
            "`line N`: a slip of syntax. `incompatible types`, `cannot decode`: a wrong type. `exactly one`: the number of `[[runners]]`.",
            "`line N`：语法错误；`incompatible types`、`cannot decode`：类型错误；`exactly one`：`[[runners]]` 的数量不对。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "The template as the chart rendered it",
                "Chart 渲染后的模板",
            )),
            commands.manager(&[
                "get",
                "configmap",
                &plan.fullname(),
                "--output=jsonpath={.data.config\\.template\\.toml}",
            ]),
        )
        .expect = case
        .t(t(
            "The plan's config.toml. Text in double braces was executed by Helm and may be gone.",
            "与方案的 config.toml 一致。双花括号中的内容会被 Helm 执行，可能已消失。",
        ))
        .to_string();
    if plan.runner_has(19, 3) {
        advice
            .step(
                case.t(t(
                    "Let the runner check a copy, with a made-up token and URL in it",
                    "用填入虚构令牌与 URL 的副本让 Runner 检查",
                )),
                "gitlab-runner lint --config config.toml",
            )
            .expect = case.t(t("No message.", "没有报错。")).to_string();
    }
    offenders(case, advice, key, &held);
    advice.by_hand(
        case.t(t(
            "Types: `poll_timeout` and grace periods are whole numbers, durations are quoted (`\"5m\"`), values of `dns_config.options` are quoted, `node_tolerations` and labels are tables of texts, volumes are `[[runners.kubernetes.volumes.KIND]]`.",
            "类型：`poll_timeout` 与宽限期为整数，时长须加引号（`\"5m\"`），`dns_config.options` 的值须加引号，`node_tolerations` 与标签是文本表，卷写作 `[[runners.kubernetes.volumes.类型]]`。",
        )),
        "",
    );
    advice.by_hand(
        case.t(t(
            "Upgrade the release with the plan's values.yaml, in which all of this is written by rule.",
            "用方案的 values.yaml 升级 release，其中的写法均符合规则。",
        )),
        join(&[
            "helm",
            "upgrade",
            &plan.target.release,
            "gitlab/gitlab-runner",
            "--namespace",
            &plan.target.namespace,
            "--version",
            &plan.target.chart.to_string(),
            "--values",
            "values.yaml",
        ]),
    );
    registered(case, advice);
    advice.prevent(case.t(t(
        "Let CI render the chart and run `gitlab-runner lint` on the template; it exists since 19.3.",
        "让 CI 渲染 Chart，并对模板运行 `gitlab-runner lint`（19.3 起提供）。",
    )));
    advice.prevent(case.t(t(
        "Keep a rollback at hand: helm keeps the revision before.",
        "保留回滚手段：helm 保存了上一个修订版本。",
    )));
    advice.alike(
        case,
        "runner_config_permission",
        case.t(t(
            "There the message is `permission denied`.",
            "那种情况报 `permission denied`。",
        )),
    );
    advice.alike(
        case,
        "register_reserved_args",
        case.t(t(
            "There the template is fine and arguments beside it are refused.",
            "那种情况模板没有问题，被拒绝的是额外参数。",
        )),
    );
    advice.alike(
        case,
        "kube_config_missing",
        case.t(t(
            "There the runner has read its file and finds no cluster.",
            "那种情况配置已读取，但找不到集群。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Write `concurrent` or `check_interval` into `runners.config`",
            "把 `concurrent` 或 `check_interval` 写进 `runners.config`",
        )),
        case.t(t(
            "Global keys of the template are dropped without a word; they are values of the chart.",
            "模板中的全局键会被静默丢弃；它们是 Chart 的值。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Write tolerations as `[[runners.kubernetes.node_tolerations]]`",
            "把容忍写成 `[[runners.kubernetes.node_tolerations]]`",
        )),
        case.t(t(
            "It loads and yields none. The form is a table: `\"key=value\" = \"NoSchedule\"`.",
            "能加载但没有任何容忍。正确写法是表：`\"key=value\" = \"NoSchedule\"`。",
        )),
    );
}

/// Takes out the key the text names, or the only one there is.
fn offenders(case: &Case, advice: &mut Advice, key: &str, held: &[String]) {
    let last = |path: &str| path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    for id in held {
        let named = !key.is_empty() && last(id) == last(key);
        let alone = key.is_empty() && held.len() == 1;
        if !(named || alone) {
            continue;
        }
        let path = id.strip_prefix("config.").unwrap_or(id);
        mend(
            case,
            advice,
            say!(case.lang, "Take {path} out", "去掉 {path}"),
            vec![Edit::set(&["drop.", id].concat(), true), Edit::reset(id)],
            &|_| true,
        );
    }
}
