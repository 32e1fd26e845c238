//! Advice on the Docker daemon beside a job: not reached, or TLS that does not fit.

use super::{build_with, in_pod, logs_of, rows, service_container, set_cells, with_pod};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::plan::Builder;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Row, say};

/// What the daemon's port is in this plan.
fn address(case: &Case) -> &'static str {
    match case.plan.job.builder {
        Builder::DindPlain => "tcp://docker:2375",
        _ => "tcp://docker:2376",
    }
}

/// Offers Docker-in-Docker where the plan builds in another way; the level goes along where it would refuse it.
pub(super) fn offer_docker(case: &Case, out: &mut Advice) {
    let label = if super::refuses_builders(case.plan) {
        say!(
            case.lang,
            "Build with Docker-in-Docker (TLS), and enforce privileged on {}",
            "用 Docker-in-Docker（TLS）构建，并对 {} 执行 privileged",
            case.plan.target.job_namespace
        )
    } else {
        say!(
            case.lang,
            "Build with Docker-in-Docker (TLS)",
            "用 Docker-in-Docker（TLS）构建"
        )
    };
    let edits = build_with(case, "dind_tls", &case.plan.job.dind_image);
    out.fix(label, edits);
}

pub(super) fn offer_buildkit(case: &Case, out: &mut Advice) {
    if case.plan.job.builder == Builder::Buildkit || super::refuses_builders(case.plan) {
        return;
    }
    out.fix(
        case.t(t(
            "Build with rootless BuildKit; scripts then call buildctl",
            "改用 Rootless BuildKit；脚本改为调用 buildctl",
        )),
        build_with(case, "buildkit", &case.plan.job.buildkit_image),
    );
}

fn containers(case: &Case, out: &mut Advice) {
    out.step(
        case.t(t(
            "While a job runs, see which containers its pod has and how they fare.",
            "作业运行期间，查看其 Pod 有哪些容器及其状态。",
        )),
        with_pod(case, case.commands().container_states(&case.pod())),
    )
    .expect = say!(
        case.lang,
        "`build`, `helper` and `{0}`. No `{0}`: the job lists no such service. `terminated`: its exit code and reason say why.",
        "应有 `build`、`helper` 与 `{0}`。没有 `{0}`：作业未声明该服务。`terminated`：看退出码与原因。",
        service_container(case, "docker")
    );
}

pub(super) fn no_socket(case: &Case, out: &mut Advice) {
    out.wrong(
        case.t(t(
            "Mount the node's `/var/run/docker.sock`",
            "挂载节点的 `/var/run/docker.sock`",
        )),
        case.t(t(
            "Nodes with containerd have none. Elsewhere it makes every job root on the node, and what it starts escapes the pod's limits.",
            "使用 containerd 的节点没有它；其他节点上，这等于让每个作业成为节点的 root，且启动的容器不受 Pod 限制。",
        )),
    );
}

