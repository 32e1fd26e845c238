//! Holds every runbook, in both languages and for plans of all kinds, to its shape and to quoting.

mod backup;
mod commands;

use crate::{Cx, Kit};
use runwright_model::preset::PRESETS;
use runwright_model::protocol::{FileGroup, RunbookSay, Step};
use runwright_model::{Draft, Lang, Plan, Value, Version};

/// Names that would do harm if a shell or a reader took them for more than names.
const HOSTILE: [&str; 4] = [
    "x'; touch /owned; '",
    "$(touch /owned)",
    "`touch /owned`",
    "a\nb: <script>",
];

fn kit_of(plan: &Plan, lang: Lang) -> Kit {
    let draft = Draft::default();
    let answer = runwright_capacity::answer(&runwright_checks::question(plan));
    let mut kit = Kit::default();
    super::write(
        &Cx {
            plan,
            draft: &draft,
            answer: &answer,
            lang,
        },
        &mut kit,
    );
    kit
}

fn plan(sets: &[(&str, &str)]) -> Plan {
    let mut draft = Draft::default();
    for (id, text) in sets {
        draft.set(id, Value::from(*text));
    }
    Plan::read(&draft).plan
}

/// Defaults, presets, corners of the settings, and names put past the reader, which refuses them.
fn plans() -> Vec<(String, Plan)> {
    let mut plans = vec![("defaults".to_string(), Plan::default())];
    for preset in PRESETS {
        plans.push((preset.id.to_string(), Plan::read(&preset.draft()).plan));
    }
    for (name, sets) in [
        ("newest", &[("target.chart", "0.93.0")][..]),
        ("old", &[("target.chart", "0.53.0")]),
        (
            "inline",
            &[("gitlab.auth", "inline"), ("target.release", "ci")],
        ),
        ("one space", &[("target.job_namespace", "gitlab-runner")]),
        (
            "existing",
            &[
                ("security.rbac", "existing"),
                ("security.service_account", "sa"),
            ],
        ),
        (
            "chart rules",
            &[("security.rbac", "chart"), ("gitlab.ca_secret", "ca")],
        ),
        (
            "openshift",
            &[
                ("target.platform", "openshift"),
                ("managers.spread", "required"),
            ],
        ),
        (
            "aks",
            &[("target.platform", "aks"), ("job.pull_secrets", "regcred")],
        ),
    ] {
        plans.push((name.to_string(), plan(sets)));
    }
    for text in HOSTILE {
        plans.push((text.to_string(), hostile(text)));
    }
    plans
}

fn hostile(text: &str) -> Plan {
    let mut plan = Plan::read(&PRESETS[2].draft()).plan;
    let target = &mut plan.target;
    for name in [
        &mut target.namespace,
        &mut target.job_namespace,
        &mut target.release,
        &mut plan.gitlab.secret_name,
        &mut plan.gitlab.ca_secret,
        &mut plan.gitlab.url,
        &mut plan.security.job_service_account,
        &mut plan.security.service_account,
        &mut plan.nodes.priority_class,
        &mut plan.job.image,
    ] {
        *name = text.to_string();
    }
    target.namespace.insert(0, 'n');
    plan.job.pull_secrets = vec![text.to_string()];
    plan
}

fn each(check: impl Fn(&str, &Plan, &Kit)) {
    for (name, plan) in plans() {
        for lang in [Lang::En, Lang::Zh] {
            check(&name, &plan, &kit_of(&plan, lang));
        }
    }
}

fn steps(book: &RunbookSay) -> impl Iterator<Item = &Step> {
    book.steps.iter().flat_map(|step| {
        [&step.before, &step.work, &step.after, &step.undo]
            .into_iter()
            .flatten()
    })
}

