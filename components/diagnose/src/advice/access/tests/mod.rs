mod plans;

use super::TOPICS;
use super::pod::host_name;
use super::rbac::granted;
use crate::advice::{Case, advise};
use crate::seen::What;
use plans::{CATEGORIES, HOSTILE, draft, drafts, seen, sightings, with_rows};
use runwright_documents::shell::quote;
use runwright_model::preset::PRESETS;
use runwright_model::protocol::{Advice, Step};
use runwright_model::{Draft, Lang, Plan};

/// Asks for advice on each topic, for all plans, sightings and languages.
fn each(mut check: impl FnMut(&str, &Case, &Advice)) {
    let sightings = sightings();
    for (name, draft) in drafts() {
        let reading = Plan::read(&draft);
        assert_eq!(reading.problems, [], "{name}");
        let answer = runwright_capacity::answer(&runwright_checks::question(&reading.plan));
        for (number, seen) in sightings.iter().enumerate() {
            for topic in TOPICS {
                for lang in [Lang::En, Lang::Zh] {
                    let case = Case {
                        plan: &reading.plan,
                        draft: &draft,
                        answer: &answer,
                        lang,
                        seen,
                    };
                    let advice = advise(topic.id, &case).unwrap();
                    let place = format!("{name}, {number}, {}, {}", topic.id, lang.code());
                    check(&place, &case, &advice);
                }
            }
        }
    }
}

fn steps(advice: &Advice) -> impl Iterator<Item = &Step> {
    let all = [&advice.steps, &advice.by_hand, &advice.confirm];
    all.into_iter().flatten()
}

/// Every text that people read.
fn texts(advice: &Advice) -> Vec<&str> {
    let mut all: Vec<&str> = vec![&advice.title, &advice.meaning];
    for step in steps(advice) {
        all.push(&step.text);
        all.extend((!step.expect.is_empty()).then_some(step.expect.as_str()));
    }
    all.extend(advice.fixes.iter().map(|fix| fix.label.as_str()));
    all.extend(advice.prevent.iter().map(String::as_str));
    all.extend(advice.alike.iter().map(|alike| alike.how.as_str()));
    for wrong in &advice.wrong {
        all.extend([wrong.claim.as_str(), wrong.truth.as_str()]);
    }
    all
}

#[test]
fn the_topics_of_this_area() {
    let ids: Vec<&str> = TOPICS.iter().map(|topic| topic.id).collect();
    assert_eq!(ids.len(), 21);
    for (index, id) in ids.iter().enumerate() {
        assert!(CATEGORIES.contains(id), "{id}");
        assert!(!ids[..index].contains(id), "{id}");
    }
    for topic in TOPICS {
        let known = topic.section.is_empty()
            || runwright_model::field::all()
                .any(|field| field.id.starts_with(&[topic.section, "."].concat()));
        assert!(known, "{}", topic.section);
        assert!(
            topic.source.contains('@') && topic.source.contains(':'),
            "{}",
            topic.source
        );
    }
}

#[test]
fn advice_is_whole() {
    each(|place, _, advice| {
        assert!(!advice.steps.is_empty(), "{place}");
        assert!(advice.fixes.len() + advice.by_hand.len() > 0, "{place}");
        assert!(!advice.confirm.is_empty(), "{place}");
        assert!((1..=3).contains(&advice.prevent.len()), "{place}");
        assert!((1..=4).contains(&advice.alike.len()), "{place}");
        assert!(!advice.wrong.is_empty(), "{place}");
        for text in texts(advice) {
            assert!(!text.is_empty() && text.trim() == text, "{place}: {text}");
            assert!(!text.contains("  "), "{place}: {text}");
        }
        for label in advice
            .fixes
            .iter()
            .map(|fix| &fix.label)
            .chain([&advice.title])
        {
            assert!(!label.ends_with(['.', '。']), "{place}: {label}");
        }
        for alike in &advice.alike {
            assert!(
                CATEGORIES.contains(&alike.category.as_str()),
                "{place}: {}",
                alike.category
            );
        }
    });
}

