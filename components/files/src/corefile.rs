//! Writes the change to CoreDNS: the Corefile as it should come out, and the script that edits the live one.
//!
//! Only for clusters whose Corefile belongs to nobody after installation, as kubeadm leaves it. On the
//! other platforms an operator, add-on or controller owns it, and a file of this form would be reverted.

mod change;
mod script;

use crate::{Artefact, Context};
use change::Change;
use runwright_documents::corefile::{Corefile, ServerBlock, print};
use runwright_model::Version;
use runwright_model::plan::Platform;
use runwright_model::protocol::FileGroup;

/// The whole Corefile of a fresh kubeadm cluster with the plan's change in it, to compare with.
pub fn render(cx: &Context) -> Option<Artefact> {
    let change = change(cx)?;
    let mut file = Corefile::default();
    let root = file.server([".:53"]);
    for line in head(cx, &change) {
        root.comment(line);
    }
    default_server(cx, &change, root);
    for zone in &change.zones {
        zone_server(&mut file, zone);
    }
    Some(Artefact {
        path: "Corefile".into(),
        about: cx
            .lang
            .pick(
                "CoreDNS as it should come out, to compare with.",
                "CoreDNS 修改后的样子，供对照。",
            )
            .to_string(),
        group: FileGroup::Cluster,
        printed: print(&file).ok()?,
    })
}

/// The script that makes the change on the live ConfigMap, and nothing else.
pub fn render_script(cx: &Context) -> Option<Artefact> {
    let change = change(cx)?;
    Some(Artefact {
        path: "coredns-patch.sh".into(),
        about: cx
            .lang
            .pick(
                "Makes this change to the live CoreDNS, after showing it.",
                "展示差异后，将此改动应用到运行中的 CoreDNS。",
            )
            .to_string(),
        group: FileGroup::Cluster,
        printed: script::print(cx, &change),
    })
}

fn change(cx: &Context) -> Option<Change> {
    let owned_by_nobody = matches!(cx.plan.target.platform, Platform::Kubeadm | Platform::Other);
    if !owned_by_nobody || !cx.plan.patches_coredns() {
        return None;
    }
    let change = Change::of(cx);
    (!change.is_empty()).then_some(change)
}

/// What the plan wants of CoreDNS: upstreams for every foreign name, and zones with resolvers of their own. Only what
/// CoreDNS takes is in it.
#[cfg(feature = "documents")]
pub(crate) fn wanted(cx: &Context) -> (Vec<String>, Vec<(String, Vec<String>)>) {
    let change = Change::of(cx);
    let zones = change.zones.into_iter();
    (
        change.upstreams,
        zones.map(|zone| (zone.name, zone.resolvers)).collect(),
    )
}

/// What to know before using either file.
fn head(cx: &Context, change: &Change) -> Vec<String> {
    let lang = cx.lang;
    let mut lines = vec![
        lang.pick(
            "To compare with, not to apply: yours may differ. coredns-patch.sh edits the live one.\n  kubectl -n kube-system get configmap coredns -o jsonpath='{.data.Corefile}'",
            "仅供对照，请勿直接应用：现有内容可能不同。coredns-patch.sh 会修改运行中的配置。\n  kubectl -n kube-system get configmap coredns -o jsonpath='{.data.Corefile}'",
        )
        .to_string(),
    ];
    if cx.plan.dns.nodelocal {
        lines.push(nodelocal(cx).to_string());
    }
    if !change.left_out.is_empty() {
        let said = lang.pick("Left out, see the findings: ", "已略去，详见检查结果：");
        lines.push([said, &change.left_out.join(lang.pick(", ", "、"))].concat());
    }
    lines
}

fn nodelocal(cx: &Context) -> &'static str {
    cx.lang.pick(
        "NodeLocal DNSCache sends names outside the cluster past CoreDNS: make the same change in ConfigMap node-local-dns, in a server block with its bind line.",
        "NodeLocal DNSCache 会绕过 CoreDNS 转发集群外的名称：请在 ConfigMap node-local-dns 中作同样修改，服务器块须带其 bind 行。",
    )
}

