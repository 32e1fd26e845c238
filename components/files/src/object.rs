//! Builds what all Kubernetes objects of the bundle begin with.

use runwright_documents::{Map, Printed, yaml};
use runwright_model::Plan;

/// A name and the field that decides it.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub text: &'a str,
    pub field: &'static str,
}

pub(crate) fn named<'a>(text: &'a str, field: &'static str) -> Named<'a> {
    Named { text, field }
}

/// The field that decides the names that follow from the release.
pub(crate) fn fullname_field(plan: &Plan) -> &'static str {
    if plan.target.fullname_override.is_empty() {
        "target.release"
    } else {
        "target.fullname_override"
    }
}

/// The field that decides the name of the managers' ServiceAccount.
pub(crate) fn account_field(plan: &Plan) -> &'static str {
    if plan.security.service_account.is_empty() {
        fullname_field(plan)
    } else {
        "security.service_account"
    }
}

/// An object with its kind, name, namespace and labels.
///
/// The labels are the recommended common ones; the chart sets none of them, so its selectors never
/// match these objects by accident.
pub(crate) fn object(
    plan: &Plan,
    api_version: &str,
    kind: &str,
    name: Named,
    namespace: Option<Named>,
) -> Map {
    let mut object = Map::new();
    object.put("apiVersion", api_version);
    object.put("kind", kind);
    let metadata = object.at(&["metadata"]);
    metadata.put("name", name.text).field(name.field);
    if let Some(namespace) = namespace {
        metadata
            .put("namespace", namespace.text)
            .field(namespace.field);
    }
    let labels = metadata.at(&["labels"]);
    labels.put("app.kubernetes.io/name", runwright_model::derive::CHART);
    labels
        .put("app.kubernetes.io/instance", &plan.target.release)
        .field("target.release");
    labels.put("app.kubernetes.io/managed-by", "runwright");
    object
}

pub(crate) fn job_namespace(plan: &Plan) -> Named<'_> {
    named(&plan.target.job_namespace, "target.job_namespace")
}

pub(crate) fn manager_namespace(plan: &Plan) -> Named<'_> {
    named(&plan.target.namespace, "target.namespace")
}

/// Prints objects as one file, `about` as its first comment.
pub(crate) fn print(about: &str, objects: Vec<yaml::Document>) -> Printed {
    let mut objects = objects;
    if let Some(first) = objects.first_mut() {
        first.head.insert(0, about.to_string());
    }
    yaml::print(&objects)
}

#[cfg(test)]
mod tests {
    use crate::testing::rows;
    use crate::{Artefact, Context};
    use runwright_model::Lang;

    /// A field that decides something in a file leads to a line of it.
    #[test]
    fn fields_lead_to_their_lines() {
        type Render = fn(&Context) -> Option<Artefact>;
        let check = |render: Render, sets: &[(&str, &str)], fields: &[&str]| {
            let plan = rows(
                sets,
                &[
                    ("security.deploy", &[&[("namespace", "shop")]]),
                    ("security.egress", &[&[("cidr", "10.20.0.0/16")]]),
                    (
                        "dns.zones",
                        &[&[("zone", "lan"), ("resolvers", "10.0.0.1")]],
                    ),
                    ("nodes.selector", &[&[("key", "workload"), ("value", "ci")]]),
                    (
                        "nodes.tolerations",
                        &[&[("key", "workload"), ("value", "ci")]],
                    ),
                ],
            );
            let file = render(&Context {
                plan: &plan,
                lang: Lang::En,
                token: "",
            })
            .unwrap();
            for field in fields {
                assert!(
                    file.printed.lines_of(field).next().is_some(),
                    "{}: {field}",
                    file.path
                );
            }
        };
        check(
            crate::namespaces::render,
            &[("security.pod_security", "restricted")],
            &[
                "target.namespace",
                "target.job_namespace",
                "target.release",
                "target.kubernetes",
                "security.pod_security",
            ],
        );
        check(
            crate::rbac::render,
            &[
                ("job.print_pod_events", "true"),
                ("security.service_account", "m"),
            ],
            &[
                "security.rbac",
                "security.service_account",
                "security.job_service_account",
                "security.automount_token",
                "security.deploy",
                "job.print_pod_events",
                "target.namespace",
                "target.job_namespace",
            ],
        );
        check(
            crate::network_policy::render,
            &[("security.gitlab_cidrs", "10.1.0.1/32")],
            &[
                "security.network_policy",
                "security.gitlab_cidrs",
                "security.internet",
                "security.egress",
                "target.platform",
            ],
        );
        check(
            crate::priority_class::render,
            &[("nodes.priority_class", "ci")],
            &[
                "nodes.priority_class",
                "nodes.priority_value",
                "nodes.priority_preempts",
            ],
        );
        check(
            crate::disruption_budget::render,
            &[("target.fullname_override", "ci")],
            &["managers.disruption_budget", "target.fullname_override"],
        );
        let hybrid = [("dns.strategy", "hybrid"), ("dns.nodelocal", "true")];
        check(
            crate::corefile::render,
            &hybrid,
            &["dns.zones", "dns.cluster_domain"],
        );
        check(
            crate::corefile::render_script,
            &hybrid,
            &["dns.zones", "dns.nodelocal"],
        );
        let public = [("dns.strategy", "public")];
        check(crate::corefile::render, &public, &["dns.upstreams"]);
        check(crate::corefile::render_script, &public, &["dns.upstreams"]);
        check(
            crate::node_setup::render,
            &[("nodes.names", "w-1")],
            &["nodes.names", "nodes.selector", "nodes.tolerations"],
        );
        check(
            crate::ci_example::render,
            &[
                ("job.builder", "dind_tls"),
                ("job.cpu_limit_overwrite_max_allowed", "4"),
                ("job.mtu", "1450"),
                ("job.registry_mirror", "https://m"),
            ],
            &[
                "job.image",
                "job.builder",
                "job.dind_image",
                "job.allowed_pull_policies",
                "job.cpu_limit_overwrite_max_allowed",
                "job.mtu",
                "job.registry_mirror",
                "ci.clone_depth",
                "ci.cache_key_file",
                "ci.cache_path",
                "security.deploy",
            ],
        );
    }
}
