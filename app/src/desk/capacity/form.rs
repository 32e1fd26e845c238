//! What is asked: node pools, kinds of jobs, arrivals, the autoscaler, bounds of the namespace.

use super::sizing::Sizing;
use crate::parts::{fields, group};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;

pub fn view(store: Store, sizing: Sizing) -> El {
    let _ = sizing;
    fields(
        group(store, tx::NODES, None),
        store,
        &[
            "capacity.pools",
            "capacity.managers_here",
            "capacity.profiles",
            "capacity.jobs_per_hour",
            "capacity.jobs_per_pipeline",
        ],
    )
}
