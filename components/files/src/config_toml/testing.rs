//! What the tests of several files need alike.

use crate::{Artefact, Context};
use proptest::prelude::*;
use runwright_model::plan::{HostAlias, NodeLabel, Plan, TaintEffect, Toleration, Volume};
use runwright_model::{Draft, Lang, Value, Version};

/// The plan that follows from these texts; lists are written with commas, rows as `key=value key=value; …`.
pub(crate) fn plan(pairs: &[(&str, &str)]) -> Plan {
    let mut draft = Draft::default();
    for (id, text) in pairs {
        let field = runwright_model::field::find(id).unwrap_or_else(|| panic!("no field {id}"));
        let value = match field.kind {
            runwright_model::Kind::Rows(_) => Value::Rows(
                text.split(';')
                    .map(|row| {
                        row.split_whitespace()
                            .filter_map(|cell| cell.split_once('='))
                            .map(|(id, text)| (id.to_owned(), text.to_owned()))
                            .collect()
                    })
                    .collect(),
            ),
            _ => Value::from(*text),
        };
        draft.set(id, value);
    }
    Plan::read(&draft).plan
}

/// Renders a file in both languages; the lines must be there and the others must not.
pub(crate) fn check(
    render: fn(&Context) -> Option<Artefact>,
    pairs: &[(&str, &str)],
    there: &[&str],
    absent: &[&str],
) {
    let plan = plan(pairs);
    for lang in [Lang::En, Lang::Zh] {
        let cx = Context {
            plan: &plan,
            lang,
            token: "",
        };
        let text = render(&cx)
            .map(|file| file.printed.text)
            .unwrap_or_default();
        for line in there {
            assert!(text.contains(line), "{pairs:?}: no {line:?} in\n{text}");
        }
        for line in absent {
            assert!(!text.contains(line), "{pairs:?}: {line:?} in\n{text}");
        }
    }
}

/// A plan with nearly every setting, on this chart.
pub(crate) fn full(chart: Version, builder: &str) -> Plan {
    plan(&[
        ("target.chart", &chart.to_string()),
        ("target.platform", "openshift"),
        ("target.fullname_override", "ci"),
        ("gitlab.ca_secret", "ca"),
        ("gitlab.runner_name", "ci"),
        ("gitlab.clone_url", "https://git.internal"),
        ("gitlab.log_format", "json"),
        ("managers.limit", "5"),
        ("managers.request_concurrency", "3"),
        ("managers.spread", "required"),
        ("managers.shutdown_timeout", "60"),
        ("managers.priority_class", "high"),
        ("monitoring.scrape", "pod_monitor"),
        ("job.builder", builder),
        ("job.helper_flavor", "ubuntu"),
        ("job.cpu_request_overwrite_max_allowed", "2"),
        ("job.pull_secrets", "regcred"),
        ("job.termination_grace", "30"),
        ("job.print_pod_events", "true"),
        (
            "job.volumes",
            "name=cache mount_path=/cache size=1Gi in_memory=true;kind=pvc name=data mount_path=/data read_only=true",
        ),
        ("nodes.selector", "key=workload value=ci"),
        ("nodes.tolerations", "key=workload value=ci"),
        (
            "nodes.affinity",
            "mode=required key=a values=b;key=c operator=Exists weight=7",
        ),
        ("nodes.priority_class", "ci-jobs"),
        ("dns.strategy", "internal"),
        ("dns.nameservers", "10.0.0.2"),
        ("dns.ndots", "2"),
        ("dns.host_aliases", "ip=10.0.0.5 hostnames=a.b"),
        ("security.pod_security", "restricted"),
        ("security.non_root", "true"),
        ("security.run_as_user", "2000"),
        ("security.no_privilege_escalation", "true"),
        ("security.drop_all", "true"),
        ("security.allowed_images", "a/**"),
    ])
}

/// Texts that mean something to TOML, YAML, Helm or a shell.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a", "0", " ", "\"", "'", "\\", "\n", "\r", "\t", "{{", "}}", "{", "`", "#", ": ", "- ",
        "=", "[", "]", "$(x)", "\"\"\"", "'''", "---", "\u{0}", "\u{7f}", "\u{85}", "\u{2028}",
        "\u{feff}", "\u{202e}", "你", "🚀", "yes", "null", "|", ">", "&", "*", "!", "%", "@",
        "{{`{{`}}",
    ]);
    prop::collection::vec(pieces, 1..8).prop_map(|pieces| pieces.concat())
}

/// The plan with the same text in every place of the template that takes one.
pub(crate) fn filled(text: &str) -> Plan {
    let mut plan = full(Version::new(0, 92, 0), "dind_tls");
    let own = || text.to_owned();
    for place in [
        &mut plan.gitlab.url,
        &mut plan.gitlab.ca_secret,
        &mut plan.gitlab.runner_name,
        &mut plan.gitlab.secret_name,
        &mut plan.gitlab.clone_url,
        &mut plan.target.namespace,
        &mut plan.target.job_namespace,
        &mut plan.target.release,
        &mut plan.job.image,
        &mut plan.job.dind_image,
        &mut plan.job.helper_image,
        &mut plan.managers.priority_class,
        &mut plan.nodes.priority_class,
        &mut plan.security.service_account,
        &mut plan.security.job_service_account,
        &mut plan.dns.cluster_domain,
    ] {
        *place = own();
    }
    for list in [
        &mut plan.job.pull_secrets,
        &mut plan.security.allowed_images,
        &mut plan.security.allowed_services,
        &mut plan.dns.nameservers,
        &mut plan.dns.searches,
    ] {
        *list = vec![own(), "z".to_owned()];
    }
    plan.nodes.selector = vec![NodeLabel {
        key: own(),
        value: own(),
    }];
    plan.nodes.tolerations = vec![Toleration {
        key: own(),
        value: own(),
        effect: TaintEffect::Any,
    }];
    for term in &mut plan.nodes.affinity {
        (term.key, term.values) = (own(), vec![own()]);
    }
    plan.dns.host_aliases = vec![HostAlias {
        ip: own(),
        hostnames: vec![own()],
    }];
    let volume = |name: &String| Volume {
        name: name.clone(),
        mount_path: own(),
        ..plan.job.volumes[0].clone()
    };
    plan.job.volumes = vec![volume(&own())];
    plan
}
