//! Finds the edits of a plan that mend names, each tried on the draft before it is offered.

use super::dns::{Asked, asked};
use super::policy::lets_ask;
use super::words::{
    below, cluster_name, gitlab_host, ip_of, is_private, mend, own_resolvers, parent, private_name,
    with_row, without,
};
use crate::advice::Case;
use runwright_model::plan::{HelperFlavor, Strategy};
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Plan, say};

/// Whether a zone of the plan, with a resolver, holds a name.
pub(super) fn covered(plan: &Plan, name: &str) -> bool {
    plan.dns.strategy == Strategy::Hybrid
        && plan
            .dns
            .zones
            .iter()
            .any(|zone| below(name, &zone.zone) && !zone.resolvers.is_empty())
}

/// Whether job pods have the name in /etc/hosts.
fn fixed(plan: &Plan, name: &str) -> bool {
    let aliases = &plan.dns.host_aliases;
    aliases.iter().any(|alias| {
        !alias.ip.is_empty()
            && alias
                .hostnames
                .iter()
                .any(|host| host.eq_ignore_ascii_case(name))
    })
}

pub(super) fn nxdomain(case: &Case, advice: &mut Advice, name: &str) {
    let (plan, lang) = (case.plan, case.lang);
    let dns = &plan.dns;
    if asked(case) == Asked::Node {
        return;
    }
    // A cluster's name needs cluster DNS, whatever else is set.
    if cluster_name(plan, name) {
        if own_resolvers(plan) {
            let servers = dns.nameservers.join(", ");
            mend(
                case,
                advice,
                say!(
                    lang,
                    "Ask cluster DNS again; names only {servers} knows are then lost",
                    "改回集群 DNS；只有 {servers} 认识的名称将无法解析",
                ),
                vec![Edit::set("dns.strategy", "cluster")],
                &|plan| !own_resolvers(plan),
            );
        }
        return;
    }
    if asked(case) == Asked::NodeLocal && covered(plan, name) {
        mend(
            case,
            advice,
            case.t(t(
                "NodeLocal DNSCache runs: write the zones for it",
                "已运行 NodeLocal DNSCache：为它生成区域",
            )),
            vec![Edit::set("dns.nodelocal", true)],
            &|plan| plan.dns.nodelocal,
        );
    }
    // Zones that were typed once and are ruled out now.
    mend(
        case,
        advice,
        case.t(t(
            "Use the private zones already typed (strategy Hybrid)",
            "启用已填写的私有区域（“混合”策略）",
        )),
        vec![Edit::set("dns.strategy", "hybrid")],
        &|plan| covered(plan, name),
    );
    mixed(case, advice);
    zone(case, advice, name);
    if dns.strategy == Strategy::Public && private_name(name) {
        mend(
            case,
            advice,
            case.t(t(
                "Leave foreign names to the nodes' resolvers",
                "外部名称改由节点的解析器处理",
            )),
            vec![Edit::set("dns.strategy", "cluster")],
            &|plan| plan.dns.strategy == Strategy::Cluster,
        );
    }
    alias(case, advice, name);
    search(case, advice, name);
}

/// Public resolvers beside own ones say no for every private name.
fn mixed(case: &Case, advice: &mut Advice) {
    let plan = case.plan;
    let private = |server: &str| ip_of(server).is_some_and(is_private);
    let servers = &plan.dns.nameservers;
    let some = servers.iter().any(|server| private(server));
    let others: Vec<&str> = servers
        .iter()
        .map(String::as_str)
        .filter(|server| !private(server) || *server == plan.dns.cluster_dns)
        .collect();
    if own_resolvers(plan) && some && !others.is_empty() && others.len() < servers.len() {
        let list = others.join(", ");
        mend(
            case,
            advice,
            say!(
                case.lang,
                "Take {list} out of the nameservers: it does not know private names",
                "从名称服务器中去掉 {list}：它不认识内部名称",
            ),
            vec![without(case, "dns.nameservers", &|server| {
                others.contains(&server)
            })],
            &own_resolvers,
        );
    }
}

/// One more zone, asked of the resolvers of the zone there is.
fn zone(case: &Case, advice: &mut Advice, name: &str) {
    let plan = case.plan;
    let dns = &plan.dns;
    let zone = match parent(name) {
        Some(zone) if !covered(plan, name) => zone,
        _ => return,
    };
    let known = dns.zones.iter().find(|zone| !zone.resolvers.is_empty());
    let resolvers = match known {
        Some(known) if dns.strategy == Strategy::Hybrid => known.resolvers.join(", "),
        _ => return,
    };
    mend(
        case,
        advice,
        say!(
            case.lang,
            "Ask {resolvers} for {zone} too",
            "{zone} 也交给 {resolvers} 解析",
        ),
        vec![with_row(
            case,
            "dns.zones",
            &[("zone", zone), ("resolvers", &resolvers)],
        )],
        &|plan| covered(plan, name),
    );
}

