//! Values of the chart.

use super::*;

#[test]
fn nulls_go() {
    values("CHT-101", "Remove it", "livenessProbe:", "");
    values(
        "CHT-101",
        "Remove it",
        r"metrics:
replicas: 2",
        "replicas: 2",
    );
    values(
        "CHT-101",
        "Write it out",
        "rbac: null",
        r"rbac:
  create: false",
    );
}

#[test]
fn a_configuration_becomes_text() {
    values(
        "CHT-102",
        "Write it as TOML",
        r"runners:
  config:
    runners:
      - executor: kubernetes
        kubernetes:
          image: alpine",
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"

      [runners.kubernetes]
        # Always written: without it jobs run in the namespace of the release.
        namespace = "gitlab-runner"
        image = "alpine"

        # What a job may do in the cluster.
        # Whether jobs find a token of the Kubernetes API in their pod.
        automount_service_account_token = false

        # Seconds until a pod that has not started fails its job.
        poll_timeout = 180"#,
    );
}

#[test]
fn images_are_parted() {
    values(
        "CHT-103",
        "Write registry, image and tag",
        "image: registry.example.com/ci/gitlab-runner:alpine-v18.0.0 # ours",
        r"image: # ours
  image: ci/gitlab-runner
  registry: registry.example.com
  tag: alpine-v18.0.0",
    );
}

#[test]
fn values_of_old_charts_move_to_the_configuration() {
    values(
        "CHT-104",
        "Move to runners.config",
        r#"runners:
  image: alpine
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci""#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
        image = "alpine""#,
    );
    values(
        "CHT-104",
        "Move to runners.config",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  builds:
    cpuLimit: 1
    memoryRequests: 512Mi"#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
        cpu_limit = "1"
        memory_request = "512Mi""#,
    );
    values(
        "CHT-104",
        "Move to runners.config",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  nodeTolerations:
    - key: ci
      operator: Exists
      effect: NoSchedule"#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
        [runners.kubernetes.node_tolerations]
          ci = "NoSchedule""#,
    );
    values(
        "CHT-104",
        "Move to runners.config",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  env:
    A: b"#,
        r#"runners:
  config: |
    [[runners]]
      environment = ["A=b"]
      [runners.kubernetes]
        namespace = "ci""#,
    );
    values(
        "CHT-104",
        "Move to runners.config",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  imagePullPolicy: IfNotPresent"#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
        pull_policy = ["if-not-present"]"#,
    );
    values(
        "CHT-104",
        "Move to runners.config",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  cache:
    cacheType: s3"#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
      [runners.cache]
        Type = "s3"
  cache: {}"#,
    );
    values(
        "CHT-104",
        "Remove it",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  privileged: true"#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci""#,
    );
}

#[test]
fn names_leave_the_rules() {
    values(
        "CHT-110",
        "Remove it",
        r#"rbac:
  create: true
  rules:
    - apiGroups: [""]
      resources: [pods]
      verbs: [get]
      resourceNames: [a]"#,
        r#"rbac:
  create: true
  rules:
    - apiGroups: [""]
      resources: [pods]
      verbs: [get]"#,
    );
}

#[test]
fn the_chart_makes_the_account() {
    values(
        "CHT-112",
        "Let the chart create it",
        r"rbac:
  create: true
  rules:
    - resources: [pods]
      verbs: [get]
serviceAccount:
  create: false",
        r"rbac:
  create: true
  rules:
    - resources: [pods]
      verbs: [get]
serviceAccount:
  create: true",
    );
}

#[test]
fn metrics_are_of_the_new_version() {
    values(
        "CHT-130",
        "Write it for autoscaling/v2",
        r"hpa:
  minReplicas: 1
  metrics:
    - type: Pods
      pods:
        metricName: gitlab_runner_jobs
        targetAverageValue: 400m",
        r"hpa:
  minReplicas: 1
  metrics:
    - type: Pods
      pods:
        metric:
          name: gitlab_runner_jobs
        target:
          type: AverageValue
          averageValue: 400m",
    );
}

#[test]
fn an_idle_session_server_is_off() {
    values(
        "CHT-131",
        "Turn sessionServer off",
        r"replicas: 2
sessionServer:
  enabled: true",
        r"replicas: 2
sessionServer:
  enabled: false",
    );
}

#[test]
fn labels_of_the_chart_go() {
    values(
        "CHT-132",
        "Remove it",
        r"podLabels:
  app: x
  team: ci",
        r"podLabels:
  team: ci",
    );
}

#[test]
fn numbers_stay_below_a_million() {
    values(
        "CHT-133",
        "Write 999999",
        "terminationGracePeriodSeconds: 1000000",
        "terminationGracePeriodSeconds: 999999",
    );
}

#[test]
fn yaml_becomes_toml() {
    values(
        "CHT-134",
        "Move to runners.config",
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
  kubernetes:
    image: alpine
    cpuLimit: 1"#,
        r#"runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        namespace = "ci"
        image = "alpine"
        cpu_limit = "1""#,
    );
}

#[test]
fn unknown_values_get_their_name_or_go() {
    values("CHT-135", "Rename to replicas", "replica: 2", "replicas: 2");
    values(
        "CHT-135",
        "Remove it",
        r"wholly: unknown
replicas: 2",
        "replicas: 2",
    );
}

#[test]
fn deprecated_values_move() {
    values(
        "CHT-136",
        "Move to serviceAccount.name",
        r"rbac:
  create: false
  serviceAccountName: ci",
        r"rbac:
  create: false
serviceAccount:
  name: ci",
    );
    values(
        "CHT-136",
        "Move to serviceAccount.annotations",
        r"serviceAccount:
  create: true
rbac:
  create: true
  rules:
    - resources: [pods]
      verbs: [get]
  serviceAccountAnnotations:
    a: b",
        r"serviceAccount:
  create: true
  annotations:
    a: b
rbac:
  create: true
  rules:
    - resources: [pods]
      verbs: [get]",
    );
}
