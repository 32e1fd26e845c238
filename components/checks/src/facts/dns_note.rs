//! Says what the DNS strategy writes, and where on this platform.

use super::Searches;
use crate::context::Cx;
use crate::rules::{cluster_dns, ndots, owner, replaces};
use runwright_model::plan::Strategy;
use runwright_model::say;
use runwright_model::text::t;

pub(super) fn note(cx: &Cx) -> String {
    let dns = &cx.plan.dns;
    match dns.strategy {
        Strategy::Cluster => cx
            .t(t(
                "Nothing is changed: cluster DNS answers its own names and asks the node's resolver for the rest. In a VPC that is the VPC's resolver, which knows private zones already.",
                "不作改动：集群 DNS 应答自身名称，其余询问节点的解析器。在 VPC 中即 VPC 解析器，它本来就认识私有区域。",
            ))
            .to_string(),
        Strategy::Internal if !replaces(cx.plan) => cx
            .t(t(
                "Nothing is written until a nameserver is named.",
                "填写名称服务器之前不会写入任何内容。",
            ))
            .to_string(),
        Strategy::Internal => say!(
            cx.lang,
            "config.toml sets dns_policy to none: job pods ask {} only, with {} search domains and ndots {}. Managers and image pulls are not affected.",
            "config.toml 将 dns_policy 设为 none：作业 Pod 只询问 {}，搜索域 {} 个，ndots 为 {}。管理器与镜像拉取不受影响。",
            dns.nameservers.join(", "),
            cx.plan.searches_in_force().len(),
            ndots(cx.plan)
        ),
        Strategy::Public | Strategy::Hybrid => patched(cx),
    }
}

fn patched(cx: &Cx) -> String {
    let dns = &cx.plan.dns;
    let mut text = if dns.strategy == Strategy::Public {
        say!(
            cx.lang,
            "CoreDNS goes on answering cluster names and forwards every other name to {}, for the whole cluster.",
            "CoreDNS 继续应答集群名称，其余名称转发到 {}，对整个集群生效。",
            dns.upstreams.join(", ")
        )
    } else {
        let zones: Vec<&str> = dns
            .zones
            .iter()
            .map(|zone| zone.zone.as_str())
            .filter(|zone| !zone.is_empty())
            .collect();
        say!(
            cx.lang,
            "Jobs keep one nameserver, {}; it forwards {} to the resolvers named and everything else as before.",
            "作业只用一个名称服务器 {}；它把 {} 转发到指定解析器，其余照旧。",
            cluster_dns(cx),
            if zones.is_empty() {
                cx.lang.pick("no zone yet", "（尚无区域）").to_string()
            } else {
                zones.join(", ")
            }
        )
    };
    let owner = cx.t(owner(cx.plan.target.platform));
    if owner.is_empty() {
        text.push_str(cx.t(t(
            " On kubeadm the Corefile in the ConfigMap coredns is one string: the blocks are added to it, and CoreDNS reloads within a minute or two.",
            "在 kubeadm 上，ConfigMap coredns 中的 Corefile 是一个字符串：把块加进去，CoreDNS 会在一两分钟内重新加载。",
        )));
    } else {
        if cx.lang == runwright_model::Lang::En {
            text.push(' ');
        }
        text.push_str(owner);
    }
    text
}
