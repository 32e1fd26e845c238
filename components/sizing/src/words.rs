//! Says an answer in sentences, in the reader's language.

mod advice;
mod changes;
mod day;
mod jobs;
mod lead;
pub mod names;
pub mod numbers;
mod pools;
mod sums;
mod view;
mod waiting;

use crate::work::Stage;
use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};
use runwright_model::{Draft, Edit, Lang, Plan};
use serde::Serialize;
use view::View;

/// What the page and the report show beside the numbers. Texts may hold `code` between backticks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Words {
    /// How many jobs run at once, in one sentence with the number.
    pub headline: String,
    /// What stops the next one, and what that means.
    pub lead: String,
    /// What each of the three numbers means here: best, expected, guaranteed.
    pub best: String,
    pub expected: String,
    pub guaranteed: String,
    pub slots: String,
    pub advice: Vec<Said>,
    /// One for each pool: what binds, what is stranded.
    pub pools: Vec<String>,
    /// One for each of the stairs: the nearest steps either way.
    pub stairs: Vec<String>,
    /// Waits in the busy hour, and the closed form by name.
    pub waiting: Vec<String>,
    /// The day: cold start, tail, fixed against autoscaled.
    pub day: Vec<String>,
    pub cost: Vec<String>,
    pub pause: Vec<String>,
    /// As many as the answer has changes, in its order.
    pub changes: Vec<ChangeWords>,
    pub sums: Vec<SumGroup>,
}

/// Something to know.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Said {
    /// `error`, `warning`, `advice` or `ok`.
    pub tone: &'static str,
    pub text: String,
    /// The field of the plan it is about; empty for none.
    pub field: String,
}

/// A change that helps.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChangeWords {
    /// What to do, e.g. "Ask for 3.7 instead of 4.5 CPU in `build`".
    pub label: String,
    /// What comes of it: jobs, waits, failing share, cost.
    pub gain: String,
    /// Why it helps, or what it costs in other ways.
    pub detail: String,
    /// The same in the fields of the plan; empty where the plan has no field for it.
    pub edits: Vec<Edit>,
}

/// Sums under a title.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SumGroup {
    pub title: String,
    pub sums: Vec<Sum>,
}

/// One line of arithmetic.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sum {
    pub what: String,
    /// Terms with their units.
    pub sum: String,
    pub result: String,
    /// `repository@commit:path`; empty for plain arithmetic.
    pub source: String,
    /// Its address; empty for none.
    pub url: String,
}

/// The words for an answer. Without a plan (a question from a file) there are no edits and no fields.
///
/// What a stage does not hold yet has no words.
pub fn words(
    question: &FleetQuestion,
    answer: &FleetAnswer,
    stage: Stage,
    plan: Option<(&Plan, &Draft)>,
    lang: Lang,
) -> Words {
    let view = View {
        question,
        answer,
        stage,
        plan,
        lang,
    };
    Words {
        headline: jobs::headline(&view),
        lead: lead::lead(&view),
        best: jobs::best(&view),
        expected: jobs::expected(&view),
        guaranteed: jobs::guaranteed(&view),
        slots: jobs::slots(&view),
        advice: advice::advice(&view),
        pools: pools::pools(&view),
        stairs: pools::stairs(&view),
        waiting: waiting::waiting(&view),
        day: day::day(&view),
        cost: day::cost(&view),
        pause: day::pause(&view),
        changes: changes::changes(&view),
        sums: sums::sums(&view),
    }
}
