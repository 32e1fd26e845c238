//! One plan or more for every rule, as a draft and a token.

use super::{draft, judge};
use crate::rules::RULES;
use runwright_model::{Draft, Lang, Plan, preset};

/// Code, draft and token of every line of `cases.txt`.
pub(super) fn cases() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = include_str!("cases.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        let (code, rest) = line.split_once(' ').expect("a code and a draft");
        let (draft, token) = rest.split_once(" @ ").unwrap_or((rest, ""));
        (code, draft, token)
    })
}

#[test]
fn every_rule_fires_where_it_should() {
    for (code, json, token) in cases() {
        let found = judge(&draft(json), token, Lang::En);
        let codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
        assert!(codes.contains(&code), "{code} {json}: {codes:?}");
    }
}

#[test]
fn every_rule_has_a_case_and_a_code_of_its_own() {
    let codes: Vec<_> = RULES
        .iter()
        .flat_map(|rules| rules.iter())
        .map(|rule| rule.code)
        .collect();
    for (index, code) in codes.iter().enumerate() {
        assert!(!codes[..index].contains(code), "{code}");
        assert!(
            cases().any(|(case, ..)| case == *code),
            "{code} has no case"
        );
    }
    for rule in RULES.iter().flat_map(|rules| rules.iter()) {
        let known = rule.field.is_empty() || runwright_model::field::find(rule.field).is_some();
        assert!(known, "{}: {}", rule.code, rule.field);
    }
}

#[test]
fn no_rule_fires_on_the_default_plan_without_its_mistake() {
    let found = judge(&Draft::default(), "", Lang::En);
    for (code, json, token) in cases() {
        let own = json == "{}" && token.is_empty();
        assert_eq!(
            found.iter().any(|finding| finding.code == code),
            own,
            "{code}"
        );
    }
}

/// How often a code is said, and of how many places.
fn places(draft: &Draft, token: &str, code: &str) -> usize {
    judge(draft, token, Lang::En)
        .iter()
        .filter(|finding| finding.code == code)
        .count()
}

/// The token lives outside the draft, so its fixes are tried on the one in the draft.
fn token_after(draft: &Draft, token: &str, fields: &[&str]) -> String {
    match draft.get("gitlab.token") {
        Some(value) if fields.contains(&"gitlab.token") => {
            value.text().unwrap_or_default().to_string()
        }
        _ => token.to_string(),
    }
}

#[test]
fn the_first_fix_ends_its_finding_and_brings_no_new_error_of_its_kind() {
    for (code, json, token) in cases() {
        let before = draft(json);
        for finding in judge(&before, token, Lang::En)
            .iter()
            .filter(|finding| finding.code == code)
        {
            let Some(fix) = finding.fixes.first() else {
                continue;
            };
            let mut after = before.clone();
            after.apply(&fix.edits);
            let fields: Vec<_> = fix.edits.iter().map(|edit| edit.field.as_str()).collect();
            let token = token_after(&after, token, &fields);
            let left = places(&after, &token, code);
            assert!(
                left < places(&before, &token, code) || left == 0,
                "{code} {json}: {fix:?}"
            );
            // What a fix writes is read without a complaint, but for a zone's name that only people know.
            for edit in &fix.edits {
                let problems = Plan::read(&after).problems;
                let own = problems
                    .iter()
                    .find(|problem| problem.place.starts_with(&edit.field));
                let old = Plan::read(&before).problems.len();
                assert!(
                    own.is_none() || problems.len() < old,
                    "{code} {json}: {own:?}"
                );
            }
        }
    }
}

#[test]
fn fixes_name_fields_that_exist() {
    let all = cases().map(|(_, json, token)| (draft(json), token));
    let presets = preset::PRESETS.iter().map(|preset| (preset.draft(), ""));
    for (draft, token) in all.chain(presets) {
        for finding in judge(&draft, token, Lang::En) {
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                let known = runwright_model::field::find(&edit.field).is_some();
                assert!(
                    known || finding.code == "VAL-107",
                    "{}: {}",
                    finding.code,
                    edit.field
                );
            }
            let field: Vec<_> = finding.field.splitn(3, '.').take(2).collect();
            let known = runwright_model::field::find(&field.join(".")).is_some();
            assert!(
                known || finding.code == "VAL-107",
                "{}: {}",
                finding.code,
                finding.field
            );
        }
    }
}

#[test]
fn the_guides_list_becomes_zones() {
    let guide = r#"{"dns.strategy": "internal", "dns.nameservers": ["10.96.0.10", "10.0.0.2", "8.8.8.8"], "dns.searches": ["corp.internal"]}"#;
    let mut draft = draft(guide);
    let found = judge(&draft, "", Lang::En);
    let mixed = found
        .iter()
        .find(|finding| finding.code == "DNS-103")
        .expect("the guide's list");
    assert!(
        mixed
            .body
            .contains("10.96.0.10 knows the cluster; 10.0.0.2 knows your own names; 8.8.8.8"),
        "{}",
        mixed.body
    );
    draft.apply(&mixed.fixes[0].edits);
    let plan = Plan::read(&draft).plan;
    assert_eq!(plan.dns.zones.len(), 1);
    assert_eq!(
        (
            plan.dns.zones[0].zone.as_str(),
            plan.dns.zones[0].resolvers.join(",").as_str()
        ),
        ("corp.internal", "10.0.0.2")
    );
}
