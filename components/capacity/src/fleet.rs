//! Answers for a whole fleet: several pools, several kinds of jobs, how long they wait, what that costs and what helps.
//!
//! Reading order: [`read`] (the question in JSON, its limits), [`setup`] (nodes and requests), [`jobs`] (jobs at once, in
//! three senses), [`waits`] (the simulated busy hour), [`cost`] (nodes over a day, money), [`changes`] (what helps),
//! [`advice`] (what to know).

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

use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion, FleetWhat, SlotsAnswer};

use crate::manager::{Slots, slots};
use crate::sum::{minus, times};
use jobs::Jobs;
use setup::Setup;
use steps::Steps;

pub use read::{lists, question};

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
        let setup = Setup::new(question);
        let jobs = Jobs::new(&setup, care);
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
    read::check(question)?;
    if jobs::ceiling(&Setup::new(question)) > jobs::MOST_JOBS {
        return Err(
            "pools: more than 100000 jobs at once are not answered; give jobs a request".to_owned(),
        );
    }
    let core = Core::new(question, Care::Full);
    let mut steps = Steps::default();
    core.setup.write(question, &mut steps);
    core.jobs.write(&core.setup, &mut steps);
    let worst = setup::worst(question).map(|worst| {
        let setup = Setup::new(&worst);
        Jobs::new(&setup, Care::Full).at_once
    });
    let at_once = &core.jobs.at_once;
    let total = core.slots.total;
    let at_risk = total.saturating_sub(at_once.expected.jobs).max(0);
    let sum = times(
        &question.managers.replicas.max(0).to_string(),
        &core.slots.per_manager.to_string(),
    );
    let source = "gitlabhq/gitlab-runner@d79f3e7b:commands/builds_helper.go";
    steps.add(FleetWhat::Slots, None, sum, total.to_string(), source);
    if at_risk > 0 {
        let expected = (at_once.expected.jobs, at_once.expected.jobs.to_string());
        let sum = minus(total.to_string(), &[expected]);
        steps.add(FleetWhat::AtRisk, None, sum, at_risk.to_string(), "");
    }
    let waiting = waits::waiting(question, &core, &mut steps);
    let autoscaling = cost::autoscaling(question, &core, &mut steps);
    let cost = cost::costs(question, autoscaling.as_ref(), &mut steps);
    let pause = pause::pause(question, &core.setup, &mut steps);
    let mut answer = FleetAnswer {
        pools: core.jobs.pools(&core.setup),
        requests: core.setup.requests.clone(),
        quota: core.jobs.quota.clone(),
        slots: SlotsAnswer {
            slots: total,
            jobs_at_risk: at_risk,
            poll_timeout_s: poll_timeout(question),
            managers_unplaced: core.setup.managers_unplaced,
        },
        waiting,
        autoscaling,
        cost,
        stairs: stairs::stairs(&core.setup),
        pause,
        changes: changes::changes(question),
        worst,
        node_steps: core.setup.node_steps.clone(),
        jobs: core.jobs.at_once.clone(),
        ..FleetAnswer::default()
    };
    answer.advice = advice::advice(&core, &answer);
    answer.steps = steps.done();
    Ok(answer)
}

/// To 3 decimals, as seconds and means are given.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Thousandths as text.
fn decimal(value: f64) -> String {
    runwright_model::quantity::cores((value * 1000.0).round() as i64)
}
