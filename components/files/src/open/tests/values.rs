//! The chart's values, plain and wrapped.

use super::*;

const VALUES: &str = r#"# ci runners
gitlabUrl: https://gitlab.corp.internal/   # ours
replicas: 3
concurrent: 20
runnerToken: ""
rbac: {create: true, rules: []}
runners:
  secret: runner-token
  tags: "a,b"
  config: |
    [[runners]]
      # jobs
      [runners.kubernetes]
        namespace = "{{ .Release.Namespace }}"
        image = "alpine:3.20"
        cpu_limit = "1"

resources:
  limits:
    memory: 256Mi
tolerations: []
unknownThing:
  - 1
"#;

#[test]
fn what_values_say_is_the_plan() {
    reads(
        VALUES,
        &[
            ("gitlab.url", "https://gitlab.corp.internal/"),
            ("managers.replicas", "3"),
            ("managers.concurrent", "20"),
            ("gitlab.auth", "default"),
            ("gitlab.secret_name", "runner-token"),
            ("security.rbac", "chart"),
            ("managers.memory_limit", "default"),
            ("managers.memory_request", ""),
            ("job.image", "alpine:3.20"),
            ("job.cpu_limit", "1"),
            ("job.cpu_request", ""),
            // A template decides the namespace in the file, so it is as without one.
            ("target.job_namespace", "gitlab-runner"),
            ("managers.spread", "none"),
            ("managers.metrics", "false"),
        ],
    );
}

#[test]
fn how_metrics_are_scraped_is_read_with_its_labels() {
    let monitor = |name: &str, more: &str| {
        [
            "metrics: {enabled: true, ",
            name,
            ": {enabled: true, labels: {release: prom}}}\n",
            more,
        ]
        .concat()
    };
    let labels = "key:release,value:prom";
    reads(
        &[VALUES, &monitor("podMonitor", "")].concat(),
        &[
            ("managers.metrics", "default"),
            ("monitoring.scrape", "pod_monitor"),
            ("monitoring.monitor_labels", labels),
        ],
    );
    reads(
        &[
            VALUES,
            &monitor("serviceMonitor", "service: {enabled: true}\n"),
        ]
        .concat(),
        &[
            ("monitoring.scrape", "service_monitor"),
            ("monitoring.monitor_labels", labels),
        ],
    );
    // Without its Service the chart makes no ServiceMonitor.
    reads(
        &[VALUES, &monitor("serviceMonitor", "")].concat(),
        &[("monitoring.scrape", "default")],
    );
}

#[test]
fn nothing_changed_is_the_same_text() {
    for text in [
        VALUES.to_owned(),
        VALUES.replace('\n', "\r\n"),
        VALUES.trim_end().to_owned(),
        format!("\u{feff}{VALUES}"),
    ] {
        assert_eq!(edited(&text, &[]), text);
    }
}

#[test]
fn one_setting_changes_its_value() {
    changes(
        VALUES,
        &[("managers.replicas", "4".into())],
        &["-replicas: 3", "+replicas: 4"],
    );
    changes(
        VALUES,
        &[("gitlab.url", "https://gitlab.example.org/".into())],
        &[
            "-gitlabUrl: https://gitlab.corp.internal/   # ours",
            "+gitlabUrl: https://gitlab.example.org/   # ours",
        ],
    );
    changes(
        VALUES,
        &[
            ("job.image", "alpine:3.22".into()),
            ("managers.memory_limit", "512Mi".into()),
        ],
        &[
            "-        image = \"alpine:3.20\"",
            "+        image = \"alpine:3.22\"",
            "-    memory: 256Mi",
            "+    memory: 512Mi",
        ],
    );
}

#[test]
fn new_settings_stand_with_their_neighbours() {
    changes(
        VALUES,
        &[
            ("job.memory_limit", "1Gi".into()),
            ("managers.memory_request", "128Mi".into()),
            ("managers.metrics", "true".into()),
        ],
        &[
            "+        memory_limit = \"1Gi\"",
            "+  requests:",
            "+    memory: 128Mi",
            "+metrics:",
            "+  enabled: true",
        ],
    );
}

#[test]
fn values_in_wrappings_are_found() {
    let check = |text: &str, words: &str, expect: &str| {
        let opened = open(text);
        assert_eq!(opened.parts.len(), 1, "{text}");
        assert_eq!(opened.parts[0].way.words(), words);
        reads(text, &[("managers.concurrent", "4")]);
        let after = edited(text, &[("managers.concurrent", "5".into())]);
        assert_eq!(after, expect);
    };
    let each = |text: &str, words: &str| {
        check(text, words, &text.replace("concurrent: 4", "concurrent: 5"))
    };
    each(
        "gitlab-runner:\n  concurrent: 4\nother: {}\n",
        "gitlab-runner",
    );
    each(
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: r\n  namespace: ci\nspec:\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.86.0\n  values:\n    gitlabUrl: https://x.org/\n    concurrent: 4\n",
        "spec.values",
    );
    each(
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n        gitlabUrl: https://x.org/\n        concurrent: 4\n",
        "spec.source.helm.values",
    );
    check(
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: \"gitlabUrl: https://x.org/\\nconcurrent: 4\\n\"\n",
        "spec.source.helm.values",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: \"gitlabUrl: https://x.org/\\nconcurrent: 5\\n\"\n",
    );
}

#[test]
fn a_release_says_its_version_and_place() {
    let text = "kind: HelmRelease\nmetadata:\n  name: builds\nspec:\n  targetNamespace: ci\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.86.0\n  values:\n    gitlabUrl: https://x.org/\n";
    reads(
        text,
        &[
            ("target.chart", "0.86.0"),
            ("target.release", "builds"),
            ("target.namespace", "ci"),
            ("target.job_namespace", "ci"),
        ],
    );
}

#[test]
fn values_without_a_template_get_one() {
    let text = "gitlabUrl: https://x.org/\nconcurrent: 4\n";
    reads(
        text,
        &[("job.cpu_request", ""), ("job.poll_timeout", "default")],
    );
    let after = edited(text, &[("job.cpu_request", "1".into())]);
    assert!(after.starts_with(text), "{after}");
    assert!(
        after.contains("    [[runners]]\n") && after.contains("cpu_request = \"1\""),
        "{after}"
    );
    reads(&after, &[("job.cpu_request", "1")]);
}

#[test]
fn toml_in_a_quoted_string_is_changed_through_the_quotes() {
    let text = "gitlabUrl: https://x.org/\nrunners:\n  config: \"[[runners]]\\n  [runners.kubernetes]\\n    image = \\\"a\\\"\\n\"\n";
    reads(text, &[("job.image", "a")]);
    let after = edited(text, &[("job.image", "b".into())]);
    assert_eq!(after, text.replace("\\\"a\\\"", "\\\"b\\\""));
}

#[test]
fn unknown_keys_are_counted() {
    let opened = open(VALUES);
    let reading = read::read(&[File {
        text: VALUES,
        opened: &opened,
    }]);
    let kept: Vec<&str> = reading.files[0]
        .kept
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(kept, ["unknownThing"]);
    assert_eq!(
        kinds(&opened),
        [Kind::Values, Kind::Config { template: true }]
    );
}

#[test]
fn what_is_nothing_of_ours_has_no_parts() {
    for text in [
        "",
        "a: 1\n",
        "{}",
        "- x\n",
        "kind: Deployment\napiVersion: apps/v1\n",
        "hello\n",
        "[package]\nname = \"x\"\n",
    ] {
        assert_eq!(kinds(&open(text)), [], "{text}");
    }
}