pub(super) fn unreachable(case: &Case, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let url = case.seen.get(What::Url);
    let mut seen = case.seen.get(What::Endpoint);
    if seen.is_empty() && (url.starts_with("tcp:") || url.starts_with("unix:")) {
        seen = url;
    }
    if !seen.is_empty() {
        out.title = say!(
            lang,
            "No Docker daemon at {}",
            "{} 上没有 Docker 守护进程",
            seen
        );
    }
    out.meaning = match plan.job.builder {
        Builder::None => say!(
            lang,
            "This plan builds no images: no job pod in `{}` has a daemon and nothing sets `DOCKER_HOST`, so the client falls back to `unix:///var/run/docker.sock`, which is not there.",
            "本方案不构建镜像：`{}` 中的作业 Pod 没有守护进程，也没有设置 `DOCKER_HOST`，客户端便去找不存在的 `unix:///var/run/docker.sock`。",
            plan.target.job_namespace
        ),
        Builder::Buildkit => say!(
            lang,
            "This plan builds with rootless BuildKit (`{}`), which does not speak Docker's API: `docker build` finds nobody. Scripts call `buildctl`, as the plan's example does.",
            "本方案用 Rootless BuildKit（`{}`）构建，它不提供 Docker API，`docker build` 连不上任何东西。脚本应像方案示例那样调用 `buildctl`。",
            plan.job.buildkit_image
        ),
        _ => say!(
            lang,
            "`config.toml` points every job to `{}`, but the daemon runs only in jobs that list `{}` under `services`, with the alias `docker`. Either the job lists none, or the daemon is not up yet, or it ended: without privilege, or above {} of memory.",
            "`config.toml` 让每个作业连接 `{}`，但只有在 `services` 中声明 `{}` 且别名为 `docker` 的作业才有守护进程。要么作业没有声明，要么守护进程尚未就绪，要么已退出：缺少特权，或内存超过 {}。",
            address(case),
            plan.job.dind_image,
            memory(case)
        ),
    };
    let other = match plan.job.builder {
        Builder::DindTls => "2375",
        Builder::DindPlain => "2376",
        _ => "",
    };
    if !other.is_empty() && seen.ends_with(other) {
        out.meaning.push_str(&say!(
            lang,
            " The job asked on port {}: it sets a `DOCKER_HOST` of its own.",
            "作业连接的是端口 {}：它自己设置了 `DOCKER_HOST`。",
            other
        ));
    }
    if seen.starts_with("unix:") && plan.job.builder.is_dind() {
        out.meaning.push_str(case.t(t(
            " The client asked a socket: `DOCKER_HOST` is empty there, so the managers run with an older configuration or the script unsets it.",
            "客户端访问的是 socket：`DOCKER_HOST` 为空，说明管理器仍用旧配置，或脚本清除了它。",
        )));
    }

    containers(case, out);
    out.step(
        case.t(t(
            "Read what the daemon said last.",
            "查看守护进程最后的输出。",
        )),
        logs_of(case, service_container(case, "docker")),
    )
    .expect = case
        .t(t(
            "`API listen on` when it is up.",
            "启动成功时有 `API listen on`。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "In the job, see what the client goes by.",
            "在作业中查看客户端使用的变量。",
        )),
        "env | grep '^DOCKER_'",
    );

    match plan.job.builder {
        Builder::None => {
            offer_docker(case, out);
            offer_buildkit(case, out);
        }
        Builder::Buildkit => offer_docker(case, out),
        _ => {
            let image = &plan.job.dind_image;
            if !image.contains("dind") && !image.contains('@') {
                out.fix(
                    case.t(t(
                        "Use the default image, which holds a daemon",
                        "使用含守护进程的默认镜像",
                    )),
                    vec![Edit::reset("job.dind_image")],
                );
            }
        }
    }
    let (port, image) = match plan.job.builder {
        Builder::DindPlain => ("2375", &plan.job.dind_image),
        _ => ("2376", &plan.job.dind_image),
    };
    out.by_hand(
        say!(
            lang,
            "In `.gitlab-ci.yml`, list the service with `name: {}`, `alias: docker` and the variable `HEALTHCHECK_TCP_PORT: \"{}\"`, so that the job waits for it; remove any `DOCKER_HOST`.",
            "在 `.gitlab-ci.yml` 中声明服务：`name: {}`、`alias: docker`，变量 `HEALTHCHECK_TCP_PORT: \"{}\"` 让作业等它就绪；删除自设的 `DOCKER_HOST`。",
            image,
            port
        ),
        "",
    );
    out.by_hand(
        case.t(t(
            "Runners that do not wait: wait in the script, with an end.",
            "Runner 不等待时：在脚本中有限等待。",
        )),
        "for try in $(seq 30); do docker info > /dev/null 2>&1 && break; sleep 1; done",
    );
    out.confirm(case.t(t("In the job:", "在作业中执行：")), "docker version")
        .expect = case
        .t(t("A `Server:` part.", "出现 `Server:` 部分。"))
        .to_string();
    out.prevent(case.t(t(
        "Keep the service in one shared CI template with its alias; a mirrored image has another derived name.",
        "把带别名的服务写进共享 CI 模板；来自镜像站的镜像推导出的名称不同。",
    )));
    out.alike(
        case,
        "dind_privileged",
        case.t(t(
            "The daemon's log has `mount: permission denied`.",
            "守护进程日志有 `mount: permission denied`。",
        )),
    );
    out.alike(
        case,
        "oom_service",
        case.t(t(
            "The daemon's container ended with `OOMKilled`; it was there at first.",
            "守护进程的容器以 `OOMKilled` 结束；起初可用。",
        )),
    );
    out.alike(
        case,
        "dns_nxdomain",
        case.t(t(
            "Another name than `docker` or a service's alias was not found.",
            "找不到的名称不是 `docker` 或服务别名。",
        )),
    );
    no_socket(case, out);
    out.wrong(
        case.t(t("`sleep 30` before docker", "在 docker 之前 `sleep 30`")),
        case.t(t(
            "Too long on most days and too short on a busy node. A port that answers is the sign.",
            "平时太久，节点繁忙时又不够。应以端口应答为准。",
        )),
    );
}

