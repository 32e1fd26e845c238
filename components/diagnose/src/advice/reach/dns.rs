//! Advises on names that are not found, and says whom pods ask.

use super::dns_fix;
use super::policy::NODE_LOCAL;
use super::words::{
    cluster_name, code, dns_logs, gitlab_host, ip_of, looked_up, lookup, own_resolvers,
    private_name, resolvers,
};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::plan::Strategy;
use runwright_model::protocol::Advice;
use runwright_model::say;
use runwright_model::text::t;

/// Who was asked, as far as the address of the server tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A stub of the node or of an inner Docker: not the pod's resolver.
    Node,
    NodeLocal,
    /// One of the plan's nameservers.
    Own,
    Other,
}

pub(super) fn asked(case: &Case) -> Asked {
    let server = case.seen.get(What::Server);
    let ip = ip_of(server);
    if ip.is_some_and(|ip| ip.is_loopback()) {
        Asked::Node
    } else if server == NODE_LOCAL {
        Asked::NodeLocal
    } else if case.plan.dns.nameservers.iter().any(|own| own == server) {
        Asked::Own
    } else {
        Asked::Other
    }
}

/// What the plan does about names, in a sentence.
pub(super) fn strategy(case: &Case) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let dns = &plan.dns;
    match dns.strategy {
        Strategy::Internal if own_resolvers(plan) => {
            let servers = resolvers(case);
            say!(
                lang,
                "Job pods ask {servers} and nobody else (strategy Internal network); managers ask cluster DNS.",
                "作业 Pod 只向 {servers} 查询（“内部网络”策略）；管理器使用集群 DNS。",
            )
        }
        Strategy::Public => {
            let upstreams = super::words::codes(&dns.upstreams);
            say!(
                lang,
                "Job pods ask cluster DNS, which forwards names outside the cluster to {upstreams} (strategy Public cloud).",
                "作业 Pod 向集群 DNS 查询，集群以外的名称转发给 {upstreams}（“公有云”策略）。",
            )
        }
        Strategy::Hybrid if !dns.zones.is_empty() => {
            let zones: Vec<&str> = dns.zones.iter().map(|zone| zone.zone.as_str()).collect();
            let zones = super::words::codes(&zones);
            say!(
                lang,
                "Job pods ask cluster DNS, which has resolvers of their own for {zones} (strategy Hybrid) and for all else asks those of the nodes.",
                "作业 Pod 向集群 DNS 查询，{zones} 使用各自的解析器（“混合”策略），其余名称交给节点的解析器。",
            )
        }
        _ => case
            .t(t(
                "Job pods ask cluster DNS, and names outside the cluster are asked of the nodes' resolvers.",
                "作业 Pod 向集群 DNS 查询，集群以外的名称交给节点的解析器。",
            ))
            .to_string(),
    }
}

