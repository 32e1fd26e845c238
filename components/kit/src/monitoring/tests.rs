//! What holds of the files together: rules, tests, dashboard and logs of many plans, in both languages.

use super::metrics;
use crate::{Cx, Kit};
use runwright_model::{Draft, Lang, Plan, Value, preset};
use serde_yaml::Value as Yaml;
use std::collections::BTreeSet;

fn draft(pairs: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (id, text) in pairs {
        draft.set(id, Value::from(*text));
    }
    draft
}

fn kit(draft: &Draft, lang: Lang) -> Kit {
    let plan = &Plan::read(draft).plan;
    let answer = &runwright_capacity::answer(&runwright_checks::question(plan));
    let mut kit = Kit::default();
    super::write(
        &Cx {
            plan,
            draft,
            answer,
            lang,
        },
        &mut kit,
    );
    kit
}

fn text<'a>(kit: &'a Kit, path: &str) -> &'a str {
    kit.files
        .iter()
        .find(|file| file.path == path)
        .map_or("", |file| file.printed.text.as_str())
}

/// All presets, old and new charts, and names that want to be quoted.
fn drafts() -> Vec<(String, Draft)> {
    let mut drafts: Vec<_> = preset::PRESETS
        .iter()
        .map(|preset| (preset.id.to_string(), preset.draft()))
        .collect();
    let more: [(&str, &[(&str, &str)]); 8] = [
        ("default", &[]),
        (
            "old",
            &[("target.chart", "0.41.0"), ("managers.replicas", "1")],
        ),
        (
            "one slot",
            &[
                ("managers.replicas", "1"),
                ("managers.concurrent", "1"),
                ("managers.limit", "1"),
            ],
        ),
        (
            "crowded",
            &[
                ("managers.concurrent", "500"),
                ("monitoring.fail_share", "100"),
                ("monitoring.queue_wait", "3000"),
            ],
        ),
        (
            "long names",
            &[
                (
                    "target.release",
                    "a-very-long-release-name-of-the-platform-team-of-x",
                ),
                ("job.poll_timeout", "86400"),
                ("monitoring.scrape", "port"),
            ],
        ),
        (
            "hostile",
            &[
                ("target.release", "it's \"x\" {{ .Release }}"),
                ("target.fullname_override", "a\"b\\c"),
                ("target.namespace", "n\"s}\n"),
                (
                    "monitoring.runbook_url",
                    "https://wiki.example.com/{{ $labels.x }}\"/",
                ),
                ("monitoring.log_collector", "loki"),
            ],
        ),
        (
            "loki",
            &[
                ("monitoring.log_collector", "loki"),
                ("gitlab.log_format", "json"),
                ("target.release", "ci"),
            ],
        ),
        (
            "fluent",
            &[
                ("monitoring.log_collector", "fluent_bit"),
                ("target.release", "ci"),
            ],
        ),
    ];
    for (name, pairs) in more {
        drafts.push((name.to_string(), draft(pairs)));
    }
    drafts
}

fn every(mut look: impl FnMut(&str, &Kit)) {
    for (name, draft) in drafts() {
        for lang in [Lang::En, Lang::Zh] {
            let kit = kit(&draft, lang);
            look(&[&name, " ", lang.code()].concat(), &kit);
        }
    }
}

fn yaml(text: &str) -> Yaml {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// Names in an expression that look like metrics.
fn named(expr: &str) -> BTreeSet<String> {
    expr.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':')
        .filter(|word| word.starts_with("gitlab_runner_") || word.starts_with("kube_"))
        .map(str::to_string)
        .collect()
}

