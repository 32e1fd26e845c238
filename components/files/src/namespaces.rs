//! Writes the namespaces of managers and jobs, with the Pod Security level of the jobs.

use crate::object::{self, Named, job_namespace, manager_namespace};
use crate::{Artefact, Context};
use runwright_documents::{Map, yaml::Document};
use runwright_model::plan::Pss;
use runwright_model::protocol::FileGroup;

/// Always rendered: `install.sh` makes the namespaces from it before anything else is applied.
pub fn render(cx: &Context) -> Option<Artefact> {
    let plan = cx.plan;
    let mut documents = Vec::new();
    if plan.target.namespace != plan.target.job_namespace {
        documents.push(
            Document::new(namespace(cx, manager_namespace(plan))).head(cx.lang.pick(
                "The managers and their token.",
                "管理器及其令牌所在的命名空间。",
            )),
        );
    }
    let mut jobs = namespace(cx, job_namespace(plan));
    pod_security(cx, &mut jobs);
    let head = if documents.is_empty() {
        cx.lang.pick(
            "The managers, their token and the job pods.",
            "管理器、其令牌与作业 Pod 所在的命名空间。",
        )
    } else {
        cx.lang.pick("The job pods.", "作业 Pod 所在的命名空间。")
    };
    documents.push(Document::new(jobs).head(head));
    let about = cx.lang.pick(
        "Namespaces of the managers and the jobs.",
        "管理器与作业的命名空间。",
    );
    Some(Artefact {
        path: "manifests/namespaces.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Cluster,
        printed: object::print(about, documents),
    })
}

fn namespace(cx: &Context, name: Named) -> Map {
    object::object(cx.plan, "v1", "Namespace", name, None)
}

/// Labels of the Pod Security admission controller.
///
/// The level is enforced as the cluster's present release defines it, so that an upgrade does not stop
/// jobs; the warning is not pinned and shows what the next release would refuse.
fn pod_security(cx: &Context, namespace: &mut Map) {
    let level = cx.plan.security.pod_security;
    if level == Pss::None {
        return;
    }
    let labels = namespace.at(&["metadata", "labels"]);
    labels
        .put("pod-security.kubernetes.io/enforce", level.word())
        .comment(cx.lang.pick(
            "Pods beyond this level are refused.",
            "超出此级别的 Pod 会被拒绝。",
        ))
        .field("security.pod_security");
    if level == Pss::Privileged {
        return;
    }
    let version = ["v", &cx.plan.target.kubernetes.short()].concat();
    labels
        .put("pod-security.kubernetes.io/enforce-version", version)
        .comment(cx.lang.pick(
            "As this release defines it; raise it after an upgrade, once the warnings are gone.",
            "按此版本的定义执行；升级并消除警告后再提高。",
        ))
        .field("target.kubernetes");
    labels
        .put("pod-security.kubernetes.io/warn", level.word())
        .field("security.pod_security");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{plan, read_back, text};

    #[test]
    fn both_namespaces_or_the_one() {
        let check = |sets: &[(&str, &str)], expect: &str| {
            let file = text(render, &plan(sets)).unwrap();
            read_back(&file);
            let names: Vec<_> = file
                .lines()
                .filter_map(|line| line.strip_prefix("  name: "))
                .collect();
            assert_eq!(names.join(" "), expect);
        };
        check(&[], "gitlab-runner ci-jobs");
        check(
            &[("target.job_namespace", "gitlab-runner")],
            "gitlab-runner",
        );
    }

    #[test]
    fn the_level_is_enforced_on_the_jobs_alone() {
        let check = |level: &str, expect: &[&str]| {
            let file = text(render, &plan(&[("security.pod_security", level)])).unwrap();
            read_back(&file);
            let labels: Vec<_> = file
                .lines()
                .filter_map(|line| line.trim().strip_prefix("pod-security.kubernetes.io/"))
                .collect();
            assert_eq!(labels, expect, "{level}");
        };
        check("none", &[]);
        check("privileged", &["enforce: privileged"]);
        check(
            "restricted",
            &[
                "enforce: restricted",
                "enforce-version: v1.34",
                "warn: restricted",
            ],
        );
    }
}
