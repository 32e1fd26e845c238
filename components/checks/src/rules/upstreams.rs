//! Judges the resolvers that CoreDNS forwards everything else to.

use super::zones::{below, is_private, is_public, loops, name, zones};
use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::format::host_of;
use runwright_model::plan::Strategy;
use runwright_model::text::t;
use runwright_model::{Edit, say};

const ZONES: &str = "dns.zones";

pub(super) const RULES: &[Rule] = &[
    warning("ZON-110", UPSTREAMS, no_upstream),
    error("ZON-111", UPSTREAMS, upstream_loops),
    warning("ZON-112", UPSTREAMS, two_kinds_of_upstreams),
    warning("ZON-113", UPSTREAMS, gitlab_is_private),
    advice("ZON-114", UPSTREAMS, unverified_tls),
];

const UPSTREAMS: &str = "dns.upstreams";

fn public(cx: &Cx) -> bool {
    cx.plan.dns.strategy == Strategy::Public
}

fn no_upstream(cx: &Cx, out: &mut Report) {
    if public(cx) && cx.plan.dns.upstreams.is_empty() {
        out.say(
            t("There is no upstream", "没有上游解析器"),
            cx.t(t(
                "Without one the strategy changes nothing: CoreDNS goes on asking the node's resolver.",
                "没有上游时此策略不作任何改动：CoreDNS 仍询问节点的解析器。",
            ))
            .to_string(),
        )
        .fix(t("Use the defaults", "使用默认值"), vec![Edit::reset(UPSTREAMS)]);
    }
}

fn upstream_loops(cx: &Cx, out: &mut Report) {
    if !public(cx) {
        return;
    }
    if let Some(bad) = cx.plan.dns.upstreams.iter().find(|one| loops(cx, one)) {
        let all = cx.plan.dns.upstreams.iter().all(|one| loops(cx, one));
        out.tell(
            say!(cx.lang, "{} sends the question back", "{} 会把查询送回来", bad),
            cx.t(t(
                "It is cluster DNS itself: the plugin loop halts CoreDNS, and nothing in the cluster resolves.",
                "它就是集群 DNS 自身：loop 插件会让 CoreDNS 停止，整个集群都无法解析。",
            ))
            .to_string(),
        )
        .fix(
            t("Take it out", "去掉"),
            if all {
                vec![Edit::reset(UPSTREAMS)]
            } else {
                vec![cx.without_item(UPSTREAMS, |_, one| loops(cx, one))]
            },
        );
    }
}

fn two_kinds_of_upstreams(cx: &Cx, out: &mut Report) {
    let upstreams = &cx.plan.dns.upstreams;
    let mixed = upstreams.iter().any(|one| is_public(one))
        && upstreams
            .iter()
            .any(|one| is_private(one) && !loops(cx, one));
    if public(cx) && mixed {
        out.say(
            t(
                "These upstreams do not know the same names",
                "这些上游认识的名称不同",
            ),
            cx.t(t(
                "CoreDNS picks one at random and takes its no for an answer, so private names resolve now and then and leak. Give each private zone its own resolver.",
                "CoreDNS 随机选择其一，并以其“不存在”为准：内部名称时好时坏，还会泄露。请为每个私有区域设置各自的解析器。",
            ))
            .to_string(),
        )
        .fix(
            t("Keep the public ones", "只保留公共解析器"),
            vec![cx.without_item(UPSTREAMS, |_, one| is_private(one))],
        );
    }
}

/// Suffixes that are not delegated on the internet.
const NOT_PUBLIC: &[&str] = &[
    "internal",
    "local",
    "lan",
    "corp",
    "home.arpa",
    "intranet",
    "private",
    "localdomain",
    "intra",
    "home",
];

/// The zone of a host that only an own resolver knows.
pub(crate) fn private_zone(host: &str) -> Option<String> {
    let host = name(host);
    let suffix = NOT_PUBLIC.iter().find(|suffix| below(&host, suffix))?;
    let labels: Vec<&str> = host.split('.').collect();
    let keep = (suffix.split('.').count() + 1).min(labels.len().saturating_sub(1).max(1));
    let from = labels.len().saturating_sub(keep);
    labels.get(from..).map(|labels| labels.join("."))
}

fn gitlab_is_private(cx: &Cx, out: &mut Report) {
    let Some(host) = host_of(&cx.plan.gitlab.url) else {
        return;
    };
    let all_public = cx.plan.dns.upstreams.iter().all(|one| is_public(one));
    if let (true, true, Some(zone)) = (public(cx), all_public, private_zone(host)) {
        out.tell(
            say!(
                cx.lang,
                "Public resolvers do not know {}",
                "公共解析器不认识 {}",
                host
            ),
            cx.t(t(
                "The name is no public one: once CoreDNS forwards to them, neither managers nor jobs find GitLab.",
                "这不是公网名称：CoreDNS 转发给它们后，管理器与作业都找不到 GitLab。",
            ))
            .to_string(),
        )
        .fix_named(
            say!(cx.lang, "Hybrid, with a zone {}", "改为混合，区域为 {}", zone),
            vec![
                Edit::set("dns.strategy", "hybrid"),
                cx.with_row(ZONES, &[("zone", &zone), ("resolvers", "")]),
            ],
        );
    }
}

fn unverified_tls(cx: &Cx, out: &mut Report) {
    let tls = |one: &String| one.starts_with("tls://");
    let zone = zones(cx).find(|(_, zone)| zone.resolvers.iter().any(tls));
    let upstream = public(cx) && cx.plan.dns.upstreams.iter().any(tls);
    if !upstream && zone.is_none() {
        return;
    }
    let hit = out.say(
        t("TLS without a name checks nothing", "TLS 未校验名称"),
        cx.t(t(
            "CoreDNS encrypts and does not verify who answers unless tls_servername is set in the block.",
            "若块中没有设置 tls_servername，CoreDNS 只加密而不校验对方身份。",
        ))
        .to_string(),
    );
    if let Some((index, _)) = zone {
        hit.at_cell(ZONES, index, "resolvers");
    }
}
