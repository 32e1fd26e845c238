//! The page on the question's format names every key there is.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used)]

use runwright_model::answer::fleet::{FleetPool, FleetProfile, FleetQuestion};
use runwright_model::answer::{
    Container, Label, Load, NodeAmounts, Pool, Taint, TaintEffect, Toleration,
};
use serde_json::Value;

const PAGE: &str = include_str!("../../../docs/capacity-query.md");

/// A question with every part there can be.
fn full() -> FleetQuestion {
    let label = Label::default();
    FleetQuestion {
        pools: vec![FleetPool {
            pool: Pool {
                allocatable: Some(NodeAmounts::default()),
                reserve: Some(Load::default()),
                labels: vec![label.clone()],
                taints: vec![Taint {
                    key: String::new(),
                    value: String::new(),
                    effect: TaintEffect::NoSchedule,
                }],
                ..Pool::default()
            },
            ..FleetPool::default()
        }],
        profiles: vec![FleetProfile {
            containers: vec![Container::default()],
            request: Some(Default::default()),
            worst: Some(Default::default()),
            node_selector: vec![label],
            tolerations: vec![Toleration::default()],
            ..FleetProfile::default()
        }],
        autoscaler: Some(Default::default()),
        limit_range: Some(Default::default()),
        pause: Some(Default::default()),
        ..FleetQuestion::default()
    }
}

fn keys(tree: &Value, out: &mut Vec<String>) {
    match tree {
        Value::Object(map) => {
            for (key, value) in map {
                out.push(key.clone());
                keys(value, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, out)),
        _ => {}
    }
}

#[test]
fn every_key_is_described() {
    let mut all = Vec::new();
    keys(&serde_json::to_value(full()).unwrap(), &mut all);
    assert!(all.len() > 70, "{}", all.len());
    for key in &all {
        let told =
            PAGE.contains(&["`", key, "`"].concat()) || PAGE.contains(&["\"", key, "\""].concat());
        assert!(told, "{key}");
    }
}
