//! Works a question off in stages, each step short enough that a newer question need not wait.

use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion, FleetWhat, SlotsAnswer, Stage};

use super::jobs::{self, Jobs};
use super::setup::{self, Setup};
use super::steps::Steps;
use super::waits::Play;
use super::{Care, Core, advice, changes, cost, pause, poll_timeout, read, stairs};
use crate::sum::{minus, times};

/// A question at work.
pub struct Work {
    question: FleetQuestion,
    core: Core,
    /// The same where every job takes the most it may.
    worst: Option<(Setup, Jobs)>,
    play: Play,
    trials: Option<changes::Trials>,
    stage: Stage,
    answer: FleetAnswer,
}

impl Work {
    /// Takes the question as far as [`Stage::Quick`]; the error says which figure is out of bounds.
    pub fn new(question: FleetQuestion) -> Result<Work, String> {
        read::check(&question)?;
        let core = Core::start(&question, Care::Full);
        let worst = setup::worst(&question).map(|worst| Setup::new(&worst));
        let too_many = |setup: &Setup| jobs::ceiling(setup) > jobs::MOST_JOBS;
        if too_many(&core.setup) || worst.as_ref().is_some_and(too_many) {
            let text = "pools: more than 100000 jobs at once are not answered; give jobs a request";
            return Err(text.to_owned());
        }
        let worst = worst.map(|setup| {
            let jobs = Jobs::start(&setup, Care::Full);
            (setup, jobs)
        });
        let play = Play::new(&question, &core, core.jobs.at_once.best);
        let mut work = Work {
            question,
            core,
            worst,
            play,
            trials: None,
            stage: Stage::Quick,
            answer: FleetAnswer::default(),
        };
        work.begin();
        Ok(work)
    }

    fn begin(&mut self) {
        let (question, core) = (&self.question, &self.core);
        let mut steps = Steps::default();
        core.setup.write(question, &mut steps);
        self.answer = FleetAnswer {
            pools: core.jobs.pools(&core.setup),
            requests: core.setup.requests.clone(),
            slots: SlotsAnswer {
                slots: core.slots.total,
                jobs_at_risk: 0,
                poll_timeout_s: poll_timeout(question),
                managers_unplaced: core.setup.managers_unplaced,
            },
            waiting: self.play.waiting(),
            cost: cost::costs(question, None, &mut Steps::default()),
            node_steps: core.setup.node_steps.clone(),
            stairs: stairs::stairs(&core.setup),
            pause: pause::pause(question, &core.setup, &mut Steps::default()),
            jobs: core.jobs.at_once.clone(),
            quota: core.jobs.quota.clone(),
            ..FleetAnswer::default()
        };
        self.answer.steps = steps.done();
    }

    /// Goes on for some milliseconds; whether there is something new to show.
    pub fn step(&mut self) -> bool {
        match self.stage {
            Stage::Quick => {
                if self.core.jobs.pack(&self.core.setup) {
                    let at_once = &self.core.jobs.at_once;
                    let known = (self.answer.jobs.best, self.answer.jobs.bound);
                    self.answer.jobs = at_once.clone();
                    return known != (at_once.best, at_once.bound);
                }
                self.answer.jobs = self.core.jobs.at_once.clone();
                self.answer.pools = self.core.jobs.pools(&self.core.setup);
                self.answer.quota = self.core.jobs.quota.clone();
                self.stage = Stage::Best;
            }
            Stage::Best => {
                if self.core.jobs.play(&self.core.setup) {
                    return false;
                }
                if let Some((setup, jobs)) = &mut self.worst
                    && (jobs.pack(setup) || jobs.play(setup))
                {
                    return false;
                }
                self.expect();
                self.stage = Stage::Expected;
            }
            Stage::Expected => {
                if self.play.step() {
                    return false;
                }
                self.answer.waiting = self.play.waiting();
                self.answer.advice = advice::advice(&self.core, &self.answer);
                self.stage = Stage::Waits;
            }
            Stage::Waits => {
                if self.play.step_curve() {
                    return false;
                }
                self.answer.waiting = self.play.waiting();
                self.stage = Stage::Curve;
            }
            Stage::Curve => {
                let question = &self.question;
                let trials = self
                    .trials
                    .get_or_insert_with(|| changes::Trials::new(question));
                if trials.step() {
                    return false;
                }
                if let Some(trials) = self.trials.take() {
                    self.answer.changes = trials.done();
                }
                self.stage = Stage::Done;
            }
            Stage::Done => return false,
        }
        true
    }

    /// All that follows from the simulated scheduler at once.
    fn expect(&mut self) {
        let (question, core) = (&self.question, &self.core);
        let at_once = &core.jobs.at_once;
        let mut steps = Steps::default();
        core.setup.write(question, &mut steps);
        core.jobs.write(&core.setup, &mut steps);
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
        self.play = Play::new(question, core, at_once.expected.jobs);
        self.play.write(&mut steps);
        let autoscaling = cost::autoscaling(question, core, &mut steps);
        self.answer.cost = cost::costs(question, autoscaling.as_ref(), &mut steps);
        self.answer.autoscaling = autoscaling;
        self.answer.pause = pause::pause(question, &core.setup, &mut steps);
        self.answer.jobs = at_once.clone();
        self.answer.pools = core.jobs.pools(&core.setup);
        self.answer.worst = self.worst.as_ref().map(|(_, jobs)| jobs.at_once.clone());
        self.answer.slots.jobs_at_risk = at_risk;
        self.answer.waiting = self.play.waiting();
        self.answer.advice = advice::advice(core, &self.answer);
        self.answer.steps = steps.done();
    }

    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// How much of all the work is done, in thousandths.
    pub fn permille(&self) -> i64 {
        let part = |done: usize, of: usize, from: i64, to: i64| {
            let (done, of) = (done as i64, (of as i64).max(1));
            from + (to - from) * done.min(of) / of
        };
        match self.stage {
            Stage::Quick => 50,
            Stage::Best => 150,
            Stage::Expected => 250,
            Stage::Waits => {
                let (done, of) = self.play.progress();
                part(done, of, 300, 600)
            }
            Stage::Curve => match &self.trials {
                Some(trials) => part(trials.tried(), trials.total(), 600, 1000),
                None => 600,
            },
            Stage::Done => 1000,
        }
    }

    pub fn question(&self) -> &FleetQuestion {
        &self.question
    }

    pub fn answer(&self) -> &FleetAnswer {
        &self.answer
    }

    /// The answer once all is done.
    pub fn finish(mut self) -> FleetAnswer {
        while self.stage != Stage::Done {
            self.step();
        }
        self.answer
    }
}
