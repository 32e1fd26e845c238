//! Writes the disruption budget of the managers, which the chart has none of.

use crate::object::{self, fullname_field, manager_namespace, named};
use crate::{Artefact, Context};
use runwright_documents::yaml::Document;
use runwright_model::protocol::FileGroup;

/// Rendered for two managers or more: with one, a budget would only block every drain.
pub fn render(cx: &Context) -> Option<Artefact> {
    let plan = cx.plan;
    if plan.managers.replicas < 2 || !plan.managers.disruption_budget {
        return None;
    }
    let fullname = plan.fullname();
    let name = named(&fullname, fullname_field(plan));
    let mut budget = object::object(
        plan,
        "policy/v1",
        "PodDisruptionBudget",
        name,
        Some(manager_namespace(plan)),
    );
    budget
        .put_path(&["spec", "maxUnavailable"], 1)
        .comment(cx.lang.pick(
            "A drain takes one manager at a time; the others go on taking jobs.",
            "排空节点时一次只带走一个管理器，其余继续接收作业。",
        ))
        .field("managers.disruption_budget");
    budget
        .put_path(&["spec", "selector", "matchLabels", "app"], name.text)
        .comment(cx.lang.pick(
            "The chart's label; its value is the full name of the release.",
            "Chart 设置的标签，值为 release 的完整名称。",
        ))
        .field(name.field);
    let about = cx.lang.pick(
        "Keeps node drains from taking all managers at once.",
        "避免排空节点时同时带走所有管理器。",
    );
    Some(Artefact {
        path: "manifests/manager-pdb.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Cluster,
        printed: object::print(about, vec![Document::new(budget)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{plan, read_back, text};

    #[test]
    fn for_several_managers_by_the_label_of_the_chart() {
        let check = |sets: &[(&str, &str)], expect: Option<&str>| {
            let file = text(render, &plan(sets));
            if let Some(file) = &file {
                read_back(file);
            }
            let app = file.as_deref().and_then(|file| {
                file.lines()
                    .find_map(|line| line.trim().strip_prefix("app: "))
            });
            assert_eq!(app, expect, "{sets:?}");
        };
        check(&[], Some("gitlab-runner"));
        check(&[("target.release", "prod")], Some("prod-gitlab-runner"));
        check(&[("target.fullname_override", "ci")], Some("ci"));
        check(&[("managers.replicas", "1")], None);
        check(&[("managers.disruption_budget", "false")], None);
    }
}
