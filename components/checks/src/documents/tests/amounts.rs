//! Amounts, volumes, policies and durations of a configuration.

use super::*;

#[test]
fn amounts_are_quoted() {
    pod(
        "CFG-130",
        r#"Write "2""#,
        "    cpu_limit = 2",
        r#"    cpu_limit = "2""#,
    );
    pod(
        "CFG-130",
        r#"Write "2000000000""#,
        "    ephemeral_storage_limit = 2000000000",
        r#"    ephemeral_storage_limit = "2G""#,
    );
}

#[test]
fn amounts_are_repaired() {
    pod(
        "CFG-131",
        r#"Write "2G""#,
        r#"    memory_limit = "2GB""#,
        r#"    memory_limit = "2G""#,
    );
    pod(
        "CFG-131",
        "Write it in the right form",
        r#"    [[runners.kubernetes.volumes.empty_dir]]
      name = "a"
      mount_path = "/a"
      size_limit = "2 Gi""#,
        r#"    [[runners.kubernetes.volumes.empty_dir]]
      name = "a"
      mount_path = "/a"
      size_limit = "2Gi""#,
    );
}

#[test]
fn odd_amounts_become_likely_ones() {
    pod(
        "CFG-132",
        r#"Write "256Mi""#,
        r#"    memory_limit = "256m""#,
        r#"    memory_limit = "256Mi""#,
    );
    pod(
        "CFG-132",
        r#"Write "2000m""#,
        r#"    cpu_request = "2000""#,
        r#"    cpu_request = "2""#,
    );
}

#[test]
fn requests_come_down_to_the_limit() {
    pod(
        "CFG-133",
        "Set cpu_request to 1",
        r#"    cpu_request = "2"
    cpu_limit = "1""#,
        r#"    cpu_request = "1"
    cpu_limit = "1""#,
    );
}

#[test]
fn volumes_become_lists_by_kind() {
    pod(
        "CFG-140",
        "Write the kind in the header",
        r#"    [[runners.kubernetes.volumes]]
      name = "x"
      mount_path = "/x"
      type = "empty_dir""#,
        r#"    [[runners.kubernetes.volumes.empty_dir]]
      name = "x"
      mount_path = "/x""#,
    );
    pod(
        "CFG-140",
        "Write a list of tables",
        r#"    [runners.kubernetes.volumes.empty_dir]
      name = "x"
      mount_path = "/x""#,
        r#"    [[runners.kubernetes.volumes.empty_dir]]
      name = "x"
      mount_path = "/x""#,
    );
}

#[test]
fn kinds_of_volume_are_named_right() {
    pod(
        "CFG-141",
        "Rename to config_map",
        r#"    [[runners.kubernetes.volumes.configmap]]
      name = "ca"
      mount_path = "/ca""#,
        r#"    [[runners.kubernetes.volumes.config_map]]
      name = "ca"
      mount_path = "/ca""#,
    );
    pod(
        "CFG-141",
        "Rename to pvc",
        r#"    [[runners.kubernetes.volumes.pvc]]
      name = "a"
      mount_path = "/a"
    [[runners.kubernetes.volumes.persistent_volume_claim]]
      name = "b"
      mount_path = "/b""#,
        r#"    [[runners.kubernetes.volumes.pvc]]
      name = "a"
      mount_path = "/a"
    [[runners.kubernetes.volumes.pvc]]
      name = "b"
      mount_path = "/b""#,
    );
}

#[test]
fn pull_policies_are_spelled_right() {
    pod(
        "CFG-150",
        r#"Write "if-not-present""#,
        r#"    pull_policy = "IfNotPresent""#,
        r#"    pull_policy = ["if-not-present"]"#,
    );
    pod(
        "CFG-150",
        r#"Write ["always","if-not-present"]"#,
        r#"    allowed_pull_policies = ["Always", "if-not-present"]"#,
        r#"    allowed_pull_policies = ["always", "if-not-present"]"#,
    );
}

#[test]
fn durations_get_a_unit() {
    pod(
        "CFG-160",
        r#"Write "300s""#,
        "    cleanup_resources_timeout = 300",
        r#"    cleanup_resources_timeout = "300s""#,
    );
    pod(
        "CFG-160",
        r#"Write "300s""#,
        r"    [[runners.kubernetes.autoscaler.policy]]
      idle_time = 300",
        r#"    [[runners.kubernetes.autoscaler.policy]]
      idle_time = "300s""#,
    );
}

#[test]
fn seconds_become_numbers() {
    pod(
        "CFG-161",
        "Write 600",
        r#"    poll_timeout = "10m""#,
        "    poll_timeout = 600",
    );
}

#[test]
fn durations_are_repaired() {
    runner(
        "CFG-162",
        r#"Write "1h30m""#,
        r#"  unhealthy_interval = "1h30min""#,
        r#"  unhealthy_interval = "1h30m""#,
    );
}
