//! Advice on registration, GitLab, names, network, clone and cache.

use super::Topic;
use runwright_model::text::t;

mod cache;
mod clone;
mod clone_access;
mod config;
mod dns;
mod dns_fix;
mod dns_silent;
mod network;
mod online;
mod policy;
mod register;
mod server;
mod tls;
mod token;
mod words;

#[cfg(test)]
mod tests;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        id: "register_network_timeout",
        title: t(
            "GitLab does not answer the managers in time",
            "GitLab 未在限时内应答管理器",
        ),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:network/gitlab.go",
        advise: register::timeout,
    },
    Topic {
        id: "gitlab_url_wrong",
        title: t(
            "There is no GitLab at the address the managers use",
            "管理器使用的地址上没有 GitLab",
        ),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:network/gitlab.go",
        advise: server::url,
    },
    Topic {
        id: "gitlab_tls_x509",
        title: t(
            "The managers do not trust GitLab's certificate",
            "管理器不信任 GitLab 的证书",
        ),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/configuration/tls-self-signed.md",
        advise: tls::managers,
    },
    Topic {
        id: "register_invalid_token",
        title: t(
            "GitLab does not accept the runner token",
            "GitLab 不接受此 Runner 令牌",
        ),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:commands/health_helper.go",
        advise: token::invalid,
    },
    Topic {
        id: "register_reserved_args",
        title: t(
            "Settings that belong to GitLab are passed with a glrt- token",
            "使用 glrt- 令牌时传入了应在 GitLab 中设置的参数",
        ),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:commands/register.go",
        advise: register::reserved,
    },
    Topic {
        id: "dns_nxdomain",
        title: t(
            "A name does not exist for the resolver",
            "解析器认为名称不存在",
        ),
        section: "dns",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/_index.md",
        advise: dns::nxdomain,
    },
    Topic {
        id: "dns_timeout",
        title: t("The DNS server does not answer", "DNS 服务器没有应答"),
        section: "dns",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/troubleshooting.md",
        advise: dns_silent::timeout,
    },
    Topic {
        id: "network_blocked",
        title: t("Pods are cut off from the network", "Pod 的网络访问被阻断"),
        section: "security",
        source: "gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes/kubernetes.go",
        advise: network::blocked,
    },
    Topic {
        id: "git_clone_dns",
        title: t(
            "The clone does not find GitLab's name",
            "克隆时无法解析 GitLab 的域名",
        ),
        section: "dns",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/troubleshooting.md",
        advise: clone::dns,
    },
    Topic {
        id: "git_clone_unreachable",
        title: t("The clone does not reach GitLab", "克隆时无法连接 GitLab"),
        section: "security",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/configuration/advanced-configuration.md",
        advise: clone::unreachable,
    },
    Topic {
        id: "git_clone_x509",
        title: t(
            "git does not trust GitLab's certificate",
            "git 不信任 GitLab 的证书",
        ),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/configuration/tls-self-signed.md",
        advise: tls::clone,
    },
    Topic {
        id: "git_clone_auth",
        title: t("GitLab refuses the clone", "GitLab 拒绝克隆"),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/configuration/advanced-configuration.md",
        advise: clone_access::auth,
    },
    Topic {
        id: "git_clone_url",
        title: t("The clone URL is not a repository", "克隆 URL 不是仓库地址"),
        section: "gitlab",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/configuration/advanced-configuration.md",
        advise: clone_access::url,
    },
    Topic {
        id: "cache_failure",
        title: t("The cache cannot be read or written", "缓存无法读写"),
        section: "security",
        source: "gitlabhq/gitlab-runner@9cbf0074:cache/cacheconfig/cacheconfig.go",
        advise: cache::failure,
    },
    Topic {
        id: "no_runner_online",
        title: t("No runner takes the job", "没有 Runner 接收作业"),
        section: "managers",
        source: "gitlabhq/gitlab-runner@9cbf0074:commands/health_helper.go",
        advise: online::none,
    },
    Topic {
        id: "runner_config_permission",
        title: t(
            "The manager may not write its own configuration",
            "管理器无权写入自己的配置",
        ),
        section: "managers",
        source: "DoD-Platform-One/gitlab-runner@839115b7:chart/charts/gitlab-runner-0.86.0.tgz",
        advise: config::permission,
    },
    Topic {
        id: "runner_config_invalid",
        title: t(
            "The runner cannot read its configuration",
            "Runner 无法读取配置",
        ),
        section: "managers",
        source: "gitlabhq/gitlab-runner@9cbf0074:commands/register.go",
        advise: config::invalid,
    },
];
