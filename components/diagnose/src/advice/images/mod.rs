//! Advice on images, memory, disk, scheduling and quotas.

mod backoff;
mod claims;
mod disk;
mod helper;
mod killed;
mod labels;
mod limit;
mod memory;
mod parts;
mod pods;
mod policy;
mod pull;
mod quota;
mod registry;
mod room;
mod sched;
mod taints;
mod waiting;
mod x509;

#[cfg(test)]
mod tests;

use super::Topic;
use runwright_model::text::t;

/// How the runner sorts what a pull failed of.
const PULL: &str = "gitlabhq/gitlab-runner@d79f3e7b:common/classify_image_pull_failure.go";
const SECRETS: &str = "gitlabhq/gitlab-runner@d79f3e7b:docs/executors/kubernetes/_index.md";
const HELPER: &str = "gitlabhq/gitlab-runner@9cbf0074:helpers/container/helperimage/linux_info.go";
const POLICY: &str = "gitlabhq/gitlab-runner@9cbf0074:helpers/pull_policies";
const POD: &str = "gitlabhq/gitlab-runner@d79f3e7b:executors/kubernetes/kubernetes.go";
const WAIT: &str = "gitlabhq/gitlab-runner@d79f3e7b:executors/kubernetes/util.go";
const TROUBLE: &str =
    "gitlabhq/gitlab-runner@d79f3e7b:docs/executors/kubernetes/troubleshooting.md";
const FIT: &str =
    "kubernetes/kubernetes@v1.34:pkg/scheduler/framework/plugins/noderesources/fit.go";

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        id: "image_pull_dns",
        title: t(
            "The node cannot resolve the registry",
            "节点解析不了镜像仓库的名称",
        ),
        section: "",
        source: PULL,
        advise: pull::dns,
    },
    Topic {
        id: "image_pull_network",
        title: t(
            "The node does not get through to the registry",
            "节点连不上镜像仓库",
        ),
        section: "",
        source: PULL,
        advise: pull::network,
    },
    Topic {
        id: "image_pull_auth",
        title: t(
            "The registry refuses the pull for lack of credentials",
            "凭据缺失或无权限，镜像仓库拒绝拉取",
        ),
        section: "job",
        source: SECRETS,
        advise: registry::auth,
    },
    Topic {
        id: "image_pull_not_found",
        title: t("The image does not exist", "镜像不存在"),
        section: "job",
        source: PULL,
        advise: registry::not_found,
    },
    Topic {
        id: "image_pull_rate_limit",
        title: t(
            "The registry allows no more pulls for now",
            "镜像仓库触发拉取限流",
        ),
        section: "job",
        source: POLICY,
        advise: limit::rate_limit,
    },
    Topic {
        id: "image_pull_x509",
        title: t(
            "The node does not trust the registry's certificate",
            "节点不信任镜像仓库的证书",
        ),
        section: "",
        source: PULL,
        advise: x509::x509,
    },
    Topic {
        id: "image_pull_backoff_unspecified",
        title: t(
            "An image cannot be pulled, and the text does not say why",
            "镜像拉取失败，文本没有说明原因",
        ),
        section: "job",
        source: PULL,
        advise: backoff::backoff,
    },
    Topic {
        id: "helper_image_pull",
        title: t(
            "The runner's helper image cannot be pulled",
            "拉取不到 Runner 的 helper 镜像",
        ),
        section: "job",
        source: HELPER,
        advise: helper::helper,
    },
    Topic {
        id: "pull_policy_not_allowed",
        title: t(
            "The runner does not allow the job's pull policy",
            "Runner 不允许作业的拉取策略",
        ),
        section: "job",
        source: POLICY,
        advise: policy::policy,
    },
    Topic {
        id: "oom_build",
        title: t(
            "The build container ran out of memory",
            "build 容器内存不足",
        ),
        section: "job",
        source: TROUBLE,
        advise: memory::build,
    },
    Topic {
        id: "oom_helper",
        title: t("The helper ran out of memory", "helper 容器内存不足"),
        section: "job",
        source: SECRETS,
        advise: memory::helper,
    },
    Topic {
        id: "oom_service",
        title: t("A service container ran out of memory", "服务容器内存不足"),
        section: "job",
        source: POD,
        advise: memory::service_container,
    },
    Topic {
        id: "exit_137_ambiguous",
        title: t(
            "The process was killed, and 137 does not say by whom",
            "进程被杀，仅凭 137 无法判断原因",
        ),
        section: "job",
        source: TROUBLE,
        advise: killed::exit_137,
    },
    Topic {
        id: "evicted_storage",
        title: t("The job pod was evicted for disk", "作业 Pod 因磁盘被驱逐"),
        section: "job",
        source: SECRETS,
        advise: disk::evicted,
    },
    Topic {
        id: "sched_insufficient_resources",
        title: t("No node has room for the job pod", "没有节点容得下作业 Pod"),
        section: "capacity",
        source: FIT,
        advise: room::resources,
    },
    Topic {
        id: "sched_node_selector",
        title: t(
            "No node matches the labels the job asks for",
            "没有节点符合作业要求的标签",
        ),
        section: "nodes",
        source: SECRETS,
        advise: labels::labels,
    },
    Topic {
        id: "sched_taint",
        title: t(
            "Jobs do not tolerate the nodes' taint",
            "作业不容忍节点的污点",
        ),
        section: "nodes",
        source: "gitlabhq/gitlab-runner@9cbf0074:common/config.go",
        advise: taints::taint,
    },
    Topic {
        id: "sched_too_many_pods",
        title: t("The nodes take no more pods", "节点的 Pod 数已满"),
        section: "capacity",
        source: FIT,
        advise: pods::too_many_pods,
    },
    Topic {
        id: "sched_pvc_unbound",
        title: t(
            "A volume claim is missing or not bound",
            "卷声明不存在或未绑定",
        ),
        section: "job",
        source: POD,
        advise: claims::pvc,
    },
    Topic {
        id: "quota_exceeded",
        title: t(
            "The quota of the job namespace is used up",
            "作业命名空间的配额已用尽",
        ),
        section: "managers",
        source: TROUBLE,
        advise: quota::exceeded,
    },
    Topic {
        id: "pod_start_timeout",
        title: t("The job pod did not start in time", "作业 Pod 没有按时启动"),
        section: "job",
        source: WAIT,
        advise: waiting::start_timeout,
    },
];
