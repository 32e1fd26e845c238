//! Holds alerts and runbooks to the troubleshooter: what they lead to is there.

// A panic here is a failed test.
#![allow(clippy::unwrap_used)]

use runwright_diagnose::topics;
use runwright_kit::{Cx, Kit, kit};
use runwright_model::preset::PRESETS;
use runwright_model::protocol::Step;
use runwright_model::{Draft, Lang, Plan};

fn each(check: impl Fn(&Kit)) {
    let drafts = PRESETS.iter().map(|preset| preset.draft());
    for draft in drafts.chain([Draft::default()]) {
        for lang in [Lang::En, Lang::Zh] {
            let plan = &Plan::read(&draft).plan;
            let answer = &runwright_capacity::answer(&runwright_checks::question(plan));
            check(&kit(&Cx {
                plan,
                draft: &draft,
                answer,
                lang,
            }));
        }
    }
}

#[test]
fn alerts_lead_to_causes() {
    each(|kit| {
        let mut some = 0;
        for alert in kit.alerts.iter().filter(|alert| !alert.cause.is_empty()) {
            assert!(
                topics().any(|topic| topic.id == alert.cause),
                "{}: {}",
                alert.name,
                alert.cause
            );
            some += 1;
        }
        assert!(some > 5, "{some}");
    });
}

/// Names in backticks that begin like a cause are one.
#[test]
fn runbooks_name_causes() {
    let stems: Vec<&str> = topics()
        .filter_map(|topic| Some(topic.id.split_once('_')?.0))
        .collect();
    each(|kit| {
        let mut found = 0;
        for book in &kit.runbooks {
            for step in &book.steps {
                let all: Vec<&Step> = [&step.before, &step.work, &step.after, &step.undo]
                    .into_iter()
                    .flatten()
                    .collect();
                for word in all
                    .iter()
                    .flat_map(|step| step.text.split('`').skip(1).step_by(2))
                {
                    let like = word.split_once('_').is_some_and(|(stem, rest)| {
                        stems.contains(&stem)
                            && rest.bytes().all(|b| b == b'_' || b.is_ascii_lowercase())
                    });
                    // `register_…` and `runner_…` are names of settings as well.
                    if like && !word.starts_with("runner_") && !word.starts_with("pod_") {
                        let known = topics().any(|topic| topic.id == word);
                        assert!(known, "{}: {word}", book.id);
                        found += 1;
                    }
                }
            }
        }
        assert!(found >= 8, "{found}");
    });
}
