//! Keys of a configuration that are not read where they stand.

use super::*;

#[test]
fn of_two_runners_the_other_goes() {
    values(
        "CFG-101",
        "Remove the other [[runners]]",
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
      [runners.kubernetes]
        image = "a"
    [[runners]]
      name = "two""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
      [runners.kubernetes]
        image = "a""#,
    );
    values(
        "CFG-101",
        "Remove the other [[runners]]",
        r#"runners:
  config: |
    [[runners]]
      executor = "docker"
    [[runners]]
      executor = "kubernetes"
      [runners.kubernetes]
        image = "a""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
      [runners.kubernetes]
        image = "a""#,
    );
}

#[test]
fn global_keys_leave_the_template() {
    values(
        "CFG-103",
        "Move to the chart's values",
        r#"runners:
  config: |
    connection_max_age = "10m"
    [[runners]]
      executor = "kubernetes""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes"
connectionMaxAge: 10m"#,
    );
    values(
        "CFG-103",
        "Remove it",
        r#"runners:
  config: |
    listen_address = ":9252"
    [[runners]]
      executor = "kubernetes""#,
        r#"runners:
  config: |
    [[runners]]
      executor = "kubernetes""#,
    );
}

#[test]
fn unknown_keys_get_the_name_that_was_meant() {
    pod(
        "CFG-104",
        "Rename to cpu_limit",
        r#"    cpu_limits = "1" # a core"#,
        r#"    cpu_limit = "1" # a core"#,
    );
    pod(
        "CFG-104",
        "Rename to node_tolerations",
        r#"    tolerations = ["ci=true:NoSchedule"]"#,
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule""#,
    );
    pod("CFG-104", "Remove it", "    wholly_unknown = 1", "");
    pod(
        "CFG-104",
        "Write flat keys",
        r#"    [runners.kubernetes.resources]
      [runners.kubernetes.resources.requests]
        cpu = "500m"
      [runners.kubernetes.resources.limits]
        memory = "2Gi""#,
        r#"    cpu_request = "500m"
    memory_limit = "2Gi""#,
    );
    runner("CFG-104", "Remove it", r#"  tag_list = ["a"]"#, "");
    pod(
        "CFG-104",
        "Rename to name",
        r#"    [[runners.kubernetes.services]]
      nam = "postgres:16"
      alias = "db""#,
        r#"    [[runners.kubernetes.services]]
      alias = "db"
      name = "postgres:16""#,
    );
}

#[test]
fn camel_case_becomes_snake_case() {
    pod(
        "CFG-105",
        "Rename to cpu_limit",
        r#"    cpuLimit = "1""#,
        r#"    cpu_limit = "1""#,
    );
    pod(
        "CFG-105",
        "Rename to node_selector",
        r#"    [runners.kubernetes.nodeSelector]
      pool = "ci""#,
        r#"    [runners.kubernetes.node_selector]
      pool = "ci""#,
    );
    pod(
        "CFG-105",
        "Rename to mount_path",
        r#"    [[runners.kubernetes.volumes.pvc]]
      name = "data"
      mountPath = "/data""#,
        r#"    [[runners.kubernetes.volumes.pvc]]
      name = "data"
      mount_path = "/data""#,
    );
    pod(
        "CFG-105",
        "Rename to node_affinity",
        r#"    [runners.kubernetes.affinity.nodeAffinity]
      [[runners.kubernetes.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution]]
        weight = 50
        [[runners.kubernetes.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.preference.matchExpressions]]
          key = "arch"
          operator = "Exists""#,
        r#"    [[runners.kubernetes.affinity.node_affinity.preferred_during_scheduling_ignored_during_execution]]
      weight = 50
      [[runners.kubernetes.affinity.node_affinity.preferred_during_scheduling_ignored_during_execution.preference.match_expressions]]
        key = "arch"
        operator = "Exists""#,
    );
    pod(
        "CFG-105",
        "Rename to host_path",
        r#"    [[runners.kubernetes.volumes.pvc]]
      name = "a"
      mount_path = "/a"
    [[runners.kubernetes.volumes.host_path]]
      name = "b"
      mount_path = "/b"
      hostPath = "/b""#,
        r#"    [[runners.kubernetes.volumes.pvc]]
      name = "a"
      mount_path = "/a"
    [[runners.kubernetes.volumes.host_path]]
      name = "b"
      mount_path = "/b"
      host_path = "/b""#,
    );
}

#[test]
fn keys_move_to_their_table() {
    runner(
        "CFG-106",
        "Move to [[runners]]",
        r#"  [runners.kubernetes]
    image = "alpine"
    environment = ["A=b"]"#,
        r#"  environment = ["A=b"]
  [runners.kubernetes]
    image = "alpine""#,
    );
    runner(
        "CFG-106",
        "Move to [[runners]]",
        r#"  [runners.kubernetes]
    image = "alpine"
    request_concurrency = 4"#,
        r#"  request_concurrency = 4
  [runners.kubernetes]
    image = "alpine""#,
    );
    fixed(
        "CFG-106",
        "Move to [[runners]]",
        r#"concurrent = 4

[feature_flags]
  FF_PRINT_POD_EVENTS = true

[[runners]]
  name = "a""#,
        r#"concurrent = 4

[[runners]]
  name = "a"

  [runners.feature_flags]
    FF_PRINT_POD_EVENTS = true"#,
    );
    fixed(
        "CFG-106",
        "Move to (top level)",
        r#"[[runners]]
  name = "a"
  concurrent = 4
  [runners.kubernetes]
    image = "b""#,
        r#"concurrent = 4

[[runners]]
  name = "a"
  [runners.kubernetes]
    image = "b""#,
    );
}

#[test]
fn removed_keys_get_their_successors() {
    pod(
        "CFG-107",
        "Rename to cpu_limit",
        r#"    cpus = "1""#,
        r#"    cpu_limit = "1""#,
    );
    pod(
        "CFG-107",
        "Rename to pod_termination_grace_period_seconds",
        "    terminationGracePeriodSeconds = 60",
        "    pod_termination_grace_period_seconds = 60",
    );
    runner(
        "CFG-107",
        "Rename to pre_get_sources_script",
        r#"  pre_clone_script = "echo""#,
        r#"  pre_get_sources_script = "echo""#,
    );
}

#[test]
fn settings_among_labels_move_out() {
    pod(
        "CFG-108",
        "Move to [runners.kubernetes]",
        r#"    [runners.kubernetes.node_selector]
      pool = "ci"
      namespace = "jobs""#,
        r#"    namespace = "jobs"
    [runners.kubernetes.node_selector]
      pool = "ci""#,
    );
    pod(
        "CFG-108",
        "Move to [runners.kubernetes]",
        r#"    [runners.kubernetes.pod_labels]
      cpu_limit = "1""#,
        r#"    cpu_limit = "1""#,
    );
    pod(
        "CFG-108",
        "Move to [runners.kubernetes]",
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule"
      poll_timeout = 600"#,
        r#"    poll_timeout = 600
    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule""#,
    );
}
