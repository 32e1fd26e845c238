//! Addresses, tokens, privilege and templates of a configuration.

use super::*;

#[test]
fn privilege_stays_with_the_services() {
    pod(
        "CFG-170",
        "Only for service containers",
        r#"    privileged = true
    [[runners.kubernetes.services]]
      name = "docker:28-dind""#,
        r#"    [[runners.kubernetes.services]]
      name = "docker:28-dind"
    [runners.kubernetes.service_container_security_context]
      privileged = true"#,
    );
}

#[test]
fn addresses_are_encrypted_and_without_ci() {
    runner(
        "CFG-180",
        "Write https://gitlab.example.com/",
        r#"  url = "http://gitlab.example.com/ci""#,
        r#"  url = "https://gitlab.example.com/""#,
    );
    values(
        "CFG-180",
        "Write https://gitlab.example.com",
        r#"runners:
  config: |
    [[runners]]
      url = "http://gitlab.example.com"
      executor = "kubernetes""#,
        r#"runners:
  config: |
    [[runners]]
      url = "https://gitlab.example.com"
      executor = "kubernetes""#,
    );
}

#[test]
fn registration_tokens_go() {
    values(
        "CFG-181",
        "Remove it and name a Secret",
        r#"runners:
  config: |
    [[runners]]
      token = "GR1348941abcdef"
      executor = "kubernetes""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
  secret: gitlab-runner-token"#,
    );
    pod(
        "CFG-181",
        "Remove it",
        r#"    bearer_token = "GR1348941abcdef""#,
        "",
    );
}

#[test]
fn tokens_leave_the_template() {
    values(
        "CFG-182",
        "Remove it and name a Secret",
        r#"runners:
  config: |
    [[runners]]
      token = "glrt-0123456789"
      executor = "kubernetes""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
  secret: gitlab-runner-token"#,
    );
    values(
        "CFG-182",
        "Remove it",
        r#"runners:
  secret: t
  config: |
    [[runners]]
      token = "glrt-0123456789"
      executor = "kubernetes""#,
        r#"runners:
  secret: t
  config: |
    [[runners]]
      executor = "kubernetes""#,
    );
}

#[test]
fn keys_of_the_cache_go_to_a_secret() {
    values(
        "CFG-183",
        "Keep it in a Secret",
        r#"runners:
  cache: {}
  config: |
    [[runners]]
      executor = "kubernetes"
      [runners.cache]
        Type = "s3"
        [runners.cache.s3]
          AccessKey = "AKIAABCDEFGH"
          SecretKey = "s3cr3tk3y"
          BucketName = "b""#,
        r#"runners:
  cache:
    secretName: gitlab-runner-cache
  config: |
    [[runners]]
      executor = "kubernetes"
      [runners.cache]
        Type = "s3"
        [runners.cache.s3]
          BucketName = "b""#,
    );
}

#[test]
fn literal_braces_are_kept_from_helm() {
    values(
        "CFG-190",
        "Keep it from Helm",
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
      pre_build_script = "echo {{ job }}""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
      pre_build_script = "echo {{`{{`}} job }}""#,
    );
}
