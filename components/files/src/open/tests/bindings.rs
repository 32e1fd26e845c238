//! The writer's bindings and the catalogue that reading follows say the same.

use crate::config_toml::BINDINGS;
use crate::{Context, values};
use runwright_documents::tree::{Map, Node};
use runwright_model::catalogue::{self, Part};
use runwright_model::preset::PRESETS;
use runwright_model::{Lang, Plan};

#[test]
fn every_binding_is_in_the_catalogue() {
    for binding in BINDINGS {
        let path = ["runners.", binding.path].concat();
        let key = catalogue::find(Part::Config, &path).unwrap_or_else(|| panic!("{path}"));
        let known = [key.field, key.decided];
        assert!(
            known.contains(&binding.field),
            "{path}: {} is not in {known:?}",
            binding.field
        );
        assert_eq!(key.path, path);
        // What every runner offered reads may have come at any time before.
        if let Some(since) = binding.since {
            assert_eq!(key.since, Some(since), "{path}");
        }
    }
}

#[test]
fn every_value_written_is_in_the_catalogue() {
    fn walk(map: &Map, at: &str, seen: &mut usize) {
        for entry in &map.entries {
            let path = if at.is_empty() {
                entry.key.clone()
            } else {
                [at, ".", &entry.key].concat()
            };
            let Some(key) = catalogue::find(Part::Values, &path) else {
                // What stands in free YAML is Kubernetes' own.
                let parent = catalogue::find(Part::Values, at);
                assert!(
                    parent.is_some_and(|key| key.kind == catalogue::Type::Any),
                    "{path}"
                );
                continue;
            };
            *seen += 1;
            if let Some(field) = &entry.decor.field {
                let known = [key.field, key.decided];
                let named = known.iter().any(|known| !known.is_empty());
                assert!(
                    !named || known.contains(&field.as_str()),
                    "{path}: {field} is not in {known:?}"
                );
            }
            if let Node::Map(below) = &entry.value {
                walk(below, &path, seen);
            }
        }
    }
    let mut seen = 0;
    for preset in PRESETS {
        let plan = Plan::read(&preset.draft()).plan;
        let cx = Context {
            plan: &plan,
            lang: Lang::En,
            token: "",
        };
        walk(&values::values(&cx), "", &mut seen);
    }
    assert!(seen > 100, "{seen}");
}

/// What a plan writes is read back as that plan, as far as files say it.
#[test]
fn what_is_written_is_read_back() {
    for preset in PRESETS {
        let draft = preset.draft();
        let reading = Plan::read(&draft);
        let plan = reading.plan;
        let cx = Context {
            plan: &plan,
            lang: Lang::En,
            token: "",
        };
        let text = values::render(&cx).unwrap().printed.text;
        let opened = super::open(&text);
        let read = super::read::read(&[super::File {
            text: &text,
            opened: &opened,
        }])
        .draft;
        let back = Plan::read(&read).plan;
        for field in runwright_model::field::all() {
            let skip = [
                "target.",
                "capacity.",
                "ci.",
                "security.",
                "nodes.names",
                "nodes.priority_",
                "managers.disruption_budget",
                "gitlab.token",
                // Strategies of CoreDNS are in its Corefile.
                "dns.",
                "job.dind_image",
                "job.buildkit_image",
                "job.registry_mirror",
                "job.mtu",
            ];
            // What another choice rules out is in no file.
            let off = reading.disabled.iter().any(|off| off.field == field.id);
            if off || skip.iter().any(|prefix| field.id.starts_with(prefix)) {
                continue;
            }
            let value = |draft: &runwright_model::Draft| {
                draft
                    .get(field.id)
                    .cloned()
                    .unwrap_or_else(|| field.initial.value())
            };
            assert_eq!(value(&read), value(&draft), "{} {}", preset.id, field.id);
        }
        assert_eq!(back.job.volumes, plan.job.volumes, "{}", preset.id);
    }
}
