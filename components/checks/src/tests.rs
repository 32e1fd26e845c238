//! Every rule fires on a plan that has the mistake, and its first fix ends it.

use crate::{Cx, checklist, facts, findings, question};
use runwright_model::protocol::CheckState;
use runwright_model::{Draft, Finding, Lang, Plan, Severity, preset};

mod cases;
mod texts;

pub(crate) fn judge(draft: &Draft, token: &str, lang: Lang) -> Vec<Finding> {
    with(draft, token, lang, findings)
}

pub(crate) fn with<T>(draft: &Draft, token: &str, lang: Lang, look: impl FnOnce(&Cx) -> T) -> T {
    let reading = Plan::read(draft);
    let answer = runwright_capacity::answer(&question(&reading.plan));
    look(&Cx::new(&reading, draft, lang, &answer, token))
}

pub(crate) fn draft(json: &str) -> Draft {
    let values: Draft =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let mut draft = Draft::default();
    for (id, value) in values.0 {
        draft.set(&id, value);
    }
    draft
}

#[test]
fn the_default_plan_has_next_to_nothing_to_mend() {
    let found = judge(&Draft::default(), "", Lang::En);
    let codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["GIT-103"], "{found:#?}");
}

#[test]
fn presets_have_no_errors_but_the_guides_own() {
    for preset in preset::PRESETS {
        let found = judge(&preset.draft(), "", Lang::En);
        let errors: Vec<_> = found
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.code.as_str())
            .collect();
        let expect: &[&str] = if preset.id.starts_with("guide-") {
            &["CAP-101"]
        } else {
            &[]
        };
        assert_eq!(errors, expect, "{}", preset.id);
    }
}

#[test]
fn nothing_more_is_said_of_a_value_that_is_unclear() {
    let check = |json: &str, field: &str, expect: &[&str]| {
        let found = judge(&draft(json), "", Lang::En);
        let there = found.iter().filter(|finding| finding.field == field);
        let codes: Vec<_> = there.map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, expect, "{json}");
    };
    check(
        r#"{"gitlab.url": "gitlab.corp/ci"}"#,
        "gitlab.url",
        &["VAL-105"],
    );
    check(
        r#"{"gitlab.url": "https://gitlab.corp/ci"}"#,
        "gitlab.url",
        &["GIT-105"],
    );
    check(
        r#"{"job.memory_limit": "256m"}"#,
        "job.memory_limit",
        &["VAL-103"],
    );
    check(
        r#"{"managers.memory_limit": "256m"}"#,
        "managers.memory_limit",
        &["VAL-103"],
    );
    check(
        r#"{"managers.replicas": "-1"}"#,
        "managers.replicas",
        &["VAL-101"],
    );
    // A row nobody has filled in yet.
    let fresh = r#"{"nodes.tolerations": [{"key": "", "effect": "NoSchedule"}], "security.egress": [{"ports": "443"}]}"#;
    let codes = judge(&draft(fresh), "", Lang::En);
    assert_eq!(codes.len(), 1, "{codes:#?}");
}

#[test]
fn rows_are_found_where_they_were_typed() {
    let json = r#"{"security.egress": [{"ports": "443"}, {"cidr": "0.0.0.0/0"}]}"#;
    let draft = draft(json);
    let found = judge(&draft, "", Lang::En);
    let hit = found.iter().find(|finding| finding.code == "NET-104");
    let hit = hit.unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(hit.field, "security.egress.1.cidr");
    let mut mended = draft.clone();
    mended.apply(&hit.fixes[0].edits);
    let rows = mended
        .get("security.egress")
        .map(|value| value.rows().len());
    assert_eq!(rows, Some(1));
    assert!(Plan::read(&mended).plan.security.egress.is_empty());
}

#[test]
fn a_policy_that_may_shut_gitlab_out_is_no_pass() {
    let state = |json: &str| {
        let items = with(&draft(json), "", Lang::En, checklist);
        let item = items.into_iter().find(|item| item.id == "sec-network");
        item.map(|item| item.state)
    };
    assert_eq!(state("{}"), Some(CheckState::Pass));
    let internal = r#"{"dns.strategy": "internal", "dns.nameservers": ["10.0.0.2"]}"#;
    assert_eq!(state(internal), Some(CheckState::Open));
    let named = r#"{"dns.strategy": "internal", "dns.nameservers": ["10.0.0.2"], "security.gitlab_cidrs": ["10.0.0.5/32"]}"#;
    assert_eq!(state(named), Some(CheckState::Pass));
}

#[test]
fn worst_first_and_the_same_every_time() {
    let draft = preset::find("guide-hybrid")
        .map(|preset| preset.draft())
        .unwrap_or_default();
    let found = judge(&draft, "", Lang::En);
    assert!(found.is_sorted_by_key(|finding| finding.severity));
    assert_eq!(found, judge(&draft, "", Lang::En));
}