fn memory(case: &Case) -> String {
    match case.plan.job.service_memory_limit {
        Some(limit) => ["`", &limit.to_string(), "`"].concat(),
        None => case
            .t(t("what the node has", "节点所能提供的量"))
            .to_string(),
    }
}

pub(super) fn tls(case: &Case, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    out.meaning = match plan.job.builder {
        Builder::DindTls => case
            .t(t(
                "This plan mounts a volume in memory at `/certs/client` into every container and sets `DOCKER_TLS_CERTDIR=/certs`, `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`; the daemon writes its certificates there when it starts. None there: it did not start, the job overrides one of these variables, or the managers run with an older configuration.",
                "本方案把内存卷挂载到所有容器的 `/certs/client`，并设置 `DOCKER_TLS_CERTDIR=/certs`、`DOCKER_TLS_VERIFY` 与 `DOCKER_CERT_PATH`；守护进程启动时在此写入证书。没有证书说明：守护进程未启动、作业覆盖了这些变量，或管理器仍用旧配置。",
            ))
            .to_string(),
        Builder::DindPlain => case
            .t(t(
                "This plan has the daemon on port 2375 without TLS, and no volume for certificates. The job, or a template it includes, sets `DOCKER_TLS_VERIFY`, `DOCKER_CERT_PATH` or port 2376 all the same.",
                "本方案的守护进程在 2375 端口且不用 TLS，也没有证书卷。作业或其引用的模板仍设置了 `DOCKER_TLS_VERIFY`、`DOCKER_CERT_PATH` 或 2376 端口。",
            ))
            .to_string(),
        _ => say!(
            lang,
            "This plan has no Docker daemon in `{}` and no volume for its certificates; the job's variables expect both.",
            "本方案在 `{}` 中没有 Docker 守护进程，也没有证书卷；而作业的变量要求二者都在。",
            plan.target.job_namespace
        ),
    };
    out.step(
        case.t(t(
            "While a job runs, look at the certificates where the client reads them.",
            "作业运行期间，在客户端读取处查看证书。",
        )),
        with_pod(case, in_pod(case, "build", &["ls", "-l", "/certs/client"])),
    )
    .expect = case
        .t(t(
            "`ca.pem`, `cert.pem`, `key.pem`. No such folder: the volume is missing. Empty: the daemon is not up.",
            "应有 `ca.pem`、`cert.pem`、`key.pem`。没有该目录：缺少卷。目录为空：守护进程未启动。",
        ))
        .to_string();
    out.step(
        case.t(t("Read the daemon's log.", "查看守护进程日志。")),
        logs_of(case, service_container(case, "docker")),
    );
    out.step(
        case.t(t(
            "In the job, see the variables that won.",
            "在作业中查看最终生效的变量。",
        )),
        "env | grep '^DOCKER_'",
    )
    .expect = say!(
        lang,
        "`DOCKER_HOST={}`; port 2376 goes with certificates, 2375 without any.",
        "`DOCKER_HOST={}`；2376 端口需要证书，2375 不需要。",
        address(case)
    );
    match plan.job.builder {
        Builder::DindPlain => out.fix(
            case.t(t("Use TLS", "使用 TLS")),
            vec![Edit::set("job.builder", "dind_tls")],
        ),
        Builder::DindTls => {
            let at = |row: &Row| {
                let path = row.get("mount_path").map_or("", String::as_str);
                let locked = row.get("read_only").is_some_and(|on| on == "true");
                locked && path.trim().trim_end_matches('/') == "/certs/client"
            };
            if rows(case, "job.volumes").iter().any(at) {
                out.fix(
                    case.t(t(
                        "Let the daemon write /certs/client",
                        "允许守护进程写入 /certs/client",
                    )),
                    vec![set_cells(case, "job.volumes", at, ("read_only", "false"))],
                );
            }
        }
        _ => offer_docker(case, out),
    }
    out.by_hand(
        case.t(t(
            "Remove `DOCKER_HOST`, `DOCKER_TLS_CERTDIR`, `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH` from `.gitlab-ci.yml` and from CI/CD variables: the runner sets all four as one.",
            "从 `.gitlab-ci.yml` 与 CI/CD 变量中删除 `DOCKER_HOST`、`DOCKER_TLS_CERTDIR`、`DOCKER_TLS_VERIFY`、`DOCKER_CERT_PATH`：Runner 会成套设置。",
        )),
        "grep -rn 'DOCKER_' .gitlab-ci.yml",
    );
    out.by_hand(
        case.t(t(
            "`certificate is valid for docker, localhost, not …`: call the service by the alias `docker`.",
            "若报 `certificate is valid for docker, localhost, not …`：用别名 `docker` 访问该服务。",
        )),
        "",
    );
    out.confirm(case.t(t("In the job:", "在作业中执行：")), "docker version")
        .expect = case
        .t(t("A `Server:` part.", "出现 `Server:` 部分。"))
        .to_string();
    out.prevent(case.t(t(
        "Leave Docker's variables to the runner; a job that sets one of them breaks at the next change of the plan.",
        "Docker 变量交给 Runner 设置；自行设置其一的作业会在方案变化后失效。",
    )));
    out.alike(
        case,
        "dind_privileged",
        case.t(t(
            "No certificate, and `mount: permission denied` in the daemon's log.",
            "没有证书，且守护进程日志有 `mount: permission denied`。",
        )),
    );
    out.alike(
        case,
        "dind_daemon_unreachable",
        case.t(t(
            "No word of TLS: nobody answers.",
            "没有 TLS 字样：根本无人应答。",
        )),
    );
    out.alike(
        case,
        "dind_registry_x509",
        case.t(t(
            "`Error response from daemon`: the daemon answers and distrusts a registry.",
            "`Error response from daemon`：守护进程有应答，不信任的是镜像仓库。",
        )),
    );
    out.wrong(
        case.t(t(
            "Empty `DOCKER_TLS_CERTDIR` and be done",
            "把 `DOCKER_TLS_CERTDIR` 置空就行",
        )),
        case.t(t(
            "That moves the daemon to port 2375, where nothing asks who calls: `DOCKER_HOST` must follow, and the port is root on the node for whoever reaches it.",
            "守护进程会改到 2375 端口且没有任何认证：`DOCKER_HOST` 必须随之修改，而能访问该端口者即拥有节点 root 权限。",
        )),
    );
    out.wrong(
        case.t(t(
            "Add `volumes = [\"/certs/client\"]`",
            "添加 `volumes = [\"/certs/client\"]`",
        )),
        case.t(t(
            "That is a key of the Docker executor. Here it is an emptyDir under `[[runners.kubernetes.volumes.empty_dir]]`.",
            "那是 Docker executor 的键；这里应是 `[[runners.kubernetes.volumes.empty_dir]]` 下的 emptyDir。",
        )),
    );
}
