//! Lists the ways out of a job pod: names, GitLab, the internet, and what the plan adds.

use crate::Context;
use runwright_documents::{Map, Node, Seq};
use runwright_model::format;
use runwright_model::plan::{Platform, Strategy};
use std::net::IpAddr;

/// Private and special IPv4 ranges: RFC 1918, carrier-grade NAT (RFC 6598, used for pods by some
/// clouds), and link-local, where every cloud serves the credentials of the node.
const PRIVATE_V4: [&str; 5] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "169.254.0.0/16",
];
/// Unique local and link-local IPv6.
const PRIVATE_V6: [&str; 2] = ["fc00::/7", "fe80::/10"];

/// Where NodeLocal DNSCache listens.
const NODELOCAL: &str = "169.254.20.10/32";

pub(super) fn rules(cx: &Context) -> Seq {
    let mut rules = Seq::new();
    cluster_dns(cx, &mut rules);
    resolvers(cx, &mut rules);
    gitlab(cx, &mut rules);
    internet(cx, &mut rules);
    further(cx, &mut rules);
    rules
}

fn cluster_dns(cx: &Context, rules: &mut Seq) {
    let openshift = cx.plan.target.platform == Platform::Openshift;
    let namespace = if openshift {
        "openshift-dns"
    } else {
        "kube-system"
    };
    let mut peer = Map::new();
    peer.put_path(
        &["namespaceSelector", "matchLabels"],
        label("kubernetes.io/metadata.name", namespace),
    );
    // A policy sees the pod's port, behind the Service's.
    let ports: &[u32] = if openshift { &[53, 5353] } else { &[53] };
    rules
        .push(rule(vec![peer], dns_ports(ports)))
        .comment(cx.lang.pick(
            "Cluster DNS. Kubernetes sets this label on every namespace by itself; TCP is for long answers.",
            "集群 DNS。Kubernetes 会自动为每个命名空间设置此标签；TCP 用于较长的应答。",
        ))
        .field("target.platform");
}

fn resolvers(cx: &Context, rules: &mut Seq) {
    let dns = &cx.plan.dns;
    if dns.strategy == Strategy::Internal && !dns.nameservers.is_empty() {
        let peers = dns.nameservers.iter().map(|ip| block(&single(ip)));
        rules
            .push(rule(peers.collect(), dns_ports(&[53])))
            .comment(cx.lang.pick(
                "The nameservers the job pods are given.",
                "作业 Pod 使用的名称服务器。",
            ))
            .field("dns.nameservers");
    }
    if dns.nodelocal {
        let peers = vec![block(NODELOCAL), block(&single(&dns.cluster_dns))];
        rules
            .push(rule(peers, dns_ports(&[53])))
            .comment(cx.lang.pick(
                "NodeLocal DNSCache answers on the node, under its own address and that of cluster DNS.",
                "NodeLocal DNSCache 在节点上应答，使用自己的地址和集群 DNS 的地址。",
            ))
            .field("dns.nodelocal");
    }
}

fn gitlab(cx: &Context, rules: &mut Seq) {
    let (plan, security) = (cx.plan, &cx.plan.security);
    let mut cidrs = security.gitlab_cidrs.clone();
    for url in [&plan.gitlab.url, &plan.gitlab.clone_url] {
        if let Some(ip) = host_ip(url) {
            let cidr = single(ip);
            if !cidrs.contains(&cidr) {
                cidrs.push(cidr);
            }
        }
    }
    if cidrs.is_empty() {
        return;
    }
    let field = if security.gitlab_cidrs.is_empty() {
        "gitlab.url"
    } else {
        "security.gitlab_cidrs"
    };
    let peers = cidrs.iter().map(|cidr| block(cidr)).collect();
    rules
        .push(rule(peers, tcp(&gitlab_ports(cx))))
        .comment(cx.lang.pick(
            "GitLab: clone, artifacts, cache links and the API.",
            "GitLab：克隆、制品、缓存链接与 API。",
        ))
        .field(field);
}

