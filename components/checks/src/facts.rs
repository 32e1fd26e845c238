//! Works out the names, sums and comparisons that stand beside the form.

use crate::context::Cx;
use crate::rules::pair_note;
use crate::spacing::spaced;
use runwright_model::protocol::Facts;

mod capacity_line;
mod comparisons;
mod dns_cost;
mod dns_note;
mod install;
mod steps;

pub(crate) use capacity_line::jobs;
pub use steps::{step_text, steps};

/// Everything in [`Facts`], in the language of the context.
pub fn facts(cx: &Cx) -> Facts {
    let plan = cx.plan;
    Facts {
        runner: plan.runner().to_string(),
        pair_note: pair_note(cx),
        fullname: plan.fullname(),
        manager_account: plan.manager_account(),
        slots: plan.slots(),
        slots_sum: capacity_line::slots_sum(cx),
        qos: plan.qos().name().to_string(),
        capacity_line: spaced(cx.lang, capacity_line::line(cx)),
        capacity_why: spaced(cx.lang, capacity_line::why(cx)),
        scaling: comparisons::scaling(cx),
        job_sizes: comparisons::job_sizes(cx),
        dns_costs: dns_cost::costs(cx),
        searches: plan.cluster_searches(),
        dns_note: spaced(cx.lang, dns_note::note(cx)),
        install: install::commands(cx),
    }
}

/// The search list of a job pod.
trait Searches {
    fn searches_in_force(&self) -> Vec<String>;
}

impl Searches for runwright_model::Plan {
    fn searches_in_force(&self) -> Vec<String> {
        if crate::rules::replaces(self) {
            self.searches()
        } else {
            self.cluster_searches()
        }
    }
}
