//! Tests of the scan.

mod names;
mod screens;

use super::rules::rules;
use super::{CATEGORIES, diagnose, plain};
use crate::seen::What;
use proptest::prelude::*;
use runwright_model::Lang;

#[test]
fn the_tables_can_be_read() {
    let rules = rules();
    assert_eq!(rules.faults, [""; 0]);
    for category in CATEGORIES {
        let ruled = rules.rules.iter().any(|rule| rule.category == category);
        assert!(ruled, "no rule for {category}");
        let shown = cases()
            .iter()
            .filter(|(known, _)| *known == category)
            .count();
        assert!(shown >= 2, "{shown} texts of {category}");
    }
    for near in &rules.near {
        assert!(CATEGORIES.contains(&near.cause), "{}", near.cause);
        assert!(near.others.iter().all(|other| CATEGORIES.contains(other)));
        assert!(!near.others.contains(&near.cause), "{}", near.cause);
    }
    for (cause, by) in &rules.ranks {
        assert!(CATEGORIES.contains(cause), "{cause}");
        assert!(
            by.iter().all(|by| *by == "*" || CATEGORIES.contains(by)),
            "{by:?}"
        );
    }
}

const CASES: [&str; 6] = [
    include_str!("cases.txt"),
    include_str!("cases_reach.txt"),
    include_str!("cases_images.txt"),
    include_str!("cases_access.txt"),
    include_str!("cases_mixed.txt"),
    include_str!("cases_bare.txt"),
];

