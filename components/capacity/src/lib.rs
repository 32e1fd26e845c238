//! Turns quantities into answers: what a job asks for, what a node offers, how many jobs run at once.
//!
//! **Invariant:** no clock, no I/O, no source of chance but a seed that is given, and no input that panics: figures are
//! held at the ends of their range. Amounts, jobs and costs are integers throughout. Floating point stands in two places:
//! [`queue`], whose answers are probabilities and seconds, and the relaxation inside [`packing::mixed`], whose rounding
//! can weaken a bound and never falsify one. The same question gives the same answer.
//!
//! Reading order: [`pod_request`] (what one job asks for), [`allocatable`] (what a node offers),
//! [`packing`] (how often one fits in the other, and how several kinds fit together), [`manager`] (how many jobs are
//! taken), [`queue`] (how long jobs wait), [`answer`](mod@answer) (what one kind of job comes to, with its sums),
//! [`nodes`] (pasted nodes), [`query`] (questions in JSON).

pub mod allocatable;
pub mod answer;
pub mod end_to_end;
pub mod fleet;
pub mod manager;
pub mod nodes;
pub mod packing;
pub mod pod_request;
pub mod query;
pub mod queue;
mod sum;
pub mod vectors;

pub use answer::answer;
pub use nodes::read_nodes;
pub use query::run_query;
pub use vectors::run_vector;

/// Bytes of a binary unit.
pub(crate) const KIB: i64 = 1 << 10;
pub(crate) const MIB: i64 = 1 << 20;
pub(crate) const GIB: i64 = 1 << 30;