#[test]
fn rules_name_metrics_that_the_runner_has() {
    for (name, draft) in drafts() {
        let plan = Plan::read(&draft).plan;
        let kit = kit(&draft, Lang::En);
        let rules = text(&kit, "rules/gitlab-runner.yaml");
        let dashboard = text(&kit, "monitoring/dashboard.json");
        let code: Vec<&str> = rules
            .lines()
            .filter(|line| !line.trim().starts_with('#'))
            .collect();
        let found = named(&[&code.join("\n"), dashboard].concat());
        assert!(found.len() >= 8, "{name}: {found:?}");
        for metric in found {
            // Part of what the rules record.
            if rules.contains(&[":", &metric, ":"].concat()) {
                continue;
            }
            assert!(
                metrics::has(&plan, &metric) || metrics::is_foreign(&metric),
                "{name}: {metric}"
            );
        }
    }
}

#[test]
fn every_alert_is_proved_both_ways() {
    every(|name, kit| {
        let plain = yaml(text(kit, "rules/gitlab-runner.yaml"));
        let object = yaml(text(kit, "monitoring/prometheus-rule.yaml"));
        assert_eq!(object["spec"]["groups"], plain["groups"], "{name}");
        let alerts: Vec<&str> = plain["groups"][1]["rules"]
            .as_sequence()
            .unwrap()
            .iter()
            .map(|rule| rule["alert"].as_str().unwrap())
            .collect();
        let said: Vec<&str> = kit.alerts.iter().map(|alert| alert.name.as_str()).collect();
        assert_eq!(said, alerts, "{name}");
        let tests = yaml(text(kit, "rules/gitlab-runner_test.yaml"));
        for alert in alerts {
            let of_it: Vec<usize> = tests["tests"]
                .as_sequence()
                .unwrap()
                .iter()
                .map(|test| &test["alert_rule_test"][0])
                .filter(|asked| asked["alertname"] == alert)
                .map(|asked| asked["exp_alerts"].as_sequence().unwrap().len())
                .collect();
            assert_eq!(of_it, [1, 0], "{name}: {alert}");
        }
    });
}

#[test]
fn every_alert_is_explained_where_it_links_to() {
    every(|name, kit| {
        let page = text(kit, "monitoring/alerts.md");
        let rules = text(kit, "rules/gitlab-runner.yaml");
        for alert in &kit.alerts {
            assert!(
                page.contains(&["## ", &alert.name].concat()),
                "{name}: {}",
                alert.name
            );
            let anchor = ["alerts.md#", &alert.name.to_ascii_lowercase()].concat();
            assert!(rules.contains(&anchor), "{name}: {anchor}");
            assert!(
                !alert.threshold.is_empty() && !alert.about.contains('{'),
                "{name}: {alert:?}"
            );
        }
    });
}