/// A fixed name, where the plan knows GitLab's one address.
fn alias(case: &Case, advice: &mut Advice, name: &str) {
    let plan = case.plan;
    let single = |cidr: &String| {
        cidr.strip_suffix("/32")
            .or(cidr.strip_suffix("/128"))
            .map(str::to_string)
    };
    let addresses: Vec<String> = plan
        .security
        .gitlab_cidrs
        .iter()
        .filter_map(single)
        .collect();
    let [address] = addresses.as_slice() else {
        return;
    };
    if name != gitlab_host(plan) || plan.security.gitlab_cidrs.len() != 1 || fixed(plan, name) {
        return;
    }
    mend(
        case,
        advice,
        say!(
            case.lang,
            "Fix {name} to {address} in job pods",
            "在作业 Pod 中把 {name} 固定为 {address}",
        ),
        vec![with_row(
            case,
            "dns.host_aliases",
            &[("ip", address), ("hostnames", name)],
        )],
        &|plan| fixed(plan, name),
    );
}

/// A name with one dot is not tried below the search domains by musl when ndots is 1.
fn search(case: &Case, advice: &mut Advice, name: &str) {
    let plan = case.plan;
    let ndots = |plan: &Plan| {
        let unset = if own_resolvers(plan) { 1 } else { 5 };
        plan.dns.ndots.unwrap_or(unset)
    };
    let target = &plan.target;
    let spaces = [target.namespace.as_str(), target.job_namespace.as_str()];
    let service = name
        .split_once('.')
        .is_some_and(|(_, space)| spaces.contains(&space));
    if service && ndots(plan) < 2 {
        mend(
            case,
            advice,
            case.t(t(
                "Set ndots to 2, so that `SERVICE.NAMESPACE` is looked for in the cluster",
                "把 ndots 设为 2，使 `SERVICE.NAMESPACE` 在集群内查找",
            )),
            vec![Edit::set("dns.ndots", "2")],
            &|plan| ndots(plan) == 2,
        );
    }
}

pub(super) fn timeout(case: &Case, advice: &mut Advice, server: &str) {
    let (plan, lang) = (case.plan, case.lang);
    let dns = &plan.dns;
    let who = asked(case);
    if who == Asked::Node {
        return;
    }
    let ip = ip_of(server);
    let closed = ip.is_some_and(|ip| !lets_ask(plan, ip));
    if who == Asked::NodeLocal && closed {
        mend(
            case,
            advice,
            case.t(t(
                "NodeLocal DNSCache runs: open it in the policy",
                "已运行 NodeLocal DNSCache：在策略中放行",
            )),
            vec![Edit::set("dns.nodelocal", true)],
            &|plan| plan.dns.nodelocal,
        );
        // Where no setting of the plan can open it, the policy has to go until it can.
        if advice.fixes.is_empty() {
            mend(
                case,
                advice,
                case.t(t(
                    "Leave the network policy out, since it cannot open this address here",
                    "不生成网络策略，因为它在此策略下无法放行该地址",
                )),
                vec![Edit::set("security.network_policy", "false")],
                &|plan| !plan.security.network_policy,
            );
        }
    }
    if who == Asked::Own && dns.nameservers.len() > 1 {
        mend(
            case,
            advice,
            say!(
                lang,
                "Take {server} out of the nameservers",
                "从名称服务器中去掉 {server}",
            ),
            vec![without(case, "dns.nameservers", &|own| own == server)],
            &own_resolvers,
        );
    }
    if own_resolvers(plan) {
        mend(
            case,
            advice,
            case.t(t(
                "Ask cluster DNS instead, which uses the nodes' resolvers",
                "改用集群 DNS，由它使用节点的解析器",
            )),
            vec![Edit::set("dns.strategy", "cluster")],
            &|plan| !own_resolvers(plan),
        );
    }
    let upstream = |one: &String| one == server || server.is_empty();
    if dns.strategy == Strategy::Public && dns.upstreams.iter().any(upstream) {
        let list = dns.upstreams.join(", ");
        mend(
            case,
            advice,
            say!(
                lang,
                "Leave foreign names to the nodes' resolvers instead of {list}",
                "外部名称改由节点的解析器处理，不再使用 {list}",
            ),
            vec![Edit::set("dns.strategy", "cluster")],
            &|plan| plan.dns.strategy == Strategy::Cluster,
        );
    }
}

/// The helper with glibc, which gets past a search domain that answers wrongly.
pub(super) fn glibc(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    if job.helper_image.is_empty() && job.helper_flavor == HelperFlavor::Default {
        mend(
            case,
            advice,
            case.t(t(
                "Clone with the Ubuntu helper, whose resolver is glibc",
                "改用 Ubuntu 变体的 helper 克隆，其解析器为 glibc",
            )),
            vec![Edit::set("job.helper_flavor", "ubuntu")],
            &|plan| plan.job.helper_flavor == HelperFlavor::Ubuntu,
        );
    }
}

/// Fewer searches: a name with two dots or more goes out as it is.
pub(super) fn fewer_searches(case: &Case, advice: &mut Advice, name: &str) {
    let dots = name.matches('.').count();
    let unset = if own_resolvers(case.plan) { 1 } else { 5 };
    if dots >= 2 && case.plan.dns.ndots.unwrap_or(unset) > 2 {
        mend(
            case,
            advice,
            say!(
                case.lang,
                "Set ndots to 2: {name} is then asked first as it is",
                "把 ndots 设为 2：{name} 将首先按原样查询",
            ),
            vec![Edit::set("dns.ndots", "2")],
            &|plan| plan.dns.ndots == Some(2),
        );
    }
}
