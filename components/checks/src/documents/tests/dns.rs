//! Name resolution of a configuration.

use super::*;

#[test]
fn policies_are_spelled_right() {
    pod(
        "CFG-120",
        r#"Write "cluster-first""#,
        r#"    dns_policy = "ClusterFirst""#,
        r#"    dns_policy = "cluster-first""#,
    );
    pod(
        "CFG-120",
        r#"Write "none""#,
        r#"    dns_policy = "None"
    [runners.kubernetes.dns_config]
      nameservers = ["10.0.0.2"]"#,
        r#"    dns_policy = "none"
    [runners.kubernetes.dns_config]
      nameservers = ["10.0.0.2"]"#,
    );
}

#[test]
fn none_without_a_server_is_given_up() {
    pod(
        "CFG-121",
        r#"Write "cluster-first""#,
        r#"    dns_policy = "none""#,
        r#"    dns_policy = "cluster-first""#,
    );
}

#[test]
fn options_become_tables() {
    pod(
        "CFG-122",
        "Write tables of name and value",
        r#"    [runners.kubernetes.dns_config]
      options = ["ndots:2", "edns0"]"#,
        r#"    [runners.kubernetes.dns_config]
      options = [{ name = "ndots", value = "2" }, { name = "edns0" }]"#,
    );
    pod(
        "CFG-122",
        "Write tables of name and value",
        r#"    [[runners.kubernetes.dns_config.options]]
      name = "ndots"
      value = 2"#,
        r#"    [[runners.kubernetes.dns_config.options]]
      name = "ndots"
      value = "2""#,
    );
}

#[test]
fn options_are_parted() {
    pod(
        "CFG-123",
        "Write name and value apart",
        r#"    [[runners.kubernetes.dns_config.options]]
      name = "ndots:2""#,
        r#"    [[runners.kubernetes.dns_config.options]]
      name = "ndots"
      value = "2""#,
    );
}

#[test]
fn three_servers_stay() {
    pod(
        "CFG-124",
        "Keep the first three",
        r#"    [runners.kubernetes.dns_config]
      nameservers = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"]"#,
        r#"    [runners.kubernetes.dns_config]
      nameservers = ["10.0.0.1", "10.0.0.2", "10.0.0.3"]"#,
    );
}
