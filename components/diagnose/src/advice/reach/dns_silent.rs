//! Advises on resolvers that stay silent.

use super::dns::{Asked, asked, strategy};
use super::dns_fix;
use super::policy::lets_ask;
use super::words::{
    code, dns_logs, dns_namespace, dns_pods, gitlab_host, ip_of, looked_up, lookup,
};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::protocol::Advice;
use runwright_model::say;
use runwright_model::text::t;

pub(super) fn timeout(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let name = looked_up(case, gitlab_host(plan));
    let server = case.seen.get(What::Server);
    if !server.is_empty() {
        advice.title = say!(
            lang,
            "The DNS server {server} does not answer",
            "DNS 服务器 {server} 没有应答",
        );
    }
    let why = timeout_why(case, server);
    let all = strategy(case);
    let shown = code(name);
    advice.meaning = say!(
        lang,
        "Nobody answered whether {shown} exists: packets to the resolver are lost, or it is overloaded or down. {all} {why}",
        "没有人回答 {shown} 是否存在：发往解析器的数据包丢失，或解析器过载、宕机。{all}{why}",
    );
    let every = say!(
        lang,
        "All `Running` and ready, few restarts. Note on which nodes.",
        "全部 `Running` 且就绪，重启次数少。留意所在节点。",
    );
    advice
        .step(
            case.t(t("Whether cluster DNS is well", "集群 DNS 是否正常")),
            dns_pods(case),
        )
        .expect = every;
    advice
        .step(
            case.t(t("What it complains about", "它报了什么错")),
            super::words::grep(&dns_logs(case), "timeout|SERVFAIL|refused|loop|plugin/errors"),
        )
        .expect = case
        .t(t(
            "`read udp A->B:53: i/o timeout`: B, its upstream, is silent. Nothing: questions do not arrive.",
            "`read udp A->B:53: i/o timeout`：其上游 B 没有应答；没有输出：查询根本没有到达。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Ask as a job does, under the same policy",
                "在同样的策略下以作业的方式查询",
            )),
            lookup(case, name, server_in_pod(case, server)),
        )
        .expect = case
        .t(t(
            "An answer within a second. `timed out` repeats it.",
            "一秒内有应答；`timed out` 即复现。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Which policies select job pods",
                "哪些策略选中了作业 Pod",
            )),
            commands.jobs(&["get", "networkpolicies", "--output=yaml"]),
        )
        .expect = case
        .t(t(
            "Every policy with `Egress` needs port 53 on UDP and TCP towards the resolver, in one of them.",
            "只要有 `Egress` 策略，其中之一就必须放行到解析器的 53 端口，UDP 与 TCP 都要。",
        ))
        .to_string();
    dns_fix::timeout(case, advice, server);
    let space = dns_namespace(plan);
    advice.by_hand(
        case.t(t(
            "If cluster DNS is overloaded or on a sick node, give it more replicas, or restart it.",
            "若集群 DNS 过载或在故障节点上，增加副本或重启。",
        )),
        commands.kubectl(&["--namespace", space, "get", "deployments,daemonsets"]),
    );
    advice.by_hand(
        case.t(t(
            "If it fails between nodes only, open the CNI's tunnel (VXLAN UDP 8472 or 4789, Geneve UDP 6081, WireGuard) between them.",
            "若仅跨节点失败，请在节点间放行 CNI 隧道（VXLAN UDP 8472 或 4789、Geneve UDP 6081、WireGuard）。",
        )),
        "",
    );
    if !server.is_empty() {
        advice.by_hand(
            say!(
                lang,
                "Open UDP and TCP 53 to {} in the firewall, and in policies other than the plan's.",
                "在防火墙及方案以外的策略中放行到 {} 的 UDP 与 TCP 53。",
                code(server)
            ),
            "",
        );
    }
    advice
        .confirm(
            case.t(t(
                "Twenty lookups in a row without a failure",
                "连续二十次查询没有失败",
            )),
            commands.like_a_job(
                "dns-loop",
                crate::commands::CURL_IMAGE,
                &[
                    "sh",
                    "-c",
                    "for n in $(seq 20); do nslookup \"$0\" >/dev/null || echo failed; done; echo done",
                    name,
                ],
            ),
        )
        .expect = "done".to_string();
    advice.prevent(case.t(t(
        "Alert on `coredns_forward_healthcheck_broken_total` and on `SERVFAIL` in `coredns_dns_responses_total`.",
        "对 `coredns_forward_healthcheck_broken_total` 以及 `coredns_dns_responses_total` 中的 `SERVFAIL` 设置告警。",
    )));
    advice.prevent(case.t(t(
        "Run two DNS replicas or more on different nodes, or NodeLocal DNSCache where jobs ask a lot.",
        "DNS 至少两个副本并分布在不同节点；查询量大时使用 NodeLocal DNSCache。",
    )));
    advice.alike(
        case,
        "dns_nxdomain",
        case.t(t(
            "There an answer comes: `no such host`, `NXDOMAIN`.",
            "那种情况有应答：`no such host`、`NXDOMAIN`。",
        )),
    );
    advice.alike(
        case,
        "network_blocked",
        case.t(t(
            "There connections to addresses time out as well.",
            "那种情况直接连接 IP 也会超时。",
        )),
    );
    advice.alike(
        case,
        "image_pull_dns",
        case.t(t(
            "There the node looks up, and nothing in the pod or the cluster DNS changes it.",
            "那种情况由节点查询，与 Pod 和集群 DNS 的设置无关。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Test the DNS port with `nc -zv SERVER 53`",
            "用 `nc -zv SERVER 53` 测试 DNS 端口",
        )),
        case.t(t(
            "It tests TCP alone while names are asked over UDP; with `-u` it says open to anything. Use `nslookup NAME SERVER`.",
            "它只测 TCP，而域名查询走 UDP；加 `-u` 则总是显示开放。请用 `nslookup NAME SERVER`。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Lower `timeout` to 5 and `attempts` to 2",
            "把 `timeout` 降到 5、`attempts` 降到 2",
        )),
        case.t(t(
            "These are the defaults. They decide how long a failure takes, not whether it fails.",
            "这就是默认值。它们只影响失败要等多久，不影响是否失败。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Set another `dns_policy`",
            "换一个 `dns_policy`",
        )),
        case.t(t(
            "A silent server stays silent. Only a resolver that answers helps, and it must know the cluster's names too.",
            "不应答的服务器依旧不应答。只有换成能应答的解析器才有用，而且它还必须认识集群内的名称。",
        )),
    );
}

