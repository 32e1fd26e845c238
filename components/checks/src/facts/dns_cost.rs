//! Counts the questions a lookup costs, and says what breaks.
//!
//! A resolver asks for A and AAAA, hence the factor 2. A name with fewer dots than ndots tries the search domains in
//! order before itself; one with as many is asked as it is, and then only glibc goes on to the search domains.
//! Measured with glibc 2.36 and musl 1.2.3.

use super::Searches;
use crate::context::Cx;
use crate::rules::{is_cluster_dns, ndots, replaces};
use runwright_model::format::host_of;
use runwright_model::protocol::DnsCost;
use runwright_model::text::t;

/// Kubernetes' own ndots.
const DEFAULT: u32 = 5;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// The name exists as it is.
    Itself,
    /// It exists with the search domain at this place, counted from 1.
    Search(u32),
}

fn dots(name: &str) -> u32 {
    u32::try_from(name.matches('.').count()).unwrap_or(u32::MAX)
}

/// The questions of one lookup with glibc.
fn queries(name: &str, found: Found, searches: u32, ndots: u32) -> u32 {
    let searched = dots(name) < ndots;
    let tries = match (found, searched) {
        (Found::Itself, true) => searches.saturating_add(1),
        (Found::Itself, false) => 1,
        (Found::Search(place), true) => place,
        // The name itself is asked first, in vain.
        (Found::Search(place), false) => place.saturating_add(1),
    };
    tries.saturating_mul(2)
}

pub(super) fn costs(cx: &Cx) -> Vec<DnsCost> {
    let searches = u32::try_from(cx.plan.searches_in_force().len()).unwrap_or(u32::MAX);
    let domain = cx.plan.dns.cluster_domain.trim_end_matches('.');
    let gitlab = host_of(&cx.plan.gitlab.url).unwrap_or("");
    let whole = ["kubernetes.default.svc.", domain].concat();
    // A Service of the default namespace is found by the second and third domain of the cluster's list.
    let names = [
        (gitlab, Found::Itself),
        ("github.com", Found::Itself),
        ("kubernetes.default", Found::Search(2)),
        ("kubernetes.default.svc", Found::Search(3)),
        (whole.as_str(), Found::Itself),
    ];
    let mut costs = Vec::new();
    for (name, found) in names {
        // An address needs no lookup.
        if name.is_empty() || crate::address::ip_of(name).is_some() {
            continue;
        }
        let cluster = name.starts_with("kubernetes.default");
        costs.push(DnsCost {
            name: name.to_string(),
            queries: queries(name, found, searches, ndots(cx.plan)),
            queries_default: queries(name, found, 3, DEFAULT),
            breaks: breaks(cx, name, found, cluster),
        });
    }
    costs
}

fn breaks(cx: &Cx, name: &str, found: Found, cluster: bool) -> String {
    let plan = cx.plan;
    if cluster
        && replaces(plan)
        && !plan
            .dns
            .nameservers
            .iter()
            .any(|one| is_cluster_dns(cx, one))
    {
        return cx
            .t(t(
                "Found only if your resolvers forward cluster names",
                "仅当解析器转发集群名称时可用",
            ))
            .to_string();
    }
    let searched = dots(name) < ndots(plan);
    match (found, searched) {
        (Found::Search(_), false) => cx
            .t(t(
                "Fails in Alpine images and the helper; glibc asks outside first",
                "在 Alpine 镜像与 helper 中失败；glibc 会先向外部查询",
            ))
            .to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_as_measured() {
        let check = |name: &str, found: Found, searches: u32, ndots: u32, expect: u32| {
            assert_eq!(
                queries(name, found, searches, ndots),
                expect,
                "{name} {ndots}"
            );
        };
        check("gitlab.com", Found::Itself, 3, 5, 8);
        check("gitlab.example.com", Found::Itself, 3, 5, 8);
        check("gitlab.com", Found::Itself, 3, 2, 8);
        check("gitlab.example.com", Found::Itself, 3, 2, 2);
        check("gitlab.com", Found::Itself, 3, 1, 2);
        check("gitlab.com", Found::Itself, 5, 5, 12);
        check("gitlab.com", Found::Itself, 4, 5, 10);
        check("gitlab.com", Found::Itself, 0, 5, 2);
        check("my-svc", Found::Search(1), 3, 5, 2);
        check("postgres.db", Found::Search(2), 3, 5, 4);
        check("postgres.db", Found::Search(2), 3, 1, 6);
        check("postgres.db.svc", Found::Search(3), 3, 5, 6);
        check("postgres.db.svc", Found::Search(3), 3, 2, 8);
        check("postgres.db.svc.cluster.local", Found::Itself, 3, 5, 8);
        check("postgres.db.svc.cluster.local", Found::Itself, 3, 2, 2);
    }
}
