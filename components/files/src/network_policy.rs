//! Writes the NetworkPolicy of the job pods: no way in, and the ways out one by one.
//!
//! Image pulls are the node's, exec and attach come through the API server and the kubelet, and the
//! containers of one pod talk over localhost: none of them needs a rule here.

mod egress;

use crate::object::{self, fullname_field, job_namespace, named};
use crate::{Artefact, Context};
use runwright_documents::{Map, Seq, yaml::Document};
use runwright_model::protocol::FileGroup;

pub fn render(cx: &Context) -> Option<Artefact> {
    let plan = cx.plan;
    if !plan.security.network_policy {
        return None;
    }
    let lang = cx.lang;
    let name = [&plan.fullname(), "-jobs"].concat();
    let mut policy = object::object(
        plan,
        "networking.k8s.io/v1",
        "NetworkPolicy",
        named(&name, fullname_field(plan)),
        Some(job_namespace(plan)),
    );
    let mut selector = Map::new();
    selector.put("key", pod_label(cx));
    selector.put("operator", "Exists");
    policy
        .put_path(
            &["spec", "podSelector", "matchExpressions"],
            vec![selector],
        )
        .comment(lang.pick(
            "The runner puts this label on every job pod. The chart's label app is on the managers only.",
            "Runner 会为每个作业 Pod 打上此标签。Chart 的标签 app 只在管理器上。",
        ));
    policy
        .put_path(&["spec", "policyTypes"], Seq::flow(["Ingress", "Egress"]))
        .field("security.network_policy");
    policy
        .put_path(&["spec", "ingress"], Seq::new())
        .comment(lang.pick(
            "Nothing may connect to a job. Its containers share one network and need no rule to reach each other.",
            "任何来源都不能连接作业。同一 Pod 的容器共享网络，互访无需规则。",
        ))
        .field("security.network_policy");
    policy.put_path(&["spec", "egress"], egress::rules(cx));
    let about = lang.pick(
        "What job pods may reach, and that nothing reaches them.",
        "作业 Pod 可访问的目标；不允许任何入站。",
    );
    let mut document = Document::new(policy).head(lang.pick(
        "Works only where the cluster's network plugin enforces policies. Images are pulled by the node and are not affected.",
        "仅在网络插件支持策略时生效。镜像由节点拉取，不受影响。",
    ));
    if plan.security.automount_token && !plan.security.deploy.is_empty() {
        document = document.head(lang.pick(
            "Deploy jobs need the Kubernetes API server, whose address no plan can know: add it under More ways out.\n  kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes",
            "部署作业需要访问 Kubernetes API 服务器，其地址无法从方案得知：请在“更多出站”中添加。\n  kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes",
        ));
    }
    Some(Artefact {
        path: "manifests/network-policy.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Cluster,
        printed: object::print(about, vec![document]),
    })
}

