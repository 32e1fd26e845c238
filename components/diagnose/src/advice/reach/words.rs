//! Holds what the advice of this area shares: hosts and addresses of a plan, safe edits, common commands.

use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::format::host_of;
use runwright_model::plan::{Platform, Strategy};
use runwright_model::protocol::Advice;
use runwright_model::{Edit, Plan, Row, Value, field, say};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A name as code; its own backticks would end it early.
pub(super) fn code(text: &str) -> String {
    let bare: String = text.chars().filter(|c| *c != '`').collect();
    ["`", &bare, "`"].concat()
}

/// Names as code, with commas.
pub(super) fn codes<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<String> = names.iter().map(|name| code(name.as_ref())).collect();
    names.join(", ")
}

/// The host the managers talk to.
pub(super) fn gitlab_host(plan: &Plan) -> &str {
    host_of(&plan.gitlab.url).unwrap_or("gitlab")
}

/// The base URL jobs clone from.
pub(super) fn clone_url(plan: &Plan) -> &str {
    match plan.gitlab.clone_url.as_str() {
        "" => &plan.gitlab.url,
        url => url,
    }
}

/// The host jobs clone from.
pub(super) fn clone_host(plan: &Plan) -> &str {
    host_of(clone_url(plan)).unwrap_or("gitlab")
}

/// What GitLab answers at without a token, with 401: proof of the whole way.
pub(super) fn api(base: &str) -> String {
    [base.trim_end_matches('/'), "/api/v4/version"].concat()
}

/// The host the text names, without a closing dot, else another one.
pub(super) fn host<'a>(case: &Case<'a>, other: &'a str) -> &'a str {
    match case.seen.get(What::Host).trim_end_matches('.') {
        "" => other,
        host => host,
    }
}

/// The name that was looked up; where none is known, a word for the reader to replace: addresses are not looked up.
pub(super) fn looked_up<'a>(case: &Case<'a>, other: &'a str) -> &'a str {
    let name = host(case, other);
    if ip_of(name).is_some() || is_loopback(name) {
        "NAME"
    } else {
        name
    }
}

/// `host:port` cut in two.
pub(super) fn endpoint(text: &str) -> Option<(&str, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    Some((host, port.parse().ok()?))
}

/// The address a text names as connected to, with its port.
pub(super) fn address(case: &Case) -> Option<(IpAddr, u16)> {
    let mut all = case.seen.all(What::Endpoint);
    all.find_map(|text| {
        let (host, port) = endpoint(text)?;
        Some((host.parse().ok()?, port))
    })
}

/// An address as the range of itself alone.
pub(super) fn single(ip: IpAddr) -> String {
    let bits = if ip.is_ipv4() { "/32" } else { "/128" };
    [&ip.to_string(), bits].concat()
}

/// The host of a URL when it is an address.
pub(super) fn ip_of(host: &str) -> Option<IpAddr> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.parse().ok()
}

/// Whether the internet does not route an address.
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => private_v4(ip),
        IpAddr::V6(ip) => private_v6(ip),
    }
}

fn private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    ip.is_private()
        || ip.is_link_local()
        || ip.is_loopback()
        || (a == 100 && (64..128).contains(&b))
}

fn private_v6(ip: Ipv6Addr) -> bool {
    let [first, ..] = ip.segments();
    first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80 || ip.is_loopback()
}

pub(super) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || ip_of(host).is_some_and(|ip| ip.is_loopback())
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

/// Whether a name is the same as a zone or below it.
pub(super) fn below(name: &str, zone: &str) -> bool {
    let clean = |text: &str| text.trim_end_matches('.').to_ascii_lowercase();
    let (name, zone) = (clean(name), clean(zone));
    !zone.is_empty()
        && (name == zone
            || name
                .strip_suffix(&zone)
                .is_some_and(|rest| rest.ends_with('.')))
}

/// Whether a name is one that only an own resolver knows.
pub(super) fn private_name(name: &str) -> bool {
    NOT_PUBLIC.iter().any(|zone| below(name, zone))
}

/// Whether a name is one of the cluster's own: below its domain, or `svc.ns.svc`.
pub(super) fn cluster_name(plan: &Plan, name: &str) -> bool {
    below(name, &plan.dns.cluster_domain) || name.trim_end_matches('.').ends_with(".svc")
}

/// What a name stands below: `corp.example` of `git.corp.example`; none for a single label.
pub(super) fn parent(name: &str) -> Option<&str> {
    let (_, parent) = name.trim_end_matches('.').split_once('.')?;
    parent.contains('.').then_some(parent)
}

/// Whether the plan replaces the resolver of job pods.
pub(super) fn own_resolvers(plan: &Plan) -> bool {
    plan.dns.strategy == Strategy::Internal && !plan.dns.nameservers.is_empty()
}

/// Whom job pods ask, in words.
pub(super) fn resolvers(case: &Case) -> String {
    let dns = &case.plan.dns;
    if own_resolvers(case.plan) {
        return codes(&dns.nameservers);
    }
    case.lang.pick("cluster DNS", "集群 DNS").to_string()
}

