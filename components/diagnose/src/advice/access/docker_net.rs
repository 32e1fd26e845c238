//! Advice on what the Docker daemon meets on its way out: packet sizes and certificates.

use super::{add_row, in_pod, service_container, with_pod};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::format::{Format, host_of};
use runwright_model::plan::Builder;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// The least MTU that a link for IPv6 may have (RFC 8200, section 5): any pod network carries it.
const LEAST: u32 = 1280;
/// The Secret that the advice names for a registry's CA.
const CA_SECRET: &str = "registry-ca";

pub(super) fn mtu(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let dind = plan.job.builder.is_dind();
    out.meaning = match (dind, plan.job.mtu) {
        (true, None) => case
            .t(t(
                "Docker gives its bridge 1500 bytes; pods on an overlay network carry less. Large packets from inside `docker build` are dropped without a word, so TLS handshakes and downloads hang there while the same command works outside. This plan sets no MTU for the daemon.",
                "Docker 网桥默认 MTU 为 1500 字节，而 overlay 网络中的 Pod 更小。`docker build` 内发出的大包会被静默丢弃，TLS 握手与下载卡住，同样的命令在外面却正常。本方案没有为守护进程设置 MTU。",
            ))
            .to_string(),
        (true, Some(mtu)) => say!(
            lang,
            "This plan's example gives the daemon `--mtu={0}`. Packets still hang, so the project's `services:` lacks that argument, the pod network carries less than {0} bytes, or the build uses a network of its own, which goes back to 1500.",
            "本方案的示例为守护进程设置了 `--mtu={0}`。仍然卡住说明：项目的 `services:` 缺少该参数、Pod 网络小于 {0} 字节，或构建使用了自建网络（又回到 1500）。",
            mtu
        ),
        (false, _) => say!(
            lang,
            "Only Docker makes a bridge of its own with 1500 bytes. This plan builds without Docker-in-Docker, so a daemon that the job brings along is meant, or the network of `{}` itself drops large packets.",
            "只有 Docker 会自建 1500 字节的网桥。本方案不使用 Docker-in-Docker，因此问题在作业自带的守护进程，或 `{}` 的网络本身丢弃大包。",
            plan.target.job_namespace
        ),
    };
    out.step(
        case.t(t(
            "While a job runs, compare the pod's interface with the daemon's bridge.",
            "作业运行期间，比较 Pod 网卡与守护进程网桥的 MTU。",
        )),
        with_pod(
            case,
            [
                in_pod(case, "build", &["cat", "/sys/class/net/eth0/mtu"]),
                in_pod(
                    case,
                    service_container(case, "docker"),
                    &["cat", "/sys/class/net/docker0/mtu"],
                ),
            ]
            .join("\n"),
        ),
    )
    .expect = case
        .t(t(
            "The second number is larger: this is the cause.",
            "第二个数更大，就是此原因。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "Without a job: the MTU of a pod on the same nodes.",
            "没有作业时：同类节点上 Pod 的 MTU。",
        )),
        commands.like_a_job(
            "mtu-test",
            &plan.job.image,
            &["cat", "/sys/class/net/eth0/mtu"],
        ),
    );
    let seen = case.seen.get(What::Size).parse::<u32>().ok();
    let seen = seen.filter(|size| (576..1500).contains(size));
    if dind {
        if let Some(size) = seen.filter(|size| Some(*size) != plan.job.mtu) {
            out.fix(
                say!(lang, "Give the daemon MTU {}", "守护进程 MTU 设为 {}", size),
                vec![Edit::set("job.mtu", size.to_string())],
            );
        } else if plan.job.mtu.is_none_or(|mtu| mtu > LEAST) {
            out.fix(
                say!(
                    lang,
                    "Give the daemon MTU {}, which every network carries; the pod's own number is better",
                    "守护进程 MTU 设为 {}，任何网络都能承载；用 Pod 自身的值更好",
                    LEAST
                ),
                vec![Edit::set("job.mtu", LEAST.to_string())],
            );
        }
    }
    out.by_hand(
        case.t(t(
            "The setting reaches the plan's example. Projects carry it themselves: `command: [\"--mtu=…\"]` at the service in `.gitlab-ci.yml`, with the pod's number.",
            "该设置写入方案的示例；各项目须自行添加：在 `.gitlab-ci.yml` 的服务上写 `command: [\"--mtu=…\"]`，用 Pod 的值。",
        )),
        "",
    );
    out.by_hand(
        case.t(t(
            "Networks that a job or compose makes do not take it over; give it to each.",
            "作业或 compose 自建的网络不会继承，需逐个设置。",
        )),
        "docker network create --opt com.docker.network.driver.mtu=1280 ci",
    );
    out.confirm(
        case.t(t(
            "In the job, a large download from inside a container ends:",
            "在作业的容器内完成一次较大下载：",
        )),
        "docker run --rm alpine:3.22 wget -T 20 -O /dev/null https://dl-cdn.alpinelinux.org/alpine/v3.22/main/x86_64/APKINDEX.tar.gz",
    );
    out.prevent(case.t(t(
        "Note the MTU when the cluster's network changes; VXLAN, WireGuard and IPsec each take some bytes.",
        "集群网络变更时记录 MTU；VXLAN、WireGuard 与 IPsec 都会占用若干字节。",
    )));
    out.alike(
        case,
        "network_blocked",
        case.t(t(
            "The same request fails outside `docker build` too.",
            "在 `docker build` 之外也失败。",
        )),
    );
    out.alike(
        case,
        "dind_registry_x509",
        case.t(t(
            "The handshake ends with a verdict on the certificate instead of hanging.",
            "握手会给出证书错误，而不是卡住。",
        )),
    );
    out.wrong(
        case.t(t("Always use `--mtu=1450`", "一律使用 `--mtu=1450`")),
        case.t(t(
            "It fits one kind of overlay. Take the number of the pod's interface; others are at 1400, 1360 or less.",
            "这只适合某一种 overlay。应取 Pod 网卡的值，其他网络可能是 1400、1360 或更小。",
        )),
    );
    out.wrong(
        case.t(t(
            "Raise timeouts or switch off TLS checks",
            "调大超时或关闭 TLS 校验",
        )),
        case.t(t(
            "The packets never arrive, however long one waits.",
            "数据包永远到不了，等多久都一样。",
        )),
    );
}

