//! States what is decided: the plan, its fields, quantities, versions, findings, files and presets.
//!
//! **Invariant:** serde only. No I/O, no clock, no locale, no file of the bundle. Everything else in
//! the project is a function of what is defined here.
//!
//! Reading order: [`text`] and [`value`] (what people read, what people type), [`json`] (how it is
//! written down), [`field`] (one statement per setting), [`plan`] (the settings, section by section),
//! [`derive`](mod@derive) (names and sums that follow from a plan), [`machines`] (machine types by
//! name), [`rules`] (what rules out what), [`catalogue`] (every key of the two documents, also those
//! no setting decides), [`protocol`] (what the page and the engine say to each other).

pub mod json;
pub mod map;
pub mod order;
pub mod source;
pub mod suggest;
pub mod text;
pub mod value;

pub mod format;
pub mod quantity;
pub mod version;

pub mod field;
pub mod reader;

pub mod plan;

pub mod derive;
pub mod machines;
pub mod rules;

pub mod catalogue;

pub mod answer;
pub mod finding;
pub mod preset;
pub mod protocol;

pub use field::{Column, Field, Initial, Kind, Opt, Section};
pub use finding::{Edit, Finding, Fix, Severity};
pub use json::Json;
pub use plan::Plan;
pub use quantity::Quantity;
pub use reader::{Problem, ProblemKind, Reading};
pub use text::{Lang, Text};
pub use value::{Draft, Row, Value};
pub use version::Version;
