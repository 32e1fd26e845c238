//! States, once for each simple setting, which field of the plan is which key of `[[runners]]`.
//!
//! The writer walks [`BINDINGS`] in order. Structured settings (taints, volumes, affinity, resolver
//! options, security contexts) have small functions of their own beside this table.
//! Keys and their releases: gitlabhq/gitlab-runner@9cbf0074:common/config.go.

use runwright_documents::{Map, Node, Seq};
use runwright_model::plan::{Builder, Strategy};
use runwright_model::text::t;
use runwright_model::{Plan, Text, Version};

/// One setting: where it is decided, where it is written, and since when the runner reads it.
pub struct Binding {
    /// Id of the field.
    pub field: &'static str,
    /// Dotted path below `[[runners]]`; every part is a bare TOML key.
    pub path: &'static str,
    /// First release of the runner that reads the key; `None` when every runner offered does.
    pub since: Option<Version>,
    pub group: Group,
    /// Why the line is there; empty where the key says it.
    pub why: Text,
    /// What is written; `None` leaves the key out.
    pub value: fn(&Plan) -> Option<Node>,
}

impl Binding {
    /// Whether the plan's runner reads the key.
    pub fn known(&self, plan: &Plan) -> bool {
        self.since.is_none_or(|since| plan.runner() >= since)
    }

    /// The path below `[[runners]]`, key by key.
    pub fn keys(&self) -> Vec<&'static str> {
        self.path.split('.').collect()
    }

    const fn since(mut self, major: u16, minor: u16) -> Binding {
        self.since = Some(Version::new(major, minor, 0));
        self
    }

    const fn why(mut self, en: &'static str, zh: &'static str) -> Binding {
        self.why = t(en, zh);
        self
    }
}

/// Lines that stand together under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The runner as a whole.
    Runner,
    /// Where jobs run and from which images.
    Images,
    Account,
    Build,
    Helper,
    Services,
    Maxima,
    /// How the pod starts, waits and ends; each key says it.
    Pod,
    Containers,
    /// Keys of a sub-table; the table's header is heading enough.
    Table,
}

impl Group {
    pub fn heading(self) -> Text {
        match self {
            Group::Runner | Group::Images | Group::Pod | Group::Table => Text::EMPTY,
            Group::Account => t("What a job may do in the cluster.", "作业在集群中的权限。"),
            Group::Build => t(
                "The build container: where the job's script runs.",
                "build 容器：运行作业脚本。",
            ),
            Group::Helper => t(
                "The helper container: clone, cache, artifacts.",
                "helper 容器：克隆、缓存、制品。",
            ),
            Group::Services => t("Each service container.", "每个服务容器。"),
            Group::Maxima => t(
                "What a job may ask for by KUBERNETES_… variables; a job that asks for more fails.",
                "作业可用 KUBERNETES_… 变量申请的最大值；超出则作业失败。",
            ),
            Group::Containers => t("For every container of the pod.", "适用于 Pod 内所有容器。"),
        }
    }
}

const fn bind(
    field: &'static str,
    path: &'static str,
    group: Group,
    value: fn(&Plan) -> Option<Node>,
) -> Binding {
    Binding {
        field,
        path,
        since: None,
        group,
        why: Text::EMPTY,
        value,
    }
}

/// A quantity of the job pod: field and key have the same name.
macro_rules! quantity {
    ($group:ident, $name:ident) => {
        bind(
            concat!("job.", stringify!($name)),
            concat!("kubernetes.", stringify!($name)),
            Group::$group,
            |plan| {
                plan.job
                    .$name
                    .map(|quantity| Node::from(quantity.to_string()))
            },
        )
    };
}

