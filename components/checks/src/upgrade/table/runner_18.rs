//! Lists what changed in GitLab Runner 18.

use super::super::change::{
    Change, Changes, added, behaves, config, default, flags, removed, renamed, rights, told,
};
use runwright_model::Severity::{Advice, Warning};
use runwright_model::Version;
use runwright_model::text::t;

const fn runner(minor: u16, date: &'static str, changes: &'static [Change]) -> Changes {
    Changes {
        version: Version::new(18, minor, 0),
        date,
        changes,
    }
}

pub(super) const RELEASES: &[Changes] = &[
    runner(0, "2025-05-15", &[
        renamed(
            &["runners.feature_flags.FF_RETRIEVE_POD_WARNING_EVENTS > runners.kubernetes.print_pod_warning_events"],
            t("{key} is now a setting", "{key} 改为普通设置"),
        )
        .found("UPG-141", Warning)
        .body(t(
            "The flag is ignored. print_pod_warning_events takes its place and is true where it is not set.",
            "该标志会被忽略，由 print_pod_warning_events 取代；不设置时为 true。",
        )),
        rights(&["rbac.rules"], t("Warning events need list on events", "警告事件需要 events 的 list 权限"))
            .chart()
            .found("UPG-142", Advice)
            .unless(&[config("runners.kubernetes.print_pod_warning_events")])
            .body(t(
                "print_pod_warning_events is on. Without the permission a job log says nothing of failed scheduling or image pulls; nothing else breaks.",
                "print_pod_warning_events 默认开启。缺少该权限时，作业日志不会显示调度或拉取镜像失败的原因，其他不受影响。",
            ))
            .line(t("list on events goes with print_pod_warning_events.", "events 的 list 权限对应 print_pod_warning_events。")),
        behaves(&["runners.request_concurrency"], t("{key} is an upper bound now", "{key} 现在是上限"))
            .found("UPG-143", Warning)
            .unless(&[config("runners.feature_flags.FF_USE_ADAPTIVE_REQUEST_CONCURRENCY")])
            .body(t(
                "The runner begins with one request at once, adds as jobs come and takes back when there are none. FF_USE_ADAPTIVE_REQUEST_CONCURRENCY = false keeps it fixed.",
                "Runner 从一个并发请求开始，有作业时增加，无作业时减少。设 FF_USE_ADAPTIVE_REQUEST_CONCURRENCY = false 可保持固定值。",
            ))
            .line(t("Requests for jobs adapt to the load; request_concurrency is the upper bound.", "作业请求数随负载调整，request_concurrency 为上限。")),
        added(&["runners.kubernetes.print_pod_warning_events"], t("shows the pod's warning events in the job log; true", "在作业日志中显示 Pod 警告事件；默认为 true")),
        flags(&["runners.feature_flags.FF_USE_ADAPTIVE_REQUEST_CONCURRENCY"], t("adapts the requests for jobs; on", "作业请求数自适应；默认开启")),
        flags(&["runners.feature_flags.FF_USE_EXPONENTIAL_BACKOFF_STAGE_RETRY"], t("waits longer between retries of a stage; on", "阶段重试逐次延长等待；默认开启")),
        flags(&["runners.feature_flags.FF_USE_GIT_NATIVE_CLONE"], t("uses git clone; needs Git 2.49", "使用 git clone；需要 Git 2.49")),
        default(&["runners.feature_flags.FF_GIT_URLS_WITHOUT_TOKENS"], t("{key} is on.", "{key} 默认开启。")),
        told(t("A job may ask for a user as uid:gid.", "作业可用 uid:gid 的形式指定用户。")),
    ]),
    runner(1, "2025-06-19", &[
        flags(&["runners.feature_flags.FF_USE_GITALY_CORRELATION_ID"], t("sends a correlation id with Git requests; on", "Git 请求附带关联 ID；默认开启")),
        default(&["runners.feature_flags.FF_GIT_URLS_WITHOUT_TOKENS"], t("{key} is off.", "{key} 默认关闭。")),
        told(t("Metrics of the job queue: gitlab_runner_job_queue_depth, gitlab_runner_job_queue_size.", "新增作业队列指标 gitlab_runner_job_queue_depth 与 gitlab_runner_job_queue_size。")),
    ]),
    runner(2, "2025-07-17", &[
        behaves(&["metrics.enabled"], t("Metrics of jobs carry runner_name", "作业指标带有 runner_name 标签"))
            .chart()
            .found("UPG-144", Advice)
            .body(t(
                "Alerts and panels that match on the exact set of labels have to name it, or leave it out with without (runner_name).",
                "按完整标签集匹配的告警与面板需要加上它，或用 without (runner_name) 去掉。",
            )),
    ]),
    runner(3, "2025-08-21", &[
        behaves(&["runners.cache"], t("Cache keys are cleaned more strictly", "缓存键的清理更严格"))
            .found("UPG-145", Advice)
            .body(t(
                "A key with unusual characters may name another object, so that such a cache begins empty once.",
                "含特殊字符的键可能对应另一个对象，这类缓存会从空开始一次。",
            )),
        behaves(&["metrics.enabled"], t("Metrics of API requests carry method and status_class", "API 请求指标带有 method 与 status_class 标签"))
            .chart()
            .found("UPG-146", Advice)
            .body(t(
                "gitlab_runner_api_request_statuses_total has method, gitlab_runner_api_request_duration_seconds has both: sum over them where one series is wanted.",
                "gitlab_runner_api_request_statuses_total 增加 method，gitlab_runner_api_request_duration_seconds 两者都有：只需一条序列时请对它们求和。",
            )),
        told(t("Options of image: in .gitlab-ci.yml reach the Kubernetes executor.", ".gitlab-ci.yml 中 image: 的执行器选项对 Kubernetes 生效。")),
    ]),
    runner(4, "2025-09-18", &[
        behaves(&["runners.feature_flags"], t("Jobs can no longer change these flags", "作业不再能更改这些功能标志"))
            .found("UPG-147", Warning)
            .body(t(
                "What stands in [runners.feature_flags] now wins over a variable of the job. Flags that jobs may change belong into environment.",
                "[runners.feature_flags] 中的值现在优先于作业变量。允许作业更改的标志应写在 environment 中。",
            ))
            .line(t("Flags in [runners.feature_flags] win over job variables.", "[runners.feature_flags] 中的标志优先于作业变量。")),
        added(&["runners.kubernetes.allowed_users", "runners.kubernetes.allowed_groups"], t("which users and groups a job may ask for", "作业可指定的用户与组")),
        flags(&["runners.feature_flags.FF_HASH_CACHE_KEYS"], t("names cache objects by a hash of the key", "以键的哈希命名缓存对象")),
        told(t("The log warns at start where concurrent, limit or request_concurrency hold up long polling.", "启动时若 concurrent、limit 或 request_concurrency 会阻塞长轮询，日志给出警告。")),
        told(t("The helper flavor alpine follows the latest Alpine.", "helper 的 alpine 变体跟随最新的 Alpine。")),
    ]),
    runner(5, "2025-10-17", &[
        added(&["runners.kubernetes.context"], t("which context of a kubeconfig is used", "使用 kubeconfig 中的哪个 context")),
        added(&["labels", "runners.labels"], t("labels of the runner", "Runner 的标签")),
    ]),
    runner(6, "2025-11-20", &[
        removed(&["runners.feature_flags.FF_USE_NATIVE_STEPS"], t("{key} is gone", "{key} 已移除"))
            .found("UPG-148", Warning)
            .body(super::super::texts::FLAG_GONE),
        added(&["runners.use_slot_cgroups", "runners.slot_cgroup_template"], t("a cgroup for each slot", "每个槽位一个 cgroup")),
        told(t("Requests that ran into etcd's timeout are sent again.", "遇到 etcd 超时的请求会重试。")),
    ]),
    runner(7, "2025-12-18", &[
        default(&["runners.feature_flags.FF_TIMESTAMPS"], t(
            "Lines of job logs carry a time; {key} is on.",
            "作业日志逐行带时间戳；{key} 默认开启。",
        )),
        flags(&["runners.feature_flags.FF_ENABLE_JOB_INPUTS_INTERPOLATION"], t("fills in a job's inputs", "填入作业的 inputs")),
        told(t("A GitLab address that ends in /ci is warned of.", "GitLab 地址以 /ci 结尾时给出警告。")),
    ]),
    runner(8, "2026-01-15", &[
        behaves(&["runners.kubernetes.helper_image_flavor"], t("Helper images of Alpine 3.19 are gone", "不再提供 Alpine 3.19 的 helper 镜像"))
            .found("UPG-149", Warning)
            .body(t(
                "If {key} says alpine3.19, no image of this runner has that tag and every job fails to pull it. The default is Alpine 3.21.",
                "若 {key} 写的是 alpine3.19，此版本没有对应的镜像，所有作业都会拉取失败。默认改为 Alpine 3.21。",
            ))
            .line(t("Helper images are built on Alpine 3.21; those of 3.19 are gone.", "helper 镜像基于 Alpine 3.21，不再提供 3.19。")),
        flags(&["runners.feature_flags.FF_USE_JOB_ROUTER"], t("takes jobs from the job router", "从 Job Router 获取作业")),
    ]),
    runner(9, "2026-02-19", &[
        added(&["runners.strict_check_interval"], t("keeps the interval even after a job came", "收到作业后也遵守轮询间隔")),
        added(&["runners.cache.gcs.UniverseDomain"], t("another domain of Google's API", "Google API 的其他域名")),
        flags(&["runners.feature_flags.FF_SCRIPT_TO_STEP_MIGRATION"], t("runs scripts as steps", "以 steps 运行脚本")),
        default(&["runners.feature_flags.FF_ENABLE_JOB_INPUTS_INTERPOLATION"], t("{key} is on.", "{key} 默认开启。")),
        told(t("Metrics of inputs: gitlab_runner_job_inputs_interpolations_total and its failures.", "新增 inputs 指标 gitlab_runner_job_inputs_interpolations_total 及其失败数。")),
    ]),
    runner(10, "2026-03-19", &[
        added(
            &[
                "runners.kubernetes.pod_cpu_request",
                "runners.kubernetes.pod_cpu_limit",
                "runners.kubernetes.pod_memory_request",
                "runners.kubernetes.pod_memory_limit",
                "runners.kubernetes.pod_cpu_request_overwrite_max_allowed",
                "runners.kubernetes.pod_cpu_limit_overwrite_max_allowed",
                "runners.kubernetes.pod_memory_request_overwrite_max_allowed",
                "runners.kubernetes.pod_memory_limit_overwrite_max_allowed",
            ],
            t("resources of the pod as a whole; beta in Kubernetes 1.34", "整个 Pod 的资源；在 Kubernetes 1.34 中为 beta"),
        )
        .line(t("New pod_cpu_* and pod_memory_* under runners.kubernetes: resources of the pod as a whole; beta in Kubernetes 1.34.", "runners.kubernetes 下新增 pod_cpu_* 与 pod_memory_*：整个 Pod 的资源；在 Kubernetes 1.34 中为 beta。")),
        added(&["runners.artifact"], t("timeouts of artifact uploads", "制品上传的超时")),
        flags(&["runners.feature_flags.FF_USE_GIT_PROACTIVE_AUTH"], t("sends Git credentials without being asked", "主动发送 Git 凭据")),
        told(t("url and token may name environment variables: a dollar sign in them is expanded.", "url 与 token 可引用环境变量，其中的美元符号会被展开。")),
    ]),
    runner(11, "2026-04-16", &[
        rights(&["runners.kubernetes.pod_disruption_budget"], t("{key} takes effect and needs a permission", "{key} 开始生效，并需要新权限"))
            .found("UPG-150", Warning)
            .body(t(
                "Grant create and get on poddisruptionbudgets (group policy); the chart's own rule covers the core group only. Without it every job fails.",
                "须授予 poddisruptionbudgets（policy 组）的 create 与 get；Chart 自带的规则只覆盖 core 组。缺少时所有作业都会失败。",
            ))
            .line(t("{key} needs create and get on poddisruptionbudgets.", "{key} 需要 poddisruptionbudgets 的 create 与 get 权限。")),
        added(&["runners.kubernetes.pod_disruption_budget"], t("a disruption budget for each job pod", "每个作业 Pod 一个中断预算")),
        rights(&["runners.kubernetes.autoscaler"], t("{key} takes effect and needs permissions", "{key} 开始生效，并需要新权限"))
            .found("UPG-151", Warning)
            .body(t(
                "Grant get, list, create, update and delete on deployments (group apps), and cluster-wide get and create on priorityclasses unless pause_pod_priority_class_name names one that exists. Without them there are no pause pods.",
                "须授予 deployments（apps 组）的 get、list、create、update、delete；除非 pause_pod_priority_class_name 指向已有的优先级类，还须在集群范围授予 priorityclasses 的 get 与 create。缺少时不会有占位 Pod。",
            ))
            .line(t("{key} needs permissions on deployments and priorityclasses.", "{key} 需要 deployments 与 priorityclasses 的权限。")),
        added(&["runners.kubernetes.autoscaler"], t("holds nodes ready with pause pods", "用占位 Pod 预留节点")),
        added(
            &[
                "runners.kubernetes.pod_security_context.seccomp_profile",
                "runners.kubernetes.pod_security_context.app_armor_profile",
                "runners.kubernetes.build_container_security_context.seccomp_profile",
                "runners.kubernetes.build_container_security_context.app_armor_profile",
                "runners.kubernetes.helper_container_security_context.seccomp_profile",
                "runners.kubernetes.helper_container_security_context.app_armor_profile",
                "runners.kubernetes.service_container_security_context.seccomp_profile",
                "runners.kubernetes.service_container_security_context.app_armor_profile",
                "runners.kubernetes.init_permissions_container_security_context.seccomp_profile",
                "runners.kubernetes.init_permissions_container_security_context.app_armor_profile",
            ],
            t("profiles in place of annotations", "取代注解的配置"),
        )
        .line(t("New seccomp_profile and app_armor_profile in every security context of jobs, in place of annotations.", "作业的各安全上下文新增 seccomp_profile 与 app_armor_profile，取代注解。")),
        added(
            &["runners.cache.s3.AssumeRoleMaxConcurrency", "runners.cache.s3.DisableAssumeRoleCredentialsCaching"],
            t("credentials of an assumed role are cached", "缓存所承担角色的凭据"),
        ),
        flags(&["runners.feature_flags.FF_CONCRETE"], t("runs a whole job without a helper container", "整个作业不使用 helper 容器")),
    ]),
];