/// The registry that the text names, else a name to be replaced.
pub(super) fn registry(case: &Case) -> String {
    let host = match case.seen.get(What::Host) {
        "" => case.seen.get(What::Endpoint),
        host => host,
    };
    if !host.is_empty() {
        return host.to_string();
    }
    match host_of(case.seen.get(What::Url)) {
        Some(host) => host.to_string(),
        None => "registry.example.com".to_string(),
    }
}

pub(super) fn x509(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let host = registry(case);
    let named = host != "registry.example.com" || !case.seen.get(What::Host).is_empty();
    if named {
        out.title = say!(
            lang,
            "The Docker daemon does not trust {}",
            "Docker 守护进程不信任 {}",
            host
        );
    }
    out.meaning = say!(
        lang,
        "The daemon in the job pod speaks here. It trusts the CAs of its own image and what lies in `/etc/docker/certs.d/{}/ca.crt`; the nodes' trust and the plan's GitLab CA{} do not reach it.",
        "这是作业 Pod 中守护进程的报错。它只信任自身镜像内的 CA 以及 `/etc/docker/certs.d/{}/ca.crt`；节点的信任设置和方案中的 GitLab CA{}都不作用于它。",
        host,
        match plan.gitlab.ca_secret.as_str() {
            "" => String::new(),
            secret => say!(lang, " (`{}`)", "（`{}`）", secret),
        }
    );
    if plan.job.builder == Builder::Buildkit {
        out.meaning.push_str(case.t(t(
            " BuildKit reads its CA from `buildkitd.toml` (`[registry.\"HOST\"] ca`) instead.",
            "BuildKit 则从 `buildkitd.toml`（`[registry.\"HOST\"] ca`）读取 CA。",
        )));
    }
    out.step(
        case.t(t(
            "See who signed the certificate and until when it holds.",
            "查看证书由谁签发、何时到期。",
        )),
        [
            "openssl s_client -connect ",
            &quote(&with_port(&host)),
            " -servername ",
            &quote(host.split(':').next().unwrap_or("")),
            " < /dev/null | openssl x509 -noout -issuer -dates -ext subjectAltName",
        ]
        .concat(),
    )
    .expect = case
        .t(t(
            "Expired or another name: only the registry can mend it. Your own CA: hand it to the daemon.",
            "已过期或名称不符：只能在仓库端修复。自有 CA：把它交给守护进程。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See whether a pod beside the jobs trusts it: public CAs only.",
            "查看作业旁的 Pod 是否信任它（仅公共 CA）。",
        )),
        commands.net_test(&["https://", &host, "/v2/"].concat()),
    )
    .expect = case
        .t(t(
            "`401` or `200`: publicly trusted. `curl: (60)`: your own CA.",
            "`401` 或 `200`：公共信任。`curl: (60)`：自有 CA。",
        ))
        .to_string();
    let path = ["/etc/docker/certs.d/", &host].concat();
    let mounted = plan
        .job
        .volumes
        .iter()
        .any(|volume| volume.mount_path == path);
    let proper = Format::Path.check(&path).is_ok() && Format::Domain.check(&host).is_ok();
    if plan.job.builder.is_dind() && named && proper && !mounted {
        let cells = [
            ("kind", "secret"),
            ("name", CA_SECRET),
            ("mount_path", path.as_str()),
            ("read_only", "true"),
        ];
        out.fix(
            say!(
                lang,
                "Mount the Secret {} for {}; make the Secret first",
                "为 {1} 挂载 Secret {0}；请先创建该 Secret",
                CA_SECRET,
                host
            ),
            vec![add_row(case, "job.volumes", &cells)],
        );
    }
    out.by_hand(
        say!(
            lang,
            "Make the Secret in the job namespace before the volume is used, else pods hang in ContainerCreating. Mounted at `{}`, its key `ca.crt` is what the daemon reads.",
            "使用卷之前先在作业命名空间创建 Secret，否则 Pod 会停在 ContainerCreating。挂载到 `{}` 后，守护进程读取其中的 `ca.crt`。",
            path
        ),
        commands.jobs(&[
            "create",
            "secret",
            "generic",
            CA_SECRET,
            "--from-file=ca.crt=ca.crt",
        ]),
    );
    out.confirm(
        case.t(t(
            "In the job: any answer but x509.",
            "在作业中执行，只要不再报 x509。",
        )),
        [
            "docker manifest inspect ",
            &quote(&[&host, "/no/such:tag"].concat()),
        ]
        .concat(),
    );
    out.prevent(case.t(t(
        "Watch the registry's certificate for its end, and hand out the full chain.",
        "监控仓库证书的到期时间，并提供完整证书链。",
    )));
    out.alike(
        case,
        "image_pull_x509",
        case.t(t(
            "`Failed to pull image`: the node speaks, before the job begins.",
            "`Failed to pull image`：由节点报出，在作业开始之前。",
        )),
    );
    out.alike(
        case,
        "git_clone_x509",
        case.t(t(
            "`unable to access`: git in the helper speaks.",
            "`unable to access`：由 helper 中的 git 报出。",
        )),
    );
    out.alike(
        case,
        "gitlab_tls_x509",
        case.t(t(
            "The manager's log names `/api/v4/`.",
            "管理器日志中出现 `/api/v4/`。",
        )),
    );
    out.wrong(
        case.t(t("`--insecure-registry`", "使用 `--insecure-registry`")),
        case.t(t(
            "It takes any certificate and falls back to plain http: who sits in between gets the password and can swap images. Hand over the CA.",
            "它接受任何证书，甚至退回明文 http：中间人可以拿到密码并替换镜像。应提供 CA。",
        )),
    );
    out.wrong(
        case.t(t(
            "Set `certsSecretName` in the values",
            "在 values 中设置 `certsSecretName`",
        )),
        case.t(t(
            "That is for the managers, and through them for git. Docker does not read it.",
            "它用于管理器以及由其传给 git，Docker 不读取。",
        )),
    );
}

fn with_port(host: &str) -> String {
    if host.contains(':') {
        host.to_string()
    } else {
        [host, ":443"].concat()
    }
}
