//! Checks every cause of this area for several plans, both languages, and what texts name.

mod causes;
mod fixes;
mod named;
mod plans;

use super::TOPICS;
use crate::advice::{Case, advise};
use crate::seen::{Seen, What};
use causes::CATEGORIES;
use plans::*;
use runwright_model::plan::Plan;
use runwright_model::protocol::{Advice, Step};
use runwright_model::{Lang, Value, field};

/// Calls `check` for every cause, plan and text, in both languages.
fn each(check: impl Fn(&str, &Case, &Advice)) {
    for draft in &drafts() {
        let (plan, answer) = read(draft);
        for seen in &seens() {
            for lang in [Lang::En, Lang::Zh] {
                let case = Case {
                    plan: &plan,
                    draft,
                    answer: &answer,
                    lang,
                    seen,
                };
                for topic in TOPICS {
                    let advice = advise(topic.id, &case).unwrap_or_default();
                    check(topic.id, &case, &advice);
                }
            }
        }
    }
}

fn steps(advice: &Advice) -> impl Iterator<Item = &Step> {
    let lists = [&advice.steps, &advice.by_hand, &advice.confirm];
    lists.into_iter().flatten()
}

/// All sentences, with where they stand.
fn texts(advice: &Advice) -> Vec<String> {
    let mut all = vec![advice.title.clone(), advice.meaning.clone()];
    all.extend(steps(advice).map(|step| step.text.clone()));
    all.extend(
        steps(advice)
            .map(|step| step.expect.clone())
            .filter(|text| !text.is_empty()),
    );
    all.extend(advice.fixes.iter().map(|fix| fix.label.clone()));
    all.extend(advice.prevent.clone());
    all.extend(advice.alike.iter().map(|alike| alike.how.clone()));
    for wrong in &advice.wrong {
        all.extend([wrong.claim.clone(), wrong.truth.clone()]);
    }
    all
}

#[test]
fn every_cause_of_the_area_is_there_once() {
    let ids: Vec<&str> = TOPICS.iter().map(|topic| topic.id).collect();
    assert_eq!(ids.len(), 21);
    for (index, id) in ids.iter().enumerate() {
        assert!(CATEGORIES.contains(id), "{id}");
        assert!(!ids[..index].contains(id), "{id}");
    }
}

#[test]
fn advice_is_whole() {
    each(|id, case, advice| {
        assert!(
            !advice.title.is_empty() && !advice.meaning.is_empty(),
            "{id}"
        );
        assert!(
            !advice.steps.is_empty() && !advice.confirm.is_empty(),
            "{id}"
        );
        assert!(
            !advice.fixes.is_empty() || !advice.by_hand.is_empty(),
            "{id}"
        );
        assert!((1..=3).contains(&advice.prevent.len()), "{id}");
        assert!((1..=4).contains(&advice.alike.len()), "{id}");
        assert!(!advice.wrong.is_empty(), "{id}");
        assert!(advice.source.contains('@'), "{id}");
        assert!(
            !advice.title.ends_with(['.', '。']),
            "{id}: {}",
            advice.title
        );
        for text in texts(advice) {
            assert!(!text.trim().is_empty(), "{id}");
            assert!(!text.contains("  ") && text.trim() == text, "{id}: {text}");
            assert!(text.matches('`').count() % 2 == 0, "{id}: {text}");
            assert!(!text.contains("``"), "{id}: {text}");
            if case.lang == Lang::En {
                assert!(
                    text.is_ascii() || !text.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c)),
                    "{id}: {text}"
                );
            }
        }
        for alike in &advice.alike {
            assert!(
                CATEGORIES.contains(&alike.category.as_str()),
                "{id}: {}",
                alike.category
            );
            assert_ne!(alike.category, id);
        }
    });
}

