//! Advice on pulls that do not get through: names and routes, both of them of the node.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::plan::{Platform, Strategy};
use runwright_model::protocol::Advice;
use runwright_model::say;

/// Where nodes get their resolver from.
fn node_resolver(case: &Case) -> &'static str {
    match case.plan.target.platform {
        Platform::Eks => p(
            case,
            "EKS nodes ask the VPC resolver, or what the VPC's DHCP options name: add the zone there (Route 53 private zone or Resolver rule).",
            "EKS 节点使用 VPC 解析器或 DHCP 选项集中的服务器：请在那里添加区域（Route 53 私有区域或 Resolver 规则）。",
        ),
        Platform::Aks => p(
            case,
            "AKS nodes ask the DNS servers of their virtual network: add the zone there or link a private DNS zone.",
            "AKS 节点使用虚拟网络的 DNS 服务器：请在那里添加区域，或关联专用 DNS 区域。",
        ),
        Platform::Gke => p(
            case,
            "GKE nodes ask the VPC's Cloud DNS: add a private or forwarding zone for the name.",
            "GKE 节点使用 VPC 的 Cloud DNS：请为该名称添加专用区域或转发区域。",
        ),
        _ => p(
            case,
            "Repair the resolver of the nodes (`/etc/resolv.conf`, `systemd-resolved`, DHCP), on every node that pulls.",
            "修复节点自身的解析器（`/etc/resolv.conf`、`systemd-resolved`、DHCP），所有会拉取镜像的节点都要改。",
        ),
    }
}

/// Where the container runtime learns of a mirror.
pub(super) fn mirror_by_hand(case: &Case, advice: &mut Advice) {
    let host = host(case);
    let host = if is_docker_hub(&host) {
        "docker.io".to_string()
    } else {
        host
    };
    let (text, command) = match case.plan.target.platform {
        Platform::K3s | Platform::Rke2 => {
            let file = if case.plan.target.platform == Platform::K3s {
                "/etc/rancher/k3s/registries.yaml"
            } else {
                "/etc/rancher/rke2/registries.yaml"
            };
            (
                say!(
                    case.lang,
                    "Or name a mirror the nodes reach in {} on every node and restart the service.",
                    "或在每个节点的 {} 中填写节点可达的镜像站，并重启服务。",
                    code(file)
                ),
                ["sudo cat ", file].concat(),
            )
        }
        Platform::Openshift => (
            say!(
                case.lang,
                "Or name a mirror for {} in an `ImageDigestMirrorSet` or `ImageTagMirrorSet`.",
                "或为 {} 创建 `ImageDigestMirrorSet` 或 `ImageTagMirrorSet` 指定镜像站。",
                code(&host)
            ),
            case.commands()
                .kubectl(&["get", "imagedigestmirrorset,imagetagmirrorset"]),
        ),
        _ => (
            say!(
                case.lang,
                "Or give containerd a mirror for {} that the nodes reach, in the node image or its bootstrap; `config_path` must point to that folder.",
                "或在节点镜像或引导脚本中为 {} 给 containerd 配置节点可达的镜像站；`config_path` 须指向该目录。",
                code(&host)
            ),
            [
                "sudo cat ",
                &quote(&["/etc/containerd/certs.d/", &host, "/hosts.toml"].concat()),
                "\nsudo grep -n config_path /etc/containerd/config.toml",
            ]
            .concat(),
        ),
    };
    advice.by_hand(text, command);
}

fn pods_do_not_matter(case: &Case) -> &'static str {
    p(
        case,
        "Images are pulled by the node's container runtime, before any container of the job exists: the pod's DNS, CoreDNS, host aliases and NetworkPolicies have no say.",
        "镜像由节点的容器运行时拉取，此时作业的容器还不存在：Pod 的 DNS、CoreDNS、固定名称和网络策略都不起作用。",
    )
}

