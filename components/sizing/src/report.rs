//! Writes the answer as a Markdown report, to paste into a ticket or a merge request.

use crate::words::Words;
use runwright_model::Lang;
use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};

/// The report: the question, the numbers with their meaning, tables, what helps, every sum with its source.
pub fn report(question: &FleetQuestion, answer: &FleetAnswer, words: &Words, lang: Lang) -> String {
    let _ = (question, answer, words, lang);
    String::new()
}
