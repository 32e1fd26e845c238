//! Says what to know about a fleet's answer, as codes with numbers; the texts stand where they are shown.

use runwright_model::answer::fleet::{Advice, AdviceCode, FleetAnswer};

use super::Core;

pub(super) fn advice(core: &Core, answer: &FleetAnswer) -> Vec<Advice> {
    let mut out = Vec::new();
    let mut add = |code, about: Option<&str>, numbers: &[i64]| {
        out.push(Advice {
            code,
            about: about.map(str::to_owned),
            numbers: numbers.to_vec(),
        });
    };
    let setup = &core.setup;
    let kinds = setup
        .profiles
        .iter()
        .zip(&setup.never_fits)
        .zip(&setup.refused);
    for ((profile, never), refused) in kinds {
        if *never {
            add(AdviceCode::NeverFits, Some(&profile.name), &[]);
        } else if *refused {
            add(AdviceCode::QuotaNeedsRequest, Some(&profile.name), &[]);
        }
    }
    let unlabelled = setup.parts.iter().all(|part| part.labels.is_empty());
    let mut kinds = setup.profiles.iter().zip(&setup.never_fits);
    if unlabelled && kinds.any(|(profile, never)| *never && !profile.selector.is_empty()) {
        add(AdviceCode::LabelsUnknown, None, &[]);
    }
    let (slots, timeout) = (answer.slots.slots, answer.slots.poll_timeout_s);
    let expected = answer.jobs.expected.jobs;
    let share = |at: usize| setup.shares.get(at).copied().unwrap_or(0.0);
    let guaranteed = answer.jobs.guaranteed.iter().enumerate();
    let surely = guaranteed
        .filter(|(at, _)| share(*at) > 0.0)
        .map(|(_, one)| one.jobs)
        .min()
        .unwrap_or(0);
    if slots > expected {
        add(
            AdviceCode::SlotsAboveExpected,
            None,
            &[slots, expected, timeout],
        );
    } else if slots > surely {
        add(
            AdviceCode::SlotsAboveGuaranteed,
            None,
            &[slots, surely, expected],
        );
    } else {
        add(AdviceCode::SlotsFit, None, &[slots]);
    }
    if slots < expected {
        add(AdviceCode::SlotsBelowExpected, None, &[slots, expected]);
    }
    let waiting = &answer.waiting;
    if waiting.waits.is_none() {
        let busy = waiting.erlangs.ceil() as i64;
        add(AdviceCode::Overloaded, None, &[busy, slots.min(expected)]);
    }
    if let Some(scaling) = &answer.autoscaling {
        let cold = scaling.cold_start_ms / 1000;
        if timeout <= cold {
            add(
                AdviceCode::PollTimeoutBelowColdStart,
                None,
                &[timeout, cold],
            );
        }
    }
    if let Some(quota) = answer.quota.as_ref().filter(|quota| quota.binds) {
        add(AdviceCode::QuotaBinds, None, &[quota.jobs]);
    }
    if answer.slots.managers_unplaced > 0 {
        add(
            AdviceCode::ManagersUnplaced,
            None,
            &[answer.slots.managers_unplaced],
        );
    }
    let worst = answer.worst.iter().flat_map(|worst| &worst.never_fits);
    for name in worst.filter(|name| !answer.jobs.never_fits.contains(name)) {
        add(AdviceCode::WorstNeverFits, Some(name), &[]);
    }
    if !setup.reserve_known {
        add(AdviceCode::ReserveUnknown, None, &[]);
    }
    out
}
