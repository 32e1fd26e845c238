//! Writes the priority class of the job pods.

use crate::object::{self, named};
use crate::{Artefact, Context};
use runwright_documents::yaml::Document;
use runwright_model::protocol::FileGroup;

/// Rendered when a class is named and not said to exist; names that begin with `system-` are
/// Kubernetes' own.
pub fn render(cx: &Context) -> Option<Artefact> {
    let nodes = &cx.plan.nodes;
    let name = nodes.priority_class.as_str();
    if name.is_empty() || !nodes.priority_create || name.starts_with("system-") {
        return None;
    }
    let lang = cx.lang;
    let mut class = object::object(
        cx.plan,
        "scheduling.k8s.io/v1",
        "PriorityClass",
        named(name, "nodes.priority_class"),
        None,
    );
    class
        .put("value", nodes.priority_value)
        .comment(lang.pick(
            "Higher goes first; pods without a class have 0.",
            "数值大的优先；没有类的 Pod 为 0。",
        ))
        .field("nodes.priority_value");
    class.put("globalDefault", false).comment(lang.pick(
        "true would give it to every pod of the cluster that names no class.",
        "若为 true，集群中所有未指定类的 Pod 都会得到它。",
    ));
    let policy = if nodes.priority_preempts {
        (
            "PreemptLowerPriority",
            lang.pick(
                "Jobs evict pods of lower priority when nodes are full.",
                "节点已满时，作业会驱逐低优先级的 Pod。",
            ),
        )
    } else {
        (
            "Never",
            lang.pick(
                "Jobs go first in the queue and evict nobody.",
                "作业排队靠前，但不驱逐任何 Pod。",
            ),
        )
    };
    class
        .put("preemptionPolicy", policy.0)
        .comment(policy.1)
        .field("nodes.priority_preempts");
    class.put(
        "description",
        lang.pick("Job pods of GitLab Runner.", "GitLab Runner 的作业 Pod。"),
    );
    let about = lang.pick("Priority of the job pods.", "作业 Pod 的优先级。");
    Some(Artefact {
        path: "manifests/priority-class.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Cluster,
        printed: object::print(about, vec![Document::new(class)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{plan, read_back, text};

    #[test]
    fn only_a_class_of_its_own() {
        let check = |sets: &[(&str, &str)], expect: Option<&str>| {
            let file = text(render, &plan(sets));
            if let Some(file) = &file {
                read_back(file);
            }
            let policy = file.as_deref().and_then(|file| {
                file.lines()
                    .find_map(|line| line.strip_prefix("preemptionPolicy: "))
            });
            assert_eq!(policy, expect, "{sets:?}");
        };
        check(&[], None);
        check(&[("nodes.priority_class", "ci-jobs")], Some("Never"));
        check(
            &[
                ("nodes.priority_class", "ci-jobs"),
                ("nodes.priority_preempts", "true"),
            ],
            Some("PreemptLowerPriority"),
        );
        check(
            &[
                ("nodes.priority_class", "ci-jobs"),
                ("nodes.priority_create", "false"),
            ],
            None,
        );
        check(&[("nodes.priority_class", "system-node-critical")], None);
    }
}
