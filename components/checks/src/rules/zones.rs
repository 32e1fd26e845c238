//! Judges private zones and the resolvers that CoreDNS forwards to.

use crate::address::{Reach, ip_of, reach};

use crate::context::Cx;

use crate::report::{Report, Rule, error, warning};

use crate::rules::dns::is_cluster_dns;

use runwright_model::plan::{Strategy, Zone};

use runwright_model::text::t;

use runwright_model::{Edit, say};

const ZONES: &str = "dns.zones";

pub(super) const RULES: &[Rule] = &[
    error("ZON-101", ZONES, hybrid_without_zones),
    error("ZON-102", ZONES, half_a_zone),
    error("ZON-103", ZONES, over_the_cluster_domain),
    error("ZON-104", ZONES, zone_twice),
    warning("ZON-105", ZONES, a_whole_top_level),
    warning("ZON-106", ZONES, a_public_zone),
    error("ZON-107", ZONES, zone_loops),
    warning("ZON-108", ZONES, names_leak),
    warning("ZON-109", ZONES, two_kinds_of_resolvers),
];

pub(super) fn zones<'a>(cx: &Cx<'a>) -> impl Iterator<Item = (usize, &'a Zone)> + use<'a> {
    cx.plan.dns.zones.iter().enumerate()
}

pub(super) fn name(zone: &str) -> String {
    zone.trim_end_matches('.').to_ascii_lowercase()
}

pub(super) fn below(child: &str, parent: &str) -> bool {
    child == parent
        || child
            .strip_suffix(parent)
            .is_some_and(|rest| rest.ends_with('.'))
}

fn hybrid_without_zones(cx: &Cx, out: &mut Report) {
    if cx.plan.dns.strategy == Strategy::Hybrid && cx.plan.dns.zones.is_empty() {
        out.say(
            t("There is no private zone", "没有私有区域"),
            cx.t(t(
                "Without one the strategy changes nothing, and private names are still not found.",
                "没有区域时此策略不作任何改动，内部名称仍然无法解析。",
            ))
            .to_string(),
        )
        .fix(
            t("Stay with cluster DNS", "沿用集群 DNS"),
            vec![Edit::set("dns.strategy", "cluster")],
        );
    }
}

fn half_a_zone(cx: &Cx, out: &mut Report) {
    for (index, zone) in zones(cx) {
        let (title, column) = match (zone.zone.is_empty(), zone.resolvers.is_empty()) {
            (true, _) => (t("The zone has no name", "区域没有名称"), "zone"),
            (_, true) => (t("The zone has no resolver", "区域没有解析器"), "resolvers"),
            _ => continue,
        };
        out.say(
            title,
            cx.t(t(
                "A server block needs both, such as corp.internal and 10.1.0.251.",
                "服务器块两者都需要，例如 corp.internal 与 10.1.0.251。",
            ))
            .to_string(),
        )
        .at_cell(ZONES, index, column)
        .fix(
            t("Remove the row", "删除此行"),
            vec![cx.without_rows(ZONES, &[index])],
        );
    }
}

/// The longest zone wins, so a zone at or around the cluster's takes names away from Kubernetes.
fn over_the_cluster_domain(cx: &Cx, out: &mut Report) {
    let domain = name(&cx.plan.dns.cluster_domain);
    for (index, zone) in zones(cx) {
        let zone = name(&zone.zone);
        let reverse = below(&zone, "arpa");
        if zone.is_empty() || !(below(&zone, &domain) || below(&domain, &zone) || reverse) {
            continue;
        }
        out.tell(
            say!(
                cx.lang,
                "{} takes names from the cluster",
                "{} 会抢走集群的名称",
                zone
            ),
            if reverse {
                cx.t(t(
                    "CoreDNS answers reverse lookups of Services and pods; a block of its own gets them instead.",
                    "CoreDNS 负责 Service 与 Pod 的反向解析，独立的块会将其截走。",
                ))
                .to_string()
            } else {
                say!(
                    cx.lang,
                    "The block with the longest zone answers: names under {} would no longer reach Kubernetes.",
                    "由区域最长的块应答：{} 下的名称将不再到达 Kubernetes。",
                    domain
                )
            },
        )
        .at_cell(ZONES, index, "zone")
        .fix(t("Remove the row", "删除此行"), vec![cx.without_rows(ZONES, &[index])]);
    }
}

fn zone_twice(cx: &Cx, out: &mut Report) {
    for (index, zone) in zones(cx) {
        let same = |other: &Zone| name(&other.zone) == name(&zone.zone);
        if !zone.zone.is_empty() && zones(cx).take(index).any(|(_, other)| same(other)) {
            out.tell(
                say!(cx.lang, "{} stands twice", "{} 重复", zone.zone),
                cx.t(t(
                    "CoreDNS does not start with two blocks for one zone. Several resolvers go into one row.",
                    "同一区域有两个块时 CoreDNS 无法启动。多个解析器写在同一行。",
                ))
                .to_string(),
            )
            .at_cell(ZONES, index, "zone")
            .fix(t("Remove this row", "删除此行"), vec![cx.without_rows(ZONES, &[index])]);
        }
    }
}

fn a_whole_top_level(cx: &Cx, out: &mut Report) {
    let domain = name(&cx.plan.dns.cluster_domain);
    for (index, zone) in zones(cx) {
        let zone = name(&zone.zone);
        // Around the cluster's own domain it is worse, and said elsewhere.
        if zone.is_empty() || zone.contains('.') || below(&domain, &zone) || zone == "arpa" {
            continue;
        }
        out.tell(
            say!(
                cx.lang,
                "Every name that ends in .{} goes there",
                "所有以 .{} 结尾的名称都会转发过去",
                zone
            ),
            cx.t(t(
                "One label is a top-level domain. Name the zone your resolver really serves, such as corp.internal.",
                "单个标签是顶级域。请填写解析器实际负责的区域，例如 corp.internal。",
            ))
            .to_string(),
        )
        .at_cell(ZONES, index, "zone");
    }
}

/// Zones that the whole world resolves, and CI needs.
const WORLD: &[&str] = &[
    "gitlab.com",
    "github.com",
    "githubusercontent.com",
    "docker.io",
    "docker.com",
    "ghcr.io",
    "quay.io",
    "gcr.io",
    "amazonaws.com",
    "azure.com",
    "windows.net",
    "googleapis.com",
    "npmjs.org",
    "pypi.org",
    "k8s.io",
];

fn a_public_zone(cx: &Cx, out: &mut Report) {
    for (index, zone) in zones(cx) {
        let zone = name(&zone.zone);
        if WORLD.contains(&zone.as_str()) {
            out.tell(
                say!(cx.lang, "{} is public", "{} 是公网区域", zone),
                cx.t(t(
                    "Its names are then what your resolvers say. Right only where they answer for it on purpose, as for private endpoints.",
                    "其名称将以你的解析器为准。只有刻意如此（如私有端点）时才合适。",
                ))
                .to_string(),
            )
            .at_cell(ZONES, index, "zone")
            .fix(t("Remove the row", "删除此行"), vec![cx.without_rows(ZONES, &[index])]);
        }
    }
}

pub(super) fn loops(cx: &Cx, address: &str) -> bool {
    is_cluster_dns(cx, address) || ip_of(address).map(reach) == Some(Reach::Loopback)
}

fn zone_loops(cx: &Cx, out: &mut Report) {
    for (index, zone) in zones(cx) {
        let good: Vec<&str> = zone
            .resolvers
            .iter()
            .filter(|one| !loops(cx, one))
            .map(String::as_str)
            .collect();
        if let Some(bad) = zone.resolvers.iter().find(|one| loops(cx, one)) {
            let hit = out
                .tell(
                    say!(
                        cx.lang,
                        "{} sends the question back",
                        "{} 会把查询送回来",
                        bad
                    ),
                    say!(
                        cx.lang,
                        "It is cluster DNS itself, so a name under {} goes round until CoreDNS gives up or halts.",
                        "它就是集群 DNS 自身，{} 下的名称会循环查询，直到 CoreDNS 放弃或停止。",
                        zone.zone
                    ),
                )
                .at_cell(ZONES, index, "resolvers");
            if good.is_empty() {
                hit.fix(
                    t("Remove the row", "删除此行"),
                    vec![cx.without_rows(ZONES, &[index])],
                );
            } else {
                hit.fix(
                    t("Take it out", "去掉"),
                    vec![cx.with_cells(ZONES, index, &[("resolvers", &good.join(", "))])],
                );
            }
        }
    }
}

pub(super) fn is_public(address: &str) -> bool {
    ip_of(address).map(reach) == Some(Reach::Public)
}

pub(super) fn is_private(address: &str) -> bool {
    ip_of(address).map(reach) == Some(Reach::Private)
}

fn names_leak(cx: &Cx, out: &mut Report) {
    for (index, zone) in zones(cx) {
        let all = !zone.resolvers.is_empty() && zone.resolvers.iter().all(|one| is_public(one));
        if all {
            out.tell(
                say!(
                    cx.lang,
                    "{} is asked of the internet",
                    "{} 在向公网查询",
                    zone.zone
                ),
                say!(
                    cx.lang,
                    "{} does not know a private zone, and learns its names. Name the resolver of your network.",
                    "{} 不认识私有区域，还会得知其中的名称。请填写内部网络的解析器。",
                    zone.resolvers.join(", ")
                ),
            )
            .at_cell(ZONES, index, "resolvers");
        }
    }
}

fn two_kinds_of_resolvers(cx: &Cx, out: &mut Report) {
    for (index, zone) in zones(cx) {
        let private: Vec<&str> = zone
            .resolvers
            .iter()
            .filter(|one| is_private(one))
            .map(String::as_str)
            .collect();
        if !private.is_empty() && zone.resolvers.iter().any(|one| is_public(one)) {
            out.say(
                t(
                    "These resolvers do not know the same names",
                    "这些解析器认识的名称不同",
                ),
                say!(
                    cx.lang,
                    "CoreDNS picks one at random and takes its no for an answer, so {} resolves now and then.",
                    "CoreDNS 随机选择其一，并以其“不存在”为准，因此 {} 时而能解析时而不能。",
                    zone.zone
                ),
            )
            .at_cell(ZONES, index, "resolvers")
            .fix(
                t("Keep the private ones", "只保留内部解析器"),
                vec![cx.with_cells(ZONES, index, &[("resolvers", &private.join(", "))])],
            );
        }
    }
}
