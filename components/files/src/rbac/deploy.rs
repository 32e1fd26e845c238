//! Lets deploy jobs change the namespaces named for it, and nothing else.

use super::{binding, jobs, role, rule};
use crate::Context;
use crate::object::{job_namespace, named};
use runwright_documents::{Seq, yaml::Document};

/// A target namespace, the rows that name it, and whether one of them asks for Secrets.
struct Target<'a> {
    namespace: &'a str,
    secrets: bool,
}

/// A Role and its binding for each target namespace.
pub(super) fn documents(cx: &Context, documents: &mut Vec<Document>) {
    let plan = cx.plan;
    let name = [&plan.security.job_service_account, "-deploy"].concat();
    let name = named(&name, "security.job_service_account");
    for target in targets(cx) {
        let namespace = named(target.namespace, "security.deploy");
        let rules = rules(cx, &target);
        documents.push(role(plan, name, namespace, rules).head(cx.lang.pick(
            "What jobs may change in this namespace: enough to apply, update and follow a rollout; not to delete.",
            "作业在此命名空间中的权限：足以应用、更新并跟踪发布，但不能删除。",
        )));
        documents.push(binding(
            plan,
            name,
            namespace,
            jobs(plan),
            job_namespace(plan),
        ));
    }
}

/// Each namespace once, in the order of the rows; rows without one are not ready yet.
fn targets<'a>(cx: &Context<'a>) -> Vec<Target<'a>> {
    let mut targets: Vec<Target> = Vec::new();
    for row in &cx.plan.security.deploy {
        if row.namespace.is_empty() {
            continue;
        }
        match targets
            .iter_mut()
            .find(|target| target.namespace == row.namespace)
        {
            Some(target) => target.secrets |= row.secrets,
            None => targets.push(Target {
                namespace: &row.namespace,
                secrets: row.secrets,
            }),
        }
    }
    targets
}

fn rules(cx: &Context, target: &Target) -> Seq {
    const READ: [&str; 3] = ["get", "list", "watch"];
    const CHANGE: [&str; 6] = ["get", "list", "watch", "create", "update", "patch"];
    let lang = cx.lang;
    let mut rules = Seq::new();
    rules
        .push(rule(&["apps"], &["deployments"], &CHANGE))
        .comment(lang.pick("kubectl apply and rollout.", "kubectl apply 与 rollout。"));
    rules
        .push(rule(&[""], &["services", "configmaps"], &CHANGE))
        .comment(lang.pick(
            "What a Deployment usually comes with.",
            "Deployment 通常附带的对象。",
        ));
    rules
        .push(rule(&["apps"], &["replicasets"], &READ))
        .comment(lang.pick(
            "Read only: rollout status and the reason of a stuck rollout.",
            "只读：查看发布进度与卡住的原因。",
        ));
    rules.push(rule(&[""], &["pods"], &READ));
    if target.secrets {
        rules
            .push(rule(
                &[""],
                &["secrets"],
                &["create", "get", "update", "patch"],
            ))
            .comment(lang.pick(
                "Any job can read the Secrets of this namespace by name.",
                "任何作业都能按名称读取此命名空间中的 Secret。",
            ))
            .field("security.deploy");
    }
    rules
}