#[test]
fn both_languages_say_the_same_in_their_own_words() {
    let mut english: Option<Advice> = None;
    each(|place, case, advice| {
        if case.lang == Lang::En {
            let chinese = |text: &&str| text.chars().any(|c| ('\u{3000}'..'\u{a000}').contains(&c));
            assert_eq!(texts(advice).into_iter().find(chinese), None, "{place}");
            english = Some(advice.clone());
            return;
        }
        let other = english.take().unwrap();
        let (own, other) = (texts(advice), texts(&other));
        assert_eq!(own.len(), other.len(), "{place}");
        for (own, other) in own.iter().zip(other) {
            let code = own.starts_with('`') && own.ends_with('`') && own.matches('`').count() == 2;
            assert!(code || *own != other, "{place}: {own}");
        }
    });
}

#[test]
fn fixes_change_the_plan_and_read_well() {
    each(|place, case, advice| {
        for fix in &advice.fixes {
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            let reading = Plan::read(&draft);
            assert_eq!(reading.problems, [], "{place}: {}", fix.label);
            assert_ne!(reading.plan, *case.plan, "{place}: {}", fix.label);
            for edit in &fix.edits {
                let off = reading.disabled.iter().find(|off| off.field == edit.field);
                assert!(off.is_none(), "{place}: {}", edit.field);
                // No edit is idle: without it the plan would be another one.
                let rest: Vec<_> = fix
                    .edits
                    .iter()
                    .filter(|other| *other != edit)
                    .cloned()
                    .collect();
                let mut less = case.draft.clone();
                less.apply(&rest);
                assert_ne!(
                    Plan::read(&less).plan,
                    reading.plan,
                    "{place}: {}",
                    edit.field
                );
            }
        }
    });
}

#[test]
fn commands_hold_names_as_words() {
    let quoted = quote(HOSTILE);
    let inner = HOSTILE.replace('\'', "'\\''");
    each(|place, case, advice| {
        let target = &case.plan.target;
        let mut named = false;
        for step in steps(advice) {
            let bare = step.command.replace(&quoted, "").replace(&inner, "");
            assert!(!bare.contains("reboot"), "{place}: {}", step.command);
            let in_quotes = step.command.matches(&inner).count();
            assert!(
                step.command.matches('\'').count() >= in_quotes * 2,
                "{place}: {}",
                step.command
            );
            named |= step.command.contains(&target.job_namespace)
                || step.command.contains(&target.namespace);
            assert!(
                !step.command.ends_with(['\n', ' ']),
                "{place}: {}",
                step.command
            );
        }
        assert!(named, "{place}");
    });
}

/// The labels of the fixes, in English.
#[track_caller]
fn check(id: &str, sets: &[(&str, &str)], names: &[(What, &str)], expect: &[&str]) {
    check_draft(id, &draft(sets), names, expect);
}

#[track_caller]
fn check_draft(id: &str, draft: &Draft, names: &[(What, &str)], expect: &[&str]) {
    let plan = Plan::read(draft).plan;
    let answer = runwright_capacity::answer(&runwright_checks::question(&plan));
    let seen = seen(names);
    let case = Case {
        plan: &plan,
        draft,
        answer: &answer,
        lang: Lang::En,
        seen: &seen,
    };
    let advice = advise(id, &case).unwrap();
    let labels: Vec<&str> = advice.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, expect);
}

