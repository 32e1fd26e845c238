//! Runs `runwright` as a user does.

mod arguments;
mod capacity;
mod check;
mod hostile;
mod places;
mod render;
mod rules;
mod run;
