//! Helps to write a runbook down in the order in which it is read.

use super::FOLDER;
use runwright_model::protocol::{RunStep, RunbookSay, Step};

/// A runbook without steps; `lead` is one sentence.
pub(super) fn begin(id: &str, title: &str, lead: &str) -> RunbookSay {
    RunbookSay {
        id: id.to_string(),
        path: [FOLDER, id, ".md"].concat(),
        title: title.to_string(),
        lead: lead.to_string(),
        impact: Vec::new(),
        steps: Vec::new(),
    }
}

/// How a runbook grows.
pub(super) trait Book {
    fn impact(&mut self, name: &str, value: &str);
    /// Adds a step; its checks and its work are added to what this gives.
    fn step(&mut self, title: &str) -> &mut RunStep;
}

impl Book for RunbookSay {
    fn impact(&mut self, name: &str, value: &str) {
        self.impact.push((name.to_string(), value.to_string()));
    }

    fn step(&mut self, title: &str) -> &mut RunStep {
        let at = self.steps.len();
        self.steps.push(RunStep {
            title: title.to_string(),
            ..RunStep::default()
        });
        &mut self.steps[at]
    }
}

/// How a step grows: what it says, the command, and what that shows when all is well.
pub(super) trait Put {
    fn before(&mut self, text: &str, command: &str, expect: &str) -> &mut Self;
    fn work(&mut self, text: &str, command: &str) -> &mut Self;
    fn after(&mut self, text: &str, command: &str, expect: &str) -> &mut Self;
    fn undo(&mut self, text: &str, command: &str) -> &mut Self;
}

impl Put for RunStep {
    fn before(&mut self, text: &str, command: &str, expect: &str) -> &mut RunStep {
        self.before.push(step(text, command, expect));
        self
    }

    fn work(&mut self, text: &str, command: &str) -> &mut RunStep {
        self.work.push(step(text, command, ""));
        self
    }

    fn after(&mut self, text: &str, command: &str, expect: &str) -> &mut RunStep {
        self.after.push(step(text, command, expect));
        self
    }

    fn undo(&mut self, text: &str, command: &str) -> &mut RunStep {
        self.undo.push(step(text, command, ""));
        self
    }
}

fn step(text: &str, command: &str, expect: &str) -> Step {
    Step {
        text: text.to_string(),
        command: command.to_string(),
        expect: expect.to_string(),
    }
}
