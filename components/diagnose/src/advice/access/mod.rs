//! Advice on permissions, admission, Docker-in-Docker and the API server.

mod admission;
mod api;
mod deploy;
mod docker;
mod docker_net;
mod exec;
mod login;
mod node;
mod pod;
mod privilege;
mod rbac;
mod rootless;
#[cfg(test)]
mod tests;
mod webhook;

use super::{Case, Topic};
use runwright_documents::shell::join;
use runwright_model::plan::{Pss, VolumeKind};
use runwright_model::text::t;
use runwright_model::{Edit, Plan, Row, Value, field};

const RUNNER: &str = "gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes/kubernetes.go";
const EXECUTOR_DOCS: &str = "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/_index.md";
const DOCKER_DOCS: &str = "gitlabhq/gitlabhq@00871a93:doc/ci/docker/using_docker_build.md";

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        id: "podsecurity_violation",
        title: t("Pod Security refuses the pod", "Pod Security 拒绝了该 Pod"),
        section: "security",
        source: EXECUTOR_DOCS,
        advise: admission::pod_security,
    },
    Topic {
        id: "admission_webhook_denied",
        title: t(
            "An admission policy refuses the pod",
            "准入策略拒绝了该 Pod",
        ),
        section: "security",
        source: RUNNER,
        advise: webhook::denied,
    },
    Topic {
        id: "admission_webhook_unavailable",
        title: t(
            "An admission webhook does not answer",
            "准入 Webhook 没有响应",
        ),
        section: "",
        source: RUNNER,
        advise: webhook::unavailable,
    },
    Topic {
        id: "rbac_forbidden",
        title: t("The managers lack a permission", "管理器缺少权限"),
        section: "security",
        source: EXECUTOR_DOCS,
        advise: rbac::managers,
    },
    Topic {
        id: "rbac_job_serviceaccount",
        title: t("A job's script lacks a permission", "作业脚本缺少集群权限"),
        section: "security",
        source: EXECUTOR_DOCS,
        advise: deploy::jobs,
    },
    Topic {
        id: "dind_daemon_unreachable",
        title: t(
            "The Docker daemon cannot be reached",
            "连不上 Docker 守护进程",
        ),
        section: "job",
        source: EXECUTOR_DOCS,
        advise: docker::unreachable,
    },
    Topic {
        id: "dind_tls_cert",
        title: t(
            "Client and Docker daemon disagree on TLS",
            "客户端与 Docker 守护进程的 TLS 不一致",
        ),
        section: "job",
        source: DOCKER_DOCS,
        advise: docker::tls,
    },
    Topic {
        id: "dind_privileged",
        title: t(
            "The Docker daemon lacks privilege",
            "Docker 守护进程缺少特权",
        ),
        section: "job",
        source: EXECUTOR_DOCS,
        advise: privilege::privileged,
    },
    Topic {
        id: "dind_mtu",
        title: t(
            "Packets of docker build are too large for the pod network",
            "docker build 的数据包超过 Pod 网络的 MTU",
        ),
        section: "job",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/troubleshooting.md",
        advise: docker_net::mtu,
    },
    Topic {
        id: "dind_registry_x509",
        title: t(
            "The Docker daemon does not trust the registry",
            "Docker 守护进程不信任镜像仓库的证书",
        ),
        section: "job",
        source: DOCKER_DOCS,
        advise: docker_net::x509,
    },
    Topic {
        id: "registry_login_failed",
        title: t("The registry refuses the login", "镜像仓库拒绝登录"),
        section: "",
        source: DOCKER_DOCS,
        advise: login::login,
    },
    Topic {
        id: "shell_missing_in_image",
        title: t(
            "The job's image cannot run a shell",
            "作业镜像无法运行 shell",
        ),
        section: "job",
        source: EXECUTOR_DOCS,
        advise: pod::shell,
    },
    Topic {
        id: "exec_attach_broken",
        title: t("The connection into the pod breaks", "进入 Pod 的连接中断"),
        section: "",
        source: "gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes/exec.go",
        advise: exec::exec,
    },
    Topic {
        id: "kube_api_unavailable",
        title: t("The API server fails or is slow", "API 服务器故障或过慢"),
        section: "managers",
        source: RUNNER,
        advise: api::unavailable,
    },
    Topic {
        id: "kube_api_proxy",
        title: t(
            "A proxy stands between managers and API server",
            "管理器经代理访问 API 服务器",
        ),
        section: "",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/troubleshooting.md",
        advise: api::proxy,
    },
    Topic {
        id: "kube_config_missing",
        title: t(
            "There are no credentials for the API server",
            "没有访问 API 服务器的凭据",
        ),
        section: "security",
        source: EXECUTOR_DOCS,
        advise: api::config,
    },
    Topic {
        id: "pod_disrupted",
        title: t("The pod was taken away while it ran", "Pod 在运行中被移除"),
        section: "nodes",
        source: RUNNER,
        advise: node::disrupted,
    },
    Topic {
        id: "windows_node_mismatch",
        title: t(
            "The node's system is not the image's",
            "节点操作系统与镜像不匹配",
        ),
        section: "nodes",
        source: EXECUTOR_DOCS,
        advise: node::windows,
    },
    Topic {
        id: "service_alias_invalid",
        title: t(
            "A service has an alias that is no host name",
            "服务别名不是合法的主机名",
        ),
        section: "",
        source: "gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes/host_aliases.go",
        advise: pod::alias,
    },
    Topic {
        id: "apparmor_rootless",
        title: t("The node forbids rootless builds", "节点禁止 Rootless 构建"),
        section: "job",
        source: "gitlabhq/gitlab-runner@9cbf0074:common/config.go",
        advise: rootless::rootless,
    },
    Topic {
        id: "job_home_not_writable",
        title: t(
            "The job's user cannot write its home",
            "作业用户无法写入主目录",
        ),
        section: "security",
        source: "gitlabhq/gitlab-runner@9cbf0074:docs/executors/kubernetes/troubleshooting.md",
        advise: pod::home,
    },
];

