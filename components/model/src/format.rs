//! Checks the shapes of names, addresses and URLs as Kubernetes and GitLab Runner read them.

/// What a text has to look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Any,
    /// An http or https URL with a host.
    Url,
    /// RFC 1123 label, at most 63: a namespace, a Secret's short name.
    Label,
    /// RFC 1123 subdomain, at most 253: most object names, node names.
    Subdomain,
    /// A Helm release name: a label or dotted labels, at most 53.
    Release,
    /// A DNS zone or search domain: labels with dots, underscore allowed, no trailing rubbish.
    Domain,
    /// An IPv4 or IPv6 address.
    Ip,
    /// An address as CoreDNS takes it: an IP with an optional port, or `/etc/resolv.conf`.
    Upstream,
    Cidr,
    /// `prefix/name` with an optional DNS prefix: a label key.
    LabelKey,
    LabelValue,
    /// A container image reference.
    Image,
    /// `1.34` or `1.34.2`.
    Version,
    /// An absolute path in a container.
    Path,
    /// A Go duration such as `5m` or `1h30m`.
    Duration,
    /// Ports and port ranges, such as `443` or `8000-8080`.
    Ports,
    /// `key=value`: a node label; the value may be empty.
    LabelPair,
    /// `key=value:Effect`, `key:Effect` or without an effect: a taint, or what is tolerated.
    Taint,
    /// A share of a whole: 0 to 100, with or without a percent sign.
    Percent,
    /// A number of jobs from 1 on, and after a colon its share: `8` or `8:0.5`.
    Jobs,
}

/// Which shape a text does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
    Url,
    UrlScheme,
    Label,
    Subdomain,
    Release,
    Domain,
    Ip,
    Upstream,
    Cidr,
    LabelKey,
    LabelValue,
    Image,
    Version,
    Path,
    Duration,
    Ports,
    LabelPair,
    Taint,
    Percent,
    Jobs,
    /// A control character; no file format here carries one safely.
    Control,
}

impl Format {
    /// Checks a text that is not empty.
    pub fn check(self, text: &str) -> Result<(), FormatError> {
        if text.chars().any(|c| c.is_control()) {
            return Err(FormatError::Control);
        }
        let (ok, error) = match self {
            Format::Any => (true, FormatError::Control),
            Format::Url => return url(text),
            Format::Label => (label(text, 63), FormatError::Label),
            Format::Subdomain => (subdomain(text, 253), FormatError::Subdomain),
            Format::Release => (subdomain(text, 53), FormatError::Release),
            Format::Domain => (domain(text), FormatError::Domain),
            Format::Ip => (ip(text), FormatError::Ip),
            Format::Upstream => (upstream(text), FormatError::Upstream),
            Format::Cidr => (cidr(text), FormatError::Cidr),
            Format::LabelKey => (label_key(text), FormatError::LabelKey),
            Format::LabelValue => (label_value(text), FormatError::LabelValue),
            Format::Image => (image(text), FormatError::Image),
            Format::Version => (crate::Version::parse(text).is_some(), FormatError::Version),
            Format::Path => (
                text.starts_with('/') && !text.contains("//") && !text.contains(':'),
                FormatError::Path,
            ),
            Format::Duration => (duration(text), FormatError::Duration),
            Format::Ports => (ports(text), FormatError::Ports),
            Format::LabelPair => (label_pair(text), FormatError::LabelPair),
            Format::Taint => (taint(text), FormatError::Taint),
            Format::Percent => (percent(text), FormatError::Percent),
            Format::Jobs => (jobs(text), FormatError::Jobs),
        };
        if ok { Ok(()) } else { Err(error) }
    }
}

fn url(text: &str) -> Result<(), FormatError> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err(FormatError::UrlScheme);
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(FormatError::UrlScheme);
    }
    match host_of(text) {
        Some(host)
            if host_ok(host)
                && !rest.contains(char::is_whitespace)
                && !text.contains(['"', '<', '>', '\\', '{', '}']) =>
        {
            Ok(())
        }
        _ => Err(FormatError::Url),
    }
}

fn host_ok(host: &str) -> bool {
    ip(host.trim_start_matches('[').trim_end_matches(']'))
        || subdomain(&host.to_ascii_lowercase(), 253)
}

/// The host of a URL, without user, port, path: `gitlab.example.com`.
pub fn host_of(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') {
        host.split_inclusive(']').next()?
    } else {
        host.split(':').next()?
    };
    if host.is_empty() { None } else { Some(host) }
}