/// `## category` and the text below it.
fn cases() -> Vec<(&'static str, String)> {
    let mut cases: Vec<(&str, String)> = Vec::new();
    for file in CASES {
        for line in file.lines().skip_while(|line| !line.starts_with("## ")) {
            match line.strip_prefix("## ") {
                Some(category) => cases.push((category, String::new())),
                None => {
                    let text = &mut cases.last_mut().unwrap().1;
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    cases
}

#[test]
fn texts_name_their_cause_first() {
    let mut wrong = String::new();
    for (category, text) in cases() {
        let found = diagnose(&text);
        let first = found.causes.first().map_or("none", |cause| cause.category);
        if first != category {
            let all: Vec<&str> = found.causes.iter().map(|cause| cause.category).collect();
            wrong.push_str(&format!("{category} but {all:?}:\n{text}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The causes of a text with their lines, and names that the first must hold.
#[track_caller]
fn check(text: &str, expect: &[(&str, &[u32])], names: &[(What, &str)]) {
    let found = diagnose(text);
    let causes: Vec<(&str, &[u32])> = found
        .causes
        .iter()
        .map(|cause| (cause.category, cause.lines.as_slice()))
        .collect();
    assert_eq!(causes, expect, "{text}");
    for (what, name) in names {
        let seen = &found.causes.first().unwrap().seen;
        assert!(
            seen.all(*what).any(|known| known == *name),
            "{what:?} {name} of {seen:?}"
        );
    }
}

#[test]
fn lines_are_those_of_the_text() {
    let pull = "\u{1b}[0;33mWARNING: Event retrieved from the cluster: Failed to pull image \"a:1\": \
                rpc error: code = NotFound desc = a:1: not found\u{1b}[0;m";
    let text = [
        "Running with gitlab-runner 18.2.0 (abc)",
        "section_start:1700000000:prepare_executor\r\u{1b}[0KPreparing the \"kubernetes\" executor",
        "2026-01-01T00:00:00.000000Z 00O Waiting for pod ci/runner-a to be running, status is Pending",
        pull,
        "WARNING: Event retrieved from the cluster: Error: ErrImagePull",
        "ERROR: Job failed (system failure): prepare environment: waiting for pod running: timed out waiting for pod to start",
    ]
    .join("\n");
    check(
        &text,
        &[("image_pull_not_found", &[4])],
        &[
            (What::Runner, "18.2.0"),
            (What::Pod, "runner-a"),
            (What::Namespace, "ci"),
        ],
    );
    let found = diagnose(&text);
    assert_eq!(found.routine, [1, 2, 3]);
    assert_eq!(found.script_failed, None);
    assert_eq!(found.lines, 6);
    assert_eq!(found.what(Lang::En), "job log, 6 lines");
}

#[test]
fn wrapped_messages_are_one() {
    check(
        "x\nERROR: Job failed (system failure): prepare environment: setting up credentials: secrets is forbidden:\nUser \"system:serviceaccount:ci:default\" cannot create resource \"secrets\"\nin API group \"\" in the namespace \"ci\"",
        &[("rbac_forbidden", &[2, 3, 4])],
        &[(What::Account, "ci:default")],
    );
}

#[test]
fn json_is_read_without_its_backslashes() {
    check(
        "{\n  \"kind\": \"Event\",\n  \"message\": \"Failed to pull image \\\"r.example.com/a:1\\\": unauthorized: authentication required\"\n}",
        &[("image_pull_auth", &[3])],
        &[(What::Image, "r.example.com/a:1")],
    );
    let one = "{\"message\":\"0/1 nodes are available: 1 Too many pods.\"},".repeat(300);
    let two = [
        &one,
        "{\"message\":\"exceeded quota: q, requested: pods=1\"}",
    ]
    .concat();
    let found = diagnose(&two);
    let causes: Vec<&str> = found.causes.iter().map(|cause| cause.category).collect();
    assert_eq!(causes, ["sched_too_many_pods", "quota_exceeded"]);
    assert_eq!(found.causes[0].lines, [1]);
}

#[test]
fn containers_are_found_around_their_reason() {
    let pod = |name: &str| {
        format!(
            "{{\"containerStatuses\": [\n{{\n\"lastState\": {{\n\"terminated\": {{\n\"exitCode\": 137,\n\"reason\": \"OOMKilled\"\n}}\n}},\n\"name\": \"{name}\",\n\"ready\": false\n}}]}}"
        )
    };
    check(&pod("build"), &[("oom_build", &[6])], &[]);
    check(&pod("helper"), &[("oom_helper", &[6])], &[]);
    check(&pod("svc-1"), &[("oom_service", &[6])], &[]);
}

#[test]
fn several_causes_are_told_apart() {
    check(
        "Warning Failed kubelet Failed to pull image \"a:1\": toomanyrequests: too many\n\
         ok\n\
         ERROR: Job failed (system failure): prepare environment: admission webhook \"w.example.com\" denied the request: no\n\
         fatal: unable to access 'https://g.example.com/': Could not resolve host: g.example.com",
        &[
            ("admission_webhook_denied", &[3]),
            ("image_pull_rate_limit", &[1]),
            ("git_clone_dns", &[4]),
        ],
        &[(What::Webhook, "w.example.com")],
    );
    let found = diagnose(
        "Warning Failed Failed to pull image \"a:1\": toomanyrequests\nError: ImagePullBackOff\ntimed out waiting for pod to start",
    );
    assert_eq!(found.causes.len(), 1);
}

#[test]
fn events_prove_nothing_where_the_job_went_on() {
    let event =
        "WARNING: Event retrieved from the cluster: Failed to pull image \"a:1\": toomanyrequests";
    check(&format!("{event}\nJob succeeded"), &[], &[]);
    check(event, &[("image_pull_rate_limit", &[1])], &[]);
    let found = diagnose(&format!("{event}\nERROR: Job failed: exit code 2"));
    assert!(found.causes.is_empty());
    assert_eq!(found.script_failed, Some(2));
    assert!(found.notes(Lang::Zh)[0].contains("第 2 行"));
    // Two attempts in one text: the first never got to its script.
    let failed = "ERROR: Job failed (system failure): timed out waiting for pod to start";
    let again = "ERROR: Job failed: exit code 2";
    check(
        &format!("{event}\n{failed}\n{again}"),
        &[("image_pull_rate_limit", &[1])],
        &[],
    );
}

#[test]
fn events_that_no_pod_survives_explain_a_script_that_failed() {
    let event = |text: &str| {
        format!("WARNING: Event retrieved from the cluster: {text}\nERROR: Job failed: exit code 2")
    };
    check(
        &event("The node was low on resource: ephemeral-storage. Container build was using 9Gi."),
        &[("evicted_storage", &[1])],
        &[(What::Container, "build")],
    );
    check(
        &event("Container svc-0 was OOMKilled"),
        &[("oom_service", &[1])],
        &[(What::Container, "svc-0")],
    );
    check(&event("Back-off pulling image \"a:1\""), &[], &[]);
}

#[test]
fn what_it_may_be_as_well_is_named_where_nobody_says_who_speaks() {
    let causes = |text: &str| -> Vec<&str> {
        let found = diagnose(text);
        found.causes.iter().map(|cause| cause.category).collect()
    };
    let bare = "lookup git.example.com on 10.0.0.10:53: no such host";
    assert_eq!(
        causes(bare),
        ["dns_nxdomain", "image_pull_dns", "git_clone_dns"]
    );
    let said = "fatal: unable to access 'https://g.example.com/a.git/': Could not resolve host: g.example.com";
    assert_eq!(causes(said), ["git_clone_dns"]);
    let job = ["Executing \"step_script\" stage of the job script\n", bare].concat();
    assert_eq!(causes(&job), ["dns_nxdomain"]);
    assert_eq!(
        causes("ERROR: Job failed: command terminated with exit code 137"),
        ["exit_137_ambiguous", "oom_build", "pod_disrupted"]
    );
    assert_eq!(
        causes("Error in container build: exit code: 137, reason: 'OOMKilled'"),
        ["oom_build"]
    );
}

#[test]
fn every_category_has_advice_and_all_advice_a_category() {
    for category in CATEGORIES {
        assert!(crate::topic(category).is_some(), "{category}");
    }
    for topic in crate::topics() {
        assert!(CATEGORIES.contains(&topic.id), "{}", topic.id);
    }
}

#[test]
fn repeated_lines_are_kept_to_some_hundred() {
    let found = diagnose(&"dial tcp: lookup a on 10.0.0.1:53: server misbehaving\n".repeat(5000));
    assert_eq!(found.causes.len(), 1);
    assert_eq!(found.causes[0].lines.len(), 200);
    assert_eq!(found.lines, 5000);
}

#[test]
fn plain_lines_have_no_colours() {
    let same = |line: &str, expect: &str| assert_eq!(plain(line), expect);
    same("a\tb é", "a\tb é");
    same("\u{1b}[31;1mERROR\u{1b}[0;m: s", "ERROR: s");
    same(
        "section_start:17:x[collapsed=true]\r\u{1b}[0KSet up",
        "Set up",
    );
    same("\u{1b}", "");
    same("12%\r50%\r", "12%50%");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|\n|\t|\u{1b}\\[|[{}\"\\\\:,]|Failed to pull image \"|nodes are available: |oomkilled|taint \\{|lookup |:53|User \"){0,60}") {
        let found = diagnose(&text);
        for line in found.causes.iter().flat_map(|cause| &cause.lines).chain(&found.routine) {
            prop_assert!(*line >= 1 && *line <= found.lines);
        }
        for line in text.lines() {
            prop_assert!(plain(line).len() <= line.len());
        }
    }
}