pub(super) fn nxdomain(case: &Case, advice: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let name = looked_up(case, gitlab_host(plan));
    let server = case.seen.get(What::Server);
    let shown = code(name);
    if !case.seen.get(What::Host).is_empty() {
        advice.title = if server.is_empty() {
            say!(
                lang,
                "{name} does not exist for the resolver",
                "解析器认为 {name} 不存在"
            )
        } else {
            say!(
                lang,
                "{name} is not known to {server}",
                "{server} 不认识 {name}"
            )
        };
    }
    let why = nxdomain_why(case, name);
    let all = strategy(case);
    advice.meaning = say!(
        lang,
        "The resolver answered, and its answer is that {shown} does not exist; waiting and more tries change nothing. {all} {why}",
        "解析器有应答，答案是 {shown} 不存在；等待或重试都没有用。{all}{why}",
    );
    let short = say!(
        lang,
        "An address: the name is known by now. `NXDOMAIN` repeats it.",
        "返回地址：现在已能解析；`NXDOMAIN` 即复现。",
    );
    advice
        .step(
            say!(
                lang,
                "Look {shown} up as a job does",
                "以作业的方式查询 {shown}"
            ),
            lookup(case, name, ""),
        )
        .expect = short;
    let dotted = [name, "."].concat();
    advice
        .step(
            case.t(t(
                "The same with a closing dot, which leaves the search domains out",
                "在末尾加点再查一次，跳过搜索域",
            )),
            lookup(case, &dotted, ""),
        )
        .expect = case
        .t(t(
            "An address here and none above: a search domain spoils it (see `ndots`). None in both: the resolver does not know the name.",
            "此处有地址而上面没有：是搜索域的问题（见 `ndots`）；两次都没有：解析器不认识该名称。",
        ))
        .to_string();
    for own in plan.dns.nameservers.iter().filter(|_| own_resolvers(plan)) {
        advice.step(
            say!(lang, "Ask {} directly", "直接向 {} 查询", code(own)),
            lookup(case, name, own),
        );
    }
    advice
        .step(
            case.t(t(
                "In the jobs' own image, since its C library decides",
                "在作业自己的镜像中查询，结果取决于其 C 库",
            )),
            case.commands()
                .like_a_job("dns-libc", &plan.job.image, &["getent", "hosts", name]),
        )
        .expect = case
        .t(t(
            "An address and the name. Nothing, although nslookup finds it: musl and a search domain that answers wrongly.",
            "地址与名称。若 nslookup 能查到而这里没有：多半是 musl 遇到应答异常的搜索域。",
        ))
        .to_string();
    dns_fix::nxdomain(case, advice, name);
    advice.by_hand(
        say!(
            lang,
            "Have {shown} entered in the zone that the resolver serves, or correct the name where it is written: CI variable, `.gitlab-ci.yml`, `external_url`.",
            "在解析器负责的区域中添加 {shown}，或更正写错的地方：CI 变量、`.gitlab-ci.yml`、`external_url`。",
        ),
        "",
    );
    if plan.patches_coredns() {
        advice.by_hand(
            case.t(t(
                "Check that the change to cluster DNS is in force; the plan's patch is applied by hand.",
                "确认对集群 DNS 的修改已生效；方案中的补丁需手动应用。",
            )),
            dns_logs(case),
        );
    }
    advice.by_hand(
        case.t(t(
            "For a name that managers need, the fixed names of the plan do not count: they are the jobs'. Use `hostAliases` of the chart (All settings).",
            "管理器需要的名称不受方案“固定名称”影响（那是给作业的），请使用 Chart 的 `hostAliases`（“全部设置”）。",
        )),
        "",
    );
    advice
        .confirm(
            say!(
                lang,
                "{shown} has an address in a job pod",
                "作业 Pod 中 {shown} 有地址"
            ),
            lookup(case, name, ""),
        )
        .expect = case
        .t(t(
            "`Address:` below `Name:`, three times in a row.",
            "`Name:` 下有 `Address:`，连续三次都如此。",
        ))
        .to_string();
    advice.prevent(case.t(t(
        "Look up every name that pipelines need in a scheduled job, in the images they use.",
        "用定时作业在流水线所用的镜像中查询所有必需的名称。",
    )));
    advice.prevent(case.t(t(
        "Watch `coredns_dns_responses_total` by `rcode`; `NXDOMAIN` for search domains is normal, a jump is not.",
        "按 `rcode` 监控 `coredns_dns_responses_total`；搜索域产生的 `NXDOMAIN` 属正常，突增则不正常。",
    )));
    advice.alike(
        case,
        "dns_timeout",
        case.t(t(
            "There no answer comes: `i/o timeout`, `server misbehaving`, `Temporary failure`.",
            "那种情况没有应答：`i/o timeout`、`server misbehaving`、`Temporary failure`。",
        )),
    );
    advice.alike(
        case,
        "image_pull_dns",
        case.t(t(
            "There the node looks up: `Failed to pull image`, often `127.0.0.53`.",
            "那种情况由节点查询：`Failed to pull image`，常见 `127.0.0.53`。",
        )),
    );
    advice.alike(
        case,
        "dind_daemon_unreachable",
        case.t(t(
            "There the name is `docker` or another service: an alias in /etc/hosts, never DNS.",
            "那种情况的名称是 `docker` 等服务：它是 /etc/hosts 中的别名，与 DNS 无关。",
        )),
    );
    advice.wrong(
        case.t(t(
            "List cluster DNS, the VPC's and 8.8.8.8 as nameservers, so that the next one is tried",
            "把集群 DNS、VPC DNS 与 8.8.8.8 都列为名称服务器，以便依次尝试",
        )),
        case.t(t(
            "No resolver does that. With glibc the first “does not exist” is final; musl asks all at once and takes the first answer. Use one resolver and a zone for each private domain.",
            "没有解析器这样工作。glibc 以第一个“不存在”为准；musl 同时询问并取最先返回的答案。应使用一个解析器，并为每个私有域设置区域。",
        )),
    );
    editing_coredns(case, advice);
}