/// The port of a URL: what is written, else 443 for https and 80 for http.
pub fn port_of(url: &str) -> u16 {
    let https = url
        .get(..8)
        .is_some_and(|head| head.eq_ignore_ascii_case("https://"));
    let fallback = if https { 443 } else { 80 };
    let Some((_, rest)) = url.split_once("://") else {
        return fallback;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let after_host = authority.rsplit(']').next().unwrap_or("");
    after_host
        .rsplit_once(':')
        .and_then(|(_, port)| port.parse().ok())
        .unwrap_or(fallback)
}

fn label(text: &str, max: usize) -> bool {
    let alnum = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => {
            bytes.len() <= max
                && alnum(*first)
                && alnum(*last)
                && bytes.iter().all(|b| alnum(*b) || *b == b'-')
        }
        _ => false,
    }
}

fn subdomain(text: &str, max: usize) -> bool {
    text.len() <= max && text.split('.').all(|part| label(part, max))
}

fn domain(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let part_ok = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(part_ok)
}

fn ip(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok()
}

fn upstream(text: &str) -> bool {
    let bare = text.strip_prefix("tls://").unwrap_or(text);
    text.starts_with('/') && Format::Path.check(text).is_ok()
        || ip(bare)
        || bare.parse::<std::net::SocketAddr>().is_ok()
}

fn cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else {
        return false;
    };
    let max = match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(_)) => 32,
        Ok(std::net::IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    !bits.is_empty()
        && bits.bytes().all(|b| b.is_ascii_digit())
        && bits.parse::<u8>().is_ok_and(|bits| bits <= max)
}

fn name_part(text: &str) -> bool {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => {
            bytes.len() <= 63
                && first.is_ascii_alphanumeric()
                && last.is_ascii_alphanumeric()
                && bytes
                    .iter()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        }
        _ => false,
    }
}

fn label_key(text: &str) -> bool {
    match text.split_once('/') {
        Some((prefix, name)) => subdomain(prefix, 253) && name_part(name),
        None => name_part(text),
    }
}

fn label_value(text: &str) -> bool {
    text.is_empty() || name_part(text)
}

fn image(text: &str) -> bool {
    // A reference of the distribution grammar, with `$VAR` and `${VAR}` allowed as the runner expands them.
    let ok = |b: u8| {
        b.is_ascii_alphanumeric()
            || matches!(
                b,
                b'.' | b'-' | b'_' | b'/' | b':' | b'@' | b'$' | b'{' | b'}'
            )
    };
    text.bytes().all(ok)
        && !text.starts_with(['/', ':', '@', '-', '.'])
        && !text.ends_with(['/', ':', '@'])
}

