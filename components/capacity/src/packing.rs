//! Fits jobs into nodes. A job never spans two nodes, so capacity is counted node by node.
//!
//! Reading order: [`eligible`](eligible()) (may it run there), [`fit`] (one kind of job), [`mixed`] (several kinds, as well
//! as can be), [`guaranteed`](guaranteed()) (several kinds, as badly as can be), [`schedule`] (one after another, as
//! kube-scheduler does), [`groups`] (the same for many nodes).

mod amounts;
mod eligible;
pub mod groups;
pub mod guaranteed;
pub mod mixed;
pub mod schedule;
mod single;

pub use amounts::Amounts;
pub use eligible::eligible;
pub use guaranteed::guaranteed;
pub use single::{Fit, fit, per_node};

use runwright_model::answer::{Label, Taint, Toleration};

/// Identical nodes.
#[derive(Clone, Debug, Default)]
pub struct NodePool {
    pub name: String,
    pub count: i64,
    pub allocatable: Amounts,
    /// What already runs on each node.
    pub used: Amounts,
    pub labels: Vec<Label>,
    pub taints: Vec<Taint>,
}

/// One kind of job.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub name: String,
    pub request: Amounts,
    pub selector: Vec<Label>,
    pub tolerations: Vec<Toleration>,
}
