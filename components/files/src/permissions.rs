//! Derives the least permissions the managers need in the job namespace from what the plan uses.
//!
//! Source: `gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes/` (the calls that are made), and the
//! generated table in its `docs/executors/kubernetes/_index.md` (the releases). Features the plan does
//! not use (interactive web services, the session server, namespaces per job, pause pods) get nothing.

use runwright_model::{Plan, Text, text::t};

/// One rule of the managers' Role.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// API groups; the core group is the empty text.
    pub groups: Vec<&'static str>,
    pub resources: Vec<&'static str>,
    pub verbs: Vec<&'static str>,
    /// What it is needed for.
    pub why: Text,
    /// The field that asks for it.
    pub field: &'static str,
}

/// The rules of the managers' Role, in the order they are to be written.
pub fn rules(plan: &Plan) -> Vec<Rule> {
    let mut rules = vec![rule(
        "pods",
        &["create", "get", "delete"],
        t(
            "Makes the job pod, reads its state, removes it.",
            "创建作业 Pod、读取其状态并删除。",
        ),
    )];
    if plan.runner_has(17, 9) {
        rules.push(rule(
            "pods",
            &["list", "watch"],
            t(
                "Learns of a pod's state at once instead of asking every few seconds.",
                "即时获知 Pod 状态，而不是每隔几秒轮询。",
            ),
        ));
    }
    rules.push(rule(
        "pods/exec",
        &["create"],
        t(
            "Writes the job's scripts into the pod and follows its log.",
            "将作业脚本写入 Pod 并跟踪日志。",
        ),
    ));
    rules.push(rule(
        "pods/attach",
        &["create"],
        t("Starts each stage of the job.", "启动作业的每个阶段。"),
    ));
    if !plan.runner_has(16, 7) {
        // The generated tables of the documentation begin with 16.7 and no longer name ConfigMaps.
        rules.push(rule(
            "configmaps",
            &["create", "get", "update", "delete"],
            t(
                "Runners of this age may keep a job's scripts in a ConfigMap.",
                "这一时期的 Runner 可能把作业脚本存放在 ConfigMap 中。",
            ),
        ));
    }
    rules.push(rule(
        "secrets",
        &["create", "get", "update", "delete"],
        t(
            "Holds the registry credentials of each job for as long as it runs.",
            "在作业运行期间保存其镜像仓库凭据。",
        ),
    ));
    if plan.runner_has(16, 3) {
        rules.push(rule(
            "events",
            &["list"],
            t(
                "Shows in the job log why a pod did not start.",
                "在作业日志中说明 Pod 为何未能启动。",
            ),
        ));
    }
    if plan.job.print_pod_events {
        let mut watch = rule(
            "events",
            &["watch"],
            t(
                "Streams pod events into the job log; without it no pod starts.",
                "将 Pod 事件实时写入作业日志；缺少此权限 Pod 无法启动。",
            ),
        );
        watch.field = "job.print_pod_events";
        rules.push(watch);
    }
    rules
}

fn rule(resource: &'static str, verbs: &[&'static str], why: Text) -> Rule {
    Rule {
        groups: vec![""],
        resources: vec![resource],
        verbs: verbs.to_vec(),
        why,
        field: "security.rbac",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::Draft;

    #[track_caller]
    fn check(sets: &[(&str, &str)], expect: &str) {
        let mut draft = Draft::default();
        for (id, value) in sets {
            draft.set(id, (*value).into());
        }
        let got: Vec<String> = rules(&Plan::read(&draft).plan)
            .iter()
            .map(|rule| rule.resources.join(",") + ":" + &rule.verbs.join(","))
            .collect();
        assert_eq!(got.join(" "), expect);
    }

    #[test]
    fn only_what_the_plan_uses() {
        const CORE: &str = "pods:create,get,delete";
        const POD: &str = "pods/exec:create pods/attach:create";
        const SECRETS: &str = "secrets:create,get,update,delete";
        let inform = [CORE, "pods:list,watch", POD, SECRETS, "events:list"].join(" ");
        check(&[], &inform);
        check(
            &[("job.print_pod_events", "true")],
            &[&inform, "events:watch"].join(" "),
        );
        check(
            &[("target.chart", "0.73.0")],
            &[CORE, POD, SECRETS, "events:list"].join(" "),
        );
        // A flag the runner does not know asks for nothing.
        check(
            &[("target.chart", "0.53.0"), ("job.print_pod_events", "true")],
            &[CORE, POD, "configmaps:create,get,update,delete", SECRETS].join(" "),
        );
    }
}
