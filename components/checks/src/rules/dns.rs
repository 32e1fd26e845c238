//! Judges how job pods find names: nameservers, search domains, resolver options.

use crate::address::{NODE_LOCAL, Reach, ip_of, reach};

use crate::context::{Cx, row};

use crate::report::{Report, Rule, advice, error, warning};

use runwright_model::plan::Strategy;

use runwright_model::text::t;

use runwright_model::{Edit, Plan, Value, say};

pub(super) const RULES: &[Rule] = &[
    error("DNS-101", "dns.nameservers", none_without_nameserver),
    error("DNS-102", "dns.nameservers", own_loopback),
    error("DNS-103", "dns.nameservers", different_kinds),
    advice("DNS-104", "dns.nameservers", named_twice),
    warning("DNS-105", "dns.nameservers", public_only),
    advice("DNS-106", "dns.nameservers", no_cluster_names),
];

/// The dots of the resolver as it will be: what the plan says, else what the policy brings. With
/// the strategy Internal network Kubernetes adds nothing, and resolvers begin at 1.
pub(crate) fn ndots(plan: &Plan) -> u32 {
    plan.dns.ndots.unwrap_or(if replaces(plan) { 1 } else { 5 })
}

/// Whether the pod's resolver is replaced whole (`dns_policy = "none"`).
pub(crate) fn replaces(plan: &Plan) -> bool {
    plan.dns.strategy == Strategy::Internal && !plan.dns.nameservers.is_empty()
}

/// The address of cluster DNS as typed; the field has no effect under some strategies and is still the best guess.
pub(crate) fn cluster_dns(cx: &Cx) -> String {
    let typed = cx.value("dns.cluster_dns");
    typed.text().unwrap_or_default().trim().to_string()
}

