//! Collects the lines of arithmetic of a fleet's answer.

use runwright_model::answer::fleet::{FleetStep, FleetWhat};

#[derive(Default)]
pub(super) struct Steps(Vec<FleetStep>);

impl Steps {
    pub fn add(
        &mut self,
        what: FleetWhat,
        about: Option<&str>,
        sum: String,
        result: String,
        source: &str,
    ) {
        self.0.push(FleetStep {
            what,
            about: about.map(str::to_owned),
            sum,
            result,
            source: source.to_owned(),
        });
    }

    pub fn done(self) -> Vec<FleetStep> {
        self.0
    }
}
