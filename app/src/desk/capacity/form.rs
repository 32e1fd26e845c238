//! What is asked: node pools, kinds of jobs, arrivals, the autoscaler, bounds of the namespace.
//!
//! Reading order: [`rows`] (a table field as cards), [`cell`] (one cell with its error), [`pools`], [`jobs`], [`hours`],
//! [`paste`].

mod cell;
mod hours;
mod jobs;
mod paste;
mod pools;
mod rows;

use super::sizing::Sizing;
use crate::desk::texts::capacity_form as ft;
use crate::parts::{fields, fold, group};
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;

pub fn view(store: Store, sizing: Sizing) -> El {
    let arrivals = fields(
        group(store, ft::ARRIVALS, None),
        store,
        &["capacity.jobs_per_hour", "capacity.jobs_per_pipeline"],
    );
    let more = El::new("section", "group folds")
        .mount(folded(
            store,
            ft::AUTOSCALER,
            &[
                "capacity.scan_s",
                "capacity.provision_s",
                "capacity.idle_s",
                "capacity.pause_pods",
            ],
        ))
        .mount(folded(
            store,
            ft::QUOTA,
            &[
                "capacity.quota_cpu",
                "capacity.quota_memory",
                "capacity.quota_pods",
                "capacity.default_cpu",
                "capacity.default_memory",
            ],
        ))
        .mount(folded(
            store,
            ft::MANAGERS,
            &[
                "managers.replicas",
                "managers.concurrent",
                "managers.limit",
                "job.poll_timeout",
                "capacity.managers_here",
            ],
        ));
    El::new("div", "fleetform")
        .child(pools::view(store).child(paste::view(store, sizing)))
        .child(jobs::view(store))
        .child(arrivals.mount(hours::view(store)))
        .child(more)
}

/// Fields folded away, with the number of those that differ from the defaults.
fn folded(store: Store, title: Text, ids: &'static [&'static str]) -> AnyView {
    let note = Signal::derive(move || {
        let changed = store
            .draft
            .with(|draft| ids.iter().filter(|id| draft.get(id).is_some()).count());
        match changed {
            0 => String::new(),
            changed => {
                runwright_widgets::fill(tx::CHANGED_N.get(store.lang.get()), &changed.to_string())
            }
        }
    });
    fold(store, title, note, fields(El::new("div", ""), store, ids))
}
