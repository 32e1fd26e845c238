//! Lists what changed in GitLab Runner 17.

use super::super::change::{
    Change, Changes, added, behaves, config, default, deprecated, flags, removed, renamed, rights,
    told, values,
};
use runwright_model::Severity::{Advice, Error, Warning};
use runwright_model::Version;
use runwright_model::text::t;

const fn runner(minor: u16, date: &'static str, changes: &'static [Change]) -> Changes {
    Changes {
        version: Version::new(17, minor, 0),
        date,
        changes,
    }
}

pub(super) const RELEASES: &[Changes] = &[
    runner(0, "2024-05-16", &[
        renamed(
            &["runners.kubernetes.terminationGracePeriodSeconds > runners.kubernetes.pod_termination_grace_period_seconds"],
            t("{key} is gone", "{key} 已移除"),
        )
        .found("UPG-130", Warning)
        .body(t(
            "It is ignored without a word. pod_termination_grace_period_seconds is written into the pod; cleanup_grace_period_seconds is the grace when a finished pod is deleted.",
            "该键会被静默忽略。pod_termination_grace_period_seconds 写入 Pod；cleanup_grace_period_seconds 是删除已结束 Pod 时的宽限期。",
        )),
        renamed(
            &[
                "runners.pre_clone_script > runners.pre_get_sources_script",
                "runners.post_clone_script > runners.post_get_sources_script",
            ],
            t("{key} is now {new}", "{key} 改为 {new}"),
        )
        .line(t("pre_clone_script and post_clone_script are now pre_get_sources_script and post_get_sources_script.", "pre_clone_script、post_clone_script 改为 pre_get_sources_script、post_get_sources_script。"))
        .found("UPG-131", Error)
        .body(t(
            "The old key is ignored and its script no longer runs, so jobs that count on it fail.",
            "旧键会被忽略，其中的脚本不再执行，依赖它的作业会失败。",
        )),
        removed(
            &[
                "runners.feature_flags.FF_CMD_DISABLE_DELAYED_ERROR_LEVEL_EXPANSION",
                "runners.feature_flags.FF_USE_NEW_SHELL_ESCAPE",
            ],
            t("{key} is gone", "{key} 已移除"),
        )
        .line(t("Gone: {key}.", "移除 {key}。"))
        .found("UPG-132", Warning)
        .body(super::super::texts::FLAG_GONE),
        behaves(&["runners.cache.gcs"], t("The GCS cache uses Google's SDK", "GCS 缓存改用 Google SDK"))
            .found("UPG-133", Warning)
            .unless(&[config("runners.feature_flags.FF_USE_LEGACY_GCS_CACHE_ADAPTER")])
            .body(t(
                "Try the cache in one job. FF_USE_LEGACY_GCS_CACHE_ADAPTER brings the old adapter back.",
                "请先用一个作业验证缓存。FF_USE_LEGACY_GCS_CACHE_ADAPTER 可恢复旧的适配器。",
            )),
        flags(&["runners.feature_flags.FF_DISABLE_AUTOMATIC_TOKEN_ROTATION"], t("stops the rotation of tokens", "停止令牌自动轮换")),
        flags(&["runners.feature_flags.FF_USE_LEGACY_GCS_CACHE_ADAPTER"], t("the old GCS adapter", "旧的 GCS 适配器")),
        told(t(
            "A failed pod counts as a system failure, no longer as a failure of the script; retry:when sees the difference.",
            "Pod 失败计为系统故障，不再计为脚本失败；retry:when 会区分两者。",
        )),
        told(t("The command gitlab-runner exec is gone.", "gitlab-runner exec 命令已移除。")),
    ]),
    runner(1, "2024-06-20", &[
        added(&["runners.kubernetes.retry_backoff_max"], t("the longest wait between retries", "重试之间的最长等待")),
    ]),
    runner(2, "2024-07-18", &[
        added(&["runners.kubernetes.logs_base_dir", "runners.kubernetes.scripts_base_dir"], t("where logs and scripts lie in the pod", "日志与脚本在 Pod 中的位置")),
        added(&["runners.kubernetes.volumes.pvc.mount_propagation"], t("mount propagation of claims", "PVC 的挂载传播")),
        flags(&["runners.feature_flags.FF_DISABLE_UMASK_FOR_KUBERNETES_EXECUTOR"], t("changes owners instead of the umask", "改属主而不改 umask")),
        default(&["runners.feature_flags.FF_RETRIEVE_POD_WARNING_EVENTS"], t(
            "Warning events of the pod are always fetched; {key} is on and deprecated.",
            "总是读取 Pod 的警告事件；{key} 默认开启并已弃用。",
        )),
    ]),
    runner(3, "2024-08-14", &[]),
    runner(4, "2024-09-19", &[
        rights(&["runners.feature_flags.FF_KUBERNETES_HONOR_ENTRYPOINT"], t("{key} needs more permissions", "{key} 需要更多权限"))
            .found("UPG-134", Warning)
            .with(&[values("rbac.rules")])
            .body(t(
                "The entrypoint's log is forwarded: grant watch on pods and get on pods/log. The runner also waits for the shell, for poll_timeout at most.",
                "现在会转发入口脚本的日志：须授予 pods 的 watch 与 pods/log 的 get。Runner 还会等待 shell 就绪，最长 poll_timeout。",
            ))
            .line(t("With {key} the entrypoint's log is shown and the runner waits for the shell.", "启用 {key} 时显示入口脚本的日志，并等待 shell 就绪。")),
    ]),
    runner(5, "2024-10-17", &[
        behaves(&["runners.cache.s3"], t("The S3 cache uses version 2 of the AWS SDK", "S3 缓存改用 AWS SDK v2"))
            .found("UPG-135", Warning)
            .unless(&[config("runners.feature_flags.FF_USE_LEGACY_S3_CACHE_ADAPTER")])
            .body(t(
                "Try the cache in one job, above all with a store that only speaks like S3; PathStyle is a key now. FF_USE_LEGACY_S3_CACHE_ADAPTER brings the old adapter back.",
                "请先用一个作业验证缓存，尤其是使用兼容 S3 的存储时；现在有 PathStyle 键。FF_USE_LEGACY_S3_CACHE_ADAPTER 可恢复旧的适配器。",
            )),
        added(
            &["runners.cache.s3.Accelerate", "runners.cache.s3.DualStack", "runners.cache.s3.PathStyle"],
            t("how the bucket is addressed", "访问存储桶的方式"),
        ),
        added(&["runners.cache.s3.UploadRoleARN"], t("a role for uploads; deprecated with 17.8", "上传使用的角色；17.8 起弃用")),
        flags(&["runners.feature_flags.FF_USE_LEGACY_S3_CACHE_ADAPTER"], t("the old S3 adapter", "旧的 S3 适配器")),
        flags(&["runners.feature_flags.FF_GIT_URLS_WITHOUT_TOKENS"], t("keeps the token out of Git addresses; on in this release", "令牌不写入 Git 地址；此版本默认开启")),
        told(t("A job starts once its build container is ready.", "build 容器就绪后作业即开始。")),
    ]),
    runner(6, "2024-11-20", &[
        rights(&["runners.feature_flags.FF_WAIT_FOR_POD_TO_BE_REACHABLE"], t("{key} needs get on pods/log", "{key} 需要 pods/log 的 get 权限"))
            .found("UPG-136", Warning)
            .with(&[values("rbac.rules")])
            .body(t("Add it to rbac.rules; without it the wait fails.", "请加入 rbac.rules；缺少时等待会失败。"))
            .line(t("{key} needs get on pods/log.", "{key} 需要 pods/log 的 get 权限。")),
        flags(&["runners.feature_flags.FF_WAIT_FOR_POD_TO_BE_REACHABLE"], t("waits until the pod can be reached", "等待 Pod 可达")),
        flags(&["runners.feature_flags.FF_USE_NATIVE_STEPS"], t("runs steps in the job; removed with 18.6", "在作业中运行 steps；18.6 移除")),
        default(&["runners.feature_flags.FF_GIT_URLS_WITHOUT_TOKENS"], t("{key} is off.", "{key} 默认关闭。")),
        told(t("A job ends with an error when a service runs out of memory.", "服务容器内存不足被杀时，作业以错误结束。")),
    ]),
    runner(7, "2024-12-19", &[
        told(t("A container that has ended is seen at once, without waiting for poll_timeout.", "容器已结束时立即察觉，不再等满 poll_timeout。")),
        told(t("The documentation names pods/attach and pods/exec as resources of their own.", "文档改为将 pods/attach 与 pods/exec 列为独立资源。")),
    ]),
    runner(8, "2025-01-16", &[
        deprecated(&["runners.cache.s3.UploadRoleARN > runners.cache.s3.RoleARN"], t("{key} gives way to {new}", "{key} 由 {new} 取代"))
            .found("UPG-137", Advice)
            .body(t("The old key is still read.", "旧键目前仍会读取。")),
        added(&["runners.cache.s3.RoleARN"], t("a role for the cache", "缓存使用的角色")),
        added(&["runners.kubernetes.volumes.host_path.mount_propagation"], t("mount propagation of host paths", "hostPath 的挂载传播")),
    ]),
    runner(9, "2025-02-20", &[
        rights(&["rbac.rules"], t("The runner can watch its pods", "Runner 可以监视自己的 Pod"))
            .chart()
            .found("UPG-138", Advice)
            .body(t(
                "With list and watch on pods it hears at once that a pod is disrupted. Without them every job logs a warning and the runner polls as before.",
                "授予 pods 的 list 与 watch 后，Pod 被中断时能立即得知。缺少时每个作业都会记录警告，并照旧轮询。",
            ))
            .line(t("Pods are watched where list and watch are granted; an outside disruption is noticed.", "授予 list 与 watch 时会监视 Pod，能察觉外部中断。")),
        behaves(&["runners.kubernetes.services"], t("Containers of services have other names", "服务容器的名称有变化"))
            .found("UPG-139", Advice)
            .body(t(
                "A service with a valid alias is named after it, no longer svc-0, svc-1. Queries of logs and metrics that name containers have to follow.",
                "带有效别名的服务以别名命名，不再是 svc-0、svc-1。按容器名查询日志或指标的地方需要同步修改。",
            ))
            .line(t("A service's container is named after its first valid alias.", "服务容器以第一个有效别名命名。")),
        added(&["runners.job_status_final_update_retry_limit"], t("how often a job's last state is sent again", "作业最终状态的重发次数")),
        added(&["runners.step_runner_image"], t("image of the step runner", "step runner 的镜像")),
        added(&["experimental.usage_logger"], t("a log of usage", "用量日志")),
        flags(&["runners.feature_flags.FF_EXPORT_HIGH_CARDINALITY_METRICS"], t("brings gitlab_runner_job_stage_duration_seconds", "启用 gitlab_runner_job_stage_duration_seconds")),
        flags(&["runners.feature_flags.FF_MASK_ALL_DEFAULT_TOKENS"], t("masks tokens with known prefixes in job logs; on", "在作业日志中遮盖已知前缀的令牌；默认开启")),
        told(t("Job pods carry more labels of project, namespace and manager.", "作业 Pod 带有更多项目、命名空间与管理器标签。")),
    ]),
    runner(10, "2025-03-19", &[
        added(&["runners.clean_git_config"], t("whether a job starts with a clean Git configuration; true for Kubernetes", "作业开始前是否清理 Git 配置；Kubernetes 下默认为 true")),
        added(&["runners.proxy_exec"], t("runs commands through the helper", "通过 helper 执行命令")),
    ]),
    runner(11, "2025-04-17", &[
        deprecated(&["runnerRegistrationToken"], t("Registration tokens go with GitLab 20.0", "GitLab 20.0 将移除注册令牌"))
            .chart()
            .found("UPG-140", Advice)
            .unless(&[values("runners.secret"), values("runnerToken")])
            .body(t(
                "The removal was planned for 18.0 before. Make an authentication token (glrt-) in GitLab and put it into runnerToken or a Secret.",
                "原计划在 18.0 移除。请在 GitLab 中创建身份验证令牌（glrt-），写入 runnerToken 或 Secret。",
            ))
            .line(t("Registration tokens go with GitLab 20.0, not with 18.0.", "注册令牌改为在 GitLab 20.0 移除，而非 18.0。")),
        default(&["runners.feature_flags.FF_USE_NATIVE_STEPS"], t("{key} is on.", "{key} 默认开启。")),
        told(t("Job pods carry the job's timeout as an annotation; jobs may name a user of the image.", "作业 Pod 的注解含作业超时；作业可指定镜像的用户。")),
    ]),
];