/// The label all job pods carry. Before 17.0 the older one is taken, which every release sets, because
/// it is not known which of them was the first with the other.
fn pod_label(cx: &Context) -> &'static str {
    if cx.plan.runner_has(17, 0) {
        "job.runner.gitlab.com/pod"
    } else {
        "pod"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{hostile, plan, read_back, rows, text};
    use proptest::prelude::*;
    use runwright_model::Plan;

    /// Each way out as `targets ports`: an ipBlock by its cidr and the number of exceptions.
    #[track_caller]
    fn ways(plan: &Plan) -> Vec<String> {
        let file = text(render, plan).unwrap();
        let policy = read_back(&file).remove(0);
        let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
        let target = |peer: &serde_json::Value| match peer["ipBlock"]["cidr"].as_str() {
            Some(cidr) => match list(&peer["ipBlock"]["except"]).len() {
                0 => cidr.to_string(),
                n => format!("{cidr}-{n}"),
            },
            None => peer["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"]
                .as_str()
                .unwrap()
                .to_string(),
        };
        let port = |port: &serde_json::Value| {
            let mut text = port["protocol"].as_str().unwrap().to_string();
            for key in ["port", "endPort"] {
                if !port[key].is_null() {
                    text += &format!(":{}", port[key]);
                }
            }
            text
        };
        list(&policy["spec"]["egress"])
            .iter()
            .map(|rule| {
                let to: Vec<_> = list(&rule["to"]).iter().map(target).collect();
                let ports: Vec<_> = list(&rule["ports"]).iter().map(port).collect();
                to.join(" ") + " " + &ports.join(" ")
            })
            .collect()
    }

    const DNS: &str = "kube-system UDP:53 TCP:53";
    const WEB: &str = "0.0.0.0/0-5 ::/0-2 TCP:80 TCP:443";
    const SHUT: (&str, &str) = ("security.internet", "false");

    #[test]
    fn ways_out() {
        let check = |sets: &[(&str, &str)], expect: &[&str]| {
            assert_eq!(ways(&plan(sets)), expect, "{sets:?}");
        };
        check(&[], &[DNS, WEB]);
        check(&[SHUT], &[DNS]);
        check(
            &[SHUT, ("security.gitlab_cidrs", "203.0.113.10/32 fd00::/64")],
            &[DNS, "203.0.113.10/32 fd00::/64 TCP:443"],
        );
        check(
            &[SHUT, ("gitlab.url", "http://10.1.2.3:8080/")],
            &[DNS, "10.1.2.3/32 TCP:8080"],
        );
        check(
            &[SHUT, ("gitlab.url", "https://[fd00::9]/")],
            &[DNS, "fd00::9/128 TCP:443"],
        );
        check(
            &[
                SHUT,
                ("gitlab.clone_url", "http://10.1.2.3:8080"),
                ("security.gitlab_cidrs", "10.1.2.3/32"),
            ],
            &[DNS, "10.1.2.3/32 TCP:443 TCP:8080"],
        );
        // On the internet GitLab's own port is opened too.
        check(
            &[("gitlab.url", "https://gitlab.example.com:8443")],
            &[DNS, "0.0.0.0/0-5 ::/0-2 TCP:80 TCP:443 TCP:8443"],
        );
    }

    #[test]
    fn ways_to_the_resolvers() {
        let check = |sets: &[(&str, &str)], expect: &[&str]| {
            let mut all = sets.to_vec();
            all.push(SHUT);
            assert_eq!(ways(&plan(&all)), expect, "{sets:?}");
        };
        check(
            &[("target.platform", "openshift")],
            &["openshift-dns UDP:53 TCP:53 UDP:5353 TCP:5353"],
        );
        check(
            &[
                ("dns.strategy", "internal"),
                ("dns.nameservers", "10.0.0.2 fd00::2"),
            ],
            &[DNS, "10.0.0.2/32 fd00::2/128 UDP:53 TCP:53"],
        );
        check(
            &[("dns.strategy", "hybrid"), ("dns.nodelocal", "true")],
            &[DNS, "169.254.20.10/32 10.96.0.10/32 UDP:53 TCP:53"],
        );
    }

    #[test]
    fn further_ways_out() {
        let rows = rows(
            &[SHUT],
            &[(
                "security.egress",
                &[
                    &[("cidr", "10.20.0.0/16"), ("ports", "5432, 8000-8080")],
                    &[("cidr", "10.30.0.0/16"), ("ports", "")],
                    &[("note", "not ready")],
                ],
            )],
        );
        assert_eq!(
            ways(&rows),
            [
                DNS,
                "10.20.0.0/16 TCP:5432 TCP:8000:8080",
                "10.30.0.0/16 TCP",
            ]
        );
    }

    #[test]
    fn the_label_follows_the_runner() {
        let check = |chart: &str, expect: &str| {
            let file = text(render, &plan(&[("target.chart", chart)])).unwrap();
            let policy = read_back(&file).remove(0);
            let selector = &policy["spec"]["podSelector"]["matchExpressions"][0];
            assert_eq!(selector["key"], expect, "{chart}");
        };
        check("0.92.0", "job.runner.gitlab.com/pod");
        check("0.64.1", "pod");
    }

    #[test]
    fn off_means_no_file() {
        assert_eq!(
            text(render, &plan(&[("security.network_policy", "false")])),
            None
        );
    }

    proptest! {
        #[test]
        fn any_text_stays_a_value(a in hostile(), b in hostile(), c in hostile()) {
            let plan = rows(
                &[("gitlab.url", &a), ("security.gitlab_cidrs", &b), ("target.job_namespace", &c)],
                &[("security.egress", &[&[("cidr", &a), ("ports", &b), ("note", &c)]])],
            );
            let file = text(render, &plan).unwrap();
            prop_assert_eq!(read_back(&file).len(), 1);
        }
    }
}
