//! Judges Corefiles: what CoreDNS refuses to load, and what resolves otherwise than it looks.
//!
//! Sources: coredns/coredns@v1.14.7 `plugin.cfg`, the plugins' READMEs and `corefile.5.md`; coredns/corefile-migration
//! `versions.go` and `plugins.go`.

use std::collections::BTreeSet;
use std::net::IpAddr;

use runwright_documents::corefile::source::{Block, Directive, Word, read_plugins};
use runwright_documents::source::Seg;
use runwright_files::open::{View, Way};
use runwright_model::say;

use super::place::{Lines, Place};
use super::report::Report;
use super::{rules, suggest};

/// Plugins of CoreDNS, of older releases and of common builds.
const PLUGINS: &str = "acl any auto autopath azure bind bufsize cache cancel chaos clouddns debug dns64 dnssec dnstap \
    erratic errors etcd file forward geoip grpc grpc_server health header hosts https https3 import k8s_external \
    kubernetes loadbalance local log loop metadata minimal multisocket nomad nsid pprof prometheus proxyproto quic \
    ready reload rewrite root route53 secondary shed sign template timeouts tls trace transfer tsig view whoami on \
    federation proxy fanout kubernetai unbound alternate ads records demo example blocklist redisc netbox mdns \
    ipin k8s_gateway dump pdsql gslb wgsd git filter finalize omada";

/// Plugins of which several lines act one after the other.
const SEVERAL: [&str; 12] = [
    "forward",
    "rewrite",
    "template",
    "import",
    "file",
    "auto",
    "secondary",
    "hosts",
    "acl",
    "transfer",
    "sign",
    "view",
];

const MOST_UPSTREAMS: usize = 15;
const MOST_FAULTS: usize = 5;

pub fn check(way: &Way, view: &View, text: &str, lines: &Lines, out: &mut Report) {
    let at = |offset: usize| lines.place(view.outer(offset));
    // Lines for a server block of another text are no blocks of their own.
    let fragment = match way.texts.last().and_then(|(_, path)| path.last()) {
        Some(Seg::Key(name)) => name.ends_with(".override") || name.ends_with(".include"),
        _ => false,
    };
    let read;
    let corefile = if fragment {
        read = read_plugins(view.text(text));
        &read
    } else {
        &view.corefile
    };
    for fault in corefile.faults.iter().take(MOST_FAULTS) {
        let what = out.lang.pick(fault.what.0, fault.what.1);
        out.tell(
            rules::COREFILE_SYNTAX,
            at(fault.at),
            say!(
                out.lang,
                "not a valid Corefile: {what}",
                "不是有效的 Corefile：{what}"
            ),
            say!(
                out.lang,
                "CoreDNS does not load it and keeps the configuration it has, or does not start.",
                "CoreDNS 不会加载它：要么沿用现有配置，要么无法启动。"
            ),
        );
    }
    if !corefile.faults.is_empty() {
        return;
    }
    let blocks = &corefile.blocks;
    same_zones(blocks, &at, out);
    for block in blocks {
        for directive in &block.body {
            if out.is_full() {
                return;
            }
            let cluster = block.directive("kubernetes").is_some();
            plugin(directive, cluster, &at, out);
        }
        if !block.snippet {
            repeated(block, &at, out);
            missing(block, &at, out);
        }
    }
}

type At<'a> = dyn Fn(usize) -> Place + 'a;

fn is_variable(word: &str) -> bool {
    word.contains(['{', '$', '%'])
}

fn plugin(directive: &Directive, cluster: bool, at: &At, out: &mut Report) {
    let name = directive.name.text.as_str();
    let place = at(directive.name.span.start);
    match name {
        "proxy" => out.say(
            rules::REMOVED_PLUGIN,
            place,
            (
                "proxy is gone since CoreDNS 1.5",
                "proxy 自 CoreDNS 1.5 起已移除",
            ),
            (
                "CoreDNS does not load the file. Write forward; its options differ.",
                "CoreDNS 无法加载该文件。请改用 forward，其选项有所不同。",
            ),
        ),
        "federation" => out.say(
            rules::REMOVED_PLUGIN,
            place,
            (
                "federation is gone since CoreDNS 1.7",
                "federation 自 CoreDNS 1.7 起已移除",
            ),
            (
                "CoreDNS does not load the file. Remove it.",
                "CoreDNS 无法加载该文件。请删除。",
            ),
        ),
        "kubernetes" => kubernetes(directive, at, out),
        "forward" => forward(directive, cluster, at, out),
        _ => {}
    }
    if is_variable(name) || PLUGINS.split_whitespace().any(|known| known == name) {
        return;
    }
    let known = PLUGINS.split_whitespace();
    let body = match suggest::nearest(name, known) {
        Some(near) => say!(
            out.lang,
            "CoreDNS does not load the file unless it is built with it. Did you mean {near}?",
            "除非自行编译了该插件，否则 CoreDNS 无法加载该文件。是否想写 {near}？"
        ),
        None => say!(
            out.lang,
            "CoreDNS does not load the file unless it is built with it.",
            "除非自行编译了该插件，否则 CoreDNS 无法加载该文件。"
        ),
    };
    out.tell(
        rules::UNKNOWN_PLUGIN,
        place,
        say!(
            out.lang,
            "CoreDNS has no plugin {name}",
            "CoreDNS 没有名为 {name} 的插件"
        ),
        body,
    );
}

