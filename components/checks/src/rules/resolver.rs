//! Judges search domains, resolver options and fixed names.

use super::dns::{internal, ndots, replaces};
use crate::address::ip_of;
use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::text::{Text, t};
use runwright_model::{Edit, Plan, Severity, say};

pub(super) const RULES: &[Rule] = &[
    error("DNS-107", "dns.searches", too_much_to_search),
    warning("DNS-108", "dns.searches", long_search_line),
    advice("DNS-109", "dns.searches", search_twice),
    warning("DNS-110", "dns.ndots", one_dot),
    advice("DNS-111", "dns.ndots", two_dots),
    warning("DNS-112", "dns.ndots", no_dots),
    advice("DNS-113", "dns.ndots", many_dots),
    advice("DNS-114", "dns.attempts", attempts_are_two),
    advice("DNS-115", "dns.timeout", timeout_is_five),
    warning("DNS-116", "dns.timeout", one_second),
    error("DNS-117", "dns.host_aliases", half_an_alias),
    warning("DNS-118", "dns.searches", address_as_search),
];

/// `search` and the domains, as one line of resolv.conf.
fn search_line(plan: &Plan) -> usize {
    let domains = plan.searches();
    "search".len() + domains.iter().map(|domain| domain.len() + 1).sum::<usize>()
}

fn too_much_to_search(cx: &Cx, out: &mut Report) {
    if !replaces(cx.plan) {
        return;
    }
    let version = cx.plan.target.kubernetes;
    // The wider limits are general since 1.28.
    let old = version.major == 1 && version.minor < 28;
    let (domains, characters) = if old { (6, 256) } else { (32, 2048) };
    let count = cx.plan.searches().len();
    let length = search_line(cx.plan).saturating_sub("search ".len());
    if count > domains || length > characters {
        out.say(
            t(
                "Kubernetes refuses so many search domains",
                "搜索域超出 Kubernetes 的限制",
            ),
            say!(
                cx.lang,
                "There are {} with {} characters; {} takes {} and {}.",
                "共 {} 个、{} 个字符，而 {} 最多允许 {} 个、{} 个字符。",
                count,
                length,
                version.short(),
                domains,
                characters
            ),
        )
        .fix(
            t("Search the cluster only", "只搜索集群域"),
            vec![Edit::reset("dns.searches")],
        );
    }
}

fn long_search_line(cx: &Cx, out: &mut Report) {
    let length = search_line(cx.plan);
    if replaces(cx.plan) && length > 255 {
        out.say(
            t("Alpine ignores the search line", "Alpine 会忽略搜索行"),
            say!(
                cx.lang,
                "It has {} characters, and musl skips lines beyond 255 whole: short names fail in Alpine images and in the helper.",
                "该行有 {} 个字符，而 musl 会整行跳过超过 255 的内容：Alpine 镜像与 helper 中短名称都会失败。",
                length
            ),
        )
        .fix(t("Search the cluster only", "只搜索集群域"), vec![Edit::reset("dns.searches")]);
    }
}

/// An address has the form of a domain, but no name ends in one.
fn address_as_search(cx: &Cx, out: &mut Report) {
    let is_address = |domain: &str| ip_of(domain.trim_end_matches('.')).is_some();
    let typed = &cx.plan.dns.searches;
    if let Some(found) = typed.iter().find(|domain| is_address(domain))
        && internal(cx)
    {
        out.tell(
            say!(
                cx.lang,
                "{} is an address, not a domain",
                "{} 是地址，不是域名",
                found
            ),
            cx.t(t(
                "Search domains are put behind short names, such as corp.internal; servers that answer stand under Nameservers.",
                "搜索域会接在短名称之后，例如 corp.internal；负责应答的服务器应填在“名称服务器”中。",
            ))
            .to_string(),
        )
        .fix(
            t("Take it out", "去掉"),
            vec![cx.without_item("dns.searches", |_, domain| is_address(domain.trim()))],
        );
    }
}

fn search_twice(cx: &Cx, out: &mut Report) {
    let known = cx.plan.cluster_searches();
    let typed = &cx.plan.dns.searches;
    let twice = |index: usize, domain: &str| {
        let same = |other: &String| {
            other
                .trim_end_matches('.')
                .eq_ignore_ascii_case(domain.trim_end_matches('.'))
        };
        known.iter().any(same) || typed.iter().take(index).any(same)
    };
    if internal(cx)
        && typed
            .iter()
            .enumerate()
            .any(|(index, domain)| twice(index, domain))
    {
        out.say(
            t("A search domain stands twice", "有搜索域重复"),
            cx.t(t(
                "The three of the cluster are added by themselves; every further one costs two queries a name.",
                "集群的三个搜索域会自动添加；每多一个，每个名称就多两次查询。",
            ))
            .to_string(),
        )
        .fix(
            t("Keep each once", "每个只保留一次"),
            vec![cx.without_item("dns.searches", twice)],
        );
    }
}