#[test]
fn the_dashboard_has_a_place_for_every_panel() {
    every(|name, kit| {
        let board: serde_json::Value =
            serde_json::from_str(text(kit, "monitoring/dashboard.json")).unwrap();
        let panels = board["panels"].as_array().unwrap();
        let (mut ids, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for panel in panels {
            assert!(ids.insert(panel["id"].as_i64().unwrap()), "{name}");
            let at = |key: &str| panel["gridPos"][key].as_i64().unwrap();
            assert!(at("x") + at("w") <= 24, "{name}");
            for x in at("x")..at("x") + at("w") {
                for y in at("y")..at("y") + at("h") {
                    assert!(taken.insert((x, y)), "{name}: {panel}");
                }
            }
            assert!(!panel["targets"].as_array().unwrap().is_empty(), "{name}");
        }
        assert!(panels.len() >= 9, "{name}");
        assert!(board["uid"].as_str().unwrap().len() <= 40, "{name}");
    });
}

#[test]
fn thresholds_follow_from_the_plan() {
    let check = |pairs: &[(&str, &str)], alert: &str, expect: Option<&str>| {
        for lang in [Lang::En, Lang::Zh] {
            let kit = kit(&draft(pairs), lang);
            let found = kit.alerts.iter().find(|one| one.name == alert);
            let end = found.map(|found| [&found.expr, " for ", &found.wait].concat());
            match (end, expect) {
                (Some(end), Some(expect)) => assert!(end.ends_with(expect), "{pairs:?}: {end}"),
                (end, expect) => assert_eq!(end.as_deref(), expect, "{pairs:?}: {alert}"),
            }
        }
    };
    check(&[], "GitLabRunnerFewerManagers", Some("< 2 for 15m"));
    check(
        &[("managers.replicas", "1")],
        "GitLabRunnerFewerManagers",
        None,
    );
    check(&[], "GitLabRunnerQueueWaitLong", Some("> 300 for 10m"));
    check(
        &[("monitoring.queue_wait", "60")],
        "GitLabRunnerQueueWaitLong",
        Some("> 60 for 10m"),
    );
    check(
        &[("target.chart", "0.41.0")],
        "GitLabRunnerQueueWaitLong",
        None,
    );
    check(
        &[("monitoring.fail_share", "20")],
        "GitLabRunnerImagePullsFail",
        Some("> 0.20 for 10m"),
    );
    check(
        &[("job.poll_timeout", "600")],
        "GitLabRunnerPodsPending",
        Some("> 0 for 5m"),
    );
    check(&[("managers.metrics", "false")], "GitLabRunnerDown", None);
}

#[test]
fn logs_are_found_by_labels_that_exist() {
    let check = |pairs: &[(&str, &str)], path: &str, there: &[&str]| {
        for lang in [Lang::En, Lang::Zh] {
            let kit = kit(&draft(pairs), lang);
            let file = text(&kit, path);
            for part in there {
                assert!(file.contains(part), "{part} in\n{file}");
            }
        }
    };
    check(
        &[
            ("monitoring.log_collector", "loki"),
            ("target.release", "ci"),
            ("gitlab.log_format", "json"),
        ],
        "monitoring/logs.alloy",
        &[
            "__meta_kubernetes_pod_labelpresent_job_runner_gitlab_com_pod",
            "regex     = \"ci;.*|.*;true\"",
            "stage.json",
        ],
    );
    check(
        &[
            ("monitoring.log_collector", "loki"),
            ("gitlab.log_format", "text"),
        ],
        "monitoring/logs.alloy",
        &["stage.logfmt"],
    );
    check(
        &[
            ("monitoring.log_collector", "loki"),
            ("gitlab.log_format", "runner"),
        ],
        "monitoring/logs.alloy",
        &["stage.regex", "WARNING|ERROR"],
    );
    check(
        &[
            ("monitoring.log_collector", "fluent_bit"),
            ("target.release", "ci"),
        ],
        "monitoring/fluent-bit.yaml",
        &["^ci$", "job.runner.gitlab.com/pod"],
    );
    let kit = kit(&Draft::default(), Lang::En);
    assert!(
        kit.files
            .iter()
            .all(|file| !file.path.contains("logs") && !file.path.contains("fluent"))
    );
}

#[test]
fn commands_have_the_plans_names() {
    let kit = kit(
        &draft(&[
            ("target.release", "ci"),
            ("target.job_namespace", "jobs"),
            ("job.builder", "dind_tls"),
        ]),
        Lang::En,
    );
    let all: Vec<&str> = kit
        .commands
        .iter()
        .map(|step| step.command.as_str())
        .collect();
    let all = all.join("\n");
    for part in [
        "--selector release=ci",
        "deployment/ci-gitlab-runner",
        "--namespace jobs logs --container docker",
        "/debug/jobs/list",
        "--since=24h",
        "--tail=-1",
        "--prefix",
    ] {
        assert!(all.contains(part), "{part} in\n{all}");
    }
    assert!(!all.contains("app="));
}

#[test]
fn metrics_of_guides_are_judged() {
    let kit = kit(&Draft::default(), Lang::Zh);
    let check = |name: &str, expect: bool| {
        let found = kit.metrics.iter().find(|metric| metric.name == name);
        assert_eq!(found.map(|metric| metric.exists), Some(expect), "{name}");
    };
    check("gitlab_runner_jobs", true);
    check("gitlab_runner_job_duration_seconds", true);
    check("gitlab_runner_errors_total", true);
    check("gitlab_runner_jobs_running_total", false);
    check("gitlab_runner_job_total", false);
}