pub(super) fn dns(case: &Case, advice: &mut Advice) {
    let host = host(case);
    let server = case.seen.get(What::Server);
    advice.title = say!(
        case.lang,
        "The node cannot resolve {}",
        "节点解析不了 {}",
        short(&host)
    );
    let mut meaning = vec![pods_do_not_matter(case).to_string()];
    if server.starts_with("127.") {
        meaning.push(say!(
            case.lang,
            "{} is the node's own stub resolver; what counts is the server behind it.",
            "{} 是节点本机的存根解析器，真正起作用的是它后面的服务器。",
            code(server)
        ));
    } else if !server.is_empty() && server == case.plan.dns.cluster_dns {
        meaning.push(say!(
            case.lang,
            "The node asked {}, the cluster's DNS; when CoreDNS is down, its own image cannot be pulled either.",
            "节点询问的是集群 DNS {}；CoreDNS 故障时，连它自己的镜像也拉不下来。",
            code(server)
        ));
    } else if !server.is_empty() {
        meaning.push(say!(
            case.lang,
            "The node asked {}.",
            "节点询问的是 {}。",
            code(server)
        ));
    }
    if case.plan.dns.strategy != Strategy::Cluster {
        meaning.push(say!(
            case.lang,
            "The plan's strategy “{}” is for job pods and changes nothing here.",
            "方案中的“{}”策略只作用于作业 Pod，对此无效。",
            strategy(case)
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    look_at_events(case, advice).expect = p(
        case,
        "`Failed to pull image` with `lookup NAME on SERVER:53`: `no such host` says that the server does not know the name, `i/o timeout` that it does not answer.",
        "`Failed to pull image` 中的 `lookup 名称 on 服务器:53`：`no such host` 表示服务器不认识该名称，`i/o timeout` 表示它没有回答。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Is it one node or all of them? Compare the column NODE of pods that run and pods that do not.",
                "是一个节点还是所有节点？对比正常与异常 Pod 的 NODE 列。",
            ),
            pods_wide(case),
        )
        .expect = p(
        case,
        "One node: its resolver. All nodes: the resolver they share, or the name.",
        "仅一个节点：它的解析器有问题；所有节点：共用的解析器或名称本身有问题。",
    )
    .to_string();
    on_node(
        case,
        advice,
        [
            "getent hosts ",
            &quote(&host),
            "\ncat /etc/resolv.conf\n",
            crictl(case),
            " pull ",
            &quote(image(case)),
        ]
        .concat(),
    )
    .expect = p(
        case,
        "`getent` prints nothing while this is the cause.",
        "若是此原因，`getent` 没有任何输出。",
    )
    .to_string();
    fall_back(case, advice);
    advice.by_hand(node_resolver(case), "");
    mirror_by_hand(case, advice);
    confirm_pulled(case, advice);
    advice.prevent(say!(
        case.lang,
        "Test {} from every node when it joins, in its bootstrap, and not when the first job lands there.",
        "在节点加入集群的引导阶段就测试 {}，不要等第一个作业落上去才发现。",
        code(&["getent hosts ", &host].concat())
    ));
    advice.alike(
        case,
        "image_pull_network",
        p(
            case,
            "There the name resolves: the message has an address and port and no `lookup`.",
            "那里名称能解析：报错中有地址和端口，没有 `lookup`。",
        ),
    );
    advice.alike(
        case,
        "dns_nxdomain",
        p(
            case,
            "There the name is missing inside a running container, in the job log and not in the kubelet's event.",
            "那里是运行中的容器解析失败，出现在作业日志而不是 kubelet 事件中。",
        ),
    );
    advice.alike(
        case,
        "helper_image_pull",
        p(
            case,
            "Then the image is `gitlab-runner-helper`: mirror that one image.",
            "若镜像是 `gitlab-runner-helper`，只需镜像这一个。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set `dns_policy` and `dns_config` of the runner, or edit CoreDNS.",
            "修改 Runner 的 `dns_policy`、`dns_config`，或改 CoreDNS。",
        ),
        p(
            case,
            "They shape `/etc/resolv.conf` of the pods. The node pulls, with its own.",
            "它们只影响 Pod 内的 `/etc/resolv.conf`；拉取镜像用的是节点自己的。",
        ),
    );
    advice.wrong(
        p(
            case,
            "`kubectl exec` into the build container and run `nslookup` or `nc -zv SERVER 53`.",
            "用 `kubectl exec` 进入 build 容器执行 `nslookup` 或 `nc -zv 服务器 53`。",
        ),
        p(
            case,
            "The container does not run yet, and it would ask another resolver. `nc -z` tests TCP only, while lookups go over UDP.",
            "此时容器尚未运行，而且它用的是另一个解析器。`nc -z` 只测 TCP，而查询走 UDP。",
        ),
    );
}

fn strategy(case: &Case) -> &'static str {
    let word = case.plan.dns.strategy.word();
    let option = Strategy::OPTIONS.iter().find(|option| option.value == word);
    option.map_or("", |option| option.label.get(case.lang))
}

pub(super) fn network(case: &Case, advice: &mut Advice) {
    let host = host(case);
    let endpoint = case.seen.get(What::Endpoint);
    advice.title = say!(
        case.lang,
        "The node does not get through to {}",
        "节点连不上 {}",
        short(&host)
    );
    let mut meaning = vec![pods_do_not_matter(case).to_string()];
    if case.plan.security.network_policy {
        meaning.push(
            p(
                case,
                "The plan's network policy is for job pods: opening it does not help.",
                "方案中的网络策略只管作业 Pod，放开它没有用。",
            )
            .to_string(),
        );
    }
    if endpoint.is_empty() {
        meaning.push(
            p(
                case,
                "The name resolves, but TCP or TLS is cut: a firewall, a missing proxy, or a registry that is down.",
                "名称能解析，但 TCP 或 TLS 不通：防火墙、缺少代理，或仓库宕机。",
            )
            .to_string(),
        );
    } else {
        meaning.push(say!(
            case.lang,
            "The name resolves, but {} is cut: a firewall, a missing proxy, or a registry that is down.",
            "名称能解析，但 {} 不通：防火墙、缺少代理，或仓库宕机。",
            code(endpoint)
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    look_at_events(case, advice).expect = p(
        case,
        "`i/o timeout` or `Client.Timeout`: packets are dropped. `connection refused`: nothing listens. `connection reset`, `EOF`, `TLS handshake timeout`: a proxy or firewall in between.",
        "`i/o timeout`、`Client.Timeout`：数据包被丢弃；`connection refused`：无人监听；`connection reset`、`EOF`、`TLS handshake timeout`：中间有代理或防火墙。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Is it one node or all of them?",
                "是一个节点还是所有节点？",
            ),
            pods_wide(case),
        )
        .expect = p(
        case,
        "One pool: its route or firewall group. All: the way out, or the registry.",
        "仅一个节点池：它的路由或安全组；全部：出口或仓库本身。",
    )
    .to_string();
    let url = ["https://", &host, "/v2/"].concat();
    on_node(
        case,
        advice,
        [
            "curl -sS -m 10 -o /dev/null -w '%{http_code}\\n' ",
            &quote(&url),
            "\nsystemctl show containerd --property=Environment\n",
            crictl(case),
            " pull ",
            &quote(image(case)),
        ]
        .concat(),
    )
    .expect = p(
        case,
        "`200` or `401` prove the way is open; then the download host behind a redirect is blocked. Where a proxy is needed, `Environment` must show `HTTPS_PROXY`.",
        "`200` 或 `401` 说明通路正常，那么被挡的是重定向后的下载主机。需要代理时，`Environment` 中应有 `HTTPS_PROXY`。",
    )
    .to_string();
    fall_back(case, advice);
    let more = if is_docker_hub(&host) {
        p(
            case,
            "Docker Hub needs `registry-1.docker.io`, `auth.docker.io` and the download hosts it redirects to.",
            "Docker Hub 需要 `registry-1.docker.io`、`auth.docker.io` 以及重定向到的下载主机。",
        )
    } else {
        p(
            case,
            "Registries often redirect layers to object storage: open that host as well.",
            "仓库常把镜像层重定向到对象存储：该主机也要放行。",
        )
    };
    advice.by_hand(
        say!(
            case.lang,
            "Let the nodes out to {} on TCP 443. {}",
            "放行节点到 {} 的 TCP 443。{}",
            code(&host),
            more
        ),
        "",
    );
    advice.by_hand(
        p(
            case,
            "Behind a proxy, give it to the container runtime on every node, with `NO_PROXY` for the cluster's networks; then restart the runtime.",
            "若需代理，在每个节点上为容器运行时配置，并用 `NO_PROXY` 排除集群网段，然后重启运行时。",
        ),
        "sudo systemctl edit containerd\nsudo systemctl restart containerd",
    );
    mirror_by_hand(case, advice);
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Keep CI images in a registry or pull-through cache in the nodes' own network.",
        "把 CI 镜像放在节点同网络的仓库或拉取缓存中。",
    ));
    advice.alike(
        case,
        "image_pull_dns",
        p(
            case,
            "There the message says `lookup`, with a DNS server and port 53.",
            "那里报错含 `lookup` 和 DNS 服务器的 53 端口。",
        ),
    );
    advice.alike(
        case,
        "image_pull_x509",
        p(
            case,
            "There the connection stands and the certificate is refused: `x509`.",
            "那里连接已建立，但证书被拒绝：`x509`。",
        ),
    );
    advice.alike(
        case,
        "network_blocked",
        p(
            case,
            "There running containers get nowhere; a NetworkPolicy may do that.",
            "那里是运行中的容器出不去，可能是网络策略所致。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set the registry mirror of Docker-in-Docker (`--registry-mirror`).",
            "设置 Docker-in-Docker 的 `--registry-mirror`。",
        ),
        p(
            case,
            "It serves pulls of the daemon inside the job. The job's own images are pulled by the node.",
            "它只用于作业内守护进程的拉取；作业自身的镜像由节点拉取。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set `HTTPS_PROXY` in the runner's `environment`.",
            "在 Runner 的 `environment` 中设置 `HTTPS_PROXY`。",
        ),
        p(
            case,
            "Those are variables of the job's containers; the container runtime does not read them.",
            "那是作业容器的变量，容器运行时不会读取。",
        ),
    );
}
