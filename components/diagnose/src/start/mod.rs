//! Says where the time before a job's script goes, and what would save some of it.

use crate::advice::Case;
use runwright_model::protocol::StartSay;

/// The start of a job: measured where the text holds pods or events, estimated from the plan otherwise.
pub fn start(_case: &Case, _text: &str) -> StartSay {
    StartSay::default()
}