/// The server block kubeadm writes (`kubernetes/kubernetes@008b3652:cmd/kubeadm/app/phases/addons/dns/manifests.go`),
/// with the plan's upstream resolvers if it has any.
fn default_server(cx: &Context, change: &Change, root: &mut ServerBlock) {
    let domain = cx.plan.dns.cluster_domain.trim_end_matches('.');
    root.plugin("errors", &[]);
    root.plugin("health", &[]).option("lameduck", &["5s"]);
    root.plugin("ready", &[]);
    let kubernetes = root.plugin("kubernetes", &[domain, "in-addr.arpa", "ip6.arpa"]);
    kubernetes.field("dns.cluster_domain");
    kubernetes.option("pods", &["insecure"]);
    kubernetes.option("fallthrough", &["in-addr.arpa", "ip6.arpa"]);
    kubernetes.option("ttl", &["30"]);
    root.plugin("prometheus", &[":9153"]);
    let mut to = vec!["."];
    if change.upstreams.is_empty() {
        to.push("/etc/resolv.conf");
    } else {
        to.extend(change.upstreams.iter().map(String::as_str));
    }
    let forward = root.plugin("forward", &to);
    if !change.upstreams.is_empty() {
        forward.field("dns.upstreams").comment(cx.lang.pick(
            "Every name outside the cluster. These stand in for each other on failure, not when one says a name does not exist.",
            "集群外的所有名称。一个出错时由另一个顶替；答“不存在”时不会再问下一个。",
        ));
    }
    forward.option("max_concurrent", &["1000"]);
    let cache = root.plugin("cache", &["30"]);
    // Since kubernetes/kubernetes#128359, first released in 1.32.
    if cx.plan.target.kubernetes >= Version::new(1, 32, 0) {
        cache.option("disable", &["success", domain]);
        cache.option("disable", &["denial", domain]);
    }
    for name in ["loop", "reload", "loadbalance"] {
        root.plugin(name, &[]);
    }
}

