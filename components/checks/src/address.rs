//! Tells kinds of IP addresses apart, and whether a block holds one.

use std::net::{IpAddr, SocketAddr};

/// Where every cloud answers for the node it runs, credentials included.
pub(crate) const METADATA: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(169, 254, 169, 254));

/// The link-local address NodeLocal DNSCache listens on.
pub(crate) const NODE_LOCAL: &str = "169.254.20.10";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Loopback,
    /// Inside an organisation: RFC 1918, carrier NAT, link-local, unique local.
    Private,
    Public,
}

/// The address of a nameserver or upstream, with or without scheme and port.
pub(crate) fn ip_of(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix("tls://").unwrap_or(text);
    if let Ok(ip) = bare.parse::<IpAddr>() {
        return Some(ip);
    }
    if let Ok(socket) = bare.parse::<SocketAddr>() {
        return Some(socket.ip());
    }
    bare.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

pub(crate) fn reach(ip: IpAddr) -> Reach {
    let private = match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            ip.is_private() || ip.is_link_local() || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(ip) => {
            let first = ip.segments().first().copied().unwrap_or(0);
            first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
        }
    };
    match (ip.is_loopback(), private) {
        (true, _) => Reach::Loopback,
        (_, true) => Reach::Private,
        _ => Reach::Public,
    }
}

/// Whether a CIDR block holds the address; false for a block that cannot be read.
pub(crate) fn holds(cidr: &str, ip: IpAddr) -> bool {
    let Some((network, bits)) = cidr.split_once('/') else {
        return false;
    };
    let (Ok(network), Ok(bits)) = (network.parse::<IpAddr>(), bits.parse::<u32>()) else {
        return false;
    };
    match (network, ip) {
        (IpAddr::V4(network), IpAddr::V4(ip)) => {
            let shift = 32u32.saturating_sub(bits);
            let cut = |ip: u32| ip.checked_shr(shift).unwrap_or(0);
            cut(network.to_bits()) == cut(ip.to_bits())
        }
        (IpAddr::V6(network), IpAddr::V6(ip)) => {
            let shift = 128u32.saturating_sub(bits);
            let cut = |ip: u128| ip.checked_shr(shift).unwrap_or(0);
            cut(network.to_bits()) == cut(ip.to_bits())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let check = |text: &str, expect: Reach| assert_eq!(ip_of(text).map(reach), Some(expect));
        check("127.0.0.53", Reach::Loopback);
        check("::1", Reach::Loopback);
        check("10.0.0.2", Reach::Private);
        check("10.0.0.2:5353", Reach::Private);
        check("100.64.0.10", Reach::Private);
        check("169.254.169.253", Reach::Private);
        check("[fd00::1]:53", Reach::Private);
        check("8.8.8.8", Reach::Public);
        check("tls://9.9.9.9:853", Reach::Public);
        assert_eq!(ip_of("/etc/resolv.conf"), None);
    }

    #[test]
    fn blocks() {
        let check = |cidr: &str, ip: &str, expect: bool| {
            assert_eq!(holds(cidr, ip_of(ip).unwrap()), expect, "{cidr} {ip}");
        };
        check("10.20.0.0/16", "10.20.3.4", true);
        check("10.20.0.0/16", "10.21.3.4", false);
        check("0.0.0.0/0", "8.8.8.8", true);
        check("203.0.113.10/32", "203.0.113.10", true);
        check("fd00::/8", "fd12::1", true);
        check("10.0.0.0/8", "fd12::1", false);
        check("rubbish", "10.0.0.1", false);
        check("10.0.0.0/999", "10.0.0.1", false);
    }
}
