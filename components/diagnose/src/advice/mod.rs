//! Says what a cause means for a plan and what to do: one function per cause, in a table per area.

use crate::seen::Seen;
use runwright_model::answer::Answer;
use runwright_model::protocol::{Advice, Alike, Step, Wrong};
use runwright_model::{Draft, Edit, Fix, Lang, Plan, Text};

mod access;
mod images;
mod reach;

/// What advice is given for.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub plan: &'a Plan,
    /// What was typed; edits of lists and rows build on it.
    pub draft: &'a Draft,
    /// The plan's capacity.
    pub answer: &'a Answer,
    pub lang: Lang,
    /// What the text names; empty where there is no text.
    pub seen: &'a Seen,
}

/// One cause of trouble.
pub struct Topic {
    /// Stable and searchable, such as `image_pull_auth`.
    pub id: &'static str,
    /// What it is, as a short sentence without a full stop; advice may say it with names in its place.
    pub title: Text,
    /// The section of the form it belongs to; empty for none.
    pub section: &'static str,
    /// Where it was read.
    pub source: &'static str,
    pub advise: fn(&Case, &mut Advice),
}

/// All causes, by area.
pub fn topics() -> impl Iterator<Item = &'static Topic> {
    [reach::TOPICS, images::TOPICS, access::TOPICS]
        .into_iter()
        .flatten()
}

/// The cause of a name.
pub fn topic(id: &str) -> Option<&'static Topic> {
    topics().find(|topic| topic.id == id)
}

/// Advice on a cause; none for a name that is no cause.
pub fn advise(id: &str, case: &Case) -> Option<Advice> {
    let topic = topic(id)?;
    let mut advice = Advice {
        title: topic.title.get(case.lang).to_string(),
        section: topic.section.to_string(),
        source: topic.source.to_string(),
        ..Advice::default()
    };
    (topic.advise)(case, &mut advice);
    Some(advice)
}

impl Case<'_> {
    pub fn t(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }
}

/// How advice is written down.
pub trait Say {
    /// Something to look at.
    fn step(&mut self, text: impl Into<String>, command: impl Into<String>) -> &mut Step;
    /// Edits of the plan that mend it.
    fn fix(&mut self, label: impl Into<String>, edits: Vec<Edit>);
    /// Something to do outside of the plan.
    fn by_hand(&mut self, text: impl Into<String>, command: impl Into<String>) -> &mut Step;
    /// How to see that it is mended.
    fn confirm(&mut self, text: impl Into<String>, command: impl Into<String>) -> &mut Step;
    fn prevent(&mut self, text: impl Into<String>);
    /// Another cause that looks the same, and what tells them apart.
    fn alike(&mut self, case: &Case, category: &str, how: impl Into<String>);
    /// Advice that is often given and does not help.
    fn wrong(&mut self, claim: impl Into<String>, truth: impl Into<String>);
}

fn push(steps: &mut Vec<Step>, text: String, command: String) -> &mut Step {
    let at = steps.len();
    steps.push(Step {
        text,
        command,
        expect: String::new(),
    });
    &mut steps[at]
}

impl Say for Advice {
    fn step(&mut self, text: impl Into<String>, command: impl Into<String>) -> &mut Step {
        push(&mut self.steps, text.into(), command.into())
    }

    fn fix(&mut self, label: impl Into<String>, edits: Vec<Edit>) {
        self.fixes.push(Fix {
            label: label.into(),
            edits,
        });
    }

    fn by_hand(&mut self, text: impl Into<String>, command: impl Into<String>) -> &mut Step {
        push(&mut self.by_hand, text.into(), command.into())
    }

    fn confirm(&mut self, text: impl Into<String>, command: impl Into<String>) -> &mut Step {
        push(&mut self.confirm, text.into(), command.into())
    }

    fn prevent(&mut self, text: impl Into<String>) {
        self.prevent.push(text.into());
    }

    fn alike(&mut self, case: &Case, category: &str, how: impl Into<String>) {
        let title = topic(category).map_or("", |topic| topic.title.get(case.lang));
        self.alike.push(Alike {
            category: category.to_string(),
            title: title.to_string(),
            how: how.into(),
        });
    }

    fn wrong(&mut self, claim: impl Into<String>, truth: impl Into<String>) {
        self.wrong.push(Wrong {
            claim: claim.into(),
            truth: truth.into(),
        });
    }
}
