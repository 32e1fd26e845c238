//! Writes the managers' ServiceAccount and, where the chart makes the Role, its rules.

use crate::{Context, permissions};
use runwright_documents::{Map, Seq};
use runwright_model::plan::Rbac;
use runwright_model::text::t;

pub(super) fn put(cx: &Context, map: &mut Map) {
    let (plan, lang) = (cx.plan, cx.lang);
    let by_chart = plan.security.rbac == Rbac::Chart;
    let why = match plan.security.rbac {
        Rbac::Manifest => t(
            "The ServiceAccount and its Role are in rbac.yaml.",
            "ServiceAccount 及其 Role 见 rbac.yaml。",
        ),
        Rbac::Chart => t(
            "The chart makes the Role. Without rules it would grant every verb on every core resource.",
            "由 Chart 创建 Role。若不列规则，会授予核心组全部资源的全部操作。",
        ),
        Rbac::Existing => t(
            "The account and its permissions exist already.",
            "账户及其权限已存在。",
        ),
    };
    let mut rbac = Map::new();
    rbac.put("create", by_chart).field("security.rbac");
    if by_chart {
        put_scope(cx, &mut rbac);
        rbac.put("rules", rules(cx));
    }
    if plan.chart_has(66) {
        map.put("rbac", rbac).blank().comment(why.get(lang));
        let mut account = Map::new();
        account.put("create", by_chart).field("security.rbac");
        account
            .put("name", plan.manager_account())
            .field("security.service_account");
        map.put("serviceAccount", account);
        return;
    }
    if !by_chart {
        rbac.put("serviceAccountName", plan.manager_account())
            .field("security.service_account");
    } else if plan.chart_has(64) {
        rbac.put("generatedServiceAccountName", plan.manager_account())
            .field("security.service_account");
    }
    map.put("rbac", rbac).blank().comment(why.get(lang));
}

/// Before 0.84 the chart's Role stays beside the managers, whatever the namespace of the jobs; a ClusterRole is then
/// the only one of the chart that reaches them.
fn put_scope(cx: &Context, rbac: &mut Map) {
    let target = &cx.plan.target;
    if cx.plan.chart_has(84) || target.job_namespace == target.namespace {
        return;
    }
    rbac.put("clusterWideAccess", true).field("target.job_namespace").comment(
        t(
            "Before 0.84 the chart's Role does not reach another namespace, so the rules hold in all of them. A manifest of your own can be narrower.",
            "0.84 之前，Chart 的 Role 无法作用于其他命名空间，因此规则在所有命名空间生效。改用独立清单可缩小范围。",
        )
        .get(cx.lang),
    );
}

/// The chart reads apiGroups, resources and verbs of a rule, and takes an empty one for everything: no rule here has
/// an empty list.
fn rules(cx: &Context) -> Seq {
    let mut seq = Seq::new();
    for rule in permissions::rules(cx.plan) {
        if rule.groups.is_empty() || rule.resources.is_empty() || rule.verbs.is_empty() {
            continue;
        }
        let mut map = Map::new();
        map.put("apiGroups", Seq::flow(rule.groups));
        map.put("resources", Seq::flow(rule.resources));
        map.put("verbs", Seq::flow(rule.verbs));
        let why = rule.why.get(cx.lang);
        let item = seq.push(map);
        if !why.is_empty() {
            item.comment(why);
        }
    }
    seq
}