/// Why the name is unknown, as far as the plan tells.
fn nxdomain_why(case: &Case, name: &str) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let dns = &plan.dns;
    let shown = code(name);
    let short = !name.contains('.') && name != "NAME";
    if asked(case) == Asked::Node {
        return case
            .t(t(
                "The server asked is a loopback address: that is a node or an inner Docker daemon, and no setting of the pod concerns it.",
                "被询问的服务器是回环地址：那是节点或内层 Docker 守护进程，Pod 的任何设置都管不到它。",
            ))
            .to_string();
    }
    if name == "docker" || name == "buildkit" || (short && plan.job.builder.has_service()) {
        return say!(
            lang,
            "{shown} looks like a service of the job. Such names are written to /etc/hosts when the service stands in the job, so DNS is asked only if the service or its alias is missing.",
            "{shown} 像是作业的服务。作业中声明了服务时，其名称会写入 /etc/hosts；只有缺少该服务或别名时才会去问 DNS。",
        );
    }
    if cluster_name(plan, name) && own_resolvers(plan) {
        return say!(
            lang,
            "{shown} is a name of the cluster, which {} does not know.",
            "{shown} 是集群内的名称，{} 不认识它。",
            resolvers(case)
        );
    }
    if short {
        return say!(
            lang,
            "{shown} has a single label, so it is looked for below the search domains only; a Service of another namespace needs `NAME.NAMESPACE`.",
            "{shown} 只有一段，只会在搜索域下查找；其他命名空间的 Service 需写成 `NAME.NAMESPACE`。",
        );
    }
    if dns.strategy == Strategy::Hybrid && dns_fix::covered(plan, name) {
        return if asked(case) == Asked::NodeLocal && !dns.nodelocal {
            case.t(t(
                "NodeLocal DNSCache was asked, which forwards foreign names by itself and never reaches the zones in CoreDNS; the plan does not know of it.",
                "被询问的是 NodeLocal DNSCache，它自行转发外部名称，不会经过 CoreDNS 中的区域；而方案并不知道它的存在。",
            ))
            .to_string()
        } else {
            say!(
                lang,
                "A zone of the plan covers {shown}, so either the patch is not applied or the zone's resolver does not know the name.",
                "方案中有区域覆盖 {shown}，因此要么补丁尚未应用，要么该区域的解析器不认识此名称。",
            )
        };
    }
    if private_name(name) && dns.strategy == Strategy::Public {
        return say!(
            lang,
            "{shown} is no public name, and public resolvers cannot know it.",
            "{shown} 不是公网名称，公共解析器不可能认识。",
        );
    }
    if own_resolvers(plan) && dns.nameservers.len() > 1 {
        return case
            .t(t(
                "Of several nameservers the first “does not exist” counts, so all must know the same names.",
                "有多个名称服务器时，以第一个“不存在”为准，因此它们必须认识相同的名称。",
            ))
            .to_string();
    }
    say!(
        lang,
        "Nothing in the plan gives {shown} a resolver of its own.",
        "方案中没有为 {shown} 指定专门的解析器。",
    )
}

fn editing_coredns(case: &Case, advice: &mut Advice) {
    use runwright_model::plan::Platform;
    let (claim, truth) = match case.plan.target.platform {
        Platform::Aks | Platform::K3s => (
            t("Edit the ConfigMap `coredns`", "修改 ConfigMap `coredns`"),
            t(
                "The platform writes it anew. Zones go into `coredns-custom`, under a key that ends in `.server`.",
                "平台会重写它。区域应写入 `coredns-custom`，键名以 `.server` 结尾。",
            ),
        ),
        Platform::Eks => (
            t(
                "Create a ConfigMap `coredns-custom`",
                "创建 ConfigMap `coredns-custom`",
            ),
            t(
                "EKS imports none. The add-on takes a whole Corefile as configuration value.",
                "EKS 不会导入它。应通过附加组件的配置值提供完整 Corefile。",
            ),
        ),
        Platform::Openshift => (
            t(
                "Edit the ConfigMap `dns-default`",
                "修改 ConfigMap `dns-default`",
            ),
            t(
                "The operator reverts it. Zones go into `dns.operator/default`.",
                "Operator 会还原。区域应写入 `dns.operator/default`。",
            ),
        ),
        Platform::Gke => (
            t("Patch a CoreDNS ConfigMap", "修改 CoreDNS 的 ConfigMap"),
            t(
                "GKE with kube-dns has none: `stubDomains` in ConfigMap `kube-dns`, or a Cloud DNS forwarding zone.",
                "使用 kube-dns 的 GKE 没有它：应在 ConfigMap `kube-dns` 中设置 `stubDomains`，或使用 Cloud DNS 转发区域。",
            ),
        ),
        _ => (
            t(
                "Replace the Corefile by one from a guide",
                "用教程里的 Corefile 整体替换",
            ),
            t(
                "Local changes are lost with it. Add one server block for the zone and keep the rest.",
                "本地改动会一并丢失。只为该区域添加一个服务器块，其余保留。",
            ),
        ),
    };
    advice.wrong(case.t(claim), case.t(truth));
}