/// The managers' account as `namespace:name`.
fn manager_account(plan: &Plan) -> String {
    [&plan.target.namespace, ":", &plan.manager_account()].concat()
}

/// The jobs' account as `namespace:name`.
fn job_account(plan: &Plan) -> String {
    let name = match plan.security.job_service_account.as_str() {
        "" => "default",
        name => name,
    };
    [&plan.target.job_namespace, ":", name].concat()
}

/// Whether the plan's level refuses what builds images.
fn refuses_builders(plan: &Plan) -> bool {
    matches!(plan.security.pod_security, Pss::Baseline | Pss::Restricted)
}

/// The jobs' newest pod as `POD`, unless the text names one, then a command.
fn with_pod(case: &Case, command: String) -> String {
    if case.pod() == "\"$POD\"" {
        [&case.commands().newest_job(), "\n", &command].concat()
    } else {
        command
    }
}

/// Runs a command in a container of the job pod.
fn in_pod(case: &Case, container: &str, command: &[&str]) -> String {
    let head = case.commands().jobs(&["exec"]);
    let tail = join(&[&["--container", container, "--"], command].concat());
    [&head, " ", &case.pod(), " ", &tail].concat()
}

/// The container of a service by its alias. Before 17.9 it has no name of its own
/// (gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes/kubernetes.go).
fn service_container(case: &Case, alias: &'static str) -> &'static str {
    if case.plan.runner_has(17, 9) {
        alias
    } else {
        "svc-0"
    }
}

/// What a container of the job pod printed last.
fn logs_of(case: &Case, container: &str) -> String {
    let head = case.commands().jobs(&["logs"]);
    let tail = join(&["--container", container, "--tail=50"]);
    [&head, " ", &case.pod(), " ", &tail].concat()
}

/// A part of the job pod.
fn part_of_pod(case: &Case, path: &str) -> String {
    let head = case.commands().jobs(&["get", "pod"]);
    let tail = join(&[["--output=jsonpath=", path].concat()]);
    [&head, " ", &case.pod(), " ", &tail].concat()
}

/// The rows of a field as typed, else its default.
fn rows(case: &Case, id: &str) -> Vec<Row> {
    let value = match case.draft.get(id) {
        Some(value) => value.clone(),
        None => field::find(id).map_or_else(|| Value::from(""), |field| field.initial.value()),
    };
    value.rows().to_vec()
}

/// The edit that adds a row.
fn add_row(case: &Case, id: &str, cells: &[(&str, &str)]) -> Edit {
    let mut rows = rows(case, id);
    let cells = cells.iter();
    rows.push(
        cells
            .map(|(id, text)| (id.to_string(), text.to_string()))
            .collect(),
    );
    Edit::set(id, Value::Rows(rows))
}

/// The edit that sets a cell of the rows that are meant.
fn set_cells(case: &Case, id: &str, meant: impl Fn(&Row) -> bool, cell: (&str, &str)) -> Edit {
    let mut rows = rows(case, id);
    for row in rows.iter_mut().filter(|row| meant(row)) {
        row.insert(cell.0.to_string(), cell.1.to_string());
    }
    Edit::set(id, Value::Rows(rows))
}

/// The edit that turns every hostPath volume into an emptyDir; none where there is no such volume.
fn no_host_path(case: &Case) -> Option<Edit> {
    let mut volumes = case.plan.job.volumes.iter();
    volumes.find(|volume| volume.kind == VolumeKind::HostPath)?;
    let host = |row: &Row| row.get("kind").is_some_and(|kind| kind == "host_path");
    Some(set_cells(case, "job.volumes", host, ("kind", "empty_dir")))
}

/// The edits that let jobs build images in another way, with what stands against it.
fn build_with(case: &Case, builder: &str, image: &str) -> Vec<Edit> {
    let mut edits = vec![Edit::set("job.builder", builder)];
    let allowed = &case.plan.security.allowed_services;
    if !allowed.is_empty() && !allowed.iter().any(|pattern| pattern == image) {
        let mut all = match case.draft.get("security.allowed_services") {
            Some(value) => value.list(),
            None => allowed.clone(),
        };
        all.push(image.to_string());
        edits.push(Edit::set("security.allowed_services", all));
    }
    if refuses_builders(case.plan) {
        edits.push(Edit::set("security.pod_security", "privileged"));
    }
    edits
}
