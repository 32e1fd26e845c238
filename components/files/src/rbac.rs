//! Writes ServiceAccounts, Roles and their bindings: what the managers may do, and what deploy jobs may do.
//!
//! Job pods run as an account of their own, which has no rights but those of the deploy Roles: whoever
//! can run a job can use whatever its account may do.

mod deploy;

use crate::object::{self, Named, account_field, job_namespace, manager_namespace, named};
use crate::permissions::{self, Rule};
use crate::{Artefact, Context};
use runwright_documents::{Map, Seq, yaml::Document};
use runwright_model::Plan;
use runwright_model::plan::Rbac;
use runwright_model::protocol::FileGroup;

const API: &str = "rbac.authorization.k8s.io";

/// None when somebody else grants the permissions, or the chart does and jobs have no account.
pub fn render(cx: &Context) -> Option<Artefact> {
    let plan = cx.plan;
    let mut documents = Vec::new();
    if plan.security.rbac == Rbac::Existing {
        return None;
    }
    if plan.security.rbac == Rbac::Manifest {
        managers(cx, &mut documents);
    }
    if !plan.security.job_service_account.is_empty() {
        documents.extend(jobs_account(cx));
        deploy::documents(cx, &mut documents);
    }
    if documents.is_empty() {
        return None;
    }
    let about = cx.lang.pick(
        "What the managers and the jobs may do in the cluster.",
        "管理器与作业在集群中的权限。",
    );
    Some(Artefact {
        path: "manifests/rbac.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Cluster,
        printed: object::print(about, documents),
    })
}

/// The managers' account, and a Role in the job namespace bound to it.
fn managers(cx: &Context, documents: &mut Vec<Document>) {
    let plan = cx.plan;
    let account = plan.manager_account();
    let account = named(&account, account_field(plan));
    documents.push(
        Document::new(object::object(
            plan,
            "v1",
            "ServiceAccount",
            account,
            Some(manager_namespace(plan)),
        ))
        .head(cx.lang.pick(
            "The manager pods run as this account.",
            "管理器 Pod 以此账户运行。",
        )),
    );

    let name = [account.text, "-jobs"].concat();
    let name = named(&name, account.field);
    let mut list = Seq::new();
    for Rule {
        groups,
        resources,
        verbs,
        why,
        field,
    } in permissions::rules(plan)
    {
        list.push(rule(&groups, &resources, &verbs))
            .comment(why.get(cx.lang))
            .field(field);
    }
    documents.push(
        role(plan, name, job_namespace(plan), list).head(cx.lang.pick(
            "What the managers may do in the job namespace: what this plan uses, no more.",
            "管理器在作业命名空间中的权限：仅限本方案用到的操作。",
        )),
    );
    documents.push(binding(
        plan,
        name,
        job_namespace(plan),
        account,
        manager_namespace(plan),
    ));
}

/// The jobs' account. None when it is the managers' own, which must keep its token.
fn jobs_account(cx: &Context) -> Option<Document> {
    let plan = cx.plan;
    let security = &plan.security;
    if security.job_service_account == plan.manager_account()
        && plan.target.job_namespace == plan.target.namespace
    {
        return None;
    }
    let mut account = object::object(
        plan,
        "v1",
        "ServiceAccount",
        jobs(plan),
        Some(job_namespace(plan)),
    );
    let why = if security.automount_token {
        cx.lang.pick(
            "Deploy jobs use the token: any job of this runner can.",
            "部署作业使用此令牌；此 Runner 的任何作业都能使用它。",
        )
    } else {
        cx.lang.pick(
            "No token in job pods, so no way to the Kubernetes API.",
            "作业 Pod 中没有令牌，无法访问 Kubernetes API。",
        )
    };
    account
        .put("automountServiceAccountToken", security.automount_token)
        .comment(why)
        .field("security.automount_token");
    Some(Document::new(account).head(cx.lang.pick(
        "Job pods run as this account; it has no rights but those listed below, if any.",
        "作业 Pod 以此账户运行；除下方列出的权限外没有任何权限。",
    )))
}

fn jobs(plan: &Plan) -> Named<'_> {
    named(
        &plan.security.job_service_account,
        "security.job_service_account",
    )
}

fn rule(groups: &[&str], resources: &[&str], verbs: &[&str]) -> Map {
    let mut rule = Map::new();
    for (key, words) in [
        ("apiGroups", groups),
        ("resources", resources),
        ("verbs", verbs),
    ] {
        rule.put(key, Seq::flow(words.iter().copied()));
    }
    rule
}

fn role(plan: &Plan, name: Named, namespace: Named, rules: Seq) -> Document {
    let api = [API, "/v1"].concat();
    let mut role = object::object(plan, &api, "Role", name, Some(namespace));
    role.put("rules", rules);
    Document::new(role)
}

