//! Reads the values back with another YAML reader, and the template inside with another TOML reader.

use super::{TOKEN_PLACEHOLDER, render};
use crate::config_toml;
use crate::config_toml::testing::{check, filled, full, hostile, plan};
use crate::{Context, permissions};
use proptest::prelude::*;
use runwright_model::plan::{Auth, Plan, Rbac};
use runwright_model::version::PAIRS;
use runwright_model::{Lang, Version};
use serde_yaml::Value;

fn read(plan: &Plan, token: &str) -> Value {
    let text = render(&Context {
        plan,
        lang: Lang::Zh,
        token,
    })
    .unwrap()
    .printed
    .text;
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What Helm's `tpl` makes of a text in which nothing but escapes may be left.
fn tpl(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        out.push_str("{{");
        rest = after
            .strip_prefix("`{{`}}")
            .unwrap_or_else(|| panic!("helm would run {after:?}"));
    }
    out + rest
}

#[test]
fn lines_follow_the_plan() {
    check(
        render,
        &[],
        &[
            " 0.92.0",
            "19.3.0",
            "helm upgrade --install gitlab-runner gitlab/gitlab-runner --namespace gitlab-runner --version 0.92.0 --values values.yaml",
            "gitlabUrl: https://gitlab.example.com/\n",
            "replicas: 2\n",
            "  secret: gitlab-runner-token\n",
            "  jobNamespace: ci-jobs\n",
            "  config: |\n    [[runners]]\n",
            "rbac:\n  create: false\nserviceAccount:\n  create: false\n  name: gitlab-runner\n",
            "metrics:\n  enabled: true\n",
            "podSecurityContext:\n  seccompProfile:\n    type: RuntimeDefault\n",
            "preferredDuringScheduling",
        ],
        &[
            "runnerToken",
            "runnerRegistrationToken",
            "unregisterRunners",
            "null",
            "strategy:",
            "podMonitor",
        ],
    );
    check(
        render,
        &[
            ("monitoring.scrape", "pod_monitor"),
            ("monitoring.monitor_labels", "key=release value=prom"),
        ],
        &["  podMonitor:\n    enabled: true\n    labels:\n      release: prom\n"],
        &["serviceMonitor", "service:", "podAnnotations"],
    );
    check(
        render,
        &[
            ("monitoring.scrape", "service_monitor"),
            ("target.chart", "0.80.1"),
        ],
        &[
            "  serviceMonitor:\n    enabled: true\n",
            "service:\n  enabled: true\n",
        ],
        &["podMonitor", "podAnnotations"],
    );
    check(
        render,
        &[
            ("monitoring.scrape", "pod_monitor"),
            ("target.chart", "0.80.1"),
        ],
        &["metrics:\n  enabled: true\n"],
        &["podMonitor"],
    );
    check(
        render,
        &[("gitlab.auth", "inline")],
        &["runnerToken: glrt-REPLACE-ME"],
        &["secret:", "runnerRegistrationToken"],
    );
    check(
        render,
        &[("target.chart", "0.73.0")],
        &["runnerRegistrationToken: \"\"\n"],
        &["jobNamespace", "unregisterRunners"],
    );
    check(
        render,
        &[
            ("target.chart", "0.65.0"),
            ("security.service_account", "sa"),
        ],
        &[
            "unregisterRunners: true",
            "rbac:\n  create: false\n  serviceAccountName: sa\n",
        ],
        &["serviceAccount:"],
    );
    check(
        render,
        &[
            ("security.rbac", "chart"),
            ("target.chart", "0.64.1"),
            ("security.service_account", "sa"),
        ],
        &[
            "generatedServiceAccountName: sa\n",
            "clusterWideAccess: true",
        ],
        &["serviceAccount:"],
    );
    check(
        render,
        &[("security.rbac", "chart")],
        &["serviceAccount:\n  create: true\n"],
        &["clusterWideAccess"],
    );
    check(
        render,
        &[
            ("security.rbac", "chart"),
            ("target.chart", "0.80.1"),
            ("target.job_namespace", "gitlab-runner"),
        ],
        &["create: true"],
        &["clusterWideAccess"],
    );
    check(
        render,
        &[("target.platform", "openshift")],
        &["  runAsUser: null\n  fsGroup: null\n"],
        &[],
    );
    check(render, &[("managers.replicas", "1")], &[], &["affinity:"]);
    check(
        render,
        &[("managers.spread", "required"), ("target.release", "prod")],
        &[
            "requiredDuringScheduling",
            "app: prod-gitlab-runner\n",
            "    maxSurge: 0\n",
        ],
        &[],
    );
    check(
        render,
        &[
            ("gitlab.ca_secret", "ca"),
            ("gitlab.url", "https://git.corp:8443"),
        ],
        &["certsSecretName: ca\n", "git.corp.crt"],
        &[],
    );
    check(
        render,
        &[("managers.cpu_request", "2")],
        &["cpu: \"2\"\n"],
        &[],
    );
}

#[test]
fn the_token_is_written_without_a_line_end() {
    let plan = plan(&[("gitlab.auth", "inline")]);
    assert_eq!(read(&plan, " glrt-abc\n")["runnerToken"], "glrt-abc");
    assert_eq!(read(&plan, "")["runnerToken"], TOKEN_PLACEHOLDER);
}

