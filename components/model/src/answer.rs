//! States the capacity question a page asks and the answer it shows, as plain data.
//!
//! Cpu is in millicores (`_m`), memory and disk in bytes, time in seconds. The engine answers; the
//! page only shows. Every id is an enum, so that a text missing in a catalogue does not compile.

pub mod fleet;
mod nodes;
mod question;
mod result;

pub use nodes::{NodeGroup, NodeProblem, NodeProblemId};
pub use question::{
    Ask, Container, Job, Label, Load, Managers, NodeAmounts, Platform, Pool, Question, Taint,
    TaintEffect, Toleration,
};
pub use result::{
    Answer, Dimension, JobRequest, LimitedBy, NodeSplit, PoolAnswer, Pooled, Stair, Staircase,
    Step, StepWhat, Stranded,
};
