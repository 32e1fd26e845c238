//! Tokens and the address in values of the chart.

use super::*;

#[test]
fn registration_tokens_go_to_a_secret() {
    values(
        "CHT-120",
        "Keep it in a Secret",
        "runnerRegistrationToken: GR1348941abcdef # old",
        r#"runners:
  secret: gitlab-runner-token
  jobNamespace: gitlab-runner
  config: |
    [[runners]]

      [runners.kubernetes]
        # Always written: without it jobs run in the namespace of the release.
        namespace = "gitlab-runner"

        # What a job may do in the cluster.
        # Whether jobs find a token of the Kubernetes API in their pod.
        automount_service_account_token = false

        # Seconds until a pod that has not started fails its job.
        poll_timeout = 180"#,
    );
}

#[test]
fn tokens_go_to_a_secret() {
    values(
        "CHT-121",
        "Keep it in a Secret",
        r#"runnerToken: glrt-0123456789
runners:
  tags: """#,
        r#"runners:
  tags: ""
  secret: "gitlab-runner-token""#,
    );
}

#[test]
fn one_token_stays() {
    values(
        "CHT-122",
        "Remove it",
        r#"runnerToken: "{{ .Values.token }}"
runners:
  secret: t"#,
        r"runners:
  secret: t",
    );
}

#[test]
fn misplaced_tokens_go_to_a_secret() {
    values(
        "CHT-123",
        "Keep it in a Secret",
        "runnerRegistrationToken: glrt-0123456789",
        r#"runners:
  secret: gitlab-runner-token
  jobNamespace: gitlab-runner
  config: |
    [[runners]]

      [runners.kubernetes]
        # Always written: without it jobs run in the namespace of the release.
        namespace = "gitlab-runner"

        # What a job may do in the cluster.
        # Whether jobs find a token of the Kubernetes API in their pod.
        automount_service_account_token = false

        # Seconds until a pod that has not started fails its job.
        poll_timeout = 180"#,
    );
    values(
        "CHT-123",
        "Keep it in a Secret",
        "runnerToken: GR1348941abcdef",
        r#"runners:
  secret: gitlab-runner-token
  jobNamespace: gitlab-runner
  config: |
    [[runners]]

      [runners.kubernetes]
        # Always written: without it jobs run in the namespace of the release.
        namespace = "gitlab-runner"

        # What a job may do in the cluster.
        # Whether jobs find a token of the Kubernetes API in their pod.
        automount_service_account_token = false

        # Seconds until a pod that has not started fails its job.
        poll_timeout = 180"#,
    );
}

#[test]
fn the_address_is_encrypted() {
    fixed(
        "CHT-124",
        "Write https://gitlab.example.com/",
        "gitlabUrl: http://gitlab.example.com/ # ours",
        "gitlabUrl: https://gitlab.example.com/ # ours",
    );
}

#[test]
fn options_of_registration_go() {
    values(
        "CHT-125",
        "Remove it",
        r"runnerToken: glrt-0123456789
runners:
  locked: true
  name: a",
        r"runnerToken: glrt-0123456789
runners:
  name: a",
    );
}

#[test]
fn tags_become_one_text() {
    values(
        "CHT-126",
        r#"Write "a,b""#,
        r"runners:
  tags: [a, b]",
        r"runners:
  tags: a,b",
    );
}