#[test]
fn chinese_sentences_are_chinese_and_spaced() {
    let han = |c: char| ('\u{4e00}'..'\u{a000}').contains(&c);
    each(|id, case, advice| {
        if case.lang != Lang::Zh {
            return;
        }
        for text in texts(advice) {
            let words: String = text.split('`').step_by(2).collect();
            let code_only = !words.chars().any(|c| c.is_ascii_alphabetic());
            assert!(code_only || words.chars().any(han), "{id}: {text}");
            let chars: Vec<char> = text.chars().collect();
            for pair in chars.windows(3) {
                let two = han(pair[0]) && pair[1] == ' ' && han(pair[2]);
                assert!(!two, "{id}: {text}");
            }
            for pair in chars.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let tight =
                    han(a) && b.is_ascii_alphanumeric() || a.is_ascii_alphanumeric() && han(b);
                assert!(!tight, "{id}: {text}");
            }
        }
    });
}

#[test]
fn the_languages_say_the_same_things_in_other_words() {
    for draft in &drafts() {
        let (plan, answer) = read(draft);
        let seen = Seen::default();
        for topic in TOPICS {
            let say = |lang| {
                let case = Case {
                    plan: &plan,
                    draft,
                    answer: &answer,
                    lang,
                    seen: &seen,
                };
                advise(topic.id, &case).unwrap_or_default()
            };
            let (en, zh) = (say(Lang::En), say(Lang::Zh));
            assert_ne!(en.title, zh.title, "{}", topic.id);
            assert_ne!(en.meaning, zh.meaning, "{}", topic.id);
            assert_eq!(en.steps.len(), zh.steps.len(), "{}", topic.id);
            let edits = |advice: &Advice| -> Vec<_> {
                advice.fixes.iter().map(|fix| fix.edits.clone()).collect()
            };
            assert_eq!(edits(&en), edits(&zh), "{}", topic.id);
            assert_eq!(en.by_hand.len(), zh.by_hand.len(), "{}", topic.id);
            for (a, b) in en.fixes.iter().zip(&zh.fixes) {
                assert_ne!(a.label, b.label, "{}", topic.id);
            }
        }
    }
}

/// A command without what stands in quotes, as far as a shell would expand anything in it.
fn bare(command: &str) -> String {
    let mut out = String::new();
    let (mut inside, mut escaped) = (None, false);
    for c in command.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match (inside, c) {
            (None, '\\') => escaped = true,
            (None, '\'' | '"') => inside = Some(c),
            (Some(open), _) if open == c => inside = None,
            (None, _) => out.push(c),
            _ => {}
        }
    }
    assert_eq!(inside, None, "{command}");
    out
}

#[test]
fn commands_carry_the_plans_namespace_and_quote_what_texts_bring() {
    each(|id, case, advice| {
        let namespace = &case.plan.target.job_namespace;
        let with = |step: &&Step| step.command.contains(namespace.as_str());
        assert!(
            advice
                .steps
                .iter()
                .chain(&advice.confirm)
                .any(|step| with(&step))
                || id == "pull_policy_not_allowed",
            "{id}"
        );
        for step in steps(advice) {
            let command = &step.command;
            // Parts of .gitlab-ci.yml and config.toml are no commands.
            let yaml = [
                "variables:",
                "services:",
                "image:",
                "script:",
                "retry:",
                "configs:",
                "[runners",
            ];
            if yaml.iter().any(|head| command.starts_with(head)) {
                continue;
            }
            assert!(!bare(command).contains("touch"), "{id}: {command}");
            assert!(!bare(command).contains('`'), "{id}: {command}");
            for line in command
                .lines()
                .filter(|line| line.contains("kubectl") && line.contains("get pod "))
            {
                assert!(line.contains("--namespace"), "{id}: {line}");
            }
        }
    });
}

#[test]
fn the_recogniser_has_six_texts_of_each_cause() {
    let texts = include_str!("../../../scan/cases_images.txt");
    let heads: Vec<&str> = texts
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    for head in &heads {
        assert!(CATEGORIES.contains(head), "{head}");
    }
    for topic in TOPICS {
        let count = heads.iter().filter(|head| **head == topic.id).count();
        assert!(count >= 6, "{}: {count}", topic.id);
    }
}