/// A private zone. The block is a chain of its own: it inherits nothing from the one for `.`.
fn zone_server(file: &mut Corefile, zone: &change::Zone) {
    let block = file.server([[&zone.name, ":53"].concat()]);
    block.field("dns.zones");
    block.plugin("errors", &[]);
    block.plugin("cache", &["30"]);
    let mut to = vec!["."];
    to.extend(zone.resolvers.iter().map(String::as_str));
    block.plugin("forward", &to);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Table, hostile, plan, rows, shell_words, text};
    use proptest::prelude::*;
    use runwright_model::Plan;
    use runwright_model::plan::Zone;
    use runwright_model::value::split;

    fn hybrid(zones: Table) -> Plan {
        rows(&[("dns.strategy", "hybrid")], &[("dns.zones", zones)])
    }

    /// The content of a Corefile without comments and indentation, a space for every line end.
    fn content(plan: &Plan) -> Option<String> {
        Some(
            text(render, plan)?
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    const BEFORE: &str = ".:53 { errors health { lameduck 5s } ready kubernetes cluster.local in-addr.arpa ip6.arpa \
        { pods insecure fallthrough in-addr.arpa ip6.arpa ttl 30 } prometheus :9153";
    const CACHE: &str = "cache 30 { disable success cluster.local disable denial cluster.local }";
    const AFTER: &str = "loop reload loadbalance }";
    const LIMIT: &str = "{ max_concurrent 1000 }";

    #[test]
    fn public_upstreams() {
        let check = |sets: &[(&str, &str)], expect: Option<&str>| {
            let mut all = vec![("dns.strategy", "public")];
            all.extend(sets);
            let expect = expect.map(|middle| [BEFORE, middle, AFTER].join(" "));
            assert_eq!(content(&plan(&all)), expect, "{sets:?}");
            assert_eq!(text(render_script, &plan(&all)).is_some(), expect.is_some());
        };
        let forward = |to: &str, cache: &str| ["forward .", to, LIMIT, cache].join(" ");
        check(&[], Some(&forward("8.8.8.8 1.1.1.1", CACHE)));
        check(
            &[("target.kubernetes", "1.31")],
            Some(&forward("8.8.8.8 1.1.1.1", "cache 30")),
        );
        check(
            &[
                ("target.platform", "other"),
                ("dns.upstreams", "9.9.9.9:5353, 9.9.9.9:5353"),
            ],
            Some(&forward("9.9.9.9:5353", CACHE)),
        );
        // What is no address would stop CoreDNS; its own address would make it ask itself.
        check(
            &[("dns.upstreams", "9.9.9.9 dns.example 10.96.0.10")],
            Some(&forward("9.9.9.9", CACHE)),
        );
        check(&[("dns.upstreams", "dns.example")], None);
        check(&[("target.platform", "eks")], None);
        check(&[("target.platform", "k3s")], None);
        assert_eq!(content(&plan(&[])), None);
    }

    #[test]
    fn private_zones() {
        let check = |zones: Table, expect: Option<&str>| {
            let default = [BEFORE, "forward . /etc/resolv.conf", LIMIT, CACHE, AFTER].join(" ");
            let expect = expect.map(|blocks| [&default, blocks].join(" "));
            assert_eq!(content(&hybrid(zones)), expect, "{zones:?}");
        };
        let corp = [
            ("zone", "corp.internal"),
            ("resolvers", "10.1.0.1 10.1.0.2"),
        ];
        check(
            &[&corp],
            Some("corp.internal:53 { errors cache 30 forward . 10.1.0.1 10.1.0.2 }"),
        );
        check(
            &[
                &corp,
                &[("zone", "Lan."), ("resolvers", "10.2.0.1")],
                &[
                    ("zone", "CORP.internal"),
                    ("resolvers", "10.1.0.2 10.1.0.3"),
                ],
            ],
            Some(
                "corp.internal:53 { errors cache 30 forward . 10.1.0.1 10.1.0.2 10.1.0.3 } \
                 lan:53 { errors cache 30 forward . 10.2.0.1 }",
            ),
        );
        // Never the cluster's own names, never a zone without a resolver.
        check(
            &[
                &[("zone", "cluster.local"), ("resolvers", "10.1.0.1")],
                &[("zone", "svc.cluster.local"), ("resolvers", "10.1.0.1")],
                &[("zone", "a b"), ("resolvers", "10.1.0.1")],
                &[("zone", "lan"), ("resolvers", "")],
            ],
            None,
        );
        check(
            &[
                &[("zone", "cluster.local"), ("resolvers", "10.1.0.1")],
                &[("zone", "mycluster.local"), ("resolvers", "10.1.0.1")],
            ],
            Some("mycluster.local:53 { errors cache 30 forward . 10.1.0.1 }"),
        );
    }

    /// Zones put into the plan past the reader, which would refuse some of them.
    fn raw(zones: &[(&str, &str)]) -> Plan {
        let mut plan = hybrid(&[&[("zone", "a"), ("resolvers", "10.0.0.9")]]);
        let zones = zones.iter().map(|(zone, resolvers)| Zone {
            zone: zone.trim().to_string(),
            resolvers: split(resolvers),
        });
        plan.dns.zones = zones.collect();
        plan
    }

    #[test]
    fn the_script_carries_the_blocks_between_its_marks() {
        let plan = raw(&[("lan", "10.1.0.1 /etc/$(x)'")]);
        let words = shell_words(&text(render_script, &plan).unwrap());
        let block = words
            .iter()
            .find(|words| words.contains(&"# BEGIN runwright".to_string()))
            .unwrap();
        assert_eq!(
            block[2..],
            [
                "# BEGIN runwright",
                "lan:53 {",
                "    errors",
                "    cache 30",
                "    forward . 10.1.0.1 /etc/$(x)'",
                "}",
                "# END runwright",
                ">",
                "$work/block"
            ]
        );
    }

    #[test]
    fn what_is_left_out_is_said() {
        let file = text(
            render,
            &raw(&[("cluster.local", "10.1.0.1"), ("lan", "10.1.0.1 x")]),
        )
        .unwrap();
        assert!(
            file.contains("# Left out, see the findings: cluster.local, x\n"),
            "{file}"
        );
    }

    proptest! {
        #[test]
        fn no_value_becomes_syntax(zone in hostile(), resolver in hostile(), path in "/[^,;\n]{0,12}") {
            let resolvers = [resolver.as_str(), " 10.0.0.1 ", &path].concat();
            let plan = raw(&[(&zone, &resolver), ("corp.internal", &resolvers)]);
            let file = content(&plan).unwrap();
            // Three blocks at most, and each opened one closed.
            let blocks = file.matches(":53 {").count();
            prop_assert!(blocks <= 3, "{file}");
            let kept = file.contains("corp.internal:53 { errors cache 30 forward . ");
            prop_assert!(kept, "{file}");
            let script = text(render_script, &plan).unwrap();
            let words = shell_words(&script);
            let zones = words.iter().filter(|words| words.last().is_some_and(|word| word == "$work/zones"));
            prop_assert_eq!(zones.count(), 1);
        }
    }
}
