//! Undo and redo: whole drafts, which are small, with the field each step changed.

use runwright_model::Draft;

/// The states of the plan, in the order they were made.
#[derive(Clone, Debug)]
pub struct History {
    steps: Vec<Step>,
    at: usize,
    /// The next edit of this field belongs to the current step.
    open: Option<String>,
}

#[derive(Clone, Debug)]
struct Step {
    draft: Draft,
    /// What led here: a field id, or the label of a fix.
    what: String,
}

/// Enough for a long day; older steps are forgotten.
const MOST: usize = 500;

impl History {
    pub fn new(draft: Draft) -> History {
        History {
            steps: vec![Step {
                draft,
                what: String::new(),
            }],
            at: 0,
            open: None,
        }
    }

    /// Records a state. Typing on in one field stays one step until [`History::close`].
    /// Returns whether a new step was made.
    pub fn record(&mut self, draft: Draft, what: &str, typing: bool) -> bool {
        let joins = typing && self.open.as_deref() == Some(what) && self.at > 0;
        self.steps.truncate(self.at + 1);
        if joins {
            if let Some(step) = self.steps.get_mut(self.at) {
                step.draft = draft;
            }
            return false;
        }
        self.steps.push(Step {
            draft,
            what: what.to_string(),
        });
        if self.steps.len() > MOST {
            self.steps.remove(0);
        }
        self.at = self.steps.len() - 1;
        self.open = if typing { Some(what.to_string()) } else { None };
        true
    }

    /// Ends a run of typing.
    pub fn close(&mut self) {
        self.open = None;
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// What undo would take back, and what redo would bring back.
    pub fn labels(&self) -> (Option<&str>, Option<&str>) {
        let undo = if self.at > 0 {
            self.steps.get(self.at).map(|step| step.what.as_str())
        } else {
            None
        };
        (
            undo,
            self.steps.get(self.at + 1).map(|step| step.what.as_str()),
        )
    }

    /// Goes to a step; `None` when there is no such step or it is the current one.
    pub fn go(&mut self, to: usize) -> Option<Draft> {
        if to == self.at {
            return None;
        }
        let draft = self.steps.get(to)?.draft.clone();
        self.at = to;
        self.open = None;
        Some(draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        let mut draft = Draft::default();
        draft.set("managers.replicas", text.into());
        draft
    }

    #[test]
    fn typing_is_one_step_and_undo_forgets_what_came_after() {
        let mut history = History::new(draft(""));
        assert!(history.record(draft("1"), "managers.replicas", true));
        assert!(!history.record(draft("12"), "managers.replicas", true));
        history.close();
        assert!(history.record(draft("13"), "managers.replicas", true));
        assert_eq!(history.go(1), Some(draft("12")));
        assert_eq!(
            history.labels(),
            (Some("managers.replicas"), Some("managers.replicas"))
        );
        assert!(history.record(draft("9"), "fix", false));
        assert_eq!(history.labels(), (Some("fix"), None));
        assert_eq!(history.go(7), None);
        assert_eq!(history.go(0), Some(draft("")));
    }
}
