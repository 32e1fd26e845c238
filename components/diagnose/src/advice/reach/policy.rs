//! Tells what the plan's network policy lets through, by the rules that `manifests/network-policy.yaml` is written from.

use super::words::{ip_of, is_private};
use runwright_model::Plan;
use runwright_model::format::{host_of, port_of};
use std::net::IpAddr;

/// Whether job pods may open a TCP connection; true without a policy of the plan.
pub(super) fn lets(plan: &Plan, ip: IpAddr, port: u16) -> bool {
    let security = &plan.security;
    if !security.network_policy {
        return true;
    }
    let ports = gitlab_ports(plan);
    let of_gitlab = ports.contains(&port)
        && (security.gitlab_cidrs.iter().any(|cidr| holds(cidr, ip))
            || hosts(plan).any(|host| ip_of(host) == Some(ip)));
    let web = port == 80 || port == 443 || ports.contains(&port);
    let of_internet = security.internet && web && !is_private(ip);
    let of_rows = security
        .egress
        .iter()
        .any(|row| holds(&row.cidr, ip) && has_port(&row.ports, port));
    of_gitlab || of_internet || of_rows
}

/// Whether job pods may ask a DNS server; cluster DNS itself is always open.
pub(super) fn lets_ask(plan: &Plan, server: IpAddr) -> bool {
    let (dns, text) = (&plan.dns, server.to_string());
    !plan.security.network_policy
        || text == dns.cluster_dns
        || dns.nameservers.contains(&text)
        || (dns.nodelocal && text == NODE_LOCAL)
}

/// Where NodeLocal DNSCache listens.
pub(super) const NODE_LOCAL: &str = "169.254.20.10";

fn hosts(plan: &Plan) -> impl Iterator<Item = &str> {
    [&plan.gitlab.url, &plan.gitlab.clone_url]
        .into_iter()
        .filter_map(|url| host_of(url))
}

fn gitlab_ports(plan: &Plan) -> Vec<u16> {
    let mut ports = vec![port_of(&plan.gitlab.url)];
    if !plan.gitlab.clone_url.is_empty() {
        ports.push(port_of(&plan.gitlab.clone_url));
    }
    ports
}

/// No ports are all ports.
fn has_port(ports: &[String], port: u16) -> bool {
    let within = |item: &String| match item.split_once('-') {
        Some((low, high)) => matches!(
            (low.trim().parse::<u16>(), high.trim().parse::<u16>()),
            (Ok(low), Ok(high)) if low <= port && port <= high
        ),
        None => item.trim().parse() == Ok(port),
    };
    ports.is_empty() || ports.iter().any(within)
}

/// Whether a CIDR block holds the address; false for a block that cannot be read.
fn holds(cidr: &str, ip: IpAddr) -> bool {
    let Some((network, bits)) = cidr.split_once('/') else {
        return false;
    };
    let (Ok(network), Ok(bits)) = (network.parse::<IpAddr>(), bits.parse::<u32>()) else {
        return false;
    };
    match (network, ip) {
        (IpAddr::V4(network), IpAddr::V4(ip)) => {
            let cut = |ip: Ipv4| ip.checked_shr(32u32.saturating_sub(bits)).unwrap_or(0);
            cut(network.to_bits()) == cut(ip.to_bits())
        }
        (IpAddr::V6(network), IpAddr::V6(ip)) => {
            let cut = |ip: Ipv6| ip.checked_shr(128u32.saturating_sub(bits)).unwrap_or(0);
            cut(network.to_bits()) == cut(ip.to_bits())
        }
        _ => false,
    }
}

type Ipv4 = u32;
type Ipv6 = u128;

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::{Draft, Row, Value};

    #[track_caller]
    fn check(sets: &[(&str, &str)], rows: &[(&str, &str)], target: (&str, u16), expect: bool) {
        let mut draft = Draft::default();
        for (id, text) in sets {
            draft.set(id, Value::from(*text));
        }
        if !rows.is_empty() {
            let row: Row = rows
                .iter()
                .map(|(column, text)| (column.to_string(), text.to_string()))
                .collect();
            draft.set("security.egress", Value::Rows(vec![row]));
        }
        let plan = Plan::read(&draft).plan;
        let (ip, port) = target;
        assert_eq!(
            lets(&plan, ip.parse().unwrap(), port),
            expect,
            "{sets:?} {target:?}"
        );
    }

    #[test]
    fn what_the_policy_lets_through() {
        const SHUT: (&str, &str) = ("security.internet", "false");
        check(&[], &[], ("203.0.113.9", 443), true);
        check(&[], &[], ("203.0.113.9", 22), false);
        check(&[], &[], ("10.1.2.3", 443), false);
        check(
            &[("security.network_policy", "false")],
            &[],
            ("10.1.2.3", 22),
            true,
        );
        check(&[SHUT], &[], ("203.0.113.9", 443), false);
        check(
            &[SHUT, ("security.gitlab_cidrs", "203.0.113.0/28")],
            &[],
            ("203.0.113.9", 443),
            true,
        );
        check(
            &[SHUT, ("security.gitlab_cidrs", "203.0.113.0/28")],
            &[],
            ("203.0.113.9", 80),
            false,
        );
        check(
            &[SHUT, ("gitlab.url", "http://10.1.2.3:8080")],
            &[],
            ("10.1.2.3", 8080),
            true,
        );
        check(
            &[("gitlab.url", "https://git.example.com:8443")],
            &[],
            ("203.0.113.9", 8443),
            true,
        );
        let row = [("cidr", "10.20.0.0/16"), ("ports", "5432, 8000-8080")];
        check(&[SHUT], &row, ("10.20.3.4", 8010), true);
        check(&[SHUT], &row, ("10.20.3.4", 9000), false);
        check(
            &[SHUT],
            &[("cidr", "fd00::/8"), ("ports", "")],
            ("fd12::1", 9),
            true,
        );
    }
}
