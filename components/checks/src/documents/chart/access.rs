//! Judges the role and the service account.

use runwright_model::{Edit, say};

use super::super::fix;
use super::super::node::Node;
use super::super::report::Report;
use super::super::rules;

pub fn check(values: &Node, out: &mut Report) {
    let Some(rbac) = values.get("rbac") else {
        return;
    };
    for rule in rbac.get("rules").map(Node::items).unwrap_or_default() {
        if rule.map().is_some() {
            one_rule(rule, out);
        }
    }
    let account = values.get("serviceAccount");
    let refused = account
        .and_then(|account| account.entry("create"))
        .filter(|create| create.node.is_false());
    let named = account
        .and_then(|account| account.get("name"))
        .is_some_and(Node::is_set);
    if let Some(create) = refused
        && rbac.get("create").is_some_and(Node::is_true)
        && !named
        && !rbac
            .get("generatedServiceAccountName")
            .is_some_and(Node::is_set)
    {
        out.say(
            rules::SERVICE_ACCOUNT,
            create.at,
            ("nobody creates the service account that the pod asks for", "没有人创建 Pod 所要求的服务账号"),
            (
                "With rbac.create true the pod uses an account of the release's name. Set serviceAccount.create to true, or name an existing one in serviceAccount.name.",
                "rbac.create 为 true 时，Pod 会使用与 release 同名的账号。请把 serviceAccount.create 设为 true，或在 serviceAccount.name 中指定已有账号。",
            ),
        );
        let label = say!(out.lang, "Let the chart create it", "由 Chart 创建");
        let edits = fix::drop(create)
            .map(|drop| vec![drop, Edit::set("values.serviceAccount.create", true)]);
        out.fix(label, edits);
    }
}

fn one_rule(rule: &Node, out: &mut Report) {
    for key in ["resourceNames", "nonResourceURLs"] {
        let Some(entry) = rule.entry(key) else {
            continue;
        };
        out.tell(
            rules::RBAC_RESOURCE_NAMES,
            entry.at,
            say!(
                out.lang,
                "the chart drops {key} from rules",
                "Chart 会丢弃规则中的 {key}"
            ),
            say!(
                out.lang,
                "The rule then covers every object of its kind. Put it into a Role of your own.",
                "该规则会因此覆盖此类的所有对象。请写入自己的 Role。"
            ),
        );
        out.removal(fix::drop(entry).map(|edit| vec![edit]));
    }
    let all = |key: &str| {
        rule.entry(key).filter(|entry| {
            entry
                .node
                .items()
                .iter()
                .any(|item| item.text() == Some("*"))
        })
    };
    if let (Some(_), Some(verbs)) = (all("resources"), all("verbs")) {
        out.say(
            rules::RBAC_EVERYTHING,
            verbs.at,
            ("the rule allows everything in its group", "该规则放行了该组的全部操作"),
            ("In the core group that includes reading every Secret of the namespace. List what the runner needs: pods, pods/attach, pods/log, secrets, configmaps, events.", "在 core 组中，这包括读取该命名空间的所有 Secret。请只列出 Runner 需要的：pods、pods/attach、pods/log、secrets、configmaps、events。"),
        );
    }
    for key in ["verbs", "resources"] {
        if rule.get(key).is_some_and(|value| value.is_set()) {
            continue;
        }
        out.tell(
            rules::RBAC_WIDE_RULE,
            rule.at,
            say!(
                out.lang,
                "a rule without {key} allows all of them",
                "没有 {key} 的规则会放行全部"
            ),
            say!(
                out.lang,
                "The chart fills in *. List the {key} that are needed.",
                "Chart 会填入 *。请列出所需的 {key}。"
            ),
        );
    }
}
