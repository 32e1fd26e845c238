//! Judges a plan: findings with fixes, the readiness checklist, and the facts shown beside the form.
//!
//! [`findings`] runs one table of rules per area; a rule is one small function that looks at the plan and says
//! what it found, with the edits that mend it. Whether a rule fires never depends on another rule;
//! at a place whose value was not understood only that is said.
//!
//! **Invariant:** no clock, locale, URL, storage or random source. Same plan, same words.
//!
//! Reading order: [`context`] (what is judged), [`question`](mod@question) (the plan as a capacity question), [`report`]
//! (how a rule speaks), [`rules`] (all of them), [`checklist`](mod@checklist), [`facts`](mod@facts), [`node_text`],
//! [`upgrade`].

pub mod context;
pub mod question;
pub mod report;

mod address;
mod pattern;
mod spacing;

pub mod rules;

pub mod checklist;
pub mod facts;
pub mod node_text;
pub mod upgrade;

#[cfg(feature = "documents")]
pub mod documents;

#[cfg(test)]
mod tests;

pub use checklist::checklist;
pub use context::Cx;
pub use facts::{facts, step_text, steps};
pub use node_text::node_problems;
pub use question::{is_stated, label, question, toleration};
pub use rules::{dimension, findings};
pub use spacing::spaced;