fn duration(text: &str) -> bool {
    let mut rest = text;
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let digits = rest
            .bytes()
            .take_while(|b| b.is_ascii_digit() || *b == b'.')
            .count();
        let (number, tail) = rest.split_at(digits);
        // Digits with at most one point among them.
        if !number.bytes().any(|b| b.is_ascii_digit()) || number.matches('.').count() > 1 {
            return false;
        }
        let unit = ["ns", "us", "ms", "s", "m", "h"].into_iter().find(|unit| {
            tail.strip_prefix(unit).is_some_and(|after| {
                after.is_empty() || after.starts_with(|c: char| c.is_ascii_digit())
            })
        });
        match unit.and_then(|unit| tail.strip_prefix(unit)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

fn ports(text: &str) -> bool {
    let port = |text: &str| {
        text.parse::<u16>().is_ok_and(|port| port > 0) && text.bytes().all(|b| b.is_ascii_digit())
    };
    crate::value::split(text)
        .iter()
        .all(|part| match part.split_once('-') {
            Some((low, high)) => {
                port(low) && port(high) && low.parse::<u16>().ok() <= high.parse::<u16>().ok()
            }
            None => port(part),
        })
}

fn label_pair(text: &str) -> bool {
    text.split_once('=')
        .is_some_and(|(key, value)| label_key(key) && label_value(value))
}

fn taint(text: &str) -> bool {
    let (pair, effect) = text.rsplit_once(':').unwrap_or((text, "NoSchedule"));
    let known = matches!(effect, "NoSchedule" | "NoExecute" | "PreferNoSchedule");
    known && (label_pair(pair) || label_key(pair))
}

/// A number without sign or exponent.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|_| plain)
}

fn percent(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    decimal(number).is_some_and(|number| number <= 100.0)
}

fn jobs(text: &str) -> bool {
    let (jobs, share) = text.split_once(':').unwrap_or((text, "1"));
    let digits = jobs.bytes().all(|b| b.is_ascii_digit());
    digits && jobs.parse().is_ok_and(|jobs: u32| jobs > 0) && decimal(share.trim()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: Format, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(format.check(text), Ok(()), "{text}");
        }
        for text in bad {
            assert!(format.check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn urls() {
        check(
            Format::Url,
            &[
                "https://gitlab.example.com/",
                "http://10.0.0.1:8080",
                "https://[fd00::1]/x",
                "HTTPS://Git.Corp",
            ],
            &[
                "gitlab.example.com",
                "ftp://x",
                "https://",
                "https:///x",
                "https://a b",
                "https://x\"y",
                "https://-x",
            ],
        );
        assert_eq!(
            host_of("https://user@gitlab.example.com:8443/ci"),
            Some("gitlab.example.com")
        );
        assert_eq!(port_of("https://gitlab.example.com"), 443);
        assert_eq!(port_of("http://[fd00::1]:8080/x"), 8080);
        assert_eq!(port_of("http://[fd00::1]/x"), 80);
    }

    #[test]
    fn names() {
        check(
            Format::Label,
            &["ci", "ci-jobs", "1a"],
            &["", "CI", "ci.jobs", "-ci", "ci-", &"a".repeat(64)],
        );
        check(
            Format::Subdomain,
            &["worker-2.example.com", "a"],
            &["a..b", "A", "a_b"],
        );
        check(
            Format::LabelKey,
            &["workload", "kubernetes.io/arch", "a_b"],
            &["", "/x", "a/b/c", "x/", "-a"],
        );
        check(
            Format::LabelValue,
            &["ci", "a.b_c"],
            &["a b", "-a", "a$(x)"],
        );
        check(
            Format::Domain,
            &["corp.internal", "_tcp.x", "x.", "LAN"],
            &["a..b", "-a.b", "a b"],
        );
    }

    #[test]
    fn addresses() {
        check(
            Format::Ip,
            &["10.0.0.2", "fd00::1"],
            &["10.0.0", "10.0.0.256", "dns.example", "10.0.0.2:53"],
        );
        check(
            Format::Upstream,
            &[
                "10.0.0.2",
                "10.0.0.2:5353",
                "/etc/resolv.conf",
                "tls://1.1.1.1",
            ],
            &["dns", "10.0.0.2:x"],
        );
        check(
            Format::Cidr,
            &["10.0.0.0/8", "fd00::/8"],
            &["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "x/8"],
        );
    }

    #[test]
    fn cells_of_pools_and_jobs() {
        check(
            Format::LabelPair,
            &["workload=ci", "kubernetes.io/arch=amd64", "ci="],
            &["workload", "=ci", "a=b=c", "a b=c", "a=$(x)"],
        );
        check(
            Format::Taint,
            &[
                "ci=true:NoSchedule",
                "ci:NoExecute",
                "a.b/ci=1:PreferNoSchedule",
                "ci=true",
                "ci",
                "ci=:NoSchedule",
            ],
            &[
                "ci=true:noschedule",
                "ci:",
                ":NoSchedule",
                "=x:NoSchedule",
                "ci:Never",
            ],
        );
        check(
            Format::Percent,
            &["0", "100", "12.5", "40%", "40 %"],
            &["101", "-1", "x", "%", "1e1", "inf", "NaN", "."],
        );
        check(
            Format::Jobs,
            &["1", "8", "8:0.5", "1:3"],
            &[
                "0",
                "-1",
                "1.5",
                "8:",
                "8:x",
                ":3",
                "8:1:2",
                "+8",
                "99999999999",
            ],
        );
    }

    #[test]
    fn the_rest() {
        check(
            Format::Image,
            &["alpine:3.22", "registry.local:5000/a/b@sha256:00"],
            &["a b", ":x", "a:", "$(x)"],
        );
        check(
            Format::Duration,
            &["5m", "1h30m", "1.5s"],
            &["5", "1h30min", "m", ""],
        );
        check(
            Format::Ports,
            &["443", "80, 443", "8000-8080"],
            &["0", "99999", "90-80", "x"],
        );
        check(
            Format::Path,
            &["/cache", "/certs/client"],
            &["cache", "a:b", "/a:/b"],
        );
        check(
            Format::Any,
            &["anything $(rm -rf /)"],
            &["bell\u{7}", "two\nlines"],
        );
    }
}