#[test]
fn fixes_are_offered_where_they_mend() {
    use What::*;
    const RESTRICTED: (What, &str) = (Level, "restricted:latest");
    check(
        "podsecurity_violation",
        &[],
        &[RESTRICTED],
        &["Give job pods what restricted asks for"],
    );
    check(
        "podsecurity_violation",
        &[("job.builder", "dind_tls")],
        &[(Level, "baseline")],
        &[
            "Enforce privileged on ci-jobs",
            "Build no images here and stay at baseline",
        ],
    );
    let done = PRESETS
        .iter()
        .find(|preset| preset.id == "production")
        .unwrap()
        .draft();
    check_draft("podsecurity_violation", &done, &[RESTRICTED], &[]);
    check("rbac_job_serviceaccount", &[], &[], &[]);
    check("rbac_forbidden", &[], &[], &[]);
    check(
        "rbac_forbidden",
        &[("security.rbac", "existing")],
        &[],
        &["Write the account and its Role (rbac.yaml)"],
    );
    check(
        "rbac_forbidden",
        &[],
        &[(Verb, "watch"), (Resource, "events")],
        &["Print pod events, with the permission for it"],
    );
    let shop = [
        (Verb, "patch"),
        (Resource, "deployments"),
        (Group, "apps"),
        (Namespace, "shop"),
    ];
    check(
        "rbac_job_serviceaccount",
        &[],
        &shop,
        &["Let jobs deploy to shop"],
    );
    check(
        "rbac_job_serviceaccount",
        &[("security.rbac", "existing")],
        &shop,
        &[],
    );
    check(
        "rbac_job_serviceaccount",
        &[],
        &[(Verb, "delete"), (Resource, "pods"), (Namespace, "shop")],
        &[],
    );
    let deploy = with_rows(
        Draft::default(),
        "security.deploy",
        &[&[("namespace", "shop")]],
    );
    check_draft(
        "rbac_job_serviceaccount",
        &deploy,
        &shop,
        &["Mount the account's token in job pods"],
    );
    let secrets = [(Verb, "get"), (Resource, "secrets"), (Namespace, "shop")];
    check_draft(
        "rbac_job_serviceaccount",
        &deploy,
        &secrets,
        &["Let jobs write Secrets in shop"],
    );
    check(
        "dind_daemon_unreachable",
        &[("job.builder", "dind_tls")],
        &[],
        &[],
    );
    check(
        "dind_tls_cert",
        &[("job.builder", "dind_plain")],
        &[],
        &["Use TLS"],
    );
    check(
        "dind_mtu",
        &[("job.builder", "dind_tls")],
        &[(Size, "1360")],
        &["Give the daemon MTU 1360"],
    );
    check(
        "dind_mtu",
        &[("job.builder", "dind_tls"), ("job.mtu", "1280")],
        &[],
        &[],
    );
    check("dind_mtu", &[], &[], &[]);
    let host = [(Host, "registry.example.org")];
    check(
        "dind_registry_x509",
        &[("job.builder", "dind_tls")],
        &[],
        &[],
    );
    check(
        "dind_registry_x509",
        &[("job.builder", "dind_tls")],
        &host,
        &["Mount the Secret registry-ca for registry.example.org; make the Secret first"],
    );
    check("dind_registry_x509", &[], &host, &[]);
    check("registry_login_failed", &[], &host, &[]);
    check(
        "admission_webhook_denied",
        &[],
        &[(Policy, "disallow-privilege-escalation")],
        &["Forbid privilege escalation"],
    );
    check(
        "admission_webhook_denied",
        &[],
        &[(Policy, "require-labels")],
        &[],
    );
    check(
        "pod_disrupted",
        &[],
        &[(Reason, "PreemptionByScheduler")],
        &["Give job pods the priority class ci-jobs (1000)"],
    );
    check("pod_disrupted", &[], &[(Reason, "DeletionByPodGC")], &[]);
    check(
        "windows_node_mismatch",
        &[],
        &[],
        &["Keep jobs on Linux nodes"],
    );
    check(
        "job_home_not_writable",
        &[("security.run_as_user", "1000")],
        &[],
        &["Leave the user to the image"],
    );
    check("job_home_not_writable", &[], &[], &[]);
}

#[test]
fn aliases_become_host_names() {
    let check = |alias: &str, expect: &str| assert_eq!(host_name(alias), expect);
    check("my_db", "my-db");
    check("MY_relational-database.12", "my-relational-database-12");
    check("_x_", "x");
    check("数据库", "");
    assert_eq!(host_name(&"a".repeat(100)).len(), 63);
}

/// The advice speaks of the Role that the files write.
#[test]
fn what_is_granted_is_what_the_files_grant() {
    for (name, draft) in drafts() {
        let plan = Plan::read(&draft).plan;
        let mut expect: Vec<(&str, Vec<&str>)> = Vec::new();
        for rule in runwright_files::permissions::rules(&plan) {
            for resource in rule.resources {
                match expect.iter_mut().find(|(name, _)| *name == resource) {
                    Some((_, verbs)) => verbs.extend(&rule.verbs),
                    None => expect.push((resource, rule.verbs.clone())),
                }
            }
        }
        assert_eq!(granted(&plan), expect, "{name}");
    }
}