fn kubernetes(directive: &Directive, at: &At, out: &mut Report) {
    for option in &directive.block {
        let name = option.name.text.as_str();
        if matches!(name, "upstream" | "resyncperiod") {
            out.tell(
                rules::REMOVED_PLUGIN,
                at(option.name.span.start),
                say!(
                    out.lang,
                    "{name} of kubernetes is refused since CoreDNS 1.7",
                    "kubernetes 的 {name} 自 CoreDNS 1.7 起会被拒绝"
                ),
                say!(
                    out.lang,
                    "It did nothing since 1.5. Remove it.",
                    "自 1.5 起它已不起作用。请删除。"
                ),
            );
        }
    }
}

/// What kind of resolver an upstream is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Private,
    Public,
}

/// The address of an upstream; none of names, files and variables.
fn address(word: &str) -> Option<IpAddr> {
    let word = word.split_once("://").map_or(word, |(_, rest)| rest);
    let word = word.split('%').next().unwrap_or(word);
    let bracketed = word.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    if let Some((inner, _)) = bracketed {
        return inner.parse().ok();
    }
    word.parse()
        .ok()
        .or_else(|| word.rsplit_once(':')?.0.parse().ok())
}

fn side(address: IpAddr) -> Side {
    let private = match address {
        IpAddr::V4(four) => {
            let [a, b, ..] = four.octets();
            four.is_private() || four.is_link_local() || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(six) => {
            let first = six.segments().first().copied().unwrap_or_default();
            first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
        }
    };
    if private { Side::Private } else { Side::Public }
}

/// The usual addresses of the cluster DNS: kubeadm and its like, k3s and RKE2, EKS.
const CLUSTER_DNS: [[u8; 4]; 4] = [
    [10, 96, 0, 10],
    [10, 43, 0, 10],
    [10, 100, 0, 10],
    [172, 20, 0, 10],
];

/// Whether an upstream leads back to the server that answers for the cluster.
fn loops(address: IpAddr, cluster: bool) -> bool {
    match address {
        // The resolver that Docker gives its containers.
        IpAddr::V4(four) if four.octets() == [127, 0, 0, 11] => false,
        IpAddr::V4(four) if CLUSTER_DNS.contains(&four.octets()) => cluster,
        _ => address.is_loopback(),
    }
}

/// Judges where names are sent; `cluster` where the block answers for the cluster itself.
fn forward(directive: &Directive, cluster: bool, at: &At, out: &mut Report) {
    let upstreams: Vec<&Word> = directive.args.iter().skip(1).collect();
    let place = at(directive.name.span.start);
    if upstreams.len() > MOST_UPSTREAMS {
        let found = upstreams.len();
        out.tell(
            rules::MANY_UPSTREAMS,
            place,
            say!(
                out.lang,
                "{found} upstreams: forward takes at most 15",
                "有 {found} 个上游：forward 最多接受 15 个"
            ),
            say!(
                out.lang,
                "CoreDNS does not load the file. Keep two or three.",
                "CoreDNS 无法加载该文件。保留两三个即可。"
            ),
        );
    }
    let addresses = || upstreams.iter().filter_map(|word| address(&word.text));
    if let Some(word) = upstreams
        .iter()
        .find(|word| address(&word.text).is_some_and(|address| loops(address, cluster)))
        && directive.args.first().is_some_and(|from| from.text == ".")
        && !word.text.contains("://")
        && !has_port(&word.text)
    {
        out.tell(
            rules::FORWARD_LOOP,
            at(word.span.start),
            say!(out.lang, "{} leads back to CoreDNS itself", "{} 会指回 CoreDNS 自己", word.text),
            say!(out.lang, "Queries go round in circles; with the plugin loop CoreDNS stops. Write the address of another resolver.", "查询会形成回环；启用 loop 插件时 CoreDNS 会停止。请写其他解析器的地址。"),
        );
    }
    let has =
        |wanted: Side| addresses().any(|address| !address.is_loopback() && side(address) == wanted);
    if has(Side::Private) && has(Side::Public) {
        out.say(
            rules::MIXED_UPSTREAMS,
            place,
            ("private and public resolvers stand side by side", "内网与公共解析器并列"),
            (
                "Upstreams are taken at random, and a name that one does not know is not asked of the next. Give the private zone a server block of its own.",
                "上游是随机选取的；其中一个不知道的名称不会再问下一个。请为内网区域单独写一个服务器块。",
            ),
        );
    }
}

fn has_port(word: &str) -> bool {
    word.rsplit_once(':').is_some_and(|(host, port)| {
        !host.contains(':') && port.parse::<u16>().is_ok_and(|port| port != 53)
    })
}

/// Plugins that may stand once.
fn repeated(block: &Block, at: &At, out: &mut Report) {
    let mut seen: Vec<&str> = Vec::new();
    for directive in &block.body {
        let name = directive.name.text.as_str();
        let whole = SEVERAL.contains(&name) || is_variable(name) || directive.args.len() > 1;
        if whole || !PLUGINS.split_whitespace().any(|known| known == name) {
            continue;
        }
        if seen.contains(&name) {
            out.tell(
                rules::REPEATED_PLUGIN,
                at(directive.name.span.start),
                say!(out.lang, "{name} stands twice in one server block", "同一服务器块中出现了两次 {name}"),
                say!(out.lang, "Most plugins are read once; CoreDNS refuses the second, or it counts for nothing. Keep one.", "多数插件只读取一次；第二个会被拒绝或不起作用。请只保留一个。"),
            );
        } else {
            seen.push(name);
        }
    }
}

/// What the block for every name lacks; one that imports may have it from there.
fn missing(block: &Block, at: &At, out: &mut Report) {
    let root = |word: &Word| zone(&word.text).0 == ".";
    let has = |name: &str| {
        block
            .body
            .iter()
            .any(|directive| directive.name.text == name)
    };
    if block.inside.is_none()
        || !block.addresses.iter().any(root)
        || !has("kubernetes")
        || has("import")
        || has("reload")
    {
        return;
    }
    out.say(
        rules::NO_RELOAD,
        at(block.span.start),
        ("changes are read only after a restart", "修改只有在重启后才会生效"),
        ("Without the plugin reload a new Corefile waits for the next start of the pods. Add reload, or restart the deployment after each change.", "没有 reload 插件时，新的 Corefile 要到 Pod 下次启动才生效。请加上 reload，或在每次修改后重启 Deployment。"),
    );
}

/// Zone and port of an address.
fn zone(address: &str) -> (&str, &str) {
    let (scheme, rest) = address.split_once("://").unwrap_or(("dns", address));
    let port = match scheme {
        "tls" | "quic" => "853",
        "https" | "https3" | "grpc" => "443",
        _ => "53",
    };
    let (name, port) = match rest.rsplit_once(':') {
        Some((name, own)) if own.bytes().all(|byte| byte.is_ascii_digit()) => (name, own),
        _ => (rest, port),
    };
    match name.trim_end_matches('.') {
        "" => (".", port),
        name => (name, port),
    }
}

fn same_zones(blocks: &[Block], at: &At, out: &mut Report) {
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    for block in blocks
        .iter()
        .filter(|block| !block.snippet && block.inside.is_some())
    {
        // Views may share a zone, and a bind another address.
        let apart = ["view", "bind"];
        if block
            .body
            .iter()
            .any(|directive| apart.contains(&directive.name.text.as_str()))
        {
            continue;
        }
        for word in block
            .addresses
            .iter()
            .filter(|word| !is_variable(&word.text))
        {
            let (name, port) = zone(&word.text);
            let known = (name.to_ascii_lowercase(), port);
            if !seen.insert(known) {
                out.tell(
                    rules::SAME_ZONE,
                    at(word.span.start),
                    say!(
                        out.lang,
                        "a second server block for {name} on port {port}",
                        "{name} 在端口 {port} 上有第二个服务器块"
                    ),
                    say!(
                        out.lang,
                        "CoreDNS does not start with it. Join the two.",
                        "CoreDNS 会因此无法启动。请合并为一个。"
                    ),
                );
            }
        }
    }
}
