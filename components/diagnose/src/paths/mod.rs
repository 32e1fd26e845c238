//! Leads from a symptom to a cause by questions, without a text.

use crate::advice::Case;
use runwright_model::protocol::SymptomsSay;

/// All symptoms and the questions behind them.
pub fn symptoms(_case: &Case) -> SymptomsSay {
    SymptomsSay::default()
}
