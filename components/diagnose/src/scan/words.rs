//! Says in words what a text is, what else stands in it, and what to fetch where it is not enough.
use super::Diagnosis;
use crate::advice::Case;
use runwright_model::Lang;
use runwright_model::protocol::Step;
impl Diagnosis {
    /// What was pasted, in words.
    pub fn what(&self, _lang: Lang) -> String {
        String::new()
    }

    /// What else is to be said: the job's own script failed, the causes are independent, nothing of ours.
    pub fn notes(&self, _lang: Lang) -> Vec<String> {
        Vec::new()
    }

    /// What to fetch when the text is not enough to tell.
    pub fn ask_for(&self, _case: &Case) -> Vec<Step> {
        Vec::new()
    }
}
