//! Lists what changed in GitLab Runner 19.

use super::super::change::{
    Change, Changes, added, behaves, deprecated, flags, removed, renamed, rights, told, values,
};
use runwright_model::Severity::{Advice, Warning};
use runwright_model::Version;
use runwright_model::text::t;

const fn runner(minor: u16, date: &'static str, changes: &'static [Change]) -> Changes {
    Changes {
        version: Version::new(19, minor, 0),
        date,
        changes,
    }
}

pub(super) const RELEASES: &[Changes] = &[
    runner(0, "2026-05-22", &[
        behaves(&["runners.feature_flags.FF_HASH_CACHE_KEYS"], t("Cache objects lie under other paths", "缓存对象的路径有变化"))
            .found("UPG-152", Warning)
            .body(t(
                "Paths gain a part of two characters, so every cache begins empty once and the old objects are never read again. Delete them, or let a lifecycle rule of the bucket do it.",
                "路径中多了一段两字符的分片，因此每个缓存都会从空开始一次，旧对象不会再被读取。请自行删除，或交给存储桶的生命周期规则。",
            ))
            .line(t("With {key} cache objects lie under other paths.", "启用 {key} 时缓存对象的路径有变化。")),
        behaves(&["runners.environment"], t("$(VAR) in environment is no longer expanded", "environment 中的 $(VAR) 不再展开"))
            .found("UPG-153", Warning)
            .body(t(
                "A dollar sign is written as $$ into the pod, so that Kubernetes leaves the value as it is. Values that counted on $(VAR) reach the job unchanged.",
                "美元符号以 $$ 写入 Pod，Kubernetes 不再改动该值。依赖 $(VAR) 展开的值会原样传给作业。",
            ))
            .line(t("$(VAR) in the value of a variable is no longer expanded by Kubernetes.", "变量值中的 $(VAR) 不再由 Kubernetes 展开。")),
        behaves(
            &["runners.kubernetes.allowed_users", "runners.kubernetes.allowed_groups"],
            t("{key} sees through other spellings of 0", "{key} 能识别 0 的其他写法"),
        )
        .line(t("A job can no longer get past allowed_users and allowed_groups by writing 0 another way.", "作业不能再用 0 的其他写法绕过 allowed_users 与 allowed_groups。"))
        .found("UPG-154", Advice)
        .body(t(
            "A job that asked for 00 got root past the list; it is refused now.",
            "以前作业写 00 可绕过列表获得 root，现在会被拒绝。",
        )),
        behaves(&["metrics.enabled"], t("Metrics of jobs carry mode", "作业指标带有 mode 标签"))
            .chart()
            .found("UPG-155", Advice)
            .body(t(
                "gitlab_runner_failed_jobs_total and gitlab_runner_job_duration_seconds have it: write sum without (mode) where one series is wanted.",
                "gitlab_runner_failed_jobs_total 与 gitlab_runner_job_duration_seconds 新增该标签：只需一条序列时写 sum without (mode)。",
            )),
        added(&["runners.kubernetes.volumes.nfs"], t("NFS volumes", "NFS 卷")),
        added(&["runners.kubernetes.volumes.empty_dir.mount_propagation"], t("mount propagation of emptyDir", "emptyDir 的挂载传播")),
        added(&["runners.prepare_timeout"], t("how long a job may prepare", "作业准备阶段的最长时间")),
        flags(&["runners.feature_flags.FF_SUSPENDABLE_ENVIRONMENTS"], t("suspends and resumes; for Kubernetes with 19.4", "挂起与恢复；19.4 起支持 Kubernetes")),
        flags(
            &["runners.feature_flags.FF_USE_PARALLEL_ARTIFACT_TRANSFER", "runners.feature_flags.FF_USE_PARALLEL_CACHE_TRANSFER"],
            t("moves artifacts and caches in parallel", "并行传输制品与缓存"),
        ),
        told(t("The cache's Type may be written in any case.", "缓存的 Type 不区分大小写。")),
    ]),
    runner(1, "2026-06-17", &[
        deprecated(&["runners.feature_flags.FF_USE_NEW_BASH_EVAL_STRATEGY"], t("{key} is deprecated", "{key} 已弃用"))
            .found("UPG-156", Advice)
            .body(t(
                "It goes with 19.3. FF_USE_LEGACY_BASH_EVAL brings the old form of the script back.",
                "19.3 将其移除。FF_USE_LEGACY_BASH_EVAL 可恢复旧的脚本形式。",
            )),
        added(&["runners.get_sources_timeout"], t("how long the clone may take", "克隆阶段的最长时间")),
        added(&["runners.kubernetes.autoscaler.pause_pod_image_pull_secrets"], t("pull secrets of pause pods", "占位 Pod 的拉取 Secret")),
        added(
            &[
                "runners.kubernetes.affinity.pod_affinity.required_during_scheduling_ignored_during_execution.match_label_keys",
                "runners.kubernetes.affinity.pod_affinity.required_during_scheduling_ignored_during_execution.mismatch_label_keys",
                "runners.kubernetes.affinity.pod_affinity.preferred_during_scheduling_ignored_during_execution.pod_affinity_term.match_label_keys",
                "runners.kubernetes.affinity.pod_affinity.preferred_during_scheduling_ignored_during_execution.pod_affinity_term.mismatch_label_keys",
                "runners.kubernetes.affinity.pod_anti_affinity.required_during_scheduling_ignored_during_execution.match_label_keys",
                "runners.kubernetes.affinity.pod_anti_affinity.required_during_scheduling_ignored_during_execution.mismatch_label_keys",
                "runners.kubernetes.affinity.pod_anti_affinity.preferred_during_scheduling_ignored_during_execution.pod_affinity_term.match_label_keys",
                "runners.kubernetes.affinity.pod_anti_affinity.preferred_during_scheduling_ignored_during_execution.pod_affinity_term.mismatch_label_keys",
            ],
            t("affinity by label keys", "按标签键的亲和性"),
        )
        .line(t("New: match_label_keys and mismatch_label_keys in pod affinity and anti-affinity.", "Pod 亲和与反亲和新增 match_label_keys 与 mismatch_label_keys。")),
        flags(&["runners.feature_flags.FF_USE_LEGACY_BASH_EVAL"], t("the old form of the script", "旧的脚本形式")),
        flags(&["runners.feature_flags.FF_USE_NATIVE_CONTAINER_STOP"], t("stops containers natively when a job is cancelled", "取消作业时以原生方式停止容器")),
        told(t("A runner entry with an empty token is skipped with a warning.", "令牌为空的 Runner 条目会被跳过并给出警告。")),
    ]),
    runner(2, "2026-07-15", &[
        renamed(
            &[
                "experimental.usage_logger.labels > experimental.usage_logger.logrotate.labels",
                "experimental.usage_logger.log_dir > experimental.usage_logger.logrotate.log_dir",
                "experimental.usage_logger.max_backup_files > experimental.usage_logger.logrotate.max_backup_files",
                "experimental.usage_logger.max_rotation_age > experimental.usage_logger.logrotate.max_rotation_age",
            ],
            t("{key} moved to {new}", "{key} 移至 {new}"),
        )
        .line(t("Keys of experimental.usage_logger about files moved under logrotate.", "experimental.usage_logger 中与文件有关的键移到 logrotate 下。"))
        .found("UPG-157", Advice)
        .body(t("The old place is deprecated and still read.", "旧位置已弃用，目前仍会读取。")),
        added(
            &["experimental.usage_logger.logrotate", "experimental.usage_logger.snowplow_billing", "experimental.usage_logger.writers"],
            t("where the log of usage goes", "用量日志的去向"),
        ),
        added(&["runners.experimental.boot_verify"], t("tries a job at start before the runner reports ready", "启动时先试运行，再报告就绪")),
        told(t("The helper's default tag points at the latest Alpine.", "helper 的默认标签指向最新的 Alpine。")),
        told(t("Metrics of the job router: gitlab_runner_job_router_*.", "新增 Job Router 指标 gitlab_runner_job_router_*。")),
    ]),
    runner(3, "2026-08-19", &[
        removed(
            &[
                "runners.feature_flags.FF_SET_PERMISSIONS_BEFORE_CLEANUP",
                "runners.feature_flags.FF_SKIP_NOOP_BUILD_STAGES",
                "runners.feature_flags.FF_USE_NEW_BASH_EVAL_STRATEGY",
            ],
            t("{key} is gone", "{key} 已移除"),
        )
        .line(t("Gone: {key}.", "移除 {key}。"))
        .found("UPG-158", Warning)
        .body(super::super::texts::FLAG_GONE),
        behaves(&["runners.kubernetes.print_pod_warning_events"], t("{key} = false hides scheduling as well", "{key} = false 也会隐藏调度信息"))
            .found("UPG-159", Advice)
            .body(t(
                "With false a job log no longer says why its pod is not scheduled.",
                "设为 false 时，作业日志不再说明 Pod 未能调度的原因。",
            ))
            .line(t("{key} = false hides conditions of scheduling as well.", "{key} = false 也会隐藏调度条件。")),
        told(t("A job fails at once on CreateContainerConfigError.", "遇到 CreateContainerConfigError 时作业立即失败。")),
        told(t("gitlab-runner lint checks a config.toml.", "gitlab-runner lint 可检查 config.toml。")),
        told(t("Caches may be packed as zipzstd.", "缓存可使用 zipzstd 压缩。")),
    ]),
    runner(4, "", &[
        deprecated(&["runners.feature_flags.FF_USE_FASTZIP"], t("{key} is on by default and goes with 19.7", "{key} 默认开启，并将在 19.7 移除"))
            .found("UPG-160", Advice)
            .body(t(
                "true says nothing new; false keeps the old archiver until 19.7.",
                "写 true 已属多余；写 false 可在 19.7 之前继续使用旧的归档方式。",
            )),
        rights(&["runners.feature_flags.FF_SUSPENDABLE_ENVIRONMENTS"], t("{key} needs more permissions", "{key} 需要更多权限"))
            .found("UPG-161", Warning)
            .body(t(
                "Grant create, get, update and delete on configmaps, create and delete on persistentvolumeclaims, and cluster-wide get on namespaces to resume.",
                "须授予 configmaps 的 create、get、update、delete，persistentvolumeclaims 的 create、delete；恢复时还需要集群范围的 namespaces get。",
            ))
            .line(t("{key} needs permissions on configmaps, persistentvolumeclaims and namespaces.", "{key} 需要 configmaps、persistentvolumeclaims 与 namespaces 的权限。")),
        rights(&["runners.feature_flags.FF_CONCRETE"], t("{key} needs get on pods/log", "{key} 需要 pods/log 的 get 权限"))
            .found("UPG-162", Warning)
            .with(&[values("rbac.rules")])
            .body(t("Add it to rbac.rules; without it the feature fails.", "请加入 rbac.rules；缺少时该功能会失败。"))
            .line(t("{key} needs get on pods/log.", "{key} 需要 pods/log 的 get 权限。")),
        added(
            &["runners.kubernetes.suspend_pvc_size", "runners.kubernetes.suspend_pvc_storage_class", "runners.kubernetes.services.suspend_data_path"],
            t("where a suspended environment is kept", "挂起的环境存放在哪里"),
        ),
        told(t("Job pods carry the label project.runner.gitlab.com/root-namespace-id.", "作业 Pod 带有标签 project.runner.gitlab.com/root-namespace-id。")),
    ]),
];
