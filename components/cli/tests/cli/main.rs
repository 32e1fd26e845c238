//! Runs `runwright` as a user does.

// Helpers of tests, too: a panic here is a failed test.
#![allow(clippy::unwrap_used)]

mod arguments;
mod capacity;
mod check;
mod diagnose;
mod hostile;
mod import;
mod nodes;
mod places;
mod render;
mod rules;
mod run;
mod set;
