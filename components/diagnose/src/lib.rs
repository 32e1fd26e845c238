//! Finds causes of trouble in what people paste, and says what to do about each with the plan's own names.
//!
//! A text goes in (a job log, the managers' log, events, what kubectl printed); [`diagnose`] gives ranked causes with the
//! lines that speak for them and what was [`seen`] there: hosts, images, accounts. [`advise`] turns one cause into advice
//! for a plan: meaning, steps, edits that mend it, how to confirm and prevent it. [`paths`] lead from a symptom to a cause
//! without a text. [`start`] says where the time before a job's script goes.
//!
//! **Invariant:** no clock, locale, URL, storage or random source. Same text and plan, same words.

pub mod advice;
pub mod commands;
pub mod paths;
pub mod scan;
pub mod seen;
pub mod start;

pub use advice::{Case, Say, Topic, advise, topic, topics};
pub use scan::{Cause, Diagnosis, diagnose};
pub use seen::Seen;