/// The namespace cluster DNS runs in.
pub(super) fn dns_namespace(plan: &Plan) -> &'static str {
    match plan.target.platform {
        Platform::Openshift => "openshift-dns",
        _ => "kube-system",
    }
}

fn dns_label(plan: &Plan) -> &'static str {
    match plan.target.platform {
        Platform::Openshift => "dns.operator.openshift.io/daemonset-dns=default",
        _ => "k8s-app=kube-dns",
    }
}

/// The pods of cluster DNS.
pub(super) fn dns_pods(case: &Case) -> String {
    let plan = case.plan;
    case.commands().kubectl(&[
        "--namespace",
        dns_namespace(plan),
        "get",
        "pods",
        "--selector",
        dns_label(plan),
        "--output=wide",
    ])
}

/// The log of cluster DNS.
pub(super) fn dns_logs(case: &Case) -> String {
    let plan = case.plan;
    case.commands().kubectl(&[
        "--namespace",
        dns_namespace(plan),
        "logs",
        "--selector",
        dns_label(plan),
        "--all-containers",
        "--prefix",
        "--tail=200",
    ])
}

/// Looks a name up in a pod like those of jobs; `server` may be empty.
pub(super) fn lookup(case: &Case, name: &str, server: &str) -> String {
    let mut words = vec!["nslookup", name];
    if !server.is_empty() {
        words.push(server);
    }
    case.commands()
        .like_a_job("dns-test", crate::commands::CURL_IMAGE, &words)
}

/// Restarts the managers; jobs in progress are waited for within the grace period.
pub(super) fn restart(case: &Case) -> String {
    let commands = case.commands();
    let deployment = commands.deployment();
    [
        commands.manager(&["rollout", "restart", &deployment]),
        commands.manager(&["rollout", "status", &deployment]),
    ]
    .join("\n")
}

/// The keys of a Secret, never their values.
pub(super) fn secret_keys(case: &Case, name: &str) -> String {
    case.commands().manager(&[
        "get",
        "secret",
        name,
        "--output=go-template={{range $key, $value := .data}}{{println $key}}{{end}}",
    ])
}

/// Shows one value of the release.
pub(super) fn helm_value(case: &Case, key: &str) -> String {
    let target = &case.plan.target;
    let head = [
        "helm",
        "get",
        "values",
        &target.release,
        "--namespace",
        &target.namespace,
        "--all",
    ];
    [
        &runwright_documents::shell::join(&head),
        " | grep -n ",
        &quote(key),
    ]
    .concat()
}

/// Filters a command's output.
pub(super) fn grep(command: &str, words: &str) -> String {
    [command, " | grep -iE ", &quote(words)].concat()
}

/// Says how to see that the managers are registered again.
pub(super) fn registered(case: &Case, advice: &mut Advice) {
    let log = case.commands().manager_logs(&["--tail=200"]);
    let replicas = case.plan.managers.replicas;
    advice
        .confirm(
            case.lang.pick(
                "The managers' log says that GitLab knows them",
                "管理器日志显示 GitLab 已认可它们",
            ),
            grep(&log, "is valid|registered successfully"),
        )
        .expect = say!(
        case.lang,
        "`is valid` or `registered successfully` from every manager ({replicas}).",
        "每个管理器（共 {replicas} 个）都出现 `is valid` 或 `registered successfully`。",
    );
}

/// The value of a field as typed, else its default.
fn value(case: &Case, id: &str) -> Value {
    match case.draft.get(id) {
        Some(value) => value.clone(),
        None => field::find(id).map_or_else(|| Value::from(""), |field| field.initial.value()),
    }
}

/// The edit that adds a row to a table.
pub(super) fn with_row(case: &Case, id: &str, cells: &[(&str, &str)]) -> Edit {
    let mut rows = value(case, id).rows().to_vec();
    let row: Row = cells
        .iter()
        .map(|(column, text)| (column.to_string(), text.to_string()))
        .collect();
    rows.push(row);
    Edit::set(id, Value::Rows(rows))
}

/// The edit that adds an item to a list.
pub(super) fn with_item(case: &Case, id: &str, item: &str) -> Edit {
    let mut items = value(case, id).list();
    items.push(item.to_string());
    Edit::set(id, items)
}

/// The edit that takes items out of a list.
pub(super) fn without(case: &Case, id: &str, drop: &dyn Fn(&str) -> bool) -> Edit {
    let mut items = value(case, id).list();
    items.retain(|item| !drop(item.trim()));
    Edit::set(id, items)
}

/// Offers edits if they change the plan, read without a new problem and lead to a plan that is good.
pub(super) fn mend(
    case: &Case,
    advice: &mut Advice,
    label: impl Into<String>,
    edits: Vec<Edit>,
    good: &dyn Fn(&Plan) -> bool,
) {
    let before = Plan::read(case.draft);
    let mut draft = case.draft.clone();
    draft.apply(&edits);
    let after = Plan::read(&draft);
    let sound = after.plan != before.plan && after.problems.len() <= before.problems.len();
    let known = advice.fixes.iter().any(|fix| fix.edits == edits);
    if sound && !known && good(&after.plan) {
        advice.fix(label, edits);
    }
}