/// Every simple setting, in the order it is written.
pub const BINDINGS: &[Binding] = &[
    bind("managers.limit", "limit", Group::Runner, |plan| unless_zero(plan.managers.limit))
        .why("Jobs of this runner in each manager.", "此 Runner 在每个管理器中的作业上限。"),
    bind("managers.request_concurrency", "request_concurrency", Group::Runner, |plan| {
        (plan.managers.request_concurrency != 1).then(|| plan.managers.request_concurrency.into())
    })
    .why(
        "Requests for jobs at the same time. With 1, one slow request holds up the others.",
        "同时请求作业的数量。设为 1 时，一个慢请求会拖住其余请求。",
    ),
    bind("gitlab.clone_url", "clone_url", Group::Runner, |plan| text(&plan.gitlab.clone_url))
        .why("Jobs clone from here; managers keep the other address.", "作业从此地址克隆；管理器仍用另一个地址。"),
    bind("job.builder", "environment", Group::Runner, docker_environment).why(
        "Tells docker clients where the service named docker listens. The image's entrypoint, which would find it, does not run here.",
        "告诉 docker 客户端名为 docker 的服务监听在哪里。镜像的 entrypoint 会自动查找它，但在这里不会运行。",
    ),
    bind("target.job_namespace", "kubernetes.namespace", Group::Images, |plan| {
        Some(plan.target.job_namespace.as_str().into())
    })
    .why(
        "Always written: without it jobs run in the namespace of the release.",
        "必须写出：否则作业会在 release 所在的命名空间运行。",
    ),
    bind("job.image", "kubernetes.image", Group::Images, |plan| text(&plan.job.image)),
    bind("job.helper_image", "kubernetes.helper_image", Group::Images, |plan| text(&plan.job.helper_image))
        .why("Must be of the runner's own version.", "版本必须与 Runner 一致。"),
    bind("job.helper_flavor", "kubernetes.helper_image_flavor", Group::Images, |plan| {
        if plan.job.helper_image.is_empty() { text(plan.job.helper_flavor.word()) } else { None }
    }),
    bind("job.pull_policy", "kubernetes.pull_policy", Group::Images, |plan| list(&plan.job.pull_policy)),
    bind("job.allowed_pull_policies", "kubernetes.allowed_pull_policies", Group::Images, |plan| {
        list(&plan.job.allowed_pull_policies)
    })
    .since(15, 2)
    .why("What image:pull_policy in .gitlab-ci.yml may say.", ".gitlab-ci.yml 中 image:pull_policy 可用的取值。"),
    bind("job.pull_secrets", "kubernetes.image_pull_secrets", Group::Images, |plan| list(&plan.job.pull_secrets)),
    bind("security.allowed_images", "kubernetes.allowed_images", Group::Images, |plan| {
        list(&plan.security.allowed_images)
    })
    .why("The default image and the helper are always allowed.", "默认镜像与 helper 始终允许。"),
    bind("security.allowed_services", "kubernetes.allowed_services", Group::Images, allowed_services).why(
        "A list of its own: allowed_images does not cover services.",
        "单独的列表：allowed_images 不涵盖服务镜像。",
    ),
    bind("security.job_service_account", "kubernetes.service_account", Group::Account, |plan| {
        text(&plan.security.job_service_account)
    }),
    bind("security.automount_token", "kubernetes.automount_service_account_token", Group::Account, |plan| {
        Some(plan.security.automount_token.into())
    })
    .since(16, 9)
    .why("Whether jobs find a token of the Kubernetes API in their pod.", "作业 Pod 内是否有 Kubernetes API 的令牌。"),
    quantity!(Build, cpu_request),
    quantity!(Build, cpu_limit),
    quantity!(Build, memory_request),
    quantity!(Build, memory_limit),
    quantity!(Build, ephemeral_storage_request),
    quantity!(Build, ephemeral_storage_limit),
    quantity!(Helper, helper_cpu_request),
    quantity!(Helper, helper_cpu_limit),
    quantity!(Helper, helper_memory_request),
    quantity!(Helper, helper_memory_limit),
    quantity!(Helper, helper_ephemeral_storage_request),
    quantity!(Helper, helper_ephemeral_storage_limit),
    quantity!(Services, service_cpu_request),
    quantity!(Services, service_cpu_limit),
    quantity!(Services, service_memory_request),
    quantity!(Services, service_memory_limit),
    quantity!(Services, service_ephemeral_storage_request),
    quantity!(Services, service_ephemeral_storage_limit),
    quantity!(Maxima, cpu_request_overwrite_max_allowed),
    quantity!(Maxima, cpu_limit_overwrite_max_allowed),
    quantity!(Maxima, memory_request_overwrite_max_allowed),
    quantity!(Maxima, memory_limit_overwrite_max_allowed),
    quantity!(Maxima, ephemeral_storage_request_overwrite_max_allowed),
    quantity!(Maxima, ephemeral_storage_limit_overwrite_max_allowed),
    quantity!(Maxima, helper_cpu_request_overwrite_max_allowed),
    quantity!(Maxima, helper_cpu_limit_overwrite_max_allowed),
    quantity!(Maxima, helper_memory_request_overwrite_max_allowed),
    quantity!(Maxima, helper_memory_limit_overwrite_max_allowed),
    quantity!(Maxima, helper_ephemeral_storage_request_overwrite_max_allowed),
    quantity!(Maxima, helper_ephemeral_storage_limit_overwrite_max_allowed),
    quantity!(Maxima, service_cpu_request_overwrite_max_allowed),
    quantity!(Maxima, service_cpu_limit_overwrite_max_allowed),
    quantity!(Maxima, service_memory_request_overwrite_max_allowed),
    quantity!(Maxima, service_memory_limit_overwrite_max_allowed),
    quantity!(Maxima, service_ephemeral_storage_request_overwrite_max_allowed),
    quantity!(Maxima, service_ephemeral_storage_limit_overwrite_max_allowed),
    bind("job.poll_timeout", "kubernetes.poll_timeout", Group::Pod, |plan| Some(plan.job.poll_timeout.into())).why(
        "Seconds until a pod that has not started fails its job.",
        "Pod 在这么多秒内未启动，作业即失败。",
    ),
    bind("job.termination_grace", "kubernetes.pod_termination_grace_period_seconds", Group::Pod, |plan| {
        plan.job.termination_grace.map(Node::from)
    })
    .why("Seconds for clean-up scripts when a job is cancelled.", "作业取消时留给清理脚本的秒数。"),
    bind("nodes.priority_class", "kubernetes.priority_class_name", Group::Pod, |plan| {
        text(&plan.nodes.priority_class)
    })
    .since(15, 1)
    .why("The class must exist, or no pod is admitted.", "该优先级类必须存在，否则 Pod 不会被接受。"),
    bind("dns.strategy", "kubernetes.dns_policy", Group::Pod, dns_policy).why(
        "In lower case: other spellings load and are not applied.",
        "必须小写：其他写法能加载但不生效。",
    ),
    bind("security.no_privilege_escalation", "kubernetes.allow_privilege_escalation", Group::Containers, |plan| {
        plan.security.no_privilege_escalation.then(|| false.into())
    }),
    bind("security.drop_all", "kubernetes.cap_drop", Group::Containers, |plan| {
        plan.security.drop_all.then(|| Seq::flow(["ALL"]).into())
    }),
    bind("dns.nameservers", "kubernetes.dns_config.nameservers", Group::Table, |plan| {
        if is_internal(plan) { list(&plan.dns.nameservers) } else { None }
    })
    .why(
        "All must give the same answers: the next is asked when one is silent, not when it denies a name.",
        "各服务器的答案必须一致：前一个无响应才会问下一个，答“不存在”则不会。",
    ),
    bind("dns.searches", "kubernetes.dns_config.searches", Group::Table, |plan| {
        if is_internal(plan) { list(&plan.searches()) } else { None }
    })
    .why(
        "The policy none brings no search domains; the first three are the cluster's.",
        "策略 none 不带任何搜索域；前三个是集群自己的。",
    ),
    bind("security.non_root", "kubernetes.pod_security_context.run_as_non_root", Group::Table, |plan| {
        plan.security.non_root.then(|| true.into())
    })
    .why(
        "The default helper image runs as root: give a numeric user, or a helper image built for one.",
        "默认 helper 镜像以 root 运行：请指定数字用户，或使用为非 root 构建的 helper 镜像。",
    ),
    bind("security.run_as_user", "kubernetes.pod_security_context.run_as_user", Group::Table, |plan| {
        plan.security.run_as_user.map(Node::from)
    }),
    bind("security.seccomp", "kubernetes.pod_security_context.seccomp_profile.type", Group::Table, |plan| {
        plan.security.seccomp.then(|| "RuntimeDefault".into())
    })
    .since(18, 11),
    bind("monitoring.queue_wait", "monitoring.job_queuing_durations", Group::Table, queue_wait)
        .since(16, 10)
        .why(
            "Jobs that waited longer in GitLab are counted by gitlab_runner_acceptable_job_queuing_duration_exceeded_total.",
            "在 GitLab 中等待更久的作业会计入 gitlab_runner_acceptable_job_queuing_duration_exceeded_total。",
        ),
    bind("job.print_pod_events", "feature_flags.FF_PRINT_POD_EVENTS", Group::Table, |plan| {
        plan.job.print_pod_events.then(|| true.into())
    })
    .since(16, 5),
];

