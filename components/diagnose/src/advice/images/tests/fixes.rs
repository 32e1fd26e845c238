//! Applies every fix: it reads, changes the plan, and does what its label says.

use super::*;

#[test]
fn fixes_are_edits_that_read_and_change_the_plan() {
    each(|id, case, advice| {
        let before = Plan::read(case.draft);
        for (index, fix) in advice.fixes.iter().enumerate() {
            assert!(!fix.edits.is_empty(), "{id}: {}", fix.label);
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            let after = Plan::read(&draft);
            assert!(
                after.plan != before.plan,
                "{id}: {} changes nothing",
                fix.label
            );
            for edit in &fix.edits {
                assert!(field::find(&edit.field).is_some(), "{id}: {}", edit.field);
            }
            for problem in &after.problems {
                assert!(
                    before.problems.contains(problem),
                    "{id}: {}: {problem:?}",
                    fix.label
                );
            }
            for other in &advice.fixes[..index] {
                assert_ne!(other.edits, fix.edits, "{id}: {} twice", fix.label);
            }
        }
    });
}

#[test]
fn limits_are_never_below_requests_after_a_fix() {
    each(|id, case, advice| {
        for fix in &advice.fixes {
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            for (name, one) in Plan::read(&draft).plan.containers() {
                let pairs = [
                    (one.cpu_request, one.cpu_limit),
                    (one.memory_request, one.memory_limit),
                    (one.storage_request, one.storage_limit),
                ];
                for (request, limit) in pairs {
                    let fine = request
                        .zip(limit)
                        .is_none_or(|(request, limit)| request <= limit);
                    assert!(fine, "{id}: {name}: {}", fix.label);
                }
            }
        }
    });
}

#[test]
fn room_is_made_by_the_primary_fix() {
    let mut plans = drafts();
    plans.push(draft(&[("managers.concurrent", "500".into())]));
    plans.push(draft(&[("job.cpu_request", "9".into())]));
    plans.push(draft(&[
        ("job.cpu_request", "3900m".into()),
        ("job.builder", "dind_plain".into()),
        ("managers.limit", "3".into()),
    ]));
    let mut made = 0;
    for draft in &plans {
        let (plan, now) = read(draft);
        let seen = Seen::default();
        let case = Case {
            plan: &plan,
            draft,
            answer: &now,
            lang: Lang::En,
            seen: &seen,
        };
        let advice = advise("sched_insufficient_resources", &case).unwrap_or_default();
        let fix = advice.fixes.first();
        if now.pools.iter().all(|pool| pool.count == 0) {
            continue;
        }
        if now.slots <= now.cluster_jobs {
            // The plan has room for all, so nothing is taken away from jobs.
            let other = fix.is_none_or(|fix| fix.edits[0].field == "job.poll_timeout");
            assert!(other, "{fix:?}");
            continue;
        }
        let fix = fix.unwrap();
        let mut better = draft.clone();
        better.apply(&fix.edits);
        let (_, then) = read(&better);
        let helps = then.cluster_jobs > now.cluster_jobs || then.jobs_at_risk < now.jobs_at_risk;
        assert!(helps, "{}", fix.label);
        made += 1;
    }
    assert!(made >= 8, "{made}");
}

#[test]
fn what_labels_promise_of_the_nodes_holds() {
    each(|id, case, advice| {
        if case.lang == Lang::Zh {
            return;
        }
        for fix in &advice.fixes {
            let Some(says) = fix.label.split("hold ").nth(1) else {
                continue;
            };
            let Some(Ok(jobs)) = says.split(' ').next().map(str::parse::<i64>) else {
                continue;
            };
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            assert_eq!(read(&draft).1.cluster_jobs, jobs, "{id}: {}", fix.label);
        }
    });
}

#[test]
fn no_fix_makes_the_job_too_large_for_the_nodes() {
    each(|id, case, advice| {
        if case.lang == Lang::Zh || case.answer.cluster_jobs == 0 {
            return;
        }
        for fix in &advice.fixes {
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            let (_, then) = read(&draft);
            assert!(then.cluster_jobs > 0, "{id}: {}", fix.label);
        }
    });
}
