//! Holds the backup to what it may read and to what it must not keep.

use super::{kit_of, plan, plans};
use runwright_model::{Lang, Plan};

fn documents(text: &str) -> Vec<serde_json::Value> {
    text.split("\n---\n")
        .map(|document| serde_yaml::from_str(document).unwrap())
        .collect()
}

fn manifest(plan: &Plan) -> Vec<serde_json::Value> {
    let kit = kit_of(plan, Lang::Zh);
    let file = kit
        .files
        .iter()
        .find(|file| file.path == "runbooks/backup-cronjob.yaml")
        .unwrap();
    documents(&file.printed.text)
}

#[test]
fn the_nightly_account_reads_what_is_named_and_no_secret() {
    for (name, plan) in plans() {
        let objects = manifest(&plan);
        let kind = |object: &serde_json::Value| object["kind"].as_str().unwrap().to_string();
        assert_eq!(
            objects
                .iter()
                .filter(|object| kind(object) == "CronJob")
                .count(),
            1
        );
        for role in objects
            .iter()
            .filter(|object| kind(object).ends_with("Role"))
        {
            for rule in role["rules"].as_array().unwrap() {
                let verbs = rule["verbs"].to_string();
                assert!(
                    verbs == "[\"get\"]" || verbs == "[\"get\",\"list\"]",
                    "{name}"
                );
                assert!(!rule["resources"].to_string().contains("secrets"), "{name}");
                assert!(
                    !rule.to_string().contains('*') || name.contains('*'),
                    "{name}"
                );
                let list = verbs.contains("list");
                assert_eq!(rule["resourceNames"].is_null(), list, "{name}: {rule}");
            }
        }
        for object in &objects {
            let labels = &object["metadata"]["labels"];
            assert!(
                labels["app"].is_null() && labels["release"].is_null(),
                "{name}"
            );
        }
    }
}

#[test]
fn the_nightly_job_may_read_every_object_the_script_names() {
    for (name, plan) in plans() {
        let rules = serde_json::to_string(&manifest(&plan)).unwrap();
        let kit = kit_of(&plan, Lang::En);
        let file = kit
            .files
            .iter()
            .find(|file| file.path == "runbooks/backup.sh")
            .unwrap();
        let kept = file
            .printed
            .text
            .lines()
            .filter(|line| line.starts_with("keep "))
            .count();
        let named = rules.matches("\"resourceNames\"").count();
        assert_eq!(kept, named, "{name}");
    }
}

#[test]
fn a_token_in_the_values_is_not_kept() {
    let script = |sets: &[(&str, &str)]| {
        let kit = kit_of(&plan(sets), Lang::En);
        let file = kit
            .files
            .iter()
            .find(|file| file.path == "runbooks/backup.sh")
            .unwrap();
        file.printed.text.clone()
    };
    assert!(script(&[]).contains("helm get values"));
    assert!(!script(&[("gitlab.auth", "inline")]).contains("helm get values"));
    for text in [script(&[]), script(&[("gitlab.auth", "inline")])] {
        assert!(
            text.starts_with("#!/bin/sh\nset -eu\numask 077\n"),
            "{text}"
        );
        assert!(!text.contains("glrt-"));
    }
}