/// A text, left out when empty.
fn text(text: &str) -> Option<Node> {
    (!text.is_empty()).then(|| text.into())
}

/// A list on one line, left out when nothing is in it.
fn list(items: &[String]) -> Option<Node> {
    let items: Vec<&str> = items
        .iter()
        .map(String::as_str)
        .filter(|item| !item.is_empty())
        .collect();
    (!items.is_empty()).then(|| Seq::flow(items).into())
}

/// At any time of any day. A bare number would count nanoseconds.
fn queue_wait(plan: &Plan) -> Option<Node> {
    let wait = plan.monitoring.queue_wait?;
    let mut always = Map::new();
    always.put("periods", Seq::flow(["* * * * * * *"]));
    always.put("threshold", [&wait.to_string(), "s"].concat());
    Some(vec![always].into())
}

fn unless_zero(number: u32) -> Option<Node> {
    (number != 0).then(|| number.into())
}

/// The strategy Internal network with a nameserver; a pod with the policy none and no nameserver
/// would be refused by the API server.
pub(super) fn is_internal(plan: &Plan) -> bool {
    plan.dns.strategy == Strategy::Internal
        && plan.dns.nameservers.iter().any(|server| !server.is_empty())
}

fn dns_policy(plan: &Plan) -> Option<Node> {
    match plan.dns.strategy {
        Strategy::Cluster => None,
        Strategy::Internal if !is_internal(plan) => None,
        Strategy::Internal => Some("none".into()),
        Strategy::Public | Strategy::Hybrid => Some("cluster-first".into()),
    }
}

/// With Docker-in-Docker every allowed service runs privileged, so an empty list is the DinD image alone.
fn allowed_services(plan: &Plan) -> Option<Node> {
    match list(&plan.security.allowed_services) {
        None if plan.job.builder.is_dind() => {
            Some(Seq::flow([plan.job.dind_image.as_str()]).into())
        }
        listed => listed,
    }
}

fn docker_environment(plan: &Plan) -> Option<Node> {
    match plan.job.builder {
        Builder::DindTls => Some(
            Seq::flow([
                "DOCKER_HOST=tcp://docker:2376",
                "DOCKER_TLS_CERTDIR=/certs",
                "DOCKER_TLS_VERIFY=1",
                "DOCKER_CERT_PATH=/certs/client",
            ])
            .into(),
        ),
        Builder::DindPlain => {
            Some(Seq::flow(["DOCKER_HOST=tcp://docker:2375", "DOCKER_TLS_CERTDIR="]).into())
        }
        Builder::None | Builder::Buildkit => None,
    }
}
