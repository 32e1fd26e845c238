//! Advice on registries whose certificate the node does not trust.

use super::parts::*;
use crate::advice::{Case, Say};
use runwright_documents::shell::quote;
use runwright_model::plan::Platform;
use runwright_model::protocol::Advice;
use runwright_model::say;

pub(super) fn x509(case: &Case, advice: &mut Advice) {
    let host = host(case);
    let ca = &case.plan.gitlab.ca_secret;
    advice.title = say!(
        case.lang,
        "The node does not trust the certificate of {}",
        "节点不信任 {} 的证书",
        short(&host)
    );
    let mut meaning = vec![
        p(
            case,
            "The node's container runtime checks the registry's certificate against the node's own trust store.",
            "节点的容器运行时用节点自己的信任库校验仓库证书。",
        )
        .to_string(),
    ];
    if ca.is_empty() {
        meaning.push(
            p(
                case,
                "No setting of the runner or of the job pod takes part in it.",
                "Runner 和作业 Pod 的任何设置都不参与。",
            )
            .to_string(),
        );
    } else {
        meaning.push(say!(
            case.lang,
            "The plan's {} reaches the managers and the helper's git, not the nodes.",
            "方案中的 {} 只用于管理器和 helper 的 git，不会到达节点。",
            code(ca)
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    look_at_events(case, advice).expect = p(
        case,
        "`unknown authority`: the CA is missing on the node. `expired`, `not valid for`, `legacy Common Name`: the server's certificate must be renewed.",
        "`unknown authority`：节点缺少 CA；`expired`、`not valid for`、`legacy Common Name`：须更换服务器证书。",
    )
    .to_string();
    let address = if host.contains(':') {
        host.clone()
    } else {
        [&host, ":443"].concat()
    };
    let name = address.split(':').next().unwrap_or("");
    on_node(
        case,
        advice,
        [
            "openssl s_client -connect ",
            &quote(&address),
            " -servername ",
            &quote(name),
            " </dev/null | openssl x509 -noout -issuer -enddate -ext subjectAltName\n",
            crictl(case),
            " pull ",
            &quote(image(case)),
        ]
        .concat(),
    )
    .expect = p(
        case,
        "The issuer is your own CA, or a proxy that opens TLS; the name must be among the alternative names.",
        "签发者是自有 CA 或会解密 TLS 的代理；主机名必须在备用名称中。",
    )
    .to_string();
    // containerd looks for Docker Hub under the name in the image's reference.
    let folder = if is_docker_hub(&host) {
        "docker.io"
    } else {
        &host
    };
    let (text, command) = match case.plan.target.platform {
        Platform::Openshift => (
            p(
                case,
                "Put the CA into a ConfigMap of `openshift-config` and name it as `additionalTrustedCA`; the nodes take it over by themselves.",
                "把 CA 放入 `openshift-config` 的 ConfigMap，并设为 `additionalTrustedCA`，节点会自动更新。",
            ),
            [
                "kubectl --namespace openshift-config create configmap registry-cas --from-file=",
                &quote(&[&address.replace(":443", "").replace(':', ".."), "=ca.crt"].concat()),
                "\nkubectl patch image.config.openshift.io/cluster --type=merge --patch '{\"spec\":{\"additionalTrustedCA\":{\"name\":\"registry-cas\"}}}'",
            ]
            .concat(),
        ),
        Platform::K3s | Platform::Rke2 => (
            p(
                case,
                "Name the CA file under `configs:` for this host in `registries.yaml` on every node and restart the service.",
                "在每个节点的 `registries.yaml` 的 `configs:` 中为该主机指定 CA 文件，并重启服务。",
            ),
            [
                "configs:\n  \"",
                &host.replace('"', ""),
                "\":\n    tls:\n      ca_file: /etc/ssl/registry-ca.crt",
            ]
            .concat(),
        ),
        _ => (
            p(
                case,
                "Unknown authority: put the full CA chain on every node, through the node image or its bootstrap, since new nodes come without it. containerd reads it from `certs.d` where `config_path` points there.",
                "未知签发者：通过节点镜像或引导脚本把完整 CA 链放到每个节点，否则新节点仍会缺少。`config_path` 指向 `certs.d` 时 containerd 从那里读取。",
            ),
            [
                "sudo mkdir -p ",
                &quote(&["/etc/containerd/certs.d/", folder].concat()),
                "\nsudo cp ca.crt ",
                &quote(&["/etc/containerd/certs.d/", folder, "/ca.crt"].concat()),
                "\nsudo grep -n config_path /etc/containerd/config.toml",
            ]
            .concat(),
        ),
    };
    advice.by_hand(text, command);
    advice.by_hand(
        p(
            case,
            "Expired, or without this host name: renew the certificate on the registry; nothing on the nodes helps.",
            "已过期或不含该主机名：在仓库端更换证书，改节点没有用。",
        ),
        "",
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Watch the certificate's end date, and put the CA into the node image.",
        "监控证书到期时间，并把 CA 写入节点镜像。",
    ));
    advice.alike(
        case,
        "gitlab_tls_x509",
        p(
            case,
            "There a manager speaks: the URL ends in `/api/v4/runners` or `/jobs/request`.",
            "那里是管理器报错：URL 以 `/api/v4/runners` 或 `/jobs/request` 结尾。",
        ),
    );
    advice.alike(
        case,
        "git_clone_x509",
        p(
            case,
            "There the helper's git speaks: `unable to access`.",
            "那里是 helper 的 git 报错：`unable to access`。",
        ),
    );
    advice.alike(
        case,
        "dind_registry_x509",
        p(
            case,
            "There the daemon in the job speaks: `Error response from daemon`, or `docker login`.",
            "那里是作业内的守护进程报错：`Error response from daemon` 或 `docker login`。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set `certsSecretName`, or mount the CA into the job.",
            "设置 `certsSecretName`，或把 CA 挂载进作业。",
        ),
        p(
            case,
            "The managers and containers trust it then; the node, which pulls, does not.",
            "那样只有管理器和容器信任它，而拉取镜像的是节点。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Declare the registry insecure, or set `insecure_skip_verify`.",
            "把仓库声明为 insecure，或设置 `insecure_skip_verify`。",
        ),
        p(
            case,
            "Anybody in between can then swap images that run with your credentials. Installing the CA is the same effort.",
            "这样中间人就能替换以你的凭据运行的镜像；安装 CA 的工作量并不更大。",
        ),
    );
}
