//! Answers for a whole fleet: several pools, several kinds of jobs, how long they wait, what that costs and what helps.
//!
//! Reading order: [`read`] (the question in JSON, its limits), [`setup`] (nodes and requests), [`jobs`] (jobs at once, in
//! three senses), [`waits`] (the simulated busy hour), [`cost`] (nodes over a day, money), [`stairs`], [`pause`],
//! [`changes`] (what helps), [`advice`] (what to know), [`work`] (one after the other).

mod advice;
mod changes;
mod cost;
mod jobs;
mod order;
mod pause;
mod quota;
mod read;
mod setup;
mod stairs;
mod steps;
mod waits;
mod work;

use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};

use crate::manager::{Slots, slots};
use jobs::Jobs;
use setup::Setup;

pub use read::{lists, question};
pub use work::Work;

/// The runner's own poll timeout, in seconds (gitlabhq/gitlab-runner@d79f3e7b:common/consts.go).
const POLL_TIMEOUT_S: i64 = 180;

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    Full,
    /// For the many answers that are only compared.
    Light,
}

/// What answers are compared by.
struct Core {
    setup: Setup,
    jobs: Jobs,
    slots: Slots,
}

impl Core {
    fn new(question: &FleetQuestion, care: Care) -> Core {
        let mut core = Core::start(question, care);
        let Core { setup, jobs, .. } = &mut core;
        while jobs.pack(setup) || jobs.play(setup) {}
        core
    }

    /// With what is known at once.
    fn start(question: &FleetQuestion, care: Care) -> Core {
        let setup = Setup::new(question);
        let jobs = Jobs::start(&setup, care);
        let managers = &question.managers;
        let limits = if managers.limits.is_empty() {
            &[0][..]
        } else {
            &managers.limits
        };
        Core {
            setup,
            jobs,
            slots: slots(managers.replicas, managers.concurrent, limits),
        }
    }
}

fn poll_timeout(question: &FleetQuestion) -> i64 {
    if question.poll_timeout_s > 0 {
        question.poll_timeout_s
    } else {
        POLL_TIMEOUT_S
    }
}

/// Answers the question; the error says which figure is out of bounds.
pub fn answer(question: &FleetQuestion) -> Result<FleetAnswer, String> {
    Ok(Work::new(question.clone())?.finish())
}

/// To 3 decimals, as seconds and means are given.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Thousandths as text.
fn decimal(value: f64) -> String {
    runwright_model::quantity::cores((value * 1000.0).round() as i64)
}