pub(crate) fn is_cluster_dns(cx: &Cx, address: &str) -> bool {
    let same = |other: &str| match (ip_of(address), ip_of(other)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    };
    same(&cluster_dns(cx)) || same(NODE_LOCAL)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Knows {
    Cluster,
    Private,
    Public,
}

fn knows(cx: &Cx, address: &str) -> Option<Knows> {
    if is_cluster_dns(cx, address) {
        return Some(Knows::Cluster);
    }
    match reach(ip_of(address)?) {
        Reach::Loopback => None,
        Reach::Private => Some(Knows::Private),
        Reach::Public => Some(Knows::Public),
    }
}

pub(super) fn internal(cx: &Cx) -> bool {
    cx.plan.dns.strategy == Strategy::Internal
}

fn none_without_nameserver(cx: &Cx, out: &mut Report) {
    if internal(cx) && cx.plan.dns.nameservers.is_empty() {
        out.say(
            t("There is no nameserver", "没有名称服务器"),
            cx.t(t(
                "The strategy replaces the pod's resolver, and a pod without a nameserver is refused. Until one is named, jobs keep cluster DNS.",
                "该策略会替换 Pod 的解析器，而没有名称服务器的 Pod 会被拒绝。填写之前，作业仍使用集群 DNS。",
            ))
            .to_string(),
        )
        .fix(
            t("Stay with cluster DNS", "沿用集群 DNS"),
            vec![Edit::set("dns.strategy", "cluster")],
        );
    }
}

fn own_loopback(cx: &Cx, out: &mut Report) {
    let servers = &cx.plan.dns.nameservers;
    let looped: Vec<&String> = servers
        .iter()
        .filter(|server| ip_of(server).map(reach) == Some(Reach::Loopback))
        .collect();
    if internal(cx) && !looped.is_empty() {
        out.say(
            t(
                "A nameserver is the pod itself",
                "有名称服务器指向 Pod 自身",
            ),
            say!(
                cx.lang,
                "{} is the stub of a machine; inside a job pod nobody answers there.",
                "{} 是主机上的本地解析存根，作业 Pod 内没有服务在该地址应答。",
                join(&looped)
            ),
        )
        .fix(
            t("Take it out", "去掉"),
            vec![cx.without_item("dns.nameservers", |_, item| {
                ip_of(item).map(reach) == Some(Reach::Loopback)
            })],
        );
    }
}

fn join(items: &[&String]) -> String {
    let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
    items.join(", ")
}

/// No resolver asks the next nameserver because the first said no: facts measured with glibc 2.36 and musl 1.2.3.
fn different_kinds(cx: &Cx, out: &mut Report) {
    let servers = &cx.plan.dns.nameservers;
    if !internal(cx) {
        return;
    }
    let of = |kind: Knows| -> Vec<&String> {
        servers
            .iter()
            .filter(|server| knows(cx, server) == Some(kind))
            .collect()
    };
    let (cluster, private, public) = (of(Knows::Cluster), of(Knows::Private), of(Knows::Public));
    let kinds = [&cluster, &private, &public]
        .iter()
        .filter(|list| !list.is_empty())
        .count();
    if kinds < 2 {
        return;
    }
    let mut said = Vec::new();
    for (list, text) in [
        (&cluster, t("{} knows the cluster", "{} 只认识集群")),
        (&private, t("{} knows your own names", "{} 认识内部名称")),
        (&public, t("{} knows public names", "{} 只认识公网名称")),
    ] {
        if !list.is_empty() {
            said.push(cx.t(text).replacen("{}", &join(list), 1));
        }
    }
    let hit = out.say(
        t(
            "These nameservers do not stand in for each other",
            "这些名称服务器不能互相替补",
        ),
        say!(
            cx.lang,
            "{}. A list is not asked one after the other until somebody knows: with glibc the first no is final and the next is asked only after an error or 5 s of silence; musl (Alpine) asks all at once and takes the first answer, so results change from call to call. Use one resolver and forward each private zone.",
            "{}。列表不会依次询问直到有人知道：glibc 以第一个“不存在”为准，只有出错或 5 秒无响应才问下一个；musl（Alpine）同时询问所有服务器并取最先返回的答案，结果每次都可能不同。应使用一个解析器，并为每个私有区域设置转发。",
            said.join(cx.lang.pick("; ", "；"))
        ),
    );
    if private.is_empty() {
        hit.fix(
            t("Cluster DNS with public upstreams", "集群 DNS 加公共上游"),
            vec![
                Edit::set("dns.strategy", "public"),
                Edit::set(
                    "dns.upstreams",
                    public.iter().map(|ip| ip.to_string()).collect::<Vec<_>>(),
                ),
            ],
        );
        return;
    }
    let resolvers = join(&private);
    // The zones are the search domains typed; without any, one row waits for its name.
    let mut zones: Vec<_> = cx
        .plan
        .dns
        .searches
        .iter()
        .filter(|search| !search.is_empty())
        .map(|search| row(&[("zone", search), ("resolvers", &resolvers)]))
        .collect();
    if zones.is_empty() {
        zones.push(row(&[("zone", ""), ("resolvers", &resolvers)]));
    }
    hit.fix(
        t(
            "Hybrid: a zone for the private names",
            "改为混合：为内部名称设置区域",
        ),
        vec![
            Edit::set("dns.strategy", "hybrid"),
            Edit::set("dns.zones", Value::Rows(zones)),
        ],
    );
}

fn named_twice(cx: &Cx, out: &mut Report) {
    let servers = &cx.plan.dns.nameservers;
    let twice = |index: usize, server: &str| {
        servers
            .iter()
            .take(index)
            .any(|other| ip_of(other).is_some() && ip_of(other) == ip_of(server))
    };
    if internal(cx)
        && servers
            .iter()
            .enumerate()
            .any(|(index, server)| twice(index, server))
    {
        out.say(
            t("A nameserver stands twice", "有名称服务器重复"),
            cx.t(t(
                "There is room for three; the second mention only takes a place.",
                "最多三个，重复项只会占用名额。",
            ))
            .to_string(),
        )
        .fix(
            t("Keep each once", "每个只保留一次"),
            vec![cx.without_item("dns.nameservers", twice)],
        );
    }
}

fn public_only(cx: &Cx, out: &mut Report) {
    let servers = &cx.plan.dns.nameservers;
    let public = servers
        .iter()
        .all(|server| knows(cx, server) == Some(Knows::Public));
    if internal(cx) && !servers.is_empty() && public {
        out.say(
            t(
                "Public resolvers do not know your network",
                "公共解析器不认识内部网络",
            ),
            cx.t(t(
                "Internal names fail and are told to a stranger with every lookup, and cluster names stop resolving. The strategy Public cloud keeps cluster DNS and forwards the rest.",
                "内部名称无法解析，且每次查询都会泄露给外部，集群名称也不再可用。“公有云”策略会保留集群 DNS 并转发其余名称。",
            ))
            .to_string(),
        )
        .fix(
            t("Cluster DNS with these upstreams", "集群 DNS，以这些为上游"),
            vec![
                Edit::set("dns.strategy", "public"),
                Edit::set("dns.upstreams", servers.clone()),
            ],
        );
    }
}

fn no_cluster_names(cx: &Cx, out: &mut Report) {
    let servers = &cx.plan.dns.nameservers;
    let private = servers
        .iter()
        .all(|server| knows(cx, server) == Some(Knows::Private));
    if replaces(cx.plan) && private {
        out.say(
            t("Cluster names no longer resolve", "集群名称将无法解析"),
            say!(
                cx.lang,
                "The search list is not enough: {} must know names under {} or forward them to {}. Jobs that use no Service of the cluster need nothing.",
                "仅有搜索域还不够：{} 必须认识 {} 下的名称，或转发到 {}。不使用集群 Service 的作业不受影响。",
                servers.join(", "),
                cx.plan.dns.cluster_domain,
                cluster_dns(cx)
            ),
        );
    }
}
