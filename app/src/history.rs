//! Undo and redo: whole drafts, which are small, with the field each step changed and the files that were open.

use runwright_model::Draft;

/// The states of the plan, in the order they were made.
#[derive(Clone, Debug)]
pub struct History {
    steps: Vec<Step>,
    at: usize,
    /// The next edit of this field belongs to the current step.
    open: Option<String>,
    /// The sets of files that were opened. The one in force is that of a new step.
    sets: Vec<Set>,
    set: usize,
}

/// Files that are open together; none at first.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// As in the store.
    pub opened: String,
    /// What the change marks compared with when it was left.
    pub base: Draft,
}

#[derive(Clone, Debug)]
struct Step {
    draft: Draft,
    /// What led here: a field id, or the label of a fix.
    what: String,
    set: usize,
}

/// Enough for a long day; older steps are forgotten.
const MOST: usize = 500;

impl History {
    pub fn new(draft: Draft, set: Set) -> History {
        History {
            steps: vec![Step {
                draft,
                what: String::new(),
                set: 0,
            }],
            at: 0,
            open: None,
            sets: vec![set],
            set: 0,
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
            set: self.set,
        });
        if self.steps.len() > MOST {
            self.steps.remove(0);
        }
        self.at = self.steps.len() - 1;
        self.open = if typing { Some(what.to_string()) } else { None };
        true
    }

    /// Puts another set of files in force, for the step that comes.
    pub fn open(&mut self, set: Set, base: Draft) {
        self.leave(base);
        self.sets.push(set);
        self.set = self.sets.len() - 1;
    }

    /// Keeps what the change marks compare with for the way back.
    fn leave(&mut self, base: Draft) {
        if let Some(set) = self.sets.get_mut(self.set) {
            set.base = base;
        }
    }

    /// The files in force.
    pub fn set(&self) -> Set {
        self.sets.get(self.set).cloned().unwrap_or_default()
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

    /// Goes to a step and its set of files; `None` when there is no such step or it is the current one.
    pub fn go(&mut self, to: usize, base: Draft) -> Option<Draft> {
        if to == self.at {
            return None;
        }
        self.leave(base);
        let step = self.steps.get(to)?;
        let draft = step.draft.clone();
        self.set = step.set;
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
        let mut history = History::new(draft(""), Set::default());
        assert!(history.record(draft("1"), "managers.replicas", true));
        assert!(!history.record(draft("12"), "managers.replicas", true));
        history.close();
        assert!(history.record(draft("13"), "managers.replicas", true));
        let base = Draft::default;
        assert_eq!(history.go(1, base()), Some(draft("12")));
        assert_eq!(
            history.labels(),
            (Some("managers.replicas"), Some("managers.replicas"))
        );
        assert!(history.record(draft("9"), "fix", false));
        assert_eq!(history.labels(), (Some("fix"), None));
        let opened = Set {
            opened: "1".to_string(),
            ..Set::default()
        };
        history.open(opened, draft("7"));
        assert!(history.record(draft("9"), "opened", false));
        assert_eq!(history.set().opened, "1");
        assert_eq!(history.go(2, base()), Some(draft("9")));
        assert_eq!(history.set().opened, "");
        assert_eq!(history.set().base, draft("7"));
        assert_eq!(history.go(7, base()), None);
        assert_eq!(history.go(0, base()), Some(draft("")));
    }
}
