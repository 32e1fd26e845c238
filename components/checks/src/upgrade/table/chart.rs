//! Lists what changed in the chart, from 0.42 on.

use super::super::change::{
    Change, Changes, behaves, deprecated, removed, renamed, rights, told, value, values,
};
use super::moved::MOVED;
use runwright_model::Severity::{Advice, Error, Warning};
use runwright_model::Version;
use runwright_model::text::t;

const fn chart(minor: u16, patch: u16, changes: &'static [Change]) -> Changes {
    Changes {
        version: Version::new(0, minor, patch),
        date: "",
        changes,
    }
}

pub(super) const RELEASES: &[Changes] = &[
    chart(42, 0, &[
        renamed(
            &[
                "securityContext.fsGroup > podSecurityContext.fsGroup",
                "securityContext.supplementalGroups > podSecurityContext.supplementalGroups",
            ],
            t("{key} belongs into {new}", "{key} 应改为 {new}"),
        )
        .chart()
        .found("UPG-111", Error)
        .body(t(
            "securityContext now means the container, which has no such field; the pod has podSecurityContext.",
            "securityContext 现在指容器，而容器没有这个字段；Pod 的设置在 podSecurityContext 中。",
        ))
        .line(t("securityContext means the container; podSecurityContext is the pod's.", "securityContext 指容器；Pod 的设置改用 podSecurityContext。")),
        value(&["image.registry", "image.image", "image.tag"], t("the manager's image, written as a map", "管理器镜像，写成映射")),
        value(&["podSecurityContext"], t("security of the manager's pod", "管理器 Pod 的安全上下文")),
        value(&["priorityClassName", "volumes", "volumeMounts"], t("of the manager's pod", "用于管理器 Pod")),
        value(&["sessionServer.annotations"], t("annotations of the session Service", "会话 Service 的注解")),
    ]),
    chart(52, 0, &[
        value(&["useTini"], t("tini in place of dumb-init, for UBI images", "用 tini 代替 dumb-init，供 UBI 镜像使用")),
    ]),
    chart(53, 0, &[
        renamed(MOVED, t("{key} is no longer read", "{key} 不再读取"))
            .into_config()
            .found("UPG-112", Error)
            .body(t(
                "The chart ignores it without a word, and jobs run without the setting. It belongs into the TOML of runners.config: {new}.",
                "Chart 会静默忽略它，作业将不带此设置运行。应写入 runners.config 的 TOML：{new}。",
            ))
            .line(t("Settings of jobs under runners.* are no longer read; they are TOML in runners.config.", "runners.* 下的作业设置不再读取，改为写在 runners.config 的 TOML 中。")),
        removed(&["rbac.resources", "rbac.verbs"], t("{key} is no longer read", "{key} 不再读取"))
            .chart()
            .line(t("rbac.resources and rbac.verbs are no longer read.", "不再读取 rbac.resources 与 rbac.verbs。"))
            .found("UPG-113", Error)
            .body(t(
                "Without rbac.rules the role covers the whole core group, whatever stood here. Write the permissions as rbac.rules.",
                "没有 rbac.rules 时，角色覆盖整个 core 组，与此处原来的内容无关。请把权限写成 rbac.rules。",
            )),
        behaves(&["image"], t("image must be a map", "image 必须是映射"))
            .chart()
            .found("UPG-114", Error)
            .unless(&[values("image.registry"), values("image.image"), values("image.tag")])
            .body(t(
                "A string makes the chart fail to render. Split it into image.registry, image.image and image.tag.",
                "写成字符串会使 Chart 渲染失败。请拆成 image.registry、image.image 与 image.tag。",
            ))
            .line(t("image as a string is refused; it is a map.", "不再接受字符串形式的 image，须写成映射。")),
    ]),
    chart(53, 2, &[told(t("rbac.rules may be empty.", "rbac.rules 可以为空。"))]),
    chart(58, 0, &[
        value(&["shutdown_timeout"], t("how long an aborted manager waits for its jobs", "管理器被强制停止后等待作业的时间")),
    ]),
    chart(59, 0, &[
        value(&["topologySpreadConstraints"], t("spreads managers; a list, although the default is a map", "分散管理器；要写成列表，尽管默认值是映射")),
    ]),
    chart(60, 0, &[value(&["strategy"], t("how the Deployment replaces managers", "Deployment 替换管理器的方式"))]),
    chart(62, 0, &[
        value(&["extraEnv", "extraEnvFrom"], t("environment of the managers", "管理器的环境变量")),
        value(&["hostname"], t("the manager pod's host name", "管理器 Pod 的主机名")),
        value(&["extraObjects"], t("further manifests; every text is a Helm template", "附加清单；其中每段文本都按 Helm 模板处理")),
    ]),
    chart(64, 0, &[
        value(&["connectionMaxAge"], t("how long a connection to GitLab is kept", "与 GitLab 的连接保持多久")),
        value(&["rbac.generatedServiceAccountName"], t("name of the account that the chart makes; deprecated with 0.66", "Chart 所建账号的名称；0.66 起弃用")),
    ]),
    chart(65, 0, &[
        told(t(
            "checkInterval is 3 s where it is not set; it was 30 s. GitLab is asked more often.",
            "未设置 checkInterval 时为 3 秒（原为 30 秒），向 GitLab 的请求更频繁。",
        )),
    ]),
    chart(66, 0, &[
        deprecated(
            &[
                "rbac.generatedServiceAccountName > serviceAccount.name",
                "rbac.serviceAccountName > serviceAccount.name",
                "rbac.serviceAccountAnnotations > serviceAccount.annotations",
                "rbac.imagePullSecrets > serviceAccount.imagePullSecrets",
            ],
            t("{key} gives way to {new}", "{key} 由 {new} 取代"),
        )
        .chart()
        .line(t("The keys of rbac about the account give way to serviceAccount.*.", "rbac 中与账号有关的键由 serviceAccount.* 取代。"))
        .found("UPG-115", Advice)
        .body(t(
            "It is still read. Say serviceAccount.create as well: unset, it follows rbac.create with a warning.",
            "目前仍会读取。请同时写明 serviceAccount.create：不设置时它跟随 rbac.create，并给出警告。",
        )),
        behaves(&["rbac.create"], t("Say whether the chart makes the account", "请写明是否由 Chart 创建账号"))
            .chart()
            .found("UPG-116", Advice)
            .unless(&[values("serviceAccount.create")])
            .body(t(
                "serviceAccount.create decides it now. Unset, it follows rbac.create and the chart warns. With false and no serviceAccount.name the pod asks for an account that nobody made.",
                "现在由 serviceAccount.create 决定。不设置时跟随 rbac.create，且 Chart 给出警告。设为 false 又没有 serviceAccount.name 时，Pod 会要求一个不存在的账号。",
            ))
            .line(t("The ServiceAccount has a block of its own.", "ServiceAccount 有了独立的配置块。")),
        value(&["serviceAccount"], t("the managers' account", "管理器的 ServiceAccount")),
        value(&["deploymentLifecycle"], t("replaces the hook that unregisters a stopping manager", "取代在停止时注销管理器的钩子")),
    ]),
    chart(67, 0, &[
        value(&["livenessProbe", "readinessProbe"], t("numbers of the probes", "探针参数")),
        value(&["sessionServer.serviceType", "sessionServer.nodePort"], t("kind of the session Service", "会话 Service 的类型")),
    ]),
    chart(68, 0, &[
        value(&["livenessProbe.terminationGracePeriodSeconds"], t("grace period after a failed probe", "探针失败后的宽限期")),
    ]),
    chart(69, 0, &[
        told(t(
            "unregisterRunners is true where it is not set: a stopping manager leaves GitLab's list.",
            "未设置 unregisterRunners 时为 true：停止的管理器会从 GitLab 列表中移除。",
        )),
        value(&["runtimeClassName"], t("of the manager's pod", "用于管理器 Pod")),
    ]),
    chart(70, 0, &[
        behaves(&["podLabels"], t("{key} passes Helm's template engine", "{key} 会经过 Helm 模板引擎"))
            .chart()
            .found("UPG-117", Advice)
            .body(t("Double braces in a label are evaluated now.", "标签中的双花括号现在会被求值。")),
        value(&["sessionServer.ingress"], t("an Ingress for the session server", "会话服务器的 Ingress")),
    ]),
    chart(71, 0, &[
        behaves(&["sessionServer.ingress.tls"], t("{key} has its final form", "{key} 的写法已修正"))
            .chart()
            .found("UPG-118", Warning)
            .body(t(
                "Compare the list with the new values.yaml; its hosts are always publicIP.",
                "请与新版 values.yaml 对照；其中的 hosts 始终取 publicIP。",
            )),
    ]),
    chart(72, 0, &[
        value(
            &[
                "service.externalTrafficPolicy",
                "service.internalTrafficPolicy",
                "sessionServer.externalTrafficPolicy",
                "sessionServer.internalTrafficPolicy",
            ],
            t("Cluster or Local", "Cluster 或 Local"),
        ),
    ]),
    chart(73, 0, &[
        behaves(&["deploymentLabels"], t("{key} passes Helm's template engine", "{key} 会经过 Helm 模板引擎"))
            .chart()
            .found("UPG-119", Advice)
            .body(t("Double braces in a label are evaluated now.", "标签中的双花括号现在会被求值。")),
    ]),
    chart(74, 0, &[
        removed(&["runnerRegistrationToken"], t("An empty {key} is no longer needed", "不再需要留空的 {key}"))
            .chart()
            .found("UPG-120", Advice)
            .with(&[values("runners.secret")])
            .body(t(
                "The entrypoint looks at the token in the Secret itself. The empty key did no harm and may go; the Secret still needs both of its keys.",
                "入口脚本会直接检查 Secret 中的令牌。留空的键无害，可以删除；Secret 仍须含两个键。",
            ))
            .line(t("Whether a token is an authentication token is seen at run time.", "运行时才判断令牌是否为身份验证令牌。")),
        told(t(
            "The liveness probe runs once in 60 s where nothing is set.",
            "未设置时，存活探针每 60 秒执行一次。",
        )),
        value(&["extraContainers"], t("sidecars of the manager", "管理器的 sidecar 容器")),
    ]),
    chart(79, 0, &[
        value(&["namespace"], t("where the managers' objects go", "管理器对象所在的命名空间")),
        value(&["runners.jobNamespace"], t("namespace of the jobs; the Role follows since 0.84", "作业命名空间；0.84 起 Role 随之移动")),
    ]),
    chart(83, 0, &[
        value(&["extraEnvFromRefs"], t("envFrom of the managers", "管理器的 envFrom")),
    ]),
    chart(84, 0, &[
        rights(&["runners.jobNamespace"], t("Role and RoleBinding move to the job namespace", "Role 与 RoleBinding 移到作业命名空间"))
            .chart()
            .found("UPG-121", Warning)
            .with(&[values("rbac.create")])
            .unless(&[values("rbac.clusterWideAccess")])
            .body(t(
                "If rbac.create is true the chart makes them in runners.jobNamespace and removes those beside the managers. The namespace must exist, and whoever upgrades may make roles there. An own Role of the same name makes Helm refuse; jobs in another namespace lose the permission.",
                "rbac.create 为 true 时，Chart 在 runners.jobNamespace 中创建它们，并删除管理器旁边原有的。该命名空间必须已存在，执行升级的账号须能在其中创建角色。若已有同名的自建 Role，Helm 会拒绝；位于其他命名空间的作业会失去权限。",
            ))
            .line(t("Role and RoleBinding stand in runners.jobNamespace.", "Role 与 RoleBinding 位于 runners.jobNamespace。")),
        rights(&["sessionServer.enabled"], t("The session server has a Role of its own", "会话服务器有了独立的 Role"))
            .chart()
            .found("UPG-122", Advice)
            .body(t(
                "Where it is on, with one manager, the chart makes one more Role and RoleBinding; whoever upgrades must be allowed to.",
                "启用且只有一个管理器时，Chart 会再创建一个 Role 与 RoleBinding；执行升级的账号须有此权限。",
            )),
    ]),
    chart(85, 0, &[
        deprecated(&["metrics.serviceMonitor > metrics.podMonitor"], t("{key} gives way to {new}", "{key} 由 {new} 取代"))
            .chart()
            .found("UPG-123", Advice)
            .body(t(
                "It is still read. A PodMonitor needs no Service; it must lie in a namespace that Prometheus watches.",
                "目前仍会读取。PodMonitor 不需要 Service，但须位于 Prometheus 监视的命名空间。",
            )),
        value(&["metrics.podMonitor"], t("scrapes the managers' pods", "抓取管理器 Pod 的指标")),
    ]),
    chart(92, 0, &[
        value(
            &["runners.configOverride"],
            t(
                "a whole config.toml in place of registration; runners.config and the global values are ignored then. Came between 0.87 and 0.92",
                "用完整的 config.toml 代替注册，此时忽略 runners.config 与全局值；在 0.87 至 0.92 之间加入",
            ),
        ),
    ]),
];
