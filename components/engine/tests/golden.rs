//! Compares the bundles of the plans in `tests/golden/plans` with the files in `tests/golden/expect`.
//!
//! `make golden` (or `UPDATE_GOLDEN=1 cargo test -p runwright-engine --features documents --test golden`) writes them anew;
//! read the diff before committing it. Every file is also read back by a reader that is not ours.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic)]

use k8s_openapi::api::{
    batch::v1 as batch, core::v1 as core, networking::v1 as net, policy::v1 as policy,
    rbac::v1 as rbac, scheduling::v1 as sched,
};
use runwright_engine::{bundle, saved};
use runwright_model::protocol::PlanAsk;
use runwright_model::{Draft, Lang};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

/// Name and draft of every plan, with the language its files are kept in.
fn plans() -> Vec<(String, Draft, Lang)> {
    let mut plans: Vec<_> = std::fs::read_dir(golden().join("plans"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_string();
            let (draft, warnings) =
                saved::read(&std::fs::read_to_string(&path).unwrap(), Lang::En).unwrap();
            assert_eq!(warnings, [] as [String; 0], "{name}");
            let lang = if name == "guide-internal" {
                Lang::Zh
            } else {
                Lang::En
            };
            (name, draft, lang)
        })
        .collect();
    plans.sort_by(|a, b| a.0.cmp(&b.0));
    plans
}

fn files(draft: &Draft, lang: Lang) -> Vec<(String, String)> {
    let ask = PlanAsk {
        draft: draft.clone(),
        token: "glrt-example-not-a-token".to_string(),
        ..PlanAsk::default()
    };
    bundle::files(&ask, lang).1
}

/// Plans whose operations kit is kept as well; the kits of the others differ in names and thresholds only.
const KITS: [&str; 3] = ["default", "production", "hostile"];

/// Whether a file is of the operations kit.
fn is_kit(path: &str) -> bool {
    ["monitoring/", "rules/", "runbooks/"]
        .iter()
        .any(|folder| path.starts_with(folder))
}

#[test]
fn bundles_are_as_expected() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for (name, draft, lang) in plans() {
        let folder = golden().join("expect").join(&name);
        let mut files = files(&draft, lang);
        files.retain(|(path, _)| !is_kit(path) || KITS.contains(&name.as_str()));
        if update {
            let _ = std::fs::remove_dir_all(&folder);
        }
        let mut seen: Vec<PathBuf> = Vec::new();
        for (path, text) in &files {
            let at = folder.join(path);
            if update {
                std::fs::create_dir_all(at.parent().unwrap()).unwrap();
                std::fs::write(&at, text).unwrap();
            } else if std::fs::read_to_string(&at).ok().as_ref() != Some(text) {
                wrong.push(format!("{name}/{path}"));
            }
            seen.push(at);
        }
        for old in walk(&folder) {
            if !seen.contains(&old) {
                wrong.push(format!("{} is no longer made", old.display()));
            }
        }
    }
    assert_eq!(
        wrong,
        [] as [String; 0],
        "files differ; see the head of this test"
    );
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path))
        } else {
            found.push(path)
        }
    }
    found
}

/// The documents of a YAML file as plain values.
fn documents(text: &str) -> Vec<Value> {
    serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).unwrap())
        .filter(|value| !value.is_null())
        .collect()
}

/// Reads an object into its Kubernetes type and back: a field the type does not know gets lost and shows.
fn typed<T: DeserializeOwned + Serialize>(value: &Value, place: &str) {
    let object: T =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{place}: {error}"));
    assert_eq!(&serde_json::to_value(object).unwrap(), value, "{place}");
}

#[test]
fn manifests_are_what_kubernetes_reads() {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for (name, draft, lang) in plans() {
        for (path, text) in files(&draft, lang) {
            // Rules and scrape jobs are read by promtool, the operator and collectors.
            let other = path.starts_with("monitoring/") || path.starts_with("rules/");
            if !path.ends_with(".yaml") || path == "values.yaml" || other {
                continue;
            }
            for value in documents(&text) {
                let kind = value["kind"].as_str().unwrap_or_default().to_string();
                let place = format!("{name}/{path} {kind}");
                match kind.as_str() {
                    "Namespace" => typed::<core::Namespace>(&value, &place),
                    "Secret" => typed::<core::Secret>(&value, &place),
                    "ServiceAccount" => typed::<core::ServiceAccount>(&value, &place),
                    "Role" => typed::<rbac::Role>(&value, &place),
                    "RoleBinding" => typed::<rbac::RoleBinding>(&value, &place),
                    "ClusterRole" => typed::<rbac::ClusterRole>(&value, &place),
                    "ClusterRoleBinding" => typed::<rbac::ClusterRoleBinding>(&value, &place),
                    "PersistentVolumeClaim" => {
                        typed::<core::PersistentVolumeClaim>(&value, &place);
                    }
                    "CronJob" => typed::<batch::CronJob>(&value, &place),
                    "NetworkPolicy" => typed::<net::NetworkPolicy>(&value, &place),
                    "PriorityClass" => typed::<sched::PriorityClass>(&value, &place),
                    "PodDisruptionBudget" => typed::<policy::PodDisruptionBudget>(&value, &place),
                    other => panic!("{place}: {other} is not read back here"),
                }
                *kinds.entry(kind).or_default() += 1;
            }
        }
    }
    assert!(kinds.len() >= 7, "{kinds:?}");
}

#[test]
fn config_toml_is_the_text_in_values() {
    for (name, draft, lang) in plans() {
        let files = files(&draft, lang);
        let text = |path: &str| {
            &files
                .iter()
                .find(|file| file.0 == path)
                .unwrap_or_else(|| panic!("{name}: {path}"))
                .1
        };
        let values = &documents(text("values.yaml"))[0];
        // Helm's tpl turns {{`{{`}} back into two braces.
        let inside = values["runners"]["config"]
            .as_str()
            .unwrap()
            .replace("{{`{{`}}", "{{");
        let inside: toml::Table = inside
            .parse()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let alone: toml::Table = text("config.toml")
            .parse()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(inside, alone, "{name}");
        assert_eq!(alone["runners"].as_array().unwrap().len(), 1, "{name}");
    }
}

#[test]
fn every_file_has_lines_that_lead_to_fields() {
    use runwright_model::protocol::PlanAsk;
    for (name, draft, lang) in plans() {
        let said = runwright_engine::plan::plan(
            &PlanAsk {
                draft,
                ..PlanAsk::default()
            },
            lang,
            &mut runwright_engine::Memory::default(),
        );
        for file in &said.files {
            let lines = file.text.lines().count() as u32;
            for origin in &file.origins {
                assert!(
                    1 <= origin.first && origin.first <= origin.last && origin.last <= lines,
                    "{name}/{}: {origin:?}",
                    file.path
                );
                let known = runwright_model::field::all().any(|field| {
                    origin
                        .field
                        .strip_prefix(field.id)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                });
                assert!(
                    known || origin.field.starts_with("checklist."),
                    "{name}/{}: {}",
                    file.path,
                    origin.field
                );
            }
            let covered: usize = file.tokens.iter().map(|run| (run / 8) as usize).sum();
            assert_eq!(
                covered,
                file.text.lines().map(str::len).sum::<usize>(),
                "{name}/{}",
                file.path
            );
            assert!(
                file.text.ends_with('\n') && !file.text.contains('\r'),
                "{name}/{}",
                file.path
            );
        }
    }
}
