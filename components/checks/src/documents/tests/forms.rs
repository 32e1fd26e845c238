//! Values of a configuration in a form that is not read.

use super::*;

#[test]
fn values_get_the_type_of_their_key() {
    pod(
        "CFG-109",
        "Write false",
        r#"    privileged = "false""#,
        "    privileged = false",
    );
    pod(
        "CFG-109",
        r#"Write ["ALL"]"#,
        r#"    cap_drop = "ALL""#,
        r#"    cap_drop = ["ALL"]"#,
    );
    pod(
        "CFG-109",
        r#"Write ["registry"]"#,
        r#"    image_pull_secrets = [{ name = "registry" }]"#,
        r#"    image_pull_secrets = ["registry"]"#,
    );
    pod(
        "CFG-109",
        "Write it in the right form",
        r#"    services = ["postgres:16"]"#,
        r#"    services = [{ name = "postgres:16" }]"#,
    );
    pod(
        "CFG-109",
        "Write it in the right form",
        r#"    [runners.kubernetes.services]
      name = "postgres:16""#,
        r#"    [[runners.kubernetes.services]]
      name = "postgres:16""#,
    );
    pod(
        "CFG-109",
        "Write 1000",
        r#"    [runners.kubernetes.pod_security_context]
      run_as_user = "1000""#,
        r"    [runners.kubernetes.pod_security_context]
      run_as_user = 1000",
    );
    pod(
        "CFG-109",
        "Write it in the right form",
        r#"    [runners.kubernetes.pod_security_context]
      seccomp_profile = "RuntimeDefault""#,
        r#"    [runners.kubernetes.pod_security_context]
      [runners.kubernetes.pod_security_context.seccomp_profile]
        type = "RuntimeDefault""#,
    );
    pod(
        "CFG-109",
        r#"Write ["ci"]"#,
        r#"    [[runners.kubernetes.affinity.node_affinity.required_during_scheduling_ignored_during_execution.node_selector_terms]]
      [[runners.kubernetes.affinity.node_affinity.required_during_scheduling_ignored_during_execution.node_selector_terms.match_expressions]]
        key = "pool"
        operator = "In"
        values = "ci""#,
        r#"    [[runners.kubernetes.affinity.node_affinity.required_during_scheduling_ignored_during_execution.node_selector_terms]]
      [[runners.kubernetes.affinity.node_affinity.required_during_scheduling_ignored_during_execution.node_selector_terms.match_expressions]]
        key = "pool"
        operator = "In"
        values = ["ci"]"#,
    );
    runner("CFG-109", "Write 5", r#"  limit = "5""#, "  limit = 5");
    runner(
        "CFG-109",
        r#"Write ["A=b"]"#,
        r#"  environment = "A=b""#,
        r#"  environment = ["A=b"]"#,
    );
    fixed(
        "CFG-109",
        "Write 4",
        r#"concurrent = "4"

[[runners]]
  name = "a""#,
        r#"concurrent = 4

[[runners]]
  name = "a""#,
    );
    pod(
        "CFG-109",
        "Write true",
        r#"    [[runners.kubernetes.volumes.config_map]]
      name = "ca"
      mount_path = "/ca"
      read_only = "true"
    [[runners.kubernetes.volumes.pvc]]
      name = "b"
      mount_path = "/b""#,
        r#"    [[runners.kubernetes.volumes.config_map]]
      name = "ca"
      mount_path = "/ca"
      read_only = true
    [[runners.kubernetes.volumes.pvc]]
      name = "b"
      mount_path = "/b""#,
    );
}

#[test]
fn lists_become_tables() {
    pod(
        "CFG-110",
        "Write it as a table",
        r#"    node_tolerations = ["ci=true:NoSchedule", "spot"]"#,
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule"
      spot = """#,
    );
    pod(
        "CFG-110",
        "Write it as a table",
        r#"    [[runners.kubernetes.node_tolerations]]
      key = "ci"
      operator = "Equal"
      value = "true"
      effect = "NoSchedule""#,
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule""#,
    );
    pod(
        "CFG-110",
        "Write it as a table",
        r#"    node_selector = ["pool=ci"]"#,
        r#"    [runners.kubernetes.node_selector]
      pool = "ci""#,
    );
    pod(
        "CFG-110",
        "Write it as a table",
        r#"    [[runners.kubernetes.pod_labels]]
      key = "team"
      value = "ci""#,
        r#"    [runners.kubernetes.pod_labels]
      team = "ci""#,
    );
    runner(
        "CFG-110",
        "Write it as a table",
        r#"  feature_flags = ["FF_USE_FASTZIP=true"]"#,
        r"
  [runners.feature_flags]
    FF_USE_FASTZIP = true",
    );
}

#[test]
fn values_of_maps_get_their_type() {
    pod(
        "CFG-111",
        "Write it in the right form",
        r#"    [runners.kubernetes.node_selector]
      ci = true
      pool = "ci""#,
        r#"    [runners.kubernetes.node_selector]
      ci = "true"
      pool = "ci""#,
    );
    pod(
        "CFG-111",
        "Write it in the right form",
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = { effect = "NoSchedule" }"#,
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule""#,
    );
    runner(
        "CFG-111",
        "Write it in the right form",
        r#"  [runners.feature_flags]
    FF_USE_FASTZIP = "true""#,
        r"  [runners.feature_flags]
    FF_USE_FASTZIP = true",
    );
}

#[test]
fn dots_are_quoted() {
    pod(
        "CFG-112",
        "Quote the key",
        r#"    [runners.kubernetes.node_selector]
      node.example.com = "x""#,
        r#"    [runners.kubernetes.node_selector]
      "node.example.com" = "x""#,
    );
    pod(
        "CFG-112",
        "Quote the key",
        r#"    [runners.kubernetes.pod_annotations]
      example.com = "x""#,
        r#"    [runners.kubernetes.pod_annotations]
      "example.com" = "x""#,
    );
}

#[test]
fn effects_are_spelled_right() {
    pod(
        "CFG-113",
        "Write the effect as Kubernetes spells it",
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "no-schedule""#,
        r#"    [runners.kubernetes.node_tolerations]
      "ci=true" = "NoSchedule""#,
    );
}
