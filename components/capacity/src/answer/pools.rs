//! Places managers on pools for answers that are about more than one kind of job.

use runwright_model::answer::{NodeAmounts, Question, Step};

use super::pool::{amounts, states};
use super::steps::Steps;
use crate::packing::Amounts;

/// Pools with their managers in place.
pub(crate) struct Placed {
    pub pools: Vec<Place>,
    pub unplaced: i64,
    pub reserve_known: bool,
    pub steps: Vec<Step>,
}

/// One pool: what a node offers, what is free without a manager, and its nodes with what is free there.
pub(crate) struct Place {
    pub allocatable: Amounts,
    pub free: NodeAmounts,
    pub splits: Vec<(i64, Amounts)>,
}

/// The job of the question is not looked at.
pub(crate) fn place(question: &Question) -> Placed {
    let mut steps = Steps::default();
    let (states, unplaced) = states(question, &mut steps);
    Placed {
        unplaced,
        reserve_known: states.iter().all(|state| state.reserve_known),
        pools: states
            .into_iter()
            .map(|state| Place {
                allocatable: amounts(state.answer.allocatable),
                free: state.answer.free,
                splits: state
                    .splits
                    .into_iter()
                    .map(|(nodes, _, free)| (nodes, free))
                    .collect(),
            })
            .collect(),
        steps: steps.done(),
    }
}
