//! Collects the lines of arithmetic of an answer.

use runwright_model::answer::{Step, StepWhat};

#[derive(Default)]
pub(super) struct Steps {
    done: Vec<Step>,
    pool: Option<String>,
}

impl Steps {
    /// The lines that follow are about this pool, or about none.
    pub fn about(&mut self, pool: Option<&str>) {
        self.pool = pool.map(str::to_owned);
    }

    pub fn add(&mut self, what: StepWhat, sum: String, result: String, source: &str) {
        self.done.push(Step {
            what,
            pool: self.pool.clone(),
            sum,
            result,
            source: source.to_owned(),
        });
    }

    pub fn done(self) -> Vec<Step> {
        self.done
    }
}