#[test]
fn the_guides_example_holds_three() {
    let draft = preset::find("guide-internal")
        .map(|preset| preset.draft())
        .unwrap_or_default();
    let facts = with(&draft, "", Lang::En, facts);
    assert!(
        facts
            .capacity_line
            .starts_with("3 jobs at once; CPU binds; 4"),
        "{}",
        facts.capacity_line
    );
    assert_eq!(facts.slots_sum, "3 × 10 = 30");
    let details: Vec<_> = facts
        .scaling
        .iter()
        .map(|way| way.detail.as_str())
        .collect();
    assert_eq!(
        details,
        ["5 × 10 = 50", "3 × 15 = 45", "4 × 12 = 48", "3 × 1 = 3"]
    );
    assert!(facts.scaling.iter().all(|way| !way.chosen));
    let chosen: Vec<_> = facts.job_sizes.iter().map(|size| size.chosen).collect();
    assert_eq!(chosen, [false, true, false]);
    assert!(
        facts.capacity_why.contains("gives 4"),
        "{}",
        facts.capacity_why
    );
}

#[test]
fn checklist_ids_are_unique_and_the_users_word_counts() {
    let mut plan = Draft::default();
    plan.0.insert("checklist.mon-alerts".into(), "yes".into());
    plan.0.insert("checklist.ops-backup".into(), "na".into());
    plan.0.insert("checklist.ops-oncall".into(), "no".into());
    let items = with(&plan, "", Lang::En, checklist);
    assert!(items.len() >= 21);
    let groups: std::collections::BTreeSet<_> = items.iter().map(|item| &item.group).collect();
    assert_eq!(groups.len(), 5);
    for (index, item) in items.iter().enumerate() {
        assert!(
            items[..index].iter().all(|other| other.id != item.id),
            "{}",
            item.id
        );
        assert!(!item.evidence.is_empty(), "{}", item.id);
        let known = runwright_model::field::find(&item.field).is_some();
        assert!(known || item.field.is_empty(), "{}", item.field);
    }
    use runwright_model::protocol::CheckState::{Fail, NotApplicable, Open, Pass};
    let state = |id: &str| {
        items
            .iter()
            .find(|item| item.id == id)
            .map(|item| item.state)
    };
    assert_eq!(state("mon-alerts"), Some(Pass));
    assert_eq!(state("ops-backup"), Some(NotApplicable));
    assert_eq!(state("ops-oncall"), Some(Fail));
    assert_eq!(state("ops-runbook"), Some(Open));
    assert_eq!(state("infra-capacity"), Some(Pass));
    assert_eq!(state("sec-docker"), Some(NotApplicable));
}

#[test]
fn a_checklist_answers_from_the_plan() {
    let check = |json: &str, id: &str, expect: runwright_model::protocol::CheckState| {
        let items = with(&draft(json), "", Lang::Zh, checklist);
        let item = items.iter().find(|item| item.id == id);
        assert_eq!(
            item.map(|item| item.state),
            Some(expect),
            "{json}: {item:?}"
        );
    };
    use runwright_model::protocol::CheckState::{Fail, NotApplicable, Pass};
    check(r#"{"managers.concurrent": 500}"#, "infra-capacity", Fail);
    check(r#"{"managers.replicas": 1}"#, "runner-replicas", Fail);
    check(r#"{"job.memory_limit": ""}"#, "runner-resources", Fail);
    check(r#"{"job.image": "alpine"}"#, "runner-versions", Fail);
    check("{}", "runner-nodes", NotApplicable);
    check(r#"{"security.network_policy": false}"#, "sec-network", Fail);
    check(r#"{"gitlab.auth": "inline"}"#, "sec-token", Fail);
    check(r#"{"job.builder": "dind_plain"}"#, "sec-docker", Fail);
    check(r#"{"job.builder": "dind_tls"}"#, "sec-docker", Pass);
    check(
        r#"{"target.job_namespace": "gitlab-runner"}"#,
        "sec-namespaces",
        Fail,
    );
    check(r#"{"managers.metrics": false}"#, "mon-metrics", Fail);
    check(r#"{"managers.grace_period": 60}"#, "ops-drain", Fail);
}

/// Whatever stands in a field, everything is still said: nothing panics.
#[test]
fn rubbish_in_any_field_does_no_harm() {
    use runwright_model::{Edit, Value};
    let long = "a".repeat(5000);
    let texts = [
        "",
        " ",
        "-1",
        "99999999999999999999",
        "\u{0}\n\r",
        "${x}%{y}{{z}}",
        "::/0",
        "日本語.例え",
        long.as_str(),
    ];
    for field in runwright_model::field::all() {
        for text in texts {
            let mut values = vec![Value::from(text), Value::List(vec![text.to_string(); 5])];
            if let runwright_model::Kind::Rows(columns) = field.kind {
                let row: runwright_model::Row = columns
                    .iter()
                    .map(|column| (column.id.to_string(), text.to_string()))
                    .collect();
                values.push(Value::Rows(vec![row.clone(), row]));
            }
            for value in values {
                let mut draft = preset::find("guide-hybrid")
                    .map(|preset| preset.draft())
                    .unwrap_or_default();
                draft.apply(&[Edit::set(field.id, value)]);
                with(&draft, text, Lang::Zh, |cx| {
                    (findings(cx), checklist(cx), facts(cx))
                });
            }
        }
    }
}