fn internet(cx: &Context, rules: &mut Seq) {
    if !cx.plan.security.internet {
        return;
    }
    let mut ports = vec![80, 443];
    for port in gitlab_ports(cx) {
        if !ports.contains(&port) {
            ports.push(port);
        }
    }
    let except = |cidr: &str, ranges: &[&str]| {
        let mut peer = block(cidr);
        peer.put_path(
            &["ipBlock", "except"],
            ranges.iter().copied().collect::<Seq>(),
        );
        peer
    };
    let peers = vec![
        except("0.0.0.0/0", &PRIVATE_V4),
        except("::/0", &PRIVATE_V6),
    ];
    rules
        .push(rule(peers, tcp(&ports)))
        .comment(cx.lang.pick(
            "The internet without private ranges; 169.254.0.0/16 holds the cloud's metadata service and with it the node's credentials.",
            "互联网，不含私有网段；169.254.0.0/16 中有云元数据服务，可取得节点凭据。",
        ))
        .field("security.internet");
}

fn further(cx: &Context, rules: &mut Seq) {
    for row in &cx.plan.security.egress {
        // A row without a target is not ready yet.
        if row.cidr.is_empty() {
            continue;
        }
        let item = rules.push(rule(vec![block(&row.cidr)], row_ports(&row.ports)));
        if !row.note.is_empty() {
            item.comment(&row.note);
        }
        if row.ports.is_empty() {
            item.comment(cx.lang.pick("Every TCP port.", "所有 TCP 端口。"));
        }
        item.field("security.egress");
    }
}

/// The ports of GitLab's URLs, each once.
fn gitlab_ports(cx: &Context) -> Vec<u32> {
    let gitlab = &cx.plan.gitlab;
    let mut ports = vec![u32::from(format::port_of(&gitlab.url))];
    if !gitlab.clone_url.is_empty() {
        let port = u32::from(format::port_of(&gitlab.clone_url));
        if !ports.contains(&port) {
            ports.push(port);
        }
    }
    ports
}

/// The host of a URL when it is an address and not a name.
fn host_ip(url: &str) -> Option<&str> {
    let host = format::host_of(url)?;
    let host = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    host.parse::<IpAddr>().ok().map(|_| host)
}

/// An address as the range of itself alone.
fn single(ip: &str) -> String {
    [ip, if ip.contains(':') { "/128" } else { "/32" }].concat()
}

fn rule(to: Vec<Map>, ports: Seq) -> Map {
    let mut rule = Map::new();
    rule.put("to", to);
    rule.put("ports", ports);
    rule
}

fn label(key: &str, value: &str) -> Map {
    let mut labels = Map::new();
    labels.put(key, value);
    labels
}

fn block(cidr: &str) -> Map {
    let mut peer = Map::new();
    peer.put_path(&["ipBlock", "cidr"], cidr);
    peer
}

fn dns_ports(ports: &[u32]) -> Seq {
    let mut list = Seq::new();
    for number in ports {
        for protocol in ["UDP", "TCP"] {
            list.push(port(protocol, *number));
        }
    }
    list
}

fn tcp(ports: &[u32]) -> Seq {
    ports.iter().map(|number| port("TCP", *number)).collect()
}

fn port(protocol: &str, number: impl Into<Node>) -> Map {
    let mut port = Map::new();
    port.put("protocol", protocol);
    port.put("port", number);
    port
}

/// Ports and ranges of a row; without any, every TCP port.
fn row_ports(words: &[String]) -> Seq {
    let mut list = Seq::new();
    for word in words {
        let range = word.split_once('-').and_then(|(low, high)| {
            let numbers = (low.parse::<u16>().ok()?, high.parse::<u16>().ok()?);
            Some((u32::from(numbers.0), u32::from(numbers.1)))
        });
        list.push(match (range, word.parse::<u16>()) {
            (Some((low, high)), _) => {
                let mut range = port("TCP", low);
                range.put("endPort", high);
                range
            }
            (None, Ok(number)) => port("TCP", u32::from(number)),
            // Kept as text, for the finding at the field to speak of.
            (None, Err(_)) => port("TCP", word),
        });
    }
    if list.is_empty() {
        let mut all = Map::new();
        all.put("protocol", "TCP");
        list.push(all);
    }
    list
}
