//! Texts that mean something to the format stay texts.

use super::{at, read};
use crate::config_toml::testing::{filled, hostile};
use proptest::prelude::*;
use toml::Value;

proptest! {
    #[test]
    fn a_value_stays_a_value(text in hostile()) {
        let runner = read(&filled(&text));
        let kubernetes = &runner["kubernetes"];
        let is = |path: &str| at(kubernetes, path).and_then(Value::as_str) == Some(text.as_str());
        for path in [
            "namespace", "image", "helper_image", "service_account", "priority_class_name", "image_pull_secrets.0", "allowed_images.0",
            "allowed_services.0", "dns_config.nameservers.0", "dns_config.searches.3", "host_aliases.0.ip", "host_aliases.0.hostnames.0",
            "volumes.empty_dir.1.name", "volumes.empty_dir.1.mount_path",
            "affinity.node_affinity.required_during_scheduling_ignored_during_execution.node_selector_terms.0.match_expressions.0.key",
        ] {
            prop_assert!(is(path), "{path}: {:?}", at(kubernetes, path));
        }
        prop_assert_eq!(runner["clone_url"].as_str(), Some(text.as_str()));
        let selector = kubernetes["node_selector"].as_table().unwrap();
        prop_assert_eq!(selector.get(&text).and_then(Value::as_str), Some(text.as_str()));
        let tolerations = kubernetes["node_tolerations"].as_table().unwrap();
        prop_assert_eq!(tolerations.keys().collect::<Vec<_>>(), [&[text.as_str(), &text].join("=")]);
    }
}
