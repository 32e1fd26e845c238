//! Every release offered gets keys that its runner reads.

use super::{at, read};
use crate::config_toml::testing::full;
use runwright_model::Version;
use runwright_model::version::PAIRS;

/// First release of the runner that reads each key used here, from its struct tags; keys older than 15.0 are left out.
const SINCE: &[(&str, u16, u16)] = &[
    ("kubernetes.allowed_pull_policies", 15, 2),
    ("kubernetes.priority_class_name", 15, 1),
    ("kubernetes.pod_spec", 15, 10),
    ("kubernetes.automount_service_account_token", 16, 9),
    ("kubernetes.volumes.empty_dir.size_limit", 16, 6),
    ("kubernetes.pod_security_context.seccomp_profile", 18, 11),
    (
        "kubernetes.service_container_security_context.seccomp_profile",
        18,
        11,
    ),
    (
        "kubernetes.service_container_security_context.app_armor_profile",
        18,
        11,
    ),
    ("feature_flags.FF_PRINT_POD_EVENTS", 16, 5),
    (
        "feature_flags.FF_USE_ADVANCED_POD_SPEC_CONFIGURATION",
        15,
        10,
    ),
];

#[test]
fn no_key_is_newer_than_the_runner() {
    for pair in PAIRS {
        for builder in ["none", "dind_tls", "buildkit"] {
            let runner = read(&full(pair.chart, builder));
            for (path, major, minor) in SINCE {
                let known = pair.runner >= Version::new(*major, *minor, 0);
                let path = path.replace("empty_dir.", "empty_dir.0.").replace(
                    "dir.0.",
                    if builder == "dind_tls" {
                        "dir.1."
                    } else {
                        "dir.0."
                    },
                );
                assert!(
                    known || at(&runner, &path).is_none(),
                    "{path} with {}",
                    pair.runner
                );
            }
        }
    }
}
