//! Reads a Corefile: the zones with resolvers of their own, the upstreams, the cluster's domain.

use super::{FileReading, put};
use crate::open::View;
use runwright_documents::corefile::source::{Block, Corefile, Directive};
use runwright_model::{Draft, Row, Value};

/// Plugins of CoreDNS, and those that older releases or common builds have.
/// Source: coredns/coredns@v1.12.0:plugin.cfg and its history.
pub const PLUGINS: &str = "acl any auto autopath azure bind bufsize cache cancel chaos clouddns debug dns64 dnssec \
    dnstap erratic errors etcd file forward geoip grpc grpc_server health header hosts https https3 import \
    k8s_external kubernetes loadbalance local log loop metadata minimal multisocket nomad pprof prometheus proxyproto \
    quic ready reload rewrite root route53 secondary sign template timeouts tls trace transfer tsig view whoami on \
    federation proxy fanout kubernetai unbound alternate ads records k8s_gateway k8s_crd redis mysql gslb";

/// What is set inside a plugin; outside of one it is a slip of the braces.
const PROPERTIES: &str = "pods endpoint_pod_names fallthrough ttl upstream tls_servername health_check max_fails \
    expire policy prefer_udp force_tcp max_concurrent endpoint namespaces labels noendpoints success denial prefetch \
    serve_stale lameduck except";

/// Where NodeLocal DNSCache listens.
const NODELOCAL: &str = "169.254.20.10";

pub fn read(corefile: &Corefile, draft: &mut Draft) {
    let mut zones = Vec::new();
    let mut upstreams = Vec::new();
    for block in corefile.blocks.iter().filter(|block| !block.snippet) {
        if is_root(block) {
            if let Some(forward) = forward(block) {
                let to = targets(forward);
                if to.iter().all(|target| !target.starts_with('/')) {
                    upstreams = to;
                }
            }
        } else {
            zones.extend(zone(block));
        }
        for directive in &block.body {
            let args = || directive.args.iter().map(|arg| arg.text.as_str());
            match directive.name.text.as_str() {
                "kubernetes" => {
                    if let Some(domain) = args().next().filter(|name| !name.ends_with(".arpa")) {
                        put(draft, "dns.cluster_domain", domain.trim_end_matches('.'));
                    }
                }
                "bind" if args().any(|address| address == NODELOCAL) => {
                    put(draft, "dns.nodelocal", true);
                }
                _ => {}
            }
        }
    }
    let internal = draft.get("dns.strategy") == Some(&"internal".into());
    let strategy = match (zones.is_empty(), upstreams.is_empty()) {
        (false, _) => "hybrid",
        (true, false) => "public",
        _ => "cluster",
    };
    if !internal {
        put(draft, "dns.strategy", strategy);
    }
    put(draft, "dns.zones", Value::Rows(zones));
    if !upstreams.is_empty() {
        put(draft, "dns.upstreams", Value::List(upstreams));
    }
}

/// The name of an address without scheme, port and final dot; `.` is everything.
pub fn name(address: &str) -> &str {
    let address = address.trim_end_matches(',');
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let name = match address.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => address,
    };
    match name.trim_end_matches('.') {
        "" => ".",
        name => name,
    }
}

pub fn is_root(block: &Block) -> bool {
    block
        .addresses
        .iter()
        .any(|address| name(&address.text) == ".")
}

/// The directive that sends every name of the block on.
pub fn forward(block: &Block) -> Option<&Directive> {
    block
        .body
        .iter()
        .find(|directive| matches!(directive.name.text.as_str(), "forward" | "proxy"))
}

/// Where a `forward` sends to, without the names it is for.
pub fn targets(forward: &Directive) -> Vec<String> {
    forward
        .args
        .iter()
        .skip(1)
        .map(|arg| arg.text.clone())
        .collect()
}

fn zone(block: &Block) -> Vec<Row> {
    let Some(forward) = forward(block) else {
        return Vec::new();
    };
    let resolvers = targets(forward).join(", ");
    block
        .addresses
        .iter()
        .filter(|address| !address.text.contains(['{', '$']))
        .map(|address| {
            Row::from([
                ("zone".to_string(), name(&address.text).to_string()),
                ("resolvers".to_string(), resolvers.clone()),
            ])
        })
        .collect()
}

/// Counts plugins and what is set in them.
pub(super) fn count(view: &View, said: &mut FileReading) {
    for block in &view.corefile.blocks {
        for directive in &block.body {
            let name = directive.name.text.as_str();
            let known = PLUGINS.split_whitespace().any(|plugin| plugin == name)
                || name.contains(['{', '$']);
            let count = 1 + directive.block.len() as u32;
            said.total += count;
            let property = PROPERTIES.split_whitespace().any(|word| word == name);
            if known || property {
                said.understood += count;
                said.mistaken += u32::from(!known);
            } else {
                said.kept
                    .push((name.to_owned(), view.outer(directive.name.span.start)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_zones() {
        let check = |address: &str, expect: &str| assert_eq!(name(address), expect, "{address}");
        check(".", ".");
        check(".:53", ".");
        check(":53", ".");
        check("dns://.:53", ".");
        check("corp.internal:53", "corp.internal");
        check("corp.internal.,", "corp.internal");
        check("tls://example.org:853", "example.org");
        check("10.in-addr.arpa", "10.in-addr.arpa");
    }
}
