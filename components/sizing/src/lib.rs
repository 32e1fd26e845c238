//! Answers for the capacity page and the terminal: a plan's fleet in numbers, in words and as a report.
//!
//! The page runs it in a worker of its own, so that no key waits for a simulation. A question is answered in stages: the
//! first answer comes at once, better ones follow, and a new question ends the old one.
//!
//! Reading order: [`question`] (what a plan asks), [`edits`] (what a change means for the plan), [`work`] (the stages),
//! [`words`] (sentences), [`tables`], [`report`] (Markdown), [`nodes`] (pasted nodes), [`handle`] (requests and answers as JSON).

pub mod edits;
pub mod handle;
pub mod nodes;
pub mod question;
pub mod refused;
pub mod report;
pub mod tables;
pub mod words;
pub mod work;