#[test]
fn every_runbook_has_its_parts() {
    each(|name, _, kit| {
        let mut ids: Vec<&str> = kit.runbooks.iter().map(|book| book.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 9, "{name}");
        for book in &kit.runbooks {
            assert!(!book.title.is_empty() && !book.lead.is_empty(), "{name}");
            assert!(
                book.impact.len() >= 4 && book.steps.len() >= 3,
                "{}",
                book.id
            );
            for (label, value) in &book.impact {
                assert!(!label.is_empty() && !value.is_empty(), "{}", book.id);
            }
            for step in &book.steps {
                assert!(!step.title.is_empty(), "{}", book.id);
                assert!(
                    !step.work.is_empty() && !step.after.is_empty(),
                    "{}: {}",
                    book.id,
                    step.title
                );
            }
            for step in steps(book) {
                assert!(!step.text.trim().is_empty(), "{}", book.id);
                assert_eq!(step.text.matches('`').count() % 2, 0, "{}", step.text);
            }
        }
    });
}

#[test]
fn both_languages_have_the_same_steps_and_commands() {
    for (name, plan) in plans() {
        let (en, zh) = (kit_of(&plan, Lang::En), kit_of(&plan, Lang::Zh));
        for (en, zh) in en.runbooks.iter().zip(&zh.runbooks) {
            assert_ne!(en.title, zh.title, "{name}");
            assert_ne!(en.lead, zh.lead, "{name}");
            assert_eq!(en.impact.len(), zh.impact.len(), "{name}: {}", en.id);
            let (en, zh): (Vec<_>, Vec<_>) = (steps(en).collect(), steps(zh).collect());
            assert_eq!(en.len(), zh.len(), "{name}");
            for (en, zh) in en.iter().zip(&zh) {
                assert_eq!(en.command, zh.command, "{name}");
                assert_ne!(en.text, zh.text, "{name}");
            }
        }
    }
}

#[test]
fn each_runbook_is_a_file_and_the_index_names_it() {
    each(|name, _, kit| {
        let index = &kit.files[0];
        assert_eq!(index.path, "runbooks/README.md");
        for book in &kit.runbooks {
            let file = kit
                .files
                .iter()
                .find(|file| file.path == book.path)
                .unwrap();
            let text = &file.printed.text;
            let short = book.path.strip_prefix("runbooks/").unwrap();
            assert!(index.printed.text.contains(short), "{name}: {short}");
            for step in steps(book).filter(|step| !step.command.is_empty()) {
                assert!(text.contains(&step.command), "{name}: {}", step.command);
            }
        }
        for file in &kit.files {
            assert!(file.group == FileGroup::Run && !file.about.is_empty());
            assert!(file.path.starts_with("runbooks/") && file.printed.text.ends_with('\n'));
        }
        let mut paths: Vec<&str> = kit.files.iter().map(|file| file.path.as_ref()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), kit.files.len());
    });
}

#[test]
fn fences_are_balanced() {
    each(|name, _, kit| {
        for file in kit.files.iter().filter(|file| file.path.ends_with(".md")) {
            let mut open: Option<&str> = None;
            for line in file.printed.text.lines() {
                let run = &line[..line.len() - line.trim_start_matches('`').len()];
                match open {
                    None if run.len() >= 3 => open = Some(run),
                    Some(fence) if line == fence => open = None,
                    _ => {}
                }
            }
            assert_eq!(open, None, "{name}: {}", file.path);
        }
    });
}

/// What is outside of quotes in a shell text: quoted parts are dropped, comments kept.
fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '\'' => {
                for inner in chars.by_ref() {
                    if inner == '\'' {
                        break;
                    }
                }
            }
            '\\' => {
                chars.next();
            }
            _ => out.push(ch),
        }
    }
    out
}

#[test]
fn hostile_names_stay_inside_their_quotes() {
    for text in HOSTILE {
        for lang in [Lang::En, Lang::Zh] {
            let kit = kit_of(&hostile(text), lang);
            for step in kit.runbooks.iter().flat_map(steps) {
                let bare = unquoted(&step.command);
                assert!(
                    !bare.contains("touch") && !bare.contains("<script>"),
                    "{}",
                    step.command
                );
            }
            for file in &kit.files {
                if file.path.ends_with(".sh") {
                    let code: Vec<&str> = file
                        .printed
                        .text
                        .lines()
                        .filter(|line| !line.trim_start().starts_with('#'))
                        .collect();
                    assert!(
                        !unquoted(&code.join("\n")).contains("touch"),
                        "{}",
                        file.path
                    );
                }
            }
        }
    }
}