fn one_dot(cx: &Cx, out: &mut Report) {
    if ndots(cx.plan) != 1 {
        return;
    }
    let body = if cx.plan.dns.ndots.is_none() {
        t(
            "With this strategy Kubernetes adds no ndots, and resolvers then begin at 1: in Alpine images and the helper, names such as service.namespace fail, and glibc asks outside for them first.",
            "使用此策略时 Kubernetes 不会添加 ndots，解析器默认为 1：在 Alpine 镜像与 helper 中，service.namespace 这样的名称会失败，glibc 则会先向外部查询。",
        )
    } else {
        t(
            "In Alpine images and the helper, names such as service.namespace fail; glibc asks outside for them first and tells internal names.",
            "在 Alpine 镜像与 helper 中，service.namespace 这样的名称会失败；glibc 会先向外部查询，泄露内部名称。",
        )
    };
    out.say(
        t(
            "One dot is enough to skip the search list",
            "一个点就会跳过搜索域",
        ),
        cx.t(body).to_string(),
    )
    .fix(t("Set 2", "设为 2"), vec![Edit::set("dns.ndots", "2")]);
}

fn two_dots(cx: &Cx, out: &mut Report) {
    if cx.plan.dns.ndots == Some(2) {
        out.say(
            t("service.namespace.svc fails with Alpine", "Alpine 中 service.namespace.svc 会失败"),
            cx.t(t(
                "It has two dots, so musl skips the search list. Write the whole name there; service and service.namespace keep working. Two-label names such as github.com cost as much as before.",
                "它有两个点，musl 会跳过搜索域，需写完整名称；service 与 service.namespace 仍然可用。github.com 这类两段名称的开销不变。",
            ))
            .to_string(),
        )
        .fix(t("Set 3", "设为 3"), vec![Edit::set("dns.ndots", "3")]);
    }
}

fn no_dots(cx: &Cx, out: &mut Report) {
    if cx.plan.dns.ndots == Some(0) {
        out.say(
            t("Service names stop resolving", "Service 名称将无法解析"),
            cx.t(t(
                "With 0 musl never uses the search list, so not even a Service of the job's own namespace is found.",
                "设为 0 时 musl 从不使用搜索域，连作业自身命名空间的 Service 也找不到。",
            ))
            .to_string(),
        )
        .fix(t("Set 2", "设为 2"), vec![Edit::set("dns.ndots", "2")]);
    }
}

fn many_dots(cx: &Cx, out: &mut Report) {
    if let Some(ndots) = cx.plan.dns.ndots
        && ndots > 5
    {
        out.say(
            t("Nearly every name is searched for", "几乎所有名称都会先搜索"),
            say!(
                cx.lang,
                "Names with fewer than {} dots, that is all of them, try every search domain first.",
                "点数少于 {} 的名称，也就是几乎全部，都会先逐个尝试搜索域。",
                ndots
            ),
        )
        .fix(t("Leave it at 5", "保持为 5"), vec![Edit::set("dns.ndots", "5")]);
    }
}

fn attempts_are_two(cx: &Cx, out: &mut Report) {
    if cx.plan.dns.attempts == Some(2) {
        out.say(
            t("2 is the default", "2 本来就是默认值"),
            cx.t(t(
                "Resolvers make two rounds anyway; the line changes nothing.",
                "解析器本来就尝试两轮，这一行没有作用。",
            ))
            .to_string(),
        )
        .fix(
            t("Leave it out", "不设置"),
            vec![Edit::reset("dns.attempts")],
        );
    }
}

fn timeout_is_five(cx: &Cx, out: &mut Report) {
    if cx.plan.dns.timeout == Some(5) {
        out.say(
            t("5 is the default", "5 本来就是默认值"),
            cx.t(t(
                "Resolvers wait 5 s anyway; the line changes nothing.",
                "解析器本来就等待 5 秒，这一行没有作用。",
            ))
            .to_string(),
        )
        .fix(
            t("Leave it out", "不设置"),
            vec![Edit::reset("dns.timeout")],
        );
    }
}

fn one_second(cx: &Cx, out: &mut Report) {
    if cx.plan.dns.timeout == Some(1) {
        out.say(
            t("One second is the whole lookup with Alpine", "在 Alpine 中一秒就是全部时间"),
            cx.t(t(
                "musl counts it over all tries together. One lost packet and the name is not found.",
                "musl 按所有尝试的总时长计算，丢一个包就会解析失败。",
            ))
            .to_string(),
        )
        .fix(t("Set 2", "设为 2"), vec![Edit::set("dns.timeout", "2")]);
    }
}

fn half_an_alias(cx: &Cx, out: &mut Report) {
    for (index, alias) in cx.plan.dns.host_aliases.iter().enumerate() {
        let (text, column): (Text, _) = match (alias.ip.is_empty(), alias.hostnames.is_empty()) {
            (true, _) => (t("The fixed name has no address", "固定名称缺少地址"), "ip"),
            (_, true) => (t("The address has no name", "该地址没有名称"), "hostnames"),
            _ => continue,
        };
        out.say(
            text,
            cx.t(t(
                "The row is left out until both are there.",
                "两者齐备之前，此行会被略过。",
            ))
            .to_string(),
        )
        .at_cell("dns.host_aliases", index, column)
        .severity(Severity::Warning)
        .fix(
            t("Remove the row", "删除此行"),
            vec![cx.without_rows("dns.host_aliases", &[index])],
        );
    }
}