#[test]
fn the_template_inside_is_the_template_shown() {
    for pair in PAIRS {
        for builder in ["none", "dind_plain", "buildkit"] {
            let plan = full(pair.chart, builder);
            let text = tpl(read(&plan, "")["runners"]["config"].as_str().unwrap());
            let cx = Context {
                plan: &plan,
                lang: Lang::En,
                token: "",
            };
            let shown = config_toml::render(&cx).unwrap().printed.text;
            assert_eq!(
                toml::from_str::<toml::Table>(&text).unwrap(),
                toml::from_str::<toml::Table>(&shown).unwrap()
            );
        }
    }
}

#[test]
fn the_chart_gets_the_rules_of_the_plan() {
    let plan = plan(&[("security.rbac", "chart")]);
    let values = read(&plan, "");
    let rules = values["rbac"]["rules"].as_sequence().unwrap();
    let expect = permissions::rules(&plan);
    assert_eq!(rules.len(), expect.len());
    for (got, want) in rules.iter().zip(expect) {
        for (key, list) in [
            ("apiGroups", want.groups),
            ("resources", want.resources),
            ("verbs", want.verbs),
        ] {
            let got: Vec<_> = got[key]
                .as_sequence()
                .unwrap()
                .iter()
                .map(|v| v.as_str().unwrap())
                .collect();
            assert_eq!(got, list);
        }
    }
}

/// Minor of the first chart whose templates read the key, from the packages 0.41.0 to 0.86.0.
const SINCE: &[(&str, u16)] = &[
    ("gitlabUrl", 0),
    ("runnerToken", 0),
    ("runnerRegistrationToken", 0),
    ("certsSecretName", 0),
    ("unregisterRunners", 0),
    ("fullnameOverride", 0),
    ("replicas", 27),
    ("concurrent", 0),
    ("checkInterval", 0),
    ("logLevel", 0),
    ("logFormat", 0),
    ("terminationGracePeriodSeconds", 0),
    ("shutdown_timeout", 58),
    ("runners.name", 24),
    ("runners.secret", 0),
    ("runners.jobNamespace", 79),
    ("runners.config", 24),
    ("rbac.create", 0),
    ("rbac.rules", 29),
    ("rbac.clusterWideAccess", 0),
    ("rbac.serviceAccountName", 0),
    ("rbac.generatedServiceAccountName", 64),
    ("serviceAccount.create", 66),
    ("serviceAccount.name", 66),
    ("metrics.enabled", 36),
    ("metrics.podMonitor", 85),
    ("resources.requests", 0),
    ("resources.limits", 0),
    ("podSecurityContext.seccompProfile", 42),
    ("podSecurityContext.runAsUser", 42),
    ("podSecurityContext.fsGroup", 42),
    ("securityContext.runAsUser", 0),
    ("securityContext.fsGroup", 0),
    ("affinity.podAntiAffinity", 0),
    ("strategy.type", 60),
    ("strategy.rollingUpdate", 60),
    ("priorityClassName", 42),
];

#[test]
fn no_key_is_newer_than_the_chart() {
    for pair in PAIRS {
        for (auth, rbac) in [
            (Auth::Secret, Rbac::Manifest),
            (Auth::Inline, Rbac::Chart),
            (Auth::Secret, Rbac::Existing),
        ] {
            let mut plan = full(pair.chart, "none");
            (plan.gitlab.auth, plan.security.rbac) = (auth, rbac);
            for (key, value) in read(&plan, "").as_mapping().unwrap() {
                let key = key.as_str().unwrap();
                let paths: Vec<String> = match value.as_mapping() {
                    Some(inner) => inner
                        .keys()
                        .map(|sub| [key, sub.as_str().unwrap()].join("."))
                        .collect(),
                    None => vec![key.to_owned()],
                };
                for path in paths {
                    let (_, since) = SINCE
                        .iter()
                        .find(|(known, _)| *known == path)
                        .unwrap_or_else(|| panic!("{path}"));
                    assert!(
                        pair.chart >= Version::new(0, *since, 0),
                        "{path} with {}",
                        pair.chart
                    );
                }
            }
            // Chart templates fail on these.
            let values = read(&plan, "");
            assert!(values["rbac"].is_mapping() && values["runners"]["config"].is_string());
        }
    }
}

proptest! {
    #[test]
    fn a_value_stays_a_value(text in hostile()) {
        let mut plan = filled(&text);
        let values = read(&plan, "");
        prop_assert_eq!(values["gitlabUrl"].as_str(), Some(text.as_str()));
        prop_assert_eq!(values["certsSecretName"].as_str(), Some(text.as_str()));
        prop_assert_eq!(values["priorityClassName"].as_str(), Some(text.as_str()));
        prop_assert_eq!(values["serviceAccount"]["name"].as_str(), Some(text.as_str()));
        prop_assert_eq!(values["runners"]["name"].as_str(), Some(text.as_str()));
        prop_assert_eq!(values["runners"]["jobNamespace"].as_str(), Some(text.as_str()));
        prop_assert_eq!(tpl(values["runners"]["secret"].as_str().unwrap()), text.as_str());
        let template = tpl(values["runners"]["config"].as_str().unwrap());
        let cx = Context { plan: &plan, lang: Lang::Zh, token: "" };
        prop_assert_eq!(&template, &config_toml::printed(&cx).text);
        for file in [crate::secret::render, crate::install::render] {
            // Reading them is the business of their own tests; here they must not fail.
            prop_assert!(file(&cx).is_some());
        }
        plan.gitlab.auth = Auth::Inline;
        let token = text.trim();
        if !token.is_empty() {
            let values = read(&plan, &text);
            prop_assert_eq!(values["runnerToken"].as_str(), Some(token));
        }
    }
}