#[test]
fn commands_carry_the_plans_names() {
    let mut draft = Draft::default();
    for (id, text) in [
        ("target.namespace", "runners"),
        ("target.job_namespace", "builds"),
        ("target.release", "fast"),
        ("gitlab.url", "https://git.corp:8443/sub/"),
        ("gitlab.secret_name", "fast-token"),
    ] {
        draft.set(id, Value::from(text));
    }
    let plan = Plan::read(&draft).plan;
    let kit = kit_of(&plan, Lang::En);
    let all: Vec<&str> = kit
        .runbooks
        .iter()
        .flat_map(steps)
        .map(|step| step.command.as_str())
        .collect();
    let all = all.join("\n");
    for expect in [
        "kubectl --namespace runners rollout status deployment/fast-gitlab-runner --timeout=9m",
        "kubectl --namespace builds get pods --selector job.runner.gitlab.com/pod '--field-selector=status.phase!=Succeeded,status.phase!=Failed'",
        "helm history fast --namespace runners",
        "--data paused=true \\\n  https://git.corp:8443/sub/api/v4/runners/\"$RUNNER_ID\"",
        "https://git.corp:8443/sub/api/v4/runners/\"$RUNNER_ID\"/reset_authentication_token",
        "kubectl --namespace runners patch secret fast-token --patch-file=/dev/stdin",
        "helm uninstall fast-drill --namespace runners-drill",
    ] {
        assert!(all.contains(expect), "{expect}\n{all}");
    }
    assert!(
        !all.contains("gitlab-runner-token") && !all.contains("ci-jobs "),
        "{all}"
    );
}

#[test]
fn the_upgrade_script_is_there_when_there_is_something_to_upgrade_to() {
    let newest = runwright_model::version::PAIRS[0].chart;
    let check = |chart: Version, expect: bool| {
        let plan = plan(&[("target.chart", &chart.to_string())]);
        let kit = kit_of(&plan, Lang::En);
        let script = kit
            .files
            .iter()
            .find(|file| file.path == "runbooks/upgrade.sh");
        assert_eq!(script.is_some(), expect, "{chart}");
        if let Some(script) = script {
            let text = &script.printed.text;
            let to = ["readonly TO=", &newest.to_string(), "\n"].concat();
            let from = ["readonly FROM=", &chart.to_string(), "\n"].concat();
            assert!(text.contains(&to) && text.contains(&from), "{text}");
        }
    };
    check(newest, false);
    check(Version::new(0, newest.minor + 1, 0), false);
    check(Version::new(0, 86, 0), true);
    check(Version::new(0, 53, 0), true);
}

#[test]
fn advice_on_the_way_becomes_work() {
    let work = |sets: &[(&str, &str)]| {
        let kit = kit_of(&plan(sets), Lang::En);
        let book = kit
            .runbooks
            .into_iter()
            .find(|book| book.id == "upgrade")
            .unwrap();
        let texts: Vec<String> = book.steps[1]
            .work
            .iter()
            .map(|step| step.text.clone())
            .collect();
        texts.join("\n")
    };
    // A PodMonitor is a key of 0.85; what is newer than the list has nothing to change.
    assert!(work(&[("target.chart", "0.93.0")]).contains("changelogs"));
    assert!(work(&[]).contains("No key that the plan sets"));
    let old = work(&[("target.chart", "0.53.0"), ("job.termination_grace", "60")]);
    assert!(old.contains("UPG-"), "{old}");
}

#[test]
fn capacity_says_what_to_do() {
    let check = |sets: &[(&str, &str)], expect: &str| {
        let kit = kit_of(&plan(sets), Lang::En);
        let book = kit.runbooks.iter().find(|book| book.id == "scale").unwrap();
        assert!(book.impact[0].1.contains(expect), "{}", book.impact[0].1);
    };
    check(&[("managers.replicas", "50")], "The nodes limit");
    check(
        &[("managers.replicas", "1"), ("managers.concurrent", "1")],
        "The slots limit",
    );
}