/// The server to ask in a test: not the stub of a node, which a pod does not have.
fn server_in_pod<'a>(case: &Case, server: &'a str) -> &'a str {
    match asked(case) {
        Asked::Node => "",
        _ => server,
    }
}

fn timeout_why(case: &Case, server: &str) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let shown = code(server);
    match asked(case) {
        Asked::Node => return case.t(t(
            "The server asked is a loopback address: a node or an inner Docker daemon, which the pod's settings do not reach.",
            "被询问的服务器是回环地址：那是节点或内层 Docker 守护进程，Pod 的设置管不到它。",
        )).to_string(),
        Asked::Own if plan.dns.nameservers.len() > 1 => return say!(
            lang,
            "{shown} is one of them: glibc waits 5 s for it before it asks the next, in every lookup.",
            "{shown} 是其中之一：glibc 每次查询都要等它 5 秒才问下一个。",
        ),
        _ => {}
    }
    let closed = ip_of(server).is_some_and(|ip| !lets_ask(plan, ip));
    if closed && asked(case) == Asked::NodeLocal {
        return say!(
            lang,
            "{shown} is NodeLocal DNSCache, which the plan's network policy does not open: the plan says that it does not run.",
            "{shown} 是 NodeLocal DNSCache，方案的网络策略没有放行它，因为方案认为它没有运行。",
        );
    }
    let openshift = plan.target.platform == runwright_model::plan::Platform::Openshift;
    if plan.security.network_policy && !openshift {
        return case.t(t(
            "The plan's network policy opens UDP and TCP 53 to kube-system for jobs; where cluster DNS runs elsewhere, it is closed.",
            "方案的网络策略为作业放行了到 kube-system 的 UDP 与 TCP 53；若集群 DNS 在别处运行则未放行。",
        )).to_string();
    }
    if plan.security.network_policy {
        return case.t(t(
            "The plan's network policy opens UDP and TCP 53 and 5353 to openshift-dns for jobs.",
            "方案的网络策略为作业放行了到 openshift-dns 的 UDP 与 TCP 53、5353。",
        )).to_string();
    }
    case.t(t(
        "The plan has no network policy, so look at the DNS pods, other policies and the network between nodes.",
        "方案没有网络策略，因此请检查 DNS Pod、其他策略与节点间网络。",
    )).to_string()
}