/// Binds a Role to an account of the same name's Role; the account may live in another namespace.
fn binding(plan: &Plan, role: Named, namespace: Named, account: Named, home: Named) -> Document {
    let api = [API, "/v1"].concat();
    let mut binding = object::object(plan, &api, "RoleBinding", role, Some(namespace));
    let to = binding.at(&["roleRef"]);
    to.put("apiGroup", API);
    to.put("kind", "Role");
    to.put("name", role.text).field(role.field);
    let mut subject = Map::new();
    subject.put("kind", "ServiceAccount");
    subject.put("name", account.text).field(account.field);
    subject.put("namespace", home.text).field(home.field);
    binding.put("subjects", vec![subject]);
    Document::new(binding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{hostile, plan, read_back, rows, text};
    use proptest::prelude::*;

    /// `Kind namespace/name` of every object, in order.
    #[track_caller]
    fn objects(plan: &Plan) -> String {
        let Some(file) = text(render, plan) else {
            return String::new();
        };
        let name = |object: &serde_json::Value| {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_string();
            let meta = &object["metadata"];
            text(&object["kind"]) + " " + &text(&meta["namespace"]) + "/" + &text(&meta["name"])
        };
        let names: Vec<String> = read_back(&file).iter().map(name).collect();
        names.join(", ")
    }

    #[test]
    fn by_source_of_the_permissions() {
        const MANAGERS: &str = "ServiceAccount gitlab-runner/gitlab-runner, \
            Role ci-jobs/gitlab-runner-jobs, RoleBinding ci-jobs/gitlab-runner-jobs";
        const JOBS: &str = "ServiceAccount ci-jobs/ci-job";
        let check = |sets: &[(&str, &str)], expect: &str| assert_eq!(objects(&plan(sets)), expect);
        check(&[], &[MANAGERS, JOBS].join(", "));
        check(&[("security.job_service_account", "")], MANAGERS);
        check(&[("security.rbac", "chart")], JOBS);
        check(
            &[
                ("security.rbac", "chart"),
                ("security.job_service_account", ""),
            ],
            "",
        );
        check(&[("security.rbac", "existing")], "");
        check(
            &[
                ("target.job_namespace", "gitlab-runner"),
                ("security.job_service_account", "gitlab-runner"),
            ],
            "ServiceAccount gitlab-runner/gitlab-runner, \
             Role gitlab-runner/gitlab-runner-jobs, RoleBinding gitlab-runner/gitlab-runner-jobs",
        );
    }

    #[test]
    fn the_binding_reaches_across_namespaces() {
        let file = text(render, &plan(&[("security.service_account", "ci-manager")])).unwrap();
        let objects = read_back(&file);
        assert_eq!(
            objects[2]["subjects"][0],
            serde_json::json!({"kind": "ServiceAccount", "name": "ci-manager", "namespace": "gitlab-runner"})
        );
        assert_eq!(
            objects[2]["roleRef"]["name"],
            objects[1]["metadata"]["name"]
        );
    }

    #[test]
    fn deploy_namespaces_are_merged() {
        let plan = rows(
            &[
                ("security.rbac", "chart"),
                ("security.automount_token", "true"),
            ],
            &[(
                "security.deploy",
                &[
                    &[("namespace", "shop")],
                    &[("namespace", "web")],
                    &[("namespace", "shop"), ("secrets", "true")],
                    &[("namespace", ""), ("secrets", "true")],
                ],
            )],
        );
        assert_eq!(
            objects(&plan),
            "ServiceAccount ci-jobs/ci-job, \
             Role shop/ci-job-deploy, RoleBinding shop/ci-job-deploy, \
             Role web/ci-job-deploy, RoleBinding web/ci-job-deploy"
        );
        let objects = read_back(&text(render, &plan).unwrap());
        assert_eq!(objects[0]["automountServiceAccountToken"], true);
        let secrets = |index: usize| objects[index]["rules"].to_string().contains("secrets");
        assert_eq!((secrets(1), secrets(3)), (true, false));
    }

    #[test]
    fn no_rule_holds_a_wildcard() {
        let file = text(render, &plan(&[("job.print_pod_events", "true")])).unwrap();
        assert!(!file.contains('*'), "{file}");
    }

    proptest! {
        #[test]
        fn names_stay_names(name in hostile(), space in hostile(), account in hostile()) {
            let plan = rows(
                &[
                    ("target.namespace", &space), ("target.release", &name),
                    ("security.service_account", &account), ("security.job_service_account", &name),
                ],
                &[("security.deploy", &[&[("namespace", &space)]])],
            );
            let file = text(render, &plan).unwrap();
            let objects = read_back(&file);
            let expect = plan.manager_account();
            prop_assert_eq!(objects[0]["metadata"]["name"].as_str(), Some(expect.as_str()));
            prop_assert_eq!(objects[0]["metadata"]["namespace"].as_str(), Some(plan.target.namespace.as_str()));
        }
    }
}
